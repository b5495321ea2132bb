# How the formatter prints lists, keyword lists, tuples, maps and bitstrings, and what stands between their brackets.

defmodule Code.Formatter.Container do
  @moduledoc false

  import Inspect.Algebra, except: [format: 2]

  import Code.Formatter,
    only: [as_group: 2, in_last_group: 2, eol?: 1, line_of: 1, closing_line: 1, bracketed: 3]

  alias Code.Formatter
  alias Code.Formatter.{Literal, Operator}

  @doc "A list in brackets."
  def list(meta, [], state), do: empty_or_comments("[", meta, "]", state)

  def list(meta, elements, state) do
    join = if eol?(meta), do: :line, else: :break
    {doc, state} = elements(flat(elements), meta, join, state)
    {bracketed("[", doc, "]"), state}
  end

  @doc "A tuple."
  def tuple(meta, [], state), do: empty_or_comments("{", meta, "}", state)

  def tuple(meta, elements, state) do
    if eol?(meta) do
      {doc, state} = elements(one_keyword_list(elements), meta, :line, state)
      {bracketed("{", doc, "}"), state}
    else
      opts = [commented: Formatter.comments_within?(meta, state)]
      {doc, join, state} = joined_elements(one_keyword_list(elements), meta, :flex, state, opts)
      {flexible("{", doc, "}", join, 1), state}
    end
  end

  # Lines that are filled begin behind the bracket, unless comments put each element on a line of its own.
  defp flexible(left, doc, right, :flex, indent),
    do: group(concat(concat(left, nest(doc, indent)), right))

  defp flexible(left, doc, right, :line, _), do: bracketed(left, doc, right)

  # A keyword list at the end is one element where lines are filled.
  defp one_keyword_list(elements) do
    {last, left} = List.pop_at(elements, -1)
    if left != [] and keywords?(last), do: left ++ [{:keywords, last}], else: elements
  end

  @doc "A map, or a struct of that name."
  def map(meta, name, args, state) do
    open = concat(["%", name, "{"])

    case args do
      [] ->
        empty_or_comments(open, meta, "}", state)

      [{:|, _, [base, pairs]}] ->
        {doc, state} = update(meta, base, pairs, state)
        {bracketed(open, doc, "}"), state}

      pairs ->
        join = if eol?(meta), do: :line, else: :break
        {doc, state} = elements(pairs, meta, join, state)
        {bracketed(open, doc, "}"), state}
    end
  end

  defp update(meta, base, pairs, state) do
    force? = eol?(meta)
    {base, state} = before_sign(base, state)
    base = as_group(base, :pessimistic)
    {doc, state} = elements(pairs, meta, if(force?, do: :line, else: :break), state)
    doc = glue(base, concat("| ", nest(doc, 2)))
    {if(force?, do: force_unfit(doc), else: doc), state}
  end

  defp empty_or_comments(open, meta, close, state) do
    {doc, state} = elements([], meta, :break, state)
    {bracketed(open, doc, close), state}
  end

  @doc "A bitstring."
  def bitstring(meta, segments, state) do
    last = length(segments) - 1

    segments =
      for {segment, index} <- Enum.with_index(segments), do: {:segment, {segment, {index, last}}}

    if eol?(meta) do
      {doc, state} = elements(segments, meta, :line, state)
      {bracketed("<<", doc, ">>"), state}
    else
      {doc, join, state} = joined_elements(segments, meta, :flex, state, open: true)
      {flexible("<<", doc, ">>", join, 2), state}
    end
  end

  @doc "What may be a keyword list without brackets."
  def keywords_or_list(pairs, place, state) do
    if Enum.all?(pairs, &keyword_pair?/1) and place != :operand do
      {doc, state} = elements(pairs, [], :break, state)
      {group(doc), state}
    else
      list([], pairs, state)
    end
  end

  @doc "A keyword list that is one element. The comments between its pairs go in front of it."
  def keyword_list(pairs, join, place, state) do
    {docs, state} =
      without_comments(pairs, state, fn pair, rest, state ->
        {doc, state} = element(pair, place, state)
        doc = if rest == [], do: doc, else: in_last_group(doc, ",")
        {as_group(doc, :pessimistic), state}
      end)

    doc =
      if join == :line,
        do: docs |> Enum.reduce(&line(&2, &1)) |> force_unfit(),
        else: Enum.reduce(docs, &glue(&2, &1))

    {group(doc), state}
  end

  @doc "The patterns of a clause. The comments between them go in front of the clause."
  def patterns(args, state) do
    {docs, state} =
      without_comments(args, state, fn arg, rest, state ->
        {doc, state} = element(arg, :argument, state)
        doc = if block?(arg), do: Formatter.wrap_in_parens(doc), else: doc
        {open_element(doc, arg, rest), state}
      end)

    {Enum.reduce(docs, &glue(&2, &1)), state}
  end

  # A call with a block stands in parentheses before an arrow.
  defp block?({_, meta, args}) when is_list(args), do: Keyword.has_key?(meta, :do)
  defp block?(_), do: false

  # The documents of elements; comments between these are left to whoever prints what is around.
  defp without_comments(elements, state, fun), do: without_comments(elements, [], [], state, fun)

  defp without_comments([element | rest], docs, comments, state, fun) do
    {before, state} = Formatter.comments_before(element, state)
    {doc, state} = fun.(element, rest, state)
    without_comments(rest, [doc | docs], comments ++ before, state, fun)
  end

  defp without_comments([], docs, comments, state, _),
    do: {Enum.reverse(docs), %{state | comments: comments ++ state.comments}}

  @doc "Whether a pair is written as `key: value`."
  def keyword_pair?({{:__block__, meta, [key]}, _}) when is_atom(key),
    do: meta[:format] == :keyword

  def keyword_pair?({{{:., _, [:erlang, :binary_to_atom]}, meta, [{:<<>>, _, _}, :utf8]}, _}),
    do: meta[:format] == :keyword

  def keyword_pair?({key, _}) when is_atom(key), do: true
  def keyword_pair?(_), do: false

  # A keyword list that ends a list or tuple stands there without brackets.
  defp flat(elements) do
    last = List.last(elements)
    if keywords?(last), do: Enum.drop(elements, -1) ++ last, else: elements
  end

  @doc "Whether something is a keyword list without brackets."
  def keywords?([{_, _} | _] = pairs), do: Enum.all?(pairs, &keyword_pair?/1)
  def keywords?(_), do: false

  @doc """
  Elements with commas between them: `:break` and `:line` put each on a line of its own, if need be or always; `:flex` fills
  the lines. Comments among them make it `:line`.
  """
  def elements(elements, meta, join, state, opts \\ []) do
    {doc, _, state} = joined_elements(elements, meta, join, state, opts)
    {doc, state}
  end

  # The elements as `elements/5` has them, and how they were joined.
  defp joined_elements(elements, meta, join, state, opts \\ []) do
    hug? = Keyword.get(opts, :hug, false)
    lines_of = for element <- elements, do: locatable(element)

    sequence = if opts[:on_line], do: &Formatter.sequence_on_line/5, else: &Formatter.sequence/5

    {entries, state} =
      sequence.(lines_of, line_of(meta), closing_line(meta), state, fn element, rest, state ->
        {doc, state} = element(element, Keyword.get(opts, :place, :argument), state)

        doc =
          cond do
            opts[:open] -> open_element(doc, unwrapped(element), rest)
            rest != [] and opts[:commented] -> doc |> in_last_group(",") |> as_group(:normal)
            rest != [] -> doc |> in_last_group(",") |> as_group(:pessimistic)
            opts[:comma] && not hugging?(element) -> in_last_group(doc, ",")
            opts[:comma] -> doc |> in_last_group(",") |> as_group(:pessimistic)
            hug? and match?([_], elements) -> as_group(doc, :optimistic)
            hug? -> next_break_fits(as_group(doc, :normal), :enabled)
            opts[:only] && operation?(element) -> next_break_fits(ungrouped(doc), :disabled)
            true -> as_group(doc, :pessimistic)
          end

        {doc, empty(), 1, state}
      end)

    cond do
      entries == [] ->
        {empty(), join, state}

      join == :line or Enum.any?(entries, & &1.comment?) ->
        {force_unfit(Formatter.joined(entries)), :line, state}

      join == :flex ->
        {entries |> Enum.map(& &1.doc) |> Enum.reduce(&flex_glue(&2, &1)), join, state}

      true ->
        {entries |> Enum.map(& &1.doc) |> Enum.reduce(&glue(&2, &1)), join, state}
    end
  end

  # In patterns of clauses operators that lead their lines break with the patterns.
  defp open_element(doc, quoted, rest) do
    doc =
      if Operator.hugging?(quoted),
        do: next_break_fits(doc, :disabled),
        else: Operator.ungrouped(doc, quoted)

    if rest == [], do: doc, else: concat(doc, ",")
  end

  defp unwrapped({:"$element", _, [element]}), do: element

  # The only argument of a call breaks with the call if it is an operator.
  defp operation?({:"$element", _, [quoted]}), do: Operator.operation?(quoted)

  defp hugging?({:"$element", _, [quoted]}), do: Operator.hugging?(quoted)

  defp ungrouped({:doc_group, doc, _}), do: doc
  defp ungrouped(doc), do: doc

  # Elements are wrapped, so that their lines are found: pairs are no nodes.
  defp locatable(element), do: {:"$element", [], [element]}

  defp element({:"$element", _, [element]}, place, state), do: element(element, place, state)

  defp element({:segment, {segment, {index, last}}}, _, state),
    do: segment(segment, index, last, state)

  defp element({:keywords, pairs}, place, state), do: keyword_list(pairs, :break, place, state)

  defp element({key, value} = pair, place, state) do
    place = if place in [:bare, :only_bare], do: :bare, else: :argument

    if keyword_pair?(pair),
      do: keyword(key, value, place, state),
      else: arrow_pair(key, value, place, state)
  end

  defp element({name, _, []} = element, place, state)
       when name in [:.., :...] and place in [:bare, :only_bare] do
    {doc, state} = Formatter.expression(element, place, state)
    {Formatter.wrap_in_parens(doc), state}
  end

  defp element(element, place, state), do: Formatter.expression(element, place, state)

  defp arrow_pair(key, value, place, state) do
    {key, state} = before_sign(key, state)
    {value, state} = value(value, place, state)
    {concat(concat(key, " =>"), value), state}
  end

  # What stands before `=>` or `|`: operations have parentheses.
  defp before_sign(quoted, state) do
    {doc, state} = Formatter.expression(quoted, :argument, state)
    if Operator.operation?(quoted), do: {Formatter.wrap_in_parens(doc), state}, else: {doc, state}
  end

  defp keyword(key, value, place, state) do
    {key, state} =
      case key do
        {{:., _, _}, meta, [{:<<>>, _, pieces}, _]} ->
          Literal.key_interpolation(meta, pieces, state)

        key ->
          {string(Literal.key(key)), state}
      end

    {value, state} = value(value, place, state)
    {concat(key, value), state}
  end

  # The value goes on the next line if it does not fit and is no container that can start on this one.
  defp value(value, place, state) do
    {doc, state} = Formatter.expression(value, place, state)

    doc =
      if Operator.hugs?(value),
        do: next_break_fits(as_group(doc, :normal), :enabled),
        else: as_group(doc, :pessimistic)

    {group(nest(glue(empty(), doc), 2, :break)), state}
  end

  ## Segments of bitstrings

  @doc "The segment before the arrow of a generator."
  def segment({{:<<>>, _, _} = segment, _}, state), do: segment(segment, 1, 2, state)
  def segment({segment, index}, state), do: segment(segment, index, index + 1, state)

  defp segment({:"::", _, [value, modifiers]}, index, last, state) do
    {doc, state} = Formatter.expression(value, :argument, state)

    doc = segment_value(value, doc, index, last)
    {modifiers, state} = modifiers(modifiers, state)
    {concat([doc, "::", modifiers]), state}
  end

  # A generator over bits.
  defp segment({:<-, meta, [left, source]}, index, last, state) do
    inner = {:"$segment", [], {left, index}}
    {doc, state} = Operator.binary(:<-, "<-", meta, inner, source, :argument, state)

    if (index == 0 and match?({:<<>>, _, _}, left)) or
         (index == last and ends_with_angle?(source)),
       do: {Formatter.wrap_in_parens(doc), state},
       else: {doc, state}
  end

  defp segment(value, index, last, state) do
    {doc, state} = Formatter.expression(value, :argument, state)
    {segment_value(value, doc, index, last), state}
  end

  # `<<<`, `<<~` and `>>>` would be read as operators.
  defp segment_value(value, doc, index, last) do
    if (index == 0 and starts_with_angle?(value)) or (index == last and ends_with_angle?(value)) do
      Formatter.wrap_in_parens(doc)
    else
      doc
    end
  end

  defp starts_with_angle?({:<<>>, meta, _}), do: not Keyword.has_key?(meta, :delimiter)
  defp starts_with_angle?({:"~~~", _, [_]}), do: true

  defp starts_with_angle?({name, meta, [left, _] = args} = quoted) do
    (is_atom(name) and Code.Formatter.Literal.sigil?(name, meta, args)) or
      (Operator.operation?(quoted) and starts_with_angle?(left))
  end

  defp starts_with_angle?(_), do: false

  defp ends_with_angle?({:<<>>, meta, _}), do: not Keyword.has_key?(meta, :delimiter)

  defp ends_with_angle?({_, _, [_, right]} = quoted),
    do: Operator.operation?(quoted) and ends_with_angle?(right)

  defp ends_with_angle?(_), do: false

  defp modifiers({operator, _, [left, right]}, state) when operator in [:-, :*] do
    {left, state} = modifiers(left, state)
    {right, state} = modifiers(right, state)
    {concat([left, Atom.to_string(operator), right]), state}
  end

  defp modifiers({:__block__, _, [{:not, _, [_]} = quoted]}, state) do
    {doc, state} = Formatter.expression(quoted, :operand, state)
    {Formatter.wrap_in_parens(doc), state}
  end

  defp modifiers({name, meta, [_ | _] = args}, state)
       when is_atom(name) and name not in [:+, :/, :.] do
    if Operator.binary?(name) and length(args) == 2 do
      {doc, state} = Formatter.expression({name, meta, args}, :operand, state)
      {Formatter.wrap_in_parens(doc), state}
    else
      Formatter.expression({name, meta, args}, :argument, state)
    end
  end

  defp modifiers({operator, _, [_, _]} = quoted, state) when operator in [:+, :/] do
    {doc, state} = Formatter.expression(quoted, :operand, state)
    {Formatter.wrap_in_parens(doc), state}
  end

  defp modifiers(quoted, state), do: Formatter.expression(quoted, :argument, state)
end
