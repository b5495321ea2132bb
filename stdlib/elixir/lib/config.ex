# What files of configuration are written with. Config.Reader evaluates them; while it does, its process keeps what they set.

defmodule Config do
  @moduledoc """
  Configuration of applications, in files such as `config/config.exs`:

      import Config

      config :shop, currency: :eur

      config :shop, Shop.Stock,
        limit: 100,
        warn_at: 10

      import_config "\#{config_env()}.exs"

  What is set later is merged into what was set before: keyword lists key by key, however deep, and everything else is replaced.
  `Application.fetch_env!/2` and its kin read what has been set.

  Such a file can only be read by `Config.Reader`, not be run.
  """

  @typedoc "Where a file is read: its environment and target."
  @type config_opts :: [imports: [Path.t()] | :disabled, env: atom, target: atom]

  @config {__MODULE__, :config}
  @options {__MODULE__, :options}
  @imports {__MODULE__, :imports}

  @doc """
  Sets keys of an application.

      config :shop, currency: :eur, open: true

  """
  @doc since: "1.9.0"
  @spec config(atom, keyword) :: :ok
  def config(root_key, opts) when is_atom(root_key) and is_list(opts) do
    unless Keyword.keyword?(opts) do
      raise ArgumentError, "config/2 expected a keyword list, got: #{inspect(opts)}"
    end

    set(root_key, opts)
  end

  @doc """
  Sets one key of an application; a keyword list is merged into the one that is there.

      config :shop, Shop.Repo, pool: 10

  """
  @doc since: "1.9.0"
  @spec config(atom, atom, term) :: :ok
  def config(root_key, key, opts) when is_atom(root_key) and is_atom(key) do
    set(root_key, [{key, opts}])
  end

  defp set(root_key, opts) do
    put(__merge__(current!(), [{root_key, opts}]))
  end

  @doc """
  Returns what has been set for an application so far, by this file and those that it was imported from.
  """
  @doc since: "1.18.0"
  @spec read_config(atom) :: keyword | nil
  def read_config(root_key) when is_atom(root_key), do: current!()[root_key]

  @doc """
  Returns the environment that the file is read for: `:dev`, `:test`, `:prod`.
  """
  @doc since: "1.11.0"
  defmacro config_env do
    quote do: Config.__env__!()
  end

  @doc """
  Returns the target that the file is read for.
  """
  @doc since: "1.11.0"
  defmacro config_target do
    quote do: Config.__target__!()
  end

  @doc ~S"""
  Reads another file, relative to this one, as if it stood here.

      import_config "#{config_env()}.exs"

  """
  @doc since: "1.9.0"
  defmacro import_config(file) do
    quote do
      Config.__import__!(Path.expand(unquote(file), __DIR__))
      :ok
    end
  end

  @doc false
  def __env__!, do: option!(:env)

  @doc false
  def __target__!, do: option!(:target)

  defp option!(name) do
    case :erlang.get(@options) do
      %{^name => value} ->
        value

      %{} ->
        raise "no #{inspect(name)} key was given to this configuration file"

      :undefined ->
        raise_outside()
    end
  end

  @doc false
  def __import__!(file) when is_binary(file) do
    case :erlang.get(@imports) do
      :undefined ->
        raise_outside()

      :disabled ->
        raise "import_config/1 is not enabled for this configuration file. " <>
                "Some configuration files do not allow importing other files as " <>
                "they are often copied to external systems"

      files ->
        :erlang.put(@imports, [file | files])
        evaluate(file, File.read!(file))
    end
  end

  @doc false
  def __eval__!(file, contents, opts) when is_binary(file) and is_list(opts) do
    imports = Keyword.get(opts, :imports, [])

    saved =
      for {key, value} <- [
            {@config, []},
            {@options, Map.new(Keyword.take(opts, [:env, :target]))},
            {@imports, if(is_list(imports), do: [file | imports], else: imports)}
          ] do
        {key, :erlang.put(key, value)}
      end

    try do
      value = evaluate(file, contents)

      config =
        case current!() do
          [] when is_list(value) -> validate!(value, file)
          config -> config
        end

      {config, :erlang.get(@imports)}
    after
      for {key, value} <- saved do
        if value == :undefined, do: :erlang.erase(key), else: :erlang.put(key, value)
      end
    end
  end

  defp evaluate(file, contents) do
    {value, _} = Code.eval_string(contents, [], file: file)
    value
  end

  defp validate!(config, file) do
    Enum.each(config, fn
      {app, value} when is_atom(app) ->
        unless Keyword.keyword?(value) do
          raise ArgumentError,
                "expected config for app #{inspect(app)} in #{Path.relative_to_cwd(file)} to return keyword list, got: #{inspect(value)}"
        end

      entry ->
        raise ArgumentError,
              "expected config in #{Path.relative_to_cwd(file)} to be a keyword list " <>
                "of {atom, keyword} pairs, got entry: #{inspect(entry)}"
    end)

    config
  end

  @doc false
  def __merge__(config1, config2) do
    Keyword.merge(config1, config2, fn _, app1, app2 -> Keyword.merge(app1, app2, &deep/3) end)
  end

  defp deep(_key, value1, value2) do
    if Keyword.keyword?(value1) and Keyword.keyword?(value2) do
      Keyword.merge(value1, value2, &deep/3)
    else
      value2
    end
  end

  defp current! do
    case :erlang.get(@config) do
      :undefined -> raise_outside()
      config -> config
    end
  end

  defp put(config) do
    :erlang.put(@config, config)
    :ok
  end

  defp raise_outside do
    raise "could not set configuration via Config. " <>
            "This usually means you are trying to execute a configuration file " <>
            "directly, instead of reading it with Config.Reader"
  end
end
