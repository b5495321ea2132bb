defmodule M do
  def f, do: m(1)
  defmacro m(x), do: x
end
