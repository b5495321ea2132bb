# SIGTERM stops applications in reverse order, children within their shutdown times; other signals can be trapped.
Logger.configure(level: :none)

defmodule Worker do
  use GenServer
  def start_link(argument), do: GenServer.start_link(__MODULE__, argument)

  def child_spec({name, _app} = argument),
    do: %{id: name, start: {__MODULE__, :start_link, [argument]}, shutdown: if(name == :slow, do: 200, else: 5000)}

  def init(argument) do
    Process.flag(:trap_exit, true)
    {:ok, argument}
  end

  def terminate(reason, {name, _app} = argument) do
    IO.puts("terminate #{inspect(argument)} #{inspect(reason)}")
    if name == :slow, do: Process.sleep(10_000)
    IO.puts("terminated #{inspect(argument)}")
  end
end

defmodule Both do
  use Application
  def start(:normal, app), do: Supervisor.start_link([{Worker, {:a, app}}, {Worker, {:slow, app}}, {Worker, {:c, app}}], strategy: :one_for_one)

  def prep_stop(state) do
    IO.puts("prep_stop")
    state
  end

  def stop(_state), do: IO.puts("stop")
end

for app <- [:first, :second] do
  :ok = :application.load({:application, app, description: ~c"", vsn: ~c"1", modules: [Both], applications: [:kernel, :stdlib], mod: {Both, app}})
  :ok = Application.start(app)
end

# Not below an application: nobody asks it to end.
{:ok, _} = Supervisor.start_link([{Worker, {:script, nil}}], strategy: :one_for_one)
System.at_exit(fn status -> IO.puts("at_exit #{status}") end)

main = self()
kill = fn signal -> {"", 0} = System.cmd("kill", ["-#{signal}", System.pid()]) end
trap = fn signal, id -> System.trap_signal(signal, id, fn -> send(main, {signal, id}) && :ok end) end
next = fn -> receive(do: (message -> message), after: (2000 -> :nothing)) end

IO.inspect({trap.(:sighup, 1), trap.(:sighup, 1), trap.(:sighup, 2), trap.(:sigusr2, 3)})
kill.("HUP")
IO.inspect(Enum.sort([next.(), next.()]))
kill.("USR2")
IO.inspect(next.())
IO.inspect({System.untrap_signal(:sighup, 1), System.untrap_signal(:sighup, 1)})
kill.("HUP")
IO.inspect(next.())

System.trap_signal(:sigterm, fn -> IO.puts("told of the end") && :ok end)
IO.puts("SIGTERM")
kill.("TERM")
Process.sleep(:infinity)
