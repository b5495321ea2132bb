# `mix app.config`: everything that must have been done before the application can start.

defmodule Mix.Tasks.App.Config do
  @shortdoc "Configures all registered apps"

  @moduledoc """
  Configures the application: compiles it, loads it and what it depends on, and reads `config/runtime.exs`.

  ## Options

    * `--force` - compiles everything
    * `--no-compile` - does not compile
    * `--no-deps-check`, `--no-archives-check`, `--no-elixir-version-check` - leave checks out
    * `--no-validate-compile-env` - does not compare values of the configuration with those that were compiled
  """

  use Mix.Task

  @impl true
  def run(args) do
    Mix.Project.get!()

    if "--no-compile" in args,
      do: Mix.Task.run("loadpaths", args),
      else: Mix.Task.run("compile", args)

    if "--no-compile" in args, do: Mix.Task.run("compile.all", ["--no-compile"])
    load_runtime_config()
    for app <- apps(), do: Application.load(app)
    unless "--no-validate-compile-env" in args, do: validate()
    :ok
  end

  defp apps do
    config = Mix.Project.config()

    own =
      if config[:app], do: [config[:app]], else: Map.keys(Mix.Project.apps_paths(config) || %{})

    Mix.Project.deps_apps() ++ own
  end

  # Read each time the application starts: what it sets is not known when the program is compiled.
  defp load_runtime_config do
    config = Mix.Project.config()
    file = config[:config_path] |> Path.dirname() |> Path.join("runtime.exs")

    if File.regular?(file) do
      file
      |> Config.Reader.read!(env: Mix.env(), target: Mix.target(), imports: :disabled)
      |> Application.put_all_env(persistent: true)
    end
  end

  defp validate do
    config = Mix.Project.config()

    if app = config[:app] do
      manifest =
        Mix.Compilers.Elixir.Manifest.read(
          Path.join(Mix.Project.manifest_path(config), "compile.elixir")
        )

      for {_, source} <- manifest.sources,
          {env_app, path, compiled} <- source.env,
          current = Application.fetch_compiled_env(env_app, path),
          current != compiled do
        raise_changed(app, env_app, path, compiled, current)
      end
    end
  end

  defp raise_changed(_, env_app, path, compiled, current) do
    key = inspect(hd(path))
    inner = if tl(path) == [], do: "key #{key}", else: "key #{key} in path #{inspect(tl(path))}"

    Mix.raise("""
    the application #{inspect(env_app)} has a different value set for #{inner} during runtime compared to compile time. \
    Since this application environment entry was marked as compile time, this difference can lead to different behaviour than expected:

      * Compile time value #{set(compiled)}
      * Runtime value #{set(current)}

    To fix this error, you might:

      * Make the runtime value match the compile time one

      * Recompile your project. If the misconfigured application is a dependency, you may need to run \
    "mix deps.clean #{env_app} --build"

      * Alternatively, you can disable this check. If you are using releases, you can set :validate_compile_env to false \
    in your release configuration. If you are using Mix to start your system, you can pass the --no-validate-compile-env flag
    """)
  end

  defp set({:ok, value}), do: "was set to: #{inspect(value)}"
  defp set(:error), do: "was not set"
end
