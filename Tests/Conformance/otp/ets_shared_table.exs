# Processes on all cores read and write a table that is made for it: nothing is lost, nothing is seen half.
defmodule Shared do
  @keys 500
  @rounds 3_000

  def run(options) do
    table = :ets.new(:shared, [:public | options])
    workers = for worker <- 1..4, do: Task.async(fn -> work(table, worker, @rounds) end)
    # Whole tables are walked meanwhile, and it grows all the time.
    walker = Task.async(fn -> walk(table, 30) end)
    Task.await_many(workers, :infinity)
    consistent = Task.await(walker, :infinity)
    counters = for key <- 1..@keys, do: :ets.lookup_element(table, {:count, key}, 2)
    own = for worker <- 1..4, do: length(:ets.match(table, {{worker, :"$1"}, :_, :_}))
    size = :ets.info(table, :size)
    :ets.delete(table)
    {Enum.sum(counters), own, size, consistent}
  end

  defp work(_table, _worker, 0), do: :ok

  defp work(table, worker, n) do
    :ets.update_counter(table, {:count, rem(n, @keys) + 1}, 1, {:count, 0})
    :ets.insert(table, {{worker, n}, n, -n})
    if rem(n, 3) == 0, do: :ets.delete(table, {worker, n})
    :ets.insert(table, [{:left, {worker, n}}, {:right, {worker, n}}])
    :ets.insert_new(table, {{:first, n}, worker, worker})
    work(table, worker, n - 1)
  end

  defp walk(_table, 0), do: true

  defp walk(table, n) do
    whole =
      for {_, value, negative} <- :ets.tab2list(table), is_integer(negative) and negative < 0 do
        value == -negative
      end

    Enum.all?(whole) and walk(table, n - 1)
  end
end

concurrent = [read_concurrency: true, write_concurrency: true]
IO.inspect(Shared.run([:set]), label: "set")
IO.inspect(Shared.run([:set | concurrent]), label: "concurrent set")
IO.inspect(Shared.run([:ordered_set | concurrent]), label: "ordered set")

# Tables come and go while others look for them by name.
finder =
  Task.async(fn ->
    for _ <- 1..20_000 do
      case :ets.whereis(:named) do
        :undefined -> true
        _ -> try do: :ets.lookup(:named, :key) in [[], [key: 1]], rescue: (ArgumentError -> true)
      end
    end
    |> Enum.all?()
  end)

for _ <- 1..1_000 do
  :ets.new(:named, [:named_table, :public, read_concurrency: true])
  :ets.insert(:named, {:key, 1})
  :ets.delete(:named)
end

IO.inspect(Task.await(finder, :infinity), label: "found or not")

:ets.new(:before, [:named_table])
:ets.insert(:before, {1, :one})
IO.inspect({:ets.lookup(:before, 1), :ets.rename(:before, :behind), :ets.whereis(:before)})
IO.inspect(:ets.lookup(:behind, 1))
IO.inspect(try do: :ets.lookup(:before, 1), rescue: (error -> error.__struct__))
