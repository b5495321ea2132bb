# The types, specs and callbacks of compiled modules, as quoted expressions.

defmodule Code.Typespec do
  @moduledoc false

  @types [:type, :typep, :opaque, :nominal]
  @callbacks [:callback, :macrocallback]

  @doc "The types of a module: `{:ok, [{kind, {name, quoted, parameters}}]}`, or `:error` if there is no such module."
  @spec fetch_types(module | binary) :: {:ok, [tuple]} | :error
  def fetch_types(module) do
    with {:ok, entries} <- entries(module) do
      {:ok,
       for(
         {kind, {name, _}, quoted, _} when kind in @types <- entries,
         do: {kind, {name, quoted, parameters(quoted)}}
       )}
    end
  end

  @doc "The specs of a module: `{:ok, [{{name, arity}, [quoted]}]}`, or `:error`."
  @spec fetch_specs(module | binary) :: {:ok, [tuple]} | :error
  def fetch_specs(module) do
    with {:ok, entries} <- entries(module), do: {:ok, grouped(entries, [:spec])}
  end

  @doc "The callbacks of a module: `{:ok, [{{name, arity}, [quoted]}]}`, those of macros under their coded names, or `:error`."
  @spec fetch_callbacks(module | binary) :: {:ok, [tuple]} | :error
  def fetch_callbacks(module) do
    with {:ok, entries} <- entries(module), do: {:ok, grouped(entries, @callbacks)}
  end

  @doc "A type, as `fetch_types/1` gives it, as a quoted expression."
  @spec type_to_quoted(tuple) :: Macro.t()
  def type_to_quoted({_name, {:"::", meta, [head, body]}, parameters}) do
    variables = for {name, _, _} <- parameters, do: name
    {:"::", meta, [head(head), normalize(body, variables)]}
  end

  @doc "A spec, as `fetch_specs/1` and `fetch_callbacks/1` give it, as a quoted expression under a name."
  @spec spec_to_quoted(atom, Macro.t()) :: Macro.t()
  def spec_to_quoted(name, {:when, meta, [spec, guards]}) do
    variables = for {variable, _} <- guards, do: variable
    guards = for {variable, type} <- guards, do: {variable, normalize(type, variables)}
    {:when, meta, [signature(name, spec, variables), guards]}
  end

  def spec_to_quoted(name, spec), do: signature(name, spec, [])

  @doc "A macro's callback without the caller's environment, which quoted specs do not have."
  @spec drop_caller(Macro.t()) :: Macro.t()
  def drop_caller(spec), do: spec

  defp entries(module) when is_atom(module) or is_binary(module) do
    case :prim_code.chunk(module, "Spec") do
      binary when is_binary(binary) -> {:ok, :erlang.binary_to_term(binary)}
      nil -> :error
    end
  end

  defp grouped(entries, kinds) do
    found =
      for {kind, definition, quoted, _} <- entries,
          kind in kinds,
          do: {coded(kind, definition), quoted}

    keys = found |> Enum.map(&elem(&1, 0)) |> Enum.uniq()
    for key <- keys, do: {key, for({^key, quoted} <- found, do: quoted)}
  end

  defp coded(:macrocallback, {name, arity}), do: {String.to_atom("MACRO-#{name}"), arity + 1}
  defp coded(_kind, definition), do: definition

  defp parameters({:"::", _, [{_name, _, parameters}, _body]}) when is_list(parameters),
    do: parameters

  defp parameters(_quoted), do: []

  defp head({name, meta, parameters}) when is_list(parameters), do: {name, meta, parameters}
  defp head({name, meta, _context}), do: {name, meta, []}

  defp signature(name, {:"::", meta, [{_, call_meta, arguments}, result]}, variables) do
    arguments = if is_list(arguments), do: arguments, else: []
    arguments = Enum.map(arguments, &normalize(&1, variables))
    {:"::", meta, [{name, call_meta, arguments}, normalize(result, variables)]}
  end

  # A name that is no variable of the spec is a type: it is shown with parentheses.
  defp normalize({:"::", meta, [{name, _, context} = label, type]}, variables)
       when is_atom(name) and is_atom(context),
       do: {:"::", meta, [label, normalize(type, variables)]}

  defp normalize({name, meta, context}, variables) when is_atom(name) and is_atom(context) do
    if name in variables or name in [:_, :..., :__MODULE__],
      do: {name, meta, context},
      else: {name, meta, []}
  end

  defp normalize({{:., _, _} = dot, meta, arguments}, variables),
    do: {dot, Keyword.delete(meta, :no_parens), Enum.map(arguments, &normalize(&1, variables))}

  defp normalize({:__aliases__, _, _} = alias, _variables), do: alias

  defp normalize({:%, meta, [name, map]}, variables),
    do: {:%, meta, [name, normalize(map, variables)]}

  defp normalize({name, meta, arguments}, variables) when is_list(arguments),
    do: {normalize_name(name, variables), meta, Enum.map(arguments, &normalize(&1, variables))}

  defp normalize({left, right}, variables),
    do: {normalize(left, variables), normalize(right, variables)}

  defp normalize(list, variables) when is_list(list),
    do: Enum.map(list, &normalize(&1, variables))

  defp normalize(other, _variables), do: other

  defp normalize_name(name, _variables) when is_atom(name), do: name
  defp normalize_name(name, variables), do: normalize(name, variables)
end
