# What is said of a server of `:gen_server`: the reports of its end, the lines of its trace, its status.

defmodule :gen_server_report do
  @moduledoc false

  @doc """
  Reports the end of a server.
  """
  def terminate(reason, stacktrace, server, state, message, from, debug) do
    status = %{state: state, message: message, reason: reason, log: :sys.get_log(debug)}
    shown = format_status(server.module, :terminate, status, :erlang.get())

    report(:error, :error, %{
      label: {:gen_server, :terminate},
      name: server.name,
      last_message: shown.message,
      state: shown.state,
      log: shown.log,
      reason: if(stacktrace == [], do: shown.reason, else: {shown.reason, stacktrace}),
      client_info: :gen.client_info(from),
      process_label: :proc_lib.get_label(self())
    })
  end

  @doc """
  Reports a message to a module that does not handle any.
  """
  def no_handle_info(module, message) do
    report(:warning, :warning_msg, %{
      label: {:gen_server, :no_handle_info},
      module: module,
      message: message
    })
  end

  defp report(level, tag, report) do
    :logger.log(level, report, %{
      domain: [:otp],
      report_cb: &:gen_server.format_log/2,
      error_logger: %{tag: tag, report_cb: &:gen_server.format_log/1}
    })
  end

  # The module's own view of its status. What goes wrong in it hides the state.
  defp format_status(module, option, status, dictionary) do
    cond do
      :erlang.function_exported(module, :format_status, 1) ->
        case :gen.format_status(module, status) do
          {:ok, shown} -> shown
          {:failed, text} -> :maps.put(:state, text, status)
        end

      :erlang.function_exported(module, :format_status, 2) ->
        state =
          try do
            module.format_status(option, [dictionary, status.state])
          catch
            _, _ -> status.state
          end

        :maps.put(:state, state, status)

      true ->
        status
    end
  end

  @doc """
  The status of a server, for `:sys.get_status/1`.
  """
  def status(option, dictionary, status, parent, debug, server, state) do
    log = :sys.get_log(debug)
    header = :gen.status_header(~c"Status for generic server", server.name)

    data = fn log ->
      {:data, [{~c"Status", status}, {~c"Parent", parent}, {~c"Logged events", log}]}
    end

    cond do
      :erlang.function_exported(server.module, :format_status, 1) ->
        shown = format_status(server.module, option, %{state: state, log: log}, dictionary)
        [{:header, header}, data.(shown.log), {:data, [{~c"State", shown.state}]}]

      :erlang.function_exported(server.module, :format_status, 2) ->
        shown = format_status(server.module, option, %{state: state}, dictionary).state
        [{:header, header}, data.(log) | if(is_list(shown), do: shown, else: [shown])]

      true ->
        [{:header, header}, data.(log), {:data, [{~c"State", state}]}]
    end
  end

  @doc """
  Prints an event of a server that is traced.
  """
  def print_event(device, event, name) do
    case event do
      {:in, {:"$gen_call", {client, _}, request}} ->
        :io.format(device, ~c"*DBG* ~tp got call ~tp from ~tw~n", [name, request, client])

      {:in, {:"$gen_cast", request}} ->
        :io.format(device, ~c"*DBG* ~tp got cast ~tp~n", [name, request])

      {:in, message} ->
        :io.format(device, ~c"*DBG* ~tp got ~tp~n", [name, message])

      {:out, reply, {client, _tag}, state} ->
        :io.format(device, ~c"*DBG* ~tp sent ~tp to ~tw, new state ~tp~n", [
          name,
          reply,
          client,
          state
        ])

      {:noreply, state} ->
        :io.format(device, ~c"*DBG* ~tp new state ~tp~n", [name, state])

      _ ->
        :io.format(device, ~c"*DBG* ~tp dbg  ~tp~n", [name, event])
    end
  end

  ## Text

  @doc """
  A report as format and arguments.
  """
  def format_log(%{label: {:gen_server, :no_handle_info}, module: module, message: message}),
    do: {~c"** Undefined handle_info in ~p~n** Unhandled message: ~tp~n", [module, message]}

  def format_log(%{label: {:gen_server, :terminate}} = report) do
    {client_format, client_arguments} = client(report.client_info)
    {log_format, log_arguments} = log(report.log)
    {label_format, label_arguments} = label(report)

    {~c"** Generic server ~tp terminating \n" ++
       label_format ++
       ~c"** Last message in was ~tp~n** When Server state == ~tp~n** Reason for termination ==~n** ~tp~n" ++
       client_format ++ log_format,
     [report.name | label_arguments] ++
       [report.last_message, report.state, reason(report.reason)] ++
       client_arguments ++ log_arguments}
  end

  defp label(%{process_label: label}) when label != :undefined,
    do: {~c"** Process label == ~tp~n", [label]}

  defp label(_report), do: {~c"", []}

  defp reason({reason, [{module, function, arguments, _} | _] = stacktrace})
       when is_atom(module) and is_atom(function) and
              (is_integer(arguments) or is_list(arguments)),
       do: {reason, stacktrace}

  defp reason(reason), do: reason

  defp client(:undefined), do: {~c"", []}
  defp client({pid, :dead}), do: {~c"** Client ~p is dead~n", [pid]}
  defp client({pid, :remote}), do: {~c"** Client ~p is remote on node ~p~n", [pid, node(pid)]}

  defp client({_pid, {name, stacktrace}}),
    do: {~c"** Client ~tp stacktrace~n** ~tp~n", [name, stacktrace]}

  defp log([]), do: {~c"", []}

  defp log(events) do
    {~c"** Log ==~n" ++ :lists.append(:lists.map(fn _ -> ~c"** ~tp~n" end, events)), events}
  end

  @doc """
  The text of a report, for the logger's formatter.
  """
  def text(report, configuration) do
    {format, arguments} = format_log(report)

    case :maps.get(:chars_limit, configuration, :unlimited) do
      limit when is_integer(limit) and limit >= 0 ->
        :io_lib.format(format, arguments, chars_limit: limit)

      _ ->
        :io_lib.format(format, arguments)
    end
  end
end
