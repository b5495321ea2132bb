# stress: 1000
# Closures over rebound names, funs of several clauses, deep recursion that allocates on the way down.
defmodule Tree do
  def build(0), do: :leaf
  def build(n), do: {build(n - 1), n, build(n - 1)}

  def sum(:leaf), do: 0
  def sum({l, v, r}), do: sum(l) + v + sum(r)

  def flatten(:leaf, acc), do: acc
  def flatten({l, v, r}, acc), do: flatten(l, [v | flatten(r, acc)])

  def zip_deep([], []), do: []
  def zip_deep([a | as], [b | bs]), do: [{a, [b, a], %{a: a, b: b}} | zip_deep(as, bs)]
end

IO.inspect({Tree.sum(Tree.build(12)), length(Tree.flatten(Tree.build(10), []))})
zipped = Tree.zip_deep(Enum.to_list(1..20_000), Enum.to_list(20_000..1//-1))
IO.inspect({length(zipped), List.last(zipped), Enum.reduce(zipped, 0, fn {a, [b, _], %{b: b}}, s -> s + a * b end)})

x = 1
f = fn y -> x + y end
x = 10
g = fn
  0, acc -> {acc, x}
  n, acc when rem(n, 2) == 0 -> {:even, n, acc, f.(n)}
  n, [h | _] = acc -> {h, n, length(acc)}
end
IO.inspect({f.(1), g.(0, :a), g.(4, nil), g.(3, [7, 8])})

counter = fn start -> fn step -> fn times -> start + step * times end end end
IO.inspect(counter.(1).(2).(3))
compose = &Enum.reduce(&1, fn f, g -> fn v -> v |> g.() |> f.() end end)
IO.inspect(compose.([&(&1 + 1), &(&1 * 2), &Integer.to_string/1, &String.length/1]).(4999))
fact = fn
  _, 0 -> 1
  me, n -> n * me.(me, n - 1)
end
IO.inspect(fact.(fact, 60))
IO.inspect(Enum.map([&Kernel.+/2, &-/2, &max/2, fn a, b -> {b, a} end], & &1.(5, 3)))
