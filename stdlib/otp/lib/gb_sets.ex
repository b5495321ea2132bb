# Erlang's `gb_sets`: sets as balanced trees.

defmodule :gb_sets do
  @moduledoc """
  Sets as general balanced trees, after Arne Andersson.

  A set is `{size, node}`, a node `{element, smaller, larger}` or `nil`; how they stay balanced
  is told in `:gb_trees`. Elements that compare equal under `==/2` are the same.

      iex> :gb_sets.to_list(:gb_sets.from_list([3, 1, 2, 3]))
      [1, 2, 3]
  """

  @type set_node(element) :: nil | {element, set_node(element), set_node(element)}
  @type set(element) :: {non_neg_integer, set_node(element)}
  @type set :: set(term)
  @type iter(element) :: {:ordered | :reversed, [set_node(element)]}

  @doc """
  Returns an empty set.

      iex> :gb_sets.to_list(:gb_sets.empty())
      []
  """
  @spec empty() :: set
  def empty, do: {0, nil}

  @doc """
  Returns an empty set.

      iex> :gb_sets.new() == :gb_sets.empty()
      true
  """
  @spec new() :: set
  def new, do: empty()

  @doc """
  Returns `true` if `term` looks like a set.

      iex> :gb_sets.is_set(:gb_sets.new())
      true
  """
  @spec is_set(term) :: boolean
  def is_set({0, nil}), do: true
  def is_set({size, {_, _, _}}) when is_integer(size) and size >= 0, do: true
  def is_set(_term), do: false

  @doc """
  Returns `true` if the set is empty.

      iex> :gb_sets.is_empty(:gb_sets.new())
      true
      iex> :gb_sets.is_empty(:gb_sets.singleton(nil))
      false
  """
  @spec is_empty(set) :: boolean
  def is_empty({0, nil}), do: true
  def is_empty(_set), do: false

  @doc """
  Returns the number of elements.

      iex> :gb_sets.size(:gb_sets.from_list([:a, :b, :a]))
      2
  """
  @spec size(set) :: non_neg_integer
  def size({size, _}), do: size

  @doc """
  Returns `true` if both sets have the same elements.

      iex> one = :gb_sets.from_list([1, 2])
      iex> other = :gb_sets.insert(1, :gb_sets.singleton(2))
      iex> :gb_sets.is_equal(one, other)
      true
      iex> :gb_sets.is_equal(one, :gb_sets.from_list([1, 2, 3]))
      false
  """
  @spec is_equal(set, set) :: boolean
  def is_equal({size, _} = set1, {size, _} = set2), do: to_list(set1) == to_list(set2)
  def is_equal({_, _}, {_, _}), do: false

  @doc """
  Returns the set of one element.

      iex> :gb_sets.to_list(:gb_sets.singleton([1, 2]))
      [[1, 2]]
  """
  @spec singleton(element) :: set(element) when element: term
  def singleton(element), do: {1, {element, nil, nil}}

  @doc """
  Returns `true` if `element` is in the set.

      iex> :gb_sets.is_member(2.0, :gb_sets.from_list([1, 2]))
      true
      iex> :gb_sets.is_member(3, :gb_sets.from_list([1, 2]))
      false
  """
  @spec is_member(element, set(element)) :: boolean when element: term
  def is_member(element, {_, node}), do: member_node?(element, node)

  @doc """
  Returns `true` if `element` is in the set.

      iex> :gb_sets.is_element(:a, :gb_sets.from_list([:a]))
      true
  """
  @spec is_element(element, set(element)) :: boolean when element: term
  def is_element(element, set), do: is_member(element, set)

  defp member_node?(element, {head, smaller, _}) when element < head,
    do: member_node?(element, smaller)

  defp member_node?(element, {head, _, larger}) when element > head,
    do: member_node?(element, larger)

  defp member_node?(_element, {_, _, _}), do: true
  defp member_node?(_element, nil), do: false

  @doc """
  Inserts a new element; raises `ErlangError` (`{:key_exists, element}`) if it is there.

      iex> :gb_sets.to_list(:gb_sets.insert(2, :gb_sets.from_list([1, 3])))
      [1, 2, 3]
  """
  @spec insert(element, set(element)) :: set(element) when element: term
  def insert(element, {size, node}) do
    size = size + 1

    case insert_node(element, node, size * size) do
      {:deep, node, _power, _size} -> {size, node}
      node -> {size, node}
    end
  end

  # As in `:gb_trees`; nodes being triples themselves, what is too deep is tagged.
  defp insert_node(element, {head, smaller, larger}, budget) when element < head do
    case insert_node(element, smaller, div(budget, 2)) do
      {:deep, smaller, power, size} ->
        rebuild_if_too_deep({head, smaller, larger}, power, size, larger)

      smaller ->
        {head, smaller, larger}
    end
  end

  defp insert_node(element, {head, smaller, larger}, budget) when element > head do
    case insert_node(element, larger, div(budget, 2)) do
      {:deep, larger, power, size} ->
        rebuild_if_too_deep({head, smaller, larger}, power, size, smaller)

      larger ->
        {head, smaller, larger}
    end
  end

  defp insert_node(element, nil, 0), do: {:deep, {element, nil, nil}, 1, 1}
  defp insert_node(element, nil, _budget), do: {element, nil, nil}
  defp insert_node(element, _node, _budget), do: :erlang.error({:key_exists, element})

  defp rebuild_if_too_deep(node, power, size, sibling) do
    {sibling_power, sibling_size} = measure(sibling)
    power = 2 * max(power, sibling_power)
    size = size + sibling_size + 1

    if power > size * size,
      do: balanced(node_to_list(node, []), size),
      else: {:deep, node, power, size}
  end

  defp measure(nil), do: {1, 0}
  defp measure({_, nil, nil}), do: {1, 1}

  defp measure({_, smaller, larger}) do
    {power1, size1} = measure(smaller)
    {power2, size2} = measure(larger)
    {2 * max(power1, power2), size1 + size2 + 1}
  end

  @doc """
  Adds `element`, unless it is there.

      iex> :gb_sets.to_list(:gb_sets.add(2, :gb_sets.from_list([1, 3])))
      [1, 2, 3]
  """
  @spec add(element, set(element)) :: set(element) when element: term
  def add(element, set), do: if(is_member(element, set), do: set, else: insert(element, set))

  @doc """
  Adds `element`, unless it is there.

      iex> set = :gb_sets.from_list([1, 3])
      iex> :gb_sets.to_list(:gb_sets.add_element(2, set))
      [1, 2, 3]
      iex> :gb_sets.to_list(:gb_sets.add_element(3, set))
      [1, 3]
  """
  @spec add_element(element, set(element)) :: set(element) when element: term
  def add_element(element, set), do: add(element, set)

  @doc """
  Rebuilds the tree as flat as it can be. Linear time.

      iex> set = Enum.reduce(1..100, :gb_sets.from_list(Enum.to_list(1..200)), &:gb_sets.delete/2)
      iex> :gb_sets.to_list(:gb_sets.balance(set)) == :gb_sets.to_list(set)
      true
  """
  @spec balance(set(element)) :: set(element) when element: term
  def balance({size, node}), do: {size, balanced(node_to_list(node, []), size)}

  defp balanced(list, size) do
    {node, []} = balanced_part(list, size)
    node
  end

  defp balanced_part([element | rest], 1), do: {{element, nil, nil}, rest}
  defp balanced_part(list, 0), do: {nil, list}

  defp balanced_part(list, size) do
    larger_size = div(size - 1, 2)
    {smaller, [element | rest]} = balanced_part(list, size - 1 - larger_size)
    {larger, rest} = balanced_part(rest, larger_size)
    {{element, smaller, larger}, rest}
  end

  @doc """
  Makes a set of a list.

      iex> :gb_sets.to_list(:gb_sets.from_list([3, 1, 2, 1]))
      [1, 2, 3]
  """
  @spec from_list([element]) :: set(element) when element: term
  def from_list(list), do: list |> :ordsets.from_list() |> from_ordset()

  @doc """
  Makes a set of a sorted list without duplicates. Linear time.

      iex> :gb_sets.to_list(:gb_sets.from_ordset([1, 2, 3]))
      [1, 2, 3]
  """
  @spec from_ordset([element]) :: set(element) when element: term
  def from_ordset(list) do
    size = length(list)
    {size, balanced(list, size)}
  end

  @doc """
  Deletes an element that must be there.

      iex> :gb_sets.to_list(:gb_sets.delete(1, :gb_sets.from_list([1, 2])))
      [2]
  """
  @spec delete(element, set(element)) :: set(element) when element: term
  def delete(element, {size, node}), do: {size - 1, delete_1(element, node)}

  defp delete_1(element, {head, smaller, larger}) when element < head do
    {head, delete_1(element, smaller), larger}
  end

  defp delete_1(element, {head, smaller, larger}) when element > head do
    {head, smaller, delete_1(element, larger)}
  end

  defp delete_1(_element, {_, smaller, nil}), do: smaller
  defp delete_1(_element, {_, nil, larger}), do: larger

  defp delete_1(_element, {_, smaller, larger}) do
    {element, larger} = take_smallest1(larger)
    {element, smaller, larger}
  end

  @doc """
  Deletes an element, if it is there.

      iex> :gb_sets.to_list(:gb_sets.delete_any(9, :gb_sets.from_list([1, 2])))
      [1, 2]
  """
  @spec delete_any(element, set(element)) :: set(element) when element: term
  def delete_any(element, set) do
    if is_member(element, set), do: delete(element, set), else: set
  end

  @doc """
  Deletes an element, if it is there.

      iex> set = :gb_sets.from_list([1, 2])
      iex> :gb_sets.to_list(:gb_sets.del_element(1, set))
      [2]
      iex> :gb_sets.to_list(:gb_sets.del_element(9, set))
      [1, 2]
  """
  @spec del_element(element, set(element)) :: set(element) when element: term
  def del_element(element, set), do: delete_any(element, set)

  @doc """
  Takes the smallest element out of a set that has one; returns `{element, rest}`.

      iex> {smallest, rest} = :gb_sets.take_smallest(:gb_sets.from_list([2, 1, 3]))
      iex> {smallest, :gb_sets.to_list(rest)}
      {1, [2, 3]}
  """
  @spec take_smallest(set(element)) :: {element, set(element)} when element: term
  def take_smallest({size, node}) do
    {element, node} = take_smallest1(node)
    {element, {size - 1, node}}
  end

  defp take_smallest1({element, nil, larger}), do: {element, larger}

  defp take_smallest1({head, smaller, larger}) do
    {element, smaller} = take_smallest1(smaller)
    {element, {head, smaller, larger}}
  end

  @doc """
  Takes the largest element out of a set that has one; returns `{element, rest}`.

      iex> {largest, rest} = :gb_sets.take_largest(:gb_sets.from_list([2, 1, 3]))
      iex> {largest, :gb_sets.to_list(rest)}
      {3, [1, 2]}
  """
  @spec take_largest(set(element)) :: {element, set(element)} when element: term
  def take_largest({size, node}) do
    {element, node} = take_largest1(node)
    {element, {size - 1, node}}
  end

  defp take_largest1({element, smaller, nil}), do: {element, smaller}

  defp take_largest1({head, smaller, larger}) do
    {element, larger} = take_largest1(larger)
    {element, {head, smaller, larger}}
  end

  @doc """
  Returns the smallest element of a set that has one.

      iex> :gb_sets.smallest(:gb_sets.from_list([2, 1, 3]))
      1
  """
  @spec smallest(set(element)) :: element when element: term
  def smallest({_, node}), do: smallest_1(node)

  defp smallest_1({element, nil, _}), do: element
  defp smallest_1({_, smaller, _}), do: smallest_1(smaller)

  @doc """
  Returns the largest element of a set that has one.

      iex> :gb_sets.largest(:gb_sets.from_list([2, 1, 3]))
      3
  """
  @spec largest(set(element)) :: element when element: term
  def largest({_, node}), do: largest_1(node)

  defp largest_1({element, _, nil}), do: element
  defp largest_1({_, _, larger}), do: largest_1(larger)

  @doc """
  Returns `{:found, element}` for the next smaller element, or `:none`.

      iex> :gb_sets.smaller(2, :gb_sets.from_list([1, 3]))
      {:found, 1}
  """
  @spec smaller(element, set(element)) :: {:found, element} | :none when element: term
  def smaller(element, {_, node}), do: smaller(element, node, :none)

  defp smaller(element, {head, _, larger}, _best) when element > head do
    smaller(element, larger, {:found, head})
  end

  defp smaller(element, {_, smaller, _}, best), do: smaller(element, smaller, best)
  defp smaller(_element, nil, best), do: best

  @doc """
  Returns `{:found, element}` for the next larger element, or `:none`.

      iex> :gb_sets.larger(2, :gb_sets.from_list([1, 3]))
      {:found, 3}
  """
  @spec larger(element, set(element)) :: {:found, element} | :none when element: term
  def larger(element, {_, node}), do: larger(element, node, :none)

  defp larger(element, {head, smaller, _}, _best) when element < head do
    larger(element, smaller, {:found, head})
  end

  defp larger(element, {_, _, larger}, best), do: larger(element, larger, best)
  defp larger(_element, nil, best), do: best

  @doc """
  Returns the elements in order.

      iex> :gb_sets.to_list(:gb_sets.from_list([:b, 2, :a, "c"]))
      [2, :a, :b, "c"]
  """
  @spec to_list(set(element)) :: [element] when element: term
  def to_list({_, node}), do: node_to_list(node, [])

  defp node_to_list({element, smaller, larger}, acc) do
    node_to_list(smaller, [element | node_to_list(larger, acc)])
  end

  defp node_to_list(nil, acc), do: acc

  ## Set algebra: a small set is put into or looked up in a large one, others are merged

  @doc """
  Returns the elements of both sets.

      iex> :gb_sets.to_list(:gb_sets.union(:gb_sets.from_list([1, 3]), :gb_sets.from_list([2, 3])))
      [1, 2, 3]
  """
  @spec union(set(a), set(b)) :: set(a | b) when a: term, b: term
  def union({size1, _} = set1, {size2, _} = set2) do
    cond do
      few?(size2, size1) -> :lists.foldl(&add/2, set1, to_list(set2))
      few?(size1, size2) -> :lists.foldl(&add/2, set2, to_list(set1))
      true -> merged(:ordsets.union(to_list(set1), to_list(set2)))
    end
  end

  @doc """
  Returns the elements of all the sets.

      iex> :gb_sets.to_list(:gb_sets.union([:gb_sets.from_list([3]), :gb_sets.from_list([1]), :gb_sets.from_list([1])]))
      [1, 3]
      iex> :gb_sets.to_list(:gb_sets.union([]))
      []
  """
  @spec union([set(element)]) :: set(element) when element: term
  def union([set | rest]), do: :lists.foldl(&union(&2, &1), set, rest)
  def union([]), do: empty()

  @doc """
  Returns the elements that are in both sets.

      iex> :gb_sets.to_list(:gb_sets.intersection(:gb_sets.from_list([1, 2, 3]), :gb_sets.from_list([2, 3, 4])))
      [2, 3]
  """
  @spec intersection(set(element), set(element)) :: set(element) when element: term
  def intersection({size1, _} = set1, {size2, _} = set2) do
    cond do
      few?(size2, size1) -> filter(&is_member(&1, set1), set2)
      few?(size1, size2) -> filter(&is_member(&1, set2), set1)
      true -> merged(:ordsets.intersection(to_list(set1), to_list(set2)))
    end
  end

  @doc """
  Returns the elements that are in all of the sets, of which there must be one.

      iex> :gb_sets.to_list(:gb_sets.intersection([:gb_sets.from_list([1, 2]), :gb_sets.from_list([2, 3])]))
      [2]
  """
  @spec intersection([set(element), ...]) :: set(element) when element: term
  def intersection([set | rest]), do: :lists.foldl(&intersection(&2, &1), set, rest)

  @doc """
  Returns `true` if the sets have no element in common.

      iex> :gb_sets.is_disjoint(:gb_sets.from_list([1, 2]), :gb_sets.from_list([3]))
      true
      iex> :gb_sets.is_disjoint(:gb_sets.from_list([1, 2]), :gb_sets.from_list([2.0]))
      false
  """
  @spec is_disjoint(set, set) :: boolean
  def is_disjoint({size1, _} = set1, {size2, _} = set2) when size1 > size2 do
    is_disjoint(set2, set1)
  end

  def is_disjoint(set1, set2), do: not :lists.any(&is_member(&1, set2), to_list(set1))

  @doc """
  Returns the elements of the first set that are not in the second.

      iex> :gb_sets.to_list(:gb_sets.subtract(:gb_sets.from_list([1, 2]), :gb_sets.from_list([2])))
      [1]
  """
  @spec subtract(set(element), set(term)) :: set(element) when element: term
  def subtract({size1, _} = set1, {size2, _} = set2) do
    cond do
      few?(size1, size2) -> filter(&(not is_member(&1, set2)), set1)
      few?(size2, size1) -> :lists.foldl(&delete_any/2, set1, to_list(set2))
      true -> merged(:ordsets.subtract(to_list(set1), to_list(set2)))
    end
  end

  @doc """
  Returns the elements of the first set that are not in the second.

      iex> :gb_sets.to_list(:gb_sets.difference(:gb_sets.from_list([1, 2, 3]), :gb_sets.from_list([2, 9])))
      [1, 3]
  """
  @spec difference(set(element), set(term)) :: set(element) when element: term
  def difference(set1, set2), do: subtract(set1, set2)

  @doc """
  Returns `true` if all elements of the first set are in the second.

      iex> :gb_sets.is_subset(:gb_sets.from_list([2]), :gb_sets.from_list([1, 2]))
      true
      iex> :gb_sets.is_subset(:gb_sets.from_list([1, 2]), :gb_sets.from_list([2]))
      false
  """
  @spec is_subset(set, set) :: boolean
  def is_subset({size1, _} = set1, {size2, _} = set2) do
    size1 <= size2 and :lists.all(&is_member(&1, set2), to_list(set1))
  end

  # Of what was merged the later half is the larger one.
  defp merged(list) do
    size = length(list)
    {node, []} = weighted_right(list, size)
    {size, node}
  end

  defp weighted_right(list, 0), do: {nil, list}

  defp weighted_right(list, size) do
    before = div(size - 1, 2)
    {smaller, [element | list]} = weighted_right(list, before)
    {larger, list} = weighted_right(list, size - 1 - before)
    {{element, smaller, larger}, list}
  end

  # A few look-ups cost less than a walk through the large set.
  defp few?(size, other_size), do: size * bits(other_size, 0) < other_size

  defp bits(0, count), do: count
  defp bits(number, count), do: bits(Bitwise.bsr(number, 1), count + 1)

  @doc """
  Folds over the elements in order.

      iex> :gb_sets.fold(&[&1 | &2], [], :gb_sets.from_list([2, 1, 3]))
      [3, 2, 1]
  """
  @spec fold((element, acc -> acc), acc, set(element)) :: acc when element: term, acc: term
  def fold(fun, acc, set) when is_function(fun, 2), do: :lists.foldl(fun, acc, to_list(set))

  @doc """
  Keeps the elements for which `pred` is true.

      iex> :gb_sets.to_list(:gb_sets.filter(&(&1 > 1), :gb_sets.from_list([1, 2, 3])))
      [2, 3]
  """
  @spec filter((element -> boolean), set(element)) :: set(element) when element: term
  def filter(pred, set) when is_function(pred, 1) do
    from_ordset(:lists.filter(pred, to_list(set)))
  end

  @doc """
  Makes a set of what `fun` returns for the elements.

      iex> :gb_sets.to_list(:gb_sets.map(&rem(&1, 2), :gb_sets.from_list([1, 2, 3])))
      [0, 1]
  """
  @spec map((term -> element), set) :: set(element) when element: term
  def map(fun, {_, node}) when is_function(fun, 1) do
    node |> collect(fn element, mapped -> [fun.(element) | mapped] end, []) |> from_list()
  end

  # Each node before its larger and then its smaller elements.
  defp collect({element, smaller, larger}, fun, collected) do
    collected = fun.(element, collected)
    collect(smaller, fun, collect(larger, fun, collected))
  end

  defp collect(nil, _fun, collected), do: collected

  @doc """
  Filters and maps: `fun` returns a boolean or `{true, replacement}`.

      iex> :gb_sets.to_list(:gb_sets.filtermap(&(&1 > 1 and {true, -&1}), :gb_sets.from_list([1, 2, 3])))
      [-3, -2]
  """
  @spec filtermap((term -> boolean | {true, term}), set) :: set
  def filtermap(fun, {_, node}) when is_function(fun, 1) do
    node
    |> collect(
      fn element, kept ->
        case fun.(element) do
          true -> [element | kept]
          {true, value} -> [value | kept]
          false -> kept
        end
      end,
      []
    )
    |> from_list()
  end

  ## Iterators: the nodes that are still to be visited, each before its farther side

  @doc """
  Returns an iterator over all elements, for `next/1`.

      iex> iterator = :gb_sets.iterator(:gb_sets.from_list([2, 1]))
      iex> {first, iterator} = :gb_sets.next(iterator)
      iex> {second, iterator} = :gb_sets.next(iterator)
      iex> {first, second, :gb_sets.next(iterator)}
      {1, 2, :none}
  """
  @spec iterator(set(element)) :: iter(element) when element: term
  def iterator(set), do: iterator(set, :ordered)

  @doc """
  Returns an iterator over all elements in an order, `:ordered` or `:reversed`.

      iex> iterator = :gb_sets.iterator(:gb_sets.from_list([1, 2, 3]), :reversed)
      iex> iterator |> :gb_sets.next() |> elem(0)
      3
  """
  @spec iterator(set(element), :ordered | :reversed) :: iter(element) when element: term
  def iterator({_, node}, :ordered), do: {:ordered, descend_smaller(node, [])}
  def iterator({_, node}, :reversed), do: {:reversed, descend_larger(node, [])}

  @doc """
  Returns an iterator over the elements from one on.

      iex> iterator = :gb_sets.iterator_from(2, :gb_sets.from_list([1, 3, 5]))
      iex> iterator |> :gb_sets.next() |> elem(0)
      3
  """
  @spec iterator_from(element, set(element)) :: iter(element) when element: term
  def iterator_from(element, set), do: iterator_from(element, set, :ordered)

  @doc """
  Returns an iterator over the elements from one on in an order, `:ordered` or `:reversed`.

      iex> iterator = :gb_sets.iterator_from(4, :gb_sets.from_list([1, 3, 5]), :reversed)
      iex> iterator |> :gb_sets.next() |> elem(0)
      3
  """
  @spec iterator_from(element, set(element), :ordered | :reversed) :: iter(element)
        when element: term
  def iterator_from(element, {_, node}, :ordered), do: {:ordered, descend_from(element, node, [])}

  def iterator_from(element, {_, node}, :reversed),
    do: {:reversed, descend_back(element, node, [])}

  @doc """
  Returns `{element, iterator}`, or `:none` at the end.

      iex> {1, iterator} = :gb_sets.next(:gb_sets.iterator(:gb_sets.from_list([1])))
      iex> :gb_sets.next(iterator)
      :none
  """
  @spec next(iter(element)) :: {element, iter(element)} | :none when element: term
  def next({:ordered, [{element, _, larger} | rest]}) do
    {element, {:ordered, descend_smaller(larger, rest)}}
  end

  def next({:reversed, [{element, smaller, _} | rest]}) do
    {element, {:reversed, descend_larger(smaller, rest)}}
  end

  def next({_order, []}), do: :none

  defp descend_smaller({_, smaller, _} = node, nodes),
    do: descend_smaller(smaller, [node | nodes])

  defp descend_smaller(nil, nodes), do: nodes

  defp descend_larger({_, _, larger} = node, nodes), do: descend_larger(larger, [node | nodes])
  defp descend_larger(nil, nodes), do: nodes

  defp descend_from(element, {head, _, larger}, nodes) when head < element do
    descend_from(element, larger, nodes)
  end

  defp descend_from(element, {head, _, _} = node, nodes) when head == element, do: [node | nodes]

  defp descend_from(element, {_, smaller, _} = node, nodes),
    do: descend_from(element, smaller, [node | nodes])

  defp descend_from(_element, nil, nodes), do: nodes

  defp descend_back(element, {head, smaller, _}, nodes) when head > element do
    descend_back(element, smaller, nodes)
  end

  defp descend_back(element, {head, _, _} = node, nodes) when head == element, do: [node | nodes]

  defp descend_back(element, {_, _, larger} = node, nodes),
    do: descend_back(element, larger, [node | nodes])

  defp descend_back(_element, nil, nodes), do: nodes
end
