defmodule S do
  defstruct :a
end
