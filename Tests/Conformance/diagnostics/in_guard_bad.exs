defmodule M do
  def f(x, y) when x in y, do: 1
end
