# Cuts a template into text and tags. What kind of expression is in a tag is said by EEx.Expression.

defmodule EEx.Tokenizer do
  @moduledoc false

  alias EEx.Expression

  @doc "The tokens of a template, or what is wrong with it and where."
  @spec tokenize(String.t(), [EEx.tokenize_opt()]) ::
          {:ok, [EEx.token()]} | {:error, String.t(), EEx.metadata()}
  def tokenize(source, options) do
    indentation = Keyword.get(options, :indentation, 0)
    line = Keyword.get(options, :line, 1)

    state = %{
      source: source,
      file: Keyword.get(options, :file, "nofile"),
      indentation: indentation
    }

    place = {line, Keyword.get(options, :column, 1) + indentation}

    with {:ok, tokens} <- text(source, place, [], place, [], state) do
      tokens = :lists.reverse(tokens)
      tokens = if Keyword.get(options, :trim, false), do: trim(tokens, indentation), else: tokens
      {:ok, Enum.reject(tokens, &match?({:nothing, _}, &1))}
    end
  end

  # `text` is what was read since `start`, last character first.
  defp text("<%%" <> rest, {line, column}, text, start, tokens, state) do
    quotation(rest, {line, column + 3}, [?%, ?< | text], start, tokens, state)
  end

  defp text("<%!--" <> rest, place, text, start, tokens, state) do
    case take(rest, "--%>", right(place, 5), [], state) do
      {:ok, comment, rest, after_tag} ->
        tokens = [{:comment, comment, meta(place)} | add_text(text, start, tokens)]
        text(rest, after_tag, [], after_tag, tokens, state)

      :error ->
        error("expected closing '--%>' for EEx expression", place, state)
    end
  end

  defp text("<%#" <> rest, place, text, start, tokens, state) do
    {line, column} = place

    IO.warn("<%# is deprecated, use <%!-- or add a space between <% and # instead",
      file: state.file,
      line: line,
      column: column
    )

    case take(rest, "%>", right(place, 3), [], state) do
      {:ok, _comment, rest, after_tag} ->
        tokens = [{:nothing, meta(place)} | add_text(text, start, tokens)]
        text(rest, after_tag, [], after_tag, tokens, state)

      :error ->
        {:error, "expected closing '%>' for EEx expression", meta(place)}
    end
  end

  defp text("<%" <> rest, place, text, start, tokens, state) do
    {marker, rest} = marker(rest)

    case take(rest, "%>", right(place, 2 + length(marker)), [], state) do
      {:ok, expression, rest, after_tag} ->
        kind = Expression.kind(List.to_string(expression))
        tokens = add_text(text, start, tokens)
        # Only what begins something has a marker.
        marker = if kind in [:middle_expr, :end_expr], do: [], else: marker
        tokens = [{kind, marker, expression, meta(place)} | tokens]
        text(rest, after_tag, [], after_tag, tokens, state)

      :error ->
        error("expected closing '%>' for EEx expression", place, state)
    end
  end

  defp text("", place, text, start, tokens, _state),
    do: {:ok, [{:eof, meta(place)} | add_text(text, start, tokens)]}

  defp text(source, place, text, start, tokens, state) do
    {char, rest, place} = next(source, place, state)
    text(rest, place, [char | text], start, tokens, state)
  end

  # A quoted tag is text up to its end.
  defp quotation("%>" <> rest, place, text, start, tokens, state),
    do: text(rest, right(place, 2), [?>, ?% | text], start, tokens, state)

  defp quotation("", place, text, start, tokens, state),
    do: text("", place, text, start, tokens, state)

  defp quotation(source, place, text, start, tokens, state) do
    {char, rest, place} = next(source, place, state)
    quotation(rest, place, [char | text], start, tokens, state)
  end

  defp marker(<<marker, rest::binary>>) when marker in [?=, ?/, ?|], do: {[marker], rest}
  defp marker(rest), do: {[], rest}

  # What stands before the end of a tag.
  defp take(source, ending, place, taken, state) do
    case source do
      <<^ending::binary-size(byte_size(ending)), rest::binary>> ->
        {:ok, :lists.reverse(taken), rest, right(place, byte_size(ending))}

      "" ->
        :error

      source ->
        {char, rest, place} = next(source, place, state)
        take(rest, ending, place, [char | taken], state)
    end
  end

  defp next(<<?\n, rest::binary>>, {line, _column}, state),
    do: {?\n, rest, {line + 1, 1 + state.indentation}}

  defp next(<<char::utf8, rest::binary>>, {line, column}, _state),
    do: {char, rest, {line, column + 1}}

  defp right({line, column}, count), do: {line, column + count}
  defp meta({line, column}), do: %{line: line, column: column}

  defp add_text([], _start, tokens), do: tokens
  defp add_text(text, start, tokens), do: [{:text, :lists.reverse(text), meta(start)} | tokens]

  defp error(message, {line, column}, state),
    do: {:error, message <> snippet(state, line, column), meta({line, column})}

  @doc "The lines of a template before a place, and a mark below it."
  @spec snippet(map, EEx.line(), EEx.column()) :: String.t()
  def snippet(%{source: source, indentation: indentation}, line, column) do
    lines =
      source
      |> String.split("\n")
      |> Enum.with_index(1)
      |> Enum.filter(fn {_text, number} -> number in (line - 3)..line//1 end)

    width = line |> Integer.to_string() |> byte_size()
    blank = String.duplicate(" ", width)
    indent = String.duplicate(" ", indentation)

    shown =
      Enum.map(lines, fn {text, number} ->
        number = number |> Integer.to_string() |> String.pad_leading(width)
        "\n#{number} | #{indent}#{text}"
      end)

    # Lines are counted from the source's first, whatever the line that it is said to start at.
    mark =
      if List.keymember?(lines, line, 1),
        do: "\n#{blank} | #{String.duplicate(" ", column - 1)}^",
        else: ""

    if lines == [], do: "", else: "\n#{blank} |#{shown}#{mark}"
  end

  ## Trimming

  # Blank lines around a tag, and blanks between it and them, are dropped; of several line breaks one is left, at the ends of
  # the template none.
  defp trim(tokens, indentation), do: trim(tokens, :begin, indentation)

  defp trim([{:text, text, place} | rest], before, indentation) do
    {text, place} =
      if before == :tag, do: trim_left(text, place, indentation), else: {text, place}

    next = rest |> hd() |> elem(0)
    edge? = before == :begin or next == :eof
    tag? = before == :tag or next != :eof

    cond do
      tag? and edge? and Enum.all?(text, &blank?/1) ->
        trim(rest, :text, indentation)

      next == :eof ->
        [{:text, text, place} | trim(rest, :text, indentation)]

      true ->
        [{:text, trim_right(text), place} | trim(rest, :text, indentation)]
    end
  end

  defp trim([token | rest], _before, indentation), do: [token | trim(rest, :tag, indentation)]
  defp trim([], _before, _indentation), do: []

  defp trim_left(text, place, indentation) do
    blanks = Enum.take_while(text, &blank?/1)

    case Enum.count(blanks, &(&1 == ?\n)) do
      0 ->
        {text, place}

      breaks ->
        dropped =
          length(blanks) - length(blanks |> Enum.reverse() |> Enum.take_while(&(&1 != ?\n)))

        line = place.line + breaks - 1
        start = last_line(blanks, breaks - 1)
        column = if breaks == 1, do: place.column, else: 1 + indentation
        column = column + length(start)
        {[?\n | Enum.drop(text, dropped)], %{line: line, column: column}}
    end
  end

  # What stands before the last line break, on its line.
  defp last_line(blanks, 0), do: Enum.take_while(blanks, &(&1 != ?\n))

  defp last_line(blanks, breaks),
    do: blanks |> Enum.drop_while(&(&1 != ?\n)) |> tl() |> last_line(breaks - 1)

  defp trim_right(text) do
    {blanks, kept} = text |> Enum.reverse() |> Enum.split_while(&blank?/1)

    case blanks |> Enum.reverse() |> Enum.split_while(&(&1 != ?\n)) do
      {_no_break, []} ->
        text

      {before, [?\n | _]} ->
        before = Enum.reject(before, &(&1 == ?\r))
        :lists.reverse(kept, before ++ [?\n])
    end
  end

  defp blank?(char), do: char in [?\s, ?\t, ?\r, ?\n]
end
