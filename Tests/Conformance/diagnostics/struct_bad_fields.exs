defmodule S do
  defstruct [1, 2]
end
