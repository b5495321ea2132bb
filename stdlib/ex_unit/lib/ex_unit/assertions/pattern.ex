# What assertions need to know of a pattern: its expanded form, which remembers how it was written, its variables and its pins.

defmodule ExUnit.Assertions.Pattern do
  @moduledoc false

  @doc """
  Expands the macros and aliases of a pattern.

  A node that comes out of a macro keeps the call under `:original` in its metadata: failures show what was written, and compare what
  it stands for.
  """
  @spec expand(Macro.t(), Macro.Env.t()) :: Macro.t()
  def expand({:when, meta, [left, right]}, env) do
    left = prewalk(left, %{env | context: :match})
    {:when, meta, [left, prewalk_guard(right, %{env | context: :guard})]}
  end

  def expand(pattern, env), do: prewalk(pattern, %{env | context: :match})

  defp prewalk_guard({:when, meta, [left, right]}, env) do
    {:when, meta, [prewalk_guard(left, env), prewalk_guard(right, env)]}
  end

  defp prewalk_guard(guard, env), do: prewalk(guard, env)

  # A sign before a number is part of it.
  defp prewalk({:-, _, [number]}, _) when is_number(number), do: -number
  defp prewalk({:+, _, [number]}, _) when is_number(number), do: number

  defp prewalk({:"::", meta, [left, type]}, env), do: {:"::", meta, [prewalk(left, env), type]}
  defp prewalk({:^, _, [_]} = pin, _), do: pin

  defp prewalk({_, _, context} = variable, _) when is_atom(context) and context != nil,
    do: variable

  defp prewalk({name, meta, arguments} = node, env) do
    case Macro.expand(node, env) do
      ^node when is_list(arguments) ->
        {prewalk_name(name, env), meta, Enum.map(arguments, &prewalk(&1, env))}

      ^node ->
        node

      {left, meta, right} when is_list(right) and name != :__aliases__ ->
        prewalk_into({left, [original: node] ++ meta, right}, env)

      expanded ->
        prewalk(expanded, env)
    end
  end

  defp prewalk({left, right}, env), do: {prewalk(left, env), prewalk(right, env)}
  defp prewalk([head | tail], env), do: [prewalk(head, env) | prewalk(tail, env)]
  defp prewalk(other, _), do: other

  defp prewalk_into({name, meta, arguments}, env) do
    {prewalk_name(name, env), meta, Enum.map(arguments, &prewalk(&1, env))}
  end

  defp prewalk_name({_, _, _} = call, env), do: prewalk(call, env)
  defp prewalk_name(name, _), do: name

  @doc """
  The variables that a pattern binds, in the order in which they are bound.

  One that occurs again, in the pattern, a size or a guard, is listed again: bound as a tuple that has them all, a variable
  of which the pattern itself makes use is not told of as unused.
  """
  @spec variables(Macro.t()) :: [Macro.t()]
  def variables({:when, _, [pattern, guard]}) do
    bound = variables(pattern)
    bound ++ used(guard, bound)
  end

  def variables(pattern) do
    bound = pattern |> variables([]) |> Enum.reverse()
    bound ++ used(sizes(pattern), bound)
  end

  defp used(expression, bound) do
    known = MapSet.new(bound, &identity/1)
    expression |> variables([]) |> Enum.filter(&(identity(&1) in known))
  end

  defp sizes(pattern) do
    {_, sizes} =
      Macro.prewalk(pattern, [], fn
        {:"::", _, [_, type]} = node, sizes -> {node, [sizes_of_type(type) | sizes]}
        node, sizes -> {node, sizes}
      end)

    sizes
  end

  # In `binary-size(n)-unit(8)` names stand for types; variables are arguments.
  defp sizes_of_type({operator, _, [left, right]}) when operator in [:-, :*],
    do: [sizes_of_type(left), sizes_of_type(right)]

  defp sizes_of_type({_, _, [_ | _] = arguments}), do: arguments
  defp sizes_of_type(_), do: []

  defp variables({:"::", _, [left, _]}, found), do: variables(left, found)
  defp variables({skip, _, [_]}, found) when skip in [:^, :@], do: found
  defp variables({skip, _, [_, _]}, found) when skip in [:quote], do: found

  defp variables({name, _, context}, found)
       when is_atom(context) and
              name in [:_, :__MODULE__, :__ENV__, :__DIR__, :__CALLER__, :__STACKTRACE__],
       do: found

  defp variables({name, _, context} = variable, found) when is_atom(name) and is_atom(context) do
    [variable | found]
  end

  defp variables({name, _, arguments}, found), do: variables(arguments, variables(name, found))
  defp variables({left, right}, found), do: variables(right, variables(left, found))
  defp variables([head | tail], found), do: variables(tail, variables(head, found))
  defp variables(_, found), do: found

  # Two variables are the same if name, context and hygiene counter agree.
  defp identity({name, meta, context}), do: {name, meta[:counter], context}

  @doc """
  The pinned variables of a pattern as an expression: a list of `{{name, context}, value}`.

  Variables that `known` does not list are left to the compiler's complaint.
  """
  @spec pins(Macro.t(), [{atom, atom}]) :: Macro.t()
  def pins(pattern, known) do
    {_, pins} =
      Macro.prewalk(pattern, [], fn
        {:^, _, [{name, _, context} = variable]}, pins when is_atom(name) and is_atom(context) ->
          key = {name, context}
          {[], if(key in known, do: [{key, variable} | pins], else: pins)}

        node, pins ->
          {node, pins}
      end)

    Enum.uniq_by(pins, &elem(&1, 0))
  end
end
