# Erlang's `lists` but for what is native: keyfind/3, keymember/3, keysearch/3, keysort/2, member/2, reverse/1, reverse/2,
# sort/1, ukeysort/2 and usort/1 are the machine's own.

defmodule :lists do
  @moduledoc """
  Functions for lists, in the order of arguments that Erlang has: functions first, lists last.

  Positions in lists and tuples are counted from 1. Most of this is better written with
  `Enum` and `List`; it is here for programs that call Erlang's library, and because those
  modules are built on it.
  """

  import Kernel, except: [max: 2, min: 2]

  # The texts of errors are those of the module that explains natives.
  @explained [error_info: %{module: :erl_stdlib_errors}]

  @doc """
  Returns `true` if `pred` is true for every element.

      iex> :lists.all(&is_integer/1, [1, 2])
      true
  """
  @spec all((term -> boolean), list) :: boolean
  def all(pred, list) when is_function(pred, 1) do
    case list do
      [_ | _] -> all_1(list, pred)
      [] -> true
    end
  end

  defp all_1([head | tail], pred) do
    case pred.(head) do
      true -> all_1(tail, pred)
      false -> false
    end
  end

  defp all_1([], _pred), do: true

  @doc """
  Returns `true` if `pred` is true for some element.

      iex> :lists.any(&is_atom/1, [1, :b])
      true
  """
  @spec any((term -> boolean), list) :: boolean
  def any(pred, list) when is_function(pred, 1) do
    case list do
      [_ | _] -> any_1(list, pred)
      [] -> false
    end
  end

  defp any_1([head | tail], pred) do
    case pred.(head) do
      true -> true
      false -> any_1(tail, pred)
    end
  end

  defp any_1([], _pred), do: false

  @doc """
  Joins a list of lists; the last one may be any term.

      iex> :lists.append([[1, 2], [3], [], [[4]]])
      [1, 2, 3, [4]]
  """
  @spec append([list]) :: list
  def append([last]), do: last
  def append([head | tail]), do: head ++ append(tail)
  def append([]), do: []

  @doc """
  Joins two lists, like `++/2`.

      iex> :lists.append([1], [2])
      [1, 2]
  """
  @spec append(list, term) :: term
  def append(list1, list2), do: list1 ++ list2

  @doc """
  Writes atoms, numbers and charlists one after the other.

      iex> :lists.concat([:doc, ~c"/", :file, ~c".", 3])
      ~c"doc/file.3"
  """
  @spec concat([atom | integer | float | charlist]) :: charlist
  def concat(things), do: flatmap(&thing_to_list/1, things)

  defp thing_to_list(thing) when is_integer(thing), do: :erlang.integer_to_list(thing)
  defp thing_to_list(thing) when is_float(thing), do: :erlang.float_to_list(thing)
  defp thing_to_list(thing) when is_atom(thing), do: :erlang.atom_to_list(thing)
  defp thing_to_list(thing) when is_list(thing), do: thing

  @doc """
  Deletes the first element that equals `element`.

      iex> :lists.delete(:a, [:a, :b, :a])
      [:b, :a]
  """
  @spec delete(term, list) :: list
  def delete(element, [element | tail]), do: tail
  def delete(element, [head | tail]), do: [head | delete(element, tail)]
  def delete(_element, []), do: []

  @doc """
  Drops the last element of a list that has one.

      iex> :lists.droplast([1, 2, 3])
      [1, 2]
  """
  @spec droplast([term, ...]) :: list
  def droplast([_last]), do: []
  def droplast([head | tail]), do: [head | droplast(tail)]

  @doc """
  Drops elements as long as `pred` is true for them.

      iex> :lists.dropwhile(&is_atom/1, [:a, 1, :b])
      [1, :b]
  """
  @spec dropwhile((term -> boolean), list) :: list
  def dropwhile(pred, list) when is_function(pred, 1), do: dropwhile_1(list, pred)

  defp dropwhile_1([head | tail] = list, pred) do
    case pred.(head) do
      true -> dropwhile_1(tail, pred)
      false -> list
    end
  end

  defp dropwhile_1([], _pred), do: []

  @doc """
  Returns a list of `n` times the same element.

      iex> :lists.duplicate(3, :x)
      [:x, :x, :x]
  """
  @spec duplicate(non_neg_integer, term) :: list
  def duplicate(n, element) when is_integer(n) and n >= 0, do: duplicate(n, element, [])

  defp duplicate(0, _element, acc), do: acc
  defp duplicate(n, element, acc), do: duplicate(n - 1, element, [element | acc])

  @doc """
  Pairs each element with its position, from 1 on.

      iex> :lists.enumerate([:a, :b])
      [{1, :a}, {2, :b}]
  """
  @spec enumerate(list) :: [{integer, term}]
  def enumerate(list), do: enumerate(1, 1, list)

  @doc """
  Pairs each element with a number, from `index` on.

      iex> :lists.enumerate(10, [:a, :b])
      [{10, :a}, {11, :b}]
  """
  @spec enumerate(integer, list) :: [{integer, term}]
  def enumerate(index, list), do: enumerate(index, 1, list)

  @doc """
  Pairs each element with a number, from `index` on in steps of `step`.

      iex> :lists.enumerate(0, -2, [:a, :b])
      [{0, :a}, {-2, :b}]
  """
  @spec enumerate(integer, integer, list) :: [{integer, term}]
  def enumerate(index, step, list) when is_integer(index) and is_integer(step) do
    enumerate_1(list, index, step)
  end

  defp enumerate_1([head | tail], index, step),
    do: [{index, head} | enumerate_1(tail, index + step, step)]

  defp enumerate_1([], _index, _step), do: []

  @doc """
  Keeps the elements for which `pred` is true.

      iex> :lists.filter(&is_atom/1, [:a, 1])
      [:a]
  """
  @spec filter((term -> boolean), list) :: list
  def filter(pred, list) when is_function(pred, 1), do: keep(list, pred)

  defp keep([head | tail], pred) do
    case pred.(head) do
      true -> [head | keep(tail, pred)]
      false -> keep(tail, pred)
      other -> :erlang.error({:bad_filter, other})
    end
  end

  defp keep([], _pred), do: []
  defp keep(other, _pred), do: :erlang.error({:bad_generator, other})

  @doc """
  Filters and maps: `fun` returns a boolean or `{true, replacement}`.

      iex> :lists.filtermap(fn x -> x > 1 and {true, x * 10} end, [1, 2])
      [20]
  """
  @spec filtermap((term -> boolean | {true, term}), list) :: list
  def filtermap(fun, list) when is_function(fun, 1), do: filtermap_1(list, fun)

  defp filtermap_1([head | tail], fun) do
    case fun.(head) do
      true -> [head | filtermap_1(tail, fun)]
      {true, value} -> [value | filtermap_1(tail, fun)]
      false -> filtermap_1(tail, fun)
    end
  end

  defp filtermap_1([], _fun), do: []

  @doc """
  Returns the length of the flattened list.

      iex> :lists.flatlength([1, [2, [3]]])
      3
  """
  @spec flatlength(list) :: non_neg_integer
  def flatlength(deep_list), do: flatlength(deep_list, 0)

  defp flatlength([head | tail], length) when is_list(head) do
    flatlength(tail, flatlength(head, length))
  end

  defp flatlength([_ | tail], length), do: flatlength(tail, length + 1)
  defp flatlength([], length), do: length

  @doc """
  Joins the lists that `fun` returns for the elements.

      iex> :lists.flatmap(fn x -> [x, x] end, [1, 2])
      [1, 1, 2, 2]
  """
  @spec flatmap((term -> list), list) :: list
  def flatmap(fun, list) when is_function(fun, 1), do: flatmap_1(list, fun)

  defp flatmap_1([head | tail], fun), do: fun.(head) ++ flatmap_1(tail, fun)
  defp flatmap_1([], _fun), do: []

  @doc """
  Flattens nested lists.

      iex> :lists.flatten([1, [2, [3]], []])
      [1, 2, 3]
  """
  @spec flatten(list) :: list
  def flatten(deep_list) when is_list(deep_list), do: do_flatten(deep_list, [])

  @doc """
  Flattens nested lists and appends `tail`.

      iex> :lists.flatten([[1]], [[2]])
      [1, [2]]
  """
  @spec flatten(list, list) :: list
  def flatten(deep_list, tail) when is_list(deep_list) and is_list(tail) do
    do_flatten(deep_list, tail)
  end

  defp do_flatten([head | rest], tail) when is_list(head) do
    do_flatten(head, do_flatten(rest, tail))
  end

  defp do_flatten([head | rest], tail), do: [head | do_flatten(rest, tail)]
  defp do_flatten([], tail), do: tail

  @doc """
  Folds from the left.

      iex> :lists.foldl(fn x, acc -> [x | acc] end, [], [1, 2])
      [2, 1]
  """
  @spec foldl((term, acc -> acc), acc, list) :: acc when acc: term
  def foldl(fun, acc, list) when is_function(fun, 2) do
    case list do
      [_ | _] -> foldl_1(list, acc, fun)
      [] -> acc
    end
  end

  defp foldl_1([head | tail], acc, fun), do: foldl_1(tail, fun.(head, acc), fun)
  defp foldl_1([], acc, _fun), do: acc

  @doc """
  Folds from the right.

      iex> :lists.foldr(fn x, acc -> [x | acc] end, [], [1, 2])
      [1, 2]
  """
  @spec foldr((term, acc -> acc), acc, list) :: acc when acc: term
  def foldr(fun, acc, list) when is_function(fun, 2) do
    foldr_1(list, acc, fun)
  end

  defp foldr_1([head | tail], acc, fun), do: fun.(head, foldr_1(tail, acc, fun))
  defp foldr_1([], acc, _fun), do: acc

  @doc """
  Calls `fun` with each element and returns `:ok`.

      iex> :lists.foreach(&send(self(), &1), [1, 2])
      :ok
      iex> {receive(do: (x -> x)), receive(do: (x -> x))}
      {1, 2}
  """
  @spec foreach((term -> term), list) :: :ok
  def foreach(fun, list) when is_function(fun, 1), do: foreach_1(list, fun)

  defp foreach_1([head | tail], fun) do
    fun.(head)
    foreach_1(tail, fun)
  end

  defp foreach_1([], _fun), do: :ok

  @doc """
  Puts `separator` between the elements.

      iex> :lists.join(:x, [1, 2])
      [1, :x, 2]
  """
  @spec join(term, list) :: list
  def join(_separator, []), do: []
  def join(separator, [head | tail]), do: [head | join_prepend(tail, separator)]

  defp join_prepend([head | tail], separator),
    do: [separator, head | join_prepend(tail, separator)]

  defp join_prepend([], _separator), do: []

  @doc """
  Deletes the first tuple whose `position`-th element is `key`.

      iex> :lists.keydelete(:a, 1, b: 1, a: 2)
      [b: 1]
  """
  @spec keydelete(term, pos_integer, [tuple]) :: [tuple]
  def keydelete(key, position, list) when is_integer(position) and position > 0 do
    keydelete3(list, key, position)
  end

  defp keydelete3([tuple | tail], key, position)
       when :erlang.element(position, tuple) == key,
       do: tail

  defp keydelete3([head | tail], key, position), do: [head | keydelete3(tail, key, position)]
  defp keydelete3([], _key, _position), do: []

  @doc """
  Maps the `position`-th element of each tuple.

      iex> :lists.keymap(fn x -> -x end, 2, a: 1, b: 2)
      [a: -1, b: -2]
  """
  @spec keymap((term -> term), pos_integer, [tuple]) :: [tuple]
  def keymap(fun, position, [tuple | tail]) when is_integer(position) do
    mapped = :erlang.setelement(position, tuple, fun.(:erlang.element(position, tuple)))
    [mapped | keymap(fun, position, tail)]
  end

  def keymap(fun, position, [])
      when is_function(fun, 1) and is_integer(position) and position > 0, do: []

  @doc """
  Replaces the first tuple whose `position`-th element is `key`.

      iex> :lists.keyreplace(:a, 1, [a: 1, b: 2], {:c, 3})
      [c: 3, b: 2]
  """
  @spec keyreplace(term, pos_integer, [tuple], tuple) :: [tuple]
  def keyreplace(key, position, list, new)
      when is_integer(position) and position > 0 and is_tuple(new) do
    keyreplace3(list, key, position, new)
  end

  defp keyreplace3([tuple | tail], key, position, new)
       when :erlang.element(position, tuple) == key,
       do: [new | tail]

  defp keyreplace3([head | tail], key, position, new) do
    [head | keyreplace3(tail, key, position, new)]
  end

  defp keyreplace3([], _key, _position, _new), do: []

  @doc """
  Replaces the first tuple whose `position`-th element is `key`, or appends the new one.

      iex> :lists.keystore(:b, 1, [a: 1], {:b, 2})
      [a: 1, b: 2]
  """
  @spec keystore(term, pos_integer, [tuple], tuple) :: [tuple, ...]
  def keystore(key, position, list, new)
      when is_integer(position) and position > 0 and is_tuple(new) do
    keystore2(list, key, position, new)
  end

  defp keystore2([tuple | tail], key, position, new)
       when :erlang.element(position, tuple) == key,
       do: [new | tail]

  defp keystore2([head | tail], key, position, new) do
    [head | keystore2(tail, key, position, new)]
  end

  defp keystore2([], _key, _position, new), do: [new]

  @doc """
  Takes the first tuple whose `position`-th element is `key` out of the list.

      iex> :lists.keytake(:b, 1, a: 1, b: 2)
      {:value, {:b, 2}, [a: 1]}
      iex> :lists.keytake(:c, 1, a: 1)
      false
  """
  @spec keytake(term, pos_integer, [tuple]) :: {:value, tuple, [tuple]} | false
  def keytake(key, position, list) when is_integer(position) and position > 0 do
    keytake(list, key, position, [])
  end

  defp keytake([tuple | tail], key, position, before)
       when :erlang.element(position, tuple) == key,
       do: {:value, tuple, :lists.reverse(before, tail)}

  defp keytake([head | tail], key, position, before) do
    keytake(tail, key, position, [head | before])
  end

  defp keytake([], _key, _position, _before), do: false

  @doc """
  Returns the last element of a list that has one.

      iex> :lists.last([1, 2])
      2
  """
  @spec last([term, ...]) :: term
  def last([last]), do: last
  def last([_ | tail]), do: last(tail)

  @doc """
  Returns the list of what `fun` returns for each element.

      iex> :lists.map(fn x -> -x end, [1, 2])
      [-1, -2]
  """
  @spec map((term -> term), list) :: list
  def map(fun, list) when is_function(fun, 1) do
    case list do
      [_ | _] -> map_1(list, fun)
      [] -> []
    end
  end

  defp map_1([head | tail], fun), do: [fun.(head) | map_1(tail, fun)]
  defp map_1([], _fun), do: []

  @doc """
  Maps and folds from the left; `fun` returns `{mapped, acc}`.

      iex> :lists.mapfoldl(fn x, acc -> {acc, acc + x} end, 0, [1, 2])
      {[0, 1], 3}
  """
  @spec mapfoldl((term, acc -> {term, acc}), acc, list) :: {list, acc} when acc: term
  def mapfoldl(fun, acc, list) when is_function(fun, 2), do: mapfoldl_1(list, acc, fun)

  defp mapfoldl_1([head | tail], acc, fun) do
    {value, acc} = fun.(head, acc)
    {mapped, acc} = mapfoldl_1(tail, acc, fun)
    {[value | mapped], acc}
  end

  defp mapfoldl_1([], acc, _fun), do: {[], acc}

  @doc """
  Maps and folds from the right.

      iex> :lists.mapfoldr(fn x, acc -> {acc, acc + x} end, 0, [1, 2])
      {[2, 0], 3}
  """
  @spec mapfoldr((term, acc -> {term, acc}), acc, list) :: {list, acc} when acc: term
  def mapfoldr(fun, acc, list) when is_function(fun, 2), do: mapfoldr_1(list, acc, fun)

  defp mapfoldr_1([head | tail], acc, fun) do
    {mapped, acc} = mapfoldr_1(tail, acc, fun)
    {value, acc} = fun.(head, acc)
    {[value | mapped], acc}
  end

  defp mapfoldr_1([], acc, _fun), do: {[], acc}

  @doc """
  Returns the first of the largest elements of a list that has some.

      iex> :lists.max([1, 3, 2])
      3
  """
  @spec max([term, ...]) :: term
  def max([head | tail]), do: max(tail, head)

  defp max([head | tail], max) when head > max, do: max(tail, head)
  defp max([_ | tail], max), do: max(tail, max)
  defp max([], max), do: max

  @doc """
  Returns the first of the smallest elements of a list that has some.

      iex> :lists.min([2, 1, 3])
      1
  """
  @spec min([term, ...]) :: term
  def min([head | tail]), do: min(tail, head)

  defp min([head | tail], min) when head < min, do: min(tail, head)
  defp min([_ | tail], min), do: min(tail, min)
  defp min([], min), do: min

  @doc """
  Returns the `n`-th element, counted from 1.

      iex> :lists.nth(2, [:a, :b])
      :b
  """
  @spec nth(pos_integer, [term, ...]) :: term
  def nth(1, [head | _]), do: head
  def nth(n, [_ | tail]) when is_integer(n) and n > 1, do: nth_1(n - 1, tail)

  defp nth_1(1, [head | _]), do: head
  defp nth_1(n, [_ | tail]), do: nth_1(n - 1, tail)

  @doc """
  Drops the first `n` elements of a list that has so many.

      iex> :lists.nthtail(1, [:a, :b])
      [:b]
  """
  @spec nthtail(non_neg_integer, list) :: list
  def nthtail(0, list) when is_list(list), do: list
  def nthtail(n, [_ | tail]) when is_integer(n) and n > 0, do: nthtail_1(n - 1, tail)

  # The tail of an improper list may be what is asked for.
  defp nthtail_1(0, rest), do: rest
  defp nthtail_1(n, [_ | tail]), do: nthtail_1(n - 1, tail)

  @doc """
  Splits into the elements for which `pred` is true and the others.

      iex> :lists.partition(&is_atom/1, [:a, 1, :b])
      {[:a, :b], [1]}
  """
  @spec partition((term -> boolean), list) :: {list, list}
  def partition(pred, list) when is_function(pred, 1), do: partition_1(list, pred, [], [])

  defp partition_1([head | tail], pred, accepted, rejected) do
    case pred.(head) do
      true -> partition_1(tail, pred, [head | accepted], rejected)
      false -> partition_1(tail, pred, accepted, [head | rejected])
    end
  end

  defp partition_1([], _pred, accepted, rejected) do
    {:lists.reverse(accepted), :lists.reverse(rejected)}
  end

  @doc """
  Returns `true` if `list` begins with `prefix`.

      iex> :lists.prefix([1], [1, 2])
      true
  """
  @spec prefix(list, list) :: boolean
  def prefix([head | prefix], [head | list]), do: prefix(prefix, list)
  def prefix([], list) when is_list(list), do: true
  def prefix([_ | _], list) when is_list(list), do: false

  @doc """
  Returns `{:value, element}` for the first element for which `pred` is true, or `false`.

      iex> :lists.search(&is_atom/1, [1, :b])
      {:value, :b}
  """
  @spec search((term -> boolean), list) :: {:value, term} | false
  def search(pred, list) when is_function(pred, 1), do: search_1(list, pred)

  defp search_1([head | tail], pred) do
    case pred.(head) do
      true -> {:value, head}
      false -> search_1(tail, pred)
    end
  end

  defp search_1([], _pred), do: false

  @doc """
  Returns the integers from `first` to `last`; `last` may be `first - 1`, for none.

      iex> :lists.seq(1, 3)
      [1, 2, 3]
  """
  @spec seq(integer, integer) :: [integer]
  def seq(first, last) when is_integer(first) and is_integer(last) and first - 1 <= last do
    seq_down(last, first, [])
  end

  defp seq_down(current, first, acc) when current < first, do: acc
  defp seq_down(current, first, acc), do: seq_down(current - 1, first, [current | acc])

  @doc """
  Returns the integers from `first` to at most `last` in steps of `increment`.

      iex> :lists.seq(1, 10, 4)
      [1, 5, 9]
      iex> :lists.seq(3, 1, -1)
      [3, 2, 1]
  """
  @spec seq(integer, integer, integer) :: [integer]
  def seq(first, last, increment)
      when is_integer(first) and is_integer(last) and is_integer(increment) do
    cond do
      increment > 0 and first - increment <= last -> seq_stepping(first, last, increment)
      increment < 0 and first - increment >= last -> seq_stepping(first, last, increment)
      increment == 0 and first == last -> [first]
      true -> :erlang.error(:badarg, [first, last, increment], @explained)
    end
  end

  def seq(first, last, increment) do
    :erlang.error(:badarg, [first, last, increment], @explained)
  end

  defp seq_stepping(first, last, increment) when first - last == increment, do: []

  defp seq_stepping(first, last, increment) do
    count = div(last - first + increment, increment)
    seq_down(first + increment * (count - 1), first, increment, [])
  end

  # Built from the end, so that it takes no stack.
  defp seq_down(current, first, increment, acc)
       when (increment > 0 and current < first) or (increment < 0 and current > first),
       do: acc

  defp seq_down(current, first, increment, acc) do
    seq_down(current - increment, first, increment, [current | acc])
  end

  @doc """
  Splits after the first `n` elements of a list that has so many.

      iex> :lists.split(1, [:a, :b])
      {[:a], [:b]}
  """
  @spec split(non_neg_integer, list) :: {list, list}
  def split(n, list) when is_integer(n) and n >= 0 and is_list(list) do
    case split(n, list, []) do
      {_, _} = result -> result
      :too_short -> :erlang.error(:badarg, [n, list])
    end
  end

  def split(n, list), do: :erlang.error(:badarg, [n, list])

  defp split(0, rest, before), do: {:lists.reverse(before), rest}
  defp split(n, [head | tail], before), do: split(n - 1, tail, [head | before])
  defp split(_n, [], _before), do: :too_short

  @doc """
  Splits before the first element for which `pred` is false.

      iex> :lists.splitwith(&is_atom/1, [:a, 1, :b])
      {[:a], [1, :b]}
  """
  @spec splitwith((term -> boolean), list) :: {list, list}
  def splitwith(pred, list) when is_function(pred, 1), do: splitwith_1(list, pred, [])

  defp splitwith_1([head | tail] = list, pred, taken) do
    case pred.(head) do
      true -> splitwith_1(tail, pred, [head | taken])
      false -> {:lists.reverse(taken), list}
    end
  end

  defp splitwith_1([], _pred, taken), do: {:lists.reverse(taken), []}

  @doc """
  Takes the first `length` elements, or fewer at the end.

      iex> :lists.sublist([1, 2, 3], 2)
      [1, 2]
  """
  @spec sublist(list, non_neg_integer) :: list
  def sublist(list, length) when is_integer(length) and is_list(list) and length >= 0 do
    sublist_2(list, length)
  end

  @doc """
  Takes `length` elements from position `start` on, counted from 1, or fewer at the end.

      iex> :lists.sublist([1, 2, 3, 4], 2, 2)
      [2, 3]
      iex> :lists.sublist([1, 2], 5, 2)
      []
  """
  @spec sublist(list, pos_integer, non_neg_integer) :: list
  def sublist(list, 1, length) when is_list(list) and is_integer(length) and length >= 0 do
    sublist_2(list, length)
  end

  def sublist([], start, _length) when is_integer(start) and start > 1, do: []

  def sublist([_ | tail], start, length) when is_integer(start) and start > 1 do
    sublist(tail, start - 1, length)
  end

  defp sublist_2(_list, 0), do: []
  defp sublist_2([head | tail], length), do: [head | sublist_2(tail, length - 1)]
  defp sublist_2([], _length), do: []

  @doc """
  Deletes from the first list the first occurrence of each element of the second, like `--/2`.

      iex> :lists.subtract([1, 2, 1], [1])
      [2, 1]
  """
  @spec subtract(list, list) :: list
  def subtract(list1, list2), do: list1 -- list2

  @doc """
  Returns `true` if `list` ends with `suffix`.

      iex> :lists.suffix([2], [1, 2])
      true
  """
  @spec suffix(list, list) :: boolean
  def suffix(suffix, list) do
    case length(list) - length(suffix) do
      excess when excess >= 0 -> nthtail(excess, list) === suffix
      _ -> false
    end
  end

  @doc """
  Adds up the elements.

      iex> :lists.sum([1, 2.5])
      3.5
  """
  @spec sum([number]) :: number
  def sum(list), do: sum(list, 0)

  defp sum([head | tail], sum), do: sum(tail, sum + head)
  defp sum([], sum), do: sum

  @doc """
  Takes elements as long as `pred` is true for them.

      iex> :lists.takewhile(&is_atom/1, [:a, 1, :b])
      [:a]
  """
  @spec takewhile((term -> boolean), list) :: list
  def takewhile(pred, list) when is_function(pred, 1), do: takewhile_1(list, pred)

  defp takewhile_1([head | tail], pred) do
    case pred.(head) do
      true -> [head | takewhile_1(tail, pred)]
      false -> []
    end
  end

  defp takewhile_1([], _pred), do: []

  @doc """
  Keeps the first of all equal elements.

      iex> :lists.uniq([3, 1, 3, 1])
      [3, 1]
  """
  @spec uniq(list) :: list
  def uniq(list), do: uniq_1(list, %{})

  defp uniq_1([head | tail], seen) do
    case seen do
      %{^head => _} -> uniq_1(tail, seen)
      %{} -> [head | uniq_1(tail, :maps.put(head, [], seen))]
    end
  end

  defp uniq_1([], _seen), do: []

  @doc """
  Keeps the first of all elements for which `fun` returns the same value.

      iex> :lists.uniq(&abs/1, [1, -1, 2])
      [1, 2]
  """
  @spec uniq((term -> term), list) :: list
  def uniq(fun, list) when is_function(fun, 1), do: uniq_2(list, fun, %{})

  defp uniq_2([head | tail], fun, seen) do
    value = fun.(head)

    case seen do
      %{^value => _} -> uniq_2(tail, fun, seen)
      %{} -> [head | uniq_2(tail, fun, :maps.put(value, [], seen))]
    end
  end

  defp uniq_2([], _fun, _seen), do: []

  ## Sorting and merging
  #
  # Order functions are always asked about an element and one that came after it, and answer
  # whether that order may stay.

  @doc """
  Sorts by an order function, which is true if its first argument may stay before the second.

  A merge sort of the runs that are there already; stable.

      iex> :lists.sort(fn x, y -> x >= y end, [1, 3, 2])
      [3, 2, 1]
  """
  @spec sort((term, term -> boolean), list) :: list
  def sort(fun, [_, _ | _] = list), do: list |> runs(fun, []) |> merge_runs(fun)
  def sort(fun, [_] = list) when is_function(fun, 2), do: list
  def sort(fun, []) when is_function(fun, 2), do: []

  # A run is collected in reverse if it goes up; one that goes strictly down is turned by that.
  defp runs([first, second | rest], fun, runs) do
    case fun.(first, second) do
      true -> run_up(rest, second, [second, first], fun, runs)
      false -> run_down(rest, second, [second, first], fun, runs)
    end
  end

  defp runs([last], _fun, runs), do: :lists.reverse(runs, [[last]])
  defp runs([], _fun, runs), do: :lists.reverse(runs)

  defp run_up([head | tail] = list, last, run, fun, runs) do
    case fun.(last, head) do
      true -> run_up(tail, head, [head | run], fun, runs)
      false -> runs(list, fun, [:lists.reverse(run) | runs])
    end
  end

  defp run_up([], _last, run, _fun, runs), do: :lists.reverse(runs, [:lists.reverse(run)])

  defp run_down([head | tail] = list, last, run, fun, runs) do
    case fun.(last, head) do
      true -> runs(list, fun, [run | runs])
      false -> run_down(tail, head, [head | run], fun, runs)
    end
  end

  defp run_down([], _last, run, _fun, runs), do: :lists.reverse(runs, [run])

  defp merge_runs([run], _fun), do: run
  defp merge_runs(runs, fun), do: runs |> merge_pairs(fun) |> merge_runs(fun)

  defp merge_pairs([first, second | rest], fun) do
    [merge_1(fun, first, second, []) | merge_pairs(rest, fun)]
  end

  defp merge_pairs([last], _fun), do: [last]
  defp merge_pairs([], _fun), do: []

  defp merge_1(fun, [head1 | tail1] = list1, [head2 | tail2] = list2, acc) do
    case fun.(head1, head2) do
      true -> merge_1(fun, tail1, list2, [head1 | acc])
      false -> merge_1(fun, list1, tail2, [head2 | acc])
    end
  end

  defp merge_1(_fun, [], list2, acc), do: :lists.reverse(acc, list2)
  defp merge_1(_fun, list1, [], acc), do: :lists.reverse(acc, list1)

  @doc """
  Sorts by an order function and keeps the first of all elements that are equal under it.

      iex> :lists.usort(fn x, y -> x >= y end, [1, 3, 1])
      [3, 1]
  """
  @spec usort((term, term -> boolean), list) :: list
  def usort(fun, [_, _ | _] = list) when is_function(fun, 2),
    do: fun |> sort(list) |> unique_by(fun)

  def usort(fun, [_] = list) when is_function(fun, 2), do: list
  def usort(fun, []) when is_function(fun, 2), do: []

  # In a sorted list an element that may stand before its predecessor, too, equals it.
  defp unique_by([first | rest], fun), do: [first | unique_by(rest, first, fun)]
  defp unique_by([], _fun), do: []

  defp unique_by([head | tail], last, fun) do
    case fun.(head, last) do
      true -> unique_by(tail, last, fun)
      false -> [head | unique_by(tail, head, fun)]
    end
  end

  defp unique_by([], _last, _fun), do: []

  defp key_order(position) do
    fn tuple1, tuple2 ->
      :erlang.element(position, tuple1) <= :erlang.element(position, tuple2)
    end
  end

  @doc """
  Merges sorted lists into one.

      iex> :lists.merge([[1, 4], [2], [3]])
      [1, 2, 3, 4]
  """
  @spec merge([list]) :: list
  def merge(lists), do: mergel(lists)

  defp mergel([]), do: []
  defp mergel([list]) when is_list(list), do: list
  defp mergel([first | _] = lists) when is_list(first), do: merge_runs(lists, &<=/2)

  @doc """
  Merges two sorted lists; of equal elements that of the first list comes first.

      iex> :lists.merge([1, 3], [2, 3.0])
      [1, 2, 3, 3.0]
  """
  @spec merge(list, list) :: list
  def merge(list1, list2) when is_list(list1) and is_list(list2) do
    merge_1(&<=/2, list1, list2, [])
  end

  @doc """
  Merges two lists sorted by an order function.

      iex> :lists.merge(fn x, y -> x >= y end, [3, 1], [2])
      [3, 2, 1]
  """
  @spec merge((term, term -> boolean), list, list) :: list
  def merge(fun, list1, list2) when is_function(fun, 2), do: merge_1(fun, list1, list2, [])

  @doc """
  Merges three sorted lists.

      iex> :lists.merge3([1], [3], [2])
      [1, 2, 3]
  """
  @spec merge3(list, list, list) :: list
  def merge3(list1, list2, list3) when is_list(list1) and is_list(list2) and is_list(list3) do
    list1 |> merge(list2) |> merge(list3)
  end

  @doc """
  Merges two lists of tuples sorted by their `position`-th element.

      iex> :lists.keymerge(1, [a: 1, c: 2], b: 3)
      [a: 1, b: 3, c: 2]
  """
  @spec keymerge(pos_integer, [tuple], [tuple]) :: [tuple]
  def keymerge(position, list1, list2)
      when is_integer(position) and position > 0 and is_list(list1) and is_list(list2) do
    merge_1(key_order(position), list1, list2, [])
  end

  @doc """
  Merges sorted lists without duplicates; of equal elements the first stays.

      iex> :lists.umerge([[1, 2], [2, 3]])
      [1, 2, 3]
  """
  @spec umerge([list]) :: list
  def umerge([]), do: []
  def umerge([list]) when is_list(list), do: list
  def umerge([first | _] = lists) when is_list(first), do: lists |> umerge_pairs() |> umerge()

  defp umerge_pairs([first, second | rest]), do: [umerge(first, second) | umerge_pairs(rest)]
  defp umerge_pairs([last]), do: [last]
  defp umerge_pairs([]), do: []

  @doc """
  Merges two sorted lists without duplicates; of equal elements that of the first stays.

      iex> :lists.umerge([1, 2], [2.0, 3])
      [1, 2, 3]
  """
  @spec umerge(list, list) :: list
  def umerge(list1, list2) when is_list(list1) and is_list(list2) do
    umerge_1(&<=/2, list1, list2, [])
  end

  @doc """
  Merges two lists without duplicates sorted by an order function.

      iex> :lists.umerge(fn x, y -> x >= y end, [3, 1], [3, 2])
      [3, 2, 1]
  """
  @spec umerge((term, term -> boolean), list, list) :: list
  def umerge(fun, list1, list2) when is_function(fun, 2), do: umerge_1(fun, list1, list2, [])

  defp umerge_1(fun, [head1 | tail1] = list1, [head2 | tail2] = list2, acc) do
    case fun.(head1, head2) do
      false ->
        umerge_1(fun, list1, tail2, [head2 | acc])

      true ->
        case fun.(head2, head1) do
          true -> umerge_1(fun, list1, tail2, acc)
          false -> umerge_1(fun, tail1, list2, [head1 | acc])
        end
    end
  end

  defp umerge_1(_fun, [], list2, acc), do: :lists.reverse(acc, list2)
  defp umerge_1(_fun, list1, [], acc), do: :lists.reverse(acc, list1)

  @doc """
  Merges three sorted lists without duplicates.

      iex> :lists.umerge3([1, 2], [2], [3])
      [1, 2, 3]
  """
  @spec umerge3(list, list, list) :: list
  def umerge3(list1, list2, list3) when is_list(list1) and is_list(list2) and is_list(list3) do
    list1 |> umerge(list2) |> umerge(list3)
  end

  @doc """
  Merges two lists of tuples sorted by their `position`-th element without duplicates of it.

      iex> :lists.ukeymerge(1, [a: 1], a: 2, b: 3)
      [a: 1, b: 3]
  """
  @spec ukeymerge(pos_integer, [tuple], [tuple]) :: [tuple]
  def ukeymerge(position, list1, list2)
      when is_integer(position) and position > 0 and is_list(list1) and is_list(list2) do
    umerge_1(key_order(position), list1, list2, [])
  end

  ## Zipping

  @doc """
  Turns pairs into a pair of lists.

      iex> :lists.unzip(a: 1, b: 2)
      {[:a, :b], [1, 2]}
  """
  @spec unzip([{term, term}]) :: {list, list}
  def unzip(pairs), do: unzip(pairs, [], [])

  defp unzip([{a, b} | rest], as, bs), do: unzip(rest, [a | as], [b | bs])
  defp unzip([], as, bs), do: {:lists.reverse(as), :lists.reverse(bs)}

  @doc """
  Turns triples into three lists.

      iex> :lists.unzip3([{1, 2, 3}])
      {[1], [2], [3]}
  """
  @spec unzip3([{term, term, term}]) :: {list, list, list}
  def unzip3(triples), do: unzip3(triples, [], [], [])

  defp unzip3([{a, b, c} | rest], as, bs, cs), do: unzip3(rest, [a | as], [b | bs], [c | cs])
  defp unzip3([], as, bs, cs), do: {:lists.reverse(as), :lists.reverse(bs), :lists.reverse(cs)}

  @doc """
  Pairs the elements of two lists of the same length.

      iex> :lists.zip([1, 2], [:a, :b])
      [{1, :a}, {2, :b}]
  """
  @spec zip(list, list) :: [{term, term}]
  def zip(list1, list2), do: zip(list1, list2, :fail)

  @doc """
  Pairs the elements of two lists; `how` says what to do if one is longer.

  `:fail` raises, `:trim` drops the rest, `{:pad, {a, b}}` fills in.

      iex> :lists.zip([1, 2], [:a], :trim)
      [{1, :a}]
      iex> :lists.zip([1, 2], [:a], {:pad, {0, :none}})
      [{1, :a}, {2, :none}]
  """
  @spec zip(list, list, :fail | :trim | {:pad, {term, term}}) :: [{term, term}]
  def zip([a | as], [b | bs], how), do: [{a, b} | zip(as, bs, how)]
  def zip([], [], :fail), do: []
  def zip([], [], :trim), do: []
  def zip([], [], {:pad, {_, _}}), do: []
  def zip([_ | _], [], :trim), do: []
  def zip([], [_ | _], :trim), do: []
  def zip([], [_ | _] = bs, {:pad, {a, _}}), do: pad(bs, &{a, &1})
  def zip([_ | _] = as, [], {:pad, {_, b}}), do: pad(as, &{&1, b})

  @doc """
  Collects the elements of three lists of the same length into triples.

      iex> :lists.zip3([1], [2], [3])
      [{1, 2, 3}]
  """
  @spec zip3(list, list, list) :: [{term, term, term}]
  def zip3(list1, list2, list3), do: zip3(list1, list2, list3, :fail)

  @doc """
  Collects the elements of three lists into triples; `how` is as in `zip/3`.

      iex> :lists.zip3([1, 2], [3], [4, 5], {:pad, {0, 0, 0}})
      [{1, 3, 4}, {2, 0, 5}]
  """
  @spec zip3(list, list, list, :fail | :trim | {:pad, {term, term, term}}) ::
          [{term, term, term}]
  def zip3([a | as], [b | bs], [c | cs], how), do: [{a, b, c} | zip3(as, bs, cs, how)]
  def zip3([], [], [], :fail), do: []
  def zip3([], [], [], :trim), do: []
  def zip3(as, bs, cs, :trim) when is_list(as) and is_list(bs) and is_list(cs), do: []
  def zip3([], [], [], {:pad, {_, _, _}}), do: []

  def zip3([_ | _] = as, [], [], {:pad, {_, b, c}}), do: pad(as, &{&1, b, c})
  def zip3([], [_ | _] = bs, [], {:pad, {a, _, c}}), do: pad(bs, &{a, &1, c})
  def zip3([], [], [_ | _] = cs, {:pad, {a, b, _}}), do: pad(cs, &{a, b, &1})

  def zip3(as, bs, cs, {:pad, {a, b, c}} = how)
      when is_list(as) and is_list(bs) and is_list(cs) do
    {{a, as}, {b, bs}, {c, cs}} = {pop_or(as, a), pop_or(bs, b), pop_or(cs, c)}
    [{a, b, c} | zip3(as, bs, cs, how)]
  end

  @doc """
  Calls `fun` with the elements of two lists of the same length.

      iex> :lists.zipwith(fn x, y -> x + y end, [1, 2], [3, 4])
      [4, 6]
  """
  @spec zipwith((term, term -> term), list, list) :: list
  def zipwith(fun, list1, list2), do: zipwith(fun, list1, list2, :fail)

  @doc """
  Calls `fun` with the elements of two lists; `how` is as in `zip/3`.

      iex> :lists.zipwith(fn x, y -> x + y end, [1, 2], [3], {:pad, {0, 10}})
      [4, 12]
  """
  @spec zipwith((term, term -> term), list, list, :fail | :trim | {:pad, {term, term}}) :: list
  def zipwith(fun, [a | as], [b | bs], how), do: [fun.(a, b) | zipwith(fun, as, bs, how)]
  def zipwith(fun, [], [], :fail) when is_function(fun, 2), do: []
  def zipwith(fun, [], [], :trim) when is_function(fun, 2), do: []
  def zipwith(fun, [], [], {:pad, {_, _}}) when is_function(fun, 2), do: []
  def zipwith(fun, [_ | _], [], :trim) when is_function(fun, 2), do: []
  def zipwith(fun, [], [_ | _], :trim) when is_function(fun, 2), do: []
  def zipwith(fun, [], [_ | _] = bs, {:pad, {a, _}}), do: pad(bs, &fun.(a, &1))
  def zipwith(fun, [_ | _] = as, [], {:pad, {_, b}}), do: pad(as, &fun.(&1, b))

  @doc """
  Calls `fun` with the elements of three lists of the same length.

      iex> :lists.zipwith3(fn x, y, z -> x + y + z end, [1], [2], [3])
      [6]
  """
  @spec zipwith3((term, term, term -> term), list, list, list) :: list
  def zipwith3(fun, list1, list2, list3), do: zipwith3(fun, list1, list2, list3, :fail)

  @doc """
  Calls `fun` with the elements of three lists; `how` is as in `zip/3`.

      iex> :lists.zipwith3(fn x, y, z -> {x, y, z} end, [1, 2], [3], [4], :trim)
      [{1, 3, 4}]
  """
  @spec zipwith3(
          (term, term, term -> term),
          list,
          list,
          list,
          :fail | :trim | {:pad, {term, term, term}}
        ) :: list
  def zipwith3(fun, [a | as], [b | bs], [c | cs], how) do
    [fun.(a, b, c) | zipwith3(fun, as, bs, cs, how)]
  end

  def zipwith3(fun, [], [], [], :fail) when is_function(fun, 3), do: []

  def zipwith3(fun, as, bs, cs, :trim)
      when is_function(fun, 3) and is_list(as) and is_list(bs) and is_list(cs),
      do: []

  def zipwith3(fun, [], [], [], {:pad, {_, _, _}}) when is_function(fun, 3), do: []

  def zipwith3(fun, [_ | _] = as, [], [], {:pad, {_, b, c}}), do: pad(as, &fun.(&1, b, c))
  def zipwith3(fun, [], [_ | _] = bs, [], {:pad, {a, _, c}}), do: pad(bs, &fun.(a, &1, c))
  def zipwith3(fun, [], [], [_ | _] = cs, {:pad, {a, b, _}}), do: pad(cs, &fun.(a, b, &1))

  def zipwith3(fun, as, bs, cs, {:pad, {a, b, c}} = how)
      when is_list(as) and is_list(bs) and is_list(cs) do
    {{a, as}, {b, bs}, {c, cs}} = {pop_or(as, a), pop_or(bs, b), pop_or(cs, c)}
    [fun.(a, b, c) | zipwith3(fun, as, bs, cs, how)]
  end

  defp pop_or([head | tail], _default), do: {head, tail}
  defp pop_or([], default), do: {default, []}

  # What is left of the one list that goes on, whose end is looked at only when it is there.
  defp pad([head | tail], fun), do: [fun.(head) | pad(tail, fun)]
  defp pad([], _fun), do: []
  defp pad(tail, _fun), do: :erlang.error({:bad_generator, tail})

  ## What the machine itself has

  @doc """
  The elements in the opposite order.

      iex> :lists.reverse([1, [2, 3]])
      [[2, 3], 1]
  """
  @spec reverse(list) :: list
  def reverse(list)

  @doc """
  The elements in the opposite order, before a tail.

      iex> :lists.reverse([2, 1], [3, 4])
      [1, 2, 3, 4]
  """
  @spec reverse(list, term) :: list
  def reverse(list, tail)

  @doc """
  Is a term an element of the list?

      iex> {:lists.member(1, [1.0]), :lists.member(1, [2, 1])}
      {false, true}
  """
  @spec member(term, list) :: boolean
  def member(term, list)

  @doc """
  The first tuple whose n-th element equals a key, or false.

      iex> :lists.keyfind(:b, 1, a: 1, b: 2)
      {:b, 2}
      iex> :lists.keyfind(2.0, 2, a: 1, b: 2)
      {:b, 2}
      iex> :lists.keyfind(:z, 1, a: 1)
      false
  """
  @spec keyfind(term, pos_integer, [tuple]) :: tuple | false
  def keyfind(key, position, tuples)

  @doc """
  Is there a tuple whose n-th element equals a key?

      iex> :lists.keymember(2, 2, a: 1, b: 2)
      true
  """
  @spec keymember(term, pos_integer, [tuple]) :: boolean
  def keymember(key, position, tuples)

  @doc """
  {:value, tuple} of the first tuple whose n-th element equals a key, or false.

      iex> :lists.keysearch(:a, 1, a: 1)
      {:value, {:a, 1}}
      iex> :lists.keysearch(:z, 1, a: 1)
      false
  """
  @spec keysearch(term, pos_integer, [tuple]) :: {:value, tuple} | false
  def keysearch(key, position, tuples)

  @doc """
  The elements in order; equal ones stay as they were.

      iex> :lists.sort([2, 1, 1.0, :a, "b"])
      [1, 1.0, 2, :a, "b"]
  """
  @spec sort(list) :: list
  def sort(list)

  @doc """
  The elements in order, of equal ones the first.

      iex> :lists.usort([2, 1, 1.0, 2])
      [1, 2]
  """
  @spec usort(list) :: list
  def usort(list)

  @doc """
  Tuples in the order of their n-th elements; equal ones stay as they were.

      iex> :lists.keysort(2, a: 2, b: 1, c: 2)
      [b: 1, a: 2, c: 2]
  """
  @spec keysort(pos_integer, [tuple]) :: [tuple]
  def keysort(position, tuples)

  @doc """
  Tuples in the order of their n-th elements, of equal ones the first.

      iex> :lists.ukeysort(2, a: 2, b: 1, c: 2)
      [b: 1, a: 2]
  """
  @spec ukeysort(pos_integer, [tuple]) :: [tuple]
  def ukeysort(position, tuples)
end
