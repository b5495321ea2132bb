# `mix eval`: an expression with the project's code at hand, which does not run.

defmodule Mix.Tasks.Eval do
  @shortdoc "Evaluates the given code"

  @moduledoc ~S"""
  Evaluates an expression within the project: compiled and configured, but not started.

      $ mix eval "IO.inspect(Shop.stock())"
      $ mix eval "Shop.import(System.argv())" apples.csv pears.csv

  What follows the expression are `System.argv/0`. `mix run -e` does the same with the application started.

  ## Options

  They are written before the expression:

    * `--no-archives-check` - does not look at archives
    * `--no-compile` - does not compile, even if files have changed
    * `--no-deps-check` - does not look at dependencies
    * `--no-elixir-version-check` - does not look at the version of the language
    * `--no-mix-exs` - works without a project
  """

  use Mix.Task

  @switches [
    archives_check: :boolean,
    compile: :boolean,
    deps_check: :boolean,
    elixir_version_check: :boolean,
    mix_exs: :boolean
  ]

  @impl true
  def run(args) do
    {options, rest} = OptionParser.parse_head!(args, strict: @switches)

    case rest do
      [expression | arguments] ->
        if Mix.Project.get() != nil and Keyword.get(options, :mix_exs, true) do
          Mix.Task.run("app.config", ["--no-app-loading" | args])
        end

        System.argv(arguments)
        Code.eval_string(expression, [])

      [] ->
        Mix.raise(
          "\"mix eval\" expects a single string to evaluate as argument. Run \"mix help eval\" for more information"
        )
    end
  end
end
