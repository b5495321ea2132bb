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
    {deps, _} = load_all(Mix.Project.config(), true, env, %{})
    deps
  end

  # Depth first: a dependency comes behind its own. The first to name an application says where it lies; the outer ones come first.
  defp load_all(config, top_level?, env, seen) do
    own =
      for entry <- applications(config) ++ (config[:deps] || []),
          dep = parse(entry, top_level?),
          wanted?(dep, env),
          do: dep

    seen = Enum.reduce(own, seen, &Map.put_new(&2, &1.app, &1))

    Enum.reduce(own, {[], seen}, fn %{app: app}, {deps, seen} ->
      case seen do
        %{^app => %Mix.Dep{} = dep} ->
          {dep, children, seen} = with_children(with_status(dep), Map.put(seen, app, :loaded))
          {deps ++ children ++ [dep], seen}

        %{^app => :loaded} ->
          {deps, seen}
      end
    end)
  end

  # The applications of an umbrella are like dependencies of it.
  defp applications(config) do
    for {app, path} <- Enum.sort(Mix.Project.apps_paths(config) || %{}) do
      {app, path: path, from_umbrella: true, env: Mix.env()}
    end
  end

  defp with_children(%{status: {:unavailable, _}} = dep, seen), do: {dep, [], seen}

  defp with_children(dep, seen) do
    in_dependency(dep, fn _ ->
      config = Mix.Project.config()
      {children, seen} = load_all(config, false, dep.opts[:env] || :prod, seen)

      names =
        for entry <- config[:deps] || [],
            child = parse(entry, false),
            wanted?(child, :prod),
            do: child

      {%{dep | deps: names, extra: config, status: version_status(dep, config)}, children, seen}
    end)
  end

  defp parse({app, opts}, top_level?) when is_atom(app) and is_list(opts),
    do: parse(app, nil, opts, top_level?)

  defp parse({app, requirement}, top_level?) when is_atom(app),
    do: parse(app, requirement, [], top_level?)

  defp parse({app, requirement, opts}, top_level?) when is_atom(app) and is_list(opts),
    do: parse(app, requirement, opts, top_level?)

  defp parse(other, _) do
    Mix.raise("""
    Dependency specified in the wrong format:

        #{inspect(other)}

    Expected:

        {app, opts} | {app, requirement} | {app, requirement, opts}

    Where:

        app :: atom
        requirement :: String.t | Regex.t
        opts :: keyword

    If you want to skip the requirement (not recommended), use ">= 0.0.0".
    """)
  end

  defp parse(app, requirement, opts, top_level?) do
    if requirement, do: check_requirement(app, requirement)

    case Enum.find_value(Mix.SCM.available(), fn scm ->
           if opts = scm.accepts_options(app, opts), do: {scm, opts}
         end) do
      {scm, opts} ->
        %Mix.Dep{
          app: app,
          requirement: requirement,
          scm: scm,
          manager: :mix,
          from: Path.expand("mix.exs"),
          top_level: top_level?,
          opts:
            Keyword.put(
              opts,
              :build,
              Path.join([Mix.Project.build_path(), "lib", Atom.to_string(app)])
            )
        }

      nil ->
        Mix.raise(
          "Could not find an SCM for dependency #{inspect(app)} from #{inspect(Mix.Project.get())}: " <>
            "dependencies are folders (path: \"…\") here, packages and repositories cannot be fetched"
        )
    end
  end

  defp check_requirement(_, %Regex{}), do: :ok

  defp check_requirement(app, requirement) do
    if not is_binary(requirement) or Version.parse_requirement(requirement) == :error do
      Mix.raise("Invalid requirement #{inspect(requirement)} for app #{inspect(app)}")
    end
  end

  # Dependencies of dependencies are those that they have in production.
  defp wanted?(%{opts: opts}, env) do
    (opts[:only] == nil or env == :any or env in List.wrap(opts[:only])) and
      (opts[:targets] == nil or Mix.target() in List.wrap(opts[:targets]))
  end

  defp with_status(dep) do
    if dep.scm.checked_out?(dep.opts),
      do: %{dep | status: {:ok, nil}},
      else: %{dep | status: {:unavailable, dep.opts[:dest]}}
  end

  defp version_status(%{requirement: requirement}, config) do
    version = config[:version]

    cond do
      requirement == nil or version == nil -> {:ok, version}
      is_struct(requirement, Regex) -> matched(version =~ requirement, version)
      true -> matched(Version.match?(version, requirement), version)
    end
  end

  defp matched(true, version), do: {:ok, version}
  defp matched(false, version), do: {:nomatchvsn, version}

  @doc "Whether a dependency is as it should be."
  def ok?(%{status: {:ok, _}}), do: true
  def ok?(_), do: false

  @doc "Whether a dependency is there."
  def available?(%{status: {:unavailable, _}}), do: false
  def available?(_), do: true

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

  def format_status(%{status: {:unavailable, _}, scm: scm}) do
    hint = if scm.fetchable?(), do: ", run \"mix deps.get\"", else: ""
    "the dependency is not available" <> hint
  end

  def format_status(%{status: {:nomatchvsn, version}, requirement: requirement}),
    do:
      "the dependency does not match the requirement #{inspect(requirement)}, got #{inspect(version)}"

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
