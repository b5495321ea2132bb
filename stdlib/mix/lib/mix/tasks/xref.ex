# `mix xref`: what refers to what in a project, as the manifest of the compiler has it.

defmodule Mix.Tasks.Xref do
  @shortdoc "Prints cross reference information"

  @moduledoc """
  Prints which modules and files of a project refer to which.

      $ mix xref callers Shop.Order
      $ mix xref trace lib/shop/order.ex
      $ mix xref graph --format stats

  A reference has a label that says what happens when its target changes:

    * `compile` - code of the target runs while the file is compiled (a macro, a call in the body of a module), so the file must be
      compiled again whenever the target changes, or something that this refers to
    * `export` - the file needs to know which functions, macros and fields the target has (an import, a struct), so it must be
      compiled again when those change
    * `runtime` - all others: the file is never compiled again because of the target

  ## mix xref callers MODULE

  Prints the files that refer to a module. `--fail-above N` fails if there are more than so many.

  ## mix xref trace FILE

  Compiles a file and prints each of its references to modules of the project with its line; `--label LABEL` those of one label.

  ## mix xref graph

  Prints the files and below each those that it refers to.

    * `--label LABEL` - `compile`, `export`, `runtime`, or `compile-connected`: those at compile time to files that refer to others,
      which are the ones that make much to be compiled again
    * `--source FILE`, `--sink FILE` - only what a file leads to; only what leads to a file. Both may be given more than once
    * `--only-direct` - with a label and sinks: only where all references on the way have this label
    * `--exclude FILE` - leaves a file out; may be given more than once
    * `--group FILE,FILE` - takes files for one; may be given more than once
    * `--only-nodes` - prints the files alone
    * `--format pretty|plain|stats|cycles|dot|json` - draws with characters of Unicode or of ASCII; counts; lists files that refer to
      each other in a circle; writes a file for Graphviz, or JSON
    * `--output FILE` - that file, `xref_graph.dot` or `xref_graph.json` by default; `-` is standard output
    * `--min-cycle-size N`, `--min-cycle-label N` - only cycles of so many files, or with so many of the label
    * `--fail-above N` - fails if there are more references than that, or cycles
    * `--include-siblings` - in an umbrella, the files of the other applications that this one depends on as well

  All take `--no-compile`, `--no-deps-check`, `--no-archives-check` and `--no-elixir-version-check`.
  """

  use Mix.Task

  alias Mix.Compilers.Elixir.Manifest
  alias Mix.Tasks.Deps.Tree
  alias Mix.Xref.Graph
  alias Mix.Xref.Named

  @switches [
    archives_check: :boolean,
    compile: :boolean,
    deps_check: :boolean,
    elixir_version_check: :boolean,
    exclude: :keep,
    fail_above: :integer,
    format: :string,
    group: :keep,
    include_siblings: :boolean,
    label: :string,
    min_cycle_label: :integer,
    min_cycle_size: :integer,
    only_direct: :boolean,
    only_nodes: :boolean,
    output: :string,
    sink: :keep,
    source: :keep
  ]

  @labels %{"compile" => :compile, "export" => :export, "runtime" => :runtime}

  @impl true
  def run(args) do
    Mix.Task.run("compile", args)
    Mix.Task.reenable("xref")
    {opts, words} = OptionParser.parse!(args, strict: @switches)

    case words do
      [command, _] when command in ["callers", "trace"] ->
        if Mix.Project.umbrella?() do
          Mix.raise(
            "mix xref #{command} is not supported in the umbrella root. Please run it inside the umbrella applications instead"
          )
        end

        one(words, opts)

      ["graph"] ->
        graph(opts)

      [old] when old in ["deprecated", "unreachable"] ->
        Mix.shell().error("The #{old} check has been moved to the compiler and has no effect now")

      _ ->
        Mix.raise(
          "No argument was given to xref command. Run \"mix help xref\" for more information"
        )
    end
  end

  @doc """
  Returns all calls that the project's files make of functions of other modules, as maps with `:callee`, `:caller_module`, `:file` and
  `:line`.
  """
  @doc deprecated: "Use compilation tracers instead"
  def calls(_opts \\ []) do
    for {file, source, _} <- sources([]),
        %{target: target, position: position} <- source.calls do
      line = if is_tuple(position), do: elem(position, 0), else: position
      %{callee: target, caller_module: List.first(source.modules), file: file, line: line}
    end
  end

  # The sources of the manifest, each with where its modules lie; those of the applications beside this one, or of all of an umbrella.
  defp sources(opts) do
    builds =
      cond do
        Mix.Project.umbrella?() ->
          for {app, _} <- Mix.Project.apps_paths(),
              do: Path.join([Mix.Project.build_path(), "lib", Atom.to_string(app)])

        opts[:include_siblings] ->
          siblings = for dep <- Mix.Dep.cached(), dep.opts[:in_umbrella], do: dep.opts[:build]
          [Mix.Project.app_path() | siblings]

        true ->
          [Mix.Project.app_path()]
      end

    Enum.sort(
      for build <- builds,
          {file, source} <- Manifest.read(Path.join([build, ".mix", "compile.elixir"])).sources,
          do: {file, source, Path.join(build, "ebin")}
    )
  end

  # All that a source refers to outside of itself, in the strongest way; by name alone, those of the modules asked for.
  defp references(source, folder, index) do
    named =
      for module <- source.modules,
          {:ok, binary} <- [File.read(Path.join(folder, "#{module}.beam"))],
          named <- Named.in_code(binary, index),
          implements(named) not in source.modules,
          do: named

    behaviours = for module <- source.modules, behaviour <- behaviours(module), do: behaviour
    protocols = for module <- source.modules, protocol = implements(module), do: protocol

    Graph.strongest(
      for {label, modules} <- [
            compile: source.compile ++ source.outside.compile,
            export: protocols ++ source.exports ++ source.outside.exports,
            runtime: behaviours ++ named ++ source.runtime ++ source.outside.runtime
          ],
          module <- modules,
          module not in source.modules,
          do: {module, label}
    )
  end

  # What a module has besides the calls in its code: behaviours, and the protocol that it implements.
  defp behaviours(module) do
    if Code.ensure_loaded?(module) and function_exported?(module, :__info__, 1),
      do: module.__info__(:attributes) |> Keyword.get_values(:behaviour) |> Enum.concat(),
      else: []
  end

  defp implements(module) do
    if Code.ensure_loaded?(module) and function_exported?(module, :__impl__, 1),
      do: module.__impl__(:protocol)
  end

  defp fail_above(what, count, opts) do
    if opts[:fail_above] && count > opts[:fail_above] do
      Mix.raise("Too many #{what} (found: #{count}, permitted: #{opts[:fail_above]})")
    end

    :ok
  end

  defp text(:runtime), do: ""
  defp text(label), do: " (#{label})"

  defp one(["callers", module], opts), do: callers(module(module), opts)
  defp one(["trace", file], opts), do: trace_file(file, opts)

  ## Callers

  defp module(text) do
    case Code.string_to_quoted(text, existing_atoms_only: false) do
      {:ok, {:__aliases__, _, parts}} -> Module.concat(parts)
      {:ok, atom} when is_atom(atom) -> atom
      _ -> Mix.raise("xref callers MODULE expects a MODULE, got: #{text}")
    end
  end

  defp callers(module, opts) do
    index = Named.index([module] -- [:erlang])

    found =
      for {file, source, folder} <- sources(opts),
          label = references(source, folder, index)[module],
          do: "#{file} (#{label})"

    Enum.each(found, &Mix.shell().info/1)
    fail_above("references", length(found), opts)
  end

  ## Traces

  @table __MODULE__

  defp trace_file(file, opts) do
    label = opts[:label] && label(opts[:label], @labels, "trace")
    modules = for {_, source, _} <- sources(opts), module <- source.modules, do: module
    :ets.new(@table, [:named_table, :public, :ordered_set])

    previous =
      for {key, value} <- [tracers: [__MODULE__], ignore_module_conflict: true] do
        old = Code.get_compiler_option(key)
        Code.put_compiler_option(key, value)
        {key, old}
      end

    try do
      for {module, _} <- Code.compile_file(file), do: note_behaviours(module)
    after
      Enum.each(previous, fn {key, value} -> Code.put_compiler_option(key, value) end)
    end

    events =
      for {_, line, target, what, found} <- :ets.tab2list(@table),
          module = if(is_tuple(target), do: elem(target, 0), else: target),
          module in modules,
          do: {line, target, module, what, found}

    called = for {_, {_, _, _}, module, _, found} <- events, do: {module, found}
    required = for {line, _, module, "require " <> _, _} <- events, do: {line, module}

    found =
      for {line, _, module, what, found} <- Enum.sort_by(events, &order/1),
          label in [nil, found],
          not (what =~ "alias " and ({module, found} in called or {line, module} in required)),
          do: "#{Path.relative_to_cwd(file)}:#{line}: #{what} (#{found})"

    :ets.delete(@table)
    Enum.each(found, &Mix.shell().info/1)
    fail_above("traces", length(found), opts)
  end

  @order %{export: 0, runtime: 1, compile: 2}

  # Modules, then calls.
  defp order({line, target, _, _, label}), do: {line, target, @order[label]}

  # What the expander tells. Names in patterns and guards do not count, nor do those of directives, specifications and the module
  # itself: what a name in the body of a module is for is told by the event that follows.
  @doc false
  def trace(event, %{module: module} = env) do
    # The line of a module is that of the call that defines it, which has its name before it; else that of the first event within.
    case {event, Process.get(@table)} do
      {{:alias_reference, meta, Kernel.ModuleDefinition}, {_, name, _}} ->
        Process.put({@table, Module.split(name)}, meta[:line])

      _ ->
        if module && Process.get({@table, module}) == nil,
          do: Process.put({@table, module}, env.line)
    end

    heard(event, env)
  end

  defp heard({:alias_reference, _, _}, %{context: context}) when context != nil, do: :ok

  defp heard({:alias_reference, meta, module}, %{function: nil} = env) do
    if internal?(module),
      do: Process.delete(@table),
      else: settle(if module == Module, do: :runtime, else: :compile)

    Process.put(@table, {meta, module, env})
    :ok
  end

  defp heard({:alias_reference, meta, module}, env),
    do: note(meta, module, "alias #{inspect(module)}", :runtime, env)

  defp heard({event, meta, module, _}, env) when event in [:require, :import] do
    Process.delete(@table)
    note(meta, module, "require #{inspect(module)}", :export, env)
  end

  defp heard({:struct_expansion, meta, module, _}, env) do
    settle(:compile)
    note(meta, module, "struct #{inspect(module)}", :export, env)
  end

  defp heard({event, meta, module, name, arity}, env)
       when event in [:remote_function, :imported_function] do
    case module do
      Module -> settle(:runtime)
      _ -> if internal?(module), do: Process.delete(@table), else: settle(:compile)
    end

    label = if env.function, do: :runtime, else: :compile
    note(meta, {module, name, arity}, call(event, module, name, arity), label, env)
  end

  defp heard({event, meta, module, name, arity}, env)
       when event in [:remote_macro, :imported_macro],
       do: note(meta, {module, name, arity}, call(event, module, name, arity), :compile, env)

  defp heard({:alias, _, _, _, _}, _) do
    Process.delete(@table)
    :ok
  end

  defp heard(_, _), do: :ok

  # A module within another one is named without that.
  defp named_line([]), do: nil
  defp named_line(parts), do: Process.get({@table, parts}) || named_line(tl(parts))

  # Behaviours are asked for their callbacks when a module ends; an implementation requires its protocol.
  defp note_behaviours(module) do
    own = Process.delete({@table, module})
    named = if !implements(module), do: named_line(Module.split(module))
    env = %{line: named || own || 1, module: module}

    if protocol = implements(module) do
      note([], protocol, "require #{inspect(protocol)}", :export, env)
    end

    for behaviour <- behaviours(module) do
      target = {behaviour, :behaviour_info, 1}

      note(
        [],
        target,
        "call " <> Exception.format_mfa(behaviour, :behaviour_info, 1),
        :runtime,
        env
      )
    end
  end

  defp internal?(module), do: match?("Elixir.Kernel." <> _, Atom.to_string(module))

  # A name in the body of a module, which is a value there.
  defp settle(label) do
    with {meta, module, env} <- Process.delete(@table) do
      note(meta, module, "alias #{inspect(module)}", label, env)
    end
  end

  defp call(event, module, name, arity) do
    prefix = if event in [:imported_function, :imported_macro], do: "import call ", else: "call "
    prefix <> Exception.format_mfa(module, name, arity)
  end

  defp note(_, module, _, _, %{module: module}), do: :ok
  defp note(_, {module, _, _}, _, _, %{module: module}), do: :ok

  defp note(meta, target, what, label, env) do
    number = :erlang.unique_integer([:monotonic])
    :ets.insert(@table, {number, meta[:line] || env.line, target, what, label})
    :ok
  end

  ## Graphs

  defp graph(opts) do
    label =
      opts[:label] &&
        label(
          opts[:label],
          Map.put(@labels, "compile-connected", :"compile-connected"),
          "graph"
        )

    if label == :"compile-connected" && opts[:only_direct] do
      Mix.raise("Cannot use --only-direct with --label=compile-connected")
    end

    if opts[:min_cycle_label] && !label do
      Mix.raise("--min-cycle-label requires the --label option to be given")
    end

    sources = sources(opts)
    index = Named.index(for {_, source, _} <- sources, module <- source.modules, do: module)

    graph =
      Graph.new(
        for {file, source, folder} <- sources,
            do: {file, source.modules, references(source, folder, index)}
      )

    excluded = known(graph, Keyword.get_values(opts, :exclude), "Excluded files")
    graph = Graph.exclude(graph, excluded)
    {graph, names} = grouped(graph, Keyword.get_values(opts, :group))
    renamed = fn file -> Map.get(names, file, file) end
    sources = chosen(graph, opts, :source, "Sources", renamed)
    sinks = chosen(graph, opts, :sink, "Sinks", renamed)
    graph = if opts[:only_direct], do: Graph.labelled(graph, label), else: graph
    graph = if sinks == [], do: graph, else: Graph.leading_to(graph, sinks)
    graph = if sources == [], do: graph, else: Graph.reachable(graph, sources)
    shown = Graph.labelled(graph, label)

    roots =
      cond do
        sources != [] -> sources |> Enum.sort() |> Enum.uniq()
        sinks != [] or label != nil -> Graph.referring(shown) -- sinks
        true -> Enum.sort(Map.keys(graph))
      end

    drawn =
      if opts[:only_nodes], do: Map.new(roots, &{&1, %{}}), else: shown

    case opts[:format] do
      format when format in [nil, "pretty", "plain"] ->
        print(roots, drawn, format)
        warn_of_cycles(sources, graph)
        fail_above("references", Graph.size(shown), opts)

      "dot" ->
        draw(roots, drawn, opts[:output] || "xref_graph.dot")
        fail_above("references", Graph.size(shown), opts)

      "json" ->
        write_json(roots, drawn, opts[:output] || "xref_graph.json")
        fail_above("references", Graph.size(shown), opts)

      "stats" ->
        statistics(graph, shown, label, sinks, opts)

      "cycles" ->
        cycles = cycles(graph, label, opts)
        list_cycles(cycles)
        fail_above("cycles", length(cycles), opts)

      other ->
        Mix.raise("Unknown --format #{other} in mix xref graph")
    end
  end

  defp label(text, labels, command) do
    labels[text] || Mix.raise("Unknown --label #{text} in mix xref #{command}")
  end

  defp known(graph, files, what) do
    case Enum.reject(files, &is_map_key(graph, &1)) do
      [] -> files
      missing -> Mix.raise("#{what} could not be found: #{Enum.join(missing, ", ")}")
    end
  end

  defp chosen(graph, opts, key, what, renamed) do
    known(graph, opts |> Keyword.get_values(key) |> Enum.map(renamed), what)
  end

  # A group has the name of its first file. A file is in one group.
  defp grouped(graph, groups) do
    Enum.reduce(groups, {graph, %{}}, fn group, {graph, names} ->
      [first | _] = files = known(graph, String.split(group, ","), "Group files")
      own = Map.new(files, &{&1, first <> "+"})
      {Graph.group(graph, own), Map.merge(names, own)}
    end)
  end

  # Each file once with what it refers to: where it is met first, but those beside each other before what is below them.
  defp print(roots, graph, format) do
    signs = Tree.signs(format)

    Enum.reduce(roots, MapSet.new(roots), fn root, seen ->
      Mix.shell().info(root)
      print_below(children(graph, root), graph, "", signs, seen)
    end)
  end

  defp print_below(children, graph, indentation, {middle, last, line} = signs, seen) do
    count = length(children)
    first = for {file, _} <- children, file not in seen, do: file

    children
    |> Enum.with_index(1)
    |> Enum.reduce(MapSet.union(seen, MapSet.new(first)), fn {{file, label}, at}, seen ->
      sign = if at == count, do: last, else: middle
      Mix.shell().info([indentation, sign, file, text(label)])

      if file in first do
        below = indentation <> if(at == count, do: "    ", else: line)
        print_below(children(graph, file), graph, below, signs, seen)
      else
        seen
      end
    end)
  end

  defp children(graph, file), do: graph |> Map.get(file, %{}) |> Enum.sort()

  defp warn_of_cycles([], _), do: :ok

  defp warn_of_cycles(sources, graph) do
    for cycle <- Graph.cycles(graph),
        Enum.any?(cycle, &match?({_, :compile}, &1)),
        source = Enum.find(sources, &List.keymember?(cycle, &1, 0)) do
      Mix.shell().info(
        "\nWARNING: Source #{source} is part of a cycle of #{length(cycle)} nodes and this cycle has a compile dependency. " <>
          "Therefore source and the whole cycle will recompile whenever any of the files they depend on change. " <>
          "Run \"mix xref graph --format stats --label compile-connected\" to print compilation cycles and " <>
          "\"mix help xref\" for information on removing them"
      )
    end
  end

  # The drawing is told of each file once, too, but of the roots only that they are there once others have led to them.
  defp draw(roots, graph, file) do
    {lines, _} =
      Enum.map_reduce(roots, MapSet.new(), fn root, seen ->
        {edges, seen} = edges(root, graph, seen)
        {["  ", inspect(root), "\n", edges], seen}
      end)

    text = ["digraph \"xref graph\" {\n", lines, "}\n"]

    Tree.write(text, file, "   ")
  end

  defp edges(file, graph, seen) do
    if file in seen do
      {[], seen}
    else
      Enum.flat_map_reduce(children(graph, file), MapSet.put(seen, file), fn {to, label}, seen ->
        label = if label == :runtime, do: "", else: " [label=\"(#{label})\"]"
        {below, seen} = edges(to, graph, seen)
        {["  #{inspect(file)} -> #{inspect(to)}#{label}\n" | below], seen}
      end)
    end
  end

  defp write_json(roots, graph, file) do
    files = graph |> Graph.reachable(roots) |> Enum.sort()

    text =
      files
      |> Enum.map(fn {file, targets} -> [JSON.encode!(file), ?:, object(targets)] end)
      |> Enum.intersperse(",")

    if file == "-" do
      IO.write(["{", text, "}"])
    else
      File.write!(file, ["{", text, "}"])
      Mix.shell().info("Generated #{inspect(file)}.")
    end
  end

  defp object(targets) do
    fields =
      for {target, label} <- Enum.sort(targets),
          do: [JSON.encode!(target), ?:, JSON.encode!(label)]

    ["{", Enum.intersperse(fields, ","), "}"]
  end

  ## Statistics and cycles

  @longest 10

  defp statistics(graph, shown, label, sinks, opts) do
    files = if sinks == [], do: Map.keys(graph), else: Graph.referring(graph)
    labels = for {_, targets} <- graph, {_, label} <- targets, do: label
    count = fn label -> Enum.count(labels, &(&1 == label)) end

    Mix.shell().info("""
    Tracked files: #{length(files)} (nodes)
    Compile dependencies: #{count.(:compile)} (edges)
    Exports dependencies: #{count.(:export)} (edges)
    Runtime dependencies: #{count.(:runtime)} (edges)
    Cycles: #{length(cycles(graph, label, opts))}
    """)

    # What leaves a file counts as compiled with it whether what it meets refers to others or not.
    direct = if label == :"compile-connected", do: Graph.labelled(graph, :compile), else: shown

    outgoing =
      for file <- files, do: {Enum.count(Map.keys(direct[file]), &(&1 in files)), file}

    incoming =
      for {file, targets} <- shown,
          file in files,
          {target, _} <- targets,
          reduce: Map.new(files, &{&1, 0}) do
        counts ->
          if is_map_key(counts, target), do: update_in(counts[target], &(&1 + 1)), else: counts
      end

    top("outgoing", outgoing)
    Mix.shell().info("")
    top("incoming", Enum.map(incoming, fn {file, count} -> {count, file} end))
  end

  defp top(what, counts) do
    top = counts |> Enum.sort(:desc) |> Enum.take(@longest)
    Mix.shell().info("Top #{length(top)} files with most #{what} dependencies:")
    for {count, file} <- top, do: Mix.shell().info("  * #{file} (#{count})")
    :ok
  end

  defp cycles(graph, label, opts) do
    label = if label == :"compile-connected", do: :compile, else: label
    labelled = if label, do: opts[:min_cycle_label] || 1, else: 0

    for cycle <- Graph.cycles(graph),
        length(cycle) >= (opts[:min_cycle_size] || 0),
        labelled == 0 or count(cycle, label) >= labelled,
        do: cycle
  end

  defp count(cycle, label), do: Enum.count(cycle, &(elem(&1, 1) == label))

  defp list_cycles([]), do: Mix.shell().info("No cycles found")

  defp list_cycles(cycles) do
    Mix.shell().info("#{length(cycles)} cycles found. Showing them in decreasing size:\n")

    for cycle <- cycles do
      counts =
        for label <- [:compile, :export], count = count(cycle, label), count > 0 do
          "#{count} #{label}"
        end

      counts = if counts == [], do: "", else: " (#{Enum.join(counts, ", ")})"
      files = for {file, label} <- cycle, do: ["    ", file, text(label), "\n"]
      Mix.shell().info(["Cycle of length #{length(cycle)}#{counts}:\n\n", files])
    end

    :ok
  end
end
