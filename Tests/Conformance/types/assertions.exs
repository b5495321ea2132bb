ExUnit.start(autorun: false)
defmodule GT do
  use ExUnit.Case
  test "a" do
    assert String.valid?(1)
  end
  test "b" do
    assert String.length(1) == 2
  end
  test "c" do
    assert is_pid(String.length(1))
  end
  test "d" do
    refute if(String.length(1), do: true)
  end
  test "e" do
    x = :a
    assert x
    assert not is_nil(x)
    assert !x
    assert x == "a"
    assert x != "a"
    refute x == "a"
  end
  test "f" do
    assert {:ok, _} = String.length("a")
  end
  test "g" do
    assert_raise ArgumentError, fn -> String.length(1) end
  end
  test "h" do
    assert match?({:ok, _}, 1)
    assert catch_error(String.length(1))
    assert true && false
    assert (if :a, do: 1)
  end
end
