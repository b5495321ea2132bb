# A module whose setup_all leaves a failing callback: its tests, which have passed, fail with it.
defmodule Events do
  use GenServer
  def init(options), do: {:ok, options}
  def handle_cast({:module_finished, module}, state), do: show({:module, module.name, failed(module)}, state)
  def handle_cast({:test_finished, test}, state), do: show({:test, test.name, failed(test)}, state)
  def handle_cast({:suite_started, options}, state), do: show(Keyword.take(options, [:remaining_runs]), state)
  def handle_cast(:max_failures_reached, state), do: show(:max_failures_reached, state)
  def handle_cast(_, state), do: {:noreply, state}
  defp failed(%{state: {:failed, failures}}), do: length(failures)
  defp failed(%{state: {kind, _}}), do: kind
  defp failed(_), do: 0

  defp show(event, state) do
    IO.inspect(event)
    {:noreply, state}
  end
end

ExUnit.start(autorun: false, seed: 0, formatters: [Events])

defmodule LastTest do
  use ExUnit.Case

  setup_all do
    on_exit(fn -> raise "too late" end)
    [a: 1]
  end

  test "passes", %{a: a}, do: assert(a == 1)
  test "fails", do: assert(1 == 2)
  test "passes, too", do: :ok
  @tag :skip
  test "skipped", do: :ok
end

ExUnit.run() |> Enum.sort() |> IO.inspect()

defmodule NextTest do
  use ExUnit.Case
  test "no more", do: :ok
end

ExUnit.configure(max_failures: 2)
ExUnit.run([LastTest]) |> Enum.sort() |> IO.inspect()
ExUnit.configure(max_failures: :infinity, repeat_until_failure: 2)
ExUnit.run() |> Enum.sort() |> IO.inspect()
