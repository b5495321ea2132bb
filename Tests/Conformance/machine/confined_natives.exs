# Every native that touches the host is refused to a process that is allowed nothing: called directly, from an agent and from a
# supervised task of its own, and through the I/O protocol; and no process outside does it on its behalf.
defmodule Denied do
  # The natives that need an authority, from the machine's own tables.
  def natives, do: for({_, _, _, [_ | _]} = native <- :prim_domain.natives(), do: native)

  # What becomes of a call. Arguments are never looked at by what is refused.
  def try_native({module, name, arity, _}) do
    case apply(module, name, List.duplicate(nil, arity)) do
      {:error, :eacces} when module == :prim_file -> :denied
      other -> {:allowed, other}
    end
  rescue
    error in ErlangError -> if error.original == {:denied, module, name}, do: :denied, else: error
    error -> error
  catch
    kind, reason -> {kind, reason}
  end

  def report(label, results) do
    wrong = for {native, result} <- results, result != :denied, do: {native, result}
    IO.inspect(wrong, label: "#{label}: not refused", limit: :infinity)
    IO.puts("#{label}: refused all of them: #{results != [] and wrong == []}")
  end

  # Runs a function confined and gives its result, which has to be data.
  def confine(fun, options \\ []) do
    parent = self()

    {pid, monitor} =
      Process.confine(
        fn -> send(parent, {self(), fun.()}) end,
        Keyword.merge([grant: [parent], monitor: true], options)
      )

    receive do
      {^pid, result} ->
        receive do: ({:DOWN, ^monitor, _, _, _} -> result)

      {:DOWN, ^monitor, _, _, reason} ->
        {:down, reason}
    end
  end

  def attempt(fun) do
    fun.()
  rescue
    error -> {:raised, error.__struct__}
  catch
    :exit, {reason, _} -> {:exit, reason}
    kind, reason -> {kind, reason}
  end

  def request(device, request) do
    reference = make_ref()
    send(device, {:io_request, self(), reference, request})

    receive do
      {:io_reply, ^reference, reply} -> reply
    after
      100 -> :no_answer
    end
  end
end

natives = Denied.natives()
names = for {module, name, _, _} <- natives, uniq: true, do: {module, name}

for name <- [
      {:prim_file, :open},
      {:prim_file, :delete},
      {:erlang, :open_port},
      {:os, :getenv},
      {:prim_io, :write},
      {:prim_code, :load_binary},
      {:erlang, :halt}
    ],
    name not in names,
    do: IO.inspect(name, label: "needs no authority")

# In the modules that are about the host, these need none: they answer from the machine's own memory, or work on what only
# an allowed call can have opened.
harmless =
  for {module, name, arity, []} <- :prim_domain.natives(),
      module in [:prim_file, :prim_io, :prim_tty, :os, :prim_signal],
      do: {module, name, arity}

IO.inspect(harmless, label: "without authority", limit: :infinity)

results = for native <- natives, do: {native, Denied.confine(fn -> Denied.try_native(native) end)}
Denied.report("directly", results)

all = fn -> for native <- natives, do: {Tuple.to_list(native), Denied.try_native(native)} end

Denied.report(
  "in an agent",
  Denied.confine(fn ->
    {:ok, agent} = Agent.start_link(fn -> nil end)
    Agent.get(agent, fn nil -> all.() end)
  end)
)

Denied.report(
  "in a supervised task",
  Denied.confine(fn ->
    {:ok, supervisor} = Task.Supervisor.start_link()
    Task.await(Task.Supervisor.async(supervisor, all))
  end)
)

Denied.report(
  "through the I/O protocol",
  Denied.confine(fn ->
    for {module, name, arity, _} = native <- natives do
      # The gateway inside applies it, where it is refused as well, and says that it has got no text.
      reply =
        Denied.request(
          Process.group_leader(),
          {:put_chars, :unicode, module, name, List.duplicate(nil, arity)}
        )

      {Tuple.to_list(native), if(reply == {:error, :put_chars}, do: :denied, else: reply)}
    end
  end)
)

# Processes outside.
{:ok, agent} = Agent.start_link(fn -> "secret" end, name: :outside)
{:ok, supervisor} = Task.Supervisor.start_link()
device = Process.group_leader()
read = fn -> File.read!("/etc/hostname") end

outside = [
  agent_fun: fn -> Agent.get(agent, fn _ -> read.() end, 100) end,
  agent_mfa: fn -> Agent.get(agent, System, :get_env, ["HOME"], 100) end,
  agent_name: fn -> Agent.get(:outside, fn state -> state end, 100) end,
  task: fn -> Task.Supervisor.async_nolink(supervisor, read) |> Task.yield(100) end,
  device: fn -> Denied.request(device, {:put_chars, :unicode, System, :get_env, ["HOME"]}) end,
  exit: fn -> {Process.exit(agent, :kill), Process.alive?(agent)} end,
  link: fn -> Process.link(agent) end,
  monitor: fn ->
    monitor = Process.monitor(agent)
    receive do: ({:DOWN, ^monitor, _, _, reason} -> reason)
  end,
  info: fn -> Process.info(agent) end,
  list: fn -> agent in Process.list() end,
  whereis: fn -> Process.whereis(:outside) end,
  leader: fn -> Process.group_leader(self(), device) end,
  tables: fn -> :ets.whereis(:secrets) end,
  term: fn -> :persistent_term.get(:secret, :none) end,
  trace: fn -> :erlang.trace(agent, true, [:receive]) end,
  define: fn -> Code.compile_string("defmodule Denied.New, do: def(f, do: 1)") end,
  redefine: fn -> :code.load_binary(Denied, ~c"denied", "") end
]

:ets.new(:secrets, [:named_table, :public])
:persistent_term.put(:secret, 1)
for {name, fun} <- outside, do: IO.inspect({name, Denied.confine(fn -> Denied.attempt(fun) end)})
IO.inspect(Process.alive?(agent) and Process.alive?(supervisor), label: "all outside is well")

# A granted process gets data alone: no funs, no structs.
IO.inspect(
  Denied.confine(fn -> Denied.attempt(fn -> Agent.get(agent, fn _ -> 1 end, 100) end) end,
    grant: [self(), agent]
  )
)

parent = self()

Denied.confine(fn ->
  for message <- [fn -> 1 end, %{}, ~D[2020-01-01], {:data, "x"}],
      do: send(parent, {:message, message})
end)

receive do: ({:message, message} -> IO.inspect(message))
IO.inspect(Process.info(self(), :messages))

IO.inspect(Denied.confine(fn -> 1 end, allow: [:read]))

# One authority allows what it says and nothing else.
for {authority, _} <- [read: 1, write: 1, environment: 1, run: 1, streams: 1, machine: 1] do
  wrong =
    for {module, name, _, needed} = native <- natives,
        authority not in needed,
        result = Denied.confine(fn -> Denied.try_native(native) end, allow: [authority]),
        result != :denied,
        do: {module, name, result}

  IO.inspect(wrong, label: "#{authority} allows, too")
end
