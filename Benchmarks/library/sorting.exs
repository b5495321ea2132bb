# sort, sort_by, descending, by a function, of numbers, texts and tuples.
defmodule Bench do
  def run do
    numbers = numbers(60_000, 17)
    texts = Enum.map(Enum.take(numbers, 20_000), &Integer.to_string/1)
    pairs = Enum.map(Enum.take(numbers, 30_000), &{rem(&1, 100), &1})

    {numbers |> Enum.sort() |> Enum.at(777), numbers |> Enum.sort(:desc) |> hd(),
     texts |> Enum.sort() |> hd(), pairs |> Enum.sort_by(&elem(&1, 0)) |> List.last(),
     pairs |> List.keysort(1) |> hd(), numbers |> Enum.sort(&(&1 >= &2)) |> hd(),
     :lists.usort(numbers) |> length(), Enum.min_max(numbers)}
  end

  defp numbers(0, _), do: []

  defp numbers(n, seed) do
    seed = rem(seed * 1_103_515_245 + 12_345, 2_147_483_648)
    [seed | numbers(n - 1, seed)]
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
