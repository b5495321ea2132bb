defprotocol P do
  def f
end
