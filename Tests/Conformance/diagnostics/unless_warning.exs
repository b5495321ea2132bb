unless true do
  1
else
  2
end
