# Erlang's `maps` but for what is native: get/2, get/3, find/2, is_key/2, keys/1, values/1,
# put/3, remove/2, update/3, merge/2, to_list/1, from_list/1, from_keys/2, take/2, iterator/1
# and next/1 are the machine's own.

defmodule :maps do
  @moduledoc """
  Functions for maps, in the order of arguments that Erlang has: functions first, maps last.

  Most of this is better written with `Map` and `Enum`; it is here for programs that call
  Erlang's library, and because those modules are built on it.

  Where a function takes an iterator, it visits the pairs in the order of that:

      iex> iterator = :maps.iterator(%{a: 1, b: 2}, :reversed)
      iex> {:b, 2, iterator} = :maps.next(iterator)
      iex> {:a, 1, iterator} = :maps.next(iterator)
      iex> :maps.next(iterator)
      :none
  """

  @type iterator :: term
  @type order :: :undefined | :ordered | :reversed | (term, term -> boolean)

  # Up to here a list of the pairs costs less than the steps of an iterator.
  @small 32

  @doc """
  Returns an iterator that visits the pairs in the given order.

  `:undefined` is the order of the map, `:ordered` and `:reversed` are term order of the
  keys, and a function says whether one key may come before another.

      iex> iterator = :maps.iterator(%{1 => :a, 2 => :b}, :reversed)
      iex> {key, value, _iterator} = :maps.next(iterator)
      iex> {key, value}
      {2, :b}
      iex> :maps.to_list(:maps.iterator(%{1 => :a, 2 => :b}, &>=/2))
      [{2, :b}, {1, :a}]
  """
  @spec iterator(map, order) :: iterator
  def iterator(map, :undefined) when is_map(map), do: :maps.iterator(map)
  def iterator(map, :ordered) when is_map(map), do: map |> sorted() |> chain()

  def iterator(map, :reversed) when is_map(map),
    do: map |> sorted() |> :lists.reverse() |> chain()

  def iterator(map, order) when is_map(map) and is_function(order, 2) do
    fn {key1, _}, {key2, _} -> order.(key1, key2) end
    |> :lists.sort(:maps.to_list(map))
    |> chain()
  end

  def iterator(map, order) do
    order? =
      order in [:undefined, :ordered] or is_function(order, 2) or
        (is_map(map) and order == :reversed)

    bad_argument([map, order], [
      {1, is_map(map), "not a map"},
      {2, order?, "not 'undefined', 'ordered', 'reversed', or a fun that takes two arguments"}
    ])
  end

  defp sorted(map) do
    :lists.sort(fn {key1, _}, {key2, _} -> key_order(key1, key2) != :gt end, :maps.to_list(map))
  end

  # The order of keys is term order, except that each integer comes before each float, however deep.
  defp key_order(key, key), do: :eq
  defp key_order(key1, key2) when is_integer(key1) and is_float(key2), do: :lt
  defp key_order(key1, key2) when is_float(key1) and is_integer(key2), do: :gt

  defp key_order([head1 | tail1], [head2 | tail2]) do
    with :eq <- key_order(head1, head2), do: key_order(tail1, tail2)
  end

  defp key_order(key1, key2) when is_tuple(key1) and tuple_size(key1) == tuple_size(key2) do
    key_order(:erlang.tuple_to_list(key1), :erlang.tuple_to_list(key2))
  end

  defp key_order(key1, key2) when is_map(key1) and map_size(key1) == map_size(key2) do
    {keys1, values1} = key1 |> sorted() |> :lists.unzip()
    {keys2, values2} = key2 |> sorted() |> :lists.unzip()
    with :eq <- key_order(keys1, keys2), do: key_order(values1, values2)
  end

  defp key_order(key1, key2) when key1 < key2, do: :lt
  defp key_order(_key1, _key2), do: :gt

  # What `next/1` returns is itself an iterator: that of a pair and those behind it.
  defp chain([{key, value} | rest]), do: {key, value, chain(rest)}
  defp chain([]), do: :none

  @doc """
  Keeps the pairs for which `pred` is true.

      iex> :maps.filter(fn _key, value -> value > 1 end, %{a: 1, b: 2})
      %{b: 2}
  """
  @spec filter((term, term -> boolean), map | iterator) :: map
  def filter(pred, map_or_iterator) do
    check_walk(pred, 2, map_or_iterator, [pred, map_or_iterator])

    map_or_iterator
    |> walk([], fn key, value, acc ->
      case pred.(key, value) do
        true -> [{key, value} | acc]
        false -> acc
      end
    end)
    |> :maps.from_list()
  end

  @doc """
  Filters and maps: `fun` returns a boolean or `{true, replacement}`.

      iex> :maps.filtermap(fn _key, value -> value > 1 and {true, -value} end, %{a: 1, b: 2})
      %{b: -2}
  """
  @spec filtermap((term, term -> boolean | {true, term}), map | iterator) :: map
  def filtermap(fun, map_or_iterator) do
    check_walk(fun, 2, map_or_iterator, [fun, map_or_iterator])

    map_or_iterator
    |> walk([], fn key, value, acc ->
      case fun.(key, value) do
        true -> [{key, value} | acc]
        {true, new_value} -> [{key, new_value} | acc]
        false -> acc
      end
    end)
    |> :maps.from_list()
  end

  @doc """
  Folds over the pairs.

      iex> :maps.fold(fn _key, value, acc -> value + acc end, 0, %{a: 1, b: 2})
      3
  """
  @spec fold((term, term, acc -> acc), acc, map | iterator) :: acc when acc: term
  def fold(fun, acc, map_or_iterator) do
    check_walk(fun, 3, map_or_iterator, [fun, acc, map_or_iterator])
    walk(map_or_iterator, acc, fun)
  end

  @doc """
  Calls `fun` with each key and value and returns `:ok`.

      iex> :maps.foreach(fn key, value -> send(self(), {key, value}) end, %{a: 1})
      :ok
      iex> receive do: (message -> message)
      {:a, 1}
  """
  @spec foreach((term, term -> term), map | iterator) :: :ok
  def foreach(fun, map_or_iterator) do
    check_walk(fun, 2, map_or_iterator, [fun, map_or_iterator])

    walk(map_or_iterator, :ok, fn key, value, :ok ->
      fun.(key, value)
      :ok
    end)
  end

  @doc """
  Collects elements into lists under the keys that `key_fun` returns.

      iex> :maps.groups_from_list(&rem(&1, 2), [1, 2, 3])
      %{0 => [2], 1 => [1, 3]}
  """
  @spec groups_from_list((term -> term), list) :: map
  def groups_from_list(key_fun, list) do
    if not (is_function(key_fun, 1) and proper_list?(list)) do
      bad_argument([key_fun, list], [
        {1, is_function(key_fun, 1), "not a fun that takes one argument"},
        {2, proper_list?(list), not_a_list(list)}
      ])
    end

    group(:lists.reverse(list), key_fun, & &1, %{})
  end

  @doc """
  Collects what `value_fun` makes of elements into lists under the keys that `key_fun` returns.

      iex> :maps.groups_from_list(&rem(&1, 2), &(&1 * 10), [1, 2, 3])
      %{0 => [20], 1 => [10, 30]}
  """
  @spec groups_from_list((term -> term), (term -> term), list) :: map
  def groups_from_list(key_fun, value_fun, list) do
    if not (is_function(key_fun, 1) and is_function(value_fun, 1) and proper_list?(list)) do
      bad_argument([key_fun, value_fun, list], [
        {1, is_function(key_fun, 1), "not a fun that takes one argument"},
        {2, is_function(value_fun, 1), "not a fun that takes one argument"},
        {3, proper_list?(list), not_a_list(list)}
      ])
    end

    group(:lists.reverse(list), key_fun, value_fun, %{})
  end

  # The list comes in reverse, so that each value is pushed on the front of its group.
  defp group([head | tail], key_fun, value_fun, groups) do
    key = key_fun.(head)
    value = value_fun.(head)

    case groups do
      %{^key => values} -> group(tail, key_fun, value_fun, %{groups | key => [value | values]})
      %{} -> group(tail, key_fun, value_fun, :maps.put(key, [value], groups))
    end
  end

  defp group([], _key_fun, _value_fun, groups), do: groups

  @doc """
  Keeps the keys that both maps have, with the values of the second.

      iex> :maps.intersect(%{a: 1, b: 2}, %{b: 3, c: 4})
      %{b: 3}
  """
  @spec intersect(map, map) :: map
  def intersect(map1, map2) when is_map(map1) and is_map(map2) do
    common(map1, map2, fn _key, _value1, value2 -> value2 end)
  end

  def intersect(map1, map2), do: bad_map([map1, map2])

  @doc """
  Keeps the keys that both maps have, with the values that `fun` makes of key and values.

      iex> :maps.intersect_with(fn _key, x, y -> x + y end, %{a: 1, b: 2}, %{b: 3})
      %{b: 5}
  """
  @spec intersect_with((term, term, term -> term), map, map) :: map
  def intersect_with(fun, map1, map2)
      when is_function(fun, 3) and is_map(map1) and is_map(map2) do
    common(map1, map2, fun)
  end

  def intersect_with(fun, map1, map2), do: bad_merge(fun, map1, map2)

  # The smaller of the two is walked.
  defp common(map1, map2, fun) when map_size(map1) <= map_size(map2) do
    map1
    |> walk([], fn key, value1, acc ->
      case map2 do
        %{^key => value2} -> [{key, fun.(key, value1, value2)} | acc]
        %{} -> acc
      end
    end)
    |> :maps.from_list()
  end

  defp common(map1, map2, fun) do
    common(map2, map1, fn key, value2, value1 -> fun.(key, value1, value2) end)
  end

  @doc """
  Returns the map with the values that `fun` makes of keys and values.

      iex> :maps.map(fn _key, value -> value * 10 end, %{a: 1, b: 2})
      %{a: 10, b: 20}
  """
  @spec map((term, term -> term), map | iterator) :: map
  def map(fun, map_or_iterator) do
    check_walk(fun, 2, map_or_iterator, [fun, map_or_iterator])

    map_or_iterator
    |> walk([], fn key, value, acc -> [{key, fun.(key, value)} | acc] end)
    |> :maps.from_list()
  end

  @doc """
  Merges two maps; for keys in both, `fun` gets the key and both values.

      iex> :maps.merge_with(fn _key, x, y -> x + y end, %{a: 1, b: 2}, %{b: 3, c: 4})
      %{a: 1, b: 5, c: 4}
  """
  @spec merge_with((term, term, term -> term), map, map) :: map
  def merge_with(fun, map1, map2) when is_function(fun, 3) and is_map(map1) and is_map(map2) do
    merged(map1, map2, fun)
  end

  def merge_with(fun, map1, map2), do: bad_merge(fun, map1, map2)

  defp merged(map1, map2, fun) when map_size(map1) >= map_size(map2) do
    walk(map2, map1, fn key, value2, acc ->
      case acc do
        %{^key => value1} -> %{acc | key => fun.(key, value1, value2)}
        %{} -> :maps.put(key, value2, acc)
      end
    end)
  end

  defp merged(map1, map2, fun) do
    merged(map2, map1, fn key, value2, value1 -> fun.(key, value1, value2) end)
  end

  @doc """
  Returns an empty map.

      iex> :maps.new()
      %{}
  """
  @spec new() :: map
  def new, do: %{}

  @doc """
  Returns the number of pairs.

      iex> :maps.size(%{a: 1})
      1
  """
  @spec size(map) :: non_neg_integer
  def size(map), do: map_size(map)

  @doc """
  Replaces the value of a key that must be there by what `fun` makes of it.

      iex> :maps.update_with(:a, fn x -> x + 1 end, %{a: 1})
      %{a: 2}
  """
  @spec update_with(term, (term -> term), map) :: map
  def update_with(key, fun, map) when is_function(fun, 1) and is_map(map) do
    case map do
      %{^key => value} -> %{map | key => fun.(value)}
      %{} -> :erlang.error({:badkey, key}, [key, fun, map])
    end
  end

  def update_with(key, fun, map) do
    if not is_map(map), do: bad_map([key, fun, map], map)

    bad_argument([key, fun, map], [{2, false, "not a fun that takes one argument"}])
  end

  @doc """
  Replaces the value of `key` by what `fun` makes of it, or puts `init` there.

      iex> :maps.update_with(:b, fn x -> x + 1 end, 0, %{a: 1})
      %{a: 1, b: 0}
  """
  @spec update_with(term, (term -> term), term, map) :: map
  def update_with(key, fun, init, map) when is_function(fun, 1) and is_map(map) do
    case map do
      %{^key => value} -> %{map | key => fun.(value)}
      %{} -> :maps.put(key, init, map)
    end
  end

  def update_with(key, fun, init, map) do
    if not is_map(map), do: bad_map([key, fun, init, map], map)

    bad_argument([key, fun, init, map], [{2, false, "not a fun that takes one argument"}])
  end

  @doc """
  Keeps the given keys.

      iex> :maps.with([:a, :c], %{a: 1, b: 2})
      %{a: 1}
  """
  @spec unquote(:with)(list, map) :: map
  def unquote(:with)(keys, map) when is_list(keys) and is_map(map) do
    keys |> with_pairs(map, []) |> :maps.from_list()
  end

  def unquote(:with)(keys, map), do: bad_keys(keys, map)

  defp with_pairs([key | rest], map, acc) do
    case map do
      %{^key => value} -> with_pairs(rest, map, [{key, value} | acc])
      %{} -> with_pairs(rest, map, acc)
    end
  end

  defp with_pairs([], _map, acc), do: acc

  @doc """
  Deletes the given keys.

      iex> :maps.without([:a, :c], %{a: 1, b: 2})
      %{b: 2}
  """
  @spec without(list, map) :: map
  def without(keys, map) when is_list(keys) and is_map(map) do
    :lists.foldl(&:maps.remove/2, map, keys)
  end

  def without(keys, map), do: bad_keys(keys, map)

  ## Walking

  defp walk(map, acc, fun) when is_map(map) and map_size(map) <= @small do
    walk_pairs(:maps.to_list(map), acc, fun)
  end

  defp walk(map, acc, fun) when is_map(map), do: walk_on(:maps.iterator(map), acc, fun, map)
  defp walk(iterator, acc, fun), do: walk_on(iterator, acc, fun, iterator)

  defp walk_pairs([{key, value} | rest], acc, fun),
    do: walk_pairs(rest, fun.(key, value, acc), fun)

  defp walk_pairs([], acc, _fun), do: acc

  defp walk_on(iterator, acc, fun, whole) do
    case next_of(iterator, whole) do
      {key, value, iterator} -> walk_on(iterator, fun.(key, value, acc), fun, whole)
      :none -> acc
    end
  end

  # What begins as an iterator may not go on as one.
  defp next_of(iterator, whole) do
    try do
      :maps.next(iterator)
    catch
      :error, :badarg -> :erlang.error({:badmap, whole})
    end
  end

  ## Errors

  defp check_walk(fun, arity, map_or_iterator, args) do
    cond do
      not is_function(fun, arity) ->
        bad_argument(args, [
          {1, false, "not a fun that takes #{if arity == 2, do: "two", else: "three"} arguments"},
          {length(args), iterable?(map_or_iterator), "not a map or an iterator"}
        ])

      not iterable?(map_or_iterator) ->
        bad_map(args, map_or_iterator)

      true ->
        :ok
    end
  end

  defp iterable?(map) when is_map(map), do: true

  defp iterable?(iterator) do
    try do
      :maps.next(iterator)
    catch
      :error, _ -> false
    else
      _ -> true
    end
  end

  defp proper_list?(list), do: is_list(list) and not List.improper?(list)

  defp not_a_list(list) when is_list(list), do: "not a proper list"
  defp not_a_list(_other), do: "not a list"

  defp bad_merge(fun, map1, map2) do
    if is_function(fun, 3), do: bad_map([fun, map1, map2], if(is_map(map1), do: map2, else: map1))

    bad_argument([fun, map1, map2], [
      {1, false, "not a fun that takes three arguments"},
      {2, is_map(map1), "not a map"},
      {3, is_map(map2), "not a map"}
    ])
  end

  defp bad_keys(keys, map) do
    if not is_map(map), do: bad_map([keys, map], map)

    bad_argument([keys, map], [{1, false, "not a list"}])
  end

  defp bad_map([map1, map2]), do: bad_map([map1, map2], if(is_map(map1), do: map2, else: map1))

  defp bad_map(args, not_map), do: raise_from(args, {:badmap, not_map}, %{})

  # Each check is {position, fine?, what to say if not}.
  defp bad_argument(args, checks) do
    raise_from(
      args,
      :badarg,
      for({position, false, text} <- checks, into: %{}, do: {position, text})
    )
  end

  defp raise_from(args, reason, cause) do
    :erlang.error(reason, args, error_info: %{module: __MODULE__, cause: cause})
  end

  @doc false
  def format_error(_reason, [{_module, _function, _args, info} | _]) do
    info |> Keyword.get(:error_info, %{}) |> Map.get(:cause, %{})
  end

  ## What the machine itself has

  @doc """
  The value of a key that the map has.

      iex> :maps.get(:a, %{a: nil})
      nil
  """
  @spec get(term, map) :: term
  def get(key, map)

  @doc """
  The value of a key, or a default.

      iex> :maps.get(:z, %{a: 1}, :none)
      :none
  """
  @spec get(term, map, term) :: term
  def get(key, map, default)

  @doc """
  {:ok, value} of a key, or :error.

      iex> :maps.find(:a, %{a: 1})
      {:ok, 1}
      iex> :maps.find(1.0, %{1 => :a})
      :error
  """
  @spec find(term, map) :: {:ok, term} | :error
  def find(key, map)

  @doc """
  Has the map that key?

      iex> :maps.is_key(:a, %{a: nil})
      true
  """
  @spec is_key(term, map) :: boolean
  def is_key(key, map)

  @doc """
  The map with a key's value put.

      iex> :maps.put(:a, 2, %{a: 1})
      %{a: 2}
  """
  @spec put(term, term, map) :: map
  def put(key, value, map)

  @doc """
  The map with the value of a key that it has replaced.

      iex> :maps.update(:a, 2, %{a: 1})
      %{a: 2}
  """
  @spec update(term, term, map) :: map
  def update(key, value, map)

  @doc """
  The map without a key.

      iex> :maps.remove(:z, %{a: 1})
      %{a: 1}
  """
  @spec remove(term, map) :: map
  def remove(key, map)

  @doc """
  {value, map without the key}, or :error.

      iex> :maps.take(:a, %{a: 1, b: 2})
      {1, %{b: 2}}
      iex> :maps.take(:z, %{a: 1})
      :error
  """
  @spec take(term, map) :: {term, map} | :error
  def take(key, map)

  @doc """
  The keys of a map.

      iex> :maps.keys(%{1 => :a, 2 => :b})
      [1, 2]
  """
  @spec keys(map) :: [term]
  def keys(map)

  @doc """
  The values of a map.

      iex> :maps.values(%{1 => :a, 2 => :b})
      [:a, :b]
  """
  @spec values(map) :: [term]
  def values(map)

  @doc """
  The {key, value} pairs of a map.

      iex> :maps.to_list(%{1 => :a, 2 => :b})
      [{1, :a}, {2, :b}]
  """
  @spec to_list(map | iterator) :: [{term, term}]
  def to_list(map_or_iterator)

  @doc """
  A map of {key, value} pairs, of which later ones win.

      iex> :maps.from_list([{1, :a}, {1, :b}])
      %{1 => :b}
  """
  @spec from_list([{term, term}]) :: map
  def from_list(pairs)

  @doc """
  A map of keys that all have the same value.

      iex> :maps.from_keys([1, 2, 1], true)
      %{1 => true, 2 => true}
  """
  @spec from_keys([term], term) :: map
  def from_keys(keys, value)

  @doc """
  The pairs of two maps, of which the second's win.

      iex> :maps.merge(%{1 => :a, 2 => :a}, %{2 => :b})
      %{1 => :a, 2 => :b}
  """
  @spec merge(map, map) :: map
  def merge(map1, map2)

  @doc """
  An iterator over the pairs of a map.

      iex> {key, value, _iterator} = :maps.next(:maps.iterator(%{1 => :a}))
      iex> {key, value}
      {1, :a}
  """
  @spec iterator(map) :: iterator
  def iterator(map)

  @doc """
  {key, value, iterator} of an iterator, or :none.

      iex> :maps.next(:maps.iterator(%{}))
      :none
  """
  @spec next(iterator) :: {term, term, iterator} | :none
  def next(iterator)
end
