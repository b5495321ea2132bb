# A cache with time to live, eviction by least recent use, statistics, loaders that share work.
Logger.configure(level: :none)
defmodule Cache do
  use GenServer
  def start_link(opts) do
    {name, opts} = Keyword.pop!(opts, :name)
    GenServer.start_link(__MODULE__, Map.new(opts), name: name)
  end
  def put(c, k, v, ttl \\ :infinity), do: GenServer.call(c, {:put, k, v, ttl})
  def get(c, k, default \\ nil), do: GenServer.call(c, {:get, k, default})
  def fetch(c, k, loader), do: GenServer.call(c, {:fetch, k, loader}, 2000)
  def delete(c, k), do: GenServer.cast(c, {:delete, k})
  def stats(c), do: GenServer.call(c, :stats)
  @impl GenServer
  def init(opts) do
    state = Map.merge(%{max: 3, entries: %{}, tick: 0, hits: 0, misses: 0, evicted: 0, loading: %{}, clock: fn -> System.monotonic_time(:millisecond) end}, opts)
    {:ok, state}
  end
  @impl GenServer
  def handle_call({:put, k, v, ttl}, _, s), do: {:reply, :ok, s |> insert(k, v, ttl) |> evict()}
  def handle_call({:get, k, default}, _, s) do
    case lookup(s, k) do
      {:hit, v, s} -> {:reply, v, s}
      {:miss, s} -> {:reply, default, s}
    end
  end
  def handle_call({:fetch, k, loader}, from, s) do
    case lookup(s, k) do
      {:hit, v, s} -> {:reply, {:ok, v}, s}
      {:miss, %{loading: %{^k => waiters}} = s} -> {:noreply, put_in(s.loading[k], [from | waiters])}
      {:miss, s} ->
        me = self()
        {_pid, _ref} = spawn_monitor(fn -> send(me, {:loaded, k, loader.(k)}) end)
        {:noreply, put_in(s.loading[k], [from])}
    end
  end
  def handle_call(:stats, _, s), do: {:reply, Map.take(s, [:hits, :misses, :evicted]) |> Map.put(:size, map_size(s.entries)), s}
  @impl GenServer
  def handle_cast({:delete, k}, s), do: {:noreply, %{s | entries: Map.delete(s.entries, k)}}
  @impl GenServer
  def handle_info({:loaded, k, v}, s) do
    {waiters, loading} = Map.pop(s.loading, k, [])
    for w <- Enum.reverse(waiters), do: GenServer.reply(w, {:ok, v})
    {:noreply, %{s | loading: loading} |> insert(k, v, :infinity) |> evict()}
  end
  def handle_info({:expire, k, tick}, s) do
    case s.entries do
      %{^k => %{stored: ^tick}} -> {:noreply, %{s | entries: Map.delete(s.entries, k)}}
      _ -> {:noreply, s}
    end
  end
  def handle_info({:DOWN, _, _, _, :normal}, s), do: {:noreply, s}
  def handle_info({:DOWN, _, _, _, _reason}, s) do
    for {_, ws} <- s.loading, w <- ws, do: GenServer.reply(w, {:error, :loader_failed})
    {:noreply, %{s | loading: %{}}}
  end
  defp insert(s, k, v, ttl) do
    tick = s.tick + 1
    if ttl != :infinity, do: Process.send_after(self(), {:expire, k, tick}, ttl)
    %{s | tick: tick, entries: Map.put(s.entries, k, %{value: v, used: tick, stored: tick})}
  end
  defp lookup(s, k) do
    case s.entries do
      %{^k => e} -> {:hit, e.value, %{s | tick: s.tick + 1, hits: s.hits + 1, entries: %{s.entries | k => %{e | used: s.tick + 1}}}}
      _ -> {:miss, %{s | misses: s.misses + 1}}
    end
  end
  defp evict(%{max: max, entries: e} = s) when map_size(e) > max do
    {k, _} = Enum.min_by(e, fn {_, v} -> v.used end)
    evict(%{s | entries: Map.delete(e, k), evicted: s.evicted + 1})
  end
  defp evict(s), do: s
end
{:ok, c} = Cache.start_link(name: :cache, max: 3)
for {k, v} <- [a: 1, b: 2, c: 3], do: Cache.put(c, k, v)
IO.inspect(Cache.get(:cache, :a))
Cache.put(c, :d, 4)
IO.inspect(for k <- [:a, :b, :c, :d], do: {k, Cache.get(c, k)})
IO.inspect(Enum.sort(Cache.stats(c)))
Cache.put(c, :short, :lived, 20)
IO.inspect(Cache.get(c, :short))
Process.sleep(40)
IO.inspect(Cache.get(c, :short, :gone))
counter = :counters.new(1, [])
loader = fn k -> Process.sleep(30); :counters.add(counter, 1, 1); {:loaded, k} end
tasks = for _ <- 1..5, do: Task.async(fn -> Cache.fetch(c, :x, loader) end)
IO.inspect(Task.await_many(tasks) |> Enum.uniq())
IO.inspect(:counters.get(counter, 1), label: "loads")
IO.inspect(Cache.fetch(c, :x, loader))
IO.inspect(Cache.fetch(c, :bad, fn _ -> exit(:boom) end))
Cache.delete(c, :x)
IO.inspect(Cache.get(c, :x, :deleted))
IO.inspect(Enum.sort(Cache.stats(c)))
state = :sys.get_state(c)
IO.inspect(Map.keys(state) |> Enum.sort())
:sys.replace_state(c, &%{&1 | hits: 0, misses: 0})
IO.inspect(Enum.sort(Cache.stats(c)))
