# How the formatter prints calls: local, remote and anonymous ones, with and without parentheses, and their do blocks.

defmodule Code.Formatter.Call do
  @moduledoc false

  import Inspect.Algebra, except: [format: 2]
  import Code.Formatter, only: [line_of: 1, closing_line: 1, bracketed: 3]
  alias Code.Formatter
  alias Code.Formatter.{Clause, Container, Operator}

  @doc "Any call."
  def call({{:., _, [target]}, meta, args}, place, state) do
    {target, state} = Operator.operand_of_dot(target, state)
    with_args(concat(target, "."), meta, args, :parens, place, state)
  end

  # `Foo.{A, B}`
  def call({{:., _, [target, :{}]}, meta, args}, _, state) do
    {target, state} = Operator.operand_of_dot(target, state)
    join = if Formatter.eol?(meta, state), do: :line, else: :break
    {doc, state} = Container.elements(args, meta, join, state)
    {concat(target, concat(".", bracketed("{", doc, "}"))), state}
  end

  def call({{:., _, [target, name]}, meta, args}, place, state) when is_atom(name) do
    {target_doc, state} = Operator.operand_of_dot(target, state)
    head = concat([target_doc, ".", remote_name(name, meta)])

    cond do
      args == [] and field?(target, meta) ->
        {head, state}

      do_block?(args, meta, state) and not parens?(meta) ->
        with_do_block(head, meta, args, :no_parens, place, state)

      true ->
        with_args(head, meta, args, :parens, place, state)
    end
  end

  def call({{:unquote, _, [_]} = head, meta, args}, place, state) do
    {head, state} = Formatter.expression(head, :operand, state)
    with_args(head, meta, args, :parens, place, state)
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
        delimiter <> Atom.to_string(name) <> delimiter

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
    head = string(local_name(name))

    cond do
      do_block?(args, meta, state) ->
        style = if parens?(meta), do: :parens, else: :no_parens
        with_do_block(head, meta, args, style, place, state)

      parens?(meta) ->
        with_args(head, meta, args, :parens, place, state)

      args != [] and without_parens?(name, args, state) ->
        style = if needs_parens?(place, args), do: :parens, else: :no_parens
        with_args(head, meta, args, style, place, state)

      true ->
        with_args(head, meta, args, :parens, place, state)
    end
  end

  defp local_name(name) do
    case Macro.classify_atom(name) do
      :identifier -> Atom.to_string(name)
      _ -> "unquote(" <> Macro.inspect_atom(:literal, name) <> ")"
    end
  end

  defp parens?(meta), do: Keyword.has_key?(meta, :closing)

  defp without_parens?(name, args, state) do
    Enum.any?(state.locals_without_parens, fn {key, arity} ->
      key == name and arity in [:*, length(args)]
    end)
  end

  # What follows an argument or a left operand without parentheses would be read as a part of it.
  defp needs_parens?(place, _), do: place in [:bare, :left_operand]

  @doc "Access with brackets."
  def access(target, key, meta, state) do
    {target, state} = access_target(target, state)
    {doc, state} = Formatter.expression(key, :argument, state)
    _ = meta
    {concat(target, bracketed("[", doc, "]")), state}
  end

  defp access_target({:@, _, _} = target, state),
    do: Formatter.expression(target, :operand, state)

  defp access_target(target, state), do: Operator.operand_of_dot(target, state)

  @doc "The name and value of a module attribute."
  def attribute(name, meta, value, place, state) do
    if do_block?([value], meta, state) do
      with_do_block(string(Atom.to_string(name)), meta, [value], :no_parens, place, state)
    else
      with_args(string(Atom.to_string(name)), meta, [value], :no_parens, :attribute, state)
    end
  end

  ## Arguments

  defp with_args(head, meta, [], :parens, _, state) do
    {doc, state} = Container.elements([], meta, :break, state)
    {concat(head, bracketed("(", doc, ")")), state}
  end

  defp with_args(head, meta, args, :parens, _, state) do
    {doc, state} = parens(meta, without_brackets(args), state)
    {concat(head, doc), state}
  end

  defp with_args(head, meta, args, :no_parens, place, state) do
    args = if place == :attribute, do: args, else: without_brackets(args)
    no_parens(head, meta, args, place, state)
  end

  # A keyword list that comes last needs no brackets.
  defp without_brackets(args) do
    case List.last(args) do
      {:__block__, _, [[{_, _} | _] = pairs]} ->
        if keywords?(pairs), do: Enum.drop(args, -1) ++ [pairs], else: args

      _ ->
        args
    end
  end

  # Whether the arguments stand on different lines.
  defp forced?(args) do
    lines = for arg <- args, line = line_of_argument(arg), line > 0, do: line
    match?([_, _ | _], Enum.uniq(lines))
  end

  defp line_of_argument({{_, meta, _}, _}) when is_list(meta), do: line_of(meta)
  defp line_of_argument({_, meta, _}) when is_list(meta), do: line_of(meta)
  defp line_of_argument([first | _]), do: line_of_argument(first)
  defp line_of_argument(_), do: 0

  defp parens(meta, args, state) do
    {last, left} = List.pop_at(args, -1)
    many? = left != [] or match?([_, _ | _], last)
    comments? = comments_between?(meta, last, state)

    cond do
      keywords?(last) and left == [] ->
        join =
          if forced?(last) or (many? and Keyword.get(meta, :newlines, 0) > 0),
            do: :line,
            else: :break

        {doc, state} = Container.elements(last, meta, join, state)
        {bracketed("(", doc, ")"), state}

      keywords?(last) and not forced?(left) and Keyword.get(meta, :newlines, 0) == 0 and
          not comments? ->
        keyword_last(meta, left, last, state)

      true ->
        flat = if keywords?(last), do: left ++ last, else: args
        force? = many? and (Keyword.get(meta, :newlines, 0) > 0 or forced?(flat))
        hug? = Operator.hugs?(last, state) and not force? and not comments?
        join = if force?, do: :line, else: :break
        {doc, state} = Container.elements(flat, meta, join, state, hug: hug?, only: left == [])
        {bracketed("(", doc, ")"), state}
    end
  end

  # Comments among the arguments, not inside of the last one.
  defp comments_between?(meta, last, state) do
    first_line = line_of(meta)
    start = Formatter.first_line(last)
    finish = Formatter.last_line_of(last)
    closing = closing_line(meta)

    Enum.any?(state.comments, fn %{line: line} ->
      (line > first_line and line < start) or (line > finish and line < closing)
    end)
  end

  # `call(a, b, key: value)`: the keywords break before the arguments do.
  defp keyword_last(meta, left, keywords, state) do
    {left_doc, state} = Container.elements(left, Keyword.take(meta, [:line]), :break, state)
    join = if forced?(left ++ keywords), do: :line, else: :break
    {keywords_doc, state} = Container.elements(keywords, meta, join, state)
    keywords_doc = if join == :line, do: force_unfit(keywords_doc), else: keywords_doc

    first = group(nest(glue("(", "", concat(left_doc, ",")), 2, :break))

    rest =
      group(concat(nest(glue(empty(), keywords_doc), 2), concat(break(""), ")")))

    {concat(group(first, :inherit) |> left_group(left), rest), state}
  end

  defp left_group(doc, _), do: doc

  defp keywords?([{_, _} | _] = pairs), do: Enum.all?(pairs, &Container.keyword_pair?/1)
  defp keywords?(_), do: false

  defp no_parens(head, meta, args, place, state) do
    {last, left} = List.pop_at(args, -1)

    case {left, keywords?(last)} do
      {[], true} ->
        join = if forced?(last), do: :line, else: :break
        {doc, state} = elements(last, meta, join, state)
        {concat([head, " ", nest(doc, :cursor)]) |> group(), state}

      {[only], true} ->
        {only_doc, state} = argument(only, :bare, state)
        force? = forced?([only | last])
        {doc, state} = elements(last, meta, if(force?, do: :line, else: :break), state)
        keywords = glue(empty(), next_break_fits(doc, :disabled))

        # If what is before breaks, the keywords stand where its lines do.
        doc =
          if breaks?(head, only, only_doc, state) do
            concat([head, " ", nest(concat([only_doc, ",", group(keywords)]), :cursor)])
          else
            concat([head, " ", nest(only_doc, :cursor), ",", group(nest(keywords, 2))])
          end

        {if(force?, do: force_unfit(doc), else: doc), state}

      {[], false} ->
        {doc, state} = argument(last, :only_bare, state)

        doc =
          if place == :before_do and ends_with_do?(last),
            do: Formatter.wrap_in_parens(doc),
            else: doc

        if Operator.hugs?(last, state) do
          {concat([head, " ", doc]), state}
        else
          {concat([head, " ", nest(ungrouped(last, doc, place), :cursor)]), state}
        end

      {_, keywords?} ->
        flat = if keywords?, do: left ++ last, else: args
        hug? = not keywords? and Operator.hugs?(last, state) and not forced?(flat)
        join = if forced?(left ++ [last]) and not keywords?, do: :line, else: :break
        {doc, state} = elements(flat, meta, join, state, hug: hug?)
        doc = if hug?, do: nest(doc, :cursor, :break), else: nest(doc, :cursor)
        doc = concat([head, " ", doc])
        {if(place == :before_do, do: doc, else: group(doc)), state}
    end
  end

  defp ends_with_do?({_, meta, args}) when is_list(args), do: Keyword.has_key?(meta, :do)
  defp ends_with_do?(_), do: false

  # Before `do` the guard breaks if what follows it on the line does not fit.
  defp ungrouped({name, _, [_, _]}, {:doc_group, doc, _}, :before_do) when name in [:when, :|>],
    do: doc

  defp ungrouped(_, doc, _), do: doc

  defp breaks?(head, arg, doc, state) do
    text = concat([head, " ", doc]) |> Inspect.Algebra.format(:infinity) |> IO.iodata_to_binary()

    case String.split(text, "\n") do
      [line] -> String.length(line) + 2 * state.depth + 1 > state.line_length
      _ -> match?({:when, _, _}, arg)
    end
  end

  # Arguments without parentheses have no place for the comments of the first one.
  defp elements(args, meta, join, state, opts \\ []) do
    Container.elements(args, Keyword.take(meta, [:line]), join, state, opts)
  end

  defp argument({name, _, []} = arg, place, state) when name in [:.., :...] do
    {doc, state} = Formatter.expression(arg, place, state)
    {Formatter.wrap_in_parens(doc), state}
  end

  defp argument(arg, place, state), do: Formatter.expression(arg, place, state)

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

  defp with_do_block(head, meta, args, style, place, state) do
    {blocks, args} = List.pop_at(args, -1)

    {head, state} =
      case {args, style} do
        {[], _} ->
          {head, state}

        {_, style} ->
          with_args(head, Keyword.drop(meta, [:end]), args, style, do_place(place), state)
      end

    {docs, state} = sections(blocks, meta, %{state | depth: state.depth + 1})
    state = %{state | depth: state.depth - 1}
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
