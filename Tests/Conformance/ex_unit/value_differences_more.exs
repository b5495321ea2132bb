# Differences of values at two widths.
defmodule U do
  defstruct [:name, :age, tags: []]
end
defmodule Op do
  defstruct [:secret, :shown]
  defimpl Inspect do
    def inspect(op, _), do: "#Op<#{op.shown}>"
  end
end
defmodule Main do
def run do
fmt = fn
  :diff_enabled?, _ -> true
  :diff_delete, d -> Inspect.Algebra.concat(["[-", d, "-]"])
  :diff_insert, d -> Inspect.Algebra.concat(["[+", d, "+]"])
  :diff_delete_whitespace, d -> Inspect.Algebra.concat(["[_-", d, "-_]"])
  :diff_insert_whitespace, d -> Inspect.Algebra.concat(["[_+", d, "+_]"])
  _, m -> m
end
pairs = [
  {["a", "bcd", "xyz"], ["a", "xyw"]}, {["bcd", "xyz"], ["xyw"]}, {["xyw"], ["bcd", "xyz"]}, {["abc", "xyz", 1], ["xyw", "abd", 1]}, {[1, 2, 3], [4, 5]}, {[1, 2], [3, 4, 5]},
  {[:a, "foo", 1, 2], [:a, "fob", 3, 2]}, {[%{a: 1, b: 2}, 5], [5, %{a: 1, b: 3}]}, {[%{a: 1}, %{b: 2}], [%{b: 3}, %{a: 1}]}, {[1, [2, [3, [4]]]], [1, [2, [3, [5]]]]},
  {[[1, 2], [3, 4], [5, 6]], [[1, 2], [5, 6]]}, {[[1, 2], [3, 4], [5, 6]], [[3, 4], [1, 2], [5, 7]]}, {[1, 2, 3, 4, 5, 6], [1, 9, 3, 8, 5, 7]}, {[:x, 1, :y, 2], [1, :y, 2, :z]},
  {["aaaa", "bbbb"], ["bbbb", "aaab"]}, {[{:a, 1}, {:b, 2}, {:c, 3}], [{:b, 2}, {:a, 1}, {:c, 4}]}, {[a: 1, b: [c: 1, d: 2]], [a: 1, b: [c: 1, d: 3]]},
  {[a: "foo", b: "bar"], [b: "bar", a: "fob"]}, {[a: 1], [a: 1.0]}, {[1.0, 2], [1, 2.0, 3]},
  {"abcde", "abxyz"}, {"abcde", "abcyz"}, {"abcdefghij", "abcdqwrtyu"}, {"abcdefghij", "abcdeqwrtu"}, {"a\nb", "a\tb"}, {"\t\n", "\n\t"}, {"a\n", "a\n\n b"}, {"a b c", "abc"}, {"ab", "ba"}, {"aab", "aba"}, {" a ", "  a"},
  {"foo\u0000bar", "foobar"}, {"foo\e[31m", "foo"}, {"a\\b", "a\\c"}, {"héllo", "hello"}, {"👨‍👩‍👧", "👨‍👩‍👦"}, {"e\u0301", "é"}, {"#" <> "{a}", "#" <> "{b}"}, {<<255, 254, 253>>, <<255, 254, 252>>}, {<<255, 97>>, "a"}, {<<1, 2, 3, 4>>, <<1, 2, 3>>}, {<<0, 255>>, <<0>>}, {"", <<255>>},
  {~c"", ~c"abc"}, {~c"abc", []}, {~c"ab\n", ~c"ab"}, {[10], []}, {[97], [0]}, {~c"日本", ~c"日"}, {~c"héllo", ~c"hello"}, {[], [[]]}, {[~c"abc"], [~c"abd"]}, {~c"abc" ++ [:d], ~c"abd" ++ [:d]}, {%{a: ~c"abc"}, %{a: ~c"abd"}}, {{~c"abc"}, {~c"xyz"}}, {[1 | ~c"ab"], [2 | ~c"ab"]},
  {{1, {2, {3}}}, {1, {2, {4}}}}, {{1, 2, 3, 4}, {2, 3, 4}}, {{:a, 1}, {:a, 1, 2}}, {{[1, 2]}, {[1, 2, 3]}}, {{"foo", "bar"}, {"fox", "baz"}},
  {%{1 => :a, 2 => :b}, %{1 => :b, 3 => :c}}, {%{:c => 3, "b" => 1, "a" => 2}, %{:c => 4, "b" => 2, "a" => 2}}, {%{:a => 1, "b" => 2}, %{a: 2}}, {%{a: %{}}, %{a: %{b: 1}}}, {%{a: %U{}}, %{a: %U{name: "x"}}}, {%{1.0 => 1}, %{1 => 1}}, {%{a: 1}, %{a: 1.0}}, {%{{:a, 1} => [1, 2], [1] => %{x: 1}}, %{{:a, 1} => [1, 3], [1] => %{x: 2}}}, {%{:"foo bar" => 1, Foo => 2}, %{:"foo bar" => 2, Foo => 2}}, {%{nil => 1}, %{nil => 2}}, {%{"key with space" => "v"}, %{"key with space" => "w"}},
  {%U{name: %U{name: 1}}, %U{name: %U{name: 2}}}, {%U{tags: [a: 1]}, %U{tags: [a: 2]}}, {%Op{shown: "abc"}, %Op{shown: "xyzw"}}, {%Op{shown: 1}, %U{}}, {%U{}, %Op{shown: 1}}, {%Op{shown: 1}, %Op{shown: 1, secret: 4}}, {{%Op{shown: 1}, 2}, {%Op{shown: 1}, 3}}, {%Op{shown: String.duplicate("a", 10)}, %Op{shown: String.duplicate("b", 10)}}, {%Op{shown: 1}, "x"},
  {%{__struct__: 1, a: 2}, %{__struct__: 2, a: 2}}, {%{__struct__: Foo, a: 2}, %{__struct__: Foo, a: 3}}, {%{__struct__: U, a: 2}, %U{}},
  {~D[2020-01-01], nil}, {%{~D[2020-01-01] => 1}, %{~D[2020-01-01] => 2}}, {[~D[2020-01-01]], [~D[2020-01-02]]}, {MapSet.new([1, 2, 3]), MapSet.new([2, 3, 4])}, {MapSet.new(["a"]), MapSet.new([:a])}, {%{m: MapSet.new([1])}, %{m: MapSet.new([2])}},
  {1..2, 3..4}, {1..200, 1..300}, {~r/a/, ~r/b/}, {~r/abc/u, ~r/abd/i}, {%ArgumentError{message: "foo"}, %RuntimeError{message: "fox"}}, {Date.range(~D[2020-01-01], ~D[2020-01-05]), Date.range(~D[2020-01-01], ~D[2020-01-06])},
  {1.0, 1.00001}, {1.0e100, 1.0e-100}, {-1.5, 1.5}, {123_456_789_012_345_678_901, 123_456_789_012_345_678_902}, {0, -0.0}, {1, nil}, {12, :"12"}, {255, 256}, {99, 100}, {5, 55}, {1000, 1},
  {nil, true}, {:"foo bar", :"foo baz"}, {:foo, Foo}, {Foo, Bar}, {:ok, {:ok, 1}}, {:ok, [:ok]},
  {Enum.to_list(1..30), []}, {{:ok, Enum.to_list(1..60)}, :error}, {[a: 1, b: Enum.to_list(1..60)], nil}, {%{a: "long string " |> String.duplicate(10)}, nil}, {String.duplicate("long string ", 10), nil},
  {%{a: Enum.to_list(1..40), b: 1}, %{a: Enum.to_list(1..40), b: 2}}, {%{aaaaaaaaaaaaaaaaaaaa: %{bbbbbbbbbbbbbbbbbbbbbb: %{cccccccccccccccccccccc: %{dddddddddddddd: 1}}}}, %{aaaaaaaaaaaaaaaaaaaa: %{bbbbbbbbbbbbbbbbbbbbbb: %{cccccccccccccccccccccc: %{dddddddddddddd: 2}}}}},
  {[:aaaaaaaaaaaaaaaaaaaa, :bbbbbbbbbbbbbbbbbbbbb, :cccccccccccccccccccccc, :ddddddddddd], [:aaaaaaaaaaaaaaaaaaaa, :bbbbbbbbbbbbbbbbbbbbb, :ddddddddddd]},
  {{:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, :bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb}, {:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, :cccccccccccccccccccccccc}},
  {[1 | String.duplicate("x", 80)], [2 | String.duplicate("x", 80)]}, {[foooooooooooooooooooooooooooo: [baaaaaaaaaaaaaaaaaaaaaaaaaaaar: [baaaaaaaaaaaaaaaaaaaaaaaaz: 1]]], [foooooooooooooooooooooooooooo: [baaaaaaaaaaaaaaaaaaaaaaaaaaaar: [baaaaaaaaaaaaaaaaaaaaaaaaz: 2]]]},
  {%{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" => %{"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" => "cccccccccccccccccccccccccccc"}}, %{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" => %{"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" => "cccccccccccccccccccccccccccd"}}},
  {"multi\nline\nstring\nthat is long enough to not fit on one line, with many words inside of it\n", "multi\nline\nstring\nthat is long enough to fit on one line, with many other words inside of it\n"},
  {{1, fn -> 1 end}, {1, 2}}, {[self()], [1]}, {make_ref(), 1}, {&Enum.map/2, &Enum.each/2}, {%{f: &Enum.map/2}, %{f: &Enum.each/2}}, {<<1::4>>, <<1::5>>}, {<<1, 2::4>>, <<1>>}
]
for {l, r} <- pairs, w <- [80, 50] do
  d = ExUnit.Formatter.format_assertion_diff(%ExUnit.AssertionError{left: l, right: r, context: :==}, 12, w, fmt)
  IO.puts("==")
  for {k, v} <- d, do: IO.puts(["#{k}: ", v |> String.replace(~r/#(PID|Ref|Fun)[^>]*>/, "X")])
end
end
end
Main.run()
