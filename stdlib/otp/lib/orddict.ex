# Erlang's `orddict`: dictionaries as lists of pairs, sorted by key.

defmodule :orddict do
  @moduledoc """
  Dictionaries as lists of `{key, value}`, sorted by key.

  Keys that compare equal under `==/2` are the same. Operations take linear time.
  """

  @type orddict(key, value) :: [{key, value}]
  @type orddict :: orddict(term, term)

  @doc """
  Returns an empty dictionary.

      iex> :orddict.new()
      []
  """
  @spec new() :: []
  def new, do: []

  @doc """
  Returns `true` if `key` is there.

      iex> :orddict.is_key(:a, a: 1)
      true
  """
  @spec is_key(key, orddict(key, term)) :: boolean when key: term
  def is_key(key, [{head, _} | _]) when key < head, do: false
  def is_key(key, [{head, _} | rest]) when key > head, do: is_key(key, rest)
  def is_key(_key, [{_, _} | _]), do: true
  def is_key(_key, []), do: false

  @doc """
  Returns the pairs as a list: the dictionary itself.

      iex> :orddict.to_list(:orddict.from_list([{2, :b}, {1, :a}]))
      [{1, :a}, {2, :b}]
  """
  @spec to_list(orddict(key, value)) :: [{key, value}] when key: term, value: term
  def to_list(dict), do: dict

  @doc """
  Makes a dictionary of a list of pairs; of equal keys the last one stays.

      iex> :orddict.from_list(b: 1, a: 2, b: 3)
      [a: 2, b: 3]
  """
  @spec from_list([{key, value}]) :: orddict(key, value) when key: term, value: term
  def from_list([]), do: []
  def from_list([{_, _}] = pairs), do: pairs
  def from_list(pairs), do: :lists.ukeysort(1, reverse_pairs(pairs, []))

  defp reverse_pairs([{_, _} = pair | pairs], reversed),
    do: reverse_pairs(pairs, [pair | reversed])

  defp reverse_pairs([], reversed), do: reversed

  @doc """
  Returns the number of pairs.

      iex> :orddict.size(a: 1, b: 2)
      2
  """
  @spec size(orddict) :: non_neg_integer
  def size(dict), do: length(dict)

  @doc """
  Returns `true` if there is no pair.

      iex> :orddict.is_empty(:orddict.new())
      true
  """
  @spec is_empty(orddict) :: boolean
  def is_empty([]), do: true
  def is_empty([_ | _]), do: false

  @doc """
  Returns the value of a key that must be there.

      iex> :orddict.fetch(:a, a: 1)
      1
  """
  @spec fetch(key, orddict(key, value)) :: value when key: term, value: term
  def fetch(key, [{head, _} | rest]) when key > head, do: fetch(key, rest)
  def fetch(key, [{head, value} | _]) when key == head, do: value

  @doc """
  Returns `{:ok, value}`, or `:error` for an absent key.

      iex> :orddict.find(:b, a: 1)
      :error
  """
  @spec find(key, orddict(key, value)) :: {:ok, value} | :error when key: term, value: term
  def find(key, [{head, _} | _]) when key < head, do: :error
  def find(key, [{head, _} | rest]) when key > head, do: find(key, rest)
  def find(_key, [{_, value} | _]), do: {:ok, value}
  def find(_key, []), do: :error

  @doc """
  Returns the keys.

      iex> :orddict.fetch_keys(a: 1, b: 2)
      [:a, :b]
  """
  @spec fetch_keys(orddict(key, term)) :: [key] when key: term
  def fetch_keys([{key, _} | rest]), do: [key | fetch_keys(rest)]
  def fetch_keys([]), do: []

  @doc """
  Deletes `key`, if it is there.

      iex> :orddict.erase(:a, a: 1, b: 2)
      [b: 2]
  """
  @spec erase(key, orddict(key, value)) :: orddict(key, value) when key: term, value: term
  def erase(key, [{head, _} = pair | rest]) when key > head, do: [pair | erase(key, rest)]
  def erase(key, [{head, _} | _] = dict) when key < head, do: dict
  def erase(_key, [{_, _} | rest]), do: rest
  def erase(_key, []), do: []

  @doc """
  Takes `key` out; returns `{value, rest}`, or `:error`.

      iex> :orddict.take(:a, a: 1, b: 2)
      {1, [b: 2]}
  """
  @spec take(key, orddict(key, value)) :: {value, orddict(key, value)} | :error
        when key: term, value: term
  def take(key, dict), do: take(key, dict, [])

  defp take(key, [{head, _} = pair | rest], passed) when key > head do
    take(key, rest, [pair | passed])
  end

  defp take(key, [{head, value} | rest], passed) when key == head do
    {value, :lists.reverse(passed, rest)}
  end

  defp take(_key, _rest, _passed), do: :error

  @doc """
  Puts `value` under `key`.

      iex> :orddict.store(:b, 2, a: 1, c: 3)
      [a: 1, b: 2, c: 3]
  """
  @spec store(key, value, orddict(key, value)) :: orddict(key, value)
        when key: term, value: term
  def store(key, value, [{head, _} = pair | rest]) when key > head do
    [pair | store(key, value, rest)]
  end

  def store(key, value, [{head, _} | _] = dict) when key < head, do: [{key, value} | dict]
  def store(key, value, [{_, _} | rest]), do: [{key, value} | rest]
  def store(key, value, []), do: [{key, value}]

  @doc """
  Appends `value` to the list under `key`.

      iex> :orddict.append(:a, 2, a: [1])
      [a: [1, 2]]
  """
  @spec append(key, value, orddict(key, [value])) :: orddict(key, [value])
        when key: term, value: term
  def append(key, value, dict), do: append_list(key, [value], dict)

  @doc """
  Appends `values` to the list under `key`.

      iex> :orddict.append_list(:a, [2, 3], a: [1])
      [a: [1, 2, 3]]
  """
  @spec append_list(key, [value], orddict(key, [value])) :: orddict(key, [value])
        when key: term, value: term
  def append_list(key, values, dict), do: update(key, &(&1 ++ values), values, dict)

  @doc """
  Replaces the value of a key that must be there by what `fun` makes of it.

      iex> :orddict.update(:a, fn x -> x + 1 end, a: 1)
      [a: 2]
  """
  @spec update(key, (value -> value), orddict(key, value)) :: orddict(key, value)
        when key: term, value: term
  def update(key, fun, [{head, _} = pair | rest]) when key > head do
    [pair | update(key, fun, rest)]
  end

  def update(key, fun, [{head, value} | rest]) when key == head, do: [{key, fun.(value)} | rest]

  @doc """
  Replaces the value of `key` by what `fun` makes of it, or puts `init` there.

      iex> :orddict.update(:b, fn x -> x + 1 end, 0, a: 1)
      [a: 1, b: 0]
  """
  @spec update(key, (value -> value), value, orddict(key, value)) :: orddict(key, value)
        when key: term, value: term
  def update(key, fun, init, [{head, _} = pair | rest]) when key > head do
    [pair | update(key, fun, init, rest)]
  end

  def update(key, _fun, init, [{head, _} | _] = dict) when key < head, do: [{key, init} | dict]
  def update(key, fun, _init, [{_, value} | rest]), do: [{key, fun.(value)} | rest]
  def update(key, _fun, init, []), do: [{key, init}]

  @doc """
  Adds `increment` to the number under `key`, or puts it there.

      iex> :orddict.update_counter(:a, 5, a: 1)
      [a: 6]
  """
  @spec update_counter(key, number, orddict(key, number)) :: orddict(key, number) when key: term
  def update_counter(key, increment, dict) do
    update(key, &(&1 + increment), increment, dict)
  end

  @doc """
  Folds over keys and values in order.

      iex> :orddict.fold(fn key, value, acc -> [{value, key} | acc] end, [], a: 1, b: 2)
      [{2, :b}, {1, :a}]
  """
  @spec fold((key, value, acc -> acc), acc, orddict(key, value)) :: acc
        when key: term, value: term, acc: term
  def fold(fun, acc, [{key, value} | rest]), do: fold(fun, fun.(key, value, acc), rest)
  def fold(fun, acc, []) when is_function(fun, 3), do: acc

  @doc """
  Replaces all values by what `fun` makes of keys and values.

      iex> :orddict.map(fn _key, value -> -value end, a: 1)
      [a: -1]
  """
  @spec map((key, value1 -> value2), orddict(key, value1)) :: orddict(key, value2)
        when key: term, value1: term, value2: term
  def map(fun, [{key, value} | rest]), do: [{key, fun.(key, value)} | map(fun, rest)]
  def map(fun, []) when is_function(fun, 2), do: []

  @doc """
  Keeps the pairs for which `pred` is true.

      iex> :orddict.filter(fn _key, value -> value > 1 end, a: 1, b: 2)
      [b: 2]
  """
  @spec filter((key, value -> boolean), orddict(key, value)) :: orddict(key, value)
        when key: term, value: term
  def filter(pred, [{key, value} = pair | rest]) do
    case pred.(key, value) do
      true -> [pair | filter(pred, rest)]
      false -> filter(pred, rest)
    end
  end

  def filter(pred, []) when is_function(pred, 2), do: []

  @doc """
  Merges two dictionaries; for keys in both, `fun` gets the key and both values.

      iex> :orddict.merge(fn _key, x, y -> x + y end, [a: 1], a: 2, b: 3)
      [a: 3, b: 3]
  """
  @spec merge((key, value, value -> value), orddict(key, value), orddict(key, value)) ::
          orddict(key, value)
        when key: term, value: term
  def merge(fun, [{key1, _} = pair | rest1], [{key2, _} | _] = dict2) when key1 < key2 do
    [pair | merge(fun, rest1, dict2)]
  end

  def merge(fun, [{key1, _} | _] = dict1, [{key2, _} = pair | rest2]) when key1 > key2 do
    [pair | merge(fun, dict1, rest2)]
  end

  def merge(fun, [{key, value1} | rest1], [{_, value2} | rest2]) do
    [{key, fun.(key, value1, value2)} | merge(fun, rest1, rest2)]
  end

  def merge(fun, [], dict2) when is_function(fun, 3), do: dict2
  def merge(fun, dict1, []) when is_function(fun, 3), do: dict1
end
