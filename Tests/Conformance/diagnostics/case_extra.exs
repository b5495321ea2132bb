case 1 do
  a -> a
else
  b -> b
end
