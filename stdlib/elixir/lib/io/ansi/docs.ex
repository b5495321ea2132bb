# Documentation in Markdown, laid out for a terminal: paragraphs are wrapped, emphasis and code are coloured, everything else
# keeps the look of its source. It is no general Markdown: what docs use.

defmodule IO.ANSI.Docs do
  @moduledoc false

  @bullets ["* ", "- ", "+ "]

  @doc """
  Returns the options and their defaults: `:width`, `:enabled` (colours), and the colours `doc_…`.
  """
  def default_options do
    [
      enabled: true,
      doc_bold: [:bright],
      doc_code: [:cyan],
      doc_headings: [:yellow],
      doc_metadata: [:yellow],
      doc_quote: [:light_black],
      doc_inline_code: [:cyan],
      doc_table_heading: [:reverse],
      doc_title: [:reverse, :yellow],
      doc_underline: [:underline],
      width: 80
    ]
  end

  @doc """
  Prints titles, each in the middle of a line of its own.
  """
  def print_headings(headings, options \\ []) do
    options = Keyword.merge(default_options(), options)
    width = options[:width]
    newline(options)

    for heading <- headings, line <- String.split(heading, "\n") do
      text = String.duplicate(" ", max(div(width - String.length(line), 2), 0)) <> line
      padded = if options[:enabled], do: String.pad_trailing(text, width), else: text
      IO.puts(color(padded, :doc_title, options))
    end

    newline(options)
  end

  @doc """
  Prints the metadata of documentation: what it says of versions and deprecation.
  """
  def print_metadata(metadata, options \\ []) when is_map(metadata) do
    options = Keyword.merge(default_options(), options)
    lines = metadata |> Enum.sort() |> Enum.flat_map(&metadata_line/1)
    for line <- lines, do: IO.puts(color(line, :doc_metadata, options))
    if lines != [], do: newline(options)
  end

  defp metadata_line({:delegate_to, {module, name, arity}}),
    do: ["delegate_to: #{Exception.format_mfa(module, name, arity)}"]

  defp metadata_line({key, value}) when key in [:since, :deprecated] and is_binary(value),
    do: ["#{key}: #{value}"]

  defp metadata_line({:guard, true}), do: ["guard: true"]
  defp metadata_line(_other), do: []

  @doc """
  Prints documentation of a format, `"text/markdown"` among them.
  """
  def print(documentation, format, options \\ [])

  def print(documentation, "text/markdown", options) when is_binary(documentation) do
    options = Keyword.merge(default_options(), options)

    documentation
    |> String.split(["\r\n", "\n"])
    |> Enum.map(&String.trim_trailing/1)
    |> blocks([])
    |> Enum.each(&print_block(&1, "", options))
  end

  def print(_documentation, format, options) do
    IO.puts("Unknown documentation format #{inspect(format)}")
    newline(Keyword.merge(default_options(), options))
  end

  ## Blocks

  defp blocks([], seen), do: Enum.reverse(seen)
  defp blocks(["" | lines], seen), do: blocks(lines, seen)

  defp blocks([line | lines] = all, seen) do
    cond do
      line =~ ~r/\A\#{1,6} / ->
        blocks(lines, [{:heading, line} | seen])

      fence = Regex.run(~r/\A(```+|~~~+)/, line) ->
        {code, rest} = Enum.split_while(lines, &(not String.starts_with?(&1, hd(fence))))
        blocks(Enum.drop(rest, 1), [{:code, code} | seen])

      String.starts_with?(line, "    ") ->
        {code, rest} = Enum.split_while(all, &(&1 == "" or String.starts_with?(&1, "    ")))
        code = code |> drop_last_blanks() |> Enum.map(&String.replace_prefix(&1, "    ", ""))
        blocks(rest, [{:code, code} | seen])

      String.starts_with?(line, ">") ->
        {quoted, rest} = Enum.split_while(all, &String.starts_with?(&1, ">"))
        blocks(rest, [{:quote, quoted |> Enum.map(&unquote_line/1) |> blocks([])} | seen])

      list_mark(line) ->
        {lines, rest} = list_lines(all, [])
        blocks(rest, [{:list, items(lines)} | seen])

      table?(all) ->
        {rows, rest} = Enum.split_while(all, &String.contains?(&1, "|"))
        blocks(rest, [{:table, rows} | seen])

      true ->
        {text, rest} = Enum.split_while(lines, &paragraph?/1)
        blocks(rest, [{:paragraph, [line | text]} | seen])
    end
  end

  defp unquote_line(line),
    do: line |> String.replace_prefix(">", "") |> String.replace_prefix(" ", "")

  defp drop_last_blanks(lines),
    do: lines |> Enum.reverse() |> Enum.drop_while(&(&1 == "")) |> Enum.reverse()

  defp paragraph?(line),
    do: line != "" and not (line =~ ~r/\A(\#{1,6} |```|~~~|>)/) and list_mark(line) == nil

  defp table?([head, rule | _]),
    do: String.contains?(head, "|") and rule =~ ~r/\A[\s|:-]*-[\s|:-]*\z/

  defp table?(_lines), do: false

  # {indentation, mark, text}
  defp list_mark(line) do
    text = String.trim_leading(line)
    indent = byte_size(line) - byte_size(text)

    cond do
      mark = Enum.find(@bullets, &String.starts_with?(text, &1)) ->
        {indent, "* ", text |> String.replace_prefix(mark, "") |> String.trim_leading()}

      found = Regex.run(~r/\A(\d{1,9}\. )(.*)/s, text) ->
        [_all, mark, rest] = found
        {indent, mark, rest}

      true ->
        nil
    end
  end

  # The lines of a list: its items, what is indented below them, and blank lines between.
  defp list_lines([], seen), do: {Enum.reverse(seen), []}

  defp list_lines(["" | lines], seen) do
    rest = Enum.drop_while(lines, &(&1 == ""))

    if rest != [] and (String.starts_with?(hd(rest), "  ") or list_mark(hd(rest)) != nil),
      do: list_lines(rest, ["" | seen]),
      else: {Enum.reverse(seen), rest}
  end

  defp list_lines([line | lines], seen) do
    if list_mark(line) != nil or String.starts_with?(line, " ") or
         (hd(seen) != "" and paragraph?(line)),
       do: list_lines(lines, [line | seen]),
       else: {Enum.reverse(seen), [line | lines]}
  end

  defp items([]), do: []

  defp items([first | lines]) do
    {indent, mark, text} = list_mark(first)

    {own, others} =
      Enum.split_while(lines, fn line ->
        case list_mark(line) do
          {other, _mark, _text} -> other > indent
          nil -> true
        end
      end)

    own = own |> drop_last_blanks() |> Enum.map(&unindent(&1, indent + 2))
    [{mark, blocks([text | own], [])} | items(others)]
  end

  defp unindent(line, count) do
    spaces = byte_size(line) - byte_size(String.trim_leading(line, " "))
    String.replace_prefix(line, String.duplicate(" ", min(spaces, count)), "")
  end

  ## Printing

  defp print_block({:heading, line}, indent, options) do
    IO.puts([indent, color(line, :doc_headings, options)])
    newline(options)
  end

  defp print_block({:code, lines}, indent, options) do
    lines
    |> Enum.map_join("\n", &(indent <> "    " <> &1))
    |> color(:doc_code, options)
    |> IO.puts()

    newline(options)
  end

  defp print_block({:quote, blocks}, indent, options) do
    mark = color("> ", :doc_quote, options)

    blocks
    |> Enum.map(&quoted_lines(&1, options[:width] - String.length(indent) - 2, options))
    |> Enum.intersperse([""])
    |> Enum.concat()
    |> Enum.each(&IO.puts([indent, mark, &1]))

    newline(options)
  end

  defp print_block({:list, items}, indent, options) do
    print_items(items, indent <> "  ", options)
    newline(options)
  end

  defp print_block({:table, [head, _rule | rows]}, indent, options) do
    rows = Enum.map([head | rows], &cells/1)
    count = rows |> Enum.map(&length/1) |> Enum.max()
    rows = Enum.map(rows, &(&1 ++ List.duplicate("", count - length(&1))))

    widths =
      rows |> Enum.zip_with(&(&1 |> Enum.map(fn cell -> String.length(cell) end) |> Enum.max()))

    [head | rows] = Enum.map(rows, &row(&1, widths))
    IO.puts([indent, color(head, :doc_table_heading, options)])
    for row <- rows, do: IO.puts([indent, row])
    newline(options)
  end

  defp print_block({:paragraph, lines}, indent, options) do
    for line <- wrapped(lines, options[:width] - String.length(indent), options),
        do: IO.puts([indent, line])

    newline(options)
  end

  defp quoted_lines({:paragraph, lines}, width, options), do: wrapped(lines, width, options)

  defp quoted_lines({:heading, line}, _width, options),
    do: [color(line, :doc_headings, options)]

  defp quoted_lines({:code, lines}, _width, options),
    do: Enum.map(lines, &color("    " <> &1, :doc_code, options))

  defp quoted_lines({:list, items}, width, options) do
    for {mark, [{:paragraph, [first | lines]} | _]} <- items,
        line <- wrapped([mark <> first | lines], width - 2, options),
        do: "  " <> line
  end

  defp quoted_lines({_kind, lines}, _width, _options), do: Enum.filter(lines, &is_binary/1)

  defp print_items(items, indent, options) do
    for {mark, [first | others]} <- items do
      shown = if mark == "* " and options[:enabled], do: "• ", else: mark
      inner = indent <> String.duplicate(" ", String.length(mark))
      {text, others} = item_text(first, others)
      [line | lines] = wrapped(text, options[:width] - String.length(inner), options)
      IO.puts([indent, shown, line])
      for line <- lines, do: IO.puts([inner, line])
      print_inner(others, inner, options)
    end
  end

  defp item_text({:paragraph, lines}, others), do: {lines, others}
  defp item_text(first, others), do: {[""], [first | others]}

  defp print_inner([{:list, items} | others], indent, options) do
    print_items(items, indent, options)
    print_inner(others, indent, options)
  end

  defp print_inner([], _indent, _options), do: :ok

  defp print_inner(blocks, indent, options) do
    newline(options)
    Enum.each(blocks, &print_block(&1, indent, options))
  end

  defp cells(row) do
    row
    |> String.trim()
    |> String.trim("|")
    |> String.split("|")
    |> Enum.map(&(&1 |> String.trim() |> links()))
  end

  defp row(cells, widths) do
    cells
    |> Enum.zip(widths)
    |> Enum.map_join(" | ", fn {cell, width} -> String.pad_trailing(cell, width) end)
  end

  ## Text

  defp wrapped(lines, width, options) do
    lines
    |> Enum.map_join(" ", &(&1 |> String.trim() |> String.trim_trailing("\\")))
    |> String.replace(~r/<!--.*?-->/s, "")
    |> links()
    |> String.split(" ", trim: true)
    |> fill(width, [], 0, [])
    |> Enum.map_reduce(nil, &emphasis(&1, &2, options))
    |> elem(0)
  end

  defp fill([], _width, [], _used, []), do: [""]
  defp fill([], _width, line, _used, lines), do: Enum.reverse([joined(line) | lines])

  defp fill([word | words], width, line, used, lines) do
    size = String.length(word)
    room = if line == [], do: size, else: used + 1 + size

    if line == [] or room <= width,
      do: fill(words, width, [word | line], room, lines),
      else: fill([word | words], width, [], 0, [joined(line) | lines])
  end

  defp joined(words), do: words |> Enum.reverse() |> Enum.join(" ")

  # [text](target) is shown as text (target).
  defp links(text), do: String.replace(text, ~r/\[([^\]]*?)\]\(([^)]*?)\)/, "\\1 (\\2)")

  # Emphasis may span lines, so the open mark is passed on.
  defp emphasis(line, open, %{} = options), do: colored(line, open, [], options)

  defp emphasis(line, open, options) do
    if options[:enabled], do: emphasis(line, open, Map.new(options)), else: {line, open}
  end

  @marks [
    {"**", :doc_bold},
    {"`", :doc_inline_code},
    {"*", :doc_underline},
    {"_", :doc_underline}
  ]

  defp colored("", open, seen, _options) do
    text = seen |> Enum.reverse() |> IO.iodata_to_binary()
    {if(open, do: text <> IO.ANSI.reset(), else: text), open}
  end

  defp colored(text, nil, seen, options) do
    case Enum.find(@marks, fn {mark, _color} -> opens?(text, mark, seen) end) do
      {mark, color} ->
        rest = String.replace_prefix(text, mark, "")
        colored(rest, {mark, color}, [codes(color, options) | seen], options)

      nil ->
        next(text, nil, seen, options)
    end
  end

  defp colored(text, {mark, _color} = open, seen, options) do
    if String.starts_with?(text, mark),
      do:
        text |> String.replace_prefix(mark, "") |> colored(nil, [IO.ANSI.reset() | seen], options),
      else: next(text, open, seen, options)
  end

  defp next(text, open, seen, options) do
    {first, rest} = String.split_at(text, 1)
    colored(rest, open, [first | seen], options)
  end

  # A mark inside of a word, or without its end in the line, is no emphasis.
  defp opens?(text, mark, seen) do
    String.starts_with?(text, mark) and
      (seen == [] or not (IO.iodata_to_binary(hd(seen)) =~ ~r/[[:alnum:]]\z/u)) and
      String.replace_prefix(text, mark, "") =~ ~r/\A\S/ and
      text |> String.replace_prefix(mark, "") |> String.contains?(mark)
  end

  defp codes(color, options), do: IO.ANSI.format_fragment(options[color], true)

  defp color(text, color, options) do
    if options[:enabled], do: [codes(color, options), text, IO.ANSI.reset()], else: text
  end

  defp newline(options),
    do: if(options[:enabled], do: IO.puts(IO.ANSI.reset()), else: IO.puts(""))
end
