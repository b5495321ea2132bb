# Packages of Hex. They cannot be fetched; one that lies below the folder of dependencies is used as a folder is.

defmodule Mix.SCM.Hex do
  @moduledoc false

  @behaviour Mix.SCM

  @impl true
  def fetchable?, do: false

  @impl true
  def format(_), do: "Hex package"

  @impl true
  def format_lock(_), do: nil

  @impl true
  def accepts_options(app, opts), do: Keyword.put_new(opts, :hex, Atom.to_string(app))

  @impl true
  def checked_out?(opts), do: File.dir?(opts[:dest])

  @impl true
  def checkout(opts), do: Mix.raise(missing(opts))

  @impl true
  def update(opts), do: opts[:lock]

  @impl true
  def lock_status(_), do: :ok

  @impl true
  def equal?(opts1, opts2), do: opts1[:hex] == opts2[:hex]

  @impl true
  def managers(_), do: []

  @doc "What is said of a package that is not there, and what to do."
  def missing(opts) do
    "the package #{opts[:hex]} of Hex cannot be fetched: put its source into " <>
      "#{Path.relative_to_cwd(opts[:dest])}, or name a folder (path: \"…\") or a repository of Git (git: \"…\")"
  end
end
