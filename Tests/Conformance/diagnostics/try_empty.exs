try do
  1
end
