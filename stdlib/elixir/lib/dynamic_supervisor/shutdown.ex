# How a dynamic supervisor ends its children, and what it reports.

defmodule DynamicSupervisor.Shutdown do
  @moduledoc false

  @doc """
  Ends children, all at the same time: a map of pids to what is known of them. Waits until they are gone.
  """
  def terminate(children, name) do
    waiting =
      for {pid, {_, _, shutdown, _, _} = child} <- children, is_pid(pid), into: %{} do
        monitor = Process.monitor(pid)
        Process.exit(pid, if(shutdown == :brutal_kill, do: :kill, else: :shutdown))
        {monitor, {pid, child, start_timer(shutdown, pid)}}
      end

    await(waiting, name)
  end

  defp start_timer(shutdown, pid) when is_integer(shutdown),
    do: :erlang.start_timer(shutdown, self(), {:kill, pid})

  defp start_timer(_, _pid), do: nil

  defp await(waiting, _name) when map_size(waiting) == 0, do: :ok

  defp await(waiting, name) do
    receive do
      {:DOWN, monitor, _, _, reason} when is_map_key(waiting, monitor) ->
        {{pid, {_, restart, shutdown, _, _} = child, timer}, waiting} = Map.pop!(waiting, monitor)
        stop_timer(timer)

        case check(link_reason(pid, reason), restart, shutdown) do
          :ok -> :ok
          {:error, reason} -> report_error(:shutdown_error, reason, pid, child, name, [])
        end

        await(waiting, name)

      {:timeout, _timer, {:kill, pid}} ->
        Process.exit(pid, :kill)
        await(waiting, name)
    end
  end

  defp stop_timer(nil), do: :ok

  defp stop_timer(timer) do
    if :erlang.cancel_timer(timer) == false do
      receive do: ({:timeout, ^timer, _} -> :ok), after: (0 -> :ok)
    end
  end

  # Of one that had ended before, only the link knows why.
  defp link_reason(pid, reason) do
    Process.unlink(pid)
    receive do: ({:EXIT, ^pid, link_reason} -> link_reason), after: (0 -> reason)
  end

  defp check(:killed, _restart, :brutal_kill), do: :ok
  defp check(:shutdown, _restart, shutdown) when shutdown != :brutal_kill, do: :ok
  defp check({:shutdown, _}, _restart, shutdown) when shutdown != :brutal_kill, do: :ok
  defp check(:normal, restart, _shutdown) when restart != :permanent, do: :ok
  defp check(reason, _restart, _shutdown), do: {:error, reason}

  @doc """
  Tells the logger of a failure.
  """
  def report_error(error, reason, pid, child, name, extra) do
    :logger.error(
      %{
        label: {:supervisor, error},
        report: [
          supervisor: name,
          errorContext: error,
          reason: reason,
          offender: offender(pid, child, extra)
        ]
      },
      %{
        domain: [:otp, :sasl],
        report_cb: &:logger.format_otp_report/1,
        logger_formatter: %{title: "SUPERVISOR REPORT"},
        error_logger: %{tag: :error_report, type: :supervisor_report}
      }
    )
  end

  defp offender(pid, {{m, f, args}, restart, shutdown, type, _modules}, extra) do
    args = if is_list(args), do: extra ++ args, else: args

    [
      pid: pid,
      id: :undefined,
      mfargs: {m, f, args},
      restart_type: restart,
      shutdown: shutdown,
      child_type: type
    ]
  end
end
