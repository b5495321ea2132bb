defmodule S do
  defstruct [:a, :b]
end
defmodule M do
  def f, do: %S{c: 1}
end
