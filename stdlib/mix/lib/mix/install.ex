# `Mix.install/2`: a script's dependencies, in a project of their own below the user's cache.

defmodule Mix.Install do
  @moduledoc false

  @options [
    :config,
    :config_path,
    :consolidate_protocols,
    :compilers,
    :elixir,
    :force,
    :lockfile,
    :runtime_config,
    :start_applications,
    :stop_unused_applications,
    :system_env,
    :verbose
  ]

  # The project that the dependencies are those of.
  defmodule Project do
    @moduledoc false

    def project, do: Mix.State.get(:install_project)
  end

  @doc "Fetches, compiles and starts the dependencies, once in the life of the machine."
  def run(deps, opts) do
    opts = Keyword.validate!(opts, @options)
    Mix.start()
    check_place()
    check_version(opts[:elixir])
    deps = Enum.map(deps, &absolute/1)

    opts =
      Keyword.merge(opts,
        config_path: file_of(opts[:config_path], deps, "config/config.exs"),
        lockfile: file_of(opts[:lockfile], deps, "mix.lock")
      )

    identity = identity(deps, opts)

    case Mix.State.get(:installed) do
      nil ->
        install(deps, opts, identity)
        Mix.State.put(:installed, identity)
        :ok

      ^identity ->
        :ok

      _ ->
        Mix.raise("Mix.install/2 can only be called with the same dependencies in the given VM")
    end
  end

  @doc "The folder of what has been installed, or nil."
  def folder do
    case Mix.State.get(:installed) do
      nil -> nil
      identity -> folder(identity)
    end
  end

  defp check_place do
    if Mix.Project.get(), do: Mix.raise("Mix.install/2 cannot be used inside a Mix project")
  end

  defp check_version(nil), do: :ok

  defp check_version(requirement) do
    if not Version.match?(System.version(), requirement) do
      Mix.raise(
        "Mix.install/2 declared it supports only Elixir #{requirement} " <>
          "but you're running on Elixir #{System.version()}"
      )
    end
  end

  defp absolute(app) when is_atom(app), do: {app, ">= 0.0.0"}

  defp absolute({app, opts}) when is_list(opts), do: {app, absolute_path(opts)}

  defp absolute({app, requirement, opts}) when is_list(opts),
    do: {app, requirement, absolute_path(opts)}

  defp absolute(other), do: other

  defp absolute_path(opts) do
    if is_binary(opts[:path]), do: Keyword.update!(opts, :path, &Path.expand/1), else: opts
  end

  # A file, or the usual one of a dependency.
  defp file_of(nil, _, _), do: nil

  defp file_of(app, deps, usual) when is_atom(app) do
    Enum.find_value(deps, fn dep ->
      path = elem(dep, 0) == app && elem(dep, tuple_size(dep) - 1)[:path]
      path && Path.join(path, usual)
    end) || raise ArgumentError, "unknown dependency #{inspect(app)} given to Mix.install/2"
  end

  defp file_of(path, _, _), do: Path.expand(path)

  # What decides how the dependencies are compiled.
  defp identity(deps, opts) do
    lock = if opts[:lockfile], do: File.read!(opts[:lockfile])
    config = if opts[:config_path], do: File.read!(opts[:config_path])

    {deps, opts[:config] || [], Enum.to_list(opts[:system_env] || []),
     Keyword.get(opts, :consolidate_protocols, true), opts[:compilers], lock, config}
  end

  defp folder(identity) do
    name =
      :sha256
      |> :crypto.hash(:erlang.term_to_binary(identity))
      |> binary_part(0, 16)
      |> Base.url_encode64(padding: false)

    Path.join([root(), "ex-#{System.version()}-vial-#{:prim_code.version()}", name])
  end

  defp root do
    cache = System.get_env("XDG_CACHE_HOME") || Path.expand("~/.cache")
    System.get_env("MIX_INSTALL_DIR") || Path.join(cache, "mix/installs")
  end

  defp install(deps, opts, identity) do
    folder = folder(identity)
    if opts[:verbose], do: Mix.shell().info("Mix.install/2 using #{folder}")
    if force?(opts), do: File.rm_rf!(folder)

    for {name, value} <- opts[:system_env] || [],
        do: System.put_env(to_string(name), to_string(value))

    first? = not File.dir?(Path.join(folder, "_build"))
    File.mkdir_p!(folder)
    if first?, do: prepare(folder, opts)
    Mix.State.put(:install_project, project(deps, opts))
    Mix.Project.push(__MODULE__.Project)

    try do
      File.cd!(folder, fn -> build(first?, opts) end)
    rescue
      # What is not complete would be taken for complete the next time.
      exception ->
        if first?, do: File.rm_rf!(folder)
        reraise exception, __STACKTRACE__
    after
      Mix.Project.pop()
    end
  end

  defp force?(opts) do
    Keyword.get(opts, :force, System.get_env("MIX_INSTALL_FORCE") in ["1", "true"])
  end

  defp prepare(folder, opts) do
    with from when is_binary(from) <- System.get_env("MIX_INSTALL_RESTORE_PROJECT_DIR"),
         true <- File.dir?(from) do
      File.cp_r!(from, folder)
    end

    if opts[:lockfile], do: File.cp!(opts[:lockfile], Path.join(folder, "mix.lock"))
  end

  defp project(deps, opts) do
    [
      app: :mix_install,
      version: "1.0.0",
      deps: deps,
      compilers: opts[:compilers] || [:elixir],
      elixirc_paths: [],
      consolidate_protocols: Keyword.get(opts, :consolidate_protocols, true),
      config_path: opts[:config_path] || "config/config.exs"
    ]
  end

  defp build(first?, opts) do
    Mix.Task.run("loadconfig", [])
    Application.put_all_env(opts[:config] || [], persistent: true)
    if first?, do: Mix.Task.run("deps.get", [])
    Mix.Task.run("deps.loadpaths", [])
    Mix.Task.run("compile", ["--no-deps-check"])
    runtime_config(opts)
    if Keyword.get(opts, :start_applications, true), do: start()

    for task <- ~w(loadconfig deps.get deps.loadpaths loadpaths compile compile.all),
        do: Mix.Task.reenable(task)

    :ok
  end

  defp runtime_config(opts) do
    with path when is_binary(path) <- opts[:config_path],
         file = path |> Path.dirname() |> Path.join("runtime.exs"),
         true <- File.regular?(file) do
      file
      |> Config.Reader.read!(env: Mix.env(), target: Mix.target(), imports: :disabled)
      |> Application.put_all_env(persistent: true)
    end

    Application.put_all_env(opts[:runtime_config] || [], persistent: true)
  end

  defp start do
    for %{app: app, opts: opts, top_level: true} <- Mix.Dep.cached(),
        Keyword.get(opts, :runtime, true),
        Keyword.get(opts, :app, true) != false do
      case Application.ensure_all_started(app) do
        {:ok, _} ->
          :ok

        {:error, {failed, reason}} ->
          Mix.raise("Could not start application #{failed}: #{Application.format_error(reason)}")
      end
    end
  end
end
