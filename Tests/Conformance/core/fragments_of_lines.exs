# What is around a cursor, at every place of some lines of code.
lines = [
  "Enum.map(list, fn x -> x + 1 end)", "foo |> bar(1, a: 2) |> Baz.qux", "@spec foo(integer) :: :ok",
  "if x and not y, do: true, else: nil", "%User{name: n} = user", "Enum.map(l, &(&1 + &2))",
  "\"abc \#{foo.bar} def\" <> x", "alias Foo.{Bar, Baz}", "Foo.bar().baz", "a..b//c", "x.y.() + x.(1)",
  "foo!(bar?(x)) and baz!", "try do rescue e -> e after x catch y else z", "with {:ok, a} <- b, :ok <- c do",
  "@attr.foo + @attr", "%Foo.Bar{", "é = 1 + ñ", "foo .bar", "Foo . Bar", "&1 ", "x ->", "foo? ", ":a ", "1.5 ", "nil "
]

for line <- lines, size <- 0..String.length(line) do
  prefix = String.slice(line, 0, size)
  IO.puts("#{inspect(prefix)} #{inspect(Code.Fragment.cursor_context(prefix))}")
  context = Code.Fragment.surround_context(line, {1, size + 1})
  IO.puts("  #{inspect(context, custom_options: [sort_maps: true])}")
  IO.puts("  #{inspect(Code.Fragment.container_cursor_to_quoted(prefix))}")
end
