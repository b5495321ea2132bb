defmodule R1 do
  def a(x), do: x
  def a(_), do: 2
  def b(x) when is_atom(x), do: x
  def b(:c), do: 2
  def c(:c), do: 2
  def c(x) when is_atom(x), do: x
  def c(:d), do: x()
  def x, do: 1
  defp d(1), do: 1
  defp d(_), do: 2
  defp d(2), do: 2
  def e(%{a: 1}), do: 1
  def e(%{a: 1, b: 2}), do: 1
  def f(%{a: _}), do: 1
  def f(%{a: 1, b: 2}), do: 1
  def g([_ | _]), do: 1
  def g([]), do: 2
  def g([1]), do: 3
  def g(x), do: d(x)
  def h({:ok, x}, _), do: x
  def h({:ok, _}, 1), do: 1
  def h(_, _), do: 1
  def i(true), do: 1
  def i(false), do: 2
  def i(x) when is_boolean(x), do: 3
  def j(x \\ 1)
  def j(x) when is_integer(x), do: 1
  def j(2), do: 3
  def k(<<_::binary>>), do: 1
  def k("abc"), do: 1
  def k(x) when is_binary(x), do: 1
  def l(x, x), do: x
  def l(:a, :a), do: x()
  def m(x) when is_integer(x) or is_float(x), do: 1
  def m(x) when is_number(x), do: 2
  def n(nil), do: 1
  def n(x) when x == nil, do: 2
  def o(x) when is_list(x) and length(x) > 1, do: x
  def o([1, 2]), do: 1
  def p(%URI{}), do: 1
  def p(%URI{host: nil}), do: 1
  def q(%{__struct__: _}), do: 1
  def q(%URI{host: nil}), do: 1
  def r(f) when is_function(f), do: 1
  def r(f) when is_function(f, 1), do: 1
  def s(%_{}), do: 1
  def s(%URI{}), do: 1
  def t(x) when is_map(x), do: 1
  def t(%{}), do: 1
  def t(%{a: 1}), do: 1
end
