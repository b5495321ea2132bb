defmodule M do
  defdelegate f(x)
end
