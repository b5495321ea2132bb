defprotocol Deriving.Size do
  def size(value)
end
