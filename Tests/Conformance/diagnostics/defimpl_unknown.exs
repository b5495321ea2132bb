defimpl Nope, for: Integer do
  def f(x), do: x
end
