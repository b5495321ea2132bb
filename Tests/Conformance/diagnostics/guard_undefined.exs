defmodule M do
  def f(x) when y > 1, do: x
end
