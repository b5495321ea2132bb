# Dependencies that lie in a folder.

defmodule Mix.SCM.Path do
  @moduledoc false

  @behaviour Mix.SCM

  @impl true
  def fetchable?, do: false

  @impl true
  def format(opts), do: opts[:path]

  @impl true
  def format_lock(_), do: nil

  @impl true
  def accepts_options(app, opts) do
    cond do
      path = opts[:path] -> Keyword.merge(opts, dest: Path.expand(path))
      opts[:in_umbrella] -> accepts_options(app, Keyword.put(opts, :path, "../#{app}"))
      true -> nil
    end
  end

  @impl true
  def checked_out?(opts), do: File.dir?(opts[:dest])

  @impl true
  def checkout(opts),
    do: Mix.raise("Cannot checkout path dependency, expected a dependency at #{opts[:dest]}")

  @impl true
  def update(opts), do: opts[:lock]

  @impl true
  def lock_status(_), do: :ok

  @impl true
  def equal?(opts1, opts2), do: opts1[:dest] == opts2[:dest]

  @impl true
  def managers(_), do: []
end
