# The server behind an open file: a process that answers the I/O protocol, and what `:file` asks of files. Not the functions
# that callers use: these are in `:file`, `:io` and `IO`.

defmodule :file_io_server do
  @moduledoc false

  # The bytes are in a file of the host, `{:host, handle}`, or in memory, `{:memory, bytes, position}`: those of `ram` files,
  # and compressed ones. The state:
  #
  #     store     where the bytes are
  #     access    whether it may be read and written
  #     append    whether what is written goes to the end
  #     save      for a compressed file that is written: the path that it goes to when it is closed
  #     owner     the monitor of the process that opened it
  #     binary    whether text is given as binaries or as lists
  #     encoding  how text is written in the file: :latin1, :unicode, or another of `:unicode`
  #     buffer    bytes that were read and not yet asked for; UTF-8 if the encoding is neither Latin-1 nor UTF-8
  #     undecoded bytes behind these that are not a whole character yet
  #     delay     nil, or {size, milliseconds}: how much is held back, and how long
  #     held      what is held back, last first, and its size

  @chunk 8192

  @doc """
  Starts the server of a file that the calling process opens. `mode` is a map of what `:file.open/2` was told.
  """
  @spec start(binary, map) :: {:ok, pid} | {:error, atom}
  def start(path, mode) do
    owner = self()
    reference = :erlang.make_ref()

    pid =
      :erlang.spawn(fn ->
        case open(path, mode) do
          {:ok, store} ->
            send(owner, {reference, :ok})
            owner |> initial(store, path, mode) |> loop()

          {:error, reason} ->
            send(owner, {reference, {:error, reason}})
        end
      end)

    monitor = :erlang.monitor(:process, pid)

    receive do
      {^reference, reply} ->
        :erlang.demonitor(monitor, [:flush])
        with :ok <- reply, do: {:ok, pid}

      {:DOWN, ^monitor, _, _, reason} ->
        {:error, reason}
    end
  end

  defp open(bytes, %{ram: true} = mode) do
    {:ok, {:memory, if(truncates?(mode), do: "", else: bytes), 0}}
  end

  defp open(path, %{compressed: true} = mode) do
    with {:ok, handle} <- :prim_file.open(path, mode.bits),
         {:ok, bytes} <- content(handle, mode) do
      :prim_file.close(handle)
      {:ok, {:memory, bytes, 0}}
    end
  end

  defp open(path, mode) do
    with {:ok, handle} <- :prim_file.open(path, mode.bits), do: {:ok, {:host, handle}}
  end

  defp truncates?(mode), do: mode.write and not mode.read and not mode.append

  # A file that is not compressed is read as it is.
  defp content(handle, %{read: true}) do
    case read_all(handle, []) do
      {:ok, <<0x1F, 0x8B, _::binary>> = bytes} -> {:ok, :zlib.gunzip(bytes)}
      other -> other
    end
  end

  defp content(_handle, _mode), do: {:ok, ""}

  defp read_all(handle, chunks) do
    case :prim_file.read(handle, 65_536) do
      {:ok, chunk} -> read_all(handle, [chunk | chunks])
      :eof -> {:ok, chunks |> :lists.reverse() |> :erlang.iolist_to_binary()}
      error -> error
    end
  end

  defp initial(owner, store, path, mode) do
    %{
      store: store,
      access: {mode.read, mode.write},
      append: mode.append,
      save: if(mode.compressed and mode.write, do: path),
      owner: :erlang.monitor(:process, owner),
      binary: mode.binary,
      encoding: mode.encoding,
      buffer: "",
      undecoded: "",
      delay: mode.delay,
      held: {[], 0}
    }
  end

  defp loop(%{owner: owner} = state) do
    receive do
      {:io_request, from, reply_as, request} when is_pid(from) ->
        continue(request(request, state), from, {:io_reply, reply_as})

      {:file_request, from, reply_as, request} when is_pid(from) ->
        continue(file_request(request, state), from, {:file_reply, reply_as})

      {:DOWN, ^owner, _, _, _} ->
        close(state)

      :flush ->
        {_result, state} = flush(state)
        loop(state)

      _unknown ->
        loop(state)
    end
  end

  defp continue({:reply, reply, state}, from, {kind, reply_as}) do
    send(from, {kind, reply_as, reply})
    loop(state)
  end

  defp continue({:stop, reply, _state}, from, {kind, reply_as}) do
    send(from, {kind, reply_as, reply})
  end

  ## The I/O protocol

  defp request({:put_chars, encoding, chars}, state), do: put_chars(encoding, chars, state)
  defp request({:put_chars, chars}, state), do: put_chars(:latin1, chars, state)

  defp request({:put_chars, encoding, module, function, args}, state) do
    try do
      apply(module, function, args)
    catch
      _kind, _reason -> {:reply, {:error, :arguments}, state}
    else
      chars -> put_chars(encoding, chars, state)
    end
  end

  defp request({:put_chars, module, function, args}, state),
    do: request({:put_chars, :latin1, module, function, args}, state)

  defp request({:requests, requests}, state), do: requests(requests, {:reply, :ok, state})

  defp request({:setopts, options}, state) do
    case :io_request.options(options, state) do
      {:ok, state} -> {:reply, :ok, state}
      error -> {:reply, error, state}
    end
  catch
    :error, {:badkey, _} -> {:reply, {:error, :enotsup}, state}
  end

  defp request(:getopts, state),
    do: {:reply, [binary: state.binary, encoding: state.encoding], state}

  defp request({:get_geometry, _}, state), do: {:reply, {:error, :enotsup}, state}

  defp request(request, state) do
    case :io_request.input(request) do
      {:ok, _prompt, input} ->
        case flush(state) do
          {:ok, state} -> input(input, state)
          {error, state} -> {:reply, error, state}
        end

      :error ->
        {:reply, {:error, :request}, state}
    end
  end

  defp requests([request | requests], {:reply, reply, state}) when not is_tuple(reply),
    do: requests(requests, request(request, state))

  defp requests(_requests, result), do: result

  defp put_chars(encoding, chars, state) do
    case to_file(encoding, chars, state.encoding) do
      {:ok, bytes} ->
        {result, state} = write(bytes, state)
        {:reply, result, state}

      {:error, reason} ->
        {:stop, {:error, reason}, close_store(state)}
    end
  end

  defp to_file(:latin1, bytes, :latin1) when is_binary(bytes), do: {:ok, bytes}

  defp to_file(from, chars, to) do
    case :unicode.characters_to_binary(chars, from, to) do
      bytes when is_binary(bytes) -> {:ok, bytes}
      _not_text -> {:error, {:no_translation, from, to}}
    end
  catch
    :error, :badarg -> {:error, {:no_translation, from, to}}
  end

  ## Input

  defp input(input, %{encoding: encoding} = state) do
    wanted = elem(input, 1)
    # Bytes in Latin-1 are characters already; all else is UTF-8 in the buffer.
    own = if encoding == :latin1, do: :latin1, else: :unicode

    case take(put_elem(input, 1, own), state) do
      {:reply, reply, state} -> reply(reply, own, wanted, state)
      {:error, reason, state} -> {:reply, {:error, reason}, state}
    end
  end

  defp take(input, state) do
    case :io_request.take(input, state.buffer, false) do
      {:done, reply, rest} -> {:reply, reply, %{state | buffer: rest}}
      {:more, input, rest} -> take_more(input, %{state | buffer: rest})
    end
  end

  defp take_more(input, state) do
    case fill(state) do
      {:ok, state} ->
        take(input, state)

      {:eof, state} ->
        {:done, reply, rest} = :io_request.take(input, state.buffer <> state.undecoded, true)
        {:reply, reply, %{state | buffer: rest, undecoded: ""}}

      {:error, reason} ->
        {:error, reason, state}
    end
  end

  defp fill(%{encoding: encoding} = state) do
    case read(@chunk, state) do
      {{:ok, bytes}, state} when encoding in [:latin1, :unicode, :utf8] ->
        {:ok, %{state | buffer: state.buffer <> bytes}}

      {{:ok, bytes}, state} ->
        case :unicode.characters_to_binary(state.undecoded <> bytes, encoding, :unicode) do
          text when is_binary(text) ->
            {:ok, %{state | buffer: state.buffer <> text, undecoded: ""}}

          {:incomplete, text, rest} ->
            {:ok, %{state | buffer: state.buffer <> text, undecoded: rest}}

          {:error, _text, _rest} ->
            {:error, {:no_translation, encoding, :unicode}}
        end

      {:eof, state} ->
        {:eof, state}

      {{:error, reason}, _state} ->
        {:error, reason}
    end
  end

  # What is no text ends the server: nobody knows where the next character begins.
  defp reply({:error, :collect_line}, own, _wanted, state),
    do: {:stop, {:error, {:no_translation, own, own}}, close_store(state)}

  defp reply({:error, reason}, _own, _wanted, state),
    do: {:stop, {:error, reason}, close_store(state)}

  defp reply(reply, own, wanted, state) when is_binary(reply) do
    case convert(reply, own, wanted, state.binary) do
      :error -> {:stop, {:error, {:no_translation, own, wanted}}, close_store(state)}
      reply -> {:reply, reply, state}
    end
  end

  defp reply(reply, _own, _wanted, state), do: {:reply, reply, state}

  defp convert(text, same, same, true), do: text
  defp convert(text, same, same, false), do: to_list(text, same)

  defp convert(text, own, wanted, binary?) do
    case :unicode.characters_to_binary(text, own, wanted) do
      converted when is_binary(converted) and binary? -> converted
      converted when is_binary(converted) -> to_list(converted, wanted)
      _not_text -> :error
    end
  end

  defp to_list(bytes, :latin1), do: :erlang.binary_to_list(bytes)
  defp to_list(text, _unicode), do: :unicode.characters_to_list(text)

  ## What files do besides

  defp file_request(:close, state), do: {:stop, close(state), state}

  defp file_request(request, state) do
    case flush(state) do
      {:ok, state} -> flushed_request(request, state)
      {error, state} -> {:reply, error, state}
    end
  end

  defp flushed_request({:position, at}, state) do
    {reply, state} = position(at, state)
    {:reply, reply, state}
  end

  defp flushed_request({:pread, at, count}, state) do
    {reply, state} = state |> rewind() |> pread(at, count)
    {:reply, if(state.binary, do: reply, else: as_list(reply)), state}
  end

  defp flushed_request({:pwrite, at, data}, state) do
    {reply, state} = state |> rewind() |> pwrite(at, :erlang.iolist_to_binary(data))
    {:reply, reply, state}
  catch
    :error, :badarg -> {:reply, {:error, :badarg}, state}
  end

  defp flushed_request(:truncate, state) do
    {reply, state} = state |> rewind() |> truncate()
    {:reply, reply, state}
  end

  defp flushed_request(sync, %{store: {:host, handle}} = state) when sync in [:sync, :datasync],
    do: {:reply, :prim_file.sync(handle), state}

  defp flushed_request(:read_handle_info, %{store: {:host, handle}} = state),
    do: {:reply, :prim_file.read_handle_info(handle), state}

  defp flushed_request(request, state) when request in [:sync, :datasync],
    do: {:reply, :ok, state}

  defp flushed_request({advice, _, _, _}, state) when advice == :advise, do: {:reply, :ok, state}
  defp flushed_request({:allocate, _, _}, state), do: {:reply, {:error, :enotsup}, state}
  defp flushed_request(_request, state), do: {:reply, {:error, :request}, state}

  defp as_list({:ok, bytes}), do: {:ok, :erlang.binary_to_list(bytes)}
  defp as_list(other), do: other

  # Positions from where the reader is, not from where reading ahead has come.
  defp position(at, state) do
    case seek(state |> rewind(), at) do
      {{:ok, position}, state} -> {{:ok, position}, state}
      {error, state} -> {error, state}
    end
  end

  defp rewind(%{buffer: "", undecoded: ""} = state), do: state

  defp rewind(%{encoding: encoding, buffer: buffer, undecoded: undecoded} = state) do
    ahead =
      if encoding in [:latin1, :unicode, :utf8],
        do: byte_size(buffer),
        else: byte_size(:unicode.characters_to_binary(buffer, :unicode, encoding))

    {_result, state} = seek(state, {:cur, -ahead - byte_size(undecoded)})
    %{state | buffer: "", undecoded: ""}
  end

  ## Writing, perhaps later

  defp write(_bytes, %{access: {_, false}} = state), do: {{:error, :ebadf}, state}
  defp write(bytes, %{delay: nil} = state), do: state |> rewind() |> put(bytes)

  defp write(bytes, %{delay: {size, milliseconds}, held: {held, held_size}} = state) do
    if held_size == 0, do: :erlang.send_after(milliseconds, self(), :flush)
    state = %{state | held: {[bytes | held], held_size + byte_size(bytes)}}
    if elem(state.held, 1) >= size, do: flush(state), else: {:ok, state}
  end

  defp flush(%{held: {[], 0}} = state), do: {:ok, state}

  defp flush(%{held: {held, _}} = state) do
    bytes = held |> :lists.reverse() |> :erlang.iolist_to_binary()
    %{state | held: {[], 0}} |> rewind() |> put(bytes)
  end

  defp close(state) do
    {flushed, state} = flush(state)
    saved = save(state)
    closed = close_store(state)
    Enum.find([flushed, saved, elem(closed.store, 1)], :ok, &match?({:error, _}, &1))
  end

  defp save(%{save: nil}), do: :ok

  defp save(%{save: path, store: {:memory, bytes, _}, append: append}),
    do: :prim_file.write_file(path, :zlib.gzip(bytes), if(append, do: 6, else: 2))

  defp close_store(%{store: {:host, handle}} = state),
    do: %{state | store: {:closed, :prim_file.close(handle)}}

  defp close_store(state), do: %{state | store: {:closed, :ok}}

  ## The bytes

  defp read(_count, %{access: {false, _}} = state), do: {{:error, :ebadf}, state}
  defp read(count, %{store: {:host, handle}} = state), do: {:prim_file.read(handle, count), state}

  defp read(count, %{store: {:memory, bytes, position}} = state) do
    {result, state} = pread(state, position, count)

    case result do
      {:ok, read} -> {result, %{state | store: {:memory, bytes, position + byte_size(read)}}}
      other -> {other, state}
    end
  end

  defp put(%{store: {:host, handle}} = state, bytes), do: {:prim_file.write(handle, bytes), state}

  defp put(%{store: {:memory, held, position}} = state, bytes) do
    at = if state.append, do: byte_size(held), else: position
    {result, state} = pwrite(state, at, bytes)
    {:memory, held, _} = state.store
    {result, %{state | store: {:memory, held, at + byte_size(bytes)}}}
  end

  defp pread(%{store: {:host, handle}} = state, at, count),
    do: {:prim_file.pread(handle, at, count), state}

  defp pread(%{store: {:memory, bytes, _}} = state, at, count) do
    case min(count, byte_size(bytes) - at) do
      left when left > 0 -> {{:ok, :erlang.binary_part(bytes, at, left)}, state}
      _ when count == 0 -> {{:ok, ""}, state}
      _ -> {:eof, state}
    end
  end

  defp pwrite(%{store: {:host, handle}} = state, at, bytes),
    do: {:prim_file.pwrite(handle, at, bytes), state}

  defp pwrite(%{store: {:memory, held, position}} = state, at, bytes) do
    size = byte_size(held)
    gap = max(at - size, 0) * 8
    before = :erlang.binary_part(held, 0, min(at, size))
    behind = max(size - at - byte_size(bytes), 0)
    rest = :erlang.binary_part(held, size - behind, behind)
    held = <<before::binary, 0::size(gap), bytes::binary, rest::binary>>
    {:ok, %{state | store: {:memory, held, position}}}
  end

  defp truncate(%{store: {:host, handle}} = state), do: {:prim_file.truncate(handle), state}

  defp truncate(%{store: {:memory, bytes, position}} = state) do
    cut = :erlang.binary_part(bytes, 0, min(position, byte_size(bytes)))
    {:ok, %{state | store: {:memory, cut, position}}}
  end

  defp seek(%{store: {:host, handle}} = state, at) do
    case at do
      {from, offset} when from in [:bof, :cur, :eof] and is_integer(offset) ->
        {:prim_file.seek(handle, from, offset), state}

      from when from in [:bof, :cur, :eof] ->
        {:prim_file.seek(handle, from, 0), state}

      offset when is_integer(offset) ->
        {:prim_file.seek(handle, :bof, offset), state}

      _ ->
        {{:error, :badarg}, state}
    end
  end

  defp seek(%{store: {:memory, bytes, position}} = state, at) do
    target =
      case at do
        {:bof, offset} when is_integer(offset) -> offset
        {:cur, offset} when is_integer(offset) -> position + offset
        {:eof, offset} when is_integer(offset) -> byte_size(bytes) + offset
        :bof -> 0
        :cur -> position
        :eof -> byte_size(bytes)
        offset when is_integer(offset) -> offset
        _ -> nil
      end

    cond do
      target == nil -> {{:error, :badarg}, state}
      target < 0 -> {{:error, :einval}, state}
      true -> {{:ok, target}, %{state | store: {:memory, bytes, target}}}
    end
  end
end
