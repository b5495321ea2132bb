# Calls library functions with random arguments and prints what they return or raise, so that two implementations can be
# compared. A table beside this file is a list of rows: `{module, function, generators}`, or `{name, fun, generators}` for
# what is no function of a module.
#
#     elixir differential.exs TABLE [SEED [CALLS [ONLY]]]            one line for each call
#     elixir differential.exs --digest TABLE [SEED [CALLS [ONLY]]]   one line for each row: a digest of its calls
#
# A digest leaves out which function had no matching clause: in most cases a private one.
#
# CALLS is how many of each row, or with a plus sign (`+20000`) of each module, shared by its rows. ONLY is a part of the
# names of the rows that are wanted.

Code.require_file("generators.exs", __DIR__)

defmodule Differential do
  @moduledoc false

  alias Differential.Generators

  @doc "What a call returns or raises, and the calls of functions among its arguments that it made."
  def outcome(fun, args) do
    Generators.forget_calls()

    result =
      try do
        {:ok, settle(apply(fun, args))}
      rescue
        error -> {:raised, error.__struct__, Exception.message(error)}
      catch
        kind, reason -> {kind, reason}
      end

    {result, Generators.calls()}
  end

  # Lazy results are walked, but not to their end.
  defp settle(value) when is_function(value, 2), do: {:lazy, Enum.take(value, 20)}
  defp settle(%{__struct__: _, enum: _, funs: _} = stream), do: {:lazy, Enum.take(stream, 20)}
  defp settle(value), do: value

  @doc "The lines of a row: each call with its outcome."
  def lines(row, seed, calls) do
    {name, fun, generators} = named(row)
    # A row's calls do not depend on the rows before it.
    Generators.seed(seed + :erlang.phash2({name, length(generators)}))

    for number <- 1..calls do
      args = Generators.arguments(generators)
      "#{name} #{number} #{show(args)} -> #{show(outcome(fun, args))}"
    end
  end

  defp named({module, function, generators}) when is_atom(module) do
    {"#{inspect(module)}.#{function}", Function.capture(module, function, length(generators)),
     generators}
  end

  defp named({name, fun, generators}), do: {name, fun, generators}

  # What is compared of a container is what it holds: how it is laid out is its own business.
  defp held(term) when is_tuple(term) and tuple_size(term) > 0 do
    cond do
      :array.is_array(term) ->
        {:array_of, :array.size(term), :array.default(term), :array.is_fix(term),
         :array.sparse_to_orddict(term)}

      elem(term, 0) == :dict and tuple_size(term) in [2, 9] ->
        {:dict_of, Enum.sort(:dict.to_list(term))}

      elem(term, 0) == :set and tuple_size(term) in [2, 9] ->
        Map.new(:sets.to_list(term), &{&1, []})

      true ->
        term |> Tuple.to_list() |> Enum.map(&held/1) |> List.to_tuple()
    end
  end

  defp held([head | tail]), do: [held(head) | held(tail)]
  # Sets are walked in the order of a hash, or of atoms.
  defp held(%MapSet{} = set), do: {:set_of, Enum.sort(set)}
  defp held(term), do: term

  # Maps are written in the order of their keys, which is not that of every implementation.
  defp show(term) do
    term
    |> held()
    |> inspect(
      limit: :infinity,
      printable_limit: :infinity,
      charlists: :as_lists,
      width: :infinity,
      custom_options: [sort_maps: true]
    )
    |> String.replace(~r/#(Function|Reference|PID)<.*?>/, "#\\1")
  end

  @clause ~r{no function clause matching in .+?/\d+\\?"}

  def run(["--digest" | arguments]) do
    walk(arguments, fn row, lines ->
      lines = Enum.map(lines, &String.replace(&1, @clause, "no function clause\""))

      IO.puts(
        "#{elem(named(row), 0)}/#{length(elem(row, 2))} #{Base.encode16(:erlang.md5(lines), case: :lower)}"
      )
    end)
  end

  def run(arguments), do: walk(arguments, fn _row, lines -> Enum.each(lines, &IO.puts/1) end)

  defp walk([table | rest], fun) do
    [seed, calls, only] = rest ++ Enum.drop(["1", "30", ""], length(rest))
    # A table is a module, so that its functions are compiled.
    Code.require_file(Path.join(["tables", table <> ".exs"]), __DIR__)

    rows = List.flatten(apply(Differential.Table, :rows, []))
    counts = Enum.frequencies_by(rows, &module/1)

    for row <- rows, String.contains?(elem(named(row), 0), only) do
      fun.(row, lines(row, String.to_integer(seed), calls(calls, counts[module(row)])))
    end
  end

  defp calls("+" <> total, rows), do: ceil(String.to_integer(total) / rows)
  defp calls(calls, _rows), do: String.to_integer(calls)

  # What a row of a function written for the table is about stands first in its name.
  defp module({name, _fun, _generators}) when is_binary(name), do: name |> String.split() |> hd()
  defp module({module, _function, _generators}), do: module |> inspect() |> String.trim(":")
end

Differential.run(System.argv())
