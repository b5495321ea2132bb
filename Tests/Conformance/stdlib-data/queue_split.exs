# The parts of a queue that is split keep their shape.
for {r, f} <- [{1, 9}, {9, 1}, {6, 7}, {2, 8}],
    q = {Enum.map(r..1//-1, &{:r, &1}), Enum.map(1..f//1, &{:f, &1})},
    n <- 0..(r + f) do
  {{a, b}, {c, d}} = :queue.split(n, q)

  IO.inspect(
    {{r, f}, n, {length(a), length(b)}, {length(c), length(d)}, :queue.to_list({a, b}),
     :queue.to_list({c, d})}, width: 200)
end
