# How the formatter prints literals: numbers, atoms, text with and without interpolation, sigils.

defmodule Code.Formatter.Literal do
  @moduledoc false

  import Inspect.Algebra, except: [format: 2]
  alias Code.Formatter

  @doc "Numbers, atoms and other literals without parts."
  def simple(number, meta) when is_integer(number), do: string(integer(number, meta[:token]))
  def simple(number, meta) when is_float(number), do: string(float(number, meta[:token]))

  def simple(atom, meta) when is_atom(atom) do
    string(atom(atom, meta))
  end

  def simple(other, _), do: string(inspect(other))

  defp atom(atom, meta) do
    cond do
      atom in [nil, true, false] ->
        Atom.to_string(atom)

      meta[:format] == :keyword ->
        key_text(atom)

      # The text between the quotes is as it was written.
      quoted?(atom) and Keyword.has_key?(meta, :delimiter) ->
        ":\"" <> raw(atom) <> "\""

      true ->
        Macro.inspect_atom(:literal, atom)
    end
  end

  defp quoted?(atom), do: Macro.classify_atom(atom) in [:quoted, :alias]

  # The parser has taken away the backslash before a quote.
  defp raw(atom), do: String.replace(Atom.to_string(atom), "\"", "\\\"")

  @doc "An atom as the key of a keyword list."
  def key({:__block__, meta, [atom]}) when is_atom(atom) do
    cond do
      Macro.classify_atom(atom) in [:quoted, :alias] and Keyword.has_key?(meta, :delimiter) ->
        "\"" <> raw(atom) <> "\":"

      true ->
        key_text(atom)
    end
  end

  def key(atom) when is_atom(atom), do: key_text(atom)

  defp key_text(atom), do: Macro.inspect_atom(:key, atom)

  defp integer(number, nil), do: underscored(Integer.to_string(number))
  defp integer(_, "0x" <> digits), do: "0x" <> String.upcase(digits)
  defp integer(_, "0" <> <<base, _::binary>> = token) when base in [?b, ?o], do: token
  defp integer(_, "?" <> _ = token), do: token
  defp integer(_, token), do: underscored(token)

  defp float(number, nil), do: float(number, Float.to_string(number))

  defp float(_, token) do
    [whole, rest] = :binary.split(token, ".")
    underscored(whole) <> "." <> String.downcase(rest)
  end

  # Digits are grouped from six on, unless whoever wrote them did so already.
  defp underscored("-" <> digits), do: "-" <> underscored(digits)

  defp underscored(digits) do
    if byte_size(digits) >= 6 and not String.contains?(digits, "_") do
      digits |> String.reverse() |> grouped() |> String.reverse()
    else
      digits
    end
  end

  defp grouped(<<three::binary-size(3), rest::binary>>) when rest != "",
    do: three <> "_" <> grouped(rest)

  defp grouped(rest), do: rest

  ## Text

  @doc "A string."
  def text(text, meta, state) do
    case meta[:delimiter] do
      "\"\"\"" -> {heredoc([text], "\"\"\"", "\"\"\""), state}
      delimiter -> {quoted([text], delimiter), state}
    end
  end

  defp quoted(pieces, delimiter) do
    concat([delimiter, pieces |> delimiters_escaped(delimiter) |> lines(), delimiter])
  end

  # The parser has taken away the backslash before a delimiter.
  defp delimiters_escaped(pieces, delimiter) do
    Enum.map(pieces, fn
      text when is_binary(text) -> String.replace(text, delimiter, "\\" <> delimiter)
      doc -> doc
    end)
  end

  # Text keeps its line breaks and its own indentation.
  defp lines(pieces) do
    pieces
    |> Enum.map(fn
      text when is_binary(text) ->
        text
        |> String.split("\n")
        |> Enum.map(&string/1)
        |> Enum.reduce(&concat(&2, concat(nest(line(), :reset), &1)))

      doc ->
        doc
    end)
    |> concat()
  end

  @doc "A charlist in single quotes."
  def charlist(list, meta, state) do
    text = List.to_string(list)

    case {meta[:delimiter], state.migrate_charlists} do
      {"'''", true} -> {heredoc([text], "~c\"\"\"", "\"\"\""), state}
      {"'''", false} -> {heredoc([text], "'''", "'''"), state}
      {_, true} -> {sigil_c([text]), state}
      {_, false} -> {quoted([text], "'"), state}
    end
  end

  # Single quotes stay where double quotes would have to be escaped.
  defp sigil_c(pieces) do
    if Enum.any?(pieces, &(is_binary(&1) and String.contains?(&1, "\""))) do
      quoted(pieces, "'")
    else
      concat("~c", quoted(Enum.map(pieces, &unescape_single/1), "\""))
    end
  end

  defp unescape_single(text) when is_binary(text), do: String.replace(text, "\\'", "'")
  defp unescape_single(doc), do: doc

  @doc "Whether a bitstring is a string with interpolation."
  def interpolated?({:<<>>, meta, [_ | _] = pieces}) do
    Keyword.has_key?(meta, :delimiter) and Enum.all?(pieces, &piece?/1)
  end

  def interpolated?(_), do: false

  defp piece?({:"::", _, [{{:., _, [Kernel, :to_string]}, _, [_]}, {:binary, _, _}]}), do: true
  defp piece?(text), do: is_binary(text)

  @doc "A string with interpolation."
  def interpolation(meta, pieces, state) do
    {pieces, state} = pieces(pieces, state)

    case meta[:delimiter] do
      "\"\"\"" -> {heredoc(pieces, "\"\"\"", "\"\"\""), state}
      delimiter -> {quoted(pieces, delimiter), state}
    end
  end

  @doc "A charlist with interpolation."
  def charlist_interpolation(meta, pieces, state) do
    {pieces, state} = pieces(pieces, state)

    case {meta[:delimiter], state.migrate_charlists} do
      {"'''", true} -> {heredoc(pieces, "~c\"\"\"", "\"\"\""), state}
      {"'''", false} -> {heredoc(pieces, "'''", "'''"), state}
      {_, true} -> {sigil_c(pieces), state}
      {_, false} -> {quoted(pieces, "'"), state}
    end
  end

  @doc "An atom with interpolation."
  def atom_interpolation(meta, pieces, state) do
    {pieces, state} = pieces(pieces, state)
    {concat(":", quoted(pieces, meta[:delimiter] || "\"")), state}
  end

  @doc "The key of a keyword list with interpolation."
  def key_interpolation(meta, pieces, state) do
    {pieces, state} = pieces(pieces, state)
    {concat(quoted(pieces, meta[:delimiter] || "\""), ":"), state}
  end

  # The code inside of text is printed on one line, however long.
  defp pieces(pieces, state) do
    Enum.map_reduce(pieces, state, fn
      text, state when is_binary(text) ->
        {text, state}

      {:"::", _, [{_, meta, [quoted]}, _]}, state ->
        interpolated(quoted, meta, state)

      {{:., _, _}, meta, [quoted]}, state ->
        interpolated(quoted, meta, state)
    end)
  end

  defp interpolated(quoted, meta, state) do
    # Comments have no place in there: they go in front of the whole.
    {doc, _} =
      Formatter.body(quoted, Formatter.line_of(meta), Formatter.closing_line(meta), %{
        state
        | comments: []
      })

    doc = if doc == :empty, do: empty(), else: doc
    text = doc |> Inspect.Algebra.format(:infinity) |> IO.iodata_to_binary()
    # What is on one line is text like what is around it.
    doc = if String.contains?(text, "\n"), do: no_limit(doc), else: string(text)
    {concat(["\#{", doc, "}"]), state}
  end

  # The text of a heredoc is indented with what is around it; blank lines are left empty.
  defp heredoc(pieces, opening, closing) do
    docs = pieces |> delimiters_escaped(binary_part(closing, 0, 3)) |> heredoc_lines()
    first = if match?(["\n" <> _ | _], pieces), do: nest(line(), :reset), else: line()
    force_unfit(concat([opening, first, docs, closing]))
  end

  defp heredoc_lines(pieces) do
    pieces
    |> Enum.map(fn
      text when is_binary(text) -> text |> String.split("\n") |> heredoc_text()
      doc -> doc
    end)
    |> concat()
  end

  defp heredoc_text([last]), do: string(last)

  defp heredoc_text([text, "", following | rest]) do
    concat([string(text), nest(line(), :reset), heredoc_text(["", following | rest])])
  end

  defp heredoc_text([text | rest]), do: concat([string(text), line(), heredoc_text(rest)])

  ## Sigils

  @doc "Whether a call is a sigil."
  def sigil?(name, meta, [{:<<>>, _, _}, modifiers]) when is_list(modifiers) do
    Keyword.has_key?(meta, :delimiter) and match?("sigil_" <> _, Atom.to_string(name))
  end

  def sigil?(_, _, _), do: false

  @doc "A sigil."
  def sigil(name, meta, [{:<<>>, _, pieces}, modifiers], state) do
    "sigil_" <> letters = Atom.to_string(name)
    delimiter = meta[:delimiter]
    closing = closing(delimiter)
    modifiers_text = List.to_string(modifiers)
    pieces = formatted_by_option(pieces, letters, modifiers, delimiter, meta, state)
    {pieces, state} = pieces(pieces, state)

    doc =
      if delimiter in ["\"\"\"", "'''"] do
        heredoc(pieces, "~" <> letters <> delimiter, closing <> modifiers_text)
      else
        concat([
          "~" <> letters <> delimiter,
          pieces |> delimiters_escaped(closing) |> lines(),
          closing <> modifiers_text
        ])
      end

    {doc, state}
  end

  defp formatted_by_option([text] = pieces, letters, modifiers, delimiter, meta, state)
       when is_binary(text) do
    case state.sigils do
      %{^letters => fun} ->
        info = [
          file: state.file,
          line: meta[:line],
          sigil: String.to_atom(letters),
          modifiers: modifiers,
          opening_delimiter: delimiter
        ]

        case fun.(text, info) do
          formatted when is_binary(formatted) -> [formatted]
          iodata -> [IO.iodata_to_binary(iodata)]
        end

      _ ->
        pieces
    end
  end

  defp formatted_by_option(pieces, _, _, _, _, _), do: pieces

  defp closing("("), do: ")"
  defp closing("["), do: "]"
  defp closing("{"), do: "}"
  defp closing("<"), do: ">"
  defp closing(delimiter), do: delimiter
end
