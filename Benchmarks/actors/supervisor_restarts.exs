# A supervisor restarts a child that is killed again and again.
defmodule Bench.Child do
  use GenServer
  def start_link(parent), do: GenServer.start_link(__MODULE__, parent)

  def init(parent) do
    send(parent, {:started, self()})
    {:ok, parent}
  end
end

defmodule Bench do
  def run do
    options = [strategy: :one_for_one, max_restarts: 1_000_000, max_seconds: 1]
    Logger.configure(level: :none)
    {:ok, supervisor} = Supervisor.start_link([{Bench.Child, self()}], options)
    restarts = kill(30_000)
    {restarts, Supervisor.count_children(supervisor).active}
  end

  defp kill(0), do: receive(do: ({:started, _} -> 30_000))

  defp kill(n) do
    receive do
      {:started, pid} ->
        Process.exit(pid, :kill)
        kill(n - 1)
    end
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
