defmodule Compare1 do
  def a(x) when is_integer(x), do: x == "1"
  def b(x) when is_binary(x), do: x > 10
  def c(x) when is_atom(x), do: x === 1
  def d(x), do: String.length(x) == nil
  def e(x), do: Integer.to_string(x) != :a
  def f(x) when is_list(x), do: x == %{}
  def g(x) when is_list(x), do: x == nil
  def h(x) when is_integer(x), do: x == 1.0
  def i(x) when is_integer(x), do: x === 1.0
  def j(x) when is_integer(x), do: x < 1.0
  def k, do: 1 == :one
  def l, do: :a == :b
  def m(x) when is_integer(x), do: x in ["1", "2"]
  def n(x) when is_binary(x), do: x in [:a, :b]
  def o(x) when is_atom(x), do: x not in [1, 2]
  def p(x) when is_integer(x), do: max(x, "2")
  def q({a, b}), do: {a, b} == [a, b]
  def r(x), do: x == {:ok, 1} and x == :error
  def s(x) when is_integer(x), do: if(x == "a", do: 1, else: 2)
  def t(x) do
    y = x + 1
    y == "2"
  end
end
