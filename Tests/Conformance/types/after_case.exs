defmodule T3 do
  def a(x) do
    case x do
      :a -> :a
      _ -> :b
    end
    String.length(div(1, x.foo))
  end
  def b(x) do
    case x do
      {:ok, 1} -> :a
      %{a: 1} -> :b
    end
    String.length(div(1, x.foo))
  end
  def c(x) do
    case x do
      y -> y
    end
    div(x, "a")
  end
  def d(x) do
    case x do
      1 -> 1
    end
    div(x, "a")
  end
  def e(x) do
    case x do
      [] -> 1
      [_ | _] -> 2
    end
    div("a", x)
  end
  def f(x) do
    case x do
      :a -> x
      _ -> :b
    end
    div(x, "a")
  end
  def g(x) do
    case x.a do
      :a -> x
      _ -> :b
    end
    div("a", x)
  end
  def h(x) do
    case Map.fetch(x, :a) do
      :error -> x
      {:ok, _} -> :b
    end
    div("a", x)
  end
end
