defmodule Counter.Server do
  def start(initial \\ 0), do: spawn(fn -> loop(%{count: initial, subs: MapSet.new()}) end)

  def incr(pid, by \\ 1), do: send(pid, {:incr, by})

  def get(pid, timeout \\ 1000) do
    ref = make_ref()
    send(pid, {:get, self(), ref})

    receive do
      {^ref, count} -> {:ok, count}
    after
      timeout -> {:error, :timeout}
    end
  end

  def subscribe(pid), do: send(pid, {:sub, self()})
  def stop(pid, reason \\ :normal), do: send(pid, {:stop, reason})

  defp loop(state) do
    receive do
      {:incr, n} when is_integer(n) ->
        state = Map.update!(state, :count, &(&1 + n))
        Enum.each(state.subs, &send(&1, {:count, state.count}))
        loop(state)

      {:get, from, ref} when is_pid(from) ->
        send(from, {ref, state.count})
        loop(state)

      {:sub, from} ->
        loop(%{state | subs: MapSet.put(state.subs, from)})

      {:stop, reason} ->
        exit(reason)

      other ->
        IO.puts("ignored " <> inspect(other))
        loop(state)
    after
      60_000 -> :idle
    end
  end

  def safe(fun) when is_function(fun, 0) do
    try do
      {:ok, fun.()}
    rescue
      e -> {:raised, Exception.message(e)}
    catch
      :exit, reason -> {:exit, reason}
      value -> {:thrown, value}
    else
      {:ok, nil} -> :nothing
      {:ok, v} -> {:value, v}
    after
      send(self(), :done)
    end
  end
end

pid = Counter.Server.start(5)
Counter.Server.incr(pid, 2)
IO.inspect(Counter.Server.get(pid))
IO.inspect(Counter.Server.safe(fn -> throw(:x) end))
IO.inspect(Counter.Server.safe(fn -> 1 + String.to_integer("2") end))
