# A parser-combinator library in the manner of NimbleParsec: combinators are data, `defparsec` compiles them to functions.
defmodule Combinator do
  @moduledoc "Combinators as data."

  @type t :: [instruction]
  @type instruction :: {atom, term} | {atom, term, term}

  defguardp is_combinator(c) when is_list(c)

  def empty, do: []
  def string(c \\ empty(), s) when is_combinator(c) and is_binary(s), do: [{:string, s} | c]
  def ascii_char(c \\ empty(), ranges) when is_combinator(c), do: [{:char, ranges} | c]
  def optional(c \\ empty(), inner), do: [{:choice, [Enum.reverse(inner), []]} | c]
  def repeat(c \\ empty(), inner), do: [{:repeat, Enum.reverse(inner)} | c]
  def choice(c \\ empty(), choices), do: [{:choice, Enum.map(choices, &Enum.reverse/1)} | c]
  def ignore(c \\ empty(), inner), do: [{:traverse, Enum.reverse(inner), {__MODULE__, :drop, []}} | c]
  def concat(a, b), do: b ++ a
  def parsec(c \\ empty(), name), do: [{:parsec, name} | c]
  def eos(c \\ empty()), do: [{:eos, nil} | c]
  def tag(c \\ empty(), inner, tag), do: [{:traverse, Enum.reverse(inner), {__MODULE__, :do_tag, [tag]}} | c]
  def map(c \\ empty(), inner, {m, f, a}), do: [{:traverse, Enum.reverse(inner), {__MODULE__, :do_map, [{m, f, a}]}} | c]
  def reduce(c \\ empty(), inner, {m, f, a}), do: [{:traverse, Enum.reverse(inner), {__MODULE__, :do_reduce, [{m, f, a}]}} | c]
  def label(c \\ empty(), inner, text), do: [{:label, Enum.reverse(inner), text} | c]
  def lookahead_not(c \\ empty(), inner), do: [{:not, Enum.reverse(inner)} | c]

  def integer(c \\ empty(), opts \\ [])

  def integer(c, opts) when is_list(c) and is_list(opts) do
    min = Keyword.get(opts, :min, 1)
    digits = ascii_char([?0..?9])
    required = List.duplicate(digits, min) |> Enum.reduce(empty(), &concat(&2, &1))
    reduce(c, required |> repeat(digits), {List, :to_integer, []})
  end

  def drop(_acc), do: []
  def do_tag(acc, tag), do: [{tag, acc}]
  def do_map(acc, {m, f, a}), do: Enum.map(acc, &apply(m, f, [&1 | a]))
  def do_reduce(acc, {m, f, a}), do: [apply(m, f, [acc | a])]
end

defmodule Combinator.Compiler do
  @moduledoc "Makes functions of combinators."

  defmacro __using__(_) do
    quote do
      import Combinator
      import Combinator.Compiler, only: [defparsec: 2, defparsecp: 2]
      Module.register_attribute(__MODULE__, :parsecs, accumulate: true)
      @before_compile Combinator.Compiler
    end
  end

  defmacro __before_compile__(env) do
    names = env.module |> Module.get_attribute(:parsecs) |> Enum.reverse()

    quote do
      def __parsecs__, do: unquote(names)
    end
  end

  defmacro defparsec(name, combinator), do: define(:def, name, combinator)
  defmacro defparsecp(name, combinator), do: define(:defp, name, combinator)

  defp define(kind, name, combinator) do
    quote bind_quoted: [kind: kind, name: name, combinator: combinator] do
      @parsecs {kind, name}
      {defs, entry} = Combinator.Compiler.compile(name, Enum.reverse(combinator))

      if kind == :def do
        @doc "Parses `#{name}`."
        def unquote(name)(input) when is_binary(input) do
          case unquote(entry)(input, [], {1, 0}) do
            {:ok, acc, rest, position} -> {:ok, Enum.reverse(acc), rest, position}
            {:error, message, rest, position} -> {:error, message, rest, position}
          end
        end
      end

      for {fun, args, guard, body} <- defs do
        if guard == true do
          defp unquote(fun)(unquote_splicing(args)), do: unquote(body)
        else
          defp unquote(fun)(unquote_splicing(args)) when unquote(guard), do: unquote(body)
        end
      end

      def unquote(:"#{name}__entry")(input, acc, position), do: unquote(entry)(input, acc, position)
    end
  end

  def compile(name, combinator) do
    {entry, {_, defs}} = sequence(combinator, {{name, 0}, []})
    {Enum.reverse(defs), entry}
  end

  defp fresh({{name, n}, defs}), do: {:"#{name}__#{n}", {{name, n + 1}, defs}}
  defp add({counter, defs}, definition), do: {counter, [definition | defs]}

  defp sequence([], state) do
    {fun, state} = fresh(state)
    {fun, add(state, {fun, vars([:rest, :acc, :pos]), true, quote(do: {:ok, acc, rest, pos}) |> strip()})}
  end

  defp sequence([instruction], state), do: instruction(instruction, state)

  defp sequence([instruction | others], state) do
    {first, state} = instruction(instruction, state)
    {second, state} = sequence(others, state)
    {fun, state} = fresh(state)

    body =
      quote do
        case unquote(first)(rest, acc, pos) do
          {:ok, acc, rest, pos} -> unquote(second)(rest, acc, pos)
          error -> error
        end
      end

    {fun, add(state, {fun, vars([:rest, :acc, :pos]), true, strip(body)})}
  end

  defp instruction({:string, string}, state) do
    {fun, state} = fresh(state)
    {line, column} = advance_static(string)
    expected = "expected string #{inspect(string)}"

    ok =
      quote do
        {line, column} = pos

        pos =
          if unquote(line) > 0, do: {line + unquote(line), unquote(column)}, else: {line, column + unquote(column)}

        {:ok, [unquote(string) | acc], rest, pos}
      end

    state = add(state, {fun, [quote(do: <<unquote(string), rest::binary>>) | vars([:acc, :pos])] |> strip(), true, strip(ok)})
    {fun, add(state, {fun, vars([:rest, :_acc, :pos]), true, strip(quote(do: {:error, unquote(expected), rest, pos}))})}
  end

  defp instruction({:char, ranges}, state) do
    {fun, state} = fresh(state)
    guard = ranges |> Enum.map(&range_guard/1) |> join_guards()
    expected = "expected ASCII character in the range " <> Enum.map_join(ranges, ", ", &describe/1)

    ok =
      quote do
        {line, column} = pos
        pos = if c == ?\n, do: {line + 1, 0}, else: {line, column + 1}
        {:ok, [c | acc], rest, pos}
      end

    head = [quote(do: <<c, rest::binary>>) | vars([:acc, :pos])] |> strip()
    state = add(state, {fun, head, strip(guard), strip(ok)})
    {fun, add(state, {fun, vars([:rest, :_acc, :pos]), true, strip(quote(do: {:error, unquote(expected), rest, pos}))})}
  end

  defp instruction({:eos, _}, state) do
    {fun, state} = fresh(state)
    state = add(state, {fun, [""] ++ vars([:acc, :pos]), true, strip(quote(do: {:ok, acc, "", pos}))})
    {fun, add(state, {fun, vars([:rest, :_acc, :pos]), true, strip(quote(do: {:error, "expected end of string", rest, pos}))})}
  end

  defp instruction({:parsec, name}, state), do: {:"#{name}__entry", state}

  defp instruction({:choice, choices}, state) do
    {entries, state} = Enum.map_reduce(choices, state, &sequence/2)
    {fun, state} = fresh(state)

    body =
      entries
      |> Enum.reverse()
      |> Enum.reduce(quote(do: {:error, "no choice matched", rest, pos}), fn entry, else_branch ->
        quote do
          case unquote(entry)(rest, acc, pos) do
            {:ok, _, _, _} = ok -> ok
            _ -> unquote(else_branch)
          end
        end
      end)

    {fun, add(state, {fun, vars([:rest, :acc, :pos]), true, strip(body)})}
  end

  defp instruction({:repeat, inner}, state) do
    {entry, state} = sequence(inner, state)
    {fun, state} = fresh(state)

    body =
      quote do
        case unquote(entry)(rest, acc, pos) do
          {:ok, acc, rest, pos} -> unquote(fun)(rest, acc, pos)
          {:error, _, _, _} -> {:ok, acc, rest, pos}
        end
      end

    {fun, add(state, {fun, vars([:rest, :acc, :pos]), true, strip(body)})}
  end

  defp instruction({:not, inner}, state) do
    {entry, state} = sequence(inner, state)
    {fun, state} = fresh(state)

    body =
      quote do
        case unquote(entry)(rest, [], pos) do
          {:ok, _, _, _} -> {:error, "unexpected lookahead", rest, pos}
          _ -> {:ok, acc, rest, pos}
        end
      end

    {fun, add(state, {fun, vars([:rest, :acc, :pos]), true, strip(body)})}
  end

  defp instruction({:label, inner, text}, state) do
    {entry, state} = sequence(inner, state)
    {fun, state} = fresh(state)

    body =
      quote do
        case unquote(entry)(rest, acc, pos) do
          {:error, _, _, _} -> {:error, unquote("expected " <> text), rest, pos}
          ok -> ok
        end
      end

    {fun, add(state, {fun, vars([:rest, :acc, :pos]), true, strip(body)})}
  end

  defp instruction({:traverse, inner, {m, f, a}}, state) do
    {entry, state} = sequence(inner, state)
    {fun, state} = fresh(state)

    body =
      quote do
        case unquote(entry)(rest, [], pos) do
          {:ok, inner, rest, pos} ->
            result = unquote(m).unquote(f)(:lists.reverse(inner), unquote_splicing(Macro.escape(a)))
            {:ok, :lists.reverse(result, acc), rest, pos}

          error ->
            error
        end
      end

    {fun, add(state, {fun, vars([:rest, :acc, :pos]), true, strip(body)})}
  end

  defp range_guard(first..last//_), do: quote(do: c >= unquote(first) and c <= unquote(last))
  defp range_guard({:not, char}), do: quote(do: c != unquote(char))
  defp range_guard(char) when is_integer(char), do: quote(do: c == unquote(char))

  defp join_guards(guards), do: Enum.reduce(guards, fn right, left -> quote(do: unquote(left) or unquote(right)) end)

  defp describe(first..last//_), do: "#{inspect(<<first>>)} to #{inspect(<<last>>)}"
  defp describe({:not, char}), do: "not #{inspect(<<char>>)}"
  defp describe(char), do: inspect(<<char>>)

  defp advance_static(string) do
    lines = String.split(string, "\n")
    {length(lines) - 1, byte_size(List.last(lines))}
  end

  defp vars(names), do: Enum.map(names, &Macro.var(&1, nil))

  # Variables of `quote` carry this module as context; the generated functions use one context.
  defp strip(ast) do
    Macro.prewalk(ast, fn
      {name, meta, context} when is_atom(name) and is_atom(context) -> {name, Keyword.delete(meta, :counter), nil}
      other -> other
    end)
  end
end

defmodule Json do
  use Combinator.Compiler

  whitespace = ignore(repeat(ascii_char([?\s, ?\t, ?\n, ?\r])))
  token = fn inner -> concat(inner, whitespace) end

  escape =
    choice([
      map(ignore(string("\\")) |> concat(string("n")), {__MODULE__, :constant, [?\n]}),
      map(ignore(string("\\")) |> concat(string("t")), {__MODULE__, :constant, [?\t]}),
      ignore(string("\\")) |> ascii_char([?", ?\\, ?/])
    ])

  text =
    ignore(string("\""))
    |> reduce(repeat(choice([escape, ascii_char([{:not, ?"}])])), {List, :to_string, []})
    |> ignore(string("\""))
    |> then(token)

  number =
    reduce(
      optional(string("-"))
      |> concat(reduce(repeat(ascii_char([?0..?9]), ascii_char([?0..?9])), {List, :to_string, []}))
      |> optional(string(".") |> concat(reduce(repeat(ascii_char([?0..?9])), {List, :to_string, []}))),
      {__MODULE__, :number, []}
    )
    |> then(token)

  literal = fn word, value -> map(string(word), {__MODULE__, :constant, [value]}) |> then(token) end
  comma = ignore(string(",")) |> then(token)

  array =
    ignore(string("["))
    |> concat(whitespace)
    |> optional(parsec(:value) |> repeat(comma |> parsec(:value)))
    |> ignore(string("]"))
    |> then(token)
    |> then(&tag(&1, :array))

  pair = tag(text |> ignore(string(":")) |> concat(whitespace) |> parsec(:value), :pair)

  object =
    ignore(string("{"))
    |> concat(whitespace)
    |> optional(pair |> repeat(comma |> concat(pair)))
    |> ignore(string("}"))
    |> then(token)
    |> then(&tag(&1, :object))

  defparsec :value,
            label(
              choice([
                object,
                array,
                text,
                literal.("true", true),
                literal.("false", false),
                literal.("null", nil),
                number
              ]),
              "a JSON value"
            )

  defparsec :document, whitespace |> parsec(:value) |> eos()

  def constant(_, value), do: value

  def number(parts) do
    joined = Enum.join(parts)
    if String.contains?(joined, "."), do: String.to_float(joined), else: String.to_integer(joined)
  end

  def decode(input) do
    with {:ok, [tree], "", _} <- document(input), do: {:ok, build(tree)}
  end

  defp build({:array, items}), do: Enum.map(items, &build/1)
  defp build({:object, pairs}), do: Map.new(pairs, fn {:pair, [key, value]} -> {key, build(value)} end)
  defp build(other), do: other
end

defmodule Arithmetic do
  use Combinator.Compiler

  blank = ignore(repeat(ascii_char([?\s])))
  op = fn ops -> choice(Enum.map(ops, &string/1)) |> concat(blank) end
  paren = ignore(string("(")) |> concat(blank) |> parsec(:sum) |> ignore(string(")")) |> concat(blank)
  atom = choice([paren, integer() |> concat(blank), tag(ignore(string("-")) |> parsec(:power), :negate)])

  defparsec :power, reduce(atom |> repeat(op.(["^"]) |> concat(parsec(:power))), {__MODULE__, :fold_right, []})
  defparsec :product, reduce(parsec(:power) |> repeat(op.(["*", "/"]) |> parsec(:power)), {__MODULE__, :fold_left, []})
  defparsec :sum, reduce(parsec(:product) |> repeat(op.(["+", "-"]) |> parsec(:product)), {__MODULE__, :fold_left, []})
  defparsec :expression, blank |> parsec(:sum) |> eos()

  def fold_left([first | rest]), do: rest |> Enum.chunk_every(2) |> Enum.reduce(first, fn [op, right], left -> {op, left, right} end)
  def fold_right([one]), do: one
  def fold_right([base, "^", exponent]), do: {"^", base, exponent}

  def evaluate(number) when is_integer(number), do: number
  def evaluate({:negate, [inner]}), do: -evaluate(inner)
  def evaluate({op, left, right}), do: apply_op(op, evaluate(left), evaluate(right))

  defp apply_op("+", a, b), do: a + b
  defp apply_op("-", a, b), do: a - b
  defp apply_op("*", a, b), do: a * b
  defp apply_op("/", a, b), do: Integer.floor_div(a, b)
  defp apply_op("^", a, b), do: Integer.pow(a, b)
end

IO.inspect(Json.__parsecs__())
IO.inspect(Json.decode(~S({"name": "Vial", "tags": ["a", "b\n", "\"q\""], "n": -12.5, "big": 123456789012345678901234567890, "none": null, "ok": [true, false, {}]})))
IO.inspect(Json.decode("  [1, 2,, 3]"))
IO.inspect(Json.decode("nope"))
IO.inspect(Json.value("[1, [2, []]] tail"))

for text <- ["1 + 2 * 3", "(1+2)*3", "2^3^2", "-2^2 + 10", "7 / 2 - -1", "2 ^ 100", "1 +", "((3))", "8/0"] do
  result =
    case Arithmetic.expression(text) do
      {:ok, [tree], _, position} ->
        value =
          try do
            Arithmetic.evaluate(tree)
          rescue
            error in ArithmeticError -> Exception.message(error)
          end

        {tree, value, position}

      {:error, message, rest, position} ->
        {:error, message, rest, position}
    end

  IO.inspect(result, label: text)
end

big = "[" <> Enum.map_join(1..2000, ",", &~s({"id": #{&1}, "name": "item #{&1}", "even": #{rem(&1, 2) == 0}})) <> "]"
{:ok, items} = Json.decode(big)
IO.puts("#{length(items)} items, #{Enum.count(items, & &1["even"])} even, sum of ids #{items |> Enum.map(& &1["id"]) |> Enum.sum()}")
IO.inspect(Arithmetic.__info__(:functions))
