# OTP's state machines: events in, states and actions out. What callbacks return is understood by `:gen_statem_actions`; the
# loop, the queue of events and the timers are here.

defmodule :gen_statem do
  @moduledoc """
  State machines.

  A callback module says with `callback_mode/0` whether each state has a function of its name (`:state_functions`) or one function
  handles all of them (`:handle_event_function`), and whether it wants to hear of entering a state (`:state_enter`). A callback
  gets an event, the state and the data, and returns what is next and actions: replies, timeouts, events to insert, to
  postpone the event until the state changes, and others.
  """

  import :gen_statem_actions, only: [parse: 3, replies: 2]

  @type state :: term
  @type data :: term
  @type from :: {pid, term}
  @type event_type ::
          {:call, from} | :cast | :info | :timeout | :state_timeout | {:timeout, term} | :internal
  @type server_ref :: :gen.server()
  @type callback_mode :: :state_functions | :handle_event_function

  @doc "How the module handles events: a mode, or a list of it and `:state_enter`."
  @callback callback_mode() :: callback_mode | [callback_mode | :state_enter]
  @doc "Says the first state."
  @callback init(argument :: term) :: term
  @doc "Handles an event, in the mode `:handle_event_function`."
  @callback handle_event(event_type | :enter, content :: term, state, data) :: term
  @doc "Called before the machine ends."
  @callback terminate(reason :: term, state, data) :: term
  @doc "Converts state and data when the code has changed."
  @callback code_change(old_version :: term, state, data, extra :: term) ::
              {:ok, state, data} | term
  @doc "Says how the machine looks in `:sys.get_status/1` and in crash reports."
  @callback format_status(status :: map) :: map

  @optional_callbacks handle_event: 4, terminate: 3, code_change: 4, format_status: 1

  ## Start and stop

  @doc "Starts a machine without a link."
  def start(module, argument, options),
    do: :gen.start(__MODULE__, :nolink, module, argument, options)

  @doc "Starts a machine with a name, without a link."
  def start(name, module, argument, options),
    do: :gen.start(__MODULE__, :nolink, name, module, argument, options)

  @doc "Starts a machine that is linked to the calling process."
  def start_link(module, argument, options),
    do: :gen.start(__MODULE__, :link, module, argument, options)

  @doc "Starts a machine with a name that is linked to the calling process."
  def start_link(name, module, argument, options),
    do: :gen.start(__MODULE__, :link, name, module, argument, options)

  @doc "Starts a machine and monitors it: `{:ok, {pid, monitor}}`."
  def start_monitor(module, argument, options),
    do: :gen.start(__MODULE__, :monitor, module, argument, options)

  @doc "Starts a machine with a name and monitors it."
  def start_monitor(name, module, argument, options),
    do: :gen.start(__MODULE__, :monitor, name, module, argument, options)

  @doc "Stops a machine, and waits for its end."
  def stop(server), do: stop(server, :normal, :infinity)

  @doc "Stops a machine with a reason."
  def stop(server, reason, timeout), do: :gen.stop(server, reason, timeout)

  ## Requests

  @doc "Sends an event that asks for a reply, and waits for it."
  def call(server, request), do: call(server, request, :infinity)

  @doc "As `call/2`, for at most so many milliseconds: a number, `{:clean_timeout, number}` or `{:dirty_timeout, number}`."
  def call(server, request, timeout) do
    time =
      case timeout do
        {kind, time} when kind in [:clean_timeout, :dirty_timeout] -> time
        time -> time
      end

    {:ok, reply} = :gen.call(server, :"$gen_call", request, time)
    reply
  catch
    :exit, reason -> exit({reason, {__MODULE__, :call, [server, request, timeout]}})
  end

  @doc "Sends an event."
  def cast({:global, name}, message), do: cast_to(fn -> :global.send(name, event(message)) end)

  def cast({:via, module, name}, message),
    do: cast_to(fn -> module.send(name, event(message)) end)

  def cast(server, message), do: cast_to(fn -> send(server, event(message)) end)

  defp event(message), do: {:"$gen_cast", message}

  defp cast_to(send) do
    send.()
    :ok
  catch
    _kind, _reason -> :ok
  end

  @doc "Sends replies: `{:reply, from, reply}` or a list of them."
  def reply({:reply, from, reply}), do: reply(from, reply)
  def reply(replies) when is_list(replies), do: :lists.foreach(&reply/1, replies)

  @doc "Sends the reply to a call."
  def reply(from, reply), do: :gen.reply(from, reply)

  @doc "Sends an event that asks for a reply; returns the id of the request."
  def send_request(server, request), do: :gen.send_request(server, :"$gen_call", request)

  @doc "As `send_request/2`; adds the id to a collection, under a label."
  def send_request(server, request, label, collection),
    do: :gen.send_request(server, :"$gen_call", request, label, collection)

  @doc "Waits for the reply to a request."
  def wait_response(request), do: wait_response(request, :infinity)

  @doc "As `wait_response/1`, for a time."
  def wait_response(request, timeout), do: :gen.wait_response(request, timeout)

  @doc "Waits for a reply to a request of a collection, and perhaps takes it out."
  def wait_response(collection, timeout, delete),
    do: :gen.wait_response(collection, timeout, delete)

  @doc "Waits for the reply to a request, and gives it up after the time."
  def receive_response(request), do: receive_response(request, :infinity)

  @doc "As `receive_response/1`, for a time."
  def receive_response(request, timeout), do: :gen.receive_response(request, timeout)

  @doc "Waits for a reply to a request of a collection; gives all up after the time."
  def receive_response(collection, timeout, delete),
    do: :gen.receive_response(collection, timeout, delete)

  @doc "Whether a message is the reply to a request."
  def check_response(message, request), do: :gen.check_response(message, request)

  @doc "Whether a message is a reply to a request of a collection."
  def check_response(message, collection, delete),
    do: :gen.check_response(message, collection, delete)

  @doc "An empty collection of requests."
  def reqids_new, do: :gen.reqids_new()

  @doc "How many requests a collection has."
  def reqids_size(collection), do: :gen.reqids_size(collection)

  @doc "Adds a request to a collection, under a label."
  def reqids_add(request, label, collection), do: :gen.reqids_add(request, label, collection)

  @doc "The requests of a collection with their labels."
  def reqids_to_list(collection), do: :gen.reqids_to_list(collection)

  ## The beginning of a machine

  @doc "Makes the calling process, started by `:proc_lib`, a machine."
  def enter_loop(module, options, state, data),
    do: enter_loop(module, options, state, data, self())

  @doc "As `enter_loop/4`, with a name or with actions."
  def enter_loop(module, options, state, data, name)
      when name == self() or (is_tuple(name) and elem(name, 0) in [:local, :global, :via]),
      do: enter_loop(module, options, state, data, name, [])

  def enter_loop(module, options, state, data, actions),
    do: enter_loop(module, options, state, data, self(), actions)

  @doc "As `enter_loop/4`, with a name and actions."
  def enter_loop(module, options, state, data, server, actions) do
    name = :gen.own_name(server)
    debug = :gen.debug_options(name, options)
    enter(:gen.parent(), debug, name, options, module, state, data, actions)
  end

  @doc false
  def init_it(starter, :self, server, module, argument, options),
    do: init_it(starter, self(), server, module, argument, options)

  def init_it(starter, parent, server, module, argument, options) do
    name = :gen.name(server)
    debug = :gen.debug_options(name, options)

    case begin(module, argument) do
      {:ok, {:ok, state, data}} ->
        :proc_lib.init_ack(starter, {:ok, self()})
        enter(parent, debug, name, options, module, state, data, [])

      {:ok, {:ok, state, data, actions}} ->
        :proc_lib.init_ack(starter, {:ok, self()})
        enter(parent, debug, name, options, module, state, data, actions)

      {:ok, {:stop, reason}} ->
        failed(starter, server, reason, {:exit, reason})

      {:ok, {:error, reason}} ->
        failed(starter, server, reason, {:exit, :normal})

      {:ok, :ignore} ->
        :gen.unregister_name(server)
        :proc_lib.init_fail(starter, :ignore, {:exit, :normal})

      {:ok, other} ->
        reason = {:bad_return_from_init, other}
        report_init(name, debug, module, reason, :error, [])
        failed(starter, server, reason, {:error, reason, []})

      {kind, reason, stack} ->
        report_init(name, debug, module, reason, kind, stack)
        failed(starter, server, reason, {kind, reason, stack})
    end
  end

  defp begin(module, argument) do
    {:ok, module.init(argument)}
  catch
    :throw, result -> {:ok, result}
    kind, reason -> {kind, reason, __STACKTRACE__}
  end

  defp failed(starter, server, reason, how) do
    :gen.unregister_name(server)
    :proc_lib.init_fail(starter, {:error, reason}, how)
  end

  # The machine:
  #
  #     modules     the callback module, and those below it that were pushed away
  #     mode        of its callbacks; enter?: whether they hear of entering a state
  #     postponed   events, the last postponed first
  #     timers      by the type of the timeout event: {reference, content}
  #     types       by reference: the type
  #     hibernate   whether to hibernate when there is nothing to do
  defp enter(parent, debug, name, options, module, state, data, actions) do
    machine = %{
      parent: parent,
      debug: debug,
      name: name,
      hibernate_after: :gen.hibernate_after(options),
      modules: [module],
      mode: :undefined,
      enter?: false,
      state: state,
      data: data,
      postponed: [],
      timers: %{},
      types: %{},
      hibernate: false
    }

    case with_mode(machine) do
      {:ok, machine} ->
        parsed = parse(List.wrap(actions), machine, :state)
        continue(parsed, machine, :init, {state, data}, true, [])

      {kind, reason, stack} ->
        stop_machine(kind, reason, stack, machine, [])
    end
  end

  defp with_mode(%{modules: [module | _]} = machine) do
    try do
      module.callback_mode()
    catch
      :throw, mode -> mode_of(mode, machine)
      kind, reason -> {kind, reason, __STACKTRACE__}
    else
      mode -> mode_of(mode, machine)
    end
  end

  defp mode_of(given, machine) do
    modes = List.wrap(given)
    enter? = :state_enter in modes

    case :lists.filter(&(&1 != :state_enter), modes) do
      [mode] when mode in [:state_functions, :handle_event_function] ->
        {:ok, %{machine | mode: mode, enter?: enter?}}

      _other ->
        {:error, {:bad_return_from_callback_mode, given}, stack()}
    end
  end

  # Where the machine itself finds something wrong, for the exit reason.
  defp stack do
    {:current_stacktrace, frames} = Process.info(self(), :current_stacktrace)
    Enum.reject(frames, fn {module, function, _, _} -> reporting?(module, function) end)
  end

  defp reporting?(:gen_statem, function), do: function in [:stack, :report, :stop_machine]
  defp reporting?(module, _function), do: module in [:erlang, Process]

  ## The loop

  @doc false
  def wakeup(machine), do: receive_event(machine)

  defp loop(%{hibernate: true} = machine), do: loop_hibernate(%{machine | hibernate: false})
  defp loop(machine), do: receive_event(machine)

  # Without a stack to come back to.
  defp loop_hibernate(machine), do: :proc_lib.hibernate(__MODULE__, :wakeup, [machine])

  defp receive_event(%{parent: parent, types: types, hibernate_after: hibernate_after} = machine) do
    receive do
      {:"$gen_call", from, content} ->
        handle({{:call, from}, content}, machine)

      {:"$gen_cast", content} ->
        handle({:cast, content}, machine)

      {:timeout, reference, content} when is_map_key(types, reference) ->
        type = :erlang.map_get(reference, types)
        {_, content} = Map.get(machine.timers, type, {reference, content})
        handle({type, content}, forget(type, machine))

      {:system, from, request} ->
        :sys.handle_system_msg(
          request,
          from,
          parent,
          __MODULE__,
          machine.debug,
          machine,
          machine.hibernate
        )

      {:EXIT, ^parent, reason} = message ->
        machine = debug(machine, {:in, message})
        stop_machine(:exit, reason, [], machine, [])

      message ->
        handle({:info, message}, machine)
    after
      hibernate_after -> loop_hibernate(machine)
    end
  end

  defp handle(event, machine), do: process([event], debug(machine, {:in, event, machine.state}))

  # Any event ends the wait for a timeout event of the plain kind.
  defp process([{type, content} = event | queue], machine) do
    machine = if type == :timeout, do: machine, else: cancel(:timeout, machine)

    case callback(type, content, machine) do
      {:ok, result} -> result(result, event, queue, machine)
      {kind, reason, stack} -> stop_machine(kind, reason, stack, machine, [event | queue])
    end
  end

  defp process([], machine), do: loop(machine)

  defp callback(type, content, %{modules: [module | _], state: state, data: data} = machine) do
    {:ok,
     case machine.mode do
       :handle_event_function -> module.handle_event(type, content, state, data)
       :state_functions -> apply(module, state, [type, content, data])
     end}
  catch
    :throw, result -> {:ok, result}
    kind, reason -> {kind, reason, __STACKTRACE__}
  end

  ## What callbacks return

  defp result(result, event, queue, machine) do
    case result do
      {:next_state, state, data} ->
        transition(state, data, [], event, queue, machine)

      {:next_state, state, data, actions} ->
        transition(state, data, actions, event, queue, machine)

      {:keep_state, data} ->
        keep(data, [], false, event, queue, machine)

      {:keep_state, data, actions} ->
        keep(data, actions, false, event, queue, machine)

      :keep_state_and_data ->
        keep(machine.data, [], false, event, queue, machine)

      {:keep_state_and_data, actions} ->
        keep(machine.data, actions, false, event, queue, machine)

      {:repeat_state, data} ->
        keep(data, [], true, event, queue, machine)

      {:repeat_state, data, actions} ->
        keep(data, actions, true, event, queue, machine)

      :repeat_state_and_data ->
        keep(machine.data, [], true, event, queue, machine)

      {:repeat_state_and_data, actions} ->
        keep(machine.data, actions, true, event, queue, machine)

      stop ->
        stopping(stop, :bad_return_from_state_function, machine, [event | queue])
    end
  end

  # What the machine was before the event is handed on: a callback that raises on entering a state is told of there.
  defp transition(
         state,
         data,
         actions,
         event,
         queue,
         %{state: old_state, data: old_data} = machine
       ) do
    machine = %{machine | data: data}
    old = {old_state, old_data}

    if state === old_state do
      consumed(actions, event, old, false, queue, machine)
    else
      changed = %{machine | state: state}
      parsed = parse(List.wrap(actions), changed, :state)

      case parsed do
        {:error, _, _, _} ->
          continue(parsed, changed, event, old, true, queue)

        {:ok, effects} ->
          postponed =
            if effects.postpone, do: [event | machine.postponed], else: machine.postponed

          queue = :lists.reverse(postponed, queue)
          changed = cancel(:state_timeout, %{changed | postponed: []})
          continue({:ok, effects}, changed, event, old, true, queue)
      end
    end
  end

  defp keep(data, actions, repeat?, event, queue, machine),
    do:
      consumed(actions, event, {machine.state, machine.data}, repeat?, queue, %{
        machine
        | data: data
      })

  defp consumed(actions, event, old, repeat?, queue, machine) do
    parsed = parse(List.wrap(actions), machine, :state)
    continue(parsed, machine, event, old, repeat?, queue)
  end

  defp stopping(result, bad, machine, queue) do
    case result do
      :stop ->
        stop_machine(:exit, :normal, [], machine, queue)

      {:stop, reason} ->
        stop_machine(:exit, reason, [], machine, queue)

      {:stop, reason, data} ->
        stop_machine(:exit, reason, [], %{machine | data: data}, queue)

      {:stop_and_reply, reason, replies} ->
        stop_replying(reason, replies, machine, queue)

      {:stop_and_reply, reason, replies, data} ->
        stop_replying(reason, replies, %{machine | data: data}, queue)

      other ->
        stop_machine(:error, {bad, other}, stack(), machine, queue)
    end
  end

  defp stop_replying(reason, replies, machine, queue) do
    case replies(List.wrap(replies), machine) do
      {:ok, machine} -> stop_machine(:exit, reason, [], machine, queue)
      {:error, wrong} -> stop_machine(:error, wrong, stack(), machine, queue)
    end
  end

  ## Effects of actions

  # Goes on after a callback: postpones, inserts events, enters the state, starts timers, and takes the next event.
  defp continue({:error, kind, reason, stack}, machine, event, _old, _entering?, queue) do
    stack = if stack == [], do: stack(), else: stack

    stop_machine(
      kind,
      reason,
      stack,
      machine,
      if(event == :init, do: queue, else: [event | queue])
    )
  end

  defp continue({:ok, effects}, machine, event, old, entering?, queue) do
    machine = %{machine | hibernate: effects.hibernate, debug: effects.debug}
    machine = consumed(effects.postpone, event, old, machine)
    queue = effects.events ++ queue

    case with_modules(effects.modules, machine) do
      {:ok, machine} ->
        if entering? and machine.enter?,
          do: enter_state(old, effects.timeouts, machine, event, queue),
          else: start_timers(effects.timeouts, machine, queue)

      {kind, reason, stack} ->
        stop_machine(
          kind,
          reason,
          stack,
          machine,
          if(event == :init, do: queue, else: [event | queue])
        )
    end
  end

  # A postponed event waits until the state changes; has it changed already, it is in the queue again.
  defp consumed(_postpone?, :init, _old, machine), do: machine

  defp consumed(postpone?, event, {old, _data}, %{state: state} = machine) do
    kept? = state === old
    what = if postpone?, do: :postpone, else: :consume
    next = if kept?, do: {what, event, state}, else: {what, event, old, state}
    machine = debug(machine, next)

    if postpone? and kept?,
      do: %{machine | postponed: [event | machine.postponed]},
      else: machine
  end

  defp with_modules(modules, %{modules: modules} = machine), do: {:ok, machine}
  defp with_modules(modules, machine), do: with_mode(%{machine | modules: modules})

  defp enter_state({old, data} = before, timeouts, machine, event, queue) do
    events = if event == :init, do: queue, else: [event | queue]

    case callback(:enter, old, machine) do
      {:ok, result} ->
        entered(result, before, timeouts, machine, event, queue, events)

      {kind, reason, stack} ->
        stop_machine(kind, reason, stack, %{machine | state: old, data: data}, events)
    end
  end

  defp entered(result, old, timeouts, machine, event, queue, events) do
    case result do
      :keep_state_and_data ->
        start_timers(timeouts, machine, queue)

      {:keep_state_and_data, actions} ->
        stay(actions, machine.data, nil, timeouts, machine, event, queue)

      {:keep_state, data} ->
        stay([], data, nil, timeouts, machine, event, queue)

      {:keep_state, data, actions} ->
        stay(actions, data, nil, timeouts, machine, event, queue)

      {:next_state, state, data} when state === machine.state ->
        stay([], data, nil, timeouts, machine, event, queue)

      {:next_state, state, data, actions} when state === machine.state ->
        stay(actions, data, nil, timeouts, machine, event, queue)

      :repeat_state_and_data ->
        stay([], machine.data, {:again, old}, timeouts, machine, event, queue)

      {:repeat_state_and_data, actions} ->
        stay(actions, machine.data, {:again, old}, timeouts, machine, event, queue)

      {:repeat_state, data} ->
        stay([], data, {:again, old}, timeouts, machine, event, queue)

      {:repeat_state, data, actions} ->
        stay(actions, data, {:again, old}, timeouts, machine, event, queue)

      {:next_state, _, _} ->
        stop_machine(:error, bad_enter(result), stack(), machine, events)

      {:next_state, _, _, _} ->
        stop_machine(:error, bad_enter(result), stack(), machine, events)

      stop ->
        stopping(stop, :bad_return_from_state_function, machine, events)
    end
  end

  defp bad_enter(result), do: {:bad_state_enter_return_from_state_function, result}

  defp stay(actions, data, again, timeouts, machine, event, queue) do
    machine = %{machine | data: data}

    case parse(List.wrap(actions), machine, :enter) do
      {:ok, effects} ->
        machine = %{
          machine
          | hibernate: machine.hibernate or effects.hibernate,
            debug: effects.debug
        }

        timeouts = timeouts ++ effects.timeouts

        case again do
          {:again, old} ->
            enter_state({machine.state, elem(old, 1)}, timeouts, machine, event, queue)

          nil ->
            start_timers(timeouts, machine, queue)
        end

      error ->
        continue(error, machine, event, nil, false, queue)
    end
  end

  ## Timeouts

  # What times out at once goes behind the events that wait, and not at all if an event cancels it.
  defp start_timers(timeouts, machine, queue) do
    {machine, due} = :lists.foldl(&start_timer/2, {machine, []}, last_of_each(timeouts))
    process(:lists.foldl(&enqueue/2, queue, :lists.reverse(due)), machine)
  end

  # Of several actions on the same timeout the last one counts.
  defp last_of_each([]), do: []

  defp last_of_each([timeout | timeouts]) do
    rest = last_of_each(timeouts)
    if :lists.keymember(elem(timeout, 0), 1, rest), do: rest, else: [timeout | rest]
  end

  defp enqueue({:timeout, _content}, [_ | _] = queue), do: queue
  defp enqueue(event, queue), do: queue ++ [event]

  defp start_timer({type, :cancel}, {machine, due}), do: {cancel(type, machine), due}

  defp start_timer({type, :update, content}, {machine, due}) do
    case machine.timers do
      %{^type => {reference, _old}} ->
        {%{machine | timers: Map.put(machine.timers, type, {reference, content})}, due}

      _none ->
        {machine, [{type, content} | due]}
    end
  end

  defp start_timer({type, :infinity, _content, _options}, {machine, due}),
    do: {cancel(type, machine), due}

  defp start_timer({type, 0, content, abs: false}, {machine, due}),
    do: {cancel(type, machine), [{type, content} | due]}

  defp start_timer({type, time, content, options}, {machine, due}) do
    machine = cancel(type, machine)
    reference = :erlang.start_timer(time, self(), content, options)

    {%{
       machine
       | timers: Map.put(machine.timers, type, {reference, content}),
         types: Map.put(machine.types, reference, type)
     }, due}
  end

  # A timer that has gone off already has left a message.
  defp cancel(type, %{timers: timers} = machine) when is_map_key(timers, type) do
    {reference, _content} = :erlang.map_get(type, timers)

    if :erlang.cancel_timer(reference) == false do
      receive do
        {:timeout, ^reference, _content} -> :ok
      after
        0 -> :ok
      end
    end

    forget(type, machine)
  end

  defp cancel(_type, machine), do: machine

  defp forget(type, machine) do
    case Map.pop(machine.timers, type) do
      {{reference, _content}, timers} ->
        %{machine | timers: timers, types: Map.delete(machine.types, reference)}

      {nil, _timers} ->
        machine
    end
  end

  ## The end of a machine

  defp stop_machine(kind, reason, stack, machine, queue) do
    {kind, reason, stack} =
      case terminated(reason, machine) do
        :ok -> {kind, reason, stack}
        {kind, reason, stack} -> {kind, reason, stack}
      end

    case reason do
      :normal when kind == :exit -> debug(machine, {:terminate, reason})
      :shutdown when kind == :exit -> debug(machine, {:terminate, reason})
      {:shutdown, _} when kind == :exit -> debug(machine, {:terminate, reason})
      _failure -> report(kind, reason, stack, machine, queue)
    end

    case stack do
      [] -> exit(reason)
      _frames -> :erlang.raise(kind, reason, stack)
    end
  end

  defp terminated(reason, %{modules: [module | _], state: state, data: data}) do
    if function_exported?(module, :terminate, 3), do: module.terminate(reason, state, data)
    :ok
  catch
    :throw, _result -> :ok
    kind, reason -> {kind, reason, __STACKTRACE__}
  end

  defp report(kind, reason, stack, machine, queue) do
    stack = if stack == [], do: stack(), else: stack
    status = format_status(:terminate, machine, %{reason: reason, queue: queue})
    from = with [{{:call, from}, _} | _] <- queue, do: from

    report = %{
      label: {:gen_statem, :terminate},
      name: machine.name,
      queue: Map.get(status, :queue, queue),
      postponed: status.postponed,
      modules: machine.modules,
      callback_mode: machine.mode,
      state_enter: machine.enter?,
      state: shown_state(status),
      timeouts: {map_size(machine.timers), status.timeouts},
      log: status.log,
      reason: {kind, status.reason, stack},
      client_info: :gen.client_info(if(is_tuple(from), do: from, else: :undefined)),
      process_label: :proc_lib.get_label(self())
    }

    :logger.log(:error, report, report_metadata())
  end

  defp report_init(name, debug, module, reason, kind, stack) do
    report = %{
      label: {:gen_statem, :terminate},
      name: name,
      queue: [],
      postponed: [],
      modules: [module],
      callback_mode: :undefined,
      state_enter: false,
      state: [],
      timeouts: {0, []},
      log: :sys.get_log(debug),
      reason: {kind, reason, stack},
      client_info: :undefined,
      process_label: :proc_lib.get_label(self())
    }

    :logger.log(:error, report, report_metadata())
  end

  defp report_metadata do
    %{
      domain: [:otp],
      report_cb: &:gen_statem_report.text/2,
      error_logger: %{tag: :error, report_cb: &:gen_statem_report.format/1}
    }
  end

  ## System messages

  @doc false
  def system_continue(parent, debug, machine), do: loop(%{machine | parent: parent, debug: debug})

  @doc false
  def system_terminate(reason, parent, debug, machine),
    do: stop_machine(:exit, reason, [], %{machine | parent: parent, debug: debug}, [])

  @doc false
  def system_code_change(%{modules: [module | _]} = machine, _changed, old_version, extra) do
    changed =
      if function_exported?(module, :code_change, 4),
        do: module.code_change(old_version, machine.state, machine.data, extra),
        else: {:ok, machine.state, machine.data}

    case changed do
      {:ok, state, data} -> with_mode(%{machine | state: state, data: data})
      other -> other
    end
  end

  @doc false
  def system_get_state(%{state: state, data: data}), do: {:ok, {state, data}}

  @doc false
  def system_replace_state(fun, %{state: state, data: data} = machine) do
    {state, data} = result = fun.({state, data})
    {:ok, result, %{machine | state: state, data: data}}
  end

  @doc false
  def format_status(_option, [_dictionary, system_state, parent, debug, machine]) do
    status = format_status(:normal, %{machine | debug: debug}, %{})

    [
      header: :gen.status_header(~c"Status for state machine", machine.name),
      data: [
        {~c"Status", system_state},
        {~c"Parent", parent},
        {~c"Modules", machine.modules},
        {~c"Time-outs", {map_size(machine.timers), status.timeouts}},
        {~c"Logged Events", status.log},
        {~c"Postponed", status.postponed}
      ]
    ] ++ shown(status)
  end

  defp shown(%{"$status": shown}), do: List.wrap(shown)
  defp shown(status), do: [data: [{~c"State", shown_state(status)}]]

  defp shown_state(%{"$status": shown}), do: shown
  defp shown_state(%{state: state, data: data}), do: {state, data}

  # What a module's own `format_status` makes of the machine.
  defp format_status(option, %{modules: [module | _]} = machine, more) do
    status =
      Map.merge(
        %{
          state: machine.state,
          data: machine.data,
          postponed: machine.postponed,
          log: :sys.get_log(machine.debug),
          timeouts: for({type, {_reference, content}} <- machine.timers, do: {type, content})
        },
        more
      )

    cond do
      function_exported?(module, :format_status, 1) ->
        case :gen.format_status(module, status) do
          {:ok, shown} -> shown
          {:failed, text} -> failed_status(option, text, status)
        end

      function_exported?(module, :format_status, 2) ->
        arguments = [:erlang.get(), machine.state, machine.data]

        Map.put(
          status,
          :"$status",
          try do
            module.format_status(option, arguments)
          catch
            _kind, _reason -> {machine.state, ~c"gen_statem:format_status/2 crashed"}
          end
        )

      true ->
        status
    end
  end

  # A report shows everything then, a status the state alone.
  defp failed_status(:terminate, _text, status), do: status
  defp failed_status(_option, text, status), do: %{status | data: text}

  defp debug(%{debug: []} = machine, _event), do: machine

  defp debug(%{debug: debug} = machine, event) do
    debug = :sys.handle_debug(debug, &:gen_statem_report.print_event/3, machine.name, event)
    %{machine | debug: debug}
  end
end
