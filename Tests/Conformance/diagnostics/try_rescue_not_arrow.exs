try do
  1
rescue
  x
end
