# Names and locks that all nodes share: on the one node there is they are those of one process, which the first name or lock starts.

defmodule :global do
  @moduledoc """
  Names of processes, any term, and locks.

  A name goes away with its process, a lock with the process that set it.
  """

  @table :global_names
  @server :global_name_server

  @type name :: term
  @type id :: {resource :: term, requester :: term}

  ## Names

  @doc """
  Gives a process a name: `:yes`, or `:no` if the name is taken or the process has one.

      iex> :global.register_name({:doc, 1}, self())
      :yes
      iex> :global.whereis_name({:doc, 1}) == self()
      true

  """
  @spec register_name(name, pid) :: :yes | :no
  def register_name(name, pid), do: register_name(name, pid, &random_exit_name/3)

  @doc "As `register_name/2`; the function says who keeps a name that two networks of nodes had."
  @spec register_name(name, pid, fun | {module, atom}) :: :yes | :no
  def register_name(name, pid, _resolve) when is_pid(pid) do
    case ask({:register, name, pid}) do
      {:several, names} ->
        text = ~c"global: ~w registered under several names: ~tw\n"
        :error_logger.error_msg(text, [pid, [name | names]])
        :no

      answer ->
        answer
    end
  end

  @doc "Takes a name away."
  @spec unregister_name(name) :: :ok
  def unregister_name(name) do
    if table?(), do: ask({:unregister, name}), else: :ok
  end

  @doc "Gives a name to a process, from whoever has it."
  @spec re_register_name(name, pid) :: :yes
  def re_register_name(name, pid), do: re_register_name(name, pid, &random_exit_name/3)

  @doc "As `re_register_name/2`; see `register_name/3`."
  @spec re_register_name(name, pid, fun | {module, atom}) :: :yes
  def re_register_name(name, pid, _resolve) when is_pid(pid), do: ask({:re_register, name, pid})

  @doc "The process that has a name, or `:undefined`."
  @spec whereis_name(name) :: pid | :undefined
  def whereis_name(name) do
    pid = if table?(), do: :ets.lookup_element(@table, name, 2, :undefined), else: :undefined

    # The server may not have heard yet that a process has ended.
    if is_pid(pid) and not Process.alive?(pid), do: :undefined, else: pid
  end

  @doc "All names."
  @spec registered_names() :: [name]
  def registered_names do
    if table?(), do: :ets.select(@table, [{{:"$1", :_, :_}, [], [:"$1"]}]), else: []
  end

  @doc "Sends a message to the process that has a name."
  @spec send(name, term) :: pid
  def send(name, message) do
    case whereis_name(name) do
      pid when is_pid(pid) ->
        :erlang.send(pid, message)
        pid

      :undefined ->
        exit({:badarg, {name, message}})
    end
  end

  @doc "Resolves a conflict: one of two processes is killed."
  @spec random_exit_name(name, pid, pid) :: pid
  def random_exit_name(_name, left, right) do
    {keep, drop} = choose(left, right)
    Process.exit(drop, :kill)
    keep
  end

  @doc "Resolves a conflict: one of two processes is told `{:global_name_conflict, name}`."
  @spec random_notify_name(name, pid, pid) :: pid
  def random_notify_name(name, left, right) do
    {keep, drop} = choose(left, right)
    :erlang.send(drop, {:global_name_conflict, name})
    keep
  end

  @doc "Resolves a conflict: both are told `{:global_name_conflict, name, other}`, and nobody has the name."
  @spec notify_all_name(name, pid, pid) :: :none
  def notify_all_name(name, left, right) do
    :erlang.send(left, {:global_name_conflict, name, right})
    :erlang.send(right, {:global_name_conflict, name, left})
    :none
  end

  defp choose(left, right) do
    if :rand.uniform(2) == 1, do: {left, right}, else: {right, left}
  end

  ## Locks

  @doc "Sets a lock on all nodes, as often as it takes: see `set_lock/3`."
  @spec set_lock(id) :: boolean
  def set_lock(id), do: set_lock(id, [node()], :infinity)

  @doc "Sets a lock on some nodes, as often as it takes."
  @spec set_lock(id, [node]) :: boolean
  def set_lock(id, nodes), do: set_lock(id, nodes, :infinity)

  @doc """
  Sets a lock. Another requester's lock of the same resource is waited for; after so many retries the result is `false`.
  """
  @spec set_lock(id, [node], non_neg_integer | :infinity) :: boolean
  def set_lock({_resource, _requester} = id, nodes, retries)
      when is_list(nodes) and (retries == :infinity or (is_integer(retries) and retries >= 0)),
      do: set_lock(id, retries, 1, nil)

  defp set_lock(id, retries, tried, _) do
    cond do
      ask({:set_lock, id, self()}) ->
        true

      retries == 0 ->
        false

      true ->
        # Longer and longer, up to 8 seconds, and at random so that nobody tries in step with others.
        Process.sleep(:rand.uniform(min(250 * tried, 8000)))
        set_lock(id, if(retries == :infinity, do: :infinity, else: retries - 1), tried * 2, nil)
    end
  end

  @doc "Deletes a lock."
  @spec del_lock(id) :: true
  def del_lock(id), do: del_lock(id, [node()])

  @doc "Deletes a lock on some nodes."
  @spec del_lock(id, [node]) :: true
  def del_lock({_resource, _requester} = id, nodes) when is_list(nodes),
    do: ask({:del_lock, id, self()})

  @doc "Calls a function while a lock is set."
  @spec trans(id, (-> term)) :: term | :aborted
  def trans(id, fun), do: trans(id, fun, [node()], :infinity)

  @doc "As `trans/2`, on some nodes."
  @spec trans(id, (-> term), [node]) :: term | :aborted
  def trans(id, fun, nodes), do: trans(id, fun, nodes, :infinity)

  @doc "As `trans/3`; after so many retries the result is `:aborted`."
  @spec trans(id, (-> term), [node], non_neg_integer | :infinity) :: term | :aborted
  def trans(id, fun, nodes, retries) do
    if set_lock(id, nodes, retries) do
      try do
        fun.()
      after
        del_lock(id, nodes)
      end
    else
      :aborted
    end
  end

  ## Nodes

  @doc "Synchronises with the other nodes, of which there are none."
  @spec sync() :: :ok
  def sync, do: :ok

  @doc "Disconnects from the other nodes, of which there are none."
  @spec disconnect() :: [node]
  def disconnect, do: []

  ## The server

  defp table?, do: :ets.whereis(@table) != :undefined

  defp ask(request), do: :vial_lazy_server.ask(@server, &serve/1, request)

  defp serve(ready) do
    :ets.new(@table, [:named_table, :protected, read_concurrency: true])
    ready.()
    loop(%{})
  end

  # Names are in the table, with a monitor; locks by resource: `{requester, [{pid, monitor}]}`.
  defp loop(locks) do
    receive do
      {request, from, tag} when is_reference(tag) ->
        {reply, locks} = handle(request, locks)
        :erlang.send(from, {tag, reply})
        loop(locks)

      {:DOWN, monitor, :process, _pid, _reason} ->
        :ets.match_delete(@table, {:_, :_, monitor})
        loop(unlocked(locks, &(elem(&1, 1) == monitor)))

      _stray ->
        loop(locks)
    end
  end

  defp handle({:register, name, pid}, locks) do
    names = for [other] <- :ets.match(@table, {:"$1", pid, :_}), do: other

    cond do
      :ets.member(@table, name) -> {:no, locks}
      names != [] -> {{:several, names}, locks}
      true -> {insert(name, pid), locks}
    end
  end

  defp handle({:re_register, name, pid}, locks) do
    remove(name)
    {insert(name, pid), locks}
  end

  defp handle({:unregister, name}, locks) do
    remove(name)
    {:ok, locks}
  end

  defp handle({:set_lock, {resource, requester}, pid}, locks) do
    case locks do
      # Who sets a lock again still holds it once.
      %{^resource => {^requester, holders}} ->
        if List.keymember?(holders, pid, 0) do
          {true, locks}
        else
          {true, Map.put(locks, resource, {requester, [{pid, Process.monitor(pid)} | holders]})}
        end

      %{^resource => _another} ->
        {false, locks}

      _free ->
        {true, Map.put(locks, resource, {requester, [{pid, Process.monitor(pid)}]})}
    end
  end

  defp handle({:del_lock, {resource, requester}, pid}, locks) do
    with %{^resource => {^requester, holders}} <- locks,
         {{_pid, monitor}, left} <- List.keytake(holders, pid, 0) do
      Process.demonitor(monitor, [:flush])
      {true, held(locks, resource, requester, left)}
    else
      _not_held -> {true, locks}
    end
  end

  defp insert(name, pid) do
    :ets.insert(@table, {name, pid, Process.monitor(pid)})
    :yes
  end

  defp remove(name) do
    for {_name, _pid, monitor} <- :ets.take(@table, name),
        do: Process.demonitor(monitor, [:flush])
  end

  defp unlocked(locks, ended?) do
    Enum.reduce(locks, locks, fn {resource, {requester, holders}}, locks ->
      held(locks, resource, requester, Enum.reject(holders, ended?))
    end)
  end

  defp held(locks, resource, _requester, []), do: Map.delete(locks, resource)

  defp held(locks, resource, requester, holders),
    do: Map.put(locks, resource, {requester, holders})
end
