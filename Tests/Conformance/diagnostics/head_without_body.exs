defmodule M do
  def f(x, y)
  defp g(x)
end
