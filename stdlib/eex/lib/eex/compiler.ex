# Makes a quoted expression of a template. Tags that belong to one expression are joined, with calls of `__EEX__` for the text
# between them, parsed as one, and the calls replaced by the code of the text.

defmodule EEx.Compiler do
  @moduledoc false

  alias EEx.Tokenizer

  @doc "The code of a template."
  @spec compile(String.t(), [EEx.compile_opt()]) :: Macro.t()
  def compile(source, options) do
    context = %{
      source: source,
      file: Keyword.get(options, :file, "nofile"),
      indentation: Keyword.get(options, :indentation, 0),
      engine: Keyword.get(options, :engine, EEx.SmartEngine),
      parser_options:
        Keyword.get_lazy(options, :parser_options, fn ->
          Code.get_compiler_option(:parser_options)
        end)
    }

    case Tokenizer.tokenize(source, options) do
      {:ok, tokens} ->
        body(tokens, context.engine.init(options), context)

      {:error, message, %{line: line, column: column}} ->
        raise EEx.SyntaxError, message: message, file: context.file, line: line, column: column
    end
  end

  defp body([{:eof, _meta}], state, context), do: context.engine.handle_body(state)

  defp body([{kind, _, code, meta} | _], _state, context)
       when kind in [:middle_expr, :end_expr] do
    part = if kind == :end_expr, do: "end", else: "middle"
    error("unexpected #{part} of expression <%#{code}%>", meta, context)
  end

  defp body(tokens, state, context) do
    {state, rest} = part(tokens, state, context)
    body(rest, state, context)
  end

  # Text, comments, and whole expressions, wherever they stand.
  defp part([{:text, chars, meta} | rest], state, context) do
    place = [line: meta.line, column: meta.column]
    {context.engine.handle_text(state, place, List.to_string(chars)), rest}
  end

  defp part([{:comment, _chars, _meta} | rest], state, _context), do: {state, rest}

  defp part([{:expr, marker, code, meta} | rest], state, context) do
    quoted = parse(padded(code, marker, meta), meta.line, context)
    {handle_expr(state, marker, quoted, meta, context), rest}
  end

  defp part([{:start_expr, marker, code, meta} | rest], state, context) do
    {source, parts, rest} =
      rest
      |> without_blanks()
      |> block(
        padded(code, marker, meta),
        meta.line,
        [],
        state,
        code_start(code, marker, meta),
        context,
        :start
      )

    quoted = source |> parse(meta.line, context) |> insert(List.to_tuple(:lists.reverse(parts)))
    if marker == [] and not match?({:=, _, _}, quoted), do: warn_of_silence(meta, context)
    {handle_expr(state, marker, quoted, meta, context), rest}
  end

  defp code_start(code, marker, meta) do
    blanks = Enum.take_while(code, &(&1 in [?\s, ?\t]))
    %{line: meta.line, column: meta.column + 2 + length(marker) + length(blanks)}
  end

  # Blanks between the beginning of a block and its first clause are none of it.
  defp without_blanks(tokens) do
    case Enum.drop_while(tokens, &blank?/1) do
      [{:middle_expr, _, _, _} | _] = rest -> rest
      _other -> tokens
    end
  end

  defp blank?({:comment, _, _}), do: true
  defp blank?({:text, chars, _}), do: Enum.all?(chars, &(&1 in [?\s, ?\t, ?\r, ?\n]))
  defp blank?(_token), do: false

  # The rest of a block: its source, and the code of the texts in it, last first. `behind` is the tag that was just read, if
  # nothing stands behind it yet; `start` is where the code of the block begins.
  defp block(
         [{:middle_expr, _, code, meta} | rest],
         source,
         line,
         parts,
         state,
         start,
         context,
         behind
       )
       when behind != :middle do
    {source, line} = append(source, line, code, meta)
    block(rest, source, line, parts, state, start, context, :middle)
  end

  defp block([{:end_expr, _, code, meta} | rest], source, line, parts, _, _, _, :text) do
    {source, _line} = append(source, line, code, meta)
    {source, parts, rest}
  end

  defp block([{:eof, _meta}], _source, _line, _parts, _state, start, context, _behind),
    do: error("expected a closing '<% end %>' for block expression in EEx", start, context)

  defp block(tokens, source, line, parts, state, start, context, _behind) do
    inner = context.engine.handle_begin(state)
    {inner, rest} = inner_parts(tokens, inner, context)
    gap = if String.ends_with?(source, [" ", "\t", "\n"]), do: "", else: " "
    source = source <> gap <> "__EEX__(#{length(parts)});"
    parts = [context.engine.handle_end(inner) | parts]
    block(rest, source, line, parts, state, start, context, :text)
  end

  defp inner_parts([{kind, _, _, _} | _] = tokens, state, _context)
       when kind in [:middle_expr, :end_expr],
       do: {state, tokens}

  defp inner_parts([{:eof, _meta}] = tokens, state, _context), do: {state, tokens}

  defp inner_parts(tokens, state, context) do
    {state, rest} = part(tokens, state, context)
    inner_parts(rest, state, context)
  end

  # Code that stands where it does in the template, so that errors point there.
  defp padded(code, marker, meta),
    do: String.duplicate(" ", meta.column + 1 + length(marker)) <> List.to_string(code)

  defp append(source, line, code, meta) do
    text = List.to_string(code)
    # The source may have come to this line by the code of tags before.
    reached = line + (source |> String.split("\n") |> length()) - 1

    if meta.line > reached do
      breaks = String.duplicate("\n", meta.line - reached)
      {source <> breaks <> padded(code, [], meta), line}
    else
      {source <> text, line}
    end
  end

  defp parse(source, line, context) do
    options = [file: context.file, line: line] ++ context.parser_options
    Code.string_to_quoted!(source, options)
  end

  defp insert(quoted, parts) do
    Macro.prewalk(quoted, fn
      {:__EEX__, _, [index]} -> elem(parts, index)
      other -> other
    end)
  end

  defp handle_expr(state, marker, quoted, meta, context) do
    context.engine.handle_expr(state, List.to_string(marker), quoted)
  rescue
    exception in EEx.SyntaxError ->
      # An engine does not know where it is.
      if exception.line, do: reraise(exception, __STACKTRACE__)
      error(exception.message, meta, context)
  end

  defp warn_of_silence(meta, context) do
    IO.warn(
      "the contents of this expression won't be output unless the EEx block starts with \"<%=\"",
      file: context.file,
      line: meta.line
    )
  end

  defp error(message, %{line: line, column: column}, context) do
    raise EEx.SyntaxError,
      message: message,
      file: context.file,
      line: line,
      column: column,
      snippet: Tokenizer.snippet(context, line, column)
  end
end
