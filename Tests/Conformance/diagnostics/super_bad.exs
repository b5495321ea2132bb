defmodule M do
  def f, do: super()
end
