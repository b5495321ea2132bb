receive do
  x -> x
after
  1 -> 1
  2 -> 2
end
