# `mix test --cover`: the project's modules are compiled once more, in memory, so that they count the lines that run
# (Mix.Coverage.Instrumenter); what they have counted becomes a table and pages (Mix.Coverage.Report).

defmodule Mix.Coverage do
  @moduledoc false

  alias Mix.Coverage.{Instrumenter, Report}

  # {module, line} => how often it ran; {:default, {module, name, arity}} => lines of heads with defaults.
  @table __MODULE__

  @doc "Begins to count; returns the function that tells of it, or nil if a tool of the project has nothing to tell."
  @spec start(keyword, keyword) :: (-> term) | nil
  def start(config, opts) do
    coverage = options(config, opts)
    path = Mix.Project.compile_path(config)

    case coverage[:tool] do
      tool when tool in [nil, Mix.Tasks.Test.Coverage] -> start_own(path, config, coverage)
      tool -> tool.start(path, coverage)
    end
  end

  @doc "The options of the project with the defaults, and what the command says."
  @spec options(keyword, keyword) :: keyword
  def options(config, opts) do
    coverage = Keyword.merge([output: "cover"], config[:test_coverage] || [])
    if name = opts[:export_coverage], do: Keyword.put(coverage, :export, name), else: coverage
  end

  defp start_own(path, config, coverage) do
    Mix.shell().info("Cover compiling modules ...")
    modules = modules(path)
    open()
    compile(config[:elixirc_paths])
    fn -> finish(modules, coverage) end
  end

  @doc "The modules of a folder of compiled ones."
  @spec modules(Path.t()) :: [module]
  def modules(path) do
    for file <- Path.wildcard(Path.join(path, "*.beam")),
        do: file |> Path.basename(".beam") |> String.to_atom()
  end

  # The table outlives whoever made it: processes may count as long as they live.
  defp open do
    if :ets.whereis(@table) == :undefined do
      parent = self()

      spawn(fn ->
        :ets.new(@table, [:named_table, :public, :set, write_concurrency: true])
        send(parent, {@table, :ready})
        Process.sleep(:infinity)
      end)

      receive do
        {@table, :ready} -> :ok
      end
    end
  end

  # What compiling has to say has been said.
  defp compile(folders) do
    files = for folder <- folders, file <- Path.wildcard(Path.join(folder, "**/*.ex")), do: file
    conflicts = Code.get_compiler_option(:ignore_module_conflict)
    Code.put_compiler_option(:ignore_module_conflict, true)
    :persistent_term.put({Kernel.Definition, :instrument}, &Instrumenter.instrument/5)

    try do
      {:ok, _} = Application.ensure_all_started(:ex_unit)

      ExUnit.CaptureIO.capture_io(:stderr, fn ->
        {:ok, _, _} = Kernel.ParallelCompiler.require(files, return_diagnostics: true)
      end)
    after
      :persistent_term.erase({Kernel.Definition, :instrument})
      Code.put_compiler_option(:ignore_module_conflict, conflicts)
    end

    # Macros have run while compiling.
    for {{module, line}, _} when is_integer(line) <- :ets.tab2list(@table),
        do: :ets.insert(@table, {{module, line}, 0})
  end

  @doc "Counts a line."
  @spec hit(module, pos_integer) :: integer
  def hit(module, line), do: :ets.update_counter(@table, {module, line}, 1)

  @doc "Notes that a module has code in a line."
  @spec note_line(module, pos_integer) :: boolean
  def note_line(module, line), do: :ets.insert_new(@table, {{module, line}, 0})

  @doc "Notes the line of a head with defaults."
  @spec note_default(mfa, pos_integer) :: true
  def note_default(function, line), do: :ets.insert(@table, {{:default, function}, line})

  @doc "The lines of the heads with defaults that a function has."
  @spec default_lines(mfa) :: [pos_integer]
  def default_lines(function),
    do: for({_, line} <- :ets.lookup(@table, {:default, function}), do: line)

  defp finish(modules, coverage) do
    results = results(modules)

    if name = coverage[:export] do
      Mix.shell().info("\nExporting cover results ...\n")
      Report.export(results, Path.join(coverage[:output], name <> ".coverdata"))
      Mix.shell().info("Run \"mix test.coverage\" once all exports complete")
    else
      Mix.shell().info("\nGenerating cover results ...\n")
      Report.tell(results, coverage)
    end
  end

  # Module, source file, and its lines with how often they ran.
  defp results(modules) do
    counted =
      for {{module, line}, count} when is_integer(line) <- :ets.tab2list(@table),
          do: {module, {line, count}}

    counted = Enum.group_by(counted, &elem(&1, 0), &elem(&1, 1))
    for module <- modules, do: {module, source(module), Enum.sort(Map.get(counted, module, []))}
  end

  defp source(module) do
    module.module_info(:compile) |> Keyword.get(:source, ~c"nofile") |> List.to_string()
  end
end
