# A protocol over structs and built-in types.
defprotocol Area do
  def area(shape)
end

defmodule Square do
  defstruct [:side]
end

defmodule Disc do
  defstruct [:radius]
end

defimpl Area, for: Square do
  def area(%{side: s}), do: s * s
end

defimpl Area, for: Disc do
  def area(%{radius: r}), do: 3 * r * r
end

defimpl Area, for: Tuple do
  def area({w, h}), do: w * h
end

defimpl Area, for: Integer do
  def area(n), do: n
end

defmodule Bench do
  def run do
    shapes = [struct(Square, side: 2), struct(Disc, radius: 3), {4, 5}, 7]
    loop(250_000, shapes, 0)
  end

  defp loop(0, _, sum), do: sum
  defp loop(n, shapes, sum), do: loop(n - 1, shapes, total(shapes, sum))

  defp total([], sum), do: sum
  defp total([s | rest], sum), do: total(rest, sum + Area.area(s))
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
