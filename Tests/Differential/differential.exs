# Calls library functions with random arguments and prints what they return, so that the
# output of two implementations can be compared. The tables of functions are the files beside
# this one, each a list of {module, function, generators}.
#
#     elixir differential.exs data.exs [SEED [CALLS]] > expected
#     vial differential.exs data.exs [SEED [CALLS]] > actual
#
# Maps have no atoms as keys here, since their order differs between the two on purpose.

defmodule Differential do
  @moduledoc false

  # A generator of its own makes the calls the same everywhere.
  def seed(seed), do: Process.put(:differential_seed, seed)

  def below(limit) do
    next =
      rem(
        Process.get(:differential_seed) * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407,
        2 ** 64
      )

    Process.put(:differential_seed, next)
    rem(div(next, 2 ** 33), limit)
  end

  def pick(choices), do: elem(choices, below(tuple_size(choices)))

  def times(limit, fun) do
    case below(limit + 1) do
      0 -> []
      count -> for _ <- 1..count, do: fun.()
    end
  end

  def generate(:any),
    do: generate(pick({:term, :int, :list, :enum, :fun1, :pairs, :tuple, :string}))

  def generate(:odd), do: if(below(12) == 0, do: generate(:any), else: :none)
  def generate(:int), do: pick({0, 1, 2, 3, -1, -2, 5, 7, -4, 100, 12, -13})
  def generate(:index), do: below(14) - 6
  def generate(:count), do: pick({0, 1, 2, 3, 4, 5, 8, -1, 1, 2, 3})
  def generate(:positive), do: 1 + below(4)

  def generate(:big),
    do: (below(2 ** 31) - 2 ** 30) * pick({1, 1, 2 ** 20, 2 ** 40 + 1, 2 ** 90 + 7, 0})

  def generate(:number), do: if(below(2) == 0, do: generate(:big), else: generate(:float))
  def generate(:numbers), do: times(6, fn -> generate(:number) end)
  def generate(:base), do: pick({2, 3, 8, 10, 16, 36, 10, 1, 37, 100})

  def generate(:float) do
    pick(
      {0.0, -0.0, 1.0, -1.0, 0.5, 1.5, -2.5, 3.14, 1.0e10, 1.0e-10, 123.456, 1.0e300, 5.0e-324,
       0.1, 2.675, -5.5675}
    ) *
      pick({1, 1, 1, below(1000) / 7, 0.001 * below(1000)})
  end

  def generate(:key), do: pick({:a, :b, :c, :d})
  def generate(:keys), do: times(4, fn -> generate(:key) end)
  def generate(:position), do: pick({1, 1, 1, 2, 2, 3, 0})
  def generate(:zero_position), do: pick({0, 0, 0, 1, 1, 2, -1})
  def generate(:boolean), do: pick({true, false})
  def generate(:base16), do: encoded(~c"0123456789ABCDEFabcdef", 6)

  def generate(:base32),
    do: encoded(~c"ABCDMNXYZ23467abm018", 10) <> pick({"", "", "=", "===", "====", "======"})

  def generate(:base64), do: encoded(~c"AZaz019+/-_", 9) <> pick({"", "", "=", "=="})

  def generate(:base_options) do
    pick(
      {[], [], [], [case: :lower], [case: :mixed], [padding: false],
       [padding: false, case: :mixed], [ignore: :whitespace], [case: :odd]}
    )
  end

  def generate(:atom), do: pick({:a, :b, nil, true, false, :asc, :desc, Enum, :"x y"})

  def generate(:string),
    do:
      pick(
        {"", "a", "abc", "héé", "12", "-7x", "+1.5e3", "0x1F", "zZ", " 1", "1_000",
         "99999999999999999999", <<255>>}
      )

  def generate(:charlist), do: pick({~c"", ~c"a", ~c"12", ~c"1.5", ~c"héé", ~c"FF", ~c"x\0"})
  def generate(:tuple), do: times(4, fn -> generate(:scalar) end) |> List.to_tuple()
  def generate(:scalar), do: generate(pick({:int, :int, :int, :atom, :float, :string}))

  def generate(:term),
    do: generate(pick({:int, :int, :atom, :float, :string, :pair, :list, :range, :map, :deep}))

  def generate(:pair), do: {generate(:key), generate(:int)}
  def generate(:pairs), do: times(6, fn -> generate(:pair) end)
  def generate(:keyword), do: generate(:pairs)

  def generate(:tuples),
    do: times(6, fn -> {generate(:small), generate(:key), generate(:float)} end)

  def generate(:small), do: below(4)
  def generate(:smalls), do: times(9, fn -> generate(:small) end)
  def generate(:sorted), do: Enum.sort(generate(:smalls))
  def generate(:set_list), do: Enum.uniq(generate(:sorted))
  def generate(:list), do: times(7, fn -> generate(:scalar) end)
  def generate(:ints), do: times(8, fn -> generate(:int) end)
  def generate(:deep), do: times(4, fn -> pick({1, [2], [[3], 4], [], [[[5]]], :x}) end)
  def generate(:lists), do: times(4, fn -> generate(pick({:ints, :list})) end)
  def generate(:enums), do: times(3, fn -> generate(:enum) end)
  def generate(:pairs_map), do: Map.new(times(6, fn -> {generate(:int), generate(:small)} end))

  def generate(:map),
    do: Map.new(times(5, fn -> {pick({1, 2, 3, "k", 1.0, [1]}), generate(:scalar)} end))

  def generate(:big_map), do: Map.new(1..(1 + below(60)), &{&1, rem(&1 * 7, 5)})
  def generate(:range), do: Range.new(below(20) - 8, below(20) - 8, pick({1, 1, 2, 3, -1, -2, 7}))
  def generate(:set), do: MapSet.new(generate(:ints))

  def generate(:enum),
    do: generate(pick({:ints, :ints, :list, :range, :map, :set, :stream, :pairs}))

  def generate(:int_enum), do: generate(pick({:ints, :range, :set, :smalls, :int_stream}))
  def generate(:stream), do: Stream.map(generate(pick({:ints, :range})), & &1)
  def generate(:int_stream), do: Stream.filter(generate(:range), &(rem(&1, 2) == 0))
  def generate(:leftover), do: pick({[], [], :discard, [:x], [:x, :y, :z, :w, :v], 10..12})
  def generate(:sorter), do: pick({&<=/2, &>=/2, :asc, :desc})
  def generate(:compare), do: pick({&<=/2, &>=/2, fn x, y -> inspect(x) <= inspect(y) end})
  def generate(:collectable), do: pick({[], %{}, %{1 => 2}, MapSet.new([1]), "", <<1::3>>})
  def generate(:separator), do: pick({"", ", ", "-"})
  def generate(:fun0), do: fn -> :fallback end

  def generate(:fun1) do
    pick(
      {traced(& &1), traced(&inspect/1), traced(&is_integer/1),
       traced(fn x -> is_number(x) and x > 1 end),
       traced(fn x -> if is_integer(x), do: rem(x, 3), else: x end), traced(fn _ -> nil end),
       traced(fn x -> {x, x} end)}
    )
  end

  def generate(:pred),
    do:
      pick(
        {traced(&is_integer/1), traced(fn x -> is_number(x) and x > 1 end),
         traced(fn _ -> true end)}
      )

  def generate(:pair_pred),
    do:
      pick(
        {traced(fn {_, v} -> v > 1 end), traced(fn {k, _} -> k == :a end),
         traced(fn _ -> nil end)}
      )

  def generate(:to_list), do: traced(fn x -> pick_by(x, [[], [x], [x, x], 1..2, [x, [x]]]) end)
  def generate(:to_pair), do: traced(fn x -> {x, :v} end)
  def generate(:int_fun), do: pick({traced(&(&1 + 1)), traced(&(-&1)), traced(&rem(&1, 3))})

  def generate(:fun2),
    do: pick({traced(fn x, y -> {x, y} end), traced(fn x, _ -> x end), traced(fn _, y -> y end)})

  def generate(:pred2),
    do:
      pick({traced(fn _, v -> is_integer(v) end), traced(fn k, _ -> is_integer(k) and k > 1 end)})

  def generate(:int_fun2),
    do: pick({traced(&+/2), traced(&-/2), traced(&*/2), traced(fn x, acc -> x + 2 * acc end)})

  def generate(:fun3),
    do: pick({traced(fn k, x, y -> {k, x, y} end), traced(fn _, _, y -> y end)})

  def generate(:map_reduce), do: traced(fn x, acc -> {[x], [x | List.wrap(acc)]} end)

  def generate(:while),
    do:
      traced(fn x, acc ->
        if acc > 5, do: {:halt, acc}, else: {:cont, if(is_integer(x), do: acc + x, else: acc + 1)}
      end)

  def generate(:flat_map_reduce),
    do:
      traced(fn x, acc ->
        if acc > 4, do: {:halt, acc}, else: {pick_by(x, [[], [x], [x, acc]]), acc + 1}
      end)

  def generate(:get_update),
    do: pick({traced(fn x -> {x, :new} end), traced(fn _ -> :pop end), traced(fn _ -> :odd end)})

  def generate(:zip_how), do: pick({:fail, :trim, {:pad, {:x, :y}}})
  def generate(:zip_how3), do: pick({:fail, :trim, {:pad, {:x, :y, :z}}})
  def generate(:order), do: pick({:ordered, :reversed})
  def generate(:orddict), do: generate(:pairs) |> Enum.sort() |> Enum.uniq_by(&elem(&1, 0))
  def generate(:erl_set), do: Map.new(generate(:smalls), &{&1, []})

  def generate(:queue) do
    case generate(:list) do
      [] -> {[], []}
      [x] -> pick({{[x], []}, {[], [x]}})
      list -> list |> Enum.split(1 + below(length(list) - 1))
    end
  end

  def generate(:gb_tree),
    do:
      generate(:orddict)
      |> Enum.map(fn {k, v} -> {:erlang.phash2(k, 9), v} end)
      |> then(&:gb_trees.from_list/1)

  def generate(:gb_set), do: :gb_sets.from_list(generate(:smalls))
  def generate(:key_pairs), do: times(2, fn -> {generate(:key), generate(:key)} end)

  def generate(:expansions),
    do:
      times(2, fn ->
        {pick({generate(:key), {generate(:key), true}, {generate(:key), 1}}), [:x, {:y, 1}]}
      end)

  def generate(:proplist) do
    times(6, fn ->
      pick(
        {generate(:key), generate(:pair), {generate(:key), true}, {generate(:key), false},
         {generate(:key), 1, 2}, 5, {generate(:key), [1]}}
      )
    end)
  end

  def generate({:const, value}), do: value
  def generate({:list, generator}), do: times(5, fn -> generate(generator) end)

  def generate({:or_any, generator}),
    do: if(below(10) == 0, do: generate(:any), else: generate(generator))

  # A text of those characters; now and then one that is foreign.
  defp encoded(characters, limit) do
    for _ <- times(limit, fn -> 0 end), into: "" do
      if below(25) == 0,
        do: pick({" ", "\n", "!", "=", <<200>>}),
        else: <<Enum.at(characters, below(length(characters)))>>
    end
  end

  defp pick_by(x, list), do: Enum.at(list, :erlang.phash2(x, length(list)))

  # The calls of a function and their order are part of what is compared.
  defp traced(fun) when is_function(fun, 1), do: fn x -> trace([x]) && fun.(x) end
  defp traced(fun) when is_function(fun, 2), do: fn x, y -> trace([x, y]) && fun.(x, y) end

  defp traced(fun) when is_function(fun, 3),
    do: fn x, y, z -> trace([x, y, z]) && fun.(x, y, z) end

  defp trace(args),
    do: Process.put(:differential_trace, [args | Process.get(:differential_trace, [])]) || true

  def arguments(generators),
    do: Enum.map(generators, &generate(if(is_atom(&1), do: {:or_any, &1}, else: &1)))

  @doc "What a call returns or raises, and the calls that it made."
  def outcome(module, function, args) do
    Process.put(:differential_trace, [])

    result =
      try do
        {:ok, settle(apply(module, function, args))}
      rescue
        error -> {:raised, error.__struct__, message(error, module, function)}
      catch
        kind, reason -> {kind, reason}
      end

    {result, Enum.reverse(Process.get(:differential_trace))}
  end

  # Lazy results are walked, but not to their end.
  defp settle(value) when is_function(value, 2), do: {:lazy, Enum.take(value, 20)}
  defp settle(%{__struct__: _, enum: _, funs: _} = stream), do: {:lazy, Enum.take(stream, 20)}
  defp settle(value), do: value

  # Names of private functions, which some messages have, are not compared.
  defp message(%FunctionClauseError{} = error, module, function) do
    if error.module == module and error.function == function, do: Exception.message(error)
  end

  defp message(error, _module, _function), do: Exception.message(error)

  def run(table, seed, calls) do
    seed(seed)

    for {module, function, generators} <- table, number <- 1..calls do
      args = arguments(generators)
      outcome = outcome(module, function, args)
      IO.puts("#{inspect(module)}.#{function} #{number} #{show(args)} -> #{show(outcome)}")
    end
  end

  defp show(term) do
    inspect(term,
      limit: :infinity,
      printable_limit: :infinity,
      charlists: :as_lists,
      width: :infinity
    )
    |> String.replace(~r/#Function<.*?>/, "#Function")
  end
end

case System.argv() do
  [table | rest] ->
    [seed, calls] = Enum.map(rest ++ Enum.drop(["1", "30"], length(rest)), &String.to_integer/1)
    {table, _} = Code.eval_file(Path.expand(table, __DIR__))
    Differential.run(table, seed, calls)

  [] ->
    :ok
end
