defmodule M do
  def f(x) do
end
