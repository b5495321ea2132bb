for s <- ["max(some_value, ", "max(some_value, another_val", "foo(bar, [baz, ", "%{a: 1, b", "if true do\n  foo(x, ", "foo(fn x -> x + y", "[1, 2, {a, b", "%Foo{a: 1, ", "foo.bar(1, ba", "case x do\n  {:ok, y} -> y.z", "x = 1\nfoo(x, y", "foo do\n bar\n baz(", "", "foo ", "foo", "foo bar, ba", "foo[", "~s(abc", "\"abc \#{foo(", "fn a, b", "@foo ", "@foo bar(", "<<a, b::", "a + ", "a |> b(", "for x <- ", "with {:ok, a} <- foo(", "foo(a, b: 1, c: ", "foo a: 1, c: ", "foo(a) do\n  x -> ", "defmodule A do\n  def foo(a) do\n    a |> ba", "(a; b; c", "&(&1 + ", "foo(:", "foo('abc", "%{a | b: ", "foo(a,\n  b\n  ", "foo(% ", "x.y.", "foo()\n", "fn -> foo(", "cond do\n x -> ", "try do\n  a\nrescue\n  e -> e.", "foo(1)(2, ", "if a, do: b, else: ", "not ", "!a", "a.(b, "] do
  IO.inspect({s, Code.Fragment.container_cursor_to_quoted(s)}, limit: :infinity)
end
IO.inspect Code.Fragment.container_cursor_to_quoted("max(foo, ", columns: true)
IO.inspect Code.Fragment.container_cursor_to_quoted("max(foo, 1 + 2", token_metadata: true)
IO.inspect Code.Fragment.container_cursor_to_quoted("foo(", trailing_fragment: "bar)")
IO.inspect Code.Fragment.container_cursor_to_quoted("foo(fn x -> ", trailing_fragment: "x end)")
IO.inspect Code.Fragment.container_cursor_to_quoted("foo)")
IO.inspect Code.Fragment.container_cursor_to_quoted("foo(1 2, ")
IO.inspect Code.Fragment.container_cursor_to_quoted("end")
IO.inspect Code.Fragment.container_cursor_to_quoted(~c"foo(1, ")
IO.inspect Code.Fragment.lines("a\nb\r\nc")
IO.inspect Code.Fragment.lines("a\n")
IO.inspect Code.Fragment.lines("")
