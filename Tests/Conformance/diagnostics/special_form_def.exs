defmodule M do
  def quote(x), do: x
end
