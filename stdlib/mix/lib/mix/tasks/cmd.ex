# `mix cmd`: a program of the system, in each application of an umbrella.

defmodule Mix.Tasks.Cmd do
  @shortdoc "Executes the given command"

  @moduledoc """
  Runs a program of the system.

      $ mix cmd make

  In an umbrella it is run in each application; `mix do --app APP cmd …` chooses one. The program is found on the `PATH`, and
  gets its arguments as they are. One that ends with another status than 0 ends the task.

  ## Options

  They are written before the program:

    * `--cd FOLDER` - the folder that it runs in
    * `--shell` - hands the arguments to the system's shell, as one text
  """

  use Mix.Task

  @recursive true

  @switches [app: :keep, cd: :string, shell: :boolean]

  @impl true
  def run(args) do
    {options, args} = OptionParser.parse_head!(args, strict: @switches)

    if args == [] do
      Mix.raise("No argument was given to mix cmd. Run \"mix help cmd\" for more information")
    end

    apps = for app <- Keyword.get_values(options, :app), do: String.to_atom(app)

    if apps != [] do
      IO.warn("the --app in mix cmd is deprecated. Use mix do --app instead.")
    end

    if apps == [] or Mix.Project.config()[:app] in apps, do: execute(args, options)
    Mix.Task.reenable("cmd")
    :ok
  end

  defp execute([program | arguments] = args, options) do
    command =
      if options[:shell], do: Enum.join(args, " "), else: {found(program, options), arguments}

    case Mix.shell().cmd(command, Keyword.take(options, [:cd])) do
      0 -> :ok
      status -> exit(status)
    end
  end

  # A path is the project's, not that of the folder which the program runs in.
  defp found(program, options) do
    if options[:cd] && String.contains?(program, "/"), do: Path.expand(program), else: program
  end
end
