defmodule M do
  def f(x), do: x
  def f(x, y \\ 1), do: x + y
end
