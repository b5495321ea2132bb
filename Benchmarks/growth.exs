# How the time of operations of the library grows: each is measured at n, 10n and 100n. run.py prints the table of both
# implementations. A line is `name n microseconds microseconds microseconds`, each the best of some runs.
defmodule Growth do
  def operations do
    [
      {"Enum pipeline on a list", 1_000, &Enum.to_list(1..&1), &pipeline/1},
      {"Enum pipeline on a range", 1_000, &(1..&1), &pipeline/1},
      {"Enum over a map", 1_000, &map/1, fn map -> Enum.sum_by(map, fn {_, v} -> v end) end},
      {"Stream pipeline", 1_000, &(1..&1),
       fn range ->
         range |> Stream.map(&(&1 * 3)) |> Stream.filter(&(rem(&1, 2) == 0)) |> Enum.sum()
       end},
      {"Enum.sort", 1_000, &shuffled/1, &Enum.sort/1},
      {"Enum.sort_by", 1_000, &shuffled/1, fn list -> Enum.sort_by(list, &(-&1)) end},
      {"Enum.group_by", 1_000, &shuffled/1, fn list -> Enum.group_by(list, &rem(&1, 100)) end},
      {"Enum.uniq", 1_000, &shuffled/1, &Enum.uniq/1},
      {"Enum.zip", 1_000, &shuffled/1, &Enum.zip(&1, &1)},
      {"Enum.reduce_while", 1_000, &shuffled/1,
       fn list -> Enum.reduce_while(list, 0, fn x, sum -> {:cont, sum + x} end) end},
      {"Map.new", 1_000, &shuffled/1, fn list -> Map.new(list, &{&1, &1}) end},
      {"Map.merge", 1_000, &{map(&1), map(2 * &1)}, fn {one, other} -> Map.merge(one, other) end},
      {"MapSet union", 1_000, &{MapSet.new(1..&1), MapSet.new(1..(2 * &1)//2)},
       fn {one, other} -> MapSet.union(one, other) end},
      {"MapSet difference", 1_000, &{MapSet.new(1..&1), MapSet.new(1..(2 * &1)//2)},
       fn {one, other} -> MapSet.difference(one, other) end},
      {"Keyword.get at the end", 1_000,
       fn n -> for i <- 1..n, do: {if(i == n, do: :z, else: :a), i} end,
       fn list -> Keyword.get(list, :z) end},
      {"list ++ list", 1_000, &shuffled/1, &(&1 ++ [1])},
      {"list -- list", 1_000, &shuffled/1, &(&1 -- &1)},
      {"Enum.at at the end", 1_000, &shuffled/1, &Enum.at(&1, -1)},
      {"inspect", 100, &shuffled/1, &inspect(&1, limit: :infinity)},
      {"inspect, pretty", 100, &map/1, &inspect(&1, limit: :infinity, pretty: true)},
      {":gb_trees.insert", 100, &shuffled/1,
       fn list -> Enum.reduce(list, :gb_trees.empty(), &:gb_trees.insert(&1, &1, &2)) end},
      {":queue in and out", 1_000, &shuffled/1,
       fn list -> list |> Enum.reduce(:queue.new(), &:queue.in/2) |> drain() end},
      {":array.set", 1_000, &shuffled/1,
       fn list -> Enum.reduce(list, :array.new(), &:array.set(&1, &1, &2)) end},
      {"term_to_binary", 1_000, &map/1, &:erlang.term_to_binary/1},
      {"binary_to_term", 1_000, &:erlang.term_to_binary(map(&1)), &:erlang.binary_to_term/1},
      {"String.split", 1_000, &String.duplicate("ab,", &1), &String.split(&1, ",")},
      {"String.length", 1_000, &String.duplicate("añ", &1), &String.length/1},
      {"building a binary", 1_000, &(1..&1),
       fn range -> Enum.reduce(range, "", fn x, text -> text <> <<rem(x, 256)>> end) end}
    ]
  end

  defp pipeline(enum) do
    enum |> Enum.map(&(&1 * 3)) |> Enum.filter(&(rem(&1, 2) == 0)) |> Enum.sum()
  end

  defp map(n), do: Map.new(1..n, &{&1, &1})
  defp shuffled(n), do: Enum.sort_by(1..n, &:erlang.phash2/1)

  defp drain(queue) do
    case :queue.out(queue) do
      {{:value, _}, queue} -> drain(queue)
      {:empty, _} -> :ok
    end
  end

  def run do
    for {name, n, prepare, fun} <- operations() do
      times = for factor <- [1, 10, 100], do: best(prepare.(n * factor), fun)
      IO.puts("#{String.replace(name, " ", "_")} #{n} #{Enum.join(times, " ")}")
    end
  end

  # Short ones are repeated until there is something to measure.
  defp best(argument, fun) do
    {once, _} = :timer.tc(fn -> fun.(argument) end)
    repeats = max(1, div(2_000, once + 1))

    Enum.min(
      for _ <- 1..5 do
        {time, _} = :timer.tc(fn -> Enum.each(1..repeats, fn _ -> fun.(argument) end) end)
        Float.round(time / repeats, 2)
      end
    )
  end
end

Growth.run()
