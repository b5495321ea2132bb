# Makes functions count how often their lines are run: a call before each expression of a body. Bodies are those of functions,
# of anonymous ones, and of the clauses and blocks of `case`, `if` and their like. What other macros get is left alone, since they
# may look at it.

defmodule Mix.Coverage.Instrumenter do
  @moduledoc false

  @doc "The body of a definition, counting its lines; `call` is its head."
  @spec instrument(atom, Macro.t(), keyword | nil, module, Macro.Env.t()) :: keyword | nil
  def instrument(_kind, call, body, module, env) do
    {name, meta, args} = head(call)
    line = meta[:line] || line_of_derived(meta[:context], env)

    cond do
      line == nil or name in [:__struct__, :__impl__] or elsewhere?(meta, env) ->
        body

      body == nil ->
        note_default(module, name, args, line)
        nil

      true ->
        lines = default_lines(module, name, args, line)
        definition(body, line, lines, %{module: module})
    end
  end

  # What protocols define belongs to the line that asks for it.
  defp line_of_derived(context, env) when context in [Protocol, Inspect.Derived], do: env.line
  defp line_of_derived(_, _), do: nil

  defp head({:when, _, [call, _]}), do: head(call)
  defp head({name, meta, args}) when is_list(args), do: {name, meta, args}
  defp head({name, meta, _}), do: {name, meta, []}

  # Code that a macro of another file has brought along with its place.
  defp elsewhere?(meta, env) do
    case meta[:keep] do
      {file, _} -> Path.expand(file) != env.file
      nil -> false
    end
  end

  # The functions that defaults make begin at the line of the head that has them.
  defp note_default(module, name, args, line) do
    if defaults?(args), do: Mix.Coverage.note_default({module, name, length(args)}, line)
  end

  defp default_lines(module, name, args, line) do
    own = if defaults?(args), do: [line], else: []
    own ++ Mix.Coverage.default_lines({module, name, length(args)})
  end

  defp defaults?(args), do: Enum.any?(args, &match?({:\\, _, _}, &1))

  defp definition(body, line, lines, state) do
    lines = if Keyword.keys(body) == [:do], do: lines, else: [line | lines]
    hits = for line <- Enum.uniq(lines), do: hit(line, state)

    Enum.map(body, fn
      {:do, block} -> {:do, prepend(hits, body(block, line, state))}
      {key, clauses} -> {key, section(key, clauses, line, state)}
    end)
  end

  defp prepend([], body), do: body
  defp prepend(hits, {:__block__, meta, expressions}), do: {:__block__, meta, hits ++ expressions}

  # `line` is that of what the body belongs to: literals have none of their own.
  defp body({:__block__, meta, [_ | _] = expressions}, line, state) do
    {expressions, _} =
      Enum.flat_map_reduce(expressions, nil, fn expression, last ->
        at = line_of(expression) || line
        walked = statement(expression, at, state)
        {if(at == last, do: [walked], else: [hit(at, state), walked]), at}
      end)

    {:__block__, meta, expressions}
  end

  defp body({:__block__, _, []}, line, state), do: {:__block__, [], [hit(line, state), nil]}
  defp body(expression, line, state), do: body({:__block__, [], [expression]}, line, state)

  defp hit(line, state) do
    Mix.Coverage.note_line(state.module, line)
    {{:., [], [Mix.Coverage, :hit]}, [line: line, generated: true], [state.module, line]}
  end

  defp line_of({:|>, _, [_, call]}), do: line_of(call)
  defp line_of({name, _, _}) when name in [:@, :require, :import, :alias, :__aliases__], do: nil
  defp line_of({:__block__, _, [first | _]}), do: line_of(first)

  defp line_of({name, meta, _}) when is_atom(name) and is_list(meta) do
    if sigil?(name), do: nil, else: meta[:line]
  end

  defp line_of({{:., _, _}, meta, _}), do: meta[:line]
  defp line_of(_), do: nil

  defp sigil?(name), do: match?("sigil_" <> _, Atom.to_string(name))

  ## Expressions

  # What stands where nothing but functions and known macros look at it; operators that may not run their right side count it.
  defp statement({operator, meta, [left, right]}, line, state)
       when operator in [:&&, :||, :and, :or] do
    at = line_of(right) || meta[:line] || line
    hits = for line <- Enum.uniq([meta[:line] || line, at]), do: hit(line, state)
    right = {:__block__, [], hits ++ [statement(right, at, state)]}
    {operator, meta, [statement(left, line, state), right]}
  end

  defp statement({:=, meta, [pattern, value]}, line, state) do
    {:=, meta, [pattern, statement(value, line_of(value) || line, state)]}
  end

  defp statement({:__block__, meta, expressions}, line, state),
    do: {:__block__, meta, Enum.map(expressions, &statement(&1, line, state))}

  defp statement(expression, line, state), do: walk(expression, line, state)

  defp walk({name, _, _} = expression, _, _)
       when name in [:quote, :&, :@, :^, :when, :->, :__aliases__, :require, :import, :alias],
       do: expression

  defp walk({:fn, meta, clauses}, line, state),
    do: {:fn, meta, clauses(clauses, meta[:line] || line, state)}

  defp walk({name, meta, [condition, blocks]}, line, state) when name in [:if, :unless] do
    at = meta[:line] || line
    {name, meta, [statement(condition, at, state), sections(blocks, at, state)]}
  end

  defp walk({:case, meta, [value, blocks]}, line, state) do
    at = meta[:line] || line
    {:case, meta, [statement(value, at, state), sections(blocks, at, state)]}
  end

  defp walk({:cond, meta, [[do: [first | rest]]]}, line, state) do
    at = meta[:line] || line
    rest = for clause <- rest, do: counted_condition(clause, at, state)
    {:cond, meta, [[do: clauses([first | rest], at, state)]]}
  end

  defp walk({name, meta, [blocks]}, line, state) when name in [:try, :receive] do
    {name, meta, [sections(blocks, meta[:line] || line, state)]}
  end

  defp walk({:for, meta, args}, line, state) when is_list(args) do
    at = meta[:line] || line
    {steps, blocks} = with_blocks(args)

    steps =
      for step <- steps do
        case step do
          {:<-, meta, [pattern, value]} -> {:<-, meta, [pattern, walk(value, at, state)]}
          step -> walk(step, at, state)
        end
      end

    {:for, meta, steps ++ blocks(blocks, at, state)}
  end

  defp walk({:with, meta, args}, line, state) when is_list(args) do
    at = meta[:line] || line
    {steps, blocks} = with_blocks(args)

    {steps, last} =
      Enum.map_reduce(Enum.with_index(steps), at, fn {step, index}, _ ->
        at = line_of(step) || at
        {with_step(step, index, at, state), at}
      end)

    {:with, meta, steps ++ blocks(blocks, last, state)}
  end

  defp walk({:<<>>, meta, parts}, line, state) do
    {:<<>>, meta, Enum.map(parts, &part(&1, meta[:line] || line, state))}
  end

  defp walk({:"::", meta, [left, right]}, line, state),
    do: {:"::", meta, [walk(left, line, state), right]}

  defp walk({:match?, meta, [pattern, value]}, line, state),
    do: {:match?, meta, [pattern, walk(value, line, state)]}

  defp walk({:=, meta, [pattern, value]}, line, state),
    do: {:=, meta, [pattern, walk(value, line, state)]}

  defp walk({:|>, meta, [value, call]}, line, state),
    do: {:|>, meta, [walk(value, line, state), walk(call, line, state)]}

  defp walk({{:., dot, [left | name]}, meta, args}, line, state) when is_list(args) do
    {{:., dot, [walk(left, line, state) | name]}, meta, arguments(args, line, state)}
  end

  defp walk({name, meta, args}, line, state) when is_list(args),
    do: {name, meta, arguments(args, meta[:line] || line, state)}

  defp walk({left, right}, line, state), do: {walk(left, line, state), walk(right, line, state)}
  defp walk(list, line, state) when is_list(list), do: walk_list(list, line, state)
  defp walk(other, _, _), do: other

  defp walk_list([head | tail], line, state),
    do: [walk(head, line, state) | walk_list(tail, line, state)]

  defp walk_list([], _, _), do: []
  defp walk_list(tail, line, state), do: walk(tail, line, state)

  # A block that is given to an unknown macro stays as it is.
  defp arguments(args, line, state) do
    {args, blocks} = with_blocks(args)
    Enum.map(args, &walk(&1, line, state)) ++ blocks
  end

  defp with_blocks(args) do
    case List.last(args) do
      [{key, _} | _] = last when is_atom(key) ->
        if Keyword.keyword?(last) and Keyword.has_key?(last, :do),
          do: {Enum.drop(args, -1), [last]},
          else: {args, []}

      _ ->
        {args, []}
    end
  end

  # The text of a string, and what is interpolated.
  defp part(
         {:"::", meta, [{{:., _, [Kernel, :to_string]} = call, own, [value]}, type]},
         line,
         state
       ) do
    at = own[:line] || line
    value = walk(value, at, state)
    value = if at == line, do: value, else: {:__block__, [], [hit(at, state), value]}
    {:"::", meta, [{call, own, [value]}, type]}
  end

  defp part(part, line, state), do: walk(part, line, state)

  # The steps behind the first are run if those before them match.
  defp with_step({arrow, meta, [pattern, value]}, index, line, state) when arrow in [:<-, :=] do
    value = walk(value, line, state)
    value = if index == 0, do: value, else: {:__block__, [], [hit(line, state), value]}
    {arrow, meta, [pattern, value]}
  end

  defp with_step(step, _, line, state), do: walk(step, line, state)

  ## Blocks and clauses

  defp blocks([], _, _), do: []
  defp blocks([blocks], line, state), do: [sections(blocks, line, state)]

  defp sections(blocks, line, state) do
    if Keyword.keyword?(blocks),
      do: for({key, content} <- blocks, do: {key, section(key, content, line, state)}),
      else: blocks
  end

  defp section(:rescue, clauses, line, state) when is_list(clauses) do
    for {:->, meta, [patterns, body]} <- clauses do
      at = meta[:line] || line
      body = body(body, at, state)
      hits = if match?([{:in, _, _}], patterns), do: [hit(at, state)], else: []
      {:->, meta, [patterns, prepend(hits, body)]}
    end
  end

  defp section(_, [{:->, _, _} | _] = clauses, line, state), do: clauses(clauses, line, state)

  defp section(key, block, line, state) when key in [:do, :else, :after],
    do: body(block, line, state)

  defp section(_, other, line, state), do: walk(other, line, state)

  defp clauses(clauses, line, state) do
    for clause <- clauses do
      case clause do
        {:->, meta, [patterns, body]} ->
          {:->, meta, [patterns, body(body, meta[:line] || line, state)]}

        other ->
          other
      end
    end
  end

  defp counted_condition({:->, meta, [[condition], body]}, line, state) do
    at = meta[:line] || line
    {:->, meta, [[{:__block__, [], [hit(at, state), statement(condition, at, state)]}], body]}
  end

  defp counted_condition(clause, _, _), do: clause
end
