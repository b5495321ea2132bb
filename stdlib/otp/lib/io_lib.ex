# Text as Erlang makes and reads it: formats, terms in Erlang's syntax, and what is printable. The work is done by
# `:io_lib_format`, `:io_lib_pretty` and `:io_lib_fread`; writing to devices is `:io`'s.

defmodule :io_lib do
  @moduledoc """
  Makes text: from formats with directives, and from terms in Erlang's syntax.

  A directive is `~`, then perhaps a field width, `.` and a precision, `.` and a padding character, modifiers, and its
  letter. A `*` in place of a number takes it from the arguments; a negative width adjusts to the left.

    * `~s` a string or atom, `~c` a character
    * `~w` a term, `~p` a term on as many lines as it needs; `~W` and `~P` take a depth too
    * `~b`, `~B` an integer in the base that the precision says; `~x`, `~X` with a prefix, `~+`, `~#` with Erlang's
    * `~f`, `~e`, `~g` a float
    * `~n` a line break, `~~` a tilde, `~i` nothing for an argument

  The modifiers are `t` (Unicode), `l` (no strings for `~p`), `k` and `K` (the order of maps).
  """

  @type format :: atom | charlist | binary
  @type chars :: [char | chars]

  ## Formats

  @doc """
  Makes text from a format and its arguments, as a list of characters.

      iex> IO.chardata_to_string(:io_lib.format(~c"~s: ~p~n", ["one", ~c"text"]))
      "one: \\"text\\"\\n"
  """
  @spec format(format, [term]) :: chars
  def format(format, args), do: format(format, args, [])

  @doc """
  Makes text as `format/2`; with `chars_limit: count` terms are shortened to keep the text near that length.

      iex> IO.chardata_to_string(:io_lib.format(~c"~p", [[1, 2, 3]], chars_limit: 6))
      "[1|...]"
  """
  @spec format(format, [term], keyword) :: chars
  def format(format, args, options) do
    format
    |> format_chars()
    |> :io_lib_format.scan(args)
    |> limit(Keyword.get(options, :chars_limit, -1))
    |> :io_lib_format.build()
  catch
    {:invalid, _reason} ->
      :erlang.error(:badarg, [format, args], error_info: %{module: :erl_stdlib_errors})
  end

  defp format_chars(format) when is_atom(format), do: :erlang.atom_to_list(format)
  defp format_chars(format), do: format

  # What may be shortened gets its share of what the rest of the text leaves; what it does not take is left to what follows.
  defp limit(parts, limit) when limit < 0, do: parts

  defp limit(parts, limit) do
    {shortened, fixed} = Enum.split_with(parts, &may_be_shortened?/1)
    limit_each(parts, limit - length(:io_lib_format.build(fixed)), length(shortened))
  end

  defp limit_each([%{} = directive | rest], room, count) do
    if may_be_shortened?(directive) do
      directive = shorten(directive, max(div(room, count), 0))
      used = [directive] |> :io_lib_format.build() |> counted()
      [directive | limit_each(rest, room - used, count - 1)]
    else
      [directive | limit_each(rest, room, count)]
    end
  end

  defp limit_each([char | rest], room, count), do: [char | limit_each(rest, room, count)]
  defp limit_each([], _room, _count), do: []

  defp may_be_shortened?(%{control_char: control}), do: control in ~c"swpWP"
  defp may_be_shortened?(_char), do: false

  # Text of Latin-1 is counted in characters, all other in graphemes.
  defp counted(chars) do
    if Enum.all?(chars, &(&1 < 256)), do: length(chars), else: :string.length(chars)
  end

  # What is to be Latin-1 is cut by characters, Unicode by graphemes.
  defp shorten(%{control_char: ?s} = directive, share) do
    chars = :io_lib_format.build([%{directive | width: :none, precision: :none}])
    unicode? = directive.encoding == :unicode
    count = if unicode?, do: :string.length(chars), else: length(chars)

    cond do
      count > max(share, 3) ->
        kept = max(share - 3, 0)
        kept = if unicode?, do: :string.slice(chars, 0, kept), else: Enum.take(chars, kept)
        literally(directive, [kept, "..."])

      is_integer(directive.width) and directive.width > share ->
        literally(directive, chars)

      true ->
        directive
    end
  end

  defp shorten(directive, 0), do: literally(directive, ~c"...")

  defp shorten(%{args: [term | depth]} = directive, share) do
    pretty? = directive.control_char in ~c"pP"
    options = [encoding: directive.encoding, print: pretty?, strings: directive.strings]
    text = &:io_lib_pretty.line(term, [{:depth, &1} | options])
    deepest = List.first(depth, -1)
    whole = text.(deepest)

    cond do
      String.length(whole) <= share ->
        directive

      pretty? and string?(whole) ->
        literally(directive, shorten_string(whole, share))

      true ->
        depth = shown_depth(text, whole, 1, share + 1)
        depth = if deepest < 0, do: depth, else: min(depth, deepest)
        control = if pretty?, do: ?P, else: ?W
        %{directive | control_char: control, args: [term, depth]}
    end
  end

  # How deep a term is shown so that its text has at most so many characters.
  defp shown_depth(text, whole, depth, limit) do
    deeper = text.(depth + 1)

    if deeper != whole and String.length(deeper) <= limit,
      do: shown_depth(text, whole, depth + 1, limit),
      else: depth
  end

  defp string?(text), do: String.starts_with?(text, ["\"", "<<\""])

  # Of a binary as many fours are shown as there is room for.
  defp shorten_string("<<\"" <> text, share) do
    case share - 6 do
      room when room < 2 -> ~c"<<...>>"
      room when room < 4 -> ["<<\"", String.slice(text, 0, room), "\"...>>"]
      room -> ["<<\"", String.slice(text, 0, 4 * div(room, 4)), "\"...>>"]
    end
  end

  defp shorten_string("\"" <> text, share) do
    if share < 5, do: ~c"[...]", else: ["\"", String.slice(text, 0, share - 2), "\"..."]
  end

  defp literally(directive, chars),
    do: %{directive | control_char: ?s, args: [chars], encoding: :unicode, width: :none}

  @doc """
  The same as `format/2`.

      iex> :io_lib.fwrite(~c"~3..0B", [7]) |> IO.chardata_to_string()
      "007"
  """
  def fwrite(format, args), do: format(format, args, [])

  @doc """
  The same as `format/3`.

      iex> :io_lib.fwrite(~c"~w", [[1, 2]], []) |> IO.chardata_to_string()
      "[1,2]"
  """
  def fwrite(format, args, options), do: format(format, args, options)

  @doc """
  Makes text as `format/2`, as a binary.

      iex> :io_lib.bformat(~c"~b and ~ts", [16, "é"])
      "16 and é"
  """
  @spec bformat(format, [term]) :: binary
  def bformat(format, args), do: bformat(format, args, [])

  @doc """
  Makes text as `format/3`, as a binary.

      iex> :io_lib.bformat(~c"~w", [Enum.to_list(1..9)], chars_limit: 9)
      "[1,2|...]"
  """
  def bformat(format, args, options),
    do: :unicode.characters_to_binary(format(format, args, options))

  @doc """
  The same as `bformat/2`.

      iex> :io_lib.bfwrite(~c"~e", [1.5])
      "1.50000e+0"
  """
  def bfwrite(format, args), do: bformat(format, args, [])

  @doc """
  The same as `bformat/3`.

      iex> :io_lib.bfwrite(~c"~5c", [?-], [])
      "-----"
  """
  def bfwrite(format, args, options), do: bformat(format, args, options)

  @doc """
  Parses a format with its arguments: a list of characters and maps, for `build_text/1`.

      iex> [?<, directive, ?>] = :io_lib.scan_format(~c"<~10.3f>", [1.5])
      iex> {directive.control_char, directive.width, directive.precision, directive.args}
      {102, 10, 3, [1.5]}
  """
  @spec scan_format(format, [term]) :: [char | map]
  def scan_format(format, args) do
    format |> format_chars() |> :io_lib_format.scan(args)
  catch
    {:invalid, _reason} -> :erlang.error(:badarg, [format, args])
  end

  @doc """
  Turns what `scan_format/2` returned into a format and its arguments again.

      iex> ~c"~-8.2f" |> :io_lib.scan_format([1.0]) |> :io_lib.unscan_format()
      {~c"~-8.2f", [1.0]}
  """
  @spec unscan_format([char | map]) :: {charlist, [term]}
  def unscan_format(parts) do
    {text, args} =
      Enum.map_reduce(parts, [], fn
        %{} = directive, args -> {unscan(directive), [directive.args | args]}
        char, args -> {char, args}
      end)

    {:lists.flatten(text), args |> :lists.reverse() |> Enum.concat()}
  end

  defp unscan(directive) do
    width = if directive.width == :none, do: "", else: to_string(directive.width)
    width = if directive.adjust == :left, do: "-" <> width, else: width
    precision = if directive.precision == :none, do: "", else: to_string(directive.precision)

    tail =
      cond do
        directive.pad_char != ?\s -> "." <> precision <> "." <> <<directive.pad_char::utf8>>
        precision != "" -> "." <> precision
        true -> ""
      end

    modifiers = if directive.encoding == :unicode, do: "t", else: ""
    modifiers = if directive.strings, do: modifiers, else: modifiers <> "l"
    String.to_charlist("~" <> width <> tail <> modifiers) ++ [directive.control_char]
  end

  @doc """
  Makes the text of what `scan_format/2` returned.

      iex> ~c"~p!" |> :io_lib.scan_format([:a]) |> :io_lib.build_text() |> IO.chardata_to_string()
      "a!"
  """
  @spec build_text([char | map]) :: chars
  def build_text(parts) do
    :io_lib_format.build(parts)
  catch
    {:invalid, _reason} -> :erlang.error(:badarg, [parts])
  end

  @doc false
  # What is wrong with a format and its arguments, for error texts; `position` is that of the format.
  def explain_format(format, args, position) do
    parts = format |> format_chars() |> :io_lib_format.scan(args)

    wrong =
      parts
      |> Enum.filter(&is_map/1)
      |> Enum.with_index(1)
      |> Enum.find_value(fn {directive, index} ->
        if fails?(directive), do: {directive, index}
      end)

    case wrong do
      nil ->
        %{}

      {directive, index} ->
        %{(position + 1) => "element #{index} must be of type #{type(directive)}"}
    end
  catch
    {:invalid, :arguments} ->
      %{position => "wrong number of arguments"}

    {:invalid, {:control, control}} ->
      %{position => "format string invalid (invalid control ~#{<<control::utf8>>})"}

    {:invalid, :truncated} ->
      %{position => "format string invalid (truncated)"}
  end

  defp fails?(directive) do
    _ = :io_lib_format.build([directive])
    false
  catch
    {:invalid, _reason} -> true
  end

  defp type(%{control_char: ?s}), do: "string"
  defp type(%{control_char: control}) when control in ~c"feg", do: "float"
  defp type(%{control_char: control}) when control in ~c"bBxX+#c", do: "integer"
  defp type(_directive), do: "term"

  ## Terms

  @doc """
  A term in Erlang's syntax.

      iex> :io_lib.write({~c"ab", "ab"}) |> IO.chardata_to_string()
      "{[97,98],<<97,98>>}"
  """
  @spec write(term) :: chars
  def write(term), do: write(term, -1)

  @doc """
  A term in Erlang's syntax, to a depth or with options.

      iex> :io_lib.write([1, 2, 3, 4], 3) |> IO.chardata_to_string()
      "[1,2|...]"
  """
  @spec write(term, integer | keyword) :: chars
  def write(term, depth) when is_integer(depth),
    do: term |> :io_lib_pretty.line(depth: depth) |> to_charlist()

  def write(term, options) when is_list(options) do
    term
    |> :io_lib_pretty.line(
      depth: Keyword.get(options, :depth, -1),
      encoding: Keyword.get(options, :encoding, :unicode)
    )
    |> to_charlist()
  end

  @doc """
  A term in Erlang's syntax, as a binary.

      iex> :io_lib.bwrite({:a, [1, "b"]}, [])
      "{a,[1,<<98>>]}"
  """
  @spec bwrite(term, keyword) :: binary
  def bwrite(term, options), do: :unicode.characters_to_binary(write(term, options))

  @doc """
  A term in Erlang's syntax, on as many lines as it needs.

      iex> :io_lib.print({:a, ~c"text"}) |> IO.chardata_to_string()
      "{a,\\"text\\"}"
  """
  @spec print(term) :: chars
  def print(term), do: print(term, 1, 80, -1)

  @doc """
  A term in Erlang's syntax, from a column on, for lines of a length, to a depth.

      iex> :io_lib.print([:aaaa, :bbbb, :cccc], 3, 12, -1) |> IO.chardata_to_string()
      "[aaaa,\\n   bbbb,\\n   cccc]"
  """
  @spec print(term, non_neg_integer, non_neg_integer, integer) :: chars
  def print(term, column, line_length, depth),
    do:
      term
      |> :io_lib_pretty.print(column, line_length, depth: depth, encoding: :unicode)
      |> to_charlist()

  @doc """
  An atom as it stands in source.

      iex> {:io_lib.write_atom(:ok), :io_lib.write_atom(Enum)}
      {~c"ok", ~c"'Elixir.Enum'"}
  """
  def write_atom(atom), do: atom |> :io_lib_pretty.atom(:unicode) |> :unicode.characters_to_list()

  @doc """
  An atom as it stands in source that is Latin-1.

      iex> :io_lib.write_atom_as_latin1(:"日") |> IO.chardata_to_string()
      "'\\\\x{65E5}'"
  """
  def write_atom_as_latin1(atom),
    do: atom |> :io_lib_pretty.atom(:latin1) |> :unicode.characters_to_list()

  @doc """
  A string as it stands in source.

      iex> :io_lib.write_string(~c"say \\"hi\\"\\n")
      ~c"\\"say \\\\\\"hi\\\\\\"\\\\n\\""
  """
  def write_string(string), do: write_string(string, ?", & &1)

  @doc """
  A string of Latin-1 as it stands in source.

      iex> :io_lib.write_latin1_string(~c"a\\tb")
      ~c"\\"a\\\\tb\\""
  """
  def write_latin1_string(string), do: write_string(string)

  @doc """
  A string as it stands in source that is Latin-1.

      iex> :io_lib.write_string_as_latin1(~c"日") |> IO.chardata_to_string()
      "\\"\\\\x{65E5}\\""
  """
  def write_string_as_latin1(string), do: write_string(string, ?", &as_latin1/1)

  @doc """
  A string as it stands in source, as a binary, with the given quote.

      iex> :io_lib.bwrite_string(~c"say \\"é\\"", ?", [])
      "\\"say \\\\\\"é\\\\\\"\\""
  """
  def bwrite_string(string, quote, options) do
    _ = options
    string |> write_string(quote, & &1) |> :unicode.characters_to_binary()
  end

  defp write_string(string, quote, transform) do
    escaped =
      for char <- :unicode.characters_to_list(string),
          do: transform.(:io_lib_pretty.escape_char(char, quote))

    :unicode.characters_to_list([quote, escaped, quote])
  end

  defp as_latin1(char) when is_integer(char) and char > 255,
    do: "\\x{#{Integer.to_string(char, 16)}}"

  defp as_latin1(text), do: text

  @doc """
  A character as it stands in source.

      iex> {:io_lib.write_char(?a), :io_lib.write_char(?\\n)}
      {~c"$a", ~c"$\\\\n"}
  """
  def write_char(char), do: :unicode.characters_to_list([?$ | List.wrap(literal_char(char))])

  @doc """
  A character of Latin-1 as it stands in source.

      iex> :io_lib.write_latin1_char(?é)
      [36, 233]
  """
  def write_latin1_char(char), do: write_char(char)

  @doc """
  A character as it stands in source that is Latin-1.

      iex> :io_lib.write_char_as_latin1(0x65E5) |> IO.chardata_to_string()
      "$\\\\x{65E5}"
  """
  def write_char_as_latin1(char),
    do: :unicode.characters_to_list([?$, as_latin1(literal_char(char))])

  defp literal_char(?\s), do: "\\s"
  defp literal_char(char), do: :io_lib_pretty.escape_char(char, ?\\)

  ## What is text

  @doc """
  A line break.

      iex> :io_lib.nl()
      ~c"\\n"
  """
  def nl, do: ~c"\n"

  @doc """
  The column behind a text that starts at a column.

      iex> :io_lib.indentation(~c"ab\\ncd", 5)
      2
      iex> :io_lib.indentation(~c"ab", 5)
      7
  """
  @spec indentation(chars, non_neg_integer) :: non_neg_integer
  def indentation([?\n | rest], _column), do: indentation(rest, 0)
  def indentation([?\t | rest], column), do: indentation(rest, (div(column, 8) + 1) * 8)
  def indentation([char | rest], column) when is_integer(char), do: indentation(rest, column + 1)
  def indentation([list | rest], column), do: indentation(rest, indentation(list, column))
  def indentation([], column), do: column

  @doc """
  Whether a term is a flat list of characters.

      iex> :io_lib.char_list([0x65E5, ?a])
      true
      iex> :io_lib.char_list([0xD800])
      false
  """
  def char_list([char | rest]), do: char?(char) and char_list(rest)
  def char_list(rest), do: rest == []

  @doc """
  Whether a term is a flat list of Latin-1 characters.

      iex> {:io_lib.latin1_char_list([233]), :io_lib.latin1_char_list([300])}
      {true, false}
  """
  def latin1_char_list([char | rest]), do: char in 0..255 and latin1_char_list(rest)
  def latin1_char_list(rest), do: rest == []

  @doc """
  Whether a term is a list of characters and such lists.

      iex> :io_lib.deep_char_list([?a, [[0x65E5]]])
      true
      iex> :io_lib.deep_char_list("a binary")
      false
  """
  def deep_char_list([head | rest]),
    do: (char?(head) or deep_char_list(head)) and deep_char_list(rest)

  def deep_char_list(rest), do: rest == []

  @doc """
  Whether a term is a list of Latin-1 characters and such lists.

      iex> :io_lib.deep_latin1_char_list([[233], ?a])
      true
  """
  def deep_latin1_char_list([head | rest]),
    do: (head in 0..255 or deep_latin1_char_list(head)) and deep_latin1_char_list(rest)

  def deep_latin1_char_list(rest), do: rest == []

  defp char?(char), do: is_integer(char) and (char in 0..0xD7FF or char in 0xE000..0x10FFFF)

  @doc """
  Whether a term is a list of printable characters, in the range of `:io.printable_range/0`.

      iex> :io_lib.printable_list([?a, ?\\n])
      true
      iex> :io_lib.printable_list([1, 2])
      false
  """
  def printable_list(term), do: :io_lib_pretty.printable_latin1?(term)

  @doc """
  Whether a term is a list of printable Latin-1 characters.

      iex> {:io_lib.printable_latin1_list(~c"né"), :io_lib.printable_latin1_list([0x65E5])}
      {true, false}
  """
  def printable_latin1_list(term), do: :io_lib_pretty.printable_latin1?(term)

  @doc """
  Whether a term is a list of printable characters.

      iex> :io_lib.printable_unicode_list(~c"日本")
      true
  """
  def printable_unicode_list(term), do: :io_lib_pretty.printable_unicode?(term)

  ## Reading

  @doc """
  Reads values out of a text by a format: `{:ok, values, rest}`, `{:more, …}` or `{:error, reason}`.

      iex> :io_lib.fread(~c"~d-~s", ~c"12-ab rest")
      {:ok, [12, ~c"ab"], ~c" rest"}
      iex> :io_lib.fread(~c"~d", ~c"x")
      {:error, {:fread, :integer}}
  """
  def fread(format, chars), do: :io_lib_fread.read(to_charlist(format), to_charlist(chars))

  @doc """
  Reads values as `fread/2`, from text that comes in pieces.

      iex> {:more, continuation} = :io_lib.fread([], ~c"12", ~c"~d ~d")
      iex> :io_lib.fread(continuation, ~c"3 4\\n", ~c"~d ~d")
      {:done, {:ok, [123, 4]}, []}
  """
  def fread(continuation, chars, format),
    do: :io_lib_fread.continue(continuation, chars, to_charlist(format))
end
