x = 1 :: integer
