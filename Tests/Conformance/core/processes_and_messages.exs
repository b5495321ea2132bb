# Servers made of receive loops, selective receive behind other mail, timeouts, names, many processes.
defmodule Store do
  def start, do: spawn(fn -> loop(%{}) end)

  defp loop(state) do
    receive do
      {:put, k, v} -> loop(Map.put(state, k, v))
      {:get, from, ref, k} ->
        send(from, {ref, Map.fetch(state, k)})
        loop(state)
      {:size, from} ->
        send(from, {:size, map_size(state)})
        loop(state)
      :stop -> :ok
    end
  end

  def get(pid, k) do
    ref = make_ref()
    send(pid, {:get, self(), ref, k})
    receive do
      {^ref, answer} -> answer
    after
      1000 -> :timeout
    end
  end
end

store = Store.start()
Process.register(store, :store)
for i <- 1..1000, do: send(:store, {:put, i, String.duplicate("v", rem(i, 90))})
for i <- 1..500, do: send(self(), {:noise, i})
IO.inspect({Store.get(store, 10), Store.get(store, 5000), elem(Store.get(store, 89), 1) |> byte_size()})
send(store, {:size, self()})
IO.inspect(receive do {:size, n} -> n end)
IO.inspect(Process.info(self(), :message_queue_len))
IO.inspect(Enum.sum(for _ <- 1..500, do: (receive do {:noise, i} -> i end)))
send(store, :stop)

me = self()
pids = for i <- 1..2000, do: spawn(fn -> receive do {:go, n} -> send(me, {:done, i, n * i}) end end)
for pid <- pids, do: send(pid, {:go, 2})
IO.inspect(Enum.reduce(pids, 0, fn _, sum -> receive do {:done, _, n} -> sum + n end end))

started = System.monotonic_time(:millisecond)
IO.inspect(receive do :never -> :got after 30 -> :timed_out end)
IO.inspect(System.monotonic_time(:millisecond) - started >= 30)
Process.send_after(self(), :later, 20)
IO.inspect(receive do :later -> :later end)

busy = spawn(fn -> (fn f, n -> f.(f, n + 1) end).(fn f, n -> f.(f, n + 1) end, 0) end)
IO.inspect(receive do :x -> :x after 20 -> :still_scheduled end)
Process.exit(busy, :kill)

parent = self()
ring = Enum.reduce(1..100, parent, fn _, next -> spawn(fn -> receive do n -> send(next, n + 1) end end) end)
send(ring, 0)
IO.inspect(receive do n when is_integer(n) -> n end)
{pid, ref} = spawn_monitor(fn -> Process.sleep(10) end)
IO.inspect(receive do {:DOWN, ^ref, :process, ^pid, reason} -> reason end)
IO.inspect(Process.whereis(:store) == nil or Process.alive?(store) == false)
