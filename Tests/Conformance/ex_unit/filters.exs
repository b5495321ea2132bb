# Filters of tests: what is left of them, and what they match.
for {i, e} <- [{[b: 1], [b: 1]}, {[b: 1], [b: 2]}, {[b: 1], [b: "1"]}, {[b: "1"], [b: 1]}, {[b: "1"], [b: 2]}, {[:a, os: "linux"], [os: "linux"]}, {[os: "linux"], [:c, os: "linux"]}, {[os: "linux"], [:c, os: "mac"]}, {[os: "linux"], [os: "mac"]}, {[os: "linux"], [:os, os: "linux", os: :linux, os: "mac"]}, {[os: ~r/l/], [os: "linux"]}, {[:os], [:os, os: 1]}, {[test: ~r/a/], [:test]}, {[location: {"a", 1}], [location: {"a", 1}]}, {[os: :linux], [os: "linux"]}, {[a: true], [a: "true"]}, {[a: 1.0], [a: "1.0"]}, {[os: :linux], [os: :linux]}, {[os: :linux], [os: :mac]}] do
  IO.inspect {i, e, (try do ExUnit.Filters.normalize(i, e) rescue x -> x end)}
end
for {i, e} <- [{[:slow, :slow, :fast], [:slow, os: :linux]}, {nil, nil}, {[os: "linux"], [:os]}, {[:os], [os: "linux"]}, {[os: "linux"], [os: :linux]}, {[os: "linux"], [os: "linux"]}, {[location: {"a", 1}], [:slow, :test]}, {[:a, b: 1, b: 1], [:c, :c, b: 1, b: 2]}] do
  IO.inspect {i, e, ExUnit.Filters.normalize(i, e)}
end
for l <- [["a:1"], ["a:b"], ["a:1:2"], ["a:true"], ["line:3"], ["location:a.exs:3"], ["location:a.exs:3:4"], ["location:a.exs"], ["a:"], [":a"], ["a:nil"], ["a:1.5"], ["A.B:c"]] do
  try do
  IO.inspect {l, ExUnit.Filters.parse(l)}
  rescue e -> IO.inspect {l, e} end
end
tests = [%ExUnit.Test{tags: %{line: 3, describe_line: nil, file: "/x/a.exs"}}, %ExUnit.Test{tags: %{line: 6, describe_line: 5, file: "/x/a.exs"}}]
for {i, e, t} <- [{[:a], [:test], %{a: true}}, {[a: "true"], [:test], %{a: true}}, {[a: "1"], [:test], %{a: 1}},{[a: "x"], [:test], %{a: :x}},{[a: "1"], [:test], %{a: [1,2]}}, {[a: ~r/x/], [:test], %{a: "yxy"}}, {[a: nil], [:test], %{a: nil}}, {[:a], [:test], %{a: nil}}, {[:a], [:test], %{a: false}}, {[], [:a], %{a: false}}, {[], [a: false], %{a: false}}, {[], [:a], %{a: nil}}, {[a: :b], [:a], %{a: ["b"]}}, {[a: "MyMod"], [:test], %{a: MyMod}}, {[a: MyMod], [:test], %{a: "MyMod"}}, {[:skip], [], %{skip: true}}, {[], [], %{skip: "r"}}, {[], [], %{skip: false}}, {[], [], %{skip: nil}}, {[skip: "true"], [], %{skip: true}}, {[line: "3"], [:test], hd(tests).tags}, {[line: 4], [:test], hd(tests).tags}, {[:a, :skip], [:test], %{skip: true, a: 1}}, {[a: 1, b: 2], [:test], %{a: 1, b: 3}}, {[], [:doctest], %{doctest: String}}, {[], [doctest: "String"], %{doctest: String}}, {[a: "1.5"], [:test], %{a: 1.5}}] do
  t = Map.merge(%{test: :t, module: M, test_type: :test}, t)
  r = try do ExUnit.Filters.eval(i, e, t, tests) rescue x -> x end
  IO.inspect {i, e, r}
end
# Lines: a test is meant from its own line on, a describe by its line alone, also among several lines; modules by both names.
tests =
  for {line, describe} <- [{5, 3}, {7, 3}, {12, nil}, {13, nil}],
      do: %ExUnit.Test{tags: %{line: line, describe_line: describe, file: "/x/b_test.exs", module: BTest}}

for lines <- [2, 3, 4, 6, 11, 12, 100, [3, 8], [4, 8], [8, 4], [4, 4], [4, 13], [100, 3]] do
  include = [location: {"b_test.exs", lines}]
  IO.inspect {lines, for(%{tags: tags} <- tests, ExUnit.Filters.eval(include, [:test], Map.put(tags, :test, :t), tests) == :ok, do: tags.line)}
end
for name <- ["BTest", "Elixir.BTest", "Other"] do
  IO.inspect ExUnit.Filters.eval([module: name], [:test], Map.put(hd(tests).tags, :test, :t), tests)
end
for paths <- [["a.exs"], ["a.exs", "b.exs:3"], ["b.exs:3:4", "a.exs"], ["a.exs:1", "b.exs:2"]], do: IO.inspect ExUnit.Filters.parse_paths(paths)
