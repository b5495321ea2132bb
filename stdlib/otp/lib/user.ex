# The servers behind standard input and output (`:user`) and standard error (`:standard_error`). How requests are made is
# `:io`'s business, how bytes get out is the host's: these are all the natives they use, none of which buffers:
#
#     :prim_io.write(descriptor, binary)   :ok or {:error, reason}; writes all of it
#     :prim_io.read(descriptor, count)     blocks; a binary of up to count bytes as soon as there are some, :eof or
#                                          {:error, reason}
#     :prim_io.window_size(descriptor)     {columns, rows} of a terminal, or :error
#
# What has been read and not asked for is left with the host while lines are read, where `:io.get_line/2` takes them past the
# mailbox (`:prim_io.take_line/1`). The server takes it back before it serves a request: order is kept.
#
# Once `open_terminal/1` has been called, lines are typed in the line editor and everything is printed through it
# (`:prim_tty`, whose contract stands in Sources/vial/TerminalNatives.swift).

defmodule :user do
  @moduledoc """
  The server of standard input and output, registered as `:user`: the group leader of all that has no other.
  """

  @doc """
  Starts the server, or returns the one that runs.
  """
  @spec start() :: pid
  def start do
    case :erlang.whereis(:user) do
      pid when is_pid(pid) -> pid
      _undefined -> start(:user, 0, 1)
    end
  end

  @doc false
  def start(name, input, output) do
    pid = :erlang.spawn(fn -> init(name, input, output) end)
    :erlang.register(name, pid)

    # Writers may go past the mailbox, see `:io`.
    outputs = :persistent_term.get({:user, :plain_output}, %{})
    :persistent_term.put({:user, :plain_output}, Map.put(outputs, pid, output))
    if output == 1, do: :prim_io.serve_output(pid)

    pid
  end

  @doc """
  Turns to the line editor for what is read from and printed on the terminal. `history_path` is the file that keeps the
  history, empty for none.

  Callers set what completes names with the option `expand_fun` of `:io.setopts/2`, as in OTP: a function of the reversed
  text before the cursor that returns `{:yes | :no, insertion, listing}`.
  """
  @spec open_terminal(binary) :: :ok
  def open_terminal(history_path) do
    server = start()
    outputs = :persistent_term.get({:user, :plain_output}, %{})
    :persistent_term.put({:user, :plain_output}, Map.delete(outputs, server))
    :prim_io.serve_output(:none)
    :prim_tty.open(history_path)
    :erlang.send(server, {:open_terminal, self()})

    receive do
      {:terminal_open, ^server} -> :ok
    end
  end

  # Reading blocks, so it is left to a process of its own: who writes does not wait for who reads. The state:
  #
  #     input     the descriptor to read from, or nil
  #     reader    the process that reads, started by the first request that needs input
  #     buffer    bytes that were read and not yet asked for
  #     eof       whether the end has been read; it is reported once and then tried again, as terminals do
  #     waiting   requests for input, first to last: {from, reply_as, request, continuation}
  #     terminal  whether the line editor is in use
  #     expand    what completes names in it, or nil
  #     lines     whether the last request for input was one for a line
  #     left      whether bytes have been left with the host; the buffer is empty then
  defp init(_name, input, output) do
    loop(%{
      input: input,
      output: output,
      reader: nil,
      reading: false,
      buffer: "",
      eof: false,
      waiting: [],
      binary: true,
      echo: true,
      encoding: :unicode,
      terminal: false,
      prompt: "",
      expand: nil,
      lines: false,
      left: false
    })
  end

  defp loop(state) do
    receive do
      {:io_request, from, reply_as, request} when is_pid(from) ->
        state |> handle(from, reply_as, request) |> serve() |> leave() |> loop()

      {:input, reader, result} when reader == state.reader ->
        %{state | reading: false} |> took(result) |> serve() |> leave() |> loop()

      {:expand, reader, before} when reader == state.reader ->
        :erlang.send(reader, {:expander, state.expand, before})
        loop(state)

      {:open_terminal, from} ->
        :erlang.send(from, {:terminal_open, self()})
        loop(%{state | terminal: true})

      _unknown ->
        loop(state)
    end
  end

  ## Requests

  defp handle(state, from, reply_as, request) do
    case output_request(request, state) do
      {:reply, reply, state} ->
        reply(from, reply_as, reply)
        state

      :input ->
        case :io_request.input(request) do
          {:ok, prompt, input} when state.input != nil ->
            state = take_back(state)
            lines = elem(input, 0) == :line
            %{state | lines: lines, waiting: state.waiting ++ [{from, reply_as, prompt, input}]}

          {:ok, _prompt, _input} ->
            reply(from, reply_as, {:error, :enotsup})
            state

          :error ->
            reply(from, reply_as, {:error, :request})
            state
        end
    end
  end

  defp output_request({:put_chars, encoding, chars}, state),
    do: {:reply, put_chars(encoding, chars, state), state}

  defp output_request({:put_chars, encoding, module, function, args}, state) do
    reply =
      try do
        apply(module, function, args)
      catch
        _kind, _reason -> {:error, :put_chars}
      else
        chars -> put_chars(encoding, chars, state)
      end

    {:reply, reply, state}
  end

  defp output_request({:requests, requests}, state),
    do: output_requests(requests, {:reply, :ok, state})

  defp output_request({:setopts, options}, state) do
    state = %{take_back(state) | lines: false}
    {expand, options} = :proplists.split(options, [:expand_fun])

    case :io_request.options(options, state) do
      {:ok, state} -> {:reply, :ok, expand_option(expand, state)}
      error -> {:reply, error, state}
    end
  end

  defp output_request(:getopts, state) do
    options = [binary: state.binary, echo: state.echo, encoding: state.encoding]
    options = if state.terminal, do: [{:expand_fun, state.expand} | options], else: options
    {:reply, if(state.input, do: options, else: [encoding: state.encoding]), state}
  end

  # Only the line editor could keep what is typed from being seen.
  defp output_request({:get_password, _encoding}, state),
    do: {:reply, {:error, :enotsup}, state}

  defp output_request({:get_geometry, kind}, state) do
    reply =
      case {kind, :prim_io.window_size(state.output)} do
        {:columns, {columns, _rows}} -> columns
        {:rows, {_columns, rows}} -> rows
        _none -> {:error, :enotsup}
      end

    {:reply, reply, state}
  end

  defp output_request(_request, _state), do: :input

  defp output_requests([request | requests], {:reply, reply, state}) when not is_tuple(reply) do
    case output_request(request, state) do
      :input -> {:reply, {:error, :request}, state}
      reply -> output_requests(requests, reply)
    end
  end

  defp output_requests(_requests, reply), do: reply

  defp expand_option([[{:expand_fun, expand} | _]], state), do: %{state | expand: expand}
  defp expand_option(_none, state), do: state

  defp put_chars(encoding, chars, state) do
    case :unicode.characters_to_binary(chars, encoding, :unicode) do
      text when is_binary(text) and state.terminal -> :prim_tty.write(text)
      text when is_binary(text) -> :prim_io.write(state.output, text)
      _not_text -> {:error, :put_chars}
    end
  catch
    :error, :badarg -> {:error, :put_chars}
  end

  defp reply(from, reply_as, reply), do: :erlang.send(from, {:io_reply, reply_as, reply})

  ## Input

  # Serves the first of those who wait, as far as the buffer allows, and then those behind.
  defp serve(%{waiting: [{from, reply_as, prompt, input} | waiting]} = state) do
    state = show_prompt(prompt, state)

    case :io_request.take(input, state.buffer, state.eof) do
      {:done, reply, rest} ->
        reply(from, reply_as, result(reply, state))
        serve(%{state | waiting: waiting, buffer: rest, eof: state.eof and rest != ""})

      {:more, input, rest} ->
        read_more(%{state | waiting: [{from, reply_as, :shown, input} | waiting], buffer: rest})
    end
  end

  defp serve(state), do: state

  # The prompt is shown when a request's turn has come; the line editor shows it itself.
  defp show_prompt(:shown, state), do: state

  defp show_prompt(prompt, %{terminal: true} = state),
    do: %{state | prompt: :unicode.characters_to_binary(:io_request.prompt(prompt))}

  defp show_prompt(prompt, state) do
    put_chars(:unicode, :io_request.prompt(prompt), state)
    state
  end

  defp result(reply, %{binary: false}) when is_binary(reply),
    do: :unicode.characters_to_list(reply)

  defp result(reply, _state), do: reply

  defp read_more(%{reading: true} = state), do: state

  defp read_more(%{reader: nil} = state) do
    server = self()
    reader = :erlang.spawn_link(fn -> read_loop(server, state.input) end)
    read_more(%{state | reader: reader})
  end

  defp read_more(%{terminal: true} = state) do
    :erlang.send(state.reader, {:edit, state.prompt})
    %{state | reading: true, prompt: ""}
  end

  defp read_more(state) do
    :erlang.send(state.reader, :read)
    %{state | reading: true}
  end

  defp read_loop(server, input) do
    receive do
      :read ->
        :erlang.send(server, {:input, self(), :prim_io.read(input, 65536)})
        read_loop(server, input)

      {:edit, prompt} ->
        :erlang.send(server, {:input, self(), edited(:prim_tty.edit_line(prompt), server)})
        read_loop(server, input)
    end
  end

  defp edited({:line, line}, _server), do: line
  defp edited(:eof, _server), do: :eof
  defp edited(:cancelled, _server), do: {:error, :interrupted}

  defp edited({:complete, before}, server) do
    :erlang.send(server, {:expand, self(), before})

    receive do
      {:expander, expand, ^before} ->
        {text, listing} = expansion(expand, before)
        text |> :prim_tty.complete(listing) |> edited(server)
    end
  end

  defp expansion(expand, before) when is_function(expand, 1) do
    {_found, text, listing} =
      before |> :unicode.characters_to_list() |> :lists.reverse() |> expand.()

    {:unicode.characters_to_binary(text), columns(listing)}
  catch
    _kind, _reason -> {"", ""}
  end

  defp expansion(_none, _before), do: {"", ""}

  # The names in columns of the terminal's width; texts that end in a line break stand by themselves.
  defp columns([]), do: ""

  defp columns(listing) do
    names = :lists.map(&:unicode.characters_to_binary/1, listing)
    widest = :lists.foldl(&max(String.length(&1), &2), 0, names) + 2

    width =
      case :prim_io.window_size(1) do
        {columns, _rows} -> columns
        :error -> 80
      end

    names
    |> Enum.chunk_every(max(div(width, widest), 1))
    |> Enum.map_join("\n", fn row ->
      row |> Enum.map_join(&String.pad_trailing(&1, widest)) |> String.trim_trailing()
    end)
  end

  # Nobody waits and lines are read: others may take those that are there.
  defp leave(
         %{waiting: [], lines: true, binary: true, encoding: :unicode, terminal: false} = state
       )
       when state.buffer != "" do
    :prim_io.keep_input(state.buffer)
    %{state | buffer: "", left: true}
  end

  defp leave(state), do: state

  defp take_back(%{left: true} = state),
    do: %{state | buffer: state.buffer <> :prim_io.take_input(), left: false}

  defp take_back(state), do: state

  defp took(state, bytes) when is_binary(bytes), do: %{state | buffer: state.buffer <> bytes}
  defp took(state, :eof), do: %{state | eof: true}

  defp took(
         %{waiting: [{from, reply_as, _prompt, _input} | waiting]} = state,
         {:error, _reason} = error
       ) do
    reply(from, reply_as, error)
    %{state | waiting: waiting}
  end

  defp took(state, {:error, _reason}), do: state
end

defmodule :standard_error do
  @moduledoc """
  The server of standard error, registered under its name.
  """

  @doc """
  Starts the server, or returns the one that runs.
  """
  @spec start() :: pid
  def start do
    case :erlang.whereis(:standard_error) do
      pid when is_pid(pid) -> pid
      _undefined -> :user.start(:standard_error, nil, 2)
    end
  end
end
