# How terms are written: `inspect` at widths, under limits and with structs that derive it; `:io_lib` under limits of characters.

defmodule Differential.Table do
  @moduledoc false

  alias Differential.Generators, as: G

  defmodule Plain do
    @moduledoc false
    defstruct [:name, value: 0, list: []]
  end

  defmodule Shown do
    @moduledoc false
    @derive {Inspect, only: [:name, :list]}
    defstruct [:name, value: 0, list: []]
  end

  defmodule Hiding do
    @moduledoc false
    @derive {Inspect, except: [:value]}
    defstruct [:name, value: 0, list: []]
  end

  defmodule Optional do
    @moduledoc false
    @derive {Inspect, optional: [:value, :name]}
    defstruct [:name, value: 0, list: []]
  end

  defmodule Problem do
    @moduledoc false
    defexception [:name, :value, message: "it failed"]
  end

  defmodule Own do
    @moduledoc false
    defstruct [:name, :value, :list]

    defimpl Inspect do
      import Inspect.Algebra

      def inspect(%{name: name, value: value, list: list}, opts) do
        {list, opts} = to_doc_with_opts(list, opts)
        doc = group(nest(glue(concat(["#Own<", to_doc(name, opts), ","]), list), 2))
        {concat([doc, break(""), to_doc(value, opts), ">"]), opts}
      end
    end
  end

  @structs {Plain, Shown, Hiding, Optional, Problem, Own, Own, Plain, MapSet, Range}

  # A term with structs in it, as deep as `depth`.
  defp deep(0),
    do: G.generate(G.pick({:int, :string, :atom, :charlist, :float, :bitstring, :piece}))

  defp deep(depth) do
    inner = fn -> deep(depth - 1) end

    case G.below(10) do
      0 ->
        G.times(7, inner)

      1 ->
        G.times(4, fn -> {G.generate(:key), inner.()} end)

      2 ->
        List.to_tuple(G.times(5, inner))

      3 ->
        Map.new(G.times(3, fn -> {G.generate(G.pick({:int, :string, :float})), inner.()} end))

      4 ->
        Map.new(G.times(1, fn -> {G.generate(:key), inner.()} end))

      5 ->
        struct_of(G.pick(@structs), inner)

      6 ->
        [inner.(), inner.() | inner.()]

      7 ->
        String.duplicate(G.generate(:string), G.below(6)) <> G.generate(:text)

      8 ->
        for(_ <- 1..(1 + G.below(30)), do: G.pick({?a, ?b, ?\s, ?\n, ?é, 1, 0x65E5}))

      9 ->
        G.pick(
          {&Enum.map/2, ~r/a+b/i, ~D[2024-02-29], 1..9//2, ~c"it's", nil, true, :"a b", Enum,
           -1.0e-7, <<1, 2, 3>>}
        )
    end
  end

  defp struct_of(MapSet, _inner), do: G.generate(:tree_set)
  defp struct_of(Range, _inner), do: Date.range(~D[2024-01-01], ~D[2024-03-01], 1 + G.below(3))

  defp struct_of(module, inner) do
    struct(module, name: inner.(), value: inner.(), list: G.times(3, inner))
  end

  # What is printed stands for the terms that are made from a seed of their own.
  defp printed(seed, depth, fun) do
    term = G.apart(abs(seed), fn -> deep(depth) end)
    fun.(term)
  end

  def rows do
    seed = {:one, {:big}}
    width = {:pick, {0, 1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 98, 100, 120, :infinity}}
    limit = {:pick, {0, 1, 2, 3, 5, 8, 12, 20, 50, :infinity}}
    depth = {:pick, {1, 2, 3, 3, 4}}
    sorted = [custom_options: [sort_maps: true]]

    options =
      {:pick,
       {[], [charlists: :as_lists], [charlists: :as_charlists], [binaries: :as_binaries],
        [binaries: :as_strings], [base: :hex], [base: :binary], [base: :octal],
        [printable_limit: 5], [printable_limit: 0], [safe: false],
        [printable_limit: :infinity, limit: 4],
        [
          syntax_colors: [
            atom: :cyan,
            string: :green,
            number: :red,
            list: :blue,
            tuple: :yellow,
            map: :magenta
          ]
        ], [syntax_colors: IO.ANSI.syntax_colors()],
        [charlists: :as_lists, binaries: :as_binaries, base: :hex]}}

    text = &IO.chardata_to_string/1
    chars = {:pick, {-1, 0, 1, 2, 3, 5, 8, 13, 20, 30, 50, 80}}

    [
      {"pretty",
       fn seed, depth, width ->
         printed(
           seed,
           depth,
           &inspect(&1, [pretty: true, width: width, limit: :infinity] ++ sorted)
         )
       end, [seed, depth, width]},
      {"limited",
       fn seed, depth, limit ->
         printed(seed, depth, &inspect(&1, [limit: limit] ++ sorted))
       end, [seed, depth, limit]},
      {"limited pretty",
       fn seed, depth, limit, width, printable ->
         printed(
           seed,
           depth,
           &inspect(
             &1,
             [limit: limit, pretty: true, width: width, printable_limit: printable] ++ sorted
           )
         )
       end, [seed, depth, limit, width, {:pick, {0, 1, 5, 20, :infinity}}]},
      {"options",
       fn seed, depth, options -> printed(seed, depth, &inspect(&1, options ++ sorted)) end,
       [seed, depth, options]},
      {"options pretty",
       fn seed, depth, options, width ->
         printed(seed, depth, &inspect(&1, options ++ [pretty: true, width: width] ++ sorted))
       end, [seed, depth, options, width]},
      {"inspect a function",
       fn seed, depth, limit ->
         printed(seed, depth, fn term ->
           inspect(
             term,
             [
               limit: limit,
               inspect_fun: fn
                 x, _ when is_integer(x) -> "<i>"
                 x, opts -> Inspect.inspect(x, opts)
               end
             ] ++ sorted
           )
         end)
       end, [seed, depth, limit]},
      {"message of a KeyError",
       fn seed, depth ->
         printed(seed, depth, fn term -> Exception.message(%KeyError{key: :k, term: term}) end)
       end, [seed, {:pick, {1, 2}}]},
      {"message of an error",
       fn seed, depth, error ->
         printed(seed, depth, fn term -> Exception.message(error.(term)) end)
       end,
       [
         seed,
         {:pick, {1, 2, 3}},
         {:pick,
          {&%MatchError{term: &1}, &%CaseClauseError{term: &1}, &%WithClauseError{term: &1},
           &%TryClauseError{term: &1}, &%BadMapError{term: &1},
           &%BadBooleanError{term: &1, operator: :and}, &%ErlangError{original: &1},
           &%Protocol.UndefinedError{protocol: Enumerable, value: &1},
           &Exception.normalize(:error, &1), &Exception.normalize(:error, {:badarg, &1}),
           &Exception.normalize(:error, {:badmatch, &1})}}
       ]},
      {"format of an exit", fn seed, depth -> printed(seed, depth, &Exception.format_exit/1) end,
       [seed, depth]},
      {"banner",
       fn seed, depth, kind -> printed(seed, depth, &Exception.format_banner(kind, &1)) end,
       [seed, depth, {:pick, {:error, :throw, :exit}}]},
      {"chars_limit of texts",
       fn one, two, limit ->
         text.(:io_lib.format(~c"~ts and ~ts.", [one, two], chars_limit: limit))
       end, [{:one, {:text}}, {:one, {:text}}, chars]},
      {"io_lib write with options", fn term, options -> text.(:io_lib.write(term, options)) end,
       [{:one, {:nested}}, {:pick, {[], [depth: 3], [encoding: :latin1], [depth: 5]}}]}
    ]
  end
end
