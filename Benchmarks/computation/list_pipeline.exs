# Enum over a list, closure after closure.
defmodule Bench do
  def run do
    Enum.reduce(1..12, 0, fn _, sum ->
      sum +
        (1..60_000
         |> Enum.map(&(&1 * 3))
         |> Enum.filter(&(rem(&1, 2) == 0))
         |> Enum.with_index()
         |> Enum.map(fn {x, i} -> x + i end)
         |> Enum.reject(&(rem(&1, 5) == 0))
         |> Enum.sum())
    end)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
