def f, do: 1
