x = if true, do: 1 else 2
