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
    if Code.ensure_loaded?(module) and function_exported?(module, :__info__, 1) do
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
        not_loaded(module)

      {:error, _reason} ->
        none("#{inspect(module)} was not compiled with docs")
    end
  end

  def h({module, name}) when is_atom(module) and is_atom(name),
    do: h_functions(module, name, nil, "#{inspect(module)}.#{name}")

  def h({module, name, arity}) when is_atom(module) and is_atom(name) and is_integer(arity),
    do: h_functions(module, name, arity, "#{inspect(module)}.#{name}/#{arity}")

  def h(other) do
    none(
      "The \"h\" helper expects a Module, Module.fun or Module.fun/arity, got: #{inspect(other)}\n" <>
        "If instead of accessing documentation you would like more information about a value " <>
        "or about the result of an expression, use the \"i\" helper instead"
    )
  end

  defp h_functions(module, name, arity, label) do
    show_functions(module, name, arity, label)
    dont_display()
  end

  # Without an arity all functions of the name. The specs are those of the arity that was asked for.
  defp show_functions(module, name, asked, label) do
    case documentation(module) do
      {:docs_v1, _, _, format, _, _, docs} ->
        found =
          for {{kind, ^name, arity}, _, signature, doc, metadata} <- docs,
              kind in [:function, :macro],
              arities = (arity - Map.get(metadata, :defaults, 0))..arity//1,
              asked == nil or asked in arities,
              doc != :hidden,
              do: {arity, kind, signature, doc, metadata}

        if Enum.all?(found, fn {_, _, _, doc, _} -> doc == :none end) and found == [],
          do: h_callback(module, name, asked, docs, format, label),
          else: Enum.each(Enum.sort(found), &print_function(module, name, asked, &1, format))

      {:error, :module_not_found} ->
        not_loaded(module)

      {:error, _reason} ->
        none("#{inspect(module)} was not compiled with docs")
    end
  end

  # What has no documentation of its own may be a callback's implementation.
  defp h_callback(module, name, asked, docs, format, label) do
    found =
      for {{kind, ^name, arity}, _, signature, doc, metadata} <- docs,
          kind in [:callback, :macrocallback],
          asked in [nil, arity],
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

  defp print_function(module, name, asked, {arity, kind, signature, doc, metadata}, format) do
    word = if kind == :macro, do: "defmacro ", else: "def "
    signature = if signature == [], do: ["#{name}/#{arity}"], else: signature

    heading =
      signature |> Enum.join("\n") |> String.split("\n") |> Enum.map_join("\n", &(word <> &1))

    arity = asked || arity

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

  defp not_loaded(module), do: none("Could not load module #{inspect(module)}, got: nofile")

  defp none(text) do
    IO.puts(IEx.color(:eval_error, text))
    dont_display()
  end

  defp dont_display, do: IEx.dont_display_result()

  ## source and open

  @doc "Prints where a module or function is defined."
  def source(place) do
    case location(place) do
      {:ok, file, line} -> IO.puts(IEx.color(:eval_info, "#{file}:#{line}"))
      {:error, reason} -> none("Could not show source for #{place_text(place)}, #{reason}")
    end

    dont_display()
  end

  @doc "Opens the file of a module or function, or a `{file, line}`, in the editor that `ELIXIR_EDITOR` or `EDITOR` names."
  def open({file, line}) when is_binary(file) do
    case System.get_env("ELIXIR_EDITOR") || System.get_env("EDITOR") do
      nil ->
        none(
          "Could not open: #{inspect(file)}. Please set the ELIXIR_EDITOR or EDITOR environment variables with the " <>
            "command line invocation of your favorite EDITOR."
        )

      editor ->
        command =
          if editor =~ "__FILE__" or editor =~ "__LINE__",
            do:
              editor
              |> String.replace("__FILE__", inspect(file))
              |> String.replace("__LINE__", "#{line}"),
            else: "#{editor} #{inspect(file)}:#{line}"

        IO.write(IEx.color(:eval_info, :os.cmd(String.to_charlist(command))))
        dont_display()
    end
  end

  def open(place) do
    case location(place) do
      {:ok, file, line} -> open({file, line})
      {:error, reason} -> none("Could not open #{place_text(place)}, #{reason}")
    end
  end

  defp place_text(module) when is_atom(module), do: inspect(module)
  defp place_text({module, name}), do: "#{inspect(module)}.#{name}"
  defp place_text({module, name, arity}), do: "#{inspect(module)}.#{name}/#{arity}"
  defp place_text(other), do: inspect(other)

  defp location(module) when is_atom(module), do: location(module, &line_of_module/1)
  defp location({module, name}), do: location(module, &line(&1, name, nil))
  defp location({module, name, arity}), do: location(module, &line(&1, name, arity))
  defp location(_other), do: {:error, "it is neither a module nor a function"}

  defp location(module, line) do
    cond do
      not Code.ensure_loaded?(module) ->
        {:error, "module is not available"}

      source = module.module_info(:compile)[:source] ->
        {:ok, List.to_string(source), line.(module) || line_of_module(module)}

      true ->
        {:error, "source code is not available"}
    end
  end

  defp line_of_module(module) do
    case Code.fetch_docs(module) do
      {:docs_v1, annotation, _, _, _, _, _} -> annotation_line(annotation)
      _none -> 1
    end
  end

  defp line(module, name, arity) do
    with {:docs_v1, _, _, _, _, _, docs} <- Code.fetch_docs(module) do
      Enum.find_value(docs, fn {{_kind, other, count}, annotation, _, _, _} ->
        if other == name and arity in [nil, count], do: annotation_line(annotation)
      end)
    else
      _none -> nil
    end
  end

  defp annotation_line(line) when is_integer(line), do: line
  defp annotation_line({line, _column}), do: line
  defp annotation_line(annotation), do: annotation_line(Keyword.fetch!(annotation, :location))

  ## Specs

  defp specs(module, name, arity) do
    case Code.Typespec.fetch_specs(module) do
      {:ok, specs} ->
        for {{^name, ^arity}, forms} <- specs,
            form <- forms,
            do: spec_text(:spec, name, form, module)

      :error ->
        []
    end
  end

  defp callback_specs(module, name, arity) do
    case Code.Typespec.fetch_callbacks(module) do
      {:ok, callbacks} ->
        for {{^name, ^arity}, forms} <- callbacks,
            form <- forms,
            do: spec_text(:callback, name, form, module)

      :error ->
        []
    end
  end

  defp spec_text(kind, name, form, module),
    do: name |> Code.Typespec.spec_to_quoted(form) |> attribute_text(kind, module)

  # As it would be written in a module, with the module's own name in it.
  defp attribute_text(quoted, kind, module) do
    quoted =
      Macro.prewalk(quoted, fn
        {:__MODULE__, _, context} when is_atom(context) -> module
        node -> node
      end)

    {:@, [], [{kind, [], [quoted]}]}
    |> Code.quoted_to_algebra()
    |> Inspect.Algebra.format(IEx.width())
    |> IO.iodata_to_binary()
  end

  ## t

  def t(module) when is_atom(module) do
    case Code.ensure_loaded?(module) && types(module) do
      false -> not_loaded(module)
      [] -> none("No type information for #{inspect(module)} was found")
      types -> print_blocks(for {_name, _arity, text, _doc} <- types, do: text)
    end
  end

  def t({module, name}),
    do: t_named(module, name, fn _arity -> true end, "#{inspect(module)}.#{name}")

  def t({module, name, arity}),
    do: t_named(module, name, &(&1 == arity), "#{inspect(module)}.#{name}")

  def t(other), do: none("Invalid arguments for t helper: #{inspect(other)}")

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
          {name, arity, attribute_text(quoted, kind, module), docs[{:type, name, arity}]}
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
        if Code.ensure_loaded?(module),
          do: none("No callbacks for #{inspect(module)} were found"),
          else: not_loaded(module)
    end
  end

  def b({module, name}),
    do: b_named(module, name, fn _arity -> true end, "#{inspect(module)}.#{name}")

  def b({module, name, arity}),
    do: b_named(module, name, &(&1 == arity), "#{inspect(module)}.#{name}/#{arity}")

  def b(other), do: none("Invalid arguments for b helper: #{inspect(other)}")

  defp b_named(module, name, wanted, label) do
    found =
      case callbacks(module) do
        {:ok, callbacks} ->
          for {^name, arity, text, doc} <- callbacks, wanted.(arity), do: {text, doc}

        :error ->
          []
      end

    case found do
      [] ->
        if Code.ensure_loaded?(module),
          do: none("No documentation for #{label} was found"),
          else: not_loaded(module)

      found ->
        Enum.each(found, &print_with_doc/1)
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
         text = spec_text(kind, shown, form, module)
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

        [attribute_text(names, :optional_callbacks, module)]

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
