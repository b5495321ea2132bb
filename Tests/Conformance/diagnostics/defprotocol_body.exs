defprotocol P do
  def f(x), do: x
end
