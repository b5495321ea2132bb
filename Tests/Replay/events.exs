# Fifty processes that send each other numbers and set timers; prints what happens in the order in which it happens.
parent = self()
log = fn event -> send(parent, {:log, event}) end

pids =
  for i <- 1..50 do
    spawn(fn ->
      receive do
        {:peers, peers} ->
          Process.send_after(self(), :tick, :rand.uniform(20))

          Enum.each(1..10, fn round ->
            receive do
              :tick ->
                to = Enum.at(peers, :rand.uniform(50) - 1)
                send(to, {:hello, i, round})
                Process.send_after(self(), :tick, :rand.uniform(20))
                log.({i, :tick, round})

              {:hello, from, n} ->
                log.({i, :from, from, n})
            end
          end)

          send(parent, {:done, i})
      end
    end)
  end

for pid <- pids, do: send(pid, {:peers, pids})

collect = fn collect, left, events ->
  if left == 0 do
    Enum.reverse(events)
  else
    receive do
      {:log, event} -> collect.(collect, left, [event | events])
      {:done, i} -> collect.(collect, left - 1, [{:done, i} | events])
    end
  end
end

events = collect.(collect, 50, [])
IO.inspect(events, limit: :infinity)

IO.inspect(
  {System.monotonic_time(), :erlang.unique_integer(), make_ref(), :erlang.phash2(events)}
)
