IO.puts(foo(1, 2)
IO.puts("x")
