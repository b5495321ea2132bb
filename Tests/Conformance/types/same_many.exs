defmodule SameMany do
  def a(x) when is_integer(x), do: String.upcase(x)
  def b(x) when is_integer(x), do: String.upcase(x)
  def c(x) when is_integer(x), do: String.upcase(x)
  def d, do: Unknown.run(1)
  def e, do: Unknown.run(2)
  def f, do: String.nope(1)
  def g, do: String.nope(1)
  def h, do: [Unknown.run(1), Unknown.run(3), Unknown.go()]
  def i, do: Tuple.append({1}, 2)
  def j, do: Tuple.append({1}, 2)
  def k(x), do: x.y + "1"
  def l(x), do: x.y + "1"
end
