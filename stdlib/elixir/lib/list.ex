# Functions that need a list as such; what works on any enumerable is in enum.ex.

defmodule List do
  @moduledoc """
  Functions for lists.

  A list is a chain of cells, each with a head and a tail. Prepending to it and matching on
  its head take constant time; its length, its last element and anything by position take
  a walk:

      iex> [0 | [1, 2, 3]]
      [0, 1, 2, 3]
      iex> [head | tail] = [1, 2, 3]
      iex> {head, tail}
      {1, [2, 3]}

  The functions whose names begin with `key` take lists of tuples and a zero-based position
  in them. Functions that do not depend on the data being a list, such as `Enum.map/2`, are
  in `Enum`. A list of code points is a *charlist*, written `~c"like this"`.
  """

  @doc """
  Deletes the first element that equals `element`.

      iex> List.delete([:a, :b, :a], :a)
      [:b, :a]
      iex> List.delete([1, 2], 1.0)
      [1, 2]
  """
  @spec delete([], any) :: []
  @spec delete([...], any) :: list
  def delete(list, element)

  def delete([element | list], element), do: list
  def delete([other | list], element), do: [other | delete(list, element)]
  def delete([], _element), do: []

  @doc """
  Returns a list of `n` times the same element.

      iex> List.duplicate("hello", 2)
      ["hello", "hello"]
      iex> List.duplicate(1, 0)
      []
  """
  @spec duplicate(any, 0) :: []
  @spec duplicate(elem, pos_integer) :: [elem, ...] when elem: var
  def duplicate(elem, n) when is_integer(n) and n >= 0, do: :lists.duplicate(n, elem)

  @doc """
  Flattens nested lists into one list.

      iex> List.flatten([1, [[2], 3], []])
      [1, 2, 3]
  """
  @spec flatten(deep_list) :: list when deep_list: [any | deep_list]
  def flatten(list), do: :lists.flatten(list)

  @doc """
  Flattens nested lists and appends `tail`, which is left as it is.

      iex> List.flatten([1, [[2], 3]], [4, [5]])
      [1, 2, 3, 4, [5]]
  """
  @spec flatten(deep_list, [elem]) :: [elem] when elem: var, deep_list: [elem | deep_list]
  def flatten(list, tail), do: :lists.flatten(list, tail)

  @doc """
  Folds from the left: the first element is the first to reach `fun`.

      iex> List.foldl([5, 5], 10, fn x, acc -> x + acc end)
      20
      iex> List.foldl([1, 2, 3, 4], 0, fn x, acc -> x - acc end)
      2
  """
  @spec foldl([elem], acc, (elem, acc -> acc)) :: acc when elem: var, acc: var
  def foldl(list, acc, fun) when is_list(list) and is_function(fun) do
    fold(list, acc, fun)
  end

  defp fold([head | tail], acc, fun), do: fold(tail, fun.(head, acc), fun)
  defp fold([], acc, fun) when is_function(fun, 2), do: acc

  @doc """
  Folds from the right: the last element is the first to reach `fun`.

      iex> List.foldr([1, 2, 3, 4], 0, fn x, acc -> x - acc end)
      -2
  """
  @spec foldr([elem], acc, (elem, acc -> acc)) :: acc when elem: var, acc: var
  def foldr(list, acc, fun) when is_list(list) and is_function(fun) do
    :lists.foldr(fun, acc, list)
  end

  @doc """
  Returns the first element, or `default` for an empty list.

      iex> List.first([1, 2, 3])
      1
      iex> List.first([])
      nil
      iex> List.first([], 0)
      0
  """
  @spec first([], default) :: default when default: var
  @spec first([elem, ...], any) :: elem when elem: var
  def first(list, default \\ nil)

  def first([], default), do: default
  def first([head | _], _default), do: head

  @doc """
  Returns the first element or raises `ArgumentError`.

      iex> List.first!([1, 2, 3])
      1
      iex> List.first!([])
      ** (ArgumentError) attempted to get the first element of an empty list
  """
  @doc since: "1.20.0"
  @spec first!([elem, ...]) :: elem when elem: var
  def first!(list)

  def first!([head | _]), do: head

  def first!([]) do
    raise ArgumentError, "attempted to get the first element of an empty list"
  end

  @doc """
  Returns the last element, or `default` for an empty list. Linear time.

      iex> List.last([1, 2, 3])
      3
      iex> List.last([], 0)
      0
  """
  @spec last([], default) :: default when default: var
  @spec last([elem, ...], any) :: elem when elem: var
  def last(list, default \\ nil)

  def last([], default), do: default
  def last([last], _default), do: last
  def last([_ | tail], default), do: last(tail, default)

  @doc """
  Returns the last element or raises `ArgumentError`. Linear time.

      iex> List.last!([1, 2, 3])
      3
      iex> List.last!([])
      ** (ArgumentError) attempted to get the last element of an empty list
  """
  @doc since: "1.20.0"
  @spec last!([elem, ...]) :: elem when elem: var
  def last!(list)

  def last!([last]), do: last
  def last!([_ | [_ | _] = tail]), do: last!(tail)

  def last!([]) do
    raise ArgumentError, "attempted to get the last element of an empty list"
  end

  @doc """
  Returns the first tuple with `key` at `position`, or `default`.

  Keys are compared with `==/2`.

      iex> List.keyfind([a: 1, b: 2], :b, 0)
      {:b, 2}
      iex> List.keyfind([a: 1, b: 2], 2, 1)
      {:b, 2}
      iex> List.keyfind([a: 1], :c, 0)
      nil
  """
  @spec keyfind([tuple], any, non_neg_integer, any) :: any
  def keyfind(list, key, position, default \\ nil) when is_integer(position) do
    :lists.keyfind(key, position + 1, list) || default
  end

  @doc """
  Returns the first tuple with `key` at `position` or raises `KeyError`.

      iex> List.keyfind!([a: 1, b: 2], :b, 0)
      {:b, 2}
      iex> List.keyfind!([a: 1], :c, 0)
      ** (KeyError) key :c at position 0 not found in: [a: 1]
  """
  @doc since: "1.13.0"
  @spec keyfind!([tuple], any, non_neg_integer) :: any
  def keyfind!(list, key, position) when is_integer(position) do
    :lists.keyfind(key, position + 1, list) ||
      raise KeyError,
        key: key,
        term: list,
        message: "key #{inspect(key)} at position #{position} not found in: #{inspect(list)}"
  end

  @doc """
  Returns `true` if some tuple has `key` at `position`.

      iex> List.keymember?([a: 1, b: 2], :b, 0)
      true
      iex> List.keymember?([a: 1, b: 2], 3, 1)
      false
  """
  @spec keymember?([tuple], any, non_neg_integer) :: boolean
  def keymember?(list, key, position) when is_integer(position) do
    :lists.keymember(key, position + 1, list)
  end

  @doc """
  Replaces the first tuple with `key` at `position` by `new_tuple`.

      iex> List.keyreplace([a: 1, b: 2], :a, 0, {:a, 3})
      [a: 3, b: 2]
      iex> List.keyreplace([a: 1], :c, 0, {:c, 3})
      [a: 1]
  """
  @spec keyreplace([tuple], any, non_neg_integer, tuple) :: [tuple]
  def keyreplace(list, key, position, new_tuple) when is_integer(position) do
    :lists.keyreplace(key, position + 1, list, new_tuple)
  end

  @doc """
  Sorts tuples by their element at `position`. Stable.

  `sorter` is as in `Enum.sort/2`.

      iex> List.keysort([a: 5, b: 1, c: 3], 1)
      [b: 1, c: 3, a: 5]
      iex> List.keysort([a: 1, b: 2], 1, :desc)
      [b: 2, a: 1]
      iex> List.keysort([a: ~D[2022-02-01], b: ~D[2021-12-31]], 1, Date)
      [b: ~D[2021-12-31], a: ~D[2022-02-01]]
  """
  @doc since: "1.14.0"
  @spec keysort(
          [tuple],
          non_neg_integer,
          (any, any -> boolean) | :asc | :desc | module | {:asc | :desc, module}
        ) :: [tuple]
  def keysort(list, position, sorter \\ :asc)

  def keysort(list, position, :asc) when is_list(list) and is_integer(position) do
    :lists.keysort(position + 1, list)
  end

  def keysort(list, position, sorter) when is_list(list) and is_integer(position) do
    :lists.sort(keysort_fun(sorter, position + 1), list)
  end

  defp keysort_fun(sorter, position) when is_function(sorter, 2) do
    &sorter.(:erlang.element(position, &1), :erlang.element(position, &2))
  end

  defp keysort_fun(:desc, position), do: keysort_fun(&>=/2, position)

  defp keysort_fun(module, position) when is_atom(module) do
    keysort_fun(&(module.compare(&1, &2) != :gt), position)
  end

  defp keysort_fun({:asc, module}, position) when is_atom(module) do
    keysort_fun(module, position)
  end

  defp keysort_fun({:desc, module}, position) when is_atom(module) do
    keysort_fun(&(module.compare(&1, &2) != :lt), position)
  end

  @doc """
  Replaces the first tuple with `key` at `position` by `new_tuple`, or appends it.

      iex> List.keystore([a: 1, b: 2], :a, 0, {:a, 3})
      [a: 3, b: 2]
      iex> List.keystore([a: 1], :c, 0, {:c, 3})
      [a: 1, c: 3]
  """
  @spec keystore([tuple], any, non_neg_integer, tuple) :: [tuple, ...]
  def keystore(list, key, position, new_tuple) when is_integer(position) do
    :lists.keystore(key, position + 1, list, new_tuple)
  end

  @doc """
  Deletes the first tuple with `key` at `position`.

      iex> List.keydelete([a: 1, b: 2, a: 3], :a, 0)
      [b: 2, a: 3]
  """
  @spec keydelete([tuple], any, non_neg_integer) :: [tuple]
  def keydelete(list, key, position) when is_integer(position) do
    :lists.keydelete(key, position + 1, list)
  end

  @doc """
  Takes the first tuple with `key` at `position` out of the list.

      iex> List.keytake([a: 1, b: 2], :a, 0)
      {{:a, 1}, [b: 2]}
      iex> List.keytake([a: 1], :c, 0)
      nil
  """
  @spec keytake([tuple], any, non_neg_integer) :: {tuple, [tuple]} | nil
  def keytake(list, key, position) when is_integer(position) do
    case :lists.keytake(key, position + 1, list) do
      {:value, tuple, rest} -> {tuple, rest}
      false -> nil
    end
  end

  @doc """
  Makes a list of `term`: a list stays as it is, `nil` becomes `[]`, anything else the only
  element.

      iex> List.wrap([1, 2])
      [1, 2]
      iex> List.wrap(nil)
      []
      iex> List.wrap(%{a: 1})
      [%{a: 1}]
  """
  @spec wrap(nil) :: []
  @spec wrap(list) :: list when list: [any]
  @spec wrap(term) :: [term, ...] when term: any
  def wrap(term)

  def wrap(list) when is_list(list), do: list
  def wrap(nil), do: []
  def wrap(other), do: [other]

  @doc """
  Collects the elements at each position of all the lists into tuples.

  Use `Enum.zip/1`, which takes any enumerables.

      iex> List.zip([[1, 2, 3], [:a, :b]])
      [{1, :a}, {2, :b}]
      iex> List.zip([])
      []
  """
  @doc deprecated: "Use Enum.zip/1 instead"
  @deprecated "Use Enum.zip/1 instead"
  @spec zip([list]) :: [tuple]
  def zip(list_of_lists) when is_list(list_of_lists), do: Enum.zip(list_of_lists)

  @doc """
  Returns `true` if all elements are printable ASCII characters, looking at no more than
  `limit` of them.

      iex> List.ascii_printable?(~c"abc\\n")
      true
      iex> List.ascii_printable?(~c"abc" ++ [0])
      false
      iex> List.ascii_printable?(~c"abc" ++ [0], 3)
      true
      iex> List.ascii_printable?([?a | ?b])
      false
  """
  @doc since: "1.6.0"
  @spec ascii_printable?(list, 0) :: true
  @spec ascii_printable?([], limit) :: true when limit: :infinity | pos_integer
  @spec ascii_printable?([...], limit) :: boolean when limit: :infinity | pos_integer
  def ascii_printable?(list, limit \\ :infinity)
      when is_list(list) and (limit == :infinity or (is_integer(limit) and limit >= 0)) do
    printable?(list, limit)
  end

  defp printable?(_list, 0), do: true
  defp printable?([], _limit), do: true

  defp printable?([char | rest], limit)
       when is_integer(char) and ((char >= 32 and char <= 126) or char in ~c"\n\r\t\v\b\f\e\a") do
    printable?(rest, if(is_integer(limit), do: limit - 1, else: limit))
  end

  defp printable?(_list, _limit), do: false

  @doc """
  Returns `true` if the list ends in something else than an empty list.

      iex> List.improper?([1, 2 | 3])
      true
      iex> List.improper?([1, 2, 3])
      false
  """
  @doc since: "1.8.0"
  @spec improper?(maybe_improper_list) :: boolean
  def improper?(list) when is_list(list) and length(list) >= 0, do: false
  def improper?(list) when is_list(list), do: true

  @doc """
  Inserts `value` so that it stands at `index` afterwards.

  A negative index counts from behind the end; indexes outside the bounds mean the ends.

      iex> List.insert_at([1, 2, 3], 1, :new)
      [1, :new, 2, 3]
      iex> List.insert_at([1, 2, 3], -1, :new)
      [1, 2, 3, :new]
      iex> List.insert_at([1, 2, 3], -2, :new)
      [1, 2, :new, 3]
      iex> List.insert_at([1], 10, :new)
      [1, :new]
  """
  @spec insert_at(list, integer, any) :: list
  def insert_at(list, index, value) when is_list(list) and is_integer(index) do
    if index < 0,
      do: insert_counted(list, Kernel.max(length(list) + index + 1, 0), value),
      else: insert_counted(list, index, value)
  end

  defp insert_counted(list, 0, value), do: [value | list]
  defp insert_counted([], _index, value), do: [value]

  defp insert_counted([head | tail], index, value),
    do: [head | insert_counted(tail, index - 1, value)]

  @doc """
  Replaces the element at `index`; outside the bounds the list stays as it is.

      iex> List.replace_at([1, 2, 3], -1, 0)
      [1, 2, 0]
      iex> List.replace_at([1, 2, 3], 10, 0)
      [1, 2, 3]
  """
  @spec replace_at(list, integer, any) :: list
  def replace_at(list, index, value) when is_list(list) and is_integer(index) do
    replace_counted(list, from_start(list, index), value)
  end

  defp replace_counted([_ | tail], 0, value), do: [value | tail]

  defp replace_counted([head | tail], index, value) when index > 0 do
    [head | replace_counted(tail, index - 1, value)]
  end

  defp replace_counted([], _index, _value), do: []
  defp replace_counted([_ | _] = list, index, _value) when index < 0, do: list

  @doc """
  Replaces the element at `index` by what `fun` makes of it; outside the bounds the list
  stays as it is.

      iex> List.update_at([1, 2, 3], 0, fn x -> x + 10 end)
      [11, 2, 3]
      iex> List.update_at([1, 2, 3], 10, fn x -> x + 10 end)
      [1, 2, 3]
  """
  @spec update_at([elem], integer, (elem -> any)) :: list when elem: var
  def update_at(list, index, fun)
      when is_list(list) and is_integer(index) and is_function(fun, 1) do
    update_counted(list, from_start(list, index), fun)
  end

  defp update_counted([head | tail], 0, fun), do: [fun.(head) | tail]

  defp update_counted([head | tail], index, fun) when index > 0 do
    [head | update_counted(tail, index - 1, fun)]
  end

  defp update_counted([], _index, _fun), do: []
  defp update_counted([_ | _] = list, index, _fun) when index < 0, do: list

  @doc """
  Deletes the element at `index`; outside the bounds the list stays as it is.

      iex> List.delete_at([1, 2, 3], 0)
      [2, 3]
      iex> List.delete_at([1, 2, 3], -1)
      [1, 2]
      iex> List.delete_at([1, 2, 3], 10)
      [1, 2, 3]
  """
  @spec delete_at(list, integer) :: list
  def delete_at(list, index) when is_integer(index) do
    delete_counted(list, from_start(list, index))
  end

  defp delete_counted([_ | tail], 0), do: tail

  defp delete_counted([head | tail], index) when index > 0 do
    [head | delete_counted(tail, index - 1)]
  end

  defp delete_counted(list, _index) when is_list(list), do: list

  @doc """
  Takes the element at `index` out of the list; outside the bounds returns `default`.

      iex> List.pop_at([1, 2, 3], 0)
      {1, [2, 3]}
      iex> List.pop_at([1, 2, 3], -1)
      {3, [1, 2]}
      iex> List.pop_at([1, 2, 3], 5, :none)
      {:none, [1, 2, 3]}
  """
  @doc since: "1.4.0"
  @spec pop_at(list, integer, any) :: {any, list}
  def pop_at(list, index, default \\ nil) when is_integer(index) do
    pop_counted(list, from_start(list, index), list, [], default)
  end

  defp pop_counted([head | tail], 0, _list, before, _default) do
    {head, :lists.reverse(before, tail)}
  end

  defp pop_counted([head | tail], index, list, before, default) when index > 0 do
    pop_counted(tail, index - 1, list, [head | before], default)
  end

  defp pop_counted(rest, _index, list, _before, default) when is_list(rest), do: {default, list}

  # An index before the first element stays negative.
  defp from_start(list, index) when index < 0, do: length(list) + index
  defp from_start(_list, index), do: index

  @doc """
  Returns `true` if `list` begins with the elements of `prefix`.

      iex> List.starts_with?([1, 2, 3], [1, 2])
      true
      iex> List.starts_with?([1], [1, 2])
      false
      iex> List.starts_with?([1], [])
      true
  """
  @doc since: "1.5.0"
  @spec starts_with?(nonempty_list, nonempty_list) :: boolean
  @spec starts_with?(list, []) :: true
  @spec starts_with?([], nonempty_list) :: false
  def starts_with?(list, prefix)

  def starts_with?([head | tail], [head | prefix_tail]), do: starts_with?(tail, prefix_tail)
  def starts_with?(list, []) when is_list(list), do: true
  def starts_with?(list, [_ | _]) when is_list(list), do: false

  @doc """
  Returns `true` if `list` ends with the elements of `suffix`.

      iex> List.ends_with?([1, 2, 3], [2, 3])
      true
      iex> List.ends_with?([3], [2, 3])
      false
      iex> List.ends_with?([1], [])
      true
  """
  @doc since: "1.18.0"
  @spec ends_with?(nonempty_list, nonempty_list) :: boolean
  @spec ends_with?(list, []) :: true
  @spec ends_with?([], nonempty_list) :: false
  def ends_with?(list, suffix) do
    case length(list) - length(suffix) do
      excess when excess >= 0 -> :lists.nthtail(excess, list) === suffix
      _ -> false
    end
  end

  @doc """
  Converts a charlist to an atom.

  Atoms are never freed: do not create them from data of others.

      iex> List.to_atom(~c"Elixir")
      :Elixir
  """
  @spec to_atom(charlist) :: atom
  def to_atom(charlist), do: :erlang.list_to_atom(charlist)

  @doc """
  Converts a charlist to an atom that exists already, or raises `ArgumentError`.

      iex> _ = :my_atom
      iex> List.to_existing_atom(~c"my_atom")
      :my_atom
  """
  @spec to_existing_atom(charlist) :: atom
  def to_existing_atom(charlist), do: :erlang.list_to_existing_atom(charlist)

  @doc """
  Converts a charlist to a float; it must be written with a decimal point.

      iex> List.to_float(~c"2.2017764e+0")
      2.2017764
  """
  @spec to_float(charlist) :: float
  def to_float(charlist), do: :erlang.list_to_float(charlist)

  @doc """
  Converts a charlist to an integer.

      iex> List.to_integer(~c"-123")
      -123
  """
  @spec to_integer(charlist) :: integer
  def to_integer(charlist), do: :erlang.list_to_integer(charlist)

  @doc """
  Converts a charlist in the given base (2 to 36) to an integer.

      iex> List.to_integer(~c"3FF", 16)
      1023
  """
  @spec to_integer(charlist, 2..36) :: integer
  def to_integer(charlist, base), do: :erlang.list_to_integer(charlist, base)

  @doc """
  Converts a list to a tuple.

      iex> List.to_tuple([1, :b])
      {1, :b}
  """
  @spec to_tuple(list) :: tuple
  def to_tuple(list), do: :erlang.list_to_tuple(list)

  @doc """
  Converts a nested list of code points and strings to a string.

  Raises `UnicodeConversionError` for text that is not Unicode.

      iex> List.to_string([0x00E6, [?b], "c"])
      "æbc"
  """
  @spec to_string(:unicode.charlist()) :: String.t()
  def to_string(list) when is_list(list) do
    try do
      :unicode.characters_to_binary(list)
    rescue
      ArgumentError ->
        raise ArgumentError, """
        cannot convert the given list to a string.

        To be converted to a string, a list must either be empty or only
        contain the following elements:

          * strings
          * integers representing Unicode code points
          * a list containing one of these three elements

        Please check the given list or call inspect/1 to get the list representation, got:

        #{inspect(list, charlists: :as_lists)}
        """
    else
      result when is_binary(result) -> result
      failure -> raise_conversion(failure)
    end
  end

  @doc """
  Converts a nested list of code points and strings to a charlist.

  Raises `UnicodeConversionError` for text that is not Unicode.

      iex> List.to_charlist([0x00E6, [?b], "c"])
      [0x00E6, ?b, ?c]
  """
  @doc since: "1.8.0"
  @spec to_charlist(:unicode.charlist()) :: charlist()
  def to_charlist(list) when is_list(list) do
    try do
      :unicode.characters_to_list(list)
    rescue
      ArgumentError ->
        raise ArgumentError, """
        cannot convert the given list to a charlist.

        To be converted to a charlist, a list must contain only:

          * strings
          * integers representing Unicode code points
          * or a list containing one of these three elements

        Please check the given list or call inspect/1 to get the list representation, got:

        #{inspect(list, charlists: :as_lists)}
        """
    else
      result when is_list(result) -> result
      failure -> raise_conversion(failure)
    end
  end

  defp raise_conversion({:error, encoded, rest}) do
    raise UnicodeConversionError, encoded: encoded, rest: rest, kind: :invalid
  end

  defp raise_conversion({:incomplete, encoded, rest}) do
    raise UnicodeConversionError, encoded: encoded, rest: rest, kind: :incomplete
  end

  @doc """
  Returns the shortest edit script from one list to another.

  It is a keyword list with the keys `:eq`, `:ins` and `:del`. The algorithm is that of
  Eugene Myers ("An O(ND) Difference Algorithm and Its Variations"): its time grows with
  the length of the lists times the number of differences.

      iex> List.myers_difference([1, 4, 2, 3], [1, 2, 3, 4])
      [eq: [1], del: [4], eq: [2, 3], ins: [4]]
  """
  @doc since: "1.4.0"
  @spec myers_difference(list, list) :: [{:eq | :ins | :del, list}]
  def myers_difference(list1, list2) when is_list(list1) and is_list(list2) do
    shortest_script(list1, list2, nil)
  end

  @doc """
  Returns the shortest edit script, where a deleted and an inserted element may be merged
  into `{:diff, difference}`.

  `diff_script` gets the two elements and returns their difference, or `nil` if they have
  too little in common.

      iex> List.myers_difference(["a", "db"], ["a", "dc"], fn
      ...>   <<x, _::binary>> = left, <<x, _::binary>> = right -> {left, right}
      ...>   _, _ -> nil
      ...> end)
      [eq: ["a"], diff: {"db", "dc"}]
  """
  @doc since: "1.8.0"
  @spec myers_difference(list, list, (term, term -> script | nil)) ::
          [{:eq | :ins | :del, list} | {:diff, script}]
        when script: term
  def myers_difference(list1, list2, diff_script)
      when is_list(list1) and is_list(list2) and is_function(diff_script) do
    shortest_script(list1, list2, diff_script)
  end

  # A path is {place, list1, list2, script}: how far it has come in list1, what is left of
  # both lists, and its script in reverse. After n edits there is one path for each diagonal
  # from -n (deletions only) to n (insertions only) in steps of two: the one that came
  # furthest.
  defp shortest_script(list1, list2, diff_script) do
    # Improper lists are told from what has no difference.
    _ = length(list1) + length(list2)
    edit(0, [{0, list1, list2, []}], diff_script)
  end

  defp edit(edits, paths, diff_script) do
    case each_diagonal(-edits, edits, paths, [], diff_script) do
      {:done, script} -> compact_script(script, [])
      {:next, paths} -> edit(edits + 1, paths, diff_script)
    end
  end

  defp each_diagonal(diagonal, edits, _paths, next_paths, _diff_script) when diagonal > edits do
    {:next, :lists.reverse(next_paths)}
  end

  defp each_diagonal(diagonal, edits, paths, next_paths, diff_script) do
    {path, rest} = proceed(diagonal, edits, paths, diff_script)

    case follow_snake(path) do
      {:cont, path} -> each_diagonal(diagonal + 2, edits, rest, [path | next_paths], diff_script)
      {:done, script} -> {:done, script}
    end
  end

  # A diagonal is reached from one of its neighbours in the round before.
  defp proceed(0, 0, [path], _diff_script), do: {path, []}

  defp proceed(diagonal, edits, [path | _] = paths, diff_script) when diagonal == -edits do
    {step(:del, path, diff_script), paths}
  end

  defp proceed(diagonal, edits, [path], diff_script) when diagonal == edits do
    {step(:ins, path, diff_script), []}
  end

  defp proceed(_diagonal, _edits, [below, above | rest], diff_script) do
    if elem(below, 0) > elem(above, 0),
      do: {step(:ins, below, diff_script), [above | rest]},
      else: {step(:del, above, diff_script), [above | rest]}
  end

  defp step(kind, path, nil), do: step(kind, path)

  defp step(kind, {place, [left | rest1], [right | rest2], script} = path, diff_script) do
    if difference = diff_script.(left, right),
      do: {place + 1, rest1, rest2, [{:diff, difference} | script]},
      else: step(kind, path)
  end

  defp step(kind, path, _diff_script), do: step(kind, path)

  defp step(:del, {place, [left | rest1], list2, script}) do
    {place + 1, rest1, list2, [{:del, left} | script]}
  end

  defp step(:ins, {place, list1, [right | rest2], script}) do
    {place, list1, rest2, [{:ins, right} | script]}
  end

  # Beyond the end of its list a path goes on without an edit.
  defp step(:del, {place, [], list2, script}), do: {place + 1, [], list2, script}
  defp step(:ins, {place, list1, [], script}), do: {place, list1, [], script}

  defp follow_snake({place, [element | rest1], [element | rest2], script}) do
    follow_snake({place + 1, rest1, rest2, [{:eq, element} | script]})
  end

  defp follow_snake({_place, [], [], script}), do: {:done, script}
  defp follow_snake(path), do: {:cont, path}

  # The script comes in reverse.
  defp compact_script([], acc), do: acc

  defp compact_script([{:diff, _} = difference | rest], acc) do
    compact_script(rest, [difference | acc])
  end

  defp compact_script([{kind, element} | rest], [{kind, elements} | acc]) do
    compact_script(rest, [{kind, [element | elements]} | acc])
  end

  # An insertion that repeats the equal elements before it might as well stand before them.
  defp compact_script(rest, [{:eq, elements}, {:ins, elements}, {:eq, others} | acc]) do
    compact_script(rest, [{:ins, elements}, {:eq, elements ++ others} | acc])
  end

  defp compact_script([{kind, element} | rest], acc) do
    compact_script(rest, [{kind, [element]} | acc])
  end
end
