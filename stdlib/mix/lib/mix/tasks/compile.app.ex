# `mix compile.app`: the file that tells what an application consists of and needs.

defmodule Mix.Tasks.Compile.App do
  @moduledoc """
  Writes a `.app` file.

  It says what `application/0` of the project says:

    * `:mod` - `{module, argument}`: the module whose `start/2` starts the application
    * `:extra_applications` - applications that are needed besides the dependencies
    * `:applications` - all that are needed, dependencies included
    * `:included_applications` - applications that this one starts itself
    * `:registered` - names that its processes are registered under
    * `:env` - the application's environment, below what is configured
    * `:start_phases` - phases to start in

  The option `--force` writes it even where nothing has changed.
  """

  use Mix.Task.Compiler

  @recursive true

  @impl true
  def run(args) do
    config = Mix.Project.config()
    app = config[:app]
    check_project(app, config[:version])
    path = Path.join(Mix.Project.compile_path(config), "#{app}.app")
    text = text(app, config)

    if "--force" in args or File.read(path) != {:ok, text} do
      File.mkdir_p!(Path.dirname(path))
      File.write!(path, text)
      Mix.shell().info("Generated #{app} app")
      {:ok, []}
    else
      {:noop, []}
    end
  end

  defp check_project(app, version) do
    unless is_atom(app) and app != nil do
      Mix.raise("Expected :app to be an atom, got: #{inspect(app)}")
    end

    cond do
      version == nil ->
        Mix.raise("Missing version number for application. Please set :version in mix.exs")

      not is_binary(version) or Version.parse(version) == :error ->
        Mix.raise(
          "Expected :version to be a valid Version, got: #{inspect(version)} (see the Version module for more information)"
        )

      true ->
        :ok
    end
  end

  defp text(app, config) do
    properties =
      [
        modules: modules(Mix.Project.compile_path(config)),
        description: String.to_charlist(config[:description] || Atom.to_string(app)),
        registered: [],
        vsn: String.to_charlist(config[:version])
      ]
      |> Keyword.merge(own_properties())
      |> with_applications(config)

    :io_lib.format(~c"~tp.~n", [{:application, app, properties}])
    |> :unicode.characters_to_binary()
  end

  defp modules(path) do
    names =
      case File.ls(path) do
        {:ok, files} -> for file <- files, Path.extname(file) == ".beam", do: Path.rootname(file)
        {:error, _} -> []
      end

    names |> Enum.sort() |> Enum.map(&String.to_atom/1)
  end

  defp own_properties do
    module = Mix.Project.get!()

    if function_exported?(module, :application, 0) do
      properties = module.application()

      unless Keyword.keyword?(properties) do
        Mix.raise(
          "Application configuration returned from application/0 should be a keyword list, got: #{inspect(properties)}"
        )
      end

      Enum.each(properties, fn {key, value} -> check(key, value) end)
      properties
    else
      []
    end
  end

  defp check(:mod, []), do: :ok
  defp check(:mod, {module, _}) when is_atom(module), do: :ok

  defp check(:mod, value) do
    Mix.raise(
      "Application callback module (:mod) should be either [] or {module, start_args}, got: #{inspect(value)}"
    )
  end

  defp check(key, value)
       when key in [:applications, :extra_applications, :included_applications] do
    name = key |> Atom.to_string() |> String.replace("_", " ")

    valid? =
      is_list(value) and
        Enum.all?(value, fn
          {app, kind} -> is_atom(app) and kind in [:required, :optional]
          app -> is_atom(app)
        end)

    unless valid? do
      Mix.raise(
        "Application #{name} (#{inspect(key)}) should be a list of atoms, got: #{inspect(value)}"
      )
    end
  end

  defp check(:registered, value) do
    unless is_list(value) and Enum.all?(value, &is_atom/1) do
      Mix.raise(
        "Application registered (:registered) should be a list of atoms, got: #{inspect(value)}"
      )
    end
  end

  defp check(:env, value) do
    unless Keyword.keyword?(value) do
      Mix.raise("Application environment (:env) should be a keyword list, got: #{inspect(value)}")
    end
  end

  defp check(_, _), do: :ok

  defp with_applications(properties, config) do
    {extra, properties} = Keyword.pop(properties, :extra_applications, [])
    {given, properties} = Keyword.pop(properties, :applications)
    {optional_extra, extra} = split_optional(extra)
    {optional_deps, deps} = dependencies(config, properties[:included_applications] || [])

    {optional_given, applications} =
      case given do
        nil -> {optional_deps, deps}
        _ -> split_optional(given)
      end

    optional = Enum.uniq(optional_extra ++ optional_given)

    all =
      Enum.uniq(
        [:kernel, :stdlib, :elixir] ++ extra ++ optional_extra ++ applications ++ optional_given
      )

    {modules, rest} = Keyword.pop!(properties, :modules)
    [modules: modules, optional_applications: optional, applications: all] ++ rest
  end

  defp split_optional(applications) do
    {optional, required} = Enum.split_with(applications, &match?({_, :optional}, &1))

    name = fn
      {app, _} -> app
      app -> app
    end

    {Enum.map(optional, name), Enum.map(required, name)}
  end

  # Dependencies that run with the application: not those that are only compiled with.
  defp dependencies(config, included) do
    deps =
      for dep <- Mix.Dep.cached(), dep.top_level, runtime?(dep), dep.app not in included, do: dep

    {optional, required} = Enum.split_with(deps, & &1.opts[:optional])
    order = for entry <- config[:deps] || [], do: elem(entry, 0)

    names = fn deps ->
      deps
      |> Enum.map(& &1.app)
      |> Enum.sort_by(fn app -> Enum.find_index(order, &(&1 == app)) end)
    end

    {names.(optional), names.(required)}
  end

  defp runtime?(dep) do
    Keyword.get(dep.opts, :runtime, true) and Keyword.get(dep.opts, :app, true) != false
  end
end
