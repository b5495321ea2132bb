# The process above an application's tree: it calls the callbacks, is the group leader of all processes that the tree starts,
# and ends with the tree.

defmodule :application_master do
  @moduledoc false

  @doc "Starts the tree; the controller hears `{:started, master, :ok | {:error, reason}}`."
  def start_link(app, module, arguments, phases) do
    :proc_lib.spawn_link(__MODULE__, :init, [self(), app, {module, arguments, phases}])
  end

  def stop(master), do: :erlang.send(master, :stop)

  @doc "What the master runs."
  def init(controller, app, {module, arguments, phases}) do
    :erlang.process_flag(:trap_exit, true)
    master = self()
    state = %{controller: controller, leader: :erlang.group_leader(), app: app, module: module}

    starter =
      :erlang.spawn_link(fn ->
        :erlang.process_flag(:trap_exit, true)
        :erlang.group_leader(master, self())
        start_tree(master, module, arguments, phases)
      end)

    starting(starter, state)
  end

  # The starter stays: it is the parent of the tree, which it asks to end.
  defp start_tree(master, module, arguments, phases) do
    call = {module, :start, [:normal, arguments]}

    result =
      try do
        module.start(:normal, arguments)
      catch
        :error, reason -> {:bad_return, {call, {:EXIT, {reason, __STACKTRACE__}}}}
        :exit, reason -> {:bad_return, {call, {:EXIT, reason}}}
        :throw, value -> value
      end

    case result do
      {:ok, pid} when is_pid(pid) -> run(master, module, pid, [], phases)
      {:ok, pid, state} when is_pid(pid) -> run(master, module, pid, state, phases)
      {:error, reason} -> :erlang.send(master, {:failed, {reason, call}})
      {:bad_return, _} = reason -> :erlang.send(master, {:failed, reason})
      other -> :erlang.send(master, {:failed, {:bad_return, {call, other}}})
    end
  end

  defp run(master, module, pid, state, phases) do
    :erlang.link(pid)

    case run_phases(module, phases) do
      :ok ->
        :erlang.send(master, {:running, pid})
        wait(module, pid, state)

      {:error, reason} ->
        shut_down(pid)
        :erlang.send(master, {:failed, reason})
    end
  end

  defp wait(module, pid, state) do
    receive do
      :stop ->
        state = if exported?(module, :prep_stop, 1), do: module.prep_stop(state), else: state
        shut_down(pid)
        if exported?(module, :stop, 1), do: module.stop(state)
        :erlang.exit(:normal)

      {:EXIT, ^pid, reason} ->
        if exported?(module, :stop, 1), do: module.stop(state)
        :erlang.exit({:tree, reason})
    end
  end

  defp shut_down(pid) do
    monitor = :erlang.monitor(:process, pid)
    :erlang.exit(pid, :shutdown)
    receive do: ({:DOWN, ^monitor, _, _, _} -> :ok)
  end

  # In order, until one fails.
  defp run_phases(module, [{phase, arguments} | phases]) do
    call = {module, :start_phase, [phase, :normal, arguments]}

    case run_phase(module, phase, arguments) do
      :ok -> run_phases(module, phases)
      {:error, reason} -> {:error, {reason, call}}
      other -> {:error, {:bad_return_value, {call, other}}}
    end
  end

  defp run_phases(_module, _none), do: :ok

  defp run_phase(module, phase, arguments) do
    module.start_phase(phase, :normal, arguments)
  catch
    :error, reason -> {:EXIT, {reason, __STACKTRACE__}}
    :exit, reason -> {:EXIT, reason}
    :throw, value -> value
  end

  defp exported?(module, function, arity), do: :erlang.function_exported(module, function, arity)

  defp starting(starter, state) do
    receive do
      {:running, pid} ->
        :erlang.send(state.controller, {:started, self(), :ok})
        loop(starter, Map.put(state, :tree, pid))

      {:failed, reason} ->
        :erlang.send(state.controller, {:started, self(), {:error, reason}})
        :erlang.exit(reason)

      {:io_request, _, _, _} = request ->
        :erlang.send(state.leader, request)
        starting(starter, state)

      {:EXIT, ^starter, reason} ->
        :erlang.send(state.controller, {:started, self(), {:error, reason}})
        :erlang.exit(reason)
    end
  end

  defp loop(starter, state) do
    receive do
      {:io_request, _, _, _} = request ->
        :erlang.send(state.leader, request)
        loop(starter, state)

      :stop ->
        :erlang.send(starter, :stop)
        loop(starter, state)

      {:get_child, from, tag} ->
        :erlang.send(from, {tag, {state.tree, state.module}})
        loop(starter, state)

      {:EXIT, ^starter, {:tree, reason}} ->
        :erlang.exit(reason)

      {:EXIT, ^starter, reason} ->
        :erlang.exit(reason)

      _stray ->
        loop(starter, state)
    end
  end

  @doc "The process at the top of a master's tree, and the module that started it."
  def get_child(master) do
    monitor = :erlang.monitor(:process, master)
    :erlang.send(master, {:get_child, self(), monitor})

    receive do
      {^monitor, reply} ->
        :erlang.demonitor(monitor, [:flush])
        reply

      {:DOWN, ^monitor, _, _, _} ->
        :undefined
    end
  end

  @doc "Reports an application's end to the logger, as a notice."
  def report(app, reason, type) do
    log(:notice, :exit, [application: app, exited: reason, type: type], %{
      domain: [:otp],
      error_logger: %{tag: :info_report, type: :std_info}
    })
  end

  @doc "Reports an application's start to the logger: such progress is seen by who asks for it."
  def report_start(app) do
    log(:info, :progress, [application: app, started_at: :erlang.node()], %{
      domain: [:otp, :sasl],
      error_logger: %{tag: :info_report, type: :progress}
    })
  end

  defp log(level, label, report, metadata) do
    if exported?(:logger, :log, 3) or :code.ensure_loaded(:logger) == {:module, :logger} do
      :logger.log(level, %{label: {:application_controller, label}, report: report}, metadata)
    end

    :ok
  end
end
