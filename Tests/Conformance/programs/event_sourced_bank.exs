defmodule Bank.Money do
  @derive {Inspect, only: [:cents, :currency]}
  @enforce_keys [:cents]
  defstruct [:cents, currency: :EUR]

  @type t :: %__MODULE__{cents: integer, currency: atom}

  def new(cents, currency \\ :EUR) when is_integer(cents), do: %__MODULE__{cents: cents, currency: currency}

  def parse(text) do
    case Regex.named_captures(~r/^(?<sign>-)?(?<whole>\d{1,3}(?:,\d{3})*|\d+)(?:\.(?<part>\d{2}))?\s*(?<currency>[A-Z]{3})?$/, text) do
      nil ->
        :error

      %{"sign" => sign, "whole" => whole, "part" => part, "currency" => currency} ->
        cents = String.to_integer(String.replace(whole, ",", "")) * 100 + if(part == "", do: 0, else: String.to_integer(part))
        cents = if sign == "-", do: -cents, else: cents
        {:ok, new(cents, if(currency == "", do: :EUR, else: String.to_atom(currency)))}
    end
  end

  def sigil_m(text, _modifiers) do
    {:ok, money} = parse(text)
    money
  end

  defimpl String.Chars do
    def to_string(%{cents: cents, currency: currency}) do
      sign = if cents < 0, do: "-", else: ""
      cents = abs(cents)

      whole =
        cents
        |> div(100)
        |> Integer.digits()
        |> Enum.reverse()
        |> Enum.chunk_every(3)
        |> Enum.map_join(",", &Enum.join/1)
        |> String.reverse()

      "#{sign}#{whole}.#{cents |> rem(100) |> Integer.to_string() |> String.pad_leading(2, "0")} #{currency}"
    end
  end

  defmodule CurrencyError do
    defexception [:left, :right]

    @impl true
    def message(%{left: left, right: right}), do: "cannot mix #{left} and #{right}"
  end

  def add(%__MODULE__{currency: c} = a, %__MODULE__{currency: c} = b), do: %{a | cents: a.cents + b.cents}
  def add(a, b), do: raise(CurrencyError, left: a.currency, right: b.currency)
  def negate(%__MODULE__{} = money), do: Map.update!(money, :cents, &Kernel.-/1)
  def compare(%__MODULE__{cents: a}, %__MODULE__{cents: b}), do: if(a < b, do: :lt, else: if(a > b, do: :gt, else: :eq))
end

defmodule Bank.Event do
  defmacro __using__(_) do
    quote do
      import unquote(__MODULE__), only: [defevent: 2]
      Module.register_attribute(__MODULE__, :events, accumulate: true)
      @before_compile unquote(__MODULE__)
    end
  end

  defmacro defevent(name, fields) do
    {:__aliases__, _, parts} = name

    quote do
      defmodule unquote(name) do
        @enforce_keys unquote(Keyword.keys(fields))
        defstruct unquote(Keyword.keys(fields)) ++ [version: 1]

        @type t :: %__MODULE__{unquote_splicing(fields)}

        def name, do: unquote(parts |> List.last() |> Atom.to_string() |> Macro.underscore())
        def fields, do: unquote(Enum.map(fields, fn {k, v} -> {k, Macro.to_string(v)} end))
      end

      @events unquote(name)
    end
  end

  defmacro __before_compile__(_env) do
    quote do
      def all, do: @events |> Enum.reverse()
    end
  end
end

defmodule Bank.Events do
  use Bank.Event

  defevent AccountOpened, id: String.t(), owner: String.t()
  defevent Deposited, id: String.t(), amount: Bank.Money.t()
  defevent Withdrawn, id: String.t(), amount: Bank.Money.t()
  defevent TransferStarted, id: String.t(), to: String.t(), amount: Bank.Money.t()
  defevent AccountClosed, id: String.t()
end

defprotocol Bank.Applicable do
  @doc "Applies an event to the state of an account."
  @fallback_to_any true
  def apply(event, account)
end

defmodule Bank.Account do
  alias Bank.{Events, Money}
  defstruct id: nil, owner: nil, balance: %Money{cents: 0}, status: :new, version: 0

  defimpl Bank.Applicable, for: Events.AccountOpened do
    def apply(event, account), do: %{account | id: event.id, owner: event.owner, status: :open}
  end

  defimpl Bank.Applicable, for: Events.Deposited do
    def apply(event, account), do: %{account | balance: Money.add(account.balance, event.amount)}
  end

  defimpl Bank.Applicable, for: [Events.Withdrawn, Events.TransferStarted] do
    def apply(event, account), do: %{account | balance: Money.add(account.balance, Money.negate(event.amount))}
  end

  defimpl Bank.Applicable, for: Events.AccountClosed do
    def apply(_, account), do: %{account | status: :closed}
  end

  defimpl Bank.Applicable, for: Any do
    def apply(event, _), do: raise(ArgumentError, "unknown event #{inspect(event)}")
  end

  def evolve(account, events) do
    Enum.reduce(events, account, fn event, account ->
      event |> Bank.Applicable.apply(account) |> Map.update!(:version, &(&1 + 1))
    end)
  end

  def execute(%{status: :new}, {:open, id, owner}), do: {:ok, [%Events.AccountOpened{id: id, owner: owner}]}
  def execute(%{status: :open}, {:open, _, _}), do: {:error, :already_open}
  def execute(%{status: :closed}, _), do: {:error, :closed}
  def execute(%{status: :new}, _), do: {:error, :not_found}
  def execute(_, {:deposit, %Money{cents: cents}}) when cents <= 0, do: {:error, :invalid_amount}
  def execute(account, {:deposit, amount}), do: {:ok, [%Events.Deposited{id: account.id, amount: amount}]}

  def execute(account, {:withdraw, amount}) do
    with :ok <- sufficient(account, amount), do: {:ok, [%Events.Withdrawn{id: account.id, amount: amount}]}
  end

  def execute(account, {:transfer, to, amount}) do
    with :ok <- sufficient(account, amount), do: {:ok, [%Events.TransferStarted{id: account.id, to: to, amount: amount}]}
  end

  def execute(%{balance: %Money{cents: 0}} = account, :close), do: {:ok, [%Events.AccountClosed{id: account.id}]}
  def execute(account, :close), do: {:error, {:balance, to_string(account.balance)}}

  defp sufficient(account, amount) do
    case Money.compare(account.balance, amount) do
      :lt -> {:error, {:insufficient, to_string(account.balance)}}
      _ -> :ok
    end
  end
end

defmodule Bank.Store do
  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)
  def append(stream, expected, events), do: GenServer.call(__MODULE__, {:append, stream, expected, events})
  def read(stream, from \\ 0), do: :ets.select(__MODULE__, [{{{stream, :"$1"}, :"$2"}, [{:>, :"$1", from}], [:"$2"]}])
  def subscribe, do: GenServer.call(__MODULE__, :subscribe)

  @impl true
  def init(opts) do
    table = :ets.new(__MODULE__, [:named_table, :ordered_set, :protected, read_concurrency: true])
    {:ok, %{table: table, subscribers: [], limit: opts[:limit] || :infinity}}
  end

  @impl true
  def handle_call({:append, stream, expected, events}, _from, state) do
    case version(stream) do
      ^expected ->
        entries = events |> Enum.with_index(expected + 1) |> Enum.map(fn {event, version} -> {{stream, version}, event} end)
        true = :ets.insert_new(state.table, entries)
        for {pid, _} <- state.subscribers, event <- events, do: send(pid, {:event, event})
        {:reply, {:ok, expected + length(events)}, state}

      actual ->
        {:reply, {:error, {:wrong_version, expected, actual}}, state}
    end
  end

  def handle_call(:subscribe, {pid, _}, state) do
    ref = Process.monitor(pid)
    {:reply, :ok, update_in(state.subscribers, &[{pid, ref} | &1])}
  end

  @impl true
  def handle_info({:DOWN, ref, :process, pid, _}, state), do: {:noreply, update_in(state, [:subscribers], &List.delete(&1, {pid, ref}))}

  defp version(stream) do
    case :ets.prev(__MODULE__, {stream, :infinity}) do
      {^stream, version} -> version
      _ -> 0
    end
  end
end

defmodule Bank.Worker do
  use GenServer, restart: :transient
  alias Bank.{Account, Store}

  def start_link(id), do: GenServer.start_link(__MODULE__, id, name: via(id))
  defp via(id), do: {:via, Registry, {Bank.Registry, id}}

  def run(id, command) do
    pid =
      case DynamicSupervisor.start_child(Bank.Workers, {__MODULE__, id}) do
        {:ok, pid} -> pid
        {:error, {:already_started, pid}} -> pid
      end

    GenServer.call(pid, command)
  end

  @impl true
  def init(id), do: {:ok, id, {:continue, :load}}

  @impl true
  def handle_continue(:load, id), do: {:noreply, Account.evolve(%Account{id: id}, Store.read(id)), 5_000}

  @impl true
  def handle_call(:state, _from, account), do: {:reply, account, account}
  def handle_call(:crash, _from, account), do: {:stop, :boom, :crashing, account}

  def handle_call(command, _from, account) do
    with {:ok, events} <- Account.execute(account, command),
         {:ok, _} <- Store.append(account.id, account.version, events) do
      account = Account.evolve(account, events)
      {:reply, {:ok, account.balance}, account}
    else
      {:error, reason} -> {:reply, {:error, reason}, account}
    end
  end
end

defmodule Bank.Transfers do
  @moduledoc "A process manager: completes transfers."
  use GenServer
  alias Bank.Events.TransferStarted

  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)
  def sync, do: GenServer.call(__MODULE__, :sync)

  @impl true
  def init(nil) do
    Bank.Store.subscribe()
    {:ok, 0}
  end

  @impl true
  def handle_info({:event, %TransferStarted{to: to, amount: amount, id: from}}, count) do
    case Bank.Worker.run(to, {:deposit, amount}) do
      {:ok, _} -> {:noreply, count + 1}
      {:error, _} -> 
        {:ok, _} = Bank.Worker.run(from, {:deposit, amount})
        {:noreply, count}
    end
  end

  def handle_info({:event, _}, count), do: {:noreply, count}

  @impl true
  def handle_call(:sync, _, count), do: {:reply, count, count}
end

defmodule Main do
  import Bank.Money, only: [sigil_m: 2]
  alias Bank.Worker

  def run do
Logger.configure(level: :none)

children = [
  {Registry, keys: :unique, name: Bank.Registry},
  {DynamicSupervisor, name: Bank.Workers, strategy: :one_for_one},
  {Bank.Store, limit: 100},
  Bank.Transfers
]

{:ok, supervisor} = Supervisor.start_link(children, strategy: :rest_for_one)

IO.inspect(~m(1,234.50))
IO.puts(~m(-1,234,567.05 USD))
IO.inspect(Worker.run("alice", {:deposit, ~m(10)}))
IO.inspect(Worker.run("alice", {:open, "alice", "Alice"}))
IO.inspect(Worker.run("alice", {:open, "alice", "Alice"}))
IO.inspect(Worker.run("bob", {:open, "bob", "Bob"}))
IO.inspect(Worker.run("alice", {:deposit, ~m(1,000.00)}))
IO.inspect(Worker.run("alice", {:withdraw, ~m(250.25)}))
IO.inspect(Worker.run("alice", {:withdraw, ~m(1000)}))
IO.inspect(Worker.run("alice", {:transfer, "bob", ~m(49.75)}))
Process.sleep(20)
IO.inspect(Bank.Transfers.sync())
IO.inspect(Worker.run("alice", {:transfer, "nobody", ~m(1)}))
Process.sleep(20)
IO.inspect(Worker.run("bob", :state))
IO.inspect(Worker.run("alice", :state))
IO.inspect(Worker.run("alice", :close))
IO.inspect(Worker.run("alice", :crash))
Process.sleep(20)
IO.inspect(Worker.run("alice", :state), label: "restored")
IO.inspect(Bank.Store.append("alice", 1, []))
IO.inspect(Bank.Events.all() |> Enum.map(& &1.name()))
IO.inspect(Bank.Events.Deposited.fields())
IO.inspect(Bank.Store.read("bob"))

try do
  Bank.Money.add(~m(1), ~m(1 USD))
rescue
  error in Bank.Money.CurrencyError -> IO.puts(Exception.message(error))
end

try do
  Bank.Applicable.apply(:what, nil)
rescue
  error -> IO.puts(Exception.message(error))
end

try do
  struct!(Bank.Money, currency: :EUR)
rescue
  error -> IO.inspect(error)
end

IO.inspect(DynamicSupervisor.count_children(Bank.Workers) |> Enum.sort())
IO.inspect(Supervisor.which_children(supervisor) |> Enum.map(fn {id, pid, type, modules} -> {id, is_pid(pid), type, modules} end))
IO.inspect(Registry.count(Bank.Registry))
IO.inspect(Registry.select(Bank.Registry, [{{:"$1", :_, :_}, [], [:"$1"]}]) |> Enum.sort())

1..200
|> Task.async_stream(fn n -> Worker.run("acc#{rem(n, 10)}", if(n <= 10, do: {:open, "acc#{rem(n, 10)}", "x"}, else: {:deposit, Bank.Money.new(n)})) end, ordered: true, max_concurrency: 1)
|> Enum.count(&match?({:ok, {:ok, _}}, &1))
|> IO.inspect()

IO.puts(Enum.reduce(0..9, Bank.Money.new(0), fn n, sum -> Bank.Money.add(sum, Worker.run("acc#{n}", :state).balance) end))
Supervisor.stop(supervisor)
IO.inspect(Process.whereis(Bank.Store))

end
end

Main.run()
