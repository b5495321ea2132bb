# What :erlang.trace, trace_pattern and trace_info tell: messages, lives of processes, calls, returns and exceptions.
defmodule Traced do
  def twice(x), do: double(x) + 1
  def double(x), do: x * 2
  def count(0), do: :done
  def count(n), do: count(n - 1)
  def sum([]), do: 0
  def sum([head | tail]), do: head + sum(tail)
  def fail(x), do: throw({:no, x})

  def rescue_it(x) do
    fail(x)
  catch
    _ -> :rescued
  end

  def serve(parent) do
    receive do
      {:call, function, arguments} ->
        send(parent, {:result, apply(__MODULE__, function, arguments)})

      {:fun, fun} ->
        fun.()

      {:stop, reason} ->
        exit(reason)
    end

    serve(parent)
  end
end

defmodule Events do
  # The events so far, with names for pids.
  def show(label, names) do
    IO.puts("-- #{label}")
    each(names)
  end

  defp each(names) do
    receive do
      message ->
        IO.inspect(name(message, names), width: 200)
        each(names)
    after
      100 -> :ok
    end
  end

  def name(pid, names) when is_pid(pid), do: Map.get(names, pid, :somebody)
  def name(fun, _) when is_function(fun), do: :fun
  def name(list, names) when is_list(list), do: Enum.map(list, &name(&1, names))

  def name(tuple, names) when is_tuple(tuple),
    do: tuple |> Tuple.to_list() |> name(names) |> List.to_tuple()

  def name(other, _), do: other

  def attempt(fun) do
    fun.()
  catch
    kind, reason -> {kind, reason}
  end
end

parent = self()
p = spawn(fn -> Traced.serve(parent) end)
names = %{p => :p, parent => :me}
call = fn function, arguments -> send(p, {:call, function, arguments}) end

IO.inspect(:erlang.trace(p, true, [:call, :send, :receive, :procs]))
IO.inspect(:erlang.trace_info(p, :flags))
IO.inspect(:erlang.trace_info(p, :tracer) == {:tracer, self()})
IO.inspect(:erlang.trace_info(:new, :flags))

for function <- [:twice, :double, :count, :sum, :fail, :rescue_it] do
  1 = :erlang.trace_pattern({Traced, function, 1}, true, [:local])
end

call.(:twice, [3])
Events.show("local calls", names)
call.(:count, [3])
Events.show("a loop", names)

for function <- [:twice, :double, :count, :sum] do
  1 = :erlang.trace_pattern({Traced, function, 1}, [{:_, [], [{:return_trace}]}], [:local])
end

call.(:twice, [3])
call.(:sum, [[1, 2, 3]])
call.(:count, [2])
Events.show("returns", names)

for function <- [:rescue_it, :fail],
    do: :erlang.trace_pattern({Traced, function, 1}, [{:_, [], [{:exception_trace}]}], [:local])

call.(:rescue_it, ["x"])
Events.show("exceptions", names)

for function <- [:twice, :double, :rescue_it],
    do: IO.inspect(:erlang.trace_pattern({Traced, function, 1}, true, [:global]))

call.(:twice, [3])
Events.show("calls from outside", names)

match = [{[:"$1"], [{:>, :"$1", 5}], [{:message, {{:got, :"$1"}}}]}]
IO.inspect(:erlang.trace_pattern({Traced, :double, 1}, match, [:local]))
call.(:twice, [3])
call.(:twice, [30])
Events.show("a guard", names)

for item <- [:traced, :match_spec, :meta, :call_count, :all],
    function <- [:double, :twice, :nothing],
    do: IO.inspect(:erlang.trace_info({Traced, function, 1}, item))

send(p, {:fun, fn -> spawn_link(fn -> Process.sleep(1) end) end})
send(p, {:fun, fn -> Process.register(self(), :traced) end})
send(p, {:fun, fn -> Process.unregister(:traced) end})
Events.show("lives", names)

for function <- [:twice, :double],
    do: :erlang.trace_pattern({Traced, function, 1}, false, [:local])

IO.inspect(:erlang.trace(p, true, [:arity, :set_on_spawn, :timestamp]))
IO.inspect(:erlang.trace_info(p, :flags))
send(p, {:fun, fn -> :nothing end})

receive do
  {:trace_ts, ^p, :receive, _, {_, _, _}} -> IO.puts("with a timestamp")
end

IO.inspect(:erlang.trace(p, false, [:timestamp]))

for function <- [:twice, :double],
    do:
      :erlang.trace_pattern({Traced, function, 1}, [{:_, [], [{:message, {:caller}}]}], [:local])

call.(:twice, [3])
Events.show("callers", names)
child = fn -> send(parent, {:child, self(), Traced.twice(1)}) end
send(p, {:fun, fn -> spawn_link(child) end})

receive do
  {:trace, ^p, :spawn, pid, _} ->
    events =
      for _ <- 1..7 do
        receive do: (message -> Events.name(message, Map.put(names, pid, :child)))
      end

    # The events of the two processes come in any order.
    IO.inspect(Enum.sort(events), width: 200)
end

Events.show("what is left", names)

for function <- [:twice, :double, :count, :sum, :fail, :rescue_it],
    do: :erlang.trace_pattern({Traced, function, 1}, false, [:local])

call.(:twice, [3])
send(p, {:stop, :bye})
Events.show("the end", names)

IO.inspect(Events.attempt(fn -> :erlang.trace(p, true, [:call]) end))
IO.inspect(:erlang.trace_info(p, :flags))
IO.inspect(Events.attempt(fn -> :erlang.trace(self(), true, [:unheard_of]) end))
IO.inspect(Events.attempt(fn -> :erlang.trace(:unheard_of, true, [:call]) end))
IO.inspect(Events.attempt(fn -> :erlang.trace(self(), :perhaps, [:call]) end))
IO.inspect(:erlang.trace_pattern({Traced, :nothing, 3}, true, [:local]))
IO.inspect(:erlang.trace_pattern({NoModule, :nothing, 3}, true, [:local]))
IO.inspect(Events.attempt(fn -> :erlang.trace_pattern({:lists, :map, 2}, :perhaps, [:local]) end))
IO.inspect(Events.attempt(fn -> :erlang.trace_pattern({:lists, "map", 2}, true, [:local]) end))

# A library function, and a stack deep enough to be moved.
q = spawn(fn -> Traced.serve(parent) end)
:erlang.trace(q, true, [:call])
match = [{[:_, [1]], [], [{:return_trace}]}]
IO.inspect(:erlang.trace_pattern({Enum, :map, 2}, match))
IO.inspect(:erlang.trace_pattern({Traced, :sum, 1}, [{[[]], [], [{:return_trace}]}], [:local]))
list = Enum.to_list(1..20_000)
send(q, {:fun, fn -> Enum.map([1, 2], & &1) end})
send(q, {:fun, fn -> Enum.map([1], & &1) end})
send(q, {:call, :sum, [list]})
Events.show("a library function", %{q => :q})
IO.inspect(:erlang.trace_pattern({Enum, :map, 2}, false))
