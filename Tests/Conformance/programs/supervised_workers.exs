defmodule PubSub do
  def start, do: Registry.start_link(keys: :duplicate, name: __MODULE__)
  def subscribe(t, v \\ nil), do: Registry.register(__MODULE__, t, v)
  def publish(t, m), do: Registry.dispatch(__MODULE__, t, fn entries -> for {pid, v} <- entries, do: send(pid, {t, v, m}) end)
end
defmodule Limiter do
  use GenServer
  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: opts[:name] || __MODULE__)
  def hit(s \\ __MODULE__, key), do: GenServer.call(s, {:hit, key})
  @impl true
  def init(opts), do: {:ok, %{limit: opts[:limit], counts: %{}, window: opts[:window]}, {:continue, :tick}}
  @impl true
  def handle_continue(:tick, s), do: {:noreply, schedule(s)}
  @impl true
  def handle_call({:hit, key}, _, s) do
    {n, s} = get_and_update_in(s.counts[key], fn n -> {(n || 0) + 1, (n || 0) + 1} end)
    {:reply, if(n <= s.limit, do: {:ok, s.limit - n}, else: {:error, :limited}), s}
  end
  @impl true
  def handle_info(:reset, s), do: {:noreply, schedule(%{s | counts: %{}})}
  defp schedule(s), do: (Process.send_after(self(), :reset, s.window); s)
end
defmodule Lru do
  use Agent
  def start_link(size), do: Agent.start_link(fn -> {size, 0, %{}, :gb_trees.empty()} end)
  def get(c, k) do
    Agent.get_and_update(c, fn {size, t, map, order} = s ->
      case map do
        %{^k => {v, old}} -> {{:ok, v}, {size, t + 1, Map.put(map, k, {v, t}), order |> then(&:gb_trees.delete(old, &1)) |> then(&:gb_trees.insert(t, k, &1))}}
        _ -> {:error, s}
      end
    end)
  end
  def put(c, k, v) do
    Agent.update(c, fn {size, t, map, order} ->
      {map, order} = case Map.pop(map, k) do {{_, old}, map} -> {map, :gb_trees.delete(old, order)}; {nil, map} -> {map, order} end
      {map, order} = if map_size(map) >= size do {_, oldest, order} = :gb_trees.take_smallest(order); {Map.delete(map, oldest), order} else {map, order} end
      {size, t + 1, Map.put(map, k, {v, t}), :gb_trees.insert(t, k, order)}
    end)
  end
  def keys(c), do: Agent.get(c, fn {_, _, _, o} -> :gb_trees.values(o) end)
end
defmodule Stage do
  @moduledoc "Demand-driven producer, consumers."
  defmodule Producer do
    use GenServer
    def init(e), do: {:ok, {e, %{}}}
    def handle_cast({:ask, pid, n}, {events, subs}) do
      {batch, rest} = Enum.split(events, n)
      send(pid, if(batch == [], do: :done, else: {:events, self(), batch}))
      {:noreply, {rest, Map.update(subs, pid, length(batch), &(&1 + length(batch)))}}
    end
    def handle_call(:stats, _, {e, subs}), do: {:reply, subs |> Map.values() |> Enum.sum(), {e, subs}}
  end
  def consume(producer, fun, demand, acc \\ []) do
    GenServer.cast(producer, {:ask, self(), demand})
    receive do
      {:events, ^producer, batch} -> consume(producer, fun, demand, [Enum.map(batch, fun) | acc])
      :done -> acc |> Enum.reverse() |> List.flatten()
    end
  end
end
defmodule Crasher do
  use GenServer
  def start_link({name, log}), do: GenServer.start_link(__MODULE__, {name, log}, name: name)
  def init({name, log}) do
    Process.flag(:trap_exit, true)
    send(log, {:started, name})
    {:ok, {name, log}}
  end
  def handle_cast(:boom, s), do: raise("boom #{inspect(elem(s, 0))}")
  def handle_cast(:stop, s), do: {:stop, :normal, s}
  def handle_info(:timeout, s), do: {:noreply, s}
  def terminate(r, {name, log}), do: send(log, {:terminated, name, if(is_tuple(r), do: :error, else: r)})
  def child_spec({name, _} = a), do: %{id: name, start: {__MODULE__, :start_link, [a]}, restart: :transient, shutdown: 500}
end
Logger.configure(level: :none)
defmodule Collect do
  def all(acc \\ [], t \\ 60) do
    receive do m -> all([m | acc], t) after t -> Enum.reverse(acc) end
  end
end
{:ok, _} = PubSub.start()
PubSub.subscribe(:news, 1)
parent = self()
pids = for n <- 1..3, do: spawn_link(fn -> PubSub.subscribe(:news, n); send(parent, :ready); receive do {:news, v, m} -> send(parent, {:got, n, v, m}) end end)
for _ <- pids, do: (receive do :ready -> :ok end)
IO.inspect(Registry.count_match(PubSub, :news, :_))
PubSub.publish(:news, "hi")
IO.inspect(Collect.all() |> Enum.sort())
IO.inspect(Registry.lookup(PubSub, :news) |> length())
{:ok, _} = Limiter.start_link(limit: 2, window: 80)
IO.inspect(for _ <- 1..3, do: Limiter.hit("a"))
Process.sleep(120)
IO.inspect(Limiter.hit("a"))
{:ok, c} = Lru.start_link(2)
Lru.put(c, :a, 1); Lru.put(c, :b, 2); Lru.get(c, :a); Lru.put(c, :c, 3)
IO.inspect({Lru.keys(c), Lru.get(c, :b), Lru.get(c, :a)})
{:ok, p} = GenServer.start_link(Stage.Producer, Enum.to_list(1..100))
r = for(d <- [3, 5, 7], do: Task.async(fn -> Stage.consume(p, &(&1 * &1), d) end)) |> Task.await_many() |> List.flatten() |> Enum.sort()
IO.inspect({length(r), Enum.sum(r), GenServer.call(p, :stats)})
{:ok, sup} = Supervisor.start_link(for(n <- [:one, :two, :three], do: {Crasher, {n, self()}}), strategy: :rest_for_one, max_restarts: 2)
IO.inspect(Collect.all())
GenServer.cast(:two, :boom)
IO.inspect(Collect.all())
GenServer.cast(:three, :stop)
IO.inspect(Collect.all())
IO.inspect(for {id, pid, t, _} <- Supervisor.which_children(sup), do: {id, is_pid(pid), t})
IO.inspect(Supervisor.restart_child(sup, :three) |> elem(0))
IO.inspect({Supervisor.terminate_child(sup, :one), Supervisor.delete_child(sup, :one), Supervisor.delete_child(sup, :two), Supervisor.count_children(sup).specs})
Collect.all()
Process.flag(:trap_exit, true)
for _ <- 1..3 do GenServer.cast(:two, :boom); Process.sleep(20) end
IO.inspect(Collect.all() |> Enum.map(fn {:EXIT, ^sup, r} -> {:EXIT, r}; m -> m end))
urls = %{"/" => ["/a", "/b"], "/a" => ["/b", "/c"], "/b" => ["/"], "/c" => ["/slow", "/bad"], "/slow" => [], "/bad" => :error}
crawl = fn crawl, frontier, seen ->
  next = frontier |> Task.async_stream(fn "/slow" -> Process.sleep(500); u -> case urls[u] do :error -> exit(:bad); l -> {u, l} end end, timeout: 100, on_timeout: :kill_task, max_concurrency: 4, zip_input_on_exit: true)
  |> Enum.flat_map(fn {:ok, {_, l}} -> l; {:exit, {u, r}} -> send(parent, {:failed, u, r}); [] end) |> Enum.uniq() |> Enum.reject(&(&1 in seen))
  if next == [], do: Enum.sort(seen), else: crawl.(crawl, next, seen ++ next)
end
IO.inspect(crawl.(crawl, ["/"], ["/"]))
IO.inspect(Collect.all() |> Enum.reject(&match?({:EXIT, _, _}, &1)))
t = Task.async(fn -> Process.sleep(1000) end)
IO.inspect({Task.yield(t, 10), Task.shutdown(t, :brutal_kill)})
IO.inspect(Task.yield_many([Task.async(fn -> 1 end), Task.async(fn -> Process.sleep(500) end)], timeout: 100, on_timeout: :kill_task) |> Enum.map(&elem(&1, 1)))
{:ok, ts} = Task.Supervisor.start_link()
IO.inspect(Task.Supervisor.async_nolink(ts, fn -> raise "x" end) |> Task.yield() |> then(fn {:exit, {e, st}} -> {e, is_list(st)} end))
tab = :ets.new(:cache, [:set, :public, {:keypos, 1}, write_concurrency: true])
1..500 |> Task.async_stream(fn n -> :ets.update_counter(tab, rem(n, 5), {2, n}, {rem(n, 5), 0}) end) |> Stream.run()
IO.inspect(:ets.tab2list(tab) |> Enum.sort())
IO.inspect({:ets.select(tab, [{{:"$1", :"$2"}, [{:>, :"$2", 25_000}], [{{:"$2", :"$1"}}]}]) |> Enum.sort(), :ets.match_delete(tab, {0, :_}), :ets.info(tab, :size), :ets.lookup_element(tab, 9, 2, :none)})
import ExUnit.CaptureIO, only: []
ref = Process.monitor(spawn(fn -> exit(:why) end))
IO.inspect(receive do {:DOWN, ^ref, :process, _, r} -> r end)
IO.inspect(try do GenServer.call(:nobody, :x) catch :exit, e -> e end)
IO.inspect(try do Task.await(Task.async(fn -> Process.sleep(200) end), 10) catch :exit, {r, {m, f, _}} -> {r, m, f} end)
:persistent_term.put(:pt, %{a: 1})
c = :counters.new(2, []); :counters.add(c, 1, 5)
a = :atomics.new(1, signed: true)
IO.inspect({:persistent_term.get(:pt), :counters.get(c, 1), :atomics.add_get(a, 1, -3), :atomics.compare_exchange(a, 1, -3, 9)})
IO.inspect(PartitionSupervisor.start_link(child_spec: {Agent, fn -> 0 end}, name: Parts, partitions: 3) |> elem(0))
for i <- 1..9, do: Agent.update({:via, PartitionSupervisor, {Parts, i}}, &(&1 + i))
IO.inspect(for {_, pid, _, _} <- PartitionSupervisor.which_children(Parts), do: Agent.get(pid, & &1))
