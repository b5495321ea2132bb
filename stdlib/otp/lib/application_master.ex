# The process above an application's tree: it calls the callbacks, is the group leader of all processes that the tree starts,
# and ends with the tree.

defmodule :application_master do
  @moduledoc false

  @doc "Starts the tree; the controller hears `{:started, master, :ok | {:error, reason}}`."
  def start_link(app, module, arguments, phases) do
    controller = self()
    leader = :erlang.group_leader()
    :erlang.spawn_link(fn -> init(controller, leader, app, module, arguments, phases) end)
  end

  def stop(master), do: :erlang.send(master, :stop)

  defp init(controller, leader, app, module, arguments, phases) do
    :erlang.process_flag(:trap_exit, true)
    master = self()
    state = %{controller: controller, leader: leader, app: app, module: module}

    starter =
      :erlang.spawn_link(fn ->
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
    :erlang.process_flag(:trap_exit, true)
    :erlang.link(pid)
    run_phases(module, phases)
    :erlang.send(master, {:running, pid})

    receive do
      :stop ->
        state = if exported?(module, :prep_stop, 1), do: module.prep_stop(state), else: state
        monitor = :erlang.monitor(:process, pid)
        :erlang.exit(pid, :shutdown)
        receive do: ({:DOWN, ^monitor, _, _, _} -> :ok)
        if exported?(module, :stop, 1), do: module.stop(state)
        :erlang.exit(:normal)

      {:EXIT, ^pid, reason} ->
        if exported?(module, :stop, 1), do: module.stop(state)
        :erlang.exit({:tree, reason})
    end
  end

  defp run_phases(module, phases) when is_list(phases) do
    for {phase, arguments} <- phases, do: module.start_phase(phase, :normal, arguments)
  end

  defp run_phases(_module, _none), do: :ok

  defp exported?(module, function, arity), do: :erlang.function_exported(module, function, arity)

  defp starting(starter, state) do
    receive do
      {:running, pid} ->
        :erlang.send(state.controller, {:started, self(), :ok})
        loop(starter, Map.put(state, :tree, pid))

      {:failed, reason} ->
        :erlang.send(state.controller, {:started, self(), {:error, reason}})

      {:io_request, _, _, _} = request ->
        :erlang.send(state.leader, request)
        starting(starter, state)

      {:EXIT, ^starter, reason} ->
        :erlang.send(state.controller, {:started, self(), {:error, reason}})
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

      {:get_supervisor, from, tag} ->
        :erlang.send(from, {tag, {:ok, state.tree}})
        loop(starter, state)

      {:EXIT, ^starter, {:tree, reason}} ->
        :erlang.exit(reason)

      {:EXIT, ^starter, reason} ->
        :erlang.exit(reason)

      _stray ->
        loop(starter, state)
    end
  end

  @doc "Reports an application's end to the logger, as a notice."
  def report(app, reason, type) do
    if :erlang.function_exported(:logger, :log, 3) or
         :code.ensure_loaded(:logger) == {:module, :logger} do
      :logger.log(
        :notice,
        %{
          label: {:application_controller, :exit},
          report: [application: app, exited: reason, type: type]
        },
        %{domain: [:otp], error_logger: %{tag: :info_report, type: :std_info}}
      )
    end

    :ok
  end
end
