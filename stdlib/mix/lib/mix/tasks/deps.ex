# `mix deps`: what the project depends on, and how that is.

defmodule Mix.Tasks.Deps do
  @shortdoc "Lists dependencies and their status"

  @moduledoc """
  Lists dependencies and their status.

  A project names its dependencies in `:deps`:

      def project do
        [app: :shop, version: "1.0.0", deps: deps()]
      end

      defp deps do
        [
          {:money, path: "../money"},
          {:words, "~> 1.2", path: "vendor/words", only: :test}
        ]
      end

  They are folders, or repositories of Git. Those of Git are fetched by `mix deps.get` into the folder `deps`, and which version
  came is written into the file `mix.lock`, so that others get the same one. An entry with neither is a package of Hex, which
  cannot be fetched: it is used when its source lies in the folder `deps`.

  ## Options of a dependency

    * `:path` - the folder where it lies
    * `:git` - the address of the repository; `github: "user/name"` is that of one at GitHub
    * `:branch`, `:tag`, `:ref` - which version of the repository is wanted; the newest of its main branch if none is given
    * `:submodules` - whether the repository's submodules are fetched, too
    * `:sparse` - the one folder of the repository that is wanted, and holds the project
    * `:subdir` - the folder of the repository that holds the project
    * `:depth` - how many versions are fetched
    * `:in_umbrella` - it is another application of the umbrella
    * `:only` - the environments that need it
    * `:targets` - the targets that need it
    * `:env` - the environment that it is compiled for, `:prod` by default
    * `:runtime` - whether it is started with the application; `true` by default
    * `:optional` - whether the application can do without it
    * `:compile` - whether it is compiled; `true` by default
    * `:override` - says that this entry counts, whatever other dependencies want

  The command's option `--all` lists those of all environments.
  """

  use Mix.Task

  @impl true
  def run(args) do
    Mix.Project.get!()
    {opts, _, _} = OptionParser.parse(args, switches: [all: :boolean])
    deps = if opts[:all], do: Mix.Dep.load(:any), else: Mix.Dep.cached()

    shell = Mix.shell()

    for dep <- Enum.sort_by(deps, & &1.app) do
      manager = if dep.manager, do: " (#{dep.manager})", else: ""
      shell.info("* #{Mix.Dep.format_dep(dep)}#{manager}")
      if locked = dep.scm.format_lock(dep.opts), do: shell.info("  locked at #{locked}")
      shell.info("  #{Mix.Dep.format_status(dep)}")
    end

    :ok
  end
end
