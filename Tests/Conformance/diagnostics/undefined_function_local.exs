defmodule M do
  def foo(x), do: x
  def bar(x), do: fooo(x)
  def baz, do: foo(1, 2)
  def qux, do: undefined_thing()
end
