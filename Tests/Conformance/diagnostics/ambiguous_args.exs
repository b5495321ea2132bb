f = fn x, y -> x end
f 1, 2 do
  3
end
