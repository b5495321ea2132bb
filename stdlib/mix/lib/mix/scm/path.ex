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
      opts[:in_umbrella] -> accepts_options(app, in_umbrella(app, opts))
      true -> nil
    end
  end

  # It is compiled for the environment of the whole.
  defp in_umbrella(app, opts) do
    opts |> Keyword.put(:path, "../#{app}") |> Keyword.put_new(:env, Mix.env())
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
