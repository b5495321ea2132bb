defmodule AN do
  def a(x, y), do: div(x and y, 2)
  def b(x, y), do: div(x or y, 2)
  def c(x, y), do: div(x && is_nil(y) and true, 2)
  def d(x) when is_atom(x), do: div(x and true, 2)
  def f(x), do: div(not x, 2)
  def g(x, y) do
    x and y
    div(x, y)
  end
end
