x = 'abc'
IO.inspect(x)
