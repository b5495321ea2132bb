# Lazy pipelines.
defmodule Bench do
  def run do
    Enum.reduce(1..8, 0, fn _, sum ->
      sum +
        (1..60_000
         |> Stream.map(&(&1 * 3))
         |> Stream.filter(&(rem(&1, 2) == 0))
         |> Stream.with_index()
         |> Stream.take_while(fn {_, i} -> i < 25_000 end)
         |> Stream.chunk_every(10)
         |> Enum.reduce(0, fn chunk, acc -> acc + length(chunk) end)) +
        (Stream.unfold(1, &{&1, &1 + 1})
         |> Stream.flat_map(&[&1, &1])
         |> Enum.take(20_000)
         |> length())
    end)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
