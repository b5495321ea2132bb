# A server is asked a thousand times beside 16 processes that never rest: eight compute, eight fill and drop memory. Printed is
# the latency that 99.9 % of the questions stay below.
defmodule Bench do
  @questions 1_000

  def run do
    server = spawn(&serve/0)

    hogs =
      for n <- 1..16, do: spawn(fn -> if rem(n, 2) == 0, do: compute(0), else: fill([], 0) end)

    # All of them have begun.
    Process.sleep(200)
    latencies = for _ <- 1..@questions, do: ask(server)
    for hog <- hogs, do: Process.exit(hog, :kill)
    latencies |> Enum.sort() |> Enum.at(div(@questions * 999, 1000) - 1)
  end

  defp serve do
    receive do
      {:ping, from, reference} -> send(from, {:pong, reference})
    end

    serve()
  end

  defp ask(server) do
    Process.sleep(2)
    reference = make_ref()
    asked = System.monotonic_time(:microsecond)
    send(server, {:ping, self(), reference})
    receive do: ({:pong, ^reference} -> System.monotonic_time(:microsecond) - asked)
  end

  defp compute(n), do: compute(rem(n * 31 + 7, 1_000_003))

  defp fill(_kept, 20_000), do: fill([], 0)

  defp fill(kept, n),
    do: fill([%{id: n, text: "notification #{n}", tags: [n, n + 1]} | kept], n + 1)
end

IO.puts("#{Bench.run()} #{inspect(:ok)}")
