# Work that shares nothing, in as many processes as the second argument says: `calls` computes, `lists` allocates.
defmodule Work do
  def run("calls"), do: fib(29)
  def run("lists"), do: lists(3_000, 0)

  defp fib(n) when n < 2, do: n
  defp fib(n), do: fib(n - 1) + fib(n - 2)

  defp lists(0, count), do: count

  defp lists(n, count) do
    pairs = for number <- 1..1000, rem(number, 3) == 0, do: {number, number * 2}
    lists(n - 1, count + length(Enum.map(pairs, fn {a, b} -> [a | b] end)))
  end
end

[kind, processes] = System.argv()
started = System.monotonic_time(:microsecond)

1..String.to_integer(processes)
|> Enum.map(fn _ -> Task.async(fn -> Work.run(kind) end) end)
|> Task.await_many(:infinity)

IO.puts(System.monotonic_time(:microsecond) - started)
