# Streams that are suspended behind the last element of a part keep it; zipped resources are closed in order.
raw = fn n ->
  f = fn f, i, {tag, acc}, fun ->
    case tag do
      :halt -> {:halted, acc}
      :suspend -> {:suspended, acc, &f.(f, i, &1, fun)}
      :cont -> if i > n, do: {:done, acc}, else: (if i == n do {_, acc} = fun.(i, acc); {:done, acc} else f.(f, i + 1, fun.(i, acc), fun) end)
    end
  end
  fn acc, fun -> f.(f, 1, acc, fun) end
end
IO.inspect Enum.zip(Stream.cycle(Stream.take([1,2,3],2)), 1..7)
IO.inspect Enum.zip(Stream.cycle(raw.(3)), 1..7)
IO.inspect Enum.zip(Stream.cycle(raw.(2)), 1..7)
IO.inspect Stream.cycle(raw.(3)) |> Enum.take(7)
IO.inspect Stream.cycle(Stream.take([1,2,3],2)) |> Enum.take(7)
IO.inspect Stream.cycle(Stream.take([1,2,3],2)) |> Stream.take(5) |> Stream.zip(1..9) |> Enum.to_list
IO.inspect Enum.zip(Stream.cycle(%{a: 1}), 1..3)
IO.inspect Enum.zip(Stream.flat_map([1,2,3], &Stream.take([&1,&1,&1], 2)), 1..9)
IO.inspect Enum.zip(1..9, Stream.concat(Stream.take(1..5, 2), Stream.take_while(1..9, & &1 < 3)))
log = &IO.inspect/1
src = fn f, c -> Stream.resource(fn -> log.({:open, f}) ; f end, fn at when at >= f + c -> {:halt, log.({:end, at}) |> elem(1)}; at -> log.({:read, at}); {[at], at + 1} end, fn at -> log.({:close, at}) end) end
for k <- [[1,2,3],[2,1,3],[3,2,1],[3,1,2],[2,2,1],[1,2,2],[2,3,3]], n <- [1,2,9] do
  IO.inspect {k,n}
  k |> Enum.with_index |> Enum.map(fn {c, i} -> src.(i*10+10, c) end) |> Stream.zip |> Enum.take(n) |> IO.inspect
  k |> Enum.with_index |> Enum.map(fn {c, i} -> src.(i*10+10, c) |> Stream.take(if c == 1, do: 1, else: 9) end) |> Stream.zip |> Enum.take(n) |> IO.inspect
end
