x = ~Ab(c)
