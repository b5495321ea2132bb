IO.puts Macro.to_string Macro.expand_once(quote(do: get_in(u.a[:b].c[:d])), __ENV__)
IO.puts Macro.to_string Macro.expand_once(quote(do: get_in(u[:b].c)), __ENV__)
IO.puts Macro.to_string Macro.expand_once(quote(do: get_in(f(x).c)), __ENV__)
for f <- [fn -> get_in(Process.get(:x, 1).a) end, fn -> get_in(Process.get(:x, %{b: 1}).a.b) end, fn -> get_in(Process.get(:x, %{b: %{}}).b.c) end, fn -> get_in(Process.get(:x, [a: 1])[:a].c) end, fn -> get_in(Process.get(:x, [a: 1]).c) end] do
  try do IO.inspect f.() rescue e -> IO.puts Exception.message(e) end
end
