# Lists and backtracking: all solutions of n queens.
defmodule Bench do
  def run, do: length(queens(10, 10))

  def queens(0, _size), do: [[]]
  def queens(k, size), do: for(rest <- queens(k - 1, size), q <- 1..size, safe?(q, rest, 1), do: [q | rest])

  defp safe?(_q, [], _distance), do: true
  defp safe?(q, [c | _], d) when c == q or c == q + d or c == q - d, do: false
  defp safe?(q, [_ | rest], d), do: safe?(q, rest, d + 1)
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
