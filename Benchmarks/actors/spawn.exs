# Processes that are born, answer once and end.
defmodule Bench do
  def run, do: batches(100, 0)

  defp batches(0, sum), do: sum

  defp batches(n, sum) do
    parent = self()
    for i <- 1..2000, do: spawn(fn -> send(parent, {:answer, i}) end)
    batches(n - 1, sum + collect(2000, 0))
  end

  defp collect(0, sum), do: sum

  defp collect(n, sum) do
    receive do
      {:answer, i} -> collect(n - 1, sum + i)
    end
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
