for x, do: x
