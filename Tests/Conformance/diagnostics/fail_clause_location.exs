defmodule P do
  defstruct [:name]
  def greet(%P{name: n}), do: "Hi " <> n
end
IO.puts P.greet(%{name: "x"})
