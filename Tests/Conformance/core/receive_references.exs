# Receives for a reference start behind the messages that are older than it, wherever the reference was made, and find what
# others have sent with references of their own, however old those are.
defmodule Marks do
  def answer(label) do
    receive do
      {:ask, from, reference, value} ->
        send(from, {reference, {label, value}})
        answer(label)

      {:down, reference} ->
        exit(reference)
    end
  end

  def ask(server, value) do
    reference = make_ref()
    send(server, {:ask, self(), reference, value})
    wait(reference)
  end

  def wait(reference) do
    receive do
      {^reference, answer} -> answer
      {:DOWN, ^reference, _, _, reason} -> {:down, reason}
    after
      2000 -> :nothing
    end
  end

  def fill(range), do: for(n <- range, do: send(self(), {:later, n}))

  def drain(found \\ []) do
    receive do
      {:later, n} -> drain([n | found])
    after
      0 -> Enum.reverse(found)
    end
  end

  def take(n) do
    receive do: ({:later, ^n} -> n)
  end
end

server = spawn_link(fn -> Marks.answer(:server) end)

# The mailbox empty, filled, filled more, and emptied in between.
IO.inspect(Marks.ask(server, 0))
Marks.fill(1..20)
IO.inspect(for n <- 1..5, do: Marks.ask(server, n))
Marks.fill(21..40)
IO.inspect(for n <- 6..10, do: Marks.ask(server, n))
IO.inspect(for n <- [20, 40, 21, 1, 19], do: {Marks.take(n), Marks.ask(server, n)})
IO.inspect(Marks.drain())
IO.inspect(Marks.ask(server, :empty))

# Many references wait at the same time, with messages between them; answers are taken in any order.
references =
  for n <- 1..60 do
    reference = make_ref()
    Marks.fill([n])
    send(self(), {reference, n})
    if rem(n, 3) == 0, do: Marks.take(n)
    reference
  end

IO.inspect(references |> Enum.take_every(2) |> Enum.reverse() |> Enum.map(&Marks.wait/1))
IO.inspect(references |> Enum.drop_every(2) |> Enum.map(&Marks.wait/1))
IO.inspect(Marks.drain() |> Enum.sum())

# A reference of another process that is older than everything here.
parent = self()

stranger =
  spawn_link(fn ->
    old = for _ <- 1..100, do: make_ref()

    receive do
      :go -> for {reference, n} <- Enum.with_index(old), do: send(parent, {reference, n})
    end

    send(parent, {:references, old})
    receive do: (:stop -> :ok)
  end)

send(stranger, :go)
old = receive do: ({:references, old} -> old)
Marks.fill(1..3)
_young = for _ <- 1..50, do: make_ref()
Marks.fill(4..6)
_younger = for _ <- 1..50, do: make_ref()
IO.inspect(old |> Enum.map(&Marks.wait/1) |> Enum.sum())
send(stranger, :stop)
IO.inspect(Marks.drain())

# A reference that arrives in a message, was sent away and comes back.
Marks.fill(1..3)
mine = make_ref()
send(self(), {:keep, mine})
send(self(), {mine, :early})

_other =
  for _ <- 1..10,
      do:
        (
          Marks.fill([9])
          make_ref()
        )

kept = receive do: ({:keep, reference} -> reference)
IO.inspect(Marks.wait(kept))
IO.inspect(Marks.drain())

# Monitors, aliases, timers and flushes behind a full mailbox.
Marks.fill(1..100)
{pid, monitor} = spawn_monitor(fn -> exit(:over) end)
IO.inspect(receive do: ({:DOWN, ^monitor, :process, ^pid, reason} -> reason))
pid = spawn(fn -> receive do: (:stop -> :ok) end)
monitor = Process.monitor(pid)
_new = Process.monitor(self())
send(pid, :stop)
IO.inspect(Marks.wait(monitor))
dead = Process.monitor(pid)
Marks.fill(101..110)
Process.sleep(10)
Process.demonitor(dead, [:flush])
IO.inspect(Marks.wait(dead) == :nothing or :found, label: "flushed", limit: 1)
alias = Process.alias([:reply])
send(alias, {alias, :first})
send(alias, {alias, :second})
IO.inspect(Marks.wait(alias))
timer = Process.send_after(self(), :tick, 5)
IO.inspect(receive do: (:tick -> :tick))
IO.inspect(Process.cancel_timer(timer))
timer = :erlang.start_timer(5, self(), :tock)
IO.inspect(receive do: ({:timeout, ^timer, what} -> what))
{:ok, agent} = Agent.start_link(fn -> 1 end)
IO.inspect(for n <- 1..5, do: Agent.get_and_update(agent, &{&1, &1 + n}))
tasks = for n <- 1..20, do: Task.async(fn -> n * n end)
IO.inspect(Agent.get(agent, & &1))
IO.inspect(tasks |> Enum.reverse() |> Enum.map(&Task.await/1))
IO.inspect(length(Marks.drain()))

# One clause without the reference: everything is looked at.
reference = make_ref()
Marks.fill([:old])
send(self(), {reference, :answer})

IO.inspect(
  receive do
    {^reference, answer} -> answer
    {:later, n} -> n
  end
)

IO.inspect(Marks.wait(reference))

# The reference in a map, in a list, twice, and beside a pinned pid.
Marks.fill(1..2)
reference = make_ref()
me = self()
send(me, %{reference: reference, value: 1})
send(me, [reference, reference])
send(me, {me, reference, 3})
IO.inspect(receive do: (%{reference: ^reference, value: value} -> value))
IO.inspect(receive do: ([^reference, ^reference] -> 2))
IO.inspect(receive do: ({^me, ^reference, value} -> value))
IO.inspect(Process.info(self(), :message_queue_len))
