# Enum over a map of 20,000 entries.
defmodule Bench do
  def run do
    map = Map.new(1..20_000, &{&1, &1 * 7})

    Enum.reduce(1..10, 0, fn _, sum ->
      sum +
        (map
         |> Enum.filter(fn {k, _} -> rem(k, 3) == 0 end)
         |> Enum.map(fn {k, v} -> k + v end)
         |> Enum.sum()) +
        Enum.count(map, fn {_, v} -> v > 70_000 end) +
        map_size(Map.new(map, fn {k, v} -> {v, k} end))
    end)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
