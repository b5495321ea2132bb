# Erlang's `digraph_utils`: components, orders and reachability of the graphs of `digraph`.

defmodule :digraph_utils do
  @moduledoc """
  Algorithms on whole graphs of `:digraph`, all but `condensation/1` in time linear in the
  number of vertices and edges.

      iex> tasks = :digraph.new()
      iex> for task <- [:plan, :build, :test], do: :digraph.add_vertex(tasks, task)
      iex> :digraph.add_edge(tasks, :plan, :build)
      iex> :digraph.add_edge(tasks, :build, :test)
      iex> :digraph_utils.topsort(tasks)
      [:plan, :build, :test]
  """

  @type graph :: :digraph.graph()
  @type vertex :: :digraph.vertex()

  ## Components

  @doc """
  Returns the components: lists of vertices that are connected when the direction of edges does
  not count. Each vertex is in exactly one.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, 3, 1)
      iex> :digraph_utils.components(graph) |> Enum.map(&Enum.sort/1) |> Enum.sort()
      [[1, 3], [2]]
  """
  @spec components(graph) :: [[vertex]]
  def components(graph), do: forest(graph, &both_neighbours/2, :digraph.vertices(graph))

  defp both_neighbours(graph, vertex) do
    :digraph.in_neighbours(graph, vertex) ++ :digraph.out_neighbours(graph, vertex)
  end

  @doc """
  Returns the strong components: lists of vertices each of which can be reached from each other.
  A vertex by itself is one, too.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> for {from, to} <- [{1, 2}, {2, 1}, {2, 3}], do: :digraph.add_edge(graph, from, to)
      iex> :digraph_utils.strong_components(graph) |> Enum.map(&Enum.sort/1) |> Enum.sort()
      [[1, 2], [3]]
  """
  @spec strong_components(graph) :: [[vertex, ...]]
  def strong_components(graph) do
    # Kosaraju: walked backwards in the reverse of the order in which a first walk left the vertices,
    # each tree is a component.
    forest(graph, &:digraph.in_neighbours/2, left_last_first(graph, :digraph.vertices(graph)))
  end

  @doc """
  Returns the strong components that have a cycle: more than one vertex, or a loop.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..2, do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, 1, 1)
      iex> :digraph_utils.cyclic_strong_components(graph)
      [[1]]
  """
  @spec cyclic_strong_components(graph) :: [[vertex, ...]]
  def cyclic_strong_components(graph) do
    :lists.filter(&cyclic?(graph, &1), strong_components(graph))
  end

  defp cyclic?(graph, [vertex]), do: vertex in :digraph.out_neighbours(graph, vertex)
  defp cyclic?(_graph, [_, _ | _]), do: true

  @doc """
  Makes the graph of the strong components: its vertices are the components as
  `strong_components/1` lists them, and an edge stands for all edges from one to another.

      iex> graph = :digraph.new()
      iex> for vertex <- [1, 2], do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, 1, 2)
      iex> condensation = :digraph_utils.condensation(graph)
      iex> :digraph.out_neighbours(condensation, [1])
      [[2]]
  """
  @spec condensation(graph) :: graph
  def condensation(graph) do
    components = strong_components(graph)

    component_of =
      for component <- components, vertex <- component, into: %{}, do: {vertex, component}

    condensation = :digraph.new(type(graph))
    for component <- components, do: :digraph.add_vertex(condensation, component)

    for component <- components,
        other <- reached_components(graph, component, component_of),
        do: :digraph.add_edge(condensation, component, other)

    condensation
  end

  defp reached_components(graph, component, component_of) do
    for vertex <- component,
        neighbour <- :digraph.out_neighbours(graph, vertex),
        other = :erlang.map_get(neighbour, component_of),
        other != component,
        uniq: true,
        do: other
  end

  ## Shapes

  @doc """
  Returns the vertices that have an edge to themselves.

      iex> graph = :digraph.new()
      iex> for vertex <- [1, 2], do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, 2, 2)
      iex> :digraph_utils.loop_vertices(graph)
      [2]
  """
  @spec loop_vertices(graph) :: [vertex]
  def loop_vertices(graph) do
    for vertex <- :digraph.vertices(graph),
        vertex in :digraph.out_neighbours(graph, vertex),
        do: vertex
  end

  @doc """
  Returns `true` if the graph has no cycle, nor a loop.

      iex> graph = :digraph.new()
      iex> for vertex <- [1, 2], do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, 1, 2)
      iex> :digraph_utils.is_acyclic(graph)
      true
      iex> :digraph.add_edge(graph, 2, 1)
      iex> :digraph_utils.is_acyclic(graph)
      false
  """
  @spec is_acyclic(graph) :: boolean
  def is_acyclic(graph), do: loop_vertices(graph) == [] and topsort(graph) != false

  @doc """
  Returns `true` if the graph is a tree when the direction of edges does not count: one component,
  and one edge less than vertices.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> for {from, to} <- [{1, 2}, {3, 2}], do: :digraph.add_edge(graph, from, to)
      iex> :digraph_utils.is_tree(graph)
      true
  """
  @spec is_tree(graph) :: boolean
  def is_tree(graph), do: edges_of_tree?(graph) and length(components(graph)) == 1

  @doc """
  Returns `true` if the graph is a tree whose edges all lead away from a root.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> for {from, to} <- [{1, 2}, {3, 2}], do: :digraph.add_edge(graph, from, to)
      iex> :digraph_utils.is_arborescence(graph)
      false
  """
  @spec is_arborescence(graph) :: boolean
  def is_arborescence(graph), do: arborescence_root(graph) != :no

  @doc """
  Returns `{:yes, root}` if the graph is a tree whose edges lead away from its root, otherwise `:no`.

  It counts edges: one less than vertices, none to the root, one to each other vertex.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> for {from, to} <- [{2, 1}, {2, 3}], do: :digraph.add_edge(graph, from, to)
      iex> :digraph_utils.arborescence_root(graph)
      {:yes, 2}
  """
  @spec arborescence_root(graph) :: {:yes, vertex} | :no
  def arborescence_root(graph) do
    with true <- edges_of_tree?(graph),
         [root] <- :digraph.source_vertices(graph),
         true <- Enum.all?(:digraph.vertices(graph), &(:digraph.in_degree(graph, &1) <= 1)) do
      {:yes, root}
    else
      _ -> :no
    end
  end

  defp edges_of_tree?(graph), do: :digraph.no_edges(graph) == :digraph.no_vertices(graph) - 1

  ## Orders

  @doc """
  Returns an order in which each edge leads to a later vertex, or `false` if there is a cycle of two or
  more vertices. Loops do not count.

      iex> graph = :digraph.new()
      iex> for vertex <- [:shoes, :socks], do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, :socks, :shoes)
      iex> :digraph_utils.topsort(graph)
      [:socks, :shoes]
      iex> :digraph.add_edge(graph, :shoes, :socks)
      iex> :digraph_utils.topsort(graph)
      false
  """
  @spec topsort(graph) :: [vertex] | false
  def topsort(graph) do
    order = left_last_first(graph, roots(graph))
    place = order |> Enum.with_index() |> Map.new()

    forward? =
      Enum.all?(order, fn vertex ->
        own = :erlang.map_get(vertex, place)
        Enum.all?(:digraph.out_neighbours(graph, vertex), &(:erlang.map_get(&1, place) >= own))
      end)

    if forward?, do: order, else: false
  end

  @doc """
  Returns the vertices in the order in which a depth-first walk meets them.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> for {from, to} <- [{1, 2}, {2, 3}], do: :digraph.add_edge(graph, from, to)
      iex> :digraph_utils.preorder(graph)
      [1, 2, 3]
  """
  @spec preorder(graph) :: [vertex]
  def preorder(graph) do
    {met, _seen} = walk(roots(graph), &:digraph.out_neighbours(graph, &1), [], %{})
    :lists.reverse(met)
  end

  @doc """
  Returns the vertices in the order in which a depth-first walk leaves them: a vertex behind all that
  it leads to first.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> for {from, to} <- [{1, 2}, {2, 3}], do: :digraph.add_edge(graph, from, to)
      iex> :digraph_utils.postorder(graph)
      [3, 2, 1]
  """
  @spec postorder(graph) :: [vertex]
  def postorder(graph), do: :lists.reverse(left_last_first(graph, roots(graph)))

  # One vertex of each strong component that no other leads to: a walk from these meets all.
  defp roots(graph) do
    components = strong_components(graph)

    component_of =
      for {component, number} <- Enum.with_index(components),
          vertex <- component,
          into: %{},
          do: {vertex, number}

    entered? = fn component, number ->
      Enum.any?(component, fn vertex ->
        Enum.any?(
          :digraph.in_neighbours(graph, vertex),
          &(:erlang.map_get(&1, component_of) != number)
        )
      end)
    end

    for {component, number} <- Enum.with_index(components),
        not entered?.(component, number),
        reduce: [] do
      roots -> [List.last(component) | roots]
    end
  end

  ## Reachability

  @doc """
  Returns the vertices that can be reached from some, these among them.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, 1, 2)
      iex> :digraph_utils.reachable([1], graph)
      [2, 1]
  """
  @spec reachable([vertex], graph) :: [vertex]
  def reachable(vertices, graph), do: from(vertices, &:digraph.out_neighbours(graph, &1))

  @doc """
  Returns the vertices that can be reached from some by a path of at least one edge.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, 1, 2)
      iex> :digraph_utils.reachable_neighbours([1], graph)
      [2]
  """
  @spec reachable_neighbours([vertex], graph) :: [vertex]
  def reachable_neighbours(vertices, graph),
    do: beyond(vertices, &:digraph.out_neighbours(graph, &1))

  @doc """
  Returns the vertices from which some can be reached, these among them.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, 1, 2)
      iex> :digraph_utils.reaching([2], graph)
      [1, 2]
  """
  @spec reaching([vertex], graph) :: [vertex]
  def reaching(vertices, graph), do: from(vertices, &:digraph.in_neighbours(graph, &1))

  @doc """
  Returns the vertices from which some can be reached by a path of at least one edge.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, 1, 2)
      iex> :digraph_utils.reaching_neighbours([2], graph)
      [1]
  """
  @spec reaching_neighbours([vertex], graph) :: [vertex]
  def reaching_neighbours(vertices, graph),
    do: beyond(vertices, &:digraph.in_neighbours(graph, &1))

  defp from(vertices, neighbours) do
    {met, _seen} = walk(vertices, neighbours, [], %{})
    met
  end

  defp beyond(vertices, neighbours), do: from(Enum.flat_map(vertices, neighbours), neighbours)

  ## Walks

  # The trees of a depth-first walk, the last first; each has its vertices, the last met first.
  defp forest(graph, neighbours, vertices) do
    {trees, _seen} =
      Enum.reduce(vertices, {[], %{}}, fn vertex, {trees, seen} ->
        case walk([vertex], &neighbours.(graph, &1), [], seen) do
          {[], seen} -> {trees, seen}
          {tree, seen} -> {[tree | trees], seen}
        end
      end)

    trees
  end

  # A stack instead of calls: paths may be long.
  defp walk(vertices, neighbours, met, seen), do: walk(vertices, [], neighbours, met, seen)

  defp walk([vertex | rest], stack, neighbours, met, seen) do
    case seen do
      %{^vertex => _} ->
        walk(rest, stack, neighbours, met, seen)

      _ ->
        walk(
          neighbours.(vertex),
          [rest | stack],
          neighbours,
          [vertex | met],
          Map.put(seen, vertex, true)
        )
    end
  end

  defp walk([], [rest | stack], neighbours, met, seen),
    do: walk(rest, stack, neighbours, met, seen)

  defp walk([], [], _neighbours, met, seen), do: {met, seen}

  # The vertices in the order in which a walk from `start` leaves them, the last first.
  defp left_last_first(graph, start), do: leave(start, [], graph, [], %{})

  defp leave([vertex | rest], stack, graph, left, seen) do
    case seen do
      %{^vertex => _} ->
        leave(rest, stack, graph, left, seen)

      _ ->
        stack = [{vertex, rest} | stack]

        leave(
          :digraph.out_neighbours(graph, vertex),
          stack,
          graph,
          left,
          Map.put(seen, vertex, true)
        )
    end
  end

  defp leave([], [{vertex, rest} | stack], graph, left, seen),
    do: leave(rest, stack, graph, [vertex | left], seen)

  defp leave([], [], _graph, left, _seen), do: left

  ## Subgraphs

  @doc """
  Makes the graph of some vertices and the edges between them, with the labels and of the type of the
  original.

      iex> graph = :digraph.new()
      iex> for vertex <- [:a, :b, :c], do: :digraph.add_vertex(graph, vertex)
      [:a, :b, :c]
      iex> :digraph.add_edge(graph, :e1, :a, :b, [])
      :e1
      iex> :digraph.add_edge(graph, :e2, :b, :c, [])
      :e2
      iex> part = :digraph_utils.subgraph(graph, [:a, :b])
      iex> {:lists.sort(:digraph.vertices(part)), :digraph.edges(part)}
      {[:a, :b], [:e1]}
  """
  @spec subgraph(graph, [vertex]) :: graph
  def subgraph(graph, vertices), do: subgraph(graph, vertices, [])

  @doc """
  Makes the graph of some vertices and the edges between them.

    * `:type` - `:inherit` (the default), or a list of options as `:digraph.new/1` takes them
    * `:keep_labels` - `true` (the default), or `false` for labels of `[]`

        iex> graph = :digraph.new()
        iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
        iex> for {from, to} <- [{1, 2}, {2, 3}], do: :digraph.add_edge(graph, from, to)
        iex> part = :digraph_utils.subgraph(graph, [1, 2], type: [:acyclic])
        iex> {Enum.sort(:digraph.vertices(part)), :digraph.edges(part)}
        {[1, 2], [[:"$e" | 0]]}
  """
  @spec subgraph(graph, [vertex], type: :inherit | [:digraph.option()], keep_labels: boolean) ::
          graph
  def subgraph(graph, vertices, options) do
    {type, keep_labels?} = subgraph_options(options, [graph, vertices, options], :inherit, true)

    subgraph =
      new_subgraph(if(type == :inherit, do: type(graph), else: type), [graph, vertices, options])

    for vertex <- vertices, {_, label} <- List.wrap(found(:digraph.vertex(graph, vertex))) do
      :digraph.add_vertex(subgraph, vertex, if(keep_labels?, do: label, else: []))
    end

    for vertex <- :digraph.vertices(subgraph), edge <- :digraph.out_edges(graph, vertex) do
      {_, from, to, label} = :digraph.edge(graph, edge)
      :digraph.add_edge(subgraph, edge, from, to, if(keep_labels?, do: label, else: []))
    end

    subgraph
  end

  defp found(false), do: nil
  defp found(vertex), do: vertex

  defp subgraph_options([{:type, type} | rest], args, _type, keep?)
       when type == :inherit or is_list(type),
       do: subgraph_options(rest, args, type, keep?)

  defp subgraph_options([{:keep_labels, keep?} | rest], args, type, _keep?)
       when is_boolean(keep?),
       do: subgraph_options(rest, args, type, keep?)

  defp subgraph_options([], _args, type, keep?), do: {type, keep?}
  defp subgraph_options(_other, args, _type, _keep?), do: :erlang.error(:badarg, args)

  defp new_subgraph(type, args) do
    :digraph.new(type)
  rescue
    ArgumentError -> :erlang.error(:badarg, args)
  end

  defp type(graph) do
    info = :digraph.info(graph)
    [info[:cyclicity], info[:protection]]
  end
end
