receive do
  x
end
