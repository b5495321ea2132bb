# The first waits for Deriving.Failure, whose file waits for the struct that derives from the second.
defimpl Deriving.Size, for: [Integer, Deriving.Failure] do
  def size(_), do: 1
end

defimpl Deriving.Size, for: Any do
  def size(_), do: 2
end
