# What is checked when a module that declares behaviours closes: callbacks that are missing, and `@impl` annotations.

defmodule Module.Behaviour do
  @moduledoc false

  @doc "Warns about what a module leaves open of its behaviours, and about its `@impl` annotations."
  def check(module, behaviours, impls, env) do
    callbacks = callbacks(module, behaviours, env)
    check_implemented(module, callbacks, env)
    check_impls(module, behaviours, callbacks, impls, env)
  end

  # [{callback in code, behaviour, optional?}] of the behaviours that exist.
  defp callbacks(module, behaviours, env) do
    behaviours
    |> Enum.flat_map(fn behaviour ->
      cond do
        behaviour == module ->
          []

        not loaded?(behaviour) ->
          warn(
            "@behaviour #{inspect(behaviour)} does not exist (in module #{inspect(module)})",
            env
          )

          []

        not function_exported?(behaviour, :behaviour_info, 1) ->
          warn(
            "module #{inspect(behaviour)} is not a behaviour (in module #{inspect(module)})",
            env
          )

          []

        true ->
          optional = optional_callbacks(behaviour)

          for callback <- Enum.sort(behaviour.behaviour_info(:callbacks)) do
            {callback, behaviour, callback in optional}
          end
      end
    end)
    |> warn_conflicts(module, env)
  end

  defp loaded?(module), do: match?({:module, _}, Code.ensure_compiled(module))

  defp optional_callbacks(behaviour) do
    behaviour.behaviour_info(:optional_callbacks)
  rescue
    FunctionClauseError -> []
  end

  defp warn_conflicts(callbacks, module, env) do
    Enum.reduce(callbacks, %{}, fn {callback, behaviour, _}, seen ->
      case seen do
        %{^callback => ^behaviour} ->
          seen

        %{^callback => other} ->
          warn(
            "conflicting behaviours found. Callback #{shown(callback)} is defined by both " <>
              "#{inspect(other)} and #{inspect(behaviour)} (in module #{inspect(module)})",
            env
          )

          seen

        %{} ->
          Map.put(seen, callback, behaviour)
      end
    end)

    callbacks
  end

  defp check_implemented(module, callbacks, env) do
    # What was made overridable and not overridden is as good as defined.
    kept =
      for definition <- :prim_module.overridables(module),
          kind <- [:def, :defmacro],
          do: {definition, kind}

    defined = :prim_module.definitions(module) ++ kept

    for {callback, behaviour, false} <- callbacks do
      {kind, name, arity} = normalised(callback)

      kinds = for {{^name, ^arity}, found} <- defined, do: found

      cond do
        public(kind) in kinds ->
          :ok

        match?([private | _] when private in [:defp, :defmacrop], kinds) ->
          [private | _] = kinds

          warn(
            "#{shown(callback)} required by #{kind_of(behaviour)} #{inspect(behaviour)} was implemented as " <>
              "\"#{private}\" but should have been \"#{public(kind)}\" (in module #{inspect(module)})",
            env
          )

        true ->
          warn(
            "#{shown(callback)} required by #{kind_of(behaviour)} #{inspect(behaviour)} is not implemented " <>
              "(in module #{inspect(module)})",
            env
          )
      end
    end
  end

  defp kind_of(behaviour) do
    if function_exported?(behaviour, :__protocol__, 1), do: "protocol", else: "behaviour"
  end

  defp public(:function), do: :def
  defp public(:macro), do: :defmacro

  defp check_impls(_, _, _, [], _), do: :ok

  defp check_impls(module, behaviours, callbacks, impls, env) do
    {annotated, problems} =
      Enum.flat_map_reduce(impls, [], fn {{name, arity}, _, defaults, kind, line, value},
                                         problems ->
        arities = (arity - defaults)..arity//1
        found = Enum.find_value(arities, &find(callbacks, kind, name, &1))

        problems =
          case impl_problem(value, kind, name, arity, found, behaviours, callbacks) do
            nil -> problems
            message -> [{line, message} | problems]
          end

        {for(arity <- arities, do: {name, arity}), problems}
      end)

    contexts = for {_, context, _, _, _, value} <- impls, value != false, do: context
    unannotated = unannotated(module, callbacks, MapSet.new(annotated), MapSet.new(contexts))

    for {line, message} <- List.keysort(Enum.reverse(problems) ++ unannotated, 0) do
      warn(message, %{env | line: line, function: nil})
    end
  end

  defp find(callbacks, kind, name, arity) do
    coded = if kind == :defmacro, do: {:"MACRO-#{name}", arity + 1}, else: {name, arity}

    case List.keyfind(callbacks, coded, 0) do
      {_, behaviour, _} -> behaviour
      nil -> nil
    end
  end

  defp impl_problem(value, kind, name, arity, _, _, _) when kind in [:defp, :defmacrop] do
    "#{word(kind)} #{name}/#{arity} is private, @impl attribute is always discarded for " <>
      "private functions/macros (got \"@impl #{inspect(value)}\")"
  end

  defp impl_problem(false, kind, name, arity, found, _, _) do
    if found do
      "got \"@impl false\" for #{word(kind)} #{name}/#{arity} but it is a callback specified " <>
        "in #{inspect(found)}"
    end
  end

  defp impl_problem(value, kind, name, arity, found, behaviours, callbacks) do
    prefix = "got \"@impl #{inspect(value)}\" for #{word(kind)} #{name}/#{arity} but "

    cond do
      behaviours == [] ->
        prefix <> "no behaviour was declared"

      value == true and found == nil ->
        prefix <> "no behaviour specifies such callback#{known(callbacks)}"

      value == true ->
        nil

      value not in behaviours ->
        prefix <> "this behaviour was not declared with @behaviour"

      found == nil ->
        own = Enum.filter(callbacks, fn {_, behaviour, _} -> behaviour == value end)
        prefix <> "this behaviour does not specify such callback#{known(own)}"

      true ->
        nil
    end
  end

  defp known([]),
    do:
      ". There are no known callbacks, please specify the proper @behaviour and make sure it defines callbacks"

  defp known(callbacks) do
    lines =
      for {callback, behaviour, _} <- callbacks do
        {kind, name, arity} = normalised(callback)
        "  * " <> Exception.format_mfa(behaviour, name, arity) <> " (#{kind})\n"
      end

    ". The known callbacks are:\n\n#{lines}\n"
  end

  # Callbacks without `@impl`, where others of the same origin have it.
  defp unannotated(module, callbacks, annotated, contexts) do
    for {callback, behaviour, _} <- callbacks,
        {kind, name, arity} = normalised(callback),
        not MapSet.member?(annotated, {name, arity}),
        {found, meta, _} when found in [:def, :defmacro] <- [
          :prim_module.definition(module, {name, arity})
        ],
        MapSet.member?(contexts, Keyword.get(meta, :context)) do
      {Keyword.get(meta, :line, 0),
       "module attribute @impl was not set for #{kind} #{name}/#{arity} callback (specified in " <>
         "#{inspect(behaviour)}). This either means you forgot to add the \"@impl true\" annotation " <>
         "before the definition or that you are accidentally overriding this callback"}
    end
  end

  defp word(kind) when kind in [:def, :defp], do: "function"
  defp word(_), do: "macro"

  defp shown(callback) do
    {kind, name, arity} = normalised(callback)
    "#{kind} #{name}/#{arity}"
  end

  # A macro's callback has the name and arity of the function behind it.
  defp normalised({name, arity}) do
    case Atom.to_string(name) do
      "MACRO-" <> rest -> {:macro, String.to_atom(rest), arity - 1}
      _ -> {:function, name, arity}
    end
  end

  defp warn(message, env), do: IO.warn(message, env)

  @doc "The callbacks of a behaviour that the module defines, for `defoverridable`."
  def overridable_callbacks(module, behaviour) do
    cond do
      not loaded?(behaviour) ->
        {:error,
         "cannot pass module #{inspect(behaviour)} as argument to defoverridable/1 because it was not defined"}

      not function_exported?(behaviour, :behaviour_info, 1) ->
        {:error,
         "cannot pass module #{inspect(behaviour)} as argument to defoverridable/1 because it does not define any callbacks"}

      behaviour not in Kernel.ModuleDefinition.accumulated(module, :behaviour) ->
        {:error,
         "cannot pass module #{inspect(behaviour)} as argument to defoverridable/1 because its corresponding behaviour is missing. Did you forget to add @behaviour #{inspect(behaviour)}?"}

      true ->
        callbacks =
          for callback <- behaviour.behaviour_info(:callbacks) do
            {_, name, arity} = normalised(callback)
            {name, arity}
          end

        defined = for {definition, _} <- :prim_module.definitions(module), do: definition
        {:ok, for(definition <- defined, definition in callbacks, do: definition)}
    end
  end
end
