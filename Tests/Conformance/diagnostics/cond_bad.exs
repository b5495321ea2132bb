cond do
  1
end
