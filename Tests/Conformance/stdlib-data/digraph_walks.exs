# Walks of random directed graphs: paths, cycles, components, reachability.
rnd = fn n ->
  x = :rand.uniform(n)
  x
end

:rand.seed(:exsss, 7)

for t <- 1..9 do
  g = :digraph.new(if rem(t, 3) == 0, do: [:acyclic], else: [])
  n = 3 + rnd.(7)
  for v <- 1..n, do: :digraph.add_vertex(g, v)
  for _ <- 1..(2 * n), do: IO.inspect(:digraph.add_edge(g, rnd.(n), rnd.(n)))

  for a <- 1..n,
      b <- 1..n,
      do:
        IO.inspect({a, b, :digraph.get_path(g, a, b), :digraph.get_short_path(g, a, b)},
          charlists: :as_lists
        )

  for a <- 1..n,
      do:
        IO.inspect(
          {a, :digraph.get_cycle(g, a), :digraph.get_short_cycle(g, a),
           :digraph_utils.reachable([a], g), :digraph_utils.reaching_neighbours([a, 1], g)},
          charlists: :as_lists
        )

  u = :digraph_utils

  IO.inspect(
    for f <- [:arborescence_root, :is_acyclic, :is_arborescence, :is_tree], do: apply(u, f, [g])
  )

  IO.inspect(Enum.map(u.components(g), &Enum.sort/1) |> Enum.sort(), charlists: :as_lists)
  IO.inspect(Enum.map(u.strong_components(g), &Enum.sort/1) |> Enum.sort(), charlists: :as_lists)

  IO.inspect(Enum.map(u.cyclic_strong_components(g), &Enum.sort/1) |> Enum.sort(),
    charlists: :as_lists
  )

  IO.inspect(u.topsort(g) == false)
  c = u.condensation(g)
  IO.inspect({:digraph.no_vertices(c), :digraph.no_edges(c)})
  {a, b} = {rnd.(n), rnd.(n)}
  :digraph.del_path(g, a, b)
  IO.inspect(Enum.sort(:digraph.edges(g)))
end
