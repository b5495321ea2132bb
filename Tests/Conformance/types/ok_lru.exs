defmodule LRU do
  defstruct cap: 3, map: %{}, order: []

  def new(cap) when is_integer(cap) and cap > 0, do: struct!(__MODULE__, cap: cap)

  def get(%LRU{map: map} = c, k) do
    case map do
      %{^k => v} -> {v, touch(c, k)}
      %{} -> {nil, c}
    end
  end

  def put(%LRU{} = c, k, v) do
    c = %LRU{c | map: Map.put(c.map, k, v)} |> touch(k)
    if map_size(c.map) > c.cap, do: evict(c), else: c
  end

  defp touch(c, k), do: %{c | order: [k | List.delete(c.order, k)]}

  defp evict(%{order: order, map: map} = c) do
    {old, rest} = List.pop_at(order, -1)
    %{c | order: rest, map: Map.delete(map, old)}
  end

  def keys(%_{order: o}), do: Enum.sort(o)
  def each(%LRU{map: m}, fun), do: for({k, v} <- m, do: fun.(k, v))
  def to_kw(%LRU{map: m}), do: for({k, v} when is_atom(k) <- m, into: [], do: {k, v})
end

c = LRU.new(2) |> LRU.put(:a, 1) |> LRU.put(:b, 2)
{1, c} = LRU.get(c, :a)
IO.inspect(c |> LRU.put(:c, 3) |> LRU.keys())
