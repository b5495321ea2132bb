defmodule M do
  defmacro f(1), do: 1
  def f(2), do: 2
end
