defmodule R3 do
  def d2(x) do
    case String.length(x) do
      y -> y
      1 -> 2
    end
  end
  def d3(x) when is_integer(x) do
    case x do
      y when is_integer(y) -> y
      1 -> 2
    end
  end
  def d4(x) do
    case {:ok, x} do
      {:ok, _} -> x
      {:ok, 1} -> 2
    end
  end
  def d5(x) do
    case List.to_tuple(x) do
      y when is_tuple(y) -> x
      {:ok, 1} -> 2
    end
  end
  def d6(x) do
    case Atom.to_string(x) do
      <<_::binary>> -> x
      "a" -> 2
    end
  end
  def d7(x) when is_list(x) do
    case x do
      [] -> x
      [_ | _] -> 1
      [1] -> 2
    end
  end
  def d8(x) when is_list(x) do
    case x do
      [] -> x
      y when is_list(y) -> 1
      [1] -> 2
    end
  end
  def d9(x) when is_boolean(x) do
    case x do
      true -> x
      y when is_boolean(y) -> 1
      false -> 2
    end
  end
  def e1(x) when is_boolean(x) do
    case x do
      true -> x
      y when not is_nil(y) -> 1
      false -> 2
    end
  end
  def e2(x) when is_atom(x) or is_integer(x) do
    case x do
      y when is_atom(y) -> 1
      y when is_integer(y) -> 1
      :a -> 3
      1 -> 4
    end
  end
  def e3(x) when is_atom(x) or is_integer(x) do
    case x do
      y when is_atom(y) and y != nil -> 1
      :a -> 3
      y when is_integer(y) and y > 1 -> 1
      1 -> 4
      y when y == nil -> 1
      nil -> 2
    end
  end
  def e4(x) do
    case x do
      y when is_list(y) or is_map(y) -> 1
      %{a: 1} -> 3
      [1] -> 1
      z when is_map_key(z, :a) -> 1
      {z, y} when is_atom(z) or is_atom(y) -> 1
      {:a, 1} -> 3
      {:a, :b} -> 3
      z when not is_tuple(z) -> 1
      z when is_atom(z) -> 2
      z when is_tuple(z) and tuple_size(z) == 2 -> 2
      {_, _} -> 2
      z when is_tuple(z) and elem(z, 0) == :a -> 2
      {:a, 2, 3} -> 2
      z when elem(z, 0) == :b -> 2
      {:b, 2, 3} -> 2
    end
  end
  def e5(x) do
    case x do
      %{a: y} when is_integer(y) -> y
      %{a: 1} -> 1
      %{a: 1, b: _} -> 2
      ^x -> 1
      z when is_struct(z) -> z
      %URI{} -> 1
      z when is_struct(z, URI) -> z
      z when is_exception(z) -> z
      %ArgumentError{} -> 2
      z when is_map(z) and is_map_key(z, :c) -> 3
      %{c: 1} -> 2
      z when z.d -> 1
      %{d: true} -> 1
      z when z.e == :f -> 1
      %{e: :f} -> 1
    end
  end
  def e6(x) do
    case x do
      f when is_function(f, 2) -> f
      f when is_function(f) -> f
      f when is_function(f, 1) -> f
      p when is_pid(p) -> p
      p when is_pid(p) or is_port(p) -> p
      p when is_port(p) -> p
      z when is_reference(z) -> z
      z when z in [:a, :b] -> z
      :a -> 1
      z when z in [1, 2] -> z
      1 -> 2
      z when is_bitstring(z) -> z
      "a" -> 2
      <<1::3>> -> 1
      z when is_float(z) -> z
      1.0 -> 1
      z when is_number(z) -> z
      2 -> 3
      z when is_nil(z) -> z
      nil -> 1
    end
  end
end
