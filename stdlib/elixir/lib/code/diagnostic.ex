# A diagnostic as it is printed, for `Code.print_diagnostic/2`.

defmodule Code.Diagnostic do
  @moduledoc false

  @doc "The text of a diagnostic, with the line it is about if that is wanted and can be read."
  def text(diagnostic, snippet?) do
    line = line(diagnostic.position)
    source = if snippet? and line > 0, do: source_line(diagnostic, line)

    if source do
      with_source(diagnostic, source, line)
    else
      "#{diagnostic.severity}: #{diagnostic.message}\n#{place(diagnostic, line)}\n"
    end
  end

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

  defp with_source(diagnostic, source, line) do
    number = Integer.to_string(line)
    margin = String.duplicate(" ", max(String.length(number), 2) + 2)
    padding = String.duplicate(" ", String.length(margin) - 1 - String.length(number))
    message = String.replace(diagnostic.message, "\n", "\n" <> margin)

    """
    #{margin}#{diagnostic.severity}: #{message}
    #{margin}│
    #{padding}#{number} │ #{source}
    #{margin}│ #{mark(diagnostic, source)}
    #{margin}│
    #{margin}#{place(diagnostic, line)}
    """
  end

  defp mark(diagnostic, source) do
    symbol = if diagnostic.severity == :error, do: "^", else: "~"

    case {diagnostic.position, diagnostic[:span]} do
      {{line, column}, {line, last}} ->
        String.duplicate(" ", column - 1) <> String.duplicate(symbol, max(last - column, 1))

      {{_, column}, _} ->
        String.duplicate(" ", column - 1) <> symbol

      {_, _} ->
        trimmed = String.trim_leading(source)
        lead = String.length(source) - String.length(trimmed)

        String.duplicate(" ", lead) <>
          String.duplicate(symbol, String.length(String.trim_trailing(trimmed)))
    end
  end

  defp place(diagnostic, line) do
    position =
      case diagnostic.position do
        {line, column} -> ":#{line}:#{column}"
        _ when line > 0 -> ":#{line}"
        _ -> ""
      end

    file =
      if is_binary(diagnostic.file) and diagnostic.file != "nofile" do
        Path.relative_to_cwd(diagnostic.file) <> position
      end

    owner =
      case diagnostic.stacktrace do
        [{module, :__MODULE__, _, _} | _] -> "#{inspect(module)} (module)"
        [{module, name, arity, _} | _] -> Exception.format_mfa(module, name, arity)
        _ -> nil
      end

    "└─ " <> Enum.join(Enum.reject([file, owner], &is_nil/1), ": ") <> "\n"
  end
end
