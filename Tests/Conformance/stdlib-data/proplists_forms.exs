# Property lists: aliases, negations, expansions.
e = fn f ->
  r =
    try do
      f.()
    rescue
      x -> {x.__struct__, Exception.message(x)}
    catch
      k, r -> {k, r}
    end

  IO.inspect(r)
end

for p <- [:d, {:d, true}, {:d, false}, {:d, 5}, {:d, 1, 2}, {:d}, {:d, 1, 2, 3}, {:d, [1]}],
    do:
      (
        e.(fn -> :proplists.substitute_negations([d: :c], [p]) end)
        e.(fn -> :proplists.substitute_aliases([d: :c], [p]) end)
        e.(fn -> :proplists.substitute_negations([d: :c, c: :e], [p]) end)
        e.(fn -> :proplists.expand([{:d, [:x]}], [p]) end)
        e.(fn -> :proplists.expand([{{:d, false}, [:x]}], [p]) end)

        e.(fn ->
          {:proplists.get_value(:d, [p]), :proplists.get_bool(:d, [p]),
           :proplists.lookup(:d, [p]), :proplists.is_defined(:d, [p]),
           :proplists.get_all_values(:d, [p]), :proplists.delete(:d, [p]), :proplists.unfold([p]),
           :proplists.compact([p]), :proplists.get_keys([p]), :proplists.split([p], [:d]),
           :proplists.to_map([p])}
        end)
      )

for s <- [%{}, %{1 => 2}, %{a: []}, [], [1], 5, {1}, :sets.new(version: 1), %{1 => [], 2 => 3}],
    do: e.(fn -> {:sets.is_set(s)} end)

e = fn f ->
  r =
    try do
      f.()
    rescue
      x -> {x.__struct__, Exception.message(x)}
    catch
      k, r -> {k, r}
    end

  IO.inspect(r)
end

xs = [{{:d, 5}, [:p]}, {:d, [:z]}, {{:e, 1}, [:q, {:d, 5}]}, {{:d, 6}, [:e]}]

for l <- [
      [:d],
      [{:d, 5}],
      [{:d, 6}],
      [{:d, 7}],
      [{:e, 1}, :d],
      [{:e, 2}, {:e, 1}, :d],
      [:d, {:e, 1}],
      [{:e, 1}, {:e, 3}, {:d, 5}, {:d, 6}],
      [{:d, 1, 2}, {:d, 5}],
      [:y, :d, {:d, 5}]
    ],
    do: e.(fn -> :proplists.expand(xs, l) end)

for l <- [
      [:d],
      [{:d, 5}],
      [{:d, 6}],
      [{:d, 7}],
      [{:e, 1}, :d],
      [{:e, 2}, {:e, 1}, :d],
      [:d, {:e, 1}]
    ],
    do: e.(fn -> :proplists.expand(Enum.reverse(xs), l) end)
