# Random numbers: every algorithm, seeds, floats, bytes, shuffles.
for alg <- [:exsss, :exsp, :exrop, :exro928ss, :exs1024s, :exs64, :exs1024, :exsplus, :dummy],
    s <- 1..3,
    n <- [0, 3, 30, 333] do
  {l, st} = :rand.shuffle_s(Enum.to_list(1..n//1), :rand.seed_s(alg, s))
  IO.inspect({alg, s, n, :erlang.phash2(l), :erlang.phash2(elem(:rand.bytes_s(n, st), 0))})
end
