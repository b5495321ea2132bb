# Types and specs of a module while it is compiled: `@type`, `@spec`, `@callback` and their like are checked for their
# shape and kept as quoted expressions. Code.Typespec shows them later.

defmodule Kernel.Typespec do
  @moduledoc false

  @doc "Records a type or spec of the module. `quoted` is what stands behind the attribute's name."
  def store(module, kind, quoted, line, env) do
    {set, bag} = :prim_module.tables(module)
    {name, arity} = head(kind, quoted, line, env)
    typedoc = :ets.take(set, :typedoc)
    meta = :ets.take(set, {:typedoc, :meta})
    :ets.insert(bag, {:typespecs, {kind, {name, arity}, quoted, line}})

    if kind == :typep and match?([{_, {_, text}, _}] when is_binary(text), typedoc) do
      [{_, {line, _}, _}] = typedoc
      file = Kernel.Definition.environment(env).file

      IO.warn(
        "type #{name}/#{arity} is private, @typedoc's are always discarded for private types",
        file: file,
        line: abs(line)
      )
    end

    if kind in [:type, :opaque, :nominal] do
      record_typedoc(set, {name, arity}, typedoc, meta, kind == :opaque, line)
    end

    if kind in [:callback, :macrocallback] do
      record_callback_doc(set, kind, name, arity, line)
    end

    :ok
  end

  defp record_typedoc(set, {name, arity}, typedoc, meta, opaque?, line) do
    {doc_line, text} =
      case typedoc do
        [{_, {line, text}, _}] -> {line, text}
        [] -> {nil, nil}
      end

    meta =
      case meta do
        [{_, meta, _}] -> meta
        [] -> %{}
      end

    meta = if opaque?, do: :maps.put(:opaque, true, meta), else: meta
    :ets.insert(set, {{:docs, :type, name, arity}, {line, [], text, meta}, doc_line})
  end

  defp record_callback_doc(set, kind, name, arity, line) do
    {doc_line, doc} =
      case :ets.take(set, :doc) do
        [{_, {line, text}, _}] -> {line, text}
        [] -> {nil, nil}
      end

    meta =
      case :ets.take(set, {:doc, :meta}) do
        [{_, meta, _}] -> meta
        [] -> %{}
      end

    key = {:docs, kind, name, arity}

    case :ets.lookup(set, key) do
      [] -> :ets.insert(set, {key, {line, [], doc, meta}, doc_line})
      [_] -> :ok
    end
  end

  # The name and arity of what is specified.
  defp head(kind, quoted, line, env) do
    case {kind, quoted} do
      {kind, {:"::", _, [{name, _, args}, _]}}
      when kind in [:type, :typep, :opaque, :nominal] and is_atom(name) and name != :"::" ->
        {name, arity(args)}

      {kind, {:when, _, [{:"::", _, [{name, _, args}, _]}, _]}}
      when kind in [:spec, :callback, :macrocallback] and is_atom(name) ->
        {name, arity(args)}

      {kind, {:"::", _, [{name, _, args}, _]}}
      when kind in [:spec, :callback, :macrocallback] and is_atom(name) and name != :"::" ->
        {name, arity(args)}

      {kind, _} when kind in [:type, :typep, :opaque, :nominal] ->
        fail("invalid type specification: " <> Macro.to_string(quoted), line, env)

      {_, {:when, _, [{name, _, args}, _]}}
      when is_atom(name) and is_list(args) and name != :"::" ->
        fail(
          "type specification missing return type: " <> Macro.to_string(hd(elem(quoted, 2))),
          line,
          env
        )

      {_, {name, _, args}} when is_atom(name) and is_atom(args) ->
        fail("type specification missing return type: " <> Macro.to_string(quoted), line, env)

      {_, {name, _, args}} when is_atom(name) and is_list(args) and name not in [:"::", :when] ->
        fail("type specification missing return type: " <> Macro.to_string(quoted), line, env)

      {_, _} ->
        fail("invalid type specification: " <> Macro.to_string(quoted), line, env)
    end
  end

  defp arity(args) when is_list(args), do: length(args)
  defp arity(_), do: 0

  defp fail(message, line, env) do
    raise Kernel.TypespecError,
      file: Kernel.Definition.environment(env).file,
      line: line,
      description: message
  end

  @doc "Makes a callback of a spec; tells whether there was one."
  def spec_to_callback(module, definition) do
    {set, bag} = :prim_module.tables(module)

    specs =
      for {:typespecs, {:spec, ^definition, quoted, line}} <- :ets.lookup(bag, :typespecs) do
        :ets.insert(bag, {:typespecs, {:callback, definition, quoted, line}})
        copy_function_doc(set, definition, line)
      end

    specs != []
  end

  # A callback that was specified as a function is documented as the function is.
  defp copy_function_doc(set, {name, arity}, line) do
    {doc, meta} =
      case :ets.lookup(set, {:docs, :function, name, arity}) do
        [{_, {_, _, doc, meta}, _}] -> {doc, meta}
        [] -> {nil, %{}}
      end

    :ets.insert_new(set, {{:docs, :callback, name, arity}, {line, [], doc, meta}, nil})
  end

  @doc "The callbacks of a module and those of them that are optional, as `behaviour_info/1` tells them."
  def callbacks(module) do
    {set, bag} = :prim_module.tables(module)

    specs = :ets.lookup(bag, :typespecs)

    callbacks =
      for wanted <- [:macrocallback, :callback],
          {:typespecs, {^wanted, definition, _, _}} <- specs do
        coded(wanted, definition)
      end

    optional =
      case :ets.lookup(set, :optional_callbacks) do
        [{_, _, :accumulate}] ->
          listed =
            for {_, list} <- :ets.lookup(bag, {:accumulate, :optional_callbacks}),
                {_, _} = definition <- list,
                do: optional(definition, callbacks)

          for callback <- distinct(callbacks, []), :lists.member(callback, listed), do: callback

        _ ->
          []
      end

    {distinct(callbacks, []), optional}
  end

  defp coded(:callback, definition), do: definition

  defp coded(:macrocallback, {name, arity}) do
    {:erlang.binary_to_atom("MACRO-" <> :erlang.atom_to_binary(name)), arity + 1}
  end

  defp optional({_, _} = definition, callbacks) do
    if :lists.member(definition, callbacks) do
      definition
    else
      coded(:macrocallback, definition)
    end
  end

  defp distinct([callback | rest], seen) do
    if :lists.member(callback, seen) do
      distinct(rest, seen)
    else
      distinct(rest, [callback | seen])
    end
  end

  defp distinct([], seen), do: :lists.reverse(seen)
end
