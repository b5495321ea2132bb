# Fetches dependencies, and theirs, and writes down which versions came.

defmodule Mix.Dep.Fetcher do
  @moduledoc false

  alias Mix.Dep.{Converger, Fetched, Loader, Lock}

  @doc """
  Fetches whatever is not there or is not as it is locked; those in `updated` anew.

  Options: `:only`, an environment, and `:check_locked`. Returns the names of those that it has seen to: folders count always.
  """
  def fetch(updated, opts) do
    lock = Lock.read()
    env = opts[:only] || :any
    lock = Map.drop(lock, updated)
    {deps, {lock, names}} = Converger.all(env, lock, {lock, []}, &visit/2)
    Lock.write(lock, opts)
    Mix.Dep.clear_cached()
    check(deps)
    Enum.reverse(names)
  end

  @doc "The options from those of the command."
  def options(opts) do
    if only = opts[:only], do: Keyword.put(opts, :only, String.to_atom(only)), else: opts
  end

  defp visit(%{scm: scm, status: status, app: app} = dep, {lock, names}) do
    word =
      cond do
        not scm.fetchable?() -> nil
        match?({:unavailable, _}, status) -> "Getting"
        status in [:nolock, :lockmismatch, :lockoutdated] -> "Updating"
        true -> false
      end

    case word do
      false ->
        {dep, {lock, names}}

      nil ->
        {dep, {lock, [app | names]}}

      _ ->
        {lock, dep} = get(word, dep, lock)
        {dep, {lock, [app | names]}}
    end
  end

  defp get(word, %{scm: scm, app: app, opts: opts} = dep, lock) do
    Mix.shell().info("* #{word} #{Mix.Dep.format_dep(%{dep | manager: nil})}")
    entry = if word == "Getting", do: scm.checkout(opts), else: scm.update(opts)
    Fetched.mark(opts)
    Mix.Project.forget(opts[:dest])
    lock = if entry, do: Map.put(lock, app, entry), else: lock
    {lock, Loader.with_status(dep, lock)}
  end

  defp check(deps) do
    case Enum.filter(deps, &Mix.Dep.diverged?/1) do
      [] -> :ok
      diverged -> Mix.Dep.refuse("Dependencies have diverged:", diverged)
    end

    case Enum.filter(deps, &match?(%{scm: Mix.SCM.Hex, status: {:unavailable, _}}, &1)) do
      [] -> :ok
      missing -> Mix.Dep.refuse("Unavailable dependencies:", missing)
    end
  end
end
