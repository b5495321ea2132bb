# What is checked of modules when all of a file has run: calls of functions that do not exist or are deprecated, behaviours that are
# not kept, and the hooks of `@after_verify`. Modules that call each other may stand in any order in the file, so that nothing of
# this can be said earlier.

defmodule Module.Checker do
  @moduledoc false

  @pending :"$modules_to_check"

  @typedoc "A warning before it is grouped with equal ones: where it is, and what it says."
  @type warning :: %{
          optional(:span) => {pos_integer, pos_integer} | nil,
          optional(:lead) => String.t(),
          message: String.t(),
          file: String.t(),
          position: non_neg_integer | {pos_integer, pos_integer},
          owner: {atom, {atom, arity} | nil}
        }

  @doc """
  Runs `fun`, then checks the modules that it defined in this process, the last one first.

  Within another run nothing is checked: that one does it at its end.
  """
  @spec run((-> result)) :: result when result: var
  def run(fun) do
    case :erlang.put(@pending, []) do
      :undefined ->
        try do
          fun.()
        catch
          kind, reason ->
            :erlang.erase(@pending)
            :erlang.raise(kind, reason, __STACKTRACE__)
        else
          result ->
            pending = :erlang.erase(@pending)
            for module <- pending, do: check(module)
            result
        end

      outer ->
        :erlang.put(@pending, outer)
        fun.()
    end
  end

  @doc """
  Runs `fun` and returns, beside its value, the modules that it defined in this process for `check_all/1`.
  """
  @spec hold((-> result)) :: {result, [map]} when result: var
  def hold(fun) do
    outer = :erlang.put(@pending, [])

    try do
      result = fun.()
      {result, :erlang.get(@pending)}
    after
      if is_list(outer), do: :erlang.put(@pending, outer), else: :erlang.erase(@pending)
    end
  end

  @doc "Checks modules that `hold/1` returned."
  @spec check_all([map]) :: :ok
  def check_all(modules), do: Enum.each(modules, &check/1)

  @doc """
  Notes a module that has been defined: its definitions packed as `:types`, and as `:places` and `:code_calls` what the other checks
  want to know of them.
  """
  @spec add(map) :: :ok
  def add(module) do
    case :erlang.get(@pending) do
      list when is_list(list) -> :erlang.put(@pending, [module | list])
      :undefined -> :ok
    end

    :ok
  end

  @doc "Whether somebody will check modules that are defined now."
  @spec active?() :: boolean
  def active?, do: is_list(:erlang.get(@pending))

  defp check(module) do
    {missing, annotations} = Module.Behaviour.warnings(module)
    calls = Module.Checker.Calls.warnings(module)
    types = Module.Checker.Types.warnings(module)
    emit(missing ++ Module.Checker.Types.merged(calls, types) ++ annotations)
    for {hook, function} <- module.after_verify, do: apply(hook, function, [module.name])
  end

  @doc "Checks calls again, and returns what is wrong with them now as diagnostics."
  @spec recheck([Module.Checker.Calls.call()]) :: [map]
  def recheck(calls) do
    for warning <- Module.Checker.Calls.check(calls), do: diagnostic(warning)
  end

  # Equal warnings are told once, with all places; those of types each by itself.
  defp emit(warnings) do
    warnings
    |> Enum.reduce({[], %{}}, fn warning, {order, places} ->
      key = if Map.has_key?(warning, :lead), do: make_ref(), else: warning.message

      case places do
        %{^key => more} -> {order, %{places | key => [warning | more]}}
        %{} -> {[key | order], Map.put(places, key, [warning])}
      end
    end)
    |> then(fn {order, places} ->
      for message <- Enum.reverse(order), do: tell(Enum.reverse(places[message]))
    end)
  end

  defp tell([first | _] = warnings) do
    diagnostic = diagnostic(first)
    for warning <- tl(warnings), do: remember(diagnostic(warning))
    shown = Map.put(diagnostic, :lead, first[:lead])
    text = Code.Diagnostic.text(shown, true, for(warning <- warnings, do: place(warning)))
    :prim_compile.report(diagnostic, text)
  end

  # Whoever collects diagnostics gets one for each place.
  defp remember(diagnostic) do
    with {diagnostics, log} <- :erlang.get(:elixir_code_diagnostics) do
      :erlang.put(:elixir_code_diagnostics, {[diagnostic | diagnostics], log})
    end
  end

  defp diagnostic(%{message: message, file: file, position: position} = warning) do
    line = if is_tuple(position), do: elem(position, 0), else: position
    location = [file: String.to_charlist(Path.relative_to_cwd(file)), line: line]

    {module, name, arity} =
      case warning.owner do
        {module, nil} -> {module, :__MODULE__, 0}
        {module, {name, arity}} -> {module, name, arity}
      end

    %{
      severity: :warning,
      message: message,
      file: file,
      source: file,
      position: position,
      span: warning[:span],
      stacktrace: [{module, name, arity, location}],
      details: nil
    }
  end

  defp place(%{file: file, position: position, owner: owner}) do
    Code.Diagnostic.place(file, position) <> ": " <> owner(owner)
  end

  defp owner({module, nil}), do: inspect(module) <> " (module)"
  defp owner({module, {name, arity}}), do: Exception.format_mfa(module, name, arity)
end
