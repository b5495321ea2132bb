defprotocol P do
  def f(x)
end
defmodule S do
  @derive P
  defstruct [:a]
end
