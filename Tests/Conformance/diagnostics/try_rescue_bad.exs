try do
  1
rescue
  {:error, x} -> x
end
