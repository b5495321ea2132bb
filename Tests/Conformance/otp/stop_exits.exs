# How stop/3 exits when a process of a behaviour is not there, fails on its way, takes too long, or is the caller.
Logger.configure(level: :none)

defmodule Machine do
  @behaviour :gen_statem
  def callback_mode, do: :handle_event_function
  def init(x), do: {:ok, :s, x}
  def terminate(_, _, how), do: Server.terminate(:x, how)
end

defmodule Server do
  use GenServer
  def init(x), do: {:ok, x}
  def terminate(_, :raise), do: raise("t")
  def terminate(_, :exit), do: exit(:t)
  def terminate(_, :sleep), do: Process.sleep(300)
  def terminate(_, _), do: :ok
end

dead = spawn(fn -> 1 end)
Process.sleep(10)
plain = fn term -> inspect(term) |> String.replace(~r/#PID<[\d.]+>/, "PID") end

show = fn label, f ->
  result =
    try do
      f.()
    catch
      kind, {{{e, stack}, inner}, outer} when is_list(stack) -> {kind, e, inner, outer}
      kind, {{e, stack}, outer} when is_list(stack) -> {kind, e, outer}
      kind, {e, stack} when is_list(stack) -> {kind, e}
      kind, reason -> {kind, reason}
    end

  IO.puts("#{inspect(label)} #{plain.(result)}")
end

for {m, s} <- [{:gen_statem, Machine}, {:gen_server, Server}], how <- [:ok, :raise, :exit, :sleep] do
  {:ok, p} = m.start(s, how, [])
  show.({m, how}, fn -> m.stop(p, :normal, 100) end)
end

for m <- [:gen_statem, :gen_server, :gen_event, :proc_lib, GenServer, Supervisor, Agent] do
  show.({m, :dead}, fn -> m.stop(dead, :normal, 100) end)
  show.({m, :name}, fn -> m.stop(:nobody, :normal, 100) end)
  show.({m, :self}, fn -> m.stop(self(), :normal, 100) end)
  show.({m, :silent}, fn -> m.stop(spawn(fn -> Process.sleep(1000) end), :normal, 10) end)
  show.({m, :dies}, fn -> m.stop(spawn(fn -> receive do _ -> exit(:died) end end), :normal, 100) end)
end

Process.register(self(), :me)
show.(:call_self, fn -> GenServer.call(self(), 1) end)
show.(:call_me, fn -> :gen_server.call(:me, 1) end)
show.(:stop_me, fn -> :gen_server.stop(:me) end)
