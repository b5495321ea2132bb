# Receives of a single tuple pass over messages of every other kind, and leave them in their order.
me = self()
reference = make_ref()
others = [:wanted, {}, {1}, {"wanted", 1}, {:other, 1}, {:wanted}, {:wanted, 0}, [:wanted, 1], {{:wanted, 1}}, %{wanted: 1}, {reference, 1}, 1.5, "wanted"]

for _ <- 1..3, other <- others, do: send(me, other)
send(me, {:wanted, 1})
for other <- others, do: send(me, other)

take = fn n -> receive do: ({:wanted, ^n} -> {:found, n}) end
IO.inspect(take.(1))
IO.inspect(take.(0))

# What arrives while the receive waits, by each way: a timer, an exit of a link, a monitor, an alias, another process.
Process.flag(:trap_exit, true)
Process.send_after(me, {:timer, 1}, 5)
IO.inspect(receive(do: ({:timer, n} -> n)))
:erlang.start_timer(5, me, :started)
IO.inspect(receive(do: ({:timeout, timer, :started} -> is_reference(timer))))
pid = spawn_link(fn -> exit(:over) end)
IO.inspect(receive(do: ({:EXIT, ^pid, reason} -> reason)))
{pid, monitor} = spawn_monitor(fn -> exit(:gone) end)
IO.inspect(receive(do: ({:DOWN, ^monitor, :process, ^pid, reason} -> reason)))
address = :erlang.alias()
spawn(fn -> send(address, {:through, :alias}) end)
IO.inspect(receive(do: ({:through, way} -> way)))
spawn(fn -> for n <- 1..500, do: send(me, {:number, n}) end)
IO.inspect(Enum.map([500, 1, 250, 2], fn n -> receive do: ({:number, ^n} -> n) end))

IO.inspect(receive(do: ({:never, _} -> :found), after: (0 -> :nothing)))
IO.inspect(receive(do: ({:never, _} -> :found), after: (2 -> :nothing)))

rest = fn rest -> receive(do: (message -> [message | rest.(rest)]), after: (0 -> [])) end
left = rest.(rest)
{numbers, left} = Enum.split_with(left, &match?({:number, _}, &1))
IO.inspect(numbers == for(n <- 3..499, n != 250, do: {:number, n}))
expected = List.delete(Enum.concat(List.duplicate(others, 4)), {:wanted, 0})
IO.inspect(length(left) == length(expected))
IO.inspect(Enum.map(left, fn message -> if message == {reference, 1}, do: :reference, else: message end))
