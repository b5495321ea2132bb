# Calls of a server that counts.
defmodule Bench.Counter do
  use GenServer
  def init(count), do: {:ok, count}
  def handle_call({:add, n}, _, count), do: {:reply, count + n, count + n}
end

defmodule Bench do
  def run do
    {:ok, server} = GenServer.start_link(Bench.Counter, 0)
    call(server, 300_000)
  end

  defp call(server, 0), do: GenServer.call(server, {:add, 0})

  defp call(server, n) do
    GenServer.call(server, {:add, 1})
    call(server, n - 1)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
