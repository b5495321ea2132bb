# Nested calls with three arguments: Takeuchi's function.
defmodule Bench do
  def run, do: Enum.sum(for n <- 1..40, do: tak(18 + rem(n, 2), 12, 6))

  def tak(x, y, z) when y < x, do: tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
  def tak(_x, _y, z), do: z
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
