# OTP's module of applications: a thin front of `:application_controller`.

defmodule :application do
  @moduledoc """
  Applications: parts of a system that are loaded, configured, started and stopped as a whole.
  """

  @controller :application_controller

  @type restart_type :: :permanent | :transient | :temporary

  @doc """
  Loads an application's specification, from its file or given as `{:application, name, properties}`.
  """
  def load(application), do: load(application, [])

  @doc "As `load/1`; what is distributed over nodes is not looked at."
  def load(application, _distributed), do: @controller.call({:load, application})

  @doc "Forgets a specification and the environment."
  def unload(application), do: @controller.call({:unload, application})

  @doc "Starts an application, whose needs must run already."
  def start(application), do: start(application, :temporary)

  def start(application, type) when type in [:permanent, :transient, :temporary],
    do: @controller.call({:start, application, type})

  def start(_application, type), do: {:error, {:invalid_restart_type, type}}

  @doc "Stops an application."
  def stop(application), do: @controller.call({:stop, application})

  @doc "Starts an application; that it runs already is no error."
  def ensure_started(application), do: ensure_started(application, :temporary)

  def ensure_started(application, type) do
    case start(application, type) do
      {:error, {:already_started, ^application}} -> :ok
      other -> other
    end
  end

  @doc "Starts applications and all they need; returns those that were started, first to last."
  def ensure_all_started(applications), do: ensure_all_started(applications, :temporary)

  def ensure_all_started(applications, type), do: ensure_all_started(applications, type, :serial)

  def ensure_all_started(application, type, mode) when is_atom(application),
    do: ensure_all_started([application], type, mode)

  def ensure_all_started(applications, type, _mode) when is_list(applications) do
    case start_all(applications, type, []) do
      {:ok, started} ->
        {:ok, :lists.reverse(started)}

      {:error, reason, started} ->
        for application <- started, do: stop(application)
        {:error, reason}
    end
  end

  defp start_all([], _type, started), do: {:ok, started}

  defp start_all([application | rest], type, started) do
    with {:ok, started} <- start_one(application, type, started),
         do: start_all(rest, type, started)
  end

  defp start_one(application, type, started) do
    case start(application, type) do
      :ok ->
        {:ok, [application | started]}

      {:error, {:already_started, ^application}} ->
        {:ok, started}

      {:error, {:not_started, needed}} when needed != application ->
        with {:ok, started} <- start_one(needed, type, started),
             do: start_one(application, type, started)

      {:error, reason} ->
        {:error, {application, reason}, started}
    end
  end

  @doc "The applications that run: `{name, description, version}`."
  def which_applications, do: @controller.running()
  def which_applications(_timeout), do: @controller.running()

  @doc "The applications that are loaded: `{name, description, version}`."
  def loaded_applications, do: @controller.loaded()

  @doc "A value of an application's environment: `{:ok, value}` or `:undefined`."
  def get_env(application, key), do: @controller.get_env(application, key)

  def get_env(application, key, default) do
    case @controller.get_env(application, key) do
      {:ok, value} -> value
      :undefined -> default
    end
  end

  @doc "As `get_env/2` for the calling process's application."
  def get_env(key) do
    case get_application() do
      {:ok, application} -> get_env(application, key)
      :undefined -> :undefined
    end
  end

  @doc "The whole environment."
  def get_all_env(application), do: @controller.get_all_env(application)

  def get_all_env do
    case get_application() do
      {:ok, application} -> get_all_env(application)
      :undefined -> []
    end
  end

  @doc "Sets a value of the environment."
  def set_env(application, key, value), do: set_env(application, key, value, [])
  def set_env(application, key, value, _options), do: @controller.set_env(application, key, value)

  @doc "Sets the environments of several applications: `[{application, [{key, value}]}]`."
  def set_env(config), do: set_env(config, [])

  def set_env(config, _options) when is_list(config) do
    check_config(config)

    for {application, values} <- config, {key, value} <- values do
      @controller.set_env(application, key, value)
    end

    :ok
  end

  # Everything is looked at before anything is set.
  defp check_config([]), do: :ok

  defp check_config([{application, values} | rest]) do
    cond do
      not is_atom(application) ->
        bad_config("application: ~tp; application name must be an atom", [application])

      :lists.keymember(application, 1, rest) ->
        bad_config("duplicate application config: ~tp", [application])

      not is_list(values) ->
        bad_config("application: ~tp; parameters must be a list", [application])

      true ->
        check_parameters(application, values)
    end

    check_config(rest)
  end

  defp check_config([other | _]),
    do: bad_config("invalid application config: ~tp", [other])

  defp check_parameters(_application, []), do: :ok

  defp check_parameters(application, [{key, _value} | rest]) do
    cond do
      not is_atom(key) ->
        bad_config("application: ~tp; invalid parameter name: ~tp", [application, key])

      :lists.keymember(key, 1, rest) ->
        bad_config("application: ~tp; duplicate parameter: ~tp", [application, key])

      true ->
        check_parameters(application, rest)
    end
  end

  defp check_parameters(application, [other | _]),
    do: bad_config("application: ~tp; invalid parameter: ~tp", [application, other])

  defp bad_config(format, arguments),
    do: :erlang.error({:badarg, :lists.flatten(:io_lib.format(format, arguments))})

  @doc "Removes a value of the environment."
  def unset_env(application, key), do: unset_env(application, key, [])
  def unset_env(application, key, _options), do: @controller.unset_env(application, key)

  @doc "A property of an application's specification: `{:ok, value}` or `:undefined`."
  def get_key(application, key) do
    with {:ok, spec} <- @controller.get_spec(application),
         {:ok, value} <- Keyword.fetch(spec, key) do
      {:ok, value}
    else
      _none -> :undefined
    end
  end

  def get_key(key) do
    case get_application() do
      {:ok, application} -> get_key(application, key)
      :undefined -> :undefined
    end
  end

  @doc "The whole specification: `{:ok, properties}` or `:undefined`."
  def get_all_key(application), do: @controller.get_spec(application)

  def get_all_key do
    case get_application() do
      {:ok, application} -> get_all_key(application)
      :undefined -> []
    end
  end

  @doc "The application of the calling process, of a process, or of a module."
  def get_application, do: get_application(self())

  def get_application(pid) when is_pid(pid) do
    case :erlang.process_info(pid, :group_leader) do
      {:group_leader, leader} -> @controller.by_master(leader)
      :undefined -> :undefined
    end
  end

  def get_application(module) when is_atom(module), do: @controller.by_module(module)

  @doc "The process at the top of an application's tree."
  def get_supervisor(application) do
    with master when is_pid(master) <- @controller.master(application),
         {pid, _module} <- :application_master.get_child(master) do
      {:ok, pid}
    else
      _none -> :undefined
    end
  end

  @doc "What is loaded, started and running, for whom looks for a fault."
  def info, do: @controller.info()

  @doc """
  Permits or forbids an application to run here. A forbidden one is stopped, and starts once it is permitted again.
  """
  def permit(application, permitted) when is_atom(application) and is_boolean(permitted),
    do: @controller.call({:permit, application, permitted})

  @doc "How the calling process's application is being started; there is one way on one node."
  def start_type, do: :normal
end
