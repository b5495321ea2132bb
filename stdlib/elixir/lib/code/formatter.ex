# From quoted expressions to documents that print as formatted source. This file has the frame: sequences of expressions with
# their comments, and what kind of expression is printed by whom. Calls, operators, clauses and literals have files of their
# own in the folder `formatter`.

defmodule Code.Formatter do
  @moduledoc false

  import Inspect.Algebra, except: [format: 2]
  alias Code.Formatter.{Call, Clause, Container, Literal, Operator}

  # Calls that are written without parentheses.
  @locals_without_parens [
    alias: 1,
    alias: 2,
    assert: 1,
    assert: 2,
    assert_in_delta: 3,
    assert_in_delta: 4,
    assert_raise: 2,
    assert_raise: 3,
    assert_receive: 1,
    assert_receive: 2,
    assert_receive: 3,
    assert_received: 1,
    assert_received: 2,
    case: 2,
    cond: 1,
    config: 2,
    config: 3,
    def: 1,
    def: 2,
    defdelegate: 2,
    defexception: 1,
    defguard: 1,
    defguardp: 1,
    defmacro: 1,
    defmacro: 2,
    defmacrop: 1,
    defmacrop: 2,
    defmodule: 2,
    defoverridable: 1,
    defp: 1,
    defp: 2,
    defrecord: 2,
    defrecord: 3,
    defrecordp: 2,
    defrecordp: 3,
    defstruct: 1,
    destructure: 2,
    doctest: 1,
    doctest: 2,
    for: :*,
    if: 2,
    import: 1,
    import: 2,
    import_config: 1,
    quote: 1,
    quote: 2,
    raise: 1,
    raise: 2,
    receive: 1,
    refute: 1,
    refute: 2,
    refute_in_delta: 3,
    refute_in_delta: 4,
    refute_receive: 1,
    refute_receive: 2,
    refute_receive: 3,
    refute_received: 1,
    refute_received: 2,
    require: 1,
    require: 2,
    reraise: 2,
    reraise: 3,
    setup: 1,
    setup: 2,
    setup_all: 1,
    setup_all: 2,
    test: 1,
    test: 2,
    try: 1,
    unless: 2,
    use: 1,
    use: 2,
    with: :*
  ]

  @doc "The names and arities of calls that are written without parentheses, unless options add others."
  def locals_without_parens, do: @locals_without_parens

  @doc "The document of a quoted expression whose literals are wrapped in blocks with metadata."
  def to_algebra(quoted, opts) do
    comments = opts |> Keyword.get(:comments, []) |> Enum.map(&tidy_comment/1)

    state = %{
      comments: comments,
      nesting: 2,
      file: Keyword.get(opts, :file),
      line_length: Keyword.get(opts, :line_length, 98),
      force_do_end_blocks: Keyword.get(opts, :force_do_end_blocks, false),
      locals_without_parens:
        Keyword.get(opts, :locals_without_parens, []) ++ @locals_without_parens,
      migrate_bitstrings: migrate?(opts, :migrate_bitstring_modifiers),
      migrate_charlists: migrate?(opts, :migrate_charlists_as_sigils),
      migrate_pipes: migrate?(opts, :migrate_call_parens_on_pipe),
      migrate_unless: migrate?(opts, :migrate_unless),
      sigils:
        Map.new(Keyword.get(opts, :sigils, []), fn {name, fun} -> {Atom.to_string(name), fun} end)
    }

    {doc, _} = body(quoted, 0, :infinity, state)
    doc
  end

  # Old ways to write are replaced where that is asked for.
  defp migrate?(opts, key), do: Keyword.get(opts, key, Keyword.get(opts, :migrate, false))

  defp tidy_comment(%{text: "#" <> rest = text} = comment) do
    text =
      case rest do
        "" -> text
        "!" <> _ -> text
        "#" <> _ -> hashes(text)
        " " <> _ -> text
        other -> "# " <> other
      end

    %{comment | text: String.trim_trailing(text)}
  end

  defp hashes(text) do
    rest = String.trim_leading(text, "#")
    count = byte_size(text) - byte_size(rest)

    case rest do
      "" -> text
      " " <> _ -> text
      "!" <> _ -> text
      _ -> binary_part(text, 0, count) <> " " <> rest
    end
  end

  ## Sequences

  @doc """
  The expressions of a block, one a line, with the comments between the two lines. Returns `:empty` for the document of
  nothing at all.
  """
  def body(quoted, first_line, last_line, state) do
    expressions = expressions(quoted)
    nesting = state.nesting
    state = %{state | nesting: 2}

    {entries, state} =
      sequence(expressions, first_line, last_line, state, fn expression, _, state ->
        {doc, state} = expression(expression, :block, state)
        {as_group(doc, :pessimistic), spacing(expression, doc), newlines(expression), state}
      end)

    state = %{state | nesting: nesting}

    case entries do
      [] when last_line == :infinity -> {empty(), state}
      [] -> {:empty, state}
      entries -> {joined(entries), state}
    end
  end

  @doc "The expressions of a block."
  def expressions({:__block__, _, []}), do: []
  def expressions({:__block__, _, [_, _ | _] = expressions}), do: expressions
  def expressions(expression), do: [expression]

  # What spans several lines stands apart from its neighbours; attributes stand close to what follows, but for comments with a
  # blank line behind them where the value goes on to the last line.
  defp spacing({:@, _, [attribute]}, doc) do
    if forced?(doc) and goes_on?(attribute), do: :attribute, else: empty()
  end

  defp spacing(_, _), do: break("")

  defp goes_on?({:__block__, _, [text]}) when is_binary(text), do: true

  defp goes_on?({:__block__, _, [[_ | _]]}), do: true
  defp goes_on?({:__block__, meta, [{_, right}]}), do: not eol?(meta) and goes_on?(right)
  defp goes_on?({name, _, _}) when name in [:%{}, :%, :fn], do: true

  defp goes_on?({name, meta, [_ | _] = args}) do
    cond do
      Keyword.has_key?(meta, :do) -> true
      match?("sigil_" <> _, is_atom(name) && Atom.to_string(name)) -> true
      is_atom(name) and Operator.binary?(name) and eol?(meta) -> false
      eol?(meta) or Container.keywords?(List.last(args)) -> false
      true -> goes_on?(List.last(args))
    end
  end

  defp goes_on?(_), do: false

  defp newlines({_, meta, _}) do
    meta |> Keyword.get(:end_of_expression, []) |> Keyword.get(:newlines, 1)
  end

  defp newlines(_), do: 1

  @doc """
  Prints expressions in order, each with the comments that belong before it. The function gets an expression, those after it
  and the state, and returns document, spacing, newlines behind it, and the state.
  """
  def sequence(expressions, first_line, last_line, state, fun) do
    # Comments before this place belong to whoever prints what is around.
    {before, state} = take_comments(state, &(&1.line <= first_line))
    {entries, state} = in_order(expressions, [], state, fun)
    closed(entries, before, last_line, state)
  end

  @doc """
  As `sequence/5`, for expressions of which the first one stands on a line that has begun: there is no place for comments
  before it, those inside of it wait.
  """
  def sequence_on_line([first | rest], first_line, last_line, state, fun) do
    {before, state} = take_comments(state, &(&1.line <= first_line))
    {entry, state} = entry(first, rest, state, fun)
    {entries, state} = in_order(rest, [entry], state, fun)
    closed(entries, before, last_line, state)
  end

  # With the comments behind the last entry; those that came before the place are left again.
  defp closed(entries, before, last_line, state) do
    {trailing, state} = take_comments(state, &(&1.line < last_line))
    entries = Enum.reverse(entries, Enum.map(trailing, &comment_entry/1))
    {entries, %{state | comments: before ++ state.comments}}
  end

  defp entry(expression, rest, state, fun) do
    {doc, spacing, newlines, state} = fun.(expression, rest, state)
    {%{doc: doc, spacing: spacing, before: 1, after: newlines, comment?: false}, state}
  end

  defp in_order([expression | rest], entries, %{comments: []} = state, fun) do
    {entry, state} = entry(expression, rest, state, fun)
    in_order(rest, [entry | entries], state, fun)
  end

  defp in_order([expression | rest], entries, state, fun) do
    first = first_line(expression)
    {leading, state} = take_comments(state, &(&1.line < first))
    {beside, state} = take_comments(state, &(&1.line == first))
    {entry, state} = entry(expression, rest, state, fun)
    last = last_line_of(expression)
    # Comments inside of what has no place for them go in front of the whole.
    {inside, state} = if last > 0, do: take_comments(state, &(&1.line <= last)), else: {[], state}
    moved = for comment <- beside ++ inside, do: %{comment_entry(comment) | before: 0, after: 1}

    entries = [
      entry | Enum.reverse(moved, Enum.reverse(Enum.map(leading, &comment_entry/1), entries))
    ]

    in_order(rest, entries, state, fun)
  end

  defp in_order([], entries, state, _), do: {entries, state}

  defp take_comments(%{comments: comments} = state, fun) do
    {taken, rest} = Enum.split_while(comments, fun)
    {taken, %{state | comments: rest}}
  end

  @doc """
  Takes the comments behind a line, up to another one.
  """
  def comments_between(first, last, state) do
    {before, state} = take_comments(state, &(&1.line <= first))
    {taken, state} = take_comments(state, &(&1.line <= last))
    {taken, %{state | comments: before ++ state.comments}}
  end

  @doc "Puts comments and then a document below another one, with blank lines where there were some."
  def below(doc, comments, last) do
    {doc, gap} =
      Enum.reduce(comments, {doc, 1}, fn comment, {doc, gap} ->
        gap =
          if comment.previous_eol_count == 0, do: 2, else: max(gap, comment.previous_eol_count)

        doc = below_gap(doc, gap, string(comment.text))
        {doc, comment.next_eol_count}
      end)

    force_unfit(below_gap(doc, gap, last))
  end

  defp below_gap(doc, gap, next) when gap >= 2,
    do: concat([doc, nest(line(), :reset), line(), next])

  defp below_gap(doc, _, next), do: line(doc, next)

  @doc "Takes the comments that stand before an expression."
  def comments_before(quoted, state), do: quoted |> first_line() |> comments_until(state)

  @doc "Takes the comments above a line."
  def comments_until(line, state), do: take_comments(state, &(&1.line < line))

  defp comment_entry(comment) do
    %{
      doc: string(comment.text),
      spacing: empty(),
      # A comment behind what closes brackets or a block stands apart from it.
      before: if(comment.previous_eol_count == 0, do: 2, else: comment.previous_eol_count),
      after: comment.next_eol_count,
      comment?: true
    }
  end

  @doc "Entries one below the other. Blank lines stay where there were some, and come where something spans lines."
  def joined([%{comment?: false, doc: doc}]), do: doc

  def joined(entries) do
    entries
    |> spaced(empty())
    |> Enum.reduce(&line(&2, &1))
    |> force_unfit()
  end

  defp spaced([entry, next | rest], left) do
    spacing =
      if entry.spacing == :attribute, do: behind_attribute(next, rest), else: entry.spacing

    spacing = if spacing != empty() and forced?(entry.doc), do: line(), else: spacing
    right = if blank_between?(entry, next), do: line(), else: spacing
    left = if left == break("") and forced?(entry.doc), do: line(), else: left

    doc = [
      left,
      entry.doc,
      if(right == empty(), do: empty(), else: concat(collapse_lines(2), right))
    ]

    [group(concat(doc)) | spaced([next | rest], right)]
  end

  defp spaced([entry], left) do
    left = if left == break("") and forced?(entry.doc), do: line(), else: left
    [group(concat(left, entry.doc))]
  end

  defp behind_attribute(%{comment?: true} = comment, rest),
    do: if(blank_behind?(comment, rest), do: line(), else: empty())

  defp behind_attribute(_, _), do: empty()

  defp blank_behind?(_, [%{comment?: true} = comment | rest]), do: blank_behind?(comment, rest)
  defp blank_behind?(comment, [expression | _]), do: blank_between?(comment, expression)
  defp blank_behind?(_, []), do: false

  # Whether a document spans lines in any case.
  defp forced?({:doc_force, _}), do: true
  defp forced?({:doc_group, doc, _}), do: forced?(doc)
  defp forced?({:doc_nest, doc, _, _}), do: forced?(doc)
  defp forced?({:doc_fits, doc, _}), do: forced?(doc)
  defp forced?([left | right]), do: forced?(left) or forced?(right)
  defp forced?(_), do: false

  defp blank_between?(%{comment?: true} = entry, %{comment?: true} = next),
    do: entry.after >= 2 or next.before >= 2

  defp blank_between?(_, %{comment?: true, before: before}) when before > 0, do: before >= 2
  defp blank_between?(entry, _), do: entry.after >= 2

  @doc "Whether there are comments between the lines on which brackets open and close."
  def comments_within?(meta, state),
    do: comments_between?(line_of(meta), closing_line(meta), state)

  @doc "Whether there are comments between two lines."
  def comments_between?(first, last, state),
    do: Enum.any?(state.comments, &(&1.line > first and &1.line < last))

  @doc "Whether a list begins below its opening bracket and has comments among its elements."
  def comments_among?(meta, elements, state) do
    {first, last} = {line_of(meta), last_line_of(elements, state)}
    eol?(meta) and Enum.any?(state.comments, &(&1.line > first and &1.line <= last))
  end

  ## Places

  @doc "The line of a node, or the default."
  def line_of(meta, default \\ 0), do: Keyword.get(meta, :line, default)

  @doc "The line on which a bracket closes."
  def closing_line(meta) do
    (meta[:closing] || meta[:end] || []) |> Keyword.get(:line, line_of(meta))
  end

  @doc "Whether a line ends behind the opening bracket or the operator."
  def eol?(meta), do: Keyword.get(meta, :newlines, 0) > 0

  @doc "The first line of an expression."
  def first_line(quoted) do
    case lines(quoted, :none, 0) do
      {:none, _} -> 0
      {first, _} -> first
    end
  end

  @doc "The line of the last node of an expression."
  def last_line_of(quoted), do: quoted |> lines(:none, 0) |> elem(1)

  @doc "The last line of an expression, where comments are left that could stand before it; else 0."
  def last_line_of(_quoted, %{comments: []}), do: 0
  def last_line_of(quoted, _state), do: last_line_of(quoted)

  # The first and the last line of all nodes, whatever closes them further down. Atoms are more than numbers: `:none` gives way
  # to any line.
  defp lines({form, meta, arguments}, first, last) when is_list(meta) do
    line = line_of(meta)
    first = if line > 0, do: min(first, line), else: first
    {first, last} = lines(form, first, max(last, line))
    lines(arguments, first, last)
  end

  defp lines({left, right}, first, last) do
    {first, last} = lines(left, first, last)
    lines(right, first, last)
  end

  defp lines([head | tail], first, last) do
    {first, last} = lines(head, first, last)
    lines(tail, first, last)
  end

  defp lines(_, first, last), do: {first, last}

  ## Expressions

  @doc """
  The document of an expression. The place where it stands is `:block`, `:operand`, `:argument` (between parentheses or
  brackets), `:only_argument` (of a call), `:bare` (an argument without parentheses), `:only_bare` (the only one) or
  `:bare_operand` (of an operator in such an argument).
  """
  def expression(quoted, place, state)

  def expression({:<<>>, meta, segments} = quoted, _, state) do
    cond do
      segments == [] -> {string("<<>>"), state}
      Literal.interpolated?(quoted) -> Literal.interpolation(meta, segments, state)
      true -> Container.bitstring(meta, segments, state)
    end
  end

  def expression({{:., _, [List, :to_charlist]}, meta, [pieces]} = quoted, place, state)
      when is_list(pieces) do
    if Keyword.has_key?(meta, :delimiter) do
      Literal.charlist_interpolation(meta, pieces, state)
    else
      Call.call(quoted, place, state)
    end
  end

  def expression(
        {{:., _, [:erlang, :binary_to_atom]}, meta, [{:<<>>, _, pieces}, :utf8]} = quoted,
        place,
        state
      ) do
    if Keyword.has_key?(meta, :delimiter) do
      Literal.atom_interpolation(meta, pieces, state)
    else
      Call.call(quoted, place, state)
    end
  end

  def expression({{:., _, [Access, :get]}, meta, [target, key]} = quoted, place, state) do
    if from_brackets?(quoted) do
      Call.access(target, key, meta, state)
    else
      Call.call(quoted, place, state)
    end
  end

  def expression({:"$segment", _, segment}, _, state), do: Container.segment(segment, state)

  def expression({:fn, meta, clauses}, _, state), do: Clause.anonymous(clauses, meta, state)

  def expression([{:->, _, _} | _] = clauses, _, state), do: Clause.arrow(clauses, state)

  def expression({:__block__, meta, [literal]}, place, state)
      when not is_tuple(literal) or tuple_size(literal) == 2 do
    literal(literal, meta, place, state)
  end

  def expression({:__block__, _, [{:unquote_splicing, meta, [_] = args}]}, place, state) do
    {doc, state} = Call.local(:unquote_splicing, meta, args, place, state)
    {wrap_in_parens(doc), state}
  end

  def expression({:__block__, _, [single]}, place, state), do: expression(single, place, state)
  def expression({:__block__, _, []}, _, state), do: {string("nil"), state}
  def expression({:__block__, meta, _} = block, _, state), do: nested_block(block, meta, state)

  def expression({:__aliases__, _, [head | rest]}, _, state) do
    {doc, state} =
      if is_atom(head) do
        {string(Atom.to_string(head) |> String.replace_prefix("Elixir.", "")), state}
      else
        Operator.operand_of_dot(head, state)
      end

    names = Enum.map(rest, &string("." <> Atom.to_string(&1)))
    {concat([doc | names]), state}
  end

  def expression({:%{}, meta, args}, _, state), do: Container.map(meta, empty(), args, state)

  def expression({:%, _, [name, {:%{}, meta, args}]}, _, state) do
    {name, state} = expression(name, :argument, state)
    Container.map(meta, name, args, state)
  end

  def expression({:{}, meta, args}, _, state), do: Container.tuple(meta, args, state)

  def expression({:&, _, [number]}, _, state) when is_integer(number),
    do: {string("&" <> Integer.to_string(number)), state}

  def expression({:&, _, [captured]}, place, state), do: Operator.capture(captured, place, state)

  def expression({:@, meta, [attribute]}, place, state),
    do: Operator.attribute(attribute, meta, place, state)

  def expression({:not, _, [{:in, meta, [left, right]}]}, place, state) do
    Operator.binary(:in, "not in", meta, left, right, place, state)
  end

  def expression({:"not in", meta, [left, right]}, place, state) do
    Operator.binary(:in, "not in", meta, left, right, place, state)
  end

  def expression({:.., _, []}, _, state), do: {string(".."), state}
  def expression({:..., _, []}, _, state), do: {string("..."), state}

  def expression({:..//, _, [left, right, step]}, place, state),
    do: Operator.range(left, right, step, place, state)

  def expression({:unless, meta, [condition, blocks]}, place, %{migrate_unless: true} = state) do
    {name, condition} = Operator.negated(condition)
    Call.local(name, meta, [condition, blocks], place, state)
  end

  def expression({name, meta, context}, _, state) when is_atom(name) and is_atom(context) do
    _ = meta
    {string(Atom.to_string(name)), state}
  end

  def expression({name, meta, args} = quoted, place, state)
      when is_atom(name) and is_list(args) do
    cond do
      Literal.sigil?(name, meta, args) ->
        Literal.sigil(name, meta, args, state)

      match?([_], args) and Operator.unary?(name) ->
        Operator.unary(name, meta, hd(args), place, state)

      match?([_, _], args) and Operator.binary?(name) ->
        binary(name, meta, args, place, state)

      true ->
        Call.call(quoted, place, state)
    end
  end

  def expression({_, _, args} = quoted, place, state) when is_list(args),
    do: Call.call(quoted, place, state)

  # A keyword list without brackets, or pairs in general.
  def expression([{_, _} | _] = pairs, place, state),
    do: Container.keywords_or_list(pairs, place, state)

  def expression(list, _, state) when is_list(list), do: Container.list([], list, state)
  def expression({left, right}, _, state), do: Container.tuple([], [left, right], state)
  def expression(other, _, state), do: {string(inspect(other)), state}

  defp binary(name, meta, [left, right], place, state) do
    Operator.binary(name, Atom.to_string(name), meta, left, right, place, state)
  end

  defp from_brackets?({{:., dot_meta, _}, meta, _}) do
    Keyword.get(dot_meta, :from_brackets, false) or Keyword.get(meta, :from_brackets, false)
  end

  defp literal([{:->, _, _} | _] = clauses, _, _, state), do: Clause.arrow(clauses, state)

  defp literal(list, meta, _, state) when is_list(list) do
    if Keyword.get(meta, :delimiter) in ["'", "'''"] do
      Literal.charlist(list, meta, state)
    else
      Container.list(meta, list, state)
    end
  end

  defp literal({left, right}, meta, _, state), do: Container.tuple(meta, [left, right], state)
  defp literal(text, meta, _, state) when is_binary(text), do: Literal.text(text, meta, state)
  defp literal(other, meta, _, state), do: {Literal.simple(other, meta), state}

  # Several expressions where one is expected.
  defp nested_block(block, meta, state) do
    {doc, state} = body(block, line_of(meta), closing_line(meta), state)
    {concat(["(", nest(concat(line(), doc), 2), line(), ")"]) |> force_unfit(), state}
  end

  @doc "The document as a group of that mode; a group changes its own."
  def as_group({:doc_group, doc, _}, mode), do: group(doc, mode)
  def as_group(doc, mode), do: group(doc, mode)

  @doc "Adds text to a document so that it counts for whether the group at its end fits."
  def in_last_group({:doc_group, doc, mode}, text), do: {:doc_group, concat(doc, text), mode}

  def in_last_group([left | right], text) when right != [],
    do: [left | in_last_group(right, text)]

  def in_last_group(doc, text), do: concat(doc, text)

  @doc "The document between parentheses."
  def wrap_in_parens(doc), do: concat(concat("(", nest(doc, :cursor)), ")")

  @doc "Between brackets; on lines of its own if it does not fit."
  def bracketed(left, doc, right) do
    if doc == empty() do
      concat(left, right)
    else
      group(glue(nest(glue(left, "", doc), 2, :break), "", right))
    end
  end
end
