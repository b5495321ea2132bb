# Balanced trees and sets of Erlang, ordsets, arrays, queues.
defmodule Bench do
  def run do
    keys = Enum.map(1..20_000, &rem(&1 * 7919, 20_011))
    tree = Enum.reduce(keys, :gb_trees.empty(), &:gb_trees.enter(&1, &1, &2))
    set = Enum.reduce(keys, :gb_sets.new(), &:gb_sets.add/2)
    array = Enum.reduce(0..19_999, :array.new(), &:array.set(&1, &1, &2))
    queue = Enum.reduce(keys, :queue.new(), &:queue.in/2)

    {Enum.reduce(keys, 0, &(:gb_trees.get(&1, tree) + &2)),
     :gb_sets.size(:gb_sets.union(set, :gb_sets.from_list(Enum.to_list(1..30_000)))),
     :array.foldl(fn _, x, sum -> x + sum end, 0, array), drain(queue, 0),
     length(:gb_trees.to_list(tree))}
  end

  defp drain(queue, sum) do
    case :queue.out(queue) do
      {{:value, x}, queue} -> drain(queue, sum + x)
      {:empty, _} -> sum
    end
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
