# The errors of the tool. Those with a field `mix` end the command without a stack trace; if it is a number, with that status.

defmodule Mix.Error do
  @moduledoc "An error that is told in one message; see `Mix.raise/2`."

  defexception [:message, mix: 1]
end

defmodule Mix.NoTaskError do
  @moduledoc "A task that does not exist was called."

  defexception [:task, :message, mix: true]

  @impl true
  def exception(opts) do
    task = opts[:task]
    %__MODULE__{task: task, message: message_for(task)}
  end

  defp message_for(task) do
    prefix = "The task \"#{task}\" could not be found"

    case closest(task) do
      nil -> prefix <> note(task)
      similar -> prefix <> ". Did you mean \"#{similar}\"?" <> note(task)
    end
  end

  defp closest(task) do
    names = for module <- Mix.Task.load_all(), do: Mix.Task.task_name(module)

    {similarity, name} =
      (names ++ aliases())
      |> Enum.map(&{String.jaro_distance(task, &1), &1})
      |> Enum.max_by(&elem(&1, 0), fn -> {0.0, nil} end)

    if similarity > 0.8, do: name
  end

  defp aliases do
    for {name, _} <- Mix.Project.config()[:aliases] || [], do: Atom.to_string(name)
  end

  defp note(_) do
    if Mix.Project.get(), do: "", else: "\nNote no mix.exs was found in the current directory"
  end
end

defmodule Mix.InvalidTaskError do
  @moduledoc "What should be a task is none."

  defexception [:task, :message, mix: true]

  @impl true
  def exception(opts) do
    task = opts[:task]

    %__MODULE__{
      task: task,
      message: "The task #{inspect(task)} does not export run/1"
    }
  end
end

defmodule Mix.NoProjectError do
  @moduledoc "A task that needs a project was called where there is none."

  @default "Could not find a Mix.Project, please ensure you are running Mix in a directory with a mix.exs file"

  defexception message: @default, mix: true
end

defmodule Mix.ElixirVersionError do
  @moduledoc "The project wants another version of the language."

  defexception [:target, :expected, :actual, :message, mix: true]

  @impl true
  def exception(opts) do
    target = opts[:target]
    actual = opts[:actual]
    expected = opts[:expected]

    %__MODULE__{
      target: target,
      expected: expected,
      actual: actual,
      message:
        "You're trying to run #{inspect(target)} on Elixir v#{actual} but it " <>
          "has declared in its mix.exs file it supports only Elixir #{expected}"
    }
  end
end
