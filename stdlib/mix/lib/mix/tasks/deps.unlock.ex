# `mix deps.unlock`: forgets which versions of dependencies were fetched.

defmodule Mix.Tasks.Deps.Unlock do
  @shortdoc "Unlocks the given dependencies"

  @moduledoc """
  Takes dependencies out of the file `mix.lock`.

      $ mix deps.unlock slug

  ## Options

    * `--all` - all of them
    * `--filter TEXT` - those whose names have the text in them
    * `--unused` - those that the project does not need any more
    * `--check-unused` - changes nothing, and fails if there are such
  """

  use Mix.Task

  @switches [all: :boolean, unused: :boolean, filter: :string, check_unused: :boolean]

  @impl true
  def run(args) do
    Mix.Project.get!()
    {opts, names, _} = OptionParser.parse(args, switches: @switches)
    lock = Mix.Dep.Lock.read()

    cond do
      opts[:all] ->
        Mix.Dep.Lock.write(%{})

      opts[:check_unused] ->
        check(unused(lock))

      opts[:unused] ->
        unlock(lock, unused(lock))

      text = opts[:filter] ->
        unlock(lock, for(app <- sorted(lock), Atom.to_string(app) =~ text, do: app))

      names != [] ->
        unlock(lock, known(names, lock))

      true ->
        refuse()
    end

    :ok
  end

  defp sorted(lock), do: lock |> Map.keys() |> Enum.sort()
  defp unused(lock), do: sorted(lock) -- Enum.map(Mix.Dep.load(:any), & &1.app)

  defp known(names, lock) do
    for name <- names, app = String.to_atom(name), known?(app, lock), do: app
  end

  defp known?(app, lock) do
    if not is_map_key(lock, app),
      do: Mix.shell().error("warning: #{app} dependency is not locked")

    is_map_key(lock, app)
  end

  @doc false
  def unlock(_, []), do: :ok

  def unlock(lock, apps) do
    lock |> Map.drop(apps) |> Mix.Dep.Lock.write()
    lines = for app <- apps, do: "* #{app}\n"
    Mix.shell().info(["Unlocked deps:\n", lines])
  end

  defp check([]), do: :ok

  defp check(apps) do
    lines = for app <- apps, do: "  * #{inspect(app)}\n"
    Mix.raise("Unused dependencies in mix.lock file:\n\n#{lines}")
  end

  defp refuse do
    Mix.raise(
      "\"mix deps.unlock\" expects dependencies as arguments or an option indicating which dependencies to unlock. " <>
        "The --all option will unlock all dependencies while the --unused option unlocks unused dependencies"
    )
  end
end
