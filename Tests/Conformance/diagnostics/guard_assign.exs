defmodule M do
  def f(x) when y = x, do: y
end
