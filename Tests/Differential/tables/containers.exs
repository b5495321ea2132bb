# Erlang's arrays, dictionaries, sets of both versions, generators of random numbers, and the rest of the containers.

defmodule Differential.Table do
  @moduledoc false

  def rows do
    array = fn fun -> fn array, x -> fun.(array, x) end end
    dict = fn fun -> fn dict, x -> fun.(dict, x) end end
    seed = {:pick, {1, 42, {1, 2, 3}, 2 ** 70}}

    algorithms =
      {:pick,
       {:exsss, :exro928ss, :exrop, :exs1024s, :exsp, :exs64, :exsplus, :exs1024, :dummy,
        :default, :unknown}}

    with_seed = fn fun ->
      fn algorithm, seed ->
        state = :rand.seed_s(algorithm, seed)
        Enum.map_reduce(1..5, state, fn _, state -> fun.(state) end) |> elem(0)
      end
    end

    [
      {:array, :new,
       [
         {:pick,
          {5, 0, [], [size: 3], [default: 1], [size: 4, fixed: false], :fixed, {:size, 2},
           [{:size, 2}, :fixed, {:default, 7}], -1, :bad}}
       ]},
      {:array, :from_list, [:list]},
      {:array, :from_list, [:list, :term]},
      {:array, :from_orddict,
       [{:pick, {[], [{0, :a}, {3, :b}], [{3, :a}, {0, :b}], [{-1, :a}], [{1, 2}, {1, 3}]}}]},
      {:array, :from_orddict, [{:pick, {[], [{0, :a}, {3, :b}]}}, :term]},
      for(
        name <- [
          :default,
          :is_array,
          :is_fix,
          :size,
          :sparse_size,
          :sparse_to_list,
          :sparse_to_orddict,
          :to_list,
          :to_orddict
        ],
        do: {:array, name, [:array]}
      ),
      for(
        name <- [:fix, :relax, :resize],
        do: {"array #{name}", fn array -> apply(:array, name, [array]) end, [:array]}
      ),
      {:array, :get, [:count, :array]},
      {"array set", fn index, value, array -> :array.set(index, value, array) end,
       [:count, :term, :array]},
      {"array reset", fn index, array -> :array.reset(index, array) end, [:count, :array]},
      {"array resize", array.(fn array, size -> :array.resize(size, array) end),
       [:array, :count]},
      for(
        name <- [:foldl, :foldr, :sparse_foldl, :sparse_foldr],
        do: {:array, name, [:fun3, :term, :array]}
      ),
      for(
        name <- [:map, :sparse_map],
        do:
          {"array #{name}", array.(fn array, fun -> apply(:array, name, [fun, array]) end),
           [:array, :fun2]}
      ),
      for(
        name <- [:foldl, :foldr, :sparse_foldl, :sparse_foldr],
        do: {:array, name, [:count, :count, :fun3, :term, :array]}
      ),
      for(
        name <- [:mapfoldl, :mapfoldr, :sparse_mapfoldl, :sparse_mapfoldr],
        do:
          {"array #{name}",
           fn fun, acc, array ->
             {array, acc} = apply(:array, name, [fun, acc, array])
             {array, acc}
           end, [:map_reduce3, :term, :array]}
      ),
      {"array append", array.(fn array, x -> :array.append(x, array) end), [:array, :int]},
      {"array prepend", array.(fn array, x -> :array.prepend(x, array) end), [:array, :int]},
      {"array concat", array.(fn array, x -> :array.concat(array, x) end), [:array, :array]},
      {"array shift", array.(fn array, x -> :array.shift(x, array) end), [:array, :int]},
      {"array slice", fn array, x, y -> :array.slice(x, y, array) end, [:array, :count, :count]},
      {:dict, :is_key, [:small, :dict]},
      {:dict, :find, [:small, :dict]},
      {:dict, :fetch, [:small, :dict]},
      {:dict, :size, [:dict]},
      {:dict, :is_empty, [:dict]},
      {"dict fetch_keys", fn dict -> Enum.sort(:dict.fetch_keys(dict)) end, [:dict]},
      {"dict fold",
       fn dict -> :dict.fold(fn k, v, acc -> [{k, v} | acc] end, [], dict) |> Enum.sort() end,
       [:dict]},
      {"dict store", fn key, value, dict -> :dict.store(key, value, dict) end,
       [:small, :term, :dict]},
      {"dict append", fn key, value, dict -> :dict.append(key, value, dict) end,
       [:small, :term, :dict]},
      {"dict append_list", fn key, value, dict -> :dict.append_list(key, value, dict) end,
       [:small, {:one, {:list}}, :dict]},
      {"dict erase", dict.(fn dict, key -> :dict.erase(key, dict) end), [:dict, :small]},
      {"dict update", fn key, fun, dict -> :dict.update(key, fun, dict) end,
       [:small, :fun1, :dict]},
      {"dict update with a default",
       fn key, fun, value, dict -> :dict.update(key, fun, value, dict) end,
       [:small, {:one, {:fun1}}, :term, :dict]},
      {"dict update_counter", fn key, by, dict -> :dict.update_counter(key, by, dict) end,
       [:small, :int, :dict]},
      {"dict take",
       fn key, dict ->
         case :dict.take(key, dict) do
           {value, dict} -> {value, dict}
           :error -> :error
         end
       end, [:small, :dict]},
      {"dict filter", dict.(fn dict, _ -> :dict.filter(fn _, v -> is_integer(v) end, dict) end),
       [:dict, :int]},
      {"dict map", dict.(fn dict, _ -> :dict.map(fn k, v -> {k, v} end, dict) end),
       [:dict, :int]},
      {"dict merge",
       dict.(fn dict, other -> :dict.merge(fn k, x, y -> {k, x, y} end, dict, other) end),
       [:dict, :dict]},
      for(
        name <- [:union, :intersection, :subtract],
        do:
          {"sets #{name}",
           fn x, y -> apply(:sets, name, [x, y]) |> :sets.to_list() |> Enum.sort() end,
           [{:one, {:erl_set, :old_set}}, {:one, {:erl_set, :old_set}}]}
      ),
      for(
        name <- [:is_disjoint, :is_subset, :is_equal],
        do: {:sets, name, [{:one, {:erl_set, :old_set}}, {:one, {:erl_set, :old_set}}]}
      ),
      for(
        name <- [:add_element, :del_element],
        do:
          {"sets #{name}",
           fn x, set -> apply(:sets, name, [x, set]) |> :sets.to_list() |> Enum.sort() end,
           [:small, {:one, {:erl_set, :old_set}}]}
      ),
      for(name <- [:is_element], do: {:sets, name, [:small, {:one, {:erl_set, :old_set}}]}),
      for(
        name <- [:size, :is_empty, :is_set],
        do: {:sets, name, [{:one, {:erl_set, :old_set, :list}}]}
      ),
      {"sets of a list",
       fn list, options -> :sets.from_list(list, options) |> :sets.to_list() |> Enum.sort() end,
       [{:one, {:smalls}}, {:pick, {[], [version: 1], [version: 2], [version: 3]}}]},
      {"sets union of a list", fn sets -> :sets.union(sets) |> :sets.to_list() |> Enum.sort() end,
       [{:list, {:one, {:erl_set, :old_set}}}]},
      {"sets intersection of a list",
       fn sets -> :sets.intersection(sets) |> :sets.to_list() |> Enum.sort() end,
       [{:list, {:one, {:erl_set, :old_set}}}]},
      {"sets filtermap",
       fn fun, set -> :sets.filtermap(fun, set) |> :sets.to_list() |> Enum.sort() end,
       [{:one, {:filtermap}}, :erl_set]},
      for(
        name <- [:union, :intersection, :subtract, :difference],
        do:
          {"gb_sets #{name}", fn x, y -> :gb_sets.to_list(apply(:gb_sets, name, [x, y])) end,
           [:gb_set, :gb_set]}
      ),
      for(
        name <- [:union, :intersection],
        do:
          {"gb_sets #{name} of a list",
           fn sets -> :gb_sets.to_list(apply(:gb_sets, name, [sets])) end, [{:list, :gb_set}]}
      ),
      for(name <- [:add_element, :del_element], do: {:gb_sets, name, [:small, :gb_set]}),
      {:gb_sets, :filtermap, [{:one, {:filtermap}}, :gb_set]},
      {:gb_sets, :map, [:int_fun, :gb_set]},
      {:gb_sets, :from_ordset, [:set_list]},
      {:gb_sets, :singleton, [:term]},
      {:gb_sets, :iterator_from, [:small, :gb_set]},
      {"gb_sets next", fn set -> set |> :gb_sets.iterator() |> :gb_sets.next() end, [:gb_set]},
      {:gb_trees, :from_orddict, [:orddict]},
      {:gb_trees, :iterator_from, [:small, :gb_tree]},
      {"gb_trees next", fn tree -> tree |> :gb_trees.iterator() |> :gb_trees.next() end,
       [:gb_tree]},
      {:ordsets, :filtermap, [:filtermap, :set_list]},
      {:ordsets, :to_list, [:set_list]},
      {:orddict, :append_list, [:key, :list, :orddict]},
      {:orddict, :to_list, [:orddict]},
      {:queue, :lait, [:queue]},
      {:queue, :snoc, [:queue, :term]},
      {:proplists, :from_map, [{:one, {:map}}]},
      {"proplists get_keys", fn list -> Enum.sort(:proplists.get_keys(list)) end, [:proplist]},
      {:proplists, :property, [:key, :term]},
      {:proplists, :to_map,
       [
         :proplist,
         {:pick,
          {[], [{:aliases, [{:a, :b}]}], [{:negations, [{:a, :b}]}], [expand: [{:a, [:x]}]]}}
       ]},
      {:proplists, :normalize,
       [
         :proplist,
         {:pick,
          {[], [{:aliases, [{:a, :b}]}], [{:negations, [{:a, :b}]}], [:expand],
           [expand: [{:a, [:x, :y]}]], [{:expand, [{{:a, true}, [:x]}]}]}}
       ]},
      {"rand uniform_s", with_seed.(&:rand.uniform_s/1), [algorithms, seed]},
      {"rand uniform_s of a range", with_seed.(&:rand.uniform_s(1000, &1)), [algorithms, seed]},
      {"rand uniform_s of a large range", with_seed.(&:rand.uniform_s(2 ** 100, &1)),
       [algorithms, seed]},
      {"rand uniform_real_s", with_seed.(&:rand.uniform_real_s/1), [algorithms, seed]},
      {"rand normal_s", with_seed.(&:rand.normal_s/1), [algorithms, seed]},
      {"rand normal_s with mean", with_seed.(&:rand.normal_s(5, 2.0, &1)), [algorithms, seed]},
      {"rand bytes_s", with_seed.(&:rand.bytes_s(7, &1)), [algorithms, seed]},
      {"rand shuffle_s", with_seed.(&:rand.shuffle_s(Enum.to_list(1..20), &1)),
       [algorithms, seed]},
      {"rand jump", with_seed.(&(&1 |> :rand.jump() |> :rand.uniform_s())), [algorithms, seed]},
      {"rand export",
       fn algorithm, seed -> algorithm |> :rand.seed_s(seed) |> :rand.export_seed_s() end,
       [algorithms, seed]},
      {"rand in the process",
       fn algorithm, seed ->
         :rand.seed(algorithm, seed)

         [
           :rand.uniform(),
           :rand.uniform(10),
           :rand.normal(),
           :rand.uniform_real(),
           :rand.bytes(3),
           Enum.shuffle(1..9),
           Enum.random(1..99),
           Enum.take_random(1..50, 4)
         ]
       end, [algorithms, seed]},
      {"rand exsp and mwc59",
       fn number ->
         state = :rand.mwc59_seed(number)
         {splitmix, _} = :rand.splitmix64_next(number)

         {:rand.mwc59(state), :rand.mwc59_value(state), :rand.mwc59_value32(state),
          :rand.mwc59_float(state), splitmix}
       end, [{:pick, {0, 1, 5, 1000, 2 ** 40}}]}
    ]
  end
end
