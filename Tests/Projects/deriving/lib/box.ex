defmodule Deriving.Box do
  @derive Deriving.Size
  defstruct [:content]
end
