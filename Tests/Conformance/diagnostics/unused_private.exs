defmodule M do
  defp a, do: 1
  defp b(x), do: b(x - 1)
  defp c(x \\ 1, y \\ 2), do: x + y
  defmacrop d(x), do: x
  defp e(x \\ 1), do: x
  def pub, do: {c(1, 2), e()}
  defp p(x, y \\ 1, z \\ 2), do: {x, y, z}
  def pub2, do: p(1, 2)
end
