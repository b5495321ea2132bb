defmodule Guards do
  def type(x) when is_nil(x), do: nil
  def type(x) when is_boolean(x), do: :bool
  def type(x) when is_atom(x), do: :atom
  def type(x) when is_integer(x) or is_float(x), do: :num
  def type(<<>>), do: :empty
  def type(x) when is_binary(x), do: :bin
  def type(x) when is_bitstring(x), do: :bits
  def type([]), do: :nil_list
  def type([_ | t]) when is_list(t), do: :list
  def type([_ | _]), do: :improper
  def type({}), do: :unit
  def type(x) when is_tuple(x) and tuple_size(x) == 2, do: :pair
  def type(x) when is_tuple(x), do: {:tuple, tuple_size(x)}
  def type(%mod{}), do: {:struct, mod}
  def type(x) when map_size(x) == 0, do: :empty_map
  def type(x) when is_map(x), do: :map
  def type(x) when is_function(x, 1), do: :fun1
  def type(x) when is_function(x), do: :fun
  def type(x) when is_pid(x) or is_reference(x) or is_port(x), do: :opaque

  def size(x) when is_list(x), do: length(x)
  def size(x) when is_map(x), do: map_size(x)
  def size(x) when is_tuple(x), do: tuple_size(x)
  def size(x) when is_binary(x), do: byte_size(x)
  def size(x) when is_number(x), do: x

  def clamp(x, lo..hi//_) when x < lo and lo <= hi, do: lo
  def clamp(x, _..hi//_) when x > hi, do: hi
  def clamp(x, _), do: x

  def first_key(x) when is_map(x) and is_map_key(x, :a), do: x.a
  def first_key(x) when is_map(x), do: x |> Map.keys() |> List.first()
  def first_key([{k, _} | _]), do: k
  def first_key(x) when is_list(x) and x == [], do: nil

  def cmp(a, b) when is_integer(a) and is_float(b), do: a == b
  def cmp(a, b) when a === b, do: true
  def cmp(a, b) when a > b when a < b, do: false

  def either(x) when is_atom(x) or is_binary(x) do
    if is_atom(x), do: Atom.to_string(x), else: x
  end

  def num(x) when is_number(x) do
    cond do
      is_float(x) -> trunc(x)
      x < 0 -> -x
      true -> x
    end
  end

  def opt(nil), do: 0
  def opt(x) when is_integer(x), do: x + 1
  def opt(x), do: opt(Map.get(x, :n))
end

for x <- [nil, true, :a, 1, "", "a", <<1::3>>, [], [1], [1 | 2], {}, {1, 2}, %{}, %{a: 1}, 1..2, &IO.puts/1, self()] do
  IO.inspect(Guards.type(x))
end
