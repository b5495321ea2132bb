# Raising, rescuing, catching, after; what crosses process borders; monitors and links.
defmodule Oops do
  defexception [:code, message: "oops"]
end

defmodule E do
  def run(f) do
    try do
      f.()
    rescue
      e in Oops -> {:oops, e.code, Exception.message(e)}
      e in [ArithmeticError, ArgumentError] -> {:arith_or_arg, e.__struct__}
      e in KeyError -> {:key, e.key}
      e -> {:rescued, e.__struct__}
    catch
      :throw, v -> {:thrown, v}
      :exit, r -> {:exited, r}
    else
      {:ok, v} -> {:fine, v}
      other -> {:else, other}
    after
      send(self(), :cleaned)
    end
  end

  def nested(n) do
    try do
      if n == 0, do: raise(Oops, code: 7), else: nested(n - 1)
    after
      Process.put(:unwound, Process.get(:unwound, 0) + 1)
    end
  end
end

zero = Process.get(:none, 0)
for f <- [
      fn -> raise Oops, code: 1 end, fn -> raise Oops end, fn -> raise "text" end, fn -> 1 / zero end, fn -> hd([]) end,
      fn -> Map.fetch!(%{}, :k) end, fn -> throw(:ball) end, fn -> exit(:bye) end, fn -> {:ok, 1} end, fn -> :plain end,
      fn -> :erlang.error(:custom) end, fn -> apply(:nowhere, :f, [1]) end, fn -> (fn 1 -> 1 end).(2) end
    ] do
  IO.inspect({E.run(f), receive(do: (:cleaned -> :cleaned))})
end

IO.inspect({E.run(fn -> E.nested(200) end), Process.get(:unwound)})

for reason <- [:normal, :boom, {:shutdown, 3}] do
  {pid, ref} = spawn_monitor(fn -> exit(reason) end)
  receive do
    {:DOWN, ^ref, :process, ^pid, r} -> IO.inspect({:down, r})
  end
end

Process.flag(:trap_exit, true)
pid = spawn_link(fn -> receive do: (:go -> exit({:linked, 1})) end)
send(pid, :go)
IO.inspect(receive do {:EXIT, ^pid, r} -> r end)
killed = spawn_link(fn -> Process.sleep(:infinity) end)
Process.exit(killed, :kill)
IO.inspect(receive do {:EXIT, ^killed, r} -> r end)
IO.inspect(Process.alive?(killed))
