defmodule RB do
  @moduledoc "Okasaki's red-black tree with Enumerable, Collectable, Inspect and Access."
  @behaviour Access
  defstruct root: nil, size: 0
  def new(pairs \\ []), do: Enum.into(pairs, %RB{})
  def put(%RB{root: root, size: n} = t, k, v) do
    {_, a, kv, b} = insert(root, k, v)
    %{t | root: {:b, a, kv, b}, size: if(Access.fetch(t, k) == :error, do: n + 1, else: n)}
  end
  defp insert(nil, k, v), do: {:r, nil, {k, v}, nil}
  defp insert({c, a, {x, _} = y, b}, k, v) when k < x, do: balance(c, insert(a, k, v), y, b)
  defp insert({c, a, {x, _} = y, b}, k, v) when k > x, do: balance(c, a, y, insert(b, k, v))
  defp insert({c, a, _, b}, k, v), do: {c, a, {k, v}, b}
  defp balance(:b, {:r, {:r, a, x, b}, y, c}, z, d), do: {:r, {:b, a, x, b}, y, {:b, c, z, d}}
  defp balance(:b, {:r, a, x, {:r, b, y, c}}, z, d), do: {:r, {:b, a, x, b}, y, {:b, c, z, d}}
  defp balance(:b, a, x, {:r, {:r, b, y, c}, z, d}), do: {:r, {:b, a, x, b}, y, {:b, c, z, d}}
  defp balance(:b, a, x, {:r, b, y, {:r, c, z, d}}), do: {:r, {:b, a, x, b}, y, {:b, c, z, d}}
  defp balance(c, a, x, b), do: {c, a, x, b}
  @impl true
  def fetch(%RB{root: root}, k), do: find(root, k)
  defp find(nil, _), do: :error
  defp find({_, a, {x, _}, _}, k) when k < x, do: find(a, k)
  defp find({_, _, {x, _}, b}, k) when k > x, do: find(b, k)
  defp find({_, _, {_, v}, _}, _), do: {:ok, v}
  @impl true
  def get_and_update(t, k, fun) do
    current = case(fetch(t, k), do: ({:ok, v} -> v; :error -> nil))
    case fun.(current) do
      {get, new} -> {get, put(t, k, new)}
      :pop -> pop(t, k)
    end
  end
  @impl true
  def pop(t, k) do
    {found, rest} = Enum.split_with(t, &(elem(&1, 0) == k))
    {case(found, do: ([{_, v}] -> v; [] -> nil)), new(rest)}
  end
  def depth(%RB{root: r}), do: depth(r)
  def depth(nil), do: 0
  def depth({_, a, _, b}), do: 1 + max(depth(a), depth(b))
  defimpl Enumerable do
    def count(t), do: {:ok, t.size}
    def member?(t, {k, v}), do: {:ok, RB.fetch(t, k) == {:ok, v}}
    def member?(_, _), do: {:ok, false}
    def slice(_), do: {:error, __MODULE__}
    def reduce(t, acc, fun), do: walk([t.root], acc, fun)
    defp walk(_, {:halt, acc}, _), do: {:halted, acc}
    defp walk(stack, {:suspend, acc}, fun), do: {:suspended, acc, &walk(stack, &1, fun)}
    defp walk([], {:cont, acc}, _), do: {:done, acc}
    defp walk([nil | s], acc, fun), do: walk(s, acc, fun)
    defp walk([{:v, kv} | s], {:cont, acc}, fun), do: walk(s, fun.(kv, acc), fun)
    defp walk([{_, a, kv, b} | s], acc, fun), do: walk([a, {:v, kv}, b | s], acc, fun)
  end
  defimpl Collectable do
    def into(t), do: {t, fn t, {:cont, {k, v}} -> RB.put(t, k, v); t, :done -> t; _, :halt -> :ok end}
  end
  defimpl Inspect do
    import Inspect.Algebra
    def inspect(t, opts), do: container_doc("#RB<", Enum.to_list(t), ">", opts, fn {k, v}, o -> concat([to_doc(k, o), " => ", to_doc(v, o)]) end)
  end
end
t = RB.new(for n <- Enum.shuffle(1..1000), do: {n, n * n})
IO.inspect({Enum.count(t), RB.depth(t) <= 20, t[31], t[0], {5, 25} in t, {5, 26} in t})
IO.inspect(t |> Stream.filter(fn {k, _} -> rem(k, 100) == 0 end) |> Enum.zip(~w(a b c)))
IO.inspect(t, limit: 3)
IO.inspect(RB.new(a: 1, b: [2], c: %{d: "e"}))
small = RB.new(x: %{y: 1})
IO.inspect(put_in(small, [:x, :y], 2) |> update_in([:x, :y], &(&1 * 10)) |> get_in([:x, :y]))
IO.inspect(pop_in(small, [:x, :y]))
IO.inspect(Enum.slice(t, 2, 2))

defmodule Heap do
  def new(cmp \\ &<=/2), do: {nil, cmp}
  def push({h, cmp}, x), do: {merge({1, x, nil, nil}, h, cmp), cmp}
  def pop({nil, _}), do: :empty
  def pop({{_, x, a, b}, cmp}), do: {x, {merge(a, b, cmp), cmp}}
  defp merge(nil, h, _), do: h
  defp merge(h, nil, _), do: h
  defp merge({_, x, a1, b1} = l, {_, y, a2, b2} = r, cmp), do: if(cmp.(x, y), do: make(x, a1, merge(b1, r, cmp)), else: make(y, a2, merge(l, b2, cmp)))
  defp make(x, a, b), do: if(rank(a) >= rank(b), do: {rank(b) + 1, x, a, b}, else: {rank(a) + 1, x, b, a})
  defp rank(nil), do: 0
  defp rank({r, _, _, _}), do: r
  def stream(h), do: Stream.unfold(h, &case(pop(&1), do: (:empty -> nil; pair -> pair)))
end
IO.inspect(Enum.reduce([5, 2, 8, 1, 9, 3], Heap.new(&>=/2), &Heap.push(&2, &1)) |> Heap.stream() |> Enum.to_list())

defmodule Graph do
  def dijkstra(g, s) do
    run(Heap.new() |> Heap.push({0, s, nil}), g, %{}, %{})
  end
  defp run(heap, g, dist, prev) do
    case Heap.pop(heap) do
      :empty -> {dist, prev}
      {{_, n, _}, heap} when is_map_key(dist, n) -> run(heap, g, dist, prev)
      {{d, n, p}, heap} -> for({m, w} <- Map.get(g, n, []), reduce: heap, do: (h -> Heap.push(h, {d + w, m, n}))) |> run(g, Map.put(dist, n, d), Map.put(prev, n, p))
    end
  end
  def path(prev, n), do: Stream.unfold(n, &(&1 && {&1, prev[&1]})) |> Enum.reverse()
  def topo(g) do
    nodes = g |> Enum.flat_map(fn {a, bs} -> [a | bs] end) |> Enum.uniq()
    degree = Enum.reduce(g, Map.new(nodes, &{&1, 0}), fn {_, bs}, d -> Enum.reduce(bs, d, &Map.update!(&2, &1, fn x -> x + 1 end)) end)
    kahn(for({n, 0} <- degree, do: n) |> Enum.sort(), g, degree, [])
  end
  defp kahn([], _, degree, out), do: if(length(out) == map_size(degree), do: {:ok, Enum.reverse(out)}, else: {:error, :cycle})
  defp kahn([n | q], g, degree, out) do
    {degree, free} = Enum.reduce(Map.get(g, n, []), {degree, []}, fn m, {d, f} -> d = Map.update!(d, m, &(&1 - 1)); {d, if(d[m] == 0, do: [m | f], else: f)} end)
    kahn(Enum.sort(q ++ free), g, degree, [n | out])
  end
  def astar(grid, from, to) do
    h = fn {x, y} -> abs(x - elem(to, 0)) + abs(y - elem(to, 1)) end
    go(:gb_sets.singleton({h.(from), 0, from, [from]}), MapSet.new(), grid, to, h)
  end
  defp go(open, seen, grid, to, h) do
    if :gb_sets.is_empty(open), do: throw(:no_path)
    case :gb_sets.take_smallest(open) do
      {{_, cost, ^to, path}, _} -> {cost, Enum.reverse(path)}
      {{_, cost, {x, y} = p, path}, open} ->
        if p in seen, do: go(open, seen, grid, to, h), else:
          (for({dx, dy} <- [{0, 1}, {1, 0}, {0, -1}, {-1, 0}], q = {x + dx, y + dy}, grid[q] not in [nil, "#"], q not in seen, reduce: open) do
            open -> :gb_sets.add({cost + 1 + h.(q), cost + 1, q, [q | path]}, open)
          end) |> go(MapSet.put(seen, p), grid, to, h)
    end
  end
end
g = %{"A" => [{"B", 7}, {"C", 9}, {"F", 14}], "B" => [{"C", 10}, {"D", 15}], "C" => [{"D", 11}, {"F", 2}], "D" => [{"E", 6}], "F" => [{"E", 9}]}
{dist, prev} = Graph.dijkstra(g, "A")
IO.inspect({dist, Graph.path(prev, "E")})
IO.inspect([Graph.topo(%{a: [:b, :c], b: [:d], c: [:d], d: []}), Graph.topo(%{a: [:b], b: [:a]})])
maze = """
S.#.....
.##.###.
....#...
.####.#.
......#E
"""
grid = for {line, y} <- maze |> String.split("\n", trim: true) |> Enum.with_index(), {c, x} <- line |> String.graphemes() |> Enum.with_index(), into: %{}, do: {{x, y}, c}
{s, "S"} = Enum.find(grid, &match?({_, "S"}, &1))
{e, _} = Enum.find(grid, fn {_, c} -> c == "E" end)
{cost, path} = Graph.astar(grid, s, e)
IO.puts("cost #{cost}")
for y <- 0..4, do: IO.puts(for x <- 0..7, into: "", do: if({x, y} in path, do: "*", else: grid[{x, y}]))

defmodule Sudoku do
  def solve(text) do
    cells = for {c, i} <- Enum.with_index(String.to_charlist(text)), into: %{}, do: {i, if(c in ?1..?9, do: c - ?0)}
    search(cells)
  end
  defp search(cells) do
    case for({i, nil} <- cells, do: {i, candidates(cells, i)}) |> Enum.min_by(fn {i, c} -> {length(c), i} end, fn -> nil end) do
      nil -> cells
      {i, cs} -> Enum.find_value(cs, &search(Map.put(cells, i, &1)))
    end
  end
  defp candidates(cells, i) do
    {r, c} = {div(i, 9), rem(i, 9)}
    used = for k <- 0..8, j <- [r * 9 + k, k * 9 + c, (div(r, 3) * 3 + div(k, 3)) * 9 + div(c, 3) * 3 + rem(k, 3)], v = cells[j], uniq: true, do: v
    Enum.to_list(1..9) -- used
  end
end
solved = Sudoku.solve("53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79")
for r <- 0..8, do: IO.puts(Enum.map_join(0..8, " ", &solved[r * 9 + &1]))

defmodule Life do
  def step(cells) do
    for({x, y} <- cells, dx <- -1..1, dy <- -1..1, {dx, dy} != {0, 0}, do: {x + dx, y + dy})
    |> Enum.frequencies()
    |> Enum.filter(fn {c, n} -> n == 3 or (n == 2 and MapSet.member?(cells, c)) end)
    |> MapSet.new(&elem(&1, 0))
  end
end
glider = MapSet.new([{1, 0}, {2, 1}, {0, 2}, {1, 2}, {2, 2}])
IO.inspect(glider |> Stream.iterate(&Life.step/1) |> Enum.at(40) |> Enum.sort())

dg = :digraph.new([:acyclic])
for v <- ~w(a b c d)a, do: :digraph.add_vertex(dg, v)
for {a, b} <- [a: :b, b: :c, a: :d], do: :digraph.add_edge(dg, a, b)
IO.inspect({:digraph_utils.topsort(dg) |> hd(), :digraph.add_edge(dg, :c, :a) |> elem(0), :digraph.get_path(dg, :a, :c), :digraph_utils.reachable([:b], dg) |> Enum.sort()})
q = Enum.reduce(1..5, :queue.new(), &:queue.in/2)
{{:value, x}, q} = :queue.out(q)
IO.inspect({x, :queue.to_list(:queue.reverse(q)), :queue.len(q), :queue.peek_r(q)})
arr = :array.from_list([1, 2, 3], 0) |> then(&:array.set(6, :x, &1))
IO.inspect({:array.to_list(arr), :array.sparse_to_list(arr), :array.foldl(fn i, _, a -> a + i end, 0, arr)})
tree = :gb_trees.from_orddict(for n <- 1..5, do: {n, n * n})
IO.inspect({:gb_trees.lookup(3, tree), :gb_trees.smallest(tree), :gb_trees.keys(:gb_trees.delete(2, tree)), :gb_trees.next(:gb_trees.iterator_from(4, tree)) |> Tuple.to_list() |> Enum.take(2)})
:rand.seed(:exsss, {1, 2, 3})
IO.inspect({Enum.map(1..5, fn _ -> :rand.uniform(100) end), Enum.shuffle(1..8), Enum.random(1..1000), Float.round(:rand.normal(), 6), Enum.take_random(1..50, 3)})
IO.inspect(:lists.foldl(fn x, a -> a + x end, 0, :lists.seq(1, 10, 3)))
IO.inspect({:ordsets.union([1, 3], [2, 3]), :orddict.store(:b, 2, a: 1), :sets.to_list(:sets.from_list([1, 1])), :proplists.get_value(:k, [:k]), :maps.filter(fn _, v -> v > 1 end, %{a: 1, b: 2})})
fact = fn n -> Enum.product(1..n//1) end
IO.puts(fact.(60))
IO.inspect({Integer.digits(fact.(30)) |> Enum.sum(), Integer.gcd(fact.(20), 3 ** 30), rem(fact.(40), 1_000_000_007), Integer.extended_gcd(240, 46), Integer.pow(2, 521) - 1 |> Integer.to_string(36) |> byte_size()})
isqrt = fn n -> Stream.iterate(n, &div(&1 + div(n, &1), 2)) |> Enum.reduce_while(n, fn x, p -> if(x * x <= n, do: {:halt, x}, else: {:cont, p}) end) end
IO.puts(isqrt.(2 * 10 ** 60))
