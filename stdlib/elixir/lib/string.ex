# Text: UTF-8 encoded binaries. Not charlists (`List`), nor raw bytes (`:binary`).
#
# The Unicode tables are the host's. What this module needs of them are the natives of `:prim_unicode`, none of which
# looks at more than its arguments; a byte that is not part of well-formed UTF-8 is a grapheme of its own:
#
#     next_grapheme(binary)         the size in bytes of the first grapheme cluster, 0 for ""
#     advance(binary, count)        {size in bytes of the first `count` graphemes, how many of them there are}
#     length(binary)                how many graphemes there are
#     upcase(binary, mode)          full case mappings; mode is :default, :greek or :turkic
#     downcase(binary, mode)
#     titlecase_once(binary, mode)  {the first code point in title case, the untouched rest}
#     normalize(binary, form)       form is :nfc, :nfd, :nfkc or :nfkd; ill-formed bytes are kept as they are

defmodule String do
  @moduledoc ~S"""
  Functions on strings: binaries that hold UTF-8 encoded text.

  Text has three sizes. `byte_size/1` counts bytes, in constant time. `codepoints/1` are the numbers that Unicode assigns,
  each one to four bytes. `graphemes/1` are what a reader calls a character: one or more code points.

      iex> accented = "e\u0301"
      iex> {byte_size(accented), length(String.codepoints(accented)), String.length(accented)}
      {3, 2, 1}

  Functions that count or cut (`length/1`, `at/2`, `slice/3`, `reverse/1`, …) work on graphemes and take time in
  proportion to the text. Functions that search (`split/3`, `replace/4`, `contains?/2`, …) compare bytes, so that two
  spellings of the same text differ for them; see `normalize/2` and `equivalent?/2`.

  Bytes that are not valid UTF-8 count as one grapheme each, and are passed on unchanged.
  """

  import Kernel, except: [length: 1, match?: 2]

  @typedoc "UTF-8 encoded text."
  @type t :: binary

  @typedoc "A single code point, encoded in UTF-8."
  @type codepoint :: t

  @typedoc "One or more code points that a reader takes for a single character."
  @type grapheme :: t

  @typedoc "What functions that search look for: a string, any of several, or a pattern of `:binary.compile_pattern/1`."
  @type pattern :: t | [t] | :binary.cp()

  @type split_opts :: [
          parts: pos_integer | :infinity,
          trim: boolean,
          include_captures: boolean,
          on: :all | :first | :all_but_first | :none | :all_names | [binary | atom | integer]
        ]

  @type splitter_opts :: [trim: boolean]

  @type replace_opts :: [global: boolean]

  @case_modes [:default, :ascii, :greek, :turkic]

  # A printable ASCII character followed by another one is a cluster of its own: nothing in ASCII joins but CR LF.
  defguardp is_plain(byte) when byte in 32..126

  ## Whole strings

  @doc ~S"""
  Whether a string holds nothing but characters that can be shown.

  Letters, marks, symbols and spaces of any script can, control characters cannot, except those that have an escape
  such as `\n`. With a `character_limit`, only that many code points are looked at.

  ## Examples

      iex> String.printable?("naïve\n")
      true
      iex> String.printable?("nul\0")
      false
      iex> String.printable?("abc" <> <<0>>, 3)
      true

  """
  @spec printable?(t, 0) :: true
  @spec printable?(t, pos_integer | :infinity) :: boolean
  def printable?(string, character_limit \\ :infinity)
      when is_binary(string) and
             (character_limit == :infinity or
                (is_integer(character_limit) and character_limit >= 0)) do
    all_printable?(string, character_limit)
  end

  # `:infinity - 1` does not exist, so an endless count starts at a number that no binary reaches.
  defp all_printable?(string, :infinity), do: all_printable?(string, bit_size(string) + 1)
  defp all_printable?(<<>>, _left), do: true
  defp all_printable?(_string, 0), do: true

  defp all_printable?(<<codepoint::utf8, rest::binary>>, left) do
    if printable_codepoint?(codepoint), do: all_printable?(rest, left - 1), else: false
  end

  defp all_printable?(_string, _left), do: false

  defp printable_codepoint?(codepoint) when codepoint in 32..126, do: true
  defp printable_codepoint?(codepoint) when codepoint in 7..13, do: true
  defp printable_codepoint?(codepoint) when codepoint in [27, 127], do: true
  defp printable_codepoint?(codepoint) when codepoint in 0xA0..0xD7FF, do: true
  defp printable_codepoint?(codepoint) when codepoint in 0xE000..0xFFFD, do: true
  defp printable_codepoint?(codepoint) when codepoint in 0x10000..0x10FFFF, do: true
  defp printable_codepoint?(_codepoint), do: false

  @doc ~S"""
  Whether a binary is well-formed UTF-8.

  With `:fast_ascii`, eight bytes at a time are tested to be ASCII before their code points are looked at, which pays off
  for long texts that are mostly ASCII.

  ## Examples

      iex> String.valid?("ø")
      true
      iex> String.valid?(<<0xFF>>)
      false
      iex> String.valid?("plain text", :fast_ascii)
      true

  """
  @spec valid?(t, :default | :fast_ascii) :: boolean
  def valid?(string, algorithm \\ :default)
  def valid?(<<string::binary>>, :default), do: all_valid?(string)
  def valid?(<<string::binary>>, :fast_ascii), do: all_valid_ascii?(string)

  defp all_valid?(<<_codepoint::utf8, rest::binary>>), do: all_valid?(rest)
  defp all_valid?(<<>>), do: true
  defp all_valid?(_string), do: false

  defp all_valid_ascii?(<<word::64, rest::binary>>)
       when :erlang.band(word, 0x8080808080808080) == 0,
       do: all_valid_ascii?(rest)

  defp all_valid_ascii?(<<_codepoint::utf8, rest::binary>>), do: all_valid_ascii?(rest)
  defp all_valid_ascii?(<<>>), do: true
  defp all_valid_ascii?(_string), do: false

  @doc """
  Replaces each ill-formed sequence of bytes by `replacement`.

  A truncated sequence counts as one, however many of its bytes are there.

  ## Examples

      iex> String.replace_invalid("one" <> <<255>> <> "two")
      "one�two"
      iex> String.replace_invalid(<<"cut ", 0xE2, 0x82>>, "?")
      "cut ?"

  """
  @doc since: "1.16.0"
  @spec replace_invalid(binary, t) :: t
  def replace_invalid(bytes, replacement \\ "�")
      when is_binary(bytes) and is_binary(replacement) do
    if valid?(bytes), do: bytes, else: replace_invalid(bytes, replacement, "")
  end

  defp replace_invalid(bytes, replacement, done) do
    case valid_size(bytes, 0) do
      size when size == byte_size(bytes) ->
        done <> bytes

      size ->
        <<valid::binary-size(^size), rest::binary>> = bytes
        skipped = ill_formed_size(rest)
        <<_::binary-size(^skipped), rest::binary>> = rest
        replace_invalid(rest, replacement, done <> valid <> replacement)
    end
  end

  defp valid_size(<<codepoint::utf8, rest::binary>>, size),
    do: valid_size(rest, size + codepoint_size(codepoint))

  defp valid_size(_bytes, size), do: size

  defp codepoint_size(codepoint) when codepoint < 0x80, do: 1
  defp codepoint_size(codepoint) when codepoint < 0x800, do: 2
  defp codepoint_size(codepoint) when codepoint < 0x10000, do: 3
  defp codepoint_size(_codepoint), do: 4

  # The Unicode standard's "maximal subparts": the longest beginning of a well-formed sequence is one error.
  defp ill_formed_size(<<lead, second, third, _::binary>>)
       when third in 0x80..0xBF and
              ((lead == 0xF0 and second in 0x90..0xBF) or
                 (lead in 0xF1..0xF3 and second in 0x80..0xBF) or
                 (lead == 0xF4 and second in 0x80..0x8F)),
       do: 3

  defp ill_formed_size(<<lead, second, _::binary>>)
       when (lead == 0xE0 and second in 0xA0..0xBF) or
              (lead == 0xED and second in 0x80..0x9F) or
              (lead in [0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB] and
                 second in 0x80..0xBF) or
              (lead in [0xEC, 0xEE, 0xEF] and second in 0x80..0xBF) or
              (lead == 0xF0 and second in 0x90..0xBF) or
              (lead in 0xF1..0xF3 and second in 0x80..0xBF) or
              (lead == 0xF4 and second in 0x80..0x8F),
       do: 2

  defp ill_formed_size(_bytes), do: 1

  @doc ~S"""
  Cuts a string where the answer to a question about its characters changes.

  The `trait` is `:valid` (well-formed or not) or `:printable` (see `printable?/2`).

  ## Examples

      iex> String.chunk(<<"ab", 255, 254, "c">>, :valid)
      ["ab", <<255, 254>>, "c"]
      iex> String.chunk("ab\0\0c", :printable)
      ["ab", "\0\0", "c"]
      iex> String.chunk("", :valid)
      []

  """
  @spec chunk(t, :valid | :printable) :: [t]
  def chunk(string, trait)
  def chunk("", _trait), do: []

  def chunk(string, trait) when is_binary(string) and trait in [:valid, :printable] do
    {holds, size} = chunk_step(string, trait)
    chunk(string, trait, holds, 0, size)
  end

  # `start` and `size` delimit the chunk being collected, for all of which the trait is `holds`.
  defp chunk(string, _trait, _holds, start, size) when start + size == byte_size(string),
    do: [binary_part(string, start, size)]

  defp chunk(string, trait, holds, start, size) do
    seen = start + size
    <<_::binary-size(^seen), rest::binary>> = string

    case chunk_step(rest, trait) do
      {^holds, step} ->
        chunk(string, trait, holds, start, size + step)

      {other, step} ->
        [binary_part(string, start, size) | chunk(string, trait, other, seen, step)]
    end
  end

  defp chunk_step(<<codepoint::utf8, _::binary>>, :valid), do: {true, codepoint_size(codepoint)}

  defp chunk_step(<<codepoint::utf8, _::binary>>, :printable),
    do: {printable_codepoint?(codepoint), codepoint_size(codepoint)}

  defp chunk_step(_string, _trait), do: {false, 1}

  @doc """
  How many graphemes a string has.

  ## Examples

      iex> String.length("été")
      3
      iex> String.length("👩‍🚀")
      1

  """
  @spec length(t) :: non_neg_integer
  def length(string) when is_binary(string), do: :prim_unicode.length(string)

  @doc """
  The string in upper case.

  Modes other than `:default` follow the rules of one script or language:

    * `:ascii` – only `a` to `z` change
    * `:greek` – the final sigma is known
    * `:turkic` – the letters i with and without a dot are kept apart

  ## Examples

      iex> String.upcase("straße")
      "STRASSE"
      iex> String.upcase("éa", :ascii)
      "éA"
      iex> String.upcase("ıi", :turkic)
      "Iİ"

  """
  @spec upcase(t, :default | :ascii | :greek | :turkic) :: t
  def upcase(string, mode \\ :default)
  def upcase("", mode) when mode in @case_modes, do: ""

  def upcase(string, :ascii) when is_binary(string) do
    for <<byte <- string>>, into: "" do
      if byte in ?a..?z, do: <<byte - 32>>, else: <<byte>>
    end
  end

  def upcase(string, mode) when is_binary(string) and mode in @case_modes,
    do: :prim_unicode.upcase(string, mode)

  @doc """
  The string in lower case.

  The modes are those of `upcase/2`.

  ## Examples

      iex> String.downcase("ÀÉÎ")
      "àéî"
      iex> String.downcase("ΣΑΣ", :greek)
      "σας"

  """
  @spec downcase(t, :default | :ascii | :greek | :turkic) :: t
  def downcase(string, mode \\ :default)
  def downcase("", mode) when mode in @case_modes, do: ""

  def downcase(string, :ascii) when is_binary(string) do
    for <<byte <- string>>, into: "" do
      if byte in ?A..?Z, do: <<byte + 32>>, else: <<byte>>
    end
  end

  def downcase(string, mode) when is_binary(string) and mode in @case_modes,
    do: :prim_unicode.downcase(string, mode)

  @doc """
  The first character in title case (mostly: upper case), the others in lower case.

  The modes are those of `upcase/2`.

  ## Examples

      iex> String.capitalize("hello WORLD")
      "Hello world"
      iex> String.capitalize("ﬁn")
      "Fin"

  """
  @spec capitalize(t, :default | :ascii | :greek | :turkic) :: t
  def capitalize(string, mode \\ :default)
  def capitalize("", mode) when mode in @case_modes, do: ""

  def capitalize(<<first, rest::binary>>, :ascii) do
    first = if first in ?a..?z, do: first - 32, else: first
    <<first>> <> downcase(rest, :ascii)
  end

  # What a sigma becomes depends on what stands before it.
  def capitalize(string, :greek) when is_binary(string) do
    {first, rest} = :prim_unicode.titlecase_once(string, :greek)
    start = binary_part(string, 0, byte_size(string) - byte_size(rest))
    size = byte_size(downcase(start, :greek))
    <<_small::binary-size(^size), rest::binary>> = downcase(string, :greek)
    first <> rest
  end

  def capitalize(string, mode) when is_binary(string) and mode in @case_modes do
    {first, rest} = :prim_unicode.titlecase_once(string, mode)
    first <> downcase(rest, mode)
  end

  @doc """
  Rewrites a string in one of Unicode's normal forms, in which equivalent texts are spelled the same.

    * `:nfd` – characters are taken apart into base and marks
    * `:nfc` – and put together again, where there is a code point for it
    * `:nfkd`, `:nfkc` – as before, and variants that only look different (`ﬁ`, `①`) lose their difference

  Ill-formed bytes stay where they are.

  ## Examples

      iex> String.normalize("yêṩ", :nfd) |> String.codepoints() |> length()
      6
      iex> String.normalize("e\u0301", :nfc)
      "é"
      iex> String.normalize("ﬁ①", :nfkc)
      "fi1"

  """
  @spec normalize(t, :nfd | :nfc | :nfkd | :nfkc) :: t
  def normalize(string, form)

  def normalize(string, form) when is_binary(string) and form in [:nfd, :nfc, :nfkd, :nfkc],
    do: :prim_unicode.normalize(string, form)

  @doc """
  Whether two strings are canonically equivalent: the same text, perhaps of other code points.

  ## Examples

      iex> String.equivalent?("é", "e\u0301")
      true
      iex> String.equivalent?("a", "b")
      false

  """
  @spec equivalent?(t, t) :: boolean
  def equivalent?(string1, string2) when is_binary(string1) and is_binary(string2),
    do: string1 == string2 or normalize(string1, :nfd) == normalize(string2, :nfd)

  @doc """
  The string from its last grapheme to its first.

  ## Examples

      iex> String.reverse("stressed")
      "desserts"
      iex> String.reverse("a👍🏽b")
      "b👍🏽a"

  """
  @spec reverse(t) :: t
  def reverse(string) when is_binary(string) do
    case :unicode.characters_to_binary(string) do
      valid when is_binary(valid) ->
        reverse(valid, [])

      # A byte that is no part of a character stays where it is; what is on its sides is turned by itself.
      {_kind, before, <<byte, rest::binary>>} ->
        reverse(before, []) <> <<byte>> <> reverse(rest)
    end
  end

  defp reverse(<<first, second, _::binary>> = string, done)
       when is_plain(first) and is_plain(second) do
    <<_, rest::binary>> = string
    reverse(rest, [first | done])
  end

  defp reverse("", done), do: :erlang.iolist_to_binary(done)

  defp reverse(string, done) do
    {grapheme, rest} = next_grapheme(string)
    reverse(rest, [grapheme | done])
  end

  @doc """
  `subject` repeated `n` times.

  ## Examples

      iex> String.duplicate("ab", 3)
      "ababab"
      iex> String.duplicate("ab", 0)
      ""

  """
  @spec duplicate(t, non_neg_integer) :: t
  def duplicate(subject, n) when is_binary(subject) and is_integer(n),
    do: :binary.copy(subject, n)

  ## Characters

  @doc """
  The code points of a string, each as a string.

  ## Examples

      iex> String.codepoints("ê̄ü")
      ["ê", "̄", "ü"]
      iex> String.codepoints(<<"a", 255>>)
      ["a", <<255>>]

  """
  @spec codepoints(t) :: [codepoint]
  def codepoints(string)

  def codepoints(<<codepoint::utf8, rest::binary>>),
    do: [<<codepoint::utf8>> | codepoints(rest)]

  def codepoints(<<byte, rest::binary>>), do: [<<byte>> | codepoints(rest)]
  def codepoints(""), do: []

  @doc """
  Splits a string into its first code point and the rest, or returns `nil` for an empty one.

  ## Examples

      iex> String.next_codepoint("olá")
      {"o", "lá"}
      iex> String.next_codepoint("")
      nil

  """
  @spec next_codepoint(t) :: {codepoint, t} | nil
  def next_codepoint(string)
  def next_codepoint(<<codepoint::utf8, rest::binary>>), do: {<<codepoint::utf8>>, rest}
  def next_codepoint(<<byte, rest::binary>>), do: {<<byte>>, rest}
  def next_codepoint(""), do: nil

  @doc """
  The graphemes of a string.

  ## Examples

      iex> String.graphemes("Ňaïve")
      ["Ň", "a", "ï", "v", "e"]
      iex> String.graphemes("🇺🇸🇬🇧")
      ["🇺🇸", "🇬🇧"]

  """
  @spec graphemes(t) :: [grapheme]
  def graphemes(string) when is_binary(string), do: do_graphemes(string)

  defp do_graphemes(<<first, second, _::binary>> = string)
       when is_plain(first) and is_plain(second) do
    <<_, rest::binary>> = string
    [<<first>> | do_graphemes(rest)]
  end

  defp do_graphemes(""), do: []

  defp do_graphemes(string) do
    {grapheme, rest} = next_grapheme(string)
    [grapheme | do_graphemes(rest)]
  end

  @doc """
  Splits a string into its first grapheme and the rest, or returns `nil` for an empty one.

  ## Examples

      iex> String.next_grapheme("olá")
      {"o", "lá"}
      iex> String.next_grapheme("")
      nil

  """
  @spec next_grapheme(t) :: {grapheme, t} | nil
  def next_grapheme(""), do: nil

  def next_grapheme(string) when is_binary(string) do
    size = :prim_unicode.next_grapheme(string)
    <<grapheme::binary-size(^size), rest::binary>> = string
    {grapheme, rest}
  end

  @doc false
  # The size of the first grapheme in bytes, and the rest.
  @spec next_grapheme_size(t) :: {pos_integer, t} | nil
  def next_grapheme_size(""), do: nil

  def next_grapheme_size(string) when is_binary(string) do
    {grapheme, rest} = next_grapheme(string)
    {byte_size(grapheme), rest}
  end

  @doc """
  The first grapheme of a string, or `nil` if it is empty.

  ## Examples

      iex> String.first("elixir")
      "e"
      iex> String.first("")
      nil

  """
  @spec first(t) :: grapheme | nil
  def first(string) when is_binary(string) do
    case next_grapheme(string) do
      {grapheme, _rest} -> grapheme
      nil -> nil
    end
  end

  @doc """
  The last grapheme of a string, or `nil` if it is empty.

  ## Examples

      iex> String.last("elixir")
      "r"
      iex> String.last("")
      nil

  """
  @spec last(t) :: grapheme | nil
  def last(string) when is_binary(string), do: at(string, -1)

  @doc """
  The grapheme at a position, or `nil` if there is none. Negative positions count from the end.

  ## Examples

      iex> String.at("elixir", 1)
      "l"
      iex> String.at("elixir", -1)
      "r"
      iex> String.at("elixir", 10)
      nil

  """
  @spec at(t, integer) :: grapheme | nil
  def at(string, position) when is_binary(string) and is_integer(position) and position >= 0 do
    case :prim_unicode.advance(string, position) do
      {size, ^position} ->
        <<_::binary-size(^size), rest::binary>> = string
        first(rest)

      {_size, _fewer} ->
        nil
    end
  end

  def at(string, position) when is_binary(string) and is_integer(position) do
    case length(string) + position do
      from_start when from_start >= 0 -> at(string, from_start)
      _before_start -> nil
    end
  end

  ## Cutting

  @doc """
  The graphemes of a string that a range of positions covers.

  Negative positions count from the end. A range that starts past the end gives an empty string. Steps of more than one
  skip graphemes.

  ## Examples

      iex> String.slice("elixir", 1..3)
      "lix"
      iex> String.slice("elixir", -3..-1//1)
      "xir"
      iex> String.slice("elixir", 1..-2//1)
      "lixi"
      iex> String.slice("elixir", 10..12)
      ""
      iex> String.slice("elixir", 0..-1//2)
      "eii"

  """
  @spec slice(t, Range.t()) :: t
  def slice(string, first..last//step = range) when is_binary(string) do
    step = slice_step(range, first, last, step)

    {start, stop} =
      if first < 0 or last < 0 do
        size = length(string)

        {max(if(first < 0, do: first + size, else: first), 0),
         if(last < 0, do: last + size, else: last)}
      else
        {first, last}
      end

    if stop < start do
      ""
    else
      slice = slice(string, start, stop - start + 1)
      if step == 1, do: slice, else: every_nth(slice, step)
    end
  end

  defp slice_step(_range, _first, _last, step) when step > 0, do: step

  # `4..1` once meant what is now `4..1//1`, and its step is inferred to be -1.
  defp slice_step(_range, first, last, -1) when first > last do
    IO.warn(
      "negative steps are not supported in String.slice/2, pass #{first}..#{last}//1 instead"
    )

    1
  end

  defp slice_step(range, _first, _last, _step) do
    raise ArgumentError,
          "String.slice/2 does not accept ranges with negative steps, got: #{inspect(range)}"
  end

  defp every_nth(string, step) do
    string |> graphemes() |> every_nth(step, 0) |> :erlang.iolist_to_binary()
  end

  defp every_nth([], _step, _skip), do: []
  defp every_nth([grapheme | rest], step, 0), do: [grapheme | every_nth(rest, step, step - 1)]
  defp every_nth([_grapheme | rest], step, skip), do: every_nth(rest, step, skip - 1)

  @doc """
  `length` graphemes of a string from position `start` on, which counts from the end if it is negative.

  ## Examples

      iex> String.slice("elixir", 1, 3)
      "lix"
      iex> String.slice("elixir", -4, 2)
      "ix"
      iex> String.slice("elixir", 2, 100)
      "ixir"
      iex> String.slice("elixir", 6, 1)
      ""

  """
  @spec slice(t, integer, non_neg_integer) :: t
  def slice(_string, _start, 0), do: ""

  def slice(string, start, length)
      when is_binary(string) and is_integer(start) and is_integer(length) and start >= 0 and
             length >= 0 do
    {skipped, _count} = :prim_unicode.advance(string, start)
    <<_::binary-size(^skipped), rest::binary>> = string
    {size, _count} = :prim_unicode.advance(rest, length)
    binary_part(rest, 0, size)
  end

  def slice(string, start, length)
      when is_binary(string) and is_integer(start) and is_integer(length) and start < 0 and
             length >= 0,
      do: slice(string, max(length(string) + start, 0), length)

  @doc """
  At most `size_bytes` bytes of a string from the byte `start_bytes` on, without cutting a code point.

  A start in the midst of a code point moves to the next one; a code point that does not fit at the end is left out.
  It takes constant time. A negative start counts from the end.

  ## Examples

      iex> String.byte_slice("héllo", 0, 2)
      "h"
      iex> String.byte_slice("héllo", 2, 3)
      "llo"
      iex> String.byte_slice("hello", -3, 2)
      "ll"

  """
  @doc since: "1.17.0"
  @spec byte_slice(t, integer, non_neg_integer) :: t
  def byte_slice(string, start_bytes, size_bytes)
      when is_binary(string) and is_integer(start_bytes) and is_integer(size_bytes) and
             start_bytes >= 0 and size_bytes >= 0 do
    total = byte_size(string)

    if start_bytes < total do
      rest = string |> binary_part(start_bytes, total - start_bytes) |> drop_continuation(3)
      rest |> binary_part(0, min(size_bytes, byte_size(rest))) |> drop_truncated()
    else
      ""
    end
  end

  def byte_slice(string, start_bytes, size_bytes)
      when is_binary(string) and is_integer(start_bytes) and is_integer(size_bytes) and
             size_bytes >= 0,
      do: byte_slice(string, max(byte_size(string) + start_bytes, 0), size_bytes)

  # At most three bytes at the start can be the end of a code point.
  defp drop_continuation(<<byte, rest::binary>>, left) when byte in 0x80..0xBF and left > 0,
    do: drop_continuation(rest, left - 1)

  defp drop_continuation(string, _left), do: string

  # At most three bytes at the end can be the beginning of one.
  defp drop_truncated(string), do: drop_truncated(string, byte_size(string), 1)

  defp drop_truncated(string, size, back) when back <= 3 and back <= size do
    needed =
      case :binary.at(string, size - back) do
        byte when byte in 0x80..0xBF -> :unknown
        byte when byte in 0xC2..0xDF -> 2
        byte when byte in 0xE0..0xEF -> 3
        byte when byte in 0xF0..0xF4 -> 4
        _byte -> 1
      end

    cond do
      needed == :unknown -> drop_truncated(string, size, back + 1)
      needed > back -> binary_part(string, 0, size - back)
      true -> string
    end
  end

  defp drop_truncated(string, _size, _back), do: string

  @doc """
  Splits a string in two at a position, which counts from the end if it is negative.

  ## Examples

      iex> String.split_at("sweetelixir", 5)
      {"sweet", "elixir"}
      iex> String.split_at("sweetelixir", -6)
      {"sweet", "elixir"}
      iex> String.split_at("abc", 10)
      {"abc", ""}
      iex> String.split_at("abc", -10)
      {"", "abc"}

  """
  @spec split_at(t, integer) :: {t, t}
  def split_at(string, position)
      when is_binary(string) and is_integer(position) and position >= 0 do
    {size, _count} = :prim_unicode.advance(string, position)
    <<left::binary-size(^size), right::binary>> = string
    {left, right}
  end

  def split_at(string, position) when is_binary(string) and is_integer(position),
    do: split_at(string, max(length(string) + position, 0))

  @doc ~S"""
  Splits a string at white space, which is dropped.

  Spaces that forbid a line break, as U+00A0, do not split.

  ## Examples

      iex> String.split("  one two\n\tthree ")
      ["one", "two", "three"]
      iex> String.split("no\u00a0break")
      ["no\u00a0break"]

  """
  @spec split(t) :: [t]
  def split(string) when is_binary(string), do: split_words(string, string, 0)
  # What is no string is named as `:binary` names it.
  def split(other), do: :binary.split(other, " ")

  # `size` bytes of `string` belong to the word at its start; `rest` is what comes behind them.
  defp split_words(string, rest, size)

  defp split_words(string, <<byte, rest::binary>>, size) when byte in 33..126 or byte == 127,
    do: split_words(string, rest, size + 1)

  defp split_words(string, <<codepoint::utf8, rest::binary>>, size)
       when codepoint in 9..13 or codepoint == 32 or codepoint in [0x85, 0x1680, 0x205F, 0x3000] or
              codepoint in 0x2000..0x2006 or codepoint in 0x2008..0x200A or
              codepoint in [0x2028, 0x2029] do
    add_word(string, size, split_words(rest, rest, 0))
  end

  defp split_words(string, <<codepoint::utf8, rest::binary>>, size),
    do: split_words(string, rest, size + codepoint_size(codepoint))

  defp split_words(string, <<_byte, rest::binary>>, size),
    do: split_words(string, rest, size + 1)

  defp split_words(string, "", size), do: add_word(string, size, [])

  defp add_word(_string, 0, words), do: words
  defp add_word(string, size, words), do: [binary_part(string, 0, size) | words]

  @doc ~S"""
  Splits a string where `pattern` occurs: a string, any of a list of strings, a compiled pattern or a regular expression.

  The empty string occurs around each grapheme.

  ## Options

    * `:parts` – at most that many strings are returned; `:infinity` by default
    * `:trim` – empty strings are dropped; `false` by default

  With a regular expression the options of `Regex.split/3` are taken too.

  ## Examples

      iex> String.split("a,b,c", ",")
      ["a", "b", "c"]
      iex> String.split("a,b;c", [",", ";"], parts: 2)
      ["a", "b;c"]
      iex> String.split(" a b ", " ", trim: true)
      ["a", "b"]
      iex> String.split("abc", "")
      ["", "a", "b", "c", ""]
      iex> String.split("a1b22c", ~r/\d+/)
      ["a", "b", "c"]

  """
  @spec split(t, pattern | Regex.t(), split_opts) :: [t]
  def split(string, pattern, options \\ [])

  def split(string, %Regex{} = pattern, options) when is_binary(string) and is_list(options),
    do: Regex.split(pattern, string, options)

  def split(string, "", options) when is_binary(string) and is_list(options) do
    parts = parts_limit(Keyword.get(options, :parts, :infinity))
    split_graphemes(string, parts, Keyword.get(options, :trim, false))
  end

  def split(string, [], options) when is_binary(string) and is_list(options) do
    if string == "" and Keyword.get(options, :trim, false), do: [], else: [string]
  end

  def split(string, pattern, options) when is_binary(string) and is_list(options) do
    case {Keyword.get(options, :parts, :infinity), Keyword.get(options, :trim, false)} do
      {:infinity, false} ->
        :binary.split(string, pattern, [:global])

      {:infinity, true} ->
        :binary.split(string, pattern, [:global, :trim_all])

      {2, false} ->
        :binary.split(string, pattern)

      {parts, trim} ->
        pattern = compile_pattern(pattern)
        split_parts(string, pattern, parts_limit(parts), trim)
    end
  end

  defp parts_limit(:infinity), do: :infinity
  defp parts_limit(parts) when is_integer(parts) and parts > 0, do: parts

  defp split_parts("", _pattern, _parts, true), do: []
  defp split_parts(string, _pattern, 1, _trim), do: [string]

  defp split_parts(string, pattern, parts, trim) do
    case :binary.split(string, pattern) do
      ["", rest] when trim == true -> split_parts(rest, pattern, parts, trim)
      [part, rest] -> [part | split_parts(rest, pattern, fewer(parts), trim)]
      [last] -> [last]
    end
  end

  defp fewer(:infinity), do: :infinity
  defp fewer(parts), do: parts - 1

  # The empty string before the first grapheme is there for `trim: false` only, the one behind the last for all but `true`.
  defp split_graphemes(string, :infinity, true), do: graphemes(string)
  defp split_graphemes(string, :infinity, false), do: ["" | graphemes(string) ++ [""]]
  defp split_graphemes(string, :infinity, _trim), do: graphemes(string) ++ [""]
  defp split_graphemes("", _parts, true), do: []
  defp split_graphemes(string, parts, true), do: first_graphemes(string, parts, [])
  defp split_graphemes(string, 1, _trim), do: [string]
  defp split_graphemes(string, parts, false), do: ["" | first_graphemes(string, parts - 1, [""])]
  defp split_graphemes(string, parts, _trim), do: first_graphemes(string, parts, [""])

  defp first_graphemes("", _parts, last), do: last
  defp first_graphemes(string, 1, _last), do: [string]

  defp first_graphemes(string, parts, last) do
    {grapheme, rest} = next_grapheme(string)
    [grapheme | first_graphemes(rest, parts - 1, last)]
  end

  @doc """
  Splits a string as `split/3` does, but lazily: each part is searched for when it is asked for.

  The only option is `:trim`. Regular expressions are not taken.

  ## Examples

      iex> String.splitter("1,2 3,4", [" ", ","]) |> Enum.take(3)
      ["1", "2", "3"]
      iex> String.splitter("abcd", "") |> Enum.take(3)
      ["", "a", "b"]
      iex> String.splitter("a,,b", ",", trim: true) |> Enum.to_list()
      ["a", "b"]

  """
  @spec splitter(t, pattern, splitter_opts) :: Enumerable.t()
  def splitter(string, pattern, options \\ [])

  def splitter(string, "", options) when is_binary(string) and is_list(options) do
    if Keyword.get(options, :trim, false),
      do: Stream.unfold(string, &next_grapheme/1),
      else: Stream.unfold({:start, string}, &next_grapheme_or_edge/1)
  end

  def splitter(string, [], options) when is_binary(string) and is_list(options) do
    if string == "" and Keyword.get(options, :trim, false), do: [], else: [string]
  end

  def splitter(string, pattern, options) when is_binary(string) and is_list(options) do
    pattern = compile_pattern(pattern)
    trim = Keyword.get(options, :trim, false)
    Stream.unfold(string, &next_part(&1, pattern, trim))
  end

  defp next_grapheme_or_edge({:start, string}), do: {"", string}
  defp next_grapheme_or_edge(:done), do: nil

  defp next_grapheme_or_edge(string), do: next_grapheme(string) || {"", :done}

  defp next_part(:done, _pattern, _trim), do: nil

  defp next_part("", _pattern, true), do: nil
  defp next_part("", _pattern, _trim), do: {"", :done}

  defp next_part(string, pattern, trim) do
    case :binary.split(string, pattern) do
      ["", rest] when trim == true -> next_part(rest, pattern, trim)
      [part, rest] -> {part, rest}
      [last] -> {last, :done}
    end
  end

  defp compile_pattern(pattern) when is_tuple(pattern), do: pattern
  defp compile_pattern(pattern), do: :binary.compile_pattern(pattern)

  ## Replacing

  @doc ~S"""
  Replaces what `pattern` matches by `replacement`: a string, or a function of the match that returns one.

  The pattern is a string, any of a list of strings, a compiled pattern or a regular expression; a replacement for the
  latter may refer to its groups, see `Regex.replace/4`. The empty string occurs around each grapheme.

  ## Options

    * `:global` – `false` to replace the first match only; `true` by default

  ## Examples

      iex> String.replace("a,b,c", ",", "-")
      "a-b-c"
      iex> String.replace("a,b,c", ",", "-", global: false)
      "a-b,c"
      iex> String.replace("a,b,c", ["a", "c"], fn letter -> String.upcase(letter) end)
      "A,b,C"
      iex> String.replace("a1b2", ~r/(\d)/, "[\\1]")
      "a[1]b[2]"
      iex> String.replace("elixir", "", ".")
      ".e.l.i.x.i.r."

  """
  @spec replace(t, pattern | Regex.t(), t | (t -> t | iodata), replace_opts | keyword) :: t
  def replace(subject, pattern, replacement, options \\ [])
      when is_binary(subject) and (is_binary(replacement) or is_function(replacement, 1)) and
             is_list(options),
      do: do_replace(subject, pattern, replacement, options)

  defp do_replace(subject, %Regex{} = pattern, replacement, options),
    do: Regex.replace(pattern, subject, replacement, options)

  defp do_replace(subject, [], _replacement, _options), do: subject

  defp do_replace(subject, "", "", _options), do: subject

  defp do_replace(subject, "", replacement, options) do
    if Keyword.get(options, :global, true) do
      [replacement_for("", replacement) | around_graphemes(subject, replacement)]
      |> :unicode.characters_to_binary()
    else
      :unicode.characters_to_binary([replacement_for("", replacement) | subject])
    end
  end

  defp do_replace(subject, pattern, replacement, options) do
    if insert = Keyword.get(options, :insert_replaced) do
      IO.warn(
        "String.replace/4 with :insert_replaced option is deprecated. " <>
          "Please use :binary.replace/4 instead or pass an anonymous function as replacement"
      )

      global = if Keyword.get(options, :global, true), do: [:global], else: []
      :binary.replace(subject, pattern, replacement, [{:insert_replaced, insert} | global])
    else
      matches = matches(subject, pattern, Keyword.get(options, :global, true))
      :erlang.iolist_to_binary(replace_matches(subject, matches, 0, replacement))
    end
  end

  defp matches(subject, pattern, true), do: :binary.matches(subject, pattern)

  defp matches(subject, pattern, _first_only) do
    case :binary.match(subject, pattern) do
      :nomatch -> []
      match -> [match]
    end
  end

  defp replace_matches(subject, [{start, size} | matches], from, replacement) do
    [
      binary_part(subject, from, start - from),
      replacement_for(binary_part(subject, start, size), replacement)
      | replace_matches(subject, matches, start + size, replacement)
    ]
  end

  defp replace_matches(subject, [], from, _replacement),
    do: [binary_part(subject, from, byte_size(subject) - from)]

  defp around_graphemes("", _replacement), do: []

  defp around_graphemes(subject, replacement) do
    {grapheme, rest} = next_grapheme(subject)
    grapheme = with <<char::utf8>> <- grapheme, do: char
    [grapheme, replacement_for("", replacement) | around_graphemes(rest, replacement)]
  end

  defp replacement_for(_match, replacement) when is_binary(replacement), do: replacement
  defp replacement_for(match, replacement), do: replacement.(match)

  @doc """
  Replaces `match` by `replacement` at the start of a string, as often as it stands there.

  ## Examples

      iex> String.replace_leading("hello hello world", "hello ", "bye ")
      "bye bye world"
      iex> String.replace_leading("world", "hello ", "")
      "world"

  """
  @spec replace_leading(t, t, t) :: t
  def replace_leading(string, match, replacement)
      when is_binary(string) and is_binary(match) and is_binary(replacement) do
    refuse_empty(match)
    count = count_leading(string, match, byte_size(match), 0)
    seen = count * byte_size(match)
    <<_::binary-size(^seen), rest::binary>> = string
    duplicate(replacement, count) <> rest
  end

  defp count_leading(string, match, size, count) do
    case string do
      <<^match::binary-size(^size), rest::binary>> -> count_leading(rest, match, size, count + 1)
      _other -> count
    end
  end

  @doc """
  Replaces `match` by `replacement` at the end of a string, as often as it stands there.

  ## Examples

      iex> String.replace_trailing("hello world world", " world", " moon")
      "hello moon moon"

  """
  @spec replace_trailing(t, t, t) :: t
  def replace_trailing(string, match, replacement)
      when is_binary(string) and is_binary(match) and is_binary(replacement) do
    refuse_empty(match)
    count = count_trailing(string, match, byte_size(match), byte_size(string), 0)

    binary_part(string, 0, byte_size(string) - count * byte_size(match)) <>
      duplicate(replacement, count)
  end

  defp count_trailing(string, match, size, stop, count) do
    if size <= stop and binary_part(string, stop - size, size) == match,
      do: count_trailing(string, match, size, stop - size, count + 1),
      else: count
  end

  defp refuse_empty(""),
    do: raise(ArgumentError, "cannot use an empty string as the match to replace")

  defp refuse_empty(_match), do: :ok

  @doc """
  Replaces `match` by `replacement` if the string starts with it.

  ## Examples

      iex> String.replace_prefix("hello hello", "hello", "bye")
      "bye hello"
      iex> String.replace_prefix("world", "", "hello ")
      "hello world"

  """
  @spec replace_prefix(t, t, t) :: t
  def replace_prefix(string, match, replacement)
      when is_binary(string) and is_binary(match) and is_binary(replacement) do
    size = byte_size(match)

    case string do
      <<^match::binary-size(^size), rest::binary>> -> replacement <> rest
      _other -> string
    end
  end

  @doc """
  Replaces `match` by `replacement` if the string ends with it.

  ## Examples

      iex> String.replace_suffix("file.txt", ".txt", ".md")
      "file.md"
      iex> String.replace_suffix("world", "", "!")
      "world!"

  """
  @spec replace_suffix(t, t, t) :: t
  def replace_suffix(string, match, replacement)
      when is_binary(string) and is_binary(match) and is_binary(replacement) do
    if ends_with?(string, match),
      do: binary_part(string, 0, byte_size(string) - byte_size(match)) <> replacement,
      else: string
  end

  ## Trimming and padding

  @doc ~S"""
  Drops white space from both ends.

  ## Examples

      iex> String.trim("\n  abc\u3000 ")
      "abc"

  """
  @spec trim(t) :: t
  def trim(string) when is_binary(string), do: string |> trim_leading() |> trim_trailing()

  @doc """
  Drops `to_trim` from both ends, as often as it stands there.

  ## Examples

      iex> String.trim("__abc_", "_")
      "abc"

  """
  @spec trim(t, t) :: t
  def trim(string, to_trim) when is_binary(string) and is_binary(to_trim),
    do: string |> trim_leading(to_trim) |> trim_trailing(to_trim)

  @doc ~S"""
  Drops white space from the start.

  ## Examples

      iex> String.trim_leading("\n  abc ")
      "abc "

  """
  @spec trim_leading(t) :: t
  def trim_leading(string)

  def trim_leading(<<byte, _::binary>> = string) when byte in 33..126, do: string

  def trim_leading(<<codepoint::utf8, rest::binary>>)
      when codepoint in 9..13 or codepoint == 32 or codepoint == 0x85 or codepoint == 0xA0 or
             codepoint == 0x1680 or codepoint in 0x2000..0x200A or codepoint in [0x2028, 0x2029] or
             codepoint in [0x202F, 0x205F, 0x3000],
      do: trim_leading(rest)

  def trim_leading(string) when is_binary(string), do: string

  @doc """
  Drops `to_trim` from the start, as often as it stands there.

  ## Examples

      iex> String.trim_leading("__ abc _", "_")
      " abc _"

  """
  @spec trim_leading(t, t) :: t
  def trim_leading(string, to_trim) when is_binary(string) and is_binary(to_trim),
    do: replace_leading(string, to_trim, "")

  @doc ~S"""
  Drops white space from the end.

  ## Examples

      iex> String.trim_trailing(" abc\n  ")
      " abc"

  """
  @spec trim_trailing(t) :: t
  def trim_trailing(string) when is_binary(string),
    do: binary_part(string, 0, trimmed_size(string, byte_size(string)))

  # White space takes one, two or three bytes; which of them end here is told by the last byte alone.
  defp trimmed_size(_string, 0), do: 0

  defp trimmed_size(string, size) do
    case :binary.at(string, size - 1) do
      byte when byte in 9..13 or byte == 32 -> trimmed_size(string, size - 1)
      byte when byte < 0x80 -> size
      _byte -> trimmed_wide_size(string, size)
    end
  end

  defp trimmed_wide_size(string, size) do
    cond do
      size >= 2 and wide_space?(binary_part(string, size - 2, 2)) ->
        trimmed_size(string, size - 2)

      size >= 3 and wide_space?(binary_part(string, size - 3, 3)) ->
        trimmed_size(string, size - 3)

      true ->
        size
    end
  end

  defp wide_space?(<<codepoint::utf8>>),
    do:
      codepoint in [0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000] or
        codepoint in 0x2000..0x200A

  defp wide_space?(_other), do: false

  @doc """
  Drops `to_trim` from the end, as often as it stands there.

  ## Examples

      iex> String.trim_trailing("_ abc __", "_")
      "_ abc "

  """
  @spec trim_trailing(t, t) :: t
  def trim_trailing(string, to_trim) when is_binary(string) and is_binary(to_trim),
    do: replace_trailing(string, to_trim, "")

  @doc """
  Fills a string up to `count` graphemes at its start.

  The padding is a string whose graphemes are taken in turn, or a list of strings that are.

  ## Examples

      iex> String.pad_leading("abc", 5)
      "  abc"
      iex> String.pad_leading("4", 3, "0")
      "004"
      iex> String.pad_leading("abc", 6, ["1", "2"])
      "121abc"
      iex> String.pad_leading("abc", 2)
      "abc"

  """
  @spec pad_leading(t, non_neg_integer, t | [t]) :: t
  def pad_leading(string, count, padding \\ [" "])

  def pad_leading(string, count, padding) when is_binary(padding) and padding != "",
    do: pad_leading(string, count, graphemes(padding))

  def pad_leading(string, count, [_ | _] = padding)
      when is_binary(string) and is_integer(count) and count >= 0 do
    case count - length(string) do
      missing when missing > 0 -> padding(missing, padding) <> string
      _enough -> string
    end
  end

  @doc """
  Fills a string up to `count` graphemes at its end, as `pad_leading/3` does at its start.

  ## Examples

      iex> String.pad_trailing("abc", 5)
      "abc  "
      iex> String.pad_trailing("abc", 6, "12")
      "abc121"

  """
  @spec pad_trailing(t, non_neg_integer, t | [t]) :: t
  def pad_trailing(string, count, padding \\ [" "])

  def pad_trailing(string, count, padding) when is_binary(padding) and padding != "",
    do: pad_trailing(string, count, graphemes(padding))

  def pad_trailing(string, count, [_ | _] = padding)
      when is_binary(string) and is_integer(count) and count >= 0 do
    case count - length(string) do
      missing when missing > 0 -> string <> padding(missing, padding)
      _enough -> string
    end
  end

  defp padding(count, [element]) when is_binary(element), do: duplicate(element, count)

  defp padding(count, elements),
    do: :erlang.iolist_to_binary(cycle(elements, elements, count))

  defp cycle(_rest, _elements, 0), do: []
  defp cycle([], elements, count), do: cycle(elements, elements, count)

  defp cycle([element | rest], elements, count) when is_binary(element),
    do: [element | cycle(rest, elements, count - 1)]

  defp cycle([other | _rest], _elements, _count),
    do: raise(ArgumentError, "expected a string padding element, got: #{inspect(other)}")

  ## Questions

  @doc """
  Whether a string starts with the given prefix, or with any of several.

  ## Examples

      iex> String.starts_with?("elixir", "eli")
      true
      iex> String.starts_with?("elixir", ["erlang", "elixir"])
      true
      iex> String.starts_with?("elixir", "")
      true
      iex> String.starts_with?("elixir", [])
      false

  """
  @spec starts_with?(t, t | [t]) :: boolean
  def starts_with?(string, prefix)

  def starts_with?(string, prefix) when is_binary(string) and is_binary(prefix),
    do: prefix?(string, prefix)

  def starts_with?(string, []) when is_binary(string), do: false

  def starts_with?(string, prefixes) when is_binary(string) and is_list(prefixes),
    do: any_prefix?(prefixes, string)

  def starts_with?(string, compiled) when is_binary(string) do
    IO.warn("compiled patterns are deprecated in starts_with?")
    Kernel.match?({0, _size}, :binary.match(string, compiled))
  end

  defp any_prefix?([prefix | prefixes], string) when is_binary(prefix),
    do: prefix?(string, prefix) or any_prefix?(prefixes, string)

  defp any_prefix?([], _string), do: false

  defp prefix?(string, prefix) do
    size = byte_size(prefix)
    size <= byte_size(string) and binary_part(string, 0, size) == prefix
  end

  @doc """
  Whether a string ends with the given suffix, or with any of several.

  ## Examples

      iex> String.ends_with?("language", "age")
      true
      iex> String.ends_with?("language", ["youth", "age"])
      true
      iex> String.ends_with?("language", "")
      true

  """
  @spec ends_with?(t, t | [t]) :: boolean
  def ends_with?(string, suffix)

  def ends_with?(string, suffix) when is_binary(string) and is_binary(suffix),
    do: suffix?(string, suffix)

  def ends_with?(string, suffixes) when is_binary(string) and is_list(suffixes),
    do: any_suffix?(suffixes, string)

  defp any_suffix?([suffix | suffixes], string) when is_binary(suffix),
    do: suffix?(string, suffix) or any_suffix?(suffixes, string)

  defp any_suffix?([], _string), do: false

  defp suffix?(string, suffix) do
    size = byte_size(suffix)
    size <= byte_size(string) and binary_part(string, byte_size(string) - size, size) == suffix
  end

  @doc ~S"""
  Whether a regular expression matches a string.

  ## Examples

      iex> String.match?("foo", ~r/o+/)
      true

  """
  @spec match?(t, Regex.t()) :: boolean
  def match?(string, regex) when is_binary(string), do: Regex.match?(regex, string)

  @doc """
  Whether a string contains another one, or any of several.

  ## Examples

      iex> String.contains?("elixir of life", "of")
      true
      iex> String.contains?("elixir of life", ["death", "life"])
      true
      iex> String.contains?("elixir of life", "")
      true
      iex> String.contains?("elixir of life", [])
      false

  """
  @spec contains?(t, [t] | pattern) :: boolean
  def contains?(string, []) when is_binary(string), do: false

  def contains?(string, contents) when is_binary(string) and is_list(contents),
    do: contains_any?(contents, string, byte_size(string), [])

  def contains?(string, contents) when is_binary(string),
    do: contents == "" or :binary.match(string, contents) != :nomatch

  # What is longer than the string needs no search.
  defp contains_any?([part | parts], string, size, searched) do
    case byte_size(part) do
      0 -> true
      longer when longer > size -> contains_any?(parts, string, size, searched)
      _ -> contains_any?(parts, string, size, [part | searched])
    end
  end

  defp contains_any?([], _string, _size, []), do: false
  defp contains_any?([], string, _size, parts), do: :binary.match(string, parts) != :nomatch

  @doc ~S"""
  How often a pattern occurs in a string, without overlaps.

  The empty string occurs around each grapheme.

  ## Examples

      iex> String.count("banana", "an")
      2
      iex> String.count("a1b22", ~r/\d+/)
      2
      iex> String.count("aaaa", ["aa", "b"])
      2

  """
  @doc since: "1.19.0"
  @spec count(t, pattern | Regex.t()) :: non_neg_integer
  def count(string, pattern)
  def count(string, []) when is_binary(string), do: 0
  def count(string, "") when is_binary(string), do: length(string) + 1

  def count(string, %Regex{} = regex) when is_binary(string),
    do: Kernel.length(Regex.scan(regex, string, return: :index))

  def count(string, pattern), do: Kernel.length(:binary.matches(string, pattern))

  ## Likeness

  @doc """
  The edit script that turns one string into another: what to keep, delete and insert.

  ## Examples

      iex> String.myers_difference("fox", "fo box")
      [eq: "fo", ins: " bo", eq: "x"]

  """
  @doc since: "1.3.0"
  @spec myers_difference(t, t) :: [{:eq | :ins | :del, t}]
  def myers_difference(string1, string2) when is_binary(string1) and is_binary(string2) do
    for {kind, graphemes} <- List.myers_difference(graphemes(string1), graphemes(string2)),
        do: {kind, :erlang.iolist_to_binary(graphemes)}
  end

  @doc """
  How alike two strings are by Jaro's measure: from 0.0, not at all, to 1.0, equal.

  It suits short strings such as names.

  ## Examples

      iex> String.jaro_distance("Dwayne", "Duane")
      0.8222222222222223
      iex> String.jaro_distance("even", "odd")
      0.0
      iex> String.jaro_distance("same", "same")
      1.0

  """
  @spec jaro_distance(t, t) :: float
  def jaro_distance(string1, string2)
  def jaro_distance(string, string) when is_binary(string), do: 1.0
  def jaro_distance(_string, ""), do: 0.0
  def jaro_distance("", _string), do: 0.0

  def jaro_distance(string1, string2) when is_binary(string1) and is_binary(string2) do
    graphemes1 = valid_graphemes(string1)
    graphemes2 = valid_graphemes(string2)
    length1 = Kernel.length(graphemes1)
    length2 = Kernel.length(graphemes2)
    window = max(div(max(length1, length2), 2) - 1, 0)

    {common1, taken} = jaro_matches(graphemes1, List.to_tuple(graphemes2), window, 0, [], %{})

    case Kernel.length(common1) do
      0 ->
        0.0

      count ->
        common2 =
          for {grapheme, index} <- with_index(graphemes2, 0),
              is_map_key(taken, index),
              do: grapheme

        moved = count_different(common1, common2, 0) / 2
        (count / length1 + count / length2 + (count - moved) / count) / 3
    end
  end

  defp valid_graphemes(string) do
    case :unicode.characters_to_binary(string) do
      text when is_binary(text) -> graphemes(text)
      {_fault, _text, rest} -> raise ArgumentError, "argument error: #{inspect(rest)}"
    end
  end

  # Each grapheme of the first string takes the first free equal one of the second within the window.
  defp jaro_matches([grapheme | rest], others, window, index, common, taken) do
    from = max(index - window, 0)
    to = min(index + window, tuple_size(others) - 1)

    case find_free(grapheme, others, from, to, taken) do
      nil ->
        jaro_matches(rest, others, window, index + 1, common, taken)

      at ->
        jaro_matches(
          rest,
          others,
          window,
          index + 1,
          [grapheme | common],
          Map.put(taken, at, true)
        )
    end
  end

  defp jaro_matches([], _others, _window, _index, common, taken),
    do: {:lists.reverse(common), taken}

  defp find_free(_grapheme, _others, from, to, _taken) when from > to, do: nil

  defp find_free(grapheme, others, from, to, taken) do
    if elem(others, from) == grapheme and not is_map_key(taken, from),
      do: from,
      else: find_free(grapheme, others, from + 1, to, taken)
  end

  defp with_index([element | rest], index), do: [{element, index} | with_index(rest, index + 1)]
  defp with_index([], _index), do: []

  defp count_different([same | rest1], [same | rest2], count),
    do: count_different(rest1, rest2, count)

  defp count_different([_ | rest1], [_ | rest2], count),
    do: count_different(rest1, rest2, count + 1)

  defp count_different([], [], count), do: count

  @doc """
  The share of graphemes that two strings have in common, in whatever order: from 0.0 to 1.0.

  ## Examples

      iex> String.bag_distance("abc", "cab")
      1.0
      iex> String.bag_distance("abcd", "a")
      0.25
      iex> String.bag_distance("abc", "")
      0.0

  """
  @doc since: "1.8.0"
  @spec bag_distance(t, t) :: float
  def bag_distance("", _string), do: 0.0
  def bag_distance(_string, ""), do: 0.0
  def bag_distance(string, string) when is_binary(string), do: 1.0

  def bag_distance(string1, string2) when is_binary(string1) and is_binary(string2) do
    {bag1, length1} = bag(graphemes(string1), %{}, 0)
    {bag2, length2} = bag(graphemes(string2), %{}, 0)
    1.0 - max(count_missing(bag1, bag2), count_missing(bag2, bag1)) / max(length1, length2)
  end

  defp bag([grapheme | rest], bag, length) do
    case bag do
      %{^grapheme => count} -> bag(rest, %{bag | grapheme => count + 1}, length + 1)
      %{} -> bag(rest, Map.put(bag, grapheme, 1), length + 1)
    end
  end

  defp bag([], bag, length), do: {bag, length}

  defp count_missing(bag, other) do
    List.foldl(Map.to_list(bag), 0, fn {grapheme, count}, missing ->
      missing + max(count - Map.get(other, grapheme, 0), 0)
    end)
  end

  ## Conversions

  @doc """
  The code points of a string, as integers.

  ## Examples

      iex> String.to_charlist("æß")
      [230, 223]

  """
  @spec to_charlist(t) :: charlist
  def to_charlist(string) when is_binary(string) do
    case :unicode.characters_to_list(string) do
      charlist when is_list(charlist) ->
        charlist

      {:error, encoded, rest} ->
        raise UnicodeConversionError, encoded: encoded, rest: rest, kind: :invalid

      {:incomplete, encoded, rest} ->
        raise UnicodeConversionError, encoded: encoded, rest: rest, kind: :incomplete
    end
  end

  @doc """
  The atom of that name, which is made if there is none yet.

  Atoms are never freed: for text from outside use `to_existing_atom/1`.

  ## Examples

      iex> String.to_atom("name")
      :name

  """
  @spec to_atom(t) :: atom
  def to_atom(string) when is_binary(string), do: :erlang.binary_to_atom(string, :utf8)

  @doc """
  The atom of that name, which must exist.

  ## Examples

      iex> String.to_existing_atom("ok")
      :ok

  """
  @spec to_existing_atom(t) :: atom
  def to_existing_atom(string) when is_binary(string),
    do: :erlang.binary_to_existing_atom(string, :utf8)

  @doc """
  The integer that a string spells, with nothing around it.

  See `Integer.parse/2` for text that may hold more, or less.

  ## Examples

      iex> String.to_integer("-123")
      -123

  """
  @spec to_integer(t) :: integer
  def to_integer(string) when is_binary(string), do: :erlang.binary_to_integer(string)

  @doc """
  The integer that a string spells in the given base, from 2 to 36.

  ## Examples

      iex> String.to_integer("3FF", 16)
      1023

  """
  @spec to_integer(t, 2..36) :: integer
  def to_integer(string, base) when is_binary(string) and is_integer(base),
    do: :erlang.binary_to_integer(string, base)

  @doc """
  The float that a string spells, with a decimal point.

  See `Float.parse/1` for text that may hold something else.

  ## Examples

      iex> String.to_float("2.5e3")
      2500.0

  """
  @spec to_float(t) :: float
  def to_float(string) when is_binary(string), do: :erlang.binary_to_float(string)

  @doc false
  @deprecated "Use String.trim_leading/1 instead"
  defdelegate lstrip(binary), to: String, as: :trim_leading

  @doc false
  @deprecated "Use String.trim_leading/2 with a binary as second argument instead"
  def lstrip(string, char) when is_integer(char), do: String.trim_leading(string, <<char::utf8>>)

  @doc false
  @deprecated "Use String.trim_trailing/1 instead"
  defdelegate rstrip(binary), to: String, as: :trim_trailing

  @doc false
  @deprecated "Use String.trim_trailing/2 with a binary as second argument instead"
  def rstrip(string, char) when is_integer(char), do: String.trim_trailing(string, <<char::utf8>>)

  @doc false
  @deprecated "Use String.trim/1 instead"
  def strip(string), do: String.trim(string)

  @doc false
  @deprecated "Use String.trim/2 with a binary second argument instead"
  def strip(string, char) when is_integer(char), do: String.trim(string, <<char::utf8>>)

  @doc false
  @deprecated "Use String.pad_trailing/2 instead"
  def ljust(string, count), do: String.pad_trailing(string, count)

  @doc false
  @deprecated "Use String.pad_trailing/3 with a binary padding instead"
  def ljust(string, count, char) when is_integer(char),
    do: String.pad_trailing(string, count, <<char::utf8>>)

  @doc false
  @deprecated "Use String.pad_leading/2 instead"
  def rjust(string, count), do: String.pad_leading(string, count)

  @doc false
  @deprecated "Use String.pad_leading/3 with a binary padding instead"
  def rjust(string, count, char) when is_integer(char),
    do: String.pad_leading(string, count, <<char::utf8>>)

  @doc false
  @deprecated "Use String.to_charlist/1 instead"
  def to_char_list(string), do: String.to_charlist(string)

  @doc false
  @deprecated "Use String.valid?/1 instead"
  def valid_character?(string) do
    case string do
      <<_::utf8>> -> true
      _ -> false
    end
  end
end
