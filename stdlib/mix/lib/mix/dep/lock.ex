# The file `mix.lock`: which version of each dependency was fetched last.

defmodule Mix.Dep.Lock do
  @moduledoc false

  @doc "What the file says; nothing if there is none, or if it cannot be read as Elixir."
  def read(file \\ lockfile()) do
    case File.read(file) do
      {:ok, text} ->
        check_conflicts(text, file)
        evaluated(text, file)

      {:error, _} ->
        %{}
    end
  end

  defp evaluated(text, file) do
    with {:ok, quoted} <-
           Code.string_to_quoted(text, file: file, emit_warnings: false),
         {%{} = lock, _} <- Code.eval_quoted(quoted, [], file: file) do
      lock
    else
      _ -> %{}
    end
  end

  # What a merge leaves behind.
  defp check_conflicts(text, file) do
    if text =~ ~r/^(<<<<<<<|=======|>>>>>>>)/m do
      Mix.raise(
        "Your #{Path.relative_to_cwd(file)} contains merge conflicts. Please resolve the conflicts and run the command again"
      )
    end
  end

  @doc """
  Writes the file unless it says the same already.

  With `check_locked: true` it is an error if it does not.
  """
  def write(lock, opts \\ []) do
    file = lockfile()

    if lock != read(file) do
      if opts[:check_locked] do
        Mix.raise(
          "Your #{Path.relative_to_cwd(file)} is out of date and must be updated without the --check-locked flag"
        )
      end

      File.write!(file, text(lock))
    end

    :ok
  end

  # A line for each, so that merges seldom conflict.
  defp text(lock) do
    lines =
      for {app, entry} <- Enum.sort_by(lock, fn {app, _} -> Atom.to_string(app) end) do
        [
          ?\s,
          ?\s,
          inspect(Atom.to_string(app)),
          ": ",
          inspect(entry, limit: :infinity, printable_limit: :infinity, width: :infinity),
          ",\n"
        ]
      end

    ["%{\n", lines, "}\n"]
  end

  defp lockfile, do: Path.expand(Mix.Project.config()[:lockfile])
end
