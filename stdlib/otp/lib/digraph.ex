# Erlang's `digraph`: directed graphs with labels, kept in three tables that are changed in place.

defmodule :digraph do
  @moduledoc """
  Directed graphs whose vertices and edges carry labels.

  A graph is a handle: `add_edge/3` and its like change the graph itself and return the name of
  what was added. It lives in ETS tables of the process that made it, and ends with that
  process or with `delete/1`. Parallel edges and loops are allowed, unless the graph was made
  `:acyclic`: then an edge that would close a cycle is refused.

      iex> graph = :digraph.new()
      iex> for city <- [:oslo, :rome, :lima], do: :digraph.add_vertex(graph, city)
      iex> :digraph.add_edge(graph, :oslo, :rome)
      iex> :digraph.add_edge(graph, :rome, :lima)
      iex> :digraph.get_path(graph, :oslo, :lima)
      [:oslo, :rome, :lima]

  What a function does to neighbours is linear in their number; vertices and edges are found by
  name in constant time. `:digraph_utils` has the algorithms on whole graphs.
  """

  # {:digraph, vertices, edges, neighbours, cyclic?}: a set of {vertex, label}, a set of
  # {edge, from, to, label}, and a duplicate bag of {{:out, vertex}, edge} and {{:in, vertex}, edge}
  # with a counter each for the names of edges and vertices.

  @typedoc "A graph made by `new/1`."
  @opaque graph :: {:digraph, :ets.table(), :ets.table(), :ets.table(), boolean}

  @type vertex :: term
  @type edge :: term
  @type label :: term
  @type option :: :cyclic | :acyclic | :protected | :private
  @type add_edge_error :: {:bad_edge, path :: [vertex]} | {:bad_vertex, vertex}

  @doc """
  Makes an empty graph in which cycles are allowed and that other processes may read.

      iex> graph = :digraph.new()
      iex> {:digraph.no_vertices(graph), :digraph.no_edges(graph)}
      {0, 0}
  """
  @spec new() :: graph
  def new, do: new([])

  @doc """
  Makes an empty graph of a type.

  The options are `:cyclic` (the default) or `:acyclic`, and `:protected` (the default: other
  processes may read it) or `:private`.

      iex> graph = :digraph.new([:acyclic])
      iex> :digraph.add_vertex(graph, 1)
      iex> :digraph.add_edge(graph, 1, 1)
      {:error, {:bad_edge, [1, 1]}}
  """
  @spec new([option]) :: graph
  def new(type) do
    {cyclic?, protection} = options(type, type, true, :protected)
    neighbours = :ets.new(:neighbours, [:duplicate_bag, protection])
    :ets.insert(neighbours, [{:"$vid", 0}, {:"$eid", 0}])

    {:digraph, :ets.new(:vertices, [:set, protection]), :ets.new(:edges, [:set, protection]),
     neighbours, cyclic?}
  end

  defp options([:cyclic | rest], type, _cyclic?, protection),
    do: options(rest, type, true, protection)

  defp options([:acyclic | rest], type, _cyclic?, protection),
    do: options(rest, type, false, protection)

  defp options([protection | rest], type, cyclic?, _) when protection in [:private, :protected],
    do: options(rest, type, cyclic?, protection)

  defp options([], _type, cyclic?, protection), do: {cyclic?, protection}
  defp options(_other, type, _cyclic?, _protection), do: :erlang.error(:badarg, [type])

  @doc """
  Deletes a graph with its tables. A graph that is not deleted lives as long as its process.

      iex> :digraph.delete(:digraph.new())
      true
  """
  @spec delete(graph) :: true
  def delete({:digraph, vertices, edges, neighbours, _cyclic?}) do
    :ets.delete(vertices)
    :ets.delete(edges)
    :ets.delete(neighbours)
  end

  def delete(other), do: bad_graph(other)

  @doc """
  Tells about a graph: whether it is `:cyclic` or `:acyclic`, how many words its tables take, and
  its protection.

      iex> :digraph.info(:digraph.new([:acyclic]))[:cyclicity]
      :acyclic
  """
  @spec info(graph) :: [
          cyclicity: :cyclic | :acyclic,
          memory: non_neg_integer,
          protection: :protected | :private
        ]
  def info({:digraph, vertices, edges, neighbours, cyclic?}) do
    memory = Enum.sum_by([vertices, edges, neighbours], &:ets.info(&1, :memory))
    cyclicity = if cyclic?, do: :cyclic, else: :acyclic
    [cyclicity: cyclicity, memory: memory, protection: :ets.info(vertices, :protection)]
  end

  def info(other), do: bad_graph(other)

  ## Vertices

  @doc """
  Adds a vertex under a new name, `[:"$v" | 0]`, `[:"$v" | 1]` and so on.

      iex> :digraph.add_vertex(:digraph.new())
      [:"$v" | 0]
  """
  @spec add_vertex(graph) :: vertex
  def add_vertex(graph), do: add_vertex(graph, [:"$v" | next_number(graph, :"$vid")])

  @doc """
  Adds a vertex without a label (its label is `[]`).

      iex> graph = :digraph.new()
      iex> :digraph.add_vertex(graph, :a)
      :a
      iex> :digraph.add_vertex(graph, :a)
      :a
      iex> :digraph.vertices(graph)
      [:a]
  """
  @spec add_vertex(graph, vertex) :: vertex
  def add_vertex(graph, vertex), do: add_vertex(graph, vertex, [])

  @doc """
  Adds a vertex, or gives an existing one another label.

      iex> graph = :digraph.new()
      iex> :digraph.add_vertex(graph, :a, "first")
      iex> :digraph.add_vertex(graph, :a, "changed")
      iex> :digraph.vertex(graph, :a)
      {:a, "changed"}
  """
  @spec add_vertex(graph, vertex, label) :: vertex
  def add_vertex({:digraph, vertices, _, _, _}, vertex, label) do
    :ets.insert(vertices, {vertex, label})
    vertex
  end

  def add_vertex(other, _vertex, _label), do: bad_graph(other)

  @doc """
  Returns a vertex with its label, or `false` if there is none of that name.

      iex> :digraph.vertex(:digraph.new(), :nowhere)
      false
  """
  @spec vertex(graph, vertex) :: {vertex, label} | false
  def vertex({:digraph, vertices, _, _, _}, vertex) do
    case :ets.lookup(vertices, vertex) do
      [found] -> found
      [] -> false
    end
  end

  def vertex(other, _vertex), do: bad_graph(other)

  @doc """
  Returns the number of vertices.

      iex> :digraph.no_vertices(:digraph.new())
      0
  """
  @spec no_vertices(graph) :: non_neg_integer
  def no_vertices({:digraph, vertices, _, _, _}), do: :ets.info(vertices, :size)
  def no_vertices(other), do: bad_graph(other)

  @doc """
  Returns all vertices, in no particular order.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> Enum.sort(:digraph.vertices(graph))
      [1, 2, 3]
  """
  @spec vertices(graph) :: [vertex]
  def vertices({:digraph, vertices, _, _, _}),
    do: :ets.select(vertices, [{{:"$1", :_}, [], [:"$1"]}])

  def vertices(other), do: bad_graph(other)

  @doc """
  Returns the vertices that no edge leads to.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..2, do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, 1, 2)
      iex> :digraph.source_vertices(graph)
      [1]
  """
  @spec source_vertices(graph) :: [vertex]
  def source_vertices(graph), do: without_edges(graph, :in)

  @doc """
  Returns the vertices that no edge leaves.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..2, do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, 1, 2)
      iex> :digraph.sink_vertices(graph)
      [2]
  """
  @spec sink_vertices(graph) :: [vertex]
  def sink_vertices(graph), do: without_edges(graph, :out)

  defp without_edges(graph, direction) do
    vertices = vertices(graph)
    for vertex <- vertices, not :ets.member(elem(graph, 3), {direction, vertex}), do: vertex
  end

  @doc """
  Deletes a vertex and all its edges; true, too, if there is no such vertex.

      iex> graph = :digraph.new()
      iex> :digraph.add_vertex(graph, 1)
      iex> :digraph.add_edge(graph, 1, 1)
      iex> :digraph.del_vertex(graph, 1)
      iex> {:digraph.no_vertices(graph), :digraph.no_edges(graph)}
      {0, 0}
  """
  @spec del_vertex(graph, vertex) :: true
  def del_vertex({:digraph, vertices, _, _, _} = graph, vertex) do
    del_edges(graph, edges(graph, vertex))
    :ets.delete(vertices, vertex)
  end

  def del_vertex(other, _vertex), do: bad_graph(other)

  @doc """
  Deletes vertices and all their edges.

      iex> graph = :digraph.new()
      iex> for vertex <- 1..3, do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.del_vertices(graph, [1, 2])
      iex> :digraph.vertices(graph)
      [3]
  """
  @spec del_vertices(graph, [vertex]) :: true
  def del_vertices(graph, [vertex | rest]) do
    del_vertex(graph, vertex)
    del_vertices(graph, rest)
  end

  def del_vertices(_graph, []), do: true

  ## Edges

  @doc """
  Adds an edge between two vertices under a new name, `[:"$e" | 0]`, `[:"$e" | 1]` and so on.

  A vertex that is not in the graph is an error, and in an acyclic graph so is an edge that would
  close a cycle; the error says which.

      iex> graph = :digraph.new([:acyclic])
      iex> for vertex <- [:a, :b], do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, :a, :b)
      [:"$e" | 0]
      iex> :digraph.add_edge(graph, :b, :a)
      {:error, {:bad_edge, [:a, :b]}}
      iex> :digraph.add_edge(graph, :a, :c)
      {:error, {:bad_vertex, :c}}
  """
  @spec add_edge(graph, vertex, vertex) :: edge | {:error, add_edge_error}
  def add_edge(graph, from, to), do: add_edge(graph, from, to, [])

  @doc """
  Adds an edge with a label under a new name.

      iex> graph = :digraph.new()
      iex> for vertex <- [:a, :b], do: :digraph.add_vertex(graph, vertex)
      iex> edge = :digraph.add_edge(graph, :a, :b, 7)
      iex> :digraph.edge(graph, edge)
      {[:"$e" | 0], :a, :b, 7}
  """
  @spec add_edge(graph, vertex, vertex, label) :: edge | {:error, add_edge_error}
  def add_edge(graph, from, to, label) do
    add_edge(graph, [:"$e" | next_number(graph, :"$eid")], from, to, label)
  end

  @doc """
  Adds an edge of a name, or gives an existing one another label.

  An edge keeps its ends: the name of one between other vertices is a `:bad_edge`.

      iex> graph = :digraph.new()
      iex> for vertex <- [:a, :b], do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, :road, :a, :b, 7)
      :road
      iex> :digraph.add_edge(graph, :road, :b, :a, 7)
      {:error, {:bad_edge, [:b, :a]}}
  """
  @spec add_edge(graph, edge, vertex, vertex, label) :: edge | {:error, add_edge_error}
  def add_edge({:digraph, vertices, edges, _, _} = graph, edge, from, to, label) do
    cond do
      not :ets.member(vertices, from) ->
        {:error, {:bad_vertex, from}}

      not :ets.member(vertices, to) ->
        {:error, {:bad_vertex, to}}

      true ->
        case :ets.lookup(edges, edge) do
          [{_, ^from, ^to, _}] ->
            :ets.insert(edges, {edge, from, to, label})
            edge

          [_] ->
            {:error, {:bad_edge, [from, to]}}

          [] ->
            connect(graph, edge, from, to, label)
        end
    end
  end

  def add_edge(other, _edge, _from, _to, _label), do: bad_graph(other)

  defp connect({:digraph, _, _, _, true} = graph, edge, from, to, label),
    do: insert_edge(graph, edge, from, to, label)

  defp connect(_graph, _edge, vertex, vertex, _label), do: {:error, {:bad_edge, [vertex, vertex]}}

  defp connect(graph, edge, from, to, label) do
    case get_path(graph, to, from) do
      false -> insert_edge(graph, edge, from, to, label)
      path -> {:error, {:bad_edge, path}}
    end
  end

  defp insert_edge({:digraph, _, edges, neighbours, _}, edge, from, to, label) do
    :ets.insert(neighbours, [{{:out, from}, edge}, {{:in, to}, edge}])
    :ets.insert(edges, {edge, from, to, label})
    edge
  end

  @doc """
  Returns an edge with its two vertices and its label, or `false` if there is none of that name.

      iex> :digraph.edge(:digraph.new(), :road)
      false
  """
  @spec edge(graph, edge) :: {edge, vertex, vertex, label} | false
  def edge({:digraph, _, edges, _, _}, edge) do
    case :ets.lookup(edges, edge) do
      [found] -> found
      [] -> false
    end
  end

  def edge(other, _edge), do: bad_graph(other)

  @doc """
  Returns the number of edges.

      iex> :digraph.no_edges(:digraph.new())
      0
  """
  @spec no_edges(graph) :: non_neg_integer
  def no_edges({:digraph, _, edges, _, _}), do: :ets.info(edges, :size)
  def no_edges(other), do: bad_graph(other)

  @doc """
  Returns the names of all edges, in no particular order.

      iex> graph = :digraph.new()
      iex> :digraph.add_vertex(graph, 1)
      iex> :digraph.add_edge(graph, :loop, 1, 1, [])
      iex> :digraph.edges(graph)
      [:loop]
  """
  @spec edges(graph) :: [edge]
  def edges({:digraph, _, edges, _, _}),
    do: :ets.select(edges, [{{:"$1", :_, :_, :_}, [], [:"$1"]}])

  def edges(other), do: bad_graph(other)

  @doc """
  Returns the edges that lead to or leave a vertex. A loop is named twice.

      iex> graph = :digraph.new()
      iex> for vertex <- [:a, :b], do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, :there, :a, :b, [])
      iex> :digraph.add_edge(graph, :back, :b, :a, [])
      iex> :digraph.edges(graph, :a)
      [:back, :there]
  """
  @spec edges(graph, vertex) :: [edge]
  def edges(graph, vertex), do: in_edges(graph, vertex) ++ out_edges(graph, vertex)

  @doc """
  Returns the edges that leave a vertex.

      iex> graph = :digraph.new()
      iex> for vertex <- [:a, :b], do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, :there, :a, :b, [])
      iex> {:digraph.out_edges(graph, :a), :digraph.out_edges(graph, :b)}
      {[:there], []}
  """
  @spec out_edges(graph, vertex) :: [edge]
  def out_edges(graph, vertex), do: edges_of(graph, {:out, vertex})

  @doc """
  Returns the edges that lead to a vertex.

      iex> graph = :digraph.new()
      iex> for vertex <- [:a, :b], do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, :there, :a, :b, [])
      iex> {:digraph.in_edges(graph, :a), :digraph.in_edges(graph, :b)}
      {[], [:there]}
  """
  @spec in_edges(graph, vertex) :: [edge]
  def in_edges(graph, vertex), do: edges_of(graph, {:in, vertex})

  defp edges_of({:digraph, _, _, neighbours, _}, key) do
    for {_, edge} <- :ets.lookup(neighbours, key), do: edge
  end

  defp edges_of(other, _key), do: bad_graph(other)

  @doc """
  Returns how many edges leave a vertex.

      iex> graph = :digraph.new()
      iex> :digraph.add_vertex(graph, :a)
      iex> :digraph.out_degree(graph, :a)
      0
  """
  @spec out_degree(graph, vertex) :: non_neg_integer
  def out_degree(graph, vertex), do: length(out_edges(graph, vertex))

  @doc """
  Returns how many edges lead to a vertex.

      iex> graph = :digraph.new()
      iex> :digraph.add_vertex(graph, :a)
      iex> :digraph.add_edge(graph, :a, :a)
      iex> :digraph.in_degree(graph, :a)
      1
  """
  @spec in_degree(graph, vertex) :: non_neg_integer
  def in_degree(graph, vertex), do: length(in_edges(graph, vertex))

  @doc """
  Returns the vertices that edges from a vertex lead to, the edge added last first. A vertex comes
  once for each edge.

      iex> graph = :digraph.new()
      iex> for vertex <- [:a, :b, :c], do: :digraph.add_vertex(graph, vertex)
      iex> for vertex <- [:b, :c], do: :digraph.add_edge(graph, :a, vertex)
      iex> :digraph.out_neighbours(graph, :a)
      [:c, :b]
  """
  @spec out_neighbours(graph, vertex) :: [vertex]
  def out_neighbours(graph, vertex), do: neighbours(graph, {:out, vertex}, 3)

  @doc """
  Returns the vertices from which edges lead to a vertex, the edge added last first. A vertex comes
  once for each edge.

      iex> graph = :digraph.new()
      iex> for vertex <- [:a, :b, :c], do: :digraph.add_vertex(graph, vertex)
      iex> for vertex <- [:b, :c], do: :digraph.add_edge(graph, vertex, :a)
      iex> :digraph.in_neighbours(graph, :a)
      [:c, :b]
  """
  @spec in_neighbours(graph, vertex) :: [vertex]
  def in_neighbours(graph, vertex), do: neighbours(graph, {:in, vertex}, 2)

  defp neighbours({:digraph, _, edges, neighbours, _}, key, position) do
    collect_ends(:ets.lookup(neighbours, key), edges, position, [])
  end

  defp neighbours(other, _key, _position), do: bad_graph(other)

  defp collect_ends([{_, edge} | rest], edges, position, found) do
    collect_ends(rest, edges, position, [:ets.lookup_element(edges, edge, position) | found])
  end

  defp collect_ends([], _edges, _position, found), do: found

  @doc """
  Deletes an edge; true, too, if there is no such edge.

      iex> graph = :digraph.new()
      iex> :digraph.add_vertex(graph, :a)
      iex> :digraph.add_edge(graph, :loop, :a, :a, [])
      iex> :digraph.del_edge(graph, :loop)
      iex> :digraph.edges(graph)
      []
  """
  @spec del_edge(graph, edge) :: true
  def del_edge({:digraph, _, edges, neighbours, _}, edge) do
    case :ets.lookup(edges, edge) do
      [{_, from, to, _}] ->
        :ets.delete_object(neighbours, {{:out, from}, edge})
        :ets.delete_object(neighbours, {{:in, to}, edge})
        :ets.delete(edges, edge)

      [] ->
        true
    end
  end

  def del_edge(other, _edge), do: bad_graph(other)

  @doc """
  Deletes edges.

      iex> graph = :digraph.new()
      iex> :digraph.add_vertex(graph, :a)
      iex> edges = for _ <- 1..2, do: :digraph.add_edge(graph, :a, :a)
      iex> :digraph.del_edges(graph, edges)
      iex> :digraph.no_edges(graph)
      0
  """
  @spec del_edges(graph, [edge]) :: true
  def del_edges(graph, [edge | rest]) do
    del_edge(graph, edge)
    del_edges(graph, rest)
  end

  def del_edges(_graph, []), do: true

  ## Paths

  @doc """
  Deletes edges until no path leads from one vertex to another: all edges between neighbours on
  a path, and again while there is one.

      iex> graph = :digraph.new()
      iex> for vertex <- [:a, :b, :c], do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, :a, :b)
      iex> :digraph.add_edge(graph, :b, :c)
      iex> :digraph.del_path(graph, :a, :c)
      iex> :digraph.get_path(graph, :a, :c)
      false
  """
  @spec del_path(graph, vertex, vertex) :: true
  def del_path(graph, from, to) do
    case get_path(graph, from, to) do
      false ->
        true

      path ->
        del_steps(graph, path)
        del_path(graph, from, to)
    end
  end

  defp del_steps(graph, [from, to | rest]) do
    for edge <- out_edges(graph, from),
        elem(edge(graph, edge), 2) === to,
        do: del_edge(graph, edge)

    del_steps(graph, [to | rest])
  end

  defp del_steps(_graph, [_last]), do: true

  @doc """
  Finds a simple path from one vertex to another by depth-first search: the list of its vertices,
  or `false`. From a vertex to itself a path has at least one edge.

      iex> graph = :digraph.new()
      iex> for vertex <- [:a, :b, :c], do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, :a, :b)
      iex> :digraph.add_edge(graph, :b, :c)
      iex> {:digraph.get_path(graph, :a, :c), :digraph.get_path(graph, :c, :a)}
      {[:a, :b, :c], false}
  """
  @spec get_path(graph, vertex, vertex) :: [vertex, ...] | false
  def get_path(graph, from, to) do
    deep([{out_neighbours(graph, from), [from]}], to, %{from => true}, 1, graph)
  end

  @doc """
  Finds a simple cycle through a vertex by depth-first search: the list of its vertices, the first
  of which is the last, or `false`.

  A cycle of two or more vertices is preferred; a mere loop is returned as `[vertex]`.

      iex> graph = :digraph.new()
      iex> for vertex <- [:a, :b], do: :digraph.add_vertex(graph, vertex)
      iex> :digraph.add_edge(graph, :a, :a)
      iex> :digraph.get_cycle(graph, :a)
      [:a]
      iex> :digraph.add_edge(graph, :a, :b)
      iex> :digraph.add_edge(graph, :b, :a)
      iex> :digraph.get_cycle(graph, :a)
      [:a, :b, :a]
  """
  @spec get_cycle(graph, vertex) :: [vertex, ...] | false
  def get_cycle(graph, vertex) do
    neighbours = out_neighbours(graph, vertex)

    with false <- deep([{neighbours, [vertex]}], vertex, %{vertex => true}, 2, graph) do
      if vertex in neighbours, do: [vertex], else: false
    end
  end

  # The stack holds, for each vertex of the path, the neighbours that are still to be tried and the
  # path to it, last vertex first. A path has at least `least` edges.
  defp deep([{[], _path} | stack], to, seen, least, graph),
    do: deep(stack, to, seen, least, graph)

  defp deep([{[to | rest], path} | stack], to, seen, least, graph) do
    if least == 1 or tl(path) != [],
      do: :lists.reverse(path, [to]),
      else: deep([{rest, path} | stack], to, seen, least, graph)
  end

  defp deep([{[vertex | rest], path} | stack], to, seen, least, graph) do
    case seen do
      %{^vertex => _} ->
        deep([{rest, path} | stack], to, seen, least, graph)

      _ ->
        next = {out_neighbours(graph, vertex), [vertex | path]}
        deep([next, {rest, path} | stack], to, Map.put(seen, vertex, true), least, graph)
    end
  end

  defp deep([], _to, _seen, _least, _graph), do: false

  @doc """
  Finds a shortest path from one vertex to another by breadth-first search, or `false`.

      iex> graph = :digraph.new()
      iex> for vertex <- [:a, :b, :c], do: :digraph.add_vertex(graph, vertex)
      iex> for {from, to} <- [a: :b, b: :c, a: :c], do: :digraph.add_edge(graph, from, to)
      iex> :digraph.get_short_path(graph, :a, :c)
      [:a, :c]
  """
  @spec get_short_path(graph, vertex, vertex) :: [vertex, ...] | false
  def get_short_path(graph, from, to), do: broad([from], [], to, %{}, graph, from)

  @doc """
  Finds a shortest cycle through a vertex by breadth-first search, or `false`. A loop is returned
  as `[vertex, vertex]`.

      iex> graph = :digraph.new()
      iex> :digraph.add_vertex(graph, :a)
      iex> :digraph.add_edge(graph, :a, :a)
      iex> :digraph.get_short_cycle(graph, :a)
      [:a, :a]
  """
  @spec get_short_cycle(graph, vertex) :: [vertex, ...] | false
  def get_short_cycle(graph, vertex), do: get_short_path(graph, vertex, vertex)

  # `before` has the vertex from which each seen one was first reached. The next level is kept in
  # reverse.
  defp broad([vertex | level], next, to, before, graph, from) do
    neighbours = :lists.reverse(out_neighbours(graph, vertex))

    case reach(neighbours, vertex, to, before, next) do
      :found -> trace(vertex, from, before, [to])
      {before, next} -> broad(level, next, to, before, graph, from)
    end
  end

  defp broad([], [], _to, _before, _graph, _from), do: false

  defp broad([], next, to, before, graph, from),
    do: broad(:lists.reverse(next), [], to, before, graph, from)

  defp reach([to | _], _vertex, to, _before, _next), do: :found

  defp reach([neighbour | rest], vertex, to, before, next) do
    case before do
      %{^neighbour => _} -> reach(rest, vertex, to, before, next)
      _ -> reach(rest, vertex, to, Map.put(before, neighbour, vertex), [neighbour | next])
    end
  end

  defp reach([], _vertex, _to, before, next), do: {before, next}

  defp trace(from, from, _before, path), do: [from | path]

  defp trace(vertex, from, before, path),
    do: trace(:erlang.map_get(vertex, before), from, before, [vertex | path])

  defp next_number({:digraph, _, _, neighbours, _}, counter) do
    [{_, number}] = :ets.take(neighbours, counter)
    :ets.insert(neighbours, {counter, number + 1})
    number
  end

  defp next_number(other, _counter), do: bad_graph(other)

  defp bad_graph(other), do: :erlang.error({:badrecord, other})
end
