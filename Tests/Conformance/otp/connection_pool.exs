# A connection pool: checkout with waiting queue, monitors of clients, overflow, crashes of workers.
Logger.configure(level: :none)
defmodule Conn do
  use GenServer, restart: :temporary
  def start_link(id), do: GenServer.start_link(__MODULE__, id)
  @impl true
  def init(id), do: {:ok, %{id: id, uses: 0}}
  @impl true
  def handle_call({:query, :bad}, _from, state), do: {:stop, :query_failed, state}
  def handle_call({:query, q}, _from, state), do: {:reply, {state.id, q}, %{state | uses: state.uses + 1}}
  def handle_call(:uses, _from, state), do: {:reply, state.uses, state}
end

defmodule Pool do
  use GenServer
  defstruct [:sup, size: 2, idle: :queue.new(), busy: %{}, waiting: :queue.new(), next: 0, log: []]

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: opts[:name])
  def checkout(pool, timeout \\ 1000), do: GenServer.call(pool, :checkout, timeout)
  def checkin(pool, conn), do: GenServer.cast(pool, {:checkin, conn})
  def stats(pool), do: GenServer.call(pool, :stats)

  def transaction(pool, fun) do
    conn = checkout(pool)
    try do
      fun.(conn)
    after
      checkin(pool, conn)
    end
  end

  @impl true
  def init(opts) do
    Process.flag(:trap_exit, true)
    {:ok, sup} = DynamicSupervisor.start_link(strategy: :one_for_one)
    {:ok, %__MODULE__{sup: sup, size: opts[:size] || 2}, {:continue, :fill}}
  end

  @impl true
  def handle_continue(:fill, state), do: {:noreply, Enum.reduce(1..state.size, state, fn _, s -> add(s) end)}

  defp add(state) do
    {:ok, conn} = DynamicSupervisor.start_child(state.sup, {Conn, state.next})
    Process.monitor(conn)
    give(%{state | next: state.next + 1}, conn)
  end

  defp give(state, conn) do
    case :queue.out(state.waiting) do
      {{:value, {from, ref}}, waiting} ->
        GenServer.reply(from, conn)
        %{state | waiting: waiting, busy: Map.put(state.busy, conn, ref)}

      {:empty, _} ->
        %{state | idle: :queue.in(conn, state.idle)}
    end
  end

  @impl true
  def handle_call(:checkout, {pid, _} = from, state) do
    ref = Process.monitor(pid)
    case :queue.out(state.idle) do
      {{:value, conn}, idle} -> {:reply, conn, %{state | idle: idle, busy: Map.put(state.busy, conn, ref)}}
      {:empty, _} -> {:noreply, %{state | waiting: :queue.in({from, ref}, state.waiting)}}
    end
  end

  def handle_call(:stats, _from, state) do
    {:reply, %{idle: :queue.len(state.idle), busy: map_size(state.busy), waiting: :queue.len(state.waiting), made: state.next}, state}
  end

  @impl true
  def handle_cast({:checkin, conn}, state) do
    case Map.pop(state.busy, conn) do
      {nil, _} -> {:noreply, state}
      {ref, busy} ->
        Process.demonitor(ref, [:flush])
        {:noreply, give(%{state | busy: busy}, conn)}
    end
  end

  @impl true
  def handle_info({:DOWN, ref, :process, pid, _reason}, state) do
    cond do
      Map.has_key?(state.busy, pid) ->
        Process.demonitor(state.busy[pid], [:flush])
        {:noreply, add(%{state | busy: Map.delete(state.busy, pid)})}

      entry = Enum.find(state.busy, fn {_, r} -> r == ref end) ->
        {conn, _} = entry
        {:noreply, give(%{state | busy: Map.delete(state.busy, conn)}, conn)}

      true ->
        waiting = :queue.filter(fn {_, r} -> r != ref end, state.waiting)
        idle = :queue.filter(&(&1 != pid), state.idle)
        state = if :queue.len(idle) < :queue.len(state.idle), do: add(%{state | idle: idle}), else: state
        {:noreply, %{state | waiting: waiting}}
    end
  end

  def handle_info({:EXIT, _, _}, state), do: {:noreply, state}
end

{:ok, _} = Pool.start_link(name: :pool, size: 2)
IO.inspect(Enum.sort(Pool.stats(:pool)))
IO.inspect(Pool.transaction(:pool, &GenServer.call(&1, {:query, "select 1"})))
a = Pool.checkout(:pool)
b = Pool.checkout(:pool)
IO.inspect(Enum.sort(Pool.stats(:pool)))
IO.inspect(try do Pool.checkout(:pool, 20) catch :exit, {:timeout, {GenServer, :call, [p, m, t]}} -> {:timeout, p, m, t} end)
t = Task.async(fn -> Pool.transaction(:pool, fn c -> GenServer.call(c, {:query, :waited}) end) end)
Process.sleep(20)
IO.inspect(Enum.sort(Pool.stats(:pool)))
Pool.checkin(:pool, a)
# the one who gave up still gets it: a lost connection is the pool's bug; it is found when the client ends
IO.inspect(Task.yield(t, 50))
Pool.checkin(:pool, b)
IO.inspect(Task.await(t))
IO.inspect(Enum.sort(Pool.stats(:pool)))
client = spawn(fn -> Pool.checkout(:pool); Process.sleep(:infinity) end)
Process.sleep(20)
IO.inspect(Enum.sort(Pool.stats(:pool)))
Process.exit(client, :kill)
Process.sleep(20)
IO.inspect(Enum.sort(Pool.stats(:pool)))
c = Pool.checkout(:pool)
IO.inspect(try do GenServer.call(c, {:query, :bad}) catch :exit, {r, _} -> {:exit, r} end)
Process.sleep(20)
IO.inspect(Enum.sort(Pool.stats(:pool)))
results = 1..20 |> Task.async_stream(fn i -> Pool.transaction(:pool, fn c -> {id, ^i} = GenServer.call(c, {:query, i}); id end) end, max_concurrency: 8) |> Enum.map(&elem(&1, 1)) |> Enum.uniq() |> length()
IO.inspect(results)
IO.inspect(Enum.sort(Pool.stats(:pool)))
IO.inspect(GenServer.stop(:pool))
IO.inspect(Process.whereis(:pool))
