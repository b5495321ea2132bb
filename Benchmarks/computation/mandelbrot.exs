# Floats in a tight loop: points of the Mandelbrot set.
defmodule Bench do
  @size 220

  def run, do: rows(0, 0)

  defp rows(@size, count), do: count
  defp rows(y, count), do: rows(y + 1, columns(0, y, count))

  defp columns(@size, _y, count), do: count

  defp columns(x, y, count) do
    cr = 2.0 * x / @size - 1.5
    ci = 2.0 * y / @size - 1.0
    columns(x + 1, y, count + inside(0.0, 0.0, cr, ci, 50))
  end

  defp inside(_zr, _zi, _cr, _ci, 0), do: 1
  defp inside(zr, zi, _cr, _ci, _n) when zr * zr + zi * zi > 4.0, do: 0
  defp inside(zr, zi, cr, ci, n), do: inside(zr * zr - zi * zi + cr, 2.0 * zr * zi + ci, cr, ci, n - 1)
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
