# Processes are watched and linked, killed, and heard of.
defmodule Bench do
  def run do
    Process.flag(:trap_exit, true)
    Enum.reduce(1..50, 0, fn _, sum -> sum + batch() end)
  end

  defp batch do
    pids = for _ <- 1..1000, do: spawn_link(fn -> Process.sleep(:infinity) end)
    for pid <- pids, do: Process.monitor(pid)
    for pid <- pids, do: Process.exit(pid, :kill)
    collect(2000, 0)
  end

  defp collect(0, sum), do: sum

  defp collect(n, sum) do
    receive do
      {:DOWN, _, :process, _, :killed} -> collect(n - 1, sum + 1)
      {:EXIT, _, :killed} -> collect(n - 1, sum + 1)
    end
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
