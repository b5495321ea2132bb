defmodule M do
  def __info__(x), do: x
end
