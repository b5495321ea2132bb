# What listeners of registries hear; locks of :global; monitors of :pg.
Process.register(self(), :listener)
{:ok, _} = Registry.start_link(keys: :duplicate, name: Many, listeners: [:listener])
{:ok, _} = Registry.start_link(keys: :unique, name: One, listeners: [:listener])

heard = fn label ->
  send(self(), :end_of_events)

  events =
    Stream.repeatedly(fn -> receive do: (event -> event) end)
    |> Enum.take_while(&(&1 != :end_of_events))
    |> Enum.map(&Tuple.delete_at(&1, 3))

  IO.inspect(events, label: label, width: 120)
end

for registry <- [Many, One] do
  for {key, value} <- [a: 1, b: 2, a: 3, a: 3], do: Registry.register(registry, key, value)
  heard.("registered")
  Registry.unregister_match(registry, :a, 1)
  heard.("one of three")
  Registry.unregister_match(registry, :a, :none)
  heard.("none of them")
  Registry.unregister_match(registry, :a, :_)
  heard.("the others")
  Registry.unregister_match(registry, :a, :_)
  heard.("nothing left")
  Registry.unregister(registry, :a)
  heard.("unregistered again")
  Registry.unregister(registry, :b)
  heard.("b")
end

# :global: who sets a lock twice holds it once.
me = self()
id = {:resource, me}
IO.inspect({:global.set_lock(id), :global.set_lock(id), :global.del_lock(id)})

{other, monitor} =
  spawn_monitor(fn ->
    send(me, {:other, :global.set_lock({:resource, self()}, [node()], 0)})
    receive do: (:stop -> :ok)
  end)

receive do: ({:other, result} -> IO.inspect(result, label: "another's"))
IO.inspect(:global.set_lock(id, [node()], 0), label: "held")
send(other, :stop)
receive do: ({:DOWN, ^monitor, _, _, _} -> :ok)
IO.inspect(:global.trans(id, fn -> :within end), label: "free again")

{:ok, _} = :pg.start_link()
{reference, []} = :pg.monitor(:group)
:ok = :pg.join(:group, me)
IO.inspect({:pg.demonitor(reference), :pg.demonitor(reference), :pg.demonitor(make_ref())})
heard.("no events of pg")

# What others hold is not touched, and nothing of it is left here.
{_, monitor} =
  spawn_monitor(fn ->
    Registry.register(One, :taken, 1)
    send(me, {:taken, Task.async(fn -> Registry.unregister_match(One, :taken, 1) end) |> Task.await()})
  end)

receive do: ({:taken, result} -> IO.inspect(result))
receive do: ({:DOWN, ^monitor, _, _, _} -> :ok)
