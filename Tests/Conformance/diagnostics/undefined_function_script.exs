IO.puts("a")
undefined_fn(1, 2)
