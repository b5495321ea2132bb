# Funs that make funs, and calls through them.
defmodule Bench do
  def run do
    composed = Enum.reduce(1..20, fn x -> x end, fn i, f -> fn x -> f.(x + i) end end)
    apply_many(300_000, composed, 0)
  end

  defp apply_many(0, _, acc), do: acc
  defp apply_many(n, f, acc), do: apply_many(n - 1, f, rem(acc + f.(n), 1_000_003))
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
