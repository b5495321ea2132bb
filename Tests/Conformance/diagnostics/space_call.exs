IO.puts ("a", "b")
