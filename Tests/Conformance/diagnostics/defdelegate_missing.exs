defmodule M do
  defdelegate f(x), to: Enum
  defdelegate g(x), to: Nope
end
