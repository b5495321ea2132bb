defmodule M do
  def a, do: one()
  def b, do: two(1)
  def c, do: x + y
end
