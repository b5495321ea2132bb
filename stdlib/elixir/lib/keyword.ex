# Functions for keyword lists: lists of pairs whose first element is an atom.

defmodule Keyword do
  @moduledoc """
  Functions for keyword lists.

  A keyword list is a list of two-element tuples with an atom, the key, in front. Elixir has
  a syntax for it, and as the last argument of a call it needs no brackets:

      iex> [{:trim, true}, {:parts, 2}] == [trim: true, parts: 2]
      true
      iex> String.split("a-b-c", "-", parts: 2)
      ["a", "b-c"]

  Unlike in a map, keys can occur more than once and keep their order, which makes keyword
  lists the usual form of options. Functions that read one value take the first entry of the
  key; those that write one take care that a single entry stays. As these are lists, access
  takes linear time: for data use maps.
  """

  @type key :: atom
  @type value :: any
  @type t :: [{key, value}]
  @type t(value) :: [{key, value}]

  @typedoc "An entry of the defaults of `validate/2`: a key alone or one with its value."
  @type default :: any

  @doc """
  Makes a keyword list of all `keys` with the same `value`.

      iex> Keyword.from_keys([:foo, :bar], 0)
      [foo: 0, bar: 0]
  """
  @doc since: "1.14.0"
  @spec from_keys([key], value) :: t(value)
  def from_keys(keys, value) when is_list(keys) do
    :lists.map(
      fn
        key when is_atom(key) ->
          {key, value}

        other ->
          raise ArgumentError, "expected a list of atoms as keys, got: #{inspect(other)}"
      end,
      keys
    )
  end

  @doc """
  Returns `true` if `term` is a keyword list.

      iex> Keyword.keyword?(a: 1)
      true
      iex> Keyword.keyword?([])
      true
      iex> Keyword.keyword?([{"a", 1}])
      false
      iex> Keyword.keyword?(%{a: 1})
      false
  """
  @spec keyword?(term) :: boolean
  def keyword?(term)

  def keyword?([{key, _value} | rest]) when is_atom(key), do: keyword?(rest)
  def keyword?([]), do: true
  def keyword?(_other), do: false

  @doc """
  Returns an empty keyword list.

      iex> Keyword.new()
      []
  """
  @spec new :: []
  def new, do: []

  @doc """
  Makes a keyword list of an enumerable of pairs; of equal keys the last one stays.

      iex> Keyword.new(%{a: 1, b: 2})
      [a: 1, b: 2]
      iex> Keyword.new(a: 1, b: 2, a: 3)
      [b: 2, a: 3]
  """
  @spec new(Enumerable.t()) :: t
  def new(pairs), do: new(pairs, fn pair -> pair end)

  @doc """
  Makes a keyword list of the pairs that `transform` returns for each element.

      iex> Keyword.new([:a, :b], fn x -> {x, x} end)
      [a: :a, b: :b]
  """
  @spec new(Enumerable.t(), (term -> {key, value})) :: t
  def new(pairs, transform) when is_function(transform, 1) do
    # Backwards, the first entry of a key that is met is the one to stay.
    pairs
    |> Enum.reverse()
    |> Enum.reduce([], fn pair, keywords ->
      {key, value} = transform.(pair)
      put_new(keywords, key, value)
    end)
  end

  @doc """
  Checks the keys of a keyword list and fills in defaults.

  `values` lists the allowed keys, alone or with a default. Returns `{:ok, keywords}` or
  `{:error, keys}` with the keys that are unknown or repeated.

      iex> {:ok, result} = Keyword.validate([one: 1], [:one, two: 2])
      iex> Enum.sort(result)
      [one: 1, two: 2]
      iex> Keyword.validate([three: 3], [:one, two: 2])
      {:error, [:three]}
  """
  @doc since: "1.13.0"
  @spec validate(keyword, values :: [atom | {atom, term}]) :: {:ok, keyword} | {:error, [atom]}
  def validate(keyword, values) when is_list(keyword) and is_list(values) do
    validate(keyword, values, [], [], [])
  end

  # Each key is struck off the values, so that a repeated one turns up as one that is not
  # allowed, and the defaults that stay are those to add. The search goes on where the last
  # one ended, since options mostly come in the order of the values.
  defp validate([{key, _value} = pair | rest], ahead, passed, good, bad) when is_atom(key) do
    with :error <- strike(ahead, key, passed), :error <- strike(passed, key, ahead) do
      validate(rest, ahead, passed, good, [key | bad])
    else
      {ahead, passed} -> validate(rest, ahead, passed, [pair | good], bad)
    end
  end

  defp validate([], ahead, passed, good, []) do
    {:ok, add_defaults(ahead, add_defaults(passed, :lists.reverse(good)))}
  end

  defp validate([], _ahead, _passed, _good, bad), do: {:error, bad}

  defp validate([entry | _], _ahead, _passed, _good, _bad) do
    raise ArgumentError,
          "expected a keyword list as first argument, got invalid entry: #{inspect(entry)}"
  end

  defp strike([key | rest], key, passed), do: {rest, passed}
  defp strike([{key, _default} | rest], key, passed), do: {rest, passed}
  defp strike([other | rest], key, passed), do: strike(rest, key, [other | passed])
  defp strike([], _key, _passed), do: :error

  defp add_defaults([key | rest], keywords) when is_atom(key), do: add_defaults(rest, keywords)

  defp add_defaults([{key, _} = default | rest], keywords) when is_atom(key) do
    add_defaults(rest, [default | keywords])
  end

  defp add_defaults([], keywords), do: keywords

  defp add_defaults([other | _], _keywords) do
    raise ArgumentError,
          "expected the second argument to be a list of atoms or tuples, got: #{inspect(other)}"
  end

  @doc """
  Like `validate/2`, but returns the list itself or raises `ArgumentError`.

      iex> Keyword.validate!([one: 1], [:one, :two])
      [one: 1]
      iex> Keyword.validate!([three: 3], [:one, two: 2])
      ** (ArgumentError) unknown keys [:three] in [three: 3], the allowed keys are: [:one, :two]
  """
  @doc since: "1.13.0"
  @spec validate!(keyword, values :: [atom | {atom, term}]) :: keyword
  def validate!(keyword, values) do
    case validate(keyword, values) do
      {:ok, keyword} ->
        keyword

      {:error, bad_keys} ->
        allowed =
          for value <- values, do: if(is_atom(value), do: value, else: elem(value, 0))

        case Enum.reject(bad_keys, &(&1 in allowed)) do
          [] ->
            raise ArgumentError, "duplicate keys #{inspect(bad_keys)} in #{inspect(keyword)}"

          unknown ->
            raise ArgumentError,
                  "unknown keys #{inspect(unknown)} in #{inspect(keyword)}, " <>
                    "the allowed keys are: #{inspect(allowed)}"
        end
    end
  end

  @doc """
  Returns the value of the first entry of `key`, or `default`.

      iex> Keyword.get([a: 1, a: 2], :a)
      1
      iex> Keyword.get([a: 1], :b, 3)
      3
      iex> Keyword.get([a: nil], :a, 3)
      nil
  """
  @spec get(t, key, default) :: value | default
  def get(keywords, key, default \\ nil) when is_list(keywords) and is_atom(key) do
    case :lists.keyfind(key, 1, keywords) do
      {^key, value} -> value
      false -> default
    end
  end

  @doc """
  Returns the value of the first entry of `key`, or what `fun` returns.

      iex> Keyword.get_lazy([a: 1], :b, fn -> 13 end)
      13
  """
  @spec get_lazy(t, key, (-> value)) :: value
  def get_lazy(keywords, key, fun)
      when is_list(keywords) and is_atom(key) and is_function(fun, 0) do
    case :lists.keyfind(key, 1, keywords) do
      {^key, value} -> value
      false -> fun.()
    end
  end

  @doc """
  Reads and updates the value of `key` in one go; further entries of it are deleted.

  `fun` gets the value, or `nil`, and returns `{returned, new_value}`, or `:pop` to delete
  the first entry.

      iex> Keyword.get_and_update([a: 1], :a, fn x -> {x, "new"} end)
      {1, [a: "new"]}
      iex> Keyword.get_and_update([a: 1, b: 2], :a, fn _ -> :pop end)
      {1, [b: 2]}
  """
  @spec get_and_update(t, key, (value | nil -> {current_value, new_value :: value} | :pop)) ::
          {current_value, new_keywords :: t}
        when current_value: value
  def get_and_update(keywords, key, fun) when is_list(keywords) and is_atom(key) do
    get_and_update(keywords, [], key, fun)
  end

  defp get_and_update([{key, current} | rest], before, key, fun) do
    case fun.(current) do
      {returned, value} -> {returned, :lists.reverse(before, [{key, value} | delete(rest, key)])}
      :pop -> {current, :lists.reverse(before, rest)}
      other -> raise_not_a_tuple(other)
    end
  end

  defp get_and_update([{_, _} = pair | rest], before, key, fun) do
    get_and_update(rest, [pair | before], key, fun)
  end

  defp get_and_update([], before, key, fun) do
    case fun.(nil) do
      {returned, value} -> {returned, [{key, value} | :lists.reverse(before)]}
      :pop -> {nil, :lists.reverse(before)}
      other -> raise_not_a_tuple(other)
    end
  end

  @doc """
  Reads and updates the value of `key` in one go or raises `KeyError`.

      iex> Keyword.get_and_update!([a: 1], :a, fn x -> {x, x + 1} end)
      {1, [a: 2]}
  """
  @spec get_and_update!(t, key, (value -> {current_value, new_value :: value} | :pop)) ::
          {current_value, new_keywords :: t}
        when current_value: value
  def get_and_update!(keywords, key, fun) when is_list(keywords) and is_atom(key) do
    get_and_update!(keywords, key, fun, [])
  end

  defp get_and_update!([{key, current} | rest], key, fun, before) do
    case fun.(current) do
      {returned, value} -> {returned, :lists.reverse(before, [{key, value} | delete(rest, key)])}
      :pop -> {current, :lists.reverse(before, rest)}
      other -> raise_not_a_tuple(other)
    end
  end

  defp get_and_update!([{_, _} = pair | rest], key, fun, before) do
    get_and_update!(rest, key, fun, [pair | before])
  end

  # Elixir shows the entries it has passed, the last one first, and so do we.
  defp get_and_update!([], key, _fun, before), do: raise(KeyError, key: key, term: before)

  defp raise_not_a_tuple(other) do
    raise "the given function must return a two-element tuple or :pop, got: #{inspect(other)}"
  end

  @doc """
  Returns `{:ok, value}` for the first entry of `key`, or `:error`.

      iex> Keyword.fetch([a: 1], :a)
      {:ok, 1}
      iex> Keyword.fetch([a: 1], :b)
      :error
  """
  @spec fetch(t, key) :: {:ok, value} | :error
  def fetch(keywords, key) when is_list(keywords) and is_atom(key) do
    case :lists.keyfind(key, 1, keywords) do
      {^key, value} -> {:ok, value}
      false -> :error
    end
  end

  @doc """
  Returns the value of the first entry of `key` or raises `KeyError`.

      iex> Keyword.fetch!([a: 1], :a)
      1
  """
  @spec fetch!(t, key) :: value
  def fetch!(keywords, key) when is_list(keywords) and is_atom(key) do
    case :lists.keyfind(key, 1, keywords) do
      {^key, value} -> value
      false -> raise KeyError, key: key, term: keywords
    end
  end

  @doc """
  Returns the values of all entries of `key`.

      iex> Keyword.get_values([a: 1, b: 2, a: 3], :a)
      [1, 3]
      iex> Keyword.get_values([a: 1], :b)
      []
  """
  @spec get_values(t, key) :: [value]
  def get_values(keywords, key) when is_list(keywords) and is_atom(key) do
    get_values(keywords, key, [])
  end

  defp get_values([{key, value} | rest], key, values), do: get_values(rest, key, [value | values])
  defp get_values([{_, _} | rest], key, values), do: get_values(rest, key, values)
  defp get_values([], _key, values), do: :lists.reverse(values)

  @doc """
  Returns the keys of all entries.

      iex> Keyword.keys(a: 1, b: 2, a: 3)
      [:a, :b, :a]
  """
  @spec keys(t) :: [key]
  def keys(keywords) when is_list(keywords) do
    :lists.map(
      fn
        {key, _value} when is_atom(key) ->
          key

        other ->
          raise ArgumentError,
                "expected a keyword list, but an entry in the list is not a two-element tuple " <>
                  "with an atom as its first element, got: #{inspect(other)}"
      end,
      keywords
    )
  end

  @doc """
  Returns the values of all entries.

      iex> Keyword.values(a: 1, b: 2, a: 3)
      [1, 2, 3]
  """
  @spec values(t) :: [value]
  def values(keywords) when is_list(keywords) do
    :lists.map(fn {key, value} when is_atom(key) -> value end, keywords)
  end

  @doc """
  Deletes all entries of `key`.

      iex> Keyword.delete([a: 1, b: 2, a: 3], :a)
      [b: 2]
  """
  @spec delete(t, key) :: t
  def delete(keywords, key) when is_list(keywords) and is_atom(key) do
    # A list without the key is not copied.
    if :lists.keymember(key, 1, keywords), do: delete_key(keywords, key), else: keywords
  end

  defp delete_key([{key, _} | rest], key), do: delete_key(rest, key)
  defp delete_key([{_, _} = pair | rest], key), do: [pair | delete_key(rest, key)]
  defp delete_key([], _key), do: []

  @doc """
  Deletes the first entry of `key`.

      iex> Keyword.delete_first([a: 1, b: 2, a: 3], :a)
      [b: 2, a: 3]
  """
  @spec delete_first(t, key) :: t
  def delete_first(keywords, key) when is_list(keywords) and is_atom(key) do
    if :lists.keymember(key, 1, keywords), do: delete_first_key(keywords, key), else: keywords
  end

  defp delete_first_key([{key, _} | rest], key), do: rest
  defp delete_first_key([{_, _} = pair | rest], key), do: [pair | delete_first_key(rest, key)]

  @doc """
  Puts `value` under `key` in front, deleting all other entries of the key.

      iex> Keyword.put([b: 2], :a, 1)
      [a: 1, b: 2]
      iex> Keyword.put([a: 1, b: 2, a: 4], :a, 3)
      [a: 3, b: 2]
  """
  @spec put(t, key, value) :: t
  def put(keywords, key, value) when is_list(keywords) and is_atom(key) do
    [{key, value} | delete(keywords, key)]
  end

  @doc """
  Puts what `fun` returns under `key` unless the key is present; only then calls `fun`.

      iex> Keyword.put_new_lazy([a: 1], :b, fn -> 13 end)
      [b: 13, a: 1]
  """
  @spec put_new_lazy(t, key, (-> value)) :: t
  def put_new_lazy(keywords, key, fun)
      when is_list(keywords) and is_atom(key) and is_function(fun, 0) do
    if :lists.keymember(key, 1, keywords), do: keywords, else: [{key, fun.()} | keywords]
  end

  @doc """
  Puts `value` under `key` in front unless the key is present.

      iex> Keyword.put_new([a: 1], :b, 2)
      [b: 2, a: 1]
      iex> Keyword.put_new([a: 1], :a, 2)
      [a: 1]
  """
  @spec put_new(t, key, value) :: t
  def put_new(keywords, key, value) when is_list(keywords) and is_atom(key) do
    if :lists.keymember(key, 1, keywords), do: keywords, else: [{key, value} | keywords]
  end

  @doc """
  Replaces the value of `key` in place, if it is present, and deletes further entries of it.

      iex> Keyword.replace([a: 1, b: 2, a: 4], :a, 3)
      [a: 3, b: 2]
      iex> Keyword.replace([a: 1], :b, 3)
      [a: 1]
  """
  @doc since: "1.11.0"
  @spec replace(t, key, value) :: t
  def replace(keywords, key, value) when is_list(keywords) and is_atom(key) do
    do_replace(keywords, key, value)
  end

  defp do_replace([{key, _} | rest], key, value), do: [{key, value} | delete(rest, key)]
  defp do_replace([{_, _} = pair | rest], key, value), do: [pair | do_replace(rest, key, value)]
  defp do_replace([], _key, _value), do: []

  @doc """
  Replaces the value of `key` in place and deletes further entries of it, or raises `KeyError`.

      iex> Keyword.replace!([a: 1, b: 2, a: 4], :a, 3)
      [a: 3, b: 2]
  """
  @doc since: "1.5.0"
  @spec replace!(t, key, value) :: t
  def replace!(keywords, key, value) when is_list(keywords) and is_atom(key) do
    replace!(keywords, key, value, keywords)
  end

  defp replace!([{key, _} | rest], key, value, _original), do: [{key, value} | delete(rest, key)]

  defp replace!([{_, _} = pair | rest], key, value, original) do
    [pair | replace!(rest, key, value, original)]
  end

  defp replace!([], key, _value, original), do: raise(KeyError, key: key, term: original)

  @doc """
  Replaces the value of `key` by what `fun` makes of it, if the key is present.

      iex> Keyword.replace_lazy([a: 1, b: 2], :a, fn x -> x * 4 end)
      [a: 4, b: 2]
  """
  @doc since: "1.14.0"
  @spec replace_lazy(t, key, (existing_value :: value -> new_value :: value)) :: t
  def replace_lazy(keywords, key, fun)
      when is_list(keywords) and is_atom(key) and is_function(fun, 1) do
    do_replace_lazy(keywords, key, fun)
  end

  defp do_replace_lazy([{key, value} | rest], key, fun) do
    [{key, fun.(value)} | delete(rest, key)]
  end

  defp do_replace_lazy([{_, _} = pair | rest], key, fun) do
    [pair | do_replace_lazy(rest, key, fun)]
  end

  defp do_replace_lazy([], _key, _fun), do: []

  @doc """
  Returns `true` if both lists have the same entries, in any order of the keys.

      iex> Keyword.equal?([a: 1, b: 2], [b: 2, a: 1])
      true
      iex> Keyword.equal?([a: 1], [a: 1.0])
      false
  """
  @spec equal?(t, t) :: boolean
  def equal?(left, right) when is_list(left) and is_list(right) do
    :lists.sort(left) === :lists.sort(right)
  end

  @doc """
  Keeps the entries whose keys both lists have, with the values that `fun` makes of the key
  and both values; by default that of the second.

      iex> Keyword.intersect([a: 1, b: 2], b: 11, c: 12)
      [b: 11]
      iex> Keyword.intersect([a: 1, b: 2], [b: 3, c: 4], fn _key, x, y -> x + y end)
      [b: 5]
  """
  @doc since: "1.17.0"
  @spec intersect(t, t, (key, value, value -> value)) :: t
  def intersect(keyword1, keyword2, fun \\ fn _key, _value1, value2 -> value2 end)

  def intersect([{key, value1} | rest], keyword2, fun) do
    case :lists.keyfind(key, 1, keyword2) do
      {^key, value2} -> [{key, fun.(key, value1, value2)} | intersect(rest, keyword2, fun)]
      false -> intersect(rest, keyword2, fun)
    end
  end

  def intersect([], _keyword2, _fun), do: []

  @doc """
  Merges two lists: the entries of the first whose keys are not in the second, then those of
  the second.

      iex> Keyword.merge([a: 1, b: 2], a: 3, d: 4, a: 5)
      [b: 2, a: 3, d: 4, a: 5]
  """
  @spec merge(t, t) :: t
  def merge(keywords1, keywords2)

  def merge(keywords1, []) when is_list(keywords1), do: keywords1
  def merge([], keywords2) when is_list(keywords2), do: keywords2

  def merge(keywords1, keywords2) when is_list(keywords1) and is_list(keywords2) do
    if keyword?(keywords2) do
      not_overridden = fn
        {key, _} when is_atom(key) -> not :lists.keymember(key, 1, keywords2)
        _ -> raise_not_a_keyword("first", keywords1)
      end

      :lists.filter(not_overridden, keywords1) ++ keywords2
    else
      raise_not_a_keyword("second", keywords2)
    end
  end

  @doc """
  Merges two lists; for keys in both, `fun` gets the key and both values and returns the new
  value.

  The entries of repeated keys are paired one by one.

      iex> Keyword.merge([a: 1, b: 2], [a: 3, d: 4], fn _key, x, y -> x + y end)
      [b: 2, a: 4, d: 4]
      iex> Keyword.merge([a: 1, a: 2], [a: 10], fn _key, x, y -> x + y end)
      [a: 11]
  """
  @spec merge(t, t, (key, value, value -> value)) :: t
  def merge(keywords1, keywords2, fun)

  def merge(keywords1, keywords2, fun)
      when is_list(keywords1) and is_list(keywords2) and is_function(fun, 3) do
    if keyword?(keywords1) do
      do_merge(keywords2, [], keywords1, keywords1, fun, keywords2)
    else
      raise_not_a_keyword("first", keywords1)
    end
  end

  # `rest` is the first list without the keys met so far; `left` still has what is to be paired.
  defp do_merge([{key, value2} | tail], merged, rest, left, fun, keywords2) when is_atom(key) do
    case :lists.keyfind(key, 1, left) do
      {^key, value1} ->
        merged = [{key, fun.(key, value1, value2)} | merged]
        left = :lists.keydelete(key, 1, left)
        do_merge(tail, merged, delete(rest, key), left, fun, keywords2)

      false ->
        do_merge(tail, [{key, value2} | merged], rest, left, fun, keywords2)
    end
  end

  defp do_merge([], merged, rest, _left, _fun, _keywords2), do: rest ++ :lists.reverse(merged)

  defp do_merge(_other, _merged, _rest, _left, _fun, keywords2) do
    raise_not_a_keyword("second", keywords2)
  end

  defp raise_not_a_keyword(which, term) do
    raise ArgumentError, "expected a keyword list as the #{which} argument, got: #{inspect(term)}"
  end

  @doc """
  Returns `true` if there is an entry of `key`.

      iex> Keyword.has_key?([a: nil], :a)
      true
      iex> Keyword.has_key?([a: nil], :b)
      false
  """
  @spec has_key?(t, key) :: boolean
  def has_key?(keywords, key) when is_list(keywords) and is_atom(key) do
    :lists.keymember(key, 1, keywords)
  end

  @doc """
  Replaces the value of `key` by what `fun` makes of it or raises `KeyError`; further entries
  of the key are deleted.

      iex> Keyword.update!([a: 1, b: 2, a: 3], :a, fn x -> x * 2 end)
      [a: 2, b: 2]
  """
  @spec update!(t, key, (current_value :: value -> new_value :: value)) :: t
  def update!(keywords, key, fun)
      when is_list(keywords) and is_atom(key) and is_function(fun, 1) do
    update!(keywords, key, fun, keywords)
  end

  defp update!([{key, value} | rest], key, fun, _original) do
    [{key, fun.(value)} | delete(rest, key)]
  end

  defp update!([{_, _} = pair | rest], key, fun, original) do
    [pair | update!(rest, key, fun, original)]
  end

  defp update!([], key, _fun, original), do: raise(KeyError, key: key, term: original)

  @doc """
  Replaces the value of `key` by what `fun` makes of it, or appends `default`; further
  entries of the key are deleted.

      iex> Keyword.update([a: 1, a: 3], :a, 13, fn x -> x * 2 end)
      [a: 2]
      iex> Keyword.update([a: 1], :b, 11, fn x -> x * 2 end)
      [a: 1, b: 11]
  """
  @spec update(t, key, default :: value, (existing_value :: value -> new_value :: value)) :: t
  def update(keywords, key, default, fun)
      when is_list(keywords) and is_atom(key) and is_function(fun, 1) do
    update_guarded(keywords, key, default, fun)
  end

  defp update_guarded([{key, value} | rest], key, _default, fun) do
    [{key, fun.(value)} | delete(rest, key)]
  end

  defp update_guarded([{_, _} = pair | rest], key, default, fun) do
    [pair | update_guarded(rest, key, default, fun)]
  end

  defp update_guarded([], key, default, _fun), do: [{key, default}]

  @doc """
  Splits into the entries of the given `keys` and the others.

      iex> Keyword.split([a: 1, b: 2, c: 3, a: 4], [:a, :c])
      {[a: 1, c: 3, a: 4], [b: 2]}
  """
  @spec split(t, [key]) :: {t, t}
  def split(keywords, keys) when is_list(keywords) and is_list(keys) do
    :lists.partition(fn {key, _} -> :lists.member(key, keys) end, keywords)
  end

  @doc """
  Splits into the entries for which `fun` is truthy and the others.

      iex> Keyword.split_with([a: 1, b: 2, c: 3], fn {_key, value} -> value > 1 end)
      {[b: 2, c: 3], [a: 1]}
  """
  @doc since: "1.15.0"
  @spec split_with(t, ({key, value} -> as_boolean(term))) :: {t, t}
  def split_with(keywords, fun) when is_list(keywords) and is_function(fun, 1) do
    :lists.foldr(
      fn pair, {accepted, rejected} ->
        if fun.(pair),
          do: {[pair | accepted], rejected},
          else: {accepted, [pair | rejected]}
      end,
      {[], []},
      keywords
    )
  end

  @doc """
  Keeps the entries of the given `keys`.

      iex> Keyword.take([a: 1, b: 2, c: 3, a: 4], [:a, :d])
      [a: 1, a: 4]
  """
  @spec take(t, [key]) :: t
  def take(keywords, keys) when is_list(keywords) and is_list(keys) do
    :lists.filter(fn {key, _} -> :lists.member(key, keys) end, keywords)
  end

  @doc """
  Drops the entries of the given `keys`.

      iex> Keyword.drop([a: 1, b: 2, c: 3, a: 4], [:a, :d])
      [b: 2, c: 3]
  """
  @spec drop(t, [key]) :: t
  def drop(keywords, keys) when is_list(keywords) and is_list(keys) do
    :lists.filter(fn {key, _} -> not :lists.member(key, keys) end, keywords)
  end

  @doc """
  Takes all entries of `key` out; returns the value of the first, or `default`, and the rest.

      iex> Keyword.pop([a: 1, b: 2, a: 3], :a)
      {1, [b: 2]}
      iex> Keyword.pop([a: 1], :b, 3)
      {3, [a: 1]}
  """
  @spec pop(t, key, default) :: {value | default, t}
  def pop(keywords, key, default \\ nil) when is_list(keywords) and is_atom(key) do
    case fetch(keywords, key) do
      {:ok, value} -> {value, delete(keywords, key)}
      :error -> {default, keywords}
    end
  end

  @doc """
  Takes all entries of `key` out or raises `KeyError`.

      iex> Keyword.pop!([a: 1, b: 2, a: 3], :a)
      {1, [b: 2]}
  """
  @doc since: "1.10.0"
  @spec pop!(t, key) :: {value, t}
  def pop!(keywords, key) when is_list(keywords) and is_atom(key) do
    case fetch(keywords, key) do
      {:ok, value} -> {value, delete(keywords, key)}
      :error -> raise KeyError, key: key, term: keywords
    end
  end

  @doc """
  Takes all entries of `key` out; returns their values and the rest.

      iex> Keyword.pop_values([a: 1, b: 2, a: 3], :a)
      {[1, 3], [b: 2]}
  """
  @doc since: "1.10.0"
  @spec pop_values(t, key) :: {[value], t}
  def pop_values(keywords, key) when is_list(keywords) and is_atom(key) do
    pop_values(:lists.reverse(keywords), key, [], [])
  end

  # The list comes in reverse.
  defp pop_values([{key, value} | rest], key, values, others) do
    pop_values(rest, key, [value | values], others)
  end

  defp pop_values([{_, _} = pair | rest], key, values, others) do
    pop_values(rest, key, values, [pair | others])
  end

  defp pop_values([], _key, values, others), do: {values, others}

  @doc """
  Takes all entries of `key` out; if there are none, returns what `fun` returns.

      iex> Keyword.pop_lazy([a: 1], :b, fn -> 13 end)
      {13, [a: 1]}
  """
  @spec pop_lazy(t, key, (-> value)) :: {value, t}
  def pop_lazy(keywords, key, fun)
      when is_list(keywords) and is_atom(key) and is_function(fun, 0) do
    case fetch(keywords, key) do
      {:ok, value} -> {value, delete(keywords, key)}
      :error -> {fun.(), keywords}
    end
  end

  @doc """
  Takes the first entry of `key` out.

      iex> Keyword.pop_first([a: 1, b: 2, a: 3], :a)
      {1, [b: 2, a: 3]}
  """
  @spec pop_first(t, key, default) :: {value | default, t}
  def pop_first(keywords, key, default \\ nil) when is_list(keywords) and is_atom(key) do
    case :lists.keytake(key, 1, keywords) do
      {:value, {^key, value}, rest} -> {value, rest}
      false -> {default, keywords}
    end
  end

  @doc """
  Returns the list itself.

      iex> Keyword.to_list(a: 1)
      [a: 1]
  """
  @spec to_list(t) :: t
  def to_list(keywords) when is_list(keywords), do: keywords

  @doc """
  Keeps the entries for which `fun` is truthy.

      iex> Keyword.filter([one: 1, two: 2], fn {_key, value} -> value > 1 end)
      [two: 2]
  """
  @doc since: "1.13.0"
  @spec filter(t, ({key, value} -> as_boolean(term))) :: t
  def filter(keywords, fun) when is_list(keywords) and is_function(fun, 1) do
    do_filter(keywords, fun)
  end

  defp do_filter([{_, _} = pair | rest], fun) do
    if fun.(pair), do: [pair | do_filter(rest, fun)], else: do_filter(rest, fun)
  end

  defp do_filter([], _fun), do: []

  @doc """
  Drops the entries for which `fun` is truthy.

      iex> Keyword.reject([one: 1, two: 2], fn {_key, value} -> value > 1 end)
      [one: 1]
  """
  @doc since: "1.13.0"
  @spec reject(t, ({key, value} -> as_boolean(term))) :: t
  def reject(keywords, fun) when is_list(keywords) and is_function(fun, 1) do
    do_reject(keywords, fun)
  end

  defp do_reject([{_, _} = pair | rest], fun) do
    if fun.(pair), do: do_reject(rest, fun), else: [pair | do_reject(rest, fun)]
  end

  defp do_reject([], _fun), do: []

  ## Deprecated

  @doc false
  @deprecated "Use Kernel.length/1 instead"
  def size(keywords), do: length(keywords)

  @doc false
  @deprecated "Use Keyword.new/2 instead"
  def map(keywords, fun) when is_list(keywords) and is_function(fun, 1) do
    Enum.map(keywords, fn {key, _value} = pair -> {key, fun.(pair)} end)
  end

  @doc false
  @deprecated "Use Keyword.fetch/2 + Keyword.delete/2 instead"
  def delete(keywords, key, value) when is_list(keywords) and is_atom(key) do
    Enum.reject(keywords, &(&1 === {key, value}))
  end
end
