# The files of a project and which of them refer to which, how: what `mix xref graph` draws.
#
#     graph:  %{file => %{file that it refers to => :compile | :export | :runtime}}

defmodule Mix.Xref.Graph do
  @moduledoc false

  @strength %{compile: 2, export: 1, runtime: 0}

  @doc """
  Makes a graph of `{file, modules, references}`, the latter being modules and how they are referred to. References to modules of no
  file, and within a file, do not count.
  """
  def new(files) do
    owners = for {file, modules, _} <- files, module <- modules, into: %{}, do: {module, file}

    Map.new(files, fn {file, _, references} ->
      targets =
        for {module, label} <- references,
            target = owners[module],
            target != file,
            do: {target, label}

      {file, strongest(targets)}
    end)
  end

  @doc "The strongest of the ways in which each is referred to."
  def strongest(references) do
    Enum.reduce(references, %{}, fn {target, label}, strongest ->
      Map.update(strongest, target, label, &stronger(&1, label))
    end)
  end

  defp stronger(one, other), do: if(@strength[one] >= @strength[other], do: one, else: other)

  @doc "Leaves files out."
  def exclude(graph, files) do
    graph |> Map.drop(files) |> keep(fn _, target, _ -> target not in files end)
  end

  @doc "Makes one file, of another name, of files that stand for one: `names` tells which."
  def group(graph, names) do
    graph
    |> Enum.group_by(fn {file, _} -> Map.get(names, file, file) end, &elem(&1, 1))
    |> Map.new(fn {file, targets} ->
      renamed =
        for {target, label} <- Enum.concat(targets),
            target = Map.get(names, target, target),
            target != file,
            do: {target, label}

      {file, strongest(renamed)}
    end)
  end

  @doc "Keeps what leads to one of these files; nobody leads nowhere."
  def leading_to(graph, sinks) do
    leading = reach(Enum.filter(sinks, &is_map_key(graph, &1)), backwards(graph), MapSet.new())
    keep(graph, fn _, target, _ -> target in leading end)
  end

  @doc "Keeps the files that these lead to, and themselves."
  def reachable(graph, sources) do
    Map.take(graph, Enum.to_list(reach(sources, graph, MapSet.new())))
  end

  defp reach([], _, seen), do: seen

  defp reach([file | rest], graph, seen) do
    if file in seen do
      reach(rest, graph, seen)
    else
      reach(Map.keys(Map.get(graph, file, %{})) ++ rest, graph, MapSet.put(seen, file))
    end
  end

  defp backwards(graph) do
    for {file, targets} <- graph, {target, _} <- targets, reduce: %{} do
      backwards -> Map.update(backwards, target, %{file => nil}, &Map.put(&1, file, nil))
    end
  end

  @doc """
  Keeps the references of one label. `:"compile-connected"` are those at compile time to files that refer to others themselves.
  """
  def labelled(graph, nil), do: graph

  def labelled(graph, :"compile-connected") do
    keep(graph, fn _, target, label -> label == :compile and graph[target] not in [nil, %{}] end)
  end

  def labelled(graph, wanted), do: keep(graph, fn _, _, label -> label == wanted end)

  defp keep(graph, fun) do
    Map.new(graph, fn {file, targets} ->
      {file, Map.filter(targets, fn {target, label} -> fun.(file, target, label) end)}
    end)
  end

  @doc "How many references there are."
  def size(graph), do: Enum.sum_by(graph, fn {_, targets} -> map_size(targets) end)

  @doc "The files, in order, that refer to others."
  def referring(graph), do: Enum.sort(for {file, targets} <- graph, targets != %{}, do: file)

  @doc """
  The cycles, the longest first: lists of files, each with the strongest label of its references within the cycle.
  """
  def cycles(graph) do
    digraph = :digraph.new()

    try do
      for {file, _} <- graph, do: :digraph.add_vertex(digraph, file)

      for {file, targets} <- graph, {target, _} <- targets do
        :digraph.add_vertex(digraph, target)
        :digraph.add_edge(digraph, file, target)
      end

      :digraph_utils.cyclic_strong_components(digraph)
    after
      :digraph.delete(digraph)
    end
    |> Enum.map(fn files -> files |> Enum.sort() |> Enum.map(&{&1, within(graph[&1], files)}) end)
    |> Enum.sort_by(&{length(&1), &1}, :desc)
  end

  defp within(targets, files) do
    targets |> Map.take(files) |> Map.values() |> Enum.max_by(&@strength[&1])
  end
end
