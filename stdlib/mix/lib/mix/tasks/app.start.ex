# `mix app.start`: the application and what it depends on.

defmodule Mix.Tasks.App.Start do
  @shortdoc "Starts all registered apps"

  @moduledoc """
  Starts the application, and what it depends on.

  ## Options

    * `--permanent`, `--temporary` - what the end of an application means; permanent ones end the program. The project's
      `:start_permanent` says what is meant without an option
    * `--no-start` - does not start, but for what the tool itself needs
    * and those of `mix app.config`
  """

  use Mix.Task

  @impl true
  def run(args) do
    Mix.Project.get!()
    Mix.Task.run("app.config", args)

    if "--no-start" not in args do
      config = Mix.Project.config()
      type = type(config, args)

      apps =
        if config[:app], do: [config[:app]], else: Map.keys(Mix.Project.apps_paths(config) || %{})

      for app <- apps, do: start(app, type)
    end

    :ok
  end

  defp type(config, args) do
    cond do
      "--temporary" in args -> :temporary
      "--permanent" in args -> :permanent
      config[:start_permanent] -> :permanent
      true -> :temporary
    end
  end

  defp start(app, type) do
    case Application.ensure_all_started(app, type: type) do
      {:ok, _} ->
        :ok

      {:error, {failed, reason}} ->
        Mix.raise("Could not start application #{failed}: " <> Application.format_error(reason))
    end
  end
end
