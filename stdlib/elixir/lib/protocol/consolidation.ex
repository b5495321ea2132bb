# Closes protocols: makes a module of the same functions that knows all implementations, and asks nobody else.

defmodule Protocol.Consolidation do
  @moduledoc false

  @doc "See `Protocol.consolidate/2`."
  def consolidate(protocol, types) do
    if protocol?(protocol) do
      {:ok, compile(protocol, Enum.sort(types))}
    else
      {:error, :not_a_protocol}
    end
  end

  defp protocol?(module) do
    match?({:module, _}, Code.ensure_loaded(module)) and
      function_exported?(module, :__protocol__, 1)
  end

  defp compile(protocol, types) do
    facts = facts(protocol)
    functions = protocol.__protocol__(:functions)
    docs = docs(protocol)
    callbacks = if function_exported?(protocol, :behaviour_info, 1), do: infos(protocol), else: []

    body =
      quote do
        unquote(doc(:moduledoc, docs[:module]))
        Module.register_attribute(__MODULE__, :__protocol__, persist: true)
        Module.put_attribute(__MODULE__, :__protocol__, unquote(facts))
        unquote_splicing(for function <- functions, do: dispatch(function, docs[function]))
        unquote_splicing(callbacks)
        unquote(impl_for(protocol, types, facts[:fallback_to_any] and Any in types))
        unquote(impl_for!(facts[:undefined_impl_description] || ""))
        @doc false
        def __protocol__(:module), do: unquote(protocol)
        def __protocol__(:functions), do: unquote(functions)
        def __protocol__(:consolidated?), do: true
        def __protocol__(:impls), do: {:consolidated, unquote(types)}
      end

    conflicts = Code.get_compiler_option(:ignore_module_conflict)
    Code.put_compiler_option(:ignore_module_conflict, true)

    try do
      [{^protocol, binary}] =
        Code.compile_quoted(
          quote(do: defmodule(unquote(protocol), do: unquote(body))),
          file(protocol)
        )

      binary
    after
      Code.put_compiler_option(:ignore_module_conflict, conflicts)
    end
  end

  defp facts(protocol) do
    attributes = protocol.__info__(:attributes)
    Enum.find_value(attributes, [], fn {key, value} -> key == :__protocol__ && value end)
  end

  # Stack traces name the file where the protocol was written.
  defp file(protocol) do
    case protocol.__info__(:compile)[:source] do
      nil -> "nofile"
      source -> List.to_string(source)
    end
  end

  defp docs(protocol) do
    case Code.fetch_docs(protocol) do
      {:docs_v1, _, _, _, moduledoc, _, entries} ->
        own =
          for {{:function, name, arity}, _, _, text, _} <- entries,
              into: %{},
              do: {{name, arity}, text}

        Map.put(own, :module, moduledoc)

      _ ->
        %{}
    end
  end

  defp doc(attribute, %{"en" => text}), do: {:@, [], [{attribute, [], [text]}]}
  defp doc(attribute, :hidden), do: {:@, [], [{attribute, [], [false]}]}
  defp doc(_, _), do: nil

  defp dispatch({name, arity}, text) do
    [first | _] = args = Macro.generate_arguments(arity, __MODULE__)

    quote do
      unquote(doc(:doc, text))

      def unquote(name)(unquote_splicing(args)),
        do: impl_for!(unquote(first)).unquote(name)(unquote_splicing(args))
    end
  end

  defp infos(protocol) do
    [
      quote do
        @doc false
        def behaviour_info(:callbacks), do: unquote(protocol.behaviour_info(:callbacks))

        def behaviour_info(:optional_callbacks),
          do: unquote(protocol.behaviour_info(:optional_callbacks))
      end
    ]
  end

  # Structs by name, then the kinds of terms.
  defp impl_for(protocol, types, any?) do
    any = if any?, do: Module.concat(protocol, Any)

    kinds =
      for {guard, kind} <- Protocol.__builtin__(), kind in types do
        quote do
          def impl_for(data) when :erlang.unquote(guard)(data),
            do: unquote(Module.concat(protocol, kind))
        end
      end

    built_in = for {_, kind} <- Protocol.__builtin__(), do: kind

    structs =
      for type <- types, type != Any and type not in built_in do
        quote do
          defp struct_impl_for(unquote(type)), do: unquote(Module.concat(protocol, type))
        end
      end

    quote generated: true do
      @doc false
      def impl_for(%{__struct__: struct}) when :erlang.is_atom(struct),
        do: struct_impl_for(struct)

      unquote_splicing(kinds)
      def impl_for(_), do: unquote(any)
      unquote_splicing(structs)
      defp struct_impl_for(_), do: unquote(any)
    end
  end

  defp impl_for!(description) do
    quote generated: true do
      @doc false
      def impl_for!(data) do
        impl_for(data) ||
          raise(Protocol.UndefinedError,
            protocol: __MODULE__,
            value: data,
            description: unquote(description)
          )
      end
    end
  end

  @doc "See `Protocol.extract_protocols/1`."
  def protocols(paths), do: Enum.filter(modules(paths, "Elixir."), &protocol?/1)

  @doc "See `Protocol.extract_impls/2`."
  def implementations(protocol, paths) do
    for module <- modules(paths, Atom.to_string(protocol) <> "."),
        Code.ensure_loaded?(module),
        function_exported?(module, :__impl__, 1),
        module.__impl__(:protocol) == protocol,
        do: module.__impl__(:for)
  end

  defp modules(paths, prefix) do
    for path <- paths,
        {:ok, files} <- [File.ls(to_string(path))],
        file <- files,
        String.starts_with?(file, prefix) and Path.extname(file) == ".beam",
        do: file |> Path.rootname() |> String.to_atom()
  end
end
