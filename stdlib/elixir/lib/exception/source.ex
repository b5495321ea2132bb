# The exceptions about source code: text that does not parse or compile, and files that cannot be loaded.

defmodule SyntaxError do
  @moduledoc """
  Raised when source code does not parse.

  The fields tell where: `file`, `line`, `column`, and `snippet`, the line itself.
  """

  defexception [:file, :line, :column, :snippet, description: "syntax error"]

  @impl true
  def message(%{file: file, line: line, column: nil, snippet: nil, description: description}) do
    lines = String.split("error: " <> description, "\n")
    place = Exception.format_file_line(file && Path.relative_to_cwd(file), line)

    "invalid syntax found on #{place}\n" <>
      Enum.map_join(lines, "\n", &("   " <> &1)) <>
      "\n   └─ " <> String.trim_trailing(place, ":")
  end

  def message(%{
        file: file,
        line: line,
        column: column,
        snippet: snippet,
        description: description
      }) do
    place = Exception.Snippet.place(file, line, column)

    "invalid syntax found on #{place}:\n" <>
      Exception.Snippet.point(snippet, {line, column}, place, description)
  end
end

defmodule TokenMissingError do
  @moduledoc """
  Raised when source code ends where something must follow.

  `opening_delimiter` at `line` and `column` is what has no `expected_delimiter` up to `end_line`.
  """

  defexception [
    :file,
    :line,
    :column,
    :end_line,
    :end_column,
    :snippet,
    :opening_delimiter,
    :expected_delimiter,
    description: "expression is incomplete"
  ]

  @impl true
  def message(%{end_line: end_line, snippet: snippet} = exception)
      when is_integer(end_line) and is_binary(snippet) do
    %{file: file, line: line, column: column, description: description} = exception
    lines = snippet |> String.trim_trailing("\n") |> String.split("\n")

    # What is missing is missing behind the last character, newlines at the end aside.
    end_line = min(end_line, line + length(lines) - 1)
    end_column = (lines |> Enum.at(end_line - line) |> String.length()) + 1
    place = Exception.Snippet.place(file, end_line, end_column)
    label = "missing closing delimiter (expected #{delimiter(exception.expected_delimiter)})"

    "token missing on #{place}:\n" <>
      Exception.Snippet.span(
        lines,
        {line, column},
        {end_line, end_column},
        label,
        place,
        description
      )
  end

  def message(%{
        file: file,
        line: line,
        column: column,
        snippet: snippet,
        description: description
      }) do
    place = Exception.Snippet.place(file, line, column)

    "token missing on #{place}:\n" <>
      Exception.Snippet.point(snippet, {line, column}, place, description, "")
  end

  # Quotes are not put between quotes.
  defp delimiter(delimiter) do
    case Atom.to_string(delimiter) do
      <<quote, _::binary>> = text when quote in ~c"\"'" -> text
      text -> inspect(text)
    end
  end
end

defmodule MismatchedDelimiterError do
  @moduledoc """
  Raised when a delimiter in source code is closed by another kind of delimiter.

  The opening one is at `line` and `column`, the closing one at `end_line` and `end_column`.
  """

  defexception [
    :file,
    :line,
    :column,
    :end_line,
    :end_column,
    :opening_delimiter,
    :closing_delimiter,
    :expected_delimiter,
    :snippet,
    description: "unexpected token"
  ]

  @impl true
  def message(exception) do
    %{file: file, line: line, column: column, end_line: end_line, end_column: end_column} =
      exception

    place = Exception.Snippet.place(file, end_line, end_column)
    label = "mismatched closing delimiter (expected \"#{exception.expected_delimiter}\")"
    lines = String.split(exception.snippet, "\n")

    "mismatched delimiter found on #{place}:\n" <>
      Exception.Snippet.span(
        lines,
        {line, column},
        {end_line, end_column},
        label,
        place,
        exception.description
      )
  end
end

defmodule CompileError do
  @moduledoc """
  Raised when source code cannot be compiled.
  """

  defexception [:file, :line, description: "compile error"]

  @impl true
  def message(%{file: file, line: line, description: description}) do
    case Exception.format_file_line(file && Path.relative_to_cwd(file), line) do
      "" -> description
      place -> place <> " " <> description
    end
  end
end

defmodule Kernel.TypespecError do
  @moduledoc """
  Raised when a type or specification cannot be compiled.
  """

  defexception [:file, :line, :description]

  @impl true
  def message(%{file: file, line: line, description: description}) do
    case Exception.format_file_line(file && Path.relative_to_cwd(file), line) do
      "" -> description
      place -> place <> " " <> description
    end
  end
end

defmodule Code.LoadError do
  @moduledoc """
  Raised when a file with source code cannot be read.
  """

  defexception [:file, :message, :reason]

  @impl true
  def exception(options) do
    file = Keyword.fetch!(options, :file)
    reason = Keyword.fetch!(options, :reason)
    message = "could not load #{file}. Reason: #{reason}"
    %Code.LoadError{message: message, file: file, reason: reason}
  end
end
