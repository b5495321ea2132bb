# Set algebra.
defmodule Bench do
  def run do
    a = MapSet.new(1..40_000)
    b = MapSet.new(20_000..60_000)
    few = MapSet.new(1..100)

    Enum.reduce(1..5, 0, fn _, sum ->
      sum + MapSet.size(MapSet.union(a, b)) + MapSet.size(MapSet.intersection(a, b)) +
        MapSet.size(MapSet.difference(a, b)) +
        MapSet.size(MapSet.symmetric_difference(a, b)) +
        if(MapSet.subset?(few, a), do: 1, else: 0) +
        MapSet.size(Enum.reduce(1..20_000, few, &MapSet.put(&2, &1))) +
        Enum.count(1..20_000, &MapSet.member?(b, &1))
    end)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
