# `mix loadconfig`: the project's configuration, or a file of configuration.

defmodule Mix.Tasks.Loadconfig do
  @shortdoc "Loads and persists the given configuration"

  @moduledoc """
  Loads a file of configuration, and keeps it so that starting applications does not change it.

      $ mix loadconfig path/to/config.exs

  Without a file it is the project's: `config/config.exs`, or what `:config_path` says. Any other task does this first.
  `config/runtime.exs` is not read here but by `mix app.config`.
  """

  use Mix.Task

  @default "config/config.exs"

  @impl true
  def run([]) do
    path = Mix.Project.config()[:config_path]

    if File.regular?(path) or path != @default, do: load(path), else: :ok
  end

  def run([file]), do: load(file)

  def run(_) do
    Mix.raise("Expected \"mix loadconfig\" to receive no more than one argument")
  end

  defp load(file) do
    {config, files} =
      Config.Reader.read_imports!(file, env: Mix.env(), target: Mix.target())

    Application.put_all_env(config, persistent: true)
    Mix.State.update(:config, [], &Config.Reader.merge(&1, config))
    Mix.ProjectStack.loaded_config(for name <- files, do: Path.relative_to_cwd(name))
    :ok
  end
end
