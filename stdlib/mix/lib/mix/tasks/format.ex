# `mix format`: files in their one form.

defmodule Mix.Tasks.Format do
  @shortdoc "Formats the given files/patterns"

  @moduledoc """
  Formats files.

      $ mix format mix.exs "lib/**/*.{ex,exs}" "test/**/*.{ex,exs}"

  Without files it formats those that `.formatter.exs` names. A `-` stands for standard input, whose formatted text goes to
  standard output.

  ## The rules of a project

  `.formatter.exs` is evaluated and returns a keyword list:

    * `:inputs` - patterns of the files to format; `["{mix,.formatter}.exs", "{config,lib,test}/**/*.{ex,exs}"]` in new projects
    * `:excludes` - patterns of files that are left out
    * `:subdirectories` - patterns of folders with a `.formatter.exs` of their own, whose rules are then those of their files
    * `:import_deps` - dependencies whose `:export` is heeded
    * `:export` - what projects that import this one get: `[locals_without_parens: […]]`
    * `:plugins` - modules that format what this task does not know; see below
    * `:locals_without_parens`, `:line_length`, and whatever else `Code.format_string!/2` understands

  For example:

      [
        inputs: ["{mix,.formatter}.exs", "{config,lib,test}/**/*.{ex,exs}"],
        locals_without_parens: [field: 2],
        line_length: 120
      ]

  ## Options

    * `--check-formatted` - changes nothing, and fails with what would change unless everything is formatted
    * `--no-exit` - with `--check-formatted`: tells, but does not fail
    * `--dry-run` - changes nothing
    * `--dot-formatter FILE` - the rules are in another file
    * `--stdin-filename FILE` - the name of what is read from standard input: its rules and its extension count
    * `--migrate` - replaces ways to write that are no longer recommended, too
    * `--no-compile` - does not compile the project to find plugins
    * `--force` - formats all files, whether or not they have been formatted before
    * `--verbose` - names the files that change

  ## Plugins

  A plugin is a module with this behaviour: it formats sigils, or files with other extensions.

      defmodule Shop.MarkdownFormatter do
        @behaviour Mix.Tasks.Format

        def features(_options), do: [sigils: [:M], extensions: [".md"]]

        def format(text, _options), do: String.trim_trailing(text) <> "\\n"
      end

  Options of `format/2` are the rules, and for files `:extension` and `:file`; for sigils `:sigil`, `:modifiers` (a charlist),
  `:opening_delimiter`, `:file` and `:line`. What several plugins know goes through all of them, in order.
  """

  use Mix.Task

  @switches [
    check_equivalent: :boolean,
    check_formatted: :boolean,
    no_exit: :boolean,
    dot_formatter: :string,
    dry_run: :boolean,
    stdin_filename: :string,
    force: :boolean,
    no_compile: :boolean,
    migrate: :boolean,
    verbose: :boolean
  ]

  @doc """
  Tells which `:sigils` (atoms) and `:extensions` (texts) the plugin formats.
  """
  @doc since: "1.13.0"
  @callback features(Keyword.t()) :: [sigils: [atom], extensions: [binary]]

  @doc """
  Formats a text.
  """
  @doc since: "1.13.0"
  @callback format(String.t(), Keyword.t()) :: String.t()

  @impl true
  def run(args) do
    folder = File.cwd!()
    {options, args} = OptionParser.parse!(args, strict: @switches)

    if options[:check_equivalent] do
      IO.warn("--check-equivalent has been deprecated and has no effect")
    end

    if options[:no_exit] && !options[:check_formatted] do
      Mix.raise("--no-exit can only be used together with --check-formatted")
    end

    options = if options[:no_compile], do: Keyword.put(options, :compile, false), else: options
    rules = Mix.Formatting.load(folder, options)

    args
    |> files(rules, folder, options)
    |> Task.async_stream(&format_file(&1, options), ordered: true, timeout: :infinity)
    |> Enum.map(fn {:ok, result} -> result end)
    |> report(options)
  end

  ## What is to be formatted

  defp files([], rules, folder, _) do
    if not Mix.Formatting.inputs?(rules) do
      Mix.raise(
        "Expected one or more files/patterns to be given to mix format " <>
          "or for a .formatter.exs file to exist with an :inputs or :subdirectories key"
      )
    end

    Mix.Formatting.inputs(rules, folder)
  end

  defp files(args, rules, folder, options) do
    case args |> Enum.flat_map(&matching(&1, folder)) |> Enum.uniq() do
      [] ->
        Mix.raise(
          "Could not find a file to format. The files/patterns given to command line " <>
            "did not point to any existing file. Got: #{inspect(args)}"
        )

      files ->
        files |> Enum.sort() |> Enum.map(&with_rules(&1, rules, folder, options))
    end
  end

  defp matching("-", _), do: [:stdin]

  defp matching(pattern, folder) do
    pattern |> Path.expand(folder) |> Path.wildcard() |> Enum.filter(&File.regular?/1)
  end

  defp with_rules(:stdin, rules, folder, options) do
    name = Path.expand(options[:stdin_filename] || "stdin.exs", folder)
    {{:stdin, name}, Mix.Formatting.options_for(rules, name)}
  end

  defp with_rules(file, rules, _, _), do: {file, Mix.Formatting.options_for(rules, file)}

  ## Formatting

  defp format_file({place, rules}, options) do
    {name, text} = read(place)
    rules = if options[:migrate], do: Keyword.put(rules, :migrate, true), else: rules
    formatted = Mix.Formatting.formatter(name, rules).(text)

    cond do
      options[:check_formatted] -> compare(place, text, formatted)
      options[:dry_run] -> :ok
      true -> write(place, text, formatted, options)
    end
  rescue
    exception -> {:failed, place, exception, __STACKTRACE__}
  end

  defp read({:stdin, name}) do
    case IO.read(:stdio, :eof) do
      text when is_binary(text) -> {name, text}
      :eof -> {name, ""}
    end
  end

  defp read(file), do: {file, File.read!(file)}

  defp compare(_, text, text), do: :ok
  defp compare(place, text, formatted), do: {:unformatted, place, text, formatted}

  defp write({:stdin, _}, _, formatted, _), do: IO.write(formatted)
  defp write(_, text, text, _), do: :ok

  defp write(file, _, formatted, options) do
    if options[:verbose], do: Mix.shell().info("* formatting #{Path.relative_to_cwd(file)}")
    File.write!(file, formatted)
  end

  ## Results

  defp report(results, options) do
    case Enum.find(results, &match?({:failed, _, _, _}, &1)) do
      {:failed, place, exception, stacktrace} ->
        Mix.shell().error("mix format failed for #{describe(place)}")
        reraise exception, stacktrace

      nil ->
        results |> Enum.filter(&match?({:unformatted, _, _, _}, &1)) |> tell(options)
    end
  end

  defp describe({:stdin, _}), do: "stdin"
  defp describe(file), do: "file: #{Path.relative_to_cwd(file)}"

  defp tell([], _), do: :ok

  defp tell(unformatted, options) do
    message = """
    The following files are not formatted:

    #{Enum.map_join(unformatted, &difference/1)}
    """

    if options[:no_exit] do
      Mix.shell().info(String.trim_trailing(message, "\n") <> "\n\n")
    else
      Mix.raise("mix format failed due to --check-formatted.\n" <> message)
    end
  end

  defp difference({:unformatted, place, text, formatted}) do
    shown = Mix.Formatting.Difference.format(text, formatted, color: IO.ANSI.enabled?())
    title(place) <> shown <> "\n"
  end

  defp title({:stdin, _}), do: IO.ANSI.reset()
  defp title(file), do: "#{IO.ANSI.bright()}#{IO.ANSI.red()}#{file}\n#{IO.ANSI.reset()}\n"

  ## For editors

  @doc """
  Returns the function that formats the text of a file, and the options that hold for it.

  ## Options

    * `:root` - the folder whose `.formatter.exs` is read, the current one by default
    * `:dot_formatter` - another file of rules
    * `:plugin_loader` - a function that is called with the plugins, to load them

  """
  @doc since: "1.13.0"
  @spec formatter_for_file(Path.t(), keyword) :: {(String.t() -> String.t()), keyword}
  def formatter_for_file(file, options \\ []) do
    folder = Path.expand(options[:root] || File.cwd!())
    file = Path.expand(file, folder)
    rules = folder |> Mix.Formatting.load(options) |> Mix.Formatting.options_for(file)
    {Mix.Formatting.formatter(file, rules), rules}
  end

  @doc """
  Returns the options that hold for a file.
  """
  @doc deprecated: "Use formatter_for_file/2 instead"
  @spec formatter_opts_for_file(Path.t(), keyword) :: keyword
  def formatter_opts_for_file(file, options \\ []) do
    {_, rules} = formatter_for_file(file, options)
    rules
  end
end
