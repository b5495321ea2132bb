# The processes of a run: one for the `setup_all` of a module, which lives as long as the module's tests, and one for each test.

defmodule ExUnit.Runner.TestProcess do
  @moduledoc false

  alias ExUnit.{OnExitHandler, Runner}

  ## Modules

  @doc """
  Runs the `setup_all` of a module in a process that waits until `stop_module/2`.
  """
  def start_module(config, %{setup_all?: false} = test_module, context) do
    _ = {config, test_module}
    {:ok, nil, context}
  end

  def start_module(config, test_module, context) do
    parent = self()

    {pid, monitor} =
      spawn_monitor(fn ->
        OnExitHandler.register(self())
        seed(config, test_module.name, :setup_all)
        send(parent, {self(), :setup_all, setup_all(test_module, context)})

        receive do
          {^parent, :stop} -> exit(:shutdown)
        end
      end)

    receive do
      {^pid, :setup_all, {:ok, context}} ->
        {:ok, {pid, monitor}, context}

      {^pid, :setup_all, {:failed, failure}} ->
        _ = stop_module({pid, monitor}, config.timeout)
        {:failed, failure}

      {:DOWN, ^monitor, :process, ^pid, reason} ->
        _ = OnExitHandler.run(pid, config.timeout)
        {:failed, {{:EXIT, pid}, reason, []}}
    end
  end

  defp setup_all(test_module, context) do
    {:ok, test_module.name.__ex_unit__(:setup_all, context)}
  catch
    kind, reason -> {:failed, {kind, reason, Runner.prune_stacktrace(__STACKTRACE__)}}
  end

  @doc "Ends the process of a module and runs what it has left to do on exit."
  def stop_module(nil, _), do: :ok

  def stop_module({pid, monitor}, timeout) do
    send(pid, {self(), :stop})

    receive do
      {:DOWN, ^monitor, :process, ^pid, _} -> OnExitHandler.run(pid, timeout)
    end
  end

  ## Tests

  @doc "Runs a test and returns it with its state, time and logs."
  @spec run(map, ExUnit.Test.t(), map) :: ExUnit.Test.t()
  def run(config, test, context) do
    timeout = timeout(config, test)
    parent = self()

    {pid, monitor} =
      spawn_monitor(fn ->
        OnExitHandler.register(self())
        seed(config, test.module, test.name)
        context = Map.merge(context, %{test_pid: self()}) |> Map.merge(test.parameters)
        context = ExUnit.Runner.TemporaryDirectory.create(test, context)

        {microseconds, test} =
          :timer.tc(fn ->
            capture_log(config, context, test, fn -> execute(test, context) end)
          end)

        send(parent, {self(), :test_finished, %{test | time: microseconds}})
        exit(:shutdown)
      end)

    test = await(test, pid, monitor, timeout)

    case OnExitHandler.run(pid, timeout) do
      :ok -> test
      failure when test.state == nil -> %{test | state: {:failed, [failure]}}
      _ -> test
    end
  end

  defp timeout(config, test) do
    if config.trace, do: :infinity, else: Map.get(test.tags, :timeout, config.timeout)
  end

  # A test draws the same numbers in each run with the same seed, whatever runs before it.
  defp seed(%{seed: seed, rand_algorithm: algorithm}, module, name) do
    _ = :rand.seed(algorithm, {:erlang.phash2(module), :erlang.phash2(name), seed})
  end

  defp await(test, pid, monitor, timeout) do
    receive do
      {^pid, :test_finished, test} ->
        Process.demonitor(monitor, [:flush])
        test

      {:DOWN, ^monitor, :process, ^pid, reason} ->
        %{test | state: {:failed, [{{:EXIT, pid}, reason, []}]}}
    after
      timeout -> time_out(test, pid, monitor, timeout)
    end
  end

  defp time_out(test, pid, monitor, timeout) do
    case Process.info(pid, :current_stacktrace) do
      {:current_stacktrace, stacktrace} ->
        Process.exit(pid, :kill)

        receive do
          {:DOWN, ^monitor, :process, ^pid, _} -> :ok
        end

        error =
          ExUnit.TimeoutError.exception(
            timeout: timeout,
            type: Atom.to_string(test.tags.test_type)
          )

        %{test | state: {:failed, [{:error, error, stacktrace}]}}

      nil ->
        await(test, pid, monitor, timeout)
    end
  end

  defp capture_log(config, context, test, function) do
    case Map.get(context, :capture_log, config.capture_log) do
      disabled when disabled in [nil, false] ->
        function.()

      options ->
        options = if is_list(options), do: options, else: []
        {test, logs} = ExUnit.CaptureLog.with_log(options, function)
        _ = test
        %{test | logs: logs}
    end
  end

  defp execute(test, context) do
    with {:ok, context} <- setup(test, context) do
      call(test, context)
    end
  end

  defp setup(%{module: module} = test, context) do
    {:ok, module.__ex_unit__(:setup, context)}
  catch
    kind, reason -> fail(test, kind, reason, __STACKTRACE__)
  end

  defp call(%{module: module, name: name} = test, context) do
    apply(module, name, [context])
    test
  catch
    kind, reason -> fail(test, kind, reason, __STACKTRACE__)
  end

  defp fail(test, :error, %ExUnit.MultiError{errors: errors}, _) do
    errors =
      for {kind, reason, stacktrace} <- errors,
          do:
            {kind, Exception.normalize(kind, reason, stacktrace),
             Runner.prune_stacktrace(stacktrace)}

    %{test | state: {:failed, errors}}
  end

  defp fail(test, kind, reason, stacktrace) do
    reason = Exception.normalize(kind, reason, stacktrace)
    %{test | state: {:failed, [{kind, reason, Runner.prune_stacktrace(stacktrace)}]}}
  end
end
