defmodule S do
  defstruct [:a]
  @enforce_keys [:a]
end
