defmodule M do
  def a, do: 1
end
defmodule M do
  def b, do: 1
end
IO.inspect(M.b())
