defmodule M do
  def f(1, y \\ 1), do: y
  def f(x, y), do: x + y
end
