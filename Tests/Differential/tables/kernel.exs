# Kernel: operators, guards, paths, and what its macros do.

defmodule Differential.Table do
  @moduledoc false

  # What could not be built: Elixir says so in Latin-1, or not at all if that has no such letters.
  defp built(fun) do
    fun.()
  rescue
    error in ArgumentError ->
      if error.message == "argument error" or
           error.message != for(<<b <- error.message>>, b < 128, into: "", do: <<b>>),
         do: raise(ArgumentError, "in letters beyond ASCII"),
         else: reraise(error, __STACKTRACE__)
  end

  def rows do
    keys = fn -> {:pick, {[1], [1, 2], ["k"], [], [:a], [1, "k"]}} end

    access =
      {:pick,
       {Access.all(), Access.at(0), Access.at(-1), Access.at(5), Access.at!(0), Access.key(1),
        Access.key(:a, 3), Access.key!(1), Access.elem(0), Access.elem(1),
        Access.filter(&is_integer/1), Access.find(&is_integer/1), Access.slice(0..1),
        Access.slice(-2..-1//1), Access.values(), 1, "k", :a}}

    data = {:one, {:map, :ints, :keyword, :tuple, :list, :lists, :pairs_map, :deep}}

    [
      for(
        name <- [:+, :-, :*, :/, :div, :rem, :==, :!=, :===, :!==, :<, :<=, :>, :>=, :min, :max],
        do: {Kernel, name, [:number, :number]}
      ),
      for(name <- [:div, :rem], do: {Kernel, name, [:integer, :integer]}),
      for(
        name <- [:==, :!=, :===, :!==, :<, :<=, :>, :>=, :min, :max],
        do: [{Kernel, name, [:mixed, :mixed]}, {Kernel, name, [:tree, :tree]}]
      ),
      for(name <- [:-, :abs, :round, :trunc, :ceil, :floor], do: {Kernel, name, [:number]}),
      {Kernel, :**, [:int, :int]},
      {Kernel, :**, [:number, {:pick, {0, 1, 2, 3, 5, 10}}]},
      {Kernel, :**, [:float, :float]},
      {Kernel, :++, [:list, :list]},
      {Kernel, :--, [:smalls, :smalls]},
      {Kernel, :--, [:mixeds, :mixeds]},
      {Kernel, :not, [:boolean]},
      {Kernel, :=~, [:text, :word]},
      for(
        name <-
          [
            :is_atom,
            :is_binary,
            :is_bitstring,
            :is_boolean,
            :is_float,
            :is_function,
            :is_integer,
            :is_list,
            :is_map
          ] ++
            [:is_number, :is_pid, :is_port, :is_reference, :is_tuple],
        do: {Kernel, name, [:tree]}
      ),
      for(name <- [:bit_size, :byte_size], do: {Kernel, name, [:bitstring]}),
      for(name <- [:hd, :tl, :length], do: {Kernel, name, [:list]}),
      for(name <- [:length], do: {Kernel, name, [:improper]}),
      {Kernel, :map_size, [:map]},
      {Kernel, :tuple_size, [:tuple]},
      {Kernel, :elem, [:tuple, :index]},
      {Kernel, :put_elem, [:tuple, :index, :term]},
      {Kernel, :is_map_key, [:map, :int]},
      {Kernel, :is_function, [:fun1, :count]},
      {Kernel, :binary_part, [:binary, :index, :index]},
      {Kernel, :binary_slice, [:binary, :range]},
      {Kernel, :binary_slice, [:binary, :index, :count]},
      {Kernel, :struct, [{:pick, {URI, %URI{}, Range, :nothing}}, :keyword]},
      {Kernel, :struct!,
       [
         {:pick, {URI, %URI{path: "/"}}},
         {:pick, {[], [path: "a"], [host: "h", port: 1], [nope: 1], %{path: "m"}}}
       ]},
      {Kernel, :to_timeout,
       [
         {:pick,
          {:infinity, 5, 0, -1, [second: 1], [hour: 2, minute: 3], [day: 1, week: 2],
           [second: -1], [other: 1], 1.5}}
       ]},
      {Kernel, :get_in, [data, keys.()]},
      {Kernel, :get_in, [data, {:list, access}]},
      {Kernel, :put_in, [data, {:list, access}, :int]},
      {Kernel, :update_in, [data, {:list, access}, :fun1]},
      {Kernel, :pop_in, [data, {:list, access}]},
      {Kernel, :get_and_update_in, [data, {:list, access}, :get_update]},
      {Access, :fetch, [{:one, {:map, :keyword, :list, :any}}, {:one, {:int, :key}}]},
      {Access, :fetch!, [{:one, {:map, :keyword, :list, :any}}, {:one, {:int, :key}}]},
      {Access, :get, [{:one, {:map, :keyword, :list, :any}}, {:one, {:int, :key}}]},
      {Access, :get, [{:one, {:map, :keyword, :list, :any}}, {:one, {:int, :key}}, :term]},
      {Access, :pop, [{:one, {:map, :keyword, :list, :any}}, {:one, {:int, :key}}]},
      {Access, :get_and_update,
       [{:one, {:map, :keyword, :list, :any}}, {:one, {:int, :key}}, :get_update]},
      {"and", fn x, y -> x and y end, [:atom, :term]},
      {"or", fn x, y -> x or y end, [:atom, :term]},
      {"not", fn x -> not x end, [:atom]},
      {"!", fn x -> !x end, [:atom]},
      {"&&", fn x, y -> x && y end, [:atom, :term]},
      {"||", fn x, y -> x || y end, [:atom, :term]},
      {"in", fn x, y -> x in y end, [:int, :enum]},
      {"not in", fn x, y -> x not in y end, [:int, :range]},
      {"<>", fn x, y -> built(fn -> x <> y end) end, [:string, :string]},
      {"..", fn x, y -> x..y end, [:int, :int]},
      {"..//", fn x, y, z -> x..y//z end, [:int, :int, :int]},
      {"interpolation", fn x -> "<#{x}>" end, [:term]},
      {"to_charlist", fn x -> to_charlist(x) end, [:term]},
      {"is_struct",
       fn x ->
         {is_struct(x), is_struct(x, Range), is_exception(x), is_non_struct_map(x), is_nil(x)}
       end, [:tree]},
      {"raise", fn x -> raise x end,
       [{:pick, {ArgumentError, "text", %KeyError{key: 1}, :no_module, 5, URI, RuntimeError}}]},
      {"raise with options", fn x, y -> raise x, y end,
       [
         {:pick,
          {ArgumentError, RuntimeError, KeyError, BadMapError, Enum.EmptyError,
           FunctionClauseError, UndefinedFunctionError}},
         {:pick,
          {[], "text", [message: "m"], [key: 1, term: %{}], [term: 5],
           [module: M, function: :f, arity: 2], 5}}
       ]},
      {"destructure",
       fn list ->
         destructure([x, y, z], list)
         {x, y, z}
       end, [:ints]},
      {"slices of a path",
       fn data, keys -> {get_in(data[1]), update_in(data[1], fn _ -> keys end)} end,
       [:map, :int]},
      {"size of a segment", fn x, size -> built(fn -> <<x::size(size)>> end) end,
       [:integer, :count]},
      {"float segment", fn x, size -> built(fn -> <<x::float-size(size)>> end) end,
       [:number, {:pick, {16, 32, 64, 8}}]},
      {"utf segments", fn x -> {<<x::utf8>>, <<x::utf16>>, <<x::utf32-little>>} end,
       [{:pick, {0, 65, 233, 0x65E5, 0x1F600, 0xD800, 0x110000, -1}}]},
      {"integer segments",
       fn x ->
         for <<a::signed-3, b::little-10, c::size(5)>> <- <<x::bitstring>>, do: {a, b, c}
       end, [{:one, {:bitstring}}]},
      {"term order of a sort", &Enum.sort/1, [{:list, :tree}]},
      # Functions have a hash of their code.
      {"hash of a term", fn x -> if not is_function(x), do: :erlang.phash2(x) end, [:tree]},
      {Integer, :to_string, [:integer, :base]},
      {"is_even", fn x -> require(Integer) && {Integer.is_even(x), Integer.is_odd(x)} end,
       [:integer]},
      {Bitwise, :<<<, [:integer, :shift]},
      {Bitwise, :>>>, [:integer, :shift]},
      {Bitwise, :&&&, [:integer, :integer]},
      {Bitwise, :|||, [:integer, :integer]},
      {Function, :capture, [{:pick, {Enum, :lists, 5}}, {:pick, {:map, :x}}, :count]},
      {"reduce of a suspended walk",
       fn enum ->
         step = fn x, acc -> {:suspend, [x | acc]} end

         walk = fn
           walk, {:suspended, acc, next}, left when left > 0 ->
             [acc | walk.(walk, next.({:cont, acc}), left - 1)]

           _walk, {:suspended, acc, next}, 0 ->
             [acc, next.({:halt, acc})]

           _walk, other, _left ->
             [other]
         end

         walk.(walk, Enumerable.reduce(enum, {:cont, []}, step), 3)
       end, [:enum]},
      {Enumerable, :count, [:enum]},
      {Enumerable, :member?, [:enum, :int]},
      {"slice of an enumerable",
       fn enum ->
         case Enumerable.slice(enum) do
           {:ok, size, fun} when is_function(fun, 1) ->
             {size, fun.(enum)}

           {:ok, size, fun} when is_function(fun, 3) ->
             {size, if(size > 1, do: fun.(1, size - 1, 1))}

           other ->
             other
         end
       end, [:enum]}
    ]
  end
end
