x = fn a -> a
