# `mix deps.get`: fetches the dependencies that are not there.

defmodule Mix.Tasks.Deps.Get do
  @shortdoc "Gets all out of date dependencies"

  @moduledoc """
  Fetches the dependencies that are not there, or not as the file `mix.lock` names them, and writes into that file what came.

      $ mix deps.get

  ## Options

    * `--check-locked` - fails if the lock file would have to change
    * `--only ENV` - only the dependencies of one environment
  """

  use Mix.Task

  @impl true
  def run(args) do
    Mix.Project.get!()

    {opts, _} =
      OptionParser.parse!(args,
        strict: [only: :string, check_locked: :boolean, no_archives_check: :boolean]
      )

    names = Mix.Dep.Fetcher.fetch([], Mix.Dep.Fetcher.options(opts))
    if names == [], do: Mix.shell().info("All dependencies have been fetched")
    :ok
  end
end
