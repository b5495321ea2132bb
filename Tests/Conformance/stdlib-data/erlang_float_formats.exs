# Floats in Erlang formats: digits, and zeros behind them.
for x <- [
      1.0e15 / 3,
      1.0e17 / 3,
      1.0e18 / 3,
      1.0e19 / 3,
      1.0e20 / 3,
      1.0e21 / 3,
      1.0e22 / 3,
      1.0e23 / 3,
      1.0e30 / 3,
      1.0e100 / 3,
      -1.0e22 / 3,
      1.0e22,
      4.1807348560079445e21,
      1.0e-10 / 3,
      123_456.789
    ],
    p <- [0, 1, 3, 10, 20, 25],
    do:
      IO.puts(
        "#{x} #{p} " <>
          try do
            to_string(:io_lib.format(~c"~.*f", [p, x]))
          rescue
            e -> inspect(e.__struct__)
          end <>
          " " <>
          try do
            to_string(:io_lib.format(~c"~.*e", [p, x]))
          rescue
            e -> inspect(e.__struct__)
          end <>
          " " <>
          try do
            to_string(:io_lib.format(~c"~.*g", [p, x]))
          rescue
            e -> inspect(e.__struct__)
          end
      )

for x <- [-0.797, 0.797, 1.0, 0.1, 0.099999, 9.99, 123.0, 12345.678, 1.0e5, 0.05, 5.0e-5],
    p <- [1, 2, 3],
    do:
      IO.puts(
        "#{x} #{p} " <>
          try do
            to_string(:io_lib.format(~c"~.*g", [p, x]))
          rescue
            e -> inspect(e.__struct__)
          end
      )
