# The Enumerable protocol, its implementations for built-in types, and the eager algorithms over it.
# Lazy algorithms are in stream.ex; ranges implement the protocol in range.ex.

defprotocol Enumerable do
  @moduledoc """
  What a value must answer so that `Enum` and `Stream` can walk it.

  Only `reduce/3` is essential. The other three functions let a data structure answer
  faster than by a walk; each of them may return `{:error, __MODULE__}` to say
  "walk me", and then `Enum` falls back on `reduce/3`.

  A walk is steered by tagged accumulators. The walker hands `{:cont, acc}` to ask for
  elements, `{:halt, acc}` to stop, and `{:suspend, acc}` to pause:

      iex> reducer = fn x, acc -> {:suspend, acc + x} end
      iex> {:suspended, 1, continue} = Enumerable.reduce([1, 2], {:cont, 0}, reducer)
      iex> {:suspended, 3, continue} = continue.({:cont, 1})
      iex> continue.({:cont, 3})
      {:done, 3}

  Halting is how a collection that holds resources learns that it can release them, so a
  suspended walk must be either continued to its end or halted.
  """

  @typedoc "The accumulator handed to `reduce/3`: its tag says what to do next."
  @type acc :: {:cont, term} | {:halt, term} | {:suspend, term}

  @typedoc "The function called with each element and the untagged accumulator."
  @type reducer :: (element :: term, element_acc :: term -> acc)

  @typedoc "How a walk ended, or where it paused."
  @type result ::
          {:done, term}
          | {:halted, term}
          | {:suspended, term, continuation}

  @typedoc "What a paused walk returns; call it with the next tagged accumulator."
  @type continuation :: (acc -> result)

  @typedoc """
  Returns `length` elements from `start` on, taking every `step`-th one.

  It is only called with a slice inside the bounds.
  """
  @type slicing_fun ::
          (start :: non_neg_integer, length :: pos_integer, step :: pos_integer -> [term])

  @typedoc "Turns the whole enumerable into a list, to be sliced by the caller."
  @type to_list_fun :: (t -> [term])

  @typedoc "An enumerable whose elements have type `element`."
  @type t(_element) :: t()

  @doc """
  Walks the enumerable, calling `fun` with each element and the accumulator.

  Returns `{:done, acc}` at the end of the elements, `{:halted, acc}` after `{:halt, acc}`
  and `{:suspended, acc, continuation}` after `{:suspend, acc}`.

      iex> Enumerable.reduce([1, 2, 3], {:cont, 0}, fn x, sum -> if x > 2, do: {:halt, sum}, else: {:cont, sum + x} end)
      {:halted, 3}
  """
  @spec reduce(t, acc, reducer) :: result
  def reduce(enumerable, acc, fun)

  @doc """
  Returns `{:ok, size}` if the size is known without a walk, else `{:error, __MODULE__}`.

      iex> {Enumerable.count(1..10//3), Enumerable.count([1, 2])}
      {{:ok, 4}, {:ok, 2}}
  """
  @spec count(t) :: {:ok, non_neg_integer} | {:error, module}
  def count(enumerable)

  @doc """
  Returns `{:ok, boolean}` if membership (under `===/2`) is known without a walk, else
  `{:error, __MODULE__}`.

      iex> {Enumerable.member?(1..10, 5.0), Enumerable.member?([1, 2], 1)}
      {{:ok, false}, {:ok, true}}
  """
  @spec member?(t, term) :: {:ok, boolean} | {:error, module}
  def member?(enumerable, element)

  @doc """
  Returns the size and a way to reach a slice without walking what lies before it.

  The third element of `{:ok, size, fun}` is either a `t:slicing_fun/0` or a
  `t:to_list_fun/0`. `{:error, __MODULE__}` asks for a walk.

      iex> {:ok, 5, slice} = Enumerable.slice(11..15)
      iex> slice.(1, 2, 2)
      [12, 14]
  """
  @spec slice(t) ::
          {:ok, size :: non_neg_integer, slicing_fun | to_list_fun} | {:error, module}
  def slice(enumerable)
end

defmodule Enum do
  @moduledoc """
  Eager algorithms over anything that implements `Enumerable`.

      iex> Enum.map([1, 2, 3], fn x -> x * 2 end)
      [2, 4, 6]

  Lists, maps, ranges, sets and streams are all enumerables. A map yields
  `{key, value}` tuples. Every function here walks its input at once and, where it returns
  a collection, returns a list; for work that should happen only when a result is asked for,
  or on endless input, see `Stream`.

  Most functions take linear time. Those that ask for a position or a size (`at/2`,
  `count/1`, `slice/2`) take constant time on ranges, and those that take several
  enumerables stop at the end of the shortest.
  """

  import Kernel, except: [max: 2, min: 2]

  @typedoc "Anything that implements `Enumerable`."
  @type t :: Enumerable.t()
  @type acc :: any
  @type element :: any

  @typedoc "A zero-based position; negative ones count from the end."
  @type index :: integer
  @type default :: any

  @doc """
  Returns `true` if no element is `nil` or `false`.

      iex> Enum.all?([1, [], ""])
      true
      iex> Enum.all?([1, nil])
      false
      iex> Enum.all?([])
      true
  """
  @spec all?(t) :: boolean
  def all?(enumerable) when is_list(enumerable), do: all_list(enumerable)

  def all?(enumerable) do
    reduce_while(enumerable, true, fn entry, _ ->
      if entry, do: {:cont, true}, else: {:halt, false}
    end)
  end

  @doc """
  Returns `true` if `fun` is truthy for every element.

  Stops at the first element for which it is not.

      iex> Enum.all?([2, 4, 6], fn x -> rem(x, 2) == 0 end)
      true
      iex> Enum.all?([2, 3, 4], fn x -> rem(x, 2) == 0 end)
      false
      iex> Enum.all?([], fn _ -> nil end)
      true
  """
  @spec all?(t, (element -> as_boolean(term))) :: boolean
  def all?(enumerable, fun) when is_list(enumerable), do: all_list(enumerable, fun)

  def all?(enumerable, fun) do
    reduce_while(enumerable, true, fn entry, _ ->
      if fun.(entry), do: {:cont, true}, else: {:halt, false}
    end)
  end

  @doc """
  Returns `true` if at least one element is neither `nil` nor `false`.

      iex> Enum.any?([false, nil, 0])
      true
      iex> Enum.any?([false, nil])
      false
      iex> Enum.any?([])
      false
  """
  @spec any?(t) :: boolean
  def any?(enumerable) when is_list(enumerable), do: any_list(enumerable)

  def any?(enumerable) do
    reduce_while(enumerable, false, fn entry, _ ->
      if entry, do: {:halt, true}, else: {:cont, false}
    end)
  end

  @doc """
  Returns `true` if `fun` is truthy for at least one element.

  Stops at the first such element.

      iex> Enum.any?([1, 2, 3], fn x -> x > 2 end)
      true
      iex> Enum.any?([], fn _ -> true end)
      false
  """
  @spec any?(t, (element -> as_boolean(term))) :: boolean
  def any?(enumerable, fun) when is_list(enumerable), do: any_list(enumerable, fun)

  def any?(enumerable, fun) do
    reduce_while(enumerable, false, fn entry, _ ->
      if fun.(entry), do: {:halt, true}, else: {:cont, false}
    end)
  end

  @doc """
  Returns the element at `index`, or `default` outside the bounds.

  A negative index counts from the end. Constant time on ranges, linear on lists.

      iex> Enum.at([2, 4, 6], 0)
      2
      iex> Enum.at([2, 4, 6], -1)
      6
      iex> Enum.at([2, 4, 6], 4)
      nil
      iex> Enum.at([2, 4, 6], -4, :none)
      :none
  """
  @spec at(t, index, default) :: element | default
  def at(enumerable, index, default \\ nil) when is_integer(index) do
    case slice_one(enumerable, index) do
      {:ok, element} -> element
      :error -> default
    end
  end

  @doc """
  Splits into runs of neighbours for which `fun` returns the same value (under `===/2`).

      iex> Enum.chunk_by([1, 3, 2, 4, 5], fn x -> rem(x, 2) end)
      [[1, 3], [2, 4], [5]]
      iex> Enum.chunk_by([], fn x -> x end)
      []
  """
  @spec chunk_by(t, (element -> any)) :: [list]
  def chunk_by(enumerable, fun) do
    {acc, chunk_fun, after_fun} = Stream.Chunks.by(fun)
    chunk_while(enumerable, acc, chunk_fun, after_fun)
  end

  @doc """
  Splits into chunks of `count` elements; the last one may be shorter.

      iex> Enum.chunk_every([1, 2, 3, 4, 5], 2)
      [[1, 2], [3, 4], [5]]
  """
  @doc since: "1.5.0"
  @spec chunk_every(t, pos_integer) :: [list]
  def chunk_every(enumerable, count), do: chunk_every(enumerable, count, count, [])

  @doc """
  Splits into chunks of `count` elements, each beginning `step` elements after the last.

  With `step` smaller than `count` chunks overlap; with `step` larger, elements between
  them are left out. `leftover` fills a last chunk that is too short, as far as it goes;
  with `:discard` such a chunk is dropped.

      iex> Enum.chunk_every([1, 2, 3, 4, 5], 3, 2, :discard)
      [[1, 2, 3], [3, 4, 5]]
      iex> Enum.chunk_every([1, 2, 3, 4], 3, 3, [:a, :b, :c])
      [[1, 2, 3], [4, :a, :b]]
      iex> Enum.chunk_every([1, 2, 3, 4], 3, 3, [])
      [[1, 2, 3], [4]]
      iex> Enum.chunk_every([1, 2, 3, 4, 5, 6], 1, 3)
      [[1], [4]]
  """
  @doc since: "1.5.0"
  @spec chunk_every(t, pos_integer, pos_integer, t | :discard) :: [list]
  def chunk_every(enumerable, count, step, leftover \\ [])
      when is_integer(count) and count > 0 and is_integer(step) and step > 0 do
    {acc, chunk_fun, after_fun} = Stream.Chunks.every(count, step, leftover)
    chunk_while(enumerable, acc, chunk_fun, after_fun)
  end

  @doc """
  Splits into chunks that a function of your own decides on.

  `chunk_fun` gets each element and the accumulator and returns `{:cont, acc}` to go on,
  `{:cont, chunk, acc}` to emit a chunk and go on, or `{:halt, acc}` to stop. Afterwards
  `after_fun` gets the accumulator and returns `{:cont, acc}` or `{:cont, chunk, acc}`.

      iex> chunk_fun = fn x, acc ->
      ...>   if x == 0, do: {:cont, Enum.reverse(acc), []}, else: {:cont, [x | acc]}
      ...> end
      iex> after_fun = fn
      ...>   [] -> {:cont, []}
      ...>   acc -> {:cont, Enum.reverse(acc), []}
      ...> end
      iex> Enum.chunk_while([1, 2, 0, 3], [], chunk_fun, after_fun)
      [[1, 2], [3]]
  """
  @doc since: "1.5.0"
  @spec chunk_while(
          t,
          acc,
          (element, acc -> {:cont, chunk, acc} | {:cont, acc} | {:halt, acc}),
          (acc -> {:cont, chunk, acc} | {:cont, acc})
        ) :: [chunk]
        when chunk: any
  def chunk_while(enumerable, acc, chunk_fun, after_fun) do
    {_, {chunks, acc}} =
      Enumerable.reduce(enumerable, {:cont, {[], acc}}, fn entry, {chunks, acc} ->
        case chunk_fun.(entry, acc) do
          {:cont, chunk, acc} -> {:cont, {[chunk | chunks], acc}}
          {:cont, acc} -> {:cont, {chunks, acc}}
          {:halt, acc} -> {:halt, {chunks, acc}}
        end
      end)

    case after_fun.(acc) do
      {:cont, _acc} -> :lists.reverse(chunks)
      {:cont, chunk, _acc} -> :lists.reverse(chunks, [chunk])
    end
  end

  @doc """
  Joins the enumerables in an enumerable into one list, one level deep.

      iex> Enum.concat([1..3, [:a, [:b]], %{c: 1}])
      [1, 2, 3, :a, [:b], {:c, 1}]
      iex> Enum.concat([])
      []
  """
  @spec concat(t) :: list
  def concat(enumerables)

  def concat(list) when is_list(list), do: concat_list(list)
  def concat(enumerables), do: concat_list(to_list(enumerables))

  @doc """
  Joins two enumerables into one list.

      iex> Enum.concat(1..3, [4, 5])
      [1, 2, 3, 4, 5]
  """
  @spec concat(t, t) :: list
  def concat(left, right)

  def concat(left, right) when is_list(left) and is_list(right), do: left ++ right
  def concat(left, right), do: concat_walking([left, right], [])

  @doc """
  Returns the number of elements.

  Constant time on maps, sets and ranges, linear on lists.

      iex> Enum.count([1, 2, 3])
      3
      iex> Enum.count(1..1_000_000//2)
      500_000
  """
  @spec count(t) :: non_neg_integer
  def count(enumerable) when is_list(enumerable), do: length(enumerable)

  def count(enumerable) do
    case Enumerable.count(enumerable) do
      {:ok, count} when is_integer(count) -> count
      {:error, _module} -> reduce(enumerable, 0, fn _, count -> count + 1 end)
    end
  end

  @doc """
  Counts the elements for which `fun` is truthy.

      iex> Enum.count([1, 2, 3, 4, 5], fn x -> rem(x, 2) == 0 end)
      2
  """
  @spec count(t, (element -> as_boolean(term))) :: non_neg_integer
  def count(enumerable, fun) do
    reduce(enumerable, 0, fn entry, count -> if fun.(entry), do: count + 1, else: count end)
  end

  @doc """
  Counts elements, but stops at `limit`.

  Use it to ask "are there at least n?" without walking the rest.

      iex> Enum.count_until(1..20, 5)
      5
      iex> Enum.count_until([1, 2], 5)
      2
      iex> Enum.count_until(Stream.cycle([:endless]), 3)
      3
  """
  @doc since: "1.12.0"
  @spec count_until(t, pos_integer) :: non_neg_integer
  def count_until(enumerable, limit) when is_list(enumerable) and is_integer(limit) do
    check_limit(limit)
    count_list_until(enumerable, limit, 0)
  end

  def count_until(enumerable, limit) when is_integer(limit) do
    check_limit(limit)

    case count_without_walk(enumerable) do
      {:ok, count} ->
        Kernel.min(count, limit)

      :error ->
        reduce_while(enumerable, 0, fn _, count ->
          if count + 1 == limit, do: {:halt, limit}, else: {:cont, count + 1}
        end)
    end
  end

  @doc """
  Counts the elements for which `fun` is truthy, but stops at `limit`.

      iex> Enum.count_until(1..20, fn x -> rem(x, 2) == 0 end, 7)
      7
      iex> Enum.count_until(1..20, fn x -> x > 18 end, 7)
      2
  """
  @doc since: "1.12.0"
  @spec count_until(t, (element -> as_boolean(term)), pos_integer) :: non_neg_integer
  def count_until(enumerable, fun, limit) when is_integer(limit) do
    check_limit(limit)

    reduce_while(enumerable, 0, fn entry, count ->
      cond do
        !fun.(entry) -> {:cont, count}
        count + 1 == limit -> {:halt, limit}
        true -> {:cont, count + 1}
      end
    end)
  end

  defp count_list_until(_list, limit, limit), do: limit
  defp count_list_until([_ | tail], limit, count), do: count_list_until(tail, limit, count + 1)
  defp count_list_until([], _limit, count), do: count

  defp check_limit(limit) when limit > 0, do: :ok

  defp check_limit(limit) do
    raise ArgumentError, "expected limit to be greater than 0, got: #{limit}"
  end

  @doc """
  Collapses runs of equal neighbours (under `===/2`) into one element.

      iex> Enum.dedup([1, 2, 2, 3, 3, 2, 1])
      [1, 2, 3, 2, 1]
      iex> Enum.dedup([1, 1.0, 1.0])
      [1, 1.0]
  """
  @spec dedup(t) :: list
  def dedup(enumerable) when is_list(enumerable), do: dedup_list(enumerable)
  def dedup(enumerable), do: dedup_list(to_list(enumerable))

  @doc """
  Collapses runs of neighbours for which `fun` returns the same value into their first element.

      iex> Enum.dedup_by([{1, :a}, {2, :b}, {2, :c}, {1, :a}], fn {x, _} -> x end)
      [{1, :a}, {2, :b}, {1, :a}]
  """
  @spec dedup_by(t, (element -> term)) :: list
  def dedup_by(enumerable, fun) do
    {kept, _last} =
      reduce(enumerable, {[], []}, fn entry, {kept, last} ->
        case [fun.(entry)] do
          ^last -> {kept, last}
          current -> {[entry | kept], current}
        end
      end)

    :lists.reverse(kept)
  end

  @doc """
  Drops the first `amount` elements, or the last ones if `amount` is negative.

      iex> Enum.drop([1, 2, 3], 2)
      [3]
      iex> Enum.drop([1, 2, 3], 10)
      []
      iex> Enum.drop([1, 2, 3], -1)
      [1, 2]
  """
  @spec drop(t, integer) :: list
  def drop(enumerable, amount) when is_list(enumerable) and is_integer(amount) and amount >= 0 do
    drop_list(enumerable, amount)
  end

  def drop(enumerable, 0), do: to_list(enumerable)

  def drop(enumerable, amount) when is_integer(amount) and amount > 0 do
    case bounded_slice(enumerable) do
      {:ok, count, slice} -> slice_within(amount, count - amount, 1, slice)
      :error -> drop_walking(enumerable, amount)
    end
  end

  def drop(enumerable, amount) when is_integer(amount) and amount < 0 do
    {count, slice} = counted_slice(enumerable)
    slice_within(0, count + amount, 1, slice)
  end

  @doc """
  Drops every `nth` element, beginning with the first.

  `0` drops none, `1` drops all.

      iex> Enum.drop_every(1..10, 3)
      [2, 3, 5, 6, 8, 9]
      iex> Enum.drop_every(1..3, 0)
      [1, 2, 3]
  """
  @spec drop_every(t, non_neg_integer) :: list
  def drop_every(enumerable, nth)

  def drop_every(_enumerable, 1), do: []
  def drop_every(enumerable, 0), do: to_list(enumerable)
  def drop_every([], nth) when is_integer(nth), do: []

  def drop_every(enumerable, nth) when is_integer(nth) and nth > 1 do
    {kept, _} =
      reduce(enumerable, {[], nth}, fn
        _entry, {kept, ^nth} -> {kept, 1}
        entry, {kept, position} -> {[entry | kept], position + 1}
      end)

    :lists.reverse(kept)
  end

  @doc """
  Drops elements as long as `fun` is truthy for them.

      iex> Enum.drop_while([1, 2, 3, 2, 1], fn x -> x < 3 end)
      [3, 2, 1]
  """
  @spec drop_while(t, (element -> as_boolean(term))) :: list
  def drop_while(enumerable, fun) when is_list(enumerable), do: drop_while_list(enumerable, fun)

  def drop_while(enumerable, fun) do
    {kept, _} =
      reduce(enumerable, {[], true}, fn entry, {kept, dropping} ->
        if dropping && fun.(entry), do: {kept, true}, else: {[entry | kept], false}
      end)

    :lists.reverse(kept)
  end

  @doc """
  Calls `fun` with each element for its side effects and returns `:ok`.

      iex> Enum.each([1, 2], fn x -> send(self(), x) end)
      :ok
      iex> receive do x -> x end
      1
  """
  @spec each(t, (element -> any)) :: :ok
  def each(enumerable, fun) when is_list(enumerable), do: each_list(enumerable, fun)

  def each(enumerable, fun) do
    reduce(enumerable, nil, fn entry, _ ->
      fun.(entry)
      nil
    end)

    :ok
  end

  @doc """
  Returns `true` if there is no element.

      iex> Enum.empty?([])
      true
      iex> Enum.empty?(1..0//1)
      true
      iex> Enum.empty?([nil])
      false
  """
  @spec empty?(t) :: boolean
  def empty?(enumerable) when is_list(enumerable), do: enumerable == []

  def empty?(enumerable) do
    case count_without_walk(enumerable) do
      {:ok, count} -> count == 0
      :error -> reduce_while(enumerable, true, fn _, _ -> {:halt, false} end)
    end
  end

  @doc """
  Returns `{:ok, element}` for the element at `index`, or `:error` outside the bounds.

      iex> Enum.fetch([2, 4, 6], -3)
      {:ok, 2}
      iex> Enum.fetch([2, 4, 6], 3)
      :error
  """
  @spec fetch(t, index) :: {:ok, element} | :error
  def fetch(enumerable, index) when is_integer(index), do: slice_one(enumerable, index)

  @doc """
  Returns the element at `index` or raises `Enum.OutOfBoundsError`.

      iex> Enum.fetch!([2, 4, 6], 2)
      6
      iex> Enum.fetch!([2, 4, 6], 4)
      ** (Enum.OutOfBoundsError) out of bounds error at position 4 when traversing enumerable [2, 4, 6]
  """
  @spec fetch!(t, index) :: element
  def fetch!(enumerable, index) when is_integer(index) do
    case slice_one(enumerable, index) do
      {:ok, element} -> element
      :error -> raise Enum.OutOfBoundsError, index: index, enumerable: enumerable
    end
  end

  @doc """
  Keeps the elements for which `fun` is truthy.

      iex> Enum.filter([1, 2, 3, 4], fn x -> rem(x, 2) == 0 end)
      [2, 4]
      iex> Enum.filter(%{a: 1, b: nil}, fn {_, value} -> value end)
      [a: 1]
  """
  @spec filter(t, (element -> as_boolean(term))) :: list
  def filter(enumerable, fun) when is_list(enumerable), do: filter_list(enumerable, fun)

  def filter(enumerable, fun) do
    enumerable
    |> reduce([], fn entry, acc -> if fun.(entry), do: [entry | acc], else: acc end)
    |> :lists.reverse()
  end

  @doc """
  Returns the first element for which `fun` is truthy, or `default`.

      iex> Enum.find([2, 3, 4], fn x -> rem(x, 2) == 1 end)
      3
      iex> Enum.find([2, 4], :none, fn x -> rem(x, 2) == 1 end)
      :none
  """
  @spec find(t, default, (element -> any)) :: element | default
  def find(enumerable, default \\ nil, fun)

  def find(enumerable, default, fun) when is_list(enumerable) do
    find_list(enumerable, default, fun)
  end

  def find(enumerable, default, fun) do
    reduce_while(enumerable, default, fn entry, _ ->
      if fun.(entry), do: {:halt, entry}, else: {:cont, default}
    end)
  end

  @doc """
  Returns the position of the first element for which `fun` is truthy, or `nil`.

      iex> Enum.find_index([2, 4, 5], fn x -> rem(x, 2) == 1 end)
      2
      iex> Enum.find_index([], fn _ -> true end)
      nil
  """
  @spec find_index(t, (element -> any)) :: non_neg_integer | nil
  def find_index(enumerable, fun) when is_list(enumerable) do
    find_index_list(enumerable, 0, fun)
  end

  def find_index(enumerable, fun) do
    # A stream may be halted by what it is made of, too.
    result =
      reduce_while(enumerable, 0, fn entry, index ->
        if fun.(entry), do: {:halt, {:found, index}}, else: {:cont, index + 1}
      end)

    case result do
      {:found, index} -> index
      _count -> nil
    end
  end

  @doc """
  Returns the first truthy value that `fun` returns, or `default`.

      iex> Enum.find_value([1, 2, 3], fn x -> x > 1 && x * 100 end)
      200
      iex> Enum.find_value([1, 2], :none, fn _ -> false end)
      :none
  """
  @spec find_value(t, default, (element -> found)) :: found | default when found: term
  def find_value(enumerable, default \\ nil, fun)

  def find_value(enumerable, default, fun) when is_list(enumerable) do
    find_value_list(enumerable, default, fun)
  end

  def find_value(enumerable, default, fun) do
    reduce_while(enumerable, default, fn entry, _ ->
      if value = fun.(entry), do: {:halt, value}, else: {:cont, default}
    end)
  end

  @doc """
  Calls `fun` with each element and joins the enumerables it returns into one list.

      iex> Enum.flat_map([:a, :b], fn x -> [x, x] end)
      [:a, :a, :b, :b]
      iex> Enum.flat_map(1..3, fn x -> 1..x end)
      [1, 1, 2, 1, 2, 3]
  """
  @spec flat_map(t, (element -> t)) :: list
  def flat_map(enumerable, fun) when is_list(enumerable), do: flat_map_list(enumerable, fun)

  def flat_map(enumerable, fun) do
    enumerable
    |> reduce([], fn entry, acc ->
      case fun.(entry) do
        list when is_list(list) -> :lists.reverse(list, acc)
        other -> reduce(other, acc, &[&1 | &2])
      end
    end)
    |> :lists.reverse()
  end

  @doc """
  Like `flat_map/2`, with an accumulator carried along.

  `fun` returns `{enumerable, acc}`, or `{:halt, acc}` to stop.

      iex> Enum.flat_map_reduce(1..100, 0, fn x, acc ->
      ...>   if acc < 3, do: {[x, -x], acc + 1}, else: {:halt, acc}
      ...> end)
      {[1, -1, 2, -2, 3, -3], 3}
  """
  @spec flat_map_reduce(t, acc, (element, acc -> {t, acc} | {:halt, acc})) :: {list, acc}
  def flat_map_reduce(enumerable, acc, fun) do
    {_, {list, acc}} =
      Enumerable.reduce(enumerable, {:cont, {[], acc}}, fn entry, {list, acc} ->
        case fun.(entry, acc) do
          {:halt, acc} -> {:halt, {list, acc}}
          {[], acc} -> {:cont, {list, acc}}
          {[item], acc} -> {:cont, {[item | list], acc}}
          {items, acc} -> {:cont, {reduce(items, list, &[&1 | &2]), acc}}
        end
      end)

    {:lists.reverse(list), acc}
  end

  @doc """
  Counts how often each element occurs.

      iex> Enum.frequencies(~w(ant buffalo ant ant buffalo dingo))
      %{"ant" => 3, "buffalo" => 2, "dingo" => 1}
  """
  @doc since: "1.10.0"
  @spec frequencies(t) :: map
  def frequencies(enumerable), do: frequencies_by(enumerable, & &1)

  @doc """
  Counts how often `key_fun` returns each value.

      iex> Enum.frequencies_by(~w(aa aA bb cc), &String.downcase/1)
      %{"aa" => 2, "bb" => 1, "cc" => 1}
  """
  @doc since: "1.10.0"
  @spec frequencies_by(t, (element -> any)) :: map
  def frequencies_by(enumerable, key_fun) when is_function(key_fun) do
    reduce(enumerable, %{}, fn entry, counts ->
      key = key_fun.(entry)

      case counts do
        %{^key => count} -> %{counts | key => count + 1}
        %{} -> :maps.put(key, 1, counts)
      end
    end)
  end

  @doc """
  Collects elements into a map of lists under the keys that `key_fun` returns.

  The lists keep the order of the elements; `value_fun` says what goes into them.

      iex> Enum.group_by(~w(ant buffalo cat), &String.length/1)
      %{3 => ["ant", "cat"], 7 => ["buffalo"]}
      iex> Enum.group_by(~w(ant buffalo cat), &String.length/1, &String.first/1)
      %{3 => ["a", "c"], 7 => ["b"]}
  """
  @spec group_by(t, (element -> any), (element -> any)) :: map
  def group_by(enumerable, key_fun, value_fun \\ fn entry -> entry end)
      when is_function(key_fun) do
    # Walking backwards lets each value be pushed on the front of its group.
    reduce(reverse(enumerable), %{}, fn entry, groups ->
      key = key_fun.(entry)
      value = value_fun.(entry)

      case groups do
        %{^key => group} -> %{groups | key => [value | group]}
        %{} -> :maps.put(key, [value], groups)
      end
    end)
  end

  @doc """
  Puts `separator` between the elements.

      iex> Enum.intersperse([1, 2, 3], 0)
      [1, 0, 2, 0, 3]
      iex> Enum.intersperse([1], 0)
      [1]
  """
  @spec intersperse(t, element) :: list
  def intersperse(enumerable, separator) when is_list(enumerable) do
    case enumerable do
      [] -> []
      list -> intersperse_list(list, separator)
    end
  end

  def intersperse(enumerable, separator) do
    enumerable
    |> reduce([], fn entry, acc -> [entry, separator | acc] end)
    |> :lists.reverse()
    |> drop_list(1)
  end

  @doc """
  Inserts the elements into a `collectable`.

      iex> Enum.into([a: 1, b: 2], %{})
      %{a: 1, b: 2}
      iex> Enum.into(%{a: 1}, %{b: 2})
      %{a: 1, b: 2}
      iex> Enum.into(["a", "b"], "")
      "ab"
  """
  @spec into(Enumerable.t(), Collectable.t()) :: Collectable.t()
  def into(enumerable, collectable)

  def into(enumerable, []), do: to_list(enumerable)

  def into(%_{} = enumerable, collectable) do
    into_protocol(enumerable, collectable)
  end

  def into(enumerable, %_{} = collectable) do
    into_protocol(enumerable, collectable)
  end

  def into(enumerable, %{} = collectable) do
    cond do
      is_map(enumerable) and map_size(collectable) == 0 -> enumerable
      is_map(enumerable) -> :maps.merge(collectable, enumerable)
      is_list(enumerable) and map_size(collectable) == 0 -> :maps.from_list(enumerable)
      is_list(enumerable) -> :maps.merge(collectable, :maps.from_list(enumerable))
      true -> reduce(enumerable, collectable, &put_pair/2)
    end
  end

  def into(enumerable, collectable), do: into_protocol(enumerable, collectable)

  @doc """
  Inserts what `transform` makes of each element into a `collectable`.

      iex> Enum.into(1..3, %{}, fn x -> {x, x * x} end)
      %{1 => 1, 2 => 4, 3 => 9}
      iex> Enum.into([1, 2], [], fn x -> x * 2 end)
      [2, 4]
  """
  @spec into(Enumerable.t(), Collectable.t(), (term -> term)) :: Collectable.t()
  def into(enumerable, [], transform), do: map(enumerable, transform)

  def into(enumerable, %_{} = collectable, transform) do
    into_protocol(enumerable, collectable, transform)
  end

  def into(enumerable, %{} = collectable, transform) when map_size(collectable) == 0 do
    enumerable |> map(transform) |> :maps.from_list()
  end

  def into(enumerable, %{} = collectable, transform) do
    reduce(enumerable, collectable, fn entry, acc ->
      {key, value} = transform.(entry)
      :maps.put(key, value, acc)
    end)
  end

  def into(enumerable, collectable, transform) do
    into_protocol(enumerable, collectable, transform)
  end

  @doc """
  Turns the elements into strings and joins them with `joiner` between.

  Elements are converted by `String.Chars`.

      iex> Enum.join([1, :b, "c"])
      "1bc"
      iex> Enum.join([1, :b, "c"], "-")
      "1-b-c"
      iex> Enum.join([], "-")
      ""
  """
  @spec join(t, binary) :: binary
  def join(enumerable, joiner \\ "")

  def join(enumerable, joiner) when is_binary(joiner) do
    join_parts(map(enumerable, &entry_to_iodata/1), joiner)
  end

  @doc """
  Returns the list of what `fun` returns for each element.

      iex> Enum.map([1, 2, 3], fn x -> x * 2 end)
      [2, 4, 6]
      iex> Enum.map(%{a: 1}, fn {key, value} -> {key, -value} end)
      [a: -1]
  """
  @spec map(t, (element -> any)) :: list
  def map(enumerable, fun)

  def map(enumerable, fun) when is_list(enumerable), do: map_list(enumerable, fun)
  def map(first..last//step, fun), do: map_range(first, last, step, fun)

  def map(enumerable, fun) do
    enumerable
    |> reduce([], fn entry, acc -> [fun.(entry) | acc] end)
    |> :lists.reverse()
  end

  @doc """
  Applies `fun` to every `nth` element, beginning with the first, and leaves the others.

      iex> Enum.map_every(1..6, 2, fn x -> x * 100 end)
      [100, 2, 300, 4, 500, 6]
      iex> Enum.map_every([1, 2], 0, fn x -> x * 100 end)
      [1, 2]
  """
  @doc since: "1.4.0"
  @spec map_every(t, non_neg_integer, (element -> any)) :: list
  def map_every(enumerable, nth, fun)

  def map_every(enumerable, 1, fun), do: map(enumerable, fun)
  def map_every(enumerable, 0, _fun), do: to_list(enumerable)
  def map_every([], nth, _fun) when is_integer(nth) and nth > 1, do: []

  def map_every(enumerable, nth, fun) when is_integer(nth) and nth > 1 do
    {list, _} =
      reduce(enumerable, {[], nth}, fn
        entry, {acc, ^nth} -> {[fun.(entry) | acc], 1}
        entry, {acc, position} -> {[entry | acc], position + 1}
      end)

    :lists.reverse(list)
  end

  @doc """
  Maps and puts `separator` between the results in one pass.

      iex> Enum.map_intersperse([1, 2, 3], :a, fn x -> x * 2 end)
      [2, :a, 4, :a, 6]
  """
  @doc since: "1.10.0"
  @spec map_intersperse(t, element, (element -> any)) :: list
  def map_intersperse(enumerable, separator, mapper) when is_list(enumerable) do
    map_intersperse_list(enumerable, separator, mapper)
  end

  def map_intersperse(enumerable, separator, mapper) do
    enumerable
    |> reduce([], fn entry, acc -> [mapper.(entry), separator | acc] end)
    |> :lists.reverse()
    |> drop_list(1)
  end

  @doc """
  Maps and joins the results into a string in one pass.

      iex> Enum.map_join([1, 2, 3], " = ", fn x -> x * 2 end)
      "2 = 4 = 6"
  """
  @spec map_join(t, binary, (element -> String.Chars.t())) :: binary
  def map_join(enumerable, joiner \\ "", mapper) when is_binary(joiner) do
    enumerable
    |> map(fn entry -> entry_to_iodata(mapper.(entry)) end)
    |> join_parts(joiner)
  end

  @doc """
  Maps with an accumulator carried along; `fun` returns `{element, acc}`.

      iex> Enum.map_reduce([1, 2, 3], 0, fn x, acc -> {x * 2, acc + x} end)
      {[2, 4, 6], 6}
  """
  @spec map_reduce(t, acc, (element, acc -> {element, acc})) :: {list, acc}
  def map_reduce(enumerable, acc, fun) when is_list(enumerable) do
    map_reduce_list(enumerable, [], acc, fun)
  end

  def map_reduce(enumerable, acc, fun) do
    {list, acc} =
      reduce(enumerable, {[], acc}, fn entry, {list, acc} ->
        {new_entry, acc} = fun.(entry, acc)
        {[new_entry | list], acc}
      end)

    {:lists.reverse(list), acc}
  end

  @doc """
  Returns the largest element.

  Elements are compared by `sorter`: a function that is truthy if its first argument may
  stay before the second, or a module with `compare/2`, such as `Date`. Of equal elements
  the first is returned. For an empty enumerable `empty_fallback` is called; by default it
  raises `Enum.EmptyError`.

      iex> Enum.max([1, 3, 2])
      3
      iex> Enum.max([~D[2017-03-31], ~D[2017-04-01]], Date)
      ~D[2017-04-01]
      iex> Enum.max([], fn -> 0 end)
      0
      iex> Enum.max([])
      ** (Enum.EmptyError) empty error
  """
  @spec max(t, (element, element -> boolean) | module, (-> empty_result)) ::
          element | empty_result
        when empty_result: any
  def max(enumerable, sorter \\ &>=/2, empty_fallback \\ fn -> raise Enum.EmptyError end)

  def max(enumerable, empty_fallback, _) when is_function(empty_fallback, 0) do
    max(enumerable, &>=/2, empty_fallback)
  end

  def max(first..last//step, sorter, empty_fallback) do
    extreme_of_range(first, last, step, max_sort_fun(sorter), empty_fallback)
  end

  def max(enumerable, sorter, empty_fallback) do
    extreme(enumerable, max_sort_fun(sorter), empty_fallback)
  end

  @doc """
  Returns the element for which `fun` returns the largest value.

  `sorter` and `empty_fallback` are as in `max/3`.

      iex> Enum.max_by(~w(a aaa aa), &String.length/1)
      "aaa"
      iex> Enum.max_by([], &String.length/1, fn -> nil end)
      nil
  """
  @spec max_by(
          t,
          (element -> any),
          (element, element -> boolean) | module,
          (-> empty_result)
        ) :: element | empty_result
        when empty_result: any
  def max_by(enumerable, fun, sorter \\ &>=/2, empty_fallback \\ fn -> raise Enum.EmptyError end)

  def max_by(enumerable, fun, empty_fallback, _)
      when is_function(fun, 1) and is_function(empty_fallback, 0) do
    extreme_by(enumerable, fun, &>=/2, empty_fallback)
  end

  def max_by(enumerable, fun, sorter, empty_fallback) when is_function(fun, 1) do
    extreme_by(enumerable, fun, max_sort_fun(sorter), empty_fallback)
  end

  @doc """
  Returns `true` if `element` is among the elements, under `===/2`.

  Constant time on ranges, logarithmic on maps and sets, linear on lists.

      iex> Enum.member?(1..10, 5)
      true
      iex> Enum.member?(1..10, 5.0)
      false
      iex> Enum.member?(%{a: 1}, {:a, 2})
      false
  """
  @spec member?(t, element) :: boolean
  def member?(enumerable, element) when is_list(enumerable) do
    :lists.member(element, enumerable)
  end

  def member?(enumerable, element) do
    case Enumerable.member?(enumerable, element) do
      {:ok, member?} when is_boolean(member?) ->
        member?

      {:error, _module} ->
        reduce_while(enumerable, false, fn entry, _ ->
          if entry === element, do: {:halt, true}, else: {:cont, false}
        end)
    end
  end

  @doc """
  Returns the smallest element.

  The counterpart of `max/3`; here `sorter` says whether its first argument may be taken
  for the smaller one.

      iex> Enum.min([3, 1, 2])
      1
      iex> Enum.min([~D[2017-03-31], ~D[2017-04-01]], Date)
      ~D[2017-03-31]
      iex> Enum.min([], fn -> 0 end)
      0
  """
  @spec min(t, (element, element -> boolean) | module, (-> empty_result)) ::
          element | empty_result
        when empty_result: any
  def min(enumerable, sorter \\ &<=/2, empty_fallback \\ fn -> raise Enum.EmptyError end)

  def min(enumerable, empty_fallback, _) when is_function(empty_fallback, 0) do
    min(enumerable, &<=/2, empty_fallback)
  end

  def min(first..last//step, sorter, empty_fallback) do
    extreme_of_range(first, last, step, min_sort_fun(sorter), empty_fallback)
  end

  def min(enumerable, sorter, empty_fallback) do
    extreme(enumerable, min_sort_fun(sorter), empty_fallback)
  end

  @doc """
  Returns the element for which `fun` returns the smallest value.

      iex> Enum.min_by(~w(aaa a aa), &String.length/1)
      "a"
      iex> Enum.min_by([], &String.length/1, fn -> nil end)
      nil
  """
  @spec min_by(
          t,
          (element -> any),
          (element, element -> boolean) | module,
          (-> empty_result)
        ) :: element | empty_result
        when empty_result: any
  def min_by(enumerable, fun, sorter \\ &<=/2, empty_fallback \\ fn -> raise Enum.EmptyError end)

  def min_by(enumerable, fun, empty_fallback, _)
      when is_function(fun, 1) and is_function(empty_fallback, 0) do
    extreme_by(enumerable, fun, &<=/2, empty_fallback)
  end

  def min_by(enumerable, fun, sorter, empty_fallback) when is_function(fun, 1) do
    extreme_by(enumerable, fun, min_sort_fun(sorter), empty_fallback)
  end

  @doc """
  Returns the smallest and the largest element in one pass.

  Equal elements count as their first. For an empty enumerable `empty_fallback` is called.

      iex> Enum.min_max([2, 3, 1])
      {1, 3}
      iex> Enum.min_max([], fn -> {nil, nil} end)
      {nil, nil}
  """
  @spec min_max(t, (-> empty_result)) :: {element, element} | empty_result
        when empty_result: any
  def min_max(enumerable, empty_fallback \\ fn -> raise Enum.EmptyError end)

  def min_max(first..last//step, empty_fallback) when is_function(empty_fallback, 0) do
    if range_empty?(first, last, step) do
      empty_fallback.()
    else
      last = range_last(first, last, step)
      {Kernel.min(first, last), Kernel.max(first, last)}
    end
  end

  def min_max(enumerable, empty_fallback) when is_function(empty_fallback, 0) do
    min_max_sorted(enumerable, &</2, empty_fallback)
  end

  def min_max(enumerable, sorter) when is_atom(sorter) or is_function(sorter, 2) do
    min_max(enumerable, sorter, fn -> raise Enum.EmptyError end)
  end

  @doc """
  Returns the smallest and the largest element under `sorter`.

  `sorter` is a function that is truthy if its first argument is smaller, or a module with
  `compare/2`.

      iex> Enum.min_max([~D[2020-01-02], ~D[2019-12-31]], Date, fn -> nil end)
      {~D[2019-12-31], ~D[2020-01-02]}
  """
  @spec min_max(t, (element, element -> boolean) | module, (-> empty_result)) ::
          {element, element} | empty_result
        when empty_result: any
  def min_max(enumerable, sorter, empty_fallback)
      when (is_atom(sorter) or is_function(sorter, 2)) and is_function(empty_fallback, 0) do
    min_max_sorted(enumerable, less_fun(sorter), empty_fallback)
  end

  @doc """
  Returns the elements for which `fun` returns the smallest and the largest value.

      iex> Enum.min_max_by(~w(aaa bb c), &String.length/1)
      {"c", "aaa"}
      iex> Enum.min_max_by([], &String.length/1, fn -> {nil, nil} end)
      {nil, nil}
  """
  @spec min_max_by(
          t,
          (element -> any),
          (element, element -> boolean) | module | (-> empty_result),
          (-> empty_result)
        ) :: {element, element} | empty_result
        when empty_result: any
  def min_max_by(
        enumerable,
        fun,
        sorter_or_empty_fallback \\ &</2,
        empty_fallback \\ fn -> raise Enum.EmptyError end
      )

  def min_max_by(enumerable, fun, empty_fallback, _)
      when is_function(fun, 1) and is_function(empty_fallback, 0) do
    min_max_by_sorted(enumerable, fun, &</2, empty_fallback)
  end

  def min_max_by(enumerable, fun, sorter, empty_fallback)
      when is_function(fun, 1) and (is_atom(sorter) or is_function(sorter, 2)) and
             is_function(empty_fallback, 0) do
    min_max_by_sorted(enumerable, fun, less_fun(sorter), empty_fallback)
  end

  @doc """
  Multiplies the elements; the product of none is `1`.

      iex> Enum.product([2, 3, 4])
      24
      iex> Enum.product([])
      1
  """
  @doc since: "1.12.0"
  @spec product(t) :: number
  def product(enumerable)
  def product(list) when is_list(list), do: product_list(list, 1)
  def product(enumerable), do: reduce(enumerable, 1, &*/2)

  defp product_list([head | tail], acc), do: product_list(tail, head * acc)
  defp product_list([], acc), do: acc

  @doc """
  Multiplies what `mapper` returns for the elements.

      iex> Enum.product_by([%{count: 2}, %{count: 3}], fn x -> x.count end)
      6
  """
  @doc since: "1.18.0"
  @spec product_by(t, (element -> number)) :: number
  def product_by(enumerable, mapper) when is_function(mapper, 1) do
    reduce(enumerable, 1, fn entry, acc -> mapper.(entry) * acc end)
  end

  @doc """
  Returns a random element, each being equally likely.

  Raises `Enum.EmptyError` if there is none. Uses `:rand` and so can be seeded. Constant
  time on ranges.

      iex> Enum.random([:only])
      :only
      iex> Enum.random(1..6) in 1..6
      true
  """
  @spec random(t) :: element
  def random(enumerable)

  def random(enumerable) when is_list(enumerable) do
    case length(enumerable) do
      0 -> raise Enum.EmptyError
      count -> enumerable |> drop_list(:rand.uniform(count) - 1) |> hd()
    end
  end

  def random(first.._//step = range) do
    case Range.size(range) do
      0 -> raise Enum.EmptyError
      count -> first + (:rand.uniform(count) - 1) * step
    end
  end

  def random(enumerable) do
    case bounded_slice(enumerable) do
      {:ok, 0, _slice} ->
        raise Enum.EmptyError

      {:ok, count, slice} ->
        [element] = slice.(:rand.uniform(count) - 1, 1, 1)
        element

      :error ->
        case take_random(enumerable, 1) do
          [element] -> element
          [] -> raise Enum.EmptyError
        end
    end
  end

  @doc """
  Folds the elements into one value, with the first element as the first accumulator.

  Raises `Enum.EmptyError` if there is none.

      iex> Enum.reduce([1, 2, 3, 4], fn x, acc -> x * acc end)
      24
      iex> Enum.reduce([1, 2, 3], fn x, acc -> acc - x end)
      -4
  """
  @spec reduce(t, (element, acc -> acc)) :: acc
  def reduce(enumerable, fun)

  def reduce([first | rest], fun), do: reduce(rest, first, fun)
  def reduce([], _fun), do: raise(Enum.EmptyError)

  def reduce(enumerable, fun) do
    result =
      reduce(enumerable, [], fn
        entry, [acc] -> [fun.(entry, acc)]
        entry, [] -> [entry]
      end)

    case result do
      [acc] -> acc
      [] -> raise Enum.EmptyError
    end
  end

  @doc """
  Folds the elements into one value: `fun` gets an element and the accumulator and returns
  the next accumulator.

  All other functions of this module could be written with it.

      iex> Enum.reduce([1, 2, 3], 0, fn x, acc -> x + acc end)
      6
      iex> Enum.reduce(%{a: 2, b: 3}, 1, fn {_, value}, acc -> value * acc end)
      6
  """
  @spec reduce(t, acc, (element, acc -> acc)) :: acc
  def reduce(enumerable, acc, fun)

  def reduce(enumerable, acc, fun) when is_list(enumerable), do: reduce_list(enumerable, acc, fun)
  def reduce(first..last//step, acc, fun), do: reduce_range(first, last, step, acc, fun)

  def reduce(%_{} = enumerable, acc, fun), do: reduce_protocol(enumerable, acc, fun)

  def reduce(%{} = enumerable, acc, fun) do
    :maps.fold(fn key, value, acc -> fun.({key, value}, acc) end, acc, enumerable)
  end

  def reduce(enumerable, acc, fun), do: reduce_protocol(enumerable, acc, fun)

  @doc """
  Folds until `fun` returns `{:halt, acc}`; it returns `{:cont, acc}` to go on.

      iex> Enum.reduce_while(1..100, 0, fn x, acc ->
      ...>   if x < 5, do: {:cont, acc + x}, else: {:halt, acc}
      ...> end)
      10
      iex> Enum.reduce_while([1, 2], 0, fn x, acc -> {:cont, acc + x} end)
      3
  """
  @spec reduce_while(t, any, (element, any -> {:cont, any} | {:halt, any})) :: any
  def reduce_while(enumerable, acc, fun) do
    Enumerable.reduce(enumerable, {:cont, acc}, fun) |> elem(1)
  end

  @doc """
  Drops the elements for which `fun` is truthy; the opposite of `filter/2`.

      iex> Enum.reject([1, 2, 3, 4], fn x -> rem(x, 2) == 0 end)
      [1, 3]
  """
  @spec reject(t, (element -> as_boolean(term))) :: list
  def reject(enumerable, fun) when is_list(enumerable), do: reject_list(enumerable, fun)

  def reject(enumerable, fun) do
    enumerable
    |> reduce([], fn entry, acc -> if fun.(entry), do: acc, else: [entry | acc] end)
    |> :lists.reverse()
  end

  @doc """
  Returns the elements in reverse order.

      iex> Enum.reverse([1, 2, 3])
      [3, 2, 1]
  """
  @spec reverse(t) :: list
  def reverse(enumerable)

  def reverse(list) when is_list(list), do: :lists.reverse(list)
  def reverse(enumerable), do: reduce(enumerable, [], &[&1 | &2])

  @doc """
  Returns the elements in reverse order, followed by `tail`.

      iex> Enum.reverse([1, 2, 3], [4, 5])
      [3, 2, 1, 4, 5]
  """
  @spec reverse(t, t) :: list
  def reverse(enumerable, tail)

  def reverse(list, tail) when is_list(list), do: :lists.reverse(list, to_list(tail))
  def reverse(enumerable, tail), do: reduce(enumerable, to_list(tail), &[&1 | &2])

  @doc """
  Reverses the `count` elements from `start_index` on and leaves the others in place.

      iex> Enum.reverse_slice([1, 2, 3, 4, 5, 6], 2, 3)
      [1, 2, 5, 4, 3, 6]
      iex> Enum.reverse_slice([1, 2, 3], 1, 50)
      [1, 3, 2]
  """
  @spec reverse_slice(t, non_neg_integer, non_neg_integer) :: list
  def reverse_slice(enumerable, start_index, count)
      when is_integer(start_index) and start_index >= 0 and is_integer(count) and count >= 0 do
    list = enumerable |> reverse() |> :lists.reverse()
    {before, rest} = split_list(list, start_index, [])
    {middle, rest} = split_list(rest, count, [])
    before ++ :lists.reverse(middle, rest)
  end

  @doc """
  Returns the list of all accumulators of a fold, the first element being the first of them.

      iex> Enum.scan(1..5, fn x, acc -> x + acc end)
      [1, 3, 6, 10, 15]
  """
  @spec scan(t, (element, any -> any)) :: list
  def scan(enumerable, fun)

  def scan([], _fun), do: []
  def scan([first | rest], fun), do: [first | scan_list(rest, first, fun)]
  def scan(enumerable, fun), do: enumerable |> to_list() |> scan(fun)

  @doc """
  Returns the list of all accumulators of a fold that begins with `acc`.

      iex> Enum.scan(1..5, 100, fn x, acc -> x + acc end)
      [101, 103, 106, 110, 115]
  """
  @spec scan(t, any, (element, any -> any)) :: list
  def scan(enumerable, acc, fun) when is_list(enumerable), do: scan_list(enumerable, acc, fun)
  def scan(enumerable, acc, fun), do: enumerable |> to_list() |> scan_list(acc, fun)

  @doc """
  Returns the elements in random order.

  Uses `:rand` and so can be seeded.

      iex> Enum.sort(Enum.shuffle([1, 2, 3]))
      [1, 2, 3]
  """
  @spec shuffle(t) :: list
  def shuffle(enumerable) do
    keyed = reduce(enumerable, [], fn entry, acc -> [{:rand.uniform(), entry} | acc] end)
    unwrap_sorted(:lists.keysort(1, keyed))
  end

  @doc """
  Returns the elements at the positions of `index_range`.

  Both ends may be negative, to count from the end, and the range may have a step. What
  lies outside the bounds is ignored.

      iex> Enum.slice([1, 2, 3, 4, 5], 1..3)
      [2, 3, 4]
      iex> Enum.slice([1, 2, 3, 4, 5], 2..-1//1)
      [3, 4, 5]
      iex> Enum.slice([1, 2, 3, 4, 5], 0..-1//2)
      [1, 3, 5]
      iex> Enum.slice([1, 2, 3], 5..10)
      []
  """
  @doc since: "1.6.0"
  @spec slice(t, Range.t()) :: list
  def slice(enumerable, first..last//step = index_range) do
    cond do
      step > 0 ->
        slice_range(enumerable, first, last, step)

      # `2..-1` counts downwards, though its author means "up to the last".
      step == -1 and first > last ->
        IO.warn(
          "negative steps are not supported in Enum.slice/2, pass #{first}..#{last}//1 instead"
        )

        slice_range(enumerable, first, last, 1)

      true ->
        raise ArgumentError,
              "Enum.slice/2 does not accept ranges with negative steps, got: " <>
                inspect(index_range)
    end
  end

  @doc """
  Returns `amount` elements from `start_index` on, or fewer at the end.

  A negative `start_index` counts from the end.

      iex> Enum.slice(1..100, 5, 3)
      [6, 7, 8]
      iex> Enum.slice([1, 2, 3], -2, 10)
      [2, 3]
      iex> Enum.slice([1, 2, 3], 5, 1)
      []
  """
  @spec slice(t, index, non_neg_integer) :: list
  def slice(_enumerable, start_index, 0) when is_integer(start_index), do: []

  def slice(enumerable, start_index, amount)
      when is_integer(start_index) and start_index < 0 and is_integer(amount) and amount > 0 do
    {count, slice} = counted_slice(enumerable)
    start = Kernel.max(count + start_index, 0)
    slice_within(start, Kernel.min(amount, count - start), 1, slice)
  end

  def slice(enumerable, start_index, amount)
      when is_list(enumerable) and is_integer(start_index) and is_integer(amount) and amount > 0 do
    enumerable |> drop_list(start_index) |> take_list(amount)
  end

  def slice(enumerable, start_index, amount)
      when is_integer(start_index) and is_integer(amount) and amount > 0 do
    case bounded_slice(enumerable) do
      {:ok, count, slice} ->
        slice_within(start_index, Kernel.min(amount, count - start_index), 1, slice)

      :error ->
        enumerable |> take(start_index + amount) |> drop_list(start_index)
    end
  end

  @doc """
  Moves the element at an index, or the elements at a range of them, to `insertion_index`.

  The moved part keeps its order, and `insertion_index` is where it begins if it moves to
  the front, or ends if it moves to the back.

      iex> Enum.slide([:a, :b, :c, :d, :e, :f], 5, 1)
      [:a, :f, :b, :c, :d, :e]
      iex> Enum.slide([:a, :b, :c, :d, :e, :f], 1..3, 5)
      [:a, :e, :f, :b, :c, :d]
  """
  @doc since: "1.13.0"
  @spec slide(t, Range.t() | index, index) :: list
  def slide(enumerable, range_or_single_index, insertion_index)

  def slide(enumerable, single_index, insertion_index) when is_integer(single_index) do
    slide(enumerable, single_index..single_index//1, insertion_index)
  end

  def slide(_enumerable, _.._//step = index_range, _insertion_index) when step != 1 do
    raise ArgumentError,
          "Enum.slide/3 does not accept ranges with custom steps, got: " <> inspect(index_range)
  end

  def slide(enumerable, first..last//_, insertion_index)
      when first < 0 or last < 0 or insertion_index < 0 do
    case to_list(enumerable) do
      [] ->
        []

      list ->
        count = length(list)
        first = if first < 0, do: Kernel.max(first + count, 0), else: first
        slide(list, first..from_start(last, count)//1, from_start(insertion_index, count))
    end
  end

  def slide(enumerable, index..index//_, index), do: to_list(enumerable)

  def slide(_enumerable, first..last//_, insertion_index)
      when insertion_index > first and insertion_index <= last do
    raise ArgumentError,
          "insertion index for slide must be outside the range being moved " <>
            "(tried to insert #{first}..#{last} at #{insertion_index})"
  end

  def slide(enumerable, first..last//_, _insertion_index) when first > last do
    to_list(enumerable)
  end

  # Moving a part back past what precedes it is moving what precedes it forward past the part.
  def slide(enumerable, first..last//_, insertion_index) when insertion_index <= first do
    rotate(to_list(enumerable), insertion_index, first, last + 1)
  end

  def slide(enumerable, first..last//_, insertion_index) do
    rotate(to_list(enumerable), first, last + 1, insertion_index + 1)
  end

  @doc """
  Sorts the elements in term order. Stable; `n log n` comparisons.

      iex> Enum.sort([3, 2, 1])
      [1, 2, 3]
      iex> Enum.sort([:b, "a", 1])
      [1, :b, "a"]
  """
  @spec sort(t) :: list
  def sort(enumerable) when is_list(enumerable), do: :lists.sort(enumerable)
  def sort(enumerable), do: enumerable |> to_list() |> :lists.sort()

  @doc """
  Sorts the elements by `sorter`.

  `sorter` is one of

    * a function of two elements that is truthy if the first may stay before the second;
      if it is true for equal ones, the sort is stable
    * `:asc` or `:desc`, for term order
    * a module with `compare/2`, or `{:asc, module}` or `{:desc, module}`

  Structs need the latter: term order compares their fields, not their meaning.

      iex> Enum.sort([1, 3, 2], :desc)
      [3, 2, 1]
      iex> Enum.sort(~w(ccc a bb), fn x, y -> byte_size(x) <= byte_size(y) end)
      ["a", "bb", "ccc"]
      iex> Enum.sort([~D[2020-03-02], ~D[2019-12-31]], Date)
      [~D[2019-12-31], ~D[2020-03-02]]
      iex> Enum.sort([~D[2019-12-31], ~D[2020-03-02]], {:desc, Date})
      [~D[2020-03-02], ~D[2019-12-31]]
  """
  @spec sort(
          t,
          (element, element -> boolean)
          | :asc
          | :desc
          | module
          | {:asc | :desc, module}
        ) :: list
  def sort(enumerable, sorter)

  def sort(enumerable, :asc), do: sort(enumerable)

  # What compares equal and yet differs, 1 and 1.0, is turned with the list, as Elixir does it.
  def sort(enumerable, :desc), do: enumerable |> sort() |> :lists.reverse()

  def sort(enumerable, sorter) do
    :lists.sort(to_sort_fun(sorter), to_list(enumerable))
  end

  @doc """
  Sorts the elements by what `mapper` returns for them, calling it once for each.

  `sorter` is as in `sort/2` and compares the mapped values.

      iex> Enum.sort_by(["some", "kind", "of", "monster"], &byte_size/1)
      ["of", "some", "kind", "monster"]
      iex> Enum.sort_by(["some", "kind", "of", "monster"], &byte_size/1, :desc)
      ["monster", "some", "kind", "of"]
  """
  @spec sort_by(
          t,
          (element -> mapped),
          (mapped, mapped -> boolean)
          | :asc
          | :desc
          | module
          | {:asc | :desc, module}
        ) :: list
        when mapped: element
  def sort_by(enumerable, mapper, sorter \\ :asc)

  def sort_by(enumerable, mapper, :asc) when is_function(mapper, 1) do
    unwrap_sorted(:lists.keysort(1, map(enumerable, &{mapper.(&1), &1})))
  end

  def sort_by(enumerable, mapper, :desc) when is_function(mapper, 1) do
    keyed = reduce(enumerable, [], &[{mapper.(&1), &1} | &2])
    unwrap_sorted(:lists.reverse(:lists.keysort(1, keyed)))
  end

  def sort_by(enumerable, mapper, sorter) when is_function(mapper, 1) do
    keyed = map(enumerable, &{mapper.(&1), &1})
    sort_fun = to_sort_fun(sorter)
    unwrap_sorted(:lists.sort(fn {left, _}, {right, _} -> sort_fun.(left, right) end, keyed))
  end

  @doc """
  Splits after `count` elements, or before the last `-count` ones.

      iex> Enum.split([1, 2, 3], 2)
      {[1, 2], [3]}
      iex> Enum.split([1, 2, 3], -1)
      {[1, 2], [3]}
      iex> Enum.split([1, 2, 3], 10)
      {[1, 2, 3], []}
      iex> Enum.split([1, 2, 3], -5)
      {[], [1, 2, 3]}
  """
  @spec split(t, integer) :: {list, list}
  def split(enumerable, count) when is_list(enumerable) and is_integer(count) and count >= 0 do
    split_list(enumerable, count, [])
  end

  def split(enumerable, count) when is_integer(count) and count >= 0 do
    {_, taken, rest} =
      reduce(enumerable, {count, [], []}, fn
        entry, {0, taken, rest} -> {0, taken, [entry | rest]}
        entry, {left, taken, []} -> {left - 1, [entry | taken], []}
      end)

    {:lists.reverse(taken), :lists.reverse(rest)}
  end

  def split(enumerable, count) when is_integer(count) do
    enumerable |> reverse() |> split_reversed(-count, [])
  end

  @doc """
  Splits before the first element for which `fun` is falsy.

      iex> Enum.split_while([1, 2, 3, 1], fn x -> x < 3 end)
      {[1, 2], [3, 1]}
  """
  @spec split_while(t, (element -> as_boolean(term))) :: {list, list}
  def split_while(enumerable, fun) when is_list(enumerable) do
    split_while_list(enumerable, fun, [])
  end

  def split_while(enumerable, fun) do
    {kept, rest} =
      reduce(enumerable, {[], []}, fn
        entry, {kept, []} ->
          if fun.(entry), do: {[entry | kept], []}, else: {kept, [entry]}

        entry, {kept, rest} ->
          {kept, [entry | rest]}
      end)

    {:lists.reverse(kept), :lists.reverse(rest)}
  end

  @doc """
  Splits into the elements for which `fun` is truthy and the others.

      iex> Enum.split_with([5, 4, 3, 2], fn x -> rem(x, 2) == 0 end)
      {[4, 2], [5, 3]}
  """
  @doc since: "1.4.0"
  @spec split_with(t, (element -> as_boolean(term))) :: {list, list}
  def split_with(enumerable, fun) do
    {accepted, rejected} =
      reduce(enumerable, {[], []}, fn entry, {accepted, rejected} ->
        if fun.(entry),
          do: {[entry | accepted], rejected},
          else: {accepted, [entry | rejected]}
      end)

    {:lists.reverse(accepted), :lists.reverse(rejected)}
  end

  @doc """
  Adds up the elements; the sum of none is `0`. Constant time on ranges.

      iex> Enum.sum([1, 2.5])
      3.5
      iex> Enum.sum(1..1000)
      500500
  """
  @spec sum(t) :: number
  def sum(enumerable)

  def sum(first..last//step = range) do
    case Range.size(range) do
      0 -> 0
      count -> div((first + range_last(first, last, step)) * count, 2)
    end
  end

  def sum(list) when is_list(list), do: sum_list(list, 0)
  def sum(enumerable), do: reduce(enumerable, 0, &+/2)

  defp sum_list([head | tail], acc), do: sum_list(tail, head + acc)
  defp sum_list([], acc), do: acc

  @doc """
  Adds up what `mapper` returns for the elements.

      iex> Enum.sum_by([%{count: 1}, %{count: 2}], fn x -> x.count end)
      3
  """
  @doc since: "1.18.0"
  @spec sum_by(t, (element -> number)) :: number
  def sum_by(enumerable, mapper) when is_function(mapper, 1) do
    reduce(enumerable, 0, fn entry, acc -> mapper.(entry) + acc end)
  end

  @doc """
  Takes the first `amount` elements, or the last ones if `amount` is negative.

  Walks no further than it must.

      iex> Enum.take([1, 2, 3], 2)
      [1, 2]
      iex> Enum.take([1, 2, 3], -2)
      [2, 3]
      iex> Enum.take([1, 2, 3], 0)
      []
  """
  @spec take(t, integer) :: list
  def take(enumerable, amount)

  def take(_enumerable, 0), do: []

  def take(enumerable, amount)
      when is_list(enumerable) and is_integer(amount) and amount > 0 do
    take_list(enumerable, amount)
  end

  def take(enumerable, amount) when is_integer(amount) and amount > 0 do
    {_, {taken, _}} =
      Enumerable.reduce(enumerable, {:cont, {[], amount}}, fn
        entry, {taken, 1} -> {:halt, {[entry | taken], 0}}
        entry, {taken, left} -> {:cont, {[entry | taken], left - 1}}
      end)

    :lists.reverse(taken)
  end

  def take(enumerable, amount) when is_integer(amount) and amount < 0 do
    {count, slice} = counted_slice(enumerable)
    start = Kernel.max(count + amount, 0)
    slice_within(start, count - start, 1, slice)
  end

  @doc """
  Takes every `nth` element, beginning with the first; `0` takes none.

      iex> Enum.take_every(1..10, 3)
      [1, 4, 7, 10]
      iex> Enum.take_every(1..10, 0)
      []
  """
  @spec take_every(t, non_neg_integer) :: list
  def take_every(enumerable, nth)

  def take_every(_enumerable, 0), do: []
  def take_every(enumerable, 1), do: to_list(enumerable)
  def take_every([], nth) when is_integer(nth) and nth > 1, do: []

  def take_every(enumerable, nth) when is_integer(nth) and nth > 1 do
    {taken, _} =
      reduce(enumerable, {[], nth}, fn
        entry, {taken, ^nth} -> {[entry | taken], 1}
        _entry, {taken, position} -> {taken, position + 1}
      end)

    :lists.reverse(taken)
  end

  @doc """
  Takes `count` random elements, in random order; fewer if there are not so many.

  One pass, which keeps no more than `count` elements in memory.

      iex> length(Enum.take_random(1..10, 3))
      3
      iex> Enum.sort(Enum.take_random([1, 2], 5))
      [1, 2]
  """
  @spec take_random(t, non_neg_integer) :: list
  def take_random(enumerable, count)

  def take_random(_enumerable, 0), do: []

  # A reservoir: filled by an inside-out shuffle, after which one draws how many elements to pass over until one
  # takes a random place (Li's algorithm L), so that there are few random numbers for many elements.
  def take_random(enumerable, count) when is_integer(count) and count > 0 do
    {size, reservoir, _weight, _next} =
      reduce(enumerable, {0, %{}, 0.0, 0}, fn
        entry, {index, reservoir, weight, next} when index < count ->
          place = random_integer(0, index)

          reservoir =
            reservoir
            |> Map.put(index, :maps.get(place, reservoir, entry))
            |> Map.put(place, entry)

          if index + 1 == count do
            weight = draw_weight(1.0, count)
            {count, reservoir, weight, draw_next(count, weight)}
          else
            {index + 1, reservoir, weight, next}
          end

        entry, {next, reservoir, weight, next} ->
          reservoir = Map.put(reservoir, random_integer(0, count - 1), entry)
          weight = draw_weight(weight, count)
          {next + 1, reservoir, weight, draw_next(next + 1, weight)}

        _entry, {index, reservoir, weight, next} ->
          {index + 1, reservoir, weight, next}
      end)

    reservoir_to_list(Kernel.min(size, count) - 1, reservoir, [])
  end

  defp draw_weight(weight, count), do: weight * :math.exp(:math.log(:rand.uniform()) / count)

  defp draw_next(index, weight),
    do: index + floor(:math.log(:rand.uniform()) / :math.log(1 - weight))

  @doc """
  Takes elements as long as `fun` is truthy for them.

      iex> Enum.take_while([1, 2, 3, 1], fn x -> x < 3 end)
      [1, 2]
  """
  @spec take_while(t, (element -> as_boolean(term))) :: list
  def take_while(enumerable, fun) when is_list(enumerable), do: take_while_list(enumerable, fun)

  def take_while(enumerable, fun) do
    enumerable
    |> reduce_while([], fn entry, acc ->
      if fun.(entry), do: {:cont, [entry | acc]}, else: {:halt, acc}
    end)
    |> :lists.reverse()
  end

  @doc """
  Returns the elements as a list.

      iex> Enum.to_list(1..5)
      [1, 2, 3, 4, 5]
  """
  @spec to_list(t) :: [element]
  def to_list(enumerable)

  def to_list(enumerable) when is_list(enumerable), do: enumerable
  def to_list(first..last//step), do: range_to_list(first, last, step)
  def to_list(%_{} = enumerable), do: reverse(enumerable) |> :lists.reverse()
  def to_list(%{} = enumerable), do: :maps.to_list(enumerable)
  def to_list(enumerable), do: reverse(enumerable) |> :lists.reverse()

  @doc """
  Keeps the first of all equal elements (under `===/2`).

      iex> Enum.uniq([1, 2, 3, 2, 1])
      [1, 2, 3]
  """
  @spec uniq(t) :: list
  def uniq(enumerable), do: uniq_by(enumerable, & &1)

  @doc """
  Keeps the first of all elements for which `fun` returns the same value.

      iex> Enum.uniq_by([{1, :x}, {2, :y}, {1, :z}], fn {x, _} -> x end)
      [{1, :x}, {2, :y}]
  """
  @spec uniq_by(t, (element -> term)) :: list
  def uniq_by(enumerable, fun) when is_list(enumerable), do: uniq_list(enumerable, %{}, fun)
  def uniq_by(enumerable, fun), do: uniq_list(to_list(enumerable), %{}, fun)

  @doc """
  Turns pairs into a pair of lists; the opposite of `zip/2`.

      iex> Enum.unzip(a: 1, b: 2)
      {[:a, :b], [1, 2]}
  """
  @spec unzip(t) :: {[element], [element]}
  def unzip(enumerable) when is_list(enumerable) do
    unzip(:lists.reverse(enumerable), [], [])
  end

  def unzip(enumerable), do: unzip(reverse(enumerable), [], [])

  @doc """
  Pairs each element with its index.

  The second argument is either the first index or a function that gets element and index
  and whose values are returned.

      iex> Enum.with_index([:a, :b])
      [a: 0, b: 1]
      iex> Enum.with_index([:a, :b], 10)
      [a: 10, b: 11]
      iex> Enum.with_index([:a, :b], fn element, index -> {index, element} end)
      [{0, :a}, {1, :b}]
  """
  @spec with_index(t, integer) :: [{term, integer}]
  @spec with_index(t, (element, index -> value)) :: [value] when value: any
  def with_index(enumerable, fun_or_offset \\ 0)

  def with_index(enumerable, offset) when is_integer(offset) do
    enumerable |> to_list() |> with_index_list(offset)
  end

  def with_index(enumerable, fun) when is_function(fun, 2) do
    enumerable |> to_list() |> with_index_list(0, fun)
  end

  @doc """
  Pairs the elements of two enumerables, up to the end of the shorter.

      iex> Enum.zip([1, 2, 3], [:a, :b])
      [{1, :a}, {2, :b}]
  """
  @spec zip(t, t) :: [{any, any}]
  def zip(enumerable1, enumerable2)
      when is_list(enumerable1) and is_list(enumerable2) do
    zip_list(enumerable1, enumerable2)
  end

  def zip(enumerable1, enumerable2), do: zip([enumerable1, enumerable2])

  @doc """
  Collects the elements at each position of all the enumerables into tuples.

      iex> Enum.zip([[1, 2, 3], [:a, :b, :c], ["x", "y"]])
      [{1, :a, "x"}, {2, :b, "y"}]
      iex> Enum.zip([])
      []
  """
  @doc since: "1.4.0"
  @spec zip(enumerables) :: [tuple] when enumerables: [t] | t
  def zip(enumerables), do: zip_with(enumerables, &:erlang.list_to_tuple/1)

  @doc """
  Like `zip/2`, but with a function that says what to make of each pair.

      iex> Enum.zip_with([1, 2], [3, 4, 5], fn x, y -> x + y end)
      [4, 6]
  """
  @doc since: "1.12.0"
  @spec zip_with(t, t, (element, element -> term)) :: [term]
  def zip_with(enumerable1, enumerable2, zip_fun)
      when is_list(enumerable1) and is_list(enumerable2) and is_function(zip_fun, 2) do
    zip_with_list(enumerable1, enumerable2, zip_fun)
  end

  def zip_with(enumerable1, enumerable2, zip_fun) when is_function(zip_fun, 2) do
    zip_with([enumerable1, enumerable2], fn [left, right] -> zip_fun.(left, right) end)
  end

  @doc """
  Like `zip/1`, but with a function that gets the elements at each position as a list.

      iex> Enum.zip_with([[1, 2], [3, 4], [5, 6]], fn [x, y, z] -> x + y + z end)
      [9, 12]
  """
  @doc since: "1.12.0"
  @spec zip_with(t, ([term] -> term)) :: [term]
  def zip_with(enumerables, zip_fun) do
    enumerables
    |> zip_reduce([], fn entries, acc -> [zip_fun.(entries) | acc] end)
    |> :lists.reverse()
  end

  @doc """
  Folds over the elements of two enumerables side by side.

      iex> Enum.zip_reduce([1, 2], [3, 4], 0, fn x, y, acc -> x * y + acc end)
      11
  """
  @doc since: "1.12.0"
  @spec zip_reduce(t, t, acc, (enum1_elem :: term, enum2_elem :: term, acc -> acc)) :: acc
        when acc: term
  def zip_reduce(left, right, acc, reducer)
      when is_list(left) and is_list(right) and is_function(reducer, 3) do
    zip_reduce_list(left, right, acc, reducer)
  end

  def zip_reduce(left, right, acc, reducer) when is_function(reducer, 3) do
    zip_reduce([left, right], acc, fn [left, right], acc -> reducer.(left, right, acc) end)
  end

  @doc """
  Folds over the elements of several enumerables side by side; `reducer` gets the elements
  at each position as a list.

      iex> Enum.zip_reduce([[1, 1], [2, 2], [3, 3]], 0, fn row, acc -> Enum.product(row) + acc end)
      12
  """
  @doc since: "1.12.0"
  @spec zip_reduce(t, acc, ([term], acc -> acc)) :: acc when acc: term
  def zip_reduce(enumerables, acc, reducer) when is_function(reducer, 2) do
    case to_list(enumerables) do
      [] ->
        acc

      enumerables ->
        if all_list(enumerables, &is_list/1) do
          zip_reduce_lists(enumerables, acc, reducer)
        else
          enumerables |> Stream.zip_with(& &1) |> reduce(acc, reducer)
        end
    end
  end

  ## Deprecated

  @doc false
  @deprecated "Use Enum.chunk_every/2 instead"
  def chunk(enumerable, count), do: chunk(enumerable, count, count, nil)

  @doc false
  @deprecated "Use Enum.chunk_every/3 instead"
  def chunk(enumerable, count, step), do: chunk(enumerable, count, step, nil)

  @doc false
  @deprecated "Use Enum.chunk_every/4 instead"
  def chunk(enumerable, count, step, leftover) do
    chunk_every(enumerable, count, step, leftover || :discard)
  end

  @doc false
  @deprecated "Use Enum.filter/2 + Enum.map/2 or for comprehensions instead"
  def filter_map(enumerable, filter, mapper) do
    enumerable |> filter(filter) |> map(mapper)
  end

  @doc false
  @deprecated "Use Enum.split_with/2 instead"
  def partition(enumerable, fun), do: split_with(enumerable, fun)

  @doc false
  @deprecated "Use Enum.uniq_by/2 instead"
  def uniq(enumerable, fun), do: uniq_by(enumerable, fun)

  ## Walks over lists

  defp all_list([head | tail]), do: if(head, do: all_list(tail), else: false)
  defp all_list([]), do: true

  defp all_list([head | tail], fun), do: if(fun.(head), do: all_list(tail, fun), else: false)
  defp all_list([], _fun), do: true

  defp any_list([head | tail]), do: if(head, do: true, else: any_list(tail))
  defp any_list([]), do: false

  defp any_list([head | tail], fun), do: if(fun.(head), do: true, else: any_list(tail, fun))
  defp any_list([], _fun), do: false

  defp concat_list([list | rest]) when is_list(list), do: list ++ concat_list(rest)
  defp concat_list([]), do: []
  defp concat_list(enumerables), do: concat_walking(enumerables, [])

  defp concat_walking([enumerable | rest], acc) do
    concat_walking(rest, reduce(enumerable, acc, &[&1 | &2]))
  end

  defp concat_walking([], acc), do: :lists.reverse(acc)

  defp dedup_list([entry | [next | _] = rest]) when entry === next do
    [entry | dedup_skip(rest, entry)]
  end

  defp dedup_list([entry | rest]), do: [entry | dedup_list(rest)]
  defp dedup_list([]), do: []

  defp dedup_skip([entry | rest], last) when entry === last, do: dedup_skip(rest, last)
  defp dedup_skip(rest, _last), do: dedup_list(rest)

  defp drop_list(list, 0), do: list
  defp drop_list([_ | tail], amount), do: drop_list(tail, amount - 1)
  defp drop_list([], _amount), do: []

  defp drop_while_list([head | tail] = list, fun) do
    if fun.(head), do: drop_while_list(tail, fun), else: list
  end

  defp drop_while_list([], _fun), do: []

  defp each_list([head | tail], fun) do
    fun.(head)
    each_list(tail, fun)
  end

  defp each_list([], fun) when is_function(fun, 1), do: :ok

  defp filter_list([head | tail], fun) do
    if fun.(head), do: [head | filter_list(tail, fun)], else: filter_list(tail, fun)
  end

  defp filter_list([], _fun), do: []

  defp find_list([head | tail], default, fun) do
    if fun.(head), do: head, else: find_list(tail, default, fun)
  end

  defp find_list([], default, _fun), do: default

  defp find_index_list([head | tail], index, fun) do
    if fun.(head), do: index, else: find_index_list(tail, index + 1, fun)
  end

  defp find_index_list([], _index, _fun), do: nil

  defp find_value_list([head | tail], default, fun) do
    fun.(head) || find_value_list(tail, default, fun)
  end

  defp find_value_list([], default, _fun), do: default

  defp flat_map_list([head | tail], fun) do
    case fun.(head) do
      # Short results are spared the copy by `++`.
      [] -> flat_map_list(tail, fun)
      [entry] -> [entry | flat_map_list(tail, fun)]
      list when is_list(list) -> list ++ flat_map_list(tail, fun)
      other -> to_list(other) ++ flat_map_list(tail, fun)
    end
  end

  defp flat_map_list([], _fun), do: []

  defp intersperse_list([last], _separator), do: [last]

  defp intersperse_list([head | tail], separator) do
    [head, separator | intersperse_list(tail, separator)]
  end

  defp map_list([head | tail], fun), do: [fun.(head) | map_list(tail, fun)]
  defp map_list([], fun) when is_function(fun, 1), do: []

  defp map_intersperse_list([], _separator, _mapper), do: []
  defp map_intersperse_list([last], _separator, mapper), do: [mapper.(last)]

  defp map_intersperse_list([head | tail], separator, mapper) do
    [mapper.(head), separator | map_intersperse_list(tail, separator, mapper)]
  end

  defp map_reduce_list([head | tail], mapped, acc, fun) do
    {entry, acc} = fun.(head, acc)
    map_reduce_list(tail, [entry | mapped], acc, fun)
  end

  defp map_reduce_list([], mapped, acc, fun) when is_function(fun, 2) do
    {:lists.reverse(mapped), acc}
  end

  defp reduce_list([head | tail], acc, fun), do: reduce_list(tail, fun.(head, acc), fun)
  defp reduce_list([], acc, fun) when is_function(fun, 2), do: acc

  defp reject_list([head | tail], fun) do
    if fun.(head), do: reject_list(tail, fun), else: [head | reject_list(tail, fun)]
  end

  defp reject_list([], _fun), do: []

  defp scan_list([head | tail], acc, fun) do
    acc = fun.(head, acc)
    [acc | scan_list(tail, acc, fun)]
  end

  defp scan_list([], _acc, _fun), do: []

  defp split_list(rest, 0, taken), do: {:lists.reverse(taken), rest}
  defp split_list([head | tail], count, taken), do: split_list(tail, count - 1, [head | taken])
  defp split_list([], _count, taken), do: {:lists.reverse(taken), []}

  defp split_reversed([head | tail], count, rest) when count > 0 do
    split_reversed(tail, count - 1, [head | rest])
  end

  defp split_reversed(reversed, _count, rest), do: {:lists.reverse(reversed), rest}

  defp split_while_list([head | tail] = list, fun, taken) do
    if fun.(head),
      do: split_while_list(tail, fun, [head | taken]),
      else: {:lists.reverse(taken), list}
  end

  defp split_while_list([], _fun, taken), do: {:lists.reverse(taken), []}

  defp take_list([head | _], 1), do: [head]
  defp take_list([head | tail], amount), do: [head | take_list(tail, amount - 1)]
  defp take_list([], _amount), do: []

  defp take_while_list([head | tail], fun) do
    if fun.(head), do: [head | take_while_list(tail, fun)], else: []
  end

  defp take_while_list([], _fun), do: []

  defp uniq_list([head | tail], seen, fun) do
    value = fun.(head)

    case seen do
      %{^value => true} -> uniq_list(tail, seen, fun)
      %{} -> [head | uniq_list(tail, :maps.put(value, true, seen), fun)]
    end
  end

  defp uniq_list([], _seen, _fun), do: []

  # The list comes in reverse.
  defp unzip([{left, right} | rest], lefts, rights) do
    unzip(rest, [left | lefts], [right | rights])
  end

  defp unzip([], lefts, rights), do: {lefts, rights}

  defp with_index_list([head | tail], index),
    do: [{head, index} | with_index_list(tail, index + 1)]

  defp with_index_list([], _index), do: []

  defp with_index_list([head | tail], index, fun) do
    [fun.(head, index) | with_index_list(tail, index + 1, fun)]
  end

  defp with_index_list([], _index, _fun), do: []

  defp zip_list([left | lefts], [right | rights]), do: [{left, right} | zip_list(lefts, rights)]
  defp zip_list([], _), do: []
  defp zip_list(_, []), do: []

  defp zip_with_list([left | lefts], [right | rights], fun) do
    [fun.(left, right) | zip_with_list(lefts, rights, fun)]
  end

  defp zip_with_list([], _, _fun), do: []
  defp zip_with_list(_, [], _fun), do: []

  defp zip_reduce_list([left | lefts], [right | rights], acc, reducer) do
    zip_reduce_list(lefts, rights, reducer.(left, right, acc), reducer)
  end

  defp zip_reduce_list([], _, acc, _reducer), do: acc
  defp zip_reduce_list(_, [], acc, _reducer), do: acc

  defp zip_reduce_lists(lists, acc, reducer) do
    case heads_and_tails(lists, [], []) do
      {heads, tails} -> zip_reduce_lists(tails, reducer.(heads, acc), reducer)
      :done -> acc
    end
  end

  defp heads_and_tails([[head | tail] | rest], heads, tails) do
    heads_and_tails(rest, [head | heads], [tail | tails])
  end

  defp heads_and_tails([[] | _], _heads, _tails), do: :done

  defp heads_and_tails([], heads, tails) do
    {:lists.reverse(heads), :lists.reverse(tails)}
  end

  ## Walks over ranges

  defp map_range(first, last, step, fun) when step > 0, do: map_up(first, last, step, fun)
  defp map_range(first, last, step, fun), do: map_down(first, last, step, fun)

  defp map_up(first, last, step, fun) when first <= last do
    [fun.(first) | map_up(first + step, last, step, fun)]
  end

  defp map_up(_first, _last, _step, _fun), do: []

  defp map_down(first, last, step, fun) when first >= last do
    [fun.(first) | map_down(first + step, last, step, fun)]
  end

  defp map_down(_first, _last, _step, _fun), do: []

  defp reduce_range(first, last, step, acc, fun) when step > 0 do
    reduce_up(first, last, step, acc, fun)
  end

  defp reduce_range(first, last, step, acc, fun), do: reduce_down(first, last, step, acc, fun)

  defp reduce_up(first, last, step, acc, fun) when first <= last do
    reduce_up(first + step, last, step, fun.(first, acc), fun)
  end

  defp reduce_up(_first, _last, _step, acc, _fun), do: acc

  defp reduce_down(first, last, step, acc, fun) when first >= last do
    reduce_down(first + step, last, step, fun.(first, acc), fun)
  end

  defp reduce_down(_first, _last, _step, acc, _fun), do: acc

  defp range_empty?(first, last, step) when step > 0, do: first > last
  defp range_empty?(first, last, _step), do: first < last

  # The last element that a range reaches; its `last` field need not be one.
  defp range_last(first, last, step), do: last - rem(last - first, step)

  # Built from the end, so that it takes no stack.
  defp range_to_list(first, last, step) do
    if range_empty?(first, last, step),
      do: [],
      else: range_down_to(range_last(first, last, step), first, step, [])
  end

  defp range_down_to(first, first, _step, acc), do: [first | acc]

  defp range_down_to(current, first, step, acc) do
    range_down_to(current - step, first, step, [current | acc])
  end

  ## Walks through the protocol

  defp reduce_protocol(enumerable, acc, fun) do
    Enumerable.reduce(enumerable, {:cont, acc}, fn entry, acc -> {:cont, fun.(entry, acc)} end)
    |> elem(1)
  end

  defp count_without_walk(enumerable) do
    case Enumerable.count(enumerable) do
      {:ok, count} when is_integer(count) ->
        {:ok, count}

      {:error, _module} ->
        case Enumerable.slice(enumerable) do
          {:ok, count, _} when is_integer(count) -> {:ok, count}
          {:error, _module} -> :error
        end
    end
  end

  defp into_protocol(enumerable, collectable) do
    {initial, collect} = Collectable.into(collectable)
    into_collector(enumerable, initial, collect, &collect.(&2, {:cont, &1}))
  end

  defp into_protocol(enumerable, collectable, transform) do
    {initial, collect} = Collectable.into(collectable)
    into_collector(enumerable, initial, collect, &collect.(&2, {:cont, transform.(&1)}))
  end

  # A collectable may hold a resource, which it releases on `:halt`.
  defp into_collector(enumerable, initial, collect, reducer) do
    try do
      reduce(enumerable, initial, reducer)
    catch
      kind, reason ->
        collect.(initial, :halt)
        :erlang.raise(kind, reason, __STACKTRACE__)
    else
      acc -> collect.(acc, :done)
    end
  end

  defp put_pair({key, value}, map), do: :maps.put(key, value, map)

  defp put_pair(other, _map) do
    raise ArgumentError,
          "collecting into a map requires {key, value} tuples, got: #{inspect(other)}"
  end

  ## Slices

  # How to reach any slice without a walk from the front, if the enumerable knows.
  defp bounded_slice(enumerable) do
    case Enumerable.slice(enumerable) do
      {:ok, count, slice} when is_function(slice, 3) ->
        {:ok, count, slice}

      {:ok, count, to_list} when is_function(to_list, 1) ->
        {:ok, count, &slice_list(to_list.(enumerable), &1, &2, &3)}

      {:error, _module} ->
        :error
    end
  end

  # The same for everyone: who does not know is turned into a list.
  defp counted_slice(enumerable) when is_list(enumerable) do
    {length(enumerable), &slice_list(enumerable, &1, &2, &3)}
  end

  defp counted_slice(enumerable) do
    case bounded_slice(enumerable) do
      {:ok, count, slice} -> {count, slice}
      :error -> counted_slice(to_list(enumerable))
    end
  end

  defp slice_within(start, amount, step, slice) when amount > 0, do: slice.(start, amount, step)
  defp slice_within(_start, _amount, _step, _slice), do: []

  defp slice_list(list, start, amount, 1), do: list |> drop_list(start) |> take_list(amount)

  defp slice_list(list, start, amount, step) do
    list |> drop_list(start) |> take_stepping(amount, step)
  end

  defp take_stepping([head | _], 1, _step), do: [head]

  defp take_stepping([head | tail], amount, step) do
    [head | tail |> drop_list(step - 1) |> take_stepping(amount - 1, step)]
  end

  defp take_stepping([], _amount, _step), do: []

  defp slice_range(enumerable, first, last, step)
       when is_list(enumerable) and first >= 0 and last >= first do
    slice_list(enumerable, first, div(last - first, step) + 1, step)
  end

  defp slice_range(enumerable, first, last, step) do
    {count, slice} = counted_slice(enumerable)
    first = if first >= 0, do: first, else: Kernel.max(first + count, 0)
    last = if last >= 0, do: Kernel.min(last, count - 1), else: last + count

    if first <= last,
      do: slice.(first, div(last - first, step) + 1, step),
      else: []
  end

  defp slice_one(enumerable, index) when is_list(enumerable) do
    if index >= 0 do
      nth_list(enumerable, index)
    else
      case length(enumerable) + index do
        from_start when from_start >= 0 -> nth_list(enumerable, from_start)
        _ -> :error
      end
    end
  end

  defp slice_one(enumerable, index) do
    case bounded_slice(enumerable) do
      {:ok, count, slice} ->
        index = if index < 0, do: index + count, else: index

        if index >= 0 and index < count do
          [element] = slice.(index, 1, 1)
          {:ok, element}
        else
          :error
        end

      :error when index < 0 ->
        enumerable |> reverse() |> nth_list(-index - 1)

      :error ->
        result =
          reduce_while(enumerable, index, fn
            entry, 0 -> {:halt, {:ok, entry}}
            _entry, left -> {:cont, left - 1}
          end)

        if is_integer(result), do: :error, else: result
    end
  end

  defp nth_list([head | _], 0), do: {:ok, head}
  defp nth_list([_ | tail], index), do: nth_list(tail, index - 1)
  defp nth_list([], _index), do: :error

  defp drop_walking(enumerable, amount) do
    {kept, _} =
      reduce(enumerable, {[], amount}, fn
        entry, {kept, 0} -> {[entry | kept], 0}
        _entry, {kept, left} -> {kept, left - 1}
      end)

    :lists.reverse(kept)
  end

  defp from_start(index, count) when index < 0, do: from_start(index + count, count)
  defp from_start(index, _count), do: index

  # Exchanges the neighbouring parts start..middle-1 and middle..stop-1.
  defp rotate(list, start, middle, stop) do
    {before, rest} = split_list(list, start, [])
    {left, rest} = split_list(rest, middle - start, [])
    {right, rest} = split_list(rest, stop - middle, [])
    before ++ right ++ left ++ rest
  end

  ## Orders

  defp to_sort_fun(sorter) when is_function(sorter, 2), do: sorter
  defp to_sort_fun(:asc), do: &<=/2
  defp to_sort_fun(:desc), do: &>=/2
  defp to_sort_fun(module) when is_atom(module), do: &(module.compare(&1, &2) != :gt)
  defp to_sort_fun({:asc, module}) when is_atom(module), do: &(module.compare(&1, &2) != :gt)
  defp to_sort_fun({:desc, module}) when is_atom(module), do: &(module.compare(&1, &2) != :lt)

  defp max_sort_fun(sorter) when is_function(sorter, 2), do: sorter
  defp max_sort_fun(module) when is_atom(module), do: &(module.compare(&1, &2) != :lt)

  defp min_sort_fun(sorter) when is_function(sorter, 2), do: sorter
  defp min_sort_fun(module) when is_atom(module), do: &(module.compare(&1, &2) != :gt)

  defp less_fun(sorter) when is_function(sorter, 2), do: sorter
  defp less_fun(module) when is_atom(module), do: &(module.compare(&1, &2) == :lt)

  defp unwrap_sorted([{_, entry} | rest]), do: [entry | unwrap_sorted(rest)]
  defp unwrap_sorted([]), do: []

  # The element that `keep?` holds against all later ones.
  defp extreme(enumerable, keep?, empty_fallback) do
    result =
      reduce(enumerable, [], fn
        entry, [best] = acc ->
          case keep?.(best, entry) do
            true -> acc
            false -> [entry]
          end

        entry, [] ->
          [entry]
      end)

    case result do
      [best] -> best
      [] -> empty_fallback.()
    end
  end

  # The order of integers is assumed to be that of the range or its opposite, so that one of
  # its ends is the answer.
  defp extreme_of_range(first, last, step, keep?, empty_fallback) do
    if range_empty?(first, last, step) do
      empty_fallback.()
    else
      last = range_last(first, last, step)

      case keep?.(first, last) do
        true -> first
        false -> last
      end
    end
  end

  defp extreme_by(enumerable, fun, keep?, empty_fallback) do
    result =
      reduce(enumerable, [], fn
        entry, [_best | best_value] = acc ->
          value = fun.(entry)

          case keep?.(best_value, value) do
            true -> acc
            false -> [entry | value]
          end

        entry, [] ->
          [entry | fun.(entry)]
      end)

    case result do
      [best | _value] -> best
      [] -> empty_fallback.()
    end
  end

  defp min_max_sorted(enumerable, less?, empty_fallback) do
    result =
      reduce(enumerable, [], fn
        entry, {min, max} = acc ->
          cond do
            less?.(entry, min) -> {entry, max}
            less?.(max, entry) -> {min, entry}
            true -> acc
          end

        entry, [] ->
          {entry, entry}
      end)

    case result do
      {_min, _max} -> result
      [] -> empty_fallback.()
    end
  end

  defp min_max_by_sorted(enumerable, fun, less?, empty_fallback) do
    result =
      reduce(enumerable, [], fn
        entry, {{_, min_value} = min, {_, max_value} = max} = acc ->
          value = fun.(entry)

          cond do
            less?.(value, min_value) -> {{entry, value}, max}
            less?.(max_value, value) -> {min, {entry, value}}
            true -> acc
          end

        entry, [] ->
          only = {entry, fun.(entry)}
          {only, only}
      end)

    case result do
      {{min, _}, {max, _}} -> {min, max}
      [] -> empty_fallback.()
    end
  end

  ## Strings and chance

  defp entry_to_iodata(entry) when is_binary(entry), do: entry
  defp entry_to_iodata(entry), do: String.Chars.to_string(entry)

  defp join_parts([], _joiner), do: ""
  defp join_parts(parts, ""), do: :erlang.iolist_to_binary(parts)

  defp join_parts(parts, joiner) do
    :erlang.iolist_to_binary(intersperse_list(parts, joiner))
  end

  defp random_integer(limit, limit), do: limit
  defp random_integer(lower, upper), do: lower + :rand.uniform(upper - lower + 1) - 1

  defp reservoir_to_list(-1, _reservoir, acc), do: acc

  defp reservoir_to_list(index, reservoir, acc) do
    reservoir_to_list(index - 1, reservoir, [:maps.get(index, reservoir) | acc])
  end
end

defimpl Enumerable, for: List do
  def count(list), do: {:ok, length(list)}

  def member?(list, element), do: {:ok, :lists.member(element, list)}

  def slice([]), do: {:ok, 0, fn _start, _length, _step -> [] end}
  def slice(_list), do: {:error, __MODULE__}

  def reduce(_list, {:halt, acc}, _fun), do: {:halted, acc}
  def reduce(list, {:suspend, acc}, fun), do: {:suspended, acc, &reduce(list, &1, fun)}
  def reduce([], {:cont, acc}, _fun), do: {:done, acc}
  def reduce([head | tail], {:cont, acc}, fun), do: reduce(tail, fun.(head, acc), fun)
end

defimpl Enumerable, for: Map do
  def count(map), do: {:ok, map_size(map)}

  def member?(map, {key, value}) do
    case map do
      %{^key => found} -> {:ok, found === value}
      %{} -> {:ok, false}
    end
  end

  def member?(_map, _other), do: {:ok, false}

  def slice(map), do: {:ok, map_size(map), &:maps.to_list/1}

  def reduce(map, acc, fun), do: Enumerable.List.reduce(:maps.to_list(map), acc, fun)
end

defimpl Enumerable, for: Function do
  # A function of two arguments is a walk already: it is what `reduce/3` would be.
  def count(_function), do: {:error, __MODULE__}
  def member?(_function, _element), do: {:error, __MODULE__}
  def slice(_function), do: {:error, __MODULE__}

  def reduce(function, acc, fun) when is_function(function, 2), do: function.(acc, fun)

  def reduce(function, _acc, _fun) do
    raise Protocol.UndefinedError,
      protocol: @protocol,
      value: function,
      description: "only anonymous functions of arity 2 are enumerable"
  end
end
