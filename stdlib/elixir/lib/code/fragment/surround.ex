# What stands around a position of a line: the word, chain of names or operator that it lies in.

defmodule Code.Fragment.Surround do
  @moduledoc false

  import Code.Fragment, only: [ending: 1, name_char?: 1]

  @operator_chars ~c"+-*/<>=!&|^~.:\\@"
  @keywords [
    ~c"true",
    ~c"false",
    ~c"nil",
    ~c"do",
    ~c"end",
    ~c"fn",
    ~c"after",
    ~c"else",
    ~c"catch",
    ~c"rescue"
  ]
  @named_operators [~c"and", ~c"or", ~c"in", ~c"not", ~c"when"]

  @doc "The context around an offset, with the offsets where it starts and ends, or `:none`."
  def at(text, offset) do
    {before, behind} = Enum.split(text, offset)
    look(Enum.reverse(before), behind)
  end

  # `before` is read backwards.
  defp look(before, [char | _] = behind) do
    cond do
      name_char?(char) -> word(before, behind)
      mark?(before, behind) -> word(before, behind)
      single_dot?(before, behind) -> dot(before, behind)
      char in ~c" \t" -> blank(before, behind)
      char == ?: and atom?(before, behind) -> next_word(before, behind)
      char == ?@ and named?(tl(behind)) -> next_word(before, behind)
      char == ?% and named?(tl(behind)) -> next_word(before, behind)
      char == ?& and digit?(tl(behind)) -> next_word(before, behind)
      char == ?~ and named?(tl(behind)) -> sigil(before, tl(behind))
      char in @operator_chars -> operator(before, behind)
      true -> :none
    end
  end

  defp look(_before, []), do: :none

  defp named?([char | _]), do: name_char?(char) and char not in ?0..?9
  defp named?([]), do: false
  defp digit?([char | _]), do: char in ?0..?9
  defp digit?([]), do: false

  defp atom?([?: | _], _behind), do: false
  defp atom?(_before, [?: | rest]), do: named?(rest)

  # `foo?` and `foo!`, but not `foo!=`.
  defp mark?([char | _], [mark | rest]) when mark in ~c"?!",
    do: name_char?(char) and not match?([?= | _], rest)

  defp mark?(_before, _behind), do: false

  defp single_dot?([?. | _], _behind), do: false
  defp single_dot?(_before, [?., ?. | _]), do: false
  defp single_dot?([_ | _], [?. | _]), do: true
  defp single_dot?(_before, _behind), do: false

  defp sigil(before, behind) do
    letters = Enum.take_while(behind, &name_char?/1)
    {{:sigil, letters}, length(before), length(before) + 1 + length(letters)}
  end

  defp next_word(before, [char | behind]), do: word([char | before], behind)

  # On a dot it is about the name behind it.
  defp dot(before, [?. | behind]) do
    {blanks, rest} = Enum.split_while(behind, &(&1 in ~c" \t"))

    cond do
      named?(rest) -> word(blanks ++ [?. | before], rest)
      blanks == [] and rest != [] and hd(rest) in ~c"+-*/<>=!&|^" -> operator([?. | before], rest)
      true -> :none
    end
  end

  # Blanks around a dot are part of a chain.
  defp blank(before, behind) do
    {blanks, rest} = Enum.split_while(behind, &(&1 in ~c" \t"))
    before = blanks ++ before

    cond do
      single_dot?(before, rest) ->
        dot(before, rest)

      match?([?. | _], Enum.drop_while(before, &(&1 in ~c" \t"))) and named?(rest) ->
        word(before, rest)

      true ->
        :none
    end
  end

  defp word(before, behind) do
    {left, before} = Enum.split_while(before, &name_char?/1)
    {right, rest} = Enum.split_while(behind, &name_char?/1)
    {mark, rest} = mark(left, right, rest)
    word = Enum.reverse(left) ++ right ++ mark
    {word, rest} = if alias?(word), do: longer(word, rest), else: {word, rest}
    named(word, before, rest)
  end

  defp mark([], [], rest), do: {[], rest}

  defp mark(left, right, [mark | rest]) when mark in ~c"?!" do
    if mark?(Enum.reverse(right) ++ left, [mark | rest]),
      do: {[mark], rest},
      else: {[], [mark | rest]}
  end

  defp mark(_left, _right, rest), do: {[], rest}

  defp alias?([first | rest]), do: first in ?A..?Z and Enum.all?(rest, &(&1 < 128))
  defp alias?([]), do: false

  # An alias is taken as a whole: `Foo.Bar`.
  defp longer(word, rest) do
    {before, behind} = Enum.split_while(rest, &(&1 in ~c" \t"))

    with [?. | behind] <- behind,
         {after_dot, behind} = Enum.split_while(behind, &(&1 in ~c" \t")),
         [first | _] when first in ?A..?Z <- behind do
      {part, rest} = Enum.split_while(behind, &name_char?/1)
      longer(word ++ before ++ [?.] ++ after_dot ++ part, rest)
    else
      _ -> {word, rest}
    end
  end

  defp named(word, before, rest) do
    text = Enum.reverse(before) ++ word
    behind_expression? = behind_expression?(before)

    case context(text) do
      {:local_or_var, ^word} ->
        cond do
          key?(rest) -> last({:key, word}, length(word), text)
          word in @keywords -> last({:keyword, word}, length(word), text)
          word in @named_operators -> last({:operator, word}, length(word), text)
          behind_expression? -> :none
          true -> last(followed({:local_or_var, word}, rest), length(word), text)
        end

      {:block_keyword_or_binary_operator, ^word} ->
        cond do
          word in @keywords -> last({:keyword, word}, length(word), text)
          word in @named_operators -> last({:operator, word}, length(word), text)
          true -> :none
        end

      {:alias, name} when is_list(name) ->
        spread({:alias, name}, length(name), text)

      :expr ->
        :none

      :none ->
        :none

      context ->
        whole(context, text)
    end
  end

  defp key?([?:, ?: | _]), do: false
  defp key?([?: | _]), do: true
  defp key?(_rest), do: false

  defp behind_expression?(before) do
    case Enum.split_while(before, &(&1 in ~c" \t")) do
      {[_ | _], [quote | _]} when quote in ~c"\"'" -> true
      _ -> false
    end
  end

  defp followed({:local_or_var, name}, [?( | _rest]), do: {:local_call, name}

  defp followed({:local_or_var, name} = context, rest) do
    case Enum.drop_while(rest, &(&1 in ~c" \t")) do
      [?/ | _] -> {:local_arity, name}
      _ -> context
    end
  end

  defp context(text), do: Code.Fragment.cursor_context(List.to_string(text))

  # The context is the end of the text: so many characters.
  defp last(context, width, text), do: {context, length(text) - width, length(text)}

  # The same, but blanks within a chain are not counted.
  defp spread(context, visible, text),
    do: last(context, text |> Enum.reverse() |> taken(visible, 0), text)

  defp taken(_reversed, 0, count), do: count

  defp taken([char | rest], visible, count) when char in ~c" \t",
    do: taken(rest, visible, count + 1)

  defp taken([_ | rest], visible, count), do: taken(rest, visible - 1, count + 1)
  defp taken([], _visible, count), do: count

  defp whole(context, text) do
    case width(context) do
      nil -> {context, length(text), length(text)}
      width -> spread(context, width, text)
    end
  end

  defp width({kind, inside, name}) when kind in [:dot, :alias] do
    with width when width != nil <- width(inside), do: width + 1 + length(name)
  end

  defp width({:struct, name}) when is_list(name), do: 1 + length(name)
  defp width({:struct, inside}), do: 1 + width(inside)

  defp width({kind, name}) when kind in [:module_attribute, :unquoted_atom, :sigil],
    do: 1 + length(name)

  defp width({_kind, name}) when is_list(name), do: length(name)
  defp width(_expression), do: nil

  defp operator(before, behind) do
    {left, before} = Enum.split_while(before, &(&1 in @operator_chars))
    {right, _rest} = Enum.split_while(behind, &(&1 in @operator_chars))
    name = Enum.reverse(left) ++ right

    case {name, before} do
      {[?. | operator], [_ | _]} when operator != [] and hd(operator) != ?. ->
        dotted(operator, before)

      _ ->
        start = length(before)

        case context(Enum.reverse(before) ++ name) do
          {:operator, ^name} -> {{:operator, name}, start, start + length(name)}
          {:module_attribute, []} -> {{:operator, name}, start, start + length(name)}
          _ -> :none
        end
    end
  end

  defp dotted(operator, before) do
    text = Enum.reverse(before) ++ [?. | operator]

    case ending(Enum.reverse(text)) do
      {:dot, _, _} = context -> whole(context, text)
      _ -> :none
    end
  end
end
