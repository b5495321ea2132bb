# Erlang's syntax: tokens, expressions and terms.
p = fn l, v -> IO.puts("#{l}: #{inspect(v, limit: :infinity)}") end

for s <- [
      "{a, 1}.",
      "[1,2|T].",
      "\"str\" \"ing\".",
      "<<1:8, \"ab\"/utf8, X/binary>>.",
      "#\{a => 1, b := 2}.",
      "$a $\\n $\\x41.",
      "16#FF 2#101 1.5e3 1_000.",
      "'quoted atom' Var _x _.",
      "% comment\nfoo().",
      "fun(X) when X > 1 -> X end.",
      "a:b(C).",
      "#rec{a=1}.",
      "?MACRO.",
      "a.b",
      "case X of 1 -> ok; _ -> no end.",
      "X =:= 1 andalso Y /= 2 orelse not Z.",
      "-1 + - 2.",
      "\"a\\nb\\x{1F600}\".",
      "$ .",
      "\"unterminated",
      "1.",
      "1.0.",
      "a",
      "",
      "é.",
      "'a\\'b'.",
      "...",
      "<- <= => := :: || -> !  ++ -- == =< >= < >.",
      "~\"sigil\".",
      "\"\"\"\nabc\n\"\"\".",
      "maybe X ?= 1 end.",
      "1 @ 2.",
      "#Fun<a>."
    ],
    do: p.(inspect(s), :erl_scan.string(String.to_charlist(s)))

p.("loc", :erl_scan.string(~c"a\n b.", {1, 1}))
p.("text", :erl_scan.string(~c"a  b.", 1, [:text]))
p.("ws", :erl_scan.string(~c"a % c\n b.", 1, [:return]))
p.("resw", Enum.map([:case, :foo, :andalso, :maybe, :of, :cond], &:erl_scan.reserved_word/1))
{:ok, [t | _], _} = :erl_scan.string(~c"abc 1.", {3, 4}, [:text])

p.(
  "acc",
  {:erl_scan.category(t), :erl_scan.symbol(t), :erl_scan.line(t), :erl_scan.column(t),
   :erl_scan.location(t), :erl_scan.text(t), :erl_scan.end_location(t)}
)

p.("tokens", :erl_scan.tokens([], ~c"a. b", 1))

p.(
  "fmt",
  for(
    e <- [
      {:illegal, :character},
      {:unterminated, :string, ~c"x"},
      {:unterminated, :atom},
      :char,
      {:base, 40},
      {:illegal, :float}
    ],
    do:
      try do
        IO.chardata_to_string(:erl_scan.format_error(e))
      rescue
        _ -> :err
      end
  )
)

for s <- [
      "{a, [1, 2.5, \"str\", 'q a'], <<\"bin\">>, $c, -5, #\{k => v}}.",
      "foo.",
      "[a|b].",
      "X.",
      "1 + 2.",
      "foo(1).",
      "{a",
      "a b.",
      "-1.",
      "+1.",
      "<<1,2:16>>.",
      "fun erlang:abs/1.",
      "-a."
    ] do
  {:ok, ts, _} = :erl_scan.string(String.to_charlist(s))
  p.("term #{s}", :erl_parse.parse_term(ts))
  p.("exprs #{s}", :erl_parse.parse_exprs(ts))
end

for s <- [
      "X = 1, Y = X + 2, Y * 2.",
      "[X * 2 || X <- [1,2,3], X > 1].",
      "case {1, 2} of {A, B} when A < B -> lt; _ -> ge end.",
      "F = fun(X) -> X + 1 end, F(2).",
      "lists:map(fun(X) -> X * X end, [1,2]).",
      "if 1 > 2 -> a; true -> b end.",
      "\"abc\" ++ [$d].",
      "<<1:16>>.",
      "M = #\{a => 1}, M#\{a := 2}.",
      "begin 1, 2 end.",
      "try throw(x) catch throw:T -> {caught, T} end.",
      "not true orelse false.",
      "5 div 2 + 5 rem 2 bsl 1 band 7.",
      "receive after 0 -> done end.",
      "X + 1."
    ] do
  {:ok, ts, _} = :erl_scan.string(String.to_charlist(s))
  {:ok, es} = :erl_parse.parse_exprs(ts)

  p.(
    "eval #{s}",
    try do
      {:value, v, b} = :erl_eval.exprs(es, [])
      {v, Enum.map(b, &elem(&1, 0))}
    rescue
      e -> {e.__struct__, Exception.message(e)}
    catch
      k, r -> {k, r}
    end
  )
end

p.("abstract", :erl_parse.abstract({:a, [1, 2.5, ~c"ab", "bin"], %{k: 1}}))
p.("normalise", :erl_parse.normalise({:tuple, 1, [{:atom, 1, :a}, {:integer, 1, 1}]}))
{:ok, ts, _} = :erl_scan.string(~c"f(X) when X > 0 -> X; f(_) -> 0.")
p.("form", :erl_parse.parse_form(ts))
{:ok, ts, _} = :erl_scan.string(~c"-module(foo).")
p.("form", :erl_parse.parse_form(ts))

p.(
  "ferr",
  case :erl_parse.parse_term([{:"{", 1}, {:atom, 1, :a}]) do
    {:error, {_, m, e}} -> {m, IO.chardata_to_string(m.format_error(e))}
  end
)

for s <- [
      "1a.",
      "1A.",
      "1_000a.",
      "16#FG.",
      "16#F_.",
      "16#F_G.",
      "16#F@.",
      "1@.",
      "1.5a.",
      "1.5_.",
      "1.5_0.",
      "1.5__0.",
      "1.5e1_0.",
      "1.5e1_.",
      "1.5e+.",
      "1.5E-3.",
      "1.5e1a.",
      "16#1.8#e1.",
      "16#1.8#e-1.",
      "16#1.8#E+1.",
      "16#1.8e1.",
      "16#1.8_8.",
      "16#1.8#e1_0.",
      "2#0.1#e5.",
      "2#0.12.",
      "36#z.z.",
      "1e5.",
      "10#1.5#e2.",
      "16#-5.",
      "1..2."
    ] do
  IO.inspect({s, :erl_scan.string(String.to_charlist(s), {1, 1})})
end
