# What is checked of a module when its body has run and before it is compiled: attributes that nothing used, functions that
# attributes name, optional callbacks, and types and specs (kernel/typespec_checks.ex).

defmodule Kernel.ModuleChecks do
  @moduledoc false

  @doc "Warns about what is suspicious in an open module, and raises where it cannot be compiled."
  @spec check(module, Macro.Env.t()) :: :ok
  def check(module, env) do
    {set, bag} = :prim_module.tables(module)
    definitions = :prim_module.definitions(module)
    natives = for {:natives, native} <- :ets.lookup(bag, :natives), do: native
    keys = natives ++ for {definition, _} <- definitions, do: definition

    for {{name, arity}, line} <- Kernel.TypespecChecks.check(module, env, keys) do
      report("spec for undefined function #{name}/#{arity}", env.file, line, [])
    end
    |> fail_file(env)

    check_optional_callbacks(module, bag, env)
    warn_unused(set, bag, env)
    check_named_functions(set, bag, definitions, env)
  end

  ## Errors

  defp report(message, file, line, stacktrace) do
    diagnostic = %{
      severity: :error,
      message: message,
      file: file,
      source: file,
      position: line,
      span: nil,
      stacktrace: stacktrace,
      details: nil
    }

    owner = for {module, :__MODULE__, 0, _} <- stacktrace, do: ": #{inspect(module)} (module)"
    place = Code.Diagnostic.place(file, line) <> Enum.join(owner)
    :prim_compile.report(diagnostic, Code.Diagnostic.text(diagnostic, true, [place]))
    :error
  end

  defp fail_file([], _), do: :ok

  defp fail_file(_, env) do
    raise CompileError,
      file: env.file,
      description: "cannot compile file (errors have been logged)"
  end

  defp report_module(message, env) do
    report(message, env.file, env.line, Macro.Env.stacktrace(%{env | function: nil}))
  end

  defp fail_module(env) do
    raise CompileError,
      file: env.file,
      line: 0,
      description: "cannot compile module #{inspect(env.module)} (errors have been logged)"
  end

  ## Optional callbacks

  defp check_optional_callbacks(module, bag, env) do
    lists = for {_, list} <- :ets.lookup(bag, {:accumulate, :optional_callbacks}), do: list

    known =
      for {:typespecs, {kind, definition, _, _}} <- :ets.lookup(bag, :typespecs),
          kind in [:callback, :macrocallback],
          do: definition

    lists
    |> Enum.concat()
    |> Enum.reduce({[], []}, fn definition, {seen, errors} ->
      case optional_callback_error(definition, known, seen, module) do
        nil -> {[definition | seen], errors}
        message -> {seen, [report(message, env.file, env.line, []) | errors]}
      end
    end)
    |> elem(1)
    |> fail_file(env)
  end

  defp optional_callback_error({name, arity} = definition, known, seen, _)
       when is_atom(name) and is_integer(arity) do
    cond do
      definition not in known ->
        "unknown callback #{name}/#{arity} given as optional callback"

      definition in seen ->
        "#{name}/#{arity} has been specified as optional callback more than once"

      true ->
        nil
    end
  end

  defp optional_callback_error(other, _, _, _) do
    "invalid optional callback #{inspect(other)}. @optional_callbacks expects a keyword list of callback names and arities"
  end

  ## Attributes

  # What was set by the program and never read is most likely a mistake.
  defp warn_unused(set, bag, env) do
    persisted = for {:persisted, name} <- :ets.lookup(bag, :persisted), do: name

    unread =
      for {name, value, line} <- :ets.tab2list(set),
          is_atom(name),
          name not in persisted,
          message = unused(name, value, line),
          do: message

    for {line, message} <- Enum.sort(unread), do: warn(message, line, env)

    if :ets.lookup(bag, {:accumulate, :derive}) != [] do
      message =
        if :ets.member(set, :__struct__) do
          "warning: module attribute @derive was set after defstruct, all @derive calls must come before defstruct"
        else
          "warning: module attribute @derive was set but never used (it must come before defstruct)"
        end

      warn(message, env.line, env)
    end
  end

  defp unused(:doc, {line, text}, _) when line > 0 and is_binary(text),
    do: {line, "module attribute @doc was set but no definition follows it"}

  defp unused(:typedoc, {line, text}, _) when line > 0 and is_binary(text),
    do: {line, "module attribute @typedoc was set but no type follows it"}

  defp unused(name, value, line) when name in [:deprecated, :impl] and is_integer(line) do
    if value != nil, do: {line, "module attribute @#{name} was set but no definition follows it"}
  end

  defp unused(name, _, line) when is_integer(line) do
    if not :lists.member(name, Kernel.ModuleDefinition.reserved()) do
      {line, "module attribute @#{name} was set but never used"}
    end
  end

  defp unused(_, _, _), do: nil

  defp warn(message, line, env), do: IO.warn(message, %{env | function: nil, line: line})

  ## Functions that attributes name

  defp check_named_functions(set, bag, definitions, env) do
    loading =
      case :ets.lookup(set, :on_load) do
        [{_, {name, arity}, _}] -> [{{name, arity}, "@on_load"}]
        [{_, name, _}] when is_atom(name) and name != nil -> [{{name, 0}, "@on_load"}]
        _ -> []
      end

    analysed =
      for {kind, functions} <- options(bag, :dialyzer),
          function <- List.wrap(functions),
          do: {function, "@dialyzer :#{kind}"}

    inlined =
      for {:inline, functions} <- options(bag, :compile),
          function <- List.wrap(functions),
          do: {function, "@compile :inline"}

    natives =
      case :ets.lookup(set, :nifs) do
        [{_, functions, _}] when is_list(functions) ->
          for function <- functions, do: {function, "@nifs"}

        _ ->
          []
      end

    for named <- [loading ++ analysed, inlined, natives] do
      check_named(named, definitions, env)
    end

    :ok
  end

  defp options(bag, attribute) do
    List.flatten(for {_, value} <- :ets.lookup(bag, {:accumulate, attribute}), do: value)
  end

  # Everything of one kind is told before the module fails.
  defp check_named(named, definitions, env) do
    messages =
      for {function, attribute} <- named,
          message = misnamed(function, attribute, definitions),
          do: message

    for message <- messages, do: report_module(message, env)
    if messages != [], do: fail_module(env)
  end

  defp misnamed({name, arity} = function, attribute, definitions) do
    case List.keyfind(definitions, function, 0) do
      nil ->
        "undefined function #{name}/#{arity} given to #{attribute}"

      {_, kind} when kind in [:defmacro, :defmacrop] ->
        "macro #{name}/#{arity} given to #{attribute} (only functions are supported)"

      _ ->
        nil
    end
  end

  defp misnamed(_, _, _), do: nil
end
