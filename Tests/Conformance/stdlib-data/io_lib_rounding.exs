# Formats round the exact value of a float, halves away from zero, and break terms with room for what closes behind them.
format = fn format, args -> format |> :io_lib.format(args) |> IO.chardata_to_string() end

for float <- [
      0.0005,
      0.0015,
      1.0605,
      2.675,
      0.0625,
      0.125,
      9.9995,
      99999.5,
      -0.0004,
      -0.0,
      1.0e22,
      5.0e-324
    ],
    digits <- [2, 3, 6] do
  IO.puts(format.(~c"~.*f ~.*e ~.*g", [digits, float, digits, float, digits, float]))
end

IO.puts(format.(~c"~8..*w|~8..0B|~*.*.*f", [?x, 1.5, -12, 9, 2, ?_, 1.5]))

wide = Enum.to_list(100_000_001..100_000_006)

for depth <- 0..4 do
  nested =
    Enum.reduce(1..depth//1, [wide, {}, {5}, wide], fn level, term -> [{level}, term, {}] end)

  last = Enum.reduce(1..depth//1, {:tag, wide, {}, wide}, fn level, term -> [{level}, term] end)
  IO.puts(format.(~c"~p~n~p", [nested, last]))
end

for {chars, format} <- [
      {~c"12 ab\n", ~c"~d"},
      {~c"12\nab", ~c"~d"},
      {~c"12", ~c"~d"},
      {~c"x\nab", ~c"~d"}
    ] do
  IO.inspect(:io_lib.fread([], chars, format), charlists: :as_lists)
end
