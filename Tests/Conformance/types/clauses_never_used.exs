defmodule Never do
  defp a(:a), do: 1
  defp a(:b), do: 2
  def ub, do: a(:b)
  defp b(:a, _), do: 1
  defp b(_, 1), do: 2
  defp b(_, _), do: 2
  def uc(x), do: b(:a, x)
  defp c(x) when is_atom(x), do: 1
  defp c(x) when is_integer(x), do: 2
  defp c(_), do: 3
  def ud, do: Enum.map([1], &c/1)
  defp e([]), do: 1
  defp e([_ | t]), do: e(t)
  def uf, do: e([1, 2])
  defp f({:ok, x}), do: x
  defp f({:error, _}), do: 2
  def ug(x), do: f({:ok, x})
  defp g(x) when x > 1, do: 1
  defp g(:a), do: 1
  defp g(_), do: 2
  def uh(x), do: g(String.length(x))
  defp h(x), do: i(x)
  defp i(1), do: 1
  defp i(:a), do: 2
  def ui, do: h(1)
  defp j(1), do: 1
  defp j(:a), do: j(1)
  def uj, do: j(1)
  defp k(x \\ 1)
  defp k(1), do: 1
  defp k(:a), do: 2
  def uk, do: k()
  defp l(true), do: 1
  defp l(false), do: 1
  defp l(nil), do: 1
  def ul(x), do: l(is_atom(x))
  defp n(%{a: 1}), do: 1
  defp n(%{b: 1}), do: 1
  defp n(%{}), do: 1
  def un, do: n(%{a: 1})
  defp o(x) when is_list(x), do: 1
  defp o(x) when is_map(x), do: 1
  def uo(x), do: [x] |> o()
  defp p(x) when is_list(x), do: 1
  defp p(x) when is_map(x), do: 1
  def up(x), do: p(Enum.map(x, & &1))
  defp q(:a), do: 1
  defp q(:b), do: 2
  def uq(x) do
    if x == 1 do
      q(:a)
    else
      raise "x"
    end
  end
  defp r(:a), do: 1
  defp r(_), do: 2
  def ur(x), do: r(x)
  defp s({:a, _}), do: 1
  defp s(_), do: 2
  def us(x), do: s({x, 1})
  defp t(x, acc) when is_list(x), do: {x, acc}
  defp t(x, acc) when is_map(x), do: {x, acc}
  def ut(x), do: t(x, [])
  defp u(x, []), do: x
  defp u(x, [_ | _]), do: x
  def uu(x), do: u(x, [])
end
