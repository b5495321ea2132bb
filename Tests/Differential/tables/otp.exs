# The functions of Erlang's lists, maps and containers, with generators for their arguments.

defmodule Differential.Table do
  @moduledoc false

  def rows do
    predicates = [
      :all,
      :any,
      :dropwhile,
      :filter,
      :filtermap,
      :partition,
      :search,
      :splitwith,
      :takewhile
    ]

    [
      for(name <- predicates, do: {:lists, name, [:pred, :list]}),
      for(
        name <- [:append, :concat, :merge, :umerge],
        do: {:lists, name, [if(name in [:merge, :umerge], do: {:list, :set_list}, else: :lists)]}
      ),
      for(
        name <- [
          :droplast,
          :enumerate,
          :flatlength,
          :flatten,
          :last,
          :max,
          :min,
          :sum,
          :uniq,
          :usort
        ],
        do: {:lists, name, [:list]}
      ),
      for(
        name <- [:foldl, :foldr, :mapfoldl, :mapfoldr],
        do: {:lists, name, [:fun2, :term, :list]}
      ),
      for(name <- [:keysort, :ukeysort], do: {:lists, name, [:position, :tuples]}),
      for(name <- [:prefix, :suffix, :subtract], do: {:lists, name, [:smalls, :smalls]}),
      for(name <- [:merge, :umerge], do: {:lists, name, [:set_list, :set_list]}),
      for(name <- [:sort, :usort], do: {:lists, name, [:compare, :ints]}),
      for(name <- [:unzip, :unzip3], do: {:lists, name, [:pairs]}),
      for(
        name <- [:keyfind, :keymember, :keysearch],
        do: {:lists, name, [:small, :position, :tuples]}
      ),
      {:lists, :member, [:mixed, :mixeds]},
      {:lists, :reverse, [:list]},
      {:lists, :reverse, [:list, :term]},
      {:lists, :sort, [:mixeds]},
      {:lists, :ukeymerge, [{:const, 1}, {:one, {:sorted_triples}}, {:one, {:sorted_triples}}]},
      {:lists, :zipwith3, [:fun3, :smalls, :smalls, :smalls]},
      for(name <- [:keys, :values, :to_list, :size], do: {:maps, name, [{:one, {:map}}]}),
      for(name <- [:find, :get, :is_key, :remove, :take], do: {:maps, name, [:int, :map]}),
      {:maps, :get, [:int, :map, :term]},
      {:maps, :put, [:int, :term, :map]},
      {:maps, :update, [:int, :term, :map]},
      {:maps, :from_keys, [:ints, :term]},
      {:maps, :from_list, [:keyed]},
      {:maps, :merge, [:map, :map]},
      {"maps iterator", fn map, order -> map |> :maps.iterator(order) |> :maps.to_list() end,
       [:map, {:pick, {:ordered, :reversed, :undefined, :bad}}]},
      {"maps iterator by a function",
       fn map ->
         map |> :maps.iterator(fn x, y -> inspect(x) >= inspect(y) end) |> :maps.next() |> elem(0)
       end, [:map]},
      {:lists, :append, [:list, :list]},
      {:lists, :concat, [{:list, :scalar}]},
      {:lists, :delete, [:small, :smalls]},
      {:lists, :duplicate, [:count, :term]},
      {:lists, :enumerate, [:int, :list]},
      {:lists, :enumerate, [:int, :int, :list]},
      {:lists, :flatlength, [:deep]},
      {:lists, :flatmap, [:to_list, :list]},
      {:lists, :flatten, [:deep]},
      {:lists, :flatten, [:deep, :list]},
      {:lists, :foreach, [:fun1, :list]},
      {:lists, :join, [:term, :list]},
      {:lists, :keydelete, [:small, :position, :tuples]},
      {:lists, :keymap, [:fun1, {:one, {:position}}, :tuples]},
      {:lists, :keymerge, [{:const, 1}, {:one, {:sorted_triples}}, {:one, {:sorted_triples}}]},
      {:lists, :keyreplace, [:small, :position, :tuples, :tuple]},
      {:lists, :keystore, [:small, :position, :tuples, :tuple]},
      {:lists, :keytake, [:small, :position, :tuples]},
      {:lists, :map, [:fun1, :list]},
      {:lists, :mapfoldl, [:map_reduce, :term, :list]},
      {:lists, :mapfoldr, [:map_reduce, :term, :list]},
      {:lists, :merge, [:compare, {:one, {:sorted}}, {:one, {:sorted}}]},
      {:lists, :merge3, [:set_list, :set_list, :set_list]},
      {:lists, :nth, [:count, :list]},
      {:lists, :nthtail, [:count, :list]},
      {:lists, :seq, [:int, :int]},
      {:lists, :seq, [:int, :int, :int]},
      {:lists, :split, [:count, :list]},
      {:lists, :sublist, [:list, :count]},
      {:lists, :sublist, [:list, :count, :count]},
      {:lists, :umerge, [{:const, &<=/2}, :set_list, :set_list]},
      {:lists, :umerge3, [:set_list, :set_list, :set_list]},
      {:lists, :uniq, [:fun1, :list]},
      {:lists, :zip, [:smalls, :smalls]},
      {:lists, :zip, [:smalls, :smalls, :zip_how]},
      {:lists, :zip3, [:smalls, :smalls, :smalls]},
      {:lists, :zip3, [:smalls, :smalls, :smalls, :zip_how3]},
      {:lists, :zipwith, [:fun2, :smalls, :smalls]},
      {:lists, :zipwith, [:fun2, :smalls, :smalls, :zip_how]},
      {:lists, :zipwith3, [:fun3, :smalls, :smalls, :smalls, :zip_how3]},
      for(name <- [:filter, :foreach, :map], do: {:maps, name, [:pred2, :map]}),
      {:maps, :filtermap, [:pred2, :map]},
      {"maps filter of a large map",
       fn map -> :maps.filter(fn k, v -> rem(k + v, 2) == 0 end, map) end, [:big_map]},
      {:maps, :fold, [:fun3, :term, :map]},
      {"maps fold of a large map",
       fn map -> :maps.fold(fn k, v, sum -> sum + k * v end, 0, map) end, [:big_map]},
      {:maps, :groups_from_list, [:fun1, :ints]},
      {:maps, :groups_from_list, [:fun1, :fun1, :ints]},
      {:maps, :intersect, [:map, :map]},
      {:maps, :intersect_with, [:fun3, :map, :pairs_map]},
      {"maps map of a large map", fn map -> :maps.map(fn k, v -> {k, v} end, map) end,
       [:big_map]},
      {:maps, :merge_with, [:fun3, :map, :pairs_map]},
      {:maps, :size, [:map]},
      {:maps, :update_with, [:int, :fun1, :map]},
      {:maps, :update_with, [:int, :fun1, :term, :map]},
      {:maps, :with, [:ints, :map]},
      {:maps, :without, [:ints, :map]},
      for(
        module <- [:ordsets],
        name <- [:union, :intersection, :subtract, :is_disjoint, :is_subset, :is_equal],
        do: {module, name, [:set_list, :set_list]}
      ),
      for(
        name <- [:add_element, :del_element, :is_element],
        do: {:ordsets, name, [:small, :set_list]}
      ),
      for(name <- [:is_set, :from_list, :size, :is_empty], do: {:ordsets, name, [:smalls]}),
      for(name <- [:union, :intersection], do: {:ordsets, name, [{:list, :set_list}]}),
      {:ordsets, :fold, [:fun2, :term, :set_list]},
      {:ordsets, :filter, [:pred, :set_list]},
      {:ordsets, :map, [:int_fun, :set_list]},
      for(
        name <- [:is_key, :find, :fetch, :erase, :take],
        do: {:orddict, name, [:key, :orddict]}
      ),
      for(name <- [:from_list, :fetch_keys, :size, :is_empty], do: {:orddict, name, [:orddict]}),
      {:orddict, :from_list, [:pairs]},
      {:orddict, :store, [:key, :term, :orddict]},
      {:orddict, :append, [:key, :term, :orddict]},
      {:orddict, :update, [:key, :fun1, :orddict]},
      {:orddict, :update, [:key, :fun1, :term, :orddict]},
      {:orddict, :update_counter, [:key, :int, :orddict]},
      {:orddict, :fold, [:fun3, :term, :orddict]},
      {:orddict, :map, [:fun2, :orddict]},
      {:orddict, :filter, [:pred2, :orddict]},
      {:orddict, :merge, [:fun3, :orddict, :orddict]},
      for(
        name <-
          [:is_queue, :is_empty, :len, :to_list, :out, :out_r, :get, :get_r, :peek, :peek_r] ++
            [:drop, :drop_r, :reverse, :head, :tail, :daeh, :last, :liat, :init],
        do: {:queue, name, [:queue]}
      ),
      for(
        name <- [:in, :in_r, :member, :delete, :delete_r, :cons],
        do: {:queue, name, [:small, :queue]}
      ),
      for(
        name <- [:filter, :delete_with, :delete_with_r, :any, :all],
        do: {:queue, name, [:pred, :queue]}
      ),
      {:queue, :from_list, [:list]},
      {:queue, :join, [:queue, :queue]},
      {:queue, :split, [:count, :queue]},
      {:queue, :fold, [:fun2, :term, :queue]},
      {:queue, :filtermap, [:pred, :queue]},
      for(
        name <- [
          :lookup,
          :is_defined,
          :get,
          :delete,
          :delete_any,
          :take,
          :take_any,
          :smaller,
          :larger
        ],
        do: {:gb_trees, name, [:small, :gb_tree]}
      ),
      for(
        name <-
          [:is_empty, :size, :balance, :take_smallest, :take_largest, :smallest, :largest] ++
            [:to_list, :keys, :values, :iterator],
        do: {:gb_trees, name, [:gb_tree]}
      ),
      for(name <- [:insert, :enter, :update], do: {:gb_trees, name, [:small, :term, :gb_tree]}),
      {:gb_trees, :from_list, [:pairs]},
      {:gb_trees, :map, [:fun2, :gb_tree]},
      {:gb_trees, :iterator, [:gb_tree, :order]},
      {:gb_trees, :iterator_from, [:small, :gb_tree, :order]},
      for(
        name <- [:is_member, :is_element, :insert, :add, :delete, :delete_any, :smaller, :larger],
        do: {:gb_sets, name, [:small, :gb_set]}
      ),
      for(
        name <-
          [:is_set, :is_empty, :size, :balance, :take_smallest, :take_largest, :smallest] ++
            [:largest, :to_list, :iterator],
        do: {:gb_sets, name, [:gb_set]}
      ),
      for(
        name <- [:is_equal, :is_disjoint, :is_subset],
        do: {:gb_sets, name, [:gb_set, :gb_set]}
      ),
      {:gb_sets, :from_list, [:list]},
      {:gb_sets, :fold, [:fun2, :term, :gb_set]},
      {:gb_sets, :filter, [:pred, :gb_set]},
      {:gb_sets, :iterator, [:gb_set, :order]},
      {:gb_sets, :iterator_from, [:small, :gb_set, :order]},
      for(
        name <-
          [
            :lookup,
            :lookup_all,
            :is_defined,
            :get_value,
            :get_all_values,
            :append_values,
            :get_bool
          ] ++
            [:delete],
        do: {:proplists, name, [:key, :proplist]}
      ),
      for(name <- [:unfold, :compact, :to_map], do: {:proplists, name, [:proplist]}),
      {:proplists, :get_value, [:key, :proplist, :term]},
      {:proplists, :property, [:any]},
      {:proplists, :split, [:proplist, {:one, {:keys}}]},
      {:proplists, :substitute_aliases, [:key_pairs, :proplist]},
      {:proplists, :substitute_negations, [:key_pairs, :proplist]},
      {:proplists, :expand, [:expansions, :proplist]},
      for(
        name <- [:union, :intersection, :subtract, :is_disjoint, :is_subset, :is_equal],
        do: {:sets, name, [:erl_set, :erl_set]}
      ),
      for(
        name <- [:add_element, :del_element, :is_element],
        do: {:sets, name, [:small, :erl_set]}
      ),
      for(name <- [:is_set, :size, :is_empty, :to_list], do: {:sets, name, [:erl_set]}),
      {:sets, :from_list, [:ints]},
      {:sets, :fold, [:fun2, :term, :erl_set]},
      {:sets, :filter, [:pred, :erl_set]},
      {:sets, :map, [:int_fun, :erl_set]}
    ]
    |> List.flatten()
  end
end
