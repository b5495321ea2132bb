# How the formatter prints clauses: of `fn`, of do blocks, and arrows in parentheses.

defmodule Code.Formatter.Clause do
  @moduledoc false

  import Inspect.Algebra, except: [format: 2]
  import Code.Formatter, only: [as_group: 2, line_of: 1, closing_line: 1]
  alias Code.Formatter
  alias Code.Formatter.{Container, Operator}

  @doc "An anonymous function."
  def anonymous([{:->, clause_meta, [[], body]} = clause], meta, state) do
    {body, state} = clause_body(body, clause_meta, closing_line(meta), state)
    {wrapped("fn ->", body, clause, "end"), state}
  end

  def anonymous([{:->, clause_meta, [args, body]} = clause], meta, state) do
    if Keyword.get(meta, :newlines, 0) > 0 or
         Formatter.comments_between?(line_of(meta), Formatter.first_line(args), state) do
      several([clause], meta, state)
    else
      {args, state} = patterns(args, clause_meta, :argument, state)
      {body, state} = clause_body(body, clause_meta, closing_line(meta), state)
      head = group(concat(["fn ", nest(args, :cursor), " ->"]))
      {wrapped(head, body, clause, "end"), state}
    end
  end

  def anonymous(clauses, meta, state), do: several(clauses, meta, state)

  defp several(clauses, meta, state) do
    {doc, state} = clauses(clauses, line_of(meta), closing_line(meta), state)
    {force_unfit(concat([nest(concat(["fn", line(), doc]), 2), line(), "end"])), state}
  end

  defp wrapped(head, body, clause, closing) do
    if multiline?(clause) do
      force_unfit(concat([head, nest(concat(line(), body), 2), line(), closing]))
    else
      group(concat([nest(glue(head, body), 2), break(" "), closing]))
    end
  end

  @doc "Arrows between parentheses, as function types have them."
  def arrow([{:->, meta, [args, quoted]}], state) do
    {body, state} = clause_body(quoted, meta, closing_line(meta), state)

    case args do
      [] ->
        body = Operator.ungrouped(body, quoted)
        doc = concat(["(-> ", nest(body, :cursor), ")"])
        {group(if(Formatter.eol?(meta), do: force_unfit(doc), else: doc)), state}

      _ ->
        {args, state} = patterns(args, meta, :argument, state)
        newline? = Formatter.eol?(meta)
        gap = if newline?, do: line(), else: break(" ")
        doc = concat(group(concat(args, " ->")), nest(concat(gap, group(body)), 2))
        doc = if newline?, do: force_unfit(doc), else: doc
        {group(concat(["(", nest(doc, :cursor), ")"])), state}
    end
  end

  def arrow(clauses, state) do
    {first, last} = {line_of(elem(hd(clauses), 1)), Formatter.last_line_of(clauses, state)}
    {doc, state} = clauses(clauses, first, last + 1, state)
    {force_unfit(concat([nest(concat(["(", line(), doc]), 2), line(), ")"])), state}
  end

  @doc """
  Clauses one below the other: each on one line if that goes for all of them, else with their bodies below and blank lines
  between.
  """
  def clauses(clauses, first_line, last_line, state) do
    multiline? = Enum.any?(clauses, &multiline?/1)

    {entries, state} =
      Formatter.sequence(
        Enum.map(clauses, &{:"$clause", [], [&1]}),
        first_line,
        last_line,
        state,
        fn {_, _, [clause]}, rest, state ->
          # Only the last clause has the comments that follow it.
          next = if rest == [], do: last_line, else: Formatter.last_line_of(clause, state) + 1
          {doc, state} = clause(clause, next, state)
          {doc, empty(), 1, state}
        end
      )

    {entries |> with_heads(false) |> laid_out(multiline?), state}
  end

  # The arrow counts for whether patterns fit on their line, but for those with a comment right above.
  defp with_heads([%{comment?: true} = comment | rest], _),
    do: [comment | with_heads(rest, true)]

  defp with_heads([%{doc: {patterns, body}} = entry | rest], commented?) do
    head =
      if commented?,
        do: concat(group(patterns), " ->"),
        else: group(concat(patterns, " ->"))

    [%{entry | doc: concat(head, body)} | with_heads(rest, false)]
  end

  defp with_heads([], _), do: []

  # All breaks belong to one group, so that one long clause breaks them all.
  defp laid_out(entries, multiline?) do
    doc = stack(entries)
    group(if multiline?, do: force_unfit(doc), else: doc)
  end

  defp stack([entry]), do: entry.doc

  defp stack([entry, next | rest]) do
    gap =
      cond do
        entry.comment? and (entry.after >= 2 or (next.comment? and next.before >= 2)) ->
          concat(nest(line(), :reset), line())

        entry.comment? ->
          line()

        true ->
          concat(nest(break(""), :reset), line())
      end

    concat([entry.doc, gap, stack([next | rest])])
  end

  defp stack([]), do: empty()

  defp multiline?({:->, meta, [_, body]}) do
    Keyword.get(meta, :newlines, 0) > 0 or match?({:__block__, _, [_, _ | _]}, body)
  end

  # The patterns and the body with the break before it.
  defp clause({:->, meta, [args, body]}, next_line, state) do
    {patterns, state} =
      if args == [], do: {string("()"), state}, else: patterns(args, meta, :clause, state)

    {body, state} = clause_body(body, meta, next_line, state)
    {{patterns, nest(glue(empty(), body), 2)}, state}
  end

  # The body of a clause; comments up to the next clause that are indented as the body belong to it.
  defp clause_body(body, meta, last_line, state) do
    {doc, state} = Formatter.body(body, line_of(meta), last_line, state)
    {if(doc == :empty, do: string("nil"), else: doc |> unforced(body)), state}
  end

  # A single expression may stand on the line of the arrow.
  defp unforced(doc, _), do: doc

  @doc """
  The patterns of a clause, with their guard. Comments inside of the guard stand before its line, those inside of the patterns
  before the clause.
  """
  def patterns([{:when, meta, args}], _, place, state) do
    {args, [guard]} = Enum.split(args, -1)
    {args, _} = pattern_list(args, meta, place, %{state | comments: []})
    {before, state} = Formatter.comments_until(line_of(meta), state)
    {doc, state} = guards(group(args), guard, state)
    doc = if Formatter.eol?(meta), do: force_unfit(doc), else: doc
    {doc, %{state | comments: before ++ state.comments}}
  end

  def patterns(args, meta, place, state), do: pattern_list(args, meta, place, state)

  defp guards(left, {:when, _, [guard, rest]}, state) do
    {doc, state} = guards(left, guard, state)
    guards(doc, rest, state)
  end

  defp guards(left, guard, state) do
    {before, state} = Formatter.comments_before(guard, state)
    {doc, state} = Formatter.expression(guard, :operand, state)
    {inside, state} = Formatter.comments_between(0, Formatter.last_line_of(guard) - 1, state)
    doc = concat("when ", nest(as_group(group(doc), :pessimistic), 5))

    case before ++ inside do
      [] -> {glue(left, doc), state}
      comments -> {Formatter.below(left, comments, doc), state}
    end
  end

  defp pattern_list([], _, _, state), do: {string("()"), state}

  # Only the patterns of several clauses have room for comments.
  defp pattern_list(args, _, :clause, state) do
    {doc, after_args} = Container.patterns(flat(args), %{state | nesting: 4})
    {doc, %{after_args | nesting: state.nesting}}
  end

  defp pattern_list(args, _, _, state) do
    {doc, _} = Container.patterns(flat(args), %{state | comments: []})
    {doc, state}
  end

  defp flat(args) do
    case List.last(args) do
      [{_, _} | _] = pairs -> Enum.drop(args, -1) ++ pairs
      _ -> args
    end
  end
end
