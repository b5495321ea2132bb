# What `defmodule` expands to, and the life of a module from its first line to its loading: attributes, body, hooks,
# checks, docs. Compiling and loading are natives (`:prim_module`).

defmodule Kernel.ModuleDefinition do
  @moduledoc false

  @doc "The expansion of `defmodule`."
  def expand(alias, block, env) do
    expanded = :prim_code.expand(alias, env)
    {module, require_call} = names(alias, expanded, env)

    define =
      quote do
        Kernel.ModuleDefinition.define(
          unquote(module),
          :prim_code.keep_literal(unquote(block)),
          unquote(binding_of(env)),
          :prim_code.outer_env()
        )
      end

    case require_call do
      nil -> define
      _ -> {:__block__, [], [require_call, define]}
    end
  end

  # The module is required from here on, and known to be defined in this context. Inside another one it has the outer name in
  # front, and its first part becomes an alias.
  defp names({:__aliases__, meta, [:"Elixir", _ | _]}, module, _) when is_atom(module) do
    {module, required(meta, module, module, warn: false)}
  end

  defp names({:__aliases__, meta, _}, module, %{module: nil}) when is_atom(module) do
    {module, required(meta, module, module, warn: false)}
  end

  defp names({:__aliases__, meta, [first | rest]}, module, env)
       when is_atom(first) and is_atom(module) do
    outer = Module.concat(env.module, first)
    full = if rest == [], do: outer, else: Module.concat([outer | rest])
    {full, required(meta, full, outer, as: Module.concat([first]), warn: false)}
  end

  defp names(_, module, _) when is_atom(module) and module not in [nil, true, false] do
    {module, required([], module, module, warn: false)}
  end

  defp names(_, module, _), do: {module, nil}

  defp required(meta, full, target, opts) do
    {:require, [{:defined, full} | for({:line, line} <- meta, do: {:line, line})], [target, opts]}
  end

  # The module body sees the variables around it, with the values they have when it runs.
  defp binding_of(env) do
    for {{name, context}, _} <- :maps.to_list(env.versioned_vars) do
      {:{}, [], [name, context, variable(name, context)]}
    end
  end

  # A variable that a macro has made is told by its counter.
  defp variable(name, context) when is_atom(context), do: {name, [generated: true], context}
  defp variable(name, counter), do: {name, [counter: counter, generated: true], nil}

  @doc "Defines the module: runs its body in this process, then compiles and loads it."
  def define(module, body, binding, env) do
    check_name(module)
    body_env = open(module, env)
    env = Kernel.Definition.environment(env)
    compiler = :erlang.get(:elixir_compiler_info)
    if compiler != :undefined, do: Kernel.ModuleLoading.defining(module)

    {value, binary, after_env, hooks} =
      try do
        initialise(module, env)
        {value, body_env} = :prim_module.eval_body(module, body, binding, body_env)
        body_env = run_before_compile(module, body_env)
        body_env = define_behaviour_info(module, body_env)
        if not :prim_code.booting?(), do: Kernel.ModuleChecks.check(module, body_env)
        hooks = {accumulated(module, :after_compile), accumulated(module, :after_verify)}
        checked = if checker?(), do: checked(module, hooks, env)
        binary = :prim_module.close(module, body_env, info(module, body_env))
        checked = checked && Map.put(checked, :types, :prim_types.pack(module))
        {value, {binary, checked}, body_env, hooks}
      after
        :prim_module.discard(module)
      end

    {binary, checked} = binary
    remember(module, binary)
    if not :prim_code.booting?(), do: :code.on_load(module)
    {after_compile, after_verify} = hooks

    for {hook, fun} <- after_compile do
      run_hook(hook, fun, [after_env, binary], after_env)
    end

    case checked do
      nil -> for({hook, fun} <- after_verify, do: apply(hook, fun, [module]))
      _ -> Module.Checker.add(checked)
    end

    if compiler != :undefined, do: Kernel.ModuleLoading.defined(module, binary)
    {:module, module, binary, value}
  end

  defp open(module, env) do
    case :prim_module.open(module, env) do
      {:ok, body_env} ->
        body_env

      {:error, file, line} ->
        env = Kernel.Definition.environment(env)

        raise CompileError,
          file: env.file,
          line: env.line,
          description:
            "cannot define module " <>
              inspect(module) <>
              " because it is currently being defined in " <>
              Path.relative_to_cwd(file) <> ":" <> :erlang.integer_to_binary(line)
    end
  end

  # For whoever wants to know which modules a file has defined.
  defp remember(module, binary) do
    case :erlang.get(:"$compiled_modules") do
      list when is_list(list) -> :erlang.put(:"$compiled_modules", [{module, binary} | list])
      _ -> :ok
    end
  end

  defp check_name(module) when is_atom(module) and module not in [nil, true, false], do: :ok

  defp check_name(other) do
    raise ArgumentError, "invalid module name: " <> inspect(other)
  end

  defp initialise(module, env) do
    {set, bag} = :prim_module.tables(module)

    for name <- accumulating() do
      :ets.insert(set, {name, [], :accumulate})
    end

    for name <- [:behaviour, :dialyzer, :external_resource, :vsn, :nifs] do
      :ets.insert(bag, {:persisted, name})
    end

    :ets.insert(set, {:moduledoc, nil, nil})
    :ets.insert(set, {:defined_at, {env.file, env.line}, nil})
  end

  # What was not overridden until here is there for the hooks.
  defp run_before_compile(module, env) do
    :prim_module.restore_overridables(module)
    run_before_compile(accumulated(module, :before_compile), module, env)
  end

  # A hook may be a macro, whose expansion belongs to the module, or a function. Either gets the environment itself.
  defp run_before_compile([{hook, fun} | rest], module, env) do
    :code.ensure_loaded(hook)

    if macro_exported?(hook, fun, 1) do
      run_before_compile(rest, module, evaluate_hook(hook, fun, module, env))
    else
      apply(hook, fun, [env])
      run_before_compile(rest, module, env)
    end
  end

  defp run_before_compile([], _, env), do: env

  # When what the hook's macro returned fails, the stack trace says whose it is; when the macro itself fails, it does so anyway.
  defp evaluate_hook(hook, fun, module, env) do
    {_, env} = :prim_module.eval_body(module, hook_call(hook, fun, [env], env), [], env)
    env
  catch
    kind, reason ->
      :erlang.raise(kind, reason, hook_trace(__STACKTRACE__, hook, fun, module, env))
  end

  defp hook_trace(stack, hook, fun, module, env) do
    macro = :erlang.binary_to_atom("MACRO-" <> :erlang.atom_to_binary(fun))

    if :lists.any(&(elem(&1, 0) == hook and elem(&1, 1) in [fun, macro]), stack) do
      stack
    else
      at = &[file: :erlang.binary_to_list(&1), line: env.line]
      inner = :lists.takewhile(&(elem(&1, 0) != module and elem(&1, 1) != :__MODULE__), stack)

      inner ++
        [
          {module, :__MODULE__, 0, at.(Path.relative_to_cwd(env.file))},
          {hook, fun, 1, at.(env.file)}
        ]
    end
  end

  # A module with callbacks is a behaviour and tells what they are.
  defp define_behaviour_info(module, env) do
    case Kernel.Typespec.callbacks(module) do
      {[], _} ->
        env

      {callbacks, optional} ->
        definition =
          quote do
            @doc false
            def behaviour_info(:callbacks), do: unquote(callbacks)
            def behaviour_info(:optional_callbacks), do: unquote(optional)
          end

        {_, env} = :prim_module.eval_body(module, definition, [], env)
        env
    end
  end

  defp run_hook(hook, fun, args, env) do
    :code.ensure_loaded(hook)

    if macro_exported?(hook, fun, length(args)) do
      :prim_code.eval_quoted(
        hook_call(hook, fun, args, env),
        [],
        %{env | module: nil, function: nil},
        []
      )
    else
      apply(hook, fun, args)
    end
  end

  # What a hook makes lies where its module starts.
  defp hook_call(hook, fun, args, env) do
    at = [line: env.line]
    {:__block__, at, [{:require, at, [hook]}, {{:., at, [hook, fun]}, at, args}]}
  end

  @doc "The values of an accumulating attribute, first to last."
  def accumulated(module, name) do
    {_, bag} = :prim_module.tables(module)
    for {_, value} <- :ets.lookup(bag, {:accumulate, name}), do: value
  end

  # The first modules of all compile before there is somebody to check them.
  defp checker? do
    not :prim_code.booting?() and :code.ensure_loaded(Module.Checker) != {:error, :nofile} and
      Module.Checker.active?()
  end

  # What the checks at the end of the file want to know of the module.
  defp checked(module, {_, after_verify}, env) do
    env = Kernel.Definition.environment(env)
    {_, bag} = :prim_module.tables(module)
    defined = :prim_module.definitions(module)

    # What was made overridable and not overridden is as good as defined.
    kept =
      for definition <- :prim_module.overridables(module),
          kind <- [:def, :defmacro],
          do: {definition, kind}

    %{
      name: module,
      file: env.file,
      line: env.line,
      behaviours: accumulated(module, :behaviour),
      impls: for({:impls, impl} <- :ets.lookup(bag, :impls), do: impl),
      compile: flattened(accumulated(module, :compile)),
      after_verify: after_verify,
      kinds: defined ++ kept,
      places: :prim_module.places(module),
      code_calls: :prim_module.calls(module)
    }
  end

  defp accumulating do
    [
      :after_compile,
      :after_verify,
      :before_compile,
      :behaviour,
      :compile,
      :derive,
      :dialyzer,
      :external_resource,
      :on_definition,
      :optional_callbacks
    ]
  end

  @doc "The attributes that mean something to the compiler."
  def reserved do
    accumulating() ++
      [
        :callback,
        :doc,
        :file,
        :macrocallback,
        :moduledoc,
        :nifs,
        :nominal,
        :on_load,
        :opaque,
        :since,
        :spec,
        :type,
        :typedoc,
        :typep,
        :vsn,
        :__struct__
      ]
  end

  # What the module is compiled with besides its definitions.
  defp info(module, env) do
    {set, bag} = :prim_module.tables(module)
    options = flattened(accumulated(module, :compile))
    on_load = on_load(set)

    %{
      attributes: persisted(set, bag),
      struct: struct_fields(set),
      deprecated: for({:deprecations, entry} <- :ets.lookup(bag, :deprecations), do: entry),
      compile: options,
      inline: inlined(options),
      on_load: on_load,
      chunks:
        [
          {"Docs", :erlang.term_to_binary(docs(module, set, env))},
          {"Spec", :erlang.term_to_binary(specs(bag))}
        ] ++ on_load_chunk(on_load)
    }
  end

  defp flattened([list | rest]) when is_list(list), do: flattened(list) ++ flattened(rest)
  defp flattened([option | rest]), do: [option | flattened(rest)]
  defp flattened([]), do: []

  defp inlined(options) do
    for {:inline, functions} <- options, {name, arity} <- pairs(functions), do: {name, arity}
  end

  defp pairs(functions) when is_list(functions), do: functions
  defp pairs(function), do: [function]

  defp persisted(set, bag) do
    for {:persisted, name} <- :ets.lookup(bag, :persisted),
        value <- values(set, bag, name) do
      {name, value}
    end
  end

  defp values(set, bag, name) do
    case :ets.lookup(set, name) do
      [{_, _, :accumulate}] ->
        for({_, value} <- :ets.lookup(bag, {:accumulate, name}), do: [value])

      [{_, value, _}] when is_list(value) ->
        [value]

      [{_, value, _}] ->
        [[value]]

      [] ->
        []
    end
  end

  defp struct_fields(set) do
    case :ets.lookup(set, {:struct, :fields}) do
      [{_, fields, _}] -> fields
      [] -> nil
    end
  end

  defp on_load(set) do
    case :ets.lookup(set, :on_load) do
      [{_, {name, arity}, _}] -> {name, arity}
      [{_, name, _}] when is_atom(name) and name != nil -> {name, 0}
      _ -> nil
    end
  end

  # For `:code`, which calls the function.
  defp on_load_chunk({name, 0}), do: [{"OnLd", :erlang.atom_to_binary(name)}]
  defp on_load_chunk(_), do: []

  # The documentation chunk, in the format that all languages of this family share.
  defp docs(module, set, env) do
    {moduledoc_line, moduledoc} =
      case :ets.lookup(set, :moduledoc) do
        [{_, {line, text}, _}] -> {line, text}
        _ -> {env.line, nil}
      end

    meta =
      case :ets.lookup(set, {:moduledoc, :meta}) do
        [{_, meta, _}] -> meta
        [] -> %{}
      end

    meta = :maps.put(:source_path, :unicode.characters_to_list(env.file), meta)
    meta = :maps.put(:source_annos, [env.line], meta)

    # An entry begins where its documentation does.
    entries =
      for {{:docs, kind, name, arity}, {line, signature, doc, doc_meta}, doc_line} <-
            :ets.tab2list(set),
          name != :behaviour_info do
        {{kind, name, arity}, doc_line || line, signatures(kind, name, signature),
         shown(doc, name, kind), :maps.put(:source_annos, [line], doc_meta)}
      end

    meta =
      case accumulated(module, :behaviour) do
        [] -> meta
        behaviours -> :maps.put(:behaviours, behaviours, meta)
      end

    {:docs_v1, moduledoc_line, :elixir, "text/markdown", shown(moduledoc, :module, :module), meta,
     by_kind(:lists.sort(entries))}
  end

  # Functions and macros, then callbacks, then types.
  defp by_kind(entries) do
    for kinds <- [[:function, :macro], [:callback, :macrocallback], [:type]],
        {{kind, _, _}, _, _, _, _} = entry <- entries,
        :lists.member(kind, kinds),
        do: entry
  end

  defp shown(false, _, _), do: :hidden
  defp shown(text, _, _) when is_binary(text), do: %{"en" => text}

  defp shown(nil, name, kind) when kind in [:function, :macro] do
    case :erlang.atom_to_binary(name) do
      <<"_", _::binary>> -> :hidden
      _ -> :none
    end
  end

  defp shown(nil, _, _), do: :none

  # Kept as quoted arguments; whoever shows docs writes them out. Only what can be called has one.
  defp signatures(kind, name, arguments) when kind in [:function, :macro],
    do: [{name, [], arguments}]

  defp signatures(_, _, _), do: []

  defp specs(bag) do
    for {:typespecs, spec} <- :ets.lookup(bag, :typespecs), do: spec
  end
end
