# Erlang's `array`: functional, extendible arrays.

defmodule :array do
  @moduledoc """
  Functional arrays: indexed from zero, extendible at both ends, sparse.

      iex> array = :array.set(2, :c, :array.from_list([:a]))
      iex> :array.to_list(array)
      [:a, :undefined, :c]

  Elements that were not set have the default value, `:undefined` unless told otherwise. An
  array of a fixed size raises `ArgumentError` for indexes beyond it; others grow when written
  to, and answer the default when read beyond their end. Reading and writing take logarithmic
  time to the base 16.
  """

  # The elements are the leaves of a tree whose nodes are tuples of 16; `[]` stands for a
  # subtree without elements. `levels` is the number of inner levels, so that there is room for
  # 16 to the power of `levels + 1` elements, and the first one stands at place `offset`.
  @width 16

  @opaque array(type) ::
            {:array, size :: non_neg_integer, fixed :: boolean, default :: type,
             offset :: non_neg_integer, levels :: non_neg_integer, root :: tuple | []}
  @type array :: array(term)
  @type option ::
          non_neg_integer
          | :fixed
          | {:fixed, boolean}
          | {:default, term}
          | {:size, non_neg_integer}

  defguardp is_index(index) when is_integer(index) and index >= 0

  ## Making arrays

  @doc """
  Returns an empty array that can grow.

      iex> :array.size(:array.new())
      0
  """
  @spec new() :: array
  def new, do: make(0, false, :undefined)

  @doc """
  Returns an array as an option, a list of options or a size says.

  With a size, alone or as `{:size, size}`, the array is fixed unless `{:fixed, false}` is
  given.

      iex> :array.to_list(:array.new(size: 2, default: 0))
      [0, 0]
  """
  @spec new(option | [option]) :: array
  def new(options), do: apply_options(options, 0, false, :undefined)

  @doc """
  Returns an array of a size, fixed unless the options say otherwise.

      iex> array = :array.new(2, default: :none)
      iex> :array.to_list(array)
      [:none, :none]
  """
  @spec new(non_neg_integer, option | [option]) :: array
  def new(size, options) when is_index(size), do: apply_options(options, size, true, :undefined)
  def new(_size, _options), do: :erlang.error(:badarg)

  defp apply_options(options, size, fixed, default) when is_list(options) do
    {size, fixed, default} = :lists.foldl(&apply_option/2, {size, fixed, default}, options)
    make(size, fixed, default)
  end

  defp apply_options(option, size, fixed, default) do
    apply_options([option], size, fixed, default)
  end

  defp apply_option(option, {size, fixed, default}) do
    case option do
      size when is_index(size) -> {size, true, default}
      {:size, size} when is_index(size) -> {size, true, default}
      :fixed -> {size, true, default}
      {:fixed, fixed} when is_boolean(fixed) -> {size, fixed, default}
      {:default, default} -> {size, fixed, default}
      _ -> :erlang.error(:badarg)
    end
  end

  defp make(size, fixed, default), do: {:array, size, fixed, default, 0, 0, []}

  @doc """
  Returns `true` if `term` is an array.

      iex> :array.is_array(:array.new())
      true
  """
  @spec is_array(term) :: boolean
  def is_array({:array, size, fixed, _, offset, levels, root})
      when is_index(size) and is_boolean(fixed) and is_index(offset) and is_index(levels) and
             (is_tuple(root) or root == []),
      do: true

  def is_array(_term), do: false

  @doc """
  Makes an array of a list.

      iex> :array.get(1, :array.from_list([:a, :b]))
      :b
  """
  @spec from_list([value]) :: array(value) when value: term
  def from_list(list), do: from_list(list, :undefined)

  @doc """
  Makes an array of a list, with a default value.

      iex> :array.to_list(:array.set(2, 2, :array.from_list([1], 0)))
      [1, 0, 2]
  """
  @spec from_list([value], value) :: array(value) when value: term
  def from_list(list, default) when is_list(list) do
    if List.improper?(list), do: :erlang.error(:badarg, [list, default])

    {root, levels} = build(list, default)
    {:array, length(list), false, default, 0, levels, root}
  end

  def from_list(list, default), do: :erlang.error(:badarg, [list, default])

  defp build([], _default), do: {[], 0}
  defp build(list, default), do: list |> nodes(default) |> build_levels(0)

  defp build_levels([root], levels), do: {root, levels}
  defp build_levels(nodes, levels), do: nodes |> nodes([]) |> build_levels(levels + 1)

  defp nodes(list, filler) do
    for chunk <- Enum.chunk_every(list, @width, @width, List.duplicate(filler, @width)) do
      List.to_tuple(chunk)
    end
  end

  @doc """
  Makes an array of what a function unfolds.

  `fun` gets a state and returns `{value, state}`, or `:done`.

      iex> :array.to_list(:array.from(fn n -> if n > 2, do: :done, else: {n, n + 1} end, 0))
      [0, 1, 2]
  """
  @spec from((state -> {value, state} | :done), state) :: array(value)
        when state: term, value: term
  def from(fun, state), do: from(fun, state, :undefined)

  @doc """
  Makes an array of what a function unfolds, with a default value.

      iex> :array.to_list(:array.from(fn n -> if n > 3, do: :done, else: {n * n, n + 1} end, 1, :none))
      [1, 4, 9]
  """
  @spec from((state -> {value, state} | :done), state, value) :: array(value)
        when state: term, value: term
  def from(fun, state, default) when is_function(fun, 1) do
    fun |> unfold(state, []) |> from_list(default)
  end

  def from(fun, state, default), do: :erlang.error(:badarg, [fun, state, default])

  defp unfold(fun, state, acc) do
    case fun.(state) do
      {value, state} -> unfold(fun, state, [value | acc])
      :done -> :lists.reverse(acc)
      _ -> :erlang.error(:badarg)
    end
  end

  @doc """
  Makes an array of a list of `{index, value}` in ascending order of the indexes.

      iex> :array.to_list(:array.from_orddict([{1, :b}]))
      [:undefined, :b]
  """
  @spec from_orddict([{non_neg_integer, value}]) :: array(value) when value: term
  def from_orddict(pairs), do: from_orddict(pairs, :undefined)

  @doc """
  Makes an array of a list of `{index, value}`, with a default value.

      iex> :array.to_list(:array.from_orddict([{0, :a}, {2, :c}], :none))
      [:a, :none, :c]
  """
  @spec from_orddict([{non_neg_integer, value}], value) :: array(value) when value: term
  def from_orddict(pairs, default) when is_list(pairs) do
    set_ascending(pairs, -1, make(0, false, default))
  end

  def from_orddict(pairs, default), do: :erlang.error(:badarg, [pairs, default])

  defp set_ascending([{index, value} | rest], last, array)
       when is_integer(index) and index > last do
    set_ascending(rest, index, set(index, value, array))
  end

  defp set_ascending([], _last, array), do: array
  defp set_ascending(rest, _last, _array), do: :erlang.error({:badarg, rest})

  ## Properties

  @doc """
  Returns the number of elements, those of the default value included.

      iex> :array.size(:array.set(4, :x, :array.new()))
      5
  """
  @spec size(array) :: non_neg_integer
  def size({:array, size, _, _, _, _, _}), do: size
  def size(other), do: :erlang.error(:badarg, [other])

  @doc """
  Returns the number of elements up to the last one that is not of the default value.

      iex> :array.sparse_size(:array.from_list([1, :undefined]))
      1
  """
  @spec sparse_size(array) :: non_neg_integer
  def sparse_size(array) do
    sparse_foldr(fn index, _value, _acc -> throw({:last, index}) end, 0, array)
  catch
    {:last, index} -> index + 1
  end

  @doc """
  Returns the default value.

      iex> :array.default(:array.new(default: 0))
      0
  """
  @spec default(array(value)) :: value when value: term
  def default({:array, _, _, default, _, _, _}), do: default
  def default(other), do: :erlang.error(:badarg, [other])

  @doc """
  Returns `true` if the size is fixed.

      iex> {:array.is_fix(:array.new(3)), :array.is_fix(:array.new())}
      {true, false}
  """
  @spec is_fix(array) :: boolean
  def is_fix({:array, _, fixed, _, _, _, _}), do: fixed
  def is_fix(other), do: :erlang.error(:badarg, [other])

  @doc """
  Fixes the size.

      iex> array = :array.fix(:array.from_list([1, 2]))
      iex> :array.is_fix(array)
      true
  """
  @spec fix(array(value)) :: array(value) when value: term
  def fix(array), do: array |> check() |> put_elem(2, true)

  @doc """
  Lets the array grow.

      iex> array = :array.relax(:array.new(2))
      iex> :array.size(:array.set(5, :x, array))
      6
  """
  @spec relax(array(value)) :: array(value) when value: term
  def relax(array), do: array |> check() |> put_elem(2, false)

  defp check({:array, _, _, _, _, _, _} = array), do: array
  defp check(_other), do: :erlang.error(:badarg)

  @doc """
  Changes the size to that of the elements that are set.

      iex> array = :array.reset(2, :array.from_list([:a, :b, :c]))
      iex> :array.to_list(:array.resize(array))
      [:a, :b]
  """
  @spec resize(array(value)) :: array(value) when value: term
  def resize(array), do: resize(sparse_size(array), array)

  @doc """
  Changes the size; elements beyond it are forgotten.

      iex> :array.to_list(:array.resize(1, :array.from_list([:a, :b])))
      [:a]
  """
  @spec resize(non_neg_integer, array(value)) :: array(value) when value: term
  def resize(size, {:array, old_size, fixed, default, offset, levels, root})
      when is_index(size) do
    root = if size < old_size, do: cut(root, levels, offset + size, default), else: root
    {:array, size, fixed, default, offset, levels, root}
  end

  def resize(size, array), do: :erlang.error(:badarg, [size, array])

  # Forgets what stands at `place` and behind.
  defp cut([], _levels, _place, _default), do: []
  defp cut(_node, _levels, place, _default) when place <= 0, do: []

  defp cut(leaf, 0, place, default), do: fill(leaf, place, default)

  defp cut(node, levels, place, default) do
    room = room(levels - 1)
    child = div(place, room)

    if child >= @width do
      node
    else
      node = fill(node, child + 1, [])
      put_elem(node, child, cut(elem(node, child), levels - 1, rem(place, room), default))
    end
  end

  defp fill(tuple, index, _filler) when index >= @width, do: tuple
  defp fill(tuple, index, filler), do: tuple |> put_elem(index, filler) |> fill(index + 1, filler)

  # How many elements have room in a tree.
  defp room(levels), do: Integer.pow(@width, levels + 1)

  ## Reading and writing

  @doc """
  Returns the element at an index.

      iex> :array.get(1, :array.from_list([:a, :b]))
      :b
      iex> :array.get(9, :array.from_list([:a, :b]))
      :undefined
  """
  @spec get(non_neg_integer, array(value)) :: value when value: term
  def get(index, {:array, size, fixed, default, offset, levels, root}) when is_index(index) do
    cond do
      index < size -> value_at(root, levels, index + offset, default)
      fixed -> :erlang.error(:badarg)
      true -> default
    end
  end

  def get(index, array), do: :erlang.error(:badarg, [index, array])

  defp value_at([], _levels, _place, default), do: default
  defp value_at(leaf, 0, place, _default), do: elem(leaf, place)

  defp value_at(node, levels, place, default) do
    room = room(levels - 1)

    if place < room * @width,
      do: value_at(elem(node, div(place, room)), levels - 1, rem(place, room), default),
      else: default
  end

  @doc """
  Sets the element at an index.

      iex> array = :array.set(2, :x, :array.new())
      iex> :array.to_list(array)
      [:undefined, :undefined, :x]
  """
  @spec set(non_neg_integer, value, array(value)) :: array(value) when value: term
  def set(index, value, {:array, size, fixed, default, offset, levels, root})
      when is_index(index) do
    if index >= size and fixed, do: :erlang.error(:badarg)

    place = index + offset
    {levels, root} = grow(levels, root, place)
    root = put_at(root, levels, place, value, default)
    {:array, max(size, index + 1), fixed, default, offset, levels, root}
  end

  def set(index, value, array), do: :erlang.error(:badarg, [index, value, array])

  defp grow(levels, root, place) do
    cond do
      place < room(levels) -> {levels, root}
      root == [] -> grow(levels + 1, [], place)
      true -> grow(levels + 1, put_elem(empty_node(), 0, root), place)
    end
  end

  defp empty_node, do: Tuple.duplicate([], @width)

  defp put_at([], 0, place, value, default) do
    put_elem(Tuple.duplicate(default, @width), place, value)
  end

  defp put_at(leaf, 0, place, value, _default), do: put_elem(leaf, place, value)

  defp put_at([], levels, place, value, default),
    do: put_at(empty_node(), levels, place, value, default)

  defp put_at(node, levels, place, value, default) do
    room = room(levels - 1)
    child = div(place, room)
    put_elem(node, child, put_at(elem(node, child), levels - 1, rem(place, room), value, default))
  end

  @doc """
  Sets the element at an index to the default value.

  Beyond the end of an array that can grow, nothing happens.

      iex> :array.to_list(:array.reset(0, :array.from_list([1, 2])))
      [:undefined, 2]
  """
  @spec reset(non_neg_integer, array(value)) :: array(value) when value: term
  def reset(index, {:array, size, fixed, default, _, _, _} = array) when is_index(index) do
    cond do
      index < size -> set(index, default, array)
      fixed -> :erlang.error(:badarg)
      true -> array
    end
  end

  def reset(index, array), do: :erlang.error(:badarg, [index, array])

  @doc """
  Adds an element at the end, also of a fixed array.

      iex> :array.to_list(:array.append(:b, :array.from_list([:a])))
      [:a, :b]
  """
  @spec append(value, array(value)) :: array(value) when value: term
  def append(value, array) do
    {:array, size, fixed, _, _, _, _} = check(array)
    put_elem(set(size, value, relax(array)), 2, fixed)
  end

  @doc """
  Adds an element in front, also of a fixed array; all indexes move up.

      iex> :array.to_list(:array.prepend(:z, :array.from_list([:a])))
      [:z, :a]
  """
  @spec prepend(value, array(value)) :: array(value) when value: term
  def prepend(value, array), do: set(0, value, shift(-1, check(array)))

  @doc """
  Joins two arrays; fixed size and default value are those of the first.

      iex> :array.to_list(:array.concat(:array.from_list([1]), :array.from_list([2, 3])))
      [1, 2, 3]
  """
  @spec concat(array(value), array(value)) :: array(value) when value: term
  def concat(array1, array2) do
    {:array, size, fixed, default, _, _, _} = check(array1)
    array = resize(size + size(array2), relax(array1))

    # The defaults of the second array are written out if the first has others.
    joined =
      if default(array2) === default,
        do:
          sparse_foldl(fn index, value, acc -> set(size + index, value, acc) end, array, array2),
        else: foldl(fn index, value, acc -> set(size + index, value, acc) end, array, array2)

    put_elem(joined, 2, fixed)
  end

  @doc """
  Joins arrays, of which there must be one.

      iex> :array.to_list(:array.concat([:array.from_list([1]), :array.from_list([2, 3])]))
      [1, 2, 3]
  """
  @spec concat([array(value), ...]) :: array(value) when value: term
  def concat([array | rest]), do: :lists.foldl(&concat(&2, &1), check(array), rest)
  def concat(other), do: :erlang.error(:badarg, [other])

  @doc """
  Drops the first `steps` elements, or puts as many of the default value in front if it is
  negative.

      iex> :array.to_list(:array.shift(1, :array.from_list([:a, :b])))
      [:b]
      iex> :array.to_list(:array.shift(-1, :array.from_list([:a], 0)))
      [0, :a]
  """
  @spec shift(integer, array(value)) :: array(value) when value: term
  def shift(steps, {:array, size, fixed, default, offset, levels, root})
      when is_integer(steps) and steps >= 0 and steps <= size do
    {:array, size - steps, fixed, default, offset + steps, levels, root}
  end

  def shift(steps, {:array, size, fixed, default, offset, levels, root})
      when is_integer(steps) and steps < 0 and -steps <= offset do
    # What was dropped and still stands there comes back, as it does in OTP.
    {:array, size - steps, fixed, default, offset + steps, levels, root}
  end

  def shift(steps, {:array, size, fixed, default, offset, levels, root})
      when is_integer(steps) and steps < 0 do
    # The tree gets room in front: it becomes the last child of a new root.
    moved = (@width - 1) * room(levels)
    root = if root == [], do: [], else: put_elem(empty_node(), @width - 1, root)
    shift(steps, {:array, size, fixed, default, offset + moved, levels + 1, root})
  end

  def shift(steps, array), do: :erlang.error(:badarg, [steps, array])

  @doc """
  Returns the array of `length` elements from an index on, all of which must be there.

      iex> :array.to_list(:array.slice(1, 2, :array.from_list([:a, :b, :c, :d])))
      [:b, :c]
  """
  @spec slice(non_neg_integer, non_neg_integer, array(value)) :: array(value) when value: term
  def slice(start, length, array) do
    check(array)

    if not (is_index(start) and is_index(length) and start + length <= size(array)) do
      :erlang.error(:badarg, [start, length, array])
    end

    resize(length, shift(start, array))
  end

  ## Lists

  @doc """
  Returns the elements as a list.

      iex> :array.to_list(:array.set(1, :x, :array.new(default: 0)))
      [0, :x]
  """
  @spec to_list(array(value)) :: [value] when value: term
  def to_list(array), do: foldr(fn _index, value, acc -> [value | acc] end, [], array)

  @doc """
  Returns the elements that are not of the default value.

      iex> :array.sparse_to_list(:array.set(3, :x, :array.new()))
      [:x]
  """
  @spec sparse_to_list(array(value)) :: [value] when value: term
  def sparse_to_list(array) do
    sparse_foldr(fn _index, value, acc -> [value | acc] end, [], array)
  end

  @doc """
  Returns `{index, value}` for all elements.

      iex> :array.to_orddict(:array.from_list([:a, :b]))
      [{0, :a}, {1, :b}]
  """
  @spec to_orddict(array(value)) :: [{non_neg_integer, value}] when value: term
  def to_orddict(array), do: foldr(fn index, value, acc -> [{index, value} | acc] end, [], array)

  @doc """
  Returns `{index, value}` for the elements that are not of the default value.

      iex> :array.sparse_to_orddict(:array.set(3, :x, :array.new()))
      [{3, :x}]
  """
  @spec sparse_to_orddict(array(value)) :: [{non_neg_integer, value}] when value: term
  def sparse_to_orddict(array) do
    sparse_foldr(fn index, value, acc -> [{index, value} | acc] end, [], array)
  end

  ## Folds

  @doc """
  Folds over indexes and elements, the first one first.

      iex> :array.foldl(fn index, value, acc -> [{index, value} | acc] end, [], :array.from_list([:a, :b]))
      [{1, :b}, {0, :a}]
  """
  @spec foldl((non_neg_integer, value, acc -> acc), acc, array(value)) :: acc
        when value: term, acc: term
  def foldl(fun, acc, array), do: foldl(0, size(array) - 1, fun, acc, array)

  @doc """
  Folds over the elements from `low` to `high`, the first one first.

      iex> :array.foldl(1, 2, fn index, _value, acc -> [index | acc] end, [], :array.from_list([:a, :b, :c, :d]))
      [2, 1]
  """
  @spec foldl(non_neg_integer, integer, (non_neg_integer, value, acc -> acc), acc, array(value)) ::
          acc
        when value: term, acc: term
  def foldl(low, high, fun, acc, array) do
    check_fold(low, high, fun, 3, array)
    fold(:up, :all, low, high, fun, acc, array)
  end

  @doc """
  Folds over indexes and elements, the last one first.

      iex> :array.foldr(fn _index, value, acc -> [value | acc] end, [], :array.from_list([:a, :b]))
      [:a, :b]
  """
  @spec foldr((non_neg_integer, value, acc -> acc), acc, array(value)) :: acc
        when value: term, acc: term
  def foldr(fun, acc, array), do: foldr(0, size(array) - 1, fun, acc, array)

  @doc """
  Folds over the elements from `low` to `high`, the last one first.

      iex> :array.foldr(1, 2, fn index, _value, acc -> [index | acc] end, [], :array.from_list([:a, :b, :c, :d]))
      [1, 2]
  """
  @spec foldr(non_neg_integer, integer, (non_neg_integer, value, acc -> acc), acc, array(value)) ::
          acc
        when value: term, acc: term
  def foldr(low, high, fun, acc, array) do
    check_fold(low, high, fun, 3, array)
    fold(:down, :all, low, high, fun, acc, array)
  end

  @doc """
  Folds over the elements that are not of the default value, the first one first.

      iex> array = :array.set(3, :x, :array.new())
      iex> :array.sparse_foldl(fn index, value, acc -> [{index, value} | acc] end, [], array)
      [{3, :x}]
  """
  @spec sparse_foldl((non_neg_integer, value, acc -> acc), acc, array(value)) :: acc
        when value: term, acc: term
  def sparse_foldl(fun, acc, array), do: sparse_foldl(0, size(array) - 1, fun, acc, array)

  @doc """
  Folds over the elements from `low` to `high` that are not of the default value.

      iex> array = :array.set(0, :a, :array.set(3, :x, :array.new()))
      iex> :array.sparse_foldl(1, 3, fn index, value, acc -> [{index, value} | acc] end, [], array)
      [{3, :x}]
  """
  @spec sparse_foldl(
          non_neg_integer,
          integer,
          (non_neg_integer, value, acc -> acc),
          acc,
          array(value)
        ) :: acc
        when value: term, acc: term
  def sparse_foldl(low, high, fun, acc, array) do
    check_fold(low, high, fun, 3, array)
    fold(:up, :sparse, low, high, fun, acc, array)
  end

  @doc """
  Folds over the elements that are not of the default value, the last one first.

      iex> array = :array.set(0, :a, :array.set(3, :x, :array.new()))
      iex> :array.sparse_foldr(fn index, value, acc -> [{index, value} | acc] end, [], array)
      [{0, :a}, {3, :x}]
  """
  @spec sparse_foldr((non_neg_integer, value, acc -> acc), acc, array(value)) :: acc
        when value: term, acc: term
  def sparse_foldr(fun, acc, array), do: sparse_foldr(0, size(array) - 1, fun, acc, array)

  @doc """
  Folds over the elements from `high` down to `low` that are not of the default value.

      iex> array = :array.set(0, :a, :array.set(3, :x, :array.new()))
      iex> :array.sparse_foldr(1, 3, fn index, value, acc -> [{index, value} | acc] end, [], array)
      [{3, :x}]
  """
  @spec sparse_foldr(
          non_neg_integer,
          integer,
          (non_neg_integer, value, acc -> acc),
          acc,
          array(value)
        ) :: acc
        when value: term, acc: term
  def sparse_foldr(low, high, fun, acc, array) do
    check_fold(low, high, fun, 3, array)
    fold(:down, :sparse, low, high, fun, acc, array)
  end

  defp check_fold(low, high, fun, arity, array) do
    size = size(array)

    if not (is_function(fun, arity) and is_index(low) and is_integer(high) and high < size) do
      :erlang.error(:badarg)
    end
  end

  defp fold(direction, which, low, high, fun, acc, {:array, _, _, default, offset, levels, root}) do
    step = fn place, value, acc -> fun.(place - offset, value, acc) end

    # Places beyond the tree hold the default value.
    last = min(high + offset, room(levels) - 1)

    case {which, direction} do
      {:sparse, _} ->
        fold_node(direction, root, levels, 0, low + offset, last, default, :sparse, step, acc)

      {:all, :up} ->
        acc = fold_node(:up, root, levels, 0, low + offset, last, default, :all, step, acc)
        fold_default(max(last + 1, low + offset), high + offset, 1, default, step, acc)

      {:all, :down} ->
        acc = fold_default(high + offset, max(last + 1, low + offset), -1, default, step, acc)
        fold_node(:down, root, levels, 0, low + offset, last, default, :all, step, acc)
    end
  end

  # `base` is the place of the first element of the node.
  defp fold_node(_direction, _node, _levels, _base, low, high, _default, _which, _fun, acc)
       when low > high,
       do: acc

  defp fold_node(_direction, [], _levels, _base, _low, _high, _default, :sparse, _fun, acc),
    do: acc

  defp fold_node(:up, [], _levels, _base, low, high, default, :all, fun, acc) do
    fold_default(low, high, 1, default, fun, acc)
  end

  defp fold_node(:down, [], _levels, _base, low, high, default, :all, fun, acc) do
    fold_default(high, low, -1, default, fun, acc)
  end

  defp fold_node(direction, leaf, 0, base, low, high, default, which, fun, acc) do
    step = fn place, acc ->
      value = elem(leaf, place - base)

      if which == :sparse and value === default,
        do: acc,
        else: fun.(place, value, acc)
    end

    Enum.reduce(places(direction, low, high), acc, step)
  end

  defp fold_node(direction, node, levels, base, low, high, default, which, fun, acc) do
    room = room(levels - 1)
    children = places(direction, div(low - base, room), div(high - base, room))

    Enum.reduce(children, acc, fn child, acc ->
      first = base + child * room
      low = max(low, first)
      high = min(high, first + room - 1)

      fold_node(
        direction,
        elem(node, child),
        levels - 1,
        first,
        low,
        high,
        default,
        which,
        fun,
        acc
      )
    end)
  end

  defp places(:up, low, high), do: low..high//1
  defp places(:down, low, high), do: high..low//-1

  defp fold_default(place, last, step, default, fun, acc) do
    Enum.reduce(place..last//step, acc, fn place, acc -> fun.(place, default, acc) end)
  end

  ## Maps

  @doc """
  Replaces all elements by what `fun` makes of indexes and elements.

      iex> :array.to_list(:array.map(fn index, value -> {index, value} end, :array.from_list([:a])))
      [{0, :a}]

      iex> :array.to_list(:array.map(fn index, value -> {index, value} end, :array.from_list([:a, :b])))
      [{0, :a}, {1, :b}]
  """
  @spec map((non_neg_integer, value1 -> value2), array(value1)) :: array(value1 | value2)
        when value1: term, value2: term
  def map(fun, array) do
    check_fold(0, size(array) - 1, fun, 2, array)
    foldl(fn index, value, acc -> set(index, fun.(index, value), acc) end, array, array)
  end

  @doc """
  Replaces the elements that are not of the default value by what `fun` makes of them.

      iex> array = :array.set(2, 5, :array.new(default: 0))
      iex> :array.to_list(:array.sparse_map(fn index, value -> index * value end, array))
      [0, 0, 10]
  """
  @spec sparse_map((non_neg_integer, value1 -> value2), array(value1)) :: array(value1 | value2)
        when value1: term, value2: term
  def sparse_map(fun, array) do
    check_fold(0, size(array) - 1, fun, 2, array)
    sparse_foldl(fn index, value, acc -> set(index, fun.(index, value), acc) end, array, array)
  end

  @doc """
  Maps and folds, the first element first; `fun` returns `{mapped, acc}`.

      iex> {array, sum} = :array.mapfoldl(fn _index, value, sum -> {value * 2, sum + value} end, 0, :array.from_list([1, 2]))
      iex> {:array.to_list(array), sum}
      {[2, 4], 3}
  """
  @spec mapfoldl((non_neg_integer, value1, acc -> {value2, acc}), acc, array(value1)) ::
          {array(value1 | value2), acc}
        when value1: term, value2: term, acc: term
  def mapfoldl(fun, acc, array), do: mapfoldl(0, size(array) - 1, fun, acc, array)

  @doc """
  Maps and folds over the elements from `low` to `high`, the first one first.

      iex> {array, seen} = :array.mapfoldl(0, 1, fn index, value, seen -> {index, [value | seen]} end, [], :array.from_list([:a, :b, :c]))
      iex> {:array.to_list(array), seen}
      {[0, 1, :c], [:b, :a]}
  """
  @spec mapfoldl(
          non_neg_integer,
          integer,
          (non_neg_integer, value1, acc -> {value2, acc}),
          acc,
          array(value1)
        ) :: {array(value1 | value2), acc}
        when value1: term, value2: term, acc: term
  def mapfoldl(low, high, fun, acc, array) do
    foldl(low, high, mapping(fun), {array, acc}, array)
  end

  @doc """
  Maps and folds, the last element first.

      iex> {array, seen} = :array.mapfoldr(fn index, value, seen -> {index, [value | seen]} end, [], :array.from_list([:a, :b]))
      iex> {:array.to_list(array), seen}
      {[0, 1], [:a, :b]}
  """
  @spec mapfoldr((non_neg_integer, value1, acc -> {value2, acc}), acc, array(value1)) ::
          {array(value1 | value2), acc}
        when value1: term, value2: term, acc: term
  def mapfoldr(fun, acc, array), do: mapfoldr(0, size(array) - 1, fun, acc, array)

  @doc """
  Maps and folds over the elements from `low` to `high`, the last one first.

      iex> {array, seen} = :array.mapfoldr(1, 2, fn index, value, seen -> {index, [value | seen]} end, [], :array.from_list([:a, :b, :c]))
      iex> {:array.to_list(array), seen}
      {[:a, 1, 2], [:b, :c]}
  """
  @spec mapfoldr(
          non_neg_integer,
          integer,
          (non_neg_integer, value1, acc -> {value2, acc}),
          acc,
          array(value1)
        ) :: {array(value1 | value2), acc}
        when value1: term, value2: term, acc: term
  def mapfoldr(low, high, fun, acc, array) do
    foldr(low, high, mapping(fun), {array, acc}, array)
  end

  @doc """
  Maps and folds over the elements that are not of the default value, the first one first.

      iex> array = :array.set(2, 5, :array.new(default: 0))
      iex> {array, seen} = :array.sparse_mapfoldl(fn index, value, seen -> {-value, [index | seen]} end, [], array)
      iex> {:array.to_list(array), seen}
      {[0, 0, -5], [2]}
  """
  @spec sparse_mapfoldl((non_neg_integer, value1, acc -> {value2, acc}), acc, array(value1)) ::
          {array(value1 | value2), acc}
        when value1: term, value2: term, acc: term
  def sparse_mapfoldl(fun, acc, array), do: sparse_mapfoldl(0, size(array) - 1, fun, acc, array)

  @doc """
  Maps and folds over the elements from `low` to `high` that are not of the default value.

      iex> array = :array.set(1, 4, :array.set(2, 5, :array.new(default: 0)))
      iex> {array, seen} = :array.sparse_mapfoldl(0, 1, fn index, value, seen -> {-value, [index | seen]} end, [], array)
      iex> {:array.to_list(array), seen}
      {[0, -4, 5], [1]}
  """
  @spec sparse_mapfoldl(
          non_neg_integer,
          integer,
          (non_neg_integer, value1, acc -> {value2, acc}),
          acc,
          array(value1)
        ) :: {array(value1 | value2), acc}
        when value1: term, value2: term, acc: term
  def sparse_mapfoldl(low, high, fun, acc, array) do
    sparse_foldl(low, high, mapping(fun), {array, acc}, array)
  end

  @doc """
  Maps and folds over the elements that are not of the default value, the last one first.

      iex> array = :array.set(1, 4, :array.set(2, 5, :array.new(default: 0)))
      iex> {array, seen} = :array.sparse_mapfoldr(fn index, value, seen -> {-value, [index | seen]} end, [], array)
      iex> {:array.to_list(array), seen}
      {[0, -4, -5], [1, 2]}
  """
  @spec sparse_mapfoldr((non_neg_integer, value1, acc -> {value2, acc}), acc, array(value1)) ::
          {array(value1 | value2), acc}
        when value1: term, value2: term, acc: term
  def sparse_mapfoldr(fun, acc, array), do: sparse_mapfoldr(0, size(array) - 1, fun, acc, array)

  @doc """
  Maps and folds over the elements from `high` down to `low` that are not of the default value.

      iex> array = :array.set(1, 4, :array.set(2, 5, :array.new(default: 0)))
      iex> {array, seen} = :array.sparse_mapfoldr(2, 2, fn index, value, seen -> {-value, [index | seen]} end, [], array)
      iex> {:array.to_list(array), seen}
      {[0, 4, -5], [2]}
  """
  @spec sparse_mapfoldr(
          non_neg_integer,
          integer,
          (non_neg_integer, value1, acc -> {value2, acc}),
          acc,
          array(value1)
        ) :: {array(value1 | value2), acc}
        when value1: term, value2: term, acc: term
  def sparse_mapfoldr(low, high, fun, acc, array) do
    sparse_foldr(low, high, mapping(fun), {array, acc}, array)
  end

  defp mapping(fun) when is_function(fun, 3) do
    fn index, value, {array, acc} ->
      {mapped, acc} = fun.(index, value, acc)
      {set(index, mapped, array), acc}
    end
  end

  defp mapping(_other), do: :erlang.error(:badarg)
end
