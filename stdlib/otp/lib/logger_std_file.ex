# A file that a handler writes to: opened again when somebody has moved it, rotated when it grows too large. `log.txt` becomes
# `log.txt.0`, that `log.txt.1`, and so on.

defmodule :logger_std_file do
  @moduledoc false

  @doc "Opens the file of a handler: `{:ok, pid}`, or an error."
  def start(id, options) do
    starter = self()
    {pid, monitor} = :erlang.spawn_opt(fn -> init(starter, id, options) end, [:monitor])

    receive do
      {^pid, :ready} ->
        :erlang.demonitor(monitor, [:flush])
        :logger_server.watch(id, pid)
        {:ok, pid}

      {:DOWN, ^monitor, _, _, {:failed, reason}} ->
        {:error, reason}

      {:DOWN, ^monitor, _, _, reason} ->
        {:error, reason}
    end
  end

  @doc "Writes text; returns when the file has it."
  def write(pid, text), do: call(pid, {:write, :unicode.characters_to_binary(text)})

  @doc "Writes what is buffered to the disk."
  def sync(pid), do: call(pid, :sync)

  @doc "Changes what may be changed while the file is open."
  def configure(pid, options), do: call(pid, {:configure, options})

  @doc "Closes the file."
  def stop(pid), do: call(pid, :stop)

  defp call(pid, request) do
    monitor = :erlang.monitor(:process, pid)
    :erlang.send(pid, {request, self(), monitor})

    receive do
      {^monitor, reply} ->
        :erlang.demonitor(monitor, [:flush])
        reply

      {:DOWN, ^monitor, _, _, reason} ->
        {:error, {:terminated, reason}}
    end
  end

  defp init(starter, id, options) do
    :erlang.process_flag(:trap_exit, true)
    :erlang.group_leader(:erlang.whereis(:user), self())
    name = :erlang.binary_to_atom("logger_std_h_" <> :erlang.atom_to_binary(id))
    if :erlang.whereis(name) == :undefined, do: :erlang.register(name, self())
    path = :filename.absname(options.file)

    case open(path, options) do
      {:ok, state} ->
        :erlang.send(starter, {self(), :ready})
        state |> rotate() |> schedule_sync() |> loop()

      {:error, reason} ->
        :erlang.exit({:failed, {:open_failed, path, reason}})
    end
  end

  defp open(path, options) do
    :filelib.ensure_dir(path)

    with {:ok, device} <- :file.open(path, modes(options.modes)) do
      {:ok,
       %{
         path: path,
         options: options,
         device: device,
         size: :filelib.file_size(path),
         inode: inode(path),
         checked: now(),
         dirty: false
       }}
    end
  end

  defp modes(modes) do
    modes = if :append in modes or :write in modes, do: modes, else: [:append | modes]
    [:raw, :append | :lists.filter(&(&1 not in [:raw, :append, :write, :exclusive]), modes)]
  end

  defp inode(path) do
    case :file.read_file_info(path, [:raw]) do
      {:ok, info} -> {:erlang.element(10, info), :erlang.element(12, info)}
      {:error, _reason} -> :none
    end
  end

  defp now, do: :erlang.monotonic_time(:millisecond)

  defp loop(state) do
    receive do
      {{:write, text}, from, tag} ->
        state = state |> opened() |> put(text) |> rotate()
        :erlang.send(from, {tag, :ok})
        loop(state)

      {:sync, from, tag} ->
        :erlang.send(from, {tag, :file.sync(state.device)})
        loop(%{state | dirty: false})

      {{:configure, options}, from, tag} ->
        :erlang.send(from, {tag, :ok})
        loop(%{state | options: options})

      {:stop, from, tag} ->
        :file.sync(state.device)
        :file.close(state.device)
        :erlang.send(from, {tag, :ok})
        :erlang.exit(:shutdown)

      :sync ->
        if state.dirty, do: :file.sync(state.device)
        %{state | dirty: false} |> schedule_sync() |> loop()

      _stray ->
        loop(state)
    end
  end

  defp schedule_sync(%{options: %{filesync_repeat_interval: interval}} = state) do
    if is_integer(interval), do: :erlang.send_after(interval, self(), :sync)
    state
  end

  defp put(state, text) do
    :ok = :file.write(state.device, text)
    %{state | size: state.size + byte_size(text), dirty: true}
  end

  # Somebody may have moved or deleted the file, to rotate it by other means.
  defp opened(%{options: %{file_check: trusted}} = state) do
    cond do
      trusted != 0 and now() - state.checked < trusted -> state
      inode(state.path) == state.inode -> %{state | checked: now()}
      true -> reopened(state)
    end
  end

  defp reopened(state) do
    :file.close(state.device)
    {:ok, state} = open(state.path, state.options)
    state
  end

  defp rotate(%{options: %{max_no_bytes: limit}} = state) when not is_integer(limit), do: state

  defp rotate(%{options: %{max_no_bytes: limit}, size: size} = state) when size <= limit,
    do: state

  defp rotate(%{options: %{max_no_files: count} = options} = state) do
    :file.close(state.device)

    if count == 0 do
      :file.delete(state.path)
    else
      shift(state.path, count - 1, options)
      :file.rename(state.path, archive(state.path, 0, false))
      if options.compress_on_rotate, do: compress(archive(state.path, 0, false))
    end

    {:ok, state} = open(state.path, options)
    state
  end

  # The oldest one falls off the end.
  defp shift(path, 0, _options) do
    for compressed? <- [false, true], do: :file.delete(archive(path, 0, compressed?))
  end

  defp shift(path, number, options) do
    for compressed? <- [false, true] do
      :file.delete(archive(path, number, compressed?))
      :file.rename(archive(path, number - 1, compressed?), archive(path, number, compressed?))
    end

    if number > 1, do: shift(path, number - 1, options)
  end

  defp archive(path, number, compressed?) do
    path ++ ~c"." ++ :erlang.integer_to_list(number) ++ if(compressed?, do: ~c".gz", else: [])
  end

  defp compress(path) do
    {:ok, content} = :file.read_file(path)
    :ok = :file.write_file(path ++ ~c".gz", :zlib.gzip(content))
    :file.delete(path)
  end
end
