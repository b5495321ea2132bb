defmodule M do
  def ok?(x), do: x
  def f(x) when ok?(x), do: x
end
