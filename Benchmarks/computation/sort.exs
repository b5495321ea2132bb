# A quicksort written by hand over pseudo-random numbers.
defmodule Bench do
  def run do
    sorted = qsort(numbers(60_000, 42, []))
    {hd(sorted), Enum.at(sorted, 30_000), List.last(sorted)}
  end

  defp numbers(0, _, acc), do: acc

  defp numbers(n, seed, acc) do
    seed = rem(seed * 1_103_515_245 + 12_345, 2_147_483_648)
    numbers(n - 1, seed, [seed | acc])
  end

  defp qsort([]), do: []

  defp qsort([pivot | rest]) do
    {small, large} = split(rest, pivot, [], [])
    qsort(small) ++ [pivot | qsort(large)]
  end

  defp split([], _, small, large), do: {small, large}
  defp split([x | rest], pivot, small, large) when x < pivot, do: split(rest, pivot, [x | small], large)
  defp split([x | rest], pivot, small, large), do: split(rest, pivot, small, [x | large])
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
