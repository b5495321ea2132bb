# OTP's event managers: a process to which handlers are added, each with its own state; an event goes through all of them, the one that
# was added last first. A handler that fails is removed, and nothing else happens to the manager.

defmodule :gen_event do
  @moduledoc """
  Event managers and their handlers.

  A handler is a module, or `{module, id}` if a manager has several of it. `notify/2` and `sync_notify/2` send an event to all handlers,
  `call/3` asks one of them.
  """

  @type handler :: module | {module, term}
  @type manager :: :gen.server()

  @doc "Called when the handler is added."
  @callback init(argument :: term) ::
              {:ok, state :: term} | {:ok, state :: term, :hibernate} | {:error, reason :: term}
  @doc "Handles an event."
  @callback handle_event(event :: term, state :: term) :: term
  @doc "Handles a request."
  @callback handle_call(request :: term, state :: term) :: term
  @doc "Handles any other message."
  @callback handle_info(message :: term, state :: term) :: term
  @doc "Called when the handler is removed."
  @callback terminate(argument :: term, state :: term) :: term
  @doc "Converts the state when the code has changed."
  @callback code_change(old_version :: term, state :: term, extra :: term) :: {:ok, term}
  @doc "Says how the handler looks in `:sys.get_status/1` and in crash reports."
  @callback format_status(status :: map) :: map

  @optional_callbacks handle_info: 2, terminate: 2, code_change: 3, format_status: 1

  ## Start and stop

  @doc "Starts a manager without a link."
  def start, do: start([])

  @doc "Starts a manager, with a name or with options."
  def start(options) when is_list(options),
    do: :gen.start(__MODULE__, :nolink, :no_callback, [], options)

  def start(name), do: start(name, [])

  @doc "Starts a manager with a name and options."
  def start(name, options),
    do: :gen.start(__MODULE__, :nolink, name, :no_callback, [], options)

  @doc "Starts a manager that is linked to the calling process."
  def start_link, do: start_link([])

  @doc "Starts a linked manager, with a name or with options."
  def start_link(options) when is_list(options),
    do: :gen.start(__MODULE__, :link, :no_callback, [], options)

  def start_link(name), do: start_link(name, [])

  @doc "Starts a linked manager with a name and options."
  def start_link(name, options),
    do: :gen.start(__MODULE__, :link, name, :no_callback, [], options)

  @doc "Starts a manager and monitors it: `{:ok, {pid, monitor}}`."
  def start_monitor, do: start_monitor([])

  @doc "Starts and monitors a manager, with a name or with options."
  def start_monitor(options) when is_list(options),
    do: :gen.start(__MODULE__, :monitor, :no_callback, [], options)

  def start_monitor(name), do: start_monitor(name, [])

  @doc "Starts and monitors a manager with a name and options."
  def start_monitor(name, options),
    do: :gen.start(__MODULE__, :monitor, name, :no_callback, [], options)

  @doc "Stops a manager, and waits for its end."
  def stop(manager), do: stop(manager, :normal, :infinity)

  @doc "Stops a manager with a reason."
  def stop(manager, reason, timeout), do: :gen.stop(manager, reason, timeout)

  ## Handlers and events

  @doc "Adds a handler: `:ok`, or what went wrong."
  def add_handler(manager, handler, argument),
    do: request(manager, {:add_handler, handler, argument})

  @doc """
  Adds a handler on behalf of the calling process: when that ends the handler is removed, and when the handler is removed it gets
  `{:gen_event_EXIT, handler, reason}`.
  """
  def add_sup_handler(manager, handler, argument),
    do: request(manager, {:add_sup_handler, handler, argument, self()})

  @doc "Removes a handler: what its `terminate/2` returned, or an error."
  def delete_handler(manager, handler, argument),
    do: request(manager, {:delete_handler, handler, argument})

  @doc "Puts a handler in the place of another, which hands over what its `terminate/2` returned."
  def swap_handler(manager, {handler, argument}, {new_handler, new_argument}),
    do: request(manager, {:swap_handler, handler, argument, new_handler, new_argument})

  @doc "As `swap_handler/3`, on behalf of the calling process."
  def swap_sup_handler(manager, {handler, argument}, {new_handler, new_argument}) do
    request(manager, {:swap_sup_handler, handler, argument, new_handler, new_argument, self()})
  end

  @doc "The handlers of a manager."
  def which_handlers(manager), do: request(manager, :which_handlers)

  @doc "Sends an event to all handlers."
  def notify({:global, name}, event),
    do: notified(fn -> :global.send(name, {:notify, event}) end)

  def notify({:via, module, name}, event),
    do: notified(fn -> module.send(name, {:notify, event}) end)

  def notify(manager, event) do
    send(manager, {:notify, event})
    :ok
  end

  defp notified(send) do
    send.()
    :ok
  catch
    _kind, _reason -> :ok
  end

  @doc "Sends an event to all handlers, and waits until they have handled it."
  def sync_notify(manager, event), do: request(manager, {:sync_notify, event})

  @doc "Sends a handler a request, and waits for the reply for 5 seconds."
  def call(manager, handler, request) do
    request(manager, {:call, handler, request}, 5000)
  catch
    :exit, reason -> exit({reason, {__MODULE__, :call, [manager, handler, request]}})
  end

  @doc "As `call/3`, for another time."
  def call(manager, handler, request, timeout) do
    request(manager, {:call, handler, request}, timeout)
  catch
    :exit, reason -> exit({reason, {__MODULE__, :call, [manager, handler, request, timeout]}})
  end

  defp request(manager, request, timeout \\ :infinity) do
    {:ok, reply} = :gen.call(manager, self(), request, timeout)
    reply
  end

  @doc "Sends a handler a request; returns the id of the request."
  def send_request(manager, handler, request),
    do: :gen.send_request(manager, self(), {:call, handler, request})

  @doc "As `send_request/3`; adds the id to a collection, under a label."
  def send_request(manager, handler, request, label, collection),
    do: :gen.send_request(manager, self(), {:call, handler, request}, label, collection)

  @doc "Waits for the reply to a request."
  def wait_response(request, timeout), do: replied(:gen.wait_response(request, timeout))

  @doc "Waits for a reply to a request of a collection, and perhaps takes it out."
  def wait_response(collection, timeout, delete),
    do: labelled(:gen.wait_response(collection, timeout, delete))

  @doc "Waits for the reply to a request, and gives it up after the time."
  def receive_response(request, timeout), do: replied(:gen.receive_response(request, timeout))

  @doc "Waits for a reply to a request of a collection; gives all up after the time."
  def receive_response(collection, timeout, delete),
    do: labelled(:gen.receive_response(collection, timeout, delete))

  @doc "Whether a message is the reply to a request."
  def check_response(message, request), do: replied(:gen.check_response(message, request))

  @doc "Whether a message is a reply to a request of a collection."
  def check_response(message, collection, delete),
    do: labelled(:gen.check_response(message, collection, delete))

  # A handler's error is the answer to the request.
  defp replied({:reply, {:error, _} = error}), do: error
  defp replied(other), do: other

  defp labelled({response, label, collection}), do: {replied(response), label, collection}
  defp labelled(other), do: other

  @doc "An empty collection of requests."
  def reqids_new, do: :gen.reqids_new()

  @doc "How many requests a collection has."
  def reqids_size(collection), do: :gen.reqids_size(collection)

  @doc "Adds a request to a collection, under a label."
  def reqids_add(request, label, collection), do: :gen.reqids_add(request, label, collection)

  @doc "The requests of a collection with their labels."
  def reqids_to_list(collection), do: :gen.reqids_to_list(collection)

  ## The manager

  @doc false
  def init_it(starter, :self, name, module, argument, options),
    do: init_it(starter, self(), name, module, argument, options)

  def init_it(starter, parent, server, _module, _argument, options) do
    Process.flag(:trap_exit, true)
    name = :gen.name(server)
    debug = :gen.debug_options(name, options)
    :proc_lib.init_ack(starter, {:ok, self()})

    loop(%{
      parent: parent,
      name: name,
      debug: debug,
      hibernate_after: :gen.hibernate_after(options),
      handlers: [],
      hibernate: false
    })
  end

  # A handler: `{module, id, state, owner}`; without an id it is false, without an owner too.
  defp loop(%{hibernate: true} = manager),
    do: :proc_lib.hibernate(__MODULE__, :wakeup, [%{manager | hibernate: false}])

  defp loop(manager), do: receive_message(manager)

  @doc false
  def wakeup(manager), do: receive_message(manager)

  defp receive_message(%{parent: parent, hibernate_after: hibernate_after} = manager) do
    receive do
      {:system, from, request} ->
        :sys.handle_system_msg(
          request,
          from,
          parent,
          __MODULE__,
          manager.debug,
          manager,
          manager.hibernate
        )

      {:EXIT, ^parent, reason} ->
        terminate_manager(reason, manager)

      message ->
        message |> handle(debug(manager, {:in, message})) |> loop()
    after
      hibernate_after -> :proc_lib.hibernate(__MODULE__, :wakeup, [manager])
    end
  end

  defp handle({:notify, event}, manager), do: event(event, :handle_event, manager)

  defp handle({label, {_, _} = from, request}, manager) when is_pid(label) do
    {reply, manager} = answer(request, manager)
    :gen.reply(from, reply)
    debug(manager, {:out, reply, from})
  end

  # Who has no owner may want to know of another's.
  defp handle({:EXIT, pid, reason} = message, manager),
    do: event(message, :handle_info, owner_ended(pid, reason, manager))

  defp handle(message, manager), do: event(message, :handle_info, manager)

  defp answer({:sync_notify, event}, manager), do: {:ok, event(event, :handle_event, manager)}
  defp answer(:which_handlers, manager), do: {Enum.map(manager.handlers, &name/1), manager}

  defp answer({:add_handler, handler, argument}, manager),
    do: add(handler, argument, false, manager)

  defp answer({:add_sup_handler, handler, argument, owner}, manager) do
    case add(handler, argument, owner, manager) do
      {:ok, manager} ->
        Process.link(owner)
        {:ok, manager}

      other ->
        other
    end
  end

  defp answer({:delete_handler, handler, argument}, manager) do
    case find(handler, manager) do
      nil ->
        {{:error, :module_not_found}, manager}

      found ->
        manager = without(found, manager)
        {terminate(found, argument, :delete, :normal, manager), manager}
    end
  end

  defp answer({:swap_handler, old, argument, new, new_argument}, manager),
    do: swap(find(old, manager), argument, new, new_argument, false, manager)

  defp answer({:swap_sup_handler, old, argument, new, new_argument, owner}, manager),
    do: swap(find(old, manager), argument, new, new_argument, owner, manager)

  defp answer({:call, handler, request}, manager) do
    case find(handler, manager) do
      nil -> {{:error, :bad_module}, manager}
      found -> ask(found, request, manager)
    end
  end

  defp answer(_unknown, manager), do: {{:error, :bad_request}, manager}

  defp name({module, false, _state, _owner}), do: module
  defp name({module, id, _state, _owner}), do: {module, id}

  defp split({module, id}), do: {module, id}
  defp split(module), do: {module, false}

  defp find(handler, manager) do
    {module, id} = split(handler)

    Enum.find(manager.handlers, fn {own, own_id, _, _} -> own == module and own_id == id end)
  end

  defp without(handler, manager),
    do: %{manager | handlers: List.delete(manager.handlers, handler)}

  ## Adding and swapping

  defp add(handler, argument, owner, manager) do
    {module, id} = split(handler)

    case attempt(fn -> module.init(argument) end) do
      {:ok, {:ok, state}} ->
        {:ok, put(module, id, state, owner, manager)}

      {:ok, {:ok, state, :hibernate}} ->
        {:ok, %{put(module, id, state, owner, manager) | hibernate: true}}

      {:ok, other} ->
        {other, manager}

      {:EXIT, reason} ->
        {{:EXIT, reason}, manager}
    end
  end

  defp put(module, id, state, owner, manager),
    do: %{manager | handlers: [{module, id, state, owner} | manager.handlers]}

  defp swap(nil, _argument, new, new_argument, owner, manager) do
    linked(owner, add(new, {new_argument, :error}, owner, manager))
  end

  defp swap(found, argument, new, new_argument, owner, manager) do
    manager = without(found, manager)
    reason = {:swapped, new, owner}
    handed_over = terminate(found, argument, {:swap, new}, reason, manager)
    # Somebody who owned the old one owns the new one.
    owner = owner || elem(found, 3)
    linked(owner, add(new, {new_argument, handed_over}, owner, manager))
  end

  defp linked(false, result), do: result

  defp linked(owner, {:ok, manager}) do
    Process.link(owner)
    {:ok, manager}
  end

  defp linked(_owner, result), do: result

  ## Events and requests

  defp event(event, function, manager) do
    {handlers, manager} =
      Enum.map_reduce(manager.handlers, manager, &handle_event(&1, event, function, &2))

    %{manager | handlers: Enum.concat(handlers)}
  end

  # The handlers that stand in the place of one, after an event.
  defp handle_event({module, _, state, _} = handler, event, function, manager) do
    if function == :handle_info and not function_exported?(module, :handle_info, 2) do
      unexpected(module, event)
      {[handler], manager}
    else
      result = attempt(fn -> apply(module, function, [event, state]) end)
      handled(result, handler, event, manager)
    end
  end

  defp handled(result, handler, event, manager) do
    case result do
      {:ok, {:ok, state}} ->
        {[put_elem(handler, 2, state)], manager}

      {:ok, {:ok, state, :hibernate}} ->
        {[put_elem(handler, 2, state)], %{manager | hibernate: true}}

      {:ok, {:swap_handler, argument, state, new, new_argument}} ->
        handler = put_elem(handler, 2, state)
        {_reply, swapped} = swap_in_place(handler, argument, new, new_argument, manager)
        {swapped.handlers, %{manager | hibernate: swapped.hibernate}}

      {:ok, :remove_handler} ->
        terminate(handler, :remove_handler, :remove, :normal, manager)
        {[], manager}

      {:ok, other} ->
        terminate(handler, {:error, other}, event, other, manager)
        {[], manager}

      {:EXIT, reason} ->
        terminate(handler, {:error, {:EXIT, reason}}, event, {:EXIT, reason}, manager)
        {[], manager}
    end
  end

  defp swap_in_place(handler, argument, new, new_argument, manager) do
    swap(handler, argument, new, new_argument, elem(handler, 3), %{manager | handlers: []})
  end

  defp ask({module, _, state, _} = handler, request, manager) do
    case attempt(fn -> module.handle_call(request, state) end) do
      {:ok, {:ok, reply, state}} ->
        {reply, replace(handler, [put_elem(handler, 2, state)], manager)}

      {:ok, {:ok, reply, state, :hibernate}} ->
        {reply, %{replace(handler, [put_elem(handler, 2, state)], manager) | hibernate: true}}

      {:ok, {:swap_handler, reply, argument, state, new, new_argument}} ->
        left = put_elem(handler, 2, state)
        {_result, swapped} = swap_in_place(left, argument, new, new_argument, manager)
        manager = replace(handler, swapped.handlers, manager)
        {reply, %{manager | hibernate: swapped.hibernate}}

      {:ok, {:remove_handler, reply}} ->
        terminate(handler, :remove_handler, :remove, :normal, manager)
        {reply, without(handler, manager)}

      {:ok, other} ->
        terminate(handler, {:error, other}, request, other, manager)
        {{:error, other}, without(handler, manager)}

      {:EXIT, reason} ->
        terminate(handler, {:error, {:EXIT, reason}}, request, {:EXIT, reason}, manager)
        {{:error, {:EXIT, reason}}, without(handler, manager)}
    end
  end

  defp replace(handler, by, manager) do
    {before, [_handler | behind]} = Enum.split_while(manager.handlers, &(&1 != handler))
    %{manager | handlers: before ++ by ++ behind}
  end

  # A thrown value is a result.
  defp attempt(fun) do
    {:ok, fun.()}
  catch
    :throw, value -> {:ok, value}
    :exit, reason -> {:EXIT, reason}
    :error, reason -> {:EXIT, {reason, __STACKTRACE__}}
  end

  defp unexpected(module, message) do
    report = %{label: {:gen_event, :no_handle_info}, module: module, message: message}

    :logger.log(:warning, report, %{
      domain: [:otp],
      report_cb: &:gen_event_report.text/2,
      error_logger: %{tag: :warning_msg, report_cb: &:gen_event_report.format/1}
    })
  end

  ## Removing

  defp owner_ended(owner, reason, manager) do
    {ended, left} = Enum.split_with(manager.handlers, &(elem(&1, 3) == owner))
    manager = %{manager | handlers: left}

    for handler <- ended do
      terminate(
        put_elem(handler, 3, false),
        {:stop, reason},
        {:parent_terminated, owner},
        reason,
        manager
      )
    end

    manager
  end

  # Calls `terminate/2`, tells the owner, and reports what is no normal end. Returns what `terminate/2` returned.
  defp terminate({module, _, state, owner} = handler, argument, last, reason, manager) do
    result =
      if function_exported?(module, :terminate, 2) do
        case attempt(fn -> module.terminate(argument, state) end) do
          {:ok, result} -> result
          {:EXIT, _reason} = exit -> exit
        end
      else
        :ok
      end

    tell(owner, handler, reason)
    report(handler, reason, last, manager)
    result
  end

  defp tell(false, _handler, _reason), do: :ok

  defp tell(owner, handler, reason) do
    send(owner, {:gen_event_EXIT, name(handler), reason})
    :ok
  end

  defp report(_handler, reason, _last, _manager) when reason in [:normal, :shutdown], do: :ok
  defp report(_handler, {:shutdown, _}, _last, _manager), do: :ok
  defp report(_handler, {:swapped, _, _}, _last, _manager), do: :ok

  defp report({_, _, _, _} = handler, reason, last, manager) do
    status = format_status(:terminate, handler, last, reason, manager)

    report = %{
      label: {:gen_event, :terminate},
      handler: name(handler),
      name: manager.name,
      last_message: status.message,
      state: status.state,
      log: status.log,
      reason: status.reason,
      process_label: :proc_lib.get_label(self())
    }

    :logger.log(:error, report, %{
      domain: [:otp],
      report_cb: &:gen_event_report.text/2,
      error_logger: %{tag: :error, report_cb: &:gen_event_report.format/1}
    })
  end

  defp format_status(option, {module, _, state, _}, last, reason, manager) do
    status = %{state: state, message: last, reason: reason, log: :sys.get_log(manager.debug)}

    cond do
      function_exported?(module, :format_status, 1) ->
        attempt_status(status, fn -> Map.merge(status, module.format_status(status)) end)

      function_exported?(module, :format_status, 2) ->
        attempt_status(status, fn ->
          %{status | state: module.format_status(option, [:erlang.get(), state])}
        end)

      true ->
        status
    end
  end

  defp attempt_status(status, format) do
    case attempt(format) do
      {:ok, status} -> status
      {:EXIT, _reason} -> status
    end
  end

  defp terminate_manager(reason, manager) do
    for handler <- manager.handlers, do: terminate(handler, :stop, :stop, :shutdown, manager)

    # The end of a manager is nothing to those who only owned a handler.
    for {_, _, _, owner} <- manager.handlers, owner not in [false, manager.parent] do
      Process.unlink(owner)
    end

    exit(reason)
  end

  ## System messages

  @doc false
  def system_continue(parent, debug, manager), do: loop(%{manager | parent: parent, debug: debug})

  @doc false
  def system_terminate(reason, _parent, _debug, manager), do: terminate_manager(reason, manager)

  @doc false
  def system_code_change(manager, module, old_version, extra) do
    handlers =
      for {own, id, state, owner} <- manager.handlers do
        if own == module and function_exported?(module, :code_change, 3) do
          {:ok, state} = module.code_change(old_version, state, extra)
          {own, id, state, owner}
        else
          {own, id, state, owner}
        end
      end

    {:ok, %{manager | handlers: handlers}}
  end

  @doc false
  def system_get_state(manager), do: {:ok, states(manager)}

  @doc false
  def system_replace_state(fun, manager) do
    handlers =
      for {module, id, state, owner} = handler <- manager.handlers do
        try do
          {^module, ^id, state} = fun.({module, id, state})
          {module, id, state, owner}
        catch
          _kind, _reason -> handler
        end
      end

    manager = %{manager | handlers: handlers}
    {:ok, states(manager), manager}
  end

  defp states(manager),
    do: for({module, id, state, _owner} <- manager.handlers, do: {module, id, state})

  @doc false
  def format_status(option, [_dictionary, system_state, parent, debug, manager]) do
    manager = %{manager | debug: debug}

    handlers =
      for {module, id, state, owner} = handler <- manager.handlers do
        status = format_status(option, handler, nil, nil, manager)
        shown = Map.get(status, :state, state)
        {:handler, module, id, shown, owner}
      end

    [
      header: :gen.status_header(~c"Status for event handler", manager.name),
      data: [
        {~c"Status", system_state},
        {~c"Logged Events", :sys.get_log(debug)},
        {~c"Parent", parent}
      ],
      items: {~c"Installed handlers", handlers}
    ]
  end

  defp debug(%{debug: []} = manager, _event), do: manager

  defp debug(%{debug: debug} = manager, event) do
    debug = :sys.handle_debug(debug, &:gen_event_report.print_event/3, manager.name, event)
    %{manager | debug: debug}
  end
end
