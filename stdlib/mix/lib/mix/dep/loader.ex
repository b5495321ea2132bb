# One dependency: what the project writes of it, and how it is: there, locked, compiled, of the wanted version.

defmodule Mix.Dep.Loader do
  @moduledoc false

  @doc "The dependencies that the current project names, and the applications of an umbrella, which are like dependencies of it."
  def of_project(config, top_level?, env) do
    for entry <- applications(config) ++ (config[:deps] || []),
        dep = parse(entry, top_level?),
        wanted?(dep, env),
        do: dep
  end

  defp applications(config) do
    for {app, path} <- Enum.sort(Mix.Project.apps_paths(config) || %{}) do
      {app, path: path, from_umbrella: true, env: Mix.env()}
    end
  end

  @doc "Whether it is needed in an environment."
  def wanted?(%{opts: opts}, env) do
    (opts[:only] == nil or env == :any or env in List.wrap(opts[:only])) and
      (opts[:targets] == nil or Mix.target() in List.wrap(opts[:targets]))
  end

  defp parse({app, opts}, top_level?) when is_atom(app) and is_list(opts),
    do: parse(app, nil, opts, top_level?)

  defp parse({app, requirement}, top_level?) when is_atom(app) and is_binary(requirement),
    do: parse(app, requirement, [], top_level?)

  defp parse({app, %Regex{} = requirement}, top_level?) when is_atom(app),
    do: parse(app, requirement, [], top_level?)

  defp parse({app, requirement, opts}, top_level?)
       when is_atom(app) and (is_binary(requirement) or is_struct(requirement, Regex)) and
              is_list(opts),
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
    name = Atom.to_string(app)

    opts =
      opts
      |> Keyword.put_new(:env, :prod)
      |> Keyword.put(:dest, Path.join(Mix.Project.deps_path(), name))
      |> Keyword.put(:build, Path.join([Mix.Project.build_path(), "lib", name]))

    {scm, opts} =
      Enum.find_value(Mix.SCM.available(), fn scm ->
        if opts = scm.accepts_options(app, opts), do: {scm, opts}
      end) ||
        Mix.raise(
          "Could not find an SCM for dependency #{inspect(app)} from #{inspect(Mix.Project.get())}"
        )

    check_requirement(app, requirement)

    %Mix.Dep{
      app: app,
      requirement: requirement,
      scm: scm,
      from: Path.expand("mix.exs"),
      top_level: top_level?,
      opts: opts
    }
  end

  defp check_requirement(app, requirement) when is_binary(requirement) do
    if Version.parse_requirement(requirement) == :error do
      Mix.raise("Invalid requirement #{inspect(requirement)} for app #{inspect(app)}")
    end
  end

  defp check_requirement(_, _), do: :ok

  @doc "The dependency with its status, given what is locked."
  def with_status(%{scm: scm, opts: opts, app: app} = dep, lock) do
    opts = if scm.fetchable?(), do: Keyword.put(opts, :lock, lock[app]), else: opts
    dep = %{dep | opts: opts, manager: manager(dep)}
    %{dep | status: status(dep)}
  end

  defp status(%{scm: scm, opts: opts} = dep) do
    cond do
      not scm.checked_out?(opts) ->
        {:unavailable, opts[:dest]}

      not scm.fetchable?() ->
        built(dep)

      opts[:lock] == nil ->
        :nolock

      true ->
        case scm.lock_status(opts) do
          :mismatch -> :lockmismatch
          :outdated -> :lockoutdated
          :ok -> if Mix.Dep.Fetched.stale?(opts), do: :compile, else: built(dep)
        end
    end
  end

  defp built(%{app: app, requirement: requirement, opts: opts}) do
    case opts[:app] do
      false ->
        {:ok, nil}

      other ->
        file =
          Path.join([opts[:build], "ebin", if(is_binary(other), do: other, else: "#{app}.app")])

        case :file.consult(String.to_charlist(file)) do
          {:ok, [{:application, ^app, properties}]} -> version(properties[:vsn], requirement)
          {:ok, [{:application, other, _}]} when is_atom(other) -> {:invalidapp, file}
          {:ok, _} -> {:invalidapp, file}
          {:error, _} -> {:noappfile, file}
        end
    end
  end

  defp version(text, requirement) when is_list(text) do
    version = List.to_string(text)
    if matches?(requirement, version), do: {:ok, version}, else: {:nomatchvsn, version}
  end

  defp version(other, _), do: {:invalidvsn, other}

  @doc "Whether a version is one of those wanted."
  def matches?(nil, _), do: true
  def matches?(%Regex{} = requirement, version), do: version =~ requirement

  def matches?(requirement, version) do
    case Version.parse(version) do
      {:ok, version} -> Version.match?(version, requirement)
      :error -> false
    end
  end

  # The tool that it is compiled with.
  defp manager(%{opts: opts}) do
    folder = opts[:dest]

    cond do
      opts[:manager] ->
        opts[:manager]

      opts[:from_umbrella] ->
        :mix

      File.regular?(Path.join(folder, "mix.exs")) ->
        :mix

      Enum.any?(
        ~w(rebar.config rebar.config.script rebar.lock),
        &File.regular?(Path.join(folder, &1))
      ) ->
        :rebar3

      File.regular?(Path.join(folder, "Makefile")) ->
        :make

      true ->
        nil
    end
  end
end
