defmodule Shop.Order do
  defstruct [:state]
end
