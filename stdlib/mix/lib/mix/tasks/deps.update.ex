# `mix deps.update`: fetches newer versions of dependencies.

defmodule Mix.Tasks.Deps.Update do
  @shortdoc "Updates the given dependencies"

  @moduledoc """
  Fetches the newest versions that the project allows of the named dependencies, and writes them into the file `mix.lock`.

      $ mix deps.update slug
      $ mix deps.update --all

  ## Options

    * `--all` - updates all dependencies
    * `--only ENV` - only the dependencies of one environment
  """

  use Mix.Task

  @impl true
  def run(args) do
    Mix.Project.get!()

    {opts, names} =
      OptionParser.parse!(args,
        strict: [all: :boolean, only: :string, no_archives_check: :boolean]
      )

    options = Mix.Dep.Fetcher.options(opts)
    deps = Mix.Dep.load(options[:only] || :any)

    cond do
      opts[:all] -> Mix.Dep.Fetcher.fetch(Enum.map(deps, & &1.app), options)
      names != [] -> Mix.Dep.Fetcher.fetch(Mix.Dep.named!(deps, names), options)
      true -> refuse()
    end

    :ok
  end

  defp refuse do
    Mix.raise(
      "\"mix deps.update\" expects dependencies as arguments or the --all option to update all dependencies"
    )
  end
end
