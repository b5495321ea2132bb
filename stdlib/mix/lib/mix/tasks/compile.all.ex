# `mix compile.all`: the compilers one after the other; `mix compile` calls it when the dependencies are there.

defmodule Mix.Tasks.Compile.All do
  @moduledoc false

  use Mix.Task

  @recursive true

  @impl true
  def run(args) do
    config = Mix.Project.config()
    Mix.Project.build_structure(config)
    prepend(Mix.Project.compile_path(config))

    result =
      if "--no-compile" in args,
        do: {:noop, []},
        else: Mix.Task.Compiler.run(Mix.Task.Compiler.compilers(config), args)

    if config[:consolidate_protocols] and "--no-protocol-consolidation" not in args do
      prepend(Mix.Project.consolidation_path(config))
    end

    if app = config[:app], do: load(app, args)
    result
  end

  defp load(app, args) do
    if "--no-app-loading" not in args, do: Application.load(app)
  end

  defp prepend(path), do: if(File.dir?(path), do: Code.prepend_path(path))
end
