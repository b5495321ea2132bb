# Erlang's `gb_trees`: dictionaries as balanced trees.

defmodule :gb_trees do
  @moduledoc """
  Dictionaries as general balanced trees, after Arne Andersson.

  A tree is `{size, node}`, a node `{key, value, smaller, larger}` or `nil`. No node knows its
  height: only when an insertion has gone deeper than the size of the tree allows, the lowest
  subtree on its way that is too high for its size is rebuilt. Deletions never rebuild; after
  many of them `balance/1` may pay. Keys that compare equal under `==/2` are the same.

      iex> tree = :gb_trees.insert(:b, 2, :gb_trees.insert(:a, 1, :gb_trees.empty()))
      iex> :gb_trees.to_list(tree)
      [a: 1, b: 2]
  """

  @type tree_node(key, value) ::
          nil | {key, value, tree_node(key, value), tree_node(key, value)}
  @type tree(key, value) :: {non_neg_integer, tree_node(key, value)}
  @type tree :: tree(term, term)
  @type iter(key, value) :: {:ordered | :reversed, [tree_node(key, value)]}

  @doc """
  Returns an empty tree.

      iex> :gb_trees.to_list(:gb_trees.empty())
      []
  """
  @spec empty() :: tree
  def empty, do: {0, nil}

  @doc """
  Returns `true` if the tree is empty.

      iex> :gb_trees.is_empty(:gb_trees.empty())
      true
  """
  @spec is_empty(tree) :: boolean
  def is_empty({0, nil}), do: true
  def is_empty(_tree), do: false

  @doc """
  Returns the number of pairs.

      iex> :gb_trees.size(:gb_trees.from_list([a: 1, b: 2]))
      2
  """
  @spec size(tree) :: non_neg_integer
  def size({size, _}) when is_integer(size) and size >= 0, do: size

  @doc """
  Returns `{:value, value}` for a key that is there, else `:none`.

      iex> :gb_trees.lookup(:a, :gb_trees.from_list(a: 1))
      {:value, 1}
  """
  @spec lookup(key, tree(key, value)) :: {:value, value} | :none when key: term, value: term
  def lookup(key, {_, node}), do: lookup_node(key, node)

  defp lookup_node(key, {node_key, _, smaller, _}) when key < node_key,
    do: lookup_node(key, smaller)

  defp lookup_node(key, {node_key, _, _, larger}) when key > node_key,
    do: lookup_node(key, larger)

  defp lookup_node(_key, {_, value, _, _}), do: {:value, value}
  defp lookup_node(_key, nil), do: :none

  @doc """
  Returns `true` if `key` is there.

      iex> tree = :gb_trees.from_list([{1, nil}])
      iex> {:gb_trees.is_defined(1.0, tree), :gb_trees.is_defined(2, tree)}
      {true, false}
  """
  @spec is_defined(key, tree(key, term)) :: boolean when key: term
  def is_defined(key, tree), do: lookup(key, tree) != :none

  @doc """
  Returns the value of a key that must be there.

      iex> :gb_trees.get(:a, :gb_trees.from_list(a: 1))
      1
  """
  @spec get(key, tree(key, value)) :: value when key: term, value: term
  def get(key, {_, node}), do: get_1(key, node)

  defp get_1(key, {node_key, _, smaller, _}) when key < node_key, do: get_1(key, smaller)
  defp get_1(key, {node_key, _, _, larger}) when key > node_key, do: get_1(key, larger)
  defp get_1(_key, {_, value, _, _}), do: value

  @doc """
  Replaces the value of a key that must be there.

      iex> :gb_trees.to_list(:gb_trees.update(:a, 2, :gb_trees.from_list(a: 1)))
      [a: 2]
  """
  @spec update(key, value, tree(key, value)) :: tree(key, value) when key: term, value: term
  def update(key, value, {size, node}), do: {size, update_1(key, value, node)}

  defp update_1(key, value, {node_key, node_value, smaller, larger}) when key < node_key do
    {node_key, node_value, update_1(key, value, smaller), larger}
  end

  defp update_1(key, value, {node_key, node_value, smaller, larger}) when key > node_key do
    {node_key, node_value, smaller, update_1(key, value, larger)}
  end

  defp update_1(key, value, {_, _, smaller, larger}), do: {key, value, smaller, larger}

  @doc """
  Inserts a new key; raises `ErlangError` (`{:key_exists, key}`) if it is there.

      iex> :gb_trees.to_list(:gb_trees.insert(1, :one, :gb_trees.from_list([{2, :two}])))
      [{1, :one}, {2, :two}]
      iex> :gb_trees.insert(2, :again, :gb_trees.from_list([{2, :two}]))
      ** (ErlangError) Erlang error: {:key_exists, 2}
  """
  @spec insert(key, value, tree(key, value)) :: tree(key, value) when key: term, value: term
  def insert(key, value, {size, node}) when is_integer(size) do
    size = size + 1

    case insert_node(key, value, node, size * size) do
      {node, _power, _size} -> {size, node}
      node -> {size, node}
    end
  end

  # `budget` is the square of the size, halved on each level: if it is used up when the place
  # is found, the tree has become too deep. Then `{node, power, size}` goes up instead of the
  # node, where `power` is two to its height, until a node is found that is to be rebuilt.
  defp insert_node(key, value, {node_key, node_value, smaller, larger}, budget)
       when key < node_key do
    case insert_node(key, value, smaller, div(budget, 2)) do
      {smaller, power, size} ->
        rebuild_if_too_deep({node_key, node_value, smaller, larger}, power, size, larger)

      smaller ->
        {node_key, node_value, smaller, larger}
    end
  end

  defp insert_node(key, value, {node_key, node_value, smaller, larger}, budget)
       when key > node_key do
    case insert_node(key, value, larger, div(budget, 2)) do
      {larger, power, size} ->
        rebuild_if_too_deep({node_key, node_value, smaller, larger}, power, size, smaller)

      larger ->
        {node_key, node_value, smaller, larger}
    end
  end

  defp insert_node(key, value, nil, 0), do: {{key, value, nil, nil}, 1, 1}
  defp insert_node(key, value, nil, _budget), do: {key, value, nil, nil}
  defp insert_node(key, _value, _node, _budget), do: :erlang.error({:key_exists, key})

  defp rebuild_if_too_deep(node, power, size, sibling) do
    {sibling_power, sibling_size} = measure(sibling)
    power = 2 * max(power, sibling_power)
    size = size + sibling_size + 1

    if power > size * size,
      do: balanced(node_to_list(node, []), size),
      else: {node, power, size}
  end

  defp measure(nil), do: {1, 0}
  defp measure({_, _, nil, nil}), do: {1, 1}

  defp measure({_, _, smaller, larger}) do
    {power1, size1} = measure(smaller)
    {power2, size2} = measure(larger)
    {2 * max(power1, power2), size1 + size2 + 1}
  end

  @doc """
  Inserts a key or replaces its value.

      iex> tree = :gb_trees.enter(:a, 1, :gb_trees.empty())
      iex> :gb_trees.to_list(:gb_trees.enter(:a, 2, tree))
      [a: 2]
  """
  @spec enter(key, value, tree(key, value)) :: tree(key, value) when key: term, value: term
  def enter(key, value, tree) do
    if is_defined(key, tree), do: update(key, value, tree), else: insert(key, value, tree)
  end

  @doc """
  Rebuilds the tree as flat as it can be. Linear time.

      iex> tree = :gb_trees.from_list(for n <- 1..50, do: {n, n})
      iex> :gb_trees.size(:gb_trees.balance(tree))
      50
  """
  @spec balance(tree(key, value)) :: tree(key, value) when key: term, value: term
  def balance({size, node}), do: {size, balanced(node_to_list(node, []), size)}

  # Each node gets one more on its smaller side if the numbers do not come out even.
  defp balanced(list, size) do
    {node, []} = balanced_part(list, size)
    node
  end

  defp balanced_part([{key, value} | rest], 1), do: {{key, value, nil, nil}, rest}
  defp balanced_part(list, 0), do: {nil, list}

  defp balanced_part(list, size) do
    larger_size = div(size - 1, 2)
    {smaller, [{key, value} | rest]} = balanced_part(list, size - 1 - larger_size)
    {larger, rest} = balanced_part(rest, larger_size)
    {{key, value, smaller, larger}, rest}
  end

  @doc """
  Makes a tree of a list of pairs; of equal keys the last one stays.

      iex> :gb_trees.from_list(b: 1, a: 2, b: 3) |> :gb_trees.to_list()
      [a: 2, b: 3]
  """
  @spec from_list([{key, value}]) :: tree(key, value) when key: term, value: term
  def from_list(pairs), do: pairs |> :orddict.from_list() |> from_orddict()

  @doc """
  Makes a tree of a list of pairs that is sorted by key and has no key twice. Linear time.

      iex> :gb_trees.get(2, :gb_trees.from_orddict([{1, :a}, {2, :b}]))
      :b
  """
  @spec from_orddict([{key, value}]) :: tree(key, value) when key: term, value: term
  def from_orddict(pairs) do
    size = length(pairs)
    {size, balanced(pairs, size)}
  end

  @doc """
  Deletes a key that must be there.

      iex> :gb_trees.to_list(:gb_trees.delete(:a, :gb_trees.from_list(a: 1, b: 2)))
      [b: 2]
  """
  @spec delete(key, tree(key, value)) :: tree(key, value) when key: term, value: term
  def delete(key, {size, node}) when is_integer(size) and size >= 0 do
    {_value, node} = take_1(key, node)
    {size - 1, node}
  end

  @doc """
  Deletes a key, if it is there.

      iex> :gb_trees.to_list(:gb_trees.delete_any(:z, :gb_trees.from_list(a: 1)))
      [a: 1]
  """
  @spec delete_any(key, tree(key, value)) :: tree(key, value) when key: term, value: term
  def delete_any(key, tree) do
    if is_defined(key, tree), do: delete(key, tree), else: tree
  end

  @doc """
  Takes a key out that must be there; returns `{value, rest}`.

      iex> {value, rest} = :gb_trees.take(:a, :gb_trees.from_list(a: 1, b: 2))
      iex> {value, :gb_trees.to_list(rest)}
      {1, [b: 2]}
  """
  @spec take(key, tree(key, value)) :: {value, tree(key, value)} when key: term, value: term
  def take(key, {size, node}) when is_integer(size) and size >= 0 do
    {value, node} = take_1(key, node)
    {value, {size - 1, node}}
  end

  @doc """
  Takes a key out; returns `{value, rest}`, or `:error`.

      iex> {value, _rest} = :gb_trees.take_any(:a, :gb_trees.from_list(a: 1))
      iex> value
      1
      iex> :gb_trees.take_any(:z, :gb_trees.from_list(a: 1))
      :error
  """
  @spec take_any(key, tree(key, value)) :: {value, tree(key, value)} | :error
        when key: term, value: term
  def take_any(key, tree) do
    if is_defined(key, tree), do: take(key, tree), else: :error
  end

  defp take_1(key, {node_key, node_value, smaller, larger}) when key < node_key do
    {value, smaller} = take_1(key, smaller)
    {value, {node_key, node_value, smaller, larger}}
  end

  defp take_1(key, {node_key, node_value, smaller, larger}) when key > node_key do
    {value, larger} = take_1(key, larger)
    {value, {node_key, node_value, smaller, larger}}
  end

  defp take_1(_key, {_, value, smaller, larger}), do: {value, merge(smaller, larger)}

  defp merge(smaller, nil), do: smaller
  defp merge(nil, larger), do: larger

  defp merge(smaller, larger) do
    {key, value, larger} = take_smallest1(larger)
    {key, value, smaller, larger}
  end

  @doc """
  Takes the smallest key out of a tree that has one; returns `{key, value, rest}`.

      iex> {key, value, rest} = :gb_trees.take_smallest(:gb_trees.from_list(b: 1, a: 2))
      iex> {key, value, :gb_trees.keys(rest)}
      {:a, 2, [:b]}
  """
  @spec take_smallest(tree(key, value)) :: {key, value, tree(key, value)}
        when key: term, value: term
  def take_smallest({size, node}) when is_integer(size) and size >= 0 do
    {key, value, node} = take_smallest1(node)
    {key, value, {size - 1, node}}
  end

  defp take_smallest1({key, value, nil, larger}), do: {key, value, larger}

  defp take_smallest1({node_key, node_value, smaller, larger}) do
    {key, value, smaller} = take_smallest1(smaller)
    {key, value, {node_key, node_value, smaller, larger}}
  end

  @doc """
  Takes the largest key out of a tree that has one; returns `{key, value, rest}`.

      iex> {key, value, rest} = :gb_trees.take_largest(:gb_trees.from_list(b: 1, a: 2))
      iex> {key, value, :gb_trees.keys(rest)}
      {:b, 1, [:a]}
  """
  @spec take_largest(tree(key, value)) :: {key, value, tree(key, value)}
        when key: term, value: term
  def take_largest({size, node}) when is_integer(size) and size >= 0 do
    {key, value, node} = take_largest1(node)
    {key, value, {size - 1, node}}
  end

  defp take_largest1({key, value, smaller, nil}), do: {key, value, smaller}

  defp take_largest1({node_key, node_value, smaller, larger}) do
    {key, value, larger} = take_largest1(larger)
    {key, value, {node_key, node_value, smaller, larger}}
  end

  @doc """
  Returns the smallest key of a tree that has one, with its value.

      iex> :gb_trees.smallest(:gb_trees.from_list(b: 1, a: 2))
      {:a, 2}
  """
  @spec smallest(tree(key, value)) :: {key, value} when key: term, value: term
  def smallest({_, node}), do: smallest_1(node)

  defp smallest_1({key, value, nil, _}), do: {key, value}
  defp smallest_1({_, _, smaller, _}), do: smallest_1(smaller)

  @doc """
  Returns the largest key of a tree that has one, with its value.

      iex> :gb_trees.largest(:gb_trees.from_list(b: 1, a: 2))
      {:b, 1}
  """
  @spec largest(tree(key, value)) :: {key, value} when key: term, value: term
  def largest({_, node}), do: largest_1(node)

  defp largest_1({key, value, _, nil}), do: {key, value}
  defp largest_1({_, _, _, larger}), do: largest_1(larger)

  @doc """
  Returns the next smaller key with its value, or `:none`.

      iex> :gb_trees.smaller(:b, :gb_trees.from_list(a: 1, b: 2))
      {:a, 1}
  """
  @spec smaller(key, tree(key, value)) :: {key, value} | :none when key: term, value: term
  def smaller(key, {_, node}), do: smaller(key, node, :none)

  defp smaller(key, {node_key, value, _, larger}, _best) when key > node_key do
    smaller(key, larger, {node_key, value})
  end

  defp smaller(key, {_, _, smaller, _}, best), do: smaller(key, smaller, best)
  defp smaller(_key, nil, best), do: best

  @doc """
  Returns the next larger key with its value, or `:none`.

      iex> :gb_trees.larger(:a, :gb_trees.from_list(a: 1, b: 2))
      {:b, 2}
  """
  @spec larger(key, tree(key, value)) :: {key, value} | :none when key: term, value: term
  def larger(key, {_, node}), do: larger(key, node, :none)

  defp larger(key, {node_key, value, smaller, _}, _best) when key < node_key do
    larger(key, smaller, {node_key, value})
  end

  defp larger(key, {_, _, _, larger}, best), do: larger(key, larger, best)
  defp larger(_key, nil, best), do: best

  @doc """
  Returns the pairs in order.

      iex> :gb_trees.to_list(:gb_trees.from_list(b: 1, a: 2))
      [a: 2, b: 1]
  """
  @spec to_list(tree(key, value)) :: [{key, value}] when key: term, value: term
  def to_list({_, node}), do: node_to_list(node, [])

  defp node_to_list({key, value, smaller, larger}, acc) do
    node_to_list(smaller, [{key, value} | node_to_list(larger, acc)])
  end

  defp node_to_list(nil, acc), do: acc

  @doc """
  Returns the keys in order.

      iex> :gb_trees.keys(:gb_trees.from_list(b: 1, a: 2))
      [:a, :b]
  """
  @spec keys(tree(key, term)) :: [key] when key: term
  def keys(tree), do: for({key, _value} <- to_list(tree), do: key)

  @doc """
  Returns the values in the order of their keys.

      iex> :gb_trees.values(:gb_trees.from_list(b: 1, a: 2))
      [2, 1]
  """
  @spec values(tree(term, value)) :: [value] when value: term
  def values(tree), do: for({_key, value} <- to_list(tree), do: value)

  @doc """
  Replaces all values by what `fun` makes of keys and values.

      iex> :gb_trees.to_list(:gb_trees.map(fn key, value -> {key, value} end, :gb_trees.from_list(a: 1)))
      [a: {:a, 1}]
  """
  @spec map((key, value1 -> value2), tree(key, value1)) :: tree(key, value2)
        when key: term, value1: term, value2: term
  def map(fun, {size, node}) when is_function(fun, 2), do: {size, map_node(fun, node)}

  defp map_node(fun, {key, value, smaller, larger}) do
    {key, fun.(key, value), map_node(fun, smaller), map_node(fun, larger)}
  end

  defp map_node(_fun, nil), do: nil

  ## Iterators: the nodes that are still to be visited, each before its farther side

  @doc """
  Returns an iterator over all pairs, for `next/1`.

      iex> {key, value, iterator} = :gb_trees.next(:gb_trees.iterator(:gb_trees.from_list(a: 1)))
      iex> {key, value, :gb_trees.next(iterator)}
      {:a, 1, :none}
  """
  @spec iterator(tree(key, value)) :: iter(key, value) when key: term, value: term
  def iterator(tree), do: iterator(tree, :ordered)

  @doc """
  Returns an iterator over all pairs in an order, `:ordered` or `:reversed`.

      iex> iterator = :gb_trees.iterator(:gb_trees.from_list(a: 1, b: 2), :reversed)
      iex> iterator |> :gb_trees.next() |> elem(0)
      :b
  """
  @spec iterator(tree(key, value), :ordered | :reversed) :: iter(key, value)
        when key: term, value: term
  def iterator({_, node}, :ordered), do: {:ordered, descend_smaller(node, [])}
  def iterator({_, node}, :reversed), do: {:reversed, descend_larger(node, [])}

  @doc """
  Returns an iterator over the pairs from a key on.

      iex> iterator = :gb_trees.iterator_from(2, :gb_trees.from_list([{1, :a}, {3, :b}]))
      iex> iterator |> :gb_trees.next() |> elem(0)
      3
  """
  @spec iterator_from(key, tree(key, value)) :: iter(key, value) when key: term, value: term
  def iterator_from(key, tree), do: iterator_from(key, tree, :ordered)

  @doc """
  Returns an iterator over the pairs from a key on in an order, `:ordered` or `:reversed`.

      iex> iterator = :gb_trees.iterator_from(2, :gb_trees.from_list([{1, :a}, {3, :b}]), :reversed)
      iex> iterator |> :gb_trees.next() |> elem(0)
      1
  """
  @spec iterator_from(key, tree(key, value), :ordered | :reversed) :: iter(key, value)
        when key: term, value: term
  def iterator_from(key, {_, node}, :ordered), do: {:ordered, descend_from(key, node, [])}
  def iterator_from(key, {_, node}, :reversed), do: {:reversed, descend_back(key, node, [])}

  @doc """
  Returns `{key, value, iterator}`, or `:none` at the end.

      iex> iterator = :gb_trees.iterator(:gb_trees.from_list(a: 1))
      iex> {:a, 1, iterator} = :gb_trees.next(iterator)
      iex> :gb_trees.next(iterator)
      :none
  """
  @spec next(iter(key, value)) :: {key, value, iter(key, value)} | :none
        when key: term, value: term
  def next({:ordered, [{key, value, _, larger} | rest]}) do
    {key, value, {:ordered, descend_smaller(larger, rest)}}
  end

  def next({:reversed, [{key, value, smaller, _} | rest]}) do
    {key, value, {:reversed, descend_larger(smaller, rest)}}
  end

  def next({_order, []}), do: :none

  defp descend_smaller({_, _, smaller, _} = node, nodes),
    do: descend_smaller(smaller, [node | nodes])

  defp descend_smaller(nil, nodes), do: nodes

  defp descend_larger({_, _, _, larger} = node, nodes), do: descend_larger(larger, [node | nodes])
  defp descend_larger(nil, nodes), do: nodes

  defp descend_from(key, {node_key, _, _, larger}, nodes) when node_key < key do
    descend_from(key, larger, nodes)
  end

  defp descend_from(key, {node_key, _, _, _} = node, nodes) when node_key == key,
    do: [node | nodes]

  defp descend_from(key, {_, _, smaller, _} = node, nodes),
    do: descend_from(key, smaller, [node | nodes])

  defp descend_from(_key, nil, nodes), do: nodes

  defp descend_back(key, {node_key, _, smaller, _}, nodes) when node_key > key do
    descend_back(key, smaller, nodes)
  end

  defp descend_back(key, {node_key, _, _, _} = node, nodes) when node_key == key,
    do: [node | nodes]

  defp descend_back(key, {_, _, _, larger} = node, nodes),
    do: descend_back(key, larger, [node | nodes])

  defp descend_back(_key, nil, nodes), do: nodes
end
