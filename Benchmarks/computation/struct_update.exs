# Structs: field access and update.
defmodule Particle do
  defstruct x: 0, y: 0, vx: 1, vy: 2, hits: 0, name: "p"
end

defmodule Bench do
  def run do
    p = step(1_000_000, %Particle{})
    {p.x, p.y, p.hits}
  end

  defp step(0, p), do: p

  defp step(n, %Particle{} = p) do
    p = %{p | x: p.x + p.vx, y: p.y + p.vy}
    if p.x > 1000, do: step(n - 1, %{p | x: 0, hits: p.hits + 1}), else: step(n - 1, p)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
