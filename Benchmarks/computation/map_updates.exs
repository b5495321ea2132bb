# Large and small maps: counting, updating, looking up.
defmodule Bench do
  def run do
    counts = count(300_000, 7, %{})
    {map_size(counts), counts |> Map.values() |> Enum.sum(), small(200_000, %{a: 0, b: 0, c: 0}) |> Enum.sort()}
  end

  defp count(0, _, map), do: map

  defp count(n, seed, map) do
    seed = rem(seed * 1_103_515_245 + 12_345, 2_147_483_648)
    key = rem(seed, 5_000)
    count(n - 1, seed, Map.put(map, key, Map.get(map, key, 0) + 1))
  end

  defp small(0, map), do: map
  defp small(n, map), do: small(n - 1, Map.update!(Map.put(map, :b, n), :a, &(&1 + 1)))
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
