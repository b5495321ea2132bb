defmodule M do
  def 1, do: 2
end
