# What `defguard` expands to: a macro that gives the guard's expression, with each argument evaluated once outside of guards.

defmodule Kernel.GuardDefinition do
  @moduledoc false

  @doc "The expansion of `defguard` (`:defmacro`) and `defguardp` (`:defmacrop`)."
  def expand(kind, guard, env) do
    define = if kind == :defmacro, do: :defguard, else: :defguardp
    Kernel.Definition.check_module_scope(env, define, 1)
    Kernel.Definition.check_no_function_scope(env, define, 1)

    case guard do
      {:when, _, [call, body]} ->
        define(kind, call, [body])

      {:when, _, _} ->
        raise ArgumentError, "invalid syntax in #{define} #{Macro.to_string(guard)}"

      call ->
        define(kind, call, [])
    end
  end

  defp define(kind, call, bodies) do
    vars = vars(call)

    body =
      case bodies do
        [] ->
          nil

        [guard] ->
          [
            do:
              quote do
                require Kernel.GuardDefinition
                Kernel.GuardDefinition.body(unquote(vars), unquote(guard))
              end
          ]
      end

    quote do
      @doc guard: true
      Kernel.unquote(kind)(unquote(call), unquote(body))
    end
  end

  defp vars(call) do
    case Macro.decompose_call(call) do
      {_, args} when is_list(args) -> for arg <- args, do: variable(arg)
      _ -> raise ArgumentError, "invalid syntax in defguard #{Macro.to_string(call)}"
    end
  end

  defp variable({:\\, _, [arg, _]}), do: variable(arg)
  defp variable({name, _, context} = var) when is_atom(name) and is_atom(context), do: var

  defp variable(other) do
    raise ArgumentError, "invalid pattern in defguard: #{Macro.to_string(other)}"
  end

  @doc """
  The body of the macro, made when it is defined: macros and attributes in it mean what they mean there. In a guard the
  arguments take the place of the variables; elsewhere they are bound to variables first.
  """
  defmacro body(vars, guard) do
    in_guard = expanded_guard(guard, vars, __CALLER__)
    unquoted = unquote_vars(in_guard, vars)

    arguments = arguments(for(var <- vars, used?(var, in_guard), do: var), 1)
    names = for {_, argument} <- arguments, do: argument
    values = for {var, _} <- arguments, do: {:unquote, [], [var]}
    bound = {:=, [], [{:{}, [], names}, {:{}, [], values}]}
    outside = {:__block__, [], [bound, renamed(in_guard, arguments)]}

    quote do
      case Macro.Env.in_guard?(__CALLER__) do
        true -> unquote({:quote, [], [[do: unquoted]]})
        false -> unquote({:quote, [], [[generated: true], [do: outside]]})
      end
    end
  end

  # Macros and imports of the place of definition are resolved here, as the guard may be used anywhere.
  defp expanded_guard(body, vars, env) do
    versions = for {{name, _, context}, index} <- indexed(vars, 0), do: {{name, context}, index}
    guard_env = %{env | context: :guard, versioned_vars: :maps.from_list(versions)}
    :prim_code.expand_all(body, guard_env)
  end

  defp indexed([var | rest], index), do: [{var, index} | indexed(rest, index + 1)]
  defp indexed([], _), do: []

  defp unquote_vars(body, vars) do
    Macro.postwalk(body, fn node ->
      if variable_of?(node, vars), do: {:unquote, [], [original(node, vars)]}, else: node
    end)
  end

  defp used?(var, body) do
    {_, found} =
      Macro.prewalk(body, false, fn node, found -> {node, found or same?(node, var)} end)

    found
  end

  defp variable_of?(node, vars) do
    matching = for var <- vars, same?(node, var), do: var
    matching != []
  end

  defp same?({name, _, context}, {name, _, context}) when is_atom(name) and is_atom(context),
    do: true

  defp same?(_, _), do: false

  defp original(node, vars) do
    [var | _] = for var <- vars, same?(node, var), do: var
    var
  end

  # Outside of guards the n-th variable that is used is `argn`.
  defp arguments([{_, _, context} = var | rest], n) do
    name = :erlang.binary_to_atom(<<"arg", :erlang.integer_to_binary(n)::binary>>)
    [{var, {name, [], context}} | arguments(rest, n + 1)]
  end

  defp arguments([], _), do: []

  defp renamed(body, arguments) do
    Macro.postwalk(body, fn node ->
      case for({var, argument} <- arguments, same?(node, var), do: argument) do
        [argument | _] -> argument
        [] -> node
      end
    end)
  end
end
