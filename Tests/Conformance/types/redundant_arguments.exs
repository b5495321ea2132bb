defmodule R5 do
  def a(_, y) when is_atom(y), do: 1
  def a(1, :a), do: 3
  def b(x, y) when is_atom(y), do: x
  def b(1, :a), do: 3
  def c(x, :b), do: x
  def c(1, :b), do: 3
  def d(x, y) when is_atom(x), do: y
  def d(:a, 1), do: 3
  def e(:a, y), do: y
  def e(:a, :a), do: 3
  def f(y, :a), do: y
  def f(:a, :a), do: 3
  def g("a", 2), do: 1
  def g(_, y) when is_atom(y), do: 1
  def g(1, :a), do: 1
  def h(<<_::binary>>, 2), do: 1
  def h(_, y) when is_atom(y), do: 1
  def h(1, :a), do: 1
  def i(%{}, 2), do: 1
  def i(_, y) when is_atom(y), do: 1
  def i(1, :a), do: 1
  def j(_, _, 2), do: 1
  def j(_, :a, _), do: 1
  def j(1, :a, _), do: 1
  def k(x, y, 2), do: {x, y}
  def k(:a, y, z), do: {y, z}
  def k(:a, :b, z), do: z
  def l(:b, y, z), do: {y, z}
  def l(y, :b, z), do: {y, z}
  def l(:a, :b, z), do: z
  def m(<<x>>), do: x
  def m(y) when is_atom(y), do: y
  def m(:a), do: 1
  def n({_, y}) when is_atom(y), do: 1
  def n({1, :a}), do: 3
  def o(x, _) when is_binary(x), do: 1
  def o(_, y) when is_atom(y), do: 1
  def o(1, :a), do: 3
  def p(1, _), do: 1
  def p(_, y) when is_atom(y), do: 1
  def p(1, :a), do: 3
  def q(_, y), do: y
  def q(1, :a), do: 3
  def r(_, y) when is_integer(y), do: y
  def r(1, 2), do: 3
  def s(x) when is_map(x), do: x
  def s(_), do: 1
  def s(1), do: 3
end
