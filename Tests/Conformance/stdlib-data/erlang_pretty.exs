# How ~p breaks lists, tuples and maps that are wider than the line.
p = fn t, w -> IO.puts(:io_lib.format(~c"~*tp~n", [w, t])) end
a = String.to_atom(String.duplicate("a", 20))

for w <- [40, 80] do
  p.([a, a, a, a, [1], a, a], w)
  p.({a, a, a, a, [1], a, a}, w)
  p.([a, [1], a, a, a, a, [1, 2, 3], [1, 2, 3]], w)
  p.({[1], a, a, a, a}, w)
  p.({:tag, a, a, a, [2], a}, w)
  p.(%{a => a, 1 => [a, a, a, [a]], 2 => {a, a, a}}, w)
  p.([{:k, a}, {:k2, [a, a, a]}], w)
  p.([[a | a], a, a], w)
  p.([a, a, a | a], w)
  p.([a, a, [1] | a], w)
  p.([a, a, "abc", 1.5, a, "x", {1}, a, a], w)
end
