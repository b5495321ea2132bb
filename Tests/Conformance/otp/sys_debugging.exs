# :sys on a server: logs of bounded length and printed, statistics, hibernation as Process.info shows it, initial calls.
defmodule Server do
  use GenServer
  def init(x), do: {:ok, x}
  def handle_call(:hibernate, _from, s), do: {:reply, :ok, s, :hibernate}
  def handle_call({:hibernate, time}, _from, s), do: {:reply, :ok, s, {:hibernate, time, :woken}}
  def handle_call(m, _from, s), do: {:reply, m, s}
  def handle_cast({:wait, time}, s), do: {:noreply, s, time}
  def handle_info(m, s), do: {:noreply, [m | s]}
end

{:ok, p} = GenServer.start_link(Server, [], name: :logged)
IO.inspect(:sys.log(p, {true, 3}))
for i <- 1..4, do: send(p, i)
IO.inspect(:sys.log(p, :get))
# a log that is kept already stays as long as it was to be
IO.inspect(:sys.log(p, {true, 1}))
IO.inspect(:sys.log(p, :get))
GenServer.call(p, :ping)
{:ok, events} = :sys.log(p, :get)
IO.inspect(length(events))
IO.inspect(:sys.log(p, false))
:sys.log(p, {true, 4})
send(p, :x)
send(p, {:y, "z"})
:sys.log(p, :print)
IO.inspect(:sys.log(p, false))
IO.inspect(:sys.log(p, :get))
IO.inspect(:sys.statistics(p, true))
GenServer.call(p, :ping)
{:ok, counts} = :sys.statistics(p, :get)
IO.inspect({counts[:messages_in], counts[:messages_out], counts[:reductions] > 0})
:sys.no_debug(p)

{:reductions, before} = Process.info(p, :reductions)
for _ <- 1..100, do: GenServer.call(p, :ping)
{:reductions, later} = Process.info(p, :reductions)
IO.inspect(later - before > 100)
{:reductions, mine} = Process.info(self(), :reductions)
Enum.sum(1..1000)
{:reductions, more} = Process.info(self(), :reductions)
IO.inspect(more > mine)

waiting = fn p -> :sys.get_state(p); Process.sleep(5); Process.info(p, :current_function) end
GenServer.call(p, :hibernate)
Process.sleep(5)
IO.inspect(Process.info(p, :current_function))
IO.inspect(waiting.(p))
send(p, :up)
IO.inspect(waiting.(p))
GenServer.call(p, {:hibernate, 20})
Process.sleep(5)
IO.inspect(Process.info(p, :current_function))
Process.sleep(40)
IO.inspect({hd(:sys.get_state(p)), Process.info(p, :current_function)})
GenServer.cast(p, {:wait, 10})
Process.sleep(30)
IO.inspect(hd(:sys.get_state(p)))
{:ok, q} = GenServer.start_link(Server, [], hibernate_after: 10)
IO.inspect(Process.info(q, :current_function))
Process.sleep(40)
IO.inspect(Process.info(q, :current_function))
IO.inspect(GenServer.call(q, :again))

{:ok, m} = :gen_event.start_link()
IO.inspect({:proc_lib.translate_initial_call(m), :proc_lib.translate_initial_call(p)})
