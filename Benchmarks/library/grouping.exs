# group_by, frequencies, uniq, dedup, chunk_by, split_with, zip, unzip, reduce_while.
defmodule Bench do
  def run do
    list = Enum.map(1..60_000, &rem(&1 * 7919, 1009))

    Enum.reduce(1..4, 0, fn _, sum ->
      sum + map_size(Enum.group_by(list, &rem(&1, 97))) + map_size(Enum.frequencies(list)) +
        length(Enum.uniq(list)) +
        length(Enum.dedup(list)) + length(Enum.chunk_by(list, &(&1 > 500))) +
        (list |> Enum.split_with(&(&1 > 500)) |> elem(0) |> length()) +
        (list |> Enum.zip(Enum.reverse(list)) |> Enum.unzip() |> elem(0) |> length()) +
        length(Enum.zip_with(list, list, &+/2)) +
        Enum.reduce_while(list, 0, fn x, acc ->
          if acc > 20_000_000, do: {:halt, acc}, else: {:cont, acc + x}
        end) +
        length(Enum.chunk_every(list, 7, 3)) + length(Enum.flat_map(list, &[&1, &1])) +
        (list |> Enum.map_reduce(0, &{&1, &1 + &2}) |> elem(1))
    end)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
