# The way of an event: primary filters, then each handler's level, filters and `log/2`, all in the process that logs. A filter
# or handler that fails is removed, so that it fails once.

defmodule :logger_backend do
  @moduledoc false

  @config :logger_config

  @doc "Passes an event that its level allows through filters to handlers."
  def log_allowed(event, primary) do
    case filter(event, primary, :primary) do
      :stop -> :ok
      event -> call_handlers(event, primary.handlers)
    end
  end

  defp call_handlers(event, [id | handlers]) do
    with {:ok, config} <- @config.handler(id),
         true <- @config.less_or_equal_level(event.level, @config.level_to_int(config.level)) do
      case filter(event, config, id) do
        :stop -> :ok
        event -> call_handler(event, config, id)
      end
    end

    call_handlers(event, handlers)
  end

  defp call_handlers(_event, []), do: :ok

  defp call_handler(event, config, id) do
    config.module.log(event, config)
  catch
    kind, reason ->
      trace = __STACKTRACE__

      case :logger_server.call({:remove_handler, id}) do
        :ok ->
          internal_log(:error, {:removed_failing_handler, id})

          report(
            event,
            logger: :removed_failing_handler,
            handler: {id, config.module},
            log_event: event,
            config: :maps.without([:level, :filters, :filter_default], config),
            reason: {kind, reason, own_frames(trace)}
          )

        {:error, {:not_found, _id}} ->
          :ok

        {:error, why} ->
          internal_log(:debug, {:failed_removing_handler, id, why})
      end
  end

  ## Filters

  # The event, changed perhaps, or `:stop`.
  defp filter(event, config, owner),
    do: filter(config.filters, event, config.filter_default, owner, :ignore)

  defp filter([{name, {fun, argument}} = filter | filters], event, default, owner, state) do
    case fun.(event, argument) do
      :stop ->
        :stop

      :ignore ->
        filter(filters, event, default, owner, state)

      %{level: level, msg: _, meta: %{}} = new when is_atom(level) ->
        filter(filters, new, default, owner, :log)

      other ->
        failing(name, filter, event, owner, {:bad_return_value, other})
        filter(filters, event, default, owner, state)
    end
  catch
    kind, reason ->
      failing(name, filter, event, owner, {kind, reason, own_frames(__STACKTRACE__)})
      filter(filters, event, default, owner, state)
  end

  defp filter([], _event, :stop, _owner, :ignore), do: :stop
  defp filter([], event, _default, _owner, _state), do: event

  defp failing(name, filter, event, owner, reason) do
    case :logger_server.call({:remove_filter, owner, name}) do
      :ok ->
        internal_log(:error, {:removed_failing_filter, name})

        report(
          event,
          logger: :removed_failing_filter,
          filter: filter,
          owner: owner,
          log_event: event,
          reason: reason
        )

      {:error, {:not_found, _name}} ->
        :ok

      {:error, why} ->
        internal_log(:debug, {:failed_removing_filter, name, why})
    end
  end

  # What stands below the failing function is the logger and its caller.
  defp own_frames(trace) do
    :lists.takewhile(fn {module, _, _, _} -> module != __MODULE__ end, trace)
  end

  ## What the logger has to say about itself

  @doc "Says past all handlers that something is wrong with the logger's own parts."
  def internal_log(level, term) do
    :io.put_chars(:standard_error, ["Logger - ", :erlang.atom_to_binary(level), ": "])
    :io.put_chars(:user, [:io_lib.write(term), ?\r, ?\n])
    :ok
  end

  @doc """
  Logs a report about the logger's own parts, at the level `:debug` and from a process of its own. What an event of this
  kind does wrong is not reported again.
  """
  def report(%{meta: %{internal_log_event: true}}, _report), do: :ok

  def report(_event, report) do
    metadata = %{
      pid: self(),
      gl: :erlang.group_leader(),
      time: :logger.timestamp(),
      report_cb: &:logger.format_otp_report/1,
      internal_log_event: true
    }

    if @config.allow(:debug),
      do: :erlang.spawn(fn -> :logger.log(:debug, report, metadata) end)

    :ok
  end
end
