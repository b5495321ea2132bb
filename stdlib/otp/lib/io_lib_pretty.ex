# Terms as text in Erlang's syntax, on one line or broken into several. Which of the two a format asks for is
# `:io_lib_format`'s business.

defmodule :io_lib_pretty do
  @moduledoc false

  # What stands for the parts that are too deep.
  @more {:text, "...", 3}

  @default_options %{depth: -1, encoding: :latin1, strings: true, ordered: false, print: false}

  @doc """
  A term on one line, as a binary.

  ## Options

    * `:depth` – how deep and how far terms are shown, or -1
    * `:encoding` – `:latin1` or `:unicode`: what may stand in atoms and strings as it is
    * `:print` – whether lists and binaries of printable characters are shown as strings
    * `:strings` – whether they are, with `:print`
    * `:ordered` – whether maps are shown in the order of their keys
  """
  def line(term, options) do
    options = Map.merge(@default_options, Map.new(options))
    text = write(term, options.depth, options)
    :unicode.characters_to_binary(text)
  end

  @doc """
  A term on as many lines as it needs, if it starts at a column (counted from 1) and lines have so many columns.
  """
  def print(term, column, width, options) do
    options = Map.merge(@default_options, Map.new([{:print, true} | options]))

    tree = tree(term, options.depth, options)

    at =
      Enum.find_value([:beside, :below], %{width: width, tags: :none}, fn tags ->
        at = %{width: width, tags: tags}
        if room?(tree, column - 1, 0, at), do: at
      end)

    tree |> lay_out(column - 1, 0, at) |> :unicode.characters_to_binary()
  end

  ## One line

  defp write(_term, 0, _options), do: "..."

  defp write(term, depth, options) do
    case tree(term, depth, options) do
      {:text, text, _length} -> text
      {_kind, _parts, _length} = tree -> flat(tree)
    end
  end

  # A tree is `{:text, chardata, length}` or `{kind, parts, length}`: the length is that on one line. A kind is
  #
  #     {:list, tail}   parts between brackets, with a tail that is a tree, nil, or :more for what is too deep
  #     :tuple          parts between braces
  #     :record         the same, the first being an atom
  #     :map            parts are `{key, value}`, or a tree
  #     :bits           parts are the texts of bytes
  defp tree(_term, 0, _options), do: @more

  defp tree([_ | _], 1, _options), do: {{:list, nil}, [@more], 5}

  defp tree(term, depth, options) when is_list(term) and term != [] do
    if options.print and options.strings and printable_latin1?(term) do
      text(string(term, options))
    else
      {parts, tail} = list_parts(term, depth, options)
      parts_length = total(parts)
      tail_length = tail_length(tail)
      {{:list, tail}, parts, parts_length + tail_length + 2}
    end
  end

  defp tree({}, _depth, _options), do: text("{}")
  defp tree(term, 1, _options) when is_tuple(term), do: text("{...}")

  defp tree(term, depth, options) when is_tuple(term) do
    parts = tuple_parts(:erlang.tuple_to_list(term), depth, options)
    # An atom at the start of a tuple is its tag.
    kind =
      if tuple_size(term) > 1 and is_atom(:erlang.element(1, term)), do: :record, else: :tuple

    {kind, parts, total(parts) + 2}
  end

  defp tree(term, _depth, _options) when term == %{}, do: text("\#{}")
  defp tree(term, 1, %{print: true}) when is_map(term), do: text("\#{...}")

  defp tree(term, depth, options) when is_map(term) do
    pairs = :maps.to_list(term)
    pairs = if options.ordered, do: :lists.sort(pairs), else: pairs
    parts = map_parts(pairs, depth, depth - 1, options)
    {:map, parts, total(parts) + 3}
  end

  defp tree(term, depth, options) do
    case atomic(term, depth, options) do
      {:bits, segments} ->
        {:bits, segments, Enum.sum_by(segments, &(byte_size(&1) + 1)) + 3}

      text ->
        text(text)
    end
  end

  defp tail_length(nil), do: 0
  defp tail_length(:more), do: 4
  defp tail_length(tail), do: length_of(tail) + 1

  defp text(chardata),
    do: {:text, chardata, chardata |> :unicode.characters_to_list() |> length()}

  defp total([]), do: 0
  defp total(parts), do: Enum.sum(for part <- parts, do: length_of(part)) + length(parts) - 1

  defp length_of({:pair, key, value}), do: length_of(key) + 4 + length_of(value)
  defp length_of({_kind, _parts, length}), do: length

  # Each element is shown less deep than the one before it.
  defp list_parts(list, depth, options), do: list_parts(list, depth - 1, options, [])

  defp list_parts([], _depth, _options, parts), do: {:lists.reverse(parts), nil}
  defp list_parts(_rest, 0, _options, parts), do: {:lists.reverse(parts), :more}

  defp list_parts([element | rest], depth, options, parts),
    do: list_parts(rest, depth - 1, options, [tree(element, depth, options) | parts])

  defp list_parts(tail, depth, options, parts),
    do: {:lists.reverse(parts), tree(tail, depth, options)}

  defp tuple_parts([], _depth, _options), do: []
  defp tuple_parts(_elements, 1, _options), do: [@more]

  defp tuple_parts([element | rest], depth, options),
    do: [tree(element, depth - 1, options) | tuple_parts(rest, depth - 1, options)]

  # Pairs count towards the depth, but are all shown as deep as the first. On one line more of them are
  # promised where the depth ends, as on the BEAM, and none where it begins.
  defp map_parts(_pairs, 1, 0, %{print: false}), do: []
  defp map_parts([], 1, _depth, %{print: false}), do: [@more]
  defp map_parts([], _count, _depth, _options), do: []
  defp map_parts(_pairs, 1, _depth, _options), do: [@more]

  defp map_parts([{key, value} | rest], count, depth, options) do
    pair = {:pair, tree(key, depth, options), tree(value, depth, options)}
    [pair | map_parts(rest, count - 1, depth, options)]
  end

  defp flat({:text, text, _length}), do: text
  defp flat({:bits, segments, _length}), do: ["<<", Enum.intersperse(segments, ","), ">>"]
  defp flat({:pair, key, value}), do: [flat(key), " => ", flat(value)]
  defp flat({{:list, nil}, parts, _length}), do: ["[", flat_parts(parts), "]"]
  defp flat({{:list, :more}, parts, _length}), do: ["[", flat_parts(parts), "|...]"]
  defp flat({{:list, tail}, parts, _length}), do: ["[", flat_parts(parts), "|", flat(tail), "]"]

  defp flat({kind, parts, _length}) when kind in [:record, :tuple],
    do: ["{", flat_parts(parts), "}"]

  defp flat({:map, parts, _length}), do: ["\#{", flat_parts(parts), "}"]

  defp flat_parts(parts), do: Enum.intersperse(for(part <- parts, do: flat(part)), ",")

  ## Atoms, numbers, strings and the like

  defp atomic(term, _depth, options) when is_atom(term), do: atom(term, options.encoding)
  defp atomic([], _depth, _options), do: "[]"
  defp atomic(term, _depth, _options) when is_integer(term), do: :erlang.integer_to_binary(term)

  defp atomic(term, _depth, _options) when is_float(term),
    do: :erlang.float_to_binary(term, [:short])

  defp atomic(term, _depth, _options) when is_pid(term), do: :erlang.pid_to_list(term)
  defp atomic(term, _depth, _options) when is_reference(term), do: :erlang.ref_to_list(term)
  defp atomic(term, _depth, _options) when is_port(term), do: :erlang.port_to_list(term)
  defp atomic(term, _depth, _options) when is_function(term), do: :erlang.fun_to_list(term)

  defp atomic(term, depth, options) when is_binary(term) and term != "" do
    if options.print and options.strings and depth != 1,
      do: binary_string(term, depth, options),
      else: bits(term, depth)
  end

  defp atomic(term, depth, _options) when is_bitstring(term), do: bits(term, depth)

  defp binary_string(binary, depth, options) do
    limit = if depth < 0, do: :infinity, else: 4 * (depth - 1)

    cond do
      options.encoding == :unicode and not ascii?(binary) and String.valid?(binary) ->
        # What is UTF-8 is not taken for Latin-1.
        chars = String.to_charlist(binary)

        if printable_latin1?(chars),
          do: shortened(chars, limit, "/utf8"),
          else: bits(binary, depth)

      latin1_printable?(binary) ->
        shortened(:erlang.binary_to_list(binary), limit, "")

      true ->
        bits(binary, depth)
    end
  end

  defp ascii?(<<byte, rest::binary>>), do: byte < 128 and ascii?(rest)
  defp ascii?(rest), do: rest == ""

  defp shortened(chars, limit, suffix) do
    if limit == :infinity or length(chars) <= limit,
      do: ["<<\"", escape(chars, ?"), "\"", suffix, ">>"],
      else: ["<<\"", escape(Enum.take(chars, limit), ?"), "\"", suffix, "...>>"]
  end

  defp bits(<<>>, _depth), do: "<<>>"
  defp bits(_bits, 1), do: "<<...>>"
  defp bits(bits, depth), do: {:bits, segments(bits, depth)}

  defp segments(<<>>, _depth), do: []
  defp segments(_bits, 1), do: ["..."]

  defp segments(<<byte, rest::bitstring>>, depth),
    do: [:erlang.integer_to_binary(byte) | segments(rest, depth - 1)]

  defp segments(bits, _depth) do
    size = bit_size(bits)
    <<value::size(^size)>> = bits
    ["#{value}:#{size}"]
  end

  @doc """
  An atom as it stands in source: in quotes where it needs them.
  """
  def atom(atom, encoding) do
    name = :erlang.atom_to_binary(atom)
    chars = String.to_charlist(name)

    if plain_atom?(chars) and not :erl_scan.reserved_word(atom),
      do: name,
      else: ["'", quoted_chars(chars, ?', encoding), "'"]
  end

  defp plain_atom?([first | rest])
       when first in ?a..?z or (first in 0xDF..0xFF and first != 0xF7),
       do: Enum.all?(rest, &name_char?/1)

  defp plain_atom?(_chars), do: false

  defp name_char?(char) do
    char in ?a..?z or char in ?A..?Z or char in ?0..?9 or char in [?_, ?@] or
      (char in 0xC0..0xFF and char not in [0xD7, 0xF7])
  end

  defp quoted_chars(chars, quote, :unicode), do: escape(chars, quote)

  defp quoted_chars(chars, quote, _latin1) do
    for char <- chars,
        do:
          if(char > 255,
            do: "\\x{#{Integer.to_string(char, 16)}}",
            else: escape_char(char, quote)
          )
  end

  defp string(chars, options), do: ["\"", quoted_chars(chars, ?", options.encoding), "\""]

  @doc """
  Characters as they stand between quotes.
  """
  def escape(chars, quote), do: for(char <- chars, do: escape_char(char, quote))

  @doc """
  A character as it stands between quotes.
  """
  def escape_char(char, char), do: [?\\, char]
  def escape_char(?\\, _quote), do: "\\\\"
  def escape_char(?\n, _quote), do: "\\n"
  def escape_char(?\t, _quote), do: "\\t"
  def escape_char(?\v, _quote), do: "\\v"
  def escape_char(?\b, _quote), do: "\\b"
  def escape_char(?\f, _quote), do: "\\f"
  def escape_char(?\r, _quote), do: "\\r"
  def escape_char(?\e, _quote), do: "\\e"
  def escape_char(?\d, _quote), do: "\\d"

  def escape_char(char, _quote) when char < 32 or char in 0x80..0x9F,
    do: [?\\, char |> Integer.to_string(8) |> String.pad_leading(3, "0")]

  def escape_char(char, _quote), do: char

  ## What is printable

  @doc """
  Whether a term is a list of printable Latin-1 characters.
  """
  def printable_latin1?([char | rest]), do: latin1_char?(char) and printable_latin1?(rest)
  def printable_latin1?(rest), do: rest == []

  @doc """
  Whether a term is a list of printable characters.
  """
  def printable_unicode?([char | rest]), do: unicode_char?(char) and printable_unicode?(rest)
  def printable_unicode?(rest), do: rest == []

  defp latin1_printable?(<<byte, rest::binary>>),
    do: latin1_char?(byte) and latin1_printable?(rest)

  defp latin1_printable?(rest), do: rest == ""

  defp latin1_char?(char) when is_integer(char),
    do: char in 32..126 or char in 0xA0..0xFF or char in [?\n, ?\r, ?\t, ?\v, ?\b, ?\f, ?\e]

  defp latin1_char?(_other), do: false

  defp unicode_char?(char) when is_integer(char) do
    latin1_char?(char) or char in 0x100..0xD7FF or char in 0xE000..0xFFFD or
      char in 0x10000..0x10FFFF
  end

  defp unicode_char?(_other), do: false

  ## Several lines

  # Text that goes beyond the width is broken: numbers and the like fill lines, what has parts of its own gets lines of
  # its own. `column` is where the text starts, counted from 0. Two columns are left free behind what fits, and besides
  # one for each bracket that closes right behind it: `closing` says how many do so behind the brackets of its own.
  #
  # What follows the tags of tuples stands beside them. If that does not leave half of the line somewhere in the term, it
  # stands below them by four columns at most; if neither does, tags count for nothing. All tags of a term are treated alike
  # (`at.tags`).
  @below 4

  defp lay_out({:text, text, _length}, _column, _closing, _at), do: text

  # Bytes fill lines on their own, whether or not they fit one together.
  defp lay_out({:bits, segments, _length}, column, closing, at) do
    room = max(at.width - column - 3 - closing, 8)
    ["<<", fill(segments, room, room, at.width == 0, new_line(column + 2)), ">>"]
  end

  defp lay_out({_kind, _parts, length} = tree, column, closing, at) do
    if fits?(length + 2 + closing, column, at.width),
      do: flat(tree),
      else: break(tree, column, closing, at)
  end

  defp fits?(length, column, width), do: width == 0 or column + length <= width

  defp fill([last], room, _whole, unbroken?, new_line) do
    if unbroken? or byte_size(last) <= room, do: [last], else: [new_line, last]
  end

  defp fill([segment | rest], room, whole, unbroken?, new_line) do
    left = room - byte_size(segment) - 1

    if unbroken? or left >= 0 or room == whole,
      do: [segment, "," | fill(rest, left, whole, unbroken?, new_line)],
      else: [new_line | fill([segment | rest], whole, whole, unbroken?, new_line)]
  end

  defp break({{:list, nil}, parts, _length}, column, closing, at),
    do: ["[", elem(lines(parts, column + 1, closing, at), 0), "]"]

  defp break({{:list, :more}, parts, _length}, column, closing, at),
    do: ["[", elem(lines(parts, column + 1, closing, at), 0), "|...]"]

  defp break({{:list, tail}, parts, _length}, column, closing, at) do
    {text, behind} = lines(parts, column + 1, closing, at)
    ["[", text, improper_tail(tail, behind, column + 1, closing, at), "]"]
  end

  defp break({:record, [tag | rest], _length}, column, closing, at) do
    {:text, text, length} = tag
    tags = if rest == [@more], do: :none, else: at.tags
    start = column + indentation(tag, tags)

    if start == column + length + 2 do
      ["{", text, ",", elem(lines(rest, start, closing, at), 0), "}"]
    else
      # As in Erlang, what follows the tag on its line leaves one column more.
      behind = column + length + 2
      ["{", elem(lines(rest, tag, [text], behind, start, closing, at), 0), "}"]
    end
  end

  defp break({:tuple, parts, _length}, column, closing, at),
    do: ["{", elem(lines(parts, column + 1, closing, at), 0), "}"]

  defp break({:map, parts, _length}, column, closing, at) do
    pairs = plain_pairs(parts, column + 2, closing, at)
    ["\#{", elem(lines(pairs, column + 2, closing, at), 0), "}"]
  end

  # Whether there is room for what follows tags. This is a question about what is broken only.
  defp room?({kind, _segments, _length}, _column, _closing, _at) when kind in [:text, :bits],
    do: true

  defp room?({:pair, key, value} = pair, column, closing, at) do
    fits?(length_of(pair) + 2 + closing, column, at.width) or
      (room?(key, column, 0, at) and room?(value, column + @below, closing, at))
  end

  defp room?({kind, parts, length}, column, closing, at),
    do:
      fits?(length + 2 + closing, column, at.width) or
        broken_room?(kind, parts, column, closing, at)

  defp broken_room?(:record, [tag | [_ | _] = rest], column, closing, at)
       when rest != [@more] do
    indentation = column + indentation(tag, at.tags)
    needed = if at.tags == :beside, do: indentation + 2, else: column + @below + 1
    2 * needed <= at.width and all_room?(rest, indentation, closing, at)
  end

  defp broken_room?({:list, tail}, parts, column, closing, at) when is_tuple(tail),
    do:
      all_room?(parts, column + 1, closing, at) and
        room?(tail, behind(parts, nil, 0, column + 1, closing, at) + 1, closing + 1, at)

  defp broken_room?(:map, parts, column, closing, at),
    do: all_room?(parts, column + 2, closing, at)

  defp broken_room?(_kind, parts, column, closing, at),
    do: all_room?(parts, column + 1, closing, at)

  # The column behind the parts: as in Erlang, a tail is asked for its room there, even if it gets a line of its own.
  defp behind([{:text, _, length} = part | rest], before, from, column, closing, at) do
    follows? = follows?(before, part, from + 1, closing(rest, closing), at.width)
    from = if follows?, do: from + 1 + length, else: column + length
    behind(rest, part, from, column, closing, at)
  end

  defp behind([part | rest], _before, _from, column, closing, at),
    do: behind(rest, part, at.width, column, closing, at)

  defp behind([], _before, from, _column, _closing, _at), do: from

  defp all_room?([part | rest], column, closing, at),
    do: room?(part, column, closing(rest, closing), at) and all_room?(rest, column, closing, at)

  defp all_room?([], _column, _closing, _at), do: true

  # Where what follows a tag starts, counted from the bracket.
  defp indentation({:text, _tag, length}, :beside), do: length + 2
  defp indentation({:text, _tag, length}, :below), do: min(length + 2, @below)
  defp indentation(_tag, :none), do: 1

  # Pairs of texts are texts, too, if a line has room for them.
  defp plain_pairs(
         [{:pair, {:text, key, _}, {:text, value, _}} = pair | rest],
         column,
         closing,
         at
       ) do
    part =
      if fits?(length_of(pair) + 2 + closing(rest, closing), column, at.width),
        do: {:text, [key, " => ", value], length_of(pair)},
        else: pair

    [part | plain_pairs(rest, column, closing, at)]
  end

  defp plain_pairs([part | rest], column, closing, at),
    do: [part | plain_pairs(rest, column, closing, at)]

  defp plain_pairs([], _column, _closing, _at), do: []

  defp row({:pair, key, value} = pair, column, closing, at) do
    if fits?(length_of(pair) + 2 + closing, column, at.width) do
      [flat(key), " => ", flat(value)]
    else
      below = column + if(at.tags == :none, do: 1, else: @below)

      [
        lay_out(key, column, 0, at),
        " =>",
        new_line(below),
        lay_out(value, below, closing, at)
      ]
    end
  end

  defp row(tree, column, closing, at), do: lay_out(tree, column, closing, at)

  # The parts and the column behind them. Texts follow one another as long as there is room.
  defp lines([part | rest], column, closing, at) do
    {text, behind} = line(part, column, closing(rest, closing), at)
    lines(rest, part, [text], behind, column, closing, at)
  end

  defp lines([], _before, done, behind, _column, _closing, _at), do: {done, behind}

  defp lines([part | rest], before, done, behind, column, closing, at) do
    brackets = closing(rest, closing)

    if follows?(before, part, behind + 1, brackets, at.width) do
      {:text, text, length} = part
      lines(rest, part, [done, ",", text], behind + 1 + length, column, closing, at)
    else
      {text, behind} = line(part, column, brackets, at)
      lines(rest, part, [done, ",", new_line(column), text], behind, column, closing, at)
    end
  end

  defp follows?(_before, @more, _column, _closing, _width), do: true

  defp follows?({:text, _, _}, {:text, _text, length}, column, closing, width),
    do: column + length + 2 + max(closing, 1) <= width

  defp follows?(_before, _part, _column, _closing, _width), do: false

  defp closing([], closing), do: closing + 1
  defp closing([@more], closing), do: closing + 1
  defp closing(_rest, _closing), do: 0

  defp line({:text, text, length}, column, _closing, _at), do: {text, column + length}
  defp line(part, column, closing, at), do: {row(part, column, closing, at), at.width}

  defp improper_tail({:text, text, length}, behind, _column, closing, at)
       when behind + length + 3 + closing < at.width,
       do: ["|", text]

  defp improper_tail(tail, _behind, column, closing, at),
    do: ["|", new_line(column), lay_out(tail, column, closing + 1, at)]

  defp new_line(column), do: ["\n", :binary.copy(" ", column)]
end
