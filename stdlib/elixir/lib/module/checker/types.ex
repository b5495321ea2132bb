# What types say against a module's code, put into words. What is wrong is found out by the machine (Sources/Types); it gives the
# parts of each text, this module writes expressions and types as they are shown.

defmodule Module.Checker.Types do
  @moduledoc false

  @width 98

  @doc "What is to be said of a module's types, in the order in which it is told."
  @spec warnings(map) :: [Module.Checker.warning()]
  def warnings(%{name: name, types: packed}) do
    for {rank, {file, line, column, span}, {function, arity}, parts} <-
          :prim_types.warnings(name, packed) do
      definition? = match?([_, {:definition, _} | _], parts)
      lead? = not definition? and not match?([{:plain, _}], parts)

      %{
        message:
          Enum.map_join(parts, "\n\n", &text(&1, file)) <> if(definition?, do: "\n", else: ""),
        file: file,
        position: if(column > 0, do: {line, column}, else: line),
        span: if(span > 1, do: {line, column + span}),
        owner: {name, {function, arity}},
        lead: if(lead?, do: "type warning found at:"),
        rank: rank
      }
    end
  end

  @doc """
  The warnings about calls and about types in one list, in the order of their kinds and places.
  """
  @spec merged([Module.Checker.warning()], [Module.Checker.warning()]) ::
          [Module.Checker.warning()]
  def merged(calls, []), do: calls

  def merged(calls, types) do
    Enum.sort_by(calls ++ types, &{Map.get(&1, :rank, 0), line(&1), column(&1)})
  end

  defp line(%{position: {line, _}}), do: line
  defp line(%{position: line}), do: line

  defp column(%{position: {_, column}}), do: column
  defp column(_), do: 0

  defp text(part, _) when is_binary(part), do: part
  defp text({:code, quoted}, _), do: indented(code(quoted))
  defp text({:given, types}, _), do: indented(arguments(types))

  defp text({:plain, text}, _), do: text
  defp text({:sentence, lead, quoted, rest}, _), do: lead <> code(quoted) <> rest
  defp text({:head, patterns}, _), do: indented(clause_head(patterns))

  defp text({:definition, {kind, head, guards}}, _) do
    guards = Enum.map_join(guards, &(" when " <> code(&1)))
    indented(to_string(kind) <> " " <> code(head) <> guards)
  end

  defp text({:arguments, types}, _), do: indented(listed(types))
  defp text({:listed, clauses}, _), do: indented(Enum.map_join(clauses, "\n", &listed/1))

  defp text({:clauses, [clause]}, _), do: indented(arguments(unmarked(clause)))

  defp text({:clauses, clauses}, _) do
    clauses
    |> Enum.with_index(1)
    |> Enum.map_join("\n\n", fn {clause, number} ->
      indented("##{number}\n" <> arguments(unmarked(clause)))
    end)
  end

  defp text({:traces, name, context, entries}, file) do
    types = if match?([_], entries), do: "type", else: "types"

    told =
      Enum.map_join(entries, "\n\n", fn {type, expression, line, column} ->
        place = Code.Diagnostic.place(file, if(column == 0, do: line, else: {line, column}))
        indented("# type: #{code(type)}\n# from: #{place}\n#{source(expression)}")
      end)

    "where #{inspect(name)}#{context(context)} was given the #{types}:\n\n" <> told
  end

  defp source({:rescue, _, [variable]}), do: "rescue " <> code(variable)
  defp source(expression), do: code(expression)

  defp context(nil), do: ""
  defp context(module), do: " (context #{inspect(module)})"

  defp unmarked(types), do: for(type <- types, do: {type, false})

  # As it is written in a `fn`, without what stands around it.
  defp clause_head(patterns) do
    "fn " <> text = code({:fn, [], [{:->, [], [patterns, {:..., [], []}]}]})
    head = text |> String.split("->") |> Enum.drop(-1) |> Enum.join("->")
    String.replace(head, "\n", "\n ") <> "->"
  end

  defp listed(types), do: Enum.map_join(types, ", ", &code/1)

  # Types of arguments on one line, or each on its own within parentheses.
  defp arguments([{type, bad?}]), do: marked(type, bad?)

  defp arguments(types) do
    shown = for {type, bad?} <- types, do: marked(type, bad?)
    line = Enum.join(shown, ", ")

    if String.contains?(line, "\n") or String.length(line) > @width do
      "(\n" <> Enum.map_join(shown, ",\n", &indented(&1, "  ")) <> "\n)"
    else
      line
    end
  end

  defp marked(type, true), do: "-" <> code(type) <> "-"
  defp marked(type, false), do: code(type)

  defp code(quoted) do
    quoted
    |> Code.quoted_to_algebra()
    |> Inspect.Algebra.format(@width)
    |> IO.iodata_to_binary()
  end

  defp indented(text, by \\ "    ") do
    text
    |> String.split("\n")
    |> Enum.map_join("\n", fn
      "" -> ""
      line -> by <> line
    end)
  end
end
