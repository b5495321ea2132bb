# One process for each core reads and writes a table.
defmodule Bench do
  def run do
    table = :ets.new(:shared, [:public, read_concurrency: true, write_concurrency: true])
    for n <- 1..10_000, do: :ets.insert(table, {n, n, "value"})
    workers = for _ <- 1..4, do: Task.async(fn -> work(table, 200_000, 0) end)
    sum = workers |> Task.await_many(:infinity) |> Enum.sum()
    {sum, :ets.lookup_element(table, :counter, 2)}
  end

  defp work(_, 0, sum), do: sum

  defp work(table, n, sum) do
    key = rem(n * 7, 10_000) + 1
    [{_, value, _}] = :ets.lookup(table, key)
    if rem(n, 10) == 0, do: :ets.insert(table, {key, value, "value"})
    if rem(n, 100) == 0, do: :ets.update_counter(table, :counter, 1, {:counter, 0})
    work(table, n - 1, sum + value)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
