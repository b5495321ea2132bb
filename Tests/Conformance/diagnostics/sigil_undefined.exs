x = ~x(abc)
