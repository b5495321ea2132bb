# Directed graphs. In which order vertices and edges are listed is no order of the language: what is compared is sorted, and
# of paths whether they are paths.

defmodule Differential.Table do
  @moduledoc false

  # A graph of the kind, made by steps; what each step returned is kept with it.
  defp graph(kind, steps) do
    graph = :digraph.new(kind)
    {graph, Enum.map(steps, &step(graph, &1))}
  end

  defp step(graph, {operation, from, to}) do
    case rem(operation, 12) do
      n when n < 5 -> edge(:digraph.add_edge(graph, from, to))
      5 -> edge(:digraph.add_edge(graph, {from, to}, from, to, :label))
      n when n in 6..7 -> [:digraph.add_vertex(graph, from), :digraph.add_vertex(graph, to, to)]
      8 -> :digraph.del_vertex(graph, from)
      9 -> :digraph.del_edge(graph, {from, to})
      10 -> :digraph.del_path(graph, from, to)
      11 -> edge(:digraph.add_edge(graph, from, to, [from]))
    end
  end

  # Edges without a name of their own are numbered.
  defp edge([:"$e" | _]), do: :edge
  defp edge({:error, {:bad_edge, path}}), do: {:error, hd(path), List.last(path)}
  defp edge(other), do: other

  defp edges(graph, edges) do
    edges |> Enum.map(&ends(:digraph.edge(graph, &1))) |> Enum.sort()
  end

  defp ends({edge, from, to, label}), do: {edge(edge), from, to, label}

  # Which of the paths is found is open: where it leads from and to, and that each step is an edge.
  defp path(_graph, false), do: false

  defp path(graph, [first | _] = path) do
    steps = Enum.zip(path, tl(path))

    {first, List.last(path),
     Enum.all?(steps, fn {a, b} -> b in :digraph.out_neighbours(graph, a) end)}
  end

  defp short(graph, path), do: {path(graph, path), path && length(path)}

  # Behind each vertex stand those that it leads to.
  defp sorted_topology(_graph, false), do: false

  defp sorted_topology(graph, order) do
    places = order |> Enum.with_index() |> Map.new()

    {Enum.sort(order),
     Enum.all?(:digraph.edges(graph), fn edge ->
       {_, from, to, _} = :digraph.edge(graph, edge)
       places[from] < places[to]
     end)}
  end

  defp classes(sets), do: sets |> Enum.map(&Enum.sort/1) |> Enum.sort()

  defp copy(graph),
    do: {kind(graph), Enum.sort(:digraph.vertices(graph)), edges(graph, :digraph.edges(graph))}

  defp kind(graph),
    do: graph |> :digraph.info() |> Keyword.take([:cyclicity, :protection]) |> Enum.sort()

  defp asked(graph, vertex, other) do
    %{
      vertex: :digraph.vertex(graph, vertex),
      vertices: Enum.sort(:digraph.vertices(graph)),
      edges: edges(graph, :digraph.edges(graph)),
      own: edges(graph, :digraph.edges(graph, vertex)),
      in:
        {:digraph.in_degree(graph, vertex), Enum.sort(:digraph.in_neighbours(graph, vertex)),
         edges(graph, :digraph.in_edges(graph, vertex))},
      out:
        {:digraph.out_degree(graph, vertex), Enum.sort(:digraph.out_neighbours(graph, vertex)),
         edges(graph, :digraph.out_edges(graph, vertex))},
      counts: {:digraph.no_vertices(graph), :digraph.no_edges(graph)},
      ends:
        {Enum.sort(:digraph.source_vertices(graph)), Enum.sort(:digraph.sink_vertices(graph))},
      path: path(graph, :digraph.get_path(graph, vertex, other)),
      short: short(graph, :digraph.get_short_path(graph, vertex, other)),
      cycle: short(graph, :digraph.get_short_cycle(graph, vertex)),
      any_cycle: path(graph, :digraph.get_cycle(graph, vertex))
    }
  end

  defp derived(graph, some) do
    alias :digraph_utils, as: U

    %{
      components: classes(U.components(graph)),
      strong: classes(U.strong_components(graph)),
      cyclic: classes(U.cyclic_strong_components(graph)),
      condensation: graph |> U.condensation() |> condensed(),
      loops: Enum.sort(U.loop_vertices(graph)),
      topology: sorted_topology(graph, U.topsort(graph)),
      orders: {Enum.sort(U.preorder(graph)), Enum.sort(U.postorder(graph))},
      reach:
        for(
          f <- [:reachable, :reachable_neighbours, :reaching, :reaching_neighbours],
          do: Enum.sort(apply(U, f, [some, graph]))
        ),
      subgraph: copy(U.subgraph(graph, some)),
      plain: copy(U.subgraph(graph, some, type: [:private], keep_labels: false)),
      what:
        {U.is_acyclic(graph), U.is_tree(graph), U.is_arborescence(graph),
         U.arborescence_root(graph)}
    }
  end

  defp condensed(graph) do
    edges =
      for edge <- :digraph.edges(graph),
          {_, from, to, _} = :digraph.edge(graph, edge),
          do: {Enum.sort(from), Enum.sort(to)}

    {classes(:digraph.vertices(graph)), Enum.sort(edges)}
  end

  # A step is a number: what is done, and with which vertices.
  defp steps(numbers), do: for(n <- numbers, do: {n, rem(div(n, 12), 6) + 1, div(n, 72) + 1})

  def rows do
    vertex = {:pick, {1, 2, 3, 4, 5, 6}}
    step = {:pick, List.to_tuple(Enum.to_list(0..431))}
    kind = {:pick, {[], [:acyclic], [:cyclic, :private]}}
    lists = [{:list, step}, {:list, step}, {:list, step}]

    [
      {"digraph steps", fn kind, a, b, c -> elem(graph(kind, steps(a ++ b ++ c)), 1) end,
       [kind | lists]},
      {"digraph questions",
       fn kind, a, b, c, vertex, other ->
         {graph, _} = graph(kind, steps(a ++ b ++ c))
         asked(graph, vertex, other)
       end, [kind] ++ lists ++ [vertex, vertex]},
      {"digraph_utils",
       fn kind, a, b, c, some ->
         {graph, _} = graph(kind, Enum.map(steps(a ++ b ++ c), &plain/1))
         derived(graph, Enum.uniq(some))
       end, [kind] ++ lists ++ [{:list, vertex}]}
    ]
  end

  # A graph that grows only.
  defp plain({operation, from, to}), do: {rem(operation, 8), from, to}
end
