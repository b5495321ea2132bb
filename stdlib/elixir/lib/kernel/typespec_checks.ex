# What must hold of a module's types and specs when its body has run: every type is defined, every variable has a use, every spec
# a function. Types may be written before what they mention, so nothing of this can be said earlier.

defmodule Kernel.TypespecChecks do
  @moduledoc false

  @unit_error "invalid binary specification, expected <<_::size>>, <<_::_*unit>>, or <<_::size, _::_*unit>> " <>
                "with size being non-negative integers, and unit being an integer between 1 and 256"

  @built_in %{
    any: [0],
    arity: [0],
    as_boolean: [1],
    atom: [0],
    binary: [0],
    bitstring: [0],
    boolean: [0],
    byte: [0],
    char: [0],
    charlist: [0],
    dynamic: [0],
    float: [0],
    fun: [0, 1],
    function: [0],
    identifier: [0],
    integer: [0],
    iodata: [0],
    iolist: [0],
    keyword: [0, 1],
    list: [0, 1],
    map: [0],
    maybe_improper_list: [0, 2],
    mfa: [0],
    module: [0],
    neg_integer: [0],
    no_return: [0],
    node: [0],
    non_neg_integer: [0],
    none: [0],
    nonempty_binary: [0],
    nonempty_bitstring: [0],
    nonempty_charlist: [0],
    nonempty_improper_list: [2],
    nonempty_list: [0, 1],
    nonempty_maybe_improper_list: [0, 2],
    nonempty_string: [0],
    number: [0],
    pid: [0],
    port: [0],
    pos_integer: [0],
    reference: [0],
    string: [0],
    struct: [0],
    term: [0],
    timeout: [0],
    tuple: [0]
  }

  @type_kinds [:type, :typep, :opaque, :nominal]

  @doc "Checks all types and specs of an open module; raises, or gives the specs that no function has, each with its line."
  @spec check(module, Macro.Env.t(), [{atom, arity}]) :: [{{atom, arity}, pos_integer}]
  def check(module, env, definitions) do
    {_, bag} = :prim_module.tables(module)
    entries = for {:typespecs, entry} <- :ets.lookup(bag, :typespecs), do: entry

    if entries == [] do
      []
    else
      types = Enum.reduce(entries, %{}, &add_type(&1, &2, env))
      scope = %{module: module, env: env, types: types, line: 0, variables: %{}, used: %{}}
      used = Enum.reduce(entries, %{}, &check_entry(&1, &2, scope))
      warn_unused(types, used, env)

      for {:spec, definition, _, line} <- entries, definition not in definitions do
        {definition, line}
      end
    end
  end

  defp add_type({kind, {name, arity} = key, _, line}, types, env) when kind in @type_kinds do
    if built_in?(name, arity) do
      fail("type #{name}/#{arity} is a built-in type and it cannot be redefined", line, env)
    end

    case types do
      %{^key => {_, earlier}} ->
        place = "#{Path.relative_to_cwd(env.file)}:#{earlier}"
        fail("type #{name}/#{arity} is already defined in #{place}", line, env)

      %{} ->
        Map.put(types, key, {kind, line})
    end
  end

  defp add_type(_, types, _), do: types

  defp built_in?(name, arity), do: arity in Map.get(@built_in, name, [])

  defp warn_unused(types, used, env) do
    for {{name, arity} = key, {:typep, line}} <-
          Enum.sort_by(types, fn {_, {_, line}} -> line end),
        not is_map_key(used, key) do
      IO.warn("type #{name}/#{arity} is unused", file: env.file, line: line)
    end
  end

  # Every entry is walked with the variables it binds; what comes back are the types it mentions.
  defp check_entry({kind, {name, arity}, {:"::", _, [head, body]}, line}, used, scope)
       when kind in @type_kinds do
    parameters =
      case head do
        {_, _, arguments} when is_list(arguments) -> arguments
        _ -> []
      end

    invalid = Enum.reject(parameters, &variable?/1)

    if invalid != [] do
      shown = Enum.map_join(invalid, ", ", &Macro.to_string/1)

      fail(
        "@type definitions expect all arguments to be variables. The type #{name}/#{arity} " <>
          "has an invalid argument(s): #{shown}",
        line,
        scope.env
      )
    end

    variables = for {name, _, _} <- parameters, into: %{}, do: {name, 0}
    scope = walk(body, %{scope | line: line, variables: variables, used: used})
    check_variables(scope)
    scope.used
  end

  defp check_entry({_, _, {:when, _, [spec, guard]}, line}, used, scope) do
    scope = %{scope | line: line, used: used}

    if not (is_list(guard) and Enum.all?(guard, &match?({name, _} when is_atom(name), &1))) do
      text = Macro.to_string(guard)
      fail("expected keywords as guard in type specification, got: #{text}", line, scope.env)
    end

    variables = for {name, _} <- guard, into: %{}, do: {name, 0}
    scope = walk_spec(spec, %{scope | variables: variables})

    scope =
      for {_, type} <- guard, not match?({:var, _, _}, type), reduce: scope do
        scope -> walk(type, scope)
      end

    check_variables(scope)
    scope.used
  end

  defp check_entry({_, _, spec, line}, used, scope) do
    walk_spec(spec, %{scope | line: line, variables: %{}, used: used}).used
  end

  defp walk_spec({:"::", _, [{_, _, arguments}, result]}, scope) do
    scope = if is_list(arguments), do: walk_all(arguments, scope), else: scope
    walk(result, scope)
  end

  defp check_variables(%{variables: variables, line: line, env: env}) do
    for {name, 0} <- variables, not String.starts_with?(Atom.to_string(name), "_") do
      fail(
        "type variable #{name} is used only once. Type variables in typespecs must be referenced at least twice, " <>
          "otherwise it is equivalent to term()",
        line,
        env
      )
    end
  end

  defp variable?({name, _, context}), do: is_atom(name) and is_atom(context)
  defp variable?(_), do: false

  defp walk_all(types, scope), do: Enum.reduce(types, scope, &walk/2)

  defp walk({:|, _, [left, right]}, scope), do: walk(right, walk(left, scope))

  defp walk({:"::", _, [name, type]}, scope) do
    if not variable?(name), do: walk(name, scope)
    walk(type, scope)
  end

  defp walk({:<<>>, _, segments}, scope) do
    if not Enum.all?(segments, &match?({:"::", _, [{:_, _, _}, _]}, &1)) or
         not binary_sizes?(for({_, _, [_, size]} <- segments, do: size)) do
      fail(@unit_error, scope.line, scope.env)
    end

    scope
  end

  defp walk({:%{}, _, fields}, scope), do: Enum.reduce(fields, scope, &walk_field/2)

  defp walk({:%, _, [name, {:%{}, _, fields}]}, scope) do
    module = Macro.expand(name, %{scope.env | function: {:__info__, 1}})
    known = for %{field: field} <- Macro.struct_info!(module, scope.env), do: field

    for {field, _} <- fields, field not in known do
      fail(
        "undefined field #{inspect(field)} on struct #{inspect(module)}",
        scope.line,
        scope.env
      )
    end

    for {_, type} <- fields, reduce: scope do
      scope -> walk(type, scope)
    end
  end

  defp walk({:.., _, [left, right]}, scope) do
    case {bound(left), bound(right)} do
      {first, last} when is_integer(first) and is_integer(last) and first <= last ->
        scope

      _ ->
        fail(
          "invalid range specification, expected both sides to be integers, with the left side lower than the right side",
          scope.line,
          scope.env
        )
    end
  end

  defp walk({sign, _, [number]}, scope) when sign in [:-, :+] and is_integer(number), do: scope
  defp walk({:__aliases__, _, _}, scope), do: scope
  defp walk({:__MODULE__, _, context}, scope) when is_atom(context), do: scope

  defp walk({:..., _, _}, scope) do
    fail(
      "... in typespecs is only allowed inside lists, as in [term(), ...], or inside functions, as in (... -> term())",
      scope.line,
      scope.env
    )
  end

  defp walk({{:., _, [target, _]}, _, arguments} = call, scope) do
    target = Macro.expand(target, scope.env)

    if not is_atom(target) do
      fail("invalid remote in typespec: #{Macro.to_string(call)}", scope.line, scope.env)
    end

    walk_all(arguments, scope)
  end

  defp walk({:record, _, [name | fields]}, scope) when is_atom(name) do
    if not record?(name, scope),
      do: fail("unknown record #{inspect(name)}", scope.line, scope.env)

    for {_, type} <- List.flatten(fields), reduce: scope do
      scope -> walk(type, scope)
    end
  end

  defp walk({:{}, _, elements}, scope), do: walk_all(elements, scope)

  defp walk({:fn, _, [{:->, _, _}] = function}, scope), do: walk(function, scope)

  defp walk([{:->, _, [[{:..., _, _}], result]}], scope), do: walk(result, scope)
  defp walk([{:->, _, [arguments, result]}], scope), do: walk(result, walk_all(arguments, scope))
  defp walk([], scope), do: scope
  defp walk([{:..., _, _}], scope), do: scope
  defp walk([type, {:..., _, _}], scope), do: walk(type, scope)

  defp walk([{key, _} | _] = pairs, scope) when is_atom(key) do
    if Keyword.keyword?(pairs) do
      for {_, type} <- pairs, reduce: scope do
        scope -> walk(type, scope)
      end
    else
      unexpected_list(pairs, scope)
    end
  end

  defp walk([type], scope), do: walk(type, scope)
  defp walk(list, scope) when is_list(list), do: unexpected_list(list, scope)
  defp walk({left, right}, scope), do: walk(right, walk(left, scope))

  defp walk({name, _, context}, %{variables: variables} = scope)
       when is_atom(name) and is_atom(context) do
    case variables do
      %{^name => count} -> %{scope | variables: %{variables | name => count + 1}}
      %{} -> local(name, [], scope)
    end
  end

  defp walk({name, _, arguments}, scope) when is_atom(name) and is_list(arguments) do
    local(name, arguments, walk_all(arguments, scope))
  end

  defp walk(value, scope) when is_integer(value) or is_atom(value), do: scope

  defp walk(other, scope) do
    fail("unexpected expression in typespec: #{Macro.to_string(other)}", scope.line, scope.env)
  end

  defp unexpected_list(list, scope) do
    fail("unexpected list in typespec: #{Macro.to_string(list)}", scope.line, scope.env)
  end

  defp walk_field({{kind, _, [key]}, value}, scope) when kind in [:required, :optional],
    do: walk(value, walk(key, scope))

  defp walk_field({key, value}, scope), do: walk(value, walk(key, scope))
  defp walk_field(_, scope), do: scope

  defp bound(number) when is_integer(number), do: number
  defp bound({:-, _, [number]}) when is_integer(number), do: -number
  defp bound(_), do: nil

  defp binary_sizes?([]), do: true
  defp binary_sizes?([size]) when is_integer(size), do: size >= 0
  defp binary_sizes?([{:*, _, [{:_, _, _}, unit]}]), do: is_integer(unit) and unit in 1..256

  defp binary_sizes?([size, {:*, _, _} = unit]),
    do: binary_sizes?([size]) and binary_sizes?([unit])

  defp binary_sizes?(_), do: false

  # A record is known by the macro that Record defines.
  defp record?(name, scope) do
    Enum.any?(
      :prim_module.definitions(scope.module),
      &match?({{^name, 1}, kind} when kind in [:defmacro, :defmacrop], &1)
    ) or
      Enum.any?(scope.env.macros, fn {_, macros} -> {name, 1} in macros end)
  end

  defp local(name, arguments, scope) do
    arity = length(arguments)
    key = {name, arity}

    cond do
      is_map_key(scope.types, key) ->
        %{scope | used: Map.put(scope.used, key, true)}

      built_in?(name, arity) ->
        warn_discouraged(key, scope)
        scope

      true ->
        shown = inspect(scope.module)
        fail("type #{name}/#{arity} undefined (no such type in #{shown})", scope.line, scope.env)
    end
  end

  defp warn_discouraged({:string, 0}, scope) do
    discourage(
      "string() type use is discouraged. For character lists, use charlist() type, for strings, String.t()",
      scope
    )
  end

  defp warn_discouraged({:nonempty_string, 0}, scope) do
    discourage(
      "nonempty_string() type use is discouraged. For non-empty character lists, use nonempty_charlist() type, for strings, String.t()",
      scope
    )
  end

  defp warn_discouraged({:fun, 1}, scope) do
    IO.warn(
      "fun/1 is not valid in typespecs. Either specify fun() or use (... -> return) instead",
      %{scope.env | line: scope.line}
    )
  end

  defp warn_discouraged(_, _), do: :ok

  defp discourage(message, scope) do
    env = %{scope.env | line: scope.line}
    IO.warn(message <> "\n" <> Exception.format_stacktrace(Macro.Env.stacktrace(env)), env)
  end

  @spec fail(String.t(), non_neg_integer, Macro.Env.t()) :: no_return
  defp fail(message, line, env) do
    raise Kernel.TypespecError, file: env.file, line: line, description: message
  end
end
