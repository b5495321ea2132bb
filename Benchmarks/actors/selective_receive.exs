# Messages are taken that stand behind a hundred thousand others.
defmodule Bench do
  def run do
    for n <- 1..100_000, do: send(self(), {:later, n})
    found = for n <- 1..100, do: wanted(n)
    {length(found), drain(0)}
  end

  defp wanted(n) do
    send(self(), {:wanted, n})
    receive do: ({:wanted, ^n} -> n)
  end

  defp drain(count) do
    receive do
      {:later, _} -> drain(count + 1)
    after
      0 -> count
    end
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
