defmodule M do
  def f(x, y), do: x + y
  def f(x, y)
end
