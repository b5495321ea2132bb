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
      check? = "--no-deps-check" not in args
      deps = Mix.Dep.cached()
      if check?, do: check(deps, &(Mix.Dep.ok?(&1) or compilable?(&1, args)))
      deps = compiled(deps, args)
      if check?, do: check(deps, &(Mix.Dep.ok?(&1) or own?(&1)))

      for dep <- deps,
          Mix.Dep.available?(dep),
          path <- Mix.Dep.load_paths(dep),
          File.dir?(path) do
        Code.prepend_path(path)
      end
    end

    :ok
  end

  # The applications of an umbrella are compiled as such.
  defp own?(dep), do: dep.opts[:from_umbrella] || false

  defp compilable?(dep, args) do
    own?(dep) or ("--no-compile" not in args and Mix.Dep.compilable?(dep))
  end

  defp check(deps, fine?) do
    case Enum.reject(deps, fine?) do
      [] -> :ok
      bad -> Mix.Dep.refuse("Unchecked dependencies for environment #{Mix.env()}:", bad)
    end
  end

  # Folders may have changed; what was fetched is compiled once.
  defp compiled(deps, args) do
    stale =
      for dep <- deps,
          "--no-compile" not in args,
          not own?(dep),
          Mix.Dep.available?(dep),
          not dep.scm.fetchable?() or not Mix.Dep.ok?(dep),
          do: dep

    if stale |> Enum.map(&compile/1) |> Enum.all?() do
      deps
    else
      Mix.Dep.clear_cached()
      Mix.Dep.cached()
    end
  end

  # Whether all is as it was.
  defp compile(dep) do
    result = Mix.Tasks.Deps.Compile.compile_one(dep)
    for path <- Mix.Dep.load_paths(dep), File.dir?(path), do: Code.prepend_path(path)
    Mix.Dep.ok?(dep) and match?({:noop, _}, result)
  end
end
