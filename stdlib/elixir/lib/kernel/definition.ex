# What `def` and its kin and `use` expand to, and what happens around a definition when it is stored: its docs, `@impl`,
# `@deprecated` and `@on_definition`.

defmodule Kernel.Definition do
  @moduledoc false

  @doc "The expansion of `def`, `defp`, `defmacro` and `defmacrop`."
  def expand(kind, call, body, env) do
    check_module_scope(env, kind, 2)
    check_no_function_scope(env, kind, 2)

    quote do
      Kernel.Definition.store(
        unquote(kind),
        :prim_code.escape(unquote(call)),
        :prim_code.keep(unquote(body)),
        unquote(env.module),
        :prim_code.env_key(),
        :prim_code.fragments?(unquote(call), unquote(body))
      )
    end
  end

  @doc "Raises unless the environment is inside a module."
  def check_module_scope(env, name, arity) do
    if env.module == nil do
      raise ArgumentError, "cannot invoke #{name}/#{arity} outside module"
    end
  end

  @doc "Raises if the environment is inside a function."
  def check_no_function_scope(env, name, arity) do
    if env.function != nil do
      raise ArgumentError, "cannot invoke #{name}/#{arity} inside function/macro"
    end
  end

  @doc "The environment behind a key, where a key was passed to save making it."
  def environment({:"$env", _, _} = key), do: :prim_code.env(key)
  def environment(env), do: env

  @doc "The expansion of `use`."
  def expand_use(target, opts, env) do
    calls =
      for module <- used_modules(target, env) do
        quote do
          require unquote(module)
          unquote(module).__using__(unquote(opts))
        end
      end

    {:__block__, [], calls}
  end

  defp used_modules({{:., _, [base, :{}]}, _, names}, env) do
    base = :prim_code.expand(base, env)

    for {:__aliases__, meta, parts} <- names do
      module = :prim_code.expand({:__aliases__, meta, [base | parts]}, env)
      checked_module(module, module)
    end
  end

  defp used_modules(target, env) do
    [checked_module(:prim_code.expand(target, %{env | function: {:__info__, 1}}), target)]
  end

  defp checked_module(module, _) when is_atom(module), do: module

  defp checked_module(_, target) do
    raise ArgumentError,
          "invalid arguments for use, expected a compile time atom or alias, got: " <>
            Macro.to_string(target)
  end

  @doc "Stores a clause in the module being compiled, with what its attributes say about it."
  def store(kind, call, body, module, env, fragments?) do
    {set, bag} = :prim_module.tables(module)
    body = instrumented(kind, call, body, module, env)
    {args, guards} = head(call)

    {name, arity} =
      stored_native(bag, kind, call, args, body, module) ||
        :prim_module.store(
          kind,
          marked(placed(call, :ets.take(set, :file)), fragments?),
          body,
          env
        )

    line = line_of(call)
    defaults = for {:\\, _, [_, _]} <- args, do: :default
    defaults = length(defaults)

    record_impl(set, bag, kind, name, arity, defaults, call)
    record_deprecated(set, bag, name, arity, defaults)
    head? = body == nil
    record_doc(set, kind, name, arity, defaults, args, head?, line, env)

    case :ets.lookup(bag, {:accumulate, :on_definition}) do
      [] ->
        :ok

      hooks ->
        hook_env = %{environment(env) | function: {name, arity}, line: line}
        body = :prim_code.tree(body)

        for {_, {module, fun}} <- hooks do
          apply(module, fun, [hook_env, kind, name, args, guards, body])
        end
    end

    {name, arity}
  end

  # Whoever measures coverage changes the bodies of functions before they are compiled.
  defp instrumented(kind, call, body, module, env) do
    case :persistent_term.get({Kernel.Definition, :instrument}, nil) do
      nil -> body
      instrument -> instrument.(kind, call, :prim_code.tree(body), module, environment(env))
    end
  end

  # A head without a body of what the machine itself implements gives it a doc and a spec.
  defp stored_native(bag, :def, {name, _, _}, args, nil, module)
       when :erlang.is_atom(name) and name != :when do
    arity = length(args)

    case :erlang.is_builtin(module, name, arity) do
      true ->
        :ets.insert(bag, {:natives, {name, arity}})
        {name, arity}

      false ->
        nil
    end
  end

  defp stored_native(_, _, _, _, _, _), do: nil

  # `@file` says where the definition comes from.
  # Clauses made of fragments need not stand together.
  defp marked({:when, meta, [call, guard]}, true), do: {:when, meta, [marked(call, true), guard]}
  defp marked({name, meta, args}, true), do: {name, [{:fragments, true} | meta], args}
  defp marked(call, _), do: call

  defp placed(call, []), do: call

  defp placed({:when, meta, [call, guard]}, row),
    do: {:when, meta, [placed(call, row), guard]}

  defp placed({name, meta, args}, [{:file, {file, line}, _}]),
    do: {name, :lists.keystore(:keep, 1, meta, {:keep, {file, line}}), args}

  defp placed({name, meta, args} = call, [{:file, file, _}]),
    do: {name, :lists.keystore(:keep, 1, meta, {:keep, {file, line_of(call)}}), args}

  defp placed(call, _), do: call

  defp head({:when, _, [call, guard]}) do
    {args, _} = head(call)
    {args, alternatives(guard)}
  end

  defp head({_, _, args}) when is_list(args), do: {args, []}
  defp head(_), do: {[], []}

  defp alternatives({:when, _, [first, rest]}), do: [first | alternatives(rest)]
  defp alternatives(guard), do: [guard]

  defp line_of({_, meta, _}) do
    case :lists.keyfind(:line, 1, meta) do
      {:line, line} -> line
      false -> 0
    end
  end

  # Kept with the context of the definition: annotations written by a macro say nothing about definitions by hand.
  defp record_impl(set, bag, kind, name, arity, defaults, call) do
    case :ets.take(set, :impl) do
      [{:impl, value, _}] ->
        :ets.insert(
          bag,
          {:impls, {{name, arity}, context_of(call), defaults, kind, line_of(call), value}}
        )

        :ets.insert(set, {:impl_used, value, nil})

      [] ->
        :ok
    end
  end

  defp context_of({:when, _, [call, _]}), do: context_of(call)

  defp context_of({_, meta, _}) do
    case :lists.keyfind(:context, 1, meta) do
      {:context, context} -> context
      false -> nil
    end
  end

  defp record_deprecated(set, bag, name, arity, defaults) do
    case :ets.take(set, :deprecated) do
      [{:deprecated, reason, _}] when is_binary(reason) ->
        deprecate(bag, name, arity - defaults, arity, reason)
        :ets.insert(set, {{:doc, :deprecated}, reason, nil})

      _ ->
        :ok
    end
  end

  defp deprecate(bag, name, arity, last, reason) when arity <= last do
    :ets.insert(bag, {:deprecations, {{name, arity}, reason}})
    deprecate(bag, name, arity + 1, last, reason)
  end

  defp deprecate(_, _, _, _, _), do: :ok

  # One row of the set table for each documented definition: {{:docs, kind, name, arity}, {line, signature, doc, meta}}.
  defp record_doc(set, kind, name, arity, defaults, args, head?, line, env) do
    given_doc = :ets.take(set, :doc)
    doc = given_doc
    given = :ets.take(set, {:doc, :meta})
    deprecated = :ets.take(set, {:doc, :deprecated})
    impl = :ets.take(set, :impl_used)

    if kind == :defp or kind == :defmacrop do
      warn_private_doc(doc, kind, name, arity, env)
    else
      meta =
        case given do
          [{_, meta, _}] -> meta
          [] -> %{}
        end

      meta =
        case deprecated do
          [{_, reason, _}] -> :maps.put(:deprecated, reason, meta)
          [] -> meta
        end

      meta = if defaults > 0, do: :maps.put(:defaults, defaults, meta), else: meta
      key = {:docs, public_kind(kind), name, arity}

      case :ets.lookup(set, key) do
        [] ->
          doc =
            case {doc, impl} do
              {[{:doc, {_, text}, _}], _} -> text
              {[], [_]} -> false
              {[], []} -> nil
            end

          :ets.insert(set, {key, {line, signature(args), doc, meta}, doc_line(given_doc)})

        [{_, {first_line, signature, earlier, earlier_meta}, earlier_line}] ->
          if not head?, do: warn_redefined_doc(given_doc, earlier_line, name, arity, env)

          text =
            case doc do
              [{:doc, {_, text}, _}] -> text
              [] -> earlier
            end

          signature = merge_signature(signature, signature(args))
          meta = :maps.merge(earlier_meta, meta)

          :ets.insert(
            set,
            {key, {first_line, signature, text, meta}, doc_line(given_doc) || earlier_line}
          )
      end
    end
  end

  defp doc_line([{:doc, {line, text}, _}]) when is_binary(text), do: line
  defp doc_line(_), do: nil

  defp warn_redefined_doc([{:doc, {line, text}, _}], earlier, name, arity, env)
       when is_binary(text) and is_integer(earlier) and earlier > 0 do
    IO.warn(
      "redefining @doc attribute previously set at line #{earlier}.\n\n" <>
        "Please remove the duplicate docs. If instead you want to override a previously defined @doc, " <>
        "attach the @doc attribute to a function head (the function signature not followed by any do-block). " <>
        "For example:\n\n    @doc \"\"\"\n    new docs\n    \"\"\"\n    def #{name}(...)\n",
      %{environment(env) | function: {name, arity}, line: abs(line)}
    )
  end

  defp warn_redefined_doc(_, _, _, _, _), do: :ok

  defp warn_private_doc([{:doc, {line, text}, _}], kind, name, arity, env) when is_binary(text) do
    IO.warn(
      "#{kind} #{name}/#{arity} is private, @doc attribute is always discarded for private functions/macros/types",
      %{environment(env) | function: {name, arity}, line: abs(line)}
    )
  end

  defp warn_private_doc(_, _, _, _, _), do: :ok

  defp public_kind(:def), do: :function
  defp public_kind(:defmacro), do: :macro

  @doc "The arguments of a head, each as the name that documentation shows."
  def signature(args), do: unique(for(arg <- args, do: argument(arg)), [], args_names(args))

  defp args_names(args), do: for(arg <- args, do: argument(arg))

  defp argument({:\\, meta, [arg, default]}), do: {:\\, meta, [argument(arg), default]}

  defp argument({:=, _, [left, right]}) do
    case {left, right} do
      {{name, _, context}, _} when is_atom(name) and is_atom(context) -> argument(left)
      {_, {name, _, context}} when is_atom(name) and is_atom(context) -> argument(right)
      _ -> argument(right)
    end
  end

  defp argument({:%, _, [{:__aliases__, _, parts}, _]}) do
    case :lists.reverse(parts) do
      [last | _] when is_atom(last) -> plain(Macro.underscore(:erlang.atom_to_binary(last)))
      _ -> plain("struct")
    end
  end

  defp argument({:%, _, _}), do: plain("struct")
  defp argument({:%{}, _, _}), do: plain("map")
  defp argument({:{}, _, _}), do: plain("tuple")
  defp argument({:<<>>, _, _}), do: plain("binary")
  defp argument({:<>, _, _}), do: plain("binary")
  defp argument({:@, _, _}), do: plain("value")

  defp argument({name, _, context}) when is_atom(name) and is_atom(context) do
    case :erlang.atom_to_binary(name) do
      <<"_", rest::binary>> when rest != "" -> plain(rest)
      text -> plain(text)
    end
  end

  defp argument(value) when is_integer(value), do: plain("int")
  defp argument(value) when is_float(value), do: plain("float")
  defp argument(value) when is_boolean(value), do: plain("bool")
  defp argument(value) when is_atom(value), do: plain("atom")
  defp argument(value) when is_binary(value), do: plain("binary")
  defp argument(value) when is_list(value), do: plain("list")
  defp argument({_, _}), do: plain("tuple")
  defp argument(_), do: plain("value")

  defp plain(text), do: {:erlang.binary_to_atom(text), [], nil}

  # A name that occurs several times is numbered, wherever it is not a variable that was written so.
  defp unique([], _, _), do: []

  defp unique([arg | rest], seen, all) do
    name = name_of(arg)

    case occurrences(name, all) do
      1 -> [arg | unique(rest, seen, all)]
      _ -> [numbered(arg, occurrences(name, seen) + 1) | unique(rest, [arg | seen], all)]
    end
  end

  defp occurrences(name, args) do
    matching = for arg <- args, name_of(arg) == name, do: name
    length(matching)
  end

  defp name_of({:\\, _, [{name, _, _}, _]}), do: name
  defp name_of({name, _, _}), do: name

  defp numbered({:\\, meta, [arg, default]}, number) do
    {:\\, meta, [numbered(arg, number), default]}
  end

  defp numbered({name, meta, context}, number) do
    text = :erlang.atom_to_binary(name) <> :erlang.integer_to_binary(number)
    {:erlang.binary_to_atom(text), meta, context}
  end

  # The clauses of a function may name an argument differently: the first real variable's name is kept.
  defp merge_signature([first | rest], [other | others]) do
    merged =
      case {first, name_of(first), other} do
        {{:\\, _, _}, _, _} ->
          first

        {_, name, _} when name in [:int, :float, :bool, :atom, :binary, :list, :tuple, :map] ->
          other

        {_, _, _} ->
          first
      end

    [merged | merge_signature(rest, others)]
  end

  defp merge_signature(signature, _), do: signature
end
