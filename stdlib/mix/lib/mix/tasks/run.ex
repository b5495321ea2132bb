# `mix run`: expressions and scripts in the project.

defmodule Mix.Tasks.Run do
  @shortdoc "Runs the current application"

  @moduledoc """
  Starts the application and runs a script, or expressions.

      $ mix run -e "Shop.Stock.count() |> IO.inspect()"
      $ mix run priv/repo/seeds.exs --all
      $ mix run --no-halt

  What follows the script, or the expressions, is for it: `System.argv/0`.

  ## Options

    * `--eval`, `-e` - evaluates an expression; may be given more than once
    * `--require`, `-r` - runs the files that match a pattern; may be given more than once
    * `--parallel`, `-p` - runs the files of all patterns in parallel
    * `--no-halt` - goes on when everything has run
    * `--no-start` - does not start the application
    * `--no-compile` - does not compile
    * `--no-mix-exs` - works without a project
    * `--config`, `-c` - reads a file of configuration
    * `--no-deps-check`, `--no-archives-check`, `--no-elixir-version-check` - leave checks out
  """

  use Mix.Task

  @switches [
    parallel: :boolean,
    require: :keep,
    eval: :keep,
    config: :keep,
    mix_exs: :boolean,
    halt: :boolean,
    compile: :boolean,
    deps_check: :boolean,
    start: :boolean,
    archives_check: :boolean,
    elixir_version_check: :boolean,
    parallel_require: :keep,
    preload_modules: :boolean,
    listeners: :boolean
  ]

  @impl true
  def run(args) do
    {opts, rest} =
      OptionParser.parse_head!(args,
        aliases: [r: :require, p: :parallel, e: :eval, c: :config],
        strict: @switches
      )

    {file, arguments} =
      case {Keyword.has_key?(opts, :eval) or Keyword.has_key?(opts, :require), rest} do
        {true, _} -> {nil, rest}
        {false, [file | arguments]} -> {file, arguments}
        {false, []} -> {nil, []}
      end

    System.argv(arguments)
    process_config(opts)

    cond do
      Mix.Project.get() != nil -> Mix.Task.run("app.start", args_for_start(opts))
      Keyword.get(opts, :mix_exs, true) -> raise_no_project()
      true -> :ok
    end

    load(opts, file)
    if Keyword.get(opts, :halt, true) == false, do: Process.sleep(:infinity)
  end

  defp args_for_start(opts) do
    for {key, false} <- opts,
        key in [:start, :compile, :deps_check, :archives_check, :elixir_version_check],
        do: "--no-" <> (key |> Atom.to_string() |> String.replace("_", "-"))
  end

  defp raise_no_project do
    Mix.raise(
      "Cannot execute \"mix run\" without a Mix.Project, please ensure you are running Mix in a directory " <>
        "with a mix.exs file or pass the --no-mix-exs option"
    )
  end

  defp process_config(opts) do
    for {:config, file} <- opts, do: Mix.Task.rerun("loadconfig", [file])
  end

  defp load(opts, file) do
    parallel = Keyword.get_values(opts, :parallel_require)
    if parallel != [], do: require_all(parallel, true, "--parallel-require")

    required = Keyword.get_values(opts, :require)
    if required != [], do: require_all(required, opts[:parallel] || false, "--require")

    for {:eval, expression} <- opts, do: Code.eval_string(expression)

    if file do
      if File.regular?(file),
        do: Code.require_file(file),
        else: Mix.raise("No such file: #{file}")
    end
  end

  defp require_all(patterns, parallel?, option) do
    files =
      Enum.flat_map(patterns, fn pattern ->
        case Enum.filter(Path.wildcard(pattern), &File.regular?/1) do
          [] -> Mix.raise("No files matched pattern #{inspect(pattern)} given to #{option}")
          files -> files
        end
      end)
      |> Enum.uniq()

    if parallel? do
      case Kernel.ParallelCompiler.require(files, return_diagnostics: true) do
        {:ok, _, _} -> :ok
        {:error, _, _} -> exit({:shutdown, 1})
      end
    else
      Enum.each(files, &Code.require_file/1)
    end
  end
end
