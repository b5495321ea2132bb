defmodule S do
  defstruct [:a]
  defstruct [:b]
end
