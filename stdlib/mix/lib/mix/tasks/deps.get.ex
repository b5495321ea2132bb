# `mix deps.get`: sees that the dependencies are there.

defmodule Mix.Tasks.Deps.Get do
  @shortdoc "Sees that the dependencies are there"

  @moduledoc """
  Sees that the dependencies are there.

  Dependencies are folders here (`path: "…"`), and nothing has to be fetched for them. A dependency on a package or a repository is
  told as an error: those cannot be fetched.
  """

  use Mix.Task

  @impl true
  def run(args) do
    Mix.Project.get!()

    OptionParser.parse!(args,
      strict: [only: :string, check_locked: :boolean, no_archives_check: :boolean]
    )

    if Mix.Dep.cached() == [], do: Mix.shell().info("All dependencies have been fetched")
    :ok
  end
end
