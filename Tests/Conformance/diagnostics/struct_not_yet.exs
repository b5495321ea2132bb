defmodule S do
  def f, do: %S{a: 1}
  defstruct [:a]
end
