# Sets, kept as the keys of a map.

defmodule MapSet do
  @moduledoc """
  Sets of any terms.

      iex> MapSet.new([1, :two, 1])
      MapSet.new([1, :two])

  Elements are the same if they are equal under `===/2`. Up to 32 of them are kept in term
  order; larger sets have no order that is defined, and their operations take logarithmic
  time. Sets are enumerables and collectables:

      iex> Enum.into([2, 1], MapSet.new())
      MapSet.new([1, 2])
      iex> 3 in MapSet.new([1, 2, 3])
      true

  The fields of the struct are private; compare sets with `equal?/2` or `==/2`.
  """

  @type value :: term

  @opaque internal(value) :: %{optional(value) => []}
  @type t(value) :: %__MODULE__{map: internal(value)}
  @type t :: t(term)

  # All values are `[]`, which costs nothing.
  defstruct map: %{}

  @doc """
  Returns an empty set.

      iex> MapSet.new()
      MapSet.new([])
  """
  @spec new :: t
  def new, do: %MapSet{}

  @doc """
  Makes a set of the elements of an enumerable.

      iex> MapSet.new([:b, :a, 3])
      MapSet.new([3, :a, :b])
  """
  @spec new(Enumerable.t()) :: t
  def new(enumerable)

  def new(%__MODULE__{} = map_set), do: map_set
  def new(enumerable), do: %MapSet{map: :maps.from_keys(Enum.to_list(enumerable), [])}

  @doc """
  Makes a set of what `transform` returns for the elements.

      iex> MapSet.new([1, 2, 1], fn x -> 2 * x end)
      MapSet.new([2, 4])
  """
  @spec new(Enumerable.t(), (term -> val)) :: t(val) when val: value
  def new(enumerable, transform) when is_function(transform, 1) do
    %MapSet{map: :maps.from_keys(Enum.map(enumerable, transform), [])}
  end

  @doc """
  Deletes `value`, if it is there.

      iex> MapSet.delete(MapSet.new([1, 2]), 2)
      MapSet.new([1])
  """
  @spec delete(t(val1), val2) :: t(val1) when val1: value, val2: value
  def delete(%MapSet{map: map} = map_set, value) do
    %{map_set | map: :maps.remove(value, map)}
  end

  @doc """
  Returns the elements of the first set that are not in the second.

      iex> MapSet.difference(MapSet.new([1, 2]), MapSet.new([2, 3, 4]))
      MapSet.new([1])
  """
  @spec difference(t(val1), t(val2)) :: t(val1) when val1: value, val2: value
  def difference(map_set1, map_set2)

  # Whether the one set is filtered or elements are deleted from it depends on their sizes.
  def difference(%MapSet{map: map1} = map_set1, %MapSet{map: map2})
      when map_size(map1) < map_size(map2) * 2 do
    kept = for value <- :maps.keys(map1), not is_map_key(map2, value), do: value
    %{map_set1 | map: :maps.from_keys(kept, [])}
  end

  def difference(%MapSet{map: map1} = map_set1, %MapSet{map: map2}) do
    %{map_set1 | map: :maps.without(:maps.keys(map2), map1)}
  end

  @doc """
  Returns the elements that are in one of both sets.

      iex> MapSet.symmetric_difference(MapSet.new([1, 2, 3]), MapSet.new([2, 3, 4]))
      MapSet.new([1, 4])
  """
  @doc since: "1.14.0"
  @spec symmetric_difference(t(val1), t(val2)) :: t(val1 | val2) when val1: value, val2: value
  def symmetric_difference(%MapSet{} = map_set1, %MapSet{} = map_set2) do
    union(difference(map_set1, map_set2), difference(map_set2, map_set1))
  end

  @doc """
  Returns `true` if the sets have no element in common.

      iex> MapSet.disjoint?(MapSet.new([1, 2]), MapSet.new([3, 4]))
      true
      iex> MapSet.disjoint?(MapSet.new([1, 2]), MapSet.new([2, 3]))
      false
  """
  @spec disjoint?(t, t) :: boolean
  def disjoint?(%MapSet{map: map1}, %MapSet{map: map2}) do
    {smaller, larger} = if map_size(map1) <= map_size(map2), do: {map1, map2}, else: {map2, map1}
    none_in?(:maps.iterator(smaller), larger)
  end

  defp none_in?(iterator, map) do
    case :maps.next(iterator) do
      {value, _, _} when is_map_key(map, value) -> false
      {_, _, iterator} -> none_in?(iterator, map)
      :none -> true
    end
  end

  @doc """
  Returns `true` if the sets have the same elements.

      iex> MapSet.equal?(MapSet.new([1, 2]), MapSet.new([2, 1, 1]))
      true
      iex> MapSet.equal?(MapSet.new([1]), MapSet.new([1.0]))
      false
  """
  @spec equal?(t, t) :: boolean
  def equal?(%MapSet{map: map1}, %MapSet{map: map2}), do: map1 === map2

  @doc """
  Returns the elements that are in both sets.

      iex> MapSet.intersection(MapSet.new([1, 2]), MapSet.new([2, 3, 4]))
      MapSet.new([2])
  """
  @spec intersection(t(val), t(val)) :: t(val) when val: value
  def intersection(%MapSet{map: map1} = map_set, %MapSet{map: map2}) do
    %{map_set | map: :maps.intersect(map1, map2)}
  end

  @doc """
  Returns `true` if `value` is in the set.

      iex> MapSet.member?(MapSet.new([1, 2]), 2)
      true
      iex> MapSet.member?(MapSet.new([1, 2]), 2.0)
      false
  """
  @spec member?(t, value) :: boolean
  def member?(%MapSet{map: map}, value), do: is_map_key(map, value)

  @doc """
  Adds `value`, unless it is there.

      iex> MapSet.put(MapSet.new([1, 2]), 3)
      MapSet.new([1, 2, 3])
  """
  @spec put(t(val), new_val) :: t(val | new_val) when val: value, new_val: value
  def put(%MapSet{map: map} = map_set, value) do
    %{map_set | map: :maps.put(value, [], map)}
  end

  @doc """
  Returns the number of elements.

      iex> MapSet.size(MapSet.new([1, 2]))
      2
  """
  @spec size(t) :: non_neg_integer
  def size(%MapSet{map: map}), do: map_size(map)

  @doc """
  Returns `true` if all elements of the first set are in the second.

      iex> MapSet.subset?(MapSet.new([1, 2]), MapSet.new([1, 2, 3]))
      true
      iex> MapSet.subset?(MapSet.new([1, 2, 3]), MapSet.new([1, 2]))
      false
  """
  @spec subset?(t, t) :: boolean
  def subset?(%MapSet{map: map1}, %MapSet{map: map2}) do
    map_size(map1) <= map_size(map2) and all_in?(:maps.iterator(map1), map2)
  end

  defp all_in?(iterator, map) do
    case :maps.next(iterator) do
      {value, _, iterator} when is_map_key(map, value) -> all_in?(iterator, map)
      {_, _, _} -> false
      :none -> true
    end
  end

  @doc """
  Returns the elements as a list.

      iex> MapSet.to_list(MapSet.new([1, 2]))
      [1, 2]
  """
  @spec to_list(t(val)) :: [val] when val: value
  def to_list(%MapSet{map: map}), do: :maps.keys(map)

  @doc """
  Returns the elements of both sets.

      iex> MapSet.union(MapSet.new([1, 2]), MapSet.new([2, 3]))
      MapSet.new([1, 2, 3])
  """
  @spec union(t(val1), t(val2)) :: t(val1 | val2) when val1: value, val2: value
  def union(%MapSet{map: map1} = map_set, %MapSet{map: map2}) do
    %{map_set | map: :maps.merge(map1, map2)}
  end

  @doc """
  Keeps the elements for which `fun` is truthy.

      iex> MapSet.filter(MapSet.new(1..5), fn x -> x > 3 end)
      MapSet.new([4, 5])
  """
  @doc since: "1.14.0"
  @spec filter(t(a), (a -> as_boolean(term))) :: t(a) when a: value
  def filter(%MapSet{map: map} = map_set, fun) when is_function(fun) do
    %{map_set | map: :maps.from_keys(Enum.filter(:maps.keys(map), fun), [])}
  end

  @doc """
  Drops the elements for which `fun` is truthy.

      iex> MapSet.reject(MapSet.new(1..5), fn x -> x > 3 end)
      MapSet.new([1, 2, 3])
  """
  @doc since: "1.14.0"
  @spec reject(t(a), (a -> as_boolean(term))) :: t(a) when a: value
  def reject(%MapSet{map: map} = map_set, fun) when is_function(fun) do
    %{map_set | map: :maps.from_keys(Enum.reject(:maps.keys(map), fun), [])}
  end

  @doc """
  Splits into the set of the elements for which `fun` is truthy and that of the others.

      iex> {large, small} = MapSet.split_with(MapSet.new(1..5), fn x -> x > 3 end)
      iex> {large, small}
      {MapSet.new([4, 5]), MapSet.new([1, 2, 3])}
  """
  @doc since: "1.15.0"
  @spec split_with(t, (term -> as_boolean(term))) :: {t, t}
  def split_with(%MapSet{map: map}, fun) when is_function(fun, 1) do
    {accepted, rejected} = Enum.split_with(:maps.keys(map), fun)
    {%MapSet{map: :maps.from_keys(accepted, [])}, %MapSet{map: :maps.from_keys(rejected, [])}}
  end
end

defimpl Enumerable, for: MapSet do
  def count(map_set), do: {:ok, MapSet.size(map_set)}
  def member?(map_set, value), do: {:ok, MapSet.member?(map_set, value)}
  def slice(map_set), do: {:ok, MapSet.size(map_set), &MapSet.to_list/1}

  def reduce(map_set, acc, fun) do
    Enumerable.List.reduce(MapSet.to_list(map_set), acc, fun)
  end
end

defimpl Collectable, for: MapSet do
  def into(map_set) do
    {map_set,
     fn
       map_set, {:cont, value} -> MapSet.put(map_set, value)
       map_set, :done -> map_set
       _map_set, :halt -> :ok
     end}
  end
end

defimpl Inspect, for: MapSet do
  import Inspect.Algebra

  def inspect(map_set, opts) do
    {doc, %{limit: limit}} =
      to_doc_with_opts(MapSet.to_list(map_set), %{opts | charlists: :as_lists})

    {concat(["MapSet.new(", doc, ")"]), %{opts | limit: limit}}
  end
end
