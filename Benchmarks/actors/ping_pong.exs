# Two processes that send one message to and fro.
defmodule Bench do
  def run do
    parent = self()
    other = spawn_link(fn -> answer(parent) end)
    play(other, 300_000)
  end

  defp play(other, 0) do
    send(other, :stop)
    :done
  end

  defp play(other, n) do
    send(other, {:ping, n})
    receive do: ({:pong, ^n} -> play(other, n - 1))
  end

  defp answer(parent) do
    receive do
      {:ping, n} ->
        send(parent, {:pong, n})
        answer(parent)

      :stop ->
        :ok
    end
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
