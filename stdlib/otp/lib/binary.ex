# Erlang's `binary` but for what is native: searching, splitting, parts and numbers are the machine's own.

defmodule :binary do
  @moduledoc """
  Functions for binaries as bytes, not as text.

  Searching takes a pattern: a binary, a list of binaries, or what `compile_pattern/1` makes of either.
  """

  # The texts of errors are those of the module that explains natives.
  @explained [error_info: %{module: :erl_stdlib_errors}]

  @typedoc "What `compile_pattern/1` gives."
  @opaque cp :: {:bm | :ac, reference}

  @typedoc "A start and a length, which may be negative."
  @type part :: {start :: non_neg_integer, length :: integer}

  @doc """
  Replaces the first occurrence of a pattern.

      iex> :binary.replace("a-b-c", "-", "+")
      "a+b-c"
  """
  @spec replace(binary, binary | [binary] | cp, binary | (binary -> binary)) :: binary
  def replace(subject, pattern, replacement), do: replace(subject, pattern, replacement, [])

  @doc """
  Replaces occurrences of a pattern, by a binary or by what a function makes of each.

  The options are `:global`, `{:scope, {start, length}}` and `{:insert_replaced, position}`: where in the replacement what
  was replaced goes, one position or a list of them.

      iex> :binary.replace("a-b-c", "-", "<>", [:global, insert_replaced: 1])
      "a<->b<->c"
  """
  @spec replace(binary, binary | [binary] | cp, binary | (binary -> binary), [term]) :: binary
  def replace(subject, pattern, replacement, options)
      when is_binary(subject) and (is_binary(replacement) or is_function(replacement, 1)) and
             is_list(options) do
    with {scope, global, positions} <- read(options, {[], false, []}),
         true <-
           is_function(replacement) or :lists.all(&(&1 <= byte_size(replacement)), positions) do
      maker =
        if is_binary(replacement),
          do: maker(replacement, :lists.sort(positions)),
          else: replacement

      :erlang.iolist_to_binary(build(subject, found(subject, pattern, global, scope), 0, maker))
    else
      _ -> :erlang.error(:badarg, [subject, pattern, replacement, options], @explained)
    end
  end

  def replace(subject, pattern, replacement, options),
    do: :erlang.error(:badarg, [subject, pattern, replacement, options], @explained)

  defp found(subject, pattern, true, scope), do: :binary.matches(subject, pattern, scope)

  defp found(subject, pattern, false, scope) do
    case :binary.match(subject, pattern, scope) do
      :nomatch -> []
      found -> [found]
    end
  end

  defp read([:global | rest], {scope, _global, positions}),
    do: read(rest, {scope, true, positions})

  defp read([{:scope, _} = scope | rest], {_scope, global, positions}),
    do: read(rest, {[scope], global, positions})

  defp read([{:insert_replaced, position} | rest], {scope, global, _positions}) do
    positions = if is_list(position), do: position, else: [position]

    if :lists.all(&(is_integer(&1) and &1 >= 0), positions),
      do: read(rest, {scope, global, positions}),
      else: :error
  end

  defp read([], result), do: result
  defp read(_other, _result), do: :error

  defp maker(replacement, []), do: fn _replaced -> replacement end

  defp maker(replacement, positions) do
    pieces = cut(replacement, 0, positions)
    fn replaced -> :lists.join(replaced, pieces) end
  end

  defp cut(replacement, from, [position | rest]),
    do: [:binary.part(replacement, from, position - from) | cut(replacement, position, rest)]

  defp cut(replacement, from, []),
    do: [:binary.part(replacement, from, byte_size(replacement) - from)]

  defp build(subject, [{start, length} | rest], from, maker) do
    [
      :binary.part(subject, from, start - from),
      maker.(:binary.part(subject, start, length)) | build(subject, rest, start + length, maker)
    ]
  end

  defp build(subject, [], from, _maker),
    do: :binary.part(subject, from, byte_size(subject) - from)

  @doc """
  Joins binaries with a separator between them.

      iex> :binary.join(["a", "b"], ", ")
      "a, b"
  """
  @spec join([binary], binary) :: binary
  def join(binaries, separator) when is_list(binaries) and is_binary(separator) do
    if not :lists.all(&is_binary/1, binaries),
      do: :erlang.error(:badarg, [binaries, separator], @explained)

    :erlang.iolist_to_binary(:lists.join(separator, binaries))
  end

  def join(binaries, separator), do: :erlang.error(:badarg, [binaries, separator], @explained)
end
