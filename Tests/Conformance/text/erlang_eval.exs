# Expressions of Erlang's syntax, evaluated.
ev = fn s ->
  {:ok, ts, _} = :erl_scan.string(String.to_charlist(s))
  {:ok, es} = :erl_parse.parse_exprs(ts)

  r =
    try do
      {:value, v, b} = :erl_eval.exprs(es, [])
      {v, Enum.sort(b)}
    rescue
      e -> {e.__struct__, Exception.message(e)}
    catch
      k, r -> {k, r}
    end

  IO.puts("#{s} => #{inspect(r)}")
end

for s <- [
      "<<A:4, B:4>> = <<16#AB>>, {A, B}.",
      "<<N, S:N/binary, R/binary>> = <<2, \"abcd\">>, {N, S, R}.",
      "<<\"ab\", X/utf8>> = <<\"ab\", 16#E9/utf8>>, X.",
      "<<X:16/little>> = <<1, 2>>, X.",
      "<<X:16/signed>> = <<255, 254>>, X.",
      "<<F/float>> = <<1.5/float>>, F.",
      "<<1.5:32/float-little>>.",
      "<<X:2/unit:8>> = <<1,2>>, X.",
      "[{K, V} || {K, V} <- [{a, 1}, b, {c, 2}]].",
      "<< <<(X+1)>> || <<X>> <= <<1,2,3>> >>.",
      "[X || <<X:4>> <= <<16#12, 16#34>>].",
      "lists:sort(maps:to_list(\#{K => V * 2 || K := V <- \#{a => 1, b => 2}})).",
      "[{X, Y} || X <- [1,2], Y <- [a,b]].",
      "[X || X <- [1,2,3,4], X rem 2 =:= 0, X > 2].",
      "X = 1, [X || X <- [5,6]].",
      "X = 1, (fun(X) -> X end)(2).",
      "\#{a := X} = \#{a => 5, b => 6}, X.",
      "K = b, \#{K := X} = \#{a => 5, b => 6}, X.",
      "\"ab\" ++ R = \"abcd\", R.",
      "{X, X} = {1, 1}, X.",
      "{X, X} = {1, 2}.",
      "{X, _} = Y = {1, 2}, {X, Y}.",
      "case 3 of X when X < 2; X > 2 -> {yes, X}; _ -> no end.",
      "case 5 of 6 -> a end.",
      "if false -> 1 end.",
      "(fun(1) -> a end)(2).",
      "nomod:f(1).",
      "X().",
      "try 1 + a catch error:E -> E end.",
      "try 1 of 2 -> a catch _:_ -> b end.",
      "try 2 of 2 -> a after self() end.",
      "try erlang:error(a) catch throw:_ -> 1; error:a -> 2 end.",
      "self() ! {hi, 5}, self() ! other, receive {hi, N} -> N after 10 -> none end.",
      "receive nothing -> 1 after 5 -> timeout end.",
      "length([1,2]).",
      "lists:sum([X || X <- lists:seq(1, 10)]).",
      "catch throw(x).",
      "catch exit(y).",
      "1 andalso true.",
      "false andalso foo.",
      "true orelse foo.",
      "not 1.",
      "M = \#{a => 1}, M\#{b := 2}.",
      "fun lists:reverse/1.",
      "fun length/1.",
      "(fun lists:reverse/1)([1,2]).",
      "begin X = 1, Y = 2 end, X + Y.",
      "{X = 1, Y = 2}, X + Y.",
      "{X = 1, X = 2}.",
      "maybe {ok, X} ?= {ok, 1}, X + 1 end.",
      "maybe {ok, X} ?= error, X + 1 else error -> bad end.",
      "maybe {ok, X} ?= error, X + 1 end.",
      "$a.",
      "\"a\" \"b\".",
      "-5.",
      "- (3).",
      "bnot 5.",
      "1 bsl 70.",
      "a < b.",
      "1 == 1.0.",
      "1 =:= 1.0.",
      "[1,2,3] -- [2].",
      "atom_to_list(foo).",
      "is_integer(3).",
      "apply(lists, reverse, [[1,2]]).",
      "X = [1,2|[3]], hd(X).",
      "element(2, {a, b}).",
      "case <<1,2,3>> of <<_, R/bits>> -> R end.",
      "<<(<<1>>)/binary, 2>>.",
      "<<1:3>>.",
      "<<X/utf8>> = <<255>>.",
      "<<300>>.",
      "<<-1:16>>.",
      "<<a>>.",
      "<<1:(1+7)>>.",
      "ok."
    ] do
  ev.(s)
end

{:ok, ts, _} = :erl_scan.string(~c"add(X, 1) + Y.")
{:ok, es} = :erl_parse.parse_exprs(ts)
IO.inspect(:erl_eval.exprs(es, %{X: 1, Y: 5}, {:value, fn :add, [a, b] -> a * 100 + b end}))

IO.inspect(
  :erl_eval.exprs(
    es,
    [X: 1, Y: 5],
    {:eval,
     fn :add, args, bs ->
       {vs, bs} = :erl_eval.expr_list(args, bs)
       {:value, Enum.sum(vs), bs}
     end}
  )
)

{:ok, ts, _} = :erl_scan.string(~c"lists:max([1,2]).")
{:ok, es} = :erl_parse.parse_exprs(ts)
IO.inspect(:erl_eval.exprs(es, [], :none, {:value, fn f, args -> {f, args} end}))
IO.inspect(:erl_eval.expr_list(es, []))
b = :erl_eval.add_binding(:X, 1, :erl_eval.new_bindings())

IO.inspect(
  {b, :erl_eval.binding(:X, b), :erl_eval.binding(:Y, b), :erl_eval.bindings(b),
   :erl_eval.del_binding(:X, b), :erl_eval.expr(hd(es), b, :none, :none, :value)}
)
