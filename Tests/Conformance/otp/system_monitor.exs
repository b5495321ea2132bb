# Who is told of large heaps and long collections, and what the settings look like.
show = fn label, fun ->
  value =
    try do
      case fun.() do
        {pid, options} when is_pid(pid) -> {pid == self(), options}
        other -> other
      end
    rescue
      error -> {error.__struct__, Exception.message(error)}
    end

  IO.puts("#{label}: #{inspect(value)}")
end

show.("at first", fn -> :erlang.system_monitor() end)

show.("all", fn ->
  :erlang.system_monitor(
    {self(),
     [
       :busy_port,
       {:long_gc, 100_000},
       {:long_schedule, 50_000},
       {:large_heap, 1_000_000_000},
       :busy_dist_port,
       {:long_message_queue, {10_000, 2_000_000}}
     ]}
  )
end)

show.("in their order", fn ->
  {_, options} = :erlang.system_monitor()
  Enum.map(options, &if(is_tuple(&1), do: elem(&1, 0), else: &1))
end)

show.("another", fn ->
  {pid, options} = :erlang.system_monitor(self(), long_gc: 100_000)
  {pid == self(), length(options)}
end)

show.("twice", fn -> :erlang.system_monitor(self(), long_gc: 100_000, long_gc: 200_000) end)
show.("ended", fn -> :erlang.system_monitor(:undefined) end)
show.("none", fn -> :erlang.system_monitor() end)
show.("unknown option", fn -> apply(:erlang, :system_monitor, [self(), [:unknown]]) end)
show.("negative", fn -> apply(:erlang, :system_monitor, [self(), [{:long_gc, -1}]]) end)
show.("nobody", fn -> apply(:erlang, :system_monitor, [:nobody, []]) end)
show.("nothing", fn -> :erlang.system_monitor(self(), []) end)

# A process with a large heap is told of, one with a small heap is not.
:erlang.system_monitor(self(), large_heap: 300_000)
small = spawn(fn -> :erlang.garbage_collect() end)

large =
  spawn(fn ->
    list = Enum.to_list(1..400_000)
    :erlang.garbage_collect()
    receive do: (:go -> length(list))
  end)

receive do
  {:monitor, ^large, :large_heap, sizes} ->
    words = sizes[:heap_block_size] + sizes[:old_heap_block_size]
    IO.inspect({words >= 300_000, sizes |> Keyword.keys() |> Enum.sort()}, label: "told")
end

receive do
  {:monitor, ^small, _, _} -> IO.puts("told of the small one")
after
  0 -> IO.puts("nothing of the small one")
end

send(large, :go)
show.("the end", fn -> :erlang.system_monitor(:undefined) |> elem(0) |> Kernel.==(self()) end)

# Whoever has ended is told no more.
{pid, monitor} = spawn_monitor(fn -> :erlang.system_monitor(self(), long_gc: 100_000) end)
receive do: ({:DOWN, ^monitor, :process, ^pid, _} -> :ok)
show.("of the dead", fn -> :erlang.system_monitor() end)
