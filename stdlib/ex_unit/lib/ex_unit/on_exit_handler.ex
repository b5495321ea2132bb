# What is to be done when a test, or the tests of a module, have ended: its callbacks and its supervisor.

defmodule ExUnit.OnExitHandler do
  @moduledoc false

  # {pid of the test, supervisor or nil, [{name, callback}]}, the last callback first
  @table __MODULE__
  @supervisor 2
  @callbacks 3

  @doc "Makes the table; its owner is who calls this."
  @spec create() :: :ok
  def create do
    :ets.new(@table, [
      :public,
      :named_table,
      :set,
      read_concurrency: true,
      write_concurrency: true
    ])

    :ok
  end

  @spec register(pid) :: :ok
  def register(pid) do
    :ets.insert(@table, {pid, nil, []})
    :ok
  end

  @spec add(pid, term, (-> term)) :: :ok | :error
  def add(pid, name, callback) do
    case lookup(pid, @callbacks) do
      {:ok, callbacks} ->
        :ets.update_element(
          @table,
          pid,
          {@callbacks, [{name, callback} | List.keydelete(callbacks, name, 0)]}
        )

        :ok

      :error ->
        :error
    end
  end

  @spec get_supervisor(pid) :: {:ok, pid | nil} | :error
  def get_supervisor(pid), do: lookup(pid, @supervisor)

  @spec put_supervisor(pid, pid) :: :ok | :error
  def put_supervisor(pid, supervisor) do
    if :ets.update_element(@table, pid, {@supervisor, supervisor}), do: :ok, else: :error
  end

  defp lookup(pid, position) do
    {:ok, :ets.lookup_element(@table, pid, position)}
  rescue
    ArgumentError -> :error
  end

  @doc """
  Ends the supervisor of a test and runs its callbacks, all of them, in one process, and returns the first failure.
  """
  @spec run(pid, timeout) :: :ok | {Exception.kind(), term, Exception.stacktrace()}
  def run(pid, timeout) when is_pid(pid) do
    [{^pid, supervisor, callbacks}] = :ets.take(@table, pid)

    with :ok <- terminate(supervisor, timeout) do
      run_callbacks(callbacks, timeout)
    end
  end

  defp terminate(nil, _), do: :ok

  defp terminate(supervisor, timeout) do
    monitor = Process.monitor(supervisor)
    Process.exit(supervisor, :shutdown)

    receive do
      {:DOWN, ^monitor, _, _, _} -> :ok
    after
      timeout ->
        Process.demonitor(monitor, [:flush])
        Process.exit(supervisor, :kill)
        {:error, ExUnit.TimeoutError.exception(timeout: timeout, type: "supervisor shutdown"), []}
    end
  end

  defp run_callbacks([], _), do: :ok

  defp run_callbacks(callbacks, timeout) do
    {runner, monitor} = spawn_monitor(__MODULE__, :on_exit_runner_loop, [])
    result = Enum.reduce(callbacks, {{runner, monitor}, :ok}, &run_callback(&1, &2, timeout))
    {{runner, monitor}, state} = result
    Process.demonitor(monitor, [:flush])
    Process.exit(runner, :kill)
    state
  end

  # A callback that kills the runner, or lets it hang, fails alone: the next ones get a new runner.
  defp run_callback({_name, callback}, {{runner, monitor}, state}, timeout) do
    send(runner, {:run, self(), callback})

    receive do
      {^runner, :ok} ->
        {{runner, monitor}, state}

      {^runner, failure} ->
        {{runner, monitor}, first(state, failure)}

      {:DOWN, ^monitor, :process, ^runner, reason} ->
        {spawn_monitor(__MODULE__, :on_exit_runner_loop, []),
         first(state, {{:EXIT, runner}, reason, []})}
    after
      timeout ->
        stacktrace = stacktrace(runner)
        Process.demonitor(monitor, [:flush])
        Process.exit(runner, :kill)
        error = ExUnit.TimeoutError.exception(timeout: timeout, type: "on_exit callback")

        {spawn_monitor(__MODULE__, :on_exit_runner_loop, []),
         first(state, {:error, error, stacktrace})}
    end
  end

  defp stacktrace(pid) do
    case Process.info(pid, :current_stacktrace) do
      {:current_stacktrace, stacktrace} -> stacktrace
      nil -> []
    end
  end

  defp first(:ok, failure), do: failure
  defp first(failure, _), do: failure

  @doc false
  def on_exit_runner_loop do
    receive do
      {:run, from, callback} ->
        send(from, {self(), exec_callback(callback)})
        on_exit_runner_loop()
    end
  end

  defp exec_callback(callback) do
    callback.()
    :ok
  catch
    kind, reason -> {kind, reason, ExUnit.Runner.prune_stacktrace(__STACKTRACE__)}
  end
end
