# The exceptions about calls that find no function, or no clause of it, with what they suggest.

defmodule UndefinedFunctionError do
  @moduledoc """
  Raised when a function is called that does not exist.
  """

  defexception [:module, :function, :arity, :reason, :message]

  @threshold 0.77
  @max_suggestions 5

  @impl true
  def message(%{message: nil, module: module} = exception) do
    case describe(exception) do
      {message, false} -> message <> alias_hint(module)
      {message, true} -> message
    end
  end

  def message(%{message: message}), do: message

  # The message, and whether the module is there.
  defp describe(%{function: nil}), do: {"undefined function", false}

  defp describe(%{reason: nil, module: nil} = exception),
    do: {"function nil.#{name(exception)} is undefined", false}

  defp describe(%{reason: nil, module: module} = exception) do
    if loaded?(module),
      do: {mfa(exception) <> " is undefined or private", true},
      else: missing_module(exception, "module #{inspect(module)} is not available")
  end

  defp describe(%{reason: :"module could not be loaded", module: module} = exception),
    do: missing_module(exception, "module #{inspect(module)} is not available")

  defp describe(%{reason: :"function not exported"} = exception),
    do: {mfa(exception) <> " is undefined or private", true}

  defp describe(%{reason: reason} = exception), do: missing_module(exception, "#{reason}")

  defp missing_module(exception, reason),
    do: {mfa(exception) <> " is undefined (#{reason})", false}

  # A single segment may be the end of a name whose alias is missing.
  defp alias_hint(nil), do: ""

  defp alias_hint(module) do
    case Atom.to_string(module) do
      "Elixir." <> name ->
        if String.contains?(name, "."),
          do: "",
          else:
            ". Make sure the module name is correct and has been specified in full " <>
              "(or that an alias has been defined)"

      _erlang_name ->
        ""
    end
  end

  defp mfa(%{module: module, function: function, arity: arity}),
    do: "function " <> Exception.format_mfa(module, function, arity)

  defp name(%{function: function, arity: arity}),
    do: "#{Code.Identifier.inspect(:remote_call, function)}/#{arity}"

  # Modules that are built into the machine in full have no information about themselves.
  defp loaded?(module),
    do: function_exported?(module, :module_info, 0) or :erlang.module_loaded(module)

  @impl true
  def blame(%{message: message} = exception, stacktrace) when is_binary(message),
    do: {exception, stacktrace}

  def blame(exception, stacktrace) do
    {message, loaded?} = describe(exception)
    {%{exception | message: message <> hint(exception, loaded?)}, stacktrace}
  end

  @doc false
  def hint(%{reason: reason} = call), do: hint(call, reason == :"function not exported")

  defp hint(%{module: nil, arity: 0}, _loaded?) do
    ". If you are using the dot syntax, such as module.function(), " <>
      "make sure the left-hand side of the dot is a module atom"
  end

  defp hint(%{module: nil}, _loaded?), do: ""
  defp hint(%{function: nil}, _loaded?), do: ""

  defp hint(%{module: module, function: function, arity: arity}, true) do
    if macro_exported?(module, function, arity) do
      ". However, there is a macro with the same name and arity. " <>
        "Be sure to require #{inspect(module)} if you intend to invoke this macro"
    else
      similar_functions(module, function)
    end
  end

  defp hint(%{module: module, function: function, arity: arity}, false),
    do: similar_modules(module, function, arity)

  defp similar_functions(module, function) do
    exports =
      for {name, arity} <- exports(module),
          not String.starts_with?(Atom.to_string(name), "_"),
          do: {name, arity}

    wanted = Atom.to_string(function)

    candidates =
      case for {^function, arity} <- exports, do: {1.0, function, arity} do
        [] ->
          for {name, arity} <- exports,
              distance = String.jaro_distance(wanted, Atom.to_string(name)),
              distance > @threshold,
              do: {distance, name, arity}

        other_arities ->
          other_arities
      end

    case candidates |> Enum.sort(:desc) |> Enum.take(@max_suggestions) do
      [] ->
        ""

      candidates ->
        lines =
          for {name, arity} <-
                Enum.sort(for {_distance, name, arity} <- candidates, do: {name, arity}),
              do: [
                "\n    * ",
                Code.Identifier.inspect(:remote_call, name),
                ?/,
                Integer.to_string(arity)
              ]

        IO.iodata_to_binary([". Did you mean:\n", lines, ?\n])
    end
  end

  defp exports(module) do
    cond do
      function_exported?(module, :__info__, 1) ->
        module.__info__(:macros) ++ module.__info__(:functions)

      function_exported?(module, :module_info, 1) ->
        module.module_info(:exports) -- [module_info: 0, module_info: 1]

      true ->
        []
    end
  end

  # Modules whose names end with this one, or differ in nothing but their case, and which have the function.
  defp similar_modules(module, function, arity) do
    name = Atom.to_string(module)
    wanted = String.downcase(name)
    ending = String.replace_prefix(name, "Elixir.", "")

    similar =
      for {candidate, _file, _loaded?} <- :code.all_available(),
          candidate = List.to_string(candidate),
          candidate != name,
          String.ends_with?(candidate, ending) or String.downcase(candidate) == wanted,
          candidate = String.to_atom(candidate),
          Code.ensure_loaded?(candidate) and function_exported?(candidate, function, arity),
          do: candidate

    case Enum.sort(similar) do
      [] ->
        alias_hint(module)

      similar ->
        lines =
          for module <- similar, do: ["\n      * ", Exception.format_mfa(module, function, arity)]

        IO.iodata_to_binary([". Did you mean:\n", lines, ?\n])
    end
  end
end

defmodule FunctionClauseError do
  @moduledoc """
  Raised when no clause of a function matches its arguments.
  """

  defexception [:module, :function, :arity, :kind, :args, :clauses]

  @clause_limit 10

  @impl true
  def message(%{function: nil}), do: "no function clause matches"

  def message(exception) do
    banner(exception) <> blamed(exception, &inspect(&1, pretty: true), &"-#{&1}-")
  end

  @doc false
  def banner(%{module: module, function: function, arity: arity}) do
    "no function clause matching in " <> Exception.format_mfa(module, function, arity)
  end

  @impl true
  def blame(%{module: module, function: function, arity: arity} = exception, stacktrace) do
    case stacktrace do
      [{^module, ^function, args, location} | rest] when length(args) == arity ->
        exception =
          case Exception.blame_mfa(module, function, args) do
            {:ok, kind, clauses} -> %{exception | args: args, kind: kind, clauses: clauses}
            :error -> %{exception | args: args}
          end

        {exception, [{module, function, arity, location} | rest]}

      _other ->
        {exception, stacktrace}
    end
  end

  # The arguments and the clauses, in which `mark` marks what does not match. The test library colours it.
  @doc false
  def blamed(%{args: nil}, _inspect, _mark), do: ""

  def blamed(%{args: args} = exception, inspect, mark) do
    arguments =
      for {argument, position} <- Enum.with_index(args, 1),
          do: ["\n    # ", Integer.to_string(position), "\n    ", indent(inspect.(argument)), ?\n]

    IO.iodata_to_binary([
      "\n\nThe following arguments were given to ",
      Exception.format_mfa(exception.module, exception.function, exception.arity),
      ":\n",
      arguments,
      clauses(exception, mark)
    ])
  end

  defp indent(argument), do: String.replace(argument, "\n", "\n    ")

  defp clauses(%{clauses: clauses}, _mark) when clauses in [nil, []], do: []

  defp clauses(%{clauses: clauses, kind: kind, function: function}, mark) do
    total = length(clauses)
    shown = Enum.take(clauses, @clause_limit)

    lines =
      for clause <- shown,
          do: ["    ", Atom.to_string(kind), ?\s, clause(function, clause, mark), ?\n]

    hidden =
      case total - length(shown) do
        0 -> []
        1 -> "    ...\n    (1 clause not shown)\n"
        count -> "    ...\n    (#{count} clauses not shown)\n"
      end

    [
      "\nAttempted function clauses (showing #{length(shown)} out of #{total}):\n\n",
      lines,
      hidden
    ]
  end

  defp clause(function, {args, guards}, mark) do
    # Operators are shown as calls, too: another name stands for theirs until the text is there.
    head = Enum.reduce(guards, {:blamed_function_, [], args}, &{:when, [], [&2, &1]})

    head
    |> Exception.Blame.to_string(mark)
    |> String.replace_prefix("blamed_function_", Atom.to_string(function))
  end
end
