# `mix compile.elixir`: the files of the language.

defmodule Mix.Tasks.Compile.Elixir do
  @moduledoc """
  Compiles Elixir source files.

  A file is compiled again when it has changed, or a file it includes (`@external_resource`), or something whose code ran while it
  was compiled: macros, the functions those call, structs, `import`, and the values of `Application.compile_env/3`.

  ## Options

    * `--force` - compiles everything
    * `--verbose` - names each file
    * `--all-warnings`, `--no-all-warnings` - whether warnings of files that have not changed are told again
    * `--warnings-as-errors` - fails where there are warnings
    * `--ignore-module-conflict`, `--docs`, `--no-docs`, `--debug-info`, `--no-debug-info` - options of the compiler
    * `--long-compilation-threshold N` - after how many seconds a file is said to take long
    * `--tracer MODULE` - tells a module what the compiler does

  ## Configuration

    * `:elixirc_paths` - the folders of the source, `["lib"]` by default
    * `:elixirc_options` - the options above: `[warnings_as_errors: true]`
  """

  use Mix.Task.Compiler

  @recursive true

  @switches [
    force: :boolean,
    docs: :boolean,
    warnings_as_errors: :boolean,
    ignore_module_conflict: :boolean,
    debug_info: :boolean,
    verbose: :boolean,
    long_compilation_threshold: :integer,
    purge_consolidation_path_if_stale: :string,
    profile: :string,
    all_warnings: :boolean,
    tracer: :keep
  ]

  @impl true
  def run(args) do
    {opts, _, _} = OptionParser.parse(args, switches: @switches)
    {tracers, opts} = Keyword.pop_values(opts, :tracer)
    project = Mix.Project.config()
    opts = (project[:elixirc_options] || []) |> Keyword.merge(opts)
    opts = if tracers == [], do: opts, else: [{:tracers, Enum.map(tracers, &module/1)} | opts]

    Mix.Compilers.Elixir.compile(
      manifest(),
      paths(project),
      Mix.Project.compile_path(project),
      opts,
      consolidation(project, args)
    )
  end

  defp module(name), do: Module.concat([name])

  defp paths(project) do
    paths = project[:elixirc_paths]

    unless is_list(paths) do
      Mix.raise(":elixirc_paths should be a list of paths, got: #{inspect(paths)}")
    end

    paths
  end

  defp consolidation(project, args) do
    if project[:consolidate_protocols] and "--no-protocol-consolidation" not in args,
      do: Mix.Project.consolidation_path(project)
  end

  @impl true
  def manifests, do: [manifest()]

  defp manifest, do: Path.join(Mix.Project.manifest_path(), "compile.elixir")

  @impl true
  def diagnostics, do: Mix.Compilers.Elixir.diagnostics(manifest())

  @impl true
  def clean do
    Mix.Compilers.Elixir.clean(manifest(), Mix.Project.compile_path())
  end
end
