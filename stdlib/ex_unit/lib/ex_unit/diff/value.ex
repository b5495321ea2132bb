# Compares two values, by `==` or `===`.

defmodule ExUnit.Diff.Value do
  @moduledoc false

  alias ExUnit.Diff.{Node, Sequence, Text}

  @type operator :: :== | :===

  @doc "Whether two values are equal, and the nodes of both."
  @spec compare(term, term, operator) :: {boolean, Node.t(), Node.t()}
  def compare(left, right, operator) do
    if equal?(left, right, operator) do
      {true, equal(left), equal(right)}
    else
      {left, right} = differ(left, right, operator)
      {false, left, right}
    end
  end

  defp equal?(left, right, :===), do: left === right
  defp equal?(left, right, _), do: left == right

  ## What both sides have

  # Lists, tuples and maps are laid out as they are where they differ.
  defp equal(list) when is_list(list), do: equal_list(list, [])
  defp equal({element}), do: equal(element)

  # Only lists and pairs are laid out; other containers that are equal are one text.
  defp equal({left, right}), do: {:tuple, [equal(left), equal(right)]}
  defp equal(atom) when is_atom(atom), do: {:atom, atom}
  defp equal(value), do: Node.text(value)

  defp equal_list([head | tail], done), do: equal_list(tail, [equal(head) | done])
  defp equal_list([], done), do: {:list, Enum.reverse(done), nil}
  defp equal_list(tail, done), do: {:list, Enum.reverse(done), equal(tail)}

  ## What differs

  defp differ(left, right, operator) when is_list(left) and is_list(right) do
    cond do
      charlists?(left, right) -> strings(List.to_string(left), List.to_string(right), ~s(~c"))
      true -> lists(left, right, operator)
    end
  end

  defp differ(left, right, operator) when is_tuple(left) and is_tuple(right) do
    {_, left, right, _} =
      Sequence.zip(
        Tuple.to_list(left),
        Tuple.to_list(right),
        operator,
        &compare_element/3,
        &single/2
      )

    {{:tuple, left}, {:tuple, right}}
  end

  defp differ(left, right, operator) when is_map(left) and is_map(right),
    do: maps(left, right, operator)

  defp differ(left, right, _) when is_binary(left) and is_binary(right),
    do: strings(left, right, ~s("))

  defp differ(left, right, _) when is_number(left) and is_number(right) do
    texts(Node.show(left), Node.show(right)) || apart(left, right)
  end

  defp differ(left, right, _), do: apart(left, right)

  defp apart(left, right), do: {single(:delete, left), single(:insert, right)}

  defp single(kind, value), do: value |> Node.whole() |> Node.mark(kind)

  defp compare_element(left, right, operator) do
    {equal?, left, right} = compare(left, right, operator)
    {equal?, left, right, operator}
  end

  defp charlists?(left, right) do
    List.ascii_printable?(left) and List.ascii_printable?(right)
  end

  defp strings(left, right, prefix) do
    {left, right} = Text.compare(Text.escape(left), Text.escape(right))
    {{:quoted, prefix, left, ~s(")}, {:quoted, prefix, right, ~s(")}}
  end

  # Both texts with marks if they are similar, `nil` otherwise.
  defp texts(left, right) do
    if Text.similar?(left, right) do
      {left, right} = Text.letters(left, right)
      {{:quoted, "", left, ""}, {:quoted, "", right, ""}}
    end
  end

  defp lists(left, right, operator) do
    {left, left_tail} = split(left, [])
    {right, right_tail} = split(right, [])
    {_, left, right, _} = Sequence.compare(left, right, operator, &compare_element/3, &single/2)
    {left_tail, right_tail} = tails(left_tail, right_tail, operator)
    {{:list, left, left_tail}, {:list, right, right_tail}}
  end

  defp split([head | tail], done), do: split(tail, [head | done])
  defp split(tail, done), do: {Enum.reverse(done), tail}

  defp tails([], [], _), do: {nil, nil}
  defp tails(left, [], _), do: {single(:delete, left), nil}
  defp tails([], right, _), do: {nil, single(:insert, right)}

  defp tails(left, right, operator) do
    {_, left, right} = compare(left, right, operator)
    {left, right}
  end

  ## Maps and structs

  defp maps(%module{} = left, %other{} = right, operator)
       when is_atom(module) and is_atom(other) do
    shown_left = Node.show(left)
    shown_right = Node.show(right)

    cond do
      not Node.custom_inspect?(left) ->
        fields(left, right, operator)

      shown_left != shown_right ->
        texts(shown_left, shown_right) ||
          {shown(:delete, shown_left), shown(:insert, shown_right)}

      true ->
        fields(left, right, operator)
    end
  end

  defp maps(left, right, operator), do: fields(left, right, operator)

  defp shown(kind, text), do: Node.mark({:text, text}, kind)

  defp fields(left, right, operator) do
    {left_name, left} = name(left)
    {right_name, right} = name(right)
    {left_name, right_name} = names(left_name, right_name)

    {common, left_only} =
      left |> Enum.sort() |> Enum.split_with(fn {key, _} -> is_map_key(right, key) end)

    right_only = right |> Map.drop(Map.keys(left)) |> Enum.sort()

    {left, right} =
      common
      |> Enum.map(fn {key, value} ->
        {_, left, right} = compare(value, Map.fetch!(right, key), operator)
        {{:pair, Node.whole(key), left}, {:pair, Node.whole(key), right}}
      end)
      |> Enum.unzip()

    {{:map, left_name, left ++ only(:delete, left_only)},
     {:map, right_name, right ++ only(:insert, right_only)}}
  end

  defp name(%module{} = struct) when is_atom(module),
    do: {module, Map.delete(struct, :__struct__)}

  defp name(map), do: {nil, map}

  defp names(nil, nil), do: {nil, nil}
  defp names(name, name), do: {{:atom, name}, {:atom, name}}
  defp names(left, right), do: {marked_name(left, :delete), marked_name(right, :insert)}

  defp marked_name(nil, _), do: nil
  defp marked_name(name, kind), do: Node.mark({:atom, name}, kind)

  defp only(kind, pairs) do
    for {key, value} <- pairs, do: {:mark, kind, {:pair, Node.whole(key), Node.whole(value)}}
  end
end
