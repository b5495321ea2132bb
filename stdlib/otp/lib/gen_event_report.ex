# Texts of event managers: crash reports as OTP's formatter prints them, and events as `:sys.trace/2` does.

defmodule :gen_event_report do
  @moduledoc false

  @doc "The text of a report, bounded as a formatter wishes."
  def text(report, %{chars_limit: limit, depth: depth, single_line: single?}) do
    {format, arguments} = format(report, depth, single?)
    options = if is_integer(limit), do: [chars_limit: limit], else: []
    :io_lib.format(format, arguments, options)
  end

  @doc "The format and arguments of a report."
  def format(report), do: format(report, :unlimited, false)

  defp format(%{label: {:gen_event, :no_handle_info}} = report, _depth, single?) do
    separator = if single?, do: ~c" ", else: ~c"~n"

    {~c"** Undefined handle_info in ~tp" ++ separator ++ ~c"** Unhandled message: ~tp",
     [report.module, report.message]}
  end

  defp format(report, depth, single?) do
    separator = if single?, do: ~c" ", else: ~c"~n"
    p = if single?, do: ~c"~0tp", else: ~c"~tp"
    limited = fn term -> if is_integer(depth), do: :io_lib.limit_term(term, depth), else: term end

    parts = [
      {~c"** gen_event handler ", report.handler},
      {~c"** Was installed in ", report.name},
      {~c"** Last event was: ", report.last_message},
      {~c"** When handler state == ", report.state},
      {~c"** Reason == ", report.reason}
    ]

    format = for {title, _value} <- parts, do: title ++ p
    {:lists.append(:lists.join(separator, format)), for({_, value} <- parts, do: limited.(value))}
  end

  @doc "Prints an event of a manager that is traced."
  def print_event(device, event, name) do
    {format, arguments} =
      case event do
        {:in, {:notify, message}} -> {~c"got event ~tp", [message]}
        {:in, {_label, {pid, _tag}, request}} -> {~c"got call ~tp from ~tp", [request, pid]}
        {:in, message} -> {~c"got ~tp", [message]}
        {:out, reply, {pid, _tag}} -> {~c"sent ~tp to ~tp", [reply, pid]}
        other -> {~c"dbg ~tp", [other]}
      end

    :io.format(device, ~c"*DBG* ~tp " ++ format ++ ~c"~n", [name | arguments])
  end
end
