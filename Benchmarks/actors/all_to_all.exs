# Each of many processes sends a message to each of the others, some times over.
defmodule Bench do
  @members 200
  @rounds 10

  def run do
    parent = self()
    pids = for _ <- 1..@members, do: spawn_link(fn -> member(parent) end)
    for pid <- pids, do: send(pid, {:members, pids})
    Enum.reduce(pids, 0, fn pid, sum -> receive do: ({^pid, count} -> sum + count) end)
  end

  defp member(parent) do
    receive do
      {:members, pids} ->
        for round <- 1..@rounds, pid <- pids, do: send(pid, {:hello, self(), round})
        send(parent, {self(), collect(@members * @rounds, 0)})
    end
  end

  defp collect(0, count), do: count
  defp collect(n, count), do: receive(do: ({:hello, _, _} -> collect(n - 1, count + 1)))
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
