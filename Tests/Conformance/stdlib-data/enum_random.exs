# Samples, random elements and how many numbers they take.
used = fn f ->
  :rand.seed(:exsss, 42)
  r = f.()
  st = :rand.export_seed()
  :rand.seed(:exsss, 42)

  u =
    Enum.reduce_while(0..5000, nil, fn k, _ ->
      if :rand.export_seed() == st,
        do: {:halt, k},
        else:
          (
            :rand.uniform()
            {:cont, nil}
          )
    end)

  {r, u}
end

for {n, c} <- [
      {1, 1},
      {2, 1},
      {3, 1},
      {5, 1},
      {5, 2},
      {5, 5},
      {5, 8},
      {50, 4},
      {200, 128},
      {200, 129},
      {0, 3},
      {10, 0},
      {3, 3},
      {2, 2}
    ],
    do:
      IO.inspect(
        {n, c,
         used.(fn -> Enum.take_random(1..n//1, c) end)
         |> then(fn {r, u} -> {Enum.take(r, 10), length(r), u} end)}, charlists: :as_lists)

IO.inspect(used.(fn -> Enum.random(1..10) end))
IO.inspect(used.(fn -> Enum.random(Enum.to_list(1..10)) end))
IO.inspect(used.(fn -> Enum.random(Stream.map(1..10, & &1)) end))
IO.inspect(used.(fn -> Enum.random(5..5) end))
IO.inspect(used.(fn -> Enum.shuffle(1..10) end))
:rand.seed(:exsss, 42)
