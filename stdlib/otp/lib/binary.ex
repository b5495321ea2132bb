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
         true <- inside?(scope, subject),
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

  defp inside?([], _subject), do: true

  defp inside?([scope: {from, size}], subject) when is_integer(from) and is_integer(size),
    do: min(from, from + size) >= 0 and max(from, from + size) <= byte_size(subject)

  defp inside?(_scope, _subject), do: false

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

  ## What the machine itself has

  @doc """
  Patterns made ready for many searches.

      iex> pattern = :binary.compile_pattern(["a", "b"])
      iex> :binary.matches("cab", pattern)
      [{1, 1}, {2, 1}]
  """
  @spec compile_pattern(binary | [binary]) :: cp
  def compile_pattern(pattern)

  @doc """
  {start, length} of the first occurrence, or :nomatch.

      iex> :binary.match("abcab", ["b", "bc"])
      {1, 2}
      iex> :binary.match("abc", "x")
      :nomatch
  """
  @spec match(binary, binary | [binary] | cp) :: part | :nomatch
  def match(subject, pattern)

  @doc """
  {start, length} of the first occurrence within a scope, or :nomatch.

      iex> :binary.match("abcab", "a", scope: {1, 4})
      {3, 1}
  """
  @spec match(binary, binary | [binary] | cp, [{:scope, part}]) :: part | :nomatch
  def match(subject, pattern, options)

  @doc """
  {start, length} of all occurrences.

      iex> :binary.matches("ababa", "aba")
      [{0, 3}]
  """
  @spec matches(binary, binary | [binary] | cp) :: [part]
  def matches(subject, pattern)

  @doc """
  {start, length} of all occurrences within a scope.

      iex> :binary.matches("aaaa", "a", scope: {4, -2})
      [{2, 1}, {3, 1}]
  """
  @spec matches(binary, binary | [binary] | cp, [{:scope, part}]) :: [part]
  def matches(subject, pattern, options)

  @doc """
  A binary in two at the first occurrence.

      iex> :binary.split("a,b,c", ",")
      ["a", "b,c"]
  """
  @spec split(binary, binary | [binary] | cp) :: [binary]
  def split(subject, pattern)

  @doc """
  A binary in parts between occurrences.

      iex> :binary.split(",a,,b,", ",", [:global, :trim_all])
      ["a", "b"]
  """
  @spec split(binary, binary | [binary] | cp, list) :: [binary]
  def split(subject, pattern, options)

  @doc """
  The part that {start, length} gives.

      iex> :binary.part("hello", {4, -3})
      "ell"
  """
  @spec part(binary, part) :: binary
  def part(subject, position_length)

  @doc """
  The part from a position on, backwards if the length is negative.

      iex> :binary.part("hello", 1, 3)
      "ell"
  """
  @spec part(binary, non_neg_integer, integer) :: binary
  def part(subject, position, length)

  @doc """
  The byte at a position from 0.

      iex> :binary.at("abc", 1)
      98
  """
  @spec at(binary, non_neg_integer) :: byte
  def at(subject, position)

  @doc """
  The first byte.

      iex> :binary.first("abc")
      97
  """
  @spec first(binary) :: byte
  def first(subject)

  @doc """
  The last byte.

      iex> :binary.last("abc")
      99
  """
  @spec last(binary) :: byte
  def last(subject)

  @doc """
  The bytes as a list.

      iex> :binary.bin_to_list(<<1, 2, 255>>)
      [1, 2, 255]
  """
  @spec bin_to_list(binary) :: [byte]
  def bin_to_list(subject)

  @doc """
  The bytes that {start, length} gives as a list.

      iex> :binary.bin_to_list(<<1, 2, 3>>, {3, -2})
      [2, 3]
  """
  @spec bin_to_list(binary, part) :: [byte]
  def bin_to_list(subject, position_length)

  @doc """
  The bytes from a position on as a list.

      iex> :binary.bin_to_list(<<1, 2, 3>>, 1, 2)
      [2, 3]
  """
  @spec bin_to_list(binary, non_neg_integer, integer) :: [byte]
  def bin_to_list(subject, position, length)

  @doc """
  An iolist as one binary.

      iex> :binary.list_to_bin([1, "a", [2]])
      <<1, 97, 2>>
  """
  @spec list_to_bin(iolist) :: binary
  def list_to_bin(list)

  @doc """
  The same bytes in memory of their own.

      iex> :binary.copy("abc")
      "abc"
  """
  @spec copy(binary) :: binary
  def copy(subject)

  @doc """
  The bytes that many times.

      iex> :binary.copy("ab", 3)
      "ababab"
  """
  @spec copy(binary, non_neg_integer) :: binary
  def copy(subject, count)

  @doc """
  The number that bytes are, the highest first.

      iex> :binary.decode_unsigned(<<1, 0>>)
      256
  """
  @spec decode_unsigned(binary) :: non_neg_integer
  def decode_unsigned(subject)

  @doc """
  The number that bytes are, in an order.

      iex> :binary.decode_unsigned(<<1, 0>>, :little)
      1
  """
  @spec decode_unsigned(binary, :big | :little) :: non_neg_integer
  def decode_unsigned(subject, endianness)

  @doc """
  A number in as few bytes as it needs, the highest first.

      iex> :binary.encode_unsigned(256)
      <<1, 0>>
  """
  @spec encode_unsigned(non_neg_integer) :: binary
  def encode_unsigned(integer)

  @doc """
  A number in as few bytes as it needs, in an order.

      iex> :binary.encode_unsigned(256, :little)
      <<0, 1>>
  """
  @spec encode_unsigned(non_neg_integer, :big | :little) :: binary
  def encode_unsigned(integer, endianness)

  @doc """
  Bytes as hexadecimal digits in upper case.

      iex> :binary.encode_hex(<<10, 255>>)
      "0AFF"
  """
  @spec encode_hex(binary) :: binary
  def encode_hex(subject)

  @doc """
  Bytes as hexadecimal digits in a case.

      iex> :binary.encode_hex(<<10, 255>>, :lowercase)
      "0aff"
  """
  @spec encode_hex(binary, :uppercase | :lowercase) :: binary
  def encode_hex(subject, letters)

  @doc """
  The bytes that hexadecimal digits are.

      iex> :binary.decode_hex("0aFF")
      <<10, 255>>
  """
  @spec decode_hex(binary) :: binary
  def decode_hex(digits)

  @doc """
  How many bytes all of several binaries begin with.

      iex> :binary.longest_common_prefix(["abc", "abd", "ab"])
      2
  """
  @spec longest_common_prefix([binary]) :: non_neg_integer
  def longest_common_prefix(binaries)

  @doc """
  How many bytes all of several binaries end with.

      iex> :binary.longest_common_suffix(["abc", "xbc"])
      2
  """
  @spec longest_common_suffix([binary]) :: non_neg_integer
  def longest_common_suffix(binaries)

  @doc """
  The bytes that a binary keeps in memory.

      iex> :binary.referenced_byte_size(:binary.copy(<<0>>, 100))
      100
  """
  @spec referenced_byte_size(binary) :: non_neg_integer
  def referenced_byte_size(subject)
end
