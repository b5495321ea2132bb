# A fun that wants arguments: some ways of spawning take it, and it fails in its process; the others refuse it.
Process.flag(:trap_exit, true)
Logger.configure(level: :none)

ways = [
  spawn: &spawn/1,
  spawn_link: &spawn_link/1,
  spawn_monitor: &spawn_monitor/1,
  opt: &Process.spawn(&1, []),
  opt_link: &Process.spawn(&1, [:link]),
  opt_monitor: &Process.spawn(&1, [:monitor]),
  request: &:erlang.spawn_request(&1, [:monitor]),
  node: &:erlang.spawn(node(), &1),
  node_link: &:erlang.spawn_link(node(), &1)
]

for {name, spawn} <- ways, {kind, fun} <- [one: fn x -> x end, capture: &Kernel.abs/1, none: :no_fun] do
  result =
    try do
      spawn.(fun)

      receive do
        {:DOWN, _, _, _, {{:badarity, {^fun, []}}, _}} -> :down
        {:EXIT, _, {{:badarity, {^fun, []}}, _}} -> :exit
      after
        30 -> :nothing
      end
    catch
      kind, reason -> {kind, reason}
    end

  IO.inspect({name, kind, result})
end
