if true, 1
