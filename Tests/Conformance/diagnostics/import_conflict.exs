defmodule M do
  import String
  def length(x), do: x
  def f(x), do: length(x)
end
