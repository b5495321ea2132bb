# What a supervisor is asked by id and by pid; one of many alike knows its children by pid, and those that have just ended.
defmodule Child do
  use GenServer
  def start_link(x), do: GenServer.start_link(__MODULE__, x)
  def init(x), do: {:ok, x}
end

defmodule Alike do
  def init(_), do: {:ok, {%{strategy: :simple_one_for_one}, [%{id: :w, start: {Agent, :start_link, []}}]}}
end

show = fn label, f -> IO.inspect({label, f.()}, width: 120) end
id = fn {:ok, %{id: id}} -> {:spec, id}; {:ok, {id, pid, type, _}} when is_pid(pid) -> {:child, id, type}; other -> other end
{:ok, s} = Supervisor.start_link([Child, Supervisor.child_spec(Child, id: :b)], strategy: :one_for_one)
{_, pid, _, _} = List.keyfind(Supervisor.which_children(s), Child, 0)

for who <- [Child, :b, pid, :none] do
  name = if who == pid, do: :pid, else: who
  show.({name, :spec}, fn -> id.(:supervisor.get_childspec(s, who)) end)
  show.({name, :which}, fn -> id.(:supervisor.which_child(s, who)) end)
  show.({name, :restart}, fn -> :supervisor.restart_child(s, who) end)
  show.({name, :delete}, fn -> :supervisor.delete_child(s, who) end)
  show.({name, :terminate}, fn -> :supervisor.terminate_child(s, who) end)
end

{:ok, s} = :supervisor.start_link(Alike, [])
{:ok, pid} = :supervisor.start_child(s, [fn -> 1 end])
{:ok, gone} = :supervisor.start_child(s, [fn -> 1 end])
show.(:gone, fn -> {:supervisor.terminate_child(s, gone), :supervisor.terminate_child(s, gone), id.(:supervisor.get_childspec(s, gone))} end)

for {name, who} <- [pid: pid, stranger: self(), id: :w] do
  show.({name, :which}, fn -> id.(:supervisor.which_child(s, who)) end)
  show.({name, :restart}, fn -> :supervisor.restart_child(s, who) end)
  show.({name, :terminate}, fn -> :supervisor.terminate_child(s, who) end)
end

show.(:spec, fn -> id.(:supervisor.get_childspec(s, :w)) end)
show.(:count, fn -> Enum.sort(:supervisor.count_children(s)) end)
