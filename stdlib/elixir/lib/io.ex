# Reading from and writing to devices. The devices themselves are processes: `:user`, `StringIO`, open files.

defmodule IO do
  @moduledoc ~S"""
  Input and output.

  A device is a process that answers the I/O protocol, by its pid or its registered name, or one of:

    * `:stdio` – the group leader of the calling process, as a rule standard input and output
    * `:stderr` – standard error

  Text is written as *chardata*: strings, code points, and lists of these. Functions whose names begin with `bin` read
  and write *iodata* instead, bytes with no encoding: binaries, integers from 0 to 255, and lists of these.
  """

  @type device :: atom | pid | :file.fd()
  @type nodata :: {:error, term} | :eof
  @type chardata :: String.t() | maybe_improper_list(char | chardata, String.t() | [])

  @type inspect_opts :: [Inspect.Opts.new_opt() | {:label, term}]

  @typedoc "Where a warning points to."
  @type warn_stacktrace_opts :: [
          module: module,
          function: {atom, arity},
          line: pos_integer,
          column: pos_integer,
          file: String.t()
        ]

  defguardp is_device(term) when is_atom(term) or is_pid(term) or is_tuple(term)
  defguardp is_iodata(data) when is_list(data) or is_binary(data)

  ## Reading

  @doc """
  Reads from a device: a `:line`, all up to the end (`:eof`), or a number of characters.

  Returns the text, `:eof`, or `{:error, reason}`.

  ## Examples

      iex> {:ok, device} = StringIO.open("one\\ntwo")
      iex> IO.read(device, :line)
      "one\\n"
      iex> IO.read(device, 2)
      "tw"
      iex> IO.read(device, :eof)
      "o"

  """
  @spec read(device, :eof | :line | non_neg_integer) :: chardata | nodata
  def read(device \\ :stdio, line_or_chars)

  def read(device, :all) do
    with :eof <- read(device, :eof), do: ""
  end

  def read(device, :eof) do
    getn(device, "", :eof)
  end

  def read(device, :line) when is_device(device), do: :io.get_line(map_dev(device), ~c"")

  def read(device, count) when is_device(device) and is_integer(count) and count >= 0,
    do: getn(device, ~c"", count)

  @doc """
  Reads bytes from a device, as `read/2` reads characters.

  A file must have been opened without an encoding.
  """
  @spec binread(device, :eof | :line | non_neg_integer) :: iodata | nodata
  def binread(device \\ :stdio, line_or_chars)

  def binread(device, :all) do
    with :eof <- binread(device, :eof), do: ""
  end

  def binread(device, :eof) when is_tuple(device), do: read_raw(device, [])

  def binread(device, :eof) do
    :io.request(
      map_dev(device),
      {:get_until, :latin1, ~c"", :io_request, :collect_all, [:latin1]}
    )
  end

  def binread(device, :line), do: device |> map_dev() |> :file.read_line() |> data()

  def binread(device, count) when is_integer(count) and count >= 0,
    do: device |> map_dev() |> :file.read(count) |> data()

  defp data({:ok, data}), do: data
  defp data(other), do: other

  # A file without a process; see the mode `:raw` of `File.open/2`.
  defp read_raw(device, chunks) do
    case :file.read(device, 65_536) do
      {:ok, chunk} -> read_raw(device, [chunk | chunks])
      :eof when chunks == [] -> :eof
      :eof -> chunks |> :lists.reverse() |> IO.iodata_to_binary()
      error -> error
    end
  end

  @doc """
  Reads characters from a device, `count` of them, after showing a prompt.

  A single argument or pair may leave out the device, or the count (one character).

  ## Examples

      iex> {:ok, device} = StringIO.open("héllo")
      iex> IO.getn(device, "> ", 2)
      "hé"

  """
  @spec getn(device | chardata | String.Chars.t(), pos_integer | chardata | String.Chars.t()) ::
          chardata | nodata
  def getn(prompt, count \\ 1)

  def getn(prompt, count) when is_integer(count) and count > 0,
    do: getn(:stdio, prompt, count)

  def getn(device, prompt) when not is_integer(prompt), do: getn(device, prompt, 1)

  @doc """
  Reads `count` characters from a device, or all (`:eof`), after showing a prompt.
  """
  @spec getn(device, chardata | String.Chars.t(), pos_integer | :eof) :: chardata | nodata
  def getn(device, prompt, :eof) do
    request =
      {:get_until, :unicode, to_chardata(prompt), :io_request, :collect_all, [:unicode]}

    case :io.request(map_dev(device), request) do
      text when is_binary(text) -> :binary.replace(text, "\r\n", "\n", [:global])
      text when is_list(text) -> :string.replace(text, "\r\n", "\n", :all) |> List.flatten()
      other -> other
    end
  end

  def getn(device, prompt, count) when is_integer(count) and count >= 0,
    do: :io.get_chars(map_dev(device), to_chardata(prompt), count)

  @doc """
  Reads a line from a device after showing a prompt.

  Returns the line with its line break, `:eof`, or `{:error, reason}`.

  ## Examples

      iex> {:ok, device} = StringIO.open("Ann\\n")
      iex> IO.gets(device, "Your name? ")
      "Ann\\n"
      iex> IO.gets(device, "Your name? ")
      :eof

  """
  @spec gets(device, chardata | String.Chars.t()) :: chardata | nodata
  def gets(device \\ :stdio, prompt), do: :io.get_line(map_dev(device), to_chardata(prompt))

  ## Writing

  @doc """
  Writes text to a device.

  What is no chardata is converted with `to_string/1`.

  ## Examples

      iex> {:ok, device} = StringIO.open("")
      iex> IO.write(device, ["a", ?b])
      iex> IO.write(device, :c)
      iex> StringIO.flush(device)
      "abc"

  """
  @spec write(device, chardata | String.Chars.t()) :: :ok
  def write(device \\ :stdio, chardata),
    do: :io.put_chars(map_dev(device), to_chardata(chardata))

  @doc """
  Writes bytes to a device.

  A file must have been opened without an encoding. On standard output, bytes over 127 are taken for Latin-1 characters.
  """
  @spec binwrite(device, iodata) :: :ok
  def binwrite(device \\ :stdio, iodata) when is_iodata(iodata) do
    with {:error, reason} <- device |> map_dev() |> :file.write(iodata),
         do: :erlang.error(reason)
  end

  @doc """
  Writes text and a line break to a device.

  What is no chardata is converted with `to_string/1`.

  ## Examples

      iex> {:ok, device} = StringIO.open("")
      iex> IO.puts(device, "hello")
      iex> StringIO.flush(device)
      "hello\\n"

  """
  @spec puts(device, chardata | String.Chars.t()) :: :ok
  def puts(device \\ :stdio, item),
    do: :io.put_chars(map_dev(device), [to_chardata(item), ?\n])

  @doc """
  Writes a term to standard output as `Kernel.inspect/2` shows it, and returns the term.

  The options are those of `Inspect.Opts`, with lines broken at `:width`, and `:label`, which stands in front.

  ## Examples

      [1, 2, 3]
      |> IO.inspect(label: "before")
      |> Enum.map(&(&1 * 2))
      |> IO.inspect(label: "after")

  """
  @spec inspect(item, inspect_opts) :: item when item: var
  def inspect(item, opts \\ []), do: inspect(:stdio, item, opts)

  @doc """
  Writes a term to a device as `inspect/2` does to standard output.

  ## Examples

      iex> {:ok, device} = StringIO.open("")
      iex> IO.inspect(device, {:ok, 1}, label: "result")
      {:ok, 1}
      iex> StringIO.flush(device)
      "result: {:ok, 1}\\n"

  """
  @spec inspect(device, item, inspect_opts) :: item when item: var
  def inspect(device, item, opts) when is_device(device) and is_list(opts) do
    label =
      case Keyword.fetch(opts, :label) do
        {:ok, label} -> [to_chardata(label), ": "]
        :error -> []
      end

    opts = Inspect.Opts.new(Keyword.put_new(opts, :pretty, true))
    width = if opts.pretty, do: opts.width, else: :infinity
    doc = Inspect.Algebra.group(Inspect.Algebra.to_doc(item, opts))
    puts(device, [label, Inspect.Algebra.format(doc, width)])
    item
  end

  ## Warnings

  @doc """
  Writes a warning to standard error, with the stack trace of the caller.

  The warning counts as one of the compiler if code is being compiled.
  """
  @spec warn(chardata | String.Chars.t()) :: :ok
  def warn(message) do
    {:current_stacktrace, stacktrace} = :erlang.process_info(self(), :current_stacktrace)
    warn(message, stacktrace |> Enum.drop_while(&(elem(&1, 0) != __MODULE__)) |> Enum.drop(1))
  end

  @doc """
  Writes a warning to standard error, with the stack trace or the place in source that is given.

  The place is a `Macro.Env` or a keyword list with `:file` and `:line`, and perhaps `:column`, `:module` and `:function`.
  """
  @spec warn(
          chardata | String.Chars.t(),
          Exception.stacktrace() | warn_stacktrace_opts | Macro.Env.t()
        ) ::
          :ok
  def warn(message, stacktrace_info)

  def warn(message, %Macro.Env{line: line, file: file} = env) do
    trace = Macro.Env.stacktrace(env)
    :prim_code.warn(message_text(message), file, line, trace)
    :ok
  end

  def warn(message, [{_, _} | _] = place) do
    if file = place[:file] do
      line = place[:line] || 0
      position = if column = place[:column], do: {line, column}, else: line

      entry =
        case {place[:module], place[:function]} do
          {module, {name, arity}} when module != nil -> {module, name, arity}
          {module, _none} when module != nil -> {module, :__MODULE__, 0}
          {nil, _none} -> {:elixir_compiler, :__FILE__, 1}
        end

      location = [file: String.to_charlist(Path.relative_to_cwd(file)), line: line]
      entry = :erlang.append_element(entry, location)
      diagnostic = warning(message, file, position, [entry])
      # The column is where the excerpt points at; the place is told by its line.
      place = Exception.format_stacktrace_entry(entry)
      :prim_compile.report(diagnostic, Code.Diagnostic.text(diagnostic, true, [place]))
    else
      warn(message, [])
    end
  end

  # Without a place in source the stack trace stands below the message.
  def warn(message, stacktrace) when is_list(stacktrace) do
    {file, line} =
      case stacktrace do
        [{_module, _function, _arity, location} | _rest] ->
          {location[:file] && Path.expand(location[:file]), location[:line] || 0}

        _unknown ->
          {nil, 0}
      end

    diagnostic = warning(message, file, line, stacktrace)

    lines =
      for entry <- stacktrace, do: ["\n  ", Exception.format_stacktrace_entry(entry)]

    text = IO.iodata_to_binary(["warning: ", diagnostic.message, lines, "\n\n"])
    :prim_compile.report(diagnostic, text)
  end

  defp warning(message, file, position, stacktrace) do
    %{
      severity: :warning,
      message: message_text(message),
      file: file,
      source: file,
      position: position,
      span: nil,
      stacktrace: stacktrace,
      details: nil
    }
  end

  defp message_text(message), do: chardata_to_string(to_chardata(message))

  ## Streams

  @doc """
  Standard input as a stream of lines. Collected into, it writes to standard output.
  """
  @doc since: "1.12.0"
  @spec stream() :: Enumerable.t(String.t())
  def stream, do: stream(:stdio, :line)

  @doc ~S"""
  A device as a stream of lines (`:line`), or of so many characters each.

  Reading it moves the device on: it can be enumerated once. Collected into, it writes to the device.

  ## Examples

      iex> {:ok, device} = StringIO.open("one\ntwo\n")
      iex> device |> IO.stream(:line) |> Enum.map(&String.trim/1)
      ["one", "two"]

  """
  @spec stream(device, :line | pos_integer) :: Enumerable.t()
  def stream(device \\ :stdio, line_or_codepoints)
      when line_or_codepoints == :line or
             (is_integer(line_or_codepoints) and line_or_codepoints > 0),
      do: IO.Stream.__build__(map_dev(device), false, line_or_codepoints)

  @doc """
  Standard input as a stream of lines of bytes. Collected into, it writes to standard output.
  """
  @doc since: "1.12.0"
  @spec binstream() :: Enumerable.t(binary)
  def binstream, do: binstream(:stdio, :line)

  @doc """
  A device as a stream of lines (`:line`), or of so many bytes each.
  """
  @spec binstream(device, :line | pos_integer) :: Enumerable.t()
  def binstream(device \\ :stdio, line_or_bytes)
      when line_or_bytes == :line or (is_integer(line_or_bytes) and line_or_bytes > 0),
      do: IO.Stream.__build__(map_dev(device), true, line_or_bytes)

  @doc false
  def each_stream(device, line_or_codepoints) do
    case read(device, line_or_codepoints) do
      :eof -> {:halt, device}
      {:error, reason} -> raise IO.StreamError, reason: reason
      data -> {[data], device}
    end
  end

  @doc false
  def each_binstream(device, line_or_bytes) do
    case binread(device, line_or_bytes) do
      :eof -> {:halt, device}
      {:error, reason} -> raise IO.StreamError, reason: reason
      data -> {[data], device}
    end
  end

  ## Chardata and iodata

  @doc """
  Converts chardata to a string.

  ## Examples

      iex> IO.chardata_to_string([0xE6, "b", [?c]])
      "æbc"

  """
  @spec chardata_to_string(chardata) :: String.t()
  def chardata_to_string(chardata)
  def chardata_to_string(string) when is_binary(string), do: string
  def chardata_to_string(list) when is_list(list), do: List.to_string(list)

  @doc """
  Converts iodata to a binary.

  ## Examples

      iex> IO.iodata_to_binary([1, <<2, 3>>, [4]])
      <<1, 2, 3, 4>>

  """
  @spec iodata_to_binary(iodata) :: binary
  def iodata_to_binary(iodata), do: :erlang.iolist_to_binary(iodata)

  @doc """
  How many bytes iodata has.

  ## Examples

      iex> IO.iodata_length([1, <<2, 3>>, [4]])
      4

  """
  @spec iodata_length(iodata) :: non_neg_integer
  def iodata_length(iodata), do: :erlang.iolist_size(iodata)

  @doc """
  Whether iodata has no bytes. It looks no further than to the first one.

  ## Examples

      iex> IO.iodata_empty?([[], ""])
      true
      iex> IO.iodata_empty?([[], "a"])
      false

  """
  @doc since: "1.20.0"
  @spec iodata_empty?(iodata) :: boolean
  def iodata_empty?(""), do: true
  def iodata_empty?([]), do: true
  def iodata_empty?([head | tail]), do: iodata_empty?(head) and iodata_empty?(tail)
  def iodata_empty?(_byte_or_binary), do: false

  ## Devices

  defp map_dev(:stdio), do: :standard_io
  defp map_dev(:stderr), do: :standard_error
  defp map_dev(other) when is_atom(other) or is_pid(other) or is_tuple(other), do: other

  defp to_chardata(chardata) when is_list(chardata) or is_binary(chardata), do: chardata
  defp to_chardata(other), do: String.Chars.to_string(other)
end
