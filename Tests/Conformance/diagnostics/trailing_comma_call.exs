IO.puts("a",)
