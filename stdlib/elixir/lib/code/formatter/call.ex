# How the formatter prints calls: local, remote and anonymous ones, with and without parentheses, and their do blocks.

defmodule Code.Formatter.Call do
  @moduledoc false

  import Inspect.Algebra, except: [format: 2]
  import Code.Formatter, only: [as_group: 2, line_of: 1, closing_line: 1, bracketed: 3]
  alias Code.Formatter
  alias Code.Formatter.{Clause, Container, Operator}

  @doc "Any call."
  def call({{:., _, [target]}, meta, args}, place, state) do
    {target, state} = Operator.operand_of_dot(target, state)
    head = concat(target, ".")

    if do_block?(args, meta, state),
      do: with_do_block(head, meta, args, :no_parens, place, state),
      else: with_args(head, meta, args, :parens, place, state)
  end

  # `Foo.{A, B}`
  def call({{:., _, [target, :{}]}, meta, args}, _, state) do
    {target, state} = Operator.operand_of_dot(target, state)
    join = if Formatter.eol?(meta), do: :line, else: :break
    {doc, state} = Container.elements(args, meta, join, state)
    {concat(target, concat(".", bracketed("{", doc, "}"))), state}
  end

  def call({{:., _, [target, name]}, meta, args}, place, state) when is_atom(name) do
    {target_doc, state} = Operator.operand_of_dot(target, state)
    head = concat([target_doc, ".", string(remote_name(name, meta))])

    cond do
      args == [] and field?(target, meta) ->
        {head, state}

      do_block?(args, meta, state) ->
        with_do_block(head, meta, args, :no_parens, place, state)

      true ->
        with_args(head, meta, args, :parens, place, state)
    end
  end

  def call({{:unquote, _, [_]} = head, meta, args}, place, state) do
    {head, state} = Formatter.expression(head, :operand, state)

    if do_block?(args, meta, state),
      do: with_do_block(head, meta, args, :parens, place, state),
      else: with_args(head, meta, args, :parens, place, state)
  end

  # `foo.unquote(name)(args)` and whatever else may be called.
  def call({{_, _, _} = head, meta, args}, place, state) do
    {doc, state} = Operator.operand_of_dot(head, state)
    with_args(doc, meta, args, :parens, place, state)
  end

  def call({name, meta, args}, place, state), do: local(name, meta, args, place, state)

  defp remote_name(name, meta) do
    text = Macro.inspect_atom(:remote_call, name)

    case {text, meta[:delimiter]} do
      {"\"" <> _, delimiter} when is_binary(delimiter) ->
        delimiter <>
          String.replace(Atom.to_string(name), delimiter, "\\" <> delimiter) <> delimiter

      _ ->
        text
    end
  end

  # `map.field`; modules are called with parentheses.
  defp field?({:__aliases__, _, _}, _), do: false
  defp field?({:__block__, _, [atom]}, _) when is_atom(atom), do: false
  defp field?(atom, _) when is_atom(atom), do: false
  defp field?(_, meta), do: Keyword.get(meta, :no_parens, false)

  @doc "A local call."
  def local(name, meta, args, place, state) do
    head = string(Atom.to_string(name))

    cond do
      do_block?(args, meta, state) ->
        style = if parens?(meta), do: :parens, else: :no_parens
        with_do_block(head, meta, args, style, place, state)

      args != [] and not parens?(meta) and without_parens?(name, args, state) and
          place in [:block, :only_argument, :only_bare] ->
        with_args(head, meta, args, :no_parens, place, state)

      true ->
        with_args(head, meta, args, :parens, place, state)
    end
  end

  defp parens?(meta), do: Keyword.has_key?(meta, :closing)

  defp without_parens?(name, args, state) do
    Enum.any?(state.locals_without_parens, fn {key, arity} ->
      key == name and arity in [:*, length(args)]
    end)
  end

  @doc "Access with brackets."
  def access(target, key, meta, state) do
    {target, state} = access_target(target, state)
    keys = if Container.keywords?(key), do: key, else: [key]
    join = if Formatter.eol?(meta), do: :line, else: :break
    {doc, state} = Container.elements(keys, meta, join, state)
    {concat(target, bracketed("[", doc, "]")), state}
  end

  defp access_target({:@, _, [{_, _, context}]} = target, state) when is_atom(context),
    do: Formatter.expression(target, :operand, state)

  defp access_target(target, state), do: Operator.operand_of_dot(target, state)

  @doc "The name and value of a module attribute."
  def attribute(name, meta, value, place, state) do
    if do_block?([value], meta, state) do
      with_do_block(string(Atom.to_string(name)), meta, [value], :no_parens, place, state)
    else
      parens? = place not in [:block, :only_argument, :only_bare]
      style = if parens?, do: :parens, else: :no_parens
      with_args(string(Atom.to_string(name)), meta, [value], style, :attribute, state)
    end
  end

  ## Arguments

  defp with_args(head, meta, [], :parens, _, state) do
    {doc, state} = Container.elements([], meta, :break, state)
    {concat(head, bracketed("(", doc, ")")), state}
  end

  defp with_args(head, meta, args, :parens, _, state) do
    {doc, state} = parens(meta, without_brackets(args, nil), state)
    {concat(head, doc), state}
  end

  defp with_args(head, meta, args, :no_parens, place, state) do
    args = if place == :attribute, do: args, else: without_brackets(args, state)
    no_parens(head, meta, args, place, state)
  end

  # A keyword list that comes last needs no brackets, but for comments that follow the opening one where the call has no
  # parentheses (which is what a state is for).
  defp without_brackets(args, state) do
    case List.last(args) do
      {:__block__, meta, [[{_, _} | _] = pairs]} ->
        if Container.keywords?(pairs) and
             not (state != nil and Formatter.comments_among?(meta, pairs, state)),
           do: Enum.drop(args, -1) ++ [pairs],
           else: args

      _ ->
        args
    end
  end

  @doc "Whether arguments all stand on lines of their own, which they keep."
  def own_lines?([_, _ | _] = args) do
    lines = Enum.map(args, &line_of_argument/1)
    0 not in lines and length(Enum.uniq(lines)) == length(lines)
  end

  def own_lines?(_), do: false

  defp line_of_argument({{_, meta, _}, _}) when is_list(meta), do: line_of(meta)

  defp line_of_argument({:__block__, [], [[{:->, _, [args, _]} | _]]}),
    do: line_of_argument(args)

  defp line_of_argument({:__block__, [], [quoted]}), do: line_of_argument(quoted)
  defp line_of_argument({_, meta, _}) when is_list(meta), do: line_of(meta)
  defp line_of_argument([first | _]), do: line_of_argument(first)
  defp line_of_argument(_), do: 0

  defp parens(meta, args, state) do
    {last, left} = List.pop_at(args, -1)
    flat = if Container.keywords?(last), do: left ++ last, else: args
    eol? = match?([_, _ | _], flat) and Formatter.eol?(meta)

    if left != [] and Container.keywords?(last) and not Enum.any?(flat, &generator?/1) do
      keyword_last(meta, left, last, eol?, state)
    else
      force? = eol? or own_lines?(flat)
      hug? = not force? and not Container.keywords?(last) and Operator.hugs?(last, state)

      place =
        if match?([_], flat) and not Container.keywords?(last),
          do: :only_argument,
          else: :argument

      join = if force?, do: :line, else: :break
      opts = [hug: hug?, only: left == [], place: place]
      {doc, state} = Container.elements(flat, meta, join, state, opts)
      doc = bracketed("(", doc, ")")
      {if(hug?, do: as_group(doc, :pessimistic), else: doc), state}
    end
  end

  defp generator?({:<-, _, [_, _]}), do: true
  defp generator?(_), do: false

  # `call(a, b, key: value)`: the keywords break before the arguments do.
  defp keyword_last(meta, left, keywords, eol?, state) do
    {left_doc, keywords_doc, state} =
      left_and_keywords(meta, left, keywords, eol?, :argument, state)

    first = nest(glue("(", "", left_doc), 2, :break)
    rest = group(concat(nest(keywords_doc, 2), concat(break(""), ")")))
    {group(concat(first, as_group(rest, :optimistic)), :pessimistic), state}
  end

  defp left_and_keywords(meta, left, keywords, eol?, place, state) do
    join = if eol? or own_lines?(left), do: :line, else: :break
    left_meta = Keyword.delete(meta, :closing)

    opts = [comma: true, place: place, on_line: place == :bare]
    {left_doc, state} = Container.elements(left, left_meta, join, state, opts)

    line? = eol? or own_lines?(keywords) or own_lines?(left ++ keywords)
    join = if line?, do: :line, else: :break
    {doc, state} = Container.elements(keywords, meta, join, state, place: place)
    gap = if line?, do: line(), else: break(" ")
    {left_doc, concat(gap, doc), state}
  end

  defp no_parens(head, meta, args, place, state) do
    {last, left} = List.pop_at(args, -1)
    flat = if Container.keywords?(last), do: left ++ last, else: args

    if left != [] and Container.keywords?(last) and not Enum.any?(flat, &generator?/1) do
      {left_doc, keywords_doc, state} = left_and_keywords(meta, left, last, false, :bare, state)
      # If what is before breaks, the keywords stand where its lines do.
      doc = concat(left_doc, as_group(keywords_doc, :optimistic))
      doc = concat([head, " ", doc |> nest(:cursor, :break) |> nest(2)])
      {if(place == :before_do, do: doc, else: group(doc)), state}
    else
      force? = own_lines?(flat)
      hug? = not force? and not Container.keywords?(last) and Operator.hugs?(last, state)

      place_of_arg =
        if match?([_], flat) and not Container.keywords?(last), do: :only_bare, else: :bare

      join = if force?, do: :line, else: :break
      opts = [hug: hug?, only: left == [], place: place_of_arg, on_line: true]
      {doc, state} = Container.elements(flat, Keyword.take(meta, [:line]), join, state, opts)
      doc = if hug?, do: nest(doc, :cursor, :break), else: nest(doc, :cursor)
      doc = concat([head, " ", doc])
      {if(place == :before_do, do: doc, else: group(doc)), state}
    end
  end

  ## Do blocks

  defp do_block?(args, meta, state) do
    case List.last(args) do
      [{key, _} | _] = pairs ->
        (Keyword.has_key?(meta, :do) or (state.force_do_end_blocks and keyword_name(key) == :do)) and
          Enum.all?(pairs, fn {key, _} ->
            keyword_name(key) in [:do, :else, :rescue, :catch, :after]
          end)

      _ ->
        false
    end
  end

  defp keyword_name({:__block__, _, [name]}), do: name
  defp keyword_name(name), do: name

  # Where the arguments around it have no parentheses, those of the call have them, or it stands between its own.
  defp with_do_block(head, meta, args, style, place, state)
       when place in [:bare, :only_bare, :bare_operand] do
    if Keyword.has_key?(meta, :parens) do
      {doc, state} = with_do_block(head, meta, args, style, :operand, state)
      {Formatter.wrap_in_parens(doc), state}
    else
      with_do_block(head, meta, args, :parens, :operand, state)
    end
  end

  defp with_do_block(head, meta, args, style, place, state) do
    {blocks, args} = List.pop_at(args, -1)

    {head, state} =
      case {args, style} do
        {[], _} ->
          {head, state}

        {_, style} ->
          with_args(head, Keyword.drop(meta, [:end]), args, style, do_place(place), state)
      end

    {docs, state} = sections(blocks, meta, state)
    head = group(concat(head, " do"))
    {force_unfit(concat([head | docs] ++ [line(), "end"])), state}
  end

  defp do_place(:attribute), do: :attribute
  defp do_place(_), do: :before_do

  # Each section ends where the next one begins.
  defp sections(blocks, meta, state) do
    starts = for {key, _} <- blocks, do: section_line(key, meta)
    ends = Enum.drop(starts, 1) ++ [closing_line(Keyword.delete(meta, :closing))]

    {docs, state} =
      [blocks, starts, ends]
      |> Enum.zip()
      |> Enum.flat_map_reduce(state, fn {{key, body}, first, last}, state ->
        name = keyword_name(key)
        {doc, state} = section(body, first, last, state)
        title = if name == :do, do: [], else: [line(), Atom.to_string(name)]

        case doc do
          :empty -> {title, state}
          doc -> {title ++ [nest(concat(line(), doc), 2)], state}
        end
      end)

    {docs, state}
  end

  defp section_line({:__block__, meta, [:do]}, call_meta) do
    Keyword.get(call_meta, :do, []) |> Keyword.get(:line, line_of(meta))
  end

  defp section_line({:__block__, meta, _}, _), do: line_of(meta)
  defp section_line(_, meta), do: line_of(meta)

  defp section([{:->, _, _} | _] = clauses, first, last, state) do
    Clause.clauses(clauses, first, last, state)
  end

  defp section(body, first, last, state), do: Formatter.body(body, first, last, state)
end
