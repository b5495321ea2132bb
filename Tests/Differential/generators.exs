# Random terms for `differential.exs`, the same in every implementation: numbers come from a generator of its own, and maps
# have no atoms as keys where their order would show, since that is no order of the language.

defmodule Differential.Generators.Collector do
  @moduledoc false
  # A collectable that notes what is put into it, and may fail.
  defstruct [:fail_at, elements: []]

  defimpl Collectable do
    alias Differential.Generators, as: G

    def into(collector) do
      {collector,
       fn
         %{elements: elements} = collector, {:cont, x} ->
           if length(elements) == collector.fail_at, do: raise("full at #{inspect(x)}")
           %{collector | elements: [G.noted(:put, x) | elements]}

         collector, :done ->
           G.noted(:done, collector.elements)

         _collector, :halt ->
           G.noted(:halt, nil)
       end}
    end
  end
end

defmodule Differential.Generators do
  @moduledoc false

  ## Randomness

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

  @doc "What `fun` generates from another seed."
  def apart(seed, fun) do
    before = seed(seed)
    result = fun.()
    seed(before)
    result
  end

  def pick(choices), do: elem(choices, below(tuple_size(choices)))

  def times(limit, fun) do
    case below(limit + 1) do
      0 -> []
      count -> for _ <- 1..count, do: fun.()
    end
  end

  # What stands for a container is always one: in which of their inner functions others fail is nobody's concern.
  @containers [
    :array,
    :dict,
    :erl_set,
    :gb_set,
    :gb_tree,
    :old_set,
    :orddict,
    :proplist,
    :set_list,
    :key_pairs,
    :expansions
  ]

  @doc "Arguments for a row; now and then one is of another kind than the function wants."
  def arguments(generators) do
    # What a function makes of a struct as a map shows the order of atoms.
    other = if Enum.any?(generators, &(&1 in [:map, :pairs_map])), do: :no_struct, else: :any

    for generator <- generators do
      if is_atom(generator) and generator not in @containers and below(10) == 0,
        do: modest(generate(other)),
        else: generate(generator)
    end
  end

  # A count or a shift must not be what fills the memory.
  defp modest(integer) when is_integer(integer), do: rem(integer, 200)
  defp modest(term), do: term

  defp no_struct(term) when is_struct(term), do: generate(:no_struct)
  defp no_struct(term), do: term

  ## Functions as arguments: their calls, in order, belong to what is compared

  def forget_calls, do: Process.put(:differential_calls, [])
  def calls, do: Enum.reverse(Process.get(:differential_calls))

  defp note(args) do
    Process.put(:differential_calls, [args | Process.get(:differential_calls, [])])
  end

  defp traced(fun) when is_function(fun, 0), do: fn -> note([]) && fun.() end
  defp traced(fun) when is_function(fun, 1), do: fn x -> note([x]) && fun.(x) end
  defp traced(fun) when is_function(fun, 2), do: fn x, y -> note([x, y]) && fun.(x, y) end

  defp traced(fun) when is_function(fun, 3),
    do: fn x, y, z -> note([x, y, z]) && fun.(x, y, z) end

  @doc "Notes a call and returns its argument."
  def noted(name, x) do
    note([name, x])
    x
  end

  # A choice that depends on the element alone.
  defp pick_by(x, list), do: Enum.at(list, :erlang.phash2(x, length(list)))

  ## Generators

  def generate({:const, value}), do: value
  def generate({:list, generator}), do: times(5, fn -> generate(generator) end)
  def generate({:pick, choices}), do: pick(choices)
  def generate({:one, generators}), do: generate(pick(generators))

  def generate(:any),
    do:
      generate(
        pick(
          {:term, :int, :list, :ints, :map, :fun1, :pairs, :tuple, :string, :float, :atom,
           :bitstring, :improper, :tree, :range, :set, :struct}
        )
      )

  def generate(:no_struct), do: no_struct(generate(:any))

  # Numbers

  def generate(:int), do: pick({0, 1, 2, 3, -1, -2, 5, 7, -4, 100, 12, -13})
  def generate(:index), do: below(14) - 6
  def generate(:count), do: pick({0, 1, 2, 3, 4, 5, 8, -1, 1, 2, 3})
  def generate(:positive), do: 1 + below(4)
  def generate(:small), do: below(4)
  def generate(:byte), do: below(256)
  def generate(:shift), do: pick({0, 1, 3, 31, 32, 63, 64, 65, 100, -1, -3, -32, -63, -64, -100})

  def generate(:big),
    do: (below(2 ** 31) - 2 ** 30) * pick({1, 1, 2 ** 20, 2 ** 40 + 1, 2 ** 90 + 7, 0}) + below(3)

  def generate(:integer), do: generate(pick({:int, :big, :edge}))

  def generate(:edge),
    do:
      (2 ** pick({7, 8, 15, 16, 31, 32, 58, 59, 60, 61, 63, 64, 127, 128, 256, 2040}) + below(3) -
         1) *
        pick({1, -1})

  def generate(:number), do: generate(pick({:int, :big, :float, :float, :edge}))
  def generate(:numbers), do: times(6, fn -> generate(:number) end)
  def generate(:base), do: pick({2, 3, 8, 10, 16, 36, 10, 1, 37, 100})

  def generate(:float) do
    pick(
      {0.0, -0.0, 1.0, -1.0, 0.5, 1.5, -2.5, 3.14, 1.0e10, 1.0e-10, 123.456, 1.0e300, 5.0e-324,
       0.1, 2.675, -5.5675, 1.0e15, 1.0e16, 1.0e21, 1.0e22, 9_007_199_254_740_993.0,
       123_456_789.125, 1.7976931348623157e308}
    ) *
      pick({1, 1, 1, below(1000) / 1007, 0.001 * below(1000)})
  end

  # Atoms and texts

  def generate(:key), do: pick({:a, :b, :c, :d})
  def generate(:keys), do: times(4, fn -> generate(:key) end)
  def generate(:boolean), do: pick({true, false})
  def generate(:atom), do: pick({:a, :b, nil, true, false, :asc, :desc, Enum, :"x y", :é, :+, :A})

  def generate(:string),
    do:
      pick(
        {"", "a", "abc", "héé", "12", "-7x", "+1.5e3", "0x1F", "zZ", " 1", "1_000",
         "99999999999999999999", <<255>>, "1.5", "-0.0e-3", "日本", "a,b", "aXbX"}
      )

  def generate(:text), do: for(_ <- times(12, fn -> 0 end), into: "", do: generate(:piece))

  def generate(:piece),
    do:
      pick(
        {"a", "b", "A", "aa", "ab", " ", "\n", "\t", ",", "é", "e\u0301", "ß", "ς", "Σ", "İ", "ŉ",
         "👨‍👩‍👧", "🇫🇷", "日", "x", "-", "1", "\r\n", "\u00A0", "\0", "ǆ", "fi", "_", "."}
      )

  def generate(:dirty),
    do:
      generate(:text) <>
        pick({"", "", <<"a", 255>>, <<"b", 0xE6>>, <<"c", 0xED, 0xA0, 0x80>>}) <> generate(:text)

  def generate(:word), do: pick({"a", "b", "ab", "aa", "", "é", " ", ",", "X", "abc"})
  def generate(:words), do: times(4, fn -> generate(:word) end)

  def generate(:pattern),
    do: pick({"a", "b", "ab", "aa", " ", ",", "é", ["a", "b"], ["ab", "a"], [], "", ["x", ""]})

  def generate(:charlist),
    do: pick({~c"", ~c"a", ~c"12", ~c"1.5", ~c"héé", ~c"FF", ~c"x\0", ~c"-3.25e2", ~c"9a"})

  def generate(:binary), do: for(_ <- times(9, fn -> 0 end), into: <<>>, do: <<generate(:byte)>>)
  def generate(:bitstring), do: <<generate(:binary)::bitstring, 5::size(below(8))>>
  def generate(:separator), do: pick({"", ", ", "-"})

  def generate(:iodata) do
    times(4, fn ->
      pick({"ab", 65, 233, [], [98, "c"], ["x" | "y"], [[["é"]], 10], 255, "", <<200>>})
    end)
  end

  def generate(:chardata), do: [generate(:iodata) | pick({[], "", "日", [0x65E5], "a"})]

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

  # Terms

  def generate(:scalar),
    do: generate(pick({:int, :int, :int, :int, :atom, :float, :string, :edge, :text, :mixed}))

  def generate(:term),
    do:
      generate(
        pick(
          {:int, :int, :atom, :float, :string, :pair, :list, :range, :map, :deep, :big, :text,
           :improper, :keyword, :struct, :tree}
        )
      )

  def generate(:struct),
    do:
      pick(
        {%URI{path: "/é"}, %ArgumentError{message: "m"}, %KeyError{key: 1, term: [a: 2]}, 1..9//4,
         MapSet.new([1, {2.0}]), ~D[2024-02-29], ~T[23:59:59.5], ~N[2000-01-01 00:00:00],
         Date.range(~D[2024-02-28], ~D[2024-03-01]), %{__struct__: :none}}
      )

  def generate(:tree), do: tree(3)

  # Terms whose external form and whose text in Erlang's syntax do not depend on the order of atoms.
  def generate(:bare), do: bare(3)
  def generate(:nested), do: nested(3)

  def generate(:mixed),
    do:
      pick(
        {1, 1.0, :a, {1}, {1.0}, [1], [1.0], "a", %{}, %{1 => 1}, %{1 => 1.0}, 2, 2.0, 0, -0.0}
      )

  # Lists and tuples

  def generate(:list), do: times(7, fn -> generate(:scalar) end)
  def generate(:mixeds), do: times(9, fn -> generate(:mixed) end)
  def generate(:ints), do: times(8, fn -> generate(:int) end)
  def generate(:smalls), do: times(9, fn -> generate(:small) end)
  def generate(:sorted), do: Enum.sort(generate(:smalls))
  def generate(:set_list), do: Enum.uniq(generate(:sorted))
  def generate(:deep), do: times(4, fn -> pick({1, [2], [[3], 4], [], [[[5]]], :x}) end)
  def generate(:lists), do: times(4, fn -> generate(pick({:ints, :list})) end)
  def generate(:improper), do: pick({[1 | 2], [1, 2 | :a], [:x, [] | 3]})
  def generate(:pair), do: {generate(:key), generate(:int)}
  def generate(:pairs), do: times(6, fn -> generate(:pair) end)
  def generate(:keyword), do: generate(:pairs)
  def generate(:keyed), do: times(6, fn -> {generate(:small), generate(:scalar)} end)
  def generate(:orddict), do: generate(:pairs) |> Enum.sort() |> Enum.uniq_by(&elem(&1, 0))
  def generate(:tuple), do: times(4, fn -> generate(:scalar) end) |> List.to_tuple()

  def generate(:tuples),
    do: times(6, fn -> {generate(:small), generate(:key), generate(:float)} end)

  def generate(:triples),
    do: times(5, fn -> {generate(:small), generate(:key), generate(:int)} end)

  def generate(:sorted_triples), do: :lists.ukeysort(1, generate(:triples))
  def generate(:position), do: pick({1, 1, 1, 2, 2, 3, 0})
  def generate(:zero_position), do: pick({0, 0, 0, 1, 1, 2, -1})
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

  # Maps, ranges, sets, streams

  def generate(:map),
    do: Map.new(times(5, fn -> {pick({1, 2, 3, "k", 1.0, [1]}), generate(:scalar)} end))

  def generate(:pairs_map), do: Map.new(times(6, fn -> {generate(:int), generate(:small)} end))
  def generate(:big_map), do: Map.new(1..(1 + below(60)), &{&1, rem(&1 * 7, 5)})
  def generate(:range), do: Range.new(below(20) - 8, below(20) - 8, pick({1, 1, 2, 3, -1, -2, 7}))

  def generate(:tree_set),
    do: MapSet.new(times(4, fn -> generate(pick({:int, :string, :big})) end))

  def generate(:set), do: MapSet.new(generate(:ints))
  def generate(:stream), do: Stream.map(generate(pick({:ints, :range})), & &1)
  def generate(:int_stream), do: Stream.filter(generate(:range), &(rem(&1, 2) == 0))

  def generate(:enum),
    do: generate(pick({:ints, :ints, :list, :range, :map, :set, :stream, :pairs}))

  def generate(:int_enum), do: generate(pick({:ints, :range, :set, :smalls, :int_stream}))
  def generate(:enums), do: times(3, fn -> generate(:enum) end)
  def generate(:collectable), do: pick({[], %{}, %{1 => 2}, MapSet.new([1]), "", <<1::3>>})
  def generate(:leftover), do: pick({[], [], :discard, [:x], [:x, :y, :z, :w, :v], 10..12})

  # Containers of Erlang's library

  def generate(:erl_set), do: Map.new(generate(:smalls), &{&1, []})
  def generate(:old_set), do: :sets.from_list(generate(:smalls), version: 1)
  def generate(:dict), do: :dict.from_list(generate(:keyed))

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

  def generate(:array) do
    array =
      pick(
        {:array.new(), :array.new(4), :array.new(default: 0), :array.new(12, default: :x),
         :array.from_list([])}
      )

    for _ <- times(6, fn -> 0 end),
        reduce: array,
        do: (array -> put(array, pick({0, 1, 2, 3, 9, 11, 30}), below(9)))
  end

  # Functions

  def generate(:fun0), do: traced(fn -> :fallback end)

  def generate(:fun1) do
    pick(
      {traced(& &1), traced(&inspect/1), traced(&is_integer/1),
       traced(fn x -> is_number(x) and x > 1 end),
       traced(fn x -> if is_integer(x), do: rem(x, 3), else: x end), traced(fn _ -> nil end),
       traced(fn x -> {x, x} end)}
    )
  end

  # Some elements make it fail, in each of three ways.
  def generate(:failing) do
    salt = below(1000)

    traced(fn x ->
      case :erlang.phash2({salt, x}, 12) do
        0 -> raise KeyError, key: x, term: %{}
        1 -> throw({:ball, x})
        2 -> exit({:done, x})
        n when n < 5 -> nil
        n when n < 7 -> x
        n -> n
      end
    end)
  end

  def generate(:failing2) do
    salt = below(1000)

    traced(fn x, y ->
      case :erlang.phash2({salt, x, y}, 14) do
        0 -> raise ArgumentError, "with #{inspect({x, y})}"
        1 -> throw({:ball, y})
        n when n < 8 -> true
        _ -> false
      end
    end)
  end

  def generate(:noted_order), do: traced(pick({&<=/2, &>=/2, &</2, &>/2}))

  def generate(:pred),
    do:
      pick(
        {traced(&is_integer/1), traced(fn x -> is_number(x) and x > 1 end),
         traced(fn _ -> true end)}
      )

  def generate(:filtermap),
    do:
      pick(
        {traced(&is_integer/1), traced(fn x -> is_integer(x) and x > 1 and {true, x * x} end),
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
  def generate(:map_reduce3), do: traced(fn i, x, acc -> {[i, x], [x | List.wrap(acc)]} end)

  def generate(:while),
    do:
      traced(fn x, acc ->
        if acc > 5, do: {:halt, acc}, else: {:cont, if(is_integer(x), do: acc + x, else: acc + 1)}
      end)

  def generate(:chunk),
    do:
      traced(fn x, acc ->
        pick_by(x, [
          {:cont, [x | acc]},
          {:cont, acc, [x]},
          {:cont, [x | acc], []},
          {:halt, [x | acc]}
        ])
      end)

  def generate(:after),
    do:
      pick({traced(fn acc -> {:cont, acc} end), traced(fn acc -> {:cont, {:rest, acc}, acc} end)})

  def generate(:unfold),
    do: traced(fn n -> if is_integer(n) and n > 12, do: nil, else: {n, n + 3} end)

  def generate(:flat_map_reduce),
    do:
      traced(fn x, acc ->
        if acc > 4, do: {:halt, acc}, else: {pick_by(x, [[], [x], [x, acc]]), acc + 1}
      end)

  def generate(:get_update),
    do: pick({traced(fn x -> {x, :new} end), traced(fn _ -> :pop end), traced(fn _ -> :odd end)})

  def generate(:sorter), do: pick({&<=/2, &>=/2, :asc, :desc})
  def generate(:compare), do: pick({&<=/2, &>=/2, fn x, y -> inspect(x) <= inspect(y) end})
  def generate(:zip_how), do: pick({:fail, :trim, {:pad, {:x, :y}}})
  def generate(:zip_how3), do: pick({:fail, :trim, {:pad, {:x, :y, :z}}})
  def generate(:order), do: pick({:ordered, :reversed})

  # An array of fixed size stays as it is where it ends.
  defp put(array, index, value) do
    if :array.is_fix(array) and index >= :array.size(array),
      do: array,
      else: :array.set(index, value, array)
  end

  # Terms within terms, of every kind that has a notation.
  defp tree(0),
    do: generate(pick({:int, :atom, :float, :string, :text, :bitstring, :charlist, :big}))

  defp tree(depth) do
    case below(11) do
      0 -> times(5, fn -> tree(depth - 1) end)
      1 -> times(4, fn -> {generate(:key), tree(depth - 1)} end)
      2 -> List.to_tuple(times(4, fn -> tree(depth - 1) end))
      3 -> Map.new(times(4, fn -> {tree_key(), tree(depth - 1)} end))
      4 -> Map.new(times(1, fn -> {generate(:key), tree(depth - 1)} end))
      5 -> generate(pick({:tree_set, :struct}))
      6 -> generate(pick({:range, :improper, :list, :ints, :charlist, :text}))
      7 -> pick({&Enum.at/3, Enum, %URI{}, %ArgumentError{message: "m"}, 1..3//2})
      _ -> tree(0)
    end
  end

  defp tree_key, do: generate(pick({:int, :float, :string, :text, :bitstring, :charlist, :big}))

  # Lists and tuples only.
  defp nested(0), do: generate(pick({:int, :atom, :big}))

  defp nested(depth) do
    case below(4) do
      0 -> times(6, fn -> nested(depth - 1) end)
      1 -> List.to_tuple(times(5, fn -> nested(depth - 1) end))
      2 -> generate(pick({:improper, :smalls}))
      3 -> nested(0)
    end
  end

  defp bare(0),
    do: generate(pick({:int, :atom, :float, :string, :text, :bitstring, :charlist, :big}))

  defp bare(depth) do
    case below(8) do
      0 -> times(5, fn -> bare(depth - 1) end)
      1 -> times(4, fn -> {generate(:key), bare(depth - 1)} end)
      2 -> List.to_tuple(times(4, fn -> bare(depth - 1) end))
      3 -> Map.new(times(4, fn -> {generate(pick({:int, :string, :big})), bare(depth - 1)} end))
      4 -> generate(pick({:improper, :list, :ints, :charlist, :text}))
      _ -> bare(0)
    end
  end

  # A text of those characters; now and then one that is foreign.
  defp encoded(characters, limit) do
    for _ <- times(limit, fn -> 0 end), into: "" do
      if below(25) == 0,
        do: pick({" ", "\n", "!", "=", <<200>>}),
        else: <<Enum.at(characters, below(length(characters)))>>
    end
  end
end
