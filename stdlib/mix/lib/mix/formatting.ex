# How `mix format` knows the rules for a file: `.formatter.exs`, those of folders below it, dependencies and plugins.

defmodule Mix.Formatting do
  @moduledoc false

  @keys [:inputs, :subdirectories]

  defstruct [:source, options: [], folders: [], complete?: false]

  @doc """
  Reads the rules of a folder: `.formatter.exs` in it, or the file that is the option `:dot_formatter`. There need not be any.

  The result's `options` are those of the file, with what dependencies and plugins add; its `folders` are the rules of those
  below, by their paths.
  """
  def load(folder, options) do
    file = Path.join(folder, ".formatter.exs")

    cond do
      dot_formatter = options[:dot_formatter] ->
        resolve(folder, dot_formatter, evaluate(dot_formatter), options)

      File.regular?(file) ->
        resolve(folder, Path.relative_to_cwd(file), evaluate(file), options)

      true ->
        %__MODULE__{}
    end
  end

  # The file is named as an argument of the command names it.
  defp evaluate(file) do
    {rules, _} = file |> Path.relative_to_cwd() |> Code.eval_file()

    if not Keyword.keyword?(rules) do
      Mix.raise(
        "Expected #{inspect(Path.expand(file))} to return a keyword list, got: #{inspect(rules)}"
      )
    end

    rules
  end

  defp resolve(folder, source, rules, options) do
    folders = folders(folder, Keyword.get(rules, :subdirectories, []), options)
    complete? = Enum.any?(@keys, &Keyword.has_key?(rules, &1))

    resolved =
      rules
      |> Keyword.delete(:subdirectories)
      |> with_locals_of_dependencies(Keyword.get(rules, :import_deps, []))
      |> with_plugins(Keyword.get(rules, :plugins, []), options)

    %__MODULE__{source: source, options: resolved, folders: folders, complete?: complete?}
  end

  ## Folders below

  defp folders(folder, patterns, options) when is_list(patterns) do
    for pattern <- patterns,
        below <- folder |> Path.join(pattern) |> Path.expand() |> Path.wildcard(match_dot: true),
        file = Path.join(below, ".formatter.exs"),
        File.regular?(file) do
      {below, resolve(below, file, evaluate(file), options)}
    end
  end

  defp folders(_, other, _) do
    Mix.raise("Expected :subdirectories to return a list of directories, got: #{inspect(other)}")
  end

  ## What dependencies export

  defp with_locals_of_dependencies(rules, []), do: rules

  defp with_locals_of_dependencies(rules, names) when is_list(names) do
    for name <- names, not is_atom(name) do
      Mix.raise("Dependencies in :import_deps should be atoms, got: #{inspect(name)}")
    end

    paths = Mix.Project.deps_paths()

    exported =
      for name <- names,
          local <- exported_locals(name, folder_of_dependency(name, paths)),
          uniq: true,
          do: local

    Keyword.update(rules, :locals_without_parens, exported, &(exported ++ &1))
  end

  defp with_locals_of_dependencies(_, other) do
    Mix.raise("Expected :import_deps to return a list of dependencies, got: #{inspect(other)}")
  end

  defp folder_of_dependency(name, paths) do
    case paths do
      %{^name => folder} ->
        folder

      _ ->
        Mix.raise(
          "Unknown dependency #{inspect(name)} given to :import_deps in the formatter configuration. " <>
            "Make sure the dependency is listed in your mix.exs for environment #{inspect(Mix.env())} " <>
            "and you have run \"mix deps.get\""
        )
    end
  end

  defp exported_locals(name, folder) do
    file = Path.join(folder, ".formatter.exs")

    cond do
      File.regular?(file) ->
        get_in(evaluate(file), [:export, :locals_without_parens]) || []

      File.dir?(folder) ->
        []

      true ->
        Mix.raise(
          "Unavailable dependency #{inspect(name)} given to :import_deps in the formatter configuration. " <>
            "The dependency cannot be found in the file system, please run \"mix deps.get\" and try again"
        )
    end
  end

  ## Plugins

  defp with_plugins(rules, [], _), do: rules

  defp with_plugins(rules, plugins, options) when is_list(plugins) do
    load_plugins(plugins, options)

    for plugin <- plugins do
      cond do
        not Code.ensure_loaded?(plugin) ->
          Mix.raise("Formatter plugin #{inspect(plugin)} cannot be found")

        not function_exported?(plugin, :features, 1) ->
          Mix.raise("Formatter plugin #{inspect(plugin)} does not define features/1")

        true ->
          :ok
      end
    end

    case sigils(rules, plugins) do
      [] -> rules
      sigils -> Keyword.put(rules, :sigils, sigils)
    end
  end

  defp with_plugins(_, other, _) do
    Mix.raise("Expected :plugins to return a list of modules, got: #{inspect(other)}")
  end

  # Plugins are modules of dependencies or of the project itself.
  defp load_plugins(plugins, options) do
    case options[:plugin_loader] do
      nil ->
        if not all_loaded?(plugins), do: Mix.Task.run("loadpaths", [])

        if not all_loaded?(plugins) and Keyword.get(options, :compile, true),
          do: Mix.Task.run("compile", [])

      loader ->
        loader.(plugins)
    end
  end

  defp all_loaded?(plugins), do: Enum.all?(plugins, &Code.ensure_loaded?/1)

  # Sigils that several plugins know go through all of them.
  defp sigils(rules, plugins) do
    plugins
    |> Enum.flat_map(fn plugin ->
      for sigil <- plugin.features(rules)[:sigils] || [], do: {sigil, plugin}
    end)
    |> Enum.group_by(&elem(&1, 0), &elem(&1, 1))
    |> Enum.sort()
    |> Enum.map(fn {sigil, plugins} ->
      {sigil, fn text, metadata -> through(plugins, text, metadata ++ rules) end}
    end)
  end

  defp through(plugins, text, options) do
    Enum.reduce(plugins, text, fn plugin, text -> plugin.format(text, options) end)
  end

  ## Files

  @doc """
  Returns the files that the rules name, with their options, in order. A file that rules of a folder below name as well is
  theirs.
  """
  def inputs(%__MODULE__{} = rules, folder) do
    rules
    |> collect(folder, %{})
    |> Enum.sort()
    |> Enum.map(fn {file, {_, own}} -> {file, own} end)
  end

  defp collect(rules, folder, found) do
    if not rules.complete? do
      Mix.raise("Expected :inputs or :subdirectories key in #{rules.source}")
    end

    found =
      Enum.reduce(rules.folders, found, fn {below, own}, acc -> collect(own, below, acc) end)

    excluded = MapSet.new(expanded(rules.options[:excludes], folder))

    for file <- expanded(rules.options[:inputs], folder), file not in excluded, reduce: found do
      found -> Map.update(found, file, {rules.source, rules.options}, &prefer(&1, file, rules))
    end
  end

  defp prefer({source, _} = present, _, %{source: source}), do: present

  defp prefer({source, _} = present, file, rules) do
    Mix.shell().error(
      "Both #{rules.source} and #{source} specify the file #{file} in their :inputs option. To resolve the conflict, " <>
        "the configuration in #{rules.source} will be ignored. Please change the list of :inputs in one of the formatter " <>
        "files so only one of them matches #{file}"
    )

    present
  end

  defp expanded(patterns, folder) do
    for pattern <- List.wrap(patterns),
        file <- pattern |> Path.expand(folder) |> Path.wildcard(match_dot: true),
        do: file
  end

  @doc "Returns the options for a file: of the rules that are nearest to it."
  def options_for(%__MODULE__{} = rules, file) do
    case Enum.find(rules.folders, fn {folder, _} -> below?(file, folder) end) do
      {_, own} -> options_for(own, file)
      nil -> rules.options
    end
  end

  defp below?(file, folder), do: String.starts_with?(file, folder <> "/")

  @doc "Tells whether the rules name any file, here or below."
  def inputs?(%__MODULE__{options: options, folders: folders}) do
    Keyword.has_key?(options, :inputs) or folders != []
  end

  ## Formatting

  @doc "Returns the function that formats the text of a file of that name."
  def formatter(file, options) do
    extension = Path.extname(file)

    case plugins_for(extension, options) do
      [] when extension in [".ex", ".exs"] -> &elixir(&1, [file: file] ++ options)
      [] -> & &1
      plugins -> &through(plugins, &1, [extension: extension, file: file] ++ options)
    end
  end

  defp plugins_for(extension, options) do
    for plugin <- options[:plugins] || [],
        extension in List.wrap(plugin.features(options)[:extensions]),
        do: plugin
  end

  defp elixir(text, options) do
    case Code.format_string!(text, options) do
      [] -> ""
      formatted -> IO.iodata_to_binary([formatted, ?\n])
    end
  end
end
