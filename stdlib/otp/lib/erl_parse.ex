# Erlang's `erl_parse`: tokens as expressions, forms and terms, in the abstract format.

defmodule :erl_parse do
  @moduledoc """
  Tokens of `:erl_scan` as expressions, forms and terms, in Erlang's abstract format.
  """

  @type abstract_expr :: tuple
  @type abstract_form :: tuple
  @type error_info :: {:erl_scan.location(), module, term}

  @doc """
  Parses expressions that end with a dot.

      iex> {:ok, tokens, _} = :erl_scan.string(~c"f(1).")
      iex> :erl_parse.parse_exprs(tokens)
      {:ok, [{:call, 1, {:atom, 1, :f}, [{:integer, 1, 1}]}]}
  """
  @spec parse_exprs([:erl_scan.token()]) :: {:ok, [abstract_expr]} | {:error, error_info}
  def parse_exprs(tokens) do
    parse(tokens, fn ->
      {expressions, rest} = exprs(tokens)
      dot(rest)
      {:ok, expressions}
    end)
  end

  @doc """
  Parses a term that ends with a dot.

      iex> {:ok, tokens, _} = :erl_scan.string(~c"{a, [1, 2]}.")
      iex> :erl_parse.parse_term(tokens)
      {:ok, {:a, [1, 2]}}
  """
  @spec parse_term([:erl_scan.token()]) :: {:ok, term} | {:error, error_info}
  def parse_term(tokens) do
    parse(tokens, fn ->
      {expression, rest} = expr(tokens)
      dot(rest)
      term(expression)
    end)
  end

  defp term(expression) do
    {:ok, normalise(expression)}
  catch
    :error, _reason -> {:error, {location(anno(expression)), :erl_parse, ~c"bad term"}}
  end

  @doc "Parses a form: an attribute or a function."
  @spec parse_form([:erl_scan.token()]) :: {:ok, abstract_form} | {:error, error_info}
  def parse_form([]), do: {:error, {999_999, :erl_parse, [~c"syntax error before: ", []]}}
  def parse_form(tokens), do: parse(tokens, fn -> {:ok, form(tokens)} end)

  defp form([{:-, at}, {:atom, _, name} | rest]) do
    {values, rest} = attribute(rest)
    dot(rest)
    {:attribute, at, name, attribute_value(name, values)}
  end

  defp form([{:atom, at, name} | _] = tokens) do
    {clauses, rest} = function_clauses(tokens, name)
    dot(rest)
    [{:clause, _, patterns, _, _} | _] = clauses
    {:function, at, name, length(patterns), clauses}
  end

  defp form(tokens), do: fail(tokens)

  # An error at the end is where the last token is.
  defp parse(tokens, fun) do
    fun.()
  catch
    {:syntax, :end, message} -> {:error, {ending(tokens), :erl_parse, message}}
    {:syntax, location, message} -> {:error, {location, :erl_parse, message}}
  end

  defp ending([]), do: 0
  defp ending(tokens), do: tokens |> List.last() |> :erl_scan.location()

  defp attribute([{:"(", _} | rest]) do
    {values, rest} = list_of(rest, :")")
    {values, rest}
  end

  defp attribute(tokens) do
    {value, rest} = expr(tokens)
    {[value], rest}
  end

  defp attribute_value(_name, [value]), do: attribute_term(value)

  defp attribute_value(_name, values),
    do: values |> Enum.map(&attribute_term/1) |> List.to_tuple()

  # `f/1` in a list of exports stands for a pair.
  defp attribute_term({:op, _, :/, {:atom, _, name}, {:integer, _, arity}}), do: {name, arity}
  defp attribute_term({:cons, _, head, tail}), do: [attribute_term(head) | attribute_term(tail)]
  defp attribute_term(other), do: normalise(other)

  defp function_clauses([{:atom, at, name} | rest], name) do
    {clause, rest} = clause(rest, at)

    case rest do
      [{:";", _} | rest] ->
        {clauses, rest} = function_clauses(rest, name)
        {[clause | clauses], rest}

      rest ->
        {[clause], rest}
    end
  end

  defp function_clauses(tokens, _name), do: fail(tokens)

  # `(patterns) when guards -> body`
  defp clause([{:"(", _} | rest], at) do
    {patterns, rest} = list_of(rest, :")")
    {guards, rest} = guards(rest)
    {body, rest} = arrow(rest)
    {{:clause, at, patterns, guards, body}, rest}
  end

  defp clause(tokens, _at), do: fail(tokens)

  ## Expressions

  defp exprs(tokens) do
    {expression, rest} = expr(tokens)

    case rest do
      [{:",", _} | rest] ->
        {expressions, rest} = exprs(rest)
        {[expression | expressions], rest}

      rest ->
        {[expression], rest}
    end
  end

  # Elements up to a closing bracket, which may follow at once.
  defp list_of([{close, _} | rest], close), do: {[], rest}

  defp list_of(tokens, close) do
    {elements, rest} = exprs(tokens)
    {elements, expect(rest, close)}
  end

  defp expect([{category, _} | rest], category), do: rest
  defp expect(tokens, _category), do: fail(tokens)

  defp dot([{:dot, _}]), do: :ok
  defp dot(tokens), do: fail(tokens)

  defp fail([]), do: throw({:syntax, :end, [~c"syntax error before: ", []]})

  defp fail([token | _]) do
    location = :erl_scan.location(token)
    throw({:syntax, location, [~c"syntax error before: ", shown(token)]})
  end

  defp shown({:dot, _}), do: ~c"'.'"
  defp shown({:var, _, name}), do: :erlang.atom_to_list(name)
  defp shown({:string, _, text}), do: :io_lib.write_string(text)
  defp shown({:char, _, char}), do: :io_lib.write_char(char)
  defp shown({category, _}), do: :io_lib.write_atom(category)
  defp shown({_, _, value}), do: :io_lib.write(value)

  defp location([_ | _] = annotation), do: Keyword.fetch!(annotation, :location)
  defp location(location), do: location

  defp expr([{:catch, at} | rest]) do
    {expression, rest} = expr(rest)
    {{:catch, at, expression}, rest}
  end

  defp expr(tokens), do: binary(tokens, 100)

  # Strength and side of the operators between expressions.
  defp operator(op) when op in [:=, :!], do: {100, :right}
  defp operator(:orelse), do: {150, :right}
  defp operator(:andalso), do: {160, :right}
  defp operator(op) when op in [:==, :"/=", :"=<", :<, :>=, :>, :"=:=", :"=/="], do: {200, :none}
  defp operator(op) when op in [:++, :--], do: {300, :right}
  defp operator(op) when op in [:+, :-, :bor, :bxor, :bsl, :bsr, :or, :xor], do: {400, :left}
  defp operator(op) when op in [:/, :*, :div, :rem, :band, :and], do: {500, :left}
  defp operator(_other), do: nil

  defp binary(tokens, strength) do
    {left, rest} = unary(tokens)
    binary(left, rest, strength)
  end

  defp binary(left, [{op, at} | rest] = tokens, strength) do
    case operator(op) do
      {own, side} when own >= strength ->
        {right, rest} =
          case {op, rest} do
            {:=, [{:catch, _} | _]} -> expr(rest)
            _ -> binary(rest, if(side == :right, do: own, else: own + 1))
          end

        node = if op == :=, do: {:match, at, left, right}, else: {:op, at, op, left, right}
        binary(node, rest, strength)

      _ ->
        {left, tokens}
    end
  end

  defp binary(left, tokens, _strength), do: {left, tokens}

  defp unary([{op, at} | rest]) when op in [:+, :-, :bnot, :not] do
    {operand, rest} = unary(rest)
    {{:op, at, op, operand}, rest}
  end

  defp unary(tokens) do
    {expression, rest} = primary(tokens)
    postfix(expression, rest)
  end

  # Calls, remote names, maps and records behind an expression.
  defp postfix(expression, [{:"(", _} | rest]) do
    {args, rest} = list_of(rest, :")")
    postfix({:call, anno(expression), expression, args}, rest)
  end

  defp postfix(expression, [{:":", at} | rest]) do
    {name, rest} = primary(rest)
    postfix({:remote, at, expression, name}, rest)
  end

  defp postfix(expression, [{:"#", at}, {:"{", _} | rest]) do
    {fields, rest} = fields(rest)
    postfix({:map, at, expression, fields}, rest)
  end

  defp postfix(expression, [{:"#", at}, {:atom, _, name}, {:"{", _} | rest]) do
    {fields, rest} = record_fields(rest)
    postfix({:record, at, expression, name, fields}, rest)
  end

  defp postfix(expression, [{:"#", at}, {:atom, _, name}, {:., _}, {:atom, _, _} = field | rest]),
    do: postfix({:record_field, at, expression, name, field}, rest)

  defp postfix(expression, rest), do: {expression, rest}

  defp anno(expression), do: elem(expression, 1)

  ## What stands by itself

  defp primary([{:string, at, text}, {:string, _, more} | rest]),
    do: primary([{:string, at, text ++ more} | rest])

  defp primary([{category, _, _} = token | rest])
       when category in [:atom, :var, :integer, :float, :char, :string],
       do: {token, rest}

  defp primary([{:sigil_prefix, at, _}, {:string, _, text}, {:sigil_suffix, _, _} | rest]),
    do: {{:bin, at, [{:bin_element, at, {:string, at, text}, :default, [:utf8]}]}, rest}

  defp primary([{:"(", _} | rest]) do
    {expression, rest} = expr(rest)
    {expression, expect(rest, :")")}
  end

  defp primary([{:"{", at} | rest]) do
    {elements, rest} = list_of(rest, :"}")
    {{:tuple, at, elements}, rest}
  end

  defp primary([{:"[", at}, {:"]", _} | rest]), do: {{nil, at}, rest}

  defp primary([{:"[", at} | rest]) do
    {first, rest} = expr(rest)

    case rest do
      [{:||, _} | rest] ->
        {qualifiers, rest} = qualifiers(rest)
        {{:lc, at, first, qualifiers}, expect(rest, :"]")}

      rest ->
        list_tail(at, first, rest)
    end
  end

  defp primary([{:"<<", at}, {:">>", _} | rest]), do: {{:bin, at, []}, rest}

  defp primary([{:"<<", at} | rest]) do
    {first, rest} = bin_element(rest)

    case rest do
      [{:||, _} | rest] ->
        {qualifiers, rest} = qualifiers(rest)
        {{:bc, at, {:bin, at, [first]} |> generated(first), qualifiers}, expect(rest, :">>")}

      rest ->
        {elements, rest} = bin_elements(rest)
        {{:bin, at, [first | elements]}, rest}
    end
  end

  defp primary([{:"#", at}, {:"{", _} | rest]) do
    case fields(rest) do
      {fields, rest} -> {{:map, at, fields}, rest}
      {:comprehension, field, qualifiers, rest} -> {{:mc, at, field, qualifiers}, rest}
    end
  end

  defp primary([{:"#", at}, {:atom, _, name}, {:"{", _} | rest]) do
    {fields, rest} = record_fields(rest)
    {{:record, at, name, fields}, rest}
  end

  defp primary([{:"#", at}, {:atom, _, name}, {:., _}, {:atom, _, _} = field | rest]),
    do: {{:record_index, at, name, field}, rest}

  defp primary([{:begin, at} | rest]) do
    {expressions, rest} = exprs(rest)
    {{:block, at, expressions}, expect(rest, :end)}
  end

  defp primary([{:maybe, at} | rest]) do
    {expressions, rest} = maybe_exprs(rest)

    case rest do
      [{:else, else_at} | rest] ->
        {clauses, rest} = clauses(rest, &case_clause/1)
        {{:maybe, at, expressions, {:else, else_at, clauses}}, expect(rest, :end)}

      rest ->
        {{:maybe, at, expressions}, expect(rest, :end)}
    end
  end

  defp primary([{:if, at} | rest]) do
    {clauses, rest} = clauses(rest, &if_clause/1)
    {{:if, at, clauses}, expect(rest, :end)}
  end

  defp primary([{:case, at} | rest]) do
    {expression, rest} = expr(rest)
    {clauses, rest} = rest |> expect(:of) |> clauses(&case_clause/1)
    {{:case, at, expression, clauses}, expect(rest, :end)}
  end

  defp primary([{:receive, at}, {:after, _} | rest]) do
    {timeout, body, rest} = timeout(rest)
    {{:receive, at, [], timeout, body}, rest}
  end

  defp primary([{:receive, at} | rest]) do
    {clauses, rest} = clauses(rest, &case_clause/1)

    case rest do
      [{:after, _} | rest] ->
        {timeout, body, rest} = timeout(rest)
        {{:receive, at, clauses, timeout, body}, rest}

      rest ->
        {{:receive, at, clauses}, expect(rest, :end)}
    end
  end

  defp primary([{:try, at} | rest]) do
    {expressions, rest} = exprs(rest)

    {clauses, rest} =
      case rest do
        [{:of, _} | rest] -> clauses(rest, &case_clause/1)
        rest -> {[], rest}
      end

    {catches, rest} =
      case rest do
        [{:catch, _} | rest] -> clauses(rest, &catch_clause/1)
        rest -> {[], rest}
      end

    {afterwards, rest} =
      case rest do
        [{:after, _} | rest] -> exprs(rest)
        rest -> {[], rest}
      end

    {{:try, at, expressions, clauses, catches, afterwards}, expect(rest, :end)}
  end

  defp primary([{:fun, at}, {:atom, _, name}, {:/, _}, {:integer, _, arity} | rest]),
    do: {{:fun, at, {:function, name, arity}}, rest}

  defp primary([
         {:fun, at},
         {_, _, _} = module,
         {:":", _},
         {_, _, _} = name,
         {:/, _},
         {_, _, _} = arity | rest
       ]),
       do: {{:fun, at, {:function, module, name, arity}}, rest}

  defp primary([{:fun, at}, {:"(", _} | _] = [_ | rest]) do
    {clauses, rest} = fun_clauses(rest, at)
    {{:fun, at, {:clauses, clauses}}, rest}
  end

  defp primary([{:fun, at}, {:var, _, name}, {:"(", _} | _] = [_, _ | rest]) do
    {clauses, rest} = named_fun_clauses(rest, at, name)
    {{:named_fun, at, name, clauses}, rest}
  end

  defp primary(tokens), do: fail(tokens)

  defp generated(_bin, {:bin_element, _, expression, :default, :default}), do: expression
  defp generated(bin, _element), do: bin

  defp list_tail(at, first, [{:",", comma} | rest]) do
    {next, rest} = expr(rest)
    {tail, rest} = list_tail(at, next, rest)
    _ = comma
    {{:cons, at, first, tail}, rest}
  end

  defp list_tail(at, first, [{:|, _} | rest]) do
    {tail, rest} = expr(rest)
    {{:cons, at, first, tail}, expect(rest, :"]")}
  end

  defp list_tail(at, first, [{:"]", close} | rest]), do: {{:cons, at, first, {nil, close}}, rest}
  defp list_tail(_at, _first, tokens), do: fail(tokens)

  defp maybe_exprs(tokens) do
    {expression, rest} = maybe_expr(tokens)

    case rest do
      [{:",", _} | rest] ->
        {expressions, rest} = maybe_exprs(rest)
        {[expression | expressions], rest}

      rest ->
        {[expression], rest}
    end
  end

  defp maybe_expr(tokens) do
    {left, rest} = expr(tokens)

    case rest do
      [{:"?=", at} | rest] ->
        {right, rest} = expr(rest)
        {{:maybe_match, at, left, right}, rest}

      rest ->
        {left, rest}
    end
  end

  ## Parts

  defp fields([{:"}", _} | rest]), do: {[], rest}

  defp fields(tokens) do
    {field, rest} = field(tokens)

    case rest do
      [{:",", _} | rest] ->
        {fields, rest} = fields(rest)
        {[field | fields], rest}

      [{:||, _} | rest] ->
        {qualifiers, rest} = qualifiers(rest)
        {:comprehension, field, qualifiers, expect(rest, :"}")}

      rest ->
        {[field], expect(rest, :"}")}
    end
  end

  defp field(tokens) do
    {key, rest} = expr(tokens)

    case rest do
      [{:"=>", at} | rest] ->
        {value, rest} = expr(rest)
        {{:map_field_assoc, at, key, value}, rest}

      [{:":=", at} | rest] ->
        {value, rest} = expr(rest)
        {{:map_field_exact, at, key, value}, rest}

      rest ->
        fail(rest)
    end
  end

  defp record_fields([{:"}", _} | rest]), do: {[], rest}

  defp record_fields([{category, at, _} = name, {:=, _} | rest]) when category in [:atom, :var] do
    {value, rest} = expr(rest)
    field = {:record_field, at, name, value}

    case rest do
      [{:",", _} | rest] ->
        {fields, rest} = record_fields(rest)
        {[field | fields], rest}

      rest ->
        {[field], expect(rest, :"}")}
    end
  end

  defp record_fields(tokens), do: fail(tokens)

  defp bin_elements([{:",", _} | rest]) do
    {element, rest} = bin_element(rest)
    {elements, rest} = bin_elements(rest)
    {[element | elements], rest}
  end

  defp bin_elements([{:">>", _} | rest]), do: {[], rest}
  defp bin_elements(tokens), do: fail(tokens)

  defp bin_element(tokens) do
    {value, rest} =
      case tokens do
        [{op, at} | rest] when op in [:+, :-, :bnot, :not] ->
          {operand, rest} = primary(rest)
          {{:op, at, op, operand}, rest}

        tokens ->
          primary(tokens)
      end

    {size, rest} =
      case rest do
        [{:":", _} | rest] -> primary(rest)
        rest -> {:default, rest}
      end

    {types, rest} =
      case rest do
        [{:/, _} | rest] -> bin_types(rest)
        rest -> {:default, rest}
      end

    {{:bin_element, anno(value), value, size, types}, rest}
  end

  defp bin_types([{:atom, _, type}, {:":", _}, {:integer, _, unit} | rest]),
    do: more_bin_types({type, unit}, rest)

  defp bin_types([{:atom, _, type} | rest]), do: more_bin_types(type, rest)
  defp bin_types(tokens), do: fail(tokens)

  defp more_bin_types(type, [{:-, _} | rest]) do
    {types, rest} = bin_types(rest)
    {[type | types], rest}
  end

  defp more_bin_types(type, rest), do: {[type], rest}

  defp qualifiers(tokens) do
    {qualifier, rest} = qualifier(tokens)

    case rest do
      [{:",", _} | rest] ->
        {qualifiers, rest} = qualifiers(rest)
        {[qualifier | qualifiers], rest}

      rest ->
        {[qualifier], rest}
    end
  end

  defp qualifier(tokens) do
    {left, rest} = expr(tokens)

    case rest do
      [{:<-, at} | rest] ->
        {source, rest} = expr(rest)
        {{:generate, at, left, source}, rest}

      [{:<=, at} | rest] ->
        {source, rest} = expr(rest)
        {{:b_generate, at, left, source}, rest}

      [{:":=", at} | rest] ->
        {value, rest} = expr(rest)
        {source, rest} = rest |> expect(:<-) |> expr()
        {{:m_generate, at, {:map_field_exact, at, left, value}, source}, rest}

      rest ->
        {left, rest}
    end
  end

  defp clauses(tokens, fun) do
    {clause, rest} = fun.(tokens)

    case rest do
      [{:";", _} | rest] ->
        {clauses, rest} = clauses(rest, fun)
        {[clause | clauses], rest}

      rest ->
        {[clause], rest}
    end
  end

  defp if_clause([token | _] = tokens) do
    {guards, rest} = guard(tokens)
    {body, rest} = arrow(rest)
    {{:clause, elem(token, 1), [], guards, body}, rest}
  end

  defp if_clause([]), do: fail([])

  defp case_clause(tokens) do
    {pattern, rest} = expr(tokens)
    {guards, rest} = guards(rest)
    {body, rest} = arrow(rest)
    {{:clause, anno(pattern), [pattern], guards, body}, rest}
  end

  # A class before the pattern, and perhaps a variable for the stack trace behind it.
  defp catch_clause([{_, at, _} = class, {:":", _} | rest]) do
    {pattern, rest} = unary(rest)
    {pattern, trace, rest} = trace(pattern, at, rest)
    catch_clause(class, pattern, trace, at, rest)
  end

  defp catch_clause(tokens) do
    {pattern, rest} = expr(tokens)
    at = anno(pattern)
    catch_clause({:atom, at, :throw}, pattern, {:var, at, :_}, at, rest)
  end

  defp catch_clause(class, pattern, trace, at, rest) do
    {guards, rest} = guards(rest)
    {body, rest} = arrow(rest)
    {{:clause, at, [{:tuple, at, [class, pattern, trace]}], guards, body}, rest}
  end

  defp trace({:remote, _, pattern, {:var, _, _} = trace}, _at, rest), do: {pattern, trace, rest}
  defp trace(pattern, at, rest), do: {pattern, {:var, at, :_}, rest}

  defp fun_clauses(tokens, at) do
    {clause, rest} = clause(tokens, at)

    case rest do
      [{:";", _}, {:"(", next} | _] = [_ | rest] ->
        {clauses, rest} = fun_clauses(rest, next)
        {[clause | clauses], rest}

      rest ->
        {[clause], expect(rest, :end)}
    end
  end

  defp named_fun_clauses(tokens, at, name) do
    {clause, rest} = clause(tokens, at)

    case rest do
      [{:";", _}, {:var, next, ^name} | rest] ->
        {clauses, rest} = named_fun_clauses(rest, next, name)
        {[clause | clauses], rest}

      rest ->
        {[clause], expect(rest, :end)}
    end
  end

  defp timeout(tokens) do
    {timeout, rest} = expr(tokens)
    {body, rest} = arrow(rest)
    {timeout, body, expect(rest, :end)}
  end

  defp guards([{:when, _} | rest]), do: guard(rest)
  defp guards(rest), do: {[], rest}

  # Alternatives of conditions.
  defp guard(tokens) do
    {conditions, rest} = exprs(tokens)

    case rest do
      [{:";", _} | rest] ->
        {alternatives, rest} = guard(rest)
        {[conditions | alternatives], rest}

      rest ->
        {[conditions], rest}
    end
  end

  defp arrow(tokens), do: tokens |> expect(:->) |> exprs()

  ## Terms

  @doc """
  Returns the term that an expression without variables and calls stands for.

      iex> :erl_parse.normalise({:tuple, 1, [{:atom, 1, :a}, {:integer, 1, 1}]})
      {:a, 1}
  """
  @spec normalise(abstract_expr) :: term
  def normalise({category, _, value}) when category in [:atom, :integer, :float, :char, :string],
    do: value

  def normalise({nil, _}), do: []
  def normalise({:cons, _, head, tail}), do: [normalise(head) | normalise(tail)]
  def normalise({:tuple, _, elements}), do: elements |> Enum.map(&normalise/1) |> List.to_tuple()

  def normalise({:map, _, fields}) do
    Map.new(fields, fn {:map_field_assoc, _, key, value} -> {normalise(key), normalise(value)} end)
  end

  def normalise({:bin, _, _} = bin) do
    {:value, value, _} = :erl_eval.expr(bin, [])
    value
  end

  def normalise({:op, _, :+, {category, _, number}}) when category in [:integer, :float, :char],
    do: number

  def normalise({:op, _, :-, {category, _, number}}) when category in [:integer, :float, :char],
    do: -number

  def normalise(
        {:fun, _, {:function, {:atom, _, module}, {:atom, _, name}, {:integer, _, arity}}}
      ),
      do: Function.capture(module, name, arity)

  def normalise(other), do: :erlang.error({:badarg, other})

  @doc """
  Returns the expression for a term.

      iex> :erl_parse.abstract([:a])
      {:cons, 0, {:atom, 0, :a}, {nil, 0}}
  """
  @spec abstract(term) :: abstract_expr
  def abstract(term), do: abstract(term, 0)

  @doc "Returns the expression for a term, at a location."
  @spec abstract(term, :erl_scan.location() | keyword) :: abstract_expr
  def abstract(term, options) when is_list(options), do: abstract(term, options[:location] || 0)
  def abstract(atom, at) when is_atom(atom), do: {:atom, at, atom}
  def abstract(integer, at) when is_integer(integer), do: {:integer, at, integer}
  def abstract(float, at) when is_float(float), do: {:float, at, float}
  def abstract([], at), do: {nil, at}

  def abstract([head | tail] = list, at) do
    if :io_lib.printable_list(list),
      do: {:string, at, list},
      else: {:cons, at, abstract(head, at), abstract(tail, at)}
  end

  def abstract(tuple, at) when is_tuple(tuple),
    do: {:tuple, at, tuple |> Tuple.to_list() |> Enum.map(&abstract(&1, at))}

  def abstract(map, at) when is_map(map) do
    fields =
      for {key, value} <- :maps.to_list(map),
          do: {:map_field_assoc, at, abstract(key, at), abstract(value, at)}

    {:map, at, fields}
  end

  def abstract(binary, at) when is_binary(binary) do
    {:bin, at,
     for(<<byte <- binary>>, do: {:bin_element, at, {:integer, at, byte}, :default, :default})}
  end

  def abstract(fun, at) when is_function(fun) do
    {:module, module} = Function.info(fun, :module)
    {:name, name} = Function.info(fun, :name)
    {:arity, arity} = Function.info(fun, :arity)
    {:fun, at, {:function, {:atom, at, module}, {:atom, at, name}, {:integer, at, arity}}}
  end

  @doc "Returns the tokens of an expression that is a term."
  @spec tokens(abstract_expr) :: [:erl_scan.token()]
  def tokens(expression), do: tokens(expression, [])

  @doc "Returns the tokens of an expression that is a term, before others."
  @spec tokens(abstract_expr, [:erl_scan.token()]) :: [:erl_scan.token()]
  def tokens(expression, more) do
    text = :io_lib.format(~c"~p", [normalise(expression)]) |> :unicode.characters_to_list()
    {:ok, tokens, _} = :erl_scan.string(text)
    tokens ++ more
  end

  @doc "Returns the text for the reason of an error."
  @spec format_error(term) :: iolist
  def format_error(text) do
    if :io_lib.deep_char_list(text), do: text, else: :io_lib.write(text)
  end

  ## Annotations

  @doc "Calls a function with each annotation, and takes what it returns instead."
  @spec map_anno((term -> term), tree) :: tree when tree: tuple | [tuple]
  def map_anno(fun, tree),
    do: mapfold_anno(fn anno, _ -> {fun.(anno), nil} end, nil, tree) |> elem(0)

  @doc "Calls a function with each annotation and an accumulator."
  @spec fold_anno((term, acc -> acc), acc, tuple | [tuple]) :: acc when acc: term
  def fold_anno(fun, acc, tree),
    do: mapfold_anno(fn anno, acc -> {anno, fun.(anno, acc)} end, acc, tree) |> elem(1)

  @doc "Calls a function with each annotation and an accumulator, and takes what it returns instead."
  @spec mapfold_anno((term, acc -> {term, acc}), acc, tree) :: {tree, acc}
        when acc: term, tree: tuple | [tuple]
  def mapfold_anno(fun, acc, trees) when is_list(trees),
    do: Enum.map_reduce(trees, acc, &mapfold_anno(fun, &2, &1))

  def mapfold_anno(fun, acc, tree)
      when is_tuple(tree) and tuple_size(tree) >= 2 and is_atom(elem(tree, 0)) do
    [category, anno | parts] = Tuple.to_list(tree)
    {anno, acc} = fun.(anno, acc)

    {parts, acc} =
      if category in [:atom, :integer, :float, :char, :string, :var],
        do: {parts, acc},
        else: Enum.map_reduce(parts, acc, &mapfold_part(fun, &2, &1))

    {List.to_tuple([category, anno | parts]), acc}
  end

  defp mapfold_part(fun, acc, {:clauses, clauses}) do
    {clauses, acc} = mapfold_anno(fun, acc, clauses)
    {{:clauses, clauses}, acc}
  end

  defp mapfold_part(_fun, acc, {:function, _, _} = name), do: {name, acc}

  defp mapfold_part(fun, acc, {:function, module, name, arity}) do
    {parts, acc} = mapfold_anno(fun, acc, [module, name, arity])
    {List.to_tuple([:function | parts]), acc}
  end

  defp mapfold_part(fun, acc, part) when is_tuple(part), do: mapfold_anno(fun, acc, part)

  defp mapfold_part(fun, acc, parts) when is_list(parts),
    do: Enum.map_reduce(parts, acc, &mapfold_part(fun, &2, &1))

  defp mapfold_part(_fun, acc, other), do: {other, acc}

  @doc "Makes annotations of locations."
  @spec new_anno(tree) :: tree when tree: tuple | [tuple]
  def new_anno(tree), do: tree

  @doc "Makes terms of annotations."
  @spec anno_to_term(tree) :: tree when tree: tuple | [tuple]
  def anno_to_term(tree), do: tree

  @doc "Makes annotations of terms."
  @spec anno_from_term(tree) :: tree when tree: tuple | [tuple]
  def anno_from_term(tree), do: tree
end
