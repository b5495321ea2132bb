defprotocol P do
  @fallback_to_any true
  def f(x)
end
defimpl P, for: Any do
  def f(_), do: 1
end
defmodule S do
  defstruct [:a]
  @derive P
end
