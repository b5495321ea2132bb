defmodule M do
  def f(x), do: x
  defoverridable f: 1
  def f(x), do: super(x, 1)
end
