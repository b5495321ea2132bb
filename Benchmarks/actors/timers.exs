# A hundred thousand timers, half of them cancelled, the others waited for.
defmodule Bench do
  def run do
    references = for n <- 1..100_000, do: Process.send_after(self(), {:over, n}, 50 + rem(n, 50))

    cancelled =
      references |> Enum.take_every(2) |> Enum.count(&is_integer(Process.cancel_timer(&1)))

    wait(100_000 - cancelled, 100_000)
  end

  defp wait(0, all), do: all

  defp wait(left, all) do
    receive do: ({:over, _} -> wait(left - 1, all))
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
