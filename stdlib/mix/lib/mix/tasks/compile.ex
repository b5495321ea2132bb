# `mix compile`: everything that must be compiled.

defmodule Mix.Tasks.Compile do
  @shortdoc "Compiles source files"

  @moduledoc """
  Compiles the project, and what it depends on: only what has changed, and what depends on that.

      $ mix compile

  The project's `:compilers` (`[:erlang, :elixir, :app]` unless said otherwise) are run in order, each as a task `compile.NAME`.

  ## Options

    * `--all-warnings`, `--no-all-warnings` - whether warnings of files that have not changed are told again; they are by default
    * `--force` - compiles everything
    * `--list` - lists the compilers
    * `--no-compile` - does not compile
    * `--no-deps-check`, `--no-archives-check`, `--no-elixir-version-check` - leaves checks out
    * `--no-protocol-consolidation` - leaves protocols open
    * `--return-errors` - returns errors instead of ending with status 1
    * `--verbose` - names each file
    * `--warnings-as-errors` - fails where there are warnings
  """

  use Mix.Task

  @impl true
  def run(["--list"]) do
    tasks =
      for module <- Mix.Task.load_all(),
          name = Mix.Task.task_name(module),
          match?("compile." <> _, name) and name != "compile.all",
          do: {"mix " <> name, documented(module)}

    width = tasks |> Enum.map(&String.length(elem(&1, 0))) |> Enum.max()

    for {name, text} <- Enum.sort(tasks) do
      Mix.shell().info(String.pad_trailing(name, width) <> text)
    end

    enabled = Mix.Task.Compiler.compilers()
    protocols = if Mix.Project.config()[:consolidate_protocols], do: [:protocols], else: []
    Mix.shell().info("\nEnabled compilers: #{Enum.join(enabled ++ protocols, ", ")}")
  end

  def run(args) do
    Mix.Project.get!()
    Mix.Task.run("loadpaths", args)
    {result, diagnostics} = Mix.Task.run("compile.all", args) |> result()

    cond do
      result == :error and "--return-errors" not in args -> exit({:shutdown, 1})
      true -> {result, diagnostics}
    end
  end

  defp result({status, diagnostics}), do: {status, diagnostics}
  defp result(_), do: {:noop, []}

  defp documented(module) do
    case Mix.Task.moduledoc(module) do
      text when is_binary(text) ->
        " # " <> (text |> String.split("\n") |> hd() |> String.trim_trailing("."))

      _ ->
        ""
    end
  end

  @doc """
  Returns the project's compilers.
  """
  @doc deprecated: "Use Mix.Task.Compiler.compilers/1 instead"
  def compilers(config \\ Mix.Project.config()), do: Mix.Task.Compiler.compilers(config)

  @doc """
  Returns the manifests of the project's compilers.
  """
  @doc deprecated: "Use Mix.Task.Compiler.manifests/0 instead"
  def manifests, do: Mix.Task.Compiler.manifests()
end
