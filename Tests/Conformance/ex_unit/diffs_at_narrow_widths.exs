color = fn :diff_enabled?, _ -> true
  key, doc when key in [:diff_delete, :diff_insert, :diff_delete_whitespace, :diff_insert_whitespace] -> Inspect.Algebra.concat(["<#{key}:", doc, ">"])
  _, doc -> doc end
d = fn l, r, w -> e = %ExUnit.AssertionError{left: l, right: r, context: :==, message: "m", expr: quote(do: a == b)}; for {k, s} <- ExUnit.Formatter.format_assertion_diff(e, 0, w, color), do: IO.puts("#{k}: #{s}") end
for m <- [{1111, 2222}, {:a, 2222}, {:a, [1, 2, 3]}, {1, [1, 2, 3], 4}, {:a, %{b: 1}}, %{a: [1, 2, 3]}, %{a: {1, 2, 3}}, [{1, 2, 3}], [%{a: 1}], [a: {1, 2, 3}], [a: [1, 2, 3]], [{1, 2}, {3, 4}], {1}, {{1, 2, 3}}, {}, "abcdefghijk", {:a, "abcdefghijk"}, {[a: 1, b: 2], 3}, {1111, 2222, 3333}] do
  IO.puts("--- #{inspect m}")
  d.([m, 1], [m, 2], 5)
  d.({m, 1}, {m, 2}, 5)
  d.(%{k: m, l: 1}, %{k: m, l: 2}, 5)
  d.([k: m, l: 1], [k: m, l: 2], 5)
  d.([m], [m], 5)
  d.([m, m], [m], 5)
  d.({m, 1}, {m, 1}, 5)
  d.(m, m, 5)
  d.(m, 1, 5)
  d.([m], [1], 5)
end
