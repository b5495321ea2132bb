with x <- 1, foo: 2 do
  x
end
