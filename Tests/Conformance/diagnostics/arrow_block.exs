if true do
  1
  x -> 2
end
