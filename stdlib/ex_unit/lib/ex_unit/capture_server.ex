# Who captures what: devices by name, whose output goes to more than one test at a time, and the logs of `ExUnit.CaptureLog`.

defmodule ExUnit.CaptureServer do
  @moduledoc false

  use GenServer

  @name __MODULE__
  @timeout 30_000
  @handler_id __MODULE__

  @spec start_link(term) :: GenServer.on_start()
  def start_link(_), do: GenServer.start_link(__MODULE__, :ok, name: @name)

  @doc "Captures a named device for the caller, until `device_capture_off/1`."
  @spec device_capture_on(atom, atom, String.t()) :: {:ok, reference} | {:error, term}
  def device_capture_on(name, encoding, input) do
    GenServer.call(@name, {:device_capture_on, name, encoding, input, self()}, @timeout)
  end

  @doc "What has been written to the device since the capture of that reference began."
  @spec device_output(atom, reference) :: String.t()
  def device_output(name, reference),
    do: GenServer.call(@name, {:device_output, name, reference}, @timeout)

  @spec device_capture_off(reference) :: :ok
  def device_capture_off(reference),
    do: GenServer.call(@name, {:device_capture_off, reference}, @timeout)

  @doc "Sends logs to a device, until `log_capture_off/1`."
  @spec log_capture_on(pid, pid, keyword) :: reference
  def log_capture_on(pid, device, options) do
    GenServer.call(@name, {:log_capture_on, pid, device, options}, @timeout)
  end

  @spec log_capture_off(reference) :: :ok
  def log_capture_off(reference),
    do: GenServer.call(@name, {:log_capture_off, reference}, @timeout)

  ## Server

  # `devices`: name => the original process, the device in its place, and for each capture where its output begins.
  @impl true
  def init(:ok) do
    :ets.new(@name, [:named_table, :public, :set])
    {:ok, %{devices: %{}, logs: %{}, default_handler: nil}}
  end

  @impl true
  def handle_call({:device_capture_on, name, encoding, input, pid}, _from, state) do
    case state.devices do
      %{^name => %{input?: true}} ->
        {:reply, {:error, :input_on_already_captured_device}, state}

      %{^name => _} when input != "" ->
        {:reply, {:error, :input_on_already_captured_device}, state}

      %{^name => %{encoding: other}} when other != encoding ->
        {:reply, {:error, {:changed_encoding, other}}, state}

      %{^name => device} ->
        add_capture(name, device, pid, state)

      _ ->
        replace_device(name, encoding, input, pid, state)
    end
  end

  def handle_call({:device_output, name, reference}, _from, state) do
    %{^name => device} = state.devices
    {_, output} = StringIO.contents(device.pid)
    start = Map.fetch!(device.captures, reference)
    {:reply, binary_part(output, start, byte_size(output) - start), state}
  end

  def handle_call({:device_capture_off, reference}, _from, state) do
    Process.demonitor(reference, [:flush])
    {:reply, :ok, release_device(reference, state)}
  end

  def handle_call({:log_capture_on, pid, device, options}, _from, state) do
    reference = Process.monitor(pid)
    options = Keyword.put_new(options, :level, :all)
    formatter = log_formatter(options)
    level = options[:level] || :all
    :ets.insert(@name, {reference, device, level, formatter})
    state = if state.logs == %{}, do: add_log_handler(state), else: state
    {:reply, reference, put_in(state.logs[reference], device)}
  end

  def handle_call({:log_capture_off, reference}, _from, state) do
    Process.demonitor(reference, [:flush])
    {:reply, :ok, release_log(reference, state)}
  end

  @impl true
  def handle_info({:DOWN, reference, _, _, _}, state) do
    {:noreply, release_log(reference, release_device(reference, state))}
  end

  def handle_info(_, state), do: {:noreply, state}

  ## Devices

  defp add_capture(name, device, pid, state) do
    reference = Process.monitor(pid)
    {_, output} = StringIO.contents(device.pid)
    device = put_in(device.captures[reference], byte_size(output))
    {:reply, {:ok, reference}, put_in(state.devices[name], device)}
  end

  defp replace_device(name, encoding, input, pid, state) do
    case Process.whereis(name) do
      nil ->
        {:reply, {:error, :no_device}, state}

      original ->
        {:ok, string_io} = StringIO.open(input, encoding: encoding)
        Process.unregister(name)
        Process.register(string_io, name)
        reference = Process.monitor(pid)

        device = %{
          original: original,
          pid: string_io,
          encoding: encoding,
          input?: input != "",
          captures: %{reference => 0}
        }

        {:reply, {:ok, reference}, put_in(state.devices[name], device)}
    end
  end

  defp release_device(reference, state) do
    case Enum.find(state.devices, fn {_, device} -> is_map_key(device.captures, reference) end) do
      nil ->
        state

      {name, device} ->
        captures = Map.delete(device.captures, reference)

        if captures == %{} do
          restore(name, device)
          %{state | devices: Map.delete(state.devices, name)}
        else
          put_in(state.devices[name].captures, captures)
        end
    end
  end

  defp restore(name, device) do
    if Process.whereis(name), do: Process.unregister(name)
    Process.register(device.original, name)
    StringIO.close(device.pid)
  end

  ## Logs

  defp log_formatter(options) do
    {_, options} = Keyword.pop(options, :level)
    Logger.default_formatter(options)
  end

  defp add_log_handler(state) do
    default = remove_default_handler()
    :ok = :logger.add_handler(@handler_id, __MODULE__, %{})
    %{state | default_handler: default}
  end

  # While logs are captured they are not printed, unless somebody wants other handlers.
  defp remove_default_handler do
    with {:ok, config} <- :logger.get_handler_config(:default),
         :ok <- :logger.remove_handler(:default) do
      config
    else
      _ -> nil
    end
  end

  defp release_log(reference, state) do
    if is_map_key(state.logs, reference) do
      :ets.delete(@name, reference)
      logs = Map.delete(state.logs, reference)
      if logs == %{}, do: remove_log_handler(%{state | logs: logs}), else: %{state | logs: logs}
    else
      state
    end
  end

  defp remove_log_handler(state) do
    :ok = :logger.remove_handler(@handler_id)

    with %{module: module} = config <- state.default_handler do
      :logger.add_handler(:default, module, config)
    end

    %{state | default_handler: nil}
  end

  @doc false
  def log(event, _config) do
    for {_, device, level, {formatter, formatter_config}} <- :ets.tab2list(@name),
        :logger.compare_levels(event.level, level) in [:gt, :eq] do
      try do
        IO.write(device, formatter.format(event, formatter_config))
      rescue
        _ -> :ok
      end
    end

    :ok
  end
end
