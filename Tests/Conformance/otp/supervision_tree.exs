# A tree of supervisors: nested, all strategies, escalation, shutdown order, restart counts.
Logger.configure(level: :none)
Process.flag(:trap_exit, true)
defmodule Node1 do
  use GenServer
  def start_link({name, owner}), do: GenServer.start_link(__MODULE__, {name, owner}, name: name)
  def init({name, owner}) do
    Process.flag(:trap_exit, true)
    send(owner, {:start, name})
    {:ok, {name, owner}}
  end
  def handle_cast(:crash, _), do: exit(:crashed)
  def handle_cast({:stop, r}, s), do: {:stop, r, s}
  def terminate(reason, {name, owner}), do: send(owner, {:stop, name, reason})
end
defmodule Branch do
  use Supervisor
  def start_link({name, strategy, kids, owner}), do: Supervisor.start_link(__MODULE__, {strategy, kids, owner}, name: name)
  def init({strategy, kids, owner}) do
    kids
    |> Enum.map(fn
      {k, opts} -> Supervisor.child_spec({Node1, {k, owner}}, [id: k] ++ opts)
      k -> Supervisor.child_spec({Node1, {k, owner}}, id: k)
    end)
    |> Supervisor.init(strategy: strategy, max_restarts: 2, max_seconds: 5)
  end
end
events = fn events, acc -> receive do {:start, n} -> events.(events, [n | acc]); {:stop, n, r} -> events.(events, [{n, r} | acc]); {:EXIT, _, r} -> events.(events, [{:EXIT, r} | acc]) after 60 -> Enum.reverse(acc) end end
ev = fn -> events.(events, []) end
me = self()
for strategy <- [:one_for_one, :one_for_all, :rest_for_one] do
  IO.puts("== #{strategy}")
  {:ok, s} = Branch.start_link({:br, strategy, [:a, :b, :c, :d], me})
  IO.inspect(ev.())
  GenServer.cast(:b, :crash)
  IO.inspect(ev.())
  GenServer.cast(:b, {:stop, :normal})
  IO.inspect(ev.())
  GenServer.cast(:c, {:stop, :shutdown})
  IO.inspect(ev.())
  IO.inspect(Process.alive?(s))
  IO.inspect(ev.())
end
IO.puts("== restart types")
{:ok, s} = Branch.start_link({:br, :one_for_all, [{:p, []}, {:t, [restart: :transient]}, {:x, [restart: :temporary]}], me})
IO.inspect(ev.())
GenServer.cast(:t, {:stop, :normal})
IO.inspect(ev.())
IO.inspect(Supervisor.which_children(s) |> Enum.map(fn {id, p, _, _} -> {id, is_pid(p)} end))
GenServer.cast(:x, :crash)
IO.inspect(ev.())
IO.inspect(Supervisor.which_children(s) |> Enum.map(fn {id, p, _, _} -> {id, is_pid(p)} end))
GenServer.cast(:p, :crash)
IO.inspect(ev.())
IO.inspect(Supervisor.restart_child(s, :t))
IO.inspect(Supervisor.stop(s))
IO.inspect(ev.())
IO.puts("== escalation")
{:ok, top} = Supervisor.start_link([
  Supervisor.child_spec({Branch, {:left, :one_for_one, [:l1, :l2], me}}, id: :left),
  Supervisor.child_spec({Branch, {:right, :one_for_all, [:r1, :r2], me}}, id: :right)
], strategy: :rest_for_one, max_restarts: 1)
IO.inspect(ev.())
for _ <- 1..2 do
  GenServer.cast(:l1, :crash)
  IO.inspect(ev.())
end
GenServer.cast(:l1, :crash)
IO.inspect(ev.())
IO.inspect(Supervisor.which_children(top) |> Enum.map(fn {id, p, t, m} -> {id, is_pid(p), t, m} end))
for _ <- 1..3 do
  GenServer.cast(:r1, :crash)
  Process.sleep(20)
end
IO.inspect(ev.())
IO.inspect(Process.alive?(top))
