defmodule M do
  @behaviour Nope
  @behaviour Enum
  def f, do: 1
end
