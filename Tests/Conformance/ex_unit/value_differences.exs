# Differences of values: numbers, texts, lists, maps, structs.
defmodule U do
  defstruct [:name, :age, tags: []]
end
defmodule Op do
  defstruct [:secret, :shown]
  defimpl Inspect do
    def inspect(op, _), do: "#Op<#{op.shown}>"
  end
end
defmodule Dv do
  @derive {Inspect, only: [:b]}
  defstruct [:a, :b]
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
  {1, 2}, {10, 11}, {100, 1001}, {123, 321}, {-1, 1}, {12, -12}, {1.5, 1.6}, {1.5, 2}, {12345, 12.345}, {1_000_000, 1_000_001}, {0, 0.0}, {10, 10.0}, {1.0e10, 1.0e11},
  {:a, :b}, {:a, "a"}, {nil, false}, {true, :true_}, {Foo.Bar, Foo.Baz}, {nil, 1},
  {"a", "b"}, {"abc", "abd"}, {"hello", "help"}, {"hello", "world"}, {"", "a"}, {"a", ""}, {"foo bar baz", "foo baz bar"}, {"aaaa", "aaab"},
  {"completely", "different"}, {"The quick brown fox", "The quick red fox"}, {"a\nb\nc", "a\nx\nc"}, {"tab\there", "tab here"}, {"é", "e"}, {"日本語", "日本"}, {"a\"b", "a'b"},
  {"  leading", "leading"}, {"trailing  ", "trailing"}, {"a b", "a  b"}, {"\n", "\n\n"}, {"x", "xxxxxxxxxxxxxxxxxxxxxx"}, {"abcdefghijklmnop", "abcdefghijklmnoX"}, {"abcdefghijklmnop", "zyxwvutsrqponmlk"},
  {"12345", "1234567890"}, {"foo", "foobar"}, {"foobar", "foo"}, {"foobar", "bar"}, {"bar", "foobar"},
  {<<1, 2, 3>>, <<1, 2, 4>>}, {<<1, 2>>, "ab"}, {<<255, 1>>, <<255, 2>>}, {<<1::3>>, <<2::3>>}, {"abc", <<1, 2, 3, 255>>}, {<<0>>, "a"},
  {~c"abc", ~c"abd"}, {~c"abc", ~c"xyz"}, {~c"abc", [1, 2, 3]}, {~c"abc", "abc"}, {~c"hello world", ~c"hello there"}, {[], ~c"a"}, {~c"", ~c""}, {[97, 98, 300], [97, 98, 301]}, {[97, 98], [97, 98, 1]},
  {[], [1]}, {[1], []}, {[1, 2, 3], [1, 2, 3, 4]}, {[1, 2, 3], [0, 1, 2, 3]}, {[1, 2, 3], [1, 3]}, {[1, 2, 3, 4, 5], [5, 4, 3, 2, 1]}, {[1, 2], [3, 4]}, {[:a, :b, :c], [:a, :x, :c]}, {[1, [2, 3], 4], [1, [2, 5], 4]},
  {[{1, 2}, {3, 4}], [{1, 2}, {3, 5}]}, {[[1], [2]], [[1, 2], [3]]}, {["foo", "bar"], ["foo", "baz"]}, {["foo", "bar"], ["bar", "foo"]}, {[1 | 2], [1 | 3]}, {[1, 2 | 3], [1, 2]}, {[1, 2], [1, 2 | 3]}, {[1 | 2], [2 | 2]}, {[1, 2 | 3], [1, 4 | 3]}, {[1, 2, 3 | 4], [1, 3 | 4]},
  {[%{a: 1}, %{a: 2}], [%{a: 1}, %{a: 3}]}, {[%{a: 1}], [%{b: 1}, %{a: 1}]}, {[nil], [nil, nil]}, {[1, 1, 1], [1, 1]}, {[1, 2, 1, 2], [2, 1, 2, 1]},
  {{}, {1}}, {{1}, {}}, {{1, 2}, {1, 3}}, {{1, 2}, {2, 1}}, {{:ok, 1}, {:error, 1}}, {{:ok, [1, 2]}, {:ok, [1, 3]}}, {{1, 2, 3}, {1, 3}}, {{1, 2}, [1, 2]}, {{:a, %{b: 1}}, {:a, %{b: 2}}}, {{1, 2, 3}, {4, 5, 6}}, {{1, 2, 3}, {3}}, 
  {%{}, %{a: 1}}, {%{a: 1}, %{}}, {%{a: 1}, %{a: 2}}, {%{a: 1}, %{b: 1}}, {%{a: 1, b: 2}, %{a: 1, c: 2}}, {%{"a" => 1}, %{"a" => 2}}, {%{"a" => 1, b: 2}, %{"a" => 1, b: 3}}, {%{1 => 2, :c => 3}, %{1 => 2, :c => 4}}, {%{a: %{b: %{c: 1}}}, %{a: %{b: %{c: 2}}}}, {%{a: nil}, %{a: false}}, {%{{1, 2} => 1}, %{{1, 2} => 2}}, {%{a: 1}, [a: 1]}, {%{a: 1, b: 2, c: 3, d: 4}, %{a: 1, b: 2, c: 3, d: 5}}, {%{a: 1, b: 2}, %{b: 2, a: 1, z: 0}}, {%{[1] => %{}}, %{[1] => %{x: 1}}},
  {[a: 1], [a: 2]}, {[a: 1], [b: 1]}, {[a: 1, b: 2], [b: 2, a: 1]}, {[a: 1, b: 2], [a: 1]}, {[a: 1], [a: 1, b: 2]}, {[a: 1, a: 2], [a: 1, a: 3]}, {[a: 1, b: 2, c: 3], [a: 1, x: 9, c: 3]}, {[a: 1], []}, {[], [a: 1]}, {[a: 1], [1]}, {[{:a, 1}, 2], [{:a, 1}, 3]}, {[a: [b: 1]], [a: [b: 2]]}, {[a: 1, b: 2, c: 3], [c: 3, a: 1]}, {[a: 1, b: 1], [a: 1, b: 2, a: 1]}, {[a: 1], [{:a, 1}, {"b", 2}]},
  {%U{name: "a"}, %U{name: "b"}}, {%U{}, %U{age: 3}}, {%U{name: "x", tags: [1]}, %U{name: "x", tags: [2]}}, {%U{}, %{name: nil}}, {%{name: nil, age: nil, tags: []}, %U{}}, {%U{}, %Dv{}}, {%U{}, nil},
  {%Op{secret: 1, shown: 2}, %Op{secret: 1, shown: 3}}, {%Op{secret: 1, shown: 2}, %Op{secret: 2, shown: 2}}, {[%Op{secret: 1}], [%Op{secret: 2}]}, {%Dv{a: 1, b: 2}, %Dv{a: 1, b: 3}}, {%Dv{a: 1, b: 2}, %Dv{a: 2, b: 2}}, {%Dv{a: 1}, %{}},
  {~D[2020-01-01], ~D[2020-01-02]}, {~T[10:00:00], ~T[10:00:01]}, {~N[2020-01-01 10:00:00], ~N[2020-01-01 10:00:00.000]}, {~U[2020-01-01 10:00:00Z], ~U[2020-01-01 10:00:01Z]}, {~D[2020-01-01], ~N[2020-01-01 00:00:00]},
  {~r/foo/, ~r/bar/}, {~r/foo/, ~r/foo/i}, {~r/foo/, "foo"}, {1..3, 1..4}, {1..3, 1..3//2}, {1..3, [1, 2, 3]},
  {MapSet.new([1, 2]), MapSet.new([1, 3])}, {MapSet.new([]), MapSet.new([1])}, {MapSet.new([1, 2]), [1, 2]}, {Version.parse!("1.0.0"), Version.parse!("1.0.1")}, {%RuntimeError{message: "a"}, %RuntimeError{message: "b"}}, {%RuntimeError{message: "a"}, %ArgumentError{message: "a"}}, {URI.parse("http://a.b/c"), URI.parse("http://a.b/d")},
  {%{d: ~D[2020-01-01]}, %{d: ~D[2021-01-01]}}, {%{d: %U{name: 1}}, %{d: %U{name: 2}}}, {[%U{name: 1}], [%U{name: 2}]},
  {&String.upcase/1, &String.downcase/1}, {&String.upcase/1, 1},
  {%{a: "hello world", b: "foo"}, %{a: "hello there", b: "foo"}}, {["a", "b", "c", "d"], ["a", "c", "d", "e"]}, {Enum.to_list(1..50), Enum.to_list(2..51)}, {Enum.to_list(1..100), Enum.to_list(1..99)}, {Map.new(1..40, &{&1, &1}), Map.new(1..40, &{&1, if(&1 == 20, do: 0, else: &1)})},
  {%{aaaaaaaaaaaaaaaaaaaaaaaaaa: "bbbbbbbbbbbbbbbbbbbbbbbbbbbb", cccccccccccccccccccccccccccc: "dddddddddddddddddd"}, %{aaaaaaaaaaaaaaaaaaaaaaaaaa: "bbbbbbbbbbbbbbbbbbbbbbbbbbbc", cccccccccccccccccccccccccccc: "dddddddddddddddddd"}},
  {String.duplicate("abcdefghij ", 12), String.duplicate("abcdefghij ", 12) <> "x"}, {String.duplicate("a", 300), String.duplicate("a", 299) <> "b"},
  {{:ok, %{user: %U{name: "Jane Doe", age: 33, tags: ["admin", "staff", "board"]}, list: [1, 2, 3, 4, 5, 6, 7]}}, {:ok, %{user: %U{name: "John Doe", age: 34, tags: ["admin", "board"]}, list: [1, 2, 3, 5, 6, 7, 8]}}},
  {[foo: "some long value here", bar: "another long value here", baz: [1, 2, 3]], [foo: "some long value there", bar: "another long value", baz: [1, 3]]},
  {"a" <> String.duplicate(" ", 5) <> "b", "a\t\tb"}, {"line 1\nline 2\nline 3\nline 4\n", "line 1\nline two\nline 3\nline 5\n"},
  {[1, 2.0, "three", :four], [1, 2, "three!", :five]}, {[[], [[]]], [[[]], []]}, {[{:a, 1}, {:b, 2}], [{:a, 1}, {:c, 3}, {:b, 2}]}, {{:a}, :a}, {%{a: [1, 2]}, %{a: {1, 2}}}, {[:a | :b], [:a | :c]}, {[%{a: 1}, 2, 3], [2, 3, %{a: 1}]}
]
for op <- [:==, :===], {l, r} <- pairs do
  if op == :== or l == r or is_tuple(l) do
    d = ExUnit.Formatter.format_assertion_diff(%ExUnit.AssertionError{left: l, right: r, context: op}, 5, 80, fmt)
    IO.puts("#{op}")
    for {k, v} <- d, do: IO.puts(["#{k}: ", v])
  end
end
end
end
Main.run()
