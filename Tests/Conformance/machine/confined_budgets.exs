# Who overdraws an account of its domain exits with a reason that names it, however it does so; the others go on.
# Long enough for any account, but not endless: an account that is not kept shows.
forever = fn fun -> Enum.each(1..3_000_000, fun) end
sleep = fn -> Process.sleep(:infinity) end

cases = [
  list: {[heap: 100_000], fn -> Enum.reduce(1..3_000_000, [], &[&1 | &2]) end},
  binaries:
    {[heap: 100_000],
     fn ->
       Enum.reduce(1..3_000_000, [], fn _, all -> [String.duplicate("x", 10_000) | all] end)
     end},
  table:
    {[heap: 100_000],
     fn ->
       table = :ets.new(:t, [])
       forever.(&:ets.insert(table, {&1, &1}))
     end},
  persistent_terms: {[heap: 50_000], fn -> forever.(&:persistent_term.put(&1, &1)) end},
  integer: {[heap: 50_000], fn -> Integer.pow(3, 10_000_000) end},
  messages:
    {[heap: 50_000],
     fn ->
       forever.(fn _ ->
         send(self(), Enum.to_list(1..100))
         Process.info(self(), :status)
       end)
     end},
  loop: {[reductions: 50_000], fn -> Enum.each(1..3_000_000, fn _ -> :ok end) end},
  sort: {[reductions: 50_000], fn -> Enum.sort(Enum.to_list(1_000_000..1//-1)) end},
  children: {[children: 10], fn -> for _ <- 1..100, do: spawn(sleep) end},
  mailbox: {[mailbox: 100], fn -> forever.(&send(self(), &1)) end}
]

for {name, {budgets, fun}} <- cases do
  {_, monitor} = Process.confine(fun, budgets: budgets, monitor: true)
  receive do: ({:DOWN, ^monitor, _, _, reason} -> IO.inspect({name, reason}))
end

# An account is the domain's: what one child spends, the others lack. Whoever has no limit, or a domain within that stays
# within its own, is left alone.
{pid, monitor} =
  Process.confine(
    fn ->
      Process.flag(:trap_exit, true)
      greedy = spawn_link(fn -> Enum.each(1..3_000_000, fn _ -> :ok end) end)
      receive do: ({:EXIT, ^greedy, reason} -> exit({:child, reason}))
    end,
    budgets: [reductions: 200_000],
    monitor: true
  )

receive do
  {:DOWN, ^monitor, _, ^pid, reason}
  when reason in [{:child, {:budget, :reductions}}, {:budget, :reductions}] ->
    IO.puts("the account is shared")
end

{pid, monitor} =
  Process.confine(
    fn ->
      {_, inner} =
        Process.confine(fn -> Enum.reduce(1..3_000_000, [], &[&1 | &2]) end,
          budgets: [heap: 50_000],
          monitor: true
        )

      receive do: ({:DOWN, ^inner, _, _, reason} -> exit({:inner, reason}))
    end,
    budgets: [heap: 10_000_000],
    monitor: true
  )

receive do: ({:DOWN, ^monitor, _, ^pid, reason} -> IO.inspect(reason))

# Processes that only wait count with the words that they are made with.
{pid, monitor} =
  Process.confine(
    fn ->
      for _ <- 1..3_000, do: spawn_monitor(sleep)
      receive do: ({:DOWN, _, _, _, reason} -> exit({:child, reason}))
    end,
    budgets: [heap: 100_000],
    monitor: true
  )

receive do
  {:DOWN, ^monitor, _, ^pid, reason}
  when reason in [{:child, {:budget, :heap}}, {:budget, :heap}] ->
    IO.puts("waiting children count")
end
