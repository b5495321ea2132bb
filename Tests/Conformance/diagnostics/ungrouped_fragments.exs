# Clauses must stand together, but for those that are made of fragments or by macros.
defmodule Fragments do
  def a(1), do: 1
  def b(1), do: 1

  for x <- [2, 3] do
    def a(unquote(x)), do: unquote(x)
    def b(unquote(x)), do: 1
  end

  for x <- [:c, :d] do
    def unquote(x)(1), do: 1
    def unquote(:"#{x}_2")(2), do: 1
    def unquote(x)(2), do: unquote(x)
  end

  def c(8), do: 1
  def e(1), do: 1
  def f(1), do: unquote(1 + 1)
  def e(2), do: 1
  def g(1), do: 1
  def e(3), do: 1
end
