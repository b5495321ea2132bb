defmodule S2 do
  def f(x) when is_integer(x), do: 1
  def f(x) when is_float(x), do: 2
  def uf, do: f(:a)
  def g(:a), do: 1
  def g(:b), do: 2
  def ug, do: g(1)
  def h(:a), do: 1
  def h(:b), do: "x"
  def uh, do: h(1)
  def i(:a, 1), do: 1
  def i(:b, 2), do: 1
  def ui, do: i(1, 1)
  def j({:a, _}), do: :ok
  def j({:b, _}), do: :ok
  def uj, do: j(1)
  def k(:a), do: :ok
  def k(:b), do: :ok
  def uk, do: k(1)
  def l(x) when is_atom(x), do: x
  def l(x) when is_binary(x), do: x
  def ul, do: l(1)
  def m([]), do: []
  def m([_ | _]), do: []
  def um, do: m(1)
  def n(:a), do: :ok
  def n(:b), do: :error
  def n(:c), do: :ok
  def un, do: n(1)
end
