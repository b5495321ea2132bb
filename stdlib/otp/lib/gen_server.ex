# Servers: the loop that receives requests, calls a module's callbacks with them and keeps its state. How a server starts
# and is asked is `:gen`'s; what is said of its end is `:gen_server_report`'s.

defmodule :gen_server do
  @moduledoc """
  Erlang's generic server. `GenServer` documents the callbacks; here are the functions that it is built on, and those of
  Erlang's interface: requests whose replies are awaited later, calls to several nodes, and loops entered by a process
  that exists already.
  """

  @type server_name :: {:local, atom} | {:global, term} | {:via, module, term}
  @type server_ref :: pid | atom | {atom, node} | {:global, term} | {:via, module, term}
  @type from :: {pid, term}
  @type request_id :: reference
  @type request_id_collection :: map
  @type response_timeout :: timeout | {:abs, integer}
  @type action ::
          timeout
          | :hibernate
          | {:continue, term}
          | {:timeout, timeout, term}
          | {:hibernate, timeout, term}

  @callback init(term) ::
              {:ok, term} | {:ok, term, action} | :ignore | {:stop, term} | {:error, term}
  @callback handle_call(term, from, term) ::
              {:reply, term, term}
              | {:reply, term, term, action}
              | {:noreply, term}
              | {:noreply, term, action}
              | {:stop, term, term, term}
              | {:stop, term, term}
  @callback handle_cast(term, term) ::
              {:noreply, term} | {:noreply, term, action} | {:stop, term, term}
  @callback handle_info(term, term) ::
              {:noreply, term} | {:noreply, term, action} | {:stop, term, term}
  @callback handle_continue(term, term) ::
              {:noreply, term} | {:noreply, term, action} | {:stop, term, term}
  @callback terminate(term, term) :: term
  @callback code_change(term, term, term) :: {:ok, term} | {:error, term}
  @callback format_status(map) :: map
  @callback format_status(:normal | :terminate, list) :: term
  @optional_callbacks handle_info: 2,
                      handle_continue: 2,
                      terminate: 2,
                      code_change: 3,
                      format_status: 1,
                      format_status: 2

  ## Start and stop

  @doc """
  Starts a server.

  ## Options

    * `:timeout` – milliseconds that `init/1` may take
    * `:debug` – options of `:sys.debug_options/1`
    * `:spawn_opt` – options of the process
    * `:hibernate_after` – milliseconds without a message after which the server hibernates

  """
  @spec start(module, term, list) :: {:ok, pid} | :ignore | {:error, term}
  def start(module, argument, options),
    do: :gen.start(:gen_server, :nolink, module, argument, options)

  @doc "Starts a server under a name."
  @spec start(server_name, module, term, list) :: {:ok, pid} | :ignore | {:error, term}
  def start(name, module, argument, options) do
    check_name(name, [name, module, argument, options])
    :gen.start(:gen_server, :nolink, name, module, argument, options)
  end

  @doc "Starts a server that is linked to the calling process, its parent."
  @spec start_link(module, term, list) :: {:ok, pid} | :ignore | {:error, term}
  def start_link(module, argument, options),
    do: :gen.start(:gen_server, :link, module, argument, options)

  @doc "Starts a linked server under a name."
  @spec start_link(server_name, module, term, list) :: {:ok, pid} | :ignore | {:error, term}
  def start_link(name, module, argument, options) do
    check_name(name, [name, module, argument, options])
    :gen.start(:gen_server, :link, name, module, argument, options)
  end

  @doc "Starts a server that the calling process monitors."
  @spec start_monitor(module, term, list) :: {:ok, {pid, reference}} | :ignore | {:error, term}
  def start_monitor(module, argument, options),
    do: :gen.start(:gen_server, :monitor, module, argument, options)

  @doc "Starts a monitored server under a name."
  @spec start_monitor(server_name, module, term, list) ::
          {:ok, {pid, reference}} | :ignore | {:error, term}
  def start_monitor(name, module, argument, options) do
    check_name(name, [name, module, argument, options])
    :gen.start(:gen_server, :monitor, name, module, argument, options)
  end

  defp check_name({:local, name}, _arguments) when is_atom(name), do: :ok
  defp check_name({:global, _name}, _arguments), do: :ok
  defp check_name({:via, module, _name}, _arguments) when is_atom(module), do: :ok
  defp check_name(_name, arguments), do: :erlang.error(:badarg, arguments)

  @doc "Stops a server with the reason `:normal`."
  @spec stop(server_ref) :: :ok
  def stop(server), do: :gen.stop(server)

  @doc "Stops a server and waits until it is gone."
  @spec stop(server_ref, term, timeout) :: :ok
  def stop(server, reason, timeout), do: :gen.stop(server, reason, timeout)

  ## Requests

  @doc "As `call/3`, with a timeout of 5 seconds."
  @spec call(server_ref, term) :: term
  def call(server, request) do
    {:ok, reply} = :gen.call(server, :"$gen_call", request)
    reply
  catch
    :exit, reason -> exit({reason, {:gen_server, :call, [server, request]}})
  end

  @doc """
  Sends a request and waits for the reply. Exits if the server ends before, or the time is over.
  """
  @spec call(server_ref, term, timeout) :: term
  def call(server, request, timeout) do
    {:ok, reply} = :gen.call(server, :"$gen_call", request, timeout)
    reply
  catch
    :exit, reason -> exit({reason, {:gen_server, :call, [server, request, timeout]}})
  end

  @doc "Sends a request that has no reply."
  @spec cast(server_ref, term) :: :ok
  def cast({:global, name}, request) do
    attempt(fn -> :global.send(name, {:"$gen_cast", request}) end)
  end

  def cast({:via, module, name}, request) do
    attempt(fn -> module.send(name, {:"$gen_cast", request}) end)
  end

  def cast(server, request) when is_pid(server) or is_atom(server) do
    send(server, {:"$gen_cast", request})
    :ok
  catch
    :error, _ -> :ok
  end

  def cast({name, node} = server, request) when is_atom(name) and is_atom(node) do
    attempt(fn -> :erlang.send(server, {:"$gen_cast", request}, [:noconnect]) end)
  end

  defp attempt(fun) do
    fun.()
    :ok
  catch
    _, _ -> :ok
  end

  @doc "Sends a request without a reply to the servers with a name on all nodes."
  @spec abcast(atom, term) :: :abcast
  def abcast(name, request) when is_atom(name),
    do: abcast([node() | :erlang.nodes()], name, request)

  @doc "Sends a request without a reply to the servers with a name on some nodes."
  @spec abcast([node], atom, term) :: :abcast
  def abcast(nodes, name, request) when is_list(nodes) and is_atom(name) do
    :lists.foreach(&cast({name, &1}, request), nodes)
    :abcast
  end

  @doc "Answers a request that `handle_call/3` has got."
  @spec reply(from, term) :: :ok
  def reply(client, reply), do: :gen.reply(client, reply)

  @doc "Calls the servers with a name on all nodes."
  @spec multi_call(atom, term) :: {[{node, term}], [node]}
  def multi_call(name, request) when is_atom(name),
    do: multi_call([node() | :erlang.nodes()], name, request, :infinity)

  @doc "Calls the servers with a name on some nodes."
  @spec multi_call([node], atom, term) :: {[{node, term}], [node]}
  def multi_call(nodes, name, request) when is_list(nodes) and is_atom(name),
    do: multi_call(nodes, name, request, :infinity)

  @doc """
  Calls the servers with a name on some nodes: returns their replies, and the nodes that did not reply in time.
  """
  @spec multi_call([node], atom, term, timeout) :: {[{node, term}], [node]}
  def multi_call(nodes, name, request, timeout) when is_list(nodes) and is_atom(name) do
    deadline =
      if timeout == :infinity,
        do: :infinity,
        else: {:abs, :erlang.monotonic_time(:millisecond) + timeout}

    requests = :lists.map(&{&1, :gen.send_request({name, &1}, :"$gen_call", request)}, nodes)
    collect(requests, deadline, [], [])
  end

  defp collect([], _deadline, replies, failed), do: {replies, :lists.reverse(failed)}

  defp collect([{node, request} | rest], deadline, replies, failed) do
    case :gen.receive_response(request, deadline) do
      {:reply, reply} -> collect(rest, deadline, [{node, reply} | replies], failed)
      _ -> collect(rest, deadline, replies, [node | failed])
    end
  end

  ## Requests whose replies are awaited later

  @doc "Sends a request; the reply to its id is awaited by `receive_response/2`, `wait_response/2` or `check_response/2`."
  @spec send_request(server_ref, term) :: request_id
  def send_request(server, request), do: :gen.send_request(server, :"$gen_call", request)

  @doc "Sends a request and adds its id to a collection, under a label."
  @spec send_request(server_ref, term, term, request_id_collection) :: request_id_collection
  def send_request(server, request, label, collection),
    do: :gen.send_request(server, :"$gen_call", request, label, collection)

  @doc "Waits for a reply. After a timeout it may be awaited again."
  @spec wait_response(request_id, response_timeout) ::
          {:reply, term} | :timeout | {:error, {term, server_ref}}
  def wait_response(request_id, timeout), do: :gen.wait_response(request_id, timeout)

  @doc "Waits for one of the replies to a collection of requests."
  @spec wait_response(request_id_collection, response_timeout, boolean) ::
          {term, label :: term, request_id_collection} | :timeout | :no_request
  def wait_response(collection, timeout, delete),
    do: :gen.wait_response(collection, timeout, delete)

  @doc "Waits for a reply. After a timeout, one that comes late is dropped."
  @spec receive_response(request_id, response_timeout) ::
          {:reply, term} | :timeout | {:error, {term, server_ref}}
  def receive_response(request_id, timeout), do: :gen.receive_response(request_id, timeout)

  @doc "Waits for one of the replies to a collection of requests. After a timeout, all of them are given up."
  @spec receive_response(request_id_collection, response_timeout, boolean) ::
          {term, label :: term, request_id_collection} | :timeout | :no_request
  def receive_response(collection, timeout, delete),
    do: :gen.receive_response(collection, timeout, delete)

  @doc "Whether a message is the reply to a request."
  @spec check_response(term, request_id) ::
          {:reply, term} | :no_reply | {:error, {term, server_ref}}
  def check_response(message, request_id), do: :gen.check_response(message, request_id)

  @doc "Whether a message is one of the replies to a collection of requests."
  @spec check_response(term, request_id_collection, boolean) ::
          {term, label :: term, request_id_collection} | :no_reply | :no_request
  def check_response(message, collection, delete),
    do: :gen.check_response(message, collection, delete)

  @doc "An empty collection of requests."
  @spec reqids_new() :: request_id_collection
  def reqids_new, do: :gen.reqids_new()

  @doc "How many requests a collection holds."
  @spec reqids_size(request_id_collection) :: non_neg_integer
  def reqids_size(collection), do: :gen.reqids_size(collection)

  @doc "Adds a request to a collection, under a label."
  @spec reqids_add(request_id, term, request_id_collection) :: request_id_collection
  def reqids_add(request_id, label, collection),
    do: :gen.reqids_add(request_id, label, collection)

  @doc "The requests of a collection, with their labels."
  @spec reqids_to_list(request_id_collection) :: [{request_id, term}]
  def reqids_to_list(collection), do: :gen.reqids_to_list(collection)

  ## Entering the loop

  @doc "As `enter_loop/5`, without a name and an action."
  @spec enter_loop(module, list, term) :: no_return
  def enter_loop(module, options, state),
    do: enter_loop(module, options, state, self(), :infinity)

  @doc "As `enter_loop/5`, with a name or an action."
  @spec enter_loop(module, list, term, server_name | pid | action) :: no_return
  def enter_loop(module, options, state, {kind, _} = name) when kind == :local or kind == :global,
    do: enter_loop(module, options, state, name, :infinity)

  def enter_loop(module, options, state, {:via, _, _} = name),
    do: enter_loop(module, options, state, name, :infinity)

  def enter_loop(module, options, state, pid) when is_pid(pid),
    do: enter_loop(module, options, state, pid, :infinity)

  def enter_loop(module, options, state, action),
    do: enter_loop(module, options, state, self(), action)

  @doc """
  Makes the calling process, which was started by `:proc_lib`, a server. If it has a name, it must be registered already.
  """
  @spec enter_loop(module, list, term, server_name | pid, action) :: no_return
  def enter_loop(module, options, state, full_name, action) do
    name = :gen.own_name(full_name)
    debug = :gen.debug_options(name, options)

    server = %{
      parent: :gen.parent(),
      name: name,
      module: module,
      hibernate_after: :gen.hibernate_after(options)
    }

    if action?(action),
      do: act(action, server, state, debug),
      else: exit({:bad_action, action})
  end

  @doc false
  def init_it(starter, :self, name, module, argument, options),
    do: init_it(starter, self(), name, module, argument, options)

  def init_it(starter, parent, full_name, module, argument, options) do
    name = :gen.name(full_name)
    debug = :gen.debug_options(name, options)

    case init_it(module, argument) do
      {:ok, {:ok, state}} ->
        :proc_lib.init_ack(starter, {:ok, self()})

        loop(
          %{
            parent: parent,
            name: name,
            module: module,
            hibernate_after: :gen.hibernate_after(options)
          },
          state,
          :infinity,
          nil,
          debug
        )

      {:ok, {:ok, state, action} = result} ->
        if action?(action) do
          :proc_lib.init_ack(starter, {:ok, self()})

          server = %{
            parent: parent,
            name: name,
            module: module,
            hibernate_after: :gen.hibernate_after(options)
          }

          act(action, server, state, debug)
        else
          init_failed(
            starter,
            full_name,
            {:error, {:bad_return_value, result}},
            {:exit, {:bad_return_value, result}}
          )
        end

      {:ok, {:stop, reason}} ->
        init_failed(starter, full_name, {:error, reason}, {:exit, reason})

      {:ok, {:error, reason}} ->
        init_failed(starter, full_name, {:error, reason}, {:exit, :normal})

      {:ok, :ignore} ->
        init_failed(starter, full_name, :ignore, {:exit, :normal})

      {:ok, other} ->
        init_failed(
          starter,
          full_name,
          {:error, {:bad_return_value, other}},
          {:exit, {:bad_return_value, other}}
        )

      {:EXIT, class, reason, stacktrace} ->
        result = {:error, callback_reason(class, reason, stacktrace)}
        init_failed(starter, full_name, result, {class, reason, stacktrace})
    end
  end

  defp init_it(module, argument) do
    {:ok, module.init(argument)}
  catch
    :throw, value -> {:ok, value}
    class, reason -> {:EXIT, class, reason, __STACKTRACE__}
  end

  # The name is free before the starter hears of the failure.
  defp init_failed(starter, full_name, result, exception) do
    :gen.unregister_name(full_name)
    :proc_lib.init_fail(starter, result, exception)
  end

  defp action?(:infinity), do: true
  defp action?(timeout) when is_integer(timeout), do: timeout >= 0
  defp action?(:hibernate), do: true
  defp action?({:continue, _}), do: true

  defp action?({kind, timeout, _}) when kind == :timeout or kind == :hibernate,
    do: timeout?(timeout)

  defp action?(_), do: false

  defp timeout?(:infinity), do: true
  defp timeout?(timeout), do: is_integer(timeout) and timeout >= 0

  ## The loop

  # Waits for the next message. The server is a map of what stays as it is: parent, name, module, hibernate_after. A time that
  # a callback has set comes with the message of its timeout, and begins anew after a system message.
  defp loop(%{hibernate_after: :infinity} = server, state, :infinity, _timeout_message, debug) do
    receive do
      message -> handle_msg(message, server, state, debug)
    end
  end

  defp loop(
         %{hibernate_after: hibernate_after} = server,
         state,
         :infinity,
         _timeout_message,
         debug
       ) do
    receive do
      message -> handle_msg(message, server, state, debug)
    after
      hibernate_after -> loop_hibernate(server, state, :hibernate, debug)
    end
  end

  defp loop(server, state, time, timeout_message, debug) do
    receive do
      {:system, from, request} ->
        action = {:timeout, time, timeout_message}
        handle_system(request, from, server, state, debug, action, false)

      message ->
        handle_msg(message, server, state, debug)
    after
      time -> handle_timeout(timeout_message, server, state, debug)
    end
  end

  # Does what a callback has asked for, before the loop goes on.
  defp act(:infinity, server, state, debug), do: loop(server, state, :infinity, nil, debug)
  defp act(:hibernate, server, state, debug), do: loop_hibernate(server, state, :hibernate, debug)

  defp act({:continue, argument}, server, state, debug),
    do: try_handle_continue(server, state, argument, debug(debug, server, {:continue, argument}))

  defp act({:timeout, time, message}, server, state, debug),
    do: loop(server, state, time, message, debug)

  defp act({:hibernate, :infinity, _message}, server, state, debug),
    do: loop_hibernate(server, state, :hibernate, debug)

  defp act({:hibernate, _time, _message} = action, server, state, debug),
    do: loop_hibernate(server, state, action, debug)

  defp act(time, server, state, debug), do: loop(server, state, time, :timeout, debug)

  defp handle_timeout(message, server, state, debug),
    do: try_handle_info(server, state, message, debug(debug, server, {:in, message}))

  # A system message leaves the server hibernating.
  defp loop_hibernate(server, state, :hibernate, debug) do
    :erlang.hibernate()

    receive do
      {:system, from, request} ->
        handle_system(request, from, server, state, debug, :hibernate, true)

      message ->
        handle_msg(message, server, state, debug)
    end
  end

  defp loop_hibernate(server, state, {:hibernate, time, message} = action, debug) do
    timer = :erlang.start_timer(time, self(), message)
    :erlang.hibernate()

    receive do
      {:timeout, ^timer, message} ->
        handle_timeout(message, server, state, debug)

      {:system, from, request} ->
        stop_timer(timer)
        handle_system(request, from, server, state, debug, action, true)

      message ->
        stop_timer(timer)
        handle_msg(message, server, state, debug)
    end
  end

  defp stop_timer(timer) do
    if :erlang.cancel_timer(timer) == false do
      receive do
        {:timeout, ^timer, _} -> :ok
      after
        0 -> :ok
      end
    end
  end

  defp handle_system(request, from, server, state, debug, action, hibernate?) do
    misc = {server, state, action}
    :sys.handle_system_msg(request, from, server.parent, :gen_server, debug, misc, hibernate?)
  end

  defp handle_msg({:"$gen_call", from, request} = message, server, state, debug) do
    case debug do
      [] -> try_handle_call(server, state, from, request, [])
      _ -> try_handle_call(server, state, from, request, debug(debug, server, {:in, message}))
    end
  end

  defp handle_msg({:"$gen_cast", request} = message, server, state, debug) do
    case debug do
      [] -> try_handle_cast(server, state, request, message, [])
      _ -> try_handle_cast(server, state, request, message, debug(debug, server, {:in, message}))
    end
  end

  defp handle_msg({:system, from, request}, server, state, debug),
    do: handle_system(request, from, server, state, debug, :infinity, false)

  defp handle_msg({:EXIT, parent, reason} = message, %{parent: parent} = server, state, debug) do
    debug = debug(debug, server, {:in, message})
    terminate(:exit, reason, [], reason, server, state, message, :undefined, debug)
  end

  defp handle_msg(message, server, state, debug) do
    case debug do
      [] -> try_handle_info(server, state, message, [])
      _ -> try_handle_info(server, state, message, debug(debug, server, {:in, message}))
    end
  end

  ## Callbacks: a thrown value counts as returned

  defp try_handle_call(%{module: module} = server, state, from, request, debug) do
    result =
      try do
        module.handle_call(request, from, state)
      catch
        :throw, value -> value
        class, reason -> crash(class, reason, __STACKTRACE__, server, state, request, from, debug)
      end

    case result do
      {:reply, reply, new_state} ->
        debug = reply(from, reply, server, new_state, debug)
        loop(server, new_state, :infinity, nil, debug)

      {:noreply, new_state} ->
        loop(server, new_state, :infinity, nil, debug(debug, server, {:noreply, new_state}))

      {:reply, reply, new_state, action} ->
        if action?(action) do
          debug = reply(from, reply, server, new_state, debug)
          act(action, server, new_state, debug)
        else
          bad_return(result, server, state, request, from, debug)
        end

      {:stop, reason, reply, new_state} ->
        try do
          terminate(:exit, reason, [], reason, server, new_state, request, from, debug)
        after
          reply(from, reply, server, new_state, debug)
        end

      _ ->
        handle_common(result, server, state, request, from, debug)
    end
  end

  # A reply goes straight to the alias.
  defp reply({_client, [:alias | reference] = tag}, reply, _server, _state, []) do
    send(reference, {tag, reply})
    []
  end

  defp reply({client, tag}, reply, _server, _state, [])
       when is_pid(client) and is_reference(tag) do
    send(client, {tag, reply})
    []
  end

  defp reply(from, reply, server, state, debug) do
    :gen.reply(from, reply)
    debug(debug, server, {:out, reply, from, state})
  end

  defp try_handle_cast(%{module: module} = server, state, request, message, debug) do
    result =
      try do
        module.handle_cast(request, state)
      catch
        :throw, value ->
          value

        class, reason ->
          crash(class, reason, __STACKTRACE__, server, state, message, :undefined, debug)
      end

    case result do
      {:noreply, new_state} ->
        loop(server, new_state, :infinity, nil, debug(debug, server, {:noreply, new_state}))

      _ ->
        handle_common(result, server, state, message, :undefined, debug)
    end
  end

  defp try_handle_info(%{module: module} = server, state, message, debug) do
    result =
      try do
        module.handle_info(message, state)
      catch
        :throw, value ->
          value

        :error, :undef ->
          stacktrace = __STACKTRACE__

          if :erlang.function_exported(module, :handle_info, 2) do
            crash(:error, :undef, stacktrace, server, state, message, :undefined, debug)
          else
            :gen_server_report.no_handle_info(module, message)
            {:noreply, state}
          end

        class, reason ->
          crash(class, reason, __STACKTRACE__, server, state, message, :undefined, debug)
      end

    case result do
      {:noreply, new_state} ->
        loop(server, new_state, :infinity, nil, debug(debug, server, {:noreply, new_state}))

      _ ->
        handle_common(result, server, state, message, :undefined, debug)
    end
  end

  defp try_handle_continue(%{module: module} = server, state, argument, debug) do
    result =
      try do
        module.handle_continue(argument, state)
      catch
        :throw, value ->
          value

        class, reason ->
          crash(
            class,
            reason,
            __STACKTRACE__,
            server,
            state,
            {:continue, argument},
            :undefined,
            debug
          )
      end

    handle_common(result, server, state, {:continue, argument}, :undefined, debug)
  end

  # What every callback may return.
  defp handle_common(result, server, state, message, from, debug) do
    case result do
      {:noreply, new_state} ->
        loop(server, new_state, :infinity, nil, debug(debug, server, {:noreply, new_state}))

      {:noreply, new_state, action} ->
        if action?(action),
          do: act(action, server, new_state, debug(debug, server, {:noreply, new_state})),
          else: bad_return(result, server, state, message, from, debug)

      {:stop, reason, new_state} ->
        terminate(:exit, reason, [], reason, server, new_state, message, from, debug)

      _ ->
        bad_return(result, server, state, message, from, debug)
    end
  end

  defp debug([], _server, _event), do: []

  defp debug(debug, server, event),
    do: :sys.handle_debug(debug, &:gen_server_report.print_event/3, server.name, event)

  ## The end

  defp bad_return(result, server, state, message, from, debug) do
    reason = {:bad_return_value, result}
    terminate(:exit, reason, [], reason, server, state, message, from, debug)
  end

  # A callback has raised or exited.
  defp crash(class, reason, stacktrace, server, state, message, from, debug) do
    terminate(
      class,
      reason,
      stacktrace,
      callback_reason(class, reason, stacktrace),
      server,
      state,
      message,
      from,
      debug
    )
  end

  defp callback_reason(:error, reason, stacktrace), do: {reason, stacktrace}
  defp callback_reason(:exit, reason, _stacktrace), do: reason

  # Lets the module clean up, reports the end and ends.
  defp terminate(class, reason, stacktrace, end_reason, server, state, message, from, debug) do
    case try_terminate(server.module, end_reason, state) do
      :ok ->
        if not quiet?(class, reason) do
          :gen_server_report.terminate(reason, stacktrace, server, state, message, from, debug)
        end

        if stacktrace == [], do: exit(reason), else: :erlang.raise(class, reason, stacktrace)

      {:EXIT, class, reason, stacktrace} ->
        :gen_server_report.terminate(reason, stacktrace, server, state, message, from, debug)
        :erlang.raise(class, reason, stacktrace)
    end
  end

  defp quiet?(:exit, :normal), do: true
  defp quiet?(:exit, :shutdown), do: true
  defp quiet?(:exit, {:shutdown, _}), do: true
  defp quiet?(_, _), do: false

  defp try_terminate(module, reason, state) do
    if :erlang.function_exported(module, :terminate, 2) do
      try do
        module.terminate(reason, state)
        :ok
      catch
        :throw, _ -> :ok
        class, reason -> {:EXIT, class, reason, __STACKTRACE__}
      end
    else
      :ok
    end
  end

  ## System messages: what `:sys` keeps meanwhile is {server, state, action}

  @doc false
  def system_continue(_parent, debug, {server, state, action}),
    do: act(action, server, state, debug)

  @doc false
  def system_terminate(reason, _parent, debug, {server, state, _action}),
    do: terminate(:exit, reason, [], reason, server, state, [], :undefined, debug)

  @doc false
  def system_code_change({server, state, action}, _module, old_version, extra) do
    case server.module.code_change(old_version, state, extra) do
      {:ok, state} -> {:ok, {server, state, action}}
      other -> other
    end
  end

  @doc false
  def system_get_state({_server, state, _action}), do: {:ok, state}

  @doc false
  def system_replace_state(fun, {server, state, action}) do
    state = fun.(state)
    {:ok, state, {server, state, action}}
  end

  @doc false
  def format_status(option, [dictionary, status, parent, debug, {server, state, _action}]),
    do: :gen_server_report.status(option, dictionary, status, parent, debug, server, state)

  @doc false
  def format_log(report), do: :gen_server_report.format_log(report)

  @doc false
  def format_log(report, configuration), do: :gen_server_report.text(report, configuration)
end
