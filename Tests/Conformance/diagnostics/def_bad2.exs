defmodule M do
  def f.g, do: 2
end
