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

    deps = Mix.Dep.cached()
    names = Mix.Dep.named!(deps, names)

    for dep <- deps, names == [] or dep.app in names, not (dep.opts[:from_umbrella] || false) do
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
  # Whatever its `:compile` says, or the tool of its folder.
  def compile_one(%{opts: opts, manager: manager} = dep, args \\ []) do
    args = if dep.status == :compile, do: ["--force" | args], else: args

    result =
      case opts[:compile] do
        false -> {:noop, []}
        command when is_binary(command) -> command(dep, command)
        _ -> compile_with(manager, dep, args)
      end

    if dep.scm.fetchable?(), do: Mix.Dep.Fetched.compiled(opts)
    result
  end

  defp compile_with(:mix, dep, args) do
    Mix.Dep.in_dependency(dep, fn _ -> compile_project(dep, args) end)
  end

  defp compile_with(:make, dep, _), do: command(dep, "make")

  defp compile_with(:rebar3, dep, _) do
    Mix.raise(
      "Could not compile dependency #{inspect(dep.app)}: it is a project of Erlang (rebar3), and those cannot be compiled"
    )
  end

  defp compile_with(nil, dep, _) do
    Mix.shell().error(
      "Could not compile #{inspect(dep.app)}, no \"mix.exs\", \"rebar.config\" or \"Makefile\" " <>
        "(pass :compile as an option to customize compilation, set it to \"false\" to do nothing)"
    )

    {:noop, []}
  end

  # A command of the system; what it puts into the folder is linked to where compiled files are.
  defp command(%{app: app, opts: opts} = dep, command) do
    Mix.Project.in_project(app, opts[:dest], project_options(), fn _ ->
      Mix.shell().print_app()

      if Mix.shell().cmd(command) != 0 do
        Mix.raise(
          "Could not compile dependency #{inspect(app)}, #{inspect(command)} command failed. " <>
            advice(app)
        )
      end

      link(opts)
    end)

    {:ok, []}
  end

  defp project_options,
    do: [env_path: Mix.Project.build_path(), deps_path: Mix.Project.deps_path()]

  defp link(opts) do
    for name <- ~w(ebin priv include), source = Path.join(opts[:dest], name), File.dir?(source) do
      target = Path.join(opts[:build], name)

      if File.read_link(target) != {:ok, source} do
        File.mkdir_p!(opts[:build])
        File.rm_rf!(target)
        File.ln_s!(source, target)
      end
    end
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
        Mix.shell().error(
          "could not compile dependency #{inspect(dep.app)}, \"mix compile\" failed. Errors may have been logged above. " <>
            advice(dep.app)
        )

        exit({:shutdown, 1})

      result ->
        result
    end
  end

  defp advice(app) do
    "You can recompile this dependency with \"mix deps.compile #{app} --force\", " <>
      "update it with \"mix deps.update #{app}\" or clean it with \"mix deps.clean #{app}\""
  end
end
