ExUnit.start(autorun: false)
defmodule RfTest do
  use ExUnit.Case
  test "a", do: refute("abc" =~ "x")
  test "b", do: refute(1 in [2])
  test "c", do: refute(1 == 2)
  test "d", do: refute(is_nil(1))
  test "e", do: refute(match?({:ok, _}, :error))
  test "f" do
    x = 1
    refute x == 2
    assert x == 1
    refute x > 5
    refute Enum.empty?([x])
    assert is_integer(x)
    refute nil
    assert [x] = [1]
    assert {:ok, _} = {:ok, x}
    assert_raise RuntimeError, fn -> raise "x" end
    assert is_atom(:a) and is_integer(x)
    assert String.length("a") == 1
    assert x
    assert %{a: 1}[:a] == 1
    refute false
    assert true
    assert x in [1]
    assert not is_nil(x)
    assert !is_nil(x)
    refute is_nil(x) or x == 3
  end
end
