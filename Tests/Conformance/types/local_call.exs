defmodule LocalCall do
  def area({:circle, r}), do: 3.14 * r * r
  def area({:square, s}), do: s * s

  def test1, do: area({:triangle, 1, 2})
  def test2, do: area(:circle)

  defp greet(name) when is_binary(name), do: "Hello " <> name

  def test3, do: greet(:bob)
  def test4(n) when is_integer(n), do: greet(n)

  def test5 do
    x = area({:circle, 2})
    greet(x)
  end
end
