# `mix deps.clean`: deletes dependencies, and what has been compiled of them.

defmodule Mix.Tasks.Deps.Clean do
  @shortdoc "Deletes the given dependencies' files"

  @moduledoc """
  Deletes dependencies that were fetched, and what has been compiled of these and of others, in all environments.

      $ mix deps.clean slug
      $ mix deps.clean --all

  ## Options

    * `--all` - all dependencies
    * `--unused` - those that the project does not need any more
    * `--build` - deletes only what has been compiled
    * `--only ENV` - only what has been compiled for one environment
    * `--unlock` - takes them out of the file `mix.lock`, too
  """

  use Mix.Task

  @switches [unlock: :boolean, all: :boolean, only: :string, unused: :boolean, build: :boolean]

  @impl true
  def run(args) do
    Mix.Project.get!()
    {opts, names, _} = OptionParser.parse(args, switches: @switches)

    build =
      Mix.Project.build_path()
      |> Path.dirname()
      |> Path.join("#{opts[:only] || "*"}/lib")

    apps =
      cond do
        opts[:all] -> present(build)
        opts[:unused] -> present(build) -- used()
        names != [] -> names
        true -> refuse()
      end

    clean(apps, build, opts[:build] || false)
    if opts[:unlock], do: Mix.Tasks.Deps.Unlock.run(apps)
    Mix.Dep.clear_cached()
    :ok
  end

  # Whatever lies where dependencies are fetched and compiled to, but for the project itself.
  defp present(build) do
    fetched = Path.wildcard(Path.join(Mix.Project.deps_path(), "*"))
    compiled = build |> Path.join("*") |> Path.wildcard()

    own =
      [Mix.Project.config()[:app] | Map.keys(Mix.Project.apps_paths() || %{})]
      |> Enum.map(&to_string/1)

    (fetched ++ compiled) |> Enum.map(&Path.basename/1) |> Enum.uniq() |> Kernel.--(own)
  end

  defp used, do: for(dep <- Mix.Dep.load(:any), do: Atom.to_string(dep.app))

  defp clean(apps, build, build_only?) do
    shell = Mix.shell()

    for app <- apps do
      shell.info("* Cleaning #{app}")

      case build |> Path.join(app) |> Path.wildcard() do
        [] -> shell.error("warning: the dependency #{app} is not present in the build directory")
        folders -> Enum.each(folders, &File.rm_rf!/1)
      end

      if not build_only?, do: Mix.Project.deps_path() |> Path.join(app) |> File.rm_rf!()
    end
  end

  defp refuse do
    Mix.raise(
      "\"mix deps.clean\" expects dependencies as arguments or an option indicating which dependencies to clean. " <>
        "The --all option will clean all dependencies while the --unused option cleans unused dependencies"
    )
  end
end
