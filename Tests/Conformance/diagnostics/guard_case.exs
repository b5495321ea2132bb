defmodule M do
  def f(x) when case(x, do: (_ -> true)), do: x
end
