x = [1]["a"]
IO.inspect(x)
