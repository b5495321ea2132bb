# `mix deps.loadpaths`: dependencies are checked, compiled if they have changed, and made known.

defmodule Mix.Tasks.Deps.Loadpaths do
  @moduledoc """
  Checks the dependencies, compiles those that have changed, and makes their modules known.

  ## Options

    * `--no-compile` - does not compile
    * `--no-deps-check` - does not check
    * `--no-deps-loading` - does nothing
  """

  use Mix.Task

  @impl true
  def run(args) do
    unless "--no-deps-loading" in args do
      deps = Mix.Dep.cached()
      unless "--no-deps-check" in args, do: check(deps)
      for dep <- deps, Mix.Dep.available?(dep), do: load(dep, args)
    end

    :ok
  end

  defp check(deps) do
    case Enum.reject(deps, &Mix.Dep.ok?/1) do
      [] ->
        :ok

      bad ->
        shell = Mix.shell()
        shell.error("Unchecked dependencies for environment #{Mix.env()}:")

        for dep <- bad do
          shell.error("* #{Mix.Dep.format_dep(dep)}")
          shell.error("  #{Mix.Dep.format_status(dep)}")
        end

        Mix.raise("Can't continue due to errors on dependencies")
    end
  end

  defp load(dep, args) do
    own? = dep.opts[:from_umbrella] || false
    if "--no-compile" not in args and not own?, do: Mix.Tasks.Deps.Compile.compile_one(dep)
    for path <- Mix.Dep.load_paths(dep), File.dir?(path), do: Code.prepend_path(path)
  end
end
