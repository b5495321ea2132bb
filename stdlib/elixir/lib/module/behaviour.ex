# What is checked when a module that declares behaviours closes: callbacks that are missing, and `@impl` annotations.

defmodule Module.Behaviour do
  @moduledoc false

  @doc """
  What a module leaves open of its behaviours, and what is wrong with its `@impl` annotations: two lists of warnings.

  `module` is what `Module.Checker.add/1` gets.
  """
  def warnings(%{behaviours: [], impls: []}), do: {[], []}

  def warnings(module) do
    {callbacks, unknown} = callbacks(module)
    callbacks = Enum.sort_by(callbacks, fn {callback, _, _} -> normalised(callback) end)

    missing =
      for message <- unknown ++ conflicts(callbacks, module) ++ unimplemented(module, callbacks) do
        warning(module, message, module.line)
      end

    impls =
      for {line, message} <- impls(module, callbacks), do: warning(module, message, line)

    {missing, impls}
  end

  defp warning(module, message, line) do
    %{message: message, file: module.file, position: line, owner: {module.name, nil}}
  end

  # [{callback in code, behaviour, optional?}] of the behaviours that exist, and what is to be said of the others.
  defp callbacks(%{name: module, behaviours: behaviours}) do
    Enum.flat_map_reduce(behaviours, [], fn behaviour, messages ->
      cond do
        behaviour == module ->
          {[], messages}

        not loaded?(behaviour) ->
          {[],
           messages ++
             ["@behaviour #{inspect(behaviour)} does not exist (in module #{inspect(module)})"]}

        not function_exported?(behaviour, :behaviour_info, 1) ->
          {[],
           messages ++
             ["module #{inspect(behaviour)} is not a behaviour (in module #{inspect(module)})"]}

        true ->
          optional = optional_callbacks(behaviour)

          callbacks =
            for callback <- behaviour.behaviour_info(:callbacks),
                do: {callback, behaviour, callback in optional}

          {callbacks, messages}
      end
    end)
  end

  defp loaded?(module), do: match?({:module, _}, Code.ensure_compiled(module))

  defp optional_callbacks(behaviour) do
    behaviour.behaviour_info(:optional_callbacks)
  rescue
    FunctionClauseError -> []
  end

  defp conflicts(callbacks, %{name: module}) do
    {messages, _} =
      Enum.flat_map_reduce(callbacks, %{}, fn {callback, behaviour, _}, seen ->
        case seen do
          %{^callback => ^behaviour} ->
            {[
               "the behaviour #{inspect(behaviour)} has been declared twice (conflict in " <>
                 "#{shown(callback)} in module #{inspect(module)})"
             ], seen}

          %{^callback => other} ->
            {[
               "conflicting behaviours found. Callback #{shown(callback)} is defined by both " <>
                 "#{inspect(other)} and #{inspect(behaviour)} (in module #{inspect(module)})"
             ], seen}

          %{} ->
            {[], Map.put(seen, callback, behaviour)}
        end
      end)

    messages
  end

  defp unimplemented(%{name: module, kinds: defined}, callbacks) do
    for {callback, behaviour, false} <- Enum.uniq(callbacks),
        message = unimplemented(module, defined, callback, behaviour),
        do: message
  end

  defp unimplemented(module, defined, callback, behaviour) do
    {kind, name, arity} = normalised(callback)
    kinds = for {{^name, ^arity}, found} <- defined, do: found
    required = "#{shown(callback)} required by #{kind_of(behaviour)} #{inspect(behaviour)} "

    cond do
      public(kind) in kinds ->
        nil

      kinds != [] ->
        required <>
          "was implemented as \"#{hd(kinds)}\" but should have been \"#{public(kind)}\" " <>
          "(in module #{inspect(module)})"

      true ->
        required <> "is not implemented (in module #{inspect(module)})"
    end
  end

  defp kind_of(behaviour) do
    if function_exported?(behaviour, :__protocol__, 1), do: "protocol", else: "behaviour"
  end

  defp public(:function), do: :def
  defp public(:macro), do: :defmacro

  defp impls(%{impls: []}, _), do: []

  defp impls(%{impls: impls, behaviours: behaviours} = module, callbacks) do
    {annotated, problems} =
      Enum.flat_map_reduce(impls, [], fn {{name, arity}, _, defaults, kind, line, value},
                                         problems ->
        arities = (arity - defaults)..arity//1
        found = Enum.find_value(arities, &find(callbacks, kind, name, &1))
        message = impl_problem(value, kind, name, arity, found, behaviours, callbacks)

        if message do
          {[], [{line, message} | problems]}
        else
          {for(arity <- arities, do: {name, arity}), problems}
        end
      end)

    contexts = for {_, context, _, _, _, value} <- impls, value != false, do: context
    unannotated = unannotated(module, callbacks, MapSet.new(annotated), MapSet.new(contexts))
    List.keysort(unannotated ++ Enum.reverse(problems), 0)
  end

  defp find(callbacks, kind, name, arity) do
    coded = if kind == :defmacro, do: {:"MACRO-#{name}", arity + 1}, else: {name, arity}

    case List.keyfind(callbacks, coded, 0) do
      {_, behaviour, _} -> behaviour
      nil -> nil
    end
  end

  defp impl_problem(_, kind, name, arity, _, _, _) when kind in [:defp, :defmacrop] do
    "#{word(kind)} #{name}/#{arity} is private, @impl attribute is always discarded for private functions/macros"
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
        prefix <> "#{inspect(value)} does not specify such callback#{known(own)}"

      true ->
        nil
    end
  end

  defp known([]),
    do:
      ". There are no known callbacks, please specify the proper @behaviour and make sure it defines callbacks"

  defp known(callbacks) do
    lines =
      for {callback, behaviour, _} <- Enum.sort_by(callbacks, &name_and_arity/1) do
        {kind, name, arity} = normalised(callback)
        "  * " <> Exception.format_mfa(behaviour, name, arity) <> " (#{kind})\n"
      end

    ". The known callbacks are:\n\n#{lines}"
  end

  defp name_and_arity({callback, _, _}) do
    {_, name, arity} = normalised(callback)
    {name, arity}
  end

  # Callbacks without `@impl`, where others of the same origin have it.
  defp unannotated(module, callbacks, annotated, contexts) do
    for {callback, behaviour, _} <- callbacks,
        {kind, name, arity} = normalised(callback),
        not MapSet.member?(annotated, {name, arity}),
        {_, found, line, context} when found in [:def, :defmacro] <- [
          List.keyfind(module.places, {name, arity}, 0)
        ],
        MapSet.member?(contexts, context) do
      {line,
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
