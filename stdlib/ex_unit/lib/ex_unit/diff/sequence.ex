# Aligns two lists: the shortest script of deletions and insertions, where what was deleted and inserted in the same place is
# compared in turn.

defmodule ExUnit.Diff.Sequence do
  @moduledoc false

  alias ExUnit.Diff.Node

  @typedoc """
  Compares two elements with what the elements before them have bound: whether they are equal, their nodes, and what is bound now.
  """
  @type comparison(state) :: (term, term, state -> {boolean, Node.t(), Node.t(), state})

  @typedoc "How an element without a counterpart is shown, given the kind of the mark."
  @type single :: (:delete | :insert, term -> Node.t())

  @doc """
  Compares two lists: whether they are equal, the nodes of their elements, and the state behind them.

  Takes O((n + m) · d) comparisons for d differences.
  """
  @spec compare([term], [term], state, comparison(state), single) ::
          {boolean, [Node.t()], [Node.t()], state}
        when state: term
  def compare(left, right, state, comparison, single) do
    {script, state} = edit(0, [{0, left, right, [], state}], comparison)
    pair(script, state, comparison, single)
  end

  # The rounds are those of `List.myers_difference/2`: a path for each diagonal, the one that came furthest. Each path has a state
  # of its own, since variables of a pattern are bound by what comes first.
  defp edit(edits, paths, comparison) do
    case each_diagonal(-edits, edits, paths, [], comparison) do
      {:done, script, state} -> {Enum.reverse(script), state}
      {:next, paths} -> edit(edits + 1, paths, comparison)
    end
  end

  defp each_diagonal(diagonal, edits, _, next, _) when diagonal > edits,
    do: {:next, Enum.reverse(next)}

  defp each_diagonal(diagonal, edits, paths, next, comparison) do
    {path, rest} = proceed(diagonal, edits, paths)

    case follow(path, comparison) do
      {:cont, path} -> each_diagonal(diagonal + 2, edits, rest, [path | next], comparison)
      done -> done
    end
  end

  defp proceed(0, 0, [path]), do: {path, []}

  defp proceed(diagonal, edits, [path | _] = paths) when diagonal == -edits,
    do: {delete(path), paths}

  defp proceed(diagonal, edits, [path]) when diagonal == edits, do: {insert(path), []}

  defp proceed(_, _, [below, above | rest]) do
    if elem(below, 0) > elem(above, 0),
      do: {insert(below), [above | rest]},
      else: {delete(above), [above | rest]}
  end

  defp delete({place, [left | rest], right, script, state}),
    do: {place + 1, rest, right, [{:delete, left} | script], state}

  defp delete({place, [], right, script, state}), do: {place + 1, [], right, script, state}

  defp insert({place, left, [right | rest], script, state}),
    do: {place, left, rest, [{:insert, right} | script], state}

  defp insert({place, left, [], script, state}), do: {place, left, [], script, state}

  defp follow({place, [left | rest1], [right | rest2], script, state} = path, comparison) do
    case comparison.(left, right, state) do
      {true, left, right, state} ->
        follow({place + 1, rest1, rest2, [{:equal, left, right} | script], state}, comparison)

      _ ->
        {:cont, path}
    end
  end

  defp follow({_, [], [], script, state}, _), do: {:done, script, state}
  defp follow(path, _), do: {:cont, path}

  # Between equal elements, what was deleted is compared with what was inserted, one by one.
  defp pair(script, state, comparison, single) do
    equal? = Enum.all?(script, &match?({:equal, _, _}, &1))
    {left, right, state} = pair_runs(script, [], [], state, comparison, single)
    {equal?, Enum.reverse(left), Enum.reverse(right), state}
  end

  defp pair_runs([], left, right, state, _, _), do: {left, right, state}

  defp pair_runs([{:equal, l, r} | script], left, right, state, comparison, single) do
    pair_runs(script, [l | left], [r | right], state, comparison, single)
  end

  defp pair_runs(script, left, right, state, comparison, single) do
    {run, script} = Enum.split_while(script, &(elem(&1, 0) != :equal))
    deleted = for {:delete, element} <- run, do: element
    inserted = for {:insert, element} <- run, do: element
    {left, right, state} = pair_run(deleted, inserted, left, right, state, comparison, single)
    pair_runs(script, left, right, state, comparison, single)
  end

  defp pair_run([l | deleted], [r | inserted], left, right, state, comparison, single) do
    {_, l, r, state} = comparison.(l, r, state)
    pair_run(deleted, inserted, [l | left], [r | right], state, comparison, single)
  end

  defp pair_run(deleted, inserted, left, right, state, _, single) do
    left = Enum.reduce(deleted, left, &[single.(:delete, &1) | &2])
    right = Enum.reduce(inserted, right, &[single.(:insert, &1) | &2])
    {left, right, state}
  end

  @doc """
  As `compare/5`, but element by element: what one list has in excess stands alone.
  """
  @spec zip([term], [term], state, comparison(state), single) ::
          {boolean, [Node.t()], [Node.t()], state}
        when state: term
  def zip(left, right, state, comparison, single),
    do: zip_elements(left, right, {true, [], [], state}, comparison, single)

  defp zip_elements(
         [l | left],
         [r | right],
         {equal?, done_left, done_right, state},
         comparison,
         single
       ) do
    {same?, l, r, state} = comparison.(l, r, state)

    zip_elements(
      left,
      right,
      {equal? and same?, [l | done_left], [r | done_right], state},
      comparison,
      single
    )
  end

  defp zip_elements(left, right, {equal?, done_left, done_right, state}, _, single) do
    done_left = Enum.reduce(left, done_left, &[single.(:delete, &1) | &2])
    done_right = Enum.reduce(right, done_right, &[single.(:insert, &1) | &2])

    {equal? and left == [] and right == [], Enum.reverse(done_left), Enum.reverse(done_right),
     state}
  end
end
