# Every function of Enum on every kind of stream, to its end.

src = Stream.map([1, 2, 3], & &1)

tests = [
  map: Stream.map([1, 2, 3], & &1),
  take: Stream.take([1, 2, 3], 2),
  take0: Stream.take([1, 2], 0),
  takeneg: Stream.take([1, 2, 3], -2),
  drop: Stream.drop([1, 2, 3], 1),
  dropneg: Stream.drop([1, 2, 3], -1),
  tw: Stream.take_while([1, 2, 3], &(&1 < 3)),
  ce: Stream.chunk_every([1, 2, 3], 2),
  ce3: Stream.chunk_every([1, 2, 3], 3, 2, [:pad]),
  ced: Stream.chunk_every([1, 2, 3, 4], 2, 3, :discard),
  cb: Stream.chunk_by([1, 2, 3], & &1),
  db: Stream.dedup([1, 1]),
  u: Stream.uniq([1, 1, 2]),
  wi: Stream.with_index([1, 2]),
  scan: Stream.scan([1, 2], &+/2),
  tr: Stream.transform([1, 2, 3], 0, fn x, a -> {[x], a} end),
  trh: Stream.transform([1, 2, 3], 0, fn x, a -> if x == 2, do: {:halt, a}, else: {[x], a} end),
  trs: Stream.transform([1, 2, 3], fn -> 0 end, fn x, a -> {[x], a} end, fn a -> a end),
  tre: Stream.transform([1, 2, 3], 0, fn x, a -> {Stream.map([x], & &1), a} end),
  zip: Stream.zip([1, 2], [3, 4]),
  zip3: Stream.zip([[1, 2], [3, 4, 5], src]),
  concat: Stream.concat([1], [2]),
  concat3: Stream.concat([[1], [2], src]),
  inter: Stream.intersperse([1, 2], 0),
  me: Stream.map_every([1, 2, 3], 2, &(&1 * 2)),
  te: Stream.take_every([1, 2, 3], 2),
  de: Stream.drop_every([1, 2, 3], 2),
  each: Stream.each([1, 2], & &1),
  cyc: Stream.take(Stream.cycle([1, 2]), 3),
  cw:
    Stream.chunk_while([1, 2, 3], [], fn x, a -> {:cont, [x | a], a} end, fn a ->
      {:cont, a, a}
    end),
  cwh:
    Stream.chunk_while(
      [1, 2, 3],
      [],
      fn x, a -> if x == 2, do: {:halt, [x | a]}, else: {:cont, [x | a]} end,
      fn a -> {:cont, a, a} end
    ),
  res:
    Stream.resource(
      fn -> 1 end,
      fn
        4 -> {:halt, 4}
        x -> {[x], x + 1}
      end,
      fn x -> x end
    ),
  unf:
    Stream.unfold(1, fn
      4 -> nil
      x -> {x, x + 1}
    end),
  fm: Stream.flat_map([1, 2], &[&1, &1]),
  fms: Stream.flat_map([1, 2], &Stream.map([&1], fn x -> x end)),
  rng: 1..3,
  set: MapSet.new([1, 2]),
  mp: %{a: 1},
  lst: [1, 2],
  empty: [],
  rngz: 1..0//1,
  dw: Stream.drop_while([1, 2], &(&1 < 2)),
  flt: Stream.filter([1, 2], &(&1 > 1)),
  take_flt: Stream.take(Stream.filter([1, 2, 3], &(&1 > 1)), 1),
  into: Stream.into([1, 2], []),
  ded: Date.range(~D[2024-01-01], ~D[2024-01-02]),
  iter: Stream.take(Stream.iterate(1, &(&1 + 1)), 2),
  rep: Stream.take(Stream.repeatedly(fn -> 1 end), 2),
  fi: Stream.take(Stream.from_index(), 2),
  hd: Stream.duplicate(1, 2),
  inter2: Stream.interval(1) |> Stream.take(1),
  split: String.splitter("a,b", ","),
  io: Stream.map(Stream.take([1, 2], 1), & &1)
]

for {n, s} <- tests do
  try do
    IO.inspect(
      {n, Enum.find_index(s, &(&1 == 99)), Enum.find(s, &(&1 == 99)),
       Enum.find_value(s, &(&1 == 99)), Enum.at(s, 9), Enum.member?(s, 99),
       Enum.any?(s, &(&1 == 99)), Enum.all?(s, &(&1 != 99)), Enum.empty?(s), Enum.split(s, 9),
       Enum.take(s, 9), Enum.reduce_while(s, 0, fn _, a -> {:cont, a + 1} end),
       Enum.count_until(s, 99), Enum.fetch(s, 9), Enum.slice(s, 0, 9),
       Enum.take_while(s, fn _ -> true end), Enum.split_while(s, fn _ -> true end),
       Enum.zip(s, [1, 2, 3, 4]), Enum.drop_while(s, &(&1 == 99)),
       Enum.flat_map_reduce(s, 0, fn x, a -> {[x], a + 1} end),
       Enum.chunk_while(s, 0, fn x, a -> {:cont, x, a} end, fn a -> {:cont, a} end),
       Enum.into(s, []), for(x <- s, do: x),
       Enum.zip_reduce(s, [1, 2, 3, 4], 0, fn _, _, a -> a + 1 end), Enum.with_index(s),
       Enum.sum_by(s, fn _ -> 1 end)}
    )
  rescue
    e -> IO.inspect({n, e})
  end
end
