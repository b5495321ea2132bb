# How the formatter prints operators: unary and binary ones, chains of them, ranges, captures and module attributes.

defmodule Code.Formatter.Operator do
  @moduledoc false

  import Inspect.Algebra, except: [format: 2]
  import Code.Formatter, only: [as_group: 2, eol?: 1, line_of: 1, wrap_in_parens: 1]
  alias Code.Formatter
  alias Code.Formatter.Call

  @pipeline [:|>, :~>>, :<<~, :~>, :<~, :<~>, :"<|>"]
  @break_before [:|, :when]
  @no_space [:.., :"//"]
  @no_break [:in, :\\]

  # Their operands get parentheses when these are other operators, so that nobody has to know the order.
  @parens_on_operands [
    :|>,
    :<<<,
    :>>>,
    :<~,
    :~>,
    :<<~,
    :~>>,
    :<~>,
    :"<|>",
    :"^^^",
    :+++,
    :---,
    :in,
    :++,
    :--,
    :..,
    :<>
  ]

  @logical [:||, :|||, :or, :&&, :&&&, :and]

  # Their right side may start on the same line when it is a container.
  @hug_right [:<-, :==, :!=, :=~, :===, :!==, :=, :\\, :"::", :<, :>, :<=, :>=]

  @doc "Whether a name is a unary operator."
  def unary?(name), do: name in [:+, :-, :!, :^, :not, :"~~~", :...] or name == :&

  @doc "Whether a name is a binary operator."
  def binary?(name),
    do: name not in [:., :"not in", :..//] and Code.Identifier.binary_op(name) != :error

  @doc "Whether an expression is a binary operator with its operands."
  def operation?({:not, _, [{:in, _, [_, _]}]}), do: true

  def operation?({name, meta, [_, _] = operands}) when is_atom(name),
    do: binary?(name) and not Code.Formatter.Literal.sigil?(name, meta, operands)

  def operation?(_), do: false

  @doc "Whether the right operand of an operation starts on its line and goes on below."
  def hugging?({name, meta, [_, right]}),
    do: name in @hug_right and not eol?(meta) and hugs?(right)

  def hugging?(_), do: false

  @doc """
  Whether an argument may start on the line of what is before it, and go on below: comments inside of a tuple or a bitstring
  allow it as a line break behind the bracket does.
  """
  def hugs?({name, meta, _} = quoted, state) when name in [:{}, :<<>>] do
    hugs?(quoted) or
      (not Code.Formatter.Literal.interpolated?(quoted) and
         Formatter.comments_within?(meta, state))
  end

  def hugs?({:__block__, meta, [{_, _}]}, state),
    do: eol?(meta) or Formatter.comments_within?(meta, state)

  def hugs?(quoted, _), do: hugs?(quoted)

  @doc "Whether an expression may start on the line of what is before it, and go on below."
  def hugs?({:<<>>, meta, segments} = quoted) do
    segments != [] and
      (meta[:delimiter] in ["\"\"\"", "'''"] or
         (not Code.Formatter.Literal.interpolated?(quoted) and eol?(meta)))
  end

  def hugs?({{:., _, [List, :to_charlist]}, meta, [[_ | _]]}), do: meta[:delimiter] == "'''"
  def hugs?({{:., _, [_, :{}]}, _, _}), do: true
  def hugs?({:{}, meta, _}), do: eol?(meta)

  def hugs?({:__block__, meta, [text]}) when is_binary(text), do: meta[:delimiter] == "\"\"\""

  def hugs?({:__block__, meta, [list]}) when is_list(list) do
    meta[:delimiter] not in ["'"]
  end

  def hugs?({:__block__, meta, [{_, _}]}), do: eol?(meta)

  def hugs?({name, meta, [{:<<>>, _, _}, modifiers]})
      when is_atom(name) and is_list(modifiers) do
    meta[:delimiter] in ["\"\"\"", "'''"]
  end

  def hugs?({:%{}, _, []}), do: false
  def hugs?({name, _, _}) when name in [:fn, :%{}, :%], do: true
  def hugs?(_), do: false

  ## Unary

  @doc "A unary operator with its operand."
  def unary(name, _, operand, place, state) do
    place =
      if place in [:block, :operand, :bare_operand], do: place, else: place_of(:right, place)

    {doc, state} = Formatter.expression(operand, place, state)

    # `-(-a)` and the like need their parentheses, `!!a` and `not not a` do not.
    doc =
      cond do
        name in [:!, :not] and match?({^name, _, [_]}, operand) ->
          doc

        # `!(!a)` is a block of its own in the tree.
        match?({:__block__, _, [{inner, _, [_]}]} when inner in [:!, :not], operand) ->
          wrap_in_parens(doc)

        parens_in_unary?(operand) ->
          wrap_in_parens(doc)

        true ->
          doc
      end

    text = if name == :not, do: "not ", else: Atom.to_string(name)
    {concat(text, doc), state}
  end

  defp parens_in_unary?({:..//, _, [_, _, _]}), do: true

  defp parens_in_unary?({name, _, [_, _]} = quoted) when is_atom(name),
    do:
      binary?(name) and not Code.Formatter.Literal.sigil?(name, elem(quoted, 1), elem(quoted, 2))

  defp parens_in_unary?({:not, _, [{:in, _, _}]}), do: true

  defp parens_in_unary?({:&, _, [captured]}),
    do: not is_integer(captured) and not match?({:__block__, _, [n]} when is_integer(n), captured)

  defp parens_in_unary?({:@, _, [{_, _, [_]}]}), do: true
  defp parens_in_unary?({name, _, [_]}) when is_atom(name), do: unary?(name)

  defp parens_in_unary?(_), do: false

  ## Binary

  @doc "A binary operator with its operands; a chain of equals is laid out as one."
  def binary(name, text, meta, left, right, place, state) do
    {doc, state} = operation({name, text, meta, left, right}, false, place, state.nesting, state)
    {group(doc), state}
  end

  @doc "The document of an expression without its own group where that is an operation whose operators lead their lines."
  def ungrouped(doc, {:__block__, _, [quoted]}), do: ungrouped(doc, quoted)

  def ungrouped({:doc_group, doc, _}, {name, _, [_, _]})
      when name in @pipeline or name in @break_before,
      do: doc

  def ungrouped(doc, _), do: doc

  # The document of an operation, not in a group: the operators of a chain break by themselves.
  defp operation(
         {:|>, text, meta, left, {name, name_meta, context}},
         chained?,
         place,
         nesting,
         state
       )
       when state.migrate_pipes and is_atom(name) and is_atom(context) do
    operation({:|>, text, meta, left, {name, name_meta, []}}, chained?, place, nesting, state)
  end

  defp operation({name, text, meta, left, right}, chained?, place, nesting, state) do
    {left_doc, state} = side(left, name, :left, place, nesting, state)
    outer = outer_line(name, left, state)
    {before, state} = comments_before_step(name, meta, outer, right, state)
    {right_doc, state} = side(right, name, :right, place, nesting, state)
    {inside, state} = comments_in_step(name, outer, right, state)
    beside = Formatter.first_line(right)

    comments =
      Enum.map(
        before ++ inside,
        &if(&1.line >= beside, do: %{&1 | previous_eol_count: 1}, else: &1)
      )

    # In a chain whose operators lead their lines the outermost one says whether all do.
    newline? = eol?(meta) and not (chained? and (name in @pipeline or name in @break_before))

    doc =
      cond do
        name in @no_space ->
          concat([left_doc, text, right_doc])

        name in @no_break ->
          concat([left_doc, " ", text, " ", right_doc])

        comments != [] ->
          Formatter.below(left_doc, comments, concat([text, " ", right_doc]))

        name in @break_before or name in @pipeline ->
          join(newline?, left_doc, concat([text, " ", right_doc]))

        name in @hug_right and not newline? and hugs?(right) ->
          right_doc = next_break_fits(as_group(right_doc, :normal), :enabled)
          concat(left_doc, group(nest(glue(" " <> text, right_doc), nesting, :break)))

        true ->
          step = join(newline?, " " <> text, as_group(right_doc, :pessimistic))
          concat(left_doc, group(nest(step, nesting)))
      end

    forced? = newline? and name not in @no_space and name not in @no_break
    {if(forced?, do: force_unfit(doc), else: doc), state}
  end

  defp join(true, left, right), do: line(left, right)
  defp join(false, left, right), do: glue(left, right)

  # Comments up to this line belong to what is around, or to what is on the left.
  defp outer_line(_, _, %{comments: []}), do: 0
  defp outer_line(:when, left, _), do: Formatter.first_line(left)
  defp outer_line(_, left, _), do: Formatter.last_line_of(left)

  # Comments before what begins with its operator stand before that line; those inside of it too, if nothing had a place for
  # them.
  defp comments_before_step(name, meta, outer, right, %{comments: [_ | _]} = state)
       when name in @pipeline or name in @break_before do
    last = max(Formatter.first_line(right), line_of(meta))
    Formatter.comments_between(outer, last, state)
  end

  defp comments_before_step(_, _, _, _, state), do: {[], state}

  defp comments_in_step(name, outer, right, %{comments: [_ | _]} = state)
       when name in @pipeline or name in @break_before do
    Formatter.comments_between(outer, Formatter.last_line_of(right), state)
  end

  defp comments_in_step(_, _, _, state), do: {[], state}

  # An operand that goes on with the chain brings no group and no indentation of its own.
  defp side(quoted, name, side, place, nesting, state) do
    case chained(quoted, name, side) do
      nil ->
        {doc, state} = leaf(quoted, name, side, place_of(side, place), state)

        # Where the operators break together, no operand may say that it fits up to its first break.
        together? = side == :right or name in @pipeline or name in @break_before
        doc = if together?, do: as_group(doc, :pessimistic), else: doc
        # All but the first one stand behind an operator that leads the line.
        behind? = name in @break_before and (side == :right or nesting == 0)
        {if(behind?, do: nest(doc, byte_size(Atom.to_string(name)) + 1), else: doc), state}

      operation ->
        inner = if side == :left, do: min(nesting, 2), else: 0
        operation(operation, true, place_of(side, place), inner, state)
    end
  end

  # Operations within others are indented as everywhere.
  defp leaf(quoted, name, side, place, state) do
    inner = if operation?(quoted), do: %{state | nesting: 2}, else: state
    {doc, after_leaf} = operand(quoted, name, side, place, inner)
    {doc, %{after_leaf | nesting: state.nesting}}
  end

  defp chained({inner, meta, [left, right]}, name, side) when is_atom(inner) do
    if inner != :"not in" and binary?(inner) and
         associativity(inner) == side and strength(inner) == strength(name) and
         not parens?(inner, name, side) and
         not Code.Formatter.Literal.sigil?(inner, meta, [left, right]) do
      {inner, Atom.to_string(inner), meta, left, right}
    end
  end

  defp chained(_, _, _), do: nil

  # A call without parentheses may only end what nothing follows.
  defp place_of(:right, place) when place in [:block, :bare, :only_bare], do: operand_place(place)
  defp place_of(_, place) when place in [:bare, :only_bare, :bare_operand], do: :bare_operand
  defp place_of(_, _), do: :operand

  defp operand_place(:block), do: :block
  defp operand_place(_), do: :bare_operand

  defp associativity(name), do: elem(Code.Identifier.binary_op(name), 0)
  defp strength(name), do: elem(Code.Identifier.binary_op(name), 1)

  @doc "A range with a step."
  def range(left, right, step, place, state) do
    place = place_of(:left, place)
    {left, state} = operand(left, :.., :left, place, state)
    {right, state} = operand(right, :.., :right, place, state)
    {step, state} = operand(step, :.., :right, place, state)
    {concat([left, "..", right, "//", step]), state}
  end

  @doc "An operand, in parentheses where they are needed or help."
  def operand({:__block__, _, [{name, _, [_]} = quoted]}, parent, side, place, state)
      when name in [:!, :not],
      do: operand(quoted, parent, side, place, state)

  def operand({name, meta, [left, right]} = quoted, parent, side, place, state)
      when is_atom(name) do
    {doc, state} = Formatter.expression(quoted, place, state)

    if binary?(name) and not Code.Formatter.Literal.sigil?(name, meta, [left, right]) and
         parens?(name, parent, side) do
      {wrap_in_parens(group(doc)), state}
    else
      {doc, state}
    end
  end

  # What is negated would be read as `not in`.
  def operand({:not, _, [{:in, _, [_, _]} = inner]}, :in, :left, place, state) do
    {doc, state} = Formatter.expression(inner, place, state)
    {concat(["(not ", wrap_in_parens(doc), ")"]), state}
  end

  def operand({name, _, [_]} = quoted, :in, :left, place, state) when name in [:!, :not] do
    {doc, state} = Formatter.expression(quoted, place, state)
    {wrap_in_parens(doc), state}
  end

  # `when a: term, b: term` in specs.
  def operand([{{_, _, _}, _} | _] = pairs, :when, :right, _, state) do
    join = if Call.own_lines?(pairs), do: :line, else: :break
    Code.Formatter.Container.keyword_list(pairs, join, :argument, state)
  end

  # A capture takes what follows: it may stand to the right of what binds less or groups to the right.
  def operand({:&, _, [captured]} = quoted, parent, side, place, state) do
    {doc, state} = Formatter.expression(quoted, place, state)
    numbered? = is_integer(captured) or match?({:__block__, _, [n]} when is_integer(n), captured)
    ends? = side == :right and (associativity(parent) == :right or parent in [:<-, :\\])
    if numbered? or ends?, do: {doc, state}, else: {wrap_in_parens(doc), state}
  end

  def operand(quoted, _, _, place, state), do: Formatter.expression(quoted, place, state)

  defp parens?(name, parent, side) do
    {parent_associativity, parent_strength} = Code.Identifier.binary_op(parent)
    {associativity, strength} = Code.Identifier.binary_op(name)

    cond do
      # A range looks like one thing.
      name == :.. ->
        parent_strength > strength or
          (parent_strength == strength and
             (side == :left or associativity != parent_associativity))

      # `a |> b + c` and `a <> b ++ c`
      parent in @parens_on_operands and name in @parens_on_operands and name != parent ->
        not (parent in @pipeline and name in @pipeline and side == :left)

      parent in @parens_on_operands and name != parent ->
        true

      name in @logical and parent in @logical and name != parent ->
        true

      name in [:++, :--, :<>, :+++, :---] and parent != name and strength == parent_strength ->
        true

      parent_strength < strength ->
        false

      parent_strength > strength ->
        true

      name in [:--, :---] and parent == name and side != :left ->
        true

      associativity == parent_associativity and side == :left == (associativity == :left) ->
        false

      true ->
        true
    end
  end

  ## Dots, captures and attributes

  @doc "What stands before a dot, in parentheses where it needs them."
  def operand_of_dot({:__block__, _, [{name, _, [_]} = quoted]}, state) when name in [:!, :not],
    do: operand_of_dot(quoted, state)

  def operand_of_dot({:@, _, [{name, _, [value]}]}, state) when is_atom(name) do
    {value, state} = Formatter.expression(value, :argument, state)
    {concat(["(@", Atom.to_string(name), "(", value, "))"]), state}
  end

  def operand_of_dot(target, state) do
    {doc, state} = Formatter.expression(target, :operand, state)
    if parens_before_dot?(target), do: {wrap_in_parens(doc), state}, else: {doc, state}
  end

  defp parens_before_dot?({:fn, _, _}), do: true

  defp parens_before_dot?({:&, _, [captured]}),
    do: not (is_integer(captured) or match?({:__block__, _, [n]} when is_integer(n), captured))

  defp parens_before_dot?({:..//, _, [_, _, _]}), do: true
  defp parens_before_dot?({:not, _, [{:in, _, [_, _]}]}), do: true
  defp parens_before_dot?([{:->, _, _} | _]), do: false
  defp parens_before_dot?({:@, _, _}), do: false

  # A call with a block, and an operation.
  defp parens_before_dot?({name, meta, args}) when is_atom(name) and is_list(args) do
    cond do
      Keyword.has_key?(meta, :do) -> true
      Code.Formatter.Literal.sigil?(name, meta, args) -> false
      match?([_], args) and unary?(name) -> true
      match?([_, _], args) and binary?(name) -> true
      true -> false
    end
  end

  defp parens_before_dot?({_, meta, args}) when is_list(args), do: Keyword.has_key?(meta, :do)
  defp parens_before_dot?(_), do: false

  @doc "A capture."
  def capture({:__block__, _, [{_, _, _} = captured]}, place, state),
    do: capture(captured, place, state)

  def capture(captured, place, state) do
    case captured do
      {:/, _, [{{:., _, [target, name]}, meta, []}, {:__block__, _, [arity]}]}
      when is_atom(name) and is_integer(arity) ->
        _ = meta
        {target, state} = operand_of_dot(target, state)

        {concat([
           "&",
           target,
           ".",
           Macro.inspect_atom(:remote_call, name),
           "/",
           Integer.to_string(arity)
         ]), state}

      {:/, _, [{{:., _, [target, name]}, _, []}, arity]}
      when is_atom(name) and is_integer(arity) ->
        {target, state} = operand_of_dot(target, state)

        {concat([
           "&",
           target,
           ".",
           Macro.inspect_atom(:remote_call, name),
           "/",
           Integer.to_string(arity)
         ]), state}

      {:/, _, [{name, _, context}, {:__block__, _, [arity]}]}
      when is_atom(name) and is_atom(context) and is_integer(arity) ->
        {string("&" <> Atom.to_string(name) <> "/" <> Integer.to_string(arity)), state}

      {:/, _, [{name, _, context}, arity]}
      when is_atom(name) and is_atom(context) and is_integer(arity) ->
        {string("&" <> Atom.to_string(name) <> "/" <> Integer.to_string(arity)), state}

      _ ->
        captured_expression(captured, place, state)
    end
  end

  # Operators need parentheses; `&1` and what begins with it a space.
  defp captured_expression(captured, place, state) do
    {doc, state} =
      Formatter.expression(captured, place, state)

    cond do
      parens_in_capture?(captured, place) ->
        {concat(["&(", nest(ungrouped(doc, captured), 2), ")"]), state}

      starts_with_capture?(captured) ->
        {concat("& ", doc), state}

      true ->
        {concat("&", doc), state}
    end
  end

  defp parens_in_capture?({:__block__, _, [_, _ | _]}, _), do: false

  defp parens_in_capture?({name, meta, args}, place) when is_atom(name) and is_list(args) do
    cond do
      name in [:__block__, :fn, :{}, :%{}, :%, :<<>>, :__aliases__] ->
        false

      Code.Formatter.Literal.sigil?(name, meta, args) ->
        false

      place == :operand and Keyword.has_key?(meta, :parens) and Keyword.has_key?(meta, :do) ->
        true

      name == :& ->
        not match?([n] when is_integer(n), args) and
          not match?([{:__block__, _, [n]}] when is_integer(n), args)

      name == :..// ->
        true

      match?([_], args) and unary?(name) ->
        true

      match?([_, _], args) and binary?(name) ->
        true

      true ->
        false
    end
  end

  defp parens_in_capture?(_, _), do: false

  defp starts_with_capture?({:&, _, [_]}), do: true

  defp starts_with_capture?({{:., _, [Access, :get]}, _, [target, _]}),
    do: starts_with_capture?(target)

  defp starts_with_capture?({{:., _, [target, _]}, _, _}), do: starts_with_capture?(target)
  defp starts_with_capture?({{:., _, [target]}, _, _}), do: starts_with_capture?(target)
  defp starts_with_capture?({:__block__, _, [number]}) when is_integer(number), do: true
  defp starts_with_capture?(_), do: false

  @doc "A module attribute, with its value if it has one."
  def attribute({name, meta, [value]}, _, place, state)
      when is_atom(name) and name not in [:__block__, :__aliases__, :@] do
    if Code.Identifier.unary_op(name) != :error or Code.Identifier.binary_op(name) != :error do
      {doc, state} = Formatter.expression({name, meta, [value]}, :operand, state)
      {concat("@", wrap_in_parens(doc)), state}
    else
      {doc, state} = Call.attribute(name, meta, value, place, state)
      {concat("@", doc), state}
    end
  end

  def attribute({name, _, context}, _, _, state) when is_atom(name) and is_atom(context) do
    {string("@" <> Atom.to_string(name)), state}
  end

  def attribute({:@, _, [_]} = other, _, _, state) do
    {doc, state} = Formatter.expression(other, :operand, state)
    {concat("@", doc), state}
  end

  def attribute(other, _, _, state) do
    {doc, state} = Formatter.expression(other, :operand, state)
    {concat("@", wrap_in_parens_if_operator(other, doc)), state}
  end

  defp wrap_in_parens_if_operator({:__block__, _, [quoted]}, doc),
    do: wrap_in_parens_if_operator(quoted, doc)

  defp wrap_in_parens_if_operator({:not, _, [{:in, _, _}]}, doc), do: wrap_in_parens(doc)

  defp wrap_in_parens_if_operator({name, _, [_, _]}, doc) when is_atom(name) do
    if binary?(name), do: wrap_in_parens(doc), else: doc
  end

  defp wrap_in_parens_if_operator(_, doc), do: doc

  @doc "The condition of an `unless` turned into that of an `if`: its name and the condition."
  def negated({:!, _, [condition]}), do: {:if, condition}
  def negated({:not, _, [{:in, _, _}]} = condition), do: {:if, positive(condition)}
  def negated({:not, _, [condition]}), do: {:if, condition}
  def negated({:in, meta, _} = condition), do: {:if, {:not, meta, [condition]}}
  def negated({:==, meta, args}), do: {:if, {:!=, meta, args}}
  def negated({:===, meta, args}), do: {:if, {:!==, meta, args}}
  def negated({:!=, meta, args}), do: {:if, {:==, meta, args}}
  def negated({:!==, meta, args}), do: {:if, {:===, meta, args}}
  def negated(condition), do: {:if, {:!, [], [condition]}}

  defp positive({:not, _, [condition]}), do: condition
end
