# Texts of state machines: crash reports as OTP's formatter prints them, and events as `:sys.trace/2` does.

defmodule :gen_statem_report do
  @moduledoc false

  @doc "The text of a crash report, bounded as a formatter wishes."
  def text(report, %{chars_limit: limit, depth: depth, single_line: single?}) do
    {format, arguments} = format(report, depth, single?)
    options = if is_integer(limit), do: [chars_limit: limit], else: []
    :io_lib.format(format, arguments, options)
  end

  @doc "The format and arguments of a crash report."
  def format(report), do: format(report, :unlimited, false)

  defp format(report, depth, single?) do
    parts = parts(report)
    separator = if single?, do: ~c" ", else: ~c"~n"
    p = if single?, do: ~c"~0tp", else: ~c"~tp"
    limited = fn term -> if is_integer(depth), do: :io_lib.limit_term(term, depth), else: term end

    {formats, arguments} =
      :lists.unzip(
        for {title, value} <- parts do
          {title ++ if(value == :none, do: [], else: p),
           if(value == :none, do: [], else: [limited.(elem(value, 0))])}
        end
      )

    {:lists.flatten(:lists.join(separator, formats)), :lists.append(arguments)}
  end

  defp parts(%{name: name, reason: {kind, reason, stack}} = report) do
    [
      {~c"** State machine terminating: ", {name}},
      last_event(report.queue),
      {~c"** When server state  = ", {report.state}},
      {~c"** Reason for termination = " ++ :erlang.atom_to_list(kind) ++ ~c":", {reason}},
      {~c"** Callback modules = ", {report.modules}},
      {~c"** Callback mode = ", {report.callback_mode}}
    ] ++
      some(~c"** Queued = ", tail(report.queue)) ++
      some(~c"** Postponed = ", report.postponed) ++
      some(~c"** Stacktrace = ", stack) ++
      some(~c"** Time-outs: ", if(elem(report.timeouts, 0) == 0, do: [], else: report.timeouts)) ++
      some(~c"** Log = ", report.log)
  end

  defp last_event([event | _]), do: {~c"** Last event = ", {event}}
  defp last_event([]), do: {~c"** No event", :none}

  defp tail([_ | rest]), do: rest
  defp tail([]), do: []

  defp some(_title, []), do: []
  defp some(title, value), do: [{title, {value}}]

  @doc "Prints an event of a machine that is traced."
  def print_event(device, event, name) do
    {format, arguments} = event(event)
    :io.format(device, ~c"*DBG* ~tp " ++ format ++ ~c"~n", [name | arguments])
  end

  defp event({:in, event, state}), do: handled(~c"receive", event, ~c" in state ~tp", [state])
  defp event({:in, message}), do: {~c"receive ~tp", [message]}
  defp event({:out, reply, {pid, _tag}}), do: {~c"send ~tp to ~tp", [reply, pid]}
  defp event({:terminate, reason}), do: {~c"terminate ~tp", [reason]}

  defp event({what, event, state}) when what in [:consume, :postpone],
    do: handled(:erlang.atom_to_list(what), event, ~c" in state ~tp", [state])

  defp event({what, event, state, next}) when what in [:consume, :postpone],
    do: handled(:erlang.atom_to_list(what), event, ~c" in state ~tp => ~tp", [state, next])

  defp event(other), do: {~c"~tp", [other]}

  defp handled(what, {{:call, {pid, _tag}}, content}, format, more),
    do: {what ++ ~c" call ~tp from ~tp" ++ format, [content, pid | more]}

  defp handled(what, {type, content}, format, more),
    do: {what ++ ~c" ~tp ~tp" ++ format, [type, content | more]}
end
