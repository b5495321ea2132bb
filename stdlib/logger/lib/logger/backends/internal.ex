# Backends, what handlers were before Elixir 1.15: handlers of the event manager `Logger`, which hears every event as
# `{level, group_leader, {Logger, message, timestamp, metadata}}`.

defmodule Logger.Backends.Internal do
  @moduledoc false

  @manager Logger

  @doc """
  Adds a backend: `{:ok, pid}` of the process that adds it again when it has crashed, or an error.
  """
  def add(backend, _options) do
    start()
    parent = self()
    {pid, monitor} = spawn_monitor(fn -> watch(parent, backend) end)

    receive do
      {^pid, :added} ->
        Process.demonitor(monitor, [:flush])
        {:ok, pid}

      {:DOWN, ^monitor, _, _, reason} ->
        {:error, reason}
    end
  end

  @doc """
  Removes a backend.
  """
  def remove(backend, _options) do
    case Process.whereis(@manager) do
      nil ->
        {:error, :not_found}

      _pid ->
        case :gen_event.delete_handler(@manager, handler(backend), :remove) do
          {:error, :module_not_found} -> {:error, :not_found}
          _terminated -> :ok
        end
    end
  end

  @doc """
  Configures a backend.
  """
  def configure(backend, options) do
    start()
    :gen_event.call(@manager, handler(backend), {:configure, options})
  end

  @doc """
  The logger's handler: sends an event to the backends.
  """
  def log(%{level: level, meta: meta} = event, _config) do
    text = Logger.Formatter.format_event(event, 8096)
    time = Logger.Formatter.system_time_to_date_time_ms(meta.time)
    leader = Map.get(meta, :gl, Process.group_leader())
    event = {level, leader, {Logger, text, time, Map.to_list(meta)}}
    :gen_event.sync_notify(@manager, event)
  end

  defp start do
    with nil <- Process.whereis(@manager),
         {:ok, _pid} <- :gen_event.start({:local, @manager}) do
      :logger.add_handler(Logger, __MODULE__, %{})
    end

    :ok
  end

  # `{module, id}` is a name of its own, and what the backend is started with.
  defp handler({_module, _id} = backend), do: backend
  defp handler(module), do: module

  defp watch(parent, backend) do
    case :gen_event.add_sup_handler(@manager, handler(backend), backend) do
      :ok ->
        if parent, do: send(parent, {self(), :added})

        receive do
          {:gen_event_EXIT, _handler, reason}
          when reason in [:normal, :shutdown] or elem(reason, 0) == :swapped ->
            :ok

          {:gen_event_EXIT, _handler, _crash} ->
            watch(nil, backend)
        end

      error ->
        exit(error)
    end
  end
end
