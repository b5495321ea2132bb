with x <- 1 do
  x
else
  1
end
