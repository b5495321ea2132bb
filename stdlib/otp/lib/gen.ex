# What all behaviours of processes share: how they start, take their names and are asked. `:gen_server` and its relatives
# say what happens then.

defmodule :gen do
  @moduledoc """
  The common part of behaviours: start, names, requests and replies.

  A request is the message `{label, {client, tag}, request}`. The tag of a client is `[:alias | reference]`, where the
  reference is a monitor of the server that is an alias, too: the reply comes to the alias, so that one that comes late
  is dropped.
  """

  @type name :: {:local, atom} | {:global, term} | {:via, module, term}
  @type server :: pid | atom | {atom, node} | {:global, term} | {:via, module, term}
  @type from :: {pid, term}

  ## Start

  @doc """
  Starts a process of the behaviour `behaviour` under a name and runs `behaviour.init_it/6` in it.
  """
  @spec start(module, :link | :nolink | :monitor, name, module, term, keyword) :: term
  def start(behaviour, how, name, module, argument, options) do
    case whereis(name) do
      :undefined -> spawn_process(behaviour, how, [name], module, argument, options)
      pid -> {:error, {:already_started, pid}}
    end
  end

  @doc """
  Starts a process of the behaviour `behaviour` without a name.
  """
  @spec start(module, :link | :nolink | :monitor, module, term, keyword) :: term
  def start(behaviour, how, module, argument, options),
    do: spawn_process(behaviour, how, [], module, argument, options)

  defp spawn_process(behaviour, how, name, module, argument, options) do
    parent = if how == :link, do: self(), else: :self
    arguments = [behaviour, self(), parent | name ++ [module, argument, options]]
    timeout = option(options, :timeout, :infinity)
    spawn_options = option(options, :spawn_opt, [])

    case how do
      :link ->
        :proc_lib.start_link(:gen, :init_it, arguments, timeout, spawn_options)

      :nolink ->
        :proc_lib.start(:gen, :init_it, arguments, timeout, spawn_options)

      :monitor ->
        monitored(:proc_lib.start_monitor(:gen, :init_it, arguments, timeout, spawn_options))
    end
  end

  defp monitored({{:ok, pid}, monitor}), do: {:ok, {pid, monitor}}

  # The monitor's message belongs to a process that never was.
  defp monitored({failure, monitor}) do
    receive do: ({:DOWN, ^monitor, _, _, _} -> failure)
  end

  @doc false
  def init_it(behaviour, starter, parent, module, argument, options),
    do: behaviour.init_it(starter, parent, self(), module, argument, options)

  @doc false
  def init_it(behaviour, starter, parent, name, module, argument, options) do
    case register_name(name) do
      true ->
        behaviour.init_it(starter, parent, name, module, argument, options)

      {false, pid} ->
        :proc_lib.init_fail(starter, {:error, {:already_started, pid}}, {:exit, :normal})
    end
  end

  @doc """
  The value of an option of a keyword list that may hold anything else.
  """
  @spec option(list, atom, term) :: term
  def option(options, key, default) do
    case :lists.keyfind(key, 1, options) do
      {_, value} -> value
      _ -> default
    end
  end

  @doc """
  The state of debugging that a process starts with. Wrong options are reported and count as none.
  """
  @spec debug_options(term, list) :: [:sys.dbg_opt()]
  def debug_options(name, options) do
    case option(options, :debug, []) do
      [] ->
        []

      debug ->
        try do
          :sys.debug_options(debug)
        catch
          _, _ ->
            :logger.log(:error, %{label: {:gen, :debug_options}, name: name, ignored: debug}, %{
              domain: [:otp]
            })

            []
        end
    end
  end

  @doc """
  After how many milliseconds without a message a process hibernates.
  """
  @spec hibernate_after(list) :: timeout
  def hibernate_after(options), do: option(options, :hibernate_after, :infinity)

  ## Names

  @doc """
  The process or port with a name, or `:undefined`.
  """
  @spec whereis(name) :: pid | port | :undefined
  def whereis({:local, name}), do: :erlang.whereis(name)
  def whereis({:global, name}), do: :global.whereis_name(name)
  def whereis({:via, module, name}), do: module.whereis_name(name)

  @doc """
  Gives the calling process a name: `true`, or `{false, pid}` of the one that has it.
  """
  @spec register_name(name) :: true | {false, pid}
  def register_name({:local, name}) do
    :erlang.register(name, self())
  catch
    :error, _ -> {false, :erlang.whereis(name)}
  end

  def register_name({:global, name} = full_name) do
    case :global.register_name(name, self()) do
      :yes -> true
      :no -> {false, whereis(full_name)}
    end
  end

  def register_name({:via, module, name} = full_name) do
    case module.register_name(name, self()) do
      :yes -> true
      :no -> {false, whereis(full_name)}
    end
  end

  @doc """
  Takes back a name of the calling process; a pid stands for none.
  """
  @spec unregister_name(name | pid) :: term
  def unregister_name({:local, name}) do
    :erlang.unregister(name)
  catch
    _, _ -> :ok
  end

  def unregister_name({:global, name}), do: :global.unregister_name(name)
  def unregister_name({:via, module, name}), do: module.unregister_name(name)
  def unregister_name(pid) when is_pid(pid), do: :ok

  @doc """
  What is shown of a name.
  """
  @spec name(name | pid) :: term
  def name({:local, name}), do: name
  def name({:global, name}), do: name
  def name({:via, _module, name}), do: name
  def name(pid) when is_pid(pid), do: pid

  @doc """
  The name of a process that enters a loop of a behaviour by itself: it must have it already.
  """
  @spec own_name(name | pid) :: term
  def own_name(pid) when pid == self(), do: pid

  def own_name({:local, name}) do
    case :erlang.process_info(self(), :registered_name) do
      {:registered_name, ^name} -> name
      {:registered_name, _other} -> exit(:process_not_registered)
      [] -> exit(:process_not_registered)
    end
  end

  def own_name({:global, name}) do
    if :global.whereis_name(name) == self(),
      do: name,
      else: exit(:process_not_registered_globally)
  end

  def own_name({:via, module, name}) do
    if module.whereis_name(name) == self(),
      do: name,
      else: exit({:process_not_registered_via, module})
  end

  @doc """
  The process that started the calling one, which must have been started by `:proc_lib`.
  """
  @spec parent() :: pid
  def parent do
    case :erlang.get(:"$ancestors") do
      [parent | _] when is_pid(parent) -> parent
      [parent | _] when is_atom(parent) -> registered_parent(parent)
      _ -> exit(:process_was_not_started_by_proc_lib)
    end
  end

  defp registered_parent(name) do
    with :undefined <- :erlang.whereis(name),
         :undefined <- :global.whereis_name(name) do
      exit(:could_not_find_registered_name)
    end
  end

  ## Requests

  @doc """
  Sends a request and waits for the reply.

  Exits with the server's reason if it ends before, with `:noproc` if there is none, and with `:timeout` if nothing
  comes in time.
  """
  @spec call(server, term, term, timeout) :: {:ok, term}
  def call(process, label, request, timeout \\ 5000)

  # A caller that waits as long as it takes gets no late reply, and needs no alias.
  def call(pid, label, request, :infinity) when is_pid(pid) and pid != self() do
    reference = :erlang.monitor(:process, pid)
    send(pid, {label, {self(), reference}, request})

    receive do
      {^reference, reply} ->
        :erlang.demonitor(reference, [:flush])
        {:ok, reply}

      {:DOWN, ^reference, _, _, :noconnection} ->
        exit({:nodedown, node(pid)})

      {:DOWN, ^reference, _, _, reason} ->
        exit(reason)
    end
  end

  def call(pid, label, request, timeout)
      when is_pid(pid) and pid != self() and is_integer(timeout) and timeout >= 0 do
    reference = :erlang.monitor(:process, pid, alias: :demonitor)
    send(pid, {label, {self(), [:alias | reference]}, request})

    receive do
      {[:alias | ^reference], reply} ->
        :erlang.demonitor(reference, [:flush])
        {:ok, reply}

      {:DOWN, ^reference, _, _, :noconnection} ->
        exit({:nodedown, node(pid)})

      {:DOWN, ^reference, _, _, reason} ->
        exit(reason)
    after
      timeout -> give_up(reference)
    end
  end

  def call(process, label, request, timeout)
      when timeout == :infinity or (is_integer(timeout) and timeout >= 0) do
    case locate(process) do
      pid when pid == self() ->
        exit(:calling_self)

      pid when is_pid(pid) ->
        call(pid, label, request, timeout)

      {_name, node} = target ->
        reference = monitor_remote(target)
        :erlang.send(target, {label, {self(), [:alias | reference]}, request}, [:noconnect])
        await(reference, node, timeout)
    end
  end

  # A machine that is not part of a cluster knows no other nodes.
  defp monitor_remote({_name, node} = target) do
    :erlang.monitor(:process, target, alias: :demonitor)
  catch
    :error, _ -> exit({:nodedown, node})
  end

  defp await(reference, node, timeout) do
    receive do
      {[:alias | ^reference], reply} ->
        :erlang.demonitor(reference, [:flush])
        {:ok, reply}

      {:DOWN, ^reference, _, _, :noconnection} ->
        exit({:nodedown, node})

      {:DOWN, ^reference, _, _, reason} ->
        exit(reason)
    after
      timeout -> give_up(reference)
    end
  end

  # A reply that came along with the end of the time is dropped, as one that would have come later.
  defp give_up(reference) do
    :erlang.demonitor(reference, [:flush])

    receive do
      {[:alias | ^reference], reply} -> {:ok, reply}
    after
      0 -> exit(:timeout)
    end
  end

  # A process, or the name and node of one that is not known to run.
  defp locate(pid) when is_pid(pid), do: pid

  defp locate(name) when is_atom(name) do
    case :erlang.whereis(name) do
      pid when is_pid(pid) -> pid
      _ -> exit(:noproc)
    end
  end

  defp locate({name, node}) when is_atom(name) and node == node(), do: locate(name)

  defp locate({name, node} = target) when is_atom(name) and is_atom(node) and name != :global,
    do: target

  defp locate({:global, name}) do
    case :global.whereis_name(name) do
      pid when is_pid(pid) -> pid
      _ -> exit(:noproc)
    end
  end

  defp locate({:via, module, name}) do
    case module.whereis_name(name) do
      pid when is_pid(pid) -> pid
      _ -> exit(:noproc)
    end
  end

  @doc """
  Answers a request.
  """
  @spec reply(from, term) :: :ok
  def reply({_client, [:alias | reference] = tag}, reply) when is_reference(reference) do
    send(reference, {tag, reply})
    :ok
  end

  # The tag of a request that was made with a proxy's alias.
  def reply({_client, [[:alias | reference] | _] = tag}, reply) when is_reference(reference) do
    send(reference, {tag, reply})
    :ok
  end

  def reply({client, tag}, reply) do
    try do
      send(client, {tag, reply})
    catch
      _, _ -> :ok
    end

    :ok
  end

  @doc """
  Stops a process in an orderly manner and waits until it is gone.
  """
  @spec stop(server, term, timeout) :: :ok
  def stop(process, reason \\ :normal, timeout \\ :infinity),
    do: :proc_lib.stop(locate(process), reason, timeout)

  ## Requests whose replies are awaited later

  @doc """
  Sends a request; its id is a reference.
  """
  @spec send_request(server, term, term) :: reference
  def send_request(process, label, request) do
    case destination(process) do
      :undefined ->
        absent(process, :noproc)

      target ->
        try do
          :erlang.monitor(:process, target, alias: :demonitor)
        catch
          :error, _ -> absent(process, :noconnection)
        else
          reference ->
            deliver(target, {label, {self(), [:alias | reference]}, request})
            reference
        end
    end
  end

  # Nobody will answer but this.
  defp absent(process, reason) do
    reference = make_ref()
    send(self(), {:DOWN, reference, :process, process, reason})
    reference
  end

  @doc """
  Sends a request and adds its id to a collection, under a label.
  """
  @spec send_request(server, term, term, term, map) :: map
  def send_request(process, label, request, id_label, collection) when is_map(collection),
    do: :maps.put(send_request(process, label, request), id_label, collection)

  defp destination({:global, name}), do: :global.whereis_name(name)
  defp destination({:via, module, name}), do: module.whereis_name(name)
  defp destination(name) when is_atom(name), do: :erlang.whereis(name)
  defp destination({name, node}) when node == node(), do: :erlang.whereis(name)
  defp destination(process), do: process

  defp deliver(target, message) do
    :erlang.send(target, message, [:noconnect])
  catch
    :error, _ -> :ok
  end

  @doc """
  Waits for the reply to a request. After a timeout it may be waited for again.
  """
  @spec wait_response(reference, :infinity | non_neg_integer | {:abs, integer}) ::
          {:reply, term} | :timeout | {:error, {term, server}}
  def wait_response(reference, timeout) when is_reference(reference) do
    receive do
      {[:alias | ^reference], reply} ->
        :erlang.demonitor(reference, [:flush])
        {:reply, reply}

      {:DOWN, ^reference, _, object, reason} ->
        {:error, {reason, object}}
    after
      milliseconds(timeout) -> :timeout
    end
  end

  @doc """
  Waits for the reply to one of the requests of a collection.
  """
  @spec wait_response(map, :infinity | non_neg_integer | {:abs, integer}, boolean) ::
          {term, label :: term, map} | :timeout | :no_request
  def wait_response(collection, _timeout, _delete) when map_size(collection) == 0, do: :no_request

  def wait_response(collection, timeout, delete) when is_map(collection) and is_boolean(delete) do
    receive do
      {[:alias | reference], reply} when is_map_key(collection, reference) ->
        :erlang.demonitor(reference, [:flush])
        response({:reply, reply}, reference, collection, delete)

      {:DOWN, reference, _, object, reason} when is_map_key(collection, reference) ->
        response({:error, {reason, object}}, reference, collection, delete)
    after
      milliseconds(timeout) -> :timeout
    end
  end

  @doc """
  Waits for the reply to a request. After a timeout a reply that still comes is dropped.
  """
  @spec receive_response(reference, :infinity | non_neg_integer | {:abs, integer}) ::
          {:reply, term} | :timeout | {:error, {term, server}}
  def receive_response(reference, timeout) do
    case wait_response(reference, timeout) do
      :timeout -> abandon(reference)
      response -> response
    end
  end

  @doc """
  As `wait_response/3`, but after a timeout all requests of the collection are given up.
  """
  @spec receive_response(map, :infinity | non_neg_integer | {:abs, integer}, boolean) ::
          {term, label :: term, map} | :timeout | :no_request
  def receive_response(collection, timeout, delete) do
    case wait_response(collection, timeout, delete) do
      :timeout -> abandon_all(:maps.keys(collection), collection, delete)
      response -> response
    end
  end

  defp abandon(reference) do
    :erlang.demonitor(reference, [:flush])

    receive do
      {[:alias | ^reference], reply} -> {:reply, reply}
    after
      0 -> :timeout
    end
  end

  defp abandon_all(references, collection, delete) do
    :lists.foreach(&:erlang.demonitor(&1, [:flush]), references)

    receive do
      {[:alias | reference], reply} when is_map_key(collection, reference) ->
        response({:reply, reply}, reference, collection, delete)
    after
      0 -> :timeout
    end
  end

  @doc """
  Whether a message is the reply to a request.
  """
  @spec check_response(term, reference) :: {:reply, term} | :no_reply | {:error, {term, server}}
  def check_response(message, reference) when is_reference(reference) do
    case message do
      {[:alias | ^reference], reply} ->
        :erlang.demonitor(reference, [:flush])
        {:reply, reply}

      {:DOWN, ^reference, _, object, reason} ->
        {:error, {reason, object}}

      _ ->
        :no_reply
    end
  end

  @doc """
  Whether a message is the reply to a request of a collection.
  """
  @spec check_response(term, map, boolean) :: {term, label :: term, map} | :no_reply | :no_request
  def check_response(_message, collection, _delete) when map_size(collection) == 0,
    do: :no_request

  def check_response(message, collection, delete)
      when is_map(collection) and is_boolean(delete) do
    case message do
      {[:alias | reference], reply} when is_map_key(collection, reference) ->
        :erlang.demonitor(reference, [:flush])
        response({:reply, reply}, reference, collection, delete)

      {:DOWN, reference, _, object, reason} when is_map_key(collection, reference) ->
        response({:error, {reason, object}}, reference, collection, delete)

      _ ->
        :no_reply
    end
  end

  defp response(result, reference, collection, delete) do
    label = :erlang.map_get(reference, collection)
    {result, label, if(delete, do: :maps.remove(reference, collection), else: collection)}
  end

  defp milliseconds({:abs, time}), do: max(time - :erlang.monotonic_time(:millisecond), 0)
  defp milliseconds(timeout), do: timeout

  @doc """
  An empty collection of ids of requests.
  """
  @spec reqids_new() :: map
  def reqids_new, do: %{}

  @doc """
  How many requests a collection holds.
  """
  @spec reqids_size(map) :: non_neg_integer
  def reqids_size(collection) when is_map(collection), do: map_size(collection)

  @doc """
  Adds the id of a request to a collection.
  """
  @spec reqids_add(reference, term, map) :: map
  def reqids_add(reference, _label, collection) when is_map_key(collection, reference),
    do: :erlang.error(:badarg, [reference, collection])

  def reqids_add(reference, label, collection)
      when is_reference(reference) and is_map(collection),
      do: :maps.put(reference, label, collection)

  def reqids_add(reference, label, collection),
    do: :erlang.error(:badarg, [reference, label, collection])

  @doc """
  The ids and labels of a collection.
  """
  @spec reqids_to_list(map) :: [{reference, term}]
  def reqids_to_list(collection) when is_map(collection), do: :maps.to_list(collection)

  ## Reports

  @doc """
  The client of a request with what it is doing, for reports.
  """
  @spec client_info(from | :undefined) :: :undefined | {pid, term}
  def client_info({client, _tag}) when is_pid(client) and node(client) != node(),
    do: {client, :remote}

  def client_info({client, _tag}) when is_pid(client) do
    case :erlang.process_info(client, [:current_stacktrace, :registered_name]) do
      :undefined -> {client, :dead}
      [current_stacktrace: stacktrace, registered_name: []] -> {client, {client, stacktrace}}
      [current_stacktrace: stacktrace, registered_name: name] -> {client, {name, stacktrace}}
    end
  end

  def client_info(_), do: :undefined

  @doc """
  What stands for the state where a module's own `format_status/1` fails, or else the map that it returns.
  """
  @spec format_status(module, map) :: {:ok, map} | {:failed, charlist}
  def format_status(module, status) do
    case module.format_status(status) do
      shown when is_map(shown) -> {:ok, :maps.merge(status, shown)}
      _ -> {:failed, :erlang.atom_to_list(module) ++ ~c":format_status/1 did not return a map"}
    end
  catch
    _, _ -> {:failed, :erlang.atom_to_list(module) ++ ~c":format_status/1 crashed"}
  end

  @doc """
  The first lines of the status of a process of a behaviour, as `:sys.get_status/1` shows it.
  """
  @spec status_header(charlist, term) :: charlist
  def status_header(tag, name) do
    format = if is_atom(name), do: ~c"~ts ~ts", else: ~c"~ts ~tp"
    :lists.flatten(:io_lib.format(format, [tag, name]))
  end
end
