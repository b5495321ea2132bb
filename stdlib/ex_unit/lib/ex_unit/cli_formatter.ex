# Shows a run on the terminal: a sign for each test, or its name with `:trace`, the failures as they happen, and the result.

defmodule ExUnit.CLIFormatter do
  @moduledoc false

  use GenServer
  alias ExUnit.Formatter
  alias ExUnit.CLIFormatter.{Colors, Result, Slowest}

  @impl true
  def init(options) do
    IO.puts(
      "Running ExUnit with seed: #{options[:seed]}, max_cases: #{options[:max_cases]}" <>
        remaining_runs(options)
    )

    print_filters(options, :exclude)
    print_filters(options, :include)
    IO.puts("")
    if options[:dry_run], do: IO.puts("Tests that would be executed:")

    {:ok,
     %{
       dry_run: options[:dry_run],
       trace: options[:trace],
       colors: Colors.new(options),
       width: width(),
       slowest: options[:slowest],
       slowest_modules: options[:slowest_modules],
       timings: [],
       result: Result.new(),
       failures: 0
     }}
  end

  defp remaining_runs(options) do
    if options[:repeat_until_failure] > 0,
      do: ", remaining_runs: #{options[:remaining_runs]}",
      else: ""
  end

  defp print_filters(options, key) do
    case options[key] do
      filters when filters in [nil, []] -> :ok
      filters -> IO.puts(Formatter.format_filters(filters, key))
    end
  end

  defp width do
    case :io.columns() do
      {:ok, width} -> max(40, width)
      _ -> 80
    end
  end

  ## Events

  @impl true
  def handle_cast({:test_started, test}, %{trace: true} = state) do
    IO.write(trace_line(test, ""))
    {:noreply, state}
  end

  def handle_cast({:test_finished, test}, state) do
    state = %{state | result: Result.count(state.result, test), timings: [test | state.timings]}
    {:noreply, show(test, state)}
  end

  def handle_cast({:module_started, test_module}, %{trace: true} = state) do
    IO.puts("\n#{inspect(test_module.name)} [#{Path.relative_to_cwd(test_module.file)}]")

    if test_module.parameters != %{},
      do: IO.puts("Parameters: #{inspect(test_module.parameters)}")

    {:noreply, state}
  end

  def handle_cast({:module_finished, %{state: {:failed, failures}} = test_module}, state) do
    passed = Enum.filter(test_module.tests, &(&1.state == nil))
    result = Enum.reduce(passed, state.result, &Result.fail(&2, &1))
    state = %{state | failures: state.failures + length(passed), result: result}

    text =
      Formatter.format_test_all_failure(
        test_module,
        failures,
        state.failures,
        state.width,
        formatter(state)
      )

    print_failure(text, state)
    {:noreply, state}
  end

  def handle_cast({:module_finished, test_module}, %{dry_run: true} = state) do
    for %{tags: tags} <- test_module.tests,
        do: IO.puts("#{Path.relative_to_cwd(tags.file)}:#{tags.line}")

    {:noreply, state}
  end

  def handle_cast(:max_failures_reached, state) do
    IO.write(Colors.paint("--max-failures reached, aborting test suite", :failure, state.colors))
    {:noreply, state}
  end

  def handle_cast({:sigquit, current}, state) do
    IO.write("\n\n")

    Enum.each(
      current,
      &IO.puts("Aborting test suite, the following is still running:\n\n  * #{running(&1)}\n")
    )

    {:noreply, state}
  end

  def handle_cast({:suite_finished, times}, state) do
    if Result.all_excluded?(state.result),
      do: IO.puts(Colors.paint("All tests have been excluded.", :invalid, state.colors))

    IO.write("\n")
    IO.puts(Formatter.format_times(times))
    if state.slowest > 0, do: IO.puts(Slowest.tests(state.timings, times, state.slowest))

    if state.slowest_modules > 0,
      do: IO.puts(Slowest.modules(state.timings, times, state.slowest_modules))

    IO.puts(Result.format(state.result, state.colors))
    {:noreply, state}
  end

  def handle_cast(_, state), do: {:noreply, state}

  defp running(%ExUnit.Test{name: name, module: module}), do: "#{name} (#{inspect(module)})"
  defp running(%ExUnit.TestModule{name: module}), do: inspect(module)

  ## Tests

  defp show(%{state: nil} = test, %{trace: true} = state) do
    print_traced(test, time(test.time), :success, state)
  end

  defp show(%{state: nil}, state), do: print_sign(".", :success, state)

  defp show(%{state: {:excluded, _}} = test, %{trace: true} = state),
    do: print_traced(test, "excluded", :invalid, state)

  defp show(%{state: {:excluded, _}}, state), do: state

  defp show(%{state: {:skipped, _}} = test, %{trace: true} = state),
    do: print_traced(test, "skipped", :skipped, state)

  defp show(%{state: {:skipped, _}}, state), do: print_sign("*", :skipped, state)

  defp show(%{state: {:invalid, _}} = test, %{trace: true} = state),
    do: print_traced(test, time(test.time), :invalid, state)

  defp show(%{state: {:invalid, _}}, state), do: print_sign("?", :invalid, state)

  defp show(%{state: {:failed, failures}} = test, state) do
    if state.trace, do: print_traced(test, time(test.time), :failure, state)
    let_tests_go_first(state)
    number = state.failures + 1
    text = Formatter.format_test_failure(test, failures, number, state.width, formatter(state))
    print_failure(text, state)
    print_logs(test.logs)
    %{state | failures: number}
  end

  # A report need not be in time: what the next tests print stands above it, however fast it is made here. So it waits until the
  # tests are ahead by a few events, the first report for some time, as tests load what failures need, and others for a moment.
  @events_ahead 4

  defp let_tests_go_first(state), do: wait_for_events(if(state.failures == 0, do: 100, else: 3))

  defp wait_for_events(0), do: :ok

  defp wait_for_events(milliseconds) do
    {:message_queue_len, count} = Process.info(self(), :message_queue_len)

    if count < @events_ahead do
      Process.sleep(1)
      wait_for_events(milliseconds - 1)
    end
  end

  defp print_sign(sign, color, state) do
    IO.write(Colors.paint(sign, color, state.colors))
    state
  end

  defp print_traced(test, note, color, state) do
    IO.puts(Colors.paint(trace_line(test, " (#{note})"), color, state.colors, "\r"))
    state
  end

  defp trace_line(test, note), do: "  * #{test.description}#{note} [L##{test.tags.line}]"

  defp time(microseconds) do
    hundredths = div(microseconds, 10)

    if hundredths < 10 do
      "0.0#{hundredths}ms"
    else
      tenths = div(hundredths, 10)
      "#{div(tenths, 10)}.#{rem(tenths, 10)}ms"
    end
  end

  defp print_failure(text, state) do
    IO.write(if(state.trace, do: "\n", else: "\n\n"))
    IO.write(text)
    IO.write("\n")
  end

  defp print_logs(""), do: :ok

  defp print_logs(logs) do
    IO.write(["     The following output was logged:", indent_logs(logs), "\n"])
  end

  defp indent_logs(logs), do: String.replace("\n" <> logs, "\n", "\n     ")

  defp formatter(state), do: &Colors.format(&1, &2, state.colors)
end
