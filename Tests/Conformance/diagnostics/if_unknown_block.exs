if true do
  1
rescue
  2
end
