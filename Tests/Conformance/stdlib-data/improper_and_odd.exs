# Improper lists, numbers that are no code points, and what else functions of lists and ranges meet at their edges.
show = fn fun ->
  IO.inspect(
    try do
      fun.()
    rescue
      error in FunctionClauseError -> {error.__struct__, error.module}
      error -> {error.__struct__, Exception.message(error)}
    end
  )
end

show.(fn -> Enum.zip([1, 2 | :a], [1, 2, 3]) end)
show.(fn -> Enum.zip([1, 2], [1, 2 | :a]) end)
show.(fn -> Enum.zip_with([1, 2 | 3], [1, 2, 3], &+/2) end)
show.(fn -> List.replace_at([1, 2 | :a], 5, 0) end)
show.(fn -> List.replace_at([1, 2 | :a], 1, 0) end)
show.(fn -> List.myers_difference([1, 2], [1 | 2]) end)
show.(fn -> :lists.split(5, [1, 2 | :a]) end)
show.(fn -> :lists.sublist([1, 2], 5, :x) end)
show.(fn -> :ordsets.is_set([1 | 2]) end)
show.(fn -> :orddict.from_list([1, 2]) end)
show.(fn -> Map.to_list(5) end)
show.(fn -> Float.round(0, 0) end)
show.(fn -> String.jaro_distance(<<255>>, "ab") end)
show.(fn -> :binary.bin_to_list(<<1, 2>>, -6, 1.0) end)
show.(fn -> :binary.split("ab", "b", scope: {1, 5}) end)
show.(fn -> :binary.replace("ab", "b", "x", scope: {1, 5}) end)
show.(fn -> :binary.match("ab", "b", scope: {1, 5}) end)
show.(fn -> :maps.iterator([], :ordered) end)
show.(fn -> Base.decode64("AB==", 1..2) end)

for one <- [3..3//-2, 5..1//-2, 3..3//-1, 4..3//-1], other <- [1..5, 3..3, 5..1//-1, 3..3//-2] do
  IO.puts("#{inspect(one)} #{inspect(other)} #{Range.disjoint?(one, other)}")
end
