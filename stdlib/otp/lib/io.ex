# The client's side of the I/O protocol: requests to a device, and what Erlang's `io` makes of them. Not the devices.

defmodule :io do
  @moduledoc """
  Input and output as Erlang has it: requests to the processes that are devices.

  Functions without a device use the group leader of the calling process. Formats are those of `:io_lib`.
  """

  @type device :: atom | pid

  ## The protocol

  @doc """
  Sends a request to a device and waits for the reply.

  The device is a pid, a registered name, or `:standard_io` for the caller's group leader. A device that is or goes away
  gives `{:error, :terminated}`.
  """
  @spec request(device, term) :: term
  def request(:standard_io, request), do: request(:erlang.group_leader(), request)

  def request(name, request) when is_atom(name) do
    case :erlang.whereis(name) do
      pid when is_pid(pid) -> request(pid, request)
      _undefined -> {:error, :arguments}
    end
  end

  def request(pid, request) when is_pid(pid) do
    reference = :erlang.monitor(:process, pid)
    :erlang.send(pid, {:io_request, self(), reference, to_request(request)})

    receive do
      {:io_reply, ^reference, reply} ->
        :erlang.demonitor(reference, [:flush])
        reply

      {:DOWN, ^reference, _type, _pid, _reason} ->
        {:error, :terminated}
    end
  end

  def request(_other, _request), do: {:error, :arguments}

  @doc """
  Sends several requests as one; the reply is that of the last, or of the first that fails.
  """
  @spec requests(device, [term]) :: term
  def requests(device \\ :standard_io, requests), do: request(device, {:requests, requests})

  # Requests as Erlang code may write them, with what the protocol adds.
  defp to_request({:format, format, args}),
    do: {:put_chars, :unicode, :io_lib, :format, [format, args]}

  defp to_request({:fwrite, format, args}), do: to_request({:format, format, args})
  defp to_request({:write, term}), do: {:put_chars, :unicode, :io_lib, :write, [term]}
  defp to_request(:nl), do: {:put_chars, :unicode, "\n"}
  defp to_request({:put_chars, chars}), do: {:put_chars, :unicode, chars}
  defp to_request({:get_line, prompt}), do: {:get_line, :unicode, prompt}
  defp to_request({:get_chars, prompt, count}), do: {:get_chars, :unicode, prompt, count}

  defp to_request({:requests, requests}),
    do: {:requests, for(each <- requests, do: to_request(each))}

  defp to_request(other), do: other

  ## Writing

  @doc "Writes chardata to standard output."
  @spec put_chars(:unicode.chardata()) :: :ok
  def put_chars(chars), do: put_chars(:standard_io, chars)

  @doc "Writes chardata to a device."
  @spec put_chars(device, :unicode.chardata()) :: :ok
  def put_chars(device, chars) do
    # Lines for a standard output that is no terminal are kept for a moment, and written together.
    with :none <- :prim_io.put(device, chars) do
      case to_text(chars) do
        text when is_binary(text) -> put_text(device, text, [device, chars])
        _not_text -> :erlang.error(:badarg, [device, chars], error_info())
      end
    end
  end

  defp to_text(chars) do
    :unicode.characters_to_binary(chars, :unicode, :unicode)
  catch
    :error, :badarg -> :error
  end

  # The server behind standard output does no more than hand text on to the host, so text for it need not make the detour
  # through its mailbox. All who write wait until it is written: the order of writes is the same.
  defp put_text(device, text, args) do
    case plain_output(device) do
      :none -> check(request(device, {:put_chars, :unicode, text}), args)
      descriptor -> check(:prim_io.write(descriptor, text), args)
    end
  end

  defp plain_output(:standard_io), do: plain_output(:erlang.group_leader())

  # Another process may have taken the name, to capture what is written.
  defp plain_output(name) when is_atom(name) do
    case :erlang.whereis(name) do
      pid when is_pid(pid) -> plain_output(pid)
      _undefined -> :none
    end
  end

  defp plain_output(device) do
    case :persistent_term.get({:user, :plain_output}, %{}) do
      %{^device => descriptor} -> descriptor
      %{} -> :none
    end
  end

  defp check(:ok, _args), do: :ok
  defp check({:error, :terminated}, args), do: :erlang.error(:terminated, args)
  defp check({:error, {:no_translation, _, _}}, args), do: :erlang.error(:no_translation, args)

  defp check({:error, reason}, args) do
    :erlang.error(:badarg, args,
      error_info: %{module: :erl_stdlib_errors, cause: {:device, reason}}
    )
  end

  defp error_info, do: [error_info: %{module: :erl_stdlib_errors}]

  @doc "Writes a line break."
  @spec nl() :: :ok
  def nl, do: nl(:standard_io)

  @doc "Writes a line break to a device."
  @spec nl(device) :: :ok
  def nl(device), do: put_chars(device, "\n")

  @doc "Writes a term in Erlang's syntax."
  @spec write(term) :: :ok
  def write(term), do: write(:standard_io, term)

  @doc "Writes a term in Erlang's syntax to a device."
  @spec write(device, term) :: :ok
  def write(device, term), do: put_chars(device, :io_lib.write(term))

  @doc "Writes text made by `:io_lib.format/2`."
  @spec format(:io.format()) :: :ok
  def format(format), do: format(:standard_io, format, [])

  @doc "Writes text made by `:io_lib.format/2`."
  @spec format(:io.format(), [term]) :: :ok
  def format(format, args), do: format(:standard_io, format, args)

  @doc "Writes text made by `:io_lib.format/2` to a device."
  @spec format(device, :io.format(), [term]) :: :ok
  def format(device, format, args) do
    text =
      try do
        :io_lib.format(format, args)
      catch
        :error, _reason -> :erlang.error(:badarg, [device, format, args], error_info())
      end

    put_chars(device, text)
  end

  @doc "The same as `format/1`."
  def fwrite(format), do: format(format)
  @doc "The same as `format/2`."
  def fwrite(format, args), do: format(format, args)
  @doc "The same as `format/3`."
  def fwrite(device, format, args), do: format(device, format, args)

  @typedoc "A format of `:io_lib`."
  @type format :: atom | charlist | binary

  ## Reading

  @doc "Reads so many characters from standard input, after a prompt."
  @spec get_chars(term, non_neg_integer) :: binary | charlist | :eof | {:error, term}
  def get_chars(prompt, count), do: get_chars(:standard_io, prompt, count)

  @doc "Reads so many characters from a device, after a prompt."
  @spec get_chars(device, term, non_neg_integer) :: binary | charlist | :eof | {:error, term}
  def get_chars(device, prompt, count) when is_integer(count) and count >= 0,
    do: request(device, {:get_chars, :unicode, prompt, count})

  @doc "Reads a line from standard input, after a prompt."
  @spec get_line(term) :: binary | charlist | :eof | {:error, term}
  def get_line(prompt), do: get_line(:standard_io, prompt)

  @doc "Reads a line from a device, after a prompt."
  @spec get_line(device, term) :: binary | charlist | :eof | {:error, term}
  def get_line(device, prompt) when prompt == "" or prompt == [] do
    # A line that the server of standard input has left needs no request.
    server = if device == :standard_io, do: :erlang.group_leader(), else: device

    case :prim_io.take_line(server) do
      :none -> request(device, {:get_line, :unicode, prompt})
      line -> line
    end
  end

  def get_line(device, prompt), do: request(device, {:get_line, :unicode, prompt})

  @doc "Reads a line that is not shown, from standard input; no device here can do so."
  @spec get_password :: binary | charlist | :eof | {:error, term}
  def get_password, do: get_password(:standard_io)

  @doc "Reads a line that is not shown, from a device."
  @spec get_password(device) :: binary | charlist | :eof | {:error, term}
  def get_password(device), do: request(device, {:get_password, :unicode})

  @doc "Reads input by a format of `:io_lib.fread/2` from standard input."
  def fread(prompt, format), do: fread(:standard_io, prompt, format)

  @doc "Reads input by a format of `:io_lib.fread/2` from a device."
  def fread(device, prompt, format),
    do: request(device, {:get_until, :unicode, prompt, :io_lib, :fread, [format]})

  ## Erlang's syntax

  @doc "Reads a term in Erlang's syntax, up to its dot, from standard input."
  @spec read(term) :: {:ok, term} | :eof | {:error, term}
  def read(prompt), do: read(:standard_io, prompt)

  @doc "Reads a term in Erlang's syntax, up to its dot, from a device."
  @spec read(device, term) :: {:ok, term} | :eof | {:error, term}
  def read(device, prompt) do
    case read(device, prompt, 1) do
      {:ok, term, _location} -> {:ok, term}
      {:error, reason, _location} -> {:error, reason}
      {:eof, _location} -> :eof
      other -> other
    end
  end

  @doc "Reads a term in Erlang's syntax that begins at a location: `{ok, term, location of the end}`."
  @spec read(device, term, :erl_scan.location()) :: {:ok, term, :erl_scan.location()} | term
  def read(device, prompt, location), do: read(device, prompt, location, [])

  @doc "Reads a term in Erlang's syntax that begins at a location, with options of `:erl_scan`."
  @spec read(device, term, :erl_scan.location(), [term]) ::
          {:ok, term, :erl_scan.location()} | term
  def read(device, prompt, location, options),
    do: parse(device, prompt, location, options, &:erl_parse.parse_term/1)

  @doc "Reads the tokens of expressions in Erlang's syntax, up to a dot, from standard input."
  @spec scan_erl_exprs(term) :: {:ok, [:erl_scan.token()], :erl_scan.location()} | term
  def scan_erl_exprs(prompt), do: scan_erl_exprs(:standard_io, prompt)

  @doc "Reads the tokens of expressions in Erlang's syntax from a device."
  @spec scan_erl_exprs(device, term) :: {:ok, [:erl_scan.token()], :erl_scan.location()} | term
  def scan_erl_exprs(device, prompt), do: scan_erl_exprs(device, prompt, 1)

  @doc "Reads the tokens of expressions in Erlang's syntax that begin at a location."
  @spec scan_erl_exprs(device, term, :erl_scan.location()) ::
          {:ok, [:erl_scan.token()], :erl_scan.location()} | term
  def scan_erl_exprs(device, prompt, location), do: scan_erl_exprs(device, prompt, location, [])

  @doc "Reads the tokens of expressions in Erlang's syntax, with options of `:erl_scan`."
  @spec scan_erl_exprs(device, term, :erl_scan.location(), [term]) ::
          {:ok, [:erl_scan.token()], :erl_scan.location()} | term
  def scan_erl_exprs(device, prompt, location, options),
    do: request(device, {:get_until, :unicode, prompt, :erl_scan, :tokens, [location, options]})

  @doc "Reads the tokens of a form in Erlang's syntax, up to a dot, from standard input."
  @spec scan_erl_form(term) :: {:ok, [:erl_scan.token()], :erl_scan.location()} | term
  def scan_erl_form(prompt), do: scan_erl_form(:standard_io, prompt)

  @doc "Reads the tokens of a form in Erlang's syntax from a device."
  @spec scan_erl_form(device, term) :: {:ok, [:erl_scan.token()], :erl_scan.location()} | term
  def scan_erl_form(device, prompt), do: scan_erl_form(device, prompt, 1)

  @doc "Reads the tokens of a form in Erlang's syntax that begins at a location."
  @spec scan_erl_form(device, term, :erl_scan.location()) ::
          {:ok, [:erl_scan.token()], :erl_scan.location()} | term
  def scan_erl_form(device, prompt, location), do: scan_erl_form(device, prompt, location, [])

  @doc "Reads the tokens of a form in Erlang's syntax, with options of `:erl_scan`."
  @spec scan_erl_form(device, term, :erl_scan.location(), [term]) ::
          {:ok, [:erl_scan.token()], :erl_scan.location()} | term
  def scan_erl_form(device, prompt, location, options),
    do: scan_erl_exprs(device, prompt, location, options)

  @doc "Reads expressions in Erlang's syntax, up to a dot, from standard input."
  @spec parse_erl_exprs(term) :: {:ok, [tuple], :erl_scan.location()} | term
  def parse_erl_exprs(prompt), do: parse_erl_exprs(:standard_io, prompt)

  @doc "Reads expressions in Erlang's syntax from a device."
  @spec parse_erl_exprs(device, term) :: {:ok, [tuple], :erl_scan.location()} | term
  def parse_erl_exprs(device, prompt), do: parse_erl_exprs(device, prompt, 1)

  @doc "Reads expressions in Erlang's syntax that begin at a location."
  @spec parse_erl_exprs(device, term, :erl_scan.location()) ::
          {:ok, [tuple], :erl_scan.location()} | term
  def parse_erl_exprs(device, prompt, location), do: parse_erl_exprs(device, prompt, location, [])

  @doc "Reads expressions in Erlang's syntax, with options of `:erl_scan`."
  @spec parse_erl_exprs(device, term, :erl_scan.location(), [term]) ::
          {:ok, [tuple], :erl_scan.location()} | term
  def parse_erl_exprs(device, prompt, location, options),
    do: parse(device, prompt, location, options, &:erl_parse.parse_exprs/1)

  @doc "Reads a form in Erlang's syntax, up to its dot, from standard input."
  @spec parse_erl_form(term) :: {:ok, tuple, :erl_scan.location()} | term
  def parse_erl_form(prompt), do: parse_erl_form(:standard_io, prompt)

  @doc "Reads a form in Erlang's syntax from a device."
  @spec parse_erl_form(device, term) :: {:ok, tuple, :erl_scan.location()} | term
  def parse_erl_form(device, prompt), do: parse_erl_form(device, prompt, 1)

  @doc "Reads a form in Erlang's syntax that begins at a location."
  @spec parse_erl_form(device, term, :erl_scan.location()) ::
          {:ok, tuple, :erl_scan.location()} | term
  def parse_erl_form(device, prompt, location), do: parse_erl_form(device, prompt, location, [])

  @doc "Reads a form in Erlang's syntax, with options of `:erl_scan`."
  @spec parse_erl_form(device, term, :erl_scan.location(), [term]) ::
          {:ok, tuple, :erl_scan.location()} | term
  def parse_erl_form(device, prompt, location, options),
    do: parse(device, prompt, location, options, &:erl_parse.parse_form/1)

  defp parse(device, prompt, location, options, parser) do
    case scan_erl_exprs(device, prompt, location, options) do
      {:ok, tokens, ending} ->
        case parser.(tokens) do
          {:ok, parsed} -> {:ok, parsed, ending}
          {:error, reason} -> {:error, reason, ending}
        end

      other ->
        other
    end
  end

  ## Options

  @doc "The options of standard input and output."
  @spec getopts() :: keyword
  def getopts, do: getopts(:standard_io)

  @doc "The options of a device."
  @spec getopts(device) :: keyword | {:error, term}
  def getopts(device), do: request(device, :getopts)

  @doc "Sets options of standard input and output."
  @spec setopts(keyword) :: :ok | {:error, term}
  def setopts(options), do: setopts(:standard_io, options)

  @doc "Sets options of a device."
  @spec setopts(device, keyword) :: :ok | {:error, term}
  def setopts(device, options), do: request(device, {:setopts, options})

  @doc "How many columns the terminal behind standard output has."
  @spec columns() :: {:ok, pos_integer} | {:error, :enotsup}
  def columns, do: columns(:standard_io)

  @doc "How many columns the terminal behind a device has."
  @spec columns(device) :: {:ok, pos_integer} | {:error, :enotsup}
  def columns(device), do: geometry(device, :columns)

  @doc "How many rows the terminal behind standard output has."
  @spec rows() :: {:ok, pos_integer} | {:error, :enotsup}
  def rows, do: rows(:standard_io)

  @doc "How many rows the terminal behind a device has."
  @spec rows(device) :: {:ok, pos_integer} | {:error, :enotsup}
  def rows(device), do: geometry(device, :rows)

  defp geometry(device, kind) do
    case request(device, {:get_geometry, kind}) do
      count when is_integer(count) and count > 0 -> {:ok, count}
      _error -> {:error, :enotsup}
    end
  end

  @doc "The code points that `:io_lib` takes for printable."
  @spec printable_range() :: :unicode | :latin1
  def printable_range, do: :latin1
end
