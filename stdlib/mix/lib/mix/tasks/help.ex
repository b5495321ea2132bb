# `mix help`: which tasks there are, and what they, aliases and modules do.

defmodule Mix.Tasks.Help do
  @shortdoc "Prints help information for tasks, aliases, modules, and applications"

  @moduledoc """
  Lists tasks, or shows the documentation of one of them, of a module or of a function.

      $ mix help                 # all tasks
      $ mix help TASK            # one task, or alias
      $ mix help MODULE          # a module
      $ mix help MODULE.FUN      # a function, with /ARITY if you like
      $ mix help app:APP         # the modules of an application
      $ mix help --aliases       # the project's aliases
      $ mix help --names         # names of tasks and aliases, for shells that complete them
      $ mix help --search WORD   # tasks and aliases that have the word in their names or descriptions

  ## Colours

  On a terminal documentation is coloured. The configuration of the application `:mix` changes that: `colors: [enabled: false]`,
  and the colours of `IEx.configure/1`.
  """

  use Mix.Task

  @impl true
  def run(args)

  def run([]) do
    load_tasks()

    lines =
      [{"mix", "Runs the default task (current: \"mix #{default_task()}\")"} | listed()] ++
        [{"iex -S mix", "Starts IEx and runs the default task"}]

    print_lines(lines)

    Mix.shell().info("\nUse \"mix help <TASK>\" for more information on a particular command.")
  end

  def run(["--names"]) do
    load_tasks()

    names =
      Enum.map(Mix.Task.load_all(), &Mix.Task.task_name/1) ++
        for({name, _} <- aliases(), do: name)

    names |> Enum.sort() |> Enum.each(&Mix.shell().info/1)
  end

  def run(["--aliases"]) do
    for({name, steps} <- aliases(), do: {"mix " <> name, alias_text(steps)})
    |> Enum.sort()
    |> print_lines()
  end

  def run(["--search", word]) do
    load_tasks()

    listed()
    |> Enum.filter(fn {name, text} ->
      String.contains?(name, word) or String.contains?(text, word)
    end)
    |> print_lines()
  end

  def run(["--search"]) do
    Mix.raise("Unexpected arguments, expected \"mix help --search PATTERN\"")
  end

  def run(["app:" <> app]) do
    load_tasks()
    show_application(String.to_atom(app))
  end

  def run([name]) do
    load_tasks()
    if name =~ ~r/^[A-Z:]/, do: show_module(name), else: show_task(name)
  end

  def run(_) do
    Mix.raise("Unexpected arguments, expected \"mix help\" or \"mix help TASK\"")
  end

  # Tasks of the project and its dependencies are found as far as these have been compiled.
  defp load_tasks do
    if Mix.Project.get() do
      Mix.Task.run("loadpaths", ["--no-elixir-version-check", "--no-deps-check", "--no-compile"])
    end
  end

  defp default_task do
    Keyword.get(
      Mix.Project.default_cli(Mix.Project.get()),
      :default_task,
      Mix.Project.config()[:default_task] || "run"
    )
  end

  ## Lists

  # Aliases and what is no secret of tasks, in the order of names.
  defp listed do
    tasks =
      for module <- Mix.Task.load_all(),
          text = Mix.Task.shortdoc(module),
          do: {"mix " <> Mix.Task.task_name(module), text}

    aliases = for {name, steps} <- aliases(), do: {"mix " <> name, alias_text(steps)}
    Enum.sort_by(aliases ++ tasks, &elem(&1, 0))
  end

  defp print_lines(lines) do
    width = lines |> Enum.map(&String.length(elem(&1, 0))) |> Enum.max(fn -> 0 end)

    for {name, text} <- lines do
      Mix.shell().info("#{String.pad_trailing(name, width)} # #{text}")
    end
  end

  defp aliases do
    for {name, steps} <- Mix.Project.config()[:aliases] || [], do: {Atom.to_string(name), steps}
  end

  defp alias_text(steps) when is_list(steps) do
    "Alias for " <> Enum.map_join(steps, ", ", &step_text/1)
  end

  defp alias_text(step), do: "Alias for " <> single_text(step)

  defp step_text(step) when is_function(step), do: "a function"
  defp step_text(step) when is_binary(step), do: step
  defp step_text(step), do: inspect(step)

  defp single_text(step) when is_function(step) do
    {:name, name} = Function.info(step, :name)
    {:arity, arity} = Function.info(step, :arity)

    case Atom.to_string(name) do
      "-" <> _ -> "a function"
      text -> "&#{text}/#{arity}"
    end
  end

  defp single_text(step), do: step_text(step)

  ## Tasks and aliases

  defp show_task(name) do
    steps = Enum.find_value(aliases(), fn {alias, steps} -> alias == name && {:ok, steps} end)

    case {steps, task(name)} do
      {nil, nil} ->
        Mix.Task.get!(name)

      {nil, module} ->
        show_documentation(name, module)

      {{:ok, steps}, nil} ->
        show_alias(name, steps)

      {{:ok, steps}, module} ->
        show_alias(name, steps)

        Mix.shell().info(
          "\nThere is also a task named #{inspect(name)}. The documentation is shown next.\n"
        )

        show_documentation(name, module)
    end
  end

  # One of the project may be there once it has been compiled.
  defp task(name) do
    Mix.Task.get(name) ||
      if Mix.Project.get() && not Mix.Task.alias?(name) do
        Mix.Task.run("compile", [])
        Mix.Task.get(name)
      end
  end

  defp show_alias(name, steps) do
    print_title("mix " <> name)

    shown =
      steps |> inspect(pretty: true, width: 0) |> String.replace("\n", "\n    ")

    print_text("Alias for\n\n    #{shown}\n")
    location(Path.relative_to_cwd(Mix.Project.project_file() || "mix.exs"))
  end

  defp show_documentation(name, module) do
    print_title("mix " <> name)

    case Mix.Task.moduledoc(module) do
      text when is_binary(text) -> print_text(text)
      _ -> Mix.shell().info("There is no documentation for this task\n")
    end

    location(where(module))
  end

  # What comes with the tool is in its executable.
  defp where(module) do
    case :code.which(module) do
      path when is_list(path) and path != [] ->
        path |> List.to_string() |> Path.dirname() |> Path.relative_to_cwd()

      _ ->
        own_executable()
    end
  end

  defp own_executable do
    case File.read_link("/proc/self/exe") do
      {:ok, path} -> path
      {:error, _} -> System.find_executable("vial") || "vial"
    end
  end

  defp location(path), do: Mix.shell().info("Location: #{path}")

  defp print_title(title), do: IO.ANSI.Docs.print_headings([title], look())
  defp print_text(text), do: IO.ANSI.Docs.print(text, "text/markdown", look())

  defp look do
    colors = Application.get_env(:mix, :colors, [])
    enabled = Keyword.get(colors, :enabled, IO.ANSI.enabled?())
    Keyword.merge([width: columns(), enabled: enabled], Keyword.delete(colors, :enabled))
  end

  defp columns do
    case :io.columns() do
      {:ok, columns} -> min(columns, 80)
      _ -> 80
    end
  end

  ## Modules and applications

  defp show_module(name) do
    case Code.string_to_quoted(name) do
      {:ok, quoted} ->
        quoted |> IEx.Introspection.decompose(__ENV__) |> show_quoted(name)

      {:error, _} ->
        Mix.raise("Invalid expression: #{name}")
    end
  end

  defp show_quoted(:error, name), do: Mix.raise("Invalid expression: #{name}")

  defp show_quoted(quoted, _) do
    {subject, _} = Code.eval_quoted(quoted)
    module = if is_tuple(subject), do: elem(subject, 0), else: subject
    if Mix.Project.get() && not Code.ensure_loaded?(module), do: Mix.Task.run("compile", [])
    IEx.Introspection.h(subject)
    :ok
  end

  defp show_application(app) do
    Application.load(app)

    case Application.spec(app, :modules) do
      nil ->
        Mix.raise("Application #{app} does not exist or is not loaded")

      modules ->
        for module <- Enum.sort(modules), text = first_sentence(module) do
          Mix.shell().info(String.trim_trailing("#{inspect(module)} # #{text}", " # "))
        end
    end
  end

  defp first_sentence(module) do
    case Code.fetch_docs(module) do
      {:docs_v1, _, _, _, %{"en" => text}, _, _} -> text |> String.split("\n") |> hd()
      {:docs_v1, _, _, _, :hidden, _, _} -> nil
      _ -> ""
    end
  end
end
