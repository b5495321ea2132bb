# A diagnostic as it is printed: for `Code.print_diagnostic/2`, and for what the checks at the end of a file find. The compiler
# draws its own (Sources/Syntax/DiagnosticRenderer.swift) in the same way.

defmodule Code.Diagnostic do
  @moduledoc false

  @doc """
  The text of a diagnostic, with the line it is about if that is wanted and can be read.

  `places` are written below it; without them the place is the diagnostic's own. A diagnostic's `:lead` stands between its message
  and the line.
  """
  def text(diagnostic, snippet?, places \\ nil) do
    line = line(diagnostic.position)
    source = if snippet? and line > 0, do: source_line(diagnostic, line)
    places = for place <- places || [place(diagnostic)], do: "└─ " <> place

    if source do
      with_source(diagnostic, source, line, places)
    else
      "#{diagnostic.severity}: #{diagnostic.message}\n#{Enum.join(places, "\n")}\n\n"
    end
  end

  @doc "A place in a file as it is written below a diagnostic: `file:line:column`, as far as they are known."
  def place(file, position) do
    shown = Path.relative_to_cwd(file)

    case position do
      {line, column} -> "#{shown}:#{line}:#{column}"
      line when line > 0 -> "#{shown}:#{line}"
      _ -> shown
    end
  end

  defp place(%{stacktrace: [{module, name, arity, _} | _], file: file, position: position})
       when is_binary(file) and position != 0,
       do: place(file, position) <> ": " <> owner(module, name, arity)

  defp place(%{stacktrace: [entry | _]}), do: Exception.format_stacktrace_entry(entry)
  defp place(%{file: nil}), do: "nofile"
  defp place(%{file: file, position: position}), do: place(file, position)

  defp owner(module, :__MODULE__, _), do: inspect(module) <> " (module)"
  defp owner(_, :__FILE__, _), do: "(file)"
  defp owner(module, name, arity), do: Exception.format_mfa(module, name, arity)

  defp line({line, _}), do: line
  defp line(line), do: line

  defp source_line(diagnostic, line) do
    file = Map.get(diagnostic, :source) || diagnostic.file

    with true <- is_binary(file),
         {:ok, text} <- File.read(file) do
      Enum.at(String.split(text, "\n"), line - 1)
    else
      _ -> nil
    end
  end

  defp with_source(diagnostic, source, line, places) do
    number = Integer.to_string(line)
    margin = String.duplicate(" ", max(String.length(number), 2) + 2)
    padding = String.duplicate(" ", String.length(margin) - 1 - String.length(number))

    lead = if diagnostic[:lead], do: "\n\n" <> diagnostic.lead, else: ""

    {shown, cut} = Exception.Snippet.without_deep_indentation(source)

    message =
      for part <- String.split("#{diagnostic.severity}: #{diagnostic.message}#{lead}", "\n"),
          do: if(part == "", do: "\n", else: [margin, part, "\n"])

    IO.iodata_to_binary([
      message,
      [margin, "│\n"],
      [padding, number, " │ ", shown, "\n"],
      [margin, "│ ", mark(diagnostic, source, cut), "\n"],
      [margin, "│\n"],
      for(place <- places, do: [margin, place, "\n"]),
      "\n"
    ])
  end

  defp mark(diagnostic, source, cut) do
    symbol = if diagnostic.severity == :error, do: "^", else: "~"

    case {diagnostic.position, diagnostic[:span]} do
      {{line, column}, {line, last}} ->
        indented(column - 1 - cut) <> String.duplicate(symbol, max(last - column, 1))

      {{_, column}, _} ->
        indented(column - 1 - cut) <> symbol

      {_, _} ->
        trimmed = String.trim_leading(source)
        lead = String.length(source) - String.length(trimmed)

        indented(lead - cut) <>
          String.duplicate(symbol, String.length(String.trim_trailing(trimmed)))
    end
  end

  defp indented(columns), do: String.duplicate(" ", max(columns, 0))
end
