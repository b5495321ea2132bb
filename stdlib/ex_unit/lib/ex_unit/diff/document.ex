# Lays out the nodes of a comparison: a container on one line if it fits, else with one element a line.

defmodule ExUnit.Diff.Document do
  @moduledoc false

  import Inspect.Algebra
  alias ExUnit.Diff.Node

  @typedoc "Decorates a document with the kind of a mark."
  @type decoration :: (atom, Inspect.Algebra.t() -> Inspect.Algebra.t())

  @spec to_algebra(Node.t(), decoration) :: Inspect.Algebra.t()
  def to_algebra(node, decorate), do: document(node, decorate)

  defp document({:text, text}, _), do: text
  defp document({:atom, atom}, _), do: string(inspect(atom))

  defp document({:code, quoted}, _) do
    quoted |> ExUnit.Diff.written() |> Code.quoted_to_algebra()
  end

  # A list that the other side does not have as such is marked element by element where it continues another.
  defp document({:mark, kind, node}, decorate),
    do: decorate.(decoration(kind), document(node, decorate))

  defp document({:quoted, prefix, chunks, suffix}, decorate) do
    concat([prefix] ++ Enum.map(chunks, &chunk(&1, decorate)) ++ [suffix])
  end

  defp document({:operator, operator, left, right}, decorate) do
    concat([document(left, decorate), " #{operator} ", document(right, decorate)])
  end

  defp document({:list, elements, nil}, decorate) do
    if elements != [] and Enum.all?(elements, &keyword?/1) do
      container("[", Enum.map(elements, &keyword_element(&1, decorate)), "]")
    else
      container("[", Enum.map(elements, &document(&1, decorate)), "]")
    end
  end

  defp document({:list, elements, tail}, decorate) do
    {init, [last]} = elements |> Enum.map(&document(&1, decorate)) |> Enum.split(-1)
    container("[", init ++ [concat([last, " | ", document(tail, decorate)])], "]")
  end

  defp document({:tuple, elements}, decorate) do
    container("{", Enum.map(elements, &document(&1, decorate)), "}")
  end

  defp document({:map, name, entries}, decorate) do
    keyword? = Enum.all?(entries, fn entry -> match?({:pair, {:atom, _}, _}, unmarked(entry)) end)
    entries = Enum.map(entries, &entry(&1, keyword?, decorate))
    open = if name, do: concat(["%", document(name, decorate), "{"]), else: "%{"
    container(open, entries, "}")
  end

  defp unmarked({:mark, _, entry}), do: entry
  defp unmarked(entry), do: entry

  defp chunk({:mark, kind, text}, decorate) do
    decoration =
      if String.trim_leading(text) == "",
        do: :"#{decoration(kind)}_whitespace",
        else: decoration(kind)

    decorate.(decoration, string(text))
  end

  defp chunk(text, _), do: string(text)

  defp decoration(:delete), do: :diff_delete
  defp decoration(:insert), do: :diff_insert

  defp keyword?({:mark, _, {:tuple, _} = pair}), do: keyword?(pair)
  defp keyword?({:tuple, [key, _]}), do: match?({:atom, _}, unmarked(key))
  defp keyword?(_), do: false

  defp keyword_element({:mark, kind, pair}, decorate),
    do: decorate.(decoration(kind), keyword_element(pair, decorate))

  defp keyword_element({:tuple, [key, value]}, decorate) do
    concat([key(key, decorate), " ", document(value, decorate)])
  end

  defp key({:mark, kind, {:atom, atom}}, decorate),
    do: decorate.(decoration(kind), string(Macro.inspect_atom(:key, atom)))

  defp key({:atom, atom}, _), do: string(Macro.inspect_atom(:key, atom))

  defp entry({:mark, kind, pair}, keyword?, decorate),
    do: decorate.(decoration(kind), entry(pair, keyword?, decorate))

  defp entry({:pair, key, value}, true, decorate),
    do: concat([key(key, decorate), " ", document(value, decorate)])

  defp entry({:pair, key, value}, false, decorate) do
    concat([document(key, decorate), " => ", document(value, decorate)])
  end

  defp container(open, [], close), do: concat(open, close)

  defp container(open, documents, close) do
    inside =
      Enum.reduce(Enum.reverse(documents), fn document, rest ->
        document |> concat(",") |> glue(" ", rest)
      end)

    group(glue(nest(glue(open, "", inside), 2), "", close))
  end
end
