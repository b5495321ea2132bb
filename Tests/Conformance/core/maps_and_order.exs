# Maps below and above the border of 32 keys, structural equality, term order, key kinds.
big = Map.new(1..100, &{&1, &1 * &1})
IO.inspect({map_size(big), big[50], Map.get(big, 101), Map.delete(big, 1) |> map_size()})
shrunk = Map.drop(big, Enum.to_list(31..100))
IO.inspect({map_size(shrunk), shrunk == Map.new(1..30, &{&1, &1 * &1}), Map.keys(shrunk) |> Enum.take(3)})
IO.inspect(Enum.reduce(100..1//-1, %{}, &Map.put(&2, &1, &1 * &1)) == big)
IO.inspect({%{1 => :a, 1.0 => :b}[1], map_size(%{1 => :a, 1.0 => :b}), %{[1] => 1}[[1]], %{{1, "x"} => 2}[{1, "x"}], %{nil => 3}[nil]})
IO.inspect(%{"s" => 3, 1 => 4, {} => 5, [] => 6, b: 2, a: 1} |> Map.to_list() |> Enum.sort())
IO.inspect(Enum.sort([%{b: 1}, %{a: 2}, %{a: 1, b: 1}, %{}, [1, 2], [1], "b", "a", {2}, {1, 1}, :z, :a, 2, 1.5, nil]))
m = %{a: 1, b: 2}
IO.inspect({%{m | a: 10}, Map.merge(m, %{b: 3, c: 4}), Map.merge(m, %{a: 5}, fn _, x, y -> x + y end)})
IO.inspect(try do %{m | zz: 1} rescue e -> {e.__struct__, e.key} end)
IO.inspect(Map.update(m, :a, 0, &(&1 + 1)) |> Map.update(:n, 7, &(&1 + 1)))
nested = %{users: %{1 => %{name: "Ann", tags: [:x]}}}
IO.inspect(put_in(nested.users[1].name, "Bea"))
IO.inspect(update_in(nested, [:users, 1, :tags], &[:y | &1]))
IO.inspect(get_in(nested, [:users, 2, :name]))
IO.inspect(Enum.group_by(1..10, &rem(&1, 3)) |> Enum.sort())
IO.inspect(Enum.frequencies(~w(a b a c a b)))
words = for w <- ~w(one two three four five six seven), into: %{}, do: {w, String.length(w)}
IO.inspect(Enum.sort_by(words, fn {w, n} -> {-n, w} end))
IO.inspect(MapSet.new([3, 1, 2, 3]) |> MapSet.union(MapSet.new([5])) |> Enum.sort())
