# Lazy enumerables: their struct, the functions that compose them, and how they are walked.
# How chunks are cut is in stream/chunks.ex; eager algorithms are in enum.ex.

defmodule Stream do
  @moduledoc """
  Lazy, composable enumerables.

  The functions of this module do nothing at once: they return a recipe, which is carried out
  when it is walked, element by element and no further than it must be.

      iex> stream = Stream.map(1..1_000_000_000, fn x -> x * 2 end)
      iex> Enum.take(stream, 3)
      [2, 4, 6]

  They are the choice for endless sources, for those too large for memory, such as lines of a
  file, and for resources that have to be opened and closed (`resource/3`). For small
  collections `Enum` is faster.

  Streams are enumerables. Most functions return a struct, some an anonymous function: that
  must not be relied upon.
  """

  # `funs` and `accs` have the stage added last in front. A stage is a function that gets the
  # next reducer and returns its own; reducers are handed the list of the accumulators of all
  # stages that need one, in the order of the walk, and the caller's at its end. `done` is
  # called with what a stage has kept at the end of the walk; only the last stage may have it.
  defstruct enum: nil, funs: [], accs: [], done: nil

  @type acc :: any
  @type element :: any

  @typedoc "Zero-based index."
  @type index :: non_neg_integer
  @type default :: any
  @type timer :: non_neg_integer | :infinity

  ## Stages

  @doc """
  Chunks the enumerable where `fun` returns another value, like `Enum.chunk_by/2`.

      iex> Stream.chunk_by([1, 2, 2, 3, 4, 4], &rem(&1, 2)) |> Enum.to_list()
      [[1], [2, 2], [3], [4, 4]]
  """
  @spec chunk_by(Enumerable.t(), (element -> any)) :: Enumerable.t()
  def chunk_by(enum, fun) when is_function(fun, 1) do
    {acc, chunk_fun, after_fun} = Stream.Chunks.by(fun)
    chunk_while(enum, acc, chunk_fun, after_fun)
  end

  @doc """
  Chunks the enumerable every `count` elements, like `Enum.chunk_every/2`.

      iex> Stream.chunk_every([1, 2, 3], 2) |> Enum.to_list()
      [[1, 2], [3]]
  """
  @doc since: "1.5.0"
  @spec chunk_every(Enumerable.t(), pos_integer) :: Enumerable.t()
  def chunk_every(enum, count), do: chunk_every(enum, count, count, [])

  @doc """
  Chunks the enumerable every `step` elements, like `Enum.chunk_every/4`.

      iex> Stream.chunk_every([1, 2, 3, 4, 5, 6], 3, 2, :discard) |> Enum.to_list()
      [[1, 2, 3], [3, 4, 5]]
      iex> Stream.chunk_every([1, 2, 3, 4, 5, 6], 4, 4, 7..10) |> Enum.to_list()
      [[1, 2, 3, 4], [5, 6, 7, 8]]
  """
  @doc since: "1.5.0"
  @spec chunk_every(Enumerable.t(), pos_integer, pos_integer, Enumerable.t() | :discard) ::
          Enumerable.t()
  def chunk_every(enum, count, step, leftover \\ [])
      when is_integer(count) and count > 0 and is_integer(step) and step > 0 do
    {acc, chunk_fun, after_fun} = Stream.Chunks.every(count, step, leftover)
    chunk_while(enum, acc, chunk_fun, after_fun)
  end

  @doc """
  Chunks the enumerable as a function decides, like `Enum.chunk_while/4`.

      iex> chunk_fun = fn x, acc ->
      ...>   if x == 0, do: {:cont, Enum.reverse(acc), []}, else: {:cont, [x | acc]}
      ...> end
      iex> after_fun = fn acc -> {:cont, Enum.reverse(acc), []} end
      iex> Stream.chunk_while([1, 2, 0, 3], [], chunk_fun, after_fun) |> Enum.to_list()
      [[1, 2], [3]]
  """
  @doc since: "1.5.0"
  @spec chunk_while(
          Enumerable.t(),
          acc,
          (element, acc -> {:cont, chunk, acc} | {:cont, acc} | {:halt, acc}),
          (acc -> {:cont, chunk, acc} | {:cont, acc})
        ) :: Enumerable.t()
        when chunk: any
  def chunk_while(enum, acc, chunk_fun, after_fun)
      when is_function(chunk_fun, 2) and is_function(after_fun, 1) do
    stage = fn next ->
      fn entry, [{:open, acc} | accs] ->
        case chunk_fun.(entry, acc) do
          {:cont, chunk, acc} ->
            case next.(chunk, accs) do
              # Who has asked to halt must not be given what is left over.
              {:halt, accs} -> {:halt, [:closed | accs]}
              {reason, accs} -> {reason, [{:open, acc} | accs]}
            end

          {:cont, acc} ->
            {:cont, [{:open, acc} | accs]}

          {:halt, acc} ->
            {:halt, [{:open, acc} | accs]}
        end
      end
    end

    lazy(enum, {:open, acc}, stage, after_fun)
  end

  @doc """
  Collapses runs of equal neighbours into one element.

      iex> Stream.dedup([1, 2, 3, 3, 2, 1]) |> Enum.to_list()
      [1, 2, 3, 2, 1]
  """
  @spec dedup(Enumerable.t()) :: Enumerable.t()
  def dedup(enum), do: dedup_by(enum, fn x -> x end)

  @doc """
  Collapses runs of neighbours for which `fun` returns the same value into their first element.

      iex> Stream.dedup_by([{1, :a}, {1, :b}, {2, :c}], &elem(&1, 0)) |> Enum.to_list()
      [{1, :a}, {2, :c}]
  """
  @spec dedup_by(Enumerable.t(), (element -> term)) :: Enumerable.t()
  def dedup_by(enum, fun) when is_function(fun, 1) do
    lazy(enum, [], fn next ->
      fn entry, [last | accs] ->
        case [fun.(entry)] do
          ^last -> {:cont, [last | accs]}
          current -> pass(next, entry, current, accs)
        end
      end
    end)
  end

  @doc """
  Drops the first `n` elements, or the last ones if `n` is negative.

  To drop the last elements the stream runs `-n` elements behind its source.

      iex> Stream.drop(1..10, 5) |> Enum.to_list()
      [6, 7, 8, 9, 10]
      iex> Stream.drop(1..10, -5) |> Enum.to_list()
      [1, 2, 3, 4, 5]
  """
  @spec drop(Enumerable.t(), integer) :: Enumerable.t()
  def drop(enum, n) when is_integer(n) and n >= 0 do
    lazy(enum, n, fn next ->
      fn
        entry, [0 | accs] -> pass(next, entry, 0, accs)
        _entry, [left | accs] -> {:cont, [left - 1 | accs]}
      end
    end)
  end

  def drop(enum, n) when is_integer(n) and n < 0 do
    lazy(enum, {n, [], []}, fn next ->
      fn
        entry, [{missing, back, front} | accs] when missing < 0 ->
          {:cont, [{missing + 1, [entry | back], front} | accs]}

        entry, [{0, back, []} | accs] ->
          [oldest | front] = :lists.reverse([entry | back])
          pass(next, oldest, {0, [], front}, accs)

        entry, [{0, back, [oldest | front]} | accs] ->
          pass(next, oldest, {0, [entry | back], front}, accs)
      end
    end)
  end

  @doc """
  Drops every `nth` element, beginning with the first; `0` drops none.

      iex> Stream.drop_every(1..10, 2) |> Enum.to_list()
      [2, 4, 6, 8, 10]
  """
  @spec drop_every(Enumerable.t(), non_neg_integer) :: Enumerable.t()
  def drop_every(enum, nth)

  def drop_every(enum, 0), do: %Stream{enum: enum}
  def drop_every([], _nth), do: %Stream{enum: []}

  def drop_every(enum, nth) when is_integer(nth) and nth > 0 do
    lazy(enum, nth, fn next ->
      fn
        _entry, [^nth | accs] -> {:cont, [1 | accs]}
        entry, [position | accs] -> pass(next, entry, position + 1, accs)
      end
    end)
  end

  @doc """
  Drops elements as long as `fun` is truthy for them.

      iex> Stream.drop_while(1..10, &(&1 <= 5)) |> Enum.to_list()
      [6, 7, 8, 9, 10]
  """
  @spec drop_while(Enumerable.t(), (element -> as_boolean(term))) :: Enumerable.t()
  def drop_while(enum, fun) when is_function(fun, 1) do
    lazy(enum, true, fn next ->
      fn entry, [dropping | accs] ->
        if dropping && fun.(entry),
          do: {:cont, [true | accs]},
          else: pass(next, entry, false, accs)
      end
    end)
  end

  @doc """
  Calls `fun` with each element that passes, for its side effects.

      iex> stream = Stream.each([1, 2], fn x -> send(self(), x) end)
      iex> Enum.to_list(stream)
      [1, 2]
      iex> receive do x -> x end
      1
  """
  @spec each(Enumerable.t(), (element -> term)) :: Enumerable.t()
  def each(enum, fun) when is_function(fun, 1) do
    lazy(enum, fn next ->
      fn entry, accs ->
        fun.(entry)
        next.(entry, accs)
      end
    end)
  end

  @doc """
  Keeps the elements for which `fun` is truthy.

      iex> Stream.filter(1..4, &(rem(&1, 2) == 0)) |> Enum.to_list()
      [2, 4]
  """
  @spec filter(Enumerable.t(), (element -> as_boolean(term))) :: Enumerable.t()
  def filter(enum, fun) when is_function(fun, 1) do
    lazy(enum, fn next ->
      fn entry, accs -> if fun.(entry), do: next.(entry, accs), else: {:cont, accs} end
    end)
  end

  @doc """
  Maps each element.

      iex> Stream.map([1, 2, 3], fn x -> x * 2 end) |> Enum.to_list()
      [2, 4, 6]
  """
  @spec map(Enumerable.t(), (element -> any)) :: Enumerable.t()
  def map(enum, fun) when is_function(fun, 1) do
    lazy(enum, fn next -> fn entry, accs -> next.(fun.(entry), accs) end end)
  end

  @doc """
  Maps every `nth` element, beginning with the first, and leaves the others.

      iex> Stream.map_every(1..5, 2, &(&1 * 10)) |> Enum.to_list()
      [10, 2, 30, 4, 50]
  """
  @doc since: "1.4.0"
  @spec map_every(Enumerable.t(), non_neg_integer, (element -> any)) :: Enumerable.t()
  def map_every(enum, nth, fun)

  def map_every(enum, 1, fun) when is_function(fun, 1), do: map(enum, fun)
  def map_every(enum, 0, fun) when is_function(fun, 1), do: %Stream{enum: enum}

  def map_every(enum, nth, fun) when is_integer(nth) and nth > 1 and is_function(fun, 1) do
    lazy(enum, nth, fn next ->
      fn
        entry, [^nth | accs] -> pass(next, fun.(entry), 1, accs)
        entry, [position | accs] -> pass(next, entry, position + 1, accs)
      end
    end)
  end

  @doc """
  Drops the elements for which `fun` is truthy.

      iex> Stream.reject(1..4, &(rem(&1, 2) == 0)) |> Enum.to_list()
      [1, 3]
  """
  @spec reject(Enumerable.t(), (element -> as_boolean(term))) :: Enumerable.t()
  def reject(enum, fun) when is_function(fun, 1) do
    lazy(enum, fn next ->
      fn entry, accs -> if fun.(entry), do: {:cont, accs}, else: next.(entry, accs) end
    end)
  end

  @doc """
  Walks the stream for its side effects and returns `:ok`.

      iex> Stream.each([1], fn x -> send(self(), x) end) |> Stream.run()
      :ok
  """
  @spec run(Enumerable.t()) :: :ok
  def run(stream) do
    _ = Enumerable.reduce(stream, {:cont, nil}, fn _, _ -> {:cont, nil} end)
    :ok
  end

  @doc """
  Emits the accumulators of a fold, the first element being the first of them.

      iex> Stream.scan(1..5, &(&1 + &2)) |> Enum.to_list()
      [1, 3, 6, 10, 15]
  """
  @spec scan(Enumerable.t(), (element, acc -> any)) :: Enumerable.t()
  def scan(enum, fun) when is_function(fun, 2) do
    lazy(enum, [], fn next ->
      fn
        entry, [[] | accs] ->
          pass(next, entry, [entry], accs)

        entry, [[last] | accs] ->
          current = fun.(entry, last)
          pass(next, current, [current], accs)
      end
    end)
  end

  @doc """
  Emits the accumulators of a fold that begins with `acc`.

      iex> Stream.scan(1..5, 100, &(&1 + &2)) |> Enum.to_list()
      [101, 103, 106, 110, 115]
  """
  @spec scan(Enumerable.t(), acc, (element, acc -> any)) :: Enumerable.t()
  def scan(enum, acc, fun) when is_function(fun, 2) do
    lazy(enum, acc, fn next ->
      fn entry, [last | accs] ->
        current = fun.(entry, last)
        pass(next, current, current, accs)
      end
    end)
  end

  @doc """
  Takes the first `count` elements, or the last ones if `count` is negative.

  Never asks its source for more than the first `count`; to know the last ones it must walk
  all.

      iex> Stream.take(1..100, 3) |> Enum.to_list()
      [1, 2, 3]
      iex> Stream.take(1..100, -3) |> Enum.to_list()
      [98, 99, 100]
  """
  @spec take(Enumerable.t(), integer) :: Enumerable.t()
  def take(enum, count)

  def take(_enum, 0), do: %Stream{enum: []}

  def take(enum, count) when is_integer(count) and count > 0 do
    lazy(enum, count, fn next ->
      fn
        entry, [1 | accs] ->
          # Halting at once, even if asked to pause, spares the source the next element.
          {_reason, accs} = next.(entry, accs)
          {:halt, [0 | accs]}

        entry, [left | accs] ->
          pass(next, entry, left - 1, accs)
      end
    end)
  end

  def take(enum, count) when is_integer(count) and count < 0 do
    &Enumerable.reduce(Enum.take(enum, count), &1, &2)
  end

  @doc """
  Takes every `nth` element, beginning with the first; `0` takes none.

      iex> Stream.take_every(1..10, 3) |> Enum.to_list()
      [1, 4, 7, 10]
  """
  @spec take_every(Enumerable.t(), non_neg_integer) :: Enumerable.t()
  def take_every(enum, nth)

  def take_every(_enum, 0), do: %Stream{enum: []}

  def take_every(enum, nth) when is_integer(nth) and nth > 0 do
    lazy(enum, nth, fn next ->
      fn
        entry, [^nth | accs] -> pass(next, entry, 1, accs)
        _entry, [position | accs] -> {:cont, [position + 1 | accs]}
      end
    end)
  end

  @doc """
  Takes elements as long as `fun` is truthy for them.

      iex> Stream.take_while(1..100, &(&1 < 4)) |> Enum.to_list()
      [1, 2, 3]
  """
  @spec take_while(Enumerable.t(), (element -> as_boolean(term))) :: Enumerable.t()
  def take_while(enum, fun) when is_function(fun, 1) do
    lazy(enum, fn next ->
      fn entry, accs -> if fun.(entry), do: next.(entry, accs), else: {:halt, accs} end
    end)
  end

  @doc """
  Keeps the first of all equal elements.

  All elements that were emitted are kept in memory.

      iex> Stream.uniq([1, 2, 1, 3]) |> Enum.to_list()
      [1, 2, 3]
  """
  @spec uniq(Enumerable.t()) :: Enumerable.t()
  def uniq(enum), do: uniq_by(enum, fn x -> x end)

  @doc """
  Keeps the first of all elements for which `fun` returns the same value.

      iex> Stream.uniq_by([{1, :x}, {2, :y}, {1, :z}], &elem(&1, 0)) |> Enum.to_list()
      [{1, :x}, {2, :y}]
  """
  @spec uniq_by(Enumerable.t(), (element -> term)) :: Enumerable.t()
  def uniq_by(enum, fun) when is_function(fun, 1) do
    lazy(enum, %{}, fn next ->
      fn entry, [seen | accs] ->
        value = fun.(entry)

        case seen do
          %{^value => _} -> {:cont, [seen | accs]}
          %{} -> pass(next, entry, :maps.put(value, true, seen), accs)
        end
      end
    end)
  end

  @doc """
  Pairs each element with its index, from an offset on or as a function says.

      iex> Stream.with_index([:a, :b], 10) |> Enum.to_list()
      [a: 10, b: 11]
      iex> Stream.with_index([:a, :b], fn x, index -> {index, x} end) |> Enum.to_list()
      [{0, :a}, {1, :b}]
  """
  @spec with_index(Enumerable.t(), integer) :: Enumerable.t()
  @spec with_index(Enumerable.t(), (element, index -> return_value)) :: Enumerable.t()
        when return_value: term
  def with_index(enum, fun_or_offset \\ 0)

  def with_index(enum, offset) when is_integer(offset) do
    lazy(enum, offset, fn next ->
      fn entry, [index | accs] -> pass(next, {entry, index}, index + 1, accs) end
    end)
  end

  def with_index(enum, fun) when is_function(fun, 2) do
    lazy(enum, 0, fn next ->
      fn entry, [index | accs] -> pass(next, fun.(entry, index), index + 1, accs) end
    end)
  end

  defp pass(next, entry, acc, accs) do
    {reason, accs} = next.(entry, accs)
    {reason, [acc | accs]}
  end

  # A stage whose source has a `done` cannot join its struct: nothing may come behind that.
  defp lazy(%Stream{done: nil, funs: funs} = lazy, fun), do: %{lazy | funs: [fun | funs]}
  defp lazy(enum, fun), do: %Stream{enum: enum, funs: [fun]}

  defp lazy(%Stream{done: nil, funs: funs, accs: accs} = lazy, acc, fun) do
    %{lazy | funs: [fun | funs], accs: [acc | accs]}
  end

  defp lazy(enum, acc, fun), do: %Stream{enum: enum, funs: [fun], accs: [acc]}

  defp lazy(%Stream{done: nil, funs: funs, accs: accs} = lazy, acc, fun, done) do
    %{lazy | funs: [fun | funs], accs: [acc | accs], done: done}
  end

  defp lazy(enum, acc, fun, done) do
    %Stream{enum: enum, funs: [fun], accs: [acc], done: done}
  end

  ## Deprecated

  @doc false
  @deprecated "Use Stream.chunk_every/2 instead"
  def chunk(enum, count), do: chunk(enum, count, count, nil)

  @doc false
  @deprecated "Use Stream.chunk_every/3 instead"
  def chunk(enum, count, step), do: chunk(enum, count, step, nil)

  @doc false
  @deprecated "Use Stream.chunk_every/4 instead"
  def chunk(enum, count, step, leftover) do
    chunk_every(enum, count, step, leftover || :discard)
  end

  @doc false
  @deprecated "Use Stream.filter/2 + Stream.map/2 instead"
  def filter_map(enum, filter, mapper), do: enum |> filter(filter) |> map(mapper)

  @doc false
  @deprecated "Use Stream.uniq_by/2 instead"
  def uniq(enum, fun), do: uniq_by(enum, fun)

  ## Sources and joints: functions that are walks themselves

  @doc """
  Joins the enumerables in an enumerable.

      iex> Stream.concat([1..2, [3]]) |> Enum.to_list()
      [1, 2, 3]
  """
  @spec concat(Enumerable.t()) :: Enumerable.t()
  def concat(enumerables), do: flat_map(enumerables, fn enumerable -> enumerable end)

  @doc """
  Joins two enumerables.

      iex> Stream.concat(1..2, [3]) |> Enum.to_list()
      [1, 2, 3]
  """
  @spec concat(Enumerable.t(), Enumerable.t()) :: Enumerable.t()
  def concat(first, second), do: concat([first, second])

  @doc """
  Repeats an enumerable without end.

  Raises `ArgumentError` if there is nothing to repeat.

      iex> Stream.cycle([1, 2]) |> Enum.take(5)
      [1, 2, 1, 2, 1]
  """
  @spec cycle(Enumerable.t()) :: Enumerable.t()
  def cycle(enumerable)

  def cycle([]), do: raise_empty_cycle()

  def cycle(list) when is_list(list) do
    unfold(list, fn
      [head | tail] -> {head, tail}
      [] -> {hd(list), tl(list)}
    end)
  end

  def cycle(enumerable), do: &do_cycle(enumerable, &1, &2)

  defp do_cycle(enumerable, {tag, acc}, fun) do
    walk = inner_walk(enumerable, fun)
    cycle_round(walk, {tag, [:nothing_yet | acc]}, walk)
  end

  defp cycle_round(continue, {tag, _} = tagged, walk) do
    case continue.(tagged) do
      {:suspended, [state | acc], continue} ->
        state = if state == :nothing_yet, do: state, else: :cont
        {:suspended, acc, fn {tag, acc} -> cycle_round(continue, {tag, [state | acc]}, walk) end}

      {:halted, [_ | acc]} when tag == :halt ->
        {:halted, acc}

      {_, [:nothing_yet | _acc]} ->
        raise_empty_cycle()

      {_, [wanted | acc]} ->
        cycle_again(walk, {wanted, acc})
    end
  end

  # The enumerable may have ended with an element behind which the stream is suspended.
  defp cycle_again(walk, {:cont, acc}), do: cycle_round(walk, {:cont, [:cont | acc]}, walk)
  defp cycle_again(walk, {:suspend, acc}), do: {:suspended, acc, &cycle_again(walk, &1)}
  defp cycle_again(_walk, {:halt, acc}), do: {:halted, acc}

  defp raise_empty_cycle do
    raise ArgumentError, "cannot cycle over an empty enumerable"
  end

  @doc """
  Emits `n` times the same value.

      iex> Stream.duplicate("hello", 2) |> Enum.to_list()
      ["hello", "hello"]
  """
  @doc since: "1.14.0"
  @spec duplicate(any, non_neg_integer) :: Enumerable.t()
  def duplicate(value, n) when is_integer(n) and n >= 0 do
    unfold(n, fn
      0 -> nil
      left -> {value, left - 1}
    end)
  end

  @doc """
  Maps each element to an enumerable and joins these.

      iex> Stream.flat_map([1, 2], fn x -> [x, x * 2] end) |> Enum.to_list()
      [1, 2, 2, 4]
  """
  @spec flat_map(Enumerable.t(), (element -> Enumerable.t())) :: Enumerable.t()
  def flat_map(enum, mapper) when is_function(mapper, 1) do
    transform(enum, nil, fn entry, nil -> {mapper.(entry), nil} end)
  end

  @doc """
  Emits the integers from an offset on, or what a function makes of those from zero on.

      iex> Stream.from_index(5) |> Enum.take(3)
      [5, 6, 7]
      iex> Stream.from_index(fn x -> x * 10 end) |> Enum.take(3)
      [0, 10, 20]
  """
  @doc since: "1.17.0"
  @spec from_index(integer | (index -> return_value)) :: Enumerable.t() when return_value: term
  def from_index(fun_or_offset \\ 0)

  def from_index(offset) when is_integer(offset) do
    unfold(offset, fn index -> {index, index + 1} end)
  end

  def from_index(fun) when is_function(fun, 1) do
    unfold(0, fn index -> {fun.(index), index + 1} end)
  end

  @doc """
  Puts `intersperse_element` between the elements.

      iex> Stream.intersperse([1, 2, 3], 0) |> Enum.to_list()
      [1, 0, 2, 0, 3]
  """
  @doc since: "1.6.0"
  @spec intersperse(Enumerable.t(), any) :: Enumerable.t()
  def intersperse(enumerable, intersperse_element) do
    transform(enumerable, :first, fn
      entry, :first -> {[entry], :later}
      entry, :later -> {[intersperse_element, entry], :later}
    end)
  end

  @doc """
  Counts from zero, pausing `n` milliseconds before each number.

      iex> Stream.interval(1) |> Enum.take(2)
      [0, 1]
  """
  @spec interval(timer) :: Enumerable.t()
  def interval(n) when (is_integer(n) and n >= 0) or n == :infinity do
    unfold(0, fn count ->
      Process.sleep(n)
      {count, count + 1}
    end)
  end

  @doc """
  Collects the elements into `collectable` while they pass.

  The collection itself is lost: this is for those that write elsewhere, such as files.

      iex> Stream.into([1, 2], [], &(&1 * 2)) |> Enum.to_list()
      [1, 2]
  """
  @spec into(Enumerable.t(), Collectable.t(), (term -> term)) :: Enumerable.t()
  def into(enum, collectable, transform \\ fn x -> x end) when is_function(transform, 1) do
    &do_into(enum, collectable, transform, &1, &2)
  end

  defp do_into(enum, collectable, transform, acc, fun) do
    {collected, collect} = Collectable.into(collectable)

    walk =
      &Enumerable.reduce(enum, &1, fn entry, [collected | acc] ->
        collected = collect.(collected, {:cont, transform.(entry)})
        {reason, acc} = fun.(entry, acc)
        {reason, [collected | acc]}
      end)

    into_step(walk, acc, collected, collect)
  end

  defp into_step(continue, {tag, acc}, collected, collect) do
    try do
      continue.({tag, [collected | acc]})
    catch
      kind, reason ->
        collect.(collected, :halt)
        :erlang.raise(kind, reason, __STACKTRACE__)
    else
      {:suspended, [collected | acc], continue} ->
        {:suspended, acc, &into_step(continue, &1, collected, collect)}

      {reason, [collected | acc]} ->
        collect.(collected, :done)
        {reason, acc}
    end
  end

  @doc """
  Emits `start_value` and then what `next_fun` makes of each value before.

      iex> Stream.iterate(1, &(&1 * 2)) |> Enum.take(5)
      [1, 2, 4, 8, 16]
  """
  @spec iterate(element, (element -> element)) :: Enumerable.t()
  def iterate(start_value, next_fun) when is_function(next_fun, 1) do
    # The next value is made when it is asked for, not before.
    unfold({:first, start_value}, fn
      {:first, value} ->
        {value, {:next, value}}

      {:next, value} ->
        value = next_fun.(value)
        {value, {:next, value}}
    end)
  end

  @doc """
  Emits what `generator_fun` returns, again and again.

      iex> Stream.repeatedly(fn -> :x end) |> Enum.take(2)
      [:x, :x]
  """
  @spec repeatedly((-> element)) :: Enumerable.t()
  def repeatedly(generator_fun) when is_function(generator_fun, 0) do
    unfold(nil, fn nil -> {generator_fun.(), nil} end)
  end

  @doc """
  Emits elements from a resource that is opened before and closed after.

  `start_fun` opens it and returns the accumulator. `next_fun` gets the accumulator and
  returns `{enumerable, acc}` to emit elements or `{:halt, acc}` at the end. `after_fun`
  closes, whether the walk ends, halts or raises.

      iex> resource = Stream.resource(
      ...>   fn -> 3 end,
      ...>   fn
      ...>     0 -> {:halt, 0}
      ...>     n -> {[n, -n], n - 1}
      ...>   end,
      ...>   fn n -> send(self(), {:closed, n}) end
      ...> )
      iex> Enum.to_list(resource)
      [3, -3, 2, -2, 1, -1]
      iex> receive do message -> message end
      {:closed, 0}
  """
  @spec resource((-> acc), (acc -> {[element], acc} | {:halt, acc}), (acc -> term)) ::
          Enumerable.t()
  def resource(start_fun, next_fun, after_fun)
      when is_function(start_fun, 0) and is_function(next_fun, 1) and is_function(after_fun, 1) do
    &do_resource(start_fun.(), next_fun, &1, &2, after_fun)
  end

  defp do_resource(state, next_fun, {:suspend, acc}, fun, after_fun) do
    {:suspended, acc, &do_resource(state, next_fun, &1, fun, after_fun)}
  end

  defp do_resource(state, _next_fun, {:halt, acc}, _fun, after_fun) do
    after_fun.(state)
    {:halted, acc}
  end

  defp do_resource(state, next_fun, {:cont, acc}, fun, after_fun) do
    try do
      next_fun.(state)
    catch
      kind, reason ->
        after_fun.(state)
        :erlang.raise(kind, reason, __STACKTRACE__)
    else
      {:halt, state} ->
        do_resource(state, next_fun, {:halt, acc}, fun, after_fun)

      {[], state} ->
        do_resource(state, next_fun, {:cont, acc}, fun, after_fun)

      {enumerable, state} ->
        resume = &do_resource(state, next_fun, &1, fun, after_fun)
        close = fn -> after_fun.(state) end
        enumerable |> inner_walk(fun) |> inner_round({:cont, acc}, resume, close)
    end
  end

  @doc """
  Waits `n` milliseconds and emits a single `0`.

      iex> Stream.timer(1) |> Enum.to_list()
      [0]
  """
  @spec timer(timer) :: Enumerable.t()
  def timer(n) when (is_integer(n) and n >= 0) or n == :infinity do
    take(interval(n), 1)
  end

  @doc """
  Transforms an enumerable with an accumulator, emitting any number of elements for each.

  `reducer` gets an element and the accumulator and returns `{enumerable, acc}` to emit
  elements or `{:halt, acc}` to end the stream.

      iex> Stream.transform(1..100, 0, fn x, acc ->
      ...>   if acc < 3, do: {[x, -x], acc + 1}, else: {:halt, acc}
      ...> end) |> Enum.to_list()
      [1, -1, 2, -2, 3, -3]
  """
  @spec transform(Enumerable.t(), acc, fun) :: Enumerable.t()
        when fun: (element, acc -> {Enumerable.t(), acc} | {:halt, acc}), acc: any
  def transform(enum, acc, reducer) when is_function(reducer, 2) do
    &do_transform(enum, fn -> acc end, reducer, nil, fn _ -> :ok end, &1, &2)
  end

  @doc """
  Like `transform/5`, without a function for the end of the elements.

      iex> Stream.transform([1, 2, 3], fn -> 0 end, &{[&1 + &2], &1 + &2}, &send(self(), {:sum, &1})) |> Enum.to_list()
      [1, 3, 6]
      iex> receive do: (message -> message)
      {:sum, 6}
  """
  @spec transform(Enumerable.t(), start_fun, reducer, after_fun) :: Enumerable.t()
        when start_fun: (-> acc),
             reducer: (element, acc -> {Enumerable.t(), acc} | {:halt, acc}),
             after_fun: (acc -> term),
             acc: any
  def transform(enum, start_fun, reducer, after_fun)
      when is_function(start_fun, 0) and is_function(reducer, 2) and is_function(after_fun, 1) do
    &do_transform(enum, start_fun, reducer, nil, after_fun, &1, &2)
  end

  @doc """
  Transforms an enumerable with an accumulator that has a beginning and an end.

  `start_fun` returns the first accumulator. `reducer` is as in `transform/3`. `last_fun` is
  called at the end of the elements and returns as `reducer` does. `after_fun` is called at
  last in any case, also if the walk is halted or raises.

      iex> Stream.transform(
      ...>   [1, 2, 3],
      ...>   fn -> 0 end,
      ...>   fn x, acc -> {[x], acc + x} end,
      ...>   fn acc -> {[{:sum, acc}], acc} end,
      ...>   fn acc -> send(self(), {:after, acc}) end
      ...> ) |> Enum.to_list()
      [1, 2, 3, {:sum, 6}]
      iex> receive do message -> message end
      {:after, 6}
  """
  @doc since: "1.14.0"
  @spec transform(Enumerable.t(), start_fun, reducer, last_fun, after_fun) :: Enumerable.t()
        when start_fun: (-> acc),
             reducer: (element, acc -> {Enumerable.t(), acc} | {:halt, acc}),
             last_fun: (acc -> {Enumerable.t(), acc} | {:halt, acc}),
             after_fun: (acc -> term),
             acc: any
  def transform(enum, start_fun, reducer, last_fun, after_fun)
      when is_function(start_fun, 0) and is_function(reducer, 2) and is_function(last_fun, 1) and
             is_function(after_fun, 1) do
    &do_transform(enum, start_fun, reducer, last_fun, after_fun, &1, &2)
  end

  defp do_transform(enum, start_fun, reducer, last_fun, after_fun, tagged, fun) do
    next = &Enumerable.reduce(enum, &1, fn entry, _ -> {:suspend, [entry]} end)
    transform_step(start_fun.(), next, tagged, fun, {reducer, last_fun, after_fun})
  end

  # `next` is the rest of the source, or `:done`.
  defp transform_step(state, next, {:suspend, acc}, fun, funs) do
    {:suspended, acc, &transform_step(state, next, &1, fun, funs)}
  end

  defp transform_step(state, next, {:halt, acc}, _fun, {_, _, after_fun}) do
    halt_source(next)
    after_fun.(state)
    {:halted, acc}
  end

  defp transform_step(state, :done, {:cont, acc}, _fun, {_, _, after_fun}) do
    after_fun.(state)
    {:halted, acc}
  end

  defp transform_step(state, :last, tagged, fun, {reducer, last_fun, after_fun} = funs) do
    case last_fun do
      nil ->
        transform_step(state, :done, tagged, fun, funs)

      last_fun ->
        step = fn -> last_fun.(state) end
        transform_emit(step, state, :done, tagged, fun, {reducer, nil, after_fun})
    end
  end

  defp transform_step(state, next, {:cont, acc}, fun, {reducer, _, after_fun} = funs) do
    try do
      next.({:cont, []})
    catch
      kind, reason ->
        after_fun.(state)
        :erlang.raise(kind, reason, __STACKTRACE__)
    else
      {:suspended, [entry], next} ->
        step = fn -> reducer.(entry, state) end
        transform_emit(step, state, next, {:cont, acc}, fun, funs)

      # A source may end with the element that it hands over.
      {_, [entry]} ->
        step = fn -> reducer.(entry, state) end
        transform_emit(step, state, :last, {:cont, acc}, fun, funs)

      {_, []} ->
        transform_step(state, :last, {:cont, acc}, fun, funs)
    end
  end

  defp transform_emit(step, state, next, {:cont, acc}, fun, {_, _, after_fun} = funs) do
    try do
      step.()
    catch
      kind, reason ->
        halt_source(next)
        after_fun.(state)
        :erlang.raise(kind, reason, __STACKTRACE__)
    else
      result -> transform_result(result, next, acc, fun, funs)
    end
  end

  defp transform_result(result, next, acc, fun, {_, _, after_fun} = funs) do
    case result do
      {:halt, state} ->
        transform_step(state, next, {:halt, acc}, fun, funs)

      {[], state} ->
        transform_step(state, next, {:cont, acc}, fun, funs)

      {enumerable, state} ->
        resume = &transform_step(state, next, &1, fun, funs)

        close = fn ->
          halt_source(next)
          after_fun.(state)
        end

        enumerable |> inner_walk(fun) |> inner_round({:cont, acc}, resume, close)
    end
  end

  defp halt_source(next) when is_function(next, 1), do: next.({:halt, []})
  defp halt_source({state, walk}) when state in [:not_started, :ended], do: walk.({:halt, []})
  defp halt_source(_ended), do: :ok

  # The walk of an enumerable within a stream. Its accumulator tells what was wanted from outside
  # behind the last element: the stream goes on, is suspended or halted.
  defp inner_walk(enumerable, fun) do
    step = fn entry, [_ | acc] ->
      {wanted, acc} = fun.(entry, acc)
      {wanted, [wanted | acc]}
    end

    &Enumerable.reduce(enumerable, &1, step)
  end

  # `resume` goes on behind the inner enumerable; `close` is for exceptions.
  defp inner_round(continue, {tag, acc}, resume, close) do
    try do
      continue.({tag, [:cont | acc]})
    catch
      kind, reason ->
        close.()
        :erlang.raise(kind, reason, __STACKTRACE__)
    else
      {:suspended, [_ | acc], continue} ->
        {:suspended, acc, &inner_round(continue, &1, resume, close)}

      {_, [_ | acc]} when tag == :halt ->
        resume.({:halt, acc})

      # It may have halted by itself with an element behind which the stream is suspended.
      {:halted, [wanted | acc]} ->
        resume.({wanted, acc})

      {:done, [_ | acc]} ->
        resume.({:cont, acc})
    end
  end

  @doc """
  Emits elements that a function unfolds from an accumulator.

  `next_fun` gets the accumulator and returns `{element, acc}`, or `nil` at the end.

      iex> Stream.unfold(3, fn
      ...>   0 -> nil
      ...>   n -> {n, n - 1}
      ...> end) |> Enum.to_list()
      [3, 2, 1]
  """
  @spec unfold(acc, (acc -> {element, acc} | nil)) :: Enumerable.t()
  def unfold(next_acc, next_fun) when is_function(next_fun, 1) do
    &do_unfold(next_acc, next_fun, &1, &2)
  end

  defp do_unfold(state, next_fun, {:suspend, acc}, fun) do
    {:suspended, acc, &do_unfold(state, next_fun, &1, fun)}
  end

  defp do_unfold(_state, _next_fun, {:halt, acc}, _fun), do: {:halted, acc}

  defp do_unfold(state, next_fun, {:cont, acc}, fun) do
    case next_fun.(state) do
      nil -> {:done, acc}
      {entry, state} -> do_unfold(state, next_fun, fun.(entry, acc), fun)
    end
  end

  @doc """
  Pairs the elements of two enumerables, up to the end of the shorter.

      iex> Stream.zip(1..3, Stream.cycle([:a, :b])) |> Enum.to_list()
      [{1, :a}, {2, :b}, {3, :a}]
  """
  @spec zip(Enumerable.t(), Enumerable.t()) :: Enumerable.t()
  def zip(enumerable1, enumerable2) do
    zip_with(enumerable1, enumerable2, fn left, right -> {left, right} end)
  end

  @doc """
  Collects the elements at each position of all the enumerables into tuples.

      iex> Stream.zip([1..3, [:a, :b], ["x", "y", "z"]]) |> Enum.to_list()
      [{1, :a, "x"}, {2, :b, "y"}]
  """
  @doc since: "1.4.0"
  @spec zip(enumerables) :: Enumerable.t() when enumerables: [Enumerable.t()] | Enumerable.t()
  def zip(enumerables), do: zip_with(enumerables, &:erlang.list_to_tuple/1)

  @doc """
  Like `zip/2`, but with a function that says what to make of each pair.

      iex> Stream.zip_with(1..3, 4..9, &+/2) |> Enum.to_list()
      [5, 7, 9]
  """
  @doc since: "1.12.0"
  @spec zip_with(Enumerable.t(), Enumerable.t(), (term, term -> term)) :: Enumerable.t()
  def zip_with(enumerable1, enumerable2, zip_fun) when is_function(zip_fun, 2) do
    zip_with([enumerable1, enumerable2], fn [left, right] -> zip_fun.(left, right) end)
  end

  @doc """
  Like `zip/1`, but with a function that gets the elements at each position as a list.

      iex> Stream.zip_with([1..3, 4..6], &Enum.sum/1) |> Enum.to_list()
      [5, 7, 9]
  """
  @doc since: "1.12.0"
  @spec zip_with(enumerables, ([term] -> term)) :: Enumerable.t()
        when enumerables: [Enumerable.t()] | Enumerable.t()
  def zip_with(enumerables, zip_fun) when is_function(zip_fun, 1) do
    &do_zip(enumerables, &1, &2, zip_fun)
  end

  defp do_zip(enumerables, tagged, fun, zip_fun) do
    walks =
      for enumerable <- Enum.to_list(enumerables) do
        {:not_started, &Enumerable.reduce(enumerable, &1, fn entry, _ -> {:suspend, [entry]} end)}
      end

    zip_step(walks, tagged, fun, zip_fun)
  end

  # Each walk is the rest of an enumerable, `{:not_started, walk}`, or `{:ended, walk}` with the walk
  # that has handed over the last element: as in Elixir, it is halted when the others end.
  defp zip_step(walks, {:halt, acc}, _fun, _zip_fun) do
    Enum.each(walks, &halt_source/1)
    {:halted, acc}
  end

  defp zip_step(walks, {:suspend, acc}, fun, zip_fun) do
    {:suspended, acc, &zip_step(walks, &1, fun, zip_fun)}
  end

  defp zip_step([], {:cont, acc}, _fun, _zip_fun), do: {:done, acc}

  defp zip_step(walks, {:cont, acc}, fun, zip_fun) do
    case zip_next(walks, [], []) do
      {:ok, entries, walks} ->
        try do
          fun.(zip_fun.(entries), acc)
        catch
          kind, reason ->
            Enum.each(walks, &halt_source/1)
            :erlang.raise(kind, reason, __STACKTRACE__)
        else
          tagged -> zip_step(walks, tagged, fun, zip_fun)
        end

      :done ->
        {:done, acc}
    end
  end

  defp zip_next([{:ended, _walk} | rest], _entries, passed), do: zip_ended(rest, passed)

  defp zip_next([{:not_started, walk} | rest], entries, passed) do
    zip_next([walk | rest], entries, passed)
  end

  defp zip_next([walk | rest], entries, passed) do
    try do
      walk.({:cont, []})
    catch
      kind, reason ->
        for started <- passed ++ rest, is_function(started), do: halt_source(started)
        :erlang.raise(kind, reason, __STACKTRACE__)
    else
      {:suspended, [entry], walk} -> zip_next(rest, [entry | entries], [walk | passed])
      # A source may end with the element that it hands over.
      {_, [entry]} -> zip_next(rest, [entry | entries], [{:ended, walk} | passed])
      {_, []} -> zip_ended(rest, passed)
    end
  end

  defp zip_next([], entries, passed) do
    {:ok, :lists.reverse(entries), :lists.reverse(passed)}
  end

  defp zip_ended(rest, passed) do
    passed |> :lists.reverse() |> Enum.each(&halt_source/1)
    Enum.each(rest, &halt_source/1)
    :done
  end
end

defimpl Enumerable, for: Stream do
  def count(_stream), do: {:error, __MODULE__}
  def member?(_stream, _element), do: {:error, __MODULE__}
  def slice(_stream), do: {:error, __MODULE__}

  def reduce(%Stream{enum: enum, funs: funs, accs: accs, done: done}, {tag, acc}, fun) do
    last = fn entry, [acc] ->
      {reason, acc} = fun.(entry, acc)
      {reason, [acc]}
    end

    reducer = Enum.reduce(funs, last, fn stage, next -> stage.(next) end)
    walk = &Enumerable.reduce(enum, &1, reducer)
    step(walk, tag, :lists.reverse(accs, [acc]), done, fun)
  end

  defp step(walk, tag, accs, done, fun) do
    case walk.({tag, accs}) do
      {:suspended, accs, walk} ->
        {accs, acc} = split_last(accs)
        {:suspended, acc, fn {tag, acc} -> step(walk, tag, accs ++ [acc], done, fun) end}

      {reason, accs} when done == nil or tag == :halt ->
        {_, acc} = split_last(accs)
        {reason, acc}

      {reason, accs} ->
        {accs, acc} = split_last(accs)
        flush(reason, List.last(accs), acc, done, fun)
    end
  end

  # The stage that has a `done` is the last one, and so is its accumulator.
  defp flush(reason, :closed, acc, _done, _fun), do: {reason, acc}

  defp flush(reason, {:open, kept}, acc, done, fun) do
    case done.(kept) do
      {:cont, _kept} -> {reason, acc}
      {:cont, chunk, _kept} -> finish(fun.(chunk, acc), reason)
    end
  end

  defp finish({:cont, acc}, reason), do: {reason, acc}
  defp finish({:halt, acc}, _reason), do: {:halted, acc}
  defp finish({:suspend, acc}, reason), do: {:suspended, acc, &finish(&1, reason)}

  defp split_last(list) do
    [last | front] = :lists.reverse(list)
    {:lists.reverse(front), last}
  end
end

defimpl Inspect, for: Stream do
  import Inspect.Algebra

  def inspect(%{enum: enum, funs: funs}, opts) do
    {doc, opts} = to_doc_with_opts([enum: enum, funs: :lists.reverse(funs)], opts)
    {concat(["#Stream<", doc, ">"]), opts}
  end
end
