do: 1
