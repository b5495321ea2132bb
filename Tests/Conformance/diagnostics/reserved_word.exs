x = and
