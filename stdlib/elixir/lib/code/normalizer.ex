# Prepares quoted expressions as programs make them for the formatter, which wants literals in blocks and the metadata that
# the parser adds for it.

defmodule Code.Normalizer do
  @moduledoc false

  @doc "The expression with its literals wrapped and its do blocks marked."
  def normalize(quoted, opts \\ []) do
    state = %{
      escape: Keyword.get(opts, :escape, true),
      # Expressions of the parser come with wrapped literals already.
      locals:
        Keyword.get(opts, :locals_without_parens, []) ++ Code.Formatter.locals_without_parens(),
      line: nil
    }

    walk(quoted, state)
  end

  # A literal stands in the line of the expression that it is part of.
  defp walk({_, meta, _} = quoted, state) when is_list(meta) do
    case Keyword.fetch(meta, :line) do
      {:ok, line} -> node(quoted, %{state | line: line})
      :error -> node(quoted, state)
    end
  end

  defp walk(quoted, state), do: node(quoted, state)

  defp line(%{line: nil}), do: []
  defp line(%{line: line}), do: [line: line]

  defp node({:__block__, meta, [literal]}, state)
       when not is_tuple(literal) or tuple_size(literal) == 2 do
    wrapped(literal, meta, state)
  end

  defp node({:__block__, meta, args}, state) when is_list(args) do
    {:__block__, meta, Enum.map(args, &walk(&1, state))}
  end

  defp node({:fn, meta, clauses}, state), do: {:fn, meta, Enum.map(clauses, &clause(&1, state))}

  defp node({:<<>>, meta, segments} = quoted, state) do
    if interpolated?(segments) do
      pieces = Enum.map(segments, &piece(&1, Keyword.get(meta, :delimiter, "\""), state))
      {:<<>>, Keyword.put_new(meta, :delimiter, "\""), pieces}
    else
      {:<<>>, meta, Enum.map(elem(quoted, 2), &segment(&1, state))}
    end
  end

  defp node({{:., dot, [List, :to_charlist]}, meta, [pieces]}, state) when is_list(pieces) do
    cond do
      delimiter = meta[:delimiter] ->
        pieces = Enum.map(pieces, &piece(&1, delimiter, state))
        {{:., dot, [List, :to_charlist]}, meta, [pieces]}

      charlist_pieces?(pieces) ->
        interpolated_charlist(pieces, state)

      true ->
        {{:., dot, [{:__aliases__, [], [:List]}, :to_charlist]}, meta, args([pieces], state)}
    end
  end

  defp node(
         {{:., dot, [:erlang, :binary_to_atom]}, meta, [{:<<>>, bits, segments}, :utf8]},
         state
       ) do
    if interpolated?(segments) do
      pieces = Enum.map(segments, &piece(&1, :escaped, state))

      {{:., dot, [:erlang, :binary_to_atom]}, Keyword.put_new(meta, :delimiter, "\""),
       [{:<<>>, bits, pieces}, :utf8]}
    else
      {{:., dot, [wrapped(:erlang, [], state), :binary_to_atom]}, meta,
       args([{:<<>>, bits, segments}, :utf8], state)}
    end
  end

  defp node({{:., dot, [Access, :get]}, meta, [target, key]}, state) do
    {{:., dot, [Access, :get]}, Keyword.put(meta, :from_brackets, true),
     [walk(target, state), walk(key, state)]}
  end

  defp node({:%{}, meta, [{:|, bar, [base, pairs]}]}, state) do
    {:%{}, meta, [{:|, bar, [walk(base, state), pairs(pairs, state)]}]}
  end

  defp node({:%{}, meta, pairs}, state) when is_list(pairs), do: {:%{}, meta, pairs(pairs, state)}

  defp node({:{}, meta, elements}, state) when is_list(elements),
    do: {:{}, meta, tuple_elements(elements, state)}

  defp node({:%, meta, [name, map]}, state), do: {:%, meta, [walk(name, state), walk(map, state)]}
  defp node({:&, meta, [number]}, _) when is_integer(number), do: {:&, meta, [number]}

  defp node({:__aliases__, meta, [head | rest]}, state) when not is_atom(head),
    do: {:__aliases__, meta, [walk(head, state) | rest]}

  defp node({:__aliases__, _, _} = alias, _), do: alias

  defp node({sigil, meta, [{:<<>>, bits, pieces}, modifiers]} = quoted, state)
       when is_atom(sigil) and is_list(modifiers) do
    if match?("sigil_" <> _, Atom.to_string(sigil)) do
      meta = Keyword.put_new(meta, :delimiter, "\"")

      {sigil, meta,
       [{:<<>>, bits, Enum.map(pieces, &sigil_piece(&1, meta[:delimiter], state))}, modifiers]}
    else
      call(quoted, state)
    end
  end

  # The last argument of `when` in a spec may be a keyword list without brackets.
  defp node({:when, meta, args}, state) when is_list(args) do
    {init, [last]} = Enum.split(args, -1)
    last = if keyword?(last), do: pairs(last, state), else: walk(last, state)
    {:when, meta, Enum.map(init, &walk(&1, state)) ++ [last]}
  end

  defp node([{:->, _, _} | _] = clauses, state),
    do: {:__block__, [], [Enum.map(clauses, &clause(&1, state))]}

  defp node({form, meta, args} = quoted, state) when is_list(args) and is_list(meta) do
    _ = form
    call(quoted, state)
  end

  defp node({name, meta, context}, _) when is_atom(name) and is_list(meta) and is_atom(context),
    do: {name, meta, context}

  defp node(literal, state), do: wrapped(literal, line(state), state)

  ## Calls

  defp call({{:., dot, [target | name]}, meta, args}, state) do
    {{:., dot, [walk(target, state) | name]}, marked(meta, args), args(args, state, meta)}
  end

  defp call({{_, _, _} = form, meta, args}, state) do
    {walk(form, state), marked(meta, args), args(args, state, meta)}
  end

  # Operands keep their brackets.
  defp call({name, meta, [operand]} = quoted, state) when is_atom(name) do
    if Code.Formatter.Operator.unary?(name),
      do: {name, meta, [walk(operand, state)]},
      else: named_call(quoted, state)
  end

  defp call({name, meta, [_, _] = operands} = quoted, state) when is_atom(name) do
    if Code.Formatter.Operator.binary?(name) do
      {name, meta, Enum.map(operands, &walk(&1, state))}
    else
      named_call(quoted, state)
    end
  end

  defp call(quoted, state), do: named_call(quoted, state)

  # Only the calls that are known to have no parentheses go without them before a do block.
  defp named_call({name, meta, args}, state) do
    marked = marked(meta, args)

    marked =
      if Keyword.has_key?(marked, :do) and not Keyword.has_key?(meta, :do) and
           match?([_, _ | _], args) and
           not Enum.any?(state.locals, fn {key, arity} ->
             key == name and arity in [:*, length(args)]
           end) do
        Keyword.put_new(marked, :closing, [])
      else
        marked
      end

    {name, marked, args(args, state, meta)}
  end

  # A keyword list of sections becomes a do block.
  defp marked(meta, args) do
    case List.last(args) do
      [{:do, _} | _] = pairs ->
        if sections?(pairs) and not Keyword.has_key?(meta, :do) and
             not Keyword.has_key?(meta, :closing) do
          Keyword.merge(meta, do: [], end: [], parens: [])
        else
          meta
        end

      _ ->
        meta
    end
  end

  defp sections?(pairs) do
    Enum.all?(pairs, fn
      {key, _} -> key in [:do, :else, :rescue, :catch, :after]
      _ -> false
    end)
  end

  defp args(args, state, meta \\ [])
  defp args([], _, _), do: []

  defp args(args, state, _) do
    {init, [last]} = Enum.split(args, -1)

    last =
      if keyword?(last) and last != [] do
        for {key, value} <- last, do: {key(key, state), section_or_value(key, value, state)}
      else
        walk(last, state)
      end

    Enum.map(init, &walk(&1, state)) ++ [last]
  end

  defp section_or_value(_, [{:->, _, _} | _] = clauses, state),
    do: Enum.map(clauses, &clause(&1, state))

  defp section_or_value(_, value, state), do: walk(value, state)

  defp clause({:->, meta, [args, body]}, state) do
    {:->, meta, [patterns(args, state), walk(body, state)]}
  end

  defp clause(other, state), do: walk(other, state)

  defp patterns([{:when, meta, args}], state) do
    [{:when, meta, Enum.map(args, &walk(&1, state))}]
  end

  defp patterns(args, state), do: Enum.map(args, &walk(&1, state))

  ## Literals

  defp wrapped(text, meta, state) when is_binary(text) do
    meta = Keyword.put_new(meta, :delimiter, "\"")

    {:__block__, meta, [escaped(text, meta[:delimiter], state)]}
  end

  defp wrapped(list, meta, state) when is_list(list) do
    cond do
      list != [] and List.ascii_printable?(list) and not Keyword.has_key?(meta, :closing) ->
        charlist(list, meta, state)

      improper?(list) ->
        {:__block__, meta, [improper(list, state)]}

      keyword?(list) ->
        {:__block__, meta, [pairs(list, state)]}

      true ->
        {:__block__, meta, [elements(list, state)]}
    end
  end

  defp wrapped({left, right}, meta, state) do
    {:__block__, meta, [{walk(left, state), last_element(right, state)}]}
  end

  defp wrapped(tuple, meta, state) when is_tuple(tuple) do
    {:{}, meta, tuple_elements(Tuple.to_list(tuple), state)}
  end

  defp wrapped(number, meta, _) when is_number(number) do
    {:__block__, Keyword.put_new(meta, :token, inspect(number)), [number]}
  end

  defp wrapped(map, meta, state) when is_map(map) and not is_struct(map) do
    {:%{}, meta, pairs(Map.to_list(map), state)}
  end

  # Text that is escaped and quoted, as Elixir has it.
  defp wrapped(:\\, meta, _),
    do: {:__block__, Keyword.put(meta, :delimiter, "\""), [:"\\\\\\\\"]}

  defp wrapped(atom, meta, _) when is_atom(atom) do
    case Macro.classify_atom(atom) do
      :alias when atom != Elixir ->
        {:__aliases__, meta, Enum.map(Module.split(atom), &String.to_atom/1)}

      _ ->
        {:__block__, meta, [atom]}
    end
  end

  defp wrapped(other, meta, _), do: {:__block__, meta, [other]}

  defp charlist(list, meta, state) do
    if Keyword.get(meta, :delimiter) in ["'", "'''"] do
      {:__block__, meta,
       [String.to_charlist(escaped(List.to_string(list), meta[:delimiter], state))]}
    else
      text = List.to_string(list)
      {:sigil_c, [delimiter: "\""], [{:<<>>, [], [escaped(text, "\"", state)]}, []]}
    end
  end

  # A sigil, with single quotes where the text has double ones.
  defp interpolated_charlist(pieces, state) do
    quotes? = Enum.any?(pieces, &(is_binary(&1) and String.contains?(&1, "\"")))

    pieces = Enum.map(pieces, &piece(&1, :escaped, state))

    {:sigil_c, [delimiter: if(quotes?, do: "'", else: "\"")], [{:<<>>, [], pieces}, []]}
  end

  defp tuple_elements([], _), do: []

  defp tuple_elements([last], state) do
    if keyword?(last), do: pairs(last, state), else: [walk(last, state)]
  end

  defp tuple_elements([first | rest], state),
    do: [walk(first, state) | tuple_elements(rest, state)]

  # A keyword list at the end of a tuple has no brackets.
  defp last_element(element, state) do
    if keyword?(element), do: pairs(element, state), else: walk(element, state)
  end

  defp elements(list, state) do
    {plain, keywords} = trailing_keywords(list)

    plain =
      for element <- plain do
        case element do
          {left, right} -> {:__block__, [], [{walk(left, state), walk(right, state)}]}
          other -> walk(other, state)
        end
      end

    plain ++ pairs(keywords, state)
  end

  # `[1, a: 2]`: the pairs with atoms as keys that end a list.
  defp trailing_keywords(list) do
    keywords = list |> Enum.reverse() |> Enum.take_while(&pair?/1) |> Enum.reverse()
    {Enum.drop(list, -length(keywords)), keywords}
  end

  defp pairs(pairs, state) do
    keyword_from = length(pairs) - length(pairs |> Enum.reverse() |> Enum.take_while(&pair?/1))

    for {pair, index} <- Enum.with_index(pairs) do
      case pair do
        {key, value} when index >= keyword_from -> {key(key, state), walk(value, state)}
        {key, value} -> {walk(key, state), walk(value, state)}
        other -> walk(other, state)
      end
    end
  end

  defp key({{:., dot, [:erlang, :binary_to_atom]}, meta, [{:<<>>, bits, segments}, :utf8]}, state) do
    pieces = Enum.map(segments, &piece(&1, "\"", state))

    {{:., dot, [:erlang, :binary_to_atom]},
     Keyword.merge([format: :keyword, delimiter: "\""], meta), [{:<<>>, bits, pieces}, :utf8]}
  end

  defp key({:__block__, meta, [key]}, _),
    do: {:__block__, Keyword.put(meta, :format, :keyword), [key]}

  defp key(key, state), do: {:__block__, [format: :keyword] ++ line(state), [key]}

  defp pair?({key, _}) when is_atom(key), do: not match?("Elixir." <> _, Atom.to_string(key))
  defp pair?({{:__block__, meta, [key]}, _}) when is_atom(key), do: meta[:format] == :keyword

  defp pair?({{{:., _, [:erlang, :binary_to_atom]}, meta, [{:<<>>, _, _}, :utf8]}, _}),
    do: meta[:format] == :keyword

  defp pair?(_), do: false

  defp keyword?(list),
    do: is_list(list) and list != [] and not improper?(list) and Enum.all?(list, &pair?/1)

  defp improper?([_ | tail]), do: improper?(tail)
  defp improper?([]), do: false
  defp improper?(_), do: true

  defp improper([head | tail], state) when is_list(tail),
    do: [walk(head, state) | improper(tail, state)]

  defp improper([head | tail], state), do: [{:|, [], [walk(head, state), walk(tail, state)]}]

  ## Text

  defp interpolated?(segments) do
    segments != [] and
      Enum.all?(segments, fn
        {:"::", _, [{{:., _, [Kernel, :to_string]}, _, [_]}, {:binary, _, _}]} -> true
        text -> is_binary(text)
      end)
  end

  defp charlist_pieces?(pieces) do
    Enum.any?(pieces, &match?({{:., _, [Kernel, :to_string]}, _, [_]}, &1)) and
      Enum.all?(pieces, fn
        {{:., _, [Kernel, :to_string]}, _, [_]} -> true
        text -> is_binary(text)
      end)
  end

  defp piece({:"::", meta, [{form, call, [quoted]}, binary]}, _, state) do
    {:"::", meta, [{form, call, [walk(quoted, state)]}, binary]}
  end

  defp piece({form, call, [quoted]}, _, state), do: {form, call, [walk(quoted, state)]}
  # Text around interpolation stays as it is, but for that of atoms and charlists.
  defp piece(text, :escaped, state), do: escaped(text, nil, state)
  defp piece(text, _, _), do: text

  defp sigil_piece(text, _, _) when is_binary(text), do: text
  defp sigil_piece(other, delimiter, state), do: piece(other, delimiter, state)

  defp segment({:"::", meta, [value, modifiers]}, state) do
    {:"::", meta, [walk(value, state), modifier(modifiers, state)]}
  end

  defp segment(value, state), do: walk(value, state)

  defp modifier({operator, meta, [left, right]}, state) when operator in [:-, :*] do
    {operator, meta, [modifier(left, state), modifier(right, state)]}
  end

  defp modifier(other, state), do: walk(other, state)

  defp escaped(text, _, %{escape: false}), do: text

  defp escaped(text, delimiter, _) when delimiter in ["\"\"\"", "'''"] do
    text |> String.split("\n") |> Enum.map_join("\n", &Code.Identifier.escape(&1, nil))
  end

  # The formatter itself escapes delimiters.
  defp escaped(text, _, _), do: Code.Identifier.escape(text, nil)
end
