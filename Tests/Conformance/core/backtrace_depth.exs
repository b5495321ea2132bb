# How many entries a stack trace has, and which frames of a recursion it shows.
defmodule Depth do
  def plain(0), do: raise("end")
  def plain(n), do: 1 + plain(n - 1)

  def one(0), do: raise("end")
  def one(n), do: 1 + other(n - 1)
  def other(0), do: raise("end")
  def other(n), do: 1 + one(n - 1)

  def trace(fun) do
    fun.()
    :returned
  rescue
    _ -> for {module, function, arity, _} <- __STACKTRACE__, do: {module, function, arity}
  end

  # In a process of its own, so that nothing of the compiler's is in the trace.
  def show(label, fun) do
    {pid, monitor} = spawn_monitor(fn -> exit(trace(fun)) end)
    receive do: ({:DOWN, ^monitor, _, ^pid, trace} -> IO.inspect(trace, label: label))
  end
end

for depth <- [8, 3, 20, 1, 0] do
  IO.inspect(:erlang.system_flag(:backtrace_depth, depth), label: "before")

  for n <- [0, 1, 2, 5, 30] do
    Depth.show("plain #{n}", fn -> Depth.plain(n) end)
    Depth.show("one and other #{n}", fn -> Depth.one(n) end)
  end

  IO.inspect(length(elem(Process.info(self(), :current_stacktrace), 1)) <= depth)
end

IO.inspect(:erlang.system_flag(:backtrace_depth, 8))
