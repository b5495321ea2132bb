# Compiles a module anew from its source, with a stop before each expression in the bodies of some functions.

defmodule IEx.Pry.Instrumenter do
  @moduledoc false

  @definitions [:def, :defp, :defmacro, :defmacrop]
  @directives [:alias, :import, :require, :use]

  @doc """
  Gives stops to those functions of the module, and to no others.

  A function that the source does not define, one of a macro for example, has none.
  """
  @spec instrument(module, [{atom, arity}]) :: :ok | {:error, IEx.Pry.break_error()}
  def instrument(module, functions) do
    source = to_string(module.module_info(:compile)[:source])

    with {:ok, text} <- read(source),
         {:ok, quoted} <- parse(text, source),
         {quoted, found} = with_stops(only(quoted, module), module, functions),
         [] <- functions -- found do
      compile(quoted, source)
    else
      {:error, reason} -> {:error, reason}
      [_ | _] -> {:error, :unknown_function_arity}
    end
  end

  defp read(source) do
    with {:error, _} <- File.read(source), do: {:error, :missing_debug_info}
  end

  defp parse(text, source) do
    with {:error, _} <- Code.string_to_quoted(text, file: source, columns: true),
         do: {:error, :outdated_debug_info}
  end

  # What belongs to other modules of the file is not run again.
  defp only({:__block__, meta, expressions}, module) do
    {:__block__, meta,
     Enum.filter(expressions, fn
       {:defmodule, _, [name, _]} -> prefix?(name, module)
       {directive, _, _} -> directive in @directives
       _ -> false
     end)}
  end

  defp only(expression, _module), do: expression

  defp prefix?({:__aliases__, _, parts}, module),
    do: List.starts_with?(Module.split(module), Enum.map(parts, &to_string/1))

  defp prefix?(name, module), do: name == module

  defp compile(quoted, source) do
    conflicts = Code.get_compiler_option(:ignore_module_conflict)
    Code.put_compiler_option(:ignore_module_conflict, true)

    try do
      Code.with_diagnostics(fn -> Code.compile_quoted(quoted, source) end)
      :ok
    rescue
      _ -> {:error, :recompilation_failed}
    after
      Code.put_compiler_option(:ignore_module_conflict, conflicts)
    end
  end

  ## Stops

  defp with_stops(quoted, module, functions), do: walk(quoted, nil, module, functions)

  # `inside` is the module whose body is walked.
  defp walk({:defmodule, meta, [name, [{do_key, body} | rest]]}, inside, module, functions) do
    {body, found} = walk(body, name_in(name, inside), module, functions)
    {{:defmodule, meta, [name, [{do_key, body} | rest]]}, found}
  end

  defp walk({kind, meta, [head, [{do_key, body} | rest]]} = node, module, module, functions)
       when kind in @definitions do
    case signature(head) do
      {name, arity, head} ->
        if {name, arity} in functions,
          do:
            {{kind, meta, [head, [{do_key, stops(body, meta, module, {name, arity})} | rest]]},
             [{name, arity}]},
          else: {node, []}

      nil ->
        {node, []}
    end
  end

  defp walk({:__block__, meta, expressions}, inside, module, functions) do
    {expressions, found} =
      expressions |> Enum.map(&walk(&1, inside, module, functions)) |> Enum.unzip()

    {{:__block__, meta, expressions}, Enum.concat(found)}
  end

  defp walk(node, _inside, _module, _functions), do: {node, []}

  defp name_in({:__aliases__, _, [first | _] = parts}, nil) when is_atom(first),
    do: Module.concat(parts)

  defp name_in({:__aliases__, _, [first | _] = parts}, inside) when is_atom(first),
    do: Module.concat([inside | parts])

  defp name_in(name, _inside) when is_atom(name), do: name
  defp name_in(_name, _inside), do: nil

  # The head with its arguments bound to variables of our own.
  defp signature({:when, meta, [head, guard]}) do
    with {name, arity, head} <- signature(head), do: {name, arity, {:when, meta, [head, guard]}}
  end

  defp signature({name, meta, arguments}) when is_atom(name) and is_list(arguments) do
    named = for {argument, index} <- Enum.with_index(arguments), do: named(argument, index)
    {name, length(arguments), {name, meta, named}}
  end

  defp signature({name, meta, context}) when is_atom(name) and is_atom(context),
    do: {name, 0, {name, meta, []}}

  defp signature(_head), do: nil

  defp named({:\\, meta, [argument, default]}, index),
    do: {:\\, meta, [named(argument, index), default]}

  defp named(argument, index), do: {:=, [generated: true], [argument, argument(index)]}

  defp argument(index), do: Macro.var(:"argument#{index}", __MODULE__)

  defp stops(body, meta, module, {_, arity} = function) do
    arguments = for index <- 0..(arity - 1)//1, do: argument(index)

    enter =
      quote do: IEx.Pry.__enter__(unquote(module), unquote(function), unquote(arguments))

    step = quote do: IEx.Pry.stepping?(unquote(module), unquote(function))

    [first | rest] =
      case body do
        {:__block__, _, [_ | _] = expressions} -> expressions
        expression -> [expression]
      end

    {:__block__, [], stop(enter, first, meta) ++ Enum.flat_map(rest, &stop(step, &1, meta))}
  end

  defp stop(wanted, expression, meta) do
    line = line(expression) || meta[:line]

    pry =
      quote line: line, generated: true do
        if unquote(wanted), do: IEx.Pry.pry(Kernel.binding(), __ENV__)
      end

    [pry, expression]
  end

  # The first line of an expression: that of the left operand, not of the operator.
  defp line(expression) do
    {_, line} =
      Macro.prewalk(expression, nil, fn
        {_, meta, _} = node, line when is_list(meta) ->
          {node, if(meta[:line], do: min(line || meta[:line], meta[:line]), else: line)}

        node, line ->
          {node, line}
      end)

    line
  end
end
