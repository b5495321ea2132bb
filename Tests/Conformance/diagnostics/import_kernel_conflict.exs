defmodule M do
  def max(a, b), do: {a, b}
  def f, do: max(1, 2)
end
