# `mix loadpaths`: the folders of compiled modules.

defmodule Mix.Tasks.Loadpaths do
  @moduledoc """
  Makes the modules of the project and of its dependencies known; dependencies that have changed are compiled.

  ## Options

    * `--no-deps-check` - does not look at dependencies' versions
    * `--no-deps-loading` - leaves dependencies out
    * `--no-compile` - does not compile dependencies
    * `--no-archives-check`, `--no-elixir-version-check`, `--no-path-loading`, `--no-optional-deps` - leave other things out
  """

  use Mix.Task

  @impl true
  def run(args) do
    config = Mix.Project.config()
    if config[:app] || config[:apps_path], do: Mix.Task.run("deps.loadpaths", args)

    if config[:app] && "--no-path-loading" not in args do
      path = Mix.Project.compile_path(config)
      if File.dir?(path), do: Code.prepend_path(path)
    end

    :ok
  end
end
