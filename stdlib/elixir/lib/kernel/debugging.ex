# What `dbg` expands to: code that evaluates what it is given, prints it step by step, and returns its value.

defmodule Kernel.Debugging do
  @moduledoc false

  @doc "The expansion of `dbg(code, options)`."
  def expand(code, options, env) do
    case {env.context, code} do
      {:match, _} ->
        raise ArgumentError,
              "invalid expression in match, dbg is not allowed in patterns such as function clauses, " <>
                "case clauses or on the left side of the = operator"

      {:guard, _} ->
        raise ArgumentError,
              "invalid expression in guard, dbg is not allowed in guards. To learn more about guards, " <>
                "visit: https://hexdocs.pm/elixir/patterns-and-guards.html"

      {_, _} ->
        header = header(env)

        quote do
          {result, report} = unquote(debugged(code))
          Kernel.Debugging.print(report, unquote(header), unquote(options))
          result
        end
    end
  end

  defp header(env) do
    place = "#{Path.relative_to_cwd(env.file)}:#{env.line}"

    case {env.module, env.function} do
      {nil, _} -> "#{place}: (file)"
      {module, nil} -> "#{place}: #{inspect(module)} (module)"
      {module, {name, arity}} -> "#{place}: #{Exception.format_mfa(module, name, arity)}"
    end
  end

  # Code for `{value, report}`.
  defp debugged({:|>, _, _} = pipeline) do
    [{first, _} | rest] = Macro.unpipe(pipeline)

    start =
      quote do
        value = unquote(first)
        steps = [{unquote(Macro.to_string(first)), value}]
      end

    steps =
      for {step, position} <- rest do
        quote do
          value = unquote(Macro.pipe(quote(do: value), step, position))
          steps = [{unquote(Macro.to_string(step)), value} | steps]
        end
      end

    block([start | steps], quote(do: {value, {:pipe, :lists.reverse(steps)}}))
  end

  defp debugged({operator, _, [_, _]} = code) when operator in [:&&, :||, :and, :or] do
    quote do
      parts = []
      {value, parts} = unquote(decided(operands(code, operator), operator))
      {value, {:lines, parts}}
    end
  end

  defp debugged({:case, _, [subject, [do: clauses]]} = code) do
    numbered = numbered(clauses)

    quote do
      subject = unquote(subject)
      {value, index} = case(subject, do: unquote(numbered))

      {value,
       {:case, unquote(Macro.to_string(code)), unquote(Macro.to_string(subject)), subject, index,
        value}}
    end
  end

  defp debugged({:cond, _, [[do: clauses]]} = code) do
    conditions = for {:->, _, [[condition], _]} <- clauses, do: Macro.to_string(condition)

    numbered =
      for {{:->, meta, [[condition], body]}, index} <- Enum.with_index(clauses, 1) do
        bound = quote(do: condition = unquote(condition))
        {:->, meta, [[bound], quote(do: {unquote(body), unquote(index), condition})]}
      end

    quote do
      {value, index, condition} = cond(do: unquote(numbered))

      {value,
       {:cond, unquote(Macro.to_string(code)), index, unquote(conditions), condition, value}}
    end
  end

  defp debugged({:if, meta, [condition, branches]} = code) do
    quote do
      condition = unquote(condition)
      value = unquote({:if, meta, [quote(do: condition), branches]})

      {value,
       {:if, unquote(Macro.to_string(code)), unquote(Macro.to_string(condition)), condition,
        value}}
    end
  end

  defp debugged({:with, meta, args} = code) do
    {steps, [blocks]} = Enum.split(args, -1)

    recorded =
      for step <- steps do
        case step do
          {:<-, step_meta, [pattern, expression]} ->
            text = Macro.to_string(expression)

            {:<-, step_meta,
             [pattern, quote(do: Kernel.Debugging.record(unquote(text), unquote(expression)))]}

          {:=, step_meta, [pattern, expression]} ->
            text = Macro.to_string(expression)

            {:=, step_meta,
             [pattern, quote(do: Kernel.Debugging.record(unquote(text), unquote(expression)))]}

          other ->
            other
        end
      end

    quote do
      Kernel.Debugging.start_recording()
      value = unquote({:with, meta, recorded ++ [blocks]})
      {value, {:with, unquote(Macro.to_string(code)), Kernel.Debugging.recorded(), value}}
    end
  end

  defp debugged({:__block__, _, [_, _ | _] = expressions}) do
    recorded =
      for expression <- expressions do
        quote do
          value = unquote(expression)
          parts = [{unquote(Macro.to_string(expression)), value} | parts]
        end
      end

    quote do
      parts = []
      unquote_splicing(recorded)
      {value, {:lines, :lists.reverse(parts)}}
    end
  end

  defp debugged(code) do
    quote do
      value = unquote(code)
      {value, {:lines, [{unquote(Macro.to_string(code)), value}]}}
    end
  end

  defp block(expressions, result), do: {:__block__, [], expressions ++ [result]}

  # The operands from left to right, each with the code up to it.
  defp operands({operator, _, [left, right]} = code, operator) do
    operands(left, operator) ++ [{right, Macro.to_string(code)}]
  end

  defp operands(code, _), do: [{code, Macro.to_string(code)}]

  # Code for `{value, parts}`. The operand that decides is the last one evaluated, and the value of what is around it.
  defp decided([{last, text}], _) do
    quote do
      value = unquote(last)
      {value, :lists.reverse([{unquote(text), value} | parts])}
    end
  end

  defp decided([{operand, text} | rest], operator) do
    goes_on =
      case operator do
        operator when operator in [:&&, :and] -> quote(do: value)
        _ -> quote(do: !value)
      end

    quote do
      value = unquote(operand)
      parts = [{unquote(text), value} | parts]

      if unquote(goes_on) do
        unquote(decided(rest, operator))
      else
        undecided = for text <- unquote(for {_, text} <- rest, do: text), do: {text, value}
        {value, :lists.reverse(parts) ++ undecided}
      end
    end
  end

  defp numbered(clauses) do
    for {{:->, meta, [patterns, body]}, index} <- Enum.with_index(clauses, 1) do
      {:->, meta, [patterns, quote(do: {unquote(body), unquote(index)})]}
    end
  end

  @doc "Starts to note the steps of a `with`, which its clauses report by `record/2`."
  def start_recording, do: Process.put(:"$dbg_steps", [])

  @doc "Notes a step."
  def record(text, value) do
    Process.put(:"$dbg_steps", [{text, value} | Process.get(:"$dbg_steps", [])])
    value
  end

  @doc "The steps noted, in order."
  def recorded, do: Enum.reverse(Process.delete(:"$dbg_steps") || [])

  @doc "Prints what was found out. Places and arrows are always coloured, values where the device wants colours."
  def print(report, header, options) do
    {print_location?, options} = Keyword.pop(options, :print_location, true)
    options = Keyword.merge([width: 80, pretty: true, syntax_colors: colors()], options)

    location = if print_location?, do: ["\e[36m\e[3m[", header, "]\e[0m\n\e[0m"], else: []
    IO.write([location, text(report, options), "\n\e[0m"])
  end

  defp colors do
    if IO.ANSI.enabled?(), do: IO.ANSI.syntax_colors(), else: []
  end

  defp text({:lines, parts}, options) do
    parts
    |> Enum.map(fn {code, value} -> line(code, value, options) end)
    |> Enum.intersperse("\e[0m")
  end

  defp text({:pipe, [{first, value} | steps]}, options) do
    [
      line(first, value, options),
      for({step, value} <- steps, do: ["\e[0m\e[2m|> \e[0m", line(step, value, options)])
    ]
  end

  defp text({:case, code, subject_code, subject, index, value}, options) do
    [
      "Case argument:\n",
      line(subject_code, subject, options),
      "\n\e[0mCase expression (clause ##{index} matched):\n",
      line(code, value, options)
    ]
  end

  defp text({:cond, code, index, conditions, condition, value}, options) do
    [
      "Cond clause (clause ##{index} matched):\n",
      line(Enum.at(conditions, index - 1), condition, options),
      "\nCond expression:\n",
      line(code, value, options)
    ]
  end

  defp text({:if, code, condition_code, condition, value}, options) do
    [
      "If condition:\n",
      line(condition_code, condition, options),
      "\n\e[0mIf expression:\n",
      line(code, value, options)
    ]
  end

  defp text({:with, code, steps, value}, options) do
    [
      "With clauses:\n",
      for({step, value} <- steps, do: line(step, value, options)),
      "\nWith expression:\n",
      line(code, value, options)
    ]
  end

  defp line(code, value, options), do: [code, "\e[2m #=>\e[0m ", inspect(value, options), "\n"]
end
