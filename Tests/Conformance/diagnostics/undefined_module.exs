defmodule M do
  def a, do: Foo.bar(1)
  def b, do: Enum.mapp([1], & &1)
  def c, do: String.upcase("a", :b, 3)
  def d, do: :lists.foo(1)
  def e, do: Strin.upcase("a")
  def f, do: &Enum.nope/3
end
