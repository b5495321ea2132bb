defmodule M do
  def f(x) when x.a() > 1, do: x
end
