defmodule R7 do
  def e(<<x, _::binary>>, y), do: {x, y}
  def e(_, y) when is_atom(y), do: 1
  def e(%{a: [x, {:b, y}]}, z) when z in [:a, nil], do: {x, y}
  def e("a" <> x, z) when is_atom(z) and z != nil, do: x
  def f(%{a: 1}, z) when z in [:a, nil], do: z
  def f(_, y) when is_atom(y), do: 1
  def f(%{a: 1}, z) when z in [:a, nil], do: z
  def g(_, y) when is_atom(y), do: 1
  def g(%{a: 1}, z) when z == :a, do: z
  def h(_, y) when is_atom(y), do: 1
  def h(%{a: x}, :a), do: x
  def i(_, y) when is_atom(y), do: 1
  def i(%{a: 1}, :a), do: 1
  def j(_, y) when is_atom(y), do: 1
  def j([x], :a), do: x
end
