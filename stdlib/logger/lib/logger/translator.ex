# Puts the reports of OTP's modules into Elixir's words.

defmodule Logger.Translator do
  @moduledoc """
  Translates reports of crashes, supervisors and applications.

  A translator is a module and function that `Logger.add_translator/1` adds, called as `c:translate/4` says; those that were added
  last are asked first, this module last.
  """

  @doc """
  Translates a message, given the primary level, the event's level and the kind of the message.

    * `:format` – the message is `{format, args}`
    * `:report` – the message is `{label, report}` for `:logger`'s reports of this form, else `{:logger, report}`

  Returns `{:ok, chardata}`, `{:ok, chardata, metadata}`, `:skip` if the event shall not be logged, or `:none` if another translator
  shall be asked.
  """
  @callback translate(
              min_level :: Logger.level(),
              level :: Logger.level(),
              kind :: :format | :report,
              message :: term
            ) :: {:ok, chardata, keyword} | {:ok, chardata} | :skip | :none
            when chardata: IO.chardata()

  @doc """
  Translates what is known to Elixir: see `c:translate/4`.

  ## Examples

      iex> report = [application: :shop, exited: :stopped, type: :temporary]
      iex> message = {{:application_controller, :exit}, report}
      iex> {:ok, chardata} = Logger.Translator.translate(:debug, :notice, :report, message)
      iex> IO.chardata_to_string(chardata)
      "Application shop exited: :stopped"

  """
  def translate(min_level, level, kind, message)

  ## Processes

  def translate(_min, :error, :format, {format, args}) do
    case {format, args} do
      {~c"Error in process ~p with exit value:~n~p~n", [pid, {reason, stack}]}
      when is_list(stack) ->
        raised(["Process ", inspect(pid)], reason, stack)

      {~c"Error in process ~p on node ~p with exit value:~n~p~n", [pid, node, {reason, stack}]}
      when is_list(stack) ->
        raised(["Process ", inspect(pid), " on node ", inspect(node)], reason, stack)

      _other ->
        :none
    end
  end

  def translate(min, _level, :report, {{:proc_lib, :crash}, [crashed, neighbours]}),
    do: process_crash(min, crashed, neighbours)

  ## Servers

  def translate(min, :error, :report, {:logger, %{label: {:gen_server, :terminate}} = report}),
    do: server(min, report)

  def translate(min, :error, :report, {:logger, %{label: {:gen_event, :terminate}} = report}),
    do: event_handler(min, report)

  def translate(min, :error, :report, {:logger, %{label: {:gen_statem, :terminate}} = report}),
    do: state_machine(min, report)

  # What a behaviour's default callbacks say is enough.
  def translate(_min, _level, :report, {:logger, %{label: {behaviour, :no_handle_info}}})
      when behaviour in [:gen_server, :gen_event],
      do: :skip

  ## Tasks

  def translate(_min, :error, :report, {{Task.Supervisor, :terminating}, report})
      when is_map(report),
      do: task(report)

  ## Supervisors and applications

  def translate(min, _level, :report, {{:supervisor, kind}, report})
      when kind in [:start_error, :child_terminated, :shutdown, :shutdown_error],
      do: supervisor(min, kind, Map.new(report))

  def translate(min, _level, :report, {{:supervisor, :progress}, report}) do
    %{supervisor: supervisor, started: started} = Map.new(report)
    {kind, name, details} = child(min, started)
    {:ok, [kind, name, " of Supervisor ", supervisor_name(supervisor), " started" | details]}
  end

  def translate(_min, _level, :report, {{:application_controller, :progress}, report}) do
    %{application: app, started_at: node} = Map.new(report)
    {:ok, ["Application ", Atom.to_string(app), " started at ", inspect(node)]}
  end

  def translate(_min, _level, :report, {{:application_controller, :exit}, report}) do
    %{application: app, exited: reason} = Map.new(report)
    text = Application.format_error(reason)
    {:ok, ["Application ", Atom.to_string(app), " exited: ", text]}
  end

  ## Reports of other kinds

  def translate(_min, _level, :report, {:logger, %{formatter_error: _} = report}),
    do: formatter_error(report)

  def translate(_min, _level, :report, {:logger, [{:formatter_error, _} | _] = report}),
    do: formatter_error(Map.new(report))

  def translate(_min, _level, :report, {{:error_logger, _}, report}) when is_list(report) do
    if Keyword.keyword?(report) and report != [] do
      {:ok, Enum.map_intersperse(report, ?\n, &["    ", inspect_line(&1)])}
    else
      :none
    end
  end

  def translate(_min, _level, _kind, _message), do: :none

  defp inspect_line({key, value}), do: [inspect(key), ": ", inspect(value)]

  ## Texts of processes

  defp raised(who, reason, stack) do
    {exception, stack} = exception(reason, stack)
    banner = Exception.format_banner(:error, exception, stack)

    {:ok, [who, " raised an exception", ?\n, banner | frames(stack)],
     [crash_reason: {exception, stack}]}
  end

  # `{reason, stack}` of an Erlang error as an exception.
  defp exception(reason, stack) do
    exception = Exception.normalize(:error, reason, stack)
    {exception, stack}
  end

  defp frames(stack), do: Enum.map(stack, &["\n    " | Exception.format_stacktrace_entry(&1)])

  defp process_crash(min, crashed, neighbours) do
    {kind, exception, stack} = crash_reason(crashed[:error_info])
    name = crashed[:registered_name]
    pid = inspect(crashed[:pid])
    {module, function, args} = crashed[:initial_call]
    ancestors = crashed[:ancestors]

    who =
      if name in [nil, []],
        do: ["Process ", pid],
        else: ["Process ", inspect(name), " (", pid, ")"]

    metadata =
      [
        crash_reason: {crash_value(kind, exception), stack},
        initial_call: {module, function, length(args)},
        ancestors: ancestors
      ] ++ if(name in [nil, []], do: [], else: [registered_name: name])

    text = [
      [who, " terminating", ?\n, Exception.format_banner(kind, exception, stack)],
      frames(stack),
      crash_details(min, crashed, "\n", [:initial_call, :process_label, :ancestors]),
      neighbours(min, neighbours)
    ]

    {:ok, text, metadata}
  end

  defp crash_reason({:error, reason, stack}),
    do: {:error, Exception.normalize(:error, reason, stack), stack}

  defp crash_reason({:throw, value, stack}),
    do: {:error, Exception.normalize(:error, {:nocatch, value}, stack), stack}

  defp crash_reason({:exit, reason, stack}), do: {:exit, reason, stack}

  defp crash_value(:error, exception), do: exception
  defp crash_value(:exit, reason), do: reason

  @details [
    initial_call: "Initial Call",
    current_function: "Current Call",
    process_label: "Process Label",
    ancestors: "Ancestors",
    message_queue_len: "Message Queue Length",
    messages: "Messages",
    links: "Links",
    dictionary: "Dictionary",
    trap_exit: "Trapping Exits",
    status: "Status",
    heap_size: "Heap Size",
    stack_size: "Stack Size",
    reductions: "Reductions"
  ]

  # Only who is debugging wants to see all of it.
  defp crash_details(min, info, prefix, always) do
    for {key, title} <- @details,
        Keyword.has_key?(info, key),
        min == :debug or key in always,
        text = detail(key, info[key]),
        do: [prefix, title, ": " | text]
  end

  defp detail(:initial_call, {module, function, args}),
    do: Exception.format_mfa(module, function, length(args))

  defp detail(:current_function, {module, function, arity}),
    do: Exception.format_mfa(module, function, arity)

  defp detail(:process_label, label) when label in [nil, :undefined], do: nil
  defp detail(_key, value), do: inspect(value, inspect_options())

  defp neighbours(_min, []), do: []

  defp neighbours(min, neighbours) do
    ["\nNeighbours:" | Enum.map(neighbours, fn {:neighbour, info} -> neighbour(min, info) end)]
  end

  defp neighbour(min, info) do
    pid = inspect(info[:pid])
    name = info[:registered_name]
    indent = "\n        "

    stack =
      if min == :debug do
        frames = Enum.map(info[:current_stacktrace], &Exception.format_stacktrace_entry/1)
        [indent, "Current Stacktrace:" | Enum.map(frames, &[indent, "    " | &1])]
      else
        []
      end

    [
      "\n    ",
      if(name in [nil, []], do: pid, else: [inspect(name), " (", pid, ")"]),
      crash_details(min, info, indent, [:initial_call, :current_function, :ancestors]),
      stack
    ]
  end

  ## Texts of servers

  defp server(min, report) do
    %{name: name, reason: reason, last_message: message, state: state} = report
    {text, crash} = stop_reason(reason)
    client = Map.get(report, :client_info, :undefined)

    {:ok,
     [
       ["GenServer ", inspect(name), " terminating", text, label(report)],
       ["\nLast message", from(client), ": ", inspect(message, inspect_options())],
       if(min == :debug,
         do: ["\nState: ", inspect(state, inspect_options()), client(client)],
         else: []
       )
     ], [crash_reason: crash] ++ registered(name)}
  end

  defp event_handler(min, report) do
    %{handler: handler, name: name, reason: reason, last_message: message, state: state} = report
    {text, crash} = stop_reason(without_exit(reason))

    {:ok,
     [
       [":gen_event handler ", inspect(handler), " installed in ", inspect(name)],
       [" terminating", text, label(report)],
       ["\nLast message: ", inspect(message, inspect_options())],
       if(min == :debug, do: ["\nState: ", inspect(state, inspect_options())], else: [])
     ], [crash_reason: crash] ++ registered(name)}
  end

  defp without_exit({:EXIT, reason}), do: reason
  defp without_exit(reason), do: reason

  defp state_machine(min, report) do
    %{
      name: name,
      reason: {_kind, reason, stack},
      queue: queue,
      postponed: postponed,
      callback_mode: mode,
      state_enter: enter?,
      state: state
    } = report

    {text, crash} = stop_reason({reason, stack})
    options = inspect_options()

    {:ok,
     [
       [":gen_statem ", inspect(name), " terminating", text, label(report)],
       ["\nQueue: ", inspect(queue, options), "\nPostponed: ", inspect(postponed, options)],
       if min == :debug do
         [
           ["\nState: ", inspect(state, options)],
           ["\nCallback mode: ", inspect(mode), ", state_enter: ", inspect(enter?)],
           client(Map.get(report, :client_info, :undefined))
         ]
       else
         []
       end
     ], [crash_reason: crash] ++ registered(name)}
  end

  # With a stack trace it is an exception, if it is one that Elixir knows, else what somebody exited with.
  defp stop_reason({reason, [{_, _, _, _} | _] = stack}) do
    case exception(reason, stack) do
      {%ErlangError{}, _stack} ->
        {[stop_banner(reason) | frames(stack)], {reason, stack}}

      {exception, stack} ->
        banner = Exception.format_banner(:error, exception, stack)
        {[?\n, banner | frames(stack)], {exception, stack}}
    end
  end

  defp stop_reason(reason), do: {stop_banner(reason), {reason, []}}

  defp stop_banner(reason), do: ["\n** (stop) " | Exception.format_exit(reason)]

  defp registered(name) when is_atom(name), do: [registered_name: name]
  defp registered(_name), do: []

  defp label(%{process_label: label}) when label not in [nil, :undefined],
    do: ["\nProcess Label: ", inspect(label, inspect_options())]

  defp label(_report), do: []

  defp from({_pid, {name, _stack}}), do: [" (from ", inspect(name), ")"]
  defp from({pid, state}) when state in [:dead, :remote], do: [" (from ", inspect(pid), ")"]
  defp from(_unknown), do: []

  defp client({pid, :dead}), do: ["\nClient ", inspect(pid), " is dead"]

  defp client({pid, :remote}),
    do: ["\nClient ", inspect(pid), " is remote on node ", inspect(node(pid))]

  defp client({_pid, {name, stack}}),
    do: ["\nClient ", inspect(name), " is alive\n" | frames(stack)]

  defp client(_unknown), do: []

  ## Texts of tasks

  defp task(
         %{name: name, starter: starter, function: function, args: args, reason: {_, [_ | _]}} =
           report
       )
       when is_pid(starter) do
    {text, crash} = stop_reason(report.reason)
    options = inspect_options()

    {:ok,
     [
       ["Task ", inspect(name), " started from ", inspect(starter), " terminating"],
       [text, label(report)],
       ["\nFunction: ", inspect(function, options)],
       ["\n    Args: ", inspect(args, options)]
     ], [crash_reason: crash] ++ registered(name)}
  end

  defp task(_report), do: :none

  ## Texts of supervisors

  defp supervisor(min, kind, %{supervisor: supervisor, reason: reason, offender: offender}) do
    # The one that was too many is not there any more.
    offender = if kind == :shutdown, do: Keyword.delete(offender, :pid), else: offender
    {title, name, details} = child(min, offender)

    what =
      case kind do
        :start_error -> "failed to start"
        :child_terminated -> "terminated"
        :shutdown -> "caused shutdown"
        :shutdown_error -> "shut down abnormally"
      end

    {:ok,
     [
       [title, name, " of Supervisor ", supervisor_name(supervisor), ?\s, what],
       ["\n** (exit) ", Exception.format_exit(reason)]
       | details
     ]}
  end

  # What kind of child it is, its name, and what else is known of it.
  defp child(min, info) do
    {title, number} =
      if info[:nb_children],
        do: {"Children", ["\nNumber: ", inspect(info[:nb_children])]},
        else: {"Child", pid_line(info[:pid])}

    case Keyword.fetch(info, :id) do
      {:ok, id} ->
        start = ["\nStart Call: ", start_call(info[:mfargs] || info[:mfa])]
        {title, [?\s, inspect(id)], [number, start | restart(min, info)]}

      :error ->
        {title, [], [number]}
    end
  end

  defp pid_line(pid) when is_pid(pid), do: ["\nPid: ", inspect(pid)]
  defp pid_line(_none), do: []

  defp start_call({module, function, :undefined}),
    do: [Exception.format_mfa(module, function, 0) |> String.replace_suffix("/0", "/?")]

  defp start_call({module, function, args}), do: Exception.format_mfa(module, function, args)
  defp start_call(other), do: inspect(other)

  defp restart(:debug, info) do
    [
      ["\nRestart: ", inspect(info[:restart_type])],
      ["\nShutdown: ", inspect(info[:shutdown])],
      ["\nType: ", inspect(info[:child_type])]
    ]
  end

  defp restart(_min, _info), do: []

  defp supervisor_name({:local, name}), do: inspect(name)
  defp supervisor_name({:global, name}), do: inspect(name)
  defp supervisor_name({:via, _module, name}), do: inspect(name)
  defp supervisor_name({pid, module}), do: [inspect(pid), " (", inspect(module), ")"]
  defp supervisor_name(other), do: inspect(other)

  ## Texts of formatters

  defp formatter_error(%{formatter_error: module, bad_return_value: value} = report) do
    stack =
      case report[:caught] do
        {_kind, _reason, stack} -> stack
        _none -> []
      end

    exception =
      RuntimeError.exception(
        "bad return value from Logger formatter #{inspect(module)}, got " <>
          inspect(value, inspect_options())
      )

    banner = Exception.format_banner(:error, exception, stack)
    {:ok, [banner | frames(stack)], [crash_reason: {exception, stack}]}
  end

  defp inspect_options, do: Application.get_env(:logger, :translator_inspect_opts, [])
end
