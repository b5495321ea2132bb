# Calls from a process whose mailbox is full: the answers stand behind everything else.
defmodule Bench do
  def run do
    {:ok, agent} = Agent.start_link(fn -> 42 end)
    for n <- 1..100_000, do: send(self(), {:later, n})
    sum = Enum.reduce(1..10_000, 0, fn _, sum -> sum + Agent.get(agent, & &1) end)
    {sum, await_each(1000, 0)}
  end

  defp await_each(0, sum), do: sum
  defp await_each(n, sum), do: await_each(n - 1, sum + Task.await(Task.async(fn -> n end)))
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
