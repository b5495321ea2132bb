defmodule N1 do
  def a(nil), do: 1
  def a(x), do: x.k <> x
  def b(nil, _), do: 1
  def b(x, y), do: x + y + :a
  def c(nil, 1), do: 1
  def c(x, y), do: x + y + :a
  def d(x) when is_list(x), do: 1
  def d(x), do: hd(x)
  def e(x) when is_list(x), do: 1
  def e(x) when is_integer(x), do: 1
  def e(x), do: div(x, 1)
  def f(x) do
    g = fn nil -> 1
           y -> y.k <> y end
    g.(x)
  end
end
