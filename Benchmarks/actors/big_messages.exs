# Large terms go from process to process.
defmodule Bench do
  def run do
    parent = self()
    term = for n <- 1..20_000, do: {n, Integer.to_string(n), %{key: n, tags: [:a, :b]}}
    echo = spawn_link(fn -> echo(parent) end)
    play(echo, term, 50, 0)
  end

  defp play(_, _, 0, sum), do: sum

  defp play(echo, term, n, sum) do
    send(echo, {:term, term})
    receive do: ({:term, back} -> play(echo, back, n - 1, sum + length(back)))
  end

  defp echo(parent) do
    receive do
      {:term, term} ->
        send(parent, {:term, term})
        echo(parent)
    end
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
