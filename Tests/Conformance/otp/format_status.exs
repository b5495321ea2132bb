# The modules' own view of their status: in :sys.get_status and in the report of a crash, also when it fails.
defmodule Reports do
  def log(%{msg: {:report, %{label: {kind, :terminate}} = r}}, %{config: pid}),
    do: send(pid, {:report, kind, Map.take(r, [:state, :last_message, :queue, :postponed]), reason(r.reason)})

  def log(_, _), do: :ok
  def reason({kind, reason, stack}) when is_list(stack), do: {kind, reason, :stack}
  def reason({reason, stack}) when is_list(stack), do: {reason, :stack}
  def reason(reason), do: reason
end

:ok = :logger.remove_handler(:default)
:ok = :logger.add_handler(:reports, Reports, %{config: self()})

defmodule Changed do
  use GenServer
  def init(x), do: {:ok, x}
  def handle_call(:exit, _, _), do: exit(:why)
  def handle_cast(:stop, s), do: {:stop, :reason, s}

  def format_status(%{reason: r} = s) do
    IO.inspect({:reason, r})
    %{s | reason: {:changed, 1}, state: :hidden, message: :unsaid}
  end

  def format_status(s), do: %{s | state: {:shown, Map.keys(s) |> Enum.sort()}}
end

defmodule Raising do
  use GenServer
  def init(x), do: {:ok, x}
  def handle_cast(:stop, s), do: {:stop, :reason, s}
  def format_status(_), do: raise("no")
end

defmodule NoMap do
  use GenServer
  def init(x), do: {:ok, x}
  def handle_cast(:stop, s), do: {:stop, :reason, s}
  def format_status(_), do: :no_map
end

defmodule Machine do
  @behaviour :gen_statem
  def callback_mode, do: :handle_event_function
  def init(x), do: {:ok, :s, x}
  def handle_event(:cast, :later, _, _), do: {:keep_state_and_data, :postpone}
  def handle_event(:cast, :stop, _, _), do: {:stop, :reason}
  def format_status(s), do: Map.merge(s, %{reason: :other, state: :hs, data: :hd, queue: [:hq], postponed: [:hp]})
end

defmodule RaisingMachine do
  @behaviour :gen_statem
  def callback_mode, do: :handle_event_function
  def init(x), do: {:ok, :s, x}
  def handle_event(:cast, :stop, _, _), do: {:stop, :reason}
  def format_status(_), do: raise("no")
end

status = fn p -> {:status, _, _, [_, _, _, _, shown]} = :sys.get_status(p); Enum.map(shown, fn {:header, h} -> {:header, h}; {:data, [{~c"State", s}]} -> {:state, s}; {:data, d} -> for({k, v} when not is_pid(v) <- d, do: {k, v}); x -> x end) end
reported = fn -> receive do {:report, kind, m, r} -> IO.inspect({kind, Enum.sort(m), r}) after 500 -> IO.puts("nothing") end end

for module <- [Changed, Raising, NoMap] do
  {:ok, p} = GenServer.start(module, :secret, name: module)
  IO.inspect(status.(p))
  GenServer.cast(p, :stop)
  reported.()
end

{:ok, p} = GenServer.start(Changed, :secret)
IO.inspect(try do GenServer.call(p, :exit) catch k, {r, _} -> {k, r} end)
reported.()

for module <- [Machine, RaisingMachine] do
  {:ok, p} = :gen_statem.start({:local, module}, module, :secret, [])
  IO.inspect(status.(p))
  if module == Machine, do: :gen_statem.cast(p, :later)
  :gen_statem.cast(p, :stop)
  reported.()
end
