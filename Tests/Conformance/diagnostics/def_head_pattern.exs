defmodule M do
  def f(%{a: 1}, x \\ 1)
  def f(a, b), do: {a, b}
end
