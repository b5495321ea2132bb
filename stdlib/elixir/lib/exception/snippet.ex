# Draws the line or lines of source code that an exception points into. The compiler's diagnostics are drawn elsewhere.

defmodule Exception.Snippet do
  @moduledoc false

  @elide_from 5

  @doc """
  `file:line:column`, as far as they are known.
  """
  def place(file, line, column) do
    path = Path.relative_to_cwd(file)
    if column, do: "#{path}:#{line}:#{column}", else: "#{path}:#{line}"
  end

  @doc """
  Draws a line with a caret under a column.

      error: description
      │
    1 │ some code
      │      ^
      │
      └─ place
  """
  def point(snippet, position, place, description, indentation \\ nil)

  def point(snippet, {line, column}, place, description, _indentation)
      when is_binary(snippet) and is_integer(column) do
    gutter = gutter(line)
    {snippet, cut} = without_deep_indentation(snippet)

    IO.iodata_to_binary([
      heading(gutter, description),
      numbered(line, line, snippet),
      [gutter, "│ ", spaces(max(column - 1 - cut, 0)), "^\n"],
      [gutter, "│\n"],
      [gutter, "└─ ", place]
    ])
  end

  def point(_snippet, {line, _column}, place, description, indentation) do
    indentation = indentation || spaces(digits(line) + 1)

    indentation <>
      "error: " <> indent(description, indentation) <> "\n" <> indentation <> "└─ " <> place
  end

  @doc """
  Draws the lines from an opening delimiter to where it should be closed, or the first and the last of many.
  """
  def span(lines, {line, column}, {line, end_column}, label, place, description) do
    gutter = gutter(line)

    IO.iodata_to_binary([
      heading(gutter, description),
      numbered(line, line, hd(lines)),
      [gutter, "│ ", spaces(column - 1), "│", spaces(end_column - column - 1), "└ ", label, "\n"],
      [gutter, "│ ", spaces(column - 1), "└ unclosed delimiter\n"],
      [gutter, "│\n"],
      [gutter, "└─ ", place]
    ])
  end

  def span(lines, {line, column}, {end_line, end_column}, label, place, description) do
    gutter = gutter(end_line)
    [first | rest] = Enum.take(lines, end_line - line + 1)
    {between, [last]} = Enum.split(rest, -1)

    between =
      if end_line - line >= @elide_from,
        do: " ...\n",
        else:
          for(
            {text, index} <- Enum.with_index(between, line + 1),
            do: numbered(index, end_line, text)
          )

    IO.iodata_to_binary([
      heading(gutter, description),
      numbered(line, end_line, first),
      [gutter, "│ ", spaces(column - 1), "└ unclosed delimiter\n"],
      between,
      numbered(end_line, end_line, last),
      [gutter, "│ ", spaces(end_column - 1), "└ ", label, "\n"],
      [gutter, "│\n"],
      [gutter, "└─ ", place]
    ])
  end

  defp heading(gutter, description),
    do: [gutter, "error: ", indent(description, gutter), "\n", gutter, "│\n"]

  defp numbered(line, last_line, text) do
    number = line |> Integer.to_string() |> String.pad_leading(digits(last_line))
    [" ", number, " │ ", text, "\n"]
  end

  # The column of line numbers, as wide as that of the last line needs.
  defp gutter(line), do: spaces(digits(line) + 2)
  defp digits(line), do: max(line |> Integer.to_string() |> byte_size(), 2)
  defp spaces(count), do: String.duplicate(" ", max(count, 0))

  defp indent(text, spaces) do
    [first | rest] = String.split(text, "\n")
    rest = for line <- rest, do: if(line == "", do: "\n", else: ["\n", spaces, line])
    IO.iodata_to_binary([first | rest])
  end

  @doc """
  A line that begins far to the right without most of its blanks, and how many columns are missing.
  """
  def without_deep_indentation(line) do
    visible = String.trim_leading(line)
    blanks = String.length(line) - String.length(visible)
    start = "..." <> spaces(19)
    if blanks > 26, do: {start <> visible, blanks - String.length(start)}, else: {line, 0}
  end
end
