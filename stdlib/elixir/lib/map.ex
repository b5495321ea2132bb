# Functions that need a map as such; what works on any enumerable is in enum.ex.

defmodule Map do
  @moduledoc """
  Functions for maps, the key-value structure to reach for first.

      iex> map = %{:a => 1, "two" => 2}
      iex> map["two"]
      2
      iex> map.a
      1

  Any term can be a key; keys are the same if they are equal under `===/2`. `map.key` raises
  for an absent key and works for atoms only, `map[key]` returns `nil`. The syntax
  `%{map | key: value}` replaces values of keys that must be present:

      iex> map = %{one: 1, two: 2}
      iex> %{map | one: "one"}
      %{one: "one", two: 2}

  Maps of up to 32 keys are kept in term order of their keys and take time in proportion to
  their size for insertion; larger ones are trees whose operations take logarithmic time, in
  an order that is not defined. To update nested maps see `put_in/2` and its neighbours in
  `Kernel`.
  """

  @type key :: any
  @type value :: any

  @doc """
  Makes a map of all `keys` with the same `value`.

      iex> Map.from_keys([:a, :b], 0)
      %{a: 0, b: 0}
  """
  @doc since: "1.14.0"
  @spec from_keys([key], value) :: map
  def from_keys(keys, value), do: :maps.from_keys(keys, value)

  @doc """
  Returns the keys, in the order of the map.

      iex> Map.keys(%{a: 1, b: 2})
      [:a, :b]
  """
  @spec keys(map) :: [key]
  def keys(map), do: :maps.keys(map)

  @doc """
  Returns the values, in the order of their keys.

      iex> Map.values(%{a: 1, b: 2})
      [1, 2]
  """
  @spec values(map) :: [value]
  def values(map), do: :maps.values(map)

  @doc """
  Returns the map as a list of `{key, value}`.

      iex> Map.to_list(%{a: 1, b: 2})
      [a: 1, b: 2]
  """
  @spec to_list(map) :: [{term, term}]
  def to_list(map) when is_map(map), do: :maps.to_list(map)
  def to_list(other), do: :erlang.error({:badmap, other})

  @doc """
  Returns an empty map.

      iex> Map.new()
      %{}
  """
  @spec new() :: map
  def new(), do: %{}

  @doc """
  Makes a map of an enumerable of `{key, value}`; of equal keys the last one stays.

      iex> Map.new([{:b, 1}, {:a, 2}])
      %{a: 2, b: 1}
      iex> Map.new(a: 1, a: 2)
      %{a: 2}
  """
  @spec new(Enumerable.t()) :: map
  def new(enumerable)

  def new(list) when is_list(list), do: :maps.from_list(list)
  def new(%_{} = enumerable), do: enumerable |> Enum.to_list() |> :maps.from_list()
  def new(%{} = map), do: map
  def new(enumerable), do: enumerable |> Enum.to_list() |> :maps.from_list()

  @doc """
  Makes a map of the `{key, value}` that `transform` returns for each element.

      iex> Map.new([:a, :b], fn x -> {x, x} end)
      %{a: :a, b: :b}
      iex> Map.new(%{a: 2}, fn {key, value} -> {key, value * 2} end)
      %{a: 4}
  """
  @spec new(Enumerable.t(), (term -> {key, value})) :: map
  def new(enumerable, transform) when is_function(transform, 1) do
    enumerable |> Enum.map(transform) |> :maps.from_list()
  end

  @doc """
  Returns `true` if `key` is in the map.

      iex> Map.has_key?(%{a: nil}, :a)
      true
      iex> Map.has_key?(%{a: nil}, :b)
      false
  """
  @spec has_key?(map, key) :: boolean
  def has_key?(map, key), do: :erlang.is_map_key(key, map)

  @doc """
  Returns `{:ok, value}`, or `:error` for an absent key.

      iex> Map.fetch(%{a: 1}, :a)
      {:ok, 1}
      iex> Map.fetch(%{a: 1}, :b)
      :error
  """
  @spec fetch(map, key) :: {:ok, value} | :error
  def fetch(map, key), do: :maps.find(key, map)

  @doc """
  Returns the value of `key` or raises `KeyError`.

      iex> Map.fetch!(%{a: 1}, :a)
      1
  """
  @spec fetch!(map, key) :: value
  def fetch!(map, key), do: :erlang.map_get(key, map)

  @doc """
  Puts `value` under `key` unless the key is present.

      iex> Map.put_new(%{a: 1}, :b, 2)
      %{a: 1, b: 2}
      iex> Map.put_new(%{a: 1}, :a, 2)
      %{a: 1}
  """
  @spec put_new(map, key, value) :: map
  def put_new(map, key, value) do
    case map do
      %{^key => _} -> map
      %{} -> :maps.put(key, value, map)
      other -> :erlang.error({:badmap, other})
    end
  end

  @doc """
  Replaces the value of `key`, if it is present.

      iex> Map.replace(%{a: 1}, :a, 2)
      %{a: 2}
      iex> Map.replace(%{a: 1}, :b, 2)
      %{a: 1}
  """
  @doc since: "1.11.0"
  @spec replace(map, key, value) :: map
  def replace(map, key, value) do
    case map do
      %{^key => _} -> :maps.update(key, value, map)
      %{} -> map
      other -> :erlang.error({:badmap, other})
    end
  end

  @doc """
  Replaces the value of `key` or raises `KeyError`.

      iex> Map.replace!(%{a: 1}, :a, 2)
      %{a: 2}
  """
  @doc since: "1.5.0"
  @spec replace!(map, key, value) :: map
  def replace!(map, key, value), do: :maps.update(key, value, map)

  @doc """
  Replaces the value of `key` by what `fun` makes of it, if the key is present.

      iex> Map.replace_lazy(%{a: 1}, :a, fn x -> x * 4 end)
      %{a: 4}
      iex> Map.replace_lazy(%{a: 1}, :b, fn x -> x * 4 end)
      %{a: 1}
  """
  @doc since: "1.14.0"
  @spec replace_lazy(map, key, (existing_value :: value -> new_value :: value)) :: map
  def replace_lazy(map, key, fun) when is_map(map) and is_function(fun, 1) do
    case map do
      %{^key => value} -> :maps.update(key, fun.(value), map)
      %{} -> map
    end
  end

  @doc """
  Puts what `fun` returns under `key` unless the key is present; only then calls `fun`.

      iex> Map.put_new_lazy(%{a: 1}, :b, fn -> 2 end)
      %{a: 1, b: 2}
  """
  @spec put_new_lazy(map, key, (-> value)) :: map
  def put_new_lazy(map, key, fun) when is_function(fun, 0) do
    case map do
      %{^key => _} -> map
      %{} -> :maps.put(key, fun.(), map)
      other -> :erlang.error({:badmap, other})
    end
  end

  @doc """
  Keeps only the given `keys`; absent ones are ignored.

      iex> Map.take(%{a: 1, b: 2, c: 3}, [:a, :c, :e])
      %{a: 1, c: 3}
  """
  @spec take(map, [key]) :: map
  def take(map, keys)

  def take(map, keys) when is_map(map) and is_list(keys), do: :maps.with(keys, map)

  def take(map, keys) when is_map(map) do
    warn_about_keys("Map.take/2")
    take(map, Enum.to_list(keys))
  end

  def take(non_map, _keys), do: :erlang.error({:badmap, non_map})

  @doc """
  Returns the value of `key`, or `default` if the key is absent.

      iex> Map.get(%{a: 1}, :a)
      1
      iex> Map.get(%{a: 1}, :b)
      nil
      iex> Map.get(%{a: nil}, :a, 1)
      nil
  """
  @spec get(map, key, value) :: value
  def get(map, key, default \\ nil) do
    case map do
      %{^key => value} -> value
      %{} -> default
      other -> :erlang.error({:badmap, other}, [map, key, default])
    end
  end

  @doc """
  Returns the value of `key`, or what `fun` returns if the key is absent.

      iex> Map.get_lazy(%{a: 1}, :b, fn -> 13 end)
      13
  """
  @spec get_lazy(map, key, (-> value)) :: value
  def get_lazy(map, key, fun) when is_function(fun, 0) do
    case map do
      %{^key => value} -> value
      %{} -> fun.()
      other -> :erlang.error({:badmap, other}, [map, key, fun])
    end
  end

  @doc """
  Puts `value` under `key`, replacing a value that is there.

      iex> Map.put(%{a: 1}, :b, 2)
      %{a: 1, b: 2}
      iex> Map.put(%{a: 1}, :a, 3)
      %{a: 3}
  """
  @spec put(map, key, value) :: map
  def put(map, key, value), do: :maps.put(key, value, map)

  @doc """
  Deletes `key`, if it is there.

      iex> Map.delete(%{a: 1, b: 2}, :a)
      %{b: 2}
  """
  @spec delete(map, key) :: map
  def delete(map, key), do: :maps.remove(key, map)

  @doc """
  Merges two maps; for keys in both, the value of the second stays.

      iex> Map.merge(%{a: 1, b: 2}, %{a: 3, d: 4})
      %{a: 3, b: 2, d: 4}
  """
  @spec merge(map, map) :: map
  def merge(map1, map2), do: :maps.merge(map1, map2)

  @doc """
  Merges two maps; for keys in both, `fun` gets the key and both values and returns the
  new value.

      iex> Map.merge(%{a: 1, b: 2}, %{a: 3, d: 4}, fn _key, x, y -> x + y end)
      %{a: 4, b: 2, d: 4}
  """
  @spec merge(map, map, (key, value, value -> value)) :: map
  def merge(map1, map2, fun) when is_function(fun, 3), do: :maps.merge_with(fun, map1, map2)

  @doc """
  Replaces the value of `key` by what `fun` makes of it, or puts `default` there.

  `default` is not handed to `fun`.

      iex> Map.update(%{a: 1}, :a, 13, fn x -> x * 2 end)
      %{a: 2}
      iex> Map.update(%{a: 1}, :b, 11, fn x -> x * 2 end)
      %{a: 1, b: 11}
  """
  @spec update(map, key, default :: value, (existing_value :: value -> new_value :: value)) ::
          map
  def update(map, key, default, fun) when is_function(fun, 1) do
    case map do
      %{^key => value} -> :maps.update(key, fun.(value), map)
      %{} -> :maps.put(key, default, map)
      other -> :erlang.error({:badmap, other}, [map, key, default, fun])
    end
  end

  @doc """
  Takes `key` out of the map; returns its value, or `default`, and the rest.

      iex> Map.pop(%{a: 1}, :a)
      {1, %{}}
      iex> Map.pop(%{a: 1}, :b, 3)
      {3, %{a: 1}}
  """
  @spec pop(map, key, default) :: {value | default, updated_map :: map} when default: value
  def pop(map, key, default \\ nil) do
    case :maps.take(key, map) do
      {_value, _rest} = popped -> popped
      :error -> {default, map}
    end
  end

  @doc """
  Takes `key` out of the map or raises `KeyError`.

      iex> Map.pop!(%{a: 1, b: 2}, :a)
      {1, %{b: 2}}
  """
  @doc since: "1.10.0"
  @spec pop!(map, key) :: {value, updated_map :: map}
  def pop!(map, key) do
    case :maps.take(key, map) do
      {_value, _rest} = popped -> popped
      :error -> raise KeyError, key: key, term: map
    end
  end

  @doc """
  Takes `key` out of the map; if it is absent, returns what `fun` returns.

      iex> Map.pop_lazy(%{a: 1}, :b, fn -> 13 end)
      {13, %{a: 1}}
  """
  @spec pop_lazy(map, key, (-> value)) :: {value, map}
  def pop_lazy(map, key, fun) when is_function(fun, 0) do
    case :maps.take(key, map) do
      {_value, _rest} = popped -> popped
      :error -> {fun.(), map}
    end
  end

  @doc """
  Deletes all the given `keys`; absent ones are ignored.

      iex> Map.drop(%{a: 1, b: 2, c: 3}, [:b, :d])
      %{a: 1, c: 3}
  """
  @spec drop(map, [key]) :: map
  def drop(map, keys)

  def drop(map, keys) when is_map(map) and is_list(keys), do: drop_keys(keys, map)

  def drop(map, keys) when is_map(map) do
    warn_about_keys("Map.drop/2")
    drop_keys(Enum.to_list(keys), map)
  end

  def drop(non_map, keys), do: :erlang.error({:badmap, non_map}, [non_map, keys])

  defp drop_keys([key | rest], map), do: drop_keys(rest, :maps.remove(key, map))
  defp drop_keys([], map), do: map

  @doc """
  Splits into a map of the given `keys` and one of the others.

      iex> Map.split(%{a: 1, b: 2, c: 3}, [:a, :c, :e])
      {%{a: 1, c: 3}, %{b: 2}}
  """
  @spec split(map, [key]) :: {map, map}
  def split(map, keys)

  def split(map, keys) when is_map(map) and is_list(keys), do: split_keys(keys, [], map)

  def split(map, keys) when is_map(map) do
    warn_about_keys("Map.split/2")
    split_keys(Enum.to_list(keys), [], map)
  end

  def split(non_map, keys), do: :erlang.error({:badmap, non_map}, [non_map, keys])

  defp split_keys([], taken, rest), do: {:maps.from_list(taken), rest}

  defp split_keys([key | keys], taken, rest) do
    case :maps.take(key, rest) do
      {value, rest} -> split_keys(keys, [{key, value} | taken], rest)
      :error -> split_keys(keys, taken, rest)
    end
  end

  defp warn_about_keys(function) do
    IO.warn(
      function <>
        " with an Enumerable of keys that is not a list is deprecated. " <>
        " Use a list of keys instead."
    )
  end

  @doc """
  Splits into a map of the pairs for which `fun` is truthy and one of the others.

      iex> Map.split_with(%{a: 1, b: 2, c: 3}, fn {_key, value} -> value > 1 end)
      {%{b: 2, c: 3}, %{a: 1}}
  """
  @doc since: "1.15.0"
  @spec split_with(map, ({key, value} -> as_boolean(term))) :: {map, map}
  def split_with(map, fun) when is_map(map) and is_function(fun, 1) do
    {accepted, rejected} = Enum.split_with(:maps.to_list(map), fun)
    {:maps.from_list(accepted), :maps.from_list(rejected)}
  end

  @doc """
  Replaces the value of `key` by what `fun` makes of it or raises `KeyError`.

      iex> Map.update!(%{a: 1}, :a, fn x -> x * 2 end)
      %{a: 2}
  """
  @spec update!(map, key, (existing_value :: value -> new_value :: value)) :: map
  def update!(map, key, fun) when is_function(fun, 1) do
    :maps.update(key, fun.(:erlang.map_get(key, map)), map)
  end

  @doc """
  Reads and updates the value of `key` in one go.

  `fun` gets the value, or `nil`, and returns `{returned, new_value}`, or `:pop` to take the
  key out.

      iex> Map.get_and_update(%{a: 1}, :a, fn x -> {x, "new"} end)
      {1, %{a: "new"}}
      iex> Map.get_and_update(%{a: 1}, :a, fn _ -> :pop end)
      {1, %{}}
  """
  @spec get_and_update(map, key, (value | nil -> {current_value, new_value :: value} | :pop)) ::
          {current_value, new_map :: map}
        when current_value: value
  def get_and_update(map, key, fun) when is_function(fun, 1) do
    current = get(map, key)

    case fun.(current) do
      {returned, new_value} -> {returned, :maps.put(key, new_value, map)}
      :pop -> {current, :maps.remove(key, map)}
      other -> raise_not_a_tuple(other)
    end
  end

  @doc """
  Reads and updates the value of `key` in one go or raises `KeyError`.

      iex> Map.get_and_update!(%{a: 1}, :a, fn x -> {x, x + 1} end)
      {1, %{a: 2}}
  """
  @spec get_and_update!(map, key, (value -> {current_value, new_value :: value} | :pop)) ::
          {current_value, map}
        when current_value: value
  def get_and_update!(map, key, fun) when is_function(fun, 1) do
    current = :erlang.map_get(key, map)

    case fun.(current) do
      {returned, new_value} -> {returned, :maps.put(key, new_value, map)}
      :pop -> {current, :maps.remove(key, map)}
      other -> raise_not_a_tuple(other)
    end
  end

  defp raise_not_a_tuple(other) do
    raise "the given function must return a two-element tuple or :pop, got: #{inspect(other)}"
  end

  @doc """
  Turns a struct into the map of its fields.

      iex> Map.from_struct(1..3)
      %{first: 1, last: 3, step: 1}
  """
  @spec from_struct(atom | struct) :: map
  def from_struct(struct)

  def from_struct(module) when is_atom(module) do
    IO.warn("Map.from_struct/1 with a module is deprecated, please pass a struct instead")
    :maps.remove(:__struct__, module.__struct__())
  end

  def from_struct(%_{} = struct), do: :maps.remove(:__struct__, struct)

  @doc """
  Returns `true` if both maps have the same keys with the same values, under `===/2`.

      iex> Map.equal?(%{a: 1, b: 2}, %{b: 2, a: 1})
      true
      iex> Map.equal?(%{a: 1}, %{a: 1.0})
      false
  """
  @spec equal?(map, map) :: boolean
  def equal?(map1, map2) when is_map(map1) and is_map(map2), do: map1 === map2

  @doc """
  Keeps the pairs for which `fun` is truthy.

      iex> Map.filter(%{one: 1, two: 2}, fn {_key, value} -> value > 1 end)
      %{two: 2}
  """
  @doc since: "1.13.0"
  @spec filter(map, ({key, value} -> as_boolean(term))) :: map
  def filter(map, fun) when is_map(map) and is_function(fun, 1) do
    map |> :maps.to_list() |> Enum.filter(fun) |> :maps.from_list()
  end

  @doc """
  Drops the pairs for which `fun` is truthy.

      iex> Map.reject(%{one: 1, two: 2}, fn {_key, value} -> value > 1 end)
      %{one: 1}
  """
  @doc since: "1.13.0"
  @spec reject(map, ({key, value} -> as_boolean(term))) :: map
  def reject(map, fun) when is_map(map) and is_function(fun, 1) do
    map |> :maps.to_list() |> Enum.reject(fun) |> :maps.from_list()
  end

  @doc """
  Keeps the keys that both maps have, with the values of the second.

      iex> Map.intersect(%{a: 1, b: 2}, %{b: "b", c: "c"})
      %{b: "b"}
  """
  @doc since: "1.15.0"
  @spec intersect(map, map) :: map
  def intersect(map1, map2), do: :maps.intersect(map1, map2)

  @doc """
  Keeps the keys that both maps have, with the values that `fun` makes of key and values.

      iex> Map.intersect(%{a: 1, b: 2}, %{b: 3, c: 4}, fn _key, x, y -> x + y end)
      %{b: 5}
  """
  @doc since: "1.15.0"
  @spec intersect(map, map, (key, value, value -> value)) :: map
  def intersect(map1, map2, fun) when is_function(fun, 3) do
    :maps.intersect_with(fun, map1, map2)
  end

  ## Deprecated

  @doc false
  @deprecated "Use Kernel.map_size/1 instead"
  def size(map), do: map_size(map)

  @doc false
  @deprecated "Use Map.new/2 instead (invoke Map.from_struct/1 before if you have a struct)"
  def map(map, fun) when is_map(map) do
    new(map, fn {key, _value} = pair -> {key, fun.(pair)} end)
  end
end
