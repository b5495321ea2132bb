# Order of calls: lazy pipelines over sources that note what is asked of them, functions that raise, throw and exit in the
# midst, and resources that must be released.

defmodule Differential.Table do
  @moduledoc false

  alias Differential.Generators, as: G

  # A resource of numbers from `first` on that notes when it is opened, read and released.
  defp source(first, count) do
    Stream.resource(
      fn -> G.noted(:open, first) end,
      fn
        at when at >= first + count -> {:halt, G.noted(:end, at)}
        at -> {[G.noted(:read, at)], at + 1}
      end,
      fn at -> G.noted(:close, at) end
    )
  end

  defp several(first, count) do
    Stream.resource(
      fn -> G.noted(:open, first) end,
      fn
        at when at >= first + count -> {:halt, at}
        at -> {Enum.to_list(G.noted(:read, at)..(at + rem(at, 3))), at + 2}
      end,
      fn at -> G.noted(:close, at) end
    )
  end

  # A step of a lazy pipeline, chosen by a number.
  defp step(number, stream) do
    case rem(number, 34) do
      0 ->
        Stream.map(stream, &G.noted(:map, &1))

      1 ->
        Stream.filter(stream, &(rem(:erlang.phash2(G.noted(:filter, &1)), 3) != 0))

      2 ->
        Stream.reject(stream, &(rem(:erlang.phash2(G.noted(:reject, &1)), 3) == 0))

      3 ->
        Stream.take(stream, 3)

      4 ->
        Stream.take(stream, -2)

      5 ->
        Stream.drop(stream, 2)

      6 ->
        Stream.drop(stream, -1)

      7 ->
        Stream.take_while(stream, &(:erlang.phash2(G.noted(:take_while, &1), 7) != 3))

      8 ->
        Stream.drop_while(stream, &(:erlang.phash2(G.noted(:drop_while, &1), 5) < 3))

      9 ->
        Stream.flat_map(stream, &[G.noted(:flat_map, &1), :x])

      10 ->
        Stream.flat_map(stream, fn x -> Stream.map([1, 2], &{x, G.noted(:inner, &1)}) end)

      11 ->
        Stream.chunk_every(stream, 2)

      12 ->
        Stream.chunk_every(stream, 3, 2, [:pad])

      13 ->
        Stream.chunk_every(stream, 2, 3, :discard)

      14 ->
        Stream.chunk_by(stream, &rem(:erlang.phash2(G.noted(:chunk_by, &1)), 2))

      15 ->
        Stream.dedup_by(stream, &rem(:erlang.phash2(G.noted(:dedup_by, &1)), 2))

      16 ->
        Stream.uniq_by(stream, &rem(:erlang.phash2(G.noted(:uniq_by, &1)), 4))

      17 ->
        Stream.with_index(stream, 5)

      18 ->
        Stream.scan(stream, &{G.noted(:scan, &1), &2})

      19 ->
        Stream.transform(stream, 0, &transform/2)

      20 ->
        Stream.transform(stream, fn -> G.noted(:start, 0) end, &transform/2, &G.noted(:stop, &1))

      21 ->
        Stream.zip(stream, source(100, 4))

      22 ->
        Stream.zip(source(100, 2), stream)

      23 ->
        Stream.zip_with([stream, [1, 2, 3], several(7, 3)], &G.noted(:zip, &1))

      24 ->
        Stream.concat(stream, source(50, 2))

      25 ->
        Stream.concat([several(50, 2), stream, [9]])

      26 ->
        Stream.intersperse(stream, :between)

      27 ->
        Stream.map_every(stream, 2, &G.noted(:every, &1))

      28 ->
        Stream.take_every(stream, 2)

      29 ->
        Stream.drop_every(stream, 3)

      30 ->
        Stream.each(stream, &G.noted(:each, &1))

      31 ->
        stream |> Stream.concat([0]) |> Stream.cycle() |> Stream.take(7)

      32 ->
        Stream.chunk_while(stream, [], &chunk/2, &{:cont, G.noted(:rest, &1), []})

      33 ->
        Stream.map(stream, fn x -> if :erlang.phash2(x, 9) == 0, do: fail(x), else: x end)
    end
  end

  defp transform(x, acc) do
    case :erlang.phash2(G.noted(:transform, x), 8) do
      0 -> {:halt, acc}
      n when n < 3 -> {[], acc + 1}
      n when n < 5 -> {Stream.map([x, acc], & &1), acc + 1}
      _ -> {[x], acc + 1}
    end
  end

  defp chunk(x, acc) do
    case :erlang.phash2(G.noted(:chunk, x), 6) do
      0 -> {:halt, acc}
      n when n < 3 -> {:cont, Enum.reverse([x | acc]), []}
      _ -> {:cont, [x | acc]}
    end
  end

  defp fail(x) do
    case :erlang.phash2(x, 3) do
      0 -> raise ArgumentError, "at #{inspect(x)}"
      1 -> throw({:thrown, x})
      2 -> exit({:left, x})
    end
  end

  # What ends a pipeline.
  defp finish(number, stream) do
    case rem(number, 22) do
      0 ->
        Enum.to_list(stream)

      1 ->
        Enum.take(stream, 2)

      2 ->
        Enum.find(stream, &(:erlang.phash2(G.noted(:find, &1), 4) == 0))

      3 ->
        Enum.any?(stream, &(:erlang.phash2(G.noted(:any, &1), 5) == 0))

      4 ->
        Enum.reduce_while(stream, 0, &if(&2 > 2, do: {:halt, &1}, else: {:cont, &2 + 1}))

      5 ->
        Enum.zip(stream, [1, 2])

      6 ->
        Enum.at(stream, 1)

      7 ->
        Enum.slice(stream, 1, 2)

      8 ->
        Enum.empty?(stream)

      9 ->
        Enum.chunk_every(stream, 2)

      10 ->
        Enum.split(stream, 2)

      11 ->
        Enum.take_while(stream, &(:erlang.phash2(G.noted(:while, &1), 4) != 0))

      12 ->
        Enum.each(stream, fn x -> if :erlang.phash2(x, 6) == 0, do: fail(x) end)

      13 ->
        Enum.into(stream, MapSet.new())

      14 ->
        Enum.zip_with(stream, source(20, 3), &{&1, G.noted(:with, &2)})

      15 ->
        Enum.member?(stream, 3)

      16 ->
        Enum.count_until(stream, 2)

      17 ->
        Enum.find_index(stream, &(:erlang.phash2(G.noted(:index, &1), 4) == 0))

      18 ->
        Stream.run(stream)

      19 ->
        suspended(stream, 3)

      20 ->
        Enum.flat_map_reduce(stream, 0, &if(&2 > 2, do: {:halt, &2}, else: {[&1, &1], &2 + 1}))

      21 ->
        Enum.take(Stream.zip(stream, stream), 2)
    end
  end

  # Asks for some elements one at a time, then ends the walk.
  defp suspended(stream, count) do
    next = &Enumerable.reduce(stream, &1, fn x, _ -> {:suspend, {:got, x}} end)

    Enum.reduce_while(1..count, {next, []}, fn _, {next, got} ->
      case next.({:cont, :none}) do
        {:suspended, value, next} -> {:cont, {next, [value | got]}}
        {_, value} -> {:halt, {fn _ -> {:over, nil} end, [value | got]}}
      end
    end)
    |> then(fn {next, got} -> {got, elem(next.({:halt, :stopped}), 1)} end)
  end

  def rows do
    # In which order `zip` releases what it has opened when something fails is nobody's concern: there is a row without.
    # Whoever halts a stream of chunks may see the last of them nevertheless: these are walked to their end.
    number =
      {:pick,
       List.to_tuple(
         for n <- 0..340,
             rem(n, 34) not in [11, 12, 13, 14, 31, 32, 33],
             rem(n, 22) not in [12, 21],
             do: n
       )}

    alone =
      {:pick,
       List.to_tuple(
         for n <- 0..340,
             rem(n, 34) not in [11, 12, 13, 14, 21, 22, 23, 31, 32],
             rem(n, 22) not in [5, 14, 21],
             do: n
       )}

    pipeline = fn steps, first, count, last ->
      finish(last, Enum.reduce(steps, source(first, count), &step/2))
    end

    eager = [
      {:all?, []},
      {:any?, []},
      {:chunk_by, []},
      {:count, []},
      {:dedup_by, []},
      {:drop_while, []},
      {:each, []},
      {:filter, []},
      {:find, []},
      {:find_index, []},
      {:find_value, []},
      {:flat_map, []},
      {:frequencies_by, []},
      {:group_by, []},
      {:map, []},
      {:map_join, []},
      {:max_by, []},
      {:min_by, []},
      {:min_max_by, []},
      {:product_by, []},
      {:reject, []},
      {:sort_by, []},
      {:split_while, []},
      {:split_with, []},
      {:sum_by, []},
      {:take_while, []},
      {:uniq_by, []},
      {:map_every, [2]},
      {:map_intersperse, [0]}
    ]

    folds = [
      {:reduce, []},
      {:reduce, [0]},
      {:scan, []},
      {:scan, [1]},
      {:with_index, []},
      {:zip_with, [[3, 4]]}
    ]

    [
      {"lazy pipeline", pipeline,
       [{:list, number}, {:pick, {0, 3, 10}}, {:pick, {0, 1, 3, 6, 9}}, number]},
      {"lazy pipeline of several",
       fn steps, first, count, last ->
         finish(last, Enum.reduce(steps, several(first, count), &step/2))
       end, [{:list, number}, {:pick, {0, 3, 10}}, {:pick, {0, 1, 3, 6, 9}}, number]},
      {"lazy pipeline of a list",
       fn steps, list, last ->
         finish(last, Enum.reduce(steps, list, &step/2))
       end, [{:list, number}, {:one, {:ints, :range, :smalls}}, number]},
      {"lazy failures", pipeline,
       [{:list, alone}, {:pick, {0, 3, 10}}, {:pick, {0, 1, 3, 6, 9}}, alone]},
      {"lazy chunks", fn one, enum, then -> Enum.to_list(step(then, step(one, enum))) end,
       [{:pick, {11, 12, 13, 14, 32}}, {:one, {:ints, :range, :smalls}}, {:pick, {0, 1, 9, 17}}]},
      {"lazy step", fn one, enum, last -> finish(last, step(one, enum)) end,
       [number, {:one, {:ints, :range, :smalls}}, number]},
      for {name, more} <- eager do
        {"eager #{name}", fn enum, fun -> apply(Enum, name, [enum] ++ more ++ [fun]) end,
         [{:one, {:ints, :range, :map, :stream, :pairs, :list}}, {:one, {:failing}}]}
      end,
      for {name, more} <- folds do
        {"eager #{name} #{length(more)}",
         fn enum, fun -> apply(Enum, name, [enum] ++ more ++ [fun]) end,
         [{:one, {:ints, :range, :map, :stream, :pairs, :list}}, {:one, {:failing2}}]}
      end,
      for name <- [
            :map,
            :filter,
            :flatmap,
            :foreach,
            :all,
            :any,
            :partition,
            :takewhile,
            :dropwhile,
            :splitwith,
            :filtermap,
            :search
          ] do
        {"lists #{name}", fn fun, list -> apply(:lists, name, [fun, list]) end,
         [{:one, {:failing}}, {:one, {:ints, :list, :pairs}}]}
      end,
      {"max by calls", fn list, fun -> Enum.max(list, fun) end,
       [{:one, {:ints, :smalls, :mixeds}}, {:one, {:noted_order}}]},
      {"min_max_by calls", fn list, fun -> Enum.min_max_by(list, &G.noted(:by, &1), fun) end,
       [{:one, {:ints, :smalls, :mixeds}}, {:one, {:noted_order}}]},
      for {name, more} <- [update: [:new], update!: [], replace_lazy: [], get_and_update: []] do
        {"map #{name}", fn map, key, fun -> apply(Map, name, [map, key] ++ more ++ [fun]) end,
         [{:one, {:pairs_map}}, :int, {:one, {:failing}}]}
      end,
      for name <- [:merge, :intersect] do
        {"map #{name}", fn one, other, fun -> apply(Map, name, [one, other, fun]) end,
         [{:one, {:pairs_map}}, {:one, {:pairs_map}}, {:one, {:fun3}}]}
      end,
      for name <- [:filter, :reject, :split_with] do
        {"map #{name}", fn map, fun -> apply(Map, name, [map, fun]) end,
         [{:one, {:pairs_map}}, {:one, {:failing}}]}
      end,
      {"comprehension",
       fn one, other, fun ->
         for x <- one, fun.(x), y <- other, x != y, uniq: true, into: MapSet.new(), do: {x, y}
       end, [{:one, {:ints, :range, :stream}}, {:one, {:ints, :map}}, {:one, {:failing}}]},
      {"comprehension with reduce",
       fn one, fun ->
         for x <- one, y = fun.(x), reduce: [], do: (acc -> [y | acc])
       end, [{:one, {:ints, :range, :stream, :pairs}}, {:one, {:failing}}]},
      {"Stream.unfold noted",
       fn from ->
         Stream.unfold(from, &if(G.noted(:next, &1) < 9, do: {&1, &1 + 2})) |> Enum.take(3)
       end, [{:one, {:int}}]},
      {"Stream.iterate noted",
       fn from, count -> Stream.iterate(from, &G.noted(:next, &1 + 1)) |> Enum.take(count) end,
       [{:one, {:int}}, {:one, {:small}}]},
      {"collector",
       fn enum, fail_at ->
         into = %G.Collector{fail_at: fail_at}
         Enum.into(enum, into, &G.noted(:collect, &1))
       end, [{:one, {:ints, :range, :stream}}, {:pick, {0, 1, 2, 5, :never}}]},
      {"collector of a comprehension",
       fn enum, fail_at ->
         for x <- enum, into: %G.Collector{fail_at: fail_at}, do: G.noted(:collect, x)
       end, [{:one, {:ints, :range, :stream}}, {:pick, {0, 1, 2, 5, :never}}]},
      {"Stream.into",
       fn enum, fail_at, count ->
         enum
         |> Stream.into(%G.Collector{fail_at: fail_at}, &G.noted(:collect, &1))
         |> Enum.take(count)
       end, [{:one, {:ints, :range, :stream}}, {:pick, {0, 1, 2, 5, :never}}, {:one, {:small}}]}
    ]
  end
end
