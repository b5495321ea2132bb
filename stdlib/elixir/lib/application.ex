# Applications as Elixir programs use them: the environment, and OTP's `:application` with texts for arguments.

defmodule Application do
  @moduledoc """
  Applications: parts of a system that are configured, started and stopped as a whole.

  An application has a specification (`mix.exs` says what is in it), an environment of keys and values, and, if it names a
  module with `mod:`, a supervision tree that the module's `c:start/2` starts:

      defmodule Shop do
        use Application

        def start(_type, _arguments) do
          Supervisor.start_link([Shop.Stock], strategy: :one_for_one)
        end
      end

  `fetch_env!/2` and its kin read the environment when they are called, `compile_env/3` when a module is compiled.
  """

  @typedoc "An application's name."
  @type app :: atom
  @typedoc "A key of the environment."
  @type key :: atom
  @typedoc "A value of the environment."
  @type value :: term
  @typedoc "What the callbacks pass on to each other."
  @type state :: term
  @typedoc "How an application is started."
  @type start_type :: :normal | {:takeover, node} | {:failover, node}
  @typedoc "What an application's end means to the machine."
  @type restart_type :: :permanent | :transient | :temporary
  @typedoc "The properties of a specification."
  @type application_key ::
          :start_phases
          | :mod
          | :applications
          | :optional_applications
          | :included_applications
          | :registered
          | :maxT
          | :maxP
          | :modules
          | :vsn
          | :id
          | :description

  @doc """
  Starts the application's supervision tree: returns the process at its top, and a state for `c:stop/1`.
  """
  @callback start(start_type, start_args :: term) ::
              {:ok, pid} | {:ok, pid, state} | {:error, reason :: term}

  @doc "Called before the tree is stopped; what it returns is passed to `c:stop/1`."
  @callback prep_stop(state) :: state
  @doc "Called after the tree has stopped."
  @callback stop(state) :: term
  @doc "Called for each phase of the property `:start_phases`."
  @callback start_phase(phase :: term, start_type, phase_args :: term) ::
              :ok | {:error, reason :: term}
  @doc "Called when a new release has changed the environment."
  @callback config_change(changed, new, removed) :: :ok
            when changed: keyword, new: keyword, removed: [atom]

  @optional_callbacks start_phase: 3, prep_stop: 1, config_change: 3

  @doc false
  defmacro __using__(_options) do
    quote location: :keep do
      @behaviour Application

      @doc false
      def stop(_state), do: :ok

      defoverridable Application
    end
  end

  @keys [
    :description,
    :id,
    :vsn,
    :modules,
    :maxP,
    :maxT,
    :registered,
    :included_applications,
    :optional_applications,
    :applications,
    :mod,
    :start_phases
  ]

  ## Specifications

  @doc """
  Returns the properties of an application's specification, `nil` if it is not loaded.

      iex> Application.spec(:no_such_application)
      nil

  """
  @spec spec(app) :: [{application_key, value}] | nil
  def spec(app) when is_atom(app) do
    case :application.get_all_key(app) do
      {:ok, properties} -> :lists.keydelete(:env, 1, properties)
      :undefined -> nil
    end
  end

  @doc """
  Returns one property of an application's specification, `nil` if there is none.

      iex> Application.spec(:elixir, :applications)
      [:kernel, :stdlib, :compiler]

  """
  @spec spec(app, application_key) :: value | nil
  def spec(app, key) when is_atom(app) and key in @keys do
    case :application.get_key(app, key) do
      {:ok, value} -> value
      :undefined -> nil
    end
  end

  @doc """
  Returns the application that a module belongs to, `nil` if there is none.

      iex> Application.get_application(String)
      :elixir

  """
  @spec get_application(atom) :: atom | nil
  def get_application(module) when is_atom(module) do
    case :application.get_application(module) do
      {:ok, app} -> app
      :undefined -> nil
    end
  end

  @doc """
  Returns the applications that run: name, description and version.
  """
  @spec started_applications(timeout) :: [{app, description :: charlist, vsn :: charlist}]
  def started_applications(timeout \\ 5000), do: :application.which_applications(timeout)

  @doc """
  Returns the applications that are loaded: name, description and version.
  """
  @spec loaded_applications() :: [{app, description :: charlist, vsn :: charlist}]
  def loaded_applications, do: :application.loaded_applications()

  ## The environment

  @doc """
  Returns the environment of an application.

      iex> Application.put_env(:doctest_all, :key, 1)
      iex> Application.get_all_env(:doctest_all)
      [key: 1]

  """
  @spec get_all_env(app) :: [{key, value}]
  def get_all_env(app) when is_atom(app), do: :application.get_all_env(app)

  @doc """
  Returns a value of the environment, `default` if there is none.

      iex> Application.get_env(:no_such_application, :key, 3)
      3

  """
  @spec get_env(app, key, value) :: value
  def get_env(app, key, default \\ nil) when is_atom(app),
    do: :application.get_env(app, key, default)

  @doc """
  Returns a value of the environment: `{:ok, value}` or `:error`.

      iex> Application.fetch_env(:no_such_application, :key)
      :error

  """
  @spec fetch_env(app, key) :: {:ok, value} | :error
  def fetch_env(app, key) when is_atom(app) do
    case :application.get_env(app, key) do
      {:ok, value} -> {:ok, value}
      :undefined -> :error
    end
  end

  @doc """
  Returns a value of the environment. Raises `ArgumentError` if there is none.
  """
  @spec fetch_env!(app, key) :: value
  def fetch_env!(app, key) when is_atom(app) do
    case fetch_env(app, key) do
      {:ok, value} ->
        value

      :error ->
        raise ArgumentError,
              "could not fetch application environment #{inspect(key)} for application " <>
                "#{inspect(app)} #{reason(app, key)}"
    end
  end

  defp reason(app, key) do
    if spec(app, :vsn),
      do: "because configuration at #{inspect(key)} was not set",
      else: "because the application was not loaded nor configured"
  end

  @doc """
  Sets a value of the environment.

  With `persistent: true` the value stays when the application is loaded again.

      iex> Application.put_env(:doctest_put, :key, 1)
      :ok

  """
  @spec put_env(app, key, value, timeout: timeout, persistent: boolean) :: :ok
  def put_env(app, key, value, opts \\ []) when is_atom(app),
    do: :application.set_env(app, key, value, opts)

  @doc """
  Sets the values of several applications at once.

      iex> Application.put_all_env(doctest_put_all: [key: 1])
      :ok

  """
  @spec put_all_env([{app, [{key, value}]}], timeout: timeout, persistent: boolean) :: :ok
  def put_all_env(config, opts \\ []) when is_list(config) and is_list(opts) do
    :application.set_env(config, opts)
  end

  @doc """
  Removes a value of the environment.

      iex> Application.delete_env(:doctest_delete, :key)
      :ok

  """
  @spec delete_env(app, key, timeout: timeout, persistent: boolean) :: :ok
  def delete_env(app, key, opts \\ []) when is_atom(app),
    do: :application.unset_env(app, key, opts)

  ## The environment while a module is compiled

  @doc """
  Reads a value of the environment while a module is compiled, in its body. The second argument is a key, or a path:
  a key and the keys of the keyword lists within.
  """
  @doc since: "1.10.0"
  defmacro compile_env(app, key_or_path, default \\ nil) do
    outside_functions!(__CALLER__, "compile_env/3")
    app = Macro.expand_literals(app, %{__CALLER__ | function: {:__info__, 1}})

    quote do
      Application.compile_env(__ENV__, unquote(app), unquote(key_or_path), unquote(default))
    end
  end

  @doc """
  As `compile_env/3`. Raises `ArgumentError` if there is no value.
  """
  @doc since: "1.10.0"
  defmacro compile_env!(app, key_or_path) do
    outside_functions!(__CALLER__, "compile_env!/2")
    app = Macro.expand_literals(app, %{__CALLER__ | function: {:__info__, 1}})
    quote do: Application.compile_env!(__ENV__, unquote(app), unquote(key_or_path))
  end

  defp outside_functions!(%{function: nil}, _name), do: :ok

  defp outside_functions!(_env, name) do
    raise "Application.#{name} cannot be called inside functions, only in the module body"
  end

  @doc """
  As `compile_env/3`, for macros: the environment says who asks.
  """
  @doc since: "1.14.0"
  @spec compile_env(Macro.Env.t(), app, key | list, value) :: value
  def compile_env(%Macro.Env{} = env, app, key_or_path, default) do
    case fetch_compile_env(app, key_or_path, env) do
      {:ok, value} -> value
      :error -> default
    end
  end

  @doc """
  As `compile_env!/2`, for macros: the environment says who asks.
  """
  @doc since: "1.14.0"
  @spec compile_env!(Macro.Env.t(), app, key | list) :: value
  def compile_env!(%Macro.Env{} = env, app, key_or_path) do
    case fetch_compile_env(app, key_or_path, env) do
      {:ok, value} ->
        value

      :error ->
        raise ArgumentError,
              "could not fetch application environment #{inspect(key_or_path)} for application " <>
                "#{inspect(app)} #{reason(app, key_or_path)}"
    end
  end

  defp fetch_compile_env(app, key, env) when is_atom(key),
    do: fetch_compile_env(app, key, [], env)

  defp fetch_compile_env(app, [key | path], env) when is_atom(key),
    do: fetch_compile_env(app, key, path, env)

  defp fetch_compile_env(app, key, path, _env) do
    result = fetch_compiled_env(app, [key | path])

    # Who compiles files wants to know what they were compiled with.
    with list when is_list(list) <- :erlang.get(:"$compile_env") do
      :erlang.put(:"$compile_env", [{app, [key | path], result} | list])
    end

    result
  end

  @doc false
  # What `compile_env/3` finds under a path.
  def fetch_compiled_env(app, [key | path]) do
    with {:ok, value} <- fetch_env(app, key), do: walk(path, value)
  end

  defp walk([], value), do: {:ok, value}

  defp walk([key | path], value) do
    with {:ok, value} <- Access.fetch(value, key), do: walk(path, value)
  end

  ## Life

  @doc """
  Loads an application's specification and environment.
  """
  @spec load(app) :: :ok | {:error, term}
  def load(app) when is_atom(app), do: :application.load(app)

  @doc """
  Loads an application; that it is loaded already is no error.
  """
  @doc since: "1.10.0"
  @spec ensure_loaded(app) :: :ok | {:error, term}
  def ensure_loaded(app) when is_atom(app) do
    case load(app) do
      {:error, {:already_loaded, ^app}} -> :ok
      other -> other
    end
  end

  @doc """
  Forgets an application's specification and environment. It must not run.
  """
  @spec unload(app) :: :ok | {:error, term}
  def unload(app) when is_atom(app), do: :application.unload(app)

  @doc """
  Starts an application; what it needs must run already, see `ensure_all_started/2`.
  """
  @spec start(app, restart_type) :: :ok | {:error, term}
  def start(app, type \\ :temporary) when is_atom(app), do: :application.start(app, type)

  @doc """
  Starts an application; that it runs already is no error.
  """
  @spec ensure_started(app, restart_type) :: :ok | {:error, term}
  def ensure_started(app, type \\ :temporary) when is_atom(app),
    do: :application.ensure_started(app, type)

  @doc """
  Starts applications and all they need: `{:ok, started}`, or `{:error, {app, reason}}`.

  The second argument is a restart type, or options: `:type`, and `:mode`, `:serial` or `:concurrent`.

      iex> Application.ensure_all_started(:elixir)
      {:ok, []}

  """
  @spec ensure_all_started(app | [app], restart_type | keyword) :: {:ok, [app]} | {:error, term}
  def ensure_all_started(app_or_apps, type_or_opts \\ [])

  def ensure_all_started(app, type) when is_atom(type),
    do: ensure_all_started(app, type: type)

  def ensure_all_started(app, opts) when is_atom(app), do: ensure_all_started([app], opts)

  def ensure_all_started(apps, opts) when is_list(apps) and is_list(opts) do
    opts = Keyword.validate!(opts, type: :temporary, mode: :serial)
    :application.ensure_all_started(apps, opts[:type], opts[:mode])
  end

  @doc """
  Stops an application.
  """
  @spec stop(app) :: :ok | {:error, term}
  def stop(app) when is_atom(app), do: :application.stop(app)

  ## Folders

  @doc """
  Returns the folder of an application: the one above its compiled modules. Raises `ArgumentError` if there is none.
  """
  @spec app_dir(app) :: String.t()
  def app_dir(app) when is_atom(app) do
    case :code.lib_dir(app) do
      folder when is_list(folder) -> IO.chardata_to_string(folder)
      {:error, :bad_name} -> raise ArgumentError, "unknown application: #{inspect(app)}"
    end
  end

  @doc """
  Returns a path within `app_dir/1`, which is a text or a list of them.
  """
  @spec app_dir(app, String.t() | [String.t()]) :: String.t()
  def app_dir(app, path)
  def app_dir(app, path) when is_binary(path), do: Path.join(app_dir(app), path)
  def app_dir(app, path) when is_list(path), do: Path.join([app_dir(app) | path])

  ## Errors

  @doc """
  Returns what the reason of an error says.

      iex> Application.format_error({:already_started, :shop})
      "already started application shop"

  """
  @spec format_error(any) :: String.t()
  def format_error(reason), do: error_text(reason) || Exception.format_exit(reason)

  defp error_text({:already_loaded, app}) when is_atom(app),
    do: "already loaded application #{app}"

  defp error_text({:not_loaded, app}) when is_atom(app), do: "not loaded application #{app}"

  defp error_text({:invalid_restart_type, type}),
    do: "invalid application restart type: #{inspect(type)}"

  defp error_text({:invalid_name, name}), do: "invalid application name: #{inspect(name)}"

  defp error_text({:invalid_options, options}),
    do: "invalid application options: #{inspect(options)}"

  defp error_text({:badstartspec, spec}), do: "bad application start specs: #{inspect(spec)}"

  defp error_text({:already_started, app}) when is_atom(app),
    do: "already started application #{app}"

  defp error_text({:not_started, app}) when is_atom(app), do: "not started application #{app}"

  defp error_text({~c"no such file or directory", file}) when is_list(file),
    do: "could not find application file: #{file}"

  defp error_text({:bad_application, app}), do: "bad application: #{inspect(app)}"

  defp error_text({:bad_return, {{module, function, arguments}, {:EXIT, reason}}}) do
    "exited in: #{call(module, function, arguments)}\n    ** (EXIT) " <>
      String.replace(Exception.format_exit(reason), "\n", "\n    ")
  end

  defp error_text({:bad_return, {{module, function, arguments}, value}}),
    do: "#{call(module, function, arguments)} returned a bad value: #{inspect(value)}"

  defp error_text({reason, {module, :start, arguments}})
       when is_atom(module) and is_list(arguments) do
    "#{call(module, :start, arguments)} returned an error: " <>
      (error_text(reason) || Exception.format_exit(reason))
  end

  defp error_text(_reason), do: nil

  defp call(module, function, arguments),
    do: Exception.format_mfa(module, function, arguments)
end
