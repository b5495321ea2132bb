# Erlang's `dict`: dictionaries, kept as a tagged map.

defmodule :dict do
  @moduledoc """
  Dictionaries of any keys and values.

  Keys are the same if they are equal under `===/2`. Operations take logarithmic time. Maps
  do all of this with less ceremony.
  """

  @opaque dict(key, value) :: {:dict, %{optional(key) => value}}
  @type dict :: dict(term, term)

  @doc """
  Returns an empty dictionary.

      iex> :dict.is_empty(:dict.new())
      true
  """
  @spec new() :: dict
  def new, do: {:dict, %{}}

  @doc """
  Returns `true` if `key` is there.

      iex> :dict.is_key(:a, :dict.from_list(a: 1))
      true
  """
  @spec is_key(key, dict(key, term)) :: boolean when key: term
  def is_key(key, {:dict, map}), do: is_map_key(map, key)

  @doc """
  Returns the pairs as a list.

      iex> :dict.to_list(:dict.from_list(a: 1))
      [a: 1]
  """
  @spec to_list(dict(key, value)) :: [{key, value}] when key: term, value: term
  def to_list({:dict, map}), do: :maps.to_list(map)

  @doc """
  Makes a dictionary of a list of pairs; of equal keys the last one stays.

      iex> :dict.fetch(:a, :dict.from_list(a: 1, a: 2))
      2
  """
  @spec from_list([{key, value}]) :: dict(key, value) when key: term, value: term
  def from_list(pairs),
    do: :lists.foldl(fn {key, value}, dict -> store(key, value, dict) end, new(), pairs)

  @doc """
  Returns the number of pairs.

      iex> :dict.size(:dict.from_list(a: 1, b: 2, a: 3))
      2
  """
  @spec size(dict) :: non_neg_integer
  def size({:dict, map}), do: map_size(map)

  @doc """
  Returns `true` if there is no pair.

      iex> :dict.is_empty(:dict.from_list(a: 1))
      false
  """
  @spec is_empty(dict) :: boolean
  def is_empty({:dict, map}), do: map_size(map) == 0

  @doc """
  Returns the value of a key; raises `ArgumentError` if it is absent.

      iex> :dict.fetch(:a, :dict.from_list(a: 1))
      1
  """
  @spec fetch(key, dict(key, value)) :: value when key: term, value: term
  def fetch(key, {:dict, map} = dict) do
    case map do
      %{^key => value} -> value
      %{} -> :erlang.error(:badarg, [key, dict])
    end
  end

  @doc """
  Returns `{:ok, value}`, or `:error` for an absent key.

      iex> :dict.find(:a, :dict.new())
      :error
  """
  @spec find(key, dict(key, value)) :: {:ok, value} | :error when key: term, value: term
  def find(key, {:dict, map}), do: :maps.find(key, map)

  @doc """
  Returns the keys.

      iex> :lists.sort(:dict.fetch_keys(:dict.from_list(b: 1, a: 2)))
      [:a, :b]
  """
  @spec fetch_keys(dict(key, term)) :: [key] when key: term
  def fetch_keys({:dict, map}), do: :maps.keys(map)

  @doc """
  Deletes `key`, if it is there.

      iex> :dict.to_list(:dict.erase(:a, :dict.from_list(a: 1, b: 2)))
      [b: 2]
      iex> :dict.to_list(:dict.erase(:z, :dict.from_list(a: 1)))
      [a: 1]
  """
  @spec erase(key, dict(key, value)) :: dict(key, value) when key: term, value: term
  def erase(key, {:dict, map}), do: {:dict, :maps.remove(key, map)}

  @doc """
  Takes `key` out; returns `{value, rest}`, or `:error`.

      iex> {value, rest} = :dict.take(:a, :dict.from_list(a: 1))
      iex> {value, :dict.is_empty(rest)}
      {1, true}
      iex> :dict.take(:z, :dict.from_list(a: 1))
      :error
  """
  @spec take(key, dict(key, value)) :: {value, dict(key, value)} | :error
        when key: term, value: term
  def take(key, {:dict, map}) do
    case :maps.take(key, map) do
      {value, rest} -> {value, {:dict, rest}}
      :error -> :error
    end
  end

  @doc """
  Puts `value` under `key`.

      iex> dict = :dict.store(:a, 2, :dict.from_list(a: 1))
      iex> :dict.to_list(dict)
      [a: 2]
  """
  @spec store(key, value, dict(key, value)) :: dict(key, value) when key: term, value: term
  def store(key, value, {:dict, map}), do: {:dict, :maps.put(key, value, map)}

  @doc """
  Appends `value` to the list under `key`.

      iex> dict = :dict.append(:a, 2, :dict.from_list(a: [1]))
      iex> :dict.fetch(:a, dict)
      [1, 2]
  """
  @spec append(key, value, dict(key, [value])) :: dict(key, [value]) when key: term, value: term
  def append(key, value, dict), do: append_list(key, [value], dict)

  @doc """
  Appends `values` to the list under `key`.

      iex> dict = :dict.append_list(:a, [2, 3], :dict.from_list(a: [1]))
      iex> :dict.fetch(:a, dict)
      [1, 2, 3]
  """
  @spec append_list(key, [value], dict(key, [value])) :: dict(key, [value])
        when key: term, value: term
  def append_list(key, values, {:dict, _} = dict) when is_list(values) do
    update(key, &(&1 ++ values), values, dict)
  end

  @doc """
  Replaces the value of a key by what `fun` makes of it; raises `ArgumentError` if it is absent.

      iex> :dict.fetch(:a, :dict.update(:a, &(&1 + 1), :dict.from_list(a: 1)))
      2
  """
  @spec update(key, (value -> value), dict(key, value)) :: dict(key, value)
        when key: term, value: term
  def update(key, fun, {:dict, map} = dict) do
    case map do
      %{^key => value} -> {:dict, %{map | key => fun.(value)}}
      %{} -> :erlang.error(:badarg, [key, fun, dict])
    end
  end

  @doc """
  Replaces the value of `key` by what `fun` makes of it, or puts `init` there.

      iex> dict = :dict.update(:a, fn x -> x + 1 end, 0, :dict.new())
      iex> :dict.fetch(:a, dict)
      0
  """
  @spec update(key, (value -> value), value, dict(key, value)) :: dict(key, value)
        when key: term, value: term
  def update(key, fun, init, {:dict, map}) do
    case map do
      %{^key => value} -> {:dict, %{map | key => fun.(value)}}
      %{} -> {:dict, :maps.put(key, init, map)}
    end
  end

  @doc """
  Adds `increment` to the number under `key`, or puts it there.

      iex> dict = :dict.update_counter(:a, 5, :dict.new())
      iex> :dict.fetch(:a, :dict.update_counter(:a, -2, dict))
      3
  """
  @spec update_counter(key, number, dict(key, number)) :: dict(key, number) when key: term
  def update_counter(key, increment, {:dict, _} = dict) when is_number(increment) do
    update(key, &(&1 + increment), increment, dict)
  end

  @doc """
  Folds over keys and values.

      iex> :dict.fold(fn _key, value, sum -> sum + value end, 0, :dict.from_list(a: 1, b: 2))
      3
  """
  @spec fold((key, value, acc -> acc), acc, dict(key, value)) :: acc
        when key: term, value: term, acc: term
  def fold(fun, acc, {:dict, map}), do: :maps.fold(fun, acc, map)

  @doc """
  Replaces all values by what `fun` makes of keys and values.

      iex> :dict.fetch(:a, :dict.map(fn key, value -> {key, value} end, :dict.from_list(a: 1)))
      {:a, 1}
  """
  @spec map((key, value1 -> value2), dict(key, value1)) :: dict(key, value2)
        when key: term, value1: term, value2: term
  def map(fun, {:dict, map}), do: {:dict, :maps.map(fun, map)}

  @doc """
  Keeps the pairs for which `pred` is true.

      iex> :dict.fetch_keys(:dict.filter(fn _key, value -> value > 1 end, :dict.from_list(a: 1, b: 2)))
      [:b]
  """
  @spec filter((key, value -> boolean), dict(key, value)) :: dict(key, value)
        when key: term, value: term
  def filter(pred, {:dict, map}), do: {:dict, :maps.filter(pred, map)}

  @doc """
  Merges two dictionaries; for keys in both, `fun` gets the key and both values.

      iex> merged = :dict.merge(fn _key, x, y -> x + y end, :dict.from_list(a: 1, b: 2), :dict.from_list(b: 3))
      iex> :lists.sort(:dict.to_list(merged))
      [a: 1, b: 5]
  """
  @spec merge((key, value, value -> value), dict(key, value), dict(key, value)) ::
          dict(key, value)
        when key: term, value: term
  def merge(fun, {:dict, map1}, {:dict, map2}), do: {:dict, :maps.merge_with(fun, map1, map2)}
end
