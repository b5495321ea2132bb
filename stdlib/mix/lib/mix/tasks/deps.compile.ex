# `mix deps.compile`: dependencies.

defmodule Mix.Tasks.Deps.Compile do
  @shortdoc "Compiles dependencies"

  @moduledoc """
  Compiles dependencies: all, or those that are named.

      $ mix deps.compile
      $ mix deps.compile money --force

  ## Options

    * `--force` - compiles everything of them
  """

  use Mix.Task

  @impl true
  def run(args) do
    Mix.Project.get!()

    {opts, names, _} =
      OptionParser.parse(args,
        switches: [force: :boolean, skip_umbrella_children: :boolean, skip_local_deps: :boolean]
      )

    names = Enum.map(names, &String.to_atom/1)
    deps = Mix.Dep.cached()

    for name <- names, not Enum.any?(deps, &(&1.app == name)) do
      Mix.raise("Unknown dependency #{name} for environment #{Mix.env()}")
    end

    for dep <- deps, names == [] or dep.app in names do
      if not Mix.Dep.available?(dep) do
        Mix.raise(
          "Cannot compile dependency #{inspect(dep.app)} because it isn't available, please ensure the dependency is checked out"
        )
      end

      compile_one(dep, if(opts[:force], do: ["--force"], else: []))
      for path <- Mix.Dep.load_paths(dep), File.dir?(path), do: Code.prepend_path(path)
    end

    :ok
  end

  @doc false
  def compile_one(dep, args \\ []) do
    Mix.Dep.in_dependency(dep, fn module ->
      if module == nil or dep.opts[:compile] == false do
        :ok
      else
        compile_project(dep, args)
      end
    end)
  end

  # The dependency's own dependencies have been compiled and are known already.
  defp compile_project(dep, args) do
    Mix.Project.build_structure()

    try do
      Mix.Task.run("compile.all", [
        "--no-app-loading",
        "--no-protocol-consolidation",
        "--no-warnings-as-errors" | args
      ])
    catch
      kind, reason ->
        Mix.shell().error(
          "could not compile dependency #{inspect(dep.app)}, \"mix compile\" failed."
        )

        :erlang.raise(kind, reason, __STACKTRACE__)
    else
      {:error, _} ->
        Mix.raise(
          "Could not compile dependency #{inspect(dep.app)}, \"mix compile\" failed. Errors may have been logged above. " <>
            "You can recompile this dependency with \"mix deps.compile #{dep.app} --force\", " <>
            "update it with \"mix deps.update #{dep.app}\" or clean it with \"mix deps.clean #{dep.app}\""
        )

      _ ->
        :ok
    end
  end
end
