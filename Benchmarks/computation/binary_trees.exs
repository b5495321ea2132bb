# Allocation and collection: many short-lived trees beside one long-lived one.
defmodule Bench do
  def run do
    long = make(16)
    short = Enum.reduce(1..256, 0, fn _, sum -> sum + check(make(12)) end)
    {check(long), short}
  end

  defp make(0), do: {nil, nil}
  defp make(d), do: {make(d - 1), make(d - 1)}

  defp check({nil, nil}), do: 1
  defp check({l, r}), do: 1 + check(l) + check(r)
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
