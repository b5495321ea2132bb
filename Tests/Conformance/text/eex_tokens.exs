# What trimming leaves of the blanks around tags, and which tags begin, go on with and end blocks.
for t <- ["\n\n<% x %>\n\n\nb", "a\n\n<%= 1 %>\n\nb", "a \n \n <%= 1 %> \n \n b", "\n<%= 1 %>\n", " \n <%= 1 %>\n ", "<%= if true do %>\n\n  a\n\n<% end %>\n\n", "a\n\n\n<% 1 %>\n\n\n<% 2 %>\n\n\n", "<% 1 %>\n\n<% 2 %>", "<% 1 %> \n <% 2 %>", "<% 1 %> \n\t", "a <% 1 %>\n\nb", "a\n\n<% 1 %> b","a\n<%!-- c --%>\n\nb", "a\n <%!-- c --%>", "<%!-- c --%>\n", "a\n <%%= x %>\n\n b\n <%= 1 %>", "x\n<% 1 %><% 2 %>\ny", "x\n <% 1 %> <% 2 %> \ny", "x\r\n\r\n <% 1 %>\r\n\r\ny", "x\n\f<% 1 %>\v\ny", "\u00a0\n<% 1 %>"] do
  IO.puts inspect(t)
  {:ok, l} = EEx.tokenize(t, trim: true)
  IO.puts "   " <> Enum.map_join(l, " ", fn {:text, x, m} -> "T#{inspect to_string(x)}@#{m.line}:#{m.column}"; {:eof, m} -> "eof@#{m.line}:#{m.column}"; t -> "#{elem(t, 0)}@#{elem(t, tuple_size(t)-1).line}:#{elem(t, tuple_size(t)-1).column}" end)
end

for t <- ["x do", "x do:", "do", "foo(do)", "\"do\"", "\"a\" do", "x -> ", "fn x ->", "f(fn x -> x end) ->", "{fn -> 1 end, x} ->", "fn x -> fn y ->", "(x ->", "[1, 2] ->", "end", "end) |> f(fn ->", "end do", "ends", "end: 1", ":end", "else", "else if x", "else: 1", "after", "after 10 ->", "catch", "rescue", "rescue e ->", "do else", "# comment do", "x # do", "?d do", "~s(do) do", "a.do", "a.end", "x do y", "if x, do: y", "fn", "foo fn -> 1 end, fn a, b ->", "when x ->", "x when y ->", "end end", "else end", "x do \n", "x ->\n", "}", ")", "] do", "@foo do", "do x", "fn -> x end ->", "~D[2020-01-01] ->", "quote do", "'do' do", "a &&", "&foo/1 ->", "for x <- y, do: (", "x -> y", "end ->", "if a do b else"] do
  IO.puts inspect(t) <> " " <> inspect(try do {:ok, [x | _]} = EEx.tokenize("<% " <> t <> " %>"); elem(x, 0) rescue e -> e end)
end
