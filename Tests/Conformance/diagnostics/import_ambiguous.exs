defmodule A do
  def foo(x), do: x
end
defmodule B do
  def foo(x), do: x
end
defmodule M do
  import A
  import B
  def f(x), do: foo(x)
end
