# A language in one file: text becomes tokens, tokens become a tree, the tree becomes code for a stack machine, and the
# machine runs it. Worth a look: binary patterns in the lexer, clauses generated from a list (`for op <- @two do defp …`),
# precedence as a map in the parser, state handed from call to call in the compiler, and a loop without a loop in the VM.

defmodule Toy.Lexer do
  @keywords ~w(let fn if else while return true false nil and or not)
  @two ~w(== != <= >= && ||)
  @one ~w(+ - * / % < > = ! \( \) { } [ ] , ; :)

  defmodule Error do
    defexception [:line, :column, :found]

    def message(%{line: l, column: c, found: f}),
      do: "line #{l}, column #{c}: unexpected #{inspect(f)}"
  end

  def tokens(source), do: scan(source, 1, 1, [])

  defp scan(<<>>, line, column, acc), do: Enum.reverse([{:eof, nil, {line, column}} | acc])
  defp scan(<<?\n, rest::binary>>, line, _, acc), do: scan(rest, line + 1, 1, acc)

  defp scan(<<c, rest::binary>>, line, column, acc) when c in ~c[ \t\r],
    do: scan(rest, line, column + 1, acc)

  defp scan(<<"#", rest::binary>>, line, column, acc) do
    [comment | _] = String.split(rest, "\n", parts: 2)
    rest = binary_slice(rest, byte_size(comment)..-1//1)
    scan(rest, line, column, acc)
  end

  defp scan(<<?", rest::binary>>, line, column, acc) do
    {text, rest, length} = string(rest, [], 0)
    scan(rest, line, column + length + 2, [{:string, text, {line, column}} | acc])
  end

  defp scan(<<c, _::binary>> = source, line, column, acc) when c in ?0..?9 do
    [number] = Regex.run(~r/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, source)
    rest = binary_part(source, byte_size(number), byte_size(source) - byte_size(number))

    value =
      case Integer.parse(number) do
        {n, ""} -> n
        _ -> number |> Float.parse() |> elem(0)
      end

    scan(rest, line, column + byte_size(number), [{:number, value, {line, column}} | acc])
  end

  for op <- @two do
    defp scan(<<unquote(op), rest::binary>>, line, column, acc),
      do: scan(rest, line, column + 2, [{:op, unquote(op), {line, column}} | acc])
  end

  for op <- @one do
    defp scan(<<unquote(op), rest::binary>>, line, column, acc),
      do: scan(rest, line, column + 1, [{:op, unquote(op), {line, column}} | acc])
  end

  defp scan(<<c::utf8, _::binary>> = source, line, column, acc) do
    case Regex.run(~r/^[\p{L}_][\p{L}\p{N}_]*/u, source) do
      [word] when word in @keywords ->
        scan(String.replace_prefix(source, word, ""), line, column + String.length(word), [
          {:keyword, word, {line, column}} | acc
        ])

      [word] ->
        scan(String.replace_prefix(source, word, ""), line, column + String.length(word), [
          {:name, word, {line, column}} | acc
        ])

      nil ->
        raise Error, line: line, column: column, found: <<c::utf8>>
    end
  end

  defp string(<<"\\n", rest::binary>>, acc, n), do: string(rest, [?\n | acc], n + 2)
  defp string(<<"\\", c, rest::binary>>, acc, n), do: string(rest, [c | acc], n + 2)

  defp string(<<?", rest::binary>>, acc, n),
    do: {acc |> Enum.reverse() |> List.to_string(), rest, n}

  defp string(<<c::utf8, rest::binary>>, acc, n), do: string(rest, [c | acc], n + 1)
  defp string(<<>>, _, _), do: throw({:toy, "unterminated string"})
end

# A Pratt parser: `expression/2` takes operators as long as they bind tighter than the minimum.
defmodule Toy.Parser do
  @binding %{
    "=" => 1,
    "or" => 2,
    "||" => 2,
    "and" => 3,
    "&&" => 3,
    "==" => 4,
    "!=" => 4,
    "<" => 5,
    ">" => 5,
    "<=" => 5,
    ">=" => 5,
    "+" => 6,
    "-" => 6,
    "*" => 7,
    "/" => 7,
    "%" => 7,
    "(" => 9,
    "[" => 9
  }

  def parse(tokens) do
    {statements, [{:eof, _, _}]} = statements(tokens, [], &match?({:eof, _, _}, &1))
    {:block, statements}
  end

  defp statements([token | rest] = tokens, acc, done?) do
    cond do
      done?.(token) ->
        {Enum.reverse(acc), tokens}

      match?({:op, ";", _}, token) ->
        statements(rest, acc, done?)

      true ->
        {statement, tokens} = statement(tokens)
        statements(tokens, [statement | acc], done?)
    end
  end

  defp statement([{:keyword, "let", _}, {:name, name, _}, {:op, "=", _} | rest]) do
    {value, rest} = expression(rest, 0)
    {{:let, name, value}, rest}
  end

  defp statement([{:keyword, "return", _} | rest]) do
    {value, rest} = expression(rest, 0)
    {{:return, value}, rest}
  end

  defp statement([{:keyword, "while", _} | rest]) do
    {condition, rest} = expression(rest, 0)
    {body, rest} = block(rest)
    {{:while, condition, body}, rest}
  end

  defp statement(tokens) do
    {value, rest} = expression(tokens, 0)
    {{:expr, value}, rest}
  end

  defp block([{:op, "{", _} | rest]) do
    {statements, [_ | rest]} = statements(rest, [], &match?({:op, "}", _}, &1))
    {{:block, statements}, rest}
  end

  defp block([token | _]), do: unexpected(token, "{")

  defp expression(tokens, minimum) do
    {left, rest} = prefix(tokens)
    infix(left, rest, minimum)
  end

  defp prefix([{:number, n, _} | rest]), do: {{:const, n}, rest}
  defp prefix([{:string, s, _} | rest]), do: {{:const, s}, rest}

  defp prefix([{:keyword, k, _} | rest]) when k in ~w(true false nil),
    do: {{:const, String.to_existing_atom(k)}, rest}

  defp prefix([{:name, name, _} | rest]), do: {{:var, name}, rest}

  defp prefix([{_, op, _} | rest]) when op in ["-", "!", "not"] do
    {operand, rest} = expression(rest, 8)
    {{:unary, op, operand}, rest}
  end

  defp prefix([{:op, "(", _} | rest]) do
    {inner, rest} = expression(rest, 0)
    {inner, expect(rest, ")")}
  end

  defp prefix([{:op, "[", _} | rest]) do
    {items, rest} = list(rest, "]", [])
    {{:array, items}, rest}
  end

  defp prefix([{:keyword, "if", _} | rest]) do
    {condition, rest} = expression(rest, 0)
    {yes, rest} = block(rest)

    case rest do
      [{:keyword, "else", _}, {:keyword, "if", _} = token | rest] ->
        {no, rest} = prefix([token | rest])
        {{:if, condition, yes, {:block, [{:expr, no}]}}, rest}

      [{:keyword, "else", _} | rest] ->
        {no, rest} = block(rest)
        {{:if, condition, yes, no}, rest}

      _ ->
        {{:if, condition, yes, {:block, []}}, rest}
    end
  end

  defp prefix([{:keyword, "fn", _}, {:op, "(", _} | rest]) do
    {params, rest} = list(rest, ")", [])
    {body, rest} = block(rest)
    {{:fn, Enum.map(params, fn {:var, name} -> name end), body}, rest}
  end

  defp prefix([token | _]), do: unexpected(token, "an expression")

  defp infix(left, [{_, op, _} = token | rest] = tokens, minimum) do
    case Map.get(@binding, op, 0) do
      power when power <= minimum ->
        {left, tokens}

      _ when op == "(" ->
        {args, rest} = list(rest, ")", [])
        infix({:call, left, args}, rest, minimum)

      _ when op == "[" ->
        {index, rest} = expression(rest, 0)
        infix({:index, left, index}, expect(rest, "]"), minimum)

      1 ->
        {right, rest} = expression(rest, 0)

        case left do
          {:var, name} -> infix({:assign, name, right}, rest, minimum)
          _ -> unexpected(token, "a variable on the left")
        end

      power ->
        {right, rest} = expression(rest, power)
        infix({:binary, op, left, right}, rest, minimum)
    end
  end

  defp list([{:op, close, _} | rest], close, acc), do: {Enum.reverse(acc), rest}

  defp list(tokens, close, acc) do
    case expression(tokens, 0) do
      {item, [{:op, ",", _} | rest]} -> list(rest, close, [item | acc])
      {item, [{:op, ^close, _} | rest]} -> {Enum.reverse([item | acc]), rest}
      {_, [token | _]} -> unexpected(token, close)
    end
  end

  defp expect([{:op, op, _} | rest], op), do: rest
  defp expect([token | _], op), do: unexpected(token, op)

  defp unexpected({kind, value, {line, column}}, wanted),
    do: throw({:toy, "#{line}:#{column}: expected #{wanted}, got #{kind} #{inspect(value)}"})
end

# Code is a list built from the back; labels stand in it until `assemble/1` puts their addresses in their place.
defmodule Toy.Compiler do
  defstruct code: [], size: 0, consts: %{}, labels: 0

  def compile(ast) do
    %{code: code, consts: consts} = %__MODULE__{} |> block(ast) |> emit(:halt)

    {code |> Enum.reverse() |> assemble(),
     consts |> Enum.sort_by(&elem(&1, 1)) |> Enum.map(&elem(&1, 0)) |> List.to_tuple()}
  end

  defp emit(c, instruction), do: %{c | code: [instruction | c.code], size: c.size + 1}
  defp label(c), do: {{:label, c.labels}, %{c | labels: c.labels + 1}}

  defp const(%{consts: consts} = c, value) do
    index = Map.get(consts, value, map_size(consts))
    %{c | consts: Map.put(consts, value, index)} |> emit({:const, index})
  end

  # A block leaves one value on the stack.
  defp block(c, {:block, []}), do: const(c, nil)

  defp block(c, {:block, statements}) do
    {init, [last]} = Enum.split(statements, -1)
    init |> Enum.reduce(c, fn s, c -> c |> statement(s) |> emit(:pop) end) |> statement(last)
  end

  defp statement(c, {:let, name, value}), do: c |> expr(value) |> emit({:define, name})
  defp statement(c, {:return, value}), do: c |> expr(value) |> emit(:return)
  defp statement(c, {:expr, value}), do: expr(c, value)

  defp statement(c, {:while, condition, body}) do
    {top, c} = label(c)
    {out, c} = label(c)

    c
    |> emit(top)
    |> expr(condition)
    |> emit({:jump_if_not, out})
    |> block(body)
    |> emit(:pop)
    |> emit({:jump, top})
    |> emit(out)
    |> const(nil)
  end

  defp expr(c, {:const, value}), do: const(c, value)
  defp expr(c, {:var, name}), do: emit(c, {:load, name})
  defp expr(c, {:assign, name, value}), do: c |> expr(value) |> emit({:store, name})
  defp expr(c, {:unary, op, e}), do: c |> expr(e) |> emit({:unary, op})

  defp expr(c, {:binary, op, l, r}) when op in ~w(and or && ||) do
    {out, c} = label(c)

    c
    |> expr(l)
    |> emit(:dup)
    |> emit({if(op in ~w(and &&), do: :jump_if_not, else: :jump_if), out})
    |> emit(:pop)
    |> expr(r)
    |> emit(out)
  end

  defp expr(c, {:binary, op, l, r}), do: c |> expr(l) |> expr(r) |> emit({:binary, op})

  defp expr(c, {:array, items}),
    do: items |> Enum.reduce(c, &expr(&2, &1)) |> emit({:array, length(items)})

  defp expr(c, {:index, e, i}), do: c |> expr(e) |> expr(i) |> emit(:index)

  defp expr(c, {:call, f, args}),
    do: args |> Enum.reduce(expr(c, f), &expr(&2, &1)) |> emit({:call, length(args)})

  defp expr(c, {:if, condition, yes, no}) do
    {other, c} = label(c)
    {out, c} = label(c)

    c
    |> expr(condition)
    |> emit({:jump_if_not, other})
    |> block(yes)
    |> emit({:jump, out})
    |> emit(other)
    |> block(no)
    |> emit(out)
  end

  defp expr(c, {:fn, params, body}) do
    {start, c} = label(c)
    {out, c} = label(c)

    c
    |> emit({:jump, out})
    |> emit(start)
    |> block(body)
    |> emit(:return)
    |> emit(out)
    |> emit({:closure, start, params})
  end

  defp assemble(code) do
    {code, labels, _} =
      Enum.reduce(code, {[], %{}, 0}, fn
        {:label, _} = label, {acc, labels, n} -> {acc, Map.put(labels, label, n), n}
        instruction, {acc, labels, n} -> {[instruction | acc], labels, n + 1}
      end)

    code
    |> Enum.reverse()
    |> Enum.map(fn
      {op, {:label, _} = l} -> {op, labels[l]}
      {op, {:label, _} = l, x} -> {op, labels[l], x}
      other -> other
    end)
    |> List.to_tuple()
  end
end

# A function call pushes a frame; a closure remembers the environment in which it was made.
defmodule Toy.VM do
  defmodule Closure do
    defstruct [:start, :params, :env]

    defimpl Inspect do
      def inspect(%{params: p}, _), do: "#fn/#{length(p)}"
    end

    defimpl String.Chars do
      def to_string(c), do: Kernel.inspect(c)
    end
  end

  # Environments: a chain of ids; values live in a heap map.
  defstruct code: nil, consts: nil, heap: %{0 => {%{}, nil}}, next: 1, out: [], steps: 0

  def run({code, consts}) do
    vm = %__MODULE__{code: code, consts: consts}
    vm = Enum.reduce(~w(print len push str range), vm, &put(&2, 0, &1, {:builtin, &1}))
    loop(vm, 0, [], 0, [])
  end

  defp put(vm, env, name, value),
    do: %{
      vm
      | heap:
          Map.update!(vm.heap, env, fn {vars, parent} -> {Map.put(vars, name, value), parent} end)
    }

  defp find(heap, env, name) do
    {vars, parent} = Map.fetch!(heap, env)

    cond do
      is_map_key(vars, name) -> {env, Map.fetch!(vars, name)}
      parent -> find(heap, parent, name)
      true -> throw({:toy, "undefined variable #{name}"})
    end
  end

  defp loop(%{code: code} = vm, pc, stack, env, frames) do
    vm = %{vm | steps: vm.steps + 1}

    case elem(code, pc) do
      :halt ->
        {hd(stack), vm |> Map.update!(:out, &Enum.reverse/1)}

      {:const, i} ->
        loop(vm, pc + 1, [elem(vm.consts, i) | stack], env, frames)

      :pop ->
        loop(vm, pc + 1, tl(stack), env, frames)

      :dup ->
        loop(vm, pc + 1, [hd(stack) | stack], env, frames)

      {:define, name} ->
        vm |> put(env, name, hd(stack)) |> loop(pc + 1, stack, env, frames)

      {:load, name} ->
        {_, value} = find(vm.heap, env, name)
        loop(vm, pc + 1, [value | stack], env, frames)

      {:store, name} ->
        {owner, _} = find(vm.heap, env, name)
        vm |> put(owner, name, hd(stack)) |> loop(pc + 1, stack, env, frames)

      {:unary, op} ->
        [x | stack] = stack
        loop(vm, pc + 1, [unary(op, x) | stack], env, frames)

      {:binary, op} ->
        [r, l | stack] = stack
        loop(vm, pc + 1, [binary(op, l, r) | stack], env, frames)

      {:array, n} ->
        {items, stack} = Enum.split(stack, n)
        loop(vm, pc + 1, [Enum.reverse(items) | stack], env, frames)

      :index ->
        [i, list | stack] = stack
        loop(vm, pc + 1, [Enum.at(list, i) | stack], env, frames)

      {:jump, target} ->
        loop(vm, target, stack, env, frames)

      {:jump_if_not, target} ->
        [x | stack] = stack
        loop(vm, if(x, do: pc + 1, else: target), stack, env, frames)

      {:jump_if, target} ->
        [x | stack] = stack
        loop(vm, if(x, do: target, else: pc + 1), stack, env, frames)

      {:closure, start, params} ->
        loop(vm, pc + 1, [%Closure{start: start, params: params, env: env} | stack], env, frames)

      {:call, n} ->
        {args, [f | stack]} = Enum.split(stack, n)
        call(f, Enum.reverse(args), vm, pc, stack, env, frames)

      :return ->
        case frames do
          [{pc, saved, env} | frames] -> loop(vm, pc, [hd(stack) | saved], env, frames)
          [] -> {hd(stack), vm |> Map.update!(:out, &Enum.reverse/1)}
        end
    end
  end

  defp call({:builtin, name}, args, vm, pc, stack, env, frames) do
    {value, vm} = builtin(name, args, vm)
    loop(vm, pc + 1, [value | stack], env, frames)
  end

  defp call(%Closure{params: params} = f, args, vm, pc, stack, env, frames)
       when length(params) == length(args) do
    id = vm.next

    vm = %{
      vm
      | heap: Map.put(vm.heap, id, {params |> Enum.zip(args) |> Map.new(), f.env}),
        next: id + 1
    }

    loop(vm, f.start, [], id, [{pc + 1, stack, env} | frames])
  end

  defp call(%Closure{params: params}, args, _, _, _, _, _),
    do: throw({:toy, "expected #{length(params)} arguments, got #{length(args)}"})

  defp call(other, _, _, _, _, _, _), do: throw({:toy, "#{inspect(other)} is not a function"})

  defp builtin("print", args, vm),
    do: {nil, %{vm | out: [Enum.map_join(args, " ", &show/1) | vm.out]}}

  defp builtin("len", [x], vm), do: {if(is_list(x), do: length(x), else: String.length(x)), vm}
  defp builtin("push", [list, x], vm), do: {list ++ [x], vm}
  defp builtin("str", [x], vm), do: {show(x), vm}
  defp builtin("range", [a, b], vm), do: {Enum.to_list(a..b//1), vm}

  defp show(x) when is_list(x), do: "[" <> Enum.map_join(x, ", ", &show/1) <> "]"
  defp show(nil), do: "nil"
  defp show(x), do: to_string(x)

  defp unary("-", x) when is_number(x), do: -x
  defp unary(op, x) when op in ["!", "not"], do: !x
  defp unary(op, x), do: throw({:toy, "bad operand of #{op}: #{inspect(x)}"})

  defp binary("+", l, r) when is_binary(l), do: l <> show(r)
  defp binary("+", l, r) when is_list(l) and is_list(r), do: l ++ r
  defp binary("/", l, r) when is_integer(l) and is_integer(r) and r != 0, do: div(l, r)
  defp binary("/", _, 0), do: throw({:toy, "division by zero"})
  defp binary("%", l, r), do: rem(l, r)

  for op <- [:+, :-, :*, :/, :<, :>, :<=, :>=, :==, :!=] do
    defp binary(unquote(to_string(op)), l, r)
         when (is_number(l) and is_number(r)) or unquote(op in [:==, :!=]),
         do: Kernel.unquote(op)(l, r)
  end

  defp binary(op, l, r), do: throw({:toy, "bad operands: #{inspect(l)} #{op} #{inspect(r)}"})
end

defmodule Toy do
  def run(source) do
    {value, vm} =
      source |> Toy.Lexer.tokens() |> Toy.Parser.parse() |> Toy.Compiler.compile() |> Toy.VM.run()

    {:ok, value, vm.out, vm.steps}
  rescue
    e in Toy.Lexer.Error -> {:error, Exception.message(e)}
  catch
    {:toy, message} -> {:error, message}
  end
end

programs = [
  fib: "let fib = fn(n) { if n < 2 { return n } fib(n - 1) + fib(n - 2) }; fib(16)",
  closures:
    "let counter = fn() { let n = 0; fn() { n = n + 1; n } }; let a = counter(); let b = counter(); a(); a(); b(); print(a(), b()); a",
  loops:
    ~S|let i = 0; let out = []; while i < 5 { out = push(out, i * i); i = i + 1 } print("squares:", out); len(out)|,
  strings: ~S|let name = "Wörld"; print("Hello, " + name + "!", len(name)); "a\"b" + 1.5|,
  primes: """
  # sieve by trial division
  let prime = fn(n) {
    let d = 2
    while d * d <= n { if n % d == 0 { return false } d = d + 1 }
    true
  }
  let i = 2; let found = []
  while len(found) < 25 { if prime(i) { found = push(found, i) } i = i + 1 }
  found
  """,
  logic:
    "print(1 and nil, false or 2, not nil, !0, -3 - -4); if false { 1 } else if nil { 2 } else { 3 }",
  higher:
    "let map = fn(f, xs) { let out = []; let i = 0; while i < len(xs) { out = push(out, f(xs[i])); i = i + 1 } out }; map(fn(x) { x * x }, range(1, 6))",
  big: "let pow = fn(b, e) { if e == 0 { 1 } else { b * pow(b, e - 1) } }; pow(7, 60)",
  zero: "1 / 0",
  undefined: "x + 1",
  types: ~S|1 + "a"|,
  arity: "let f = fn(a, b) { a }; f(1)",
  syntax: "let x = (1 + ;",
  lexer: "let x = 1 $ 2",
  open: ~S|print("abc|
]

for {name, source} <- programs do
  IO.inspect(Toy.run(source), label: name, limit: 30)
end

{code, consts} =
  programs[:logic] |> Toy.Lexer.tokens() |> Toy.Parser.parse() |> Toy.Compiler.compile()

code
|> Tuple.to_list()
|> Enum.with_index()
|> Enum.each(fn {i, n} -> IO.puts("#{String.pad_leading("#{n}", 3)}  #{inspect(i)}") end)

IO.inspect(consts)
IO.inspect(Toy.Lexer.tokens("let π = 3.14e2\n  é(π)"))
