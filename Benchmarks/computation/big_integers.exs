# Big integers: a factorial, Fibonacci numbers and digits of e.
defmodule Bench do
  def run do
    {rem(factorial(8_000, 1), 1_000_000_007), rem(fib(60_000, 0, 1), 1_000_000_007), digit_sum(Integer.pow(7, 6_000), 0)}
  end

  defp factorial(0, acc), do: acc
  defp factorial(n, acc), do: factorial(n - 1, acc * n)

  defp fib(0, a, _), do: a
  defp fib(n, a, b), do: fib(n - 1, b, a + b)

  defp digit_sum(0, sum), do: sum
  defp digit_sum(n, sum), do: digit_sum(div(n, 10), sum + rem(n, 10))
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
