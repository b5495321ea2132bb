# Behind the helpers: where modules, functions, types and their documentation are, and how they are shown.

defmodule IEx.Introspection do
  @moduledoc false

  ## What an argument of `h`, `b`, `t` or `open` means

  @doc """
  Turns the argument of a helper's macro into an expression of `{module, name, arity}`, `{module, name}` or a module.
  """
  def decompose({:/, _, [call, arity]} = term, context) when is_integer(arity) do
    case Macro.decompose_call(call) do
      {_module, _name, []} = decomposed -> decompose_call(decomposed, arity, term, context)
      {_name, []} = decomposed -> decompose_call(decomposed, arity, term, context)
      _ -> term
    end
  end

  def decompose({name, _, context_or_args} = term, context)
      when is_atom(name) and is_atom(context_or_args),
      do: local(name, nil, context) || term

  def decompose({:__aliases__, _, _} = term, _context), do: term

  def decompose(call, context) do
    case Macro.decompose_call(call) do
      {_module, name, []} when name == :{} ->
        call

      {module, name, args} when is_atom(name) ->
        decompose_call(
          {module, name, []},
          if(args == [], do: nil, else: length(args)),
          call,
          context
        )

      {name, args} when is_atom(name) ->
        local(name, if(args == [], do: nil, else: length(args)), context) || call

      _ ->
        call
    end
  end

  defp decompose_call({module, name, []}, nil, _term, _context), do: {module, name}

  defp decompose_call({module, name, []}, arity, _term, _context),
    do: {:{}, [], [module, name, arity]}

  defp decompose_call({name, []}, arity, term, context), do: local(name, arity, context) || term

  # A name without a module is that of an import, or of a special form.
  defp local(name, arity, env) do
    found =
      Enum.find_value(env.functions ++ env.macros, fn {module, functions} ->
        if Enum.any?(functions, fn {other, count} -> other == name and arity in [nil, count] end),
          do: module
      end)

    special? = Enum.any?(List.wrap(arity || Enum.to_list(0..4)), &Macro.special_form?(name, &1))

    case {special?, found} do
      {true, _} -> with_arity(Kernel.SpecialForms, name, arity)
      {false, nil} -> with_arity(Kernel, name, arity)
      {false, module} -> with_arity(module, name, arity)
    end
  end

  defp with_arity(module, name, nil), do: {module, name}
  defp with_arity(module, name, arity), do: {:{}, [], [module, name, arity]}

  @doc "The functions and macros of a module, those that are not for others left out."
  def exports(module) do
    if function_exported?(module, :__info__, 1) do
      Enum.sort(module.__info__(:macros)) ++ Enum.sort(module.__info__(:functions))
    else
      Enum.sort(module.module_info(:exports)) -- [module_info: 0, module_info: 1]
    end
  end

  ## h

  def h(module) when is_atom(module) do
    case documentation(module) do
      {:docs_v1, _, _, format, %{} = docs, metadata, _} ->
        print(inspect(module), [], metadata, format, text(docs))

      {:docs_v1, _, _, _, :hidden, _, _} ->
        none("No documentation for #{inspect(module)} was found: its author has hidden it")

      {:docs_v1, _, _, format, _none, metadata, _} ->
        print(inspect(module), [], metadata, format, "")

      {:error, :module_not_found} ->
        none("Could not load module #{inspect(module)}, got: nofile")

      {:error, _reason} ->
        none("#{inspect(module)} was compiled without docs")
    end
  end

  def h({module, name}) when is_atom(module) and is_atom(name),
    do: h_functions(module, name, fn _arity -> true end, "#{inspect(module)}.#{name}")

  def h({module, name, arity}) when is_atom(module) and is_atom(name) and is_integer(arity),
    do: h_functions(module, name, &(&1 == arity), "#{inspect(module)}.#{name}/#{arity}")

  def h(other) do
    none(
      "The \"h\" helper expects a Module, Module.fun or Module.fun/arity, got: #{inspect(other)}"
    )
  end

  defp h_functions(module, name, wanted, label) do
    show_functions(module, name, wanted, label)
    dont_display()
  end

  defp show_functions(module, name, wanted, label) do
    case documentation(module) do
      {:docs_v1, _, _, format, _, _, docs} ->
        found =
          for {{kind, ^name, arity}, _, signature, doc, metadata} <- docs,
              kind in [:function, :macro],
              arities = (arity - Map.get(metadata, :defaults, 0))..arity//1,
              Enum.any?(arities, wanted),
              doc != :hidden,
              do: {arity, kind, signature, doc, metadata}

        if Enum.all?(found, fn {_, _, _, doc, _} -> doc == :none end) and found == [],
          do: h_callback(module, name, wanted, docs, format, label),
          else: Enum.each(Enum.sort(found), &print_function(module, name, &1, format))

      {:error, :module_not_found} ->
        none("Could not load module #{inspect(module)}, got: nofile")

      {:error, _reason} ->
        none("#{inspect(module)} was compiled without docs")
    end
  end

  # What has no documentation of its own may be a callback's implementation.
  defp h_callback(module, name, wanted, docs, format, label) do
    found =
      for {{kind, ^name, arity}, _, signature, doc, metadata} <- docs,
          kind in [:callback, :macrocallback],
          wanted.(arity),
          doc != :hidden,
          do: {arity, signature, doc, metadata}

    case found do
      [] ->
        none("No documentation for #{label} was found")

      found ->
        for {arity, _signature, doc, metadata} <- found,
            do:
              print(
                "#{inspect(module)}.#{name}/#{arity}",
                callback_specs(module, name, arity),
                metadata,
                format,
                text(doc)
              )
    end

    dont_display()
  end

  defp print_function(module, name, {arity, kind, signature, doc, metadata}, format) do
    word = if kind == :macro, do: "defmacro ", else: "def "
    signature = if signature == [], do: ["#{name}/#{arity}"], else: signature

    heading =
      signature |> Enum.join("\n") |> String.split("\n") |> Enum.map_join("\n", &(word <> &1))

    specs =
      if kind == :macro,
        do: specs(module, :"MACRO-#{name}", arity + 1),
        else: specs(module, name, arity)

    print(heading, specs, metadata, format, text(doc))
  end

  defp print(heading, specs, metadata, format, text) do
    options = IEx.Config.ansi_docs()
    IO.ANSI.Docs.print_headings([heading], options)
    if specs != [], do: IO.puts([Enum.map_join(specs, "\n", &indented/1), "\n"])
    IO.ANSI.Docs.print_metadata(metadata, options)
    if text != "", do: IO.ANSI.Docs.print(text, format, options)
    dont_display()
  end

  defp indented(text), do: text |> String.split("\n") |> Enum.map_join("\n", &("  " <> &1))

  defp text(%{} = docs), do: docs |> Map.values() |> List.first() || ""
  defp text(_none), do: ""

  defp documentation(module) do
    if Code.ensure_loaded?(module), do: Code.fetch_docs(module), else: {:error, :module_not_found}
  end

  defp none(text) do
    IO.puts(IEx.color(:eval_error, text))
    dont_display()
  end

  defp dont_display, do: IEx.dont_display_result()

  ## source

  @doc "Prints where a module or function is defined."
  def source(module) when is_atom(module), do: print_source(module, nil)
  def source({module, name}), do: print_source(module, line(module, name, nil))
  def source({module, name, arity}), do: print_source(module, line(module, name, arity))

  defp print_source(module, line) do
    with true <- Code.ensure_loaded?(module),
         source when source != nil <- module.module_info(:compile)[:source] do
      IO.puts(IEx.color(:eval_info, "#{source}:#{line || line_of_module(module)}"))
    else
      _ -> IO.puts(IEx.color(:eval_error, "Could not find source for #{inspect(module)}"))
    end

    dont_display()
  end

  defp line_of_module(module) do
    case Code.fetch_docs(module) do
      {:docs_v1, _, _, _, _, %{source_annos: [annotation | _]}, _} -> :erl_anno.line(annotation)
      _none -> 1
    end
  end

  defp line(module, name, arity) do
    with {:docs_v1, _, _, _, _, _, docs} <- Code.fetch_docs(module) do
      Enum.find_value(docs, fn {{_kind, other, count}, _, _, _, meta} ->
        if other == name and arity in [nil, count],
          do: :erl_anno.line(hd(meta.source_annos))
      end)
    else
      _none -> nil
    end
  end

  ## Specs

  defp specs(module, name, arity) do
    case Code.Typespec.fetch_specs(module) do
      {:ok, specs} ->
        for {{^name, ^arity}, forms} <- specs,
            form <- forms,
            do: "@spec " <> spec_text(name, form)

      :error ->
        []
    end
  end

  defp callback_specs(module, name, arity) do
    case Code.Typespec.fetch_callbacks(module) do
      {:ok, callbacks} ->
        for {{^name, ^arity}, forms} <- callbacks,
            form <- forms,
            do: "@callback " <> spec_text(name, form)

      :error ->
        []
    end
  end

  defp spec_text(name, form), do: name |> Code.Typespec.spec_to_quoted(form) |> quoted_text()

  defp quoted_text(quoted), do: quoted |> Macro.to_string()

  ## t

  def t(module) when is_atom(module) do
    case types(module) do
      [] -> none("No type information for #{inspect(module)} was found")
      types -> print_blocks(for {_name, _arity, text, _doc} <- types, do: text)
    end
  end

  def t({module, name}),
    do: t_named(module, name, fn _arity -> true end, "#{inspect(module)}.#{name}")

  def t({module, name, arity}),
    do: t_named(module, name, &(&1 == arity), "#{inspect(module)}.#{name}/#{arity}")

  defp t_named(module, name, wanted, label) do
    case for {^name, arity, text, doc} <- types(module), wanted.(arity), do: {text, doc} do
      [] -> none("No type information for #{label} was found or #{label} is private")
      found -> Enum.each(found, &print_with_doc/1)
    end

    dont_display()
  end

  defp types(module) do
    docs = docs(module, [:type])

    case Code.Typespec.fetch_types(module) do
      {:ok, types} ->
        for {kind, {name, _, parameters} = type} <-
              Enum.sort_by(types, fn {_, {name, _, parameters}} -> {name, length(parameters)} end),
            kind in [:type, :opaque, :nominal] do
          arity = length(parameters)
          quoted = Code.Typespec.type_to_quoted(type)
          quoted = if kind == :opaque, do: opaque_head(quoted), else: quoted
          {name, arity, "@#{kind} " <> quoted_text(quoted), docs[{:type, name, arity}]}
        end

      :error ->
        []
    end
  end

  # The inside of an opaque type is not shown.
  defp opaque_head({:"::", _, [head, _]}), do: head
  defp opaque_head(quoted), do: quoted

  ## b

  def b(module) when is_atom(module) do
    case callbacks(module) do
      {:ok, []} ->
        none("No callbacks for #{inspect(module)} were found")

      {:ok, callbacks} ->
        print_blocks(for({_, _, text, _} <- callbacks, do: text) ++ optional(module))

      :error ->
        none("No callbacks for #{inspect(module)} were found")
    end
  end

  def b({module, name}),
    do: b_named(module, name, fn _arity -> true end, "#{inspect(module)}.#{name}")

  def b({module, name, arity}),
    do: b_named(module, name, &(&1 == arity), "#{inspect(module)}.#{name}/#{arity}")

  defp b_named(module, name, wanted, label) do
    found =
      case callbacks(module) do
        {:ok, callbacks} ->
          for {^name, arity, text, doc} <- callbacks, wanted.(arity), do: {text, doc}

        :error ->
          []
      end

    case found do
      [] -> none("No documentation for #{label} was found")
      found -> Enum.each(found, &print_with_doc/1)
    end

    dont_display()
  end

  defp callbacks(module) do
    docs = docs(module, [:callback, :macrocallback])

    with true <- Code.ensure_loaded?(module),
         {:ok, callbacks} <- Code.Typespec.fetch_callbacks(module) do
      {:ok,
       for {{name, arity}, forms} <- Enum.sort(callbacks), form <- forms do
         {kind, shown, shown_arity, form} = callback_kind(name, arity, form)
         text = "@#{kind} " <> (shown |> Code.Typespec.spec_to_quoted(form) |> quoted_text())
         {shown, shown_arity, text, docs[{kind, shown, shown_arity}]}
       end}
    else
      _ -> :error
    end
  end

  # A macro's callback takes the caller's environment first, which is not shown.
  defp callback_kind(name, arity, form) do
    case Atom.to_string(name) do
      "MACRO-" <> shown ->
        {:macrocallback, String.to_atom(shown), arity - 1, Code.Typespec.drop_caller(form)}

      _function ->
        {:callback, name, arity, form}
    end
  end

  defp optional(module) do
    case function_exported?(module, :behaviour_info, 1) and
           module.behaviour_info(:optional_callbacks) do
      optional when is_list(optional) and optional != [] ->
        names =
          for {name, arity} <- Enum.sort(optional),
              do:
                {name
                 |> Atom.to_string()
                 |> String.replace_prefix("MACRO-", "")
                 |> String.to_atom(), arity}

        [
          ("@optional_callbacks " <> inspect(names, limit: :infinity, width: 60))
          |> String.replace(~r/\[(.*)\]/s, "\\1")
        ]

      _none ->
        []
    end
  end

  defp docs(module, kinds) do
    case Code.fetch_docs(module) do
      {:docs_v1, _, _, format, _, _, docs} ->
        for {{kind, name, arity}, _, _, doc, _} <- docs,
            kind in kinds,
            is_map(doc),
            into: %{},
            do: {{kind, name, arity}, {format, text(doc)}}

      _none ->
        %{}
    end
  end

  defp print_blocks(texts) do
    for text <- texts, do: IO.puts([text, "\n"])
    dont_display()
  end

  defp print_with_doc({text, doc}) do
    IO.puts([text, "\n"])
    with {format, doc} <- doc, do: IO.ANSI.Docs.print(doc, format, IEx.Config.ansi_docs())
  end
end
