# How Enum and Stream cut chunks: the arguments that their `chunk_while` takes. Not for others.

defmodule Stream.Chunks do
  @moduledoc false

  @doc """
  Returns accumulator, chunk function and end function that cut where `fun` returns another
  value.
  """
  def by(fun) do
    chunk_fun = fn
      entry, nil ->
        {:cont, {[entry], fun.(entry)}}

      entry, {buffer, value} ->
        case fun.(entry) do
          ^value -> {:cont, {[entry | buffer], value}}
          new_value -> {:cont, :lists.reverse(buffer), {[entry], new_value}}
        end
    end

    after_fun = fn
      nil -> {:cont, :done}
      {buffer, _value} -> {:cont, :lists.reverse(buffer), :done}
    end

    {nil, chunk_fun, after_fun}
  end

  @doc """
  Returns accumulator, chunk function and end function that cut chunks of `count` elements
  every `step` elements.
  """
  # The accumulator is the buffer, in reverse, and its size; a negative size counts the
  # elements to be skipped before the next chunk.
  def every(count, step, leftover) do
    chunk_fun = fn
      _entry, {[], size} when size < 0 ->
        {:cont, {[], size + 1}}

      entry, {buffer, size} when size + 1 < count ->
        {:cont, {[entry | buffer], size + 1}}

      entry, {buffer, _size} ->
        buffer = [entry | buffer]
        {:cont, :lists.reverse(buffer), keep(buffer, count - step)}
    end

    after_fun = fn
      {_buffer, _size} when leftover == :discard -> {:cont, :done}
      {_buffer, size} when size <= 0 -> {:cont, :done}
      {buffer, size} -> {:cont, fill(buffer, count - size, leftover), :done}
    end

    {{[], 0}, chunk_fun, after_fun}
  end

  defp keep(_buffer, overlap) when overlap <= 0, do: {[], overlap}
  defp keep(buffer, overlap), do: {Enum.take(buffer, overlap), overlap}

  defp fill(buffer, missing, leftover) do
    :lists.reverse(buffer, Enum.take(leftover, missing))
  end
end
