x = 1 when 2
