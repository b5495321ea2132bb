# The values of expressions, by their counters: what `v/1` shows. The evaluator keeps them.

defmodule IEx.History do
  @moduledoc false

  defstruct queue: :queue.new(), size: 0, start: 1

  def init, do: %IEx.History{}

  @doc "Adds a value and forgets the oldest ones beyond `limit`; a negative limit keeps all."
  def append(%IEx.History{} = history, entry, limit) do
    forget(
      %{history | queue: :queue.in(entry, history.queue), size: history.size + 1},
      limit
    )
  end

  defp forget(%{size: size} = history, limit) when limit >= 0 and size > limit do
    {{:value, _oldest}, queue} = :queue.out(history.queue)
    forget(%{history | queue: queue, size: size - 1, start: history.start + 1}, limit)
  end

  defp forget(history, _limit), do: history

  @doc "The value with that number; a negative one counts from the last."
  def nth(history, n)

  def nth(%{size: 0}, n),
    do: raise("v(#{n}) is out of bounds, no entries were stored in history so far")

  def nth(%{start: start, size: size} = history, n) do
    index = if n >= 0, do: n - start, else: size + n

    if index >= 0 and index < size do
      history.queue |> :queue.to_list() |> Enum.at(index)
    else
      raise "v(#{n}) is out of bounds, the currently preserved history ranges from " <>
              "#{start} to #{start + size - 1} (or use negative numbers to look from the end)"
    end
  end
end
