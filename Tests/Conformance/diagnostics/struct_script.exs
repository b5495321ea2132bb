defmodule S do
  defstruct [:a]
end
IO.inspect(%S{a: 1})
