# Quoted expressions as text: charlists with interpolation, keys, operands with parentheses, blocks among arguments.
for source <- [
      ~S('a#{b}c'),
      ~S('"a#{b}'),
      ~S(["a#{b}": 1]),
      ~S|foo(a: 1, "b#{c}": 2)|,
      ~S(["Elixir.a": 1, b: 2]),
      ~S("a\\b#{c}\e"),
      ~S(:"a\n#{b}"),
      ~S(:\\),
      "-[a: 1]",
      "-(&foo/1)",
      "!(@foo 1)",
      "defmacro k(do: b) do c end",
      "case (receive do a -> b end) do c -> d end",
      "(&if &1 do 1 end).(2)",
      "foo(&if &1 do 1 end)",
      "unquote(a)(b, do: c)",
      "{:application, :a, description: 1, version: 2}",
      "@spec a(t, (a -> b), (-> c)) :: d"
    ] do
  quoted = Code.string_to_quoted!(source, emit_warnings: false)
  IO.puts(Macro.to_string(quoted))
  IO.puts(Macro.to_string({:f, [], [1, quoted]}))
end
