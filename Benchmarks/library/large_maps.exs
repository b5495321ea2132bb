# A map of a million entries: built, merged, updated, walked.
defmodule Bench do
  def run do
    map = Map.new(1..1_000_000, &{&1, &1})
    other = Map.new(900_000..1_100_000, &{&1, -&1})
    merged = Map.merge(map, other, fn _, x, y -> x + y end)
    updated = Enum.reduce(1..200_000, merged, &Map.update!(&2, &1, fn x -> x + 1 end))

    {map_size(merged), updated |> Map.values() |> Enum.sum(),
     map_size(Map.filter(updated, fn {k, _} -> rem(k, 2) == 0 end))}
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
