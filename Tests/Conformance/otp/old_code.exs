# Current and old code of a module: what replaces, deletes and purges it, and what is refused while there is old code.
Logger.configure(level: :none)
Code.compiler_options(ignore_module_conflict: true)

show = fn label, fun ->
  value =
    try do
      fun.()
    rescue
      error -> {error.__struct__, Exception.message(error)}
    end

  IO.puts("#{label}: #{inspect(value)}")
end

# Called through variables, so that nothing is known of the functions.
call = fn name, arguments -> apply(:erlang, name, arguments) end

defmodule Old do
  def version, do: 1
end

show.("fresh", fn -> call.(:check_old_code, [Old]) end)
show.("unknown", fn -> call.(:check_old_code, [NoSuchModule]) end)
show.("no atom", fn -> call.(:check_old_code, [1]) end)

{:module, _, binary, _} =
  defmodule Old do
    def version, do: 2
  end

show.("replaced", fn -> call.(:check_old_code, [Old]) end)
show.("not purged", fn -> call.(:load_module, [Old, binary]) end)
show.("purge", fn -> call.(:purge_module, [Old]) end)
show.("nothing to purge", fn -> call.(:purge_module, [Old]) end)
show.("unknown to purge", fn -> call.(:purge_module, [NoSuchModule]) end)
show.("no atom to purge", fn -> call.(:purge_module, ["x"]) end)
show.("load", fn -> call.(:load_module, [Old, binary]) end)
show.("version", fn -> apply(Old, :version, []) end)
show.("old again", fn -> call.(:check_old_code, [Old]) end)
show.("delete beside old", fn -> call.(:delete_module, [Old]) end)
show.("code purge", fn -> {:code.purge(Old), call.(:check_old_code, [Old])} end)
show.("delete", fn -> call.(:delete_module, [Old]) end)
show.("loaded", fn -> :erlang.module_loaded(Old) end)
show.("deleted is old", fn -> call.(:check_old_code, [Old]) end)
show.("call", fn -> apply(Old, :version, []) end)
show.("soft purge", fn -> {:code.soft_purge(Old), call.(:check_old_code, [Old])} end)
show.("delete unknown", fn -> call.(:delete_module, [NoSuchModule]) end)
show.("delete no atom", fn -> call.(:delete_module, [1]) end)
show.("bad file", fn -> call.(:load_module, [Old, "zzz"]) end)
show.("no name", fn -> call.(:load_module, [1, binary]) end)
show.("no binary", fn -> call.(:load_module, [Old, 1]) end)
show.("back", fn -> {call.(:load_module, [Old, binary]), apply(Old, :version, [])} end)

# What there is no facility for.
for {name, arguments} <- [
      dist_ctrl_get_data: [:handle],
      dist_ctrl_get_data_notification: [:handle],
      dist_ctrl_get_opt: [:handle, :get_size],
      dist_ctrl_set_opt: [:handle, :get_size, true],
      dist_ctrl_input_handler: [:handle, self()],
      dist_ctrl_put_data: [:handle, "x"],
      port_call: [:none, 1, :x],
      port_control: [:none, 1, "x"],
      port_control: [:none, -1, "x"],
      port_control: [:none, 1, :x]
    ] do
  show.(name, fn -> call.(name, arguments) end)
end

defmodule Native do
  def load, do: :erlang.load_nif(~c"/no/such/library", 0)
end

show.("load_nif", fn -> Native.load() end)
