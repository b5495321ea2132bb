x = unquote(1)
