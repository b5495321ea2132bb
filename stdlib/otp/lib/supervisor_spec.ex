# What supervisors are told: flags and child specifications, checked and completed.

defmodule :supervisor_spec do
  @moduledoc false

  @default_flags %{strategy: :one_for_one, intensity: 1, period: 5, auto_shutdown: :never}

  @doc """
  The flags of a supervisor, complete: `{:ok, flags}` or `{:error, what}`.
  """
  def flags({strategy, intensity, period}),
    do:
      check_flags(%{
        strategy: strategy,
        intensity: intensity,
        period: period,
        auto_shutdown: :never
      })

  def flags(flags) when is_map(flags), do: check_flags(:maps.merge(@default_flags, flags))
  def flags(other), do: {:error, {:invalid_type, other}}

  defp check_flags(
         %{strategy: strategy, intensity: intensity, period: period, auto_shutdown: auto_shutdown} =
           flags
       ) do
    cond do
      strategy not in [:one_for_one, :one_for_all, :rest_for_one, :simple_one_for_one] ->
        {:error, {:invalid_strategy, strategy}}

      not (is_integer(intensity) and intensity >= 0) ->
        {:error, {:invalid_intensity, intensity}}

      not (is_integer(period) and period > 0) ->
        {:error, {:invalid_period, period}}

      auto_shutdown not in [:never, :any_significant, :all_significant] ->
        {:error, {:invalid_auto_shutdown, auto_shutdown}}

      strategy == :simple_one_for_one and auto_shutdown != :never ->
        {:error, {:bad_combination, auto_shutdown: auto_shutdown, strategy: strategy}}

      true ->
        {:ok, flags}
    end
  end

  @doc """
  Children of some specifications, in order: `{:ok, children}` or `{:error, what}`. `auto_shutdown` may be `:undefined`:
  then significant children are not checked against it.
  """
  def children(specifications, auto_shutdown),
    do: children(specifications, auto_shutdown, %{}, [])

  defp children([], _auto_shutdown, _ids, children), do: {:ok, :lists.reverse(children)}

  defp children([specification | rest], auto_shutdown, ids, children) do
    case child(specification, auto_shutdown) do
      {:ok, %{id: id}} when is_map_key(ids, id) ->
        {:error, {:duplicate_child_name, id}}

      {:ok, child} ->
        children(rest, auto_shutdown, :maps.put(child.id, true, ids), [child | children])

      {:error, _} = error ->
        error
    end
  end

  @doc """
  A child of a specification, not started yet: `{:ok, child}` or `{:error, what}`.
  """
  def child(%{} = specification, auto_shutdown), do: check(specification, auto_shutdown)

  def child({id, start, restart, shutdown, type, modules}, auto_shutdown) do
    specification = %{
      id: id,
      start: start,
      restart: restart,
      shutdown: shutdown,
      type: type,
      modules: modules
    }

    check(specification, auto_shutdown)
  end

  def child(other, _auto_shutdown), do: {:error, {:invalid_child_spec, other}}

  defp check(specification, _auto_shutdown) when not is_map_key(specification, :id),
    do: {:error, :missing_id}

  defp check(specification, _auto_shutdown) when not is_map_key(specification, :start),
    do: {:error, :missing_start}

  defp check(%{id: id, start: start} = specification, auto_shutdown) do
    type = :maps.get(:type, specification, :worker)
    restart = :maps.get(:restart, specification, :permanent)
    significant = :maps.get(:significant, specification, false)

    shutdown =
      :maps.get(:shutdown, specification, if(type == :supervisor, do: :infinity, else: 5000))

    with :ok <- check_start(start),
         :ok <- check_type(type),
         :ok <- check_restart(restart),
         :ok <- check_significant(significant, restart, auto_shutdown),
         :ok <- check_shutdown(shutdown),
         modules = :maps.get(:modules, specification, [:erlang.element(1, start)]),
         :ok <- check_modules(modules) do
      {:ok,
       %{
         pid: :undefined,
         id: id,
         start: start,
         restart: restart,
         significant: significant,
         shutdown: shutdown,
         type: type,
         modules: modules
       }}
    end
  end

  defp check_start({module, function, arguments})
       when is_atom(module) and is_atom(function) and is_list(arguments), do: :ok

  defp check_start(start), do: {:error, {:invalid_mfa, start}}

  defp check_type(type) when type in [:worker, :supervisor], do: :ok
  defp check_type(type), do: {:error, {:invalid_child_type, type}}

  defp check_restart(restart) when restart in [:permanent, :transient, :temporary], do: :ok
  defp check_restart(restart), do: {:error, {:invalid_restart_type, restart}}

  defp check_significant(false, _restart, _auto_shutdown), do: :ok

  defp check_significant(true, _restart, :never),
    do: {:error, {:bad_combination, auto_shutdown: :never, significant: true}}

  defp check_significant(true, :permanent, _auto_shutdown),
    do: {:error, {:bad_combination, restart: :permanent, significant: true}}

  defp check_significant(true, _restart, _auto_shutdown), do: :ok

  defp check_significant(other, _restart, _auto_shutdown),
    do: {:error, {:invalid_significant, other}}

  defp check_shutdown(:infinity), do: :ok
  defp check_shutdown(:brutal_kill), do: :ok
  defp check_shutdown(time) when is_integer(time) and time >= 0, do: :ok
  defp check_shutdown(shutdown), do: {:error, {:invalid_shutdown, shutdown}}

  defp check_modules(:dynamic), do: :ok

  defp check_modules(modules) when is_list(modules) do
    case :lists.filter(&(not is_atom(&1)), modules) do
      [] -> :ok
      [other | _] -> {:error, {:invalid_module, other}}
    end
  end

  defp check_modules(modules), do: {:error, {:invalid_modules, modules}}

  @doc """
  The specification of a child.
  """
  def specification(child), do: :maps.remove(:pid, child)

  @doc """
  A child as OTP's tuple, which errors of `:supervisor.start_child/2` tell.
  """
  def record(
        %{
          start: start,
          restart: restart,
          significant: significant,
          shutdown: shutdown,
          type: type
        } = child
      ),
      do:
        {:child, child.pid, child.id, start, restart, significant, shutdown, type, child.modules}
end
