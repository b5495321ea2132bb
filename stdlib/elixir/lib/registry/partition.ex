# A partition of a registry: it owns two tables, of keys and of processes, and deletes the keys of processes that end. Locks of
# keys are its business, too.

defmodule Registry.Partition do
  @moduledoc false
  use GenServer

  def start_link(name, argument), do: GenServer.start_link(__MODULE__, argument, name: name)

  @doc """
  Calls a function while this process holds a lock.
  """
  def lock(server, key, function) do
    reference = GenServer.call(server, {:lock, key}, :infinity)

    try do
      function.()
    after
      send(server, {:unlock, key, reference})
    end
  end

  # locks: by key, the monitor of who holds it, and a queue of those who wait.
  @impl true
  def init({kind, registry, partition, partitions, pid_table, key_table, compressed}) do
    Process.flag(:trap_exit, true)
    compressed = if compressed, do: [:compressed], else: []
    concurrency = [read_concurrency: true, write_concurrency: true]
    keys = if kind == :unique, do: :set, else: :duplicate_bag
    key_table = :ets.new(key_table, [keys, :public] ++ concurrency ++ compressed)
    pid_table = :ets.new(pid_table, [:duplicate_bag, :public] ++ concurrency ++ compressed)

    # With one partition nobody needs to look for it.
    if partitions == 1, do: :ets.insert(registry, {-1, {kind, 1, key_table}})
    :ets.insert(registry, {partition, {key_table, {self(), pid_table}}})

    {:ok, %{pid_table: pid_table, locks: %{}}}
  end

  @impl true
  # A process that asks has heard of all ends before.
  def handle_call(:sync, _from, state), do: {:reply, :ok, state}

  def handle_call({:lock, key}, {pid, _tag} = from, state) do
    case state.locks do
      %{^key => {holder, waiting}} ->
        {:noreply, put_lock(state, key, {holder, :queue.in(from, waiting)})}

      _free ->
        monitor = Process.monitor(pid)
        {:reply, monitor, put_lock(state, key, {monitor, :queue.new()})}
    end
  end

  @impl true
  def handle_info({:EXIT, pid, _reason}, state) do
    for {_pid, key, key_table} <- :ets.take(state.pid_table, pid) do
      for {^pid, _value} = entry <- lookup(key_table, key),
          do: :ets.delete_object(key_table, {key, entry})
    end

    {:noreply, state}
  end

  def handle_info({:unlock, key, reference}, state) do
    Process.demonitor(reference, [:flush])
    {:noreply, pass_on(key, reference, state)}
  end

  def handle_info({:DOWN, monitor, _, _, _}, state) do
    held = for {key, {^monitor, _waiting}} <- state.locks, do: key
    {:noreply, Enum.reduce(held, state, &pass_on(&1, monitor, &2))}
  end

  # The next one that still lives gets the lock.
  defp pass_on(key, monitor, state) do
    case state.locks do
      %{^key => {^monitor, waiting}} -> next(key, :queue.out(waiting), state)
      _another_holds_it -> state
    end
  end

  defp next(key, {:empty, _waiting}, state), do: %{state | locks: Map.delete(state.locks, key)}

  defp next(key, {{:value, {pid, _tag} = from}, waiting}, state) do
    if Process.alive?(pid) do
      monitor = Process.monitor(pid)
      GenServer.reply(from, monitor)
      put_lock(state, key, {monitor, waiting})
    else
      next(key, :queue.out(waiting), state)
    end
  end

  defp put_lock(state, key, lock), do: %{state | locks: Map.put(state.locks, key, lock)}

  # The other partition, whose table of keys it is, may have ended.
  defp lookup(key_table, key) do
    :ets.lookup_element(key_table, key, 2, []) |> List.wrap()
  rescue
    ArgumentError -> []
  end
end
