try do
  1
rescue
  x -> x
rescue
  y -> y
end
