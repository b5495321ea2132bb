# What :dbg returns, prints, and gives to a function.
defmodule Traced do
  def twice(x), do: double(x) + 1
  def double(x), do: x * 2
  def fail(x), do: throw(x)
end

wait = fn -> Process.sleep(150) end

# What it prints goes to :user; here to a device of our own, with a name for this process.
{:ok, device} = StringIO.open("")
user = Process.whereis(:user)
Process.unregister(:user)
Process.register(device, :user)
me = List.to_string(:erlang.pid_to_list(self()))

{:ok, pid} = :dbg.tracer()
IO.inspect(is_pid(pid))
IO.inspect(:dbg.tracer())
IO.inspect(:dbg.p(self(), [:call]))
IO.inspect(:dbg.tp(Traced, :twice, 1, []))
IO.inspect(:dbg.tpl(Traced, :double, :x))
IO.inspect(:dbg.tpl(Traced, :fail, 1, :x))
Traced.twice(3)
catch_it = fn -> try do: Traced.fail("no"), catch: (x -> x) end
catch_it.()
wait.()
IO.inspect(:dbg.ctp(Traced, :twice))
IO.inspect(:dbg.ctpl(Traced, :double, 1))

IO.inspect(
  :dbg.tp({Traced, :twice, 1}, [{[:"$1"], [{:>, :"$1", 3}], [{:message, {{:large, :"$1"}}}]}])
)

Traced.twice(3)
Traced.twice(4)
IO.inspect(:dbg.p(self(), :clear))
Traced.twice(5)

other =
  spawn(fn ->
    receive do: (:go -> :ok)
    send(self(), {:hello, [1, 2.5, "three"]})
    receive do: ({:hello, _} -> Process.register(self(), :other))
    exit(:over)
  end)

IO.inspect(:dbg.p(other, [:m, :p]))
other_name = List.to_string(:erlang.pid_to_list(other))
send(other, :go)
wait.()
{:ok, tracer} = :dbg.get_tracer()
IO.inspect(is_pid(tracer))
IO.inspect(:dbg.p(:nobody_here, :m))
IO.inspect(:dbg.p(self(), :unheard_of))
IO.inspect(:dbg.stop())
IO.inspect(match?({:error, {:no_tracer_on_node, _}}, :dbg.get_tracer()))

{_, text} = StringIO.contents(device)
Process.unregister(:user)
Process.register(user, :user)
IO.puts(text |> String.replace(me, "<me>") |> String.replace(other_name, "<other>"))

# A function of our own.
parent = self()

{:ok, _} =
  :dbg.tracer(
    :process,
    {fn event, n ->
       send(parent, {n, Tuple.delete_at(event, 1)})
       n + 1
     end, 0}
  )

IO.inspect(:dbg.p(self(), [:c, :arity]))
IO.inspect(:dbg.tpl(Traced, :twice, :cx))
Traced.twice(3)
wait.()
IO.inspect(:dbg.stop())

show = fn show ->
  receive do
    {n, {:trace, :call, what, {module, function, arity, {file, _}}}} ->
      IO.inspect(
        {n, what, module in [:elixir_compiler_0, :elixir_compiler_1, :elixir_compiler_2],
         function, arity, Path.basename(file)}
      )

      show.(show)

    {n, event} ->
      IO.inspect({n, event})
      show.(show)
  after
    0 -> :ok
  end
end

show.(show)
Traced.twice(4)
wait.()
show.(show)
