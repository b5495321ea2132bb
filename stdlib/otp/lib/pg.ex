# Groups of processes, by scope: a server for each scope keeps them in a table that everybody reads.

defmodule :pg do
  @moduledoc """
  Named groups of processes.

  A process may be in many groups, and several times in one. Scopes know nothing of each other; the one that is named after this
  module is the default, and is started with `start_link/0`.
  """

  @scope :pg

  @type scope :: atom
  @type group :: term

  @behaviour :gen_server

  ## Scopes

  @doc "Starts the default scope."
  @spec start_link() :: {:ok, pid} | {:error, term}
  def start_link, do: start_link(@scope)

  @doc "Starts a scope, linked to the calling process."
  @spec start_link(scope) :: {:ok, pid} | {:error, term}
  def start_link(scope) when is_atom(scope),
    do: :gen_server.start_link({:local, scope}, __MODULE__, [scope], [])

  @doc "Starts a scope without a link."
  @spec start(scope) :: {:ok, pid} | {:error, term}
  def start(scope) when is_atom(scope),
    do: :gen_server.start({:local, scope}, __MODULE__, [scope], [])

  ## Groups

  @doc "Lets a process or several join a group of the default scope."
  @spec join(group, pid | [pid]) :: :ok
  def join(group, members), do: join(@scope, group, members)

  @doc "Lets a process or several join a group."
  @spec join(scope, group, pid | [pid]) :: :ok
  def join(scope, group, pid) when is_pid(pid), do: join(scope, group, [pid])

  def join(scope, group, pids) when is_list(pids) do
    :lists.foreach(&check_local/1, pids)
    :gen_server.call(scope, {:join, group, pids}, :infinity)
  end

  @doc "Lets a process or several leave a group of the default scope."
  @spec leave(group, pid | [pid]) :: :ok | :not_joined
  def leave(group, members), do: leave(@scope, group, members)

  @doc "Lets a process or several leave a group: `:not_joined` if none of them was in it."
  @spec leave(scope, group, pid | [pid]) :: :ok | :not_joined
  def leave(scope, group, pid) when is_pid(pid), do: leave(scope, group, [pid])

  def leave(scope, group, pids) when is_list(pids) do
    :lists.foreach(&check_local/1, pids)
    :gen_server.call(scope, {:leave, group, pids}, :infinity)
  end

  defp check_local(pid) when is_pid(pid) and node(pid) == node(), do: :ok
  defp check_local(other), do: :erlang.error({:nolocal, other})

  @doc "The members of a group of the default scope."
  @spec get_members(group) :: [pid]
  def get_members(group), do: get_members(@scope, group)

  @doc "The members of a group, those that joined last first."
  @spec get_members(scope, group) :: [pid]
  def get_members(scope, group), do: :ets.lookup_element(scope, group, 2, [])

  @doc "The members of a group of the default scope that are on this node."
  @spec get_local_members(group) :: [pid]
  def get_local_members(group), do: get_local_members(@scope, group)

  @doc "The members of a group that are on this node: all."
  @spec get_local_members(scope, group) :: [pid]
  def get_local_members(scope, group), do: get_members(scope, group)

  @doc "The groups of the default scope that have members."
  @spec which_groups() :: [group]
  def which_groups, do: which_groups(@scope)

  @doc "The groups of a scope that have members."
  @spec which_groups(scope) :: [group]
  def which_groups(scope), do: :ets.select(scope, [{{:"$1", :_}, [], [:"$1"]}])

  @doc false
  def which_local_groups(scope), do: which_groups(scope)

  ## Monitors

  @doc "Monitors all groups of the default scope."
  @spec monitor_scope() :: {reference, %{group => [pid]}}
  def monitor_scope, do: monitor_scope(@scope)

  @doc """
  Monitors all groups of a scope: `{reference, groups}`; whoever joins or leaves is then told of as
  `{reference, :join | :leave, group, pids}`.
  """
  @spec monitor_scope(scope) :: {reference, %{group => [pid]}}
  def monitor_scope(scope), do: :gen_server.call(scope, :monitor, :infinity)

  @doc "Monitors a group of the default scope."
  @spec monitor(group) :: {reference, [pid]}
  def monitor(group), do: monitor(@scope, group)

  @doc "Monitors a group: `{reference, members}`; see `monitor_scope/1`."
  @spec monitor(scope, group) :: {reference, [pid]}
  def monitor(scope, group), do: :gen_server.call(scope, {:monitor, group}, :infinity)

  @doc "Ends a monitor of the default scope."
  @spec demonitor(reference) :: :ok
  def demonitor(reference), do: demonitor(@scope, reference)

  @doc "Ends a monitor, if it is one; what it has sent is taken out of the mailbox."
  @spec demonitor(scope, reference) :: :ok
  def demonitor(scope, reference) when is_reference(reference) do
    :ok = :gen_server.call(scope, {:demonitor, reference}, :infinity)
    flush(reference)
  end

  defp flush(reference) do
    receive do
      {^reference, event, _group, _pids} when event in [:join, :leave] -> flush(reference)
    after
      0 -> :ok
    end
  end

  ## The server

  # members: by pid, `{monitor, groups}`; watchers: by the monitor of who watches, `{reference sent, pid, :scope | {:group, group}}`.
  @doc false
  def init([scope]) do
    :ets.new(scope, [:set, :protected, :named_table, read_concurrency: true])
    {:ok, %{scope: scope, members: %{}, watchers: %{}}}
  end

  @doc false
  def handle_call({:join, group, pids}, _from, state) do
    members = :lists.foldl(&joined(&1, group, &2), state.members, pids)
    old = get_members(state.scope, group)
    :ets.insert(state.scope, {group, :lists.reverse(:lists.reverse(pids), old)})
    notify(:join, group, pids, state)
    {:reply, :ok, %{state | members: members}}
  end

  def handle_call({:leave, group, pids}, _from, state) do
    {left, members} = :lists.foldl(&left(&1, group, &2), {[], state.members}, pids)

    case :lists.reverse(left) do
      [] ->
        {:reply, :not_joined, state}

      left ->
        remove(state.scope, group, left)
        notify(:leave, group, left, state)
        {:reply, :ok, %{state | members: members}}
    end
  end

  def handle_call(:monitor, {pid, _tag}, state) do
    {reference, state} = watch(pid, :scope, state)
    groups = :maps.from_list(:ets.tab2list(state.scope))
    {:reply, {reference, groups}, state}
  end

  def handle_call({:monitor, group}, {pid, _tag}, state) do
    {reference, state} = watch(pid, {:group, group}, state)
    {:reply, {reference, get_members(state.scope, group)}, state}
  end

  def handle_call({:demonitor, reference}, _from, state) do
    case Map.pop(state.watchers, reference) do
      {nil, _watchers} ->
        {:reply, :ok, state}

      {_watcher, watchers} ->
        Process.demonitor(reference, [:flush])
        {:reply, :ok, %{state | watchers: watchers}}
    end
  end

  @doc false
  def handle_cast(_unknown, state), do: {:noreply, state}

  @doc false
  def handle_info({:DOWN, monitor, :process, pid, _reason}, state) do
    case Map.pop(state.watchers, monitor) do
      {nil, _watchers} -> {:noreply, gone(pid, state)}
      {_watcher, watchers} -> {:noreply, %{state | watchers: watchers}}
    end
  end

  def handle_info(_unknown, state), do: {:noreply, state}

  @doc false
  def terminate(_reason, _state), do: :ok

  @doc false
  def code_change(_old_version, state, _extra), do: {:ok, state}

  defp joined(pid, group, members) do
    case members do
      %{^pid => {monitor, groups}} -> Map.put(members, pid, {monitor, [group | groups]})
      _new -> Map.put(members, pid, {Process.monitor(pid), [group]})
    end
  end

  defp left(pid, group, {left, members}) do
    with %{^pid => {monitor, groups}} <- members,
         true <- group in groups do
      case :lists.delete(group, groups) do
        [] ->
          Process.demonitor(monitor, [:flush])
          {[pid | left], Map.delete(members, pid)}

        groups ->
          {[pid | left], Map.put(members, pid, {monitor, groups})}
      end
    else
      _not_in_it -> {left, members}
    end
  end

  defp gone(pid, state) do
    case Map.pop(state.members, pid) do
      {nil, _members} ->
        state

      {{_monitor, groups}, members} ->
        for group <- groups do
          remove(state.scope, group, [pid])
          notify(:leave, group, [pid], state)
        end

        %{state | members: members}
    end
  end

  defp remove(scope, group, pids) do
    case get_members(scope, group) -- pids do
      [] -> :ets.delete(scope, group)
      left -> :ets.insert(scope, {group, left})
    end
  end

  defp watch(pid, what, state) do
    reference = Process.monitor(pid)
    {reference, %{state | watchers: Map.put(state.watchers, reference, {pid, what})}}
  end

  defp notify(event, group, pids, state) do
    for {reference, {pid, what}} <- state.watchers, what in [:scope, {:group, group}] do
      send(pid, {reference, event, group, pids})
    end
  end
end
