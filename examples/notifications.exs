# A service whose requests are processes: one of them makes 13,000 notifications, one crashes, one never ends. The others
# do not notice. Times go to standard error, what follows from them to standard output.
Logger.configure(level: :none)

defmodule Inbox do
  # Keeps the unread notifications of the users; asked by every request.
  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, %{}, name: __MODULE__)

  def deliver(user, notifications),
    do: GenServer.call(__MODULE__, {:deliver, user, notifications})

  def unread(user), do: GenServer.call(__MODULE__, {:unread, user})

  @impl true
  def init(users), do: {:ok, users}

  @impl true
  def handle_call({:deliver, user, notifications}, _from, users) do
    {:reply, length(notifications),
     Map.update(users, user, notifications, &(notifications ++ &1))}
  end

  def handle_call({:unread, user}, _from, users),
    do: {:reply, length(Map.get(users, user, [])), users}
end

defmodule Mailer do
  # Dies whenever it is given something that it does not understand; its supervisor starts it anew.
  use GenServer

  def start_link(owner), do: GenServer.start_link(__MODULE__, owner, name: __MODULE__)
  def send_mail(mail), do: GenServer.cast(__MODULE__, {:mail, mail})

  @impl true
  def init(owner) do
    send(owner, {:mailer_started, self()})
    {:ok, 0}
  end

  @impl true
  def handle_cast({:mail, %{to: _}}, sent), do: {:noreply, sent + 1}
end

defmodule Requests do
  def handle(:allocating) do
    notifications =
      for number <- 1..13_000,
          do: %{id: number, text: "Notification #{number}", tags: [:new, number]}

    {:delivered, Inbox.deliver("ada", notifications)}
  end

  def handle(:crashing), do: raise("this request is broken")
  def handle(:endless), do: handle(:endless)
  def handle({:unread, user}), do: {:unread, Inbox.unread(user)}

  # A request that is answered, and how many microseconds it took.
  def timed(request) do
    start = System.monotonic_time(:microsecond)

    reply =
      Task.await(Task.Supervisor.async_nolink(Requests.Supervisor, fn -> handle(request) end))

    {reply, System.monotonic_time(:microsecond) - start}
  end

  def latencies(count) do
    answers = for _ <- 1..count, do: timed({:unread, "grace"})
    sorted = answers |> Enum.map(&elem(&1, 1)) |> Enum.sort()
    {Enum.at(sorted, div(count, 2)), List.last(sorted), length(answers)}
  end
end

{:ok, supervisor} =
  Supervisor.start_link(
    [Inbox, {Mailer, self()}, {Task.Supervisor, name: Requests.Supervisor}],
    strategy: :one_for_one
  )

report = fn label, {median, worst, _count} ->
  IO.puts(:stderr, "#{label}: median #{median} µs, worst #{worst} µs")
end

first = receive do: ({:mailer_started, pid} -> pid)
quiet = Requests.latencies(200)
report.("alone", quiet)

start = fn request ->
  Task.Supervisor.async_nolink(Requests.Supervisor, fn -> Requests.handle(request) end)
end

endless = start.(:endless)
allocating = start.(:allocating)
crashing = start.(:crashing)
busy = Requests.latencies(200)
report.("beside them", busy)

IO.inspect(Task.await(allocating), label: "the one that allocates")
{:exit, {error, _stacktrace}} = Task.yield(crashing)
IO.puts("the one that crashes: #{Exception.message(error)}")
IO.puts("the one that never ends: #{if Process.alive?(endless.pid), do: "runs", else: "is gone"}")
IO.puts("requests answered meanwhile: #{elem(busy, 2)}")
IO.inspect(Requests.timed({:unread, "ada"}) |> elem(0), label: "ada")

for mail <- [%{to: "ada"}, :nonsense], do: Mailer.send_mail(mail)
second = receive do: ({:mailer_started, pid} -> pid)
IO.puts("the mailer has been restarted: #{first != second and Process.alive?(second)}")

IO.inspect(Task.shutdown(endless, :brutal_kill), label: "the one that never ends, killed")
IO.inspect(Supervisor.count_children(supervisor).active, label: "children of the supervisor")
IO.inspect(Supervisor.stop(supervisor), label: "stopped")
