defmodule M do
  def f(x) when, do: x
end
