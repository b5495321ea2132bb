# Erlang's `file`: files and directories of the host. What the host does is in `:prim_file`; the processes behind open files
# are in `:file_io_server`.

defmodule :file do
  @moduledoc """
  Files and directories of the host.

  Functions return `:ok`, `{:ok, value}`, or `{:error, reason}` with a POSIX name. Names are binaries, charlists or atoms; those
  that are returned are charlists.

  An open file is a process that answers the I/O protocol of `:io`; it is closed when the process that opened it ends. With
  the mode `raw`, it is a tuple that only functions of this module take, which is faster.
  """

  @typedoc "A name: text, or a deep list of it."
  @type name :: binary | charlist | atom | list
  @type name_all :: name | binary
  @type posix :: atom
  @type reason :: posix | :badarg | :terminated | :system_limit
  @type fd :: {:file_descriptor, module, map}
  @type io_device :: pid | fd
  @type location ::
          integer | {:bof | :cur | :eof, integer} | :bof | :cur | :eof
  @type mode ::
          :read
          | :write
          | :append
          | :exclusive
          | :raw
          | :binary
          | :compressed
          | :delayed_write
          | {:delayed_write, non_neg_integer, non_neg_integer}
          | :read_ahead
          | {:read_ahead, pos_integer}
          | {:encoding, :unicode.encoding()}
          | :ram
          | :sync
          | :directory
  @type date_time :: {{integer, 1..12, 1..31}, {0..23, 0..59, 0..59}}
  @type file_info :: tuple
  @type file_info_option :: {:time, :local | :universal | :posix} | :raw

  # The bits of `:prim_file.open/2`.
  @read 1
  @write 2
  @append 4
  @exclusive 8
  @synchronous 32

  @unix_epoch 62_167_219_200

  ## Opening and closing

  @doc """
  Opens a file with the given modes, `[:read]` if none says what for.

      iex> :file.open("/no/such/file", [:read])
      {:error, :enoent}
  """
  @spec open(name | iodata, [mode]) :: {:ok, io_device} | {:error, reason}
  def open(name, modes) when is_list(modes) do
    mode = mode(modes)

    cond do
      mode.ram ->
        :file_io_server.start(:erlang.iolist_to_binary(name), mode)

      mode.directory ->
        on_path(name, &open_directory/1)

      mode.raw and not mode.compressed ->
        on_path(name, &open_raw(&1, mode))

      true ->
        on_path(name, &:file_io_server.start(&1, mode))
    end
  end

  def open(name, _mode), do: open(name, [:read])

  # A directory can be opened, but nothing be done with it.
  defp open_directory(path) do
    case :prim_file.read_info(path, true) do
      {:ok, info} when elem(info, 1) == :directory ->
        {:ok, {:file_descriptor, :prim_file, %{directory: path}}}

      {:ok, _info} ->
        {:error, :enotdir}

      error ->
        error
    end
  end

  defp open_raw(path, mode) do
    with {:ok, handle} <- :prim_file.open(path, mode.bits) do
      module = if mode.binary, do: :prim_file, else: :raw_file_io_list
      {:ok, {:file_descriptor, module, %{handle: handle}}}
    end
  end

  defp mode(modes) do
    initial = %{
      read: :read in modes,
      write: :write in modes or :append in modes or :exclusive in modes,
      append: :append in modes,
      raw: :raw in modes,
      ram: :ram in modes,
      directory: :directory in modes,
      binary: :binary in modes,
      compressed: :compressed in modes or :compressed_one in modes,
      encoding: :latin1,
      delay: nil,
      bits: 0
    }

    # A file that is opened for nothing is opened to be read.
    initial = if initial.write, do: initial, else: %{initial | read: true}
    bits = if initial.read, do: @read, else: 0
    bits = if initial.write, do: :erlang.bor(bits, @write), else: bits

    Enum.reduce(modes, %{initial | bits: bits}, fn
      :append, mode -> with_bit(mode, @append)
      :exclusive, mode -> with_bit(mode, @exclusive)
      :sync, mode -> with_bit(mode, @synchronous)
      :delayed_write, mode -> %{mode | delay: {65_536, 2000}}
      {:delayed_write, size, milliseconds}, mode -> %{mode | delay: {size, milliseconds}}
      {:encoding, :utf8}, mode -> %{mode | encoding: :unicode}
      {:encoding, encoding}, mode -> %{mode | encoding: encoding}
      _other, mode -> mode
    end)
  end

  defp with_bit(mode, bit), do: %{mode | bits: :erlang.bor(mode.bits, bit)}

  @doc """
  Closes a file.
  """
  @spec close(io_device) :: :ok | {:error, reason}
  def close(pid) when is_pid(pid) do
    case file_request(pid, :close) do
      {:error, :terminated} -> :ok
      result -> result
    end
  end

  def close({:file_descriptor, _, %{handle: handle}}), do: :prim_file.close(handle)
  def close({:file_descriptor, _, %{directory: _}}), do: :ok
  def close(_other), do: {:error, :badarg}

  @doc """
  Opens the first file of that name in a list of directories, and says which it is.
  """
  @spec path_open([name], name, [mode]) :: {:ok, io_device, name} | {:error, reason}
  def path_open(directories, name, modes), do: along(directories, name, &open(&1, modes))

  # What a function gives for the first of the directories that has such a file, with the path.
  defp along(directories, name, fun) do
    if :filename.pathtype(name) == :absolute,
      do: name |> fun.() |> with_path(name),
      else: along(directories, name, fun, {:error, :enoent})
  end

  defp along([directory | directories], name, fun, _error) do
    path = :filename.join(directory, name)

    case fun.(path) do
      {:error, :enoent} = error -> along(directories, name, fun, error)
      result -> with_path(result, path)
    end
  end

  defp along([], _name, _fun, error), do: error

  defp with_path({:ok, value}, path), do: {:ok, value, path}
  defp with_path(:ok, path), do: {:ok, path}
  defp with_path(error, _path), do: error

  ## Files in Erlang's syntax

  @doc """
  Reads a file of terms in Erlang's syntax, each of which ends with a dot.
  """
  @spec consult(name) :: {:ok, [term]} | {:error, reason | tuple}
  def consult(name) do
    with {:ok, text} <- erlang_text(name), do: terms(text, 1, [])
  end

  @doc """
  Reads the first file of terms of that name in a list of directories, and says which it is.
  """
  @spec path_consult([name], name) :: {:ok, [term], name} | {:error, reason | tuple}
  def path_consult(directories, name), do: along(directories, name, &consult/1)

  @doc """
  Evaluates a file of expressions in Erlang's syntax.
  """
  @spec eval(name) :: :ok | {:error, reason | tuple}
  def eval(name), do: eval(name, [])

  @doc """
  Evaluates a file of expressions in Erlang's syntax, with variables that are bound.
  """
  @spec eval(name, :erl_eval.bindings()) :: :ok | {:error, reason | tuple}
  def eval(name, bindings) do
    with {:ok, text} <- erlang_text(name) do
      case evaluate(text, 1, :none, [], bindings) do
        {_, [error | _], _} -> {:error, error}
        _ -> :ok
      end
    end
  end

  @doc """
  Evaluates the first file of expressions of that name in a list of directories, and says which it is.
  """
  @spec path_eval([name], name) :: {:ok, name} | {:error, reason | tuple}
  def path_eval(directories, name), do: along(directories, name, &eval/1)

  @doc """
  Evaluates a file of expressions in Erlang's syntax, and returns the value of the last one.
  """
  @spec script(name) :: {:ok, term} | {:error, reason | tuple}
  def script(name), do: script(name, [])

  @doc """
  Evaluates a file of expressions with variables that are bound, and returns the value of the last one.
  """
  @spec script(name, :erl_eval.bindings()) :: {:ok, term} | {:error, reason | tuple}
  def script(name, bindings) do
    with {:ok, text} <- erlang_text(name) do
      case evaluate(text, 1, :none, [], bindings) do
        {_, [error | _], _} -> {:error, error}
        {{:value, value}, [], _} -> {:ok, value}
        {:none, [], line} -> {:error, {line, :file, :undefined_script}}
      end
    end
  end

  @doc """
  Evaluates the first file of expressions of that name in a list of directories, and returns the value of the last one.
  """
  @spec path_script([name], name) :: {:ok, term, name} | {:error, reason | tuple}
  def path_script(directories, name), do: along(directories, name, &script/1)

  @doc """
  Evaluates the first file of expressions of that name in a list of directories, with variables that are bound.
  """
  @spec path_script([name], name, :erl_eval.bindings()) ::
          {:ok, term, name} | {:error, reason | tuple}
  def path_script(directories, name, bindings),
    do: along(directories, name, &script(&1, bindings))

  # A comment at the top can say that the text is not in UTF-8.
  defp erlang_text(name) do
    with {:ok, data} <- read_file(name) do
      top =
        data |> :binary.split("\n", [:global]) |> :lists.sublist(2) |> then(&:lists.join(?\n, &1))

      case :re.run(top, "coding[:=]\\s*latin-?1", [:caseless]) do
        {:match, _} ->
          {:ok, :erlang.binary_to_list(data)}

        :nomatch ->
          case :unicode.characters_to_list(data) do
            text when is_list(text) -> {:ok, text}
            _ -> {:error, {1, :file_io_server, :invalid_unicode}}
          end
      end
    end
  end

  defp terms(text, line, terms) do
    case form(text, line, &:erl_parse.parse_term/1) do
      {:ok, term, line, rest} -> terms(rest, line, [term | terms])
      {:error, error, _line, _rest} -> {:error, error}
      {:eof, _line} -> {:ok, :lists.reverse(terms)}
    end
  end

  # Goes on behind an error. Returns the last value, the errors, and the line of the end.
  defp evaluate(text, line, last, errors, bindings) do
    case form(text, line, &:erl_parse.parse_exprs/1) do
      {:ok, expressions, line, rest} ->
        {last, errors, bindings} = evaluate_form(expressions, line, last, errors, bindings)
        evaluate(rest, line, last, errors, bindings)

      {:error, error, line, rest} ->
        evaluate(rest, line, last, [error | errors], bindings)

      {:eof, line} ->
        {last, :lists.reverse(errors), line}
    end
  end

  defp evaluate_form(expressions, line, last, errors, bindings) do
    {:value, value, bindings} = :erl_eval.exprs(expressions, bindings)
    {{:value, value}, errors, bindings}
  catch
    class, reason ->
      {last, [{line, :file, {class, reason, __STACKTRACE__}} | errors], bindings}
  end

  defp form(:eof, line, _parser), do: {:eof, line}

  defp form(text, line, parser) do
    case :erl_scan.tokens([], text, line) do
      {:done, {:ok, tokens, line}, rest} -> parsed(parser.(tokens), line, rest)
      {:done, {:error, error, line}, rest} -> {:error, error, line, rest}
      {:more, continuation} -> last_form(continuation, line, parser)
    end
  end

  # Behind the last dot.
  defp last_form(continuation, line, parser) do
    case :erl_scan.tokens(continuation, :eof, line) do
      {:done, {:ok, tokens, line}, rest} -> parsed(parser.(tokens), line, rest)
      {:done, {:error, error, line}, rest} -> {:error, error, line, rest}
      {:done, {:eof, line}, _rest} -> {:eof, line}
    end
  end

  defp parsed({:ok, parsed}, line, rest), do: {:ok, parsed, line, rest}
  defp parsed({:error, error}, line, rest), do: {:error, error, line, rest}

  ## Requests to the process of a file

  defp file_request(pid, request) do
    reference = :erlang.monitor(:process, pid)
    send(pid, {:file_request, self(), reference, request})

    receive do
      {:file_reply, ^reference, reply} ->
        :erlang.demonitor(reference, [:flush])
        reply

      {:DOWN, ^reference, _, _, _reason} ->
        {:error, :terminated}
    end
  end

  ## Reading and writing

  @doc """
  Reads up to so many bytes: `{:ok, data}`, or `:eof`.
  """
  @spec read(io_device | atom, non_neg_integer) ::
          {:ok, charlist | binary} | :eof | {:error, reason}
  def read({:file_descriptor, module, %{handle: handle}}, count)
      when is_integer(count) and count >= 0,
      do: handle |> :prim_file.read(count) |> as(module)

  def read(device, count)
      when (is_pid(device) or is_atom(device)) and is_integer(count) and count >= 0,
      do: device |> :io.request({:get_chars, :latin1, ~c"", count}) |> ok()

  def read(_device, _count), do: {:error, :badarg}

  @doc """
  Reads a line with its end: `{:ok, data}`, or `:eof`. An end of two characters, as Windows has it, is read as one.
  """
  @spec read_line(io_device | atom) :: {:ok, charlist | binary} | :eof | {:error, reason}
  def read_line({:file_descriptor, module, %{handle: handle}}),
    do: handle |> raw_line(256, []) |> as(module)

  def read_line(device) when is_pid(device) or is_atom(device),
    do: device |> :io.request({:get_line, :latin1, ~c""}) |> ok()

  def read_line(_device), do: {:error, :badarg}

  # Reads ahead and goes back; what cannot go back is read byte by byte.
  defp raw_line(handle, count, chunks) do
    case :prim_file.read(handle, count) do
      {:ok, chunk} -> raw_line(handle, count, chunk, chunks)
      :eof when chunks == [] -> :eof
      :eof -> {:ok, joined(chunks)}
      error -> error
    end
  end

  defp raw_line(handle, count, chunk, chunks) do
    case :binary.match(chunk, "\n") do
      {at, 1} when at + 1 == byte_size(chunk) ->
        {:ok, [chunk | chunks] |> joined() |> unified()}

      {at, 1} ->
        line = :erlang.binary_part(chunk, 0, at + 1)

        with {:ok, _} <- :prim_file.seek(handle, :cur, at + 1 - byte_size(chunk)),
             do: {:ok, [line | chunks] |> joined() |> unified()}

      :nomatch when count > 1 and chunks == [] ->
        count = if match?({:ok, _}, :prim_file.seek(handle, :cur, 0)), do: 8192, else: 1
        raw_line(handle, count, [chunk])

      :nomatch ->
        raw_line(handle, count, [chunk | chunks])
    end
  end

  defp joined(chunks), do: chunks |> :lists.reverse() |> :erlang.iolist_to_binary()

  defp unified(line) do
    size = max(byte_size(line) - 2, 0)

    case line do
      <<text::binary-size(^size), "\r\n">> -> text <> "\n"
      line -> line
    end
  end

  defp ok(data) when is_binary(data) or is_list(data), do: {:ok, data}
  defp ok(other), do: other

  defp as({:ok, bytes}, :raw_file_io_list), do: {:ok, :erlang.binary_to_list(bytes)}
  defp as(result, _module), do: result

  @doc """
  Writes bytes.
  """
  @spec write(io_device | atom, iodata) :: :ok | {:error, reason}
  def write({:file_descriptor, _, %{handle: handle}}, data),
    do: on_data(data, &:prim_file.write(handle, &1))

  def write(device, data) when is_pid(device) or is_atom(device) do
    on_data(data, fn bytes ->
      case :io.request(device, {:put_chars, :latin1, bytes}) do
        {:error, :arguments} -> {:error, :badarg}
        result -> result
      end
    end)
  end

  def write(_device, _data), do: {:error, :badarg}

  defp on_data(data, fun) do
    try do
      {:ok, :erlang.iolist_to_binary(data)}
    catch
      :error, :badarg -> {:error, :badarg}
    else
      {:ok, bytes} -> fun.(bytes)
    end
  end

  @doc """
  Reads from several places: a list of `{location, count}`.
  """
  @spec pread(io_device, [{location, non_neg_integer}]) ::
          {:ok, [binary | charlist | :eof]} | {:error, reason}
  def pread(device, places) when is_list(places), do: pread_all(places, device, [])
  def pread(_device, _places), do: {:error, :badarg}

  defp pread_all([{at, count} | places], device, results) do
    case pread(device, at, count) do
      {:ok, data} -> pread_all(places, device, [data | results])
      :eof -> pread_all(places, device, [:eof | results])
      error -> error
    end
  end

  defp pread_all([], _device, results), do: {:ok, :lists.reverse(results)}
  defp pread_all(_places, _device, _results), do: {:error, :badarg}

  @doc """
  Reads up to so many bytes at a location.
  """
  @spec pread(io_device, location, non_neg_integer) ::
          {:ok, charlist | binary} | :eof | {:error, reason}
  def pread(device, at, count) when is_integer(count) and count >= 0 do
    with {:ok, at} <- absolute(device, at) do
      case device do
        {:file_descriptor, module, %{handle: handle}} ->
          handle |> :prim_file.pread(at, count) |> as(module)

        pid when is_pid(pid) ->
          file_request(pid, {:pread, at, count})

        _ ->
          {:error, :badarg}
      end
    end
  end

  def pread(_device, _at, _count), do: {:error, :badarg}

  defp absolute(_device, at) when is_integer(at),
    do: if(at >= 0, do: {:ok, at}, else: {:error, :einval})

  defp absolute(device, {:bof, at}) when is_integer(at), do: absolute(device, at)
  defp absolute(device, at), do: position(device, at)

  @doc """
  Writes in several places: a list of `{location, bytes}`. Of a failure, the number of those that went well is told.
  """
  @spec pwrite(io_device, [{location, iodata}]) :: :ok | {:error, {non_neg_integer, reason}}
  def pwrite(device, places) when is_list(places), do: pwrite_all(places, device, 0)
  def pwrite(_device, _places), do: {:error, :badarg}

  defp pwrite_all([{at, data} | places], device, done) do
    case pwrite(device, at, data) do
      :ok -> pwrite_all(places, device, done + 1)
      {:error, reason} -> {:error, {done, reason}}
    end
  end

  defp pwrite_all([], _device, _done), do: :ok
  defp pwrite_all(_places, _device, _done), do: {:error, :badarg}

  @doc """
  Writes bytes at a location.
  """
  @spec pwrite(io_device, location, iodata) :: :ok | {:error, reason}
  def pwrite(device, at, data) do
    with {:ok, at} <- absolute(device, at) do
      case device do
        {:file_descriptor, _, %{handle: handle}} ->
          on_data(data, &:prim_file.pwrite(handle, at, &1))

        pid when is_pid(pid) ->
          on_data(data, &file_request(pid, {:pwrite, at, &1}))

        _ ->
          {:error, :badarg}
      end
    end
  end

  @doc """
  Goes to a location: from the beginning (`:bof`, or an integer), from where the file stands (`:cur`), or from the end (`:eof`).
  """
  @spec position(io_device, location) :: {:ok, non_neg_integer} | {:error, reason}
  def position({:file_descriptor, _, %{handle: handle}}, location) do
    case location do
      {from, offset} when from in [:bof, :cur, :eof] and is_integer(offset) ->
        :prim_file.seek(handle, from, offset)

      from when from in [:bof, :cur, :eof] ->
        :prim_file.seek(handle, from, 0)

      offset when is_integer(offset) ->
        :prim_file.seek(handle, :bof, offset)

      _ ->
        {:error, :badarg}
    end
  end

  def position(pid, location) when is_pid(pid), do: file_request(pid, {:position, location})
  def position(_device, _location), do: {:error, :badarg}

  @doc """
  Cuts a file off where it stands.
  """
  @spec truncate(io_device) :: :ok | {:error, reason}
  def truncate(device), do: on_device(device, &:prim_file.truncate/1, :truncate)

  @doc """
  Waits until what was written is on the disk.
  """
  @spec sync(io_device) :: :ok | {:error, reason}
  def sync(device), do: on_device(device, &:prim_file.sync/1, :sync)

  @doc """
  Waits until the data that was written is on the disk.
  """
  @spec datasync(io_device) :: :ok | {:error, reason}
  def datasync(device), do: on_device(device, &:prim_file.sync/1, :datasync)

  @doc """
  Tells the host how a part of a file will be used. It is not told.
  """
  @spec advise(io_device, integer, integer, atom) :: :ok | {:error, reason}
  def advise(device, offset, length, advice),
    do: on_device(device, fn _handle -> :ok end, {:advise, offset, length, advice})

  @doc """
  Reserves room for a file. Hosts need not be able to.
  """
  @spec allocate(io_device, non_neg_integer, non_neg_integer) :: :ok | {:error, reason}
  def allocate(device, offset, length),
    do: on_device(device, fn _handle -> {:error, :enotsup} end, {:allocate, offset, length})

  defp on_device({:file_descriptor, _, %{handle: handle}}, fun, _request), do: fun.(handle)
  defp on_device(pid, _fun, request) when is_pid(pid), do: file_request(pid, request)
  defp on_device(_device, _fun, _request), do: {:error, :badarg}

  ## Whole files

  @doc """
  Returns what is in a file.
  """
  @spec read_file(name) :: {:ok, binary} | {:error, reason}
  def read_file(name), do: on_path(name, &:prim_file.read_file/1)

  @doc """
  Returns what is in a file. The option `raw` changes nothing.
  """
  @spec read_file(name, [:raw]) :: {:ok, binary} | {:error, reason}
  def read_file(name, options) when is_list(options), do: read_file(name)

  @doc """
  Writes a file.
  """
  @spec write_file(name, iodata) :: :ok | {:error, reason}
  def write_file(name, data), do: write_file(name, data, [])

  @doc """
  Writes a file that is opened with further modes.
  """
  @spec write_file(name, iodata, [mode]) :: :ok | {:error, reason}
  def write_file(name, data, modes) when is_list(modes) do
    mode = mode([:write, :binary | modes])

    on_data(data, fn bytes ->
      if mode.compressed or mode.encoding != :latin1 or mode.ram,
        do: through_device(name, bytes, modes),
        else: on_path(name, &:prim_file.write_file(&1, bytes, mode.bits))
    end)
  end

  def write_file(_name, _data, _modes), do: {:error, :badarg}

  defp through_device(name, bytes, modes) do
    with {:ok, device} <- open(name, [:write, :binary | List.delete(modes, :raw)]) do
      written = write(device, bytes)
      closed = close(device)
      if written == :ok, do: closed, else: written
    end
  end

  @doc """
  Copies a file: `{:ok, bytes}`.
  """
  @spec copy(source, source) :: {:ok, non_neg_integer} | {:error, reason}
        when source: io_device | name | {name, [mode]}
  def copy(source, destination), do: copy(source, destination, :infinity)

  @doc """
  Copies up to so many bytes of a file. Both files are names, names with modes, or open.
  """
  @spec copy(source, source, non_neg_integer | :infinity) ::
          {:ok, non_neg_integer} | {:error, reason}
        when source: io_device | name | {name, [mode]}
  def copy(source, destination, count)
      when count == :infinity or (is_integer(count) and count >= 0) do
    with_device(source, [:read], fn from ->
      with_device(destination, [:write], &copy_bytes(from, &1, count, 0))
    end)
  end

  def copy(_source, _destination, _count), do: {:error, :badarg}

  defp with_device(device, _modes, fun) when is_pid(device), do: fun.(device)
  defp with_device({:file_descriptor, _, _} = device, _modes, fun), do: fun.(device)

  defp with_device({name, modes}, more, fun) when is_list(modes) do
    modes = if :encoding in modes or :compressed in modes, do: modes, else: [:raw | modes]

    with {:ok, device} <- open(name, more ++ [:binary | modes]) do
      try do
        fun.(device)
      after
        close(device)
      end
    end
  end

  defp with_device(name, modes, fun), do: with_device({name, []}, modes, fun)

  defp copy_bytes(_from, _to, 0, done), do: {:ok, done}

  defp copy_bytes(from, to, left, done) do
    case read(from, min(left, 65_536)) do
      {:ok, data} ->
        size = :erlang.iolist_size(data)
        left = if left == :infinity, do: left, else: left - size
        with :ok <- write(to, data), do: copy_bytes(from, to, left, done + size)

      :eof ->
        {:ok, done}

      error ->
        error
    end
  end

  ## Directories

  @doc """
  Returns the directory that relative names start from.
  """
  @spec get_cwd() :: {:ok, charlist} | {:error, reason}
  def get_cwd, do: :prim_file.get_cwd() |> as_text()

  @doc """
  Returns the working directory of a drive; hosts of today have none.
  """
  @spec get_cwd(charlist) :: {:ok, charlist} | {:error, reason}
  def get_cwd(drive) when is_list(drive), do: {:error, :enotsup}
  def get_cwd(_drive), do: {:error, :badarg}

  @doc """
  Changes the directory that relative names start from.
  """
  @spec set_cwd(name) :: :ok | {:error, reason}
  def set_cwd(name), do: on_path(name, &:prim_file.set_cwd/1)

  @doc """
  Returns the names in a directory, in no particular order.
  """
  @spec list_dir(name) :: {:ok, [charlist]} | {:error, reason}
  def list_dir(name) do
    with {:ok, names} <- on_path(name, &:prim_file.list_dir/1) do
      {:ok, for(name <- names, is_list(text = name_text(name)), do: text)}
    end
  end

  @doc """
  Returns the names in a directory; those that are not UTF-8 as binaries.
  """
  @spec list_dir_all(name) :: {:ok, [charlist | binary]} | {:error, reason}
  def list_dir_all(name) do
    with {:ok, names} <- on_path(name, &:prim_file.list_dir/1),
         do: {:ok, Enum.map(names, &name_text/1)}
  end

  defp name_text(name) do
    case :unicode.characters_to_list(name) do
      text when is_list(text) -> text
      _no_text -> name
    end
  end

  @doc """
  Makes a directory.
  """
  @spec make_dir(name) :: :ok | {:error, reason}
  def make_dir(name), do: on_path(name, &:prim_file.make_dir/1)

  @doc """
  Deletes an empty directory.
  """
  @spec del_dir(name) :: :ok | {:error, reason}
  def del_dir(name), do: on_path(name, &delete_directory/1)

  # The system may say of a directory that is not empty that it exists.
  defp delete_directory(path) do
    case :prim_file.del_dir(path) do
      {:error, :enotempty} -> {:error, :eexist}
      result -> result
    end
  end

  @doc """
  Deletes a file, or a directory with all that is in it.
  """
  @spec del_dir_r(name) :: :ok | {:error, reason}
  def del_dir_r(name), do: on_path(name, &delete_tree/1)

  defp delete_tree(path) do
    case :prim_file.read_info(path, false) do
      {:ok, info} when elem(info, 1) == :directory ->
        with {:ok, names} <- :prim_file.list_dir(path),
             :ok <- first_error(names, &delete_tree(path <> "/" <> &1)),
             do: delete_directory(path)

      {:ok, _info} ->
        :prim_file.delete(path)

      error ->
        error
    end
  end

  defp first_error([name | names], fun) do
    with :ok <- fun.(name), do: first_error(names, fun)
  end

  defp first_error([], _fun), do: :ok

  ## Files by name

  @doc """
  Deletes a file.
  """
  @spec delete(name) :: :ok | {:error, reason}
  def delete(name), do: on_path(name, &:prim_file.delete/1)

  @doc """
  Deletes a file. The option `raw` changes nothing.
  """
  @spec delete(name, [:raw]) :: :ok | {:error, reason}
  def delete(name, options) when is_list(options), do: delete(name)

  @doc """
  Gives a file or directory another name.
  """
  @spec rename(name, name) :: :ok | {:error, reason}
  def rename(from, to), do: on_paths(from, to, &:prim_file.rename/2)

  @doc """
  Gives an existing file a second name.
  """
  @spec make_link(name, name) :: :ok | {:error, reason}
  def make_link(existing, new), do: on_paths(existing, new, &:prim_file.make_link/2)

  @doc """
  Makes a symbolic link `new` that names another path.
  """
  @spec make_symlink(name, name) :: :ok | {:error, reason}
  def make_symlink(existing, new), do: on_paths(existing, new, &:prim_file.make_symlink/2)

  @doc """
  Returns the path that a symbolic link names.
  """
  @spec read_link(name) :: {:ok, charlist} | {:error, reason}
  def read_link(name), do: name |> on_path(&:prim_file.read_link/1) |> as_text()

  @doc """
  Returns the path that a symbolic link names, as a binary if it is not UTF-8.
  """
  @spec read_link_all(name) :: {:ok, charlist | binary} | {:error, reason}
  def read_link_all(name), do: read_link(name)

  defp as_text({:ok, bytes}), do: {:ok, name_text(bytes)}
  defp as_text(error), do: error

  ## Information

  @doc """
  Returns a record `file_info` about a file. Links are followed.
  """
  @spec read_file_info(name | io_device) :: {:ok, file_info} | {:error, reason}
  def read_file_info(file), do: read_file_info(file, [])

  @doc """
  Returns a record `file_info` about a file. Times are those of the option `time`: `local` (the default), `universal` or
  `posix`.
  """
  @spec read_file_info(name | io_device, [file_info_option]) ::
          {:ok, file_info} | {:error, reason}
  def read_file_info(pid, options) when is_pid(pid),
    do: pid |> file_request(:read_handle_info) |> record(options)

  def read_file_info({:file_descriptor, _, %{handle: handle}}, options),
    do: handle |> :prim_file.read_handle_info() |> record(options)

  def read_file_info(name, options),
    do: name |> on_path(&:prim_file.read_info(&1, true)) |> record(options)

  @doc """
  Returns a record `file_info` about a file, or the link itself.
  """
  @spec read_link_info(name) :: {:ok, file_info} | {:error, reason}
  def read_link_info(name), do: read_link_info(name, [])

  @doc """
  Returns a record `file_info` about a file, or the link itself, with times as the option `time` says.
  """
  @spec read_link_info(name, [file_info_option]) :: {:ok, file_info} | {:error, reason}
  def read_link_info(name, options),
    do: name |> on_path(&:prim_file.read_info(&1, false)) |> record(options)

  defp record({:ok, info}, options) do
    case time_option(options) do
      time when time in [:local, :universal, :posix] -> {:ok, with_times(info, time)}
      _other -> {:error, :badarg}
    end
  end

  defp record(error, _options), do: error

  defp with_times(info, time) do
    [size, type, access, atime, mtime, ctime | rest] = Tuple.to_list(info)
    times = Enum.map([atime, mtime, ctime], &from_posix(&1, time))
    List.to_tuple([:file_info, size, type, access] ++ times ++ rest)
  end

  defp time_option(options), do: :proplists.get_value(:time, options, :local)

  defp from_posix(seconds, :posix), do: seconds

  defp from_posix(seconds, :universal),
    do: :calendar.gregorian_seconds_to_datetime(seconds + @unix_epoch)

  defp from_posix(seconds, :local),
    do: seconds |> from_posix(:universal) |> :erlang.universaltime_to_localtime()

  defp to_posix(seconds, _time) when is_integer(seconds), do: seconds

  defp to_posix(datetime, :local),
    do: datetime |> :erlang.localtime_to_universaltime() |> to_posix(:universal)

  defp to_posix(datetime, _universal),
    do: :calendar.datetime_to_gregorian_seconds(datetime) - @unix_epoch

  @doc """
  Sets what a record `file_info` says about a file: mode, owner, group and times, as far as they are given.
  """
  @spec write_file_info(name, file_info) :: :ok | {:error, reason}
  def write_file_info(name, info), do: write_file_info(name, info, [])

  @doc """
  Sets what a record `file_info` says about a file, with times as the option `time` says.
  """
  @spec write_file_info(name, file_info, [file_info_option]) :: :ok | {:error, reason}
  def write_file_info(name, info, options)
      when is_tuple(info) and tuple_size(info) == 14 and elem(info, 0) == :file_info do
    time = time_option(options)
    [_, _, _, _, atime, mtime, _, mode, _, _, _, _, user, group] = Tuple.to_list(info)

    if Enum.all?([mode, user, group], &(&1 == :undefined or is_integer(&1))) and
         Enum.all?([atime, mtime], &(&1 == :undefined or is_integer(&1) or is_tuple(&1))) do
      on_path(name, fn path ->
        with :ok <- set_owner(path, user, group),
             :ok <- set_mode(path, mode),
             do: set_times(path, atime, mtime, time)
      end)
    else
      {:error, :badarg}
    end
  end

  def write_file_info(_name, _info, _options), do: {:error, :badarg}

  defp set_owner(_path, :undefined, :undefined), do: :ok

  defp set_owner(path, user, group),
    do: :prim_file.set_owner(path, given(user), given(group))

  defp given(:undefined), do: -1
  defp given(number), do: number

  defp set_mode(_path, :undefined), do: :ok
  defp set_mode(path, mode), do: :prim_file.set_permissions(path, mode)

  defp set_times(_path, :undefined, :undefined, _time), do: :ok

  # A time that is not given is now, as that of access is, or the other one.
  defp set_times(path, :undefined, mtime, time),
    do: :prim_file.set_times(path, :os.system_time(:second), to_posix(mtime, time))

  defp set_times(path, atime, :undefined, time), do: set_times(path, atime, atime, time)

  defp set_times(path, atime, mtime, time),
    do: :prim_file.set_times(path, to_posix(atime, time), to_posix(mtime, time))

  @doc """
  Sets who may do what with a file: a number of bits.
  """
  @spec change_mode(name, integer) :: :ok | {:error, reason}
  def change_mode(name, mode), do: on_path(name, &:prim_file.set_permissions(&1, mode))

  @doc """
  Sets the owner of a file.
  """
  @spec change_owner(name, integer) :: :ok | {:error, reason}
  def change_owner(name, user), do: on_path(name, &:prim_file.set_owner(&1, user, -1))

  @doc """
  Sets the owner and the group of a file.
  """
  @spec change_owner(name, integer, integer) :: :ok | {:error, reason}
  def change_owner(name, user, group), do: on_path(name, &:prim_file.set_owner(&1, user, group))

  @doc """
  Sets the group of a file.
  """
  @spec change_group(name, integer) :: :ok | {:error, reason}
  def change_group(name, group), do: on_path(name, &:prim_file.set_owner(&1, -1, group))

  @doc """
  Sets when a file was changed and accessed, in local time.
  """
  @spec change_time(name, date_time) :: :ok | {:error, reason}
  def change_time(name, mtime), do: change_time(name, :undefined, mtime)

  @doc """
  Sets when a file was accessed and when changed, in local time.
  """
  @spec change_time(name, date_time, date_time) :: :ok | {:error, reason}
  def change_time(name, atime, mtime), do: on_path(name, &set_times(&1, atime, mtime, :local))

  @doc """
  Returns how names of files are encoded.
  """
  @spec native_name_encoding() :: :utf8
  def native_name_encoding, do: :utf8

  ## Errors

  @doc """
  Returns a text for the reason of an error.

      iex> :file.format_error(:enoent)
      ~c"no such file or directory"
  """
  @spec format_error(reason | tuple) :: charlist | iolist
  def format_error({line, module, reason}) when is_integer(line) and is_atom(module) do
    text =
      if module == :file,
        do: format_error(reason),
        else: module.format_error(reason)

    [:erlang.integer_to_list(line), ?:, ?\s, text]
  end

  def format_error({class, reason, trace}) when is_atom(class) do
    :io_lib.format(
      ~c"evaluation failed with reason ~w:~w and stacktrace ~w",
      [class, reason, trace]
    )
  end

  def format_error(:undefined_script), do: ~c"no value returned from script"
  def format_error(:badarg), do: ~c"bad argument"
  def format_error(:terminated), do: ~c"the file server process is terminated"
  def format_error(:system_limit), do: ~c"a system limit was hit, probably not enough ports"
  def format_error(reason), do: :erl_posix_msg.message(reason)

  ## Names

  defp on_path(name, fun) do
    case path(name) do
      :error -> {:error, :badarg}
      "" -> {:error, :enoent}
      path -> fun.(path)
    end
  end

  defp on_paths(name1, name2, fun) do
    case {path(name1), path(name2)} do
      {:error, _} -> {:error, :badarg}
      {_, :error} -> {:error, :badarg}
      {path1, path2} -> fun.(path1, path2)
    end
  end

  # The bytes of a name, which hosts end with a zero.
  defp path(name) when is_binary(name),
    do: if(:binary.match(name, <<0>>) == :nomatch, do: name, else: :error)

  defp path(name) when is_atom(name), do: name |> :erlang.atom_to_binary() |> path()

  defp path(name) when is_list(name) do
    case name |> atoms_as_text() |> :unicode.characters_to_binary() do
      text when is_binary(text) -> path(text)
      _not_text -> :error
    end
  catch
    :error, _reason -> :error
  end

  defp path(_name), do: :error

  defp atoms_as_text([first | rest]), do: [atoms_as_text(first) | atoms_as_text(rest)]
  defp atoms_as_text([]), do: []
  defp atoms_as_text(atom) when is_atom(atom), do: :erlang.atom_to_list(atom)
  defp atoms_as_text(char) when is_integer(char), do: char
end
