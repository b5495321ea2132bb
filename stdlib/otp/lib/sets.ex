# Erlang's `sets`, kept as the keys of a map.

defmodule :sets do
  @moduledoc """
  Sets of any terms: the keys of a map, whose values are all `[]`.

  Elements are the same if they are equal under `===/2`. This is version 2 of Erlang's sets,
  the default since OTP 28; version 1 may be asked for, but gives the same.
  """

  @type set(element) :: %{optional(element) => []}
  @type set :: set(term)

  @doc """
  Returns an empty set.

      iex> :sets.size(:sets.new())
      0
  """
  @spec new() :: set
  def new, do: %{}

  @doc """
  Returns an empty set; the option `version` is 1 or 2.

      iex> :sets.to_list(:sets.add_element(:a, :sets.new(version: 1)))
      [:a]
  """
  @spec new([{:version, 1..2}]) :: set
  def new(options) do
    check_options(options)
    %{}
  end

  @doc """
  Makes a set of a list.

      iex> :sets.from_list([1, 2, 1])
      %{1 => [], 2 => []}
  """
  @spec from_list([element]) :: set(element) when element: term
  def from_list(list), do: :maps.from_keys(list, [])

  @doc """
  Makes a set of a list; the option `version` is 1 or 2.

      iex> :sets.from_list([1, 1, 2], version: 2)
      %{1 => [], 2 => []}
  """
  @spec from_list([element], [{:version, 1..2}]) :: set(element) when element: term
  def from_list(list, options) do
    check_options(options)
    from_list(list)
  end

  defp check_options(options) do
    case :proplists.get_value(:version, options, 2) do
      version when version in [1, 2] -> :ok
    end
  end

  @doc """
  Returns `true` if `term` is a set.

      iex> :sets.is_set(:sets.new())
      true
      iex> :sets.is_set([])
      false
  """
  @spec is_set(term) :: boolean
  def is_set(%{}), do: true
  def is_set(_term), do: false

  @doc """
  Returns the number of elements.

      iex> :sets.size(:sets.from_list([1, 1.0, 1]))
      2
  """
  @spec size(set) :: non_neg_integer
  def size(%{} = set), do: map_size(set)

  @doc """
  Returns `true` if the set is empty.

      iex> :sets.is_empty(:sets.new())
      true
  """
  @spec is_empty(set) :: boolean
  def is_empty(%{} = set), do: map_size(set) == 0

  @doc """
  Returns `true` if both sets have the same elements.

      iex> :sets.is_equal(:sets.from_list([1, 2], version: 1), :sets.from_list([2, 1], version: 2))
      true
  """
  @spec is_equal(set, set) :: boolean
  def is_equal(%{} = set1, %{} = set2), do: set1 === set2

  @doc """
  Returns the elements as a list.

      iex> :lists.sort(:sets.to_list(:sets.from_list([2, 1, 2])))
      [1, 2]
  """
  @spec to_list(set(element)) :: [element] when element: term
  def to_list(%{} = set), do: :maps.keys(set)

  @doc """
  Returns `true` if `element` is in the set.

      iex> :sets.is_element(1, :sets.from_list([1, 2]))
      true
  """
  @spec is_element(element, set(element)) :: boolean when element: term
  def is_element(element, %{} = set), do: is_map_key(set, element)

  @doc """
  Adds `element`, unless it is there.

      iex> set = :sets.add_element(2, :sets.from_list([1]))
      iex> :lists.sort(:sets.to_list(set))
      [1, 2]
  """
  @spec add_element(element, set(element)) :: set(element) when element: term
  def add_element(element, %{} = set), do: :maps.put(element, [], set)

  @doc """
  Deletes `element`, if it is there.

      iex> :sets.to_list(:sets.del_element(2, :sets.from_list([1, 2])))
      [1]
      iex> :sets.to_list(:sets.del_element(:none, :sets.from_list([1])))
      [1]
  """
  @spec del_element(element, set(element)) :: set(element) when element: term
  def del_element(element, %{} = set), do: :maps.remove(element, set)

  @doc """
  Returns the elements of both sets.

      iex> :lists.sort(:sets.to_list(:sets.union(:sets.from_list([1, 2]), :sets.from_list([2, 3]))))
      [1, 2, 3]
  """
  @spec union(set(a), set(b)) :: set(a | b) when a: term, b: term
  def union(%{} = set1, %{} = set2), do: :maps.merge(set1, set2)

  @doc """
  Returns the elements of all the sets.

      iex> :lists.sort(:sets.to_list(:sets.union([:sets.from_list([1]), :sets.from_list([2]), :sets.from_list([1])])))
      [1, 2]
      iex> :sets.to_list(:sets.union([]))
      []
  """
  @spec union([set(element)]) :: set(element) when element: term
  def union([set1, set2 | rest]), do: union([union(set1, set2) | rest])
  def union([set]), do: set
  def union([]), do: new()

  @doc """
  Returns the elements that are in both sets.

      iex> :sets.intersection(:sets.from_list([1, 2]), :sets.from_list([2, 3]))
      %{2 => []}
  """
  @spec intersection(set(element), set(element)) :: set(element) when element: term
  def intersection(%{} = set1, %{} = set2), do: :maps.intersect(set1, set2)

  @doc """
  Returns the elements that are in all of the sets, of which there must be one.

      iex> :sets.to_list(:sets.intersection([:sets.from_list([1, 2]), :sets.from_list([2, 3])]))
      [2]
  """
  @spec intersection([set(element), ...]) :: set(element) when element: term
  def intersection([set1, set2 | rest]), do: intersection([intersection(set1, set2) | rest])
  def intersection([set]), do: set

  @doc """
  Returns `true` if the sets have no element in common.

      iex> :sets.is_disjoint(:sets.from_list([1]), :sets.from_list([1.0]))
      true
      iex> :sets.is_disjoint(:sets.from_list([1, 2]), :sets.from_list([2]))
      false
  """
  @spec is_disjoint(set, set) :: boolean
  def is_disjoint(%{} = set1, %{} = set2), do: map_size(:maps.intersect(set1, set2)) == 0

  @doc """
  Returns the elements of the first set that are not in the second.

      iex> :sets.subtract(:sets.from_list([1, 2]), :sets.from_list([2, 3]))
      %{1 => []}
  """
  @spec subtract(set(element), set(term)) :: set(element) when element: term
  def subtract(%{} = set1, %{} = set2) do
    if map_size(set1) < map_size(set2),
      do: filter(&(not is_map_key(set2, &1)), set1),
      else: :maps.without(:maps.keys(set2), set1)
  end

  @doc """
  Returns `true` if all elements of the first set are in the second.

      iex> :sets.is_subset(:sets.new(), :sets.from_list([1]))
      true
  """
  @spec is_subset(set, set) :: boolean
  def is_subset(%{} = set1, %{} = set2) do
    map_size(set1) <= map_size(set2) and :lists.all(&is_map_key(set2, &1), :maps.keys(set1))
  end

  @doc """
  Folds over the elements.

      iex> :sets.fold(&+/2, 0, :sets.from_list([1, 2, 3]))
      6
  """
  @spec fold((element, acc -> acc), acc, set(element)) :: acc when element: term, acc: term
  def fold(fun, acc, %{} = set) when is_function(fun, 2) do
    :lists.foldl(fun, acc, :maps.keys(set))
  end

  @doc """
  Keeps the elements for which `pred` is true.

      iex> :sets.to_list(:sets.filter(&is_atom/1, :sets.from_list([1, :a, "b"])))
      [:a]
  """
  @spec filter((element -> boolean), set(element)) :: set(element) when element: term
  def filter(pred, %{} = set) when is_function(pred, 1) do
    from_list(:lists.filter(pred, :maps.keys(set)))
  end

  @doc """
  Makes a set of what `fun` returns for the elements.

      iex> :sets.to_list(:sets.map(&rem(&1, 2), :sets.from_list([1, 3, 5])))
      [1]
  """
  @spec map((term -> element), set) :: set(element) when element: term
  def map(fun, %{} = set) when is_function(fun, 1) do
    from_list(:lists.map(fun, :maps.keys(set)))
  end

  @doc """
  Filters and maps: `fun` returns a boolean or `{true, replacement}`.

      iex> :sets.to_list(:sets.filtermap(&(is_integer(&1) and {true, &1 * 2}), :sets.from_list([4, :a])))
      ~c"\\b"
  """
  @spec filtermap((term -> boolean | {true, term}), set) :: set
  def filtermap(fun, %{} = set) when is_function(fun, 1) do
    from_list(:lists.filtermap(fun, :maps.keys(set)))
  end
end
