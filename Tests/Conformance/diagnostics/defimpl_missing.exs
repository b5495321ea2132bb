defprotocol P do
  def f(x)
  def g(x, y)
end
defimpl P, for: Integer do
  def f(x), do: x
end
