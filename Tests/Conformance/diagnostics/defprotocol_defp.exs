defprotocol P do
  def f(x)
  defp g(x), do: x
end
