defmodule Tree do
  defstruct [:key, :value, left: nil, right: nil]

  def new, do: nil

  def put(nil, k, v), do: %Tree{key: k, value: v}
  def put(%Tree{key: k} = t, k, v), do: %{t | value: v}
  def put(%Tree{key: tk, left: l} = t, k, v) when k < tk, do: %{t | left: put(l, k, v)}
  def put(%Tree{right: r} = t, k, v), do: %{t | right: put(r, k, v)}

  def get(tree, key, default \\ nil)
  def get(nil, _, default), do: default
  def get(%Tree{key: k, value: v}, k, _), do: v
  def get(%Tree{key: tk} = t, k, d), do: get(if(k < tk, do: t.left, else: t.right), k, d)

  def to_list(nil), do: []
  def to_list(%Tree{} = t), do: to_list(t.left) ++ [{t.key, t.value} | to_list(t.right)]

  def depth(nil), do: 0
  def depth(%Tree{left: l, right: r}), do: 1 + max(depth(l), depth(r))

  def map(nil, _), do: nil
  def map(%Tree{} = t, f), do: %{t | value: f.(t.value), left: map(t.left, f), right: map(t.right, f)}

  def reduce(nil, acc, _f), do: acc

  def reduce(%Tree{} = t, acc, f) do
    acc = reduce(t.left, acc, f)
    acc = f.({t.key, t.value}, acc)
    reduce(t.right, acc, f)
  end

  def from(list) do
    Enum.reduce(list, new(), fn
      {k, v}, acc -> put(acc, k, v)
      k, acc -> put(acc, k, true)
    end)
  end
end

t = Tree.from([{3, "c"}, {1, "a"}, 2])
IO.inspect(Tree.to_list(t))
IO.inspect(Tree.reduce(t, 0, fn {k, _}, s -> k + s end))
