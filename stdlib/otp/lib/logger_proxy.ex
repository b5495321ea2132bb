# Logs what the machine reports about its processes: it has no process of its own that could. The machine sends to the process
# registered as `:logger_proxy`; if there is none, it starts one with the event.

defmodule :logger_proxy do
  @moduledoc false

  @doc "Is the proxy, and logs an event; or leaves it to the proxy that was quicker."
  def start(event) do
    case :erlang.whereis(:logger_proxy) do
      pid when pid == self() ->
        :erlang.process_flag(:trap_exit, true)
        :erlang.group_leader(:erlang.whereis(:user), self())
        log(event)
        loop()

      pid when is_pid(pid) ->
        :erlang.send(pid, event)

      :undefined ->
        :erlang.register(:logger_proxy, self())
        start(event)
    end
  end

  defp loop do
    receive do
      {:log, _, _, _, _} = event ->
        log(event)

      {:log, _, _, _} = event ->
        log(event)

      {:flush, from, tag} ->
        :erlang.send(from, {tag, :ok})

      _stray ->
        :ok
    end

    loop()
  end

  # An event that fails is lost, and nothing else.
  defp log({:log, level, format, arguments, metadata}) do
    if :logger.allow(level, __MODULE__),
      do: :logger.macro_log(%{}, level, format, arguments, metadata)
  catch
    _kind, _reason -> :ok
  end

  defp log({:log, level, report, metadata}) do
    if :logger.allow(level, __MODULE__), do: :logger.macro_log(%{}, level, report, metadata)
  catch
    _kind, _reason -> :ok
  end

  @doc "Returns when everything that the machine has reported by now is logged."
  def flush do
    case :erlang.whereis(:logger_proxy) do
      :undefined ->
        :ok

      pid ->
        monitor = :erlang.monitor(:process, pid)
        :erlang.send(pid, {:flush, self(), monitor})

        receive do
          {^monitor, :ok} -> :erlang.demonitor(monitor, [:flush])
          {:DOWN, ^monitor, _, _, _} -> :ok
        end

        :ok
    end
  end
end
