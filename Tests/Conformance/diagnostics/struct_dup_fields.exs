defmodule S do
  defstruct [:a, a: 1]
end
