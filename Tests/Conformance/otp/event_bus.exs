# An event bus: topics, subscribers that die, synchronous and asynchronous publishing, handlers under a supervisor.
Logger.configure(level: :none)
defmodule Bus do
  use GenServer
  def start_link(_ \\ []), do: GenServer.start_link(__MODULE__, :ok, name: __MODULE__)
  def subscribe(topic, pid \\ self()), do: GenServer.call(__MODULE__, {:subscribe, topic, pid})
  def unsubscribe(topic, pid \\ self()), do: GenServer.call(__MODULE__, {:unsubscribe, topic, pid})
  def publish(topic, event), do: GenServer.cast(__MODULE__, {:publish, topic, event})
  def sync, do: GenServer.call(__MODULE__, :sync)
  def topics, do: GenServer.call(__MODULE__, :topics)
  @impl true
  def init(:ok), do: {:ok, %{topics: %{}, monitors: %{}, published: 0}}
  @impl true
  def handle_call({:subscribe, topic, pid}, _from, s) do
    s = update_in(s.topics[topic], fn nil -> [pid]; pids -> pids ++ [pid] end)
    monitors = Map.put_new_lazy(s.monitors, pid, fn -> Process.monitor(pid) end)
    {:reply, :ok, %{s | monitors: monitors}}
  end
  def handle_call({:unsubscribe, topic, pid}, _from, s) do
    {:reply, :ok, remove(s, topic, pid)}
  end
  def handle_call(:sync, _from, s), do: {:reply, s.published, s}
  def handle_call(:topics, _from, s), do: {:reply, Map.new(s.topics, fn {t, p} -> {t, length(p)} end), s}
  @impl true
  def handle_cast({:publish, topic, event}, s) do
    for {pattern, pids} <- s.topics, matches?(pattern, topic), pid <- pids, do: send(pid, {:event, topic, event})
    {:noreply, %{s | published: s.published + 1}}
  end
  @impl true
  def handle_info({:DOWN, ref, :process, pid, _}, s) do
    true = s.monitors[pid] == ref
    s = Enum.reduce(Map.keys(s.topics), s, &remove(&2, &1, pid))
    {:noreply, %{s | monitors: Map.delete(s.monitors, pid)}}
  end
  defp remove(s, topic, pid) do
    case List.delete(Map.get(s.topics, topic, []), pid) do
      [] -> %{s | topics: Map.delete(s.topics, topic)}
      pids -> put_in(s.topics[topic], pids)
    end
  end
  defp matches?(pattern, topic), do: pattern == "*" or pattern == topic or (String.ends_with?(pattern, ".*") and String.starts_with?(topic, String.trim_trailing(pattern, "*")))
end
defmodule Handler do
  use GenServer
  def start_link({name, topics, owner}), do: GenServer.start_link(__MODULE__, {topics, owner, name}, name: name)
  @impl true
  def init({topics, owner, name}) do
    for t <- topics, do: Bus.subscribe(t)
    send(owner, {:up, name})
    {:ok, %{owner: owner, name: name, seen: 0}}
  end
  @impl true
  def handle_info({:event, _, :poison}, _), do: raise("poisoned")
  def handle_info({:event, topic, event}, s) do
    send(s.owner, {s.name, topic, event, s.seen})
    {:noreply, %{s | seen: s.seen + 1}}
  end
end
flush = fn flush, acc -> receive do m -> flush.(flush, [m | acc]) after 50 -> Enum.reverse(acc) end end
{:ok, sup} = Supervisor.start_link([Bus], strategy: :one_for_one)
me = self()
for {n, ts} <- [audit: ["*"], orders: ["order.*"], mail: ["user.created", "order.paid"]] do
  {:ok, _} = Supervisor.start_child(sup, Supervisor.child_spec({Handler, {n, ts, me}}, id: n))
end
IO.inspect(flush.(flush, []))
IO.inspect(Bus.topics())
Bus.publish("user.created", 1)
Bus.publish("order.paid", 2)
Bus.publish("order.sent", 3)
IO.inspect(Bus.sync())
IO.inspect(flush.(flush, []) |> Enum.sort())
Bus.publish("order.paid", :poison)
IO.inspect(flush.(flush, []) |> Enum.sort())
IO.inspect(Bus.topics())
Bus.publish("order.paid", 4)
IO.inspect(flush.(flush, []) |> Enum.sort())
Bus.subscribe("user.created")
Bus.subscribe("user.created")
Bus.publish("user.created", :twice)
IO.inspect(flush.(flush, []) |> Enum.sort())
Bus.unsubscribe("user.created")
Bus.publish("user.created", :once)
IO.inspect(flush.(flush, []) |> Enum.sort())
Process.exit(Process.whereis(Bus), :kill)
Process.sleep(30)
IO.inspect({is_pid(Process.whereis(Bus)), Bus.topics()})
IO.inspect(Supervisor.which_children(sup) |> Enum.map(fn {id, pid, type, mods} -> {id, is_pid(pid), type, mods} end))
IO.inspect(Supervisor.count_children(sup) |> Enum.sort())
Supervisor.stop(sup)
IO.inspect(Enum.map([:audit, :orders, :mail, Bus], &Process.whereis/1))
