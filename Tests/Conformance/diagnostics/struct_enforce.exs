defmodule S do
  @enforce_keys [:a, :b]
  defstruct [:a, :b, c: 1]
end
defmodule M do
  def f, do: %S{c: 2}
end
