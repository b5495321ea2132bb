# `mix compile.erlang`: says that Erlang's own source cannot be compiled where there is some.

defmodule Mix.Tasks.Compile.Erlang do
  @moduledoc """
  Compiles Erlang source files.

  There is no compiler for them: a project with such files (`:erlc_paths`, `["src"]` by default) does not compile.
  """

  use Mix.Task.Compiler

  @recursive true

  @impl true
  def run(_) do
    files =
      for path <- Mix.Project.config()[:erlc_paths],
          file <- Path.wildcard(Path.join(path, "**/*.{erl,xrl,yrl}")),
          do: file

    case files do
      [] -> {:noop, []}
      [file | _] -> Mix.raise("Cannot compile #{file}: Erlang source is not supported")
    end
  end
end
