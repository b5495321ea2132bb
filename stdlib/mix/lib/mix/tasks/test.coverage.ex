# `mix test.coverage`: what several runs of tests have covered together.

defmodule Mix.Tasks.Test.Coverage do
  @shortdoc "Build report from exported test coverage"

  @moduledoc """
  Adds up what several runs of `mix test --cover --export-coverage NAME` have covered, those of partitions for example, and shows
  it as `mix test --cover` does.

      $ MIX_TEST_PARTITION=1 mix test --partitions 2 --cover --export-coverage one
      $ MIX_TEST_PARTITION=2 mix test --partitions 2 --cover --export-coverage two
      $ mix test.coverage

  The options are those of `:test_coverage` in `mix.exs`; see `mix help test`.
  """

  use Mix.Task

  @impl true
  def run(_args) do
    Mix.Task.run("compile", [])
    coverage = Mix.Coverage.options(Mix.Project.config(), [])

    case Path.wildcard(Path.join(coverage[:output], "*.coverdata")) do
      [] ->
        Mix.raise("No .coverdata files found in #{inspect(coverage[:output])}")

      paths ->
        for path <- paths, do: Mix.shell().info("Importing cover results: #{path}")
        Mix.shell().info("")
        Mix.Coverage.Report.tell(Mix.Coverage.Report.import(paths), coverage)
    end
  end
end
