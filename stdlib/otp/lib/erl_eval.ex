# Erlang's `erl_eval`: expressions of Erlang's syntax, evaluated as they stand.

defmodule :erl_eval do
  @moduledoc """
  Evaluates expressions of Erlang's syntax, in the form in which `:erl_parse` returns them.

  Bindings, of the names of variables to values, are an ordered list or a map.
  """

  alias :erl_eval_bits, as: Bits

  @type bindings :: [{atom, term}] | %{atom => term}
  @type expression :: tuple
  @type local_function_handler :: {:value, fun} | {:eval, fun} | :none
  @type non_local_function_handler :: {:value, fun} | :none

  # The greatest number of arguments that a function can have here.
  @most 20

  ## Bindings

  @doc "Returns bindings of nothing."
  @spec new_bindings :: bindings
  def new_bindings, do: :orddict.new()

  @doc "Returns the bindings as a list of pairs."
  @spec bindings(bindings) :: [{atom, term}]
  def bindings(bindings) when is_map(bindings), do: :maps.to_list(bindings)
  def bindings(bindings), do: :orddict.to_list(bindings)

  @doc """
  Looks for what a variable is bound to.

      iex> :erl_eval.binding(:X, X: 1)
      {:value, 1}
      iex> :erl_eval.binding(:Y, X: 1)
      :unbound
  """
  @spec binding(atom, bindings) :: {:value, term} | :unbound
  def binding(name, bindings) do
    case find(name, bindings) do
      {:ok, value} -> {:value, value}
      :error -> :unbound
    end
  end

  @doc "Binds a variable."
  @spec add_binding(atom, term, bindings) :: bindings
  def add_binding(name, value, bindings) when is_map(bindings), do: Map.put(bindings, name, value)
  def add_binding(name, value, bindings), do: :orddict.store(name, value, bindings)

  @doc "Takes a variable out of the bindings."
  @spec del_binding(atom, bindings) :: bindings
  def del_binding(name, bindings) when is_map(bindings), do: Map.delete(bindings, name)
  def del_binding(name, bindings), do: :orddict.erase(name, bindings)

  defp find(name, bindings) when is_map(bindings), do: Map.fetch(bindings, name)
  defp find(name, bindings), do: :orddict.find(name, bindings)

  ## Evaluation

  @doc """
  Evaluates expressions one after another: `{value, value of the last one, bindings}`.

      iex> {:ok, tokens, _} = :erl_scan.string(~c"X = 1 + N, X * 10.")
      iex> {:ok, expressions} = :erl_parse.parse_exprs(tokens)
      iex> :erl_eval.exprs(expressions, N: 2)
      {:value, 30, [N: 2, X: 3]}
  """
  @spec exprs([expression], bindings) :: {:value, term, bindings}
  def exprs(expressions, bindings), do: exprs(expressions, bindings, :none, :none)

  @doc "Evaluates expressions, with a handler of calls of local functions."
  @spec exprs([expression], bindings, local_function_handler) :: {:value, term, bindings}
  def exprs(expressions, bindings, local), do: exprs(expressions, bindings, local, :none)

  @doc "Evaluates expressions, with handlers of calls of local functions and of others."
  @spec exprs([expression], bindings, local_function_handler, non_local_function_handler) ::
          {:value, term, bindings}
  def exprs(expressions, bindings, local, remote) do
    {value, bindings} = body(expressions, bindings, {local, remote})
    {:value, value, bindings}
  end

  @doc """
  Evaluates an expression.

      iex> :erl_eval.expr({:op, 1, :+, {:integer, 1, 1}, {:var, 1, :N}}, N: 2)
      {:value, 3, [N: 2]}
  """
  @spec expr(expression, bindings) :: {:value, term, bindings}
  def expr(expression, bindings), do: exprs([expression], bindings)

  @doc "Evaluates an expression, with a handler of calls of local functions."
  @spec expr(expression, bindings, local_function_handler) :: {:value, term, bindings}
  def expr(expression, bindings, local), do: exprs([expression], bindings, local)

  @doc "Evaluates an expression, with handlers of calls of local functions and of others."
  @spec expr(expression, bindings, local_function_handler, non_local_function_handler) ::
          {:value, term, bindings}
  def expr(expression, bindings, local, remote), do: exprs([expression], bindings, local, remote)

  @doc "Evaluates an expression, and returns it the way that is asked for: `none` is the usual one, and `value` only its value."
  @spec expr(
          expression,
          bindings,
          local_function_handler,
          non_local_function_handler,
          :none | :value
        ) :: {:value, term, bindings} | term
  def expr(expression, bindings, local, remote, :none),
    do: exprs([expression], bindings, local, remote)

  def expr(expression, bindings, local, remote, :value) do
    {:value, value, _} = exprs([expression], bindings, local, remote)
    value
  end

  @doc "Evaluates each of some expressions with the same bindings, and unites what they bind."
  @spec expr_list([expression], bindings) :: {[term], bindings}
  def expr_list(expressions, bindings), do: expr_list(expressions, bindings, :none, :none)

  @doc "Evaluates each of some expressions, with a handler of calls of local functions."
  @spec expr_list([expression], bindings, local_function_handler) :: {[term], bindings}
  def expr_list(expressions, bindings, local), do: expr_list(expressions, bindings, local, :none)

  @doc "Evaluates each of some expressions, with handlers of calls of local functions and of others."
  @spec expr_list([expression], bindings, local_function_handler, non_local_function_handler) ::
          {[term], bindings}
  def expr_list(expressions, bindings, local, remote),
    do: list(expressions, bindings, {local, remote})

  defp body([expression], bindings, calls), do: eval(expression, bindings, calls)

  defp body([expression | more], bindings, calls) do
    {_, bindings} = eval(expression, bindings, calls)
    body(more, bindings, calls)
  end

  # The expressions see the same bindings, and what they bind has to agree.
  defp list(expressions, bindings, calls) do
    Enum.map_reduce(expressions, bindings, fn expression, acc ->
      {value, bound} = eval(expression, bindings, calls)
      {value, unite(bound, acc)}
    end)
  end

  defp unite(same, same), do: same

  defp unite(bound, acc) do
    Enum.reduce(bindings(bound), acc, fn {name, value}, acc ->
      case find(name, acc) do
        {:ok, ^value} -> acc
        {:ok, other} -> :erlang.error({:badmatch, other})
        :error -> add_binding(name, value, acc)
      end
    end)
  end

  defp eval({category, _, value}, bindings, _calls)
       when category in [:atom, :integer, :float, :char, :string],
       do: {value, bindings}

  defp eval({nil, _}, bindings, _calls), do: {[], bindings}

  defp eval({:var, _, name}, bindings, _calls) do
    case find(name, bindings) do
      {:ok, value} -> {value, bindings}
      :error -> :erlang.error({:unbound_var, name})
    end
  end

  defp eval({:cons, _, head, tail}, bindings, calls) do
    {[head, tail], bindings} = list([head, tail], bindings, calls)
    {[head | tail], bindings}
  end

  defp eval({:tuple, _, elements}, bindings, calls) do
    {elements, bindings} = list(elements, bindings, calls)
    {List.to_tuple(elements), bindings}
  end

  defp eval({:map, _, fields}, bindings, calls), do: map(%{}, fields, bindings, bindings, calls)

  defp eval({:map, _, map, fields}, bindings, calls) do
    {map, bound} = eval(map, bindings, calls)
    unless is_map(map), do: :erlang.error({:badmap, map})
    map(map, fields, bindings, bound, calls)
  end

  defp eval({:bin, _, elements}, bindings, calls) do
    {segments, bindings} =
      Enum.map_reduce(elements, bindings, fn {:bin_element, _, value, size, types}, bindings ->
        string? = match?({:string, _, _}, value)
        {value, bindings} = eval(value, bindings, calls)
        {size, bindings} = size(size, bindings, calls)
        {Bits.build(value, string?, size, types), bindings}
      end)

    {:erlang.list_to_bitstring(segments), bindings}
  end

  defp eval({:block, _, expressions}, bindings, calls), do: body(expressions, bindings, calls)

  defp eval({:match, _, pattern, expression}, bindings, calls) do
    {value, bindings} = eval(expression, bindings, calls)

    case match(pattern, value, bindings, calls) do
      {:match, bindings} -> {value, bindings}
      :nomatch -> :erlang.error({:badmatch, value})
    end
  end

  defp eval({:op, _, :andalso, left, right}, bindings, calls) do
    case eval(left, bindings, calls) do
      {true, bindings} ->
        {right, _} = eval(right, bindings, calls)
        {right, bindings}

      {false, bindings} ->
        {false, bindings}

      {other, _} ->
        :erlang.error({:badarg, other})
    end
  end

  defp eval({:op, _, :orelse, left, right}, bindings, calls) do
    case eval(left, bindings, calls) do
      {true, bindings} ->
        {true, bindings}

      {false, bindings} ->
        {right, _} = eval(right, bindings, calls)
        {right, bindings}

      {other, _} ->
        :erlang.error({:badarg, other})
    end
  end

  defp eval({:op, _, op, operand}, bindings, calls) do
    {value, bindings} = eval(operand, bindings, calls)
    {apply(:erlang, op, [value]), bindings}
  end

  defp eval({:op, _, op, left, right}, bindings, calls) do
    {operands, bindings} = list([left, right], bindings, calls)
    {apply(:erlang, op, operands), bindings}
  end

  defp eval({:lc, _, template, qualifiers}, bindings, calls) do
    found =
      comprehend(qualifiers, [], bindings, calls, fn acc, bindings ->
        {value, _} = eval(template, bindings, calls)
        [value | acc]
      end)

    {:lists.reverse(found), bindings}
  end

  defp eval({:bc, _, template, qualifiers}, bindings, calls) do
    found =
      comprehend(qualifiers, [], bindings, calls, fn acc, bindings ->
        {value, _} = eval(template, bindings, calls)
        unless is_bitstring(value), do: :erlang.error(:badarg)
        [value | acc]
      end)

    {found |> :lists.reverse() |> :erlang.list_to_bitstring(), bindings}
  end

  defp eval({:mc, _, {:map_field_assoc, _, key, value}, qualifiers}, bindings, calls) do
    found =
      comprehend(qualifiers, %{}, bindings, calls, fn acc, bindings ->
        {[key, value], _} = list([key, value], bindings, calls)
        Map.put(acc, key, value)
      end)

    {found, bindings}
  end

  defp eval({:if, _, clauses}, bindings, calls) do
    case clause(clauses, [], bindings, calls) do
      {body, bindings} -> body(body, bindings, calls)
      :none -> :erlang.error(:if_clause)
    end
  end

  defp eval({:case, _, expression, clauses}, bindings, calls) do
    {value, bindings} = eval(expression, bindings, calls)

    case clause(clauses, [value], bindings, calls) do
      {body, bindings} -> body(body, bindings, calls)
      :none -> :erlang.error({:case_clause, value})
    end
  end

  defp eval({:maybe, at, expressions}, bindings, calls),
    do: eval({:maybe, at, expressions, {:else, at, []}}, bindings, calls)

  defp eval({:maybe, _, expressions, {:else, _, clauses}}, bindings, calls) do
    case attempt(expressions, bindings, calls) do
      {:value, value} ->
        {value, bindings}

      {:else, value} when clauses == [] ->
        {value, bindings}

      {:else, value} ->
        case clause(clauses, [value], bindings, calls) do
          {body, bound} ->
            {value, _} = body(body, bound, calls)
            {value, bindings}

          :none ->
            :erlang.error({:else_clause, value})
        end
    end
  end

  defp eval({:catch, _, expression}, bindings, calls) do
    eval(expression, bindings, calls)
  catch
    :throw, value -> {value, bindings}
    :exit, reason -> {{:EXIT, reason}, bindings}
    :error, reason -> {{:EXIT, {reason, __STACKTRACE__}}, bindings}
  end

  defp eval({:try, _, expressions, clauses, catches, afterwards}, bindings, calls) do
    attempt(expressions, clauses, catches, bindings, calls)
  after
    if afterwards != [], do: body(afterwards, bindings, calls)
  end

  defp eval({:receive, _, clauses}, bindings, calls),
    do: wait(clauses, :infinity, nil, bindings, calls)

  defp eval({:receive, _, clauses, timeout, body}, bindings, calls) do
    {timeout, bindings} = eval(timeout, bindings, calls)

    unless timeout == :infinity or (is_integer(timeout) and timeout >= 0),
      do: :erlang.error(:timeout_value)

    wait(clauses, timeout, body, bindings, calls)
  end

  defp eval(
         {:fun, _, {:clauses, [{:clause, _, parameters, _, _} | _] = clauses}},
         bindings,
         calls
       ) do
    run = fn arguments -> apply_clauses(clauses, arguments, bindings, calls) end
    {closure(length(parameters), run), bindings}
  end

  defp eval(
         {:named_fun, _, name, [{:clause, _, parameters, _, _} | _] = clauses},
         bindings,
         calls
       ) do
    {named(name, length(parameters), clauses, bindings, calls), bindings}
  end

  defp eval({:fun, _, {:function, name, arity}}, bindings, {local, _} = calls)
       when is_atom(name) do
    fun =
      if local == :none and :erl_internal.bif(name, arity),
        do: Function.capture(:erlang, name, arity),
        else: closure(arity, &local_call(name, &1, bindings, calls))

    {fun, bindings}
  end

  defp eval({:fun, _, {:function, module, name, arity}}, bindings, calls) do
    {[module, name, arity], bindings} = list([module, name, arity], bindings, calls)
    {Function.capture(module, name, arity), bindings}
  end

  defp eval({:call, _, {:remote, _, module, name}, arguments}, bindings, {_, remote} = calls) do
    {[module, name], bound} = list([module, name], bindings, calls)
    {arguments, bindings} = list(arguments, bound, calls)

    case remote do
      {:value, handler} -> {handler.({module, name}, arguments), bindings}
      :none -> {apply(module, name, arguments), bindings}
    end
  end

  defp eval({:call, _, {:atom, _, name}, arguments}, bindings, {local, remote} = calls) do
    cond do
      :erl_internal.bif(name, length(arguments)) ->
        {arguments, bindings} = list(arguments, bindings, calls)

        case remote do
          {:value, handler} -> {handler.({:erlang, name}, arguments), bindings}
          :none -> {apply(:erlang, name, arguments), bindings}
        end

      match?({:eval, _}, local) ->
        {:eval, handler} = local
        {:value, value, bindings} = handler.(name, arguments, bindings)
        {value, bindings}

      true ->
        {arguments, bindings} = list(arguments, bindings, calls)
        {local_call(name, arguments, bindings, calls), bindings}
    end
  end

  defp eval({:call, _, function, arguments}, bindings, calls) do
    {function, bound} = eval(function, bindings, calls)
    {arguments, bindings} = list(arguments, bindings, calls)
    bindings = unite(bound, bindings)
    unless is_function(function), do: :erlang.error({:badfun, function})

    unless is_function(function, length(arguments)),
      do: :erlang.error({:badarity, {function, arguments}})

    {apply(function, arguments), bindings}
  end

  defp eval({:remote, _, _, _}, _bindings, _calls), do: :erlang.error({:badexpr, :":"})

  defp eval({record, _, name, _}, _bindings, _calls) when record in [:record, :record_index],
    do: :erlang.error({:undefined_record, name})

  defp eval({:record, _, _, name, _}, _bindings, _calls),
    do: :erlang.error({:undefined_record, name})

  defp eval({:record_field, _, _, name, _}, _bindings, _calls),
    do: :erlang.error({:undefined_record, name})

  defp eval({:value, _, value}, bindings, _calls), do: {value, bindings}
  defp eval(other, _bindings, _calls), do: :erlang.error({:badexpr, other})

  defp map(map, fields, bindings, bound, calls) do
    Enum.reduce(fields, {map, bound}, fn {kind, _, key, value}, {map, acc} ->
      {[key, value], bound} = list([key, value], bindings, calls)

      map =
        if kind == :map_field_exact,
          do: :maps.update(key, value, map),
          else: Map.put(map, key, value)

      {map, unite(bound, acc)}
    end)
  end

  defp size(:default, bindings, _calls), do: {:default, bindings}
  defp size({:atom, _, :all}, bindings, _calls), do: {:default, bindings}
  defp size(expression, bindings, calls), do: eval(expression, bindings, calls)

  ## Functions

  defp local_call(name, arguments, _bindings, {{:value, handler}, _}),
    do: handler.(name, arguments)

  defp local_call(name, arguments, bindings, {{:eval, handler}, _}) do
    quoted = Enum.map(arguments, &{:value, 0, &1})
    {:value, value, _} = handler.(name, quoted, bindings)
    value
  end

  defp local_call(name, arguments, _bindings, {:none, _}),
    do: :erlang.raise(:error, :undef, [{:erl_eval, name, arguments, []}])

  defp named(name, arity, clauses, bindings, calls) do
    closure(arity, fn arguments ->
      bindings = add_binding(name, named(name, arity, clauses, bindings, calls), bindings)
      apply_clauses(clauses, arguments, bindings, calls)
    end)
  end

  # A variable of a parameter is another one than a variable outside with the same name.
  defp apply_clauses(clauses, arguments, bindings, calls) do
    found =
      Enum.find_value(clauses, fn {:clause, _, parameters, guards, body} ->
        inside = Enum.reduce(variables(parameters), bindings, &del_binding/2)

        with {:match, inside} <- match_all(parameters, arguments, inside, inside, calls),
             true <- guard(guards, inside, calls) do
          {body, inside}
        else
          _ -> nil
        end
      end)

    case found do
      {body, inside} ->
        body |> body(inside, calls) |> elem(0)

      nil ->
        place = {:erl_eval, :"-inside-an-interpreted-fun-", arguments, []}
        :erlang.raise(:error, :function_clause, [place])
    end
  end

  defp variables({:var, _, name}), do: [name]
  # The size of a segment is an expression, not a pattern.
  defp variables({:bin_element, _, value, _size, _types}), do: variables(value)
  defp variables({:map_field_exact, _, _key, value}), do: variables(value)
  defp variables(tuple) when is_tuple(tuple), do: tuple |> Tuple.to_list() |> variables()
  defp variables([head | tail]), do: variables(head) ++ variables(tail)
  defp variables(_other), do: []

  for arity <- 0..@most do
    parameters = Macro.generate_arguments(arity, __MODULE__)

    defp closure(unquote(arity), run),
      do: fn unquote_splicing(parameters) -> run.(unquote(parameters)) end
  end

  defp closure(_arity, _run), do: :erlang.error({:argument_limit, :fun})

  ## Clauses

  # The body of the first clause that matches, with what its pattern binds.
  defp clause([{:clause, _, patterns, guards, body} | more], values, bindings, calls) do
    with {:match, bound} <- match_all(patterns, values, bindings, bindings, calls),
         true <- guard(guards, bound, calls) do
      {body, bound}
    else
      _ -> clause(more, values, bindings, calls)
    end
  end

  defp clause([], _values, _bindings, _calls), do: :none

  defp guard([], _bindings, _calls), do: true

  defp guard(alternatives, bindings, calls) do
    Enum.any?(alternatives, fn conditions ->
      Enum.all?(conditions, &holds?(&1, bindings, calls))
    end)
  end

  defp holds?(condition, bindings, calls) do
    match?({true, _}, eval(condition, bindings, calls))
  catch
    :error, _ -> false
  end

  defp attempt([{:maybe_match, _, pattern, expression} | more], bindings, calls) do
    {value, bindings} = eval(expression, bindings, calls)

    case match(pattern, value, bindings, calls) do
      {:match, _} when more == [] -> {:value, value}
      {:match, bindings} -> attempt(more, bindings, calls)
      :nomatch -> {:else, value}
    end
  end

  defp attempt([expression], bindings, calls),
    do: {:value, expression |> eval(bindings, calls) |> elem(0)}

  defp attempt([expression | more], bindings, calls) do
    {_, bindings} = eval(expression, bindings, calls)
    attempt(more, bindings, calls)
  end

  defp attempt(expressions, clauses, catches, bindings, calls) do
    body(expressions, bindings, calls)
  catch
    class, reason ->
      trace = __STACKTRACE__

      case clause(catches, [{class, reason, trace}], bindings, calls) do
        {body, bound} -> body(body, bound, calls)
        :none -> :erlang.raise(class, reason, trace)
      end
  else
    found when clauses == [] ->
      found

    {value, bound} ->
      case clause(clauses, [value], bound, calls) do
        {body, bound} -> body(body, bound, calls)
        :none -> :erlang.error({:try_clause, value})
      end
  end

  # Looks at the messages, again and again, and takes the first one that a clause is for.
  defp wait(clauses, timeout, afterwards, bindings, calls) do
    until =
      if timeout == :infinity, do: :infinity, else: :erlang.monotonic_time(:millisecond) + timeout

    wait(clauses, until, afterwards, bindings, calls, 1)
  end

  defp wait(clauses, until, afterwards, bindings, calls, pause) do
    {:messages, messages} = :erlang.process_info(self(), :messages)

    found =
      Enum.find_value(messages, fn message ->
        case clause(clauses, [message], bindings, calls) do
          {body, bound} -> {message, body, bound}
          :none -> nil
        end
      end)

    cond do
      found != nil ->
        {message, body, bound} = found

        receive do
          ^message -> body(body, bound, calls)
        end

      until != :infinity and :erlang.monotonic_time(:millisecond) >= until ->
        body(afterwards, bindings, calls)

      true ->
        Process.sleep(pause)
        wait(clauses, until, afterwards, bindings, calls, min(pause * 2, 16))
    end
  end

  ## Comprehensions

  defp comprehend([], acc, bindings, _calls, fun), do: fun.(acc, bindings)

  defp comprehend([{kind, _, pattern, source} | more], acc, bindings, calls, fun)
       when kind in [:generate, :generate_strict] do
    {elements, _} = eval(source, bindings, calls)

    each_element(
      elements,
      elements,
      {pattern, kind == :generate_strict, more, bindings, calls, fun},
      acc
    )
  end

  defp comprehend([{kind, _, {:bin, _, segments}, source} | more], acc, bindings, calls, fun)
       when kind in [:b_generate, :b_generate_strict] do
    {bits, _} = eval(source, bindings, calls)
    unless is_bitstring(bits), do: :erlang.error({:bad_generator, bits})
    each_bits(bits, {segments, kind == :b_generate_strict, more, bindings, calls, fun}, acc)
  end

  defp comprehend(
         [{kind, _, {:map_field_exact, _, key, value}, source} | more],
         acc,
         bindings,
         calls,
         fun
       )
       when kind in [:m_generate, :m_generate_strict] do
    {map, _} = eval(source, bindings, calls)
    unless is_map(map), do: :erlang.error({:bad_generator, map})
    pairs = :maps.to_list(map)

    each_element(
      pairs,
      pairs,
      {{:tuple, 0, [key, value]}, kind == :m_generate_strict, more, bindings, calls, fun},
      acc
    )
  end

  defp comprehend([{:zip, _, generators} | more], acc, bindings, calls, fun) do
    {sources, _} = generators |> Enum.map(&elem(&1, 3)) |> list(bindings, calls)
    patterns = Enum.map(generators, &elem(&1, 2))
    rows = sources |> Enum.zip() |> Enum.map(&Tuple.to_list/1)
    pattern = List.foldr(patterns, {nil, 0}, &{:cons, 0, &1, &2})
    each_element(rows, rows, {pattern, false, more, bindings, calls, fun}, acc)
  end

  defp comprehend([condition | more], acc, bindings, calls, fun) do
    case eval(condition, bindings, calls) do
      {true, bound} -> comprehend(more, acc, bound, calls, fun)
      {false, _} -> acc
      {other, _} -> :erlang.error({:bad_filter, other})
    end
  end

  defp each_element(
         [element | elements],
         all,
         {pattern, strict, more, bindings, calls, fun} = how,
         acc
       ) do
    acc =
      case match_new(pattern, element, bindings, calls) do
        {:match, bound} -> comprehend(more, acc, bound, calls, fun)
        :nomatch when strict -> :erlang.error({:badmatch, element})
        :nomatch -> acc
      end

    each_element(elements, all, how, acc)
  end

  defp each_element([], _all, _how, acc), do: acc
  defp each_element(_rest, all, _how, _acc), do: :erlang.error({:bad_generator, all})

  defp each_bits(bits, {segments, strict, more, bindings, calls, fun} = how, acc) do
    inside = Enum.reduce(variables(segments), bindings, &del_binding/2)

    case match_bits(segments, bits, inside, bindings, calls, true) do
      {:match, bound, rest} -> each_bits(rest, how, comprehend(more, acc, bound, calls, fun))
      {:nomatch, rest} when not strict -> each_bits(rest, how, acc)
      _ when strict and bits != <<>> -> :erlang.error({:badmatch, bits})
      _ -> acc
    end
  end

  # The variables of a generator are new ones.
  defp match_new(pattern, value, bindings, calls) do
    inside = Enum.reduce(variables(pattern), bindings, &del_binding/2)

    case match(pattern, value, inside, bindings, calls) do
      {:match, bound} ->
        {:match,
         Enum.reduce(bindings(bound), bindings, fn {name, value}, acc ->
           add_binding(name, value, acc)
         end)}

      :nomatch ->
        :nomatch
    end
  end

  ## Patterns

  defp match(pattern, value, bindings, calls),
    do: match(pattern, value, bindings, bindings, calls)

  # `outer` are the bindings for the keys of maps and the sizes of segments.
  defp match({:var, _, :_}, _value, bindings, _outer, _calls), do: {:match, bindings}

  defp match({:var, _, name}, value, bindings, _outer, _calls) do
    case find(name, bindings) do
      {:ok, ^value} -> {:match, bindings}
      {:ok, _other} -> :nomatch
      :error -> {:match, add_binding(name, value, bindings)}
    end
  end

  defp match({:match, _, left, right}, value, bindings, outer, calls),
    do: match_all([left, right], [value, value], bindings, outer, calls)

  defp match({:cons, _, head, tail}, [first | rest], bindings, outer, calls),
    do: match_all([head, tail], [first, rest], bindings, outer, calls)

  defp match({:cons, _, _, _}, _value, _bindings, _outer, _calls), do: :nomatch

  defp match({:tuple, _, elements}, tuple, bindings, outer, calls)
       when is_tuple(tuple) and length(elements) == tuple_size(tuple),
       do: match_all(elements, Tuple.to_list(tuple), bindings, outer, calls)

  defp match({:tuple, _, _}, _value, _bindings, _outer, _calls), do: :nomatch

  defp match({:map, _, fields}, map, bindings, outer, calls) when is_map(map) do
    Enum.reduce_while(fields, {:match, bindings}, fn {:map_field_exact, _, key, pattern},
                                                     {:match, bindings} ->
      {key, _} = eval(key, outer, calls)

      with {:ok, value} <- Map.fetch(map, key),
           {:match, bindings} <- match(pattern, value, bindings, outer, calls) do
        {:cont, {:match, bindings}}
      else
        _ -> {:halt, :nomatch}
      end
    end)
  end

  defp match({:map, _, _}, _value, _bindings, _outer, _calls), do: :nomatch

  defp match({:bin, _, segments}, bits, bindings, outer, calls) when is_bitstring(bits) do
    case match_bits(segments, bits, bindings, outer, calls, true) do
      {:match, bindings, <<>>} -> {:match, bindings}
      _ -> :nomatch
    end
  end

  defp match({:bin, _, _}, _value, _bindings, _outer, _calls), do: :nomatch

  defp match({:op, _, :++, prefix, rest}, value, bindings, outer, calls) do
    {prefix, _} = eval(prefix, outer, calls)

    if is_list(value) and :lists.prefix(prefix, value),
      do: match(rest, :lists.nthtail(length(prefix), value), bindings, outer, calls),
      else: :nomatch
  end

  defp match(literal, value, bindings, outer, calls) do
    case eval(literal, outer, calls) do
      {^value, _} -> {:match, bindings}
      _ -> :nomatch
    end
  end

  defp match_all([pattern | patterns], [value | values], bindings, outer, calls) do
    case match(pattern, value, bindings, outer, calls) do
      {:match, bindings} -> match_all(patterns, values, bindings, outer, calls)
      :nomatch -> :nomatch
    end
  end

  defp match_all([], [], bindings, _outer, _calls), do: {:match, bindings}
  defp match_all(_patterns, _values, _bindings, _outer, _calls), do: :nomatch

  # What is left behind the segments. Where only a value differs, the rest is still looked for.
  defp match_bits([], bits, bindings, _outer, _calls, true), do: {:match, bindings, bits}
  defp match_bits([], bits, _bindings, _outer, _calls, false), do: {:nomatch, bits}

  defp match_bits(
         [{:bin_element, _, {:string, _, chars}, size, types} | more],
         bits,
         bindings,
         outer,
         calls,
         same
       ) do
    segments = for char <- chars, do: {:bin_element, 0, {:integer, 0, char}, size, types}
    match_bits(segments ++ more, bits, bindings, outer, calls, same)
  end

  defp match_bits(
         [{:bin_element, _, pattern, size, types} | more],
         bits,
         bindings,
         outer,
         calls,
         same
       ) do
    {size, _} = size(size, sizes(bindings, outer), calls)

    with {:ok, value, rest} <- Bits.take(bits, size, types) do
      case match(pattern, value, bindings, outer, calls) do
        {:match, bindings} -> match_bits(more, rest, bindings, outer, calls, same)
        :nomatch -> match_bits(more, rest, bindings, outer, calls, false)
      end
    else
      :error -> :nomatch
    end
  end

  # A size may be what an earlier segment has bound.
  defp sizes(bindings, bindings), do: bindings

  defp sizes(bindings, outer),
    do:
      Enum.reduce(bindings(bindings), outer, fn {name, value}, acc ->
        add_binding(name, value, acc)
      end)
end

defmodule :erl_eval_bits do
  @moduledoc false

  # Segments of bit strings that are known only when they are evaluated.

  def build(chars, true, size, types) do
    for char <- chars, into: <<>>, do: build(char, false, size, types)
  end

  def build(value, false, size, types) do
    {type, sign, endian, unit} = options(types)
    _ = sign

    case type do
      :integer -> integer(value, bits(size, 8, unit), endian)
      :float -> float(value, bits(size, 64, unit), endian)
      :utf8 -> <<value::utf8>>
      :utf16 when endian == :little -> <<value::utf16-little>>
      :utf16 -> <<value::utf16>>
      :utf32 when endian == :little -> <<value::utf32-little>>
      :utf32 -> <<value::utf32>>
      _ when size == :default and is_bitstring(value) -> value
      _ -> <<value::bitstring-size(size * unit)>>
    end
  end

  defp integer(value, bits, :little), do: <<value::little-size(bits)>>
  defp integer(value, bits, :big), do: <<value::size(bits)>>
  defp float(value, bits, :little), do: <<value::float-little-size(bits)>>
  defp float(value, bits, :big), do: <<value::float-size(bits)>>

  @doc "Takes a segment off the front of bits: `{:ok, value, rest}`."
  def take(bits, size, types) do
    case {options(types), bits} do
      {{:integer, sign, endian, unit}, _} -> take_integer(bits, bits(size, 8, unit), sign, endian)
      {{:float, _, endian, unit}, _} -> take_float(bits, bits(size, 64, unit), endian)
      {{:utf8, _, _, _}, <<char::utf8, rest::bitstring>>} -> {:ok, char, rest}
      {{:utf16, _, :little, _}, <<char::utf16-little, rest::bitstring>>} -> {:ok, char, rest}
      {{:utf16, _, :big, _}, <<char::utf16, rest::bitstring>>} -> {:ok, char, rest}
      {{:utf32, _, :little, _}, <<char::utf32-little, rest::bitstring>>} -> {:ok, char, rest}
      {{:utf32, _, :big, _}, <<char::utf32, rest::bitstring>>} -> {:ok, char, rest}
      {{:binary, _, _, unit}, _} -> take_bits(bits, size, unit)
      _ -> :error
    end
  end

  defp take_integer(bits, size, :signed, :big) do
    case bits do
      <<value::signed-size(size), rest::bitstring>> -> {:ok, value, rest}
      _ -> :error
    end
  end

  defp take_integer(bits, size, :signed, :little) do
    case bits do
      <<value::signed-little-size(size), rest::bitstring>> -> {:ok, value, rest}
      _ -> :error
    end
  end

  defp take_integer(bits, size, :unsigned, :big) do
    case bits do
      <<value::size(size), rest::bitstring>> -> {:ok, value, rest}
      _ -> :error
    end
  end

  defp take_integer(bits, size, :unsigned, :little) do
    case bits do
      <<value::little-size(size), rest::bitstring>> -> {:ok, value, rest}
      _ -> :error
    end
  end

  defp take_float(bits, size, :big) do
    case bits do
      <<value::float-size(size), rest::bitstring>> -> {:ok, value, rest}
      _ -> :error
    end
  end

  defp take_float(bits, size, :little) do
    case bits do
      <<value::float-little-size(size), rest::bitstring>> -> {:ok, value, rest}
      _ -> :error
    end
  end

  defp take_bits(bits, :default, unit) when rem(bit_size(bits), unit) == 0, do: {:ok, bits, <<>>}
  defp take_bits(_bits, :default, _unit), do: :error

  defp take_bits(bits, size, unit) do
    size = size * unit

    case bits do
      <<value::bitstring-size(size), rest::bitstring>> -> {:ok, value, rest}
      _ -> :error
    end
  end

  defp bits(:default, usual, _unit), do: usual
  defp bits(size, _usual, unit), do: size * unit

  defp options(:default), do: {:integer, :unsigned, :big, 1}

  defp options(types) do
    type =
      Enum.find(
        [:integer, :float, :binary, :bytes, :bitstring, :bits, :utf8, :utf16, :utf32],
        :integer,
        &(&1 in types)
      )

    sign = if :signed in types, do: :signed, else: :unsigned
    little = :little in types or (:native in types and :erlang.system_info(:endian) == :little)
    usual = if type in [:binary, :bytes], do: 8, else: 1
    unit = Enum.find_value(types, usual, &if(match?({:unit, _}, &1), do: elem(&1, 1)))

    {if(type in [:bytes, :bitstring, :bits], do: :binary, else: type), sign,
     if(little, do: :little, else: :big), unit}
  end
end
