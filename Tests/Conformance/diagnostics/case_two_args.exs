case 1 do
  a, b -> 1
end
