# Erlang's `queue`: double-ended first-in-first-out queues.

defmodule :queue do
  @moduledoc """
  Queues that take and give elements at both ends, in amortised constant time.

  A queue is a pair of lists: the rear, last element first, and the front, first element
  first. As long as a queue has two elements, neither of the lists is empty, so that both ends
  are at hand; when one is used up, half of the other takes its place.

      iex> queue = :queue.in(2, :queue.in(1, :queue.new()))
      iex> {{:value, 1}, queue} = :queue.out(queue)
      iex> :queue.to_list(queue)
      [2]

  There are three interfaces: the original one (`in/2`, `out/1` …), an extended one that
  reads and drops in separate steps (`get/1`, `drop/1` …), and Okasaki's (`cons/2`, `head/1`,
  `snoc/2`, `daeh/1` …). All but `is_queue/1` raise `ArgumentError` for what is not a queue.
  """

  @type queue(item) :: {[item], [item]}
  @type queue :: queue(term)

  ## Original interface

  @doc """
  Returns an empty queue.

      iex> :queue.is_empty(:queue.new())
      true
  """
  @spec new() :: queue
  def new, do: {[], []}

  @doc """
  Returns `true` if `term` looks like a queue.

      iex> :queue.is_queue(:queue.new())
      true
      iex> :queue.is_queue([])
      false
  """
  @spec is_queue(term) :: boolean
  def is_queue({rear, front}) when is_list(rear) and is_list(front), do: true
  def is_queue(_term), do: false

  @doc """
  Returns `true` if the queue is empty.

      iex> :queue.is_empty(:queue.new())
      true
  """
  @spec is_empty(queue) :: boolean
  def is_empty({[], []}), do: true
  def is_empty({rear, front}) when is_list(rear) and is_list(front), do: false
  def is_empty(other), do: :erlang.error(:badarg, [other])

  @doc """
  Returns the number of elements. Linear time.

      iex> :queue.len(:queue.from_list([1, 2]))
      2
  """
  @spec len(queue) :: non_neg_integer
  def len({rear, front}) when is_list(rear) and is_list(front) do
    length(rear) + length(front)
  end

  def len(other), do: :erlang.error(:badarg, [other])

  @doc """
  Returns the elements as a list, the front one first.

      iex> :queue.to_list(:queue.from_list([1, 2]))
      [1, 2]
  """
  @spec to_list(queue(item)) :: [item] when item: term
  def to_list({rear, front}) when is_list(rear) and is_list(front) do
    front ++ :lists.reverse(rear)
  end

  def to_list(other), do: :erlang.error(:badarg, [other])

  @doc """
  Makes a queue of a list, its head in front.

      iex> :queue.to_list(:queue.from_list([1, 2, 3]))
      [1, 2, 3]
  """
  @spec from_list([item]) :: queue(item) when item: term
  def from_list(list) when is_list(list), do: front_to_queue(list)
  def from_list(other), do: :erlang.error(:badarg, [other])

  @doc """
  Returns `true` if `item` is in the queue.

      iex> :queue.member(2, :queue.from_list([1, 2]))
      true
  """
  @spec member(item, queue(item)) :: boolean when item: term
  def member(item, {rear, front}) when is_list(rear) and is_list(front) do
    :lists.member(item, rear) or :lists.member(item, front)
  end

  def member(item, other), do: :erlang.error(:badarg, [item, other])

  @doc """
  Adds `item` at the rear.

      iex> :queue.to_list(:queue.in(3, :queue.from_list([1, 2])))
      [1, 2, 3]
  """
  @spec unquote(:in)(item, queue(item)) :: queue(item) when item: term
  def unquote(:in)(item, {[_] = rear, []}), do: {[item], rear}

  def unquote(:in)(item, {rear, front}) when is_list(rear) and is_list(front) do
    {[item | rear], front}
  end

  def unquote(:in)(item, other), do: :erlang.error(:badarg, [item, other])

  @doc """
  Adds `item` in front.

      iex> :queue.to_list(:queue.in_r(0, :queue.from_list([1])))
      [0, 1]
  """
  @spec in_r(item, queue(item)) :: queue(item) when item: term
  def in_r(item, {[], [_] = front}), do: {front, [item]}

  def in_r(item, {rear, front}) when is_list(rear) and is_list(front) do
    {rear, [item | front]}
  end

  def in_r(item, other), do: :erlang.error(:badarg, [item, other])

  @doc """
  Takes the front element; returns `{{:value, item}, rest}` or `{:empty, queue}`.

      iex> :queue.out(:queue.new())
      {:empty, {[], []}}
  """
  @spec out(queue(item)) :: {{:value, item}, queue(item)} | {:empty, queue(item)}
        when item: term
  def out({[], []} = queue), do: {:empty, queue}
  def out({[item], []}), do: {{:value, item}, {[], []}}

  def out({[last | rear], []}) do
    [item | front] = :lists.reverse(rear)
    {{:value, item}, {[last], front}}
  end

  def out({rear, [item]}) when is_list(rear), do: {{:value, item}, rear_to_queue(rear)}
  def out({rear, [item | front]}) when is_list(rear), do: {{:value, item}, {rear, front}}
  def out(other), do: :erlang.error(:badarg, [other])

  @doc """
  Takes the rear element; returns `{{:value, item}, rest}` or `{:empty, queue}`.

      iex> {{:value, 2}, rest} = :queue.out_r(:queue.from_list([1, 2]))
      iex> :queue.to_list(rest)
      [1]
  """
  @spec out_r(queue(item)) :: {{:value, item}, queue(item)} | {:empty, queue(item)}
        when item: term
  def out_r({[], []} = queue), do: {:empty, queue}
  def out_r({[], [item]}), do: {{:value, item}, {[], []}}

  def out_r({[], [first | front]}) do
    [item | rear] = :lists.reverse(front)
    {{:value, item}, {rear, [first]}}
  end

  def out_r({[item], front}) when is_list(front), do: {{:value, item}, front_to_queue(front)}
  def out_r({[item | rear], front}) when is_list(front), do: {{:value, item}, {rear, front}}
  def out_r(other), do: :erlang.error(:badarg, [other])

  ## Extended interface

  @doc """
  Returns the front element; raises `ErlangError` (`:empty`) if there is none.

      iex> :queue.get(:queue.from_list([1, 2]))
      1
  """
  @spec get(queue(item)) :: item when item: term
  def get({[], []} = queue), do: :erlang.error(:empty, [queue])

  def get({rear, front}) when is_list(rear) and is_list(front) do
    if front == [], do: :lists.last(rear), else: hd(front)
  end

  def get(other), do: :erlang.error(:badarg, [other])

  @doc """
  Returns the rear element; raises `ErlangError` (`:empty`) if there is none.

      iex> :queue.get_r(:queue.from_list([1, 2]))
      2
  """
  @spec get_r(queue(item)) :: item when item: term
  def get_r({[], []} = queue), do: :erlang.error(:empty, [queue])

  def get_r({rear, front}) when is_list(rear) and is_list(front) do
    if rear == [], do: :lists.last(front), else: hd(rear)
  end

  def get_r(other), do: :erlang.error(:badarg, [other])

  @doc """
  Returns `{:value, item}` for the front element, or `:empty`.

      iex> :queue.peek(:queue.from_list([1, 2]))
      {:value, 1}
  """
  @spec peek(queue(item)) :: {:value, item} | :empty when item: term
  def peek({[], []}), do: :empty

  def peek({rear, front} = queue) when is_list(rear) and is_list(front) do
    {:value, get(queue)}
  end

  def peek(other), do: :erlang.error(:badarg, [other])

  @doc """
  Returns `{:value, item}` for the rear element, or `:empty`.

      iex> :queue.peek_r(:queue.from_list([1, 2]))
      {:value, 2}
  """
  @spec peek_r(queue(item)) :: {:value, item} | :empty when item: term
  def peek_r({[], []}), do: :empty

  def peek_r({rear, front} = queue) when is_list(rear) and is_list(front) do
    {:value, get_r(queue)}
  end

  def peek_r(other), do: :erlang.error(:badarg, [other])

  @doc """
  Drops the front element; raises `ErlangError` (`:empty`) if there is none.

      iex> :queue.to_list(:queue.drop(:queue.from_list([1, 2])))
      [2]
  """
  @spec drop(queue(item)) :: queue(item) when item: term
  def drop(queue) do
    case is_queue(queue) and out(queue) do
      {{:value, _}, rest} -> rest
      {:empty, _} -> :erlang.error(:empty, [queue])
      false -> :erlang.error(:badarg, [queue])
    end
  end

  @doc """
  Drops the rear element; raises `ErlangError` (`:empty`) if there is none.

      iex> :queue.to_list(:queue.drop_r(:queue.from_list([1, 2])))
      [1]
  """
  @spec drop_r(queue(item)) :: queue(item) when item: term
  def drop_r(queue) do
    case is_queue(queue) and out_r(queue) do
      {{:value, _}, rest} -> rest
      {:empty, _} -> :erlang.error(:empty, [queue])
      false -> :erlang.error(:badarg, [queue])
    end
  end

  ## Whole queues

  @doc """
  Turns the queue around. Constant time.

      iex> :queue.to_list(:queue.reverse(:queue.from_list([1, 2])))
      [2, 1]
  """
  @spec reverse(queue(item)) :: queue(item) when item: term
  def reverse({rear, front}) when is_list(rear) and is_list(front), do: {front, rear}
  def reverse(other), do: :erlang.error(:badarg, [other])

  @doc """
  Joins two queues, the first one in front.

      iex> :queue.to_list(:queue.join(:queue.from_list([1]), :queue.from_list([2])))
      [1, 2]
  """
  @spec join(queue(item), queue(item)) :: queue(item) when item: term
  def join({rear, front} = queue, {[], []}) when is_list(rear) and is_list(front), do: queue
  def join({[], []}, {rear, front} = queue) when is_list(rear) and is_list(front), do: queue

  def join({rear1, front1}, {rear2, front2})
      when is_list(rear1) and is_list(front1) and is_list(rear2) and is_list(front2) do
    {rear2, front1 ++ :lists.reverse(rear1, front2)}
  end

  def join(queue1, queue2), do: :erlang.error(:badarg, [queue1, queue2])

  @doc """
  Splits after the first `n` elements; raises `ArgumentError` if there are not so many.

      iex> {first, rest} = :queue.split(1, :queue.from_list([1, 2, 3]))
      iex> {:queue.to_list(first), :queue.to_list(rest)}
      {[1], [2, 3]}
  """
  @spec split(non_neg_integer, queue(item)) :: {queue(item), queue(item)} when item: term
  def split(n, {rear, front} = queue)
      when is_list(rear) and is_list(front) and is_integer(n) and n >= 0 do
    rear_length = length(rear)
    front_length = length(front)

    cond do
      n > rear_length + front_length ->
        :erlang.error(:badarg, [n, queue])

      n == 0 ->
        {{[], []}, queue}

      n == rear_length + front_length ->
        {if(n == 1, do: {rear ++ front, []}, else: queue), {[], []}}

      n <= front_length ->
        {first, rest} = :lists.split(n, front)
        {first_part(first, rest), pair(rear, rest)}

      true ->
        {last, rest} = :lists.split(rear_length + front_length - n, rear)
        {pair(rest, front), last_part(last, rest)}
    end
  end

  def split(n, queue), do: :erlang.error(:badarg, [n, queue])

  # A part of one side keeps the item at its end there and turns the others.
  defp first_part([item | others], [_ | _]), do: {:lists.reverse(others), [item]}
  defp first_part(front, []), do: front_to_queue(front)

  defp last_part([item | others], [_ | _]), do: {[item], :lists.reverse(others)}
  defp last_part(rear, []), do: rear_to_queue(rear)

  @doc """
  Calls `fun` with each element, which returns a boolean or a list to take its place.

      iex> :queue.to_list(:queue.filter(fn x -> x > 1 and [x, x] end, :queue.from_list([1, 2])))
      [2, 2]
  """
  @spec filter((item -> boolean | [item]), queue(item)) :: queue(item) when item: term
  def filter(fun, {rear, front}) when is_function(fun, 1) and is_list(rear) and is_list(front) do
    new_front = filter_front(front, fun)
    pair(:lists.reverse(filter_front(:lists.reverse(rear), fun)), new_front)
  end

  def filter(fun, queue), do: :erlang.error(:badarg, [fun, queue])

  defp filter_front([item | rest], fun) do
    case fun.(item) do
      true -> [item | filter_front(rest, fun)]
      false -> filter_front(rest, fun)
      items when is_list(items) -> items ++ filter_front(rest, fun)
    end
  end

  defp filter_front([], _fun), do: []

  @doc """
  Filters and maps: `fun` returns a boolean or `{true, replacement}`.

      iex> queue = :queue.from_list([1, 2])
      iex> :queue.to_list(:queue.filtermap(fn x -> x > 1 and {true, x * 10} end, queue))
      [20]
  """
  @spec filtermap((term -> boolean | {true, term}), queue) :: queue
  def filtermap(fun, {rear, front})
      when is_function(fun, 1) and is_list(rear) and is_list(front) do
    new_front = :lists.filtermap(fun, front)
    pair(:lists.reverse(:lists.filtermap(fun, :lists.reverse(rear))), new_front)
  end

  def filtermap(fun, queue), do: :erlang.error(:badarg, [fun, queue])

  @doc """
  Folds over the elements, the front one first.

      iex> :queue.fold(fn x, acc -> [x | acc] end, [], :queue.from_list([1, 2]))
      [2, 1]
  """
  @spec fold((item, acc -> acc), acc, queue(item)) :: acc when item: term, acc: term
  def fold(fun, acc, {rear, front})
      when is_function(fun, 2) and is_list(rear) and is_list(front) do
    :lists.foldr(fun, :lists.foldl(fun, acc, front), rear)
  end

  def fold(fun, acc, queue), do: :erlang.error(:badarg, [fun, acc, queue])

  @doc """
  Returns `true` if `pred` is true for some element.

      iex> :queue.any(&(&1 > 1), :queue.from_list([1, 2]))
      true
      iex> :queue.any(&is_integer/1, :queue.new())
      false
  """
  @spec any((item -> boolean), queue(item)) :: boolean when item: term
  def any(pred, {rear, front}) when is_function(pred, 1) and is_list(rear) and is_list(front) do
    :lists.any(pred, front) or :lists.any(pred, rear)
  end

  def any(pred, queue), do: :erlang.error(:badarg, [pred, queue])

  @doc """
  Returns `true` if `pred` is true for every element.

      iex> :queue.all(&is_integer/1, :queue.from_list([1, 2]))
      true
      iex> :queue.all(&is_integer/1, :queue.new())
      true
  """
  @spec all((item -> boolean), queue(item)) :: boolean when item: term
  def all(pred, {rear, front}) when is_function(pred, 1) and is_list(rear) and is_list(front) do
    :lists.all(pred, front) and :lists.all(pred, rear)
  end

  def all(pred, queue), do: :erlang.error(:badarg, [pred, queue])

  @doc """
  Deletes the first element that equals `item`.

      iex> :queue.to_list(:queue.delete(1, :queue.from_list([1, 2, 1])))
      [2, 1]
  """
  @spec delete(item, queue(item)) :: queue(item) when item: term
  def delete(item, queue) do
    if not is_queue(queue), do: :erlang.error(:badarg, [item, queue])
    delete_with(&(&1 === item), queue)
  end

  @doc """
  Deletes the last element that equals `item`.

      iex> :queue.to_list(:queue.delete_r(1, :queue.from_list([1, 2, 1])))
      [1, 2]
  """
  @spec delete_r(item, queue(item)) :: queue(item) when item: term
  def delete_r(item, queue) do
    if not is_queue(queue), do: :erlang.error(:badarg, [item, queue])
    delete_with_r(&(&1 === item), queue)
  end

  @doc """
  Deletes the first element for which `pred` is true.

      iex> :queue.to_list(:queue.delete_with(&(&1 > 1), :queue.from_list([1, 2, 3])))
      [1, 3]
  """
  @spec delete_with((item -> boolean), queue(item)) :: queue(item) when item: term
  def delete_with(pred, {rear, front} = queue)
      when is_function(pred, 1) and is_list(rear) and is_list(front) do
    case delete_first(front, pred, []) do
      {:ok, front} ->
        pair(rear, front)

      :error ->
        case delete_first(:lists.reverse(rear), pred, []) do
          {:ok, rear} -> pair(:lists.reverse(rear), front)
          :error -> queue
        end
    end
  end

  def delete_with(pred, queue), do: :erlang.error(:badarg, [pred, queue])

  @doc """
  Deletes the last element for which `pred` is true.

      iex> :queue.to_list(:queue.delete_with_r(&(&1 > 1), :queue.from_list([1, 2, 3])))
      [1, 2]
  """
  @spec delete_with_r((item -> boolean), queue(item)) :: queue(item) when item: term
  def delete_with_r(pred, {rear, front})
      when is_function(pred, 1) and is_list(rear) and is_list(front) do
    {rear, front} = delete_with(pred, {front, rear})
    {front, rear}
  end

  def delete_with_r(pred, queue), do: :erlang.error(:badarg, [pred, queue])

  defp delete_first([item | rest], pred, passed) do
    case pred.(item) do
      true -> {:ok, :lists.reverse(passed, rest)}
      false -> delete_first(rest, pred, [item | passed])
    end
  end

  defp delete_first([], _pred, _passed), do: :error

  ## Okasaki's interface

  @doc """
  Adds `item` in front.

      iex> :queue.to_list(:queue.cons(0, :queue.from_list([1])))
      [0, 1]
  """
  @spec cons(item, queue(item)) :: queue(item) when item: term
  def cons(item, queue), do: in_r(item, queue)

  @doc """
  Returns the front element; raises `ErlangError` (`:empty`) if there is none.

      iex> :queue.head(:queue.from_list([1, 2]))
      1
  """
  @spec head(queue(item)) :: item when item: term
  def head(queue), do: get(queue)

  @doc """
  Drops the front element; raises `ErlangError` (`:empty`) if there is none.

      iex> :queue.to_list(:queue.tail(:queue.from_list([1, 2])))
      [2]
  """
  @spec tail(queue(item)) :: queue(item) when item: term
  def tail(queue), do: drop(queue)

  @doc """
  Adds `item` at the rear.

      iex> :queue.to_list(:queue.snoc(:queue.from_list([1]), 2))
      [1, 2]
  """
  @spec snoc(queue(item), item) :: queue(item) when item: term
  def snoc(queue, item), do: :queue.in(item, queue)

  @doc """
  Returns the rear element; raises `ErlangError` (`:empty`) if there is none.

      iex> :queue.daeh(:queue.from_list([1, 2]))
      2
  """
  @spec daeh(queue(item)) :: item when item: term
  def daeh(queue), do: get_r(queue)

  @doc """
  Returns the rear element; raises `ErlangError` (`:empty`) if there is none.

      iex> :queue.last(:queue.from_list([1, 2]))
      2
  """
  @spec last(queue(item)) :: item when item: term
  def last(queue), do: get_r(queue)

  @doc """
  Drops the rear element; raises `ErlangError` (`:empty`) if there is none.

      iex> :queue.to_list(:queue.liat(:queue.from_list([1, 2])))
      [1]
  """
  @spec liat(queue(item)) :: queue(item) when item: term
  def liat(queue), do: drop_r(queue)

  @doc """
  Drops the rear element; raises `ErlangError` (`:empty`) if there is none.

      iex> :queue.to_list(:queue.init(:queue.from_list([1, 2])))
      [1]
  """
  @spec init(queue(item)) :: queue(item) when item: term
  def init(queue), do: drop_r(queue)

  @doc """
  Drops the rear element: `liat/1`, as it was once misspelt.

      iex> :queue.to_list(:queue.lait(:queue.from_list([1, 2])))
      [1]
  """
  @doc deprecated: "Use :queue.liat/1 instead"
  @spec lait(queue(item)) :: queue(item) when item: term
  def lait(queue), do: drop_r(queue)

  ## Balance

  # Both lists, unless one of them is empty and the other is long enough for two.
  defp pair([], front), do: front_to_queue(front)
  defp pair(rear, []), do: rear_to_queue(rear)
  defp pair(rear, front), do: {rear, front}

  # Each end gets half of the list, the far one the larger half.
  defp front_to_queue(list) do
    {front, rear} = :lists.split(div(length(list), 2), list)
    {:lists.reverse(rear), front}
  end

  defp rear_to_queue(list) do
    {rear, front} = :lists.split(div(length(list), 2), list)
    {rear, :lists.reverse(front)}
  end
end
