# Erlang's `ordsets`: sets as sorted lists without duplicates.

defmodule :ordsets do
  @moduledoc """
  Sets as sorted lists without duplicates.

  Elements that compare equal under `==/2`, such as `1` and `1.0`, are the same. Operations
  take linear time: for small sets, or where the order counts.
  """

  @type ordset(element) :: [element]

  @doc """
  Returns an empty set.

      iex> :ordsets.new()
      []
  """
  @spec new() :: []
  def new, do: []

  @doc """
  Returns `true` if `term` is a sorted list without duplicates.

      iex> :ordsets.is_set([1, 2])
      true
      iex> :ordsets.is_set([2, 1])
      false
  """
  @spec is_set(term) :: boolean
  def is_set([element | rest]), do: is_set(rest, element)
  def is_set([]), do: true
  def is_set(_term), do: false

  defp is_set([element | rest], last) when last < element, do: is_set(rest, element)
  defp is_set([], _last), do: true
  defp is_set([_ | _], _last), do: false

  @doc """
  Returns the number of elements.

      iex> :ordsets.size([1, 2])
      2
  """
  @spec size(ordset(term)) :: non_neg_integer
  def size(set), do: length(set)

  @doc """
  Returns `true` if the set is empty.

      iex> {:ordsets.is_empty([]), :ordsets.is_empty([1])}
      {true, false}
  """
  @spec is_empty(ordset(term)) :: boolean
  def is_empty(set), do: set === []

  @doc """
  Returns `true` if both sets have the same elements.

      iex> :ordsets.is_equal([1], [1.0])
      true
  """
  @spec is_equal(ordset(term), ordset(term)) :: boolean
  def is_equal(set1, set2) when is_list(set1) and is_list(set2), do: set1 == set2

  @doc """
  Returns the elements as a list: the set itself.

      iex> :ordsets.to_list(:ordsets.from_list([2, 1]))
      [1, 2]
  """
  @spec to_list(ordset(element)) :: [element] when element: term
  def to_list(set), do: set

  @doc """
  Makes a set of a list.

      iex> :ordsets.from_list([3, 1, 3])
      [1, 3]
  """
  @spec from_list([element]) :: ordset(element) when element: term
  def from_list(list), do: :lists.usort(list)

  @doc """
  Returns `true` if `element` is in the set.

      iex> :ordsets.is_element(1, [1, 2])
      true
  """
  @spec is_element(element, ordset(element)) :: boolean when element: term
  def is_element(element, [head | rest]) when element > head, do: is_element(element, rest)
  def is_element(element, [head | _]), do: element == head
  def is_element(_element, []), do: false

  @doc """
  Adds `element`, unless it is there.

      iex> :ordsets.add_element(2, [1, 3])
      [1, 2, 3]
  """
  @spec add_element(element, ordset(element)) :: ordset(element) when element: term
  def add_element(element, [head | rest]) when element > head do
    [head | add_element(element, rest)]
  end

  def add_element(element, [head | _] = set) when element < head, do: [element | set]
  def add_element(_element, [_ | _] = set), do: set
  def add_element(element, []), do: [element]

  @doc """
  Deletes `element`, if it is there.

      iex> :ordsets.del_element(2, [1, 2, 3])
      [1, 3]
  """
  @spec del_element(element, ordset(element)) :: ordset(element) when element: term
  def del_element(element, [head | rest]) when element > head do
    [head | del_element(element, rest)]
  end

  def del_element(element, [head | _] = set) when element < head, do: set
  def del_element(_element, [_ | rest]), do: rest
  def del_element(_element, []), do: []

  @doc """
  Returns the elements of both sets.

      iex> :ordsets.union([1, 2], [2, 3])
      [1, 2, 3]
  """
  @spec union(ordset(a), ordset(b)) :: ordset(a | b) when a: term, b: term
  def union([head1 | rest1], [head2 | _] = set2) when head1 < head2 do
    [head1 | union(rest1, set2)]
  end

  def union([head1 | _] = set1, [head2 | rest2]) when head1 > head2 do
    [head2 | union(rest2, set1)]
  end

  def union([head | rest1], [_ | rest2]), do: [head | union(rest1, rest2)]
  def union([], set2), do: set2
  def union(set1, []), do: set1

  @doc """
  Returns the elements of all the sets.

      iex> :ordsets.union([[1], [3], [2]])
      [1, 2, 3]
  """
  @spec union([ordset(element)]) :: ordset(element) when element: term
  def union(sets), do: :lists.umerge(sets)

  @doc """
  Returns the elements that are in both sets.

      iex> :ordsets.intersection([1, 2], [2, 3])
      [2]
  """
  @spec intersection(ordset(element), ordset(element)) :: ordset(element) when element: term
  def intersection([head1 | rest1], [head2 | _] = set2) when head1 < head2 do
    intersection(rest1, set2)
  end

  def intersection([head1 | _] = set1, [head2 | rest2]) when head1 > head2 do
    intersection(rest2, set1)
  end

  def intersection([head | rest1], [_ | rest2]), do: [head | intersection(rest1, rest2)]
  def intersection([], _set2), do: []
  def intersection(_set1, []), do: []

  @doc """
  Returns the elements that are in all of the sets, of which there must be one.

      iex> :ordsets.intersection([[1, 2], [2, 3], [2]])
      [2]
  """
  @spec intersection([ordset(element), ...]) :: ordset(element) when element: term
  def intersection([set1, set2 | rest]), do: intersection([intersection(set1, set2) | rest])
  def intersection([set]), do: set

  @doc """
  Returns `true` if the sets have no element in common.

      iex> :ordsets.is_disjoint([1], [2])
      true
  """
  @spec is_disjoint(ordset(term), ordset(term)) :: boolean
  def is_disjoint([head1 | rest1], [head2 | _] = set2) when head1 < head2 do
    is_disjoint(rest1, set2)
  end

  def is_disjoint([head1 | _] = set1, [head2 | rest2]) when head1 > head2 do
    is_disjoint(rest2, set1)
  end

  def is_disjoint([_ | _], [_ | _]), do: false
  def is_disjoint([], _set2), do: true
  def is_disjoint(_set1, []), do: true

  @doc """
  Returns the elements of the first set that are not in the second.

      iex> :ordsets.subtract([1, 2, 3], [2])
      [1, 3]
  """
  @spec subtract(ordset(element), ordset(term)) :: ordset(element) when element: term
  def subtract([head1 | rest1], [head2 | _] = set2) when head1 < head2 do
    [head1 | subtract(rest1, set2)]
  end

  def subtract([head1 | _] = set1, [head2 | rest2]) when head1 > head2 do
    subtract(set1, rest2)
  end

  def subtract([_ | rest1], [_ | rest2]), do: subtract(rest1, rest2)
  def subtract([], _set2), do: []
  def subtract(set1, []), do: set1

  @doc """
  Returns `true` if all elements of the first set are in the second.

      iex> :ordsets.is_subset([1], [1, 2])
      true
  """
  @spec is_subset(ordset(term), ordset(term)) :: boolean
  def is_subset([head1 | _], [head2 | _]) when head1 < head2, do: false

  def is_subset([head1 | _] = set1, [head2 | rest2]) when head1 > head2,
    do: is_subset(set1, rest2)

  def is_subset([_ | rest1], [_ | rest2]), do: is_subset(rest1, rest2)
  def is_subset([], _set2), do: true
  def is_subset(_set1, []), do: false

  @doc """
  Folds over the elements in order.

      iex> :ordsets.fold(&[&1 | &2], [], [1, 2, 3])
      [3, 2, 1]
  """
  @spec fold((element, acc -> acc), acc, ordset(element)) :: acc when element: term, acc: term
  def fold(fun, acc, set), do: :lists.foldl(fun, acc, set)

  @doc """
  Keeps the elements for which `pred` is true.

      iex> :ordsets.filter(&(&1 > 1), [1, 2, 3])
      [2, 3]
  """
  @spec filter((element -> boolean), ordset(element)) :: ordset(element) when element: term
  def filter(pred, set), do: :lists.filter(pred, set)

  @doc """
  Makes a set of what `fun` returns for the elements.

      iex> :ordsets.map(fn x -> -x end, [1, 2])
      [-2, -1]
  """
  @spec map((term -> element), ordset(term)) :: ordset(element) when element: term
  def map(fun, set), do: from_list(:lists.map(fun, set))

  @doc """
  Filters and maps: `fun` returns a boolean or `{true, replacement}`.

      iex> :ordsets.filtermap(&(&1 > 1 and {true, -&1}), [1, 2, 3])
      [-3, -2]
  """
  @spec filtermap((term -> boolean | {true, term}), ordset(term)) :: ordset(term)
  def filtermap(fun, set), do: from_list(:lists.filtermap(fun, set))
end
