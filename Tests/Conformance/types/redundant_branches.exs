defmodule R2 do
  def a(x) do
    case x do
      {:ok, _} -> 1
      {:ok, 1} -> 2
      _ -> 3
    end
  end
  def b(x) do
    case x do
      y when is_atom(y) -> y
      :c -> 2
      {:ok, z} -> z
      {:ok, w} when w > 1 -> w
    end
  end
  def c(x) when is_atom(x) do
    case x do
      :a -> 1
      y when is_atom(y) -> y
      :b -> 2
    end
  end
  def d(x) do
    case String.length(x) do
      y when is_integer(y) -> y
      1 -> 2
    end
  end
  def e do
    fn
      x, :a -> x
      _, y when is_atom(y) -> y
      1, :b -> 1
    end
  end
  def f(x) do
    receive do
      {:a, y} -> y
      {:a, 1} -> x
      {:b, y} when is_integer(y) -> y
      {:b, 2} -> x
    after 1 -> 2
    end
  end
  def g(x) do
    with {:ok, y} <- x do
      y
    else
      {:error, _} -> 1
      {:error, :a} -> 2
      {:ok, _} -> 3
    end
  end
  def h(x) do
    try do
      x.()
    rescue
      e in ArgumentError -> e
      e in [ArgumentError, RuntimeError] -> e
      e -> e
      f in KeyError -> f
    catch
      :exit, {:a, _} -> 1
      :exit, {:a, 1} -> 2
      :exit, x when is_atom(x) -> x
      :exit, :normal -> 1
    else
      {:x, y} -> y
      {:x, 1} -> 2
    end
  end
  def i(x) do
    case x do
      1 -> 2
      y when is_integer(y) or is_binary(y) -> y
      "a" -> y = x; y
      [] -> 1
      [_ | _] -> 2
      z when is_list(z) -> z
    end
  end
  def j(x) do
    cond do
      is_atom(x) -> 1
      x == :a -> 2
      true -> 3
      x -> 4
    end
  end
  def k(x) do
    if x do
      case x do
        nil -> 1
        false -> 2
        y -> y
      end
    end
  end
  def l(x) when x in [:a, :b] do
    case x do
      :a -> 1
      :b -> 2
      :c -> 3
      _ -> 4
    end
  end
  def m(x) do
    case is_atom(x) do
      true -> 1
      false -> 2
      nil -> 4
      _ -> 3
    end
  end
  def n(x) do
    case {x, 1} do
      {:a, _} -> 1
      {_, 2} -> 2
      {:a, 3} -> 3
      {y, _} -> y
      {:b, _} -> 4
    end
  end
  def o(x) do
    for {:a, y} <- x, reduce: 0 do
      acc when is_integer(acc) -> acc + y
      1 -> 2
    end
  end
end
