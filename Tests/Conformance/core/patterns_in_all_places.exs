# Patterns in functions, case, fn, with, for, receive and rescue; pins, nested maps, binaries, guards that fail.
defmodule P do
  def shape(%{kind: :circle, r: r}) when is_number(r), do: {:circle, r * r}
  def shape(%{kind: :rect, size: {w, h}}) when w > 0 and h > 0, do: {:rect, w * h}
  def shape(%{kind: kind} = other) when map_size(other) == 1, do: {:bare, kind}
  def shape([{:ok, first} | rest]), do: {:list, first, length(rest)}
  def shape(<<"v", major::8, ?., minor::binary>>), do: {:version, major - ?0, minor}
  def shape({a, a}), do: {:twin, a}
  def shape({a, b}) when hd(a) == b or tuple_size(b) == 2, do: {:odd, a, b}
  def shape(x) when x in [1, 2, 3] or x in 10..20, do: {:small, x}
  def shape(other), do: {:other, other}
end

for v <- [
      %{kind: :circle, r: 2}, %{kind: :circle, r: "2"}, %{kind: :rect, size: {2, 3}}, %{kind: :rect, size: {0, 3}}, %{kind: :x},
      [ok: 1, ok: 2], [{:error, 1}], "v1.20.4", "v", {1, 1}, {1, 1.0}, {[5], 5}, {:a, {1, 2}}, {:a, :b}, 2, 15, 21, nil
    ] do
  IO.inspect({v, P.shape(v)})
end

expected = 3
IO.inspect(for {k, ^expected} <- [a: 1, b: 3, c: 3], do: k)
IO.inspect(for <<r::4, g::4, b::4 <- <<0x12, 0x34, 0x56>> >>, do: {r, g, b})
IO.inspect(for x <- 1..4, y <- x..4//2, x + y != 5, into: %{}, do: {{x, y}, x * y})
IO.inspect(with {:ok, a} <- {:ok, 1}, b = a + 1, {:ok, c} when c > b <- {:ok, 3} do {a, b, c} else e -> {:no, e} end)
IO.inspect(with {:ok, a} <- {:ok, 1}, {:ok, c} when c > 5 <- {:ok, 3 + a} do c else {:ok, n} -> {:too_small, n} end)
%{"k" => {s, _}, a: [_, %{b: deep}]} = %{"k" => {1, 2}, a: [0, %{b: :found}], z: 0}
IO.inspect({deep, s})

send(self(), {:c, 1})
send(self(), {:b, 2})
send(self(), {:a, 3})
IO.inspect(for tag <- [:a, :b, :c], do: (receive do {^tag, n} when n > 0 -> {tag, n} after 0 -> :none end))
IO.inspect(receive do _ -> :mail after 1 -> :empty end)
