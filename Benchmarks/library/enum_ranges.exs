# Enum over ranges: what is known of their size and steps.
defmodule Bench do
  def run do
    Enum.reduce(1..40, 0, fn _, sum ->
      sum + Enum.count(1..60_000, &(rem(&1, 3) == 0)) + Enum.sum(1..60_000//7) +
        length(Enum.take_while(1..60_000, &(&1 < 40_000))) + Enum.at(1..60_000, 777)
    end)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
