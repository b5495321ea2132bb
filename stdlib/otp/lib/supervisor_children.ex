# The children of a supervisor: how they start, how they end, and the tables that hold them.

defmodule :supervisor_children do
  @moduledoc false

  ## Start

  @doc """
  Starts a child: `{:ok, pid | :undefined}`, `{:ok, pid, info}` or `{:error, reason}`.
  """
  def start(%{start: {module, function, arguments}} = child, supervisor) do
    result =
      try do
        apply(module, function, arguments)
      catch
        :throw, value -> value
        :exit, reason -> {:EXIT, reason}
        :error, reason -> {:EXIT, {reason, __STACKTRACE__}}
      end

    case result do
      {:ok, pid} when is_pid(pid) ->
        :supervisor_report.progress(supervisor, %{child | pid: pid})
        result

      {:ok, pid, _info} when is_pid(pid) ->
        :supervisor_report.progress(supervisor, %{child | pid: pid})
        result

      :ignore ->
        {:ok, :undefined}

      {:error, _reason} ->
        result

      other ->
        {:error, other}
    end
  end

  @doc """
  Starts children one after the other: `{:ok, state}`, or `{:error, child, reason, state}` if one fails; then it and those
  behind it are in the state, but do not run.
  """
  def start_all([], state), do: {:ok, state}

  def start_all([child | rest], state) do
    case start(child, state.name) do
      {:ok, :undefined} when child.restart == :temporary ->
        start_all(rest, remove(child, state))

      {:ok, pid} ->
        start_all(rest, add(child, pid, state))

      {:ok, pid, _info} ->
        start_all(rest, add(child, pid, state))

      {:error, reason} ->
        :supervisor_report.error(state.name, :start_error, reason, child)
        {:error, child, reason, :lists.foldl(&add(&1, :undefined, &2), state, [child | rest])}
    end
  end

  ## The tables

  @doc "Adds a child as the last one."
  def add(child, pid, state), do: put_pid(child, pid, %{state | order: [child.id | state.order]})

  @doc "Says which process a child is: a pid, `:undefined` or `{:restarting, pid}`."
  def put_pid(%{id: id} = child, pid, %{children: children, pids: pids} = state) do
    pids =
      case children do
        %{^id => %{pid: old}} when is_pid(old) -> :maps.remove(old, pids)
        %{} -> pids
      end

    pids = if is_pid(pid), do: :maps.put(pid, id, pids), else: pids
    %{state | children: :maps.put(id, kept(child, pid), children), pids: pids}
  end

  # The arguments of what is never restarted need not be kept.
  defp kept(%{restart: :temporary, start: {module, function, _}} = child, pid),
    do: %{child | pid: pid, start: {module, function, :undefined}}

  defp kept(child, pid), do: %{child | pid: pid}

  @doc "Removes a child."
  def remove(%{id: id}, %{children: children, pids: pids} = state) do
    case children do
      %{^id => %{pid: pid}} ->
        %{
          state
          | children: :maps.remove(id, children),
            pids: :maps.remove(pid, pids),
            order: :lists.delete(id, state.order)
        }

      %{} ->
        state
    end
  end

  @doc """
  Takes over new specifications of children: those that are there keep running, new ones do not run yet.
  """
  def update(specified, state) do
    {children, order} =
      :lists.foldl(
        fn %{id: id} = child, {children, order} ->
          case children do
            %{^id => %{pid: pid}} -> {:maps.put(id, %{child | pid: pid}, children), order}
            %{} -> {:maps.put(id, child, children), [id | order]}
          end
        end,
        {state.children, state.order},
        specified
      )

    %{state | children: children, order: order}
  end

  ## End

  @doc "Ends all children, the last one first."
  def terminate_all(state) do
    :lists.foreach(&terminate(:erlang.map_get(&1, state.children), state.name), state.order)
  end

  @doc """
  Ends the children of the given ids in that order: `{children, state}`, where the children have no pid anymore, and
  temporary ones are gone from both.
  """
  def terminate_some(ids, state) do
    :lists.foldr(
      fn id, {children, state} ->
        child = :erlang.map_get(id, state.children)

        if child.restart == :temporary,
          do: {children, remove(child, state)},
          else: {[%{child | pid: :undefined} | children], put_pid(child, :undefined, state)}
      end,
      {[], terminate_in_order(ids, state)},
      ids
    )
  end

  defp terminate_in_order(ids, state) do
    :lists.foreach(&terminate(:erlang.map_get(&1, state.children), state.name), ids)
    state
  end

  @doc "Ends a child as its specification says."
  def terminate(%{pid: pid} = child, supervisor) when is_pid(pid) do
    case shutdown(child) do
      :ok -> :ok
      {:error, reason} -> :supervisor_report.error(supervisor, :shutdown_error, reason, child)
    end
  end

  def terminate(_child, _supervisor), do: :ok

  defp shutdown(%{pid: pid, shutdown: shutdown, restart: restart}) do
    monitor = :erlang.monitor(:process, pid)

    reason =
      case shutdown do
        :brutal_kill ->
          :erlang.exit(pid, :kill)
          await(monitor, :infinity)

        time ->
          :erlang.exit(pid, :shutdown)

          with :timeout <- await(monitor, time) do
            :erlang.exit(pid, :kill)
            await(monitor, :infinity)
          end
      end

    ended(reason, pid, shutdown, restart)
  end

  defp await(monitor, time) do
    receive do
      {:DOWN, ^monitor, _, _, reason} -> reason
    after
      time -> :timeout
    end
  end

  # The child's link tells as well; of one that had ended before, only the link knows why.
  defp ended(reason, pid, shutdown, restart) do
    :erlang.unlink(pid)

    reason =
      receive do
        {:EXIT, ^pid, link_reason} -> link_reason
      after
        0 -> reason
      end

    case reason do
      :killed when shutdown == :brutal_kill -> :ok
      :shutdown when shutdown != :brutal_kill -> :ok
      {:shutdown, _} when shutdown != :brutal_kill -> :ok
      :normal when restart != :permanent -> :ok
      _ -> {:error, reason}
    end
  end

  @doc """
  Ends all children of the strategy `:simple_one_for_one` at the same time.
  """
  def terminate_dynamic(pattern, state) do
    pids = :lists.filter(&is_pid/1, :maps.keys(state.dynamics))
    monitors = :maps.from_list(:lists.map(&{:erlang.monitor(:process, &1), &1}, pids))
    signal = if pattern.shutdown == :brutal_kill, do: :kill, else: :shutdown
    :lists.foreach(&:erlang.exit(&1, signal), pids)

    timer =
      if is_integer(pattern.shutdown) and pids != [],
        do: :erlang.start_timer(pattern.shutdown, self(), :kill)

    errors = await_all(monitors, timer, pattern, %{})

    if timer do
      :erlang.cancel_timer(timer)
      receive do: ({:timeout, ^timer, _} -> :ok), after: (0 -> :ok)
    end

    :maps.foreach(
      fn reason, number ->
        :supervisor_report.error(
          state.name,
          :shutdown_error,
          reason,
          :maps.put(:number, number, pattern)
        )
      end,
      errors
    )
  end

  # Counts those that did not end as they should, by reason.
  defp await_all(monitors, _timer, _pattern, errors) when map_size(monitors) == 0, do: errors

  defp await_all(monitors, timer, pattern, errors) do
    receive do
      {:DOWN, monitor, _, pid, reason} when is_map_key(monitors, monitor) ->
        errors =
          case ended(reason, pid, pattern.shutdown, pattern.restart) do
            :ok -> errors
            {:error, reason} -> :maps.update_with(reason, &(&1 + 1), 1, errors)
          end

        await_all(:maps.remove(monitor, monitors), timer, pattern, errors)

      {:timeout, ^timer, :kill} ->
        :lists.foreach(&:erlang.exit(&1, :kill), :maps.values(monitors))
        await_all(monitors, timer, pattern, errors)
    end
  end
end
