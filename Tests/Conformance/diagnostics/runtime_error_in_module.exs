defmodule M do
  def f(x), do: x
  raise "oops"
end
