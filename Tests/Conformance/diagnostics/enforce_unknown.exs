defmodule S do
  @enforce_keys [:z]
  defstruct [:a]
end
