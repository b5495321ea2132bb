# Two locks, two processes that take them in different orders: under some schedule each waits for the other.
Logger.configure(level: :none)

defmodule Lock do
  use GenServer
  def init(_), do: {:ok, {nil, :queue.new()}}
  def handle_call(:take, from, {nil, queue}), do: {:reply, :ok, {from, queue}}
  def handle_call(:take, from, {owner, queue}), do: {:noreply, {owner, :queue.in(from, queue)}}

  def handle_cast(:give, {_owner, queue}) do
    case :queue.out(queue) do
      {:empty, queue} ->
        {:noreply, {nil, queue}}

      {{:value, next}, queue} ->
        GenServer.reply(next, :ok)
        {:noreply, {next, queue}}
    end
  end
end

{:ok, left} = GenServer.start_link(Lock, [])
{:ok, right} = GenServer.start_link(Lock, [])
take = fn lock -> GenServer.call(lock, :take, 1000) end
give = fn lock -> GenServer.cast(lock, :give) end

work = fn first, second ->
  take.(first)
  take.(second)
  give.(second)
  give.(first)
  :done
end

tasks = [Task.async(fn -> work.(left, right) end), Task.async(fn -> work.(right, left) end)]
Process.flag(:trap_exit, true)

results =
  Task.yield_many(tasks, 2000)
  |> Enum.map(fn {_, r} -> if r == {:ok, :done}, do: :done, else: :stuck end)

IO.puts(if results == [:done, :done], do: "done", else: "deadlock")
