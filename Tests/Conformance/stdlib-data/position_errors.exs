# Errors of element access, parts of binaries and segments: which argument is wrong.
e = fn f ->
  r =
    try do
      f.()
    rescue
      x -> Exception.message(x)
    end

  IO.puts(inspect(r))
end

for b <- ["abc", 5],
    p <- [-1, 0, 5, :x],
    l <- [-2, 1, :y],
    do:
      (
        IO.inspect({b, p, l})
        e.(fn -> :erlang.binary_part(b, p, l) end)
        e.(fn -> :erlang.binary_part(b, {p, l}) end)
        e.(fn -> :binary.part(b, p, l) end)
      )

for t <- [{1, 2}, 5],
    i <- [-2, 0, 1, 3, :x],
    do:
      (
        IO.inspect({t, i})
        e.(fn -> :erlang.element(i, t) end)
        e.(fn -> :erlang.setelement(i, t, 1) end)
        e.(fn -> elem(t, i) end)
        e.(fn -> :erlang.delete_element(i, t) end)
        e.(fn -> :erlang.insert_element(i, t, 1) end)
        e.(fn -> put_elem(t, i, 1) end)
        e.(fn -> Tuple.delete_at(t, i) end)
        e.(fn -> Tuple.insert_at(t, i, 1) end)
      )

for v <- [1.0, 5, :x],
    s <- [8, 16, -1, :y],
    do:
      (
        IO.inspect({v, s})
        e.(fn -> <<v::float-size(s)>> end)
        e.(fn -> <<v::size(s)>> end)
        e.(fn -> <<v::binary-size(s)>> end)
        e.(fn -> <<"abc", v::bitstring-size(s)>> end)
        e.(fn -> <<v::utf8>> end)
        e.(fn -> <<v::utf16>> end)
        e.(fn -> <<v::utf32>> end)
      )

for v <- ["ab", <<1::3>>],
    s <- [0, 1, 2, 3, -1],
    do:
      (
        IO.inspect({v, s})
        e.(fn -> <<v::binary-size(s)>> end)
        e.(fn -> <<v::binary>> end)
        e.(fn -> <<1, v::bitstring-size(s)>> end)
        e.(fn -> <<v::binary-size(s)-unit(3)>> end)
      )
