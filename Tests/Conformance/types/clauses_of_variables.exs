defmodule T2 do
  def a(x) do
    case x do
      1 -> :a
      _ -> :b
    end
    String.length(div(1, x.foo))
  end
  def b(x) do
    y = if x, do: 1, else: 2
    {y, Map.fetch!(x, 1).foo <> div(x, 1)}
  end
  def c(x) do
    _ = x && 1
    "a" <> div(x, 1)
  end
  def d(x) do
    div(case x do
      :a -> "a"
      _ -> "b"
    end, 2)
  end
  def e(x) do
    div({case x do
      :a -> "a"
    end, x}, 2)
  end
  def f(x, y) do
    if x, do: div(y, "a")
  end
  def g(x, y) do
    if x, do: div(x, "a")
  end
  def h(x, y) when is_binary(x) do
    div({x && 1, x}, 3)
  end
  def i(x) do
    z = x
    div({z && 1, x, z}, 3)
  end
  def j(x) do
    div({if(x, do: x), x}, 3)
  end
  def k(x) do
    div({if(x > 1, do: x), x}, 3)
  end
  def l(x) do
    div({cond do x -> 1; true -> 2 end, x}, 3)
  end
end
