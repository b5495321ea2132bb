# Runs the suite: the asynchronous modules beside each other, then the others; each test in a process of its own, which
# `ExUnit.Runner.TestProcess` describes.

defmodule ExUnit.Runner do
  @moduledoc false

  alias ExUnit.EventManager, as: Events
  alias ExUnit.Runner.TestProcess

  @doc """
  Runs what `ExUnit.Server` has, as often as `:repeat_until_failure` says while all is well.
  """
  @spec run(keyword, non_neg_integer | nil) :: ExUnit.suite_result()
  def run(options, load_us) do
    run(options, load_us, Keyword.get(options, :repeat_until_failure, 0))
  end

  defp run(options, load_us, remaining) do
    {result, taken} = run_once(Keyword.put(options, :remaining_runs, remaining), load_us)

    if remaining > 0 and result.failures == 0 and result.total > 0 do
      ExUnit.Server.restore_modules(taken.async, taken.sync)
      run(options, load_us, remaining - 1)
    else
      result
    end
  end

  defp run_once(options, load_us) do
    {stats, manager} = Events.add_handler([], ExUnit.RunnerStats, options)

    manager =
      for formatter <- Keyword.fetch!(options, :formatters), reduce: manager do
        manager -> manager |> Events.add_handler(formatter, options) |> elem(1)
      end

    config = config(manager, options)
    :erlang.system_flag(:backtrace_depth, Keyword.fetch!(options, :stacktrace_depth))
    start = System.monotonic_time()
    Events.suite_started(manager, options)

    async = async_loop(config, %{}, [])
    async_stop = System.monotonic_time()
    sync = ExUnit.Server.take_sync_modules()
    for entry <- sync, do: run_module(config, entry, {false, nil})
    stop = System.monotonic_time()

    Events.suite_finished(manager, %{
      run: microseconds(stop - start),
      async: if(async != [], do: microseconds(async_stop - start)),
      load: load_us
    })

    result = ExUnit.RunnerStats.stats(stats)
    Events.stop(manager)
    for callback <- Application.get_env(:ex_unit, :after_suite, []), do: callback.(result)
    {result, %{async: async, sync: sync}}
  end

  defp config(manager, options) do
    %{
      manager: manager,
      capture_log: options[:capture_log],
      dry_run: Keyword.get(options, :dry_run, false),
      exclude: options[:exclude],
      include: options[:include],
      max_cases: options[:max_cases],
      max_failures: Keyword.get(options, :max_failures, :infinity),
      failures: :counters.new(1, [:atomics]),
      only_test_ids: options[:only_test_ids],
      rand_algorithm: options[:rand_algorithm],
      seed: options[:seed],
      timeout: options[:timeout],
      trace: options[:trace]
    }
  end

  defp microseconds(duration), do: System.convert_time_unit(duration, :native, :microsecond)

  defp shuffle(%{seed: 0}, list), do: list

  defp shuffle(%{seed: seed, rand_algorithm: algorithm}, list) do
    _ = :rand.seed(algorithm, {seed, seed, seed})
    Enum.shuffle(list)
  end

  ## Asynchronous modules

  # Returns the groups that were taken, in their order.
  defp async_loop(config, running, taken) do
    case ExUnit.Server.take_async_modules(config.max_cases - map_size(running)) do
      nil ->
        wait_all(running)
        Enum.reverse(taken)

      groups ->
        running = for group <- groups, into: running, do: spawn_group(config, group)

        running = if map_size(running) < config.max_cases, do: running, else: wait_one(running)
        async_loop(config, running, Enum.reverse(groups, taken))
    end
  end

  defp spawn_group(config, {group, entries}) do
    {pid, monitor} =
      spawn_monitor(fn ->
        for entry <- entries, do: run_module(config, entry, {true, group})
      end)

    {monitor, pid}
  end

  defp wait_all(running) when map_size(running) == 0, do: :ok
  defp wait_all(running), do: running |> wait_one() |> wait_all()

  defp wait_one(running) do
    receive do
      {:DOWN, monitor, _, _, reason} when is_map_key(running, monitor) ->
        if reason not in [:normal, :shutdown], do: exit(reason)
        Map.delete(running, monitor)
    end
  end

  ## Modules

  defp run_module(config, {module, parameters}, {async?, group}) do
    test_module = %{module.__ex_unit__() | parameters: parameters}
    tags = %{module: module, async: async?, test_group: group}

    unless max_failures_reached?(config) do
      Events.module_started(config.manager, test_module)
      {left_out, to_run} = select(config, test_module.tests, tags)
      for test <- left_out, do: report(config, %{test | parameters: parameters})
      {state, finished} = run_tests(config, test_module, to_run, tags)
      finish_module(config, %{test_module | state: state, tests: finished})
    end
  end

  # A module that fails as a whole after its tests fails those that have passed, too.
  defp finish_module(config, test_module) do
    unless max_failures_reached?(config) do
      Events.module_finished(config.manager, test_module)

      if test_module.state,
        do: add_failures(config, Enum.count(test_module.tests, &(&1.state == nil)))
    end
  end

  # Those that the filters leave out, and those to be run, which know where they are.
  defp select(config, tests, module_tags) do
    %{include: include, exclude: exclude} = config

    tests =
      if ids = config.only_test_ids,
        do: Enum.filter(tests, &({&1.module, &1.name} in ids)),
        else: tests

    config
    |> shuffle(tests)
    |> Enum.map(fn test ->
      tags = test.tags |> Map.merge(module_tags) |> Map.put(:test, test.name)

      case ExUnit.Filters.eval(include, exclude, tags, tests) do
        :ok -> %{test | tags: tags}
        state -> %{test | state: state}
      end
    end)
    |> Enum.split_with(& &1.state)
  end

  defp run_tests(_, _, [], _), do: {nil, []}

  defp run_tests(%{dry_run: true}, _, tests, _), do: {nil, Enum.reverse(tests)}

  defp run_tests(config, test_module, tests, tags) do
    tags = Map.delete(tags, :test_group)
    context = Map.merge(test_module.tags, Map.merge(tags, test_module.parameters))

    case TestProcess.start_module(config, test_module, context) do
      {:ok, process, context} ->
        finished =
          for test <- tests,
              test = run_test(config, %{test | parameters: test_module.parameters}, context),
              do: test

        case TestProcess.stop_module(process, config.timeout) do
          :ok -> {nil, finished}
          failure -> {{:failed, [failure]}, finished}
        end

      {:failed, failure} ->
        state = {:failed, [failure]}
        invalid = {:invalid, %{test_module | state: state}}
        tests = for test <- tests, do: %{test | state: invalid}
        for test <- tests, do: report(config, test)
        {state, tests}
    end
  end

  ## Tests

  defp run_test(config, test, context) do
    unless max_failures_reached?(config) do
      Events.test_started(config.manager, test)
      test = TestProcess.run(config, test, Map.merge(context, test.tags))
      finished(config, test)
      test
    end
  end

  defp report(config, test) do
    unless max_failures_reached?(config) do
      Events.test_started(config.manager, test)
      finished(config, test)
    end
  end

  defp finished(config, test) do
    Events.test_finished(config.manager, test)

    with {:failed, _} <- test.state, do: add_failures(config, 1)
  end

  defp add_failures(config, count) do
    reached? = max_failures_reached?(config)
    :counters.add(config.failures, 1, count)

    if not reached? and max_failures_reached?(config),
      do: Events.max_failures_reached(config.manager)
  end

  defp max_failures_reached?(%{max_failures: :infinity}), do: false
  defp max_failures_reached?(config), do: :counters.get(config.failures, 1) >= config.max_failures

  ## Stacktraces

  @doc """
  Cuts what the library itself contributes: its assertions, and what runs tests at the bottom.
  """
  @spec prune_stacktrace(Exception.stacktrace()) :: Exception.stacktrace()
  def prune_stacktrace(stacktrace) do
    stacktrace
    |> Enum.take_while(fn entry -> elem(entry, 0) not in [__MODULE__, TestProcess] end)
    |> Enum.reject(fn entry -> elem(entry, 0) == ExUnit.Assertions end)
  end
end
