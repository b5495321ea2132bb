# A million processes, one after the other, each of which ends at once.
defmodule Bench do
  def run do
    {pid, monitor} = spawn_monitor(fn -> spawn_all(1_000_000) end)
    receive do: ({:DOWN, ^monitor, _, ^pid, reason} -> reason)
  end

  defp spawn_all(0), do: :ok

  defp spawn_all(n) do
    spawn(fn -> n end)
    spawn_all(n - 1)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
