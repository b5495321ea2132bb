# Maps in the order of their keys.
ks = [
  1,
  1.0,
  2,
  2.0,
  {1},
  {1.0},
  [1],
  [1.0],
  -1,
  -1.0,
  "a",
  :a,
  3,
  0.5,
  [2],
  [1, 2.0],
  [1.0, 1],
  %{1 => 1},
  %{1.0 => 1},
  0,
  0.0,
  5.5,
  6
]

m = Map.new(ks, &{&1, 0})

for o <- [:ordered, :reversed],
    do:
      IO.inspect(Enum.map(:maps.to_list(:maps.iterator(m, o)), &elem(&1, 0)),
        limit: :infinity,
        width: 200
      )

m = Map.merge(m, Map.new(100..140, &{&1, 0}))

for o <- [:ordered, :reversed],
    do:
      IO.inspect(Enum.map(:maps.to_list(:maps.iterator(m, o)), &elem(&1, 0)),
        limit: :infinity,
        width: 200
      )
