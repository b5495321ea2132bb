# What supervisors tell the logger: the progress of children, their ends and failures.

defmodule :supervisor_report do
  @moduledoc false

  @doc """
  Tells that a child has been started.
  """
  def progress(supervisor, child) do
    if :logger.allow(:info, :supervisor) do
      :logger.log(
        :info,
        %{
          label: {:supervisor, :progress},
          report: [supervisor: supervisor, started: shown(child)]
        },
        metadata(~c"PROGRESS REPORT", :info_report, :progress)
      )
    end
  end

  @doc """
  Tells of a failure: `:child_terminated`, `:start_error`, `:shutdown_error` or `:shutdown` of the supervisor itself.
  """
  def error(supervisor, context, reason, child) do
    :logger.log(
      :error,
      %{
        label: {:supervisor, context},
        report: [
          supervisor: supervisor,
          errorContext: context,
          reason: reason,
          offender: shown(child)
        ]
      },
      metadata(~c"SUPERVISOR REPORT", :error_report, :supervisor_report)
    )
  end

  defp metadata(title, tag, type) do
    %{
      domain: [:otp, :sasl],
      report_cb: &:supervisor.format_log/2,
      logger_formatter: %{title: title},
      error_logger: %{tag: tag, type: type, report_cb: &:supervisor.format_log/1}
    }
  end

  # Several children of one kind, that did not end as they should.
  defp shown(%{number: number} = child) do
    [
      nb_children: number,
      id: child.id,
      mfargs: child.start,
      restart_type: child.restart,
      significant: child.significant,
      shutdown: child.shutdown,
      child_type: child.type
    ]
  end

  defp shown(child) do
    [
      pid: child.pid,
      id: child.id,
      mfargs: child.start,
      restart_type: child.restart,
      significant: child.significant,
      shutdown: child.shutdown,
      child_type: child.type
    ]
  end

  ## Text

  @doc """
  A report as format and arguments.
  """
  def format(%{
        label: {:supervisor, :progress},
        report: [supervisor: supervisor, started: started]
      }) do
    {~c"    supervisor: ~tp~n    started: ~tp~n", [supervisor, started]}
  end

  def format(%{label: {:supervisor, _}, report: report}) do
    [supervisor: supervisor, errorContext: context, reason: reason, offender: offender] = report

    {~c"    supervisor: ~tp~n    errorContext: ~tp~n    reason: ~tp~n    offender: ~tp~n",
     [supervisor, context, reason, offender]}
  end

  @doc """
  The text of a report, for the logger's formatter.
  """
  def text(report, configuration) do
    {format, arguments} = format(report)

    case :maps.get(:chars_limit, configuration, :unlimited) do
      limit when is_integer(limit) and limit >= 0 ->
        :io_lib.format(format, arguments, chars_limit: limit)

      _ ->
        :io_lib.format(format, arguments)
    end
  end
end
