# Differences of patterns: tails, concatenations, structs, guards, bits.
defmodule U do
  defstruct [:name, :age, tags: []]
end
defmodule Op do
  defstruct [:secret, :shown]
  defimpl Inspect do
    def inspect(op, _), do: "#Op<#{op.shown}>"
  end
end
defmodule M do
  defmacro pat(x), do: quote(do: {:pat, unquote(x), _})
end
defmodule P do
  import ExUnit.Assertions
  import M
  def id(x), do: x
  def fmt(:diff_enabled?, _), do: true
  def fmt(:diff_delete, d), do: Inspect.Algebra.concat(["[-", d, "-]"])
  def fmt(:diff_insert, d), do: Inspect.Algebra.concat(["[+", d, "+]"])
  def fmt(:diff_delete_whitespace, d), do: Inspect.Algebra.concat(["[_-", d, "-_]"])
  def fmt(:diff_insert_whitespace, d), do: Inspect.Algebra.concat(["[_+", d, "+_]"])
  def fmt(_, m), do: m
  def p(f) do
    f.()
    IO.puts("no failure")
  rescue
    e in [ExUnit.AssertionError] ->
      IO.puts("#{Macro.to_string(e.expr)}")
      try do
        for {k, v} <- ExUnit.Formatter.format_assertion_diff(e, 5, 80, &fmt/2), do: IO.puts(["#{k}: ", v])
      catch k, e -> IO.inspect {:CRASH, k, e}
      end
  end
  def run do
    Process.flag(:trap_exit, true)
    a = 1
    b = [1, 2]
    s = "foo"
    p(fn -> assert {x, 1} = id({~c"abc", 2}); x end)
    p(fn -> assert {x, 1} = id({%U{}, 2}); x end)
    p(fn -> assert {x, 1} = id({{1}, 2}); x end)
    p(fn -> assert {_, 1} = id({[{1}, {[1]}], 2}) end)
    p(fn -> assert {_, 1} = id({%{a: {1}, b: {{}}}, 2}) end)
    p(fn -> assert {_, 1} = id({[1 | 2], 2}) end)
    p(fn -> assert {{1}, 1} = id({{1}, 2}) end)
    p(fn -> assert {[{1}], 1} = id({[{1}], 2}) end)
    p(fn -> assert {~c"abc", 1} = id({~c"abc", 2}) end)
    p(fn -> assert {~c"abc", ~c"def"} = id({~c"abc", ~c"deg"}) end)
    p(fn -> assert {[], ~c"def"} = id({[], ~c"deg"}) end)
    p(fn -> assert {<<1, x::8>>, 1} = id({<<2, 2>>, 1}); x end)
    p(fn -> assert {<<1, x::8>>, 1} = id({<<1, 2>>, 2}); x end)
    p(fn -> assert [<<1, x::8>>, 1] = id([<<2, 2>>, 1]); x end)
    p(fn -> assert {<<1>>, 1} = id({<<2>>, 1}) end)
    p(fn -> assert {"foo" <> _, 1} = id({:foo, 2}) end)
    p(fn -> assert {"foo" <> _, 1} = id({:foo, 1}) end)
    p(fn -> assert ["foo" <> _, 1] = id([:foo, 1]) end)
    p(fn -> assert ["foo" <> _, 1] = id(["foobar", 2]) end)
    p(fn -> assert ["foo" <> x, x] = id(["foobar", 2]) end)
    p(fn -> assert ["foo" <> x, x] = id(["foobar", "baz"]) end)
    p(fn -> assert {x, "foo" <> x} = id({"bar", "foobaz"}) end)
    p(fn -> assert "foo" <> "bar" = id("foobaz") end)
    p(fn -> assert "foo" <> ^s <> "x" = id("foofoy") end)
    p(fn -> assert "é" <> "bar" = id("ébaz") end)
    p(fn -> assert "éa" <> _ = id("ebcd") end)
    p(fn -> assert "completely" <> _ = id("different") end)
    p(fn -> assert "foo" <> _ = id(<<255>>) end)
    p(fn -> assert "foo" <> _ = id("") end)
    p(fn -> assert "" <> "foo" = id("fob") end)
    p(fn -> assert [h | h] = id([1, 2, 3]) end)
    p(fn -> assert [h | h] = id([[2, 3], 2, 4]) end)
    p(fn -> assert [_ | :x] = id([1, 2, 3]) end)
    p(fn -> assert [1 | %{}] = id([1, 2, 3]) end)
    p(fn -> assert [1 | [2, 3]] = id([1, 2]) end)
    p(fn -> assert [1 | [2, 3]] = id([1, 2, 4]) end)
    p(fn -> assert [1, 2 | [3 | x]] = id([1, 3, 4, 5]); x end)
    p(fn -> assert [1 | x] = id([2 | 3]); x end)
    p(fn -> assert [1, 2] = id([1 | 2]) end)
    p(fn -> assert [1 | 2] = id([1, 2]) end)
    p(fn -> assert [a: 1] ++ x = id([a: 2, b: 3]); x end)
    p(fn -> assert [1, 2] ++ [3, 4] ++ x = id([1, 2, 4]); x end)
    p(fn -> assert [1, 2] ++ ^b = id([1, 2, 1, 3]) end)
    p(fn -> assert [1, 2] ++ _ = id([1]) end)
    p(fn -> assert [1, 2] ++ _ = id(:x) end)
    p(fn -> assert ~c"ab" ++ _ = id(~c"xy") end)
    p(fn -> assert [{:a, x}, {:b, x}] = id(a: 1, b: 2) end)
    p(fn -> assert [a: x, b: x, c: _] = id(a: 1, b: 2) end)
    p(fn -> assert [%{a: x}, %{b: x}] = id([%{a: 1}, %{b: 2}]) end)
    p(fn -> assert [x, {x, y}, y] = id([1, {1, 2}, 3]) end)
    p(fn -> assert [x, 1, x] = id([2, 1, 3]) end)
    p(fn -> assert [{:ok, x}, {:error, x}] = id([{:error, 1}, {:ok, 2}]) end)
    p(fn -> assert %{a: 1, b: 2, c: 3} = id(%{a: 1, b: 3, d: 4}) end)
    p(fn -> assert %{a: %{b: 1}, z: [1, _]} = id(%{a: %{b: 2, c: 3}, z: [2, 3], y: 1}) end)
    p(fn -> assert %{"b" => 1, "a" => 2} = id(%{"a" => 1, "b" => 1}) end)
    p(fn -> assert %{1 => x, 2 => x} = id(%{1 => 1, 2 => 2}) end)
    p(fn -> assert %{a: %U{name: 1}} = id(%{a: %U{name: 2}}) end)
    p(fn -> assert %{a: %U{}} = id(%{a: %Op{shown: 1}}) end)
    p(fn -> assert %U{name: %U{name: x, age: x}} = id(%U{name: %U{name: 1}}) end)
    p(fn -> assert %Op{shown: _} = id(%U{}) end)
    p(fn -> assert %Op{shown: x, secret: x} = id(%Op{shown: 1}) end)
    p(fn -> assert %Op{shown: "abc"} = id(%Op{shown: "abd"}) end)
    p(fn -> assert %Op{shown: "abc"} = id(%Op{shown: "xyzq"}) end)
    p(fn -> assert {%Op{shown: 1}, 2} = id({%Op{shown: 1, secret: 4}, 3}) end)
    p(fn -> assert %Op{} = id(%{}) end)
    p(fn -> assert %Op{} = id(1) end)
    p(fn -> assert %{shown: 1} = id(%Op{shown: 2}) end)
    p(fn -> assert %Date{year: y, month: y} = id(~D[2020-01-01]) end)
    p(fn -> assert %Date{year: 2020, month: 1, day: 2} = id(~D[2020-01-01]) end)
    p(fn -> assert %MapSet{} = id([1]) end)
    p(fn -> assert %m{name: 1} = id(%U{name: 2}); m end)
    p(fn -> assert {%m{}, m} = id({%U{name: 2}, Op}) end)
    p(fn -> assert %_{} = id(1) end)
  end
  def run2 do
    a = 1
    m = U
    p(fn -> assert %^m{} = id(%Op{}) end)
    p(fn -> assert {1, x} = y = id({2, 3}); {x, y} end)
    p(fn -> assert {{1, x} = y, 2} = id({{1, 3}, 3}); {x, y} end)
    p(fn -> assert {1 = x, x} = id({1, 2}) end)
    p(fn -> assert %{a: x = 1} = id(%{a: 2}); x end)
    p(fn -> assert pat(x) = id({:pot, 1, 2}); x end)
    p(fn -> assert {pat(x), x} = id({{:pat, 1, 2}, 3}) end)
    p(fn -> assert [pat(1), pat(2)] = id([{:pat, 1, 1}, {:pat, 3, 1}]) end)
    p(fn -> assert %{a: pat(1)} = id(%{a: {:pat, 2, 2}, b: 3}) end)
    p(fn -> assert match?(x when (x == 1 or x == 2) and x == 3, id(2)) end)
    p(fn -> assert match?(x when (x == 1 and x == 2) or x == 3, id(1)) end)
    p(fn -> assert match?(x when not (x == 1 and x == 1), id(1)) end)
    p(fn -> assert match?(x when x == 1 when x == 2 and x > 1, id(3)) end)
    p(fn -> assert match?({x, y} when x == y and is_integer(x), id({1, :a})) end)
    p(fn -> assert match?({x, y} when is_integer(x) and not is_nil(y), id({1, nil})) end)
    p(fn -> assert match?([x | _] when x > 1, id([1, 2])) end)
    p(fn -> assert match?(%{a: x} when x in [:a, :b] and is_atom(x), id(%{a: :c})) end)
    p(fn -> assert match?(x when is_binary(x) and byte_size(x) > 3, id("abc")) end)
    p(fn -> assert match?(x when x.a == 1, id(%{a: 2})) end)
    p(fn -> assert match?(x when is_map(x) and x.a == 1, id(%{a: 2})) end)
    p(fn -> assert match?(x when is_struct(x, U), id(%Op{})) end)
    p(fn -> assert match?(_ when 1 > 2, id(1)) end)
    p(fn -> assert match?({^a, x} when x > 2, id({1, 1})) end)
    p(fn -> assert match?({_, x} when x > 2 and x < 4, id({%{a: ~c"abc"}, 1})) end)
    p(fn -> assert {:ok, [%{id: 1, name: "foo", tags: [:a, :b]} | _]} = id({:ok, [%{id: 2, name: "fox", tags: [:a, :c]}, 3, 4]}) end)
    p(fn -> assert {1, %{aaaaaaaaaaaaaaaaaaaaaaaaaa: bbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccc: [1, 2, 3, 4], dddddddddddd: {1, 2, 3}}} = id({1, 2}); bbbbbbbbbbbbbbbbbbbbbb end)
    p(fn -> assert {1, [aaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccc: [1, 2, 3, 4], dddddddddddd: {1, 2, 3}]} = id({1, 2}); {aaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbb} end)
    p(fn -> assert {1, {aaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbb, [1, 2, 3, 4], "a long string to be long", {1, 2, 3}}} = id({1, 2}); {aaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbb} end)
    p(fn -> assert {1, {aaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbb, [1, 2, 3, 4], "a long string to be long", {1, 2, 3}}} = id({2, {1, 2, 3, 4, 5}}); {aaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbb} end)
  end
end
P.run()
P.run2()
