# A device in memory: reads from a string, collects what is written. Its protocol is that of all devices, see `IO`.

defmodule StringIO do
  @moduledoc """
  A device that reads from a string and collects what is written to it.

  It is a process that ends with the one that opened it.

  ## Examples

      iex> {:ok, device} = StringIO.open("foo")
      iex> IO.read(device, 2)
      "fo"
      iex> IO.write(device, "bar")
      iex> StringIO.contents(device)
      {"o", "bar"}

  """

  @type open_opts :: [encoding: :unicode | :latin1, capture_prompt: boolean]

  @doc ~S"""
  Opens a device.

  With a function in place of the options, or behind them, the function is given the device; what it returns is returned
  as `{:ok, value}`, and the device is closed.

  ## Options

    * `:encoding` – `:unicode`, or `:latin1` to collect bytes
    * `:capture_prompt` – whether prompts are collected as well; `false` by default

  ## Examples

      iex> StringIO.open("foo", fn device -> IO.read(device, 1) end)
      {:ok, "f"}
      iex> {:ok, device} = StringIO.open("Ann\n", capture_prompt: true)
      iex> IO.gets(device, "Your name? ")
      "Ann\n"
      iex> StringIO.contents(device)
      {"", "Your name? "}

  """
  @spec open(binary, open_opts) :: {:ok, pid}
  @spec open(binary, (pid -> result)) :: {:ok, result} when result: var
  def open(string, options_or_function \\ [])

  def open(string, options_or_function) when is_binary(string) and is_list(options_or_function),
    do: GenServer.start(__MODULE__, {self(), string, options_or_function}, [])

  def open(string, options_or_function)
      when is_binary(string) and is_function(options_or_function, 1),
      do: open(string, [], options_or_function)

  @doc """
  Opens a device for as long as a function runs, and returns its value as `{:ok, value}`.
  """
  @doc since: "1.7.0"
  @spec open(binary, open_opts, (pid -> result)) :: {:ok, result} when result: var
  def open(string, options, function)
      when is_binary(string) and is_list(options) and is_function(function, 1) do
    {:ok, pid} = GenServer.start(__MODULE__, {self(), string, options}, [])

    try do
      {:ok, function.(pid)}
    after
      {:ok, {_input, _output}} = close(pid)
    end
  end

  @doc """
  What is left of the input, and what has been written.

  ## Examples

      iex> {:ok, device} = StringIO.open("in")
      iex> IO.write(device, "out")
      iex> StringIO.contents(device)
      {"in", "out"}

  """
  @spec contents(pid) :: {binary, binary}
  def contents(pid) when is_pid(pid), do: GenServer.call(pid, :contents)

  @doc """
  Returns what has been written, and forgets it.

  ## Examples

      iex> {:ok, device} = StringIO.open("")
      iex> IO.write(device, "out")
      iex> StringIO.flush(device)
      "out"
      iex> StringIO.contents(device)
      {"", ""}

  """
  @spec flush(pid) :: binary
  def flush(pid) when is_pid(pid), do: GenServer.call(pid, :flush)

  @doc """
  Closes a device and returns its contents as `{:ok, {input, output}}`.

  ## Examples

      iex> {:ok, device} = StringIO.open("in")
      iex> StringIO.close(device)
      {:ok, {"in", ""}}

  """
  @spec close(pid) :: {:ok, {binary, binary}}
  def close(pid) when is_pid(pid), do: GenServer.call(pid, :close)

  ## Server

  # The callbacks of a `GenServer`. It is not used as one in full: a device has no place below a supervisor.

  @doc false
  def init({owner, string, options}) do
    {:ok,
     %{
       owner: Process.monitor(owner),
       input: string,
       output: "",
       encoding: Keyword.get(options, :encoding, :unicode),
       capture_prompt: Keyword.get(options, :capture_prompt, false)
     }}
  end

  @doc false
  def handle_call(:contents, _from, %{input: input, output: output} = state),
    do: {:reply, {input, output}, state}

  def handle_call(:flush, _from, %{output: output} = state),
    do: {:reply, output, %{state | output: ""}}

  def handle_call(:close, _from, %{input: input, output: output} = state),
    do: {:stop, :normal, {:ok, {input, output}}, state}

  def handle_call(_request, _from, state), do: {:reply, {:error, :request}, state}

  @doc false
  def handle_info({:io_request, from, reply_as, request}, state) do
    {reply, state} = io_request(request, state)
    send(from, {:io_reply, reply_as, reply})
    {:noreply, state}
  end

  def handle_info({:DOWN, reference, :process, _owner, _reason}, %{owner: reference} = state),
    do: {:stop, :shutdown, state}

  def handle_info(_message, state), do: {:noreply, state}

  defp io_request({:put_chars, chars}, state), do: put_chars(:latin1, chars, chars, state)

  defp io_request({:put_chars, encoding, chars} = request, state),
    do: put_chars(encoding, chars, request, state)

  defp io_request({:put_chars, encoding, module, function, args} = request, state),
    do: put_chars(encoding, apply(module, function, args), request, state)

  defp io_request({:requests, requests}, state), do: io_requests(requests, {:ok, state})

  defp io_request(:getopts, state) do
    {[binary: true, encoding: state.encoding], state}
  end

  defp io_request({:setopts, [encoding: encoding]}, state) when encoding in [:latin1, :unicode],
    do: {:ok, %{state | encoding: encoding}}

  defp io_request({:setopts, _options}, state), do: {{:error, :enotsup}, state}
  defp io_request({:get_geometry, _kind}, state), do: {{:error, :enotsup}, state}

  defp io_request(request, state) do
    case :io_request.input(request) do
      {:ok, prompt, input} -> take(input, capture(prompt, state))
      :error -> {{:error, :request}, state}
    end
  end

  defp io_requests([request | rest], {reply, state}) when not is_tuple(reply),
    do: io_requests(rest, io_request(request, state))

  defp io_requests(_requests, result), do: result

  defp take(input, state) do
    {:done, reply, rest} = :io_request.take(input, state.input, true)
    {reply, %{state | input: rest}}
  end

  defp capture(prompt, %{capture_prompt: true} = state) do
    {:ok, state} = put_chars(:unicode, :io_request.prompt(prompt), prompt, state)
    state
  end

  defp capture(_prompt, state), do: state

  defp put_chars(encoding, chars, request, %{encoding: own} = state) do
    case :unicode.characters_to_binary(chars, encoding, own) do
      text when is_binary(text) ->
        {:ok, %{state | output: state.output <> text}}

      {:error, _encoded, _rest} when own == :latin1 ->
        {{:error, {:no_translation, encoding, own}}, state}

      _not_text ->
        {{:error, request}, state}
    end
  catch
    :error, :badarg -> {{:error, request}, state}
  end
end
