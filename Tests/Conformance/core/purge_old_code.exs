# Processes in old code: asked, spared and killed by purges.
code = fn v -> """
defmodule Live do
  def version, do: #{v}
  def loop do
    receive do
      {:get, from} -> send(from, {:version, #{v}}); loop()
      {:upgrade, from} -> send(from, :ok); __MODULE__.loop()
    end
  end
end
""" end
Code.compiler_options(ignore_module_conflict: true)
Code.compile_string(code.(1))
pid = spawn(Live, :loop, [])
ask = fn -> send(pid, {:get, self()}); receive do {:version, v} -> v after 500 -> :dead end end
IO.inspect ask.()
Code.compile_string(code.(2))
IO.inspect {ask.(), apply(Live, :version, [])}
IO.inspect :erlang.check_process_code(pid, Live)
IO.inspect :code.soft_purge(Live)
send(pid, {:upgrade, self()}); receive do :ok -> :ok end
IO.inspect ask.()
IO.inspect :code.soft_purge(Live)
IO.inspect :erlang.check_process_code(pid, Live)
ref = Process.monitor(pid)
Code.compile_string(code.(3))
IO.inspect ask.()
IO.inspect :code.purge(Live)
IO.inspect(receive do {:DOWN, ^ref, _, _, r} -> r after 500 -> :alive end)
IO.inspect {:code.delete(Live), function_exported?(Live, :version, 0)}
