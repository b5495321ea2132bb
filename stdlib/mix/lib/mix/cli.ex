# The command `mix`: options, the project's file, environment, and the task.

defmodule Mix.CLI do
  @moduledoc false

  @doc "Runs the command with its arguments."
  def main(args \\ System.argv()) do
    Mix.start()
    Code.put_compiler_option(:tracers, [])

    if Mix.debug?(),
      do: Mix.Task.announced("CLI", nil, fn -> invoke(args) end),
      else: invoke(args)
  end

  defp invoke([option]) when option in ["-h", "--help"], do: help()
  defp invoke([option]) when option in ["-v", "--version"], do: version()
  defp invoke(["-" <> _ | _]), do: refuse(&explain_options/0)

  defp invoke(args) do
    load_project_file()

    if args == [] and Mix.Project.get() == nil do
      refuse(&explain_default_task/0)
    else
      {task, args} = task_and_arguments(args)
      choose_environment(task)
      run_task(task, args)
    end
  end

  defp refuse(explain) do
    protected(fn ->
      usage()
      explain.()
    end)
  end

  defp explain_options do
    Mix.raise(
      "Mix only recognizes the options --help and --version.\n" <>
        "You may have wanted to invoke a task instead, such as \"mix run\""
    )
  end

  defp explain_default_task do
    Mix.raise("\"mix\" with no arguments must be executed in a directory with a mix.exs file")
  end

  # Without a name it is the project's default task.
  defp task_and_arguments([]), do: {default_task(), []}
  defp task_and_arguments([task | args]), do: {task, args}

  defp default_task do
    Mix.Project.get()
    |> Mix.Project.default_cli()
    |> Keyword.get(:default_task, Mix.Project.config()[:default_task] || "run")
  end

  defp load_project_file do
    file = System.get_env("MIX_EXS") || "mix.exs"

    if File.regular?(file) do
      protected(fn -> Mix.Project.load_file(Path.expand(file)) end)
    end
  end

  # What the system's environment says comes first; then what the project prefers for a task.
  defp choose_environment(task) do
    cli = Mix.Project.default_cli(Mix.Project.get())
    preferred = cli[:preferred_envs] || old_preferences() || []
    env = preferred[String.to_atom(task)] || own_preference(task) || cli[:default_env]

    if env != nil and System.get_env("MIX_ENV") in [nil, ""] and env != Mix.env() do
      Mix.env(env)
      reload_project()
    end

    target = get_in(cli, [:preferred_targets, String.to_atom(task)]) || cli[:default_target]

    if target != nil and System.get_env("MIX_TARGET") in [nil, ""] and target != Mix.target() do
      Mix.target(target)
      reload_project()
    end
  end

  # Where they were written before there was `cli/0`.
  defp old_preferences do
    if preferred = Mix.Project.config()[:preferred_cli_env] do
      IO.warn(
        """
        setting :preferred_cli_env in your mix.exs "def project" is deprecated, set it inside "def cli" instead:

            def cli do
              [preferred_envs: #{inspect(preferred)}]
            end
        """,
        []
      )

      preferred
    end
  end

  defp own_preference("test"), do: :test
  defp own_preference("test.coverage"), do: :test
  defp own_preference(_), do: nil

  # The file may have asked for the environment.
  defp reload_project do
    case Mix.ProjectStack.peek() do
      nil ->
        :ok

      %{name: module, file: file} ->
        Mix.Project.pop()
        Mix.Project.push(module, file)
    end
  end

  defp run_task(name, args) do
    protected(fn ->
      check_name(name)
      check_language_version()
      Mix.Task.run("loadconfig", [])
      Mix.Task.run(name, args)
    end)
  end

  defp check_name(name) do
    if String.contains?(name, "/") do
      raise Mix.NoTaskError, task: name
    end
  end

  defp check_language_version do
    config = Mix.Project.config()

    if requirement = config[:elixir] do
      case Version.parse_requirement(requirement) do
        {:ok, parsed} ->
          if not Version.match?(System.version(), parsed) do
            raise Mix.ElixirVersionError,
              target: config[:app] || Mix.Project.get(),
              expected: requirement,
              actual: System.version()
          end

        :error ->
          Mix.raise("Invalid Elixir version requirement #{requirement} in mix.exs file")
      end
    end
  end

  # Errors of the tool are told in a line; others with the trace, but for what called the task.
  defp protected(fun) do
    fun.()
  rescue
    exception ->
      case exception do
        %{mix: status} when is_integer(status) or status == true ->
          if Mix.debug?(),
            do: reraise(exception, __STACKTRACE__),
            else: complain(Exception.message(exception), if(status == true, do: 1, else: status))

        _ ->
          reraise(exception, __STACKTRACE__)
      end
  end

  defp complain(message, status) do
    Mix.shell().error("** (Mix) " <> message)
    exit({:shutdown, status})
  end

  defp version do
    IO.puts("Mix #{System.version()} (Vial #{:prim_code.version()})")
  end

  defp help do
    IO.puts("Mix is a build tool for Elixir")
    usage()
  end

  defp usage do
    IO.puts("""

    Usage: mix [task]

    Examples:

        mix             - Invokes the default task (mix run) in a project
        mix new PATH    - Creates a new Elixir project at the given path
        mix help        - Lists all available tasks
        mix help TASK   - Prints documentation for a given task

    The --help and --version options can be given instead of a task for usage and versioning information.
    """)
  end
end
