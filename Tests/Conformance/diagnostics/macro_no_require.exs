defmodule M do
  defmacro m(x), do: x
end
defmodule N do
  def f, do: M.m(1)
end
N.f()
