# Hands events on to handlers of `:gen_event`, in the form that they had before there was `:logger`.

defmodule :error_logger_events do
  @moduledoc false

  @manager :error_logger

  @doc "Adds a handler; starts the manager if there is none."
  def add(module, arguments) do
    case :erlang.whereis(@manager) do
      :undefined ->
        :gen_event.start({:local, @manager})
        :logger.add_handler(@manager, __MODULE__, %{level: :info})

      _pid ->
        :ok
    end

    :gen_event.add_handler(@manager, module, arguments)
  end

  @doc "Removes a handler, and the manager when it has none left."
  def delete(module) do
    case :erlang.whereis(@manager) do
      :undefined ->
        :ok

      _pid ->
        result = :gen_event.delete_handler(@manager, module, [])

        if :gen_event.which_handlers(@manager) == [] do
          :logger.remove_handler(@manager)
          :gen_event.stop(@manager)
        end

        result
    end
  end

  @doc "The handlers."
  def which do
    if :erlang.whereis(@manager) == :undefined,
      do: [],
      else: :gen_event.which_handlers(@manager)
  end

  @doc "The logger's handler: sends an event of the old interface to the manager."
  def log(%{msg: message, meta: %{error_logger: %{tag: tag} = origin} = meta}, _config) do
    leader = Map.get(meta, :gl, :erlang.group_leader())
    pid = Map.get(meta, :pid, self())

    content =
      case message do
        {:report, %{label: {:error_logger, _}, format: format, args: arguments}} ->
          {pid, format, arguments}

        {:report, report} ->
          {pid, Map.get(origin, :type, tag), content(report)}

        {:string, text} ->
          {pid, ~c"~ts", [text]}

        {format, arguments} ->
          {pid, format, arguments}
      end

    :gen_event.notify(@manager, {tag, leader, content})
  end

  def log(_event, _config), do: :ok

  defp content(%{report: report}), do: report
  defp content(report), do: report
end
