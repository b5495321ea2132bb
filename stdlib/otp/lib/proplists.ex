# Erlang's `proplists`: lists of options.

defmodule :proplists do
  @moduledoc """
  Lists of properties, as Erlang takes options.

  A property is an atom, which stands for `{atom, true}`, or a tuple whose first element is
  its key. Other elements of the list are passed over. The first entry of a key counts.

      iex> :proplists.get_value(:compressed, [:compressed, level: 3])
      true
  """

  @type property :: atom | tuple
  @type proplist :: [property]

  @doc """
  Returns the shortest form of a property: `{atom, true}` becomes the atom.

      iex> :proplists.property({:a, true})
      :a
      iex> :proplists.property({:a, 1})
      {:a, 1}
  """
  @spec property(property) :: property
  def property({key, true}) when is_atom(key), do: key
  def property(property), do: property

  @doc """
  Returns the shortest form of the property with that key and value.

      iex> :proplists.property(:a, true)
      :a
  """
  @spec property(term, term) :: property
  def property(key, true) when is_atom(key), do: key
  def property(key, value), do: {key, value}

  @doc """
  Turns atoms into pairs.

      iex> :proplists.unfold([:a, {:b, 1}])
      [a: true, b: 1]
  """
  @spec unfold(list) :: list
  def unfold([key | rest]) when is_atom(key), do: [{key, true} | unfold(rest)]
  def unfold([other | rest]), do: [other | unfold(rest)]
  def unfold([]), do: []

  @doc """
  Turns all properties into their shortest forms.

      iex> :proplists.compact([{:a, true}, {:b, 1}])
      [:a, {:b, 1}]
  """
  @spec compact(list) :: list
  def compact(list), do: for(entry <- list, do: property(entry))

  @doc """
  Returns the first entry of `key`, as a tuple, or `:none`.

      iex> :proplists.lookup(:a, [:a])
      {:a, true}
  """
  @spec lookup(term, list) :: tuple | :none
  def lookup(key, [entry | rest]) do
    if entry_of?(entry, key), do: as_tuple(entry), else: lookup(key, rest)
  end

  def lookup(_key, []), do: :none

  @doc """
  Returns all entries of `key`, as tuples.

      iex> :proplists.lookup_all(:a, [:a, {:b, 1}, {:a, 2}])
      [a: true, a: 2]
  """
  @spec lookup_all(term, list) :: [tuple]
  def lookup_all(key, [entry | rest]) do
    if entry_of?(entry, key),
      do: [as_tuple(entry) | lookup_all(key, rest)],
      else: lookup_all(key, rest)
  end

  def lookup_all(_key, []), do: []

  @doc """
  Returns `true` if there is an entry of `key`.

      iex> :proplists.is_defined(:a, [b: 1, a: false])
      true
  """
  @spec is_defined(term, list) :: boolean
  def is_defined(key, [entry | rest]), do: entry_of?(entry, key) or is_defined(key, rest)
  def is_defined(_key, []), do: false

  @doc """
  Returns the value of the first entry of `key`, or `:undefined`.

      iex> :proplists.get_value(:a, [:a, {:a, 1}])
      true
      iex> :proplists.get_value(:z, [:a])
      :undefined
  """
  @spec get_value(term, list) :: term
  def get_value(key, list), do: get_value(key, list, :undefined)

  @doc """
  Returns the value of the first entry of `key`, or `default` if there is none, or if that
  entry is not a pair.

      iex> :proplists.get_value(:b, [:a], 1)
      1
  """
  @spec get_value(term, list, term) :: term
  def get_value(key, [entry | rest], default) do
    if entry_of?(entry, key) do
      case as_tuple(entry) do
        {_key, value} -> value
        _other -> default
      end
    else
      get_value(key, rest, default)
    end
  end

  def get_value(_key, [], default), do: default

  @doc """
  Returns the values of all entries of `key` that are pairs.

      iex> :proplists.get_all_values(:a, [:a, {:b, 1}, {:a, 2}])
      [true, 2]
  """
  @spec get_all_values(term, list) :: list
  def get_all_values(key, list), do: for({_key, value} <- lookup_all(key, list), do: value)

  @doc """
  Joins the values of all entries of `key`; those that are not lists count as one element.

      iex> :proplists.append_values(:a, a: [1, 2], b: 0, a: 3)
      [1, 2, 3]
  """
  @spec append_values(term, list) :: list
  def append_values(key, list) do
    :lists.append(
      for value <- get_all_values(key, list), do: if(is_list(value), do: value, else: [value])
    )
  end

  @doc """
  Returns `true` if the value of `key` is `true`.

      iex> :proplists.get_bool(:a, [:a])
      true
      iex> :proplists.get_bool(:b, b: 1)
      false
  """
  @spec get_bool(term, list) :: boolean
  def get_bool(key, list), do: get_value(key, list) === true

  @doc """
  Returns the keys, each once.

      iex> :lists.sort(:proplists.get_keys([:a, {:b, 1}, {:a, 2}]))
      [:a, :b]
  """
  @spec get_keys(list) :: list
  def get_keys(list) do
    :sets.to_list(:sets.from_list(for entry <- list, property?(entry), do: key_of(entry)))
  end

  @doc """
  Deletes all entries of `key`.

      iex> :proplists.delete(:a, [:a, {:b, 1}, {:a, 2}])
      [b: 1]
  """
  @spec delete(term, list) :: list
  def delete(key, [entry | rest]) do
    if entry_of?(entry, key), do: delete(key, rest), else: [entry | delete(key, rest)]
  end

  def delete(_key, []), do: []

  @doc """
  Replaces keys by others: `aliases` are pairs of a key and the one to take its place.

      iex> :proplists.substitute_aliases([colour: :color], [:colour, {:colour, 1}])
      [:color, {:color, 1}]
  """
  @spec substitute_aliases([{term, term}], list) :: list
  def substitute_aliases(aliases, list) do
    for entry <- list, do: substitute_alias(aliases, entry)
  end

  defp substitute_alias([{key, other} | aliases], entry) do
    cond do
      not entry_of?(entry, key) -> substitute_alias(aliases, entry)
      is_atom(entry) -> property(other, true)
      true -> property(:erlang.setelement(1, entry, other))
    end
  end

  defp substitute_alias([], entry), do: entry

  @doc """
  Replaces keys by their opposites: `negations` are pairs of a key and the one it negates.

      iex> :proplists.substitute_negations([no_color: :color], [:no_color])
      [color: false]
  """
  @spec substitute_negations([{term, term}], list) :: list
  def substitute_negations(negations, list) do
    for entry <- list, do: substitute_negation(negations, entry)
  end

  defp substitute_negation([{key, negated} | negations], entry) do
    case entry_of?(entry, key) and as_tuple(entry) do
      false -> substitute_negation(negations, entry)
      {_key, true} -> {negated, false}
      _other -> property(negated, true)
    end
  end

  defp substitute_negation([], entry), do: entry

  @doc """
  Expands properties: `expansions` are pairs of a property and the list to take its place.

  The first entry of the key is replaced if it is that property, and further ones are deleted. What
  is put in its place is not expanded again.

      iex> :proplists.expand([{:all, [:a, :b]}], [:c, :all])
      [:c, :a, :b]
  """
  @spec expand([{property, list}], list) :: list
  def expand(expansions, [entry | rest]) do
    case Enum.split_with(expansions, fn {property, _} -> entry_of?(entry, key_of(property)) end) do
      {[], _others} ->
        [entry | expand(expansions, rest)]

      {[{property, _} | _] = own, others} ->
        case Enum.find(own, fn {property, _} -> as_tuple(property) === as_tuple(entry) end) do
          {_, expansion} -> expansion ++ expand(others, delete(key_of(property), rest))
          nil -> [property(entry) | expand(others, rest)]
        end
    end
  end

  def expand(_expansions, []), do: []

  @doc """
  Applies stages in turn, and turns the result into the shortest forms.

  Stages are `{:aliases, aliases}`, `{:negations, negations}` and `{:expand, expansions}`.

      iex> :proplists.normalize([:no_a, {:b, true}], negations: [no_a: :a])
      [{:a, false}, :b]
  """
  @spec normalize(list, [{:aliases | :negations | :expand, list}]) :: list
  def normalize(list, stages), do: stages |> apply_stages(list) |> compact()

  defp apply_stages([{:aliases, aliases} | stages], list) do
    apply_stages(stages, substitute_aliases(aliases, list))
  end

  defp apply_stages([{:negations, negations} | stages], list) do
    apply_stages(stages, substitute_negations(negations, list))
  end

  defp apply_stages([{:expand, expansions} | stages], list) do
    apply_stages(stages, expand(expansions, list))
  end

  defp apply_stages([], list), do: list

  @doc """
  Splits into the lists of the entries of each of `keys`, and the others.

      iex> :proplists.split([{:a, 1}, :b, {:c, 2}, {:a, 3}], [:a, :c])
      {[[a: 1, a: 3], [c: 2]], [:b]}
  """
  @spec split(list, list) :: {[list], list}
  def split(list, keys) do
    parts = for key <- keys, do: for(entry <- list, entry_of?(entry, key), do: entry)
    rest = for entry <- list, not :lists.any(&entry_of?(entry, &1), keys), do: entry
    {parts, rest}
  end

  @doc """
  Makes a map of the first pairs of all keys.

      iex> :proplists.to_map([:a, {:b, 1}, {:b, 2}])
      %{a: true, b: 1}
  """
  @spec to_map(list) :: map
  def to_map(list) do
    :lists.foldr(
      fn
        {key, value}, map ->
          :maps.put(key, value, map)

        key, map when is_atom(key) ->
          :maps.put(key, true, map)

        entry, map when is_tuple(entry) and tuple_size(entry) > 0 ->
          :maps.remove(key_of(entry), map)

        _other, map ->
          map
      end,
      %{},
      list
    )
  end

  @doc """
  Makes a map after applying stages, as `normalize/2` does.

      iex> :proplists.to_map([:a, {:colour, 1}], aliases: [{:colour, :color}])
      %{a: true, color: 1}
  """
  @spec to_map(list, [{:aliases | :negations | :expand, list}]) :: map
  def to_map(list, stages), do: stages |> apply_stages(list) |> to_map()

  @doc """
  Makes a list of the pairs of a map.

      iex> :proplists.from_map(%{a: true})
      [a: true]
  """
  @spec from_map(map) :: [{term, term}]
  def from_map(map), do: :maps.to_list(map)

  defp property?(entry), do: is_atom(entry) or (is_tuple(entry) and tuple_size(entry) > 0)

  defp entry_of?(entry, key) do
    (is_atom(entry) and entry === key) or
      (is_tuple(entry) and tuple_size(entry) > 0 and :erlang.element(1, entry) === key)
  end

  defp key_of(entry) when is_tuple(entry), do: :erlang.element(1, entry)
  defp key_of(entry), do: entry

  defp as_tuple(entry) when is_tuple(entry), do: entry
  defp as_tuple(entry), do: {entry, true}
end
