# Modules of the library are linked when they are first called: by whichever process comes first, while others already wait at the door.
calls = [
  fn -> :queue.to_list(:queue.in(1, :queue.new())) end,
  fn -> :gb_trees.to_list(:gb_trees.insert(:a, 1, :gb_trees.empty())) end,
  fn -> :array.to_list(:array.from_list([1, 2])) end,
  fn -> :orddict.store(:a, 1, []) end,
  fn -> Base.encode16("ab") end,
  fn -> URI.encode("a b") end,
  fn -> Enum.to_list(MapSet.new([1])) end,
  fn -> Date.to_string(~D[2026-11-25]) end,
  fn -> Bitwise.band(6, 3) end,
  fn -> Version.match?("1.2.3", "~> 1.2") end
]

for call <- calls do
  parent = self()
  pids = for _ <- 1..40, do: spawn_link(fn -> send(parent, {self(), call.()}) end)
  IO.inspect(Enum.uniq(for pid <- pids, do: receive(do: ({^pid, result} -> result))))
end
