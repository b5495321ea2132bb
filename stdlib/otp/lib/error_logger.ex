# The interface of the logger before there was `:logger`: functions that log formats and reports, with the kind of report in the
# metadata.

defmodule :error_logger do
  @moduledoc """
  Logs errors, warnings and information: what `:logger` is for today.
  """

  for {kind, level, std} <- [
        {:error, :error, :std_error},
        {:warning, :warning, :std_warning},
        {:info, :notice, :std_info}
      ] do
    message = :"#{kind}_msg"
    report = :"#{kind}_report"
    tag = if kind == :error, do: :error, else: message

    @doc "Logs a text at the level `#{inspect(level)}`."
    def unquote(message)(format), do: unquote(message)(format, [])

    @doc "Logs a format with its arguments at the level `#{inspect(level)}`."
    def unquote(message)(format, arguments) do
      report = %{
        label: {:error_logger, unquote(message)},
        format: format,
        args: arguments
      }

      log(unquote(level), report, %{error_logger: %{tag: unquote(tag)}})
    end

    @doc "Logs a report at the level `#{inspect(level)}`."
    def unquote(report)(report), do: unquote(report)(unquote(std), report)

    @doc "Logs a report of some type at the level `#{inspect(level)}`."
    def unquote(report)(type, report) do
      metadata = %{error_logger: %{tag: unquote(report), type: type}}

      metadata =
        if type == unquote(std), do: metadata, else: Map.put(metadata, :domain, [type])

      log(
        unquote(level),
        %{label: {:error_logger, unquote(report)}, report: report},
        metadata
      )
    end
  end

  @doc "The same as `error_msg/2`."
  def format(format, arguments), do: error_msg(format, arguments)

  defp log(level, report, metadata) do
    metadata =
      Map.merge(
        %{
          pid: self(),
          gl: :erlang.group_leader(),
          time: :logger.timestamp(),
          report_cb: &report_to_format/1
        },
        metadata
      )

    :logger.log(level, report, metadata)
  end

  @doc false
  def report_to_format(%{label: {:error_logger, _}, format: format, args: arguments})
      when is_list(arguments),
      do: {format, arguments}

  def report_to_format(%{label: {:error_logger, _}, report: report}),
    do: :logger.format_report(report)

  @doc "The level that warnings have."
  def warning_map, do: :warning

  @doc "Whether the logger writes to the terminal."
  def tty(on?) when is_boolean(on?) do
    if on? do
      :logger.remove_handler_filter(:default, :error_logger_tty_false)
    else
      filter = {fn _event, _argument -> :stop end, []}
      :logger.add_handler_filter(:default, :error_logger_tty_false, filter)
    end

    :ok
  end

  @doc "Logs to a file, too: `{:open, file}`, `:close` or `:filename`."
  def logfile({:open, file}) do
    case :logger.get_handler_config(:error_logger_file) do
      {:ok, _config} ->
        {:error, :allready_have_logfile}

      {:error, _not_found} ->
        config = %{
          config: %{type: {:file, file}},
          formatter: {:logger_formatter, %{legacy_header: true, single_line: false}}
        }

        case :logger.add_handler(:error_logger_file, :logger_std_h, config) do
          {:error, {:handler_not_added, {:open_failed, _file, reason}}} -> {:error, reason}
          other -> other
        end
    end
  end

  def logfile(:close) do
    case :logger.remove_handler(:error_logger_file) do
      :ok -> :ok
      {:error, _not_found} -> {:error, :module_not_found}
    end
  end

  def logfile(:filename) do
    case :logger.get_handler_config(:error_logger_file) do
      {:ok, %{config: %{file: file}}} -> file
      {:error, _not_found} -> {:error, :no_log_file}
    end
  end

  @doc "How deep terms are printed."
  def get_format_depth, do: :application.get_env(:kernel, :error_logger_format_depth, :unlimited)

  @doc "A term cut to the depth of `get_format_depth/0`."
  def limit_term(term) do
    case get_format_depth() do
      :unlimited -> term
      depth -> :io_lib.limit_term(term, depth)
    end
  end

  @doc "Adds a handler of `:gen_event` that hears every event in the old form."
  def add_report_handler(module), do: add_report_handler(module, [])
  def add_report_handler(module, arguments), do: :error_logger_events.add(module, arguments)

  @doc "Removes a handler."
  def delete_report_handler(module), do: :error_logger_events.delete(module)

  @doc "The handlers that were added."
  def which_report_handlers, do: :error_logger_events.which()
end
