# Dependencies: what projects name in `:deps`, and what those depend on themselves, each once, what is needed first.

defmodule Mix.Dep do
  @moduledoc false

  defstruct [
    :app,
    :requirement,
    :status,
    :scm,
    :from,
    :manager,
    :system_env,
    opts: [],
    deps: [],
    top_level: false,
    extra: []
  ]

  @doc "All dependencies of the current project for the current environment and target."
  def cached do
    key = {:deps, Mix.Project.get(), Mix.env(), Mix.target()}

    case Mix.State.fetch(key) do
      {:ok, deps} ->
        deps

      :error ->
        deps = load()
        Mix.State.put(key, deps)
        deps
    end
  end

  @doc "Forgets them."
  def clear_cached do
    Mix.State.delete({:deps, Mix.Project.get(), Mix.env(), Mix.target()})
  end

  @doc "As `cached/0`, read again; for another environment, or for `:any`."
  def load(env \\ Mix.env()) do
    {deps, _} = Mix.Dep.Converger.all(env, Mix.Dep.Lock.read(), nil, fn dep, _ -> {dep, nil} end)
    deps
  end

  @doc "The names of dependencies, as atoms, from texts; an unknown one is an error."
  def named!(deps, names) do
    for name <- names do
      case Enum.find(deps, &(Atom.to_string(&1.app) == name)) do
        nil -> Mix.raise("Unknown dependency #{name} for environment #{Mix.env()}")
        dep -> dep.app
      end
    end
  end

  @doc "Whether a dependency is as it should be."
  def ok?(%{status: {:ok, _}}), do: true
  def ok?(_), do: false

  @doc "Whether a dependency is there."
  def available?(%{status: {:unavailable, _}}), do: false
  def available?(dep), do: not diverged?(dep)

  @doc "Whether projects want different things of a dependency."
  def diverged?(%{status: status}) when is_tuple(status),
    do: elem(status, 0) in [:overridden, :diverged, :divergedreq, :divergedonly, :divergedtargets]

  def diverged?(_), do: false

  @doc "Whether a dependency lacks nothing but being compiled."
  def compilable?(%{status: status}) do
    status == :compile or (is_tuple(status) and elem(status, 0) in [:noappfile, :nomatchvsn])
  end

  @doc "Tells what is wrong with dependencies, and ends."
  def refuse(title, deps) do
    shell = Mix.shell()
    shell.error(title)

    for dep <- deps do
      shell.error("* #{format_dep(dep)}")
      shell.error("  #{format_status(dep)}")
    end

    Mix.raise("Can't continue due to errors on dependencies")
  end

  @doc "What a list of dependencies says of one."
  def format_dep(%{app: app, scm: scm, opts: opts, status: status}) do
    version =
      case status do
        {:ok, version} when is_binary(version) -> version <> " "
        _ -> ""
      end

    "#{app} #{version}(#{scm.format(opts)})"
  end

  @doc "What is wrong with a dependency, or \"ok\"."
  def format_status(%{status: {:ok, _}}), do: "ok"

  def format_status(%{status: {:unavailable, _}, scm: Mix.SCM.Hex, opts: opts}),
    do: Mix.SCM.Hex.missing(opts)

  def format_status(%{status: {:unavailable, _}, scm: scm}),
    do: "the dependency is not available" <> hint(scm, ", run \"mix deps.get\"")

  def format_status(%{status: :nolock}),
    do: "the dependency is not locked. To generate the \"mix.lock\" file run \"mix deps.get\""

  def format_status(%{status: :lockmismatch}),
    do:
      "lock mismatch: the dependency is out of date. To fetch locked version run \"mix deps.get\""

  def format_status(%{status: :lockoutdated}),
    do:
      "lock outdated: the lock is outdated compared to the options in your mix.exs. " <>
        "To fetch locked version run \"mix deps.get\""

  def format_status(%{status: :compile}),
    do: "the dependency build is outdated, please run \"mix deps.compile\""

  def format_status(%{status: {:noappfile, file}}) do
    "could not find an app file at #{inspect(Path.relative_to_cwd(file))}. This may happen if the dependency was not yet " <>
      "compiled or the dependency indeed has no app file (then you can pass app: false as option)"
  end

  def format_status(%{status: {:invalidapp, file}}),
    do: "the app file at #{inspect(Path.relative_to_cwd(file))} is invalid"

  def format_status(%{status: {:invalidvsn, version}}),
    do: "the app file contains an invalid version: #{inspect(version)}"

  def format_status(%{status: {:nomatchvsn, version}, requirement: requirement}),
    do:
      "the dependency does not match the requirement #{inspect(requirement)}, got #{inspect(version)}"

  def format_status(%{app: app, status: {:overridden, other}} = dep) do
    """
    the dependency #{app} in #{Path.relative_to_cwd(dep.from)} is overriding a child dependency:

    #{specification(dep)}

    #{specification(other)}

      Ensure they match or specify one of the above in your deps and set "override: true"
    """
    |> String.trim_trailing()
  end

  def format_status(%{app: app, status: {:diverged, other}} = dep) do
    """
    different specs were given for the #{app} app:

    #{specification(dep)}

    #{specification(other)}

      Ensure they match or specify one of the above in your deps and set "override: true"
    """
    |> String.trim_trailing()
  end

  def format_status(%{app: app, status: {:divergedreq, version, other}} = dep) do
    """
    the dependency #{app} #{version}

    #{specification(dep)}

      does not match the requirement specified

    #{specification(other)}

      Ensure they match or specify one of the above in your deps and set "override: true"
    """
    |> String.trim_trailing()
  end

  def format_status(%{status: {:divergedonly, other}} = dep),
    do: restricted(dep, other, :only, "environments")

  def format_status(%{status: {:divergedtargets, other}} = dep),
    do: restricted(dep, other, :targets, "targets")

  defp restricted(%{app: app} = dep, other, option, values) do
    advice =
      if other.opts[option],
        do: "Ensure you specify at least the same #{values} in #{inspect(option)} in your dep",
        else: "Remove the #{inspect(option)} restriction from your dep"

    """
    the #{inspect(option)} option for dependency #{app}

    #{specification(dep)}

      does not match the #{inspect(option)} option calculated for

    #{specification(other)}

      #{advice}
    """
    |> String.trim_trailing()
  end

  defp hint(scm, text), do: if(scm.fetchable?(), do: text, else: "")

  # A dependency as its project writes it.
  defp specification(%{app: app, requirement: requirement, opts: opts, from: from}) do
    opts = Keyword.drop(opts, [:dest, :build, :lock, :checkout])
    written = if requirement, do: {app, requirement, opts}, else: {app, opts}
    "  > In #{Path.relative_to_cwd(from)}:\n    #{inspect(written)}"
  end

  @doc "Runs the function in the project of a dependency, in its environment; what it builds lies with the current project's."
  def in_dependency(%{app: app, opts: opts}, post_config \\ [], fun) do
    env = Mix.env()

    post_config =
      Keyword.merge(post_config,
        env_path: Mix.Project.build_path(),
        deps_path: Mix.Project.deps_path(),
        lockfile: Path.expand(Mix.Project.config()[:lockfile]),
        build_per_environment: Mix.Project.config()[:build_per_environment]
      )

    try do
      Mix.env(opts[:env] || :prod)
      Mix.Project.in_project(app, opts[:dest], post_config, fun)
    after
      Mix.env(env)
    end
  end

  @doc "The folders of the compiled modules of a dependency."
  def load_paths(%{opts: opts}), do: [Path.join(opts[:build], "ebin")]
end
