# Compiles the files of a project that must be compiled: those that have changed, and those that depend on what has.
#
# The manifest keeps, for each file, what it was compiled from and what it refers to, and for each module what others could depend
# on. A file is compiled again if
#
#   * it, or a file that it includes, has changed, or a value that `Application.compile_env/3` gave it,
#   * code of a module ran while it was compiled (a macro, a call in a module's body), and this module has changed or one whose
#     functions that calls, however indirectly,
#   * it imports, requires or builds the struct of a module whose functions, macros or fields are other ones now; that is known when
#     this module has been compiled, so it is a second round.

defmodule Mix.Compilers.Elixir do
  @moduledoc false

  alias Mix.Compilers.Elixir.Manifest
  alias Mix.Compilers.Elixir.Source
  alias Mix.Compilers.Protocols

  @doc "Compiles what must be compiled below these folders."
  def compile(manifest_path, folders, dest, opts, consolidation_path) do
    manifest = Manifest.read(manifest_path)
    key = key(opts)
    forced? = opts[:force] || manifest.key != key
    files = files(folders)
    deps = Manifest.of_dependencies()

    sources = if forced?, do: %{}, else: manifest.sources
    {removed, sources} = Map.split(sources, Map.keys(manifest.sources) -- files)
    removed = if forced?, do: Map.drop(manifest.sources, files), else: removed
    {changed, sources} = changed(files, sources)

    gone =
      modules_of(removed) ++
        if(forced?, do: modules_of(manifest.sources), else: []) ++
        changed_dependencies(manifest.deps, deps)

    round =
      Source.dependents(changed, modules_of(Map.take(manifest.sources, changed)) ++ gone, sources)

    changed_exports = modules_of(removed) ++ changed_exports(manifest.deps, deps)
    round = round ++ export_dependents(changed_exports, Map.drop(sources, round))

    state = %{
      manifest: manifest,
      manifest_path: manifest_path,
      key: key,
      dest: dest,
      opts: opts,
      deps: deps,
      sources: sources,
      modules: if(forced?, do: %{}, else: manifest.modules),
      consolidation_path: consolidation_path,
      removed: removed
    }

    if round == [] and removed == %{} do
      unchanged(state, forced?)
    else
      build(state, Enum.uniq(round), if(forced?, do: manifest.sources, else: removed))
    end
  end

  # What else decides how files are compiled: of the project's file, that which is handed to the compiler; and how the
  # application is configured.
  defp key(opts) do
    project = Mix.Project.config()
    options = Keyword.take(opts, [:docs, :debug_info, :tracers])

    :erlang.phash2(
      {System.version(), :prim_code.version(), options, project[:elixirc_options],
       project[:elixirc_paths], Mix.State.get(:config, [])[project[:app]]}
    )
  end

  defp files(folders) do
    folders
    |> Enum.flat_map(fn folder ->
      if Path.extname(folder) == ".ex",
        do: [folder],
        else: Path.wildcard(Path.join(folder, "**/*.ex"))
    end)
    |> Enum.uniq()
    |> Enum.sort()
  end

  defp modules_of(sources), do: for({_, source} <- sources, module <- source.modules, do: module)

  # Files that are new or other than they were; and the sources with the times that are known now.
  defp changed(files, sources) do
    Enum.reduce(files, {[], sources}, fn file, {changed, sources} ->
      case sources do
        %{^file => source} ->
          case Source.status(file, source) do
            :same -> {changed, sources}
            {:touched, source} -> {changed, Map.put(sources, file, source)}
            :changed -> {[file | changed], sources}
          end

        %{} ->
          {[file | changed], sources}
      end
    end)
    |> then(fn {changed, sources} -> {Enum.reverse(changed), sources} end)
  end

  defp changed_dependencies(old, new) do
    for {module, facts} <- old, new[module] != facts, do: module
  end

  defp changed_exports(old, new) do
    for {module, %{exports: exports}} <- old,
        not match?(%{exports: ^exports}, new[module]),
        do: module
  end

  defp export_dependents([], _), do: []

  defp export_dependents(modules, sources) do
    wanted = MapSet.new(modules)

    for {file, source} <- sources,
        Enum.any?(source.exports, &MapSet.member?(wanted, &1)),
        do: file
  end

  ## Nothing to compile

  defp unchanged(state, forced?) do
    state = %{state | sources: Source.recheck(state.sources, other_modules(state, state.modules))}

    Manifest.write_if(state.manifest_path, state.manifest, %{
      state.manifest
      | sources: state.sources,
        deps: state.deps,
        key: state.key
    })

    status = if consolidate(state, state.modules, []) == :ok and forced?, do: :ok, else: :noop
    warnings = warnings(state.sources)
    if state.opts[:all_warnings] != false, do: Enum.each(warnings, &Code.print_diagnostic/1)
    result(status, warnings, state.opts)
  end

  defp warnings(sources),
    do: for({_, source} <- Enum.sort(sources), warning <- source.warnings, do: warning)

  ## Compiling

  defp build(state, round, replaced) do
    remove(state, Map.merge(replaced, Map.take(state.manifest.sources, round)))
    previous = state.opts |> compiler_options() |> set_options()
    started = System.os_time(:second)
    counter = {__MODULE__, make_ref()}

    Process.put(counter, %{
      round: round,
      all: round,
      modules: %{},
      sources: %{},
      known: state.modules,
      left: state.sources
    })

    try do
      if round != [], do: announce(round)
      run(state, round, counter)
    else
      {:ok, _, info} ->
        progress = Process.get(counter)
        built(state, progress, info, started)

      {:error, errors, _info} ->
        progress = Process.get(counter)
        failed(state, progress, errors)
    after
      Process.delete(counter)
      Code.compiler_options(previous)
    end
  end

  defp run(_, [], _), do: {:ok, [], %{compile_warnings: [], runtime_warnings: []}}

  defp run(state, round, counter) do
    cwd = File.cwd!()

    Kernel.ParallelCompiler.compile_to_path(
      round,
      state.dest,
      return_diagnostics: true,
      long_compilation_threshold: state.opts[:long_compilation_threshold] || 10,
      each_long_compilation: &long(&1, cwd, state.opts),
      each_file: &each_file(&1, &2, cwd, state.opts, counter),
      each_module: &each_module(&1, &2, &3, cwd, counter),
      each_cycle: fn -> each_cycle(state, counter) end
    )
  end

  defp announce(files) do
    count = length(files)
    Mix.shell().info("Compiling #{count} #{if count == 1, do: "file", else: "files"} (.ex)")
  end

  defp compiler_options(opts) do
    Keyword.take(opts, [
      :docs,
      :debug_info,
      :ignore_module_conflict,
      :tracers,
      :no_warn_undefined,
      :infer_signatures
    ])
  end

  defp set_options(options) do
    previous = Code.compiler_options() |> Map.take(Keyword.keys(options)) |> Map.to_list()
    Code.compiler_options(options)
    previous
  end

  defp long(file, cwd, opts) do
    Mix.shell().info(
      "Compiling #{Path.relative_to(file, cwd)} (it's taking more than #{opts[:long_compilation_threshold] || 10}s)"
    )
  end

  defp each_file(file, info, cwd, opts, counter) do
    file = Path.relative_to(file, cwd)
    if opts[:verbose], do: Mix.shell().info("Compiled #{file}")

    Process.put(
      counter,
      update_in(Process.get(counter).sources, &Map.put(&1, file, info))
    )
  end

  defp each_module(file, module, binary, cwd, counter) do
    facts = Manifest.facts(module, binary, Path.relative_to(file, cwd))
    Process.put(counter, update_in(Process.get(counter).modules, &Map.put(&1, module, facts)))
  end

  # Who depends on the functions or fields of what has been compiled, if those are other ones now.
  defp each_cycle(state, counter) do
    progress = Process.get(counter)
    left = Map.drop(progress.left, progress.all)

    compiled =
      for {module, facts} <- progress.modules, facts.source in progress.round, do: {module, facts}

    changed =
      for {module, %{exports: exports}} <- compiled,
          not match?(%{exports: ^exports}, progress.known[module]),
          do: module

    lost =
      for {module, facts} <- progress.known,
          facts.source in progress.round,
          not is_map_key(progress.modules, module),
          do: module

    case export_dependents(changed ++ lost, left) do
      [] ->
        {:runtime, [], []}

      files ->
        modules = modules_of(Map.take(left, files))
        next = Source.dependents(files, modules, left)
        remove(state, Map.take(left, next))
        announce(next)
        Process.put(counter, %{progress | round: next, all: progress.all ++ next})
        {:compile, next, []}
    end
  end

  # Code that is to be replaced must not be found while it is.
  defp remove(state, sources) do
    for {_, source} <- sources, module <- source.modules do
      name = Atom.to_string(module) <> ".beam"
      File.rm(Path.join(state.dest, name))
      if state.consolidation_path, do: File.rm(Path.join(state.consolidation_path, name))
      :code.purge(module)
      :code.delete(module)
    end
  end

  defp built(state, progress, info, started) do
    found = info.compile_warnings ++ info.runtime_warnings
    by_file = Enum.group_by(found, &(&1.file && Path.relative_to_cwd(&1.file)))

    new =
      Map.new(progress.sources, fn {file, %{references: references} = info} ->
        modules = for {module, %{source: ^file}} <- progress.modules, do: module

        {file,
         Source.new(file, references, Enum.sort(modules), by_file[file] || [], info, started)}
      end)

    kept = Map.drop(state.sources, progress.all)
    sources = Map.merge(kept, new)
    gone = Map.keys(state.removed) ++ progress.all

    modules =
      state.modules
      |> Map.reject(fn {_, facts} -> facts.source in gone end)
      |> Map.merge(progress.modules)

    {new, kept} = sources |> Source.only_known(modules, state.deps) |> Map.split(Map.keys(new))
    kept = Source.recheck(kept, other_modules(state, modules))
    sources = Map.merge(kept, new)

    Manifest.write(state.manifest_path, %{
      state.manifest
      | key: state.key,
        sources: sources,
        modules: modules,
        deps: state.deps
    })

    consolidate(state, modules, Map.keys(progress.modules))
    previous = warnings(kept)
    if state.opts[:all_warnings] != false, do: Enum.each(previous, &Code.print_diagnostic/1)
    result(:ok, previous ++ warnings(new), state.opts)
  end

  # Modules of the project and its dependencies that have other functions than before, are new, or are gone.
  defp other_modules(state, modules) do
    before = Map.merge(state.manifest.deps, state.manifest.modules)
    now = Map.merge(state.deps, modules)
    changed_exports(before, now) ++ (Map.keys(now) -- Map.keys(before))
  end

  # What could not be compiled is as good as new the next time.
  defp failed(state, progress, errors) do
    gone = Map.keys(state.removed) ++ progress.all

    Manifest.write(state.manifest_path, %{
      state.manifest
      | key: state.key,
        sources: Map.drop(state.sources, progress.all),
        modules: Map.reject(state.modules, fn {_, facts} -> facts.source in gone end),
        deps: state.deps
    })

    for file <- progress.all do
      remove(state, Map.take(state.sources, [file]))
    end

    {:error, Enum.map(errors, &diagnostic/1)}
  end

  defp consolidate(%{consolidation_path: nil}, _, _), do: :noop

  defp consolidate(state, modules, compiled) do
    Protocols.consolidate(
      Map.merge(state.deps, modules),
      state.consolidation_path,
      compiled,
      state.opts
    )
  end

  defp result(status, warnings, opts) do
    diagnostics = Enum.map(warnings, &diagnostic/1)

    if warnings != [] and opts[:warnings_as_errors] do
      Mix.shell().error(
        "Compilation failed due to warnings while using the --warnings-as-errors option"
      )

      {:error, diagnostics}
    else
      {status, diagnostics}
    end
  end

  defp diagnostic(report) do
    %Mix.Task.Compiler.Diagnostic{
      file: report.file,
      source: Map.get(report, :source),
      severity: report.severity,
      message: report.message,
      position: report.position,
      compiler_name: "Elixir",
      span: Map.get(report, :span),
      details: Map.get(report, :details),
      stacktrace: report.stacktrace
    }
  end

  @doc "What was said of the files that are compiled."
  def diagnostics(manifest_path) do
    Enum.map(warnings(Manifest.read(manifest_path).sources), &diagnostic/1)
  end

  @doc "Removes what has been compiled."
  def clean(manifest_path, dest) do
    for {module, _} <- Manifest.read(manifest_path).modules do
      File.rm(Path.join(dest, Atom.to_string(module) <> ".beam"))
    end

    File.rm(manifest_path)
    :ok
  end
end
