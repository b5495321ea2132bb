defmodule M do
  @doc "a"
  @doc "b"
  def f, do: 1
  @doc "c"
  def f(1), do: 1
  @doc "d"
  def f(2), do: 1
  @doc "x"
  defp g, do: 1
  def h, do: g()
  @doc "unused"
end
