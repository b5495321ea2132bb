# The shell that says only what went wrong.

defmodule Mix.Shell.Quiet do
  @moduledoc """
  The shell that writes errors and questions, and nothing else.
  """

  @behaviour Mix.Shell

  @doc "Writes nothing."
  @impl true
  def print_app, do: nil

  @doc "Runs a command of the system without its output, and returns its status."
  @impl true
  def cmd(command, opts \\ []), do: Mix.Shell.cmd(command, opts, fn text -> text end)

  @doc "Writes nothing."
  @impl true
  def info(_message), do: nil

  @doc "Writes an error, as `Mix.Shell.IO` does."
  @impl true
  defdelegate error(message), to: Mix.Shell.IO

  @doc "Asks for a line, as `Mix.Shell.IO` does."
  @impl true
  defdelegate prompt(message), to: Mix.Shell.IO

  @doc "Asks a question, as `Mix.Shell.IO` does."
  @impl true
  defdelegate yes?(message, opts \\ []), to: Mix.Shell.IO
end
