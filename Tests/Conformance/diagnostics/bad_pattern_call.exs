foo(x) = 1
