# A stream of small tasks, a few at a time.
defmodule Bench do
  def run do
    1..30_000
    |> Task.async_stream(&(&1 * 2), max_concurrency: 8)
    |> Enum.reduce(0, fn {:ok, n}, sum -> sum + n end)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
