# Finds out which patterns and guards of a function's clauses do not match given arguments, and shows them.

defmodule Exception.Blame do
  @moduledoc false

  # Definitions come from the module file: `:prim_code.module_definition(module, name, arity)` returns
  # `{kind, [{meta, arguments, guards, body}]}` with expanded arguments and guards, or `false` if they are not kept.

  @doc """
  See `Exception.blame_mfa/3`.
  """
  def mfa(module, function, args) do
    case definition(module, function, length(args)) do
      {kind, clauses} ->
        {:ok, kind,
         for({_meta, patterns, guards, _body} <- clauses, do: clause(patterns, guards, args))}

      _unknown ->
        :error
    end
  end

  # As with Erlang, a module without a file, such as one of a script, has nothing to tell.
  defp definition(module, function, arity) do
    :code.which(module) != [] and :prim_code.module_definition(module, function, arity)
  rescue
    UndefinedFunctionError -> false
  end

  # Each pattern is tried by itself; variables that it binds are known to the patterns after it and to the guards.
  defp clause(patterns, guards, args) do
    {blamed, binding} =
      Enum.map_reduce(Enum.zip(patterns, args), [], fn {pattern, arg}, binding ->
        case match(pattern, arg, binding) do
          {:ok, binding} -> {%{match?: true, node: pattern}, binding}
          :error -> {%{match?: false, node: pattern}, binding}
        end
      end)

    {blamed, for(guard <- guards, do: guard(guard, binding))}
  end

  defp match(pattern, arg, binding) do
    pins = for {name, value} <- binding, do: {name, value}
    variable = {:"$argument", [], nil}

    code =
      quote do
        case unquote(variable) do
          unquote(pattern) -> {:ok, unquote(bound(pattern))}
          _other -> :error
        end
      end

    {result, _binding} = Code.eval_quoted(code, [{:"$argument", arg} | pins])

    case result do
      {:ok, new} ->
        if consistent?(new, binding), do: {:ok, Keyword.merge(binding, new)}, else: :error

      :error ->
        :error
    end
  rescue
    _not_evaluated -> :error
  end

  # A variable that stands in two patterns must have the same value in both.
  defp consistent?(new, binding),
    do: Enum.all?(new, fn {name, value} -> Keyword.get(binding, name, value) === value end)

  defp bound(pattern) do
    {_pattern, names} =
      Macro.prewalk(pattern, [], fn
        {:^, _, [_pinned]}, names ->
          {nil, names}

        {:"::", _, [left, _type]}, names ->
          {left, names}

        {name, meta, context} = variable, names
        when is_atom(name) and is_atom(context) and name != :_ ->
          # Generated: nobody is to be warned that an underscored variable is read.
          {variable, [{name, {name, [generated: true] ++ meta, context}} | names]}

        other, names ->
          {other, names}
      end)

    names |> Enum.uniq_by(&elem(&1, 0)) |> Enum.reverse()
  end

  defp guard({{:., _, [:erlang, operator]} = call, meta, [left, right]}, binding)
       when operator in [:andalso, :orelse, :and, :or],
       do: {call, meta, [guard(left, binding), guard(right, binding)]}

  defp guard({operator, meta, [left, right]}, binding) when operator in [:and, :or],
    do: {operator, meta, [guard(left, binding), guard(right, binding)]}

  defp guard(guard, binding) do
    {value, _binding} = Code.eval_quoted(guard, binding)
    %{match?: value == true, node: guard}
  rescue
    _failed -> %{match?: false, node: guard}
  end

  @doc """
  Shows a quoted expression with blamed nodes. `mark` marks the text of those that do not match; a function of two arguments
  is also told whether the node matches, and marks either.
  """
  def to_string(quoted, mark) do
    # `Macro.to_string/1` does not know the maps, so that a name holds their place until the text is there.
    {quoted, blamed} =
      Macro.prewalk(quoted, [], fn
        %{match?: match?, node: node}, blamed ->
          name = :"blamed_node_#{length(blamed)}_"
          text = node |> rewrite() |> Macro.to_string()

          text =
            cond do
              is_function(mark, 2) -> mark.(text, match?)
              match? -> text
              true -> mark.(text)
            end

          {{name, [], nil}, [{Atom.to_string(name), text} | blamed]}

        node, blamed ->
          {rewrite_call(node), blamed}
      end)

    text = Macro.to_string(quoted)
    Enum.reduce(blamed, text, fn {name, shown}, text -> String.replace(text, name, shown) end)
  end

  # Expanded guards name Erlang's functions; what is shown is how they are written.
  defp rewrite(quoted), do: Macro.prewalk(quoted, &rewrite_call/1)

  defp rewrite_call({{:., _, [:erlang, name]}, meta, args}), do: {rewrite_name(name), meta, args}
  defp rewrite_call(other), do: other

  @names %{
    :andalso => :and,
    :orelse => :or,
    :"=:=" => :===,
    :"=/=" => :!==,
    :"/=" => :!=,
    :"=<" => :<=,
    :element => :elem
  }

  defp rewrite_name(name), do: Map.get(@names, name, name)
end
