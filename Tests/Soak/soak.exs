# A supervised tree under a storm of kills, for as long as asked and until 100,000 processes have died:
#
#     vial Tests/Soak/soak.exs [SECONDS [CRASHES]]
#
# Whatever dies, no message may be lost, doubled or out of order, nothing may come from a process whose end was already told, no timer
# may be early, and afterwards no process, monitor, link, timer, table, name or memory may be left over. Ends with 1 if anything is.
Logger.configure(level: :none)

defmodule Soak.Report do
  @moduledoc "Violations, and how often what was done: a table that everybody writes to."

  def new do
    :ets.new(__MODULE__, [:named_table, :public, :bag])
    :persistent_term.put(__MODULE__, :counters.new(16, [:write_concurrency]))
  end

  def violation(what), do: :ets.insert(__MODULE__, {:violation, what})
  def violations, do: for({_, what} <- :ets.lookup(__MODULE__, :violation), do: what)

  @counted Enum.with_index(
             ~w(crashes messages jobs repeated calls late timers tasks restarts)a,
             1
           )

  for {name, index} <- @counted do
    def count(unquote(name)), do: :counters.add(counters(), unquote(index), 1)
  end

  for {name, index} <- @counted do
    def counted(unquote(name)), do: :counters.get(counters(), unquote(index))
  end

  defp counters, do: :persistent_term.get(__MODULE__)

  def expect(true, _what), do: :ok
  def expect(false, what), do: violation(what)
end

defmodule Soak.Channel do
  @moduledoc """
  A stream of numbered messages between two processes, acknowledged so that the mailbox stays short. Some carry a binary that is
  shared, some a tree that is copied; the number must be the next one.
  """
  use GenServer
  alias Soak.Report

  @window 200

  def start_link(id), do: GenServer.start_link(__MODULE__, id)
  def child_spec(id), do: %{id: {__MODULE__, id}, start: {__MODULE__, :start_link, [id]}}

  @impl true
  def init(_id) do
    receiver = self()
    spawn_link(fn -> send_from(receiver, 1, 0) end)
    {:ok, 0}
  end

  defp send_from(receiver, number, acknowledged) when number - acknowledged >= @window do
    receive do
      {:acknowledged, last} -> send_from(receiver, number, last)
    end
  end

  defp send_from(receiver, number, acknowledged) do
    send(receiver, {:number, self(), number, load(number)})
    if rem(number, 50) == 0, do: Process.sleep(1)
    send_from(receiver, number + 1, acknowledged)
  end

  defp load(number) when rem(number, 97) == 0, do: :binary.copy(<<number::64>>, 1024)
  defp load(number) when rem(number, 13) == 0, do: Enum.map(1..20, &{&1, number, [%{n: &1}]})
  defp load(number), do: number

  @impl true
  def handle_info({:number, sender, number, load}, last) do
    Report.expect(number == last + 1, {:sequence, expected: last + 1, came: number})
    Report.expect(load == load(number), {:damaged, number})
    Report.count(:messages)
    if rem(number, div(@window, 2)) == 0, do: send(sender, {:acknowledged, number})
    {:noreply, number}
  end
end

defmodule Soak.Worker do
  @moduledoc "Does jobs, owns a table, a name, timers and monitors, and dies in one way or another."
  use GenServer, restart: :permanent
  alias Soak.Report

  def start_link(slot), do: GenServer.start_link(__MODULE__, slot, name: name(slot))
  def child_spec(slot), do: %{id: slot, start: {__MODULE__, :start_link, [slot]}, shutdown: 1000}
  def name(slot), do: {:via, Registry, {Soak.Registry, slot}}

  @impl true
  def init(slot) do
    table = :ets.new(:own, [:ordered_set])
    :ets.insert(table, for(n <- 1..10, do: {n, slot}))
    Process.monitor(Soak.Dispatcher)
    Process.send_after(self(), :never, 3_600_000)
    cancelled = Process.send_after(self(), :cancelled, 50)
    Report.expect(is_integer(Process.cancel_timer(cancelled)), :timer_was_gone)
    {:ok, _} = Registry.register(Soak.Topics, rem(slot, 4), slot)
    GenServer.cast(Soak.Dispatcher, {:free, self()})
    {:ok, %{slot: slot, table: table, done: 0}}
  end

  @impl true
  def handle_call({:echo, term}, _from, state), do: {:reply, {state.slot, term}, state}

  def handle_call({:slow, time}, from, state) do
    Process.send_after(self(), {:answer, from}, time)
    {:noreply, state}
  end

  @impl true
  def handle_cast({:job, number}, state) do
    :ets.insert(state.table, {rem(number, 100), number})
    send(Soak.Dispatcher, {:done, self(), number})
    {:noreply, %{state | done: state.done + 1}}
  end

  def handle_cast(:raise, _state), do: raise("storm")
  def handle_cast(:throw, _state), do: throw(:storm)
  def handle_cast(:exit, _state), do: exit(:storm)
  def handle_cast(:stop, state), do: {:stop, :storm, state}
  def handle_cast(:return, _state), do: :storm
  def handle_cast(:undefined, state), do: apply(Soak.Nowhere, :at_all, [state])

  @impl true
  def handle_info({:answer, from}, state) do
    GenServer.reply(from, :slowly)
    {:noreply, state}
  end

  def handle_info({:topic, _number}, state), do: {:noreply, state}
  def handle_info({:DOWN, _, _, _, _}, state), do: {:stop, :no_dispatcher, state}

  def handle_info(stray, state) do
    Report.violation({:stray, __MODULE__, stray})
    {:noreply, state}
  end
end

defmodule Soak.Dispatcher do
  @moduledoc """
  Hands numbered jobs to workers and gives them to others if a worker dies. What a worker has done it said before it died: so a
  job is done exactly once, and nothing comes from a worker after its `:DOWN`.
  """
  use GenServer
  alias Soak.Report

  def start_link(_), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  @impl true
  def init([]) do
    {:ok, %{next: 1, again: [], workers: %{}, finished: MapSet.new(), low: 0}}
  end

  @impl true
  def handle_cast({:free, worker}, state) do
    monitor = Process.monitor(worker)
    {:noreply, give(worker, put_in(state.workers[worker], {monitor, nil}))}
  end

  @impl true
  def handle_call(:snapshot, _from, state), do: {:reply, state, state}

  @impl true
  def handle_info({:done, worker, number}, state) do
    case state.workers do
      %{^worker => {_monitor, ^number}} ->
        Report.count(:jobs)
        {:noreply, give(worker, finish(number, state))}

      other ->
        Report.violation({:done_by_nobody, number, Map.get(other, worker)})
        {:noreply, state}
    end
  end

  def handle_info({:DOWN, monitor, :process, worker, _reason}, state) do
    {{known, number}, workers} = Map.pop(state.workers, worker, {nil, nil})
    Report.expect(known == monitor, {:down_twice, worker})
    Report.count(:crashes)
    if number, do: Report.count(:repeated)
    again = if number, do: [number | state.again], else: state.again
    {:noreply, %{state | workers: workers, again: again}}
  end

  def handle_info({:give, worker}, state) do
    case state.workers do
      %{^worker => {_monitor, nil}} -> {:noreply, assign(worker, state)}
      _gone -> {:noreply, state}
    end
  end

  def handle_info({:timeout, _timer, {worker, due}}, state) do
    Report.expect(System.monotonic_time(:millisecond) >= due, :early_timer)
    Report.count(:timers)
    handle_info({:give, worker}, state)
  end

  # Sometimes at once, sometimes by a timer.
  defp give(worker, state) do
    {monitor, _number} = state.workers[worker]
    state = put_in(state.workers[worker], {monitor, nil})

    case :rand.uniform(4) do
      1 ->
        delay = :rand.uniform(5)
        due = System.monotonic_time(:millisecond) + delay
        :erlang.start_timer(delay, self(), {worker, due})
        state

      _now ->
        send(self(), {:give, worker})
        state
    end
  end

  defp assign(worker, state) do
    {number, state} =
      case state do
        %{again: [number | rest]} -> {number, %{state | again: rest}}
        %{next: number} -> {number, %{state | next: number + 1}}
      end

    {monitor, nil} = state.workers[worker]
    GenServer.cast(worker, {:job, number})
    put_in(state.workers[worker], {monitor, number})
  end

  # All numbers up to `low` are finished: the set stays small.
  defp finish(number, state) do
    Report.expect(number > state.low and number not in state.finished, {:done_twice, number})
    compact(%{state | finished: MapSet.put(state.finished, number)})
  end

  defp compact(%{low: low, finished: finished} = state) do
    if (low + 1) in finished,
      do: compact(%{state | low: low + 1, finished: MapSet.delete(finished, low + 1)}),
      else: state
  end
end

defmodule Soak.Storm do
  @moduledoc "Kills workers in every way, and now and then the supervisor of a group of them."
  use GenServer
  alias Soak.{Report, Worker}

  @ways [:kill, :kill, :shutdown, :raise, :throw, :exit, :stop, :return, :undefined, :unlinked]

  def start_link(slots), do: GenServer.start_link(__MODULE__, slots, name: __MODULE__)

  @impl true
  def init(slots) do
    {:ok, %{slots: slots, blows: 0}, 0}
  end

  @impl true
  def handle_info(:timeout, state) do
    for _ <- 1..10 do
      slot = :rand.uniform(state.slots)

      with pid when is_pid(pid) <- GenServer.whereis(Worker.name(slot)),
           do: strike(Enum.random(@ways), pid)
    end

    if rem(state.blows, 200) == 0, do: strike_group()
    {:noreply, %{state | blows: state.blows + 1}, 1}
  end

  defp strike(way, pid) when way in [:kill, :shutdown], do: Process.exit(pid, way)
  defp strike(:unlinked, pid), do: Process.exit(pid, {:shutdown, :storm})
  defp strike(way, pid), do: GenServer.cast(pid, way)

  defp strike_group do
    case Supervisor.which_children(Soak.Groups) |> Enum.random() do
      {_id, pid, :supervisor, _} when is_pid(pid) ->
        Report.count(:restarts)
        Process.exit(pid, :kill)

      _restarting ->
        :ok
    end
  end
end

defmodule Soak.Client do
  @moduledoc """
  Calls workers that may die meanwhile, with timeouts that run out. An answer belongs to its question, and none comes later.
  """
  use GenServer
  alias Soak.{Report, Worker}

  def start_link({id, slots}), do: GenServer.start_link(__MODULE__, {id, slots})

  def child_spec({id, _} = argument),
    do: %{id: {__MODULE__, id}, start: {__MODULE__, :start_link, [argument]}}

  @impl true
  def init({_id, slots}) do
    {:ok, slots, 0}
  end

  @impl true
  def handle_info(:timeout, slots) do
    slot = :rand.uniform(slots)
    question = make_ref()

    try do
      case :rand.uniform(12) do
        1 ->
          :slowly = GenServer.call(Worker.name(slot), {:slow, 3}, :rand.uniform(5))

        2 ->
          stream(slot)

        3 ->
          tasks()

        4 ->
          Registry.dispatch(Soak.Topics, rem(slot, 4), fn entries ->
            for {pid, _} <- entries, do: send(pid, {:topic, slot})
          end)

        _echo ->
          answer = GenServer.call(Worker.name(slot), {:echo, question})
          Report.expect(answer == {slot, question}, {:wrong_answer, answer, slot})
      end

      Report.count(:calls)
    catch
      :exit, {:timeout, _} -> Report.count(:late)
      :exit, _gone -> :ok
    end

    {:noreply, slots, 1}
  end

  def handle_info(stray, slots) do
    Report.violation({:stray, __MODULE__, stray})
    {:noreply, slots, 1}
  end

  defp stream(slot) do
    results =
      Soak.Tasks
      |> Task.Supervisor.async_stream_nolink(
        1..8,
        fn
          3 -> Process.sleep(:infinity)
          5 -> exit(:storm)
          n -> {slot, n}
        end,
        max_concurrency: 4,
        timeout: 10,
        on_timeout: :kill_task
      )
      |> Enum.to_list()

    expected =
      for n <- 1..8 do
        case n do
          3 -> {:exit, :timeout}
          5 -> {:exit, :storm}
          n -> {:ok, {slot, n}}
        end
      end

    # A busy machine may time out more of them, but never mixes them up.
    right? =
      Enum.zip(results, expected)
      |> Enum.all?(fn {result, expected} -> result == expected or result == {:exit, :timeout} end)

    Report.expect(right? and length(results) == 8, {:stream, results})
    Report.count(:tasks)
  end

  defp tasks do
    good = Task.Supervisor.async_nolink(Soak.Tasks, fn -> :good end)
    bad = Task.Supervisor.async_nolink(Soak.Tasks, fn -> raise "storm" end)
    long = Task.Supervisor.async_nolink(Soak.Tasks, fn -> Process.sleep(:infinity) end)
    Report.expect(Task.await(good) == :good, :task)
    Report.expect(match?({:exit, {%RuntimeError{}, _}}, Task.yield(bad, 5000)), :crashed_task)
    Report.expect(Task.shutdown(long, :brutal_kill) == nil, :shut_task)
    Report.count(:tasks)
  end
end

defmodule Soak.Tree do
  @moduledoc "Everything below one supervisor."

  @groups 4
  @slots 40

  def start do
    unlimited = [max_restarts: 1_000_000_000, max_seconds: 1]

    groups =
      for group <- 1..@groups do
        slots = for slot <- 1..@slots, rem(slot, @groups) == group - 1, do: {Soak.Worker, slot}
        options = [strategy: strategy(group)] ++ unlimited

        %{
          id: group,
          type: :supervisor,
          start: {Supervisor, :start_link, [slots, options]}
        }
      end

    children =
      [
        {Registry, keys: :unique, name: Soak.Registry, partitions: 2},
        {Registry, keys: :duplicate, name: Soak.Topics},
        {Task.Supervisor, [name: Soak.Tasks] ++ unlimited},
        Soak.Dispatcher,
        %{
          id: Soak.Groups,
          type: :supervisor,
          start:
            {Supervisor, :start_link,
             [groups, [name: Soak.Groups, strategy: :one_for_one] ++ unlimited]}
        }
      ] ++
        for(id <- 1..4, do: {Soak.Client, {id, @slots}}) ++
        for(id <- 1..4, do: {Soak.Channel, id}) ++
        [{Soak.Storm, @slots}]

    Supervisor.start_link(children, strategy: :one_for_one, max_restarts: 0)
  end

  # Crashes of a whole group are not many more than its workers': one of each kind.
  defp strategy(1), do: :rest_for_one
  defp strategy(_), do: :one_for_one

  def slots, do: @slots
end

defmodule Soak.Run do
  @moduledoc "Starts the tree, watches memory, stops it and counts what is left."
  alias Soak.{Report, Tree}

  def main(seconds, crashes) do
    Report.new()
    before = census()
    {:ok, tree} = Tree.start()
    finish = System.monotonic_time(:millisecond) + seconds * 1000
    samples = watch(tree, finish, crashes, [])
    settle()
    Supervisor.stop(tree)
    Process.sleep(200)
    compare(before, census())
    flat(Enum.reverse(samples))
    mailbox()
    print()
  end

  defp watch(tree, finish, crashes, samples) do
    Process.sleep(1000)
    Report.expect(Process.alive?(tree), :tree_died)
    samples = [memory() | samples]
    now = System.monotonic_time(:millisecond)

    # Ten times the time asked for is not slow any more: something stands still.
    stuck? = Report.counted(:crashes) < crashes and now > finish + 600_000
    Report.expect(not stuck?, {:stuck, Report.counted(:crashes)})

    if (now < finish or Report.counted(:crashes) < crashes) and Process.alive?(tree) and
         not stuck?,
       do: watch(tree, finish, crashes, samples),
       else: samples
  end

  # No more storm: all workers come back, and every job that was begun gets done.
  defp settle do
    Process.exit(Process.whereis(Soak.Storm), :normal)
    :ok = :sys.suspend(Soak.Storm)
    wait(fn -> Registry.count(Soak.Registry) == Tree.slots() end, :workers_missing)
    Report.expect(Registry.count(Soak.Topics) == Tree.slots(), :topics)
    state = GenServer.call(Soak.Dispatcher, :snapshot)
    started = state.next - 1

    wait(
      fn -> GenServer.call(Soak.Dispatcher, :snapshot).low >= started end,
      {:jobs_missing, started}
    )

    wait(
      fn ->
        {:monitors, monitors} = Process.info(Process.whereis(Soak.Dispatcher), :monitors)
        length(monitors) == Tree.slots()
      end,
      :monitors_left
    )

    wait(fn -> Supervisor.count_children(Soak.Tasks).active < 40 end, :tasks_left)
    for {_, pid, _, _} <- Supervisor.which_children(Soak.Groups), do: children(pid)
  end

  defp children(group) do
    pids = for {_, pid, _, _} <- Supervisor.which_children(group), do: pid
    {:links, links} = Process.info(group, :links)

    Report.expect(
      length(Enum.uniq(links)) == length(pids) + 1,
      {:links_left, length(links), length(pids)}
    )
  end

  defp wait(condition, what, left \\ 3000)
  defp wait(_condition, what, 0), do: Report.violation(what)

  defp wait(condition, what, left) do
    if not condition.() do
      Process.sleep(10)
      wait(condition, what, left - 1)
    end
  end

  defp census do
    %{
      processes: length(Process.list()),
      tables: length(:ets.all()),
      names: length(Process.registered()),
      ports: length(Port.list()),
      links: Process.info(self(), :links) |> elem(1) |> Enum.sort(),
      monitors: Process.info(self(), :monitors),
      monitored_by: Process.info(self(), :monitored_by) |> elem(1) |> length()
    }
  end

  defp compare(before, later) do
    for {what, count} <- before, later[what] != count do
      Report.violation({:left_over, what, count, later[what]})
    end
  end

  # Bytes of the whole process where the system tells, of the machine elsewhere.
  defp memory do
    case File.read("/proc/self/statm") do
      {:ok, text} -> (text |> String.split() |> Enum.at(1) |> String.to_integer()) * 4096
      {:error, _} -> :erlang.memory(:total)
    end
  end

  # The first quarter warms up; after that the highest points of a middle and of the last part are compared.
  defp flat(samples) do
    count = length(samples)
    {_warm, rest} = Enum.split(samples, div(count, 4))
    {early, late} = Enum.split(rest, div(length(rest), 2))

    if early != [] and late != [] do
      highest = Enum.max(early)

      Report.expect(
        Enum.max(late) < highest * 1.1 + 4_000_000,
        {:memory_grew, highest, Enum.max(late)}
      )
    end

    IO.puts(
      "memory: " <>
        Enum.map_join(
          Enum.take_every(samples, max(div(count, 10), 1)),
          " ",
          &"#{div(&1, 1_000_000)} MB"
        )
    )
  end

  defp mailbox do
    receive do
      message -> Report.violation({:message_left, message})
    after
      0 -> :ok
    end
  end

  defp print do
    for name <- ~w(crashes restarts messages jobs repeated calls late timers tasks)a,
        do: IO.puts("#{name}: #{Report.counted(name)}")

    case Report.violations() do
      [] ->
        IO.puts("soak: nothing lost, doubled or left over")

      violations ->
        violations
        |> Enum.frequencies()
        |> Enum.take(20)
        |> Enum.each(&IO.inspect(&1, label: "violation"))

        System.halt(1)
    end
  end
end

{seconds, crashes} =
  case Enum.map(System.argv(), &String.to_integer/1) do
    [seconds, crashes] -> {seconds, crashes}
    [seconds] -> {seconds, 100_000}
    [] -> {60, 100_000}
  end

Soak.Run.main(seconds, crashes)
