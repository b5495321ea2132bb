# How the formatter prints operators: unary and binary ones, chains of them, ranges, captures and module attributes.

defmodule Code.Formatter.Operator do
  @moduledoc false

  import Inspect.Algebra, except: [format: 2]
  import Code.Formatter, only: [eol?: 2, line_of: 1, wrap_in_parens: 1]
  alias Code.Formatter
  alias Code.Formatter.Call

  @pipeline [:|>, :~>>, :<<~, :~>, :<~, :<~>, :"<|>"]
  @break_before [:|, :when]
  @no_space [:..]
  @no_newline [:.., :in]

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
  @hug_right [:<-, :==, :!=, :=~, :===, :!==, :=, :\\, :in, :"::", :<, :>, :<=, :>=]

  @doc "Whether a name is a unary operator."
  def unary?(name), do: name in [:+, :-, :!, :^, :not, :"~~~", :...] or name == :&

  @doc "Whether a name is a binary operator."
  def binary?(name),
    do: name not in [:., :"not in", :..//] and Code.Identifier.binary_op(name) != :error

  @doc "Whether an expression may start on the line of what is before it, and go on below."
  def hugs?({:<<>>, meta, segments} = quoted, state) do
    segments != [] and
      (meta[:delimiter] in ["\"\"\"", "'''"] or
         (not Code.Formatter.Literal.interpolated?(quoted) and eol?(meta, state)))
  end

  def hugs?({{:., _, [List, :to_charlist]}, meta, [[_ | _]]}, _), do: meta[:delimiter] == "'''"
  def hugs?({{:., _, [_, :{}]}, _, _}, _), do: true
  def hugs?({:{}, meta, _}, state), do: eol?(meta, state)

  def hugs?({:__block__, meta, [text]}, _) when is_binary(text), do: meta[:delimiter] == "\"\"\""

  def hugs?({:__block__, meta, [list]}, _) when is_list(list) do
    meta[:delimiter] not in ["'"]
  end

  def hugs?({:__block__, meta, [{_, _}]}, state), do: eol?(meta, state)

  def hugs?({name, meta, [{:<<>>, _, _}, modifiers]}, _)
      when is_atom(name) and is_list(modifiers) do
    meta[:delimiter] in ["\"\"\"", "'''"]
  end

  def hugs?({name, _, _}, _) when name in [:fn, :%{}, :%], do: true
  def hugs?(_, _), do: false

  ## Unary

  @doc "A unary operator with its operand."
  def unary(name, _, operand, _, state) do
    {doc, state} = Formatter.expression(operand, :operand, state)

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
  defp parens_in_unary?({name, _, [_]}) when is_atom(name), do: unary?(name) and name != :&

  defp parens_in_unary?({:&, _, [captured]}),
    do: not is_integer(captured) and not match?({:__block__, _, [n]} when is_integer(n), captured)

  defp parens_in_unary?(_), do: false

  ## Binary

  @doc "A binary operator with its operands; a chain of equals is laid out as one."
  def binary(name, text, meta, left, right, place, state) do
    cond do
      name in @pipeline ->
        pipeline(name, meta, left, right, right_side(place), state)

      name in @no_space ->
        tight(name, text, left, right, state)

      name in @break_before ->
        chain_before({name, meta, [left, right]}, place, state)

      associativity(name) == :left ->
        chain({name, text, meta, left, right}, right_side(place), state)

      true ->
        right_chain(name, text, meta, left, right, right_side(place), state)
    end
  end

  # A call without parentheses may only end what nothing follows.
  defp right_side(:block), do: :right_in_block
  defp right_side(_), do: :right

  defp associativity(name), do: elem(Code.Identifier.binary_op(name), 0)
  defp strength(name), do: elem(Code.Identifier.binary_op(name), 1)

  defp tight(name, text, left, right, state) do
    {left, state} = operand(left, name, :left, state)
    {right, state} = operand(right, name, :right, state)
    {concat([left, text, right]), state}
  end

  @doc "A range with a step."
  def range(left, right, step, state) do
    {left, state} = operand(left, :.., :left, state)
    {right, state} = operand(right, :.., :right, state)
    {step, state} = operand(step, :.., :right, state)
    {concat([left, "..", right, "//", step]), state}
  end

  # `a |> b |> c`: each step on a line of its own, or all on one.
  defp pipeline(name, meta, left, right, side, state) do
    {doc, state, forced?} = pipeline_steps(name, meta, left, right, side, state)
    {if(forced?, do: force_unfit(doc), else: doc) |> group(), state}
  end

  defp pipeline_steps(name, meta, left, right, side, state) do
    {left_doc, state, forced?} =
      case left do
        {inner, inner_meta, [inner_left, inner_right]} when inner in @pipeline ->
          if strength(inner) == strength(name) do
            pipeline_steps(inner, inner_meta, inner_left, inner_right, :right, state)
          else
            {doc, state} = operand(left, name, :left, state)
            {doc, state, false}
          end

        _ ->
          {doc, state} = operand(left, name, :left, state)
          {doc, state, false}
      end

    {comments, state} =
      Formatter.comments_until(Formatter.first_line(right) |> max(line_of(meta)), state)

    {right_doc, state} = operand(right, name, side, state)
    step = concat([Atom.to_string(name), " ", next_break_fits(right_doc, :disabled)])

    doc =
      case comments do
        [] -> glue(left_doc, step)
        _ -> Enum.reduce(comments ++ [step], left_doc, &line(&2, &1))
      end

    {doc, state, forced? or comments != [] or Keyword.get(meta, :newlines, 0) > 0}
  end

  # Left-associative operators of one strength: as many operands on a line as fit.
  defp chain({name, text, meta, left, right}, side, state) do
    chain_parts(name, text, meta, left, right, side, state)
  end

  # The operands so far are a group, which stays on its line if it can.
  defp chain_parts(name, text, meta, left, right, side, state) do
    {left_doc, state} =
      case chain_left(left, name) do
        {inner, inner_text, inner_meta, inner_left, inner_right} ->
          chain_parts(inner, inner_text, inner_meta, inner_left, inner_right, :right, state)

        nil ->
          operand(left, name, :left, state)
      end

    {right_doc, state} = operand(right, name, side, state)
    newline? = name not in @no_newline and Keyword.get(meta, :newlines, 0) > 0

    part =
      cond do
        newline? ->
          nest(concat([" " <> text, line(), group(right_doc)]), 2)

        name in @hug_right and hugs?(right, state) ->
          concat([" " <> text, " ", next_break_fits(right_doc, :enabled)])

        true ->
          nest(
            concat([" " <> text, flex_break(), group(next_break_fits(right_doc, :disabled))]),
            2
          )
      end

    doc = group(concat(left_doc, part))
    {if(newline?, do: force_unfit(doc), else: doc), state}
  end

  defp chain_left({:not, _, [{:in, meta, [left, right]}]}, :in),
    do: {:in, "not in", meta, left, right}

  defp chain_left({inner, meta, [left, right]}, name) when is_atom(inner) do
    if binary?(inner) and inner not in @break_before and associativity(inner) == :left and
         same_chain?(inner, name) do
      {inner, Atom.to_string(inner), meta, left, right}
    end
  end

  defp chain_left(_, _), do: nil

  defp same_chain?(inner, name) do
    strength(inner) == strength(name) and (inner == name or name not in @parens_on_operands)
  end

  # Right-associative operators: each operand on a line of its own, or all on one.
  defp right_chain(name, text, meta, left, right, side, state) do
    {doc, state} = operand(left, name, :left, state)
    {rest, state} = right_steps(name, text, meta, right, side, state)
    rest = if hugged?(name, meta, right, state), do: rest, else: nest(rest, 2)
    doc = concat(doc, rest)
    {if(forced_chain?(name, meta, right), do: force_unfit(doc), else: doc), state}
  end

  defp forced_chain?(name, meta, right) do
    Keyword.get(meta, :newlines, 0) > 0 or
      (match?({^name, _, [_, _]}, right) and name not in [:=, :"::"] and
         forced_chain?(name, elem(right, 1), hd(tl(elem(right, 2)))))
  end

  defp hugged?(name, meta, right, state) do
    Keyword.get(meta, :newlines, 0) == 0 and name in @hug_right and hugs?(right, state)
  end

  defp right_steps(name, text, meta, right, side, state) do
    newline? = Keyword.get(meta, :newlines, 0) > 0
    gap = if newline?, do: line(), else: break(" ")

    case right do
      {^name, right_meta, [inner_left, inner_right]} when name not in [:=, :"::", :--] ->
        {left, state} = operand(inner_left, name, :left, state)
        {rest, state} = right_steps(name, text, right_meta, inner_right, side, state)
        {concat(" " <> text, group(concat([gap, left, rest]))), state}

      _ ->
        {doc, state} = operand(right, name, side, state)

        if hugged?(name, meta, right, state) do
          {concat([" " <> text, " ", next_break_fits(doc, :enabled)]), state}
        else
          {concat(" " <> text, group(concat(gap, group(next_break_fits(doc, :disabled))))), state}
        end
    end
  end

  # `|` in types and `when`: the operator leads the line.
  defp chain_before({name, _, _} = quoted, _, state) do
    {[first | rest], forced?, state} = chain_operands(quoted, name, [], false, state)
    text = Atom.to_string(name) <> " "
    docs = for doc <- rest, do: concat(text, nest(doc, byte_size(text)))
    join = if forced?, do: &line(&2, &1), else: &glue(&2, &1)
    doc = group(Enum.reduce(docs, first, join))
    {if(forced?, do: force_unfit(doc), else: doc), state}
  end

  defp chain_operands({name, meta, [left, right]}, name, acc, forced?, state) do
    {doc, state} = operand(left, name, :left, state)
    forced? = forced? or Keyword.get(meta, :newlines, 0) > 0
    chain_operands(right, name, [group(doc) | acc], forced?, state)
  end

  defp chain_operands(last, name, acc, forced?, state) do
    {doc, state} =
      case {name, last} do
        {:when, [{_, _} | _] = pairs} -> keyword_guard(pairs, state)
        _ -> operand(last, name, :right, state)
      end

    {Enum.reverse([group(next_break_fits(doc, :disabled)) | acc]), forced?, state}
  end

  # `when a: term, b: term` in specs.
  defp keyword_guard(pairs, state) do
    Code.Formatter.Container.keywords_or_list(pairs, :argument, state)
  end

  @doc "An operand, in parentheses where they are needed or help."
  def operand({name, meta, [left, right]} = quoted, parent, side, state) when is_atom(name) do
    if binary?(name) and not Code.Formatter.Literal.sigil?(name, meta, [left, right]) do
      {doc, state} = Formatter.expression(quoted, operand_place(side), state)
      if parens?(name, parent, side), do: {wrap_in_parens(group(doc)), state}, else: {doc, state}
    else
      Formatter.expression(quoted, operand_place(side), state)
    end
  end

  def operand({:..//, _, [_, _, _]} = quoted, parent, _, state) do
    {doc, state} = Formatter.expression(quoted, :operand, state)
    parens? = parent in @parens_on_operands and parent != :in
    if parens?, do: {wrap_in_parens(doc), state}, else: {doc, state}
  end

  def operand({:not, _, [{:in, _, [_, _]}]} = quoted, parent, side, state) do
    {doc, state} = Formatter.expression(quoted, :operand, state)
    if parens?(:in, parent, side), do: {wrap_in_parens(doc), state}, else: {doc, state}
  end

  def operand({:&, _, [_]} = quoted, parent, side, state)
      when parent in [:=, :\\, :"::", :<-, :when] and side != :left do
    Formatter.expression(quoted, :operand, state)
  end

  def operand({:&, _, [captured]} = quoted, _, _, state) do
    {doc, state} = Formatter.expression(quoted, :operand, state)
    numbered? = is_integer(captured) or match?({:__block__, _, [n]} when is_integer(n), captured)
    if numbered?, do: {doc, state}, else: {wrap_in_parens(doc), state}
  end

  def operand(quoted, _, side, state),
    do: Formatter.expression(quoted, operand_place(side), state)

  defp operand_place(:right_in_block), do: :block
  defp operand_place(_), do: :left_operand

  defp parens?(name, parent, side) do
    {parent_associativity, parent_strength} = Code.Identifier.binary_op(parent)
    {associativity, strength} = Code.Identifier.binary_op(name)

    cond do
      parent in [:in, :|>] and name == :.. ->
        false

      # `a |> b + c` and `a <> b ++ c`
      parent in @parens_on_operands and name in @parens_on_operands and name != parent ->
        not (parent in @pipeline and name in @pipeline and side == :left)

      parent in @parens_on_operands and name != parent ->
        true

      name in @logical and parent in @logical and name != parent ->
        true

      name in [:++, :--, :<>, :+++, :---, :..] and parent != name and strength == parent_strength ->
        true

      parent_strength < strength ->
        false

      parent_strength > strength ->
        true

      name == :-- and parent == :-- and side != :left ->
        true

      associativity == parent_associativity and side == :left == (associativity == :left) ->
        false

      true ->
        true
    end
  end

  ## Dots, captures and attributes

  @doc "What stands before a dot, in parentheses where it needs them."
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
  defp parens_before_dot?([{:->, _, _} | _]), do: false
  defp parens_before_dot?({:@, _, _}), do: false

  defp parens_before_dot?({:__block__, meta, [number]}) when is_number(number) do
    match?("-" <> _, Keyword.get(meta, :token, "")) or number < 0
  end

  defp parens_before_dot?({name, meta, args}) when is_atom(name) and is_list(args) do
    cond do
      Code.Formatter.Literal.sigil?(name, meta, args) -> false
      match?([_], args) and unary?(name) -> true
      match?([_, _], args) and binary?(name) -> true
      true -> false
    end
  end

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
      Formatter.expression(captured, if(place == :block, do: :operand, else: :operand), state)

    cond do
      parens_in_capture?(captured) -> {concat(["&(", nest(doc, 2), ")"]), state}
      starts_with_capture?(captured) -> {concat("& ", doc), state}
      true -> {concat("&", doc), state}
    end
  end

  defp parens_in_capture?({:__block__, _, [_, _ | _]}), do: false

  defp parens_in_capture?({name, meta, args}) when is_atom(name) and is_list(args) do
    cond do
      name in [:__block__, :fn, :{}, :%{}, :%, :<<>>, :__aliases__] ->
        false

      Code.Formatter.Literal.sigil?(name, meta, args) ->
        false

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

  defp parens_in_capture?(_), do: false

  defp starts_with_capture?({:&, _, [_]}), do: true

  defp starts_with_capture?({{:., _, [Access, :get]}, _, [target, _]}),
    do: starts_with_capture?(target)

  defp starts_with_capture?({{:., _, [target, _]}, _, _}), do: starts_with_capture?(target)
  defp starts_with_capture?({{:., _, [target]}, _, _}), do: starts_with_capture?(target)
  defp starts_with_capture?({:__block__, _, [number]}) when is_integer(number), do: true
  defp starts_with_capture?(_), do: false

  @doc "A module attribute, with its value if it has one."
  def attribute({name, meta, [value]}, _, place, state) when is_atom(name) and name != :__block__ do
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

  def attribute(other, _, _, state) do
    {doc, state} = Formatter.expression(other, :operand, state)
    {concat("@", wrap_in_parens_if_operator(other, doc)), state}
  end

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
