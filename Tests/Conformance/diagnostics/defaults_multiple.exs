defmodule M do
  def f(x, y \\ 1)
  def f(1, y), do: y
  def f(x, y \\ 2), do: x + y
end
