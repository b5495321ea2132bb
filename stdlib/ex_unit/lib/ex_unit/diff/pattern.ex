# Compares a pattern with a value. Patterns are quoted expressions whose macros `ExUnit.Assertions.Pattern` has expanded.

defmodule ExUnit.Diff.Pattern do
  @moduledoc false

  alias ExUnit.Diff.{Guard, Node, Sequence, Text, Value}

  @typedoc "The pins, and the variables that the parts of the pattern before have bound, by name and context."
  @type bindings :: %{{atom, atom} => term}

  @doc """
  Whether a value matches a pattern, and the nodes of both. Throws `:unknown` where the pattern is one of bits.
  """
  @spec compare(Macro.t(), term, %{{atom, atom} => term}) :: {boolean, Node.t(), Node.t()}
  def compare({:when, _, [pattern, guard]}, value, pins) do
    case match(pattern, value, bindings(pins)) do
      {true, left, right, state} ->
        {matches?, guard} = Guard.compare(guard, Map.merge(pins, state.variables))
        {matches?, {:operator, :when, left, guard}, right}

      {false, left, right, _} ->
        {false, {:operator, :when, left, {:code, guard}}, right}
    end
  end

  def compare(pattern, value, pins) do
    {matches?, left, right, _} = match(pattern, value, bindings(pins))
    {matches?, left, right}
  end

  defp bindings(pins), do: %{pins: pins, variables: %{}}

  ## Variables

  defp match({:_, _, context} = variable, value, state) when is_atom(context) do
    {true, {:code, variable}, Node.whole(value), state}
  end

  defp match({name, _, context} = variable, value, state)
       when is_atom(name) and is_atom(context) do
    case Map.fetch(state.variables, {name, context}) do
      {:ok, bound} when bound !== value ->
        apart(variable, value, state)

      _ ->
        {true, {:code, variable}, Node.whole(value),
         put_in(state.variables[{name, context}], value)}
    end
  end

  defp match({:^, _, [{name, _, context}]} = pin, value, state) do
    case Map.fetch(state.pins, {name, context}) do
      {:ok, pinned} ->
        case Value.compare(pinned, value, :===) do
          {true, _, _} -> {true, {:code, pin}, Node.whole(value), state}
          {false, _, right} -> {false, Node.mark({:code, pin}, :delete), right, state}
        end

      :error ->
        apart(pin, value, state)
    end
  end

  ## Strings and bits

  defp match({:<<>>, meta, _}, value, state) do
    case meta[:original] do
      {:<>, _, [left, right]} when is_binary(value) -> prefixed(left, right, value, state)
      _ -> throw(:unknown)
    end
  end

  ## What comes out of a macro is shown as it was written, and compared as what it stands for.

  defp match({name, meta, arguments} = pattern, value, state)
       when is_list(meta) and is_list(arguments) do
    case Keyword.pop(meta, :original) do
      {nil, _} ->
        match_node(pattern, value, state)

      {original, meta} ->
        case match_node({name, meta, arguments}, value, state) do
          {true, _, right, state} -> {true, {:code, original}, right, state}
          {false, _, right, state} -> {false, Node.mark({:code, original}, :delete), right, state}
        end
    end
  end

  defp match({left, right}, value, state), do: tuple([left, right], {left, right}, value, state)

  defp match(pattern, value, state) when is_list(pattern) and is_list(value) do
    if List.ascii_printable?(pattern) and List.ascii_printable?(value),
      do: literal(pattern, value, state),
      else: list(pattern, value, state)
  end

  defp match(pattern, value, state) when is_list(pattern), do: apart(pattern, value, state)
  defp match(literal, value, state), do: literal(literal, value, state)

  defp match_node({:{}, _, elements} = pattern, value, state),
    do: tuple(elements, pattern, value, state)

  defp match_node({:%{}, _, pairs} = pattern, %{__struct__: module} = value, state) do
    case List.keytake(pairs, :__struct__, 0) do
      {{_, ^module}, pairs} -> struct(module, pairs, pattern, value, state)
      _ -> map(nil, pairs, pattern, value, state)
    end
  end

  defp match_node({:%{}, _, pairs} = pattern, value, state),
    do: map(nil, pairs, pattern, value, state)

  defp match_node({:%, _, [module, {:%{}, _, pairs}]} = pattern, value, state)
       when is_atom(module) do
    struct(module, pairs, pattern, value, state)
  end

  defp match_node({:%, _, [name, {:%{}, meta, pairs}]} = pattern, value, state) do
    if is_map(value) do
      map(
        nil,
        [{:__struct__, name} | pairs],
        {:%{}, meta, [{:__struct__, name} | pairs]},
        value,
        state
      )
    else
      apart(pattern, value, state)
    end
  end

  defp match_node({:++, _, [prefix, rest]} = pattern, value, state)
       when is_list(prefix) and is_list(value) do
    concatenation(prefix, rest, pattern, value, state)
  end

  defp match_node({:<>, _, _}, _, _), do: throw(:unknown)

  # A match within a pattern is not taken apart.
  defp match_node(pattern, value, state), do: apart(pattern, value, state)

  defp apart(pattern, value, state) do
    {false, Node.mark(nodes(pattern), :delete), Node.mark(Node.whole(value), :insert), state}
  end

  defp literal(literal, value, state) do
    {equal?, left, right} = Value.compare(literal, value, :===)

    if equal?,
      do: {true, Node.whole(literal), Node.whole(value), state},
      else: {false, left, right, state}
  end

  ## Containers

  defp tuple(patterns, _, value, state) when is_tuple(value) do
    {matches?, left, right, state} =
      Sequence.zip(patterns, Tuple.to_list(value), state, &match/3, &single/2)

    {matches?, {:tuple, left}, {:tuple, right}, state}
  end

  defp tuple(_, pattern, value, state), do: apart(pattern, value, state)

  defp single(:delete, pattern), do: Node.mark(nodes(pattern), :delete)
  defp single(:insert, value), do: Node.mark(Node.whole(value), :insert)

  # `[a | [b | c]]` is compared as `[a, b | c]`, and shown as it was written.
  defp list(pattern, value, state) do
    case segments(pattern) do
      {[patterns], nil} -> proper_list(patterns, value, state)
      {segments, tail} -> segmented_list(segments, tail, value, state)
    end
  end

  defp segments(pattern) do
    case split_pattern(pattern, []) do
      {elements, nil} ->
        {[elements], nil}

      {elements, tail} when is_list(tail) ->
        {segments, tail} = segments(tail)
        {[elements | segments], tail}

      {elements, tail} ->
        {[elements], tail}
    end
  end

  defp split_pattern([{:|, _, [head, tail]}], done), do: {Enum.reverse([head | done]), tail}
  defp split_pattern([head | tail], done), do: split_pattern(tail, [head | done])
  defp split_pattern([], done), do: {Enum.reverse(done), nil}

  defp segmented_list(segments, nil, value, state) do
    {matches?, {:list, left, nil}, right, state} =
      proper_list(Enum.concat(segments), value, state)

    {matches?, segmented(segments, left, nil), right, state}
  end

  # As many elements as there are patterns before the tail, if there are so many.
  defp segmented_list(segments, tail, value, state) do
    patterns = Enum.concat(segments)
    {elements, rest} = split_value(value, length(patterns), [])

    {matches?, left, right, state} =
      Sequence.compare(patterns, elements, state, &match/3, &single/2)

    {tail_matches?, left_tail, right_tail, state} = match(tail, rest, state)

    {matches? and tail_matches?, segmented(segments, left, left_tail),
     continued(right, right_tail, rest), state}
  end

  defp segmented([_], nodes, tail), do: {:list, nodes, tail}

  defp segmented([segment | segments], nodes, tail) do
    {nodes, rest} = Enum.split(nodes, length(segment))
    {:list, nodes, segmented(segments, rest, tail)}
  end

  defp proper_list(patterns, value, state) do
    {elements, tail} = split_value(value, :all, [])

    {matches?, left, right, state} =
      Sequence.compare(patterns, elements, state, &match/3, &single/2)

    tail = if tail != [], do: Node.mark(Node.whole(tail), :insert)
    {matches? and tail == nil, {:list, left, nil}, {:list, right, tail}, state}
  end

  defp split_value([head | tail], count, done) when count == :all or count > 0 do
    split_value(tail, if(count == :all, do: :all, else: count - 1), [head | done])
  end

  defp split_value(rest, _, done), do: {Enum.reverse(done), rest}

  # The rest of a list continues it: its elements stand beside those before.
  defp continued(elements, {:list, more, tail}, _), do: {:list, elements ++ more, tail}

  defp continued(elements, {:mark, kind, _}, rest) when is_list(rest) do
    {more, tail} = split_value(rest, :all, [])
    more = for element <- more, do: Node.mark(Node.whole(element), kind)
    {:list, elements ++ more, if(tail != [], do: Node.mark(Node.whole(tail), kind))}
  end

  defp continued(elements, _, rest) when is_list(rest) do
    {more, tail} = split_value(rest, :all, [])
    {:list, elements ++ Enum.map(more, &Node.whole/1), if(tail != [], do: Node.whole(tail))}
  end

  defp continued(elements, tail, _), do: {:list, elements, tail}

  defp concatenation(prefix, rest, _, value, state) when is_list(rest) do
    {elements, _} = split_value(value, :all, [])

    {matches?, left, right, state} =
      Sequence.compare(prefix ++ rest, elements, state, &match/3, &single/2)

    {left_prefix, left_rest} = Enum.split(left, length(prefix))

    {matches?, {:operator, :++, {:list, left_prefix, nil}, {:list, left_rest, nil}},
     {:list, right, nil}, state}
  end

  defp concatenation(prefix, rest, _, value, state) do
    {elements, more} = split_value(value, length(prefix), [])

    {matches?, left, right, state} =
      Sequence.compare(prefix, elements, state, &match/3, &single/2)

    {rest_matches?, left_rest, right_rest, state} = match(rest, more, state)

    {matches? and rest_matches?, {:operator, :++, {:list, left, nil}, left_rest},
     continued(right, right_rest, more), state}
  end

  ## Maps and structs

  defp map(name, pairs, _, value, state) when is_map(value) do
    pairs = for {key, pattern} <- pairs, do: {key, key_value(key, state), pattern}
    {common, missing} = Enum.split_with(pairs, fn {_, key, _} -> has_key?(value, key) end)

    {fields, {matches?, state}} =
      Enum.map_reduce(common, {true, state}, fn {key, {:ok, actual}, pattern},
                                                {matches?, state} ->
        {same?, left, right, state} = match(pattern, Map.fetch!(value, actual), state)

        {{key, actual, {:pair, nodes(key), left}, {:pair, Node.whole(actual), right}},
         {matches? and same?, state}}
      end)

    # Variables are bound in the order of the pattern, fields shown in that of their keys.
    fields = Enum.sort_by(fields, &elem(&1, 0))
    left = for {_, _, left, _} <- fields, do: left

    left_out =
      for {key, _, pattern} <- Enum.sort_by(missing, &elem(&1, 0)),
          do: {:mark, :delete, {:pair, nodes(key), nodes(pattern)}}

    right = for {_, _, _, right} <- fields, do: right
    rest = Map.drop(value, for({_, key, _, _} <- fields, do: key))
    matches? = matches? and missing == []
    {right_name, right} = right_structure(value, rest, right, fields)
    {matches?, {:map, name, left ++ left_out}, {:map, right_name, right}, state}
  end

  defp map(_, _, pattern, value, state), do: apart(pattern, value, state)

  defp key_value({:^, _, [{name, _, context}]}, state) do
    Map.fetch(state.pins, {name, context})
  end

  defp key_value(key, _) do
    {:ok, literal_value(key)}
  catch
    :not_literal -> :error
  end

  defp has_key?(map, {:ok, key}), do: is_map_key(map, key)
  defp has_key?(_, :error), do: false

  defp right_structure(value, rest, right, fields) do
    case value do
      %{__struct__: module} when is_atom(module) ->
        case List.keyfind(fields, :__struct__, 0) do
          {_, _, _, {:pair, _, {:mark, _, _} = name}} -> {name, tl(right) ++ Node.pairs(rest)}
          {_, _, _, _} -> {{:atom, module}, tl(right) ++ Node.pairs(rest)}
          nil -> {{:atom, module}, right ++ Node.pairs(Map.delete(rest, :__struct__))}
        end

      _ ->
        {nil, right ++ Node.pairs(rest)}
    end
  end

  defp struct(module, pairs, pattern, %{__struct__: module} = value, state) do
    case shown(module, pairs, value) do
      {:same, text} -> {true, {:text, text}, {:text, text}, state}
      {:differ, left, right} -> {false, {:quoted, "", left, ""}, {:quoted, "", right, ""}, state}
      nil -> map({:atom, module}, pairs, pattern, value, state)
    end
  end

  defp struct(module, pairs, _, value, state) when is_map(value) do
    {name, rest} = Map.pop(value, :__struct__)
    {_, {:map, _, left}, {:map, _, right}, state} = map(nil, pairs, nil, rest, state)
    right_name = if name, do: Node.mark({:atom, name}, :insert)
    {false, {:map, Node.mark({:atom, module}, :delete), left}, {:map, right_name, right}, state}
  end

  defp struct(_, _, pattern, value, state), do: apart(pattern, value, state)

  # A struct that is shown in a way of its own is compared as it is shown, if the pattern is one of values.
  defp shown(module, pairs, value) do
    with true <- Node.custom_inspect?(value),
         left = Node.show(struct(module, literal_value(pairs))),
         right = Node.show(value),
         false <- left =~ "Inspect.Error" do
      cond do
        left == right and match_literals?(pairs, value) -> {:same, left}
        left == right -> nil
        Text.similar?(left, right) -> Tuple.insert_at(Text.letters(left, right), 0, :differ)
        true -> nil
      end
    else
      _ -> nil
    end
  rescue
    _ -> nil
  catch
    :not_literal -> nil
  end

  defp match_literals?(pairs, value) do
    Enum.all?(pairs, fn {key, pattern} ->
      Map.fetch(value, key) == {:ok, literal_value(pattern)}
    end)
  end

  defp literal_value({:{}, _, elements}),
    do: elements |> Enum.map(&literal_value/1) |> List.to_tuple()

  defp literal_value({:%{}, _, pairs}), do: Map.new(pairs, &literal_value/1)

  defp literal_value({:%, _, [module, pairs]}) when is_atom(module),
    do: struct(module, literal_value(pairs))

  defp literal_value({_, _, _}), do: throw(:not_literal)
  defp literal_value({left, right}), do: {literal_value(left), literal_value(right)}
  defp literal_value([head | tail]), do: [literal_value(head) | literal_value(tail)]
  defp literal_value(literal), do: literal

  ## Strings

  # `"literal" <> rest`: as many letters as the literal has are compared with it.
  defp prefixed(literal, rest, value, state) when is_binary(literal) do
    {start, more} = String.split_at(value, String.length(literal))

    {left, right} =
      if literal == start,
        do: {[Text.escape(literal)], [Text.escape(start)]},
        else: Text.compare(Text.escape(literal), Text.escape(start))

    {rest_matches?, left_rest, right_rest, state} = suffix(rest, more, state)

    {literal == start and rest_matches?,
     {:operator, :<>, {:quoted, ~s("), left, ~s(")}, left_rest},
     {:quoted, ~s("), right ++ right_rest, ~s(")}, state}
  end

  defp prefixed(left, right, value, state) do
    {false, Node.mark({:code, {:<>, [], [left, right]}}, :delete),
     {:quoted, ~s("), [{:mark, :insert, Text.escape(value)}], ~s(")}, state}
  end

  defp suffix({:"::", _, [pattern, _]}, value, state), do: suffix(pattern, value, state)

  defp suffix({:<>, _, [left, right]}, value, state) do
    {matches?, left, {:quoted, _, chunks, _}, state} = prefixed(left, right, value, state)
    {matches?, left, chunks, state}
  end

  defp suffix(pattern, value, state) do
    case match(pattern, value, state) do
      {true, left, _, state} -> {true, left, [Text.escape(value)], state}
      {false, left, {:quoted, ~s("), chunks, _}, state} -> {false, left, chunks, state}
      {false, left, _, state} -> {false, left, [{:mark, :insert, Text.escape(value)}], state}
    end
  end

  ## Patterns that are not compared

  defp nodes({left, right}), do: {:tuple, [nodes(left), nodes(right)]}

  defp nodes(list) when is_list(list) do
    case split_pattern(list, []) do
      {elements, nil} ->
        if list != [] and List.ascii_printable?(list),
          do: Node.text(list),
          else: {:list, Enum.map(elements, &nodes/1), nil}

      {elements, tail} ->
        {:list, Enum.map(elements, &nodes/1), nodes(tail)}
    end
  end

  defp nodes({name, meta, arguments} = pattern) when is_list(arguments) do
    if meta[:original] do
      {:code, pattern}
    else
      case {name, arguments} do
        {:{}, elements} ->
          {:tuple, Enum.map(elements, &nodes/1)}

        {:%{}, pairs} ->
          {:map, nil, pair_nodes(pairs)}

        {:%, [module, {:%{}, _, pairs}]} when is_atom(module) ->
          {:map, {:atom, module}, pair_nodes(pairs)}

        _ ->
          {:code, pattern}
      end
    end
  end

  defp nodes({_, _, _} = variable), do: {:code, variable}
  defp nodes(literal), do: Node.whole(literal)

  defp pair_nodes(pairs), do: for({key, value} <- pairs, do: {:pair, nodes(key), nodes(value)})
end
