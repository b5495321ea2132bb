defmodule M do
  def f, do: %{a: 1, b: 2, a: 3}
  def g(x), do: %{"a" => 1, "a" => x}
  def h, do: [a: 1, a: 2]
  def i(x), do: %{x | a: 1, a: 2}
end
