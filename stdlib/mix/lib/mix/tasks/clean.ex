# `mix clean`: what compiling has made goes away.

defmodule Mix.Tasks.Clean do
  @shortdoc "Deletes generated application files"

  @moduledoc """
  Deletes what compiling has made for the current environment.

      $ mix clean

  Compiled dependencies stay, unless asked otherwise.

  ## Options

    * `--deps` - what has been compiled of dependencies goes, too
    * `--only ENV` - with `--deps`: only that of one environment
  """

  use Mix.Task

  @recursive true

  @switches [deps: :boolean, only: :string]

  @impl true
  def run(args) do
    Mix.Project.get!()
    {options, _} = OptionParser.parse!(args, switches: @switches)

    clean_project()
    if options[:deps], do: clean_dependencies(options[:only])
    :ok
  end

  # An umbrella itself has no application, only protocols that know the implementations of all its applications.
  defp clean_project do
    config = Mix.Project.config()

    if config[:app] do
      for file <- File.ls(Mix.Project.app_path()) |> elem(1) |> List.wrap(), is_binary(file) do
        File.rm_rf!(Path.join(Mix.Project.app_path(), file))
      end
    end

    config |> Mix.Project.consolidation_path() |> File.rm_rf!()
  end

  defp clean_dependencies(only) do
    root = Mix.Project.build_path() |> Path.dirname()
    folders = if only, do: [Path.join(root, only)], else: Path.wildcard(Path.join(root, "*"))
    Enum.each(folders, &File.rm_rf!/1)
  end
end
