defmodule M do
  def f(1), do: 1
  def g, do: 1
  def f(2), do: 2
  def h(1), do: 1
  defp z, do: f(1)
  def h(2), do: z()
end
