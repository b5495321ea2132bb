# Bank accounts as processes: transfers, two-phase moves, a ledger that must balance, accounts that crash and recover.
Logger.configure(level: :none)
defmodule Ledger do
  use Agent
  def start_link(_), do: Agent.start_link(fn -> [] end, name: __MODULE__)
  def log(entry), do: Agent.update(__MODULE__, &[entry | &1])
  def entries, do: Agent.get(__MODULE__, &Enum.reverse/1)
  def balance(id), do: Agent.get(__MODULE__, fn es -> for({^id, n} <- es, do: n) |> Enum.sum() end)
end
defmodule Account do
  use GenServer, restart: :transient
  defmodule Error do
    defexception [:reason, :id]
    def message(%{reason: r, id: id}), do: "account #{id}: #{r}"
  end
  def start_link(id), do: GenServer.start_link(__MODULE__, id, name: via(id))
  def via(id), do: {:via, Names, id}
  def deposit(id, n) when n > 0, do: GenServer.call(via(id), {:add, n})
  def withdraw(id, n) when n > 0, do: GenServer.call(via(id), {:add, -n})
  def balance(id), do: GenServer.call(via(id), :balance)
  def close(id), do: GenServer.call(via(id), :close)
  def transfer(from, to, n) do
    with {:ok, _} <- withdraw(from, n) do
      case deposit(to, n) do
        {:ok, _} -> :ok
        error -> deposit(from, n); error
      end
    end
  catch
    :exit, {:noproc, _} -> deposit(from, n); {:error, :no_account}
  end
  @impl true
  def init(id), do: {:ok, %{id: id, balance: nil}, {:continue, :recover}}
  @impl true
  def handle_continue(:recover, s), do: {:noreply, %{s | balance: Ledger.balance(s.id)}}
  @impl true
  def handle_call({:add, n}, _, %{balance: b} = s) when b + n < 0, do: {:reply, {:error, :insufficient_funds}, s}
  def handle_call({:add, 666}, _, s), do: raise(Error, reason: "cursed", id: s.id)
  def handle_call({:add, n}, _, s) do
    Ledger.log({s.id, n})
    {:reply, {:ok, s.balance + n}, %{s | balance: s.balance + n}}
  end
  def handle_call(:balance, _, s), do: {:reply, s.balance, s}
  def handle_call(:close, _, %{balance: 0} = s), do: {:stop, :normal, :ok, s}
  def handle_call(:close, _, s), do: {:reply, {:error, :not_empty}, s}
end
defmodule Names do
  # a registry of one's own, for :via
  use GenServer
  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)
  def register_name(k, pid), do: GenServer.call(__MODULE__, {:register, k, pid})
  def unregister_name(k), do: GenServer.call(__MODULE__, {:unregister, k})
  def whereis_name(k) do
    case :ets.lookup(__MODULE__, k) do
      [{_, pid}] -> if Process.alive?(pid), do: pid, else: :undefined
      [] -> :undefined
    end
  end
  def send(k, m) do
    case whereis_name(k) do
      :undefined -> exit({:badarg, {k, m}})
      pid -> Kernel.send(pid, m); pid
    end
  end
  def init(_), do: (:ets.new(__MODULE__, [:named_table]); {:ok, %{}})
  def handle_call({:register, k, pid}, _, s) do
    if whereis_name(k) == :undefined do
      :ets.insert(__MODULE__, {k, pid})
      {:reply, :yes, Map.put(s, Process.monitor(pid), k)}
    else
      {:reply, :no, s}
    end
  end
  def handle_call({:unregister, k}, _, s), do: (:ets.delete(__MODULE__, k); {:reply, :ok, s})
  def handle_info({:DOWN, ref, _, pid, _}, s) do
    {k, s} = Map.pop(s, ref)
    :ets.match_delete(__MODULE__, {k, pid})
    {:noreply, s}
  end
end
{:ok, _} = Supervisor.start_link([Names, Ledger, {DynamicSupervisor, name: Accounts, max_restarts: 10}], strategy: :one_for_all)
for id <- ~w(alice bob carol) do
  {:ok, _} = DynamicSupervisor.start_child(Accounts, {Account, id})
  {:ok, 100} = Account.deposit(id, 100)
end
IO.inspect(Account.transfer("alice", "bob", 30))
IO.inspect(Account.transfer("alice", "bob", 300))
IO.inspect(Account.transfer("alice", "nobody", 10))
IO.inspect(for id <- ~w(alice bob carol), do: {id, Account.balance(id)})
IO.inspect(DynamicSupervisor.start_child(Accounts, {Account, "bob"}) |> elem(1) |> elem(0))
old = GenServer.whereis(Account.via("carol"))
IO.inspect(try do Account.deposit("carol", 666) catch :exit, {{%{__struct__: Account.Error} = e, [_ | _]}, {GenServer, :call, _}} -> Exception.message(e) end)
Process.sleep(20)
new = GenServer.whereis(Account.via("carol"))
IO.inspect({is_pid(new), new != old, Account.balance("carol")})
ids = ~w(alice bob carol)
:rand.seed(:exsss, {1, 2, 3})
moves = for _ <- 1..300, do: {Enum.random(ids), Enum.random(ids), Enum.random(1..40)}
moves |> Task.async_stream(fn {a, b, n} -> Account.transfer(a, b, n) end, max_concurrency: 16, ordered: false) |> Enum.frequencies_by(fn {:ok, r} -> is_atom(r) or match?({:error, :insufficient_funds}, r) end) |> IO.inspect()
IO.inspect(Enum.sum(for id <- ids, do: Account.balance(id)))
IO.inspect(Enum.all?(ids, &(Account.balance(&1) == Ledger.balance(&1))))
IO.inspect(Account.close("bob"))
{:ok, 0} = Account.withdraw("bob", Account.balance("bob")) |> then(fn {:ok, n} -> {:ok, n}; o -> o end)
IO.inspect(Account.close("bob"))
IO.inspect(GenServer.whereis(Account.via("bob")))
IO.inspect(DynamicSupervisor.count_children(Accounts).active)
IO.inspect(length(Ledger.entries()) > 6)
