# Finds out which parts of a guard do not hold.

defmodule ExUnit.Diff.Guard do
  @moduledoc false

  alias ExUnit.Diff.Node

  @doc "Whether a guard holds with these bindings, and its node."
  @spec compare(Macro.t(), %{{atom, atom} => term}) :: {boolean, Node.t()}
  def compare({:when, _, [left, right]}, bindings) do
    {left?, left} = compare(left, bindings)
    {right?, right} = compare(right, bindings)
    {left? or right?, {:operator, :when, left, right}}
  end

  def compare(guard, bindings) do
    case operator(guard) do
      {:and, left, right} ->
        {left?, left} = compare(left, bindings)
        {right?, right} = if left?, do: compare(right, bindings), else: {false, {:code, right}}
        {left? and right?, {:operator, :and, left, right}}

      {:or, left, right} ->
        {left?, left} = compare(left, bindings)
        {right?, right} = if left?, do: {true, {:code, right}}, else: compare(right, bindings)
        {left? or right?, {:operator, :or, left, right}}

      nil ->
        if holds?(guard, bindings),
          do: {true, {:code, guard}},
          else: {false, Node.mark({:code, guard}, :delete)}
    end
  end

  # `and` and `or` as they were written; those of a guard of one's own are its business.
  defp operator({name, _, [left, right]}) when name in [:and, :or], do: {name, left, right}

  defp operator({{:., _, [:erlang, name]}, meta, [left, right]})
       when name in [:andalso, :orelse] do
    case meta[:original] do
      {written, _, [_, _]} when written in [:and, :or] -> {written, left, right}
      nil -> {if(name == :andalso, do: :and, else: :or), left, right}
      _ -> nil
    end
  end

  defp operator(_), do: nil

  # A guard with variables that the pattern does not bind, and that are not pinned, is given the benefit of the doubt.
  defp holds?(guard, bindings) do
    variables = variables(guard)

    if Enum.all?(variables, &is_map_key(bindings, &1)) do
      binding = for variable <- variables, do: {variable, Map.fetch!(bindings, variable)}
      evaluate(guard, binding)
    else
      true
    end
  end

  defp evaluate(guard, binding) do
    function =
      quote generated: true do
        case [] do
          _ when unquote(guard) -> true
          _ -> false
        end
      end

    {holds?, _} = Code.eval_quoted(function, binding)
    holds?
  rescue
    _ -> false
  end

  defp variables(guard) do
    {_, variables} =
      Macro.prewalk(guard, [], fn
        {name, _, context} = variable, found when is_atom(name) and is_atom(context) ->
          {variable, [{name, context} | found]}

        node, found ->
          {node, found}
      end)

    Enum.uniq(variables)
  end
end
