# The same work in as many processes as there are cores.
defmodule Bench do
  def run do
    1..8
    |> Enum.map(fn _ -> Task.async(fn -> fib(26) end) end)
    |> Task.await_many(:infinity)
    |> Enum.sum()
  end

  defp fib(n) when n < 2, do: n
  defp fib(n), do: fib(n - 1) + fib(n - 2)
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
