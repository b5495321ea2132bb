defmodule M do
  def f(value) do
    valeu + 1
  end
  def g, do: nope
end
