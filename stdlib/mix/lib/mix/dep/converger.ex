# The dependencies of dependencies, each application once: what the outermost project says of it counts, and what says otherwise
# is told of.

defmodule Mix.Dep.Converger do
  @moduledoc false

  alias Mix.Dep.Loader

  @doc """
  All dependencies of the current project in an environment, what is needed first.

  The function is called with each, and an accumulator, before its own dependencies are looked at: it may fetch it.
  """
  def all(env, lock, acc, fun) do
    {top, left_out} =
      Mix.Project.config()
      |> Loader.of_project(true, :any)
      |> Enum.split_with(&Loader.wanted?(&1, env))

    check_twice(top ++ left_out)
    state = %{known: %{}, left_out: left_out, others: [], lock: lock, acc: acc, fun: fun}
    state = Enum.reduce(top, state, &register/2)
    state = Enum.reduce(top, state, &visit(&1.app, &1.opts[:only], &2))

    state = state.others |> Enum.reverse() |> Enum.reduce(state, &reconcile/2)
    {sorted(state.known), state.acc}
  end

  defp check_twice(deps) do
    names = Enum.map(deps, & &1.app)

    case names -- Enum.uniq(names) do
      [] ->
        :ok

      [app | _] ->
        Mix.raise(
          "Dependency #{inspect(app)} is given more than once in #{inspect(Mix.Project.get())}"
        )
    end
  end

  defp register(dep, state) do
    %{state | known: Map.put(state.known, dep.app, dep)}
  end

  # What is needed in some environments only needs its own dependencies in no others.
  defp visit(app, only, state) do
    {dep, acc} =
      state.known |> Map.fetch!(app) |> Loader.with_status(state.lock) |> state.fun.(state.acc)

    {dep, children} = with_children(dep)
    state = %{state | acc: acc, known: Map.put(state.known, app, dep)}
    {new, state} = Enum.reduce(children, {[], state}, &meet(&1, only, &2))
    new |> Enum.reverse() |> Enum.reduce(state, &visit(&1, only, &2))
  end

  # The dependency with the names of its own; and those.
  defp with_children(%{status: {:unavailable, _}} = dep), do: {dep, []}

  defp with_children(%{manager: :mix} = dep) do
    Mix.Dep.in_dependency(dep, fn _ ->
      children = Loader.of_project(Mix.Project.config(), false, dep.opts[:env] || :prod)
      {%{dep | deps: children, extra: Mix.Project.config()}, children}
    end)
  end

  defp with_children(dep), do: {dep, []}

  defp meet(child, only, {new, state}) do
    child = if only, do: %{child | opts: Keyword.put_new(child.opts, :only, only)}, else: child

    cond do
      is_map_key(state.known, child.app) ->
        {new, %{state | others: [{child, only} | state.others]}}

      # The project itself wants it in another environment or target alone.
      dep = Enum.find(state.left_out, &(&1.app == child.app)) ->
        {new, %{register(dep, state) | others: [{child, only} | state.others]}}

      # What a dependency can do without is none of the project's.
      child.opts[:optional] ->
        {new, state}

      true ->
        {[child.app | new], register(child, state)}
    end
  end

  # What another project says of a dependency that is known already, against what is known.
  defp reconcile({other, only}, state) do
    known = state.known[other.app]

    cond do
      known.opts[:override] || Mix.Dep.diverged?(known) ->
        state

      not known.top_level and (other.opts[:override] || not same?(known, other)) ->
        replace(known, other, state)

      true ->
        put(state, compared(known, other, only))
    end
  end

  defp put(state, dep), do: %{state | known: Map.put(state.known, dep.app, dep)}

  defp same?(known, other) do
    known.scm == other.scm and known.scm.equal?(known.opts, other.opts) and
      known.opts[:env] == other.opts[:env]
  end

  # The later one may say that it counts.
  defp replace(known, other, state) do
    {dep, acc} = other |> Loader.with_status(state.lock) |> state.fun.(state.acc)
    dep = %{dep | deps: known.deps, extra: known.extra}
    dep = if other.opts[:override], do: dep, else: %{dep | status: {:diverged, known}}
    put(%{state | acc: acc}, dep)
  end

  defp compared(known, other, only) do
    cond do
      not same?(known, other) ->
        %{known | status: {:overridden, other}}

      known.top_level and not covers?(known.opts[:only], only) ->
        %{known | status: {:divergedonly, other}}

      known.top_level and not covers?(known.opts[:targets], other.opts[:targets]) ->
        %{known | status: {:divergedtargets, other}}

      true ->
        with_requirement(known, other)
    end
  end

  defp with_requirement(%{status: {:ok, version}} = known, other) when is_binary(version) do
    if Loader.matches?(other.requirement, version),
      do: known,
      else: %{known | status: {:divergedreq, version, other}}
  end

  defp with_requirement(known, _), do: known

  defp covers?(nil, _), do: true
  defp covers?(_, nil), do: false
  defp covers?(known, child), do: List.wrap(child) -- List.wrap(known) == []

  # In turns: whatever needs nothing that has not had its turn, by name.
  defp sorted(known),
    do: known |> Map.values() |> Enum.sort_by(& &1.app) |> in_turns(known, MapSet.new())

  defp in_turns([], _, _), do: []

  defp in_turns(deps, known, done) do
    case Enum.split_with(deps, &ready?(&1, known, done)) do
      {[], rest} ->
        rest

      {ready, rest} ->
        ready ++ in_turns(rest, known, Enum.into(ready, done, & &1.app))
    end
  end

  defp ready?(dep, known, done) do
    Enum.all?(dep.deps, &(&1.app in done or not is_map_key(known, &1.app)))
  end
end
