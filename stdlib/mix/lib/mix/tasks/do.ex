# `mix do`: several commands in a row.

defmodule Mix.Tasks.Do do
  @shortdoc "Executes the tasks separated by plus"

  @moduledoc """
  Runs several tasks, each with its own arguments, in one go.

      $ mix do compile --list + deps

  A task that has run already is not run again, and the first one that fails ends it all.

  ## Options

    * `--app APP` - runs the tasks in this application of an umbrella only; may be given more than once
  """

  use Mix.Task

  @impl true
  def run(args) do
    {options, args} = OptionParser.parse_head!(args, strict: [app: :keep])

    for [task | args] <- commands(args) do
      case Keyword.get_values(options, :app) do
        [] -> Mix.Task.run(task, args)
        apps -> Mix.Task.run_in_apps(task, Enum.map(apps, &String.to_atom/1), args)
      end
    end

    :ok
  end

  @doc false
  def commands(args), do: args |> split([]) |> Enum.map(&Enum.reverse/1)

  # Commands are taken as they come, so that those before an empty one have run.
  defp split(args, _) do
    Stream.unfold(args, fn
      nil -> nil
      args -> next(args, [])
    end)
  end

  defp next(args, command)
  defp next([], command), do: {checked(command), nil}
  defp next(["+" | rest], command), do: {checked(command), rest}

  defp next([argument | rest], command) do
    cond do
      argument == "," ->
        warn_of_commas()
        {checked(command), rest}

      String.ends_with?(argument, ",") and not String.ends_with?(argument, "\\,") ->
        warn_of_commas()
        {checked([binary_slice(argument, 0..-2//1) | command]), rest}

      true ->
        next(rest, [argument | command])
    end
  end

  defp warn_of_commas do
    IO.warn(
      "using commas as separators in \"mix do\" is deprecated, use + between commands instead"
    )
  end

  defp checked([]) do
    Mix.raise("""
    One of the commands passed to "mix do" is empty. Each command passed to "mix do" must have at least the task name. \
    These are all invalid:

      mix do
      mix do my_task +
      mix do + my_task

    Run "mix help do" for more information.
    """)
  end

  defp checked(command), do: command
end
