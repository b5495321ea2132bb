defmodule M do
  @spec f(foo) :: integer
  def f(x), do: x
end
