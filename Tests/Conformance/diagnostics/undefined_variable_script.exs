x = 1
IO.inspect(y)
IO.inspect(xx)
