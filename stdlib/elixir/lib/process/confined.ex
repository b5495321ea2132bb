# Processes in domains of their own (`Process.confine/2`): how one is started, and how it comes by its devices. What leaves a domain are
# requests to two brokers outside, which take nothing but data and know a few requests of the I/O protocol; what asks for more is done
# by a gateway inside, the group leader of all that runs there.

defmodule Process.Confined do
  @moduledoc false

  @authorities [:read, :write, :network, :environment, :run, :code, :streams, :machine, :halt]
  @budgets [:heap, :reductions, :mailbox, :children]

  @doc """
  Starts a process in a new domain, as `:erlang.spawn_opt/2` does.
  """
  def spawn(fun, options) when is_function(fun, 0) do
    options =
      Keyword.validate!(options,
        allow: [],
        budgets: [],
        grant: [],
        io: nil,
        link: false,
        monitor: false
      )

    allowed = allowed(options[:allow])
    output = spawn(fn -> serve_broker(options[:io] || Process.group_leader()) end)
    errors = spawn(fn -> serve_broker(:standard_error) end)

    domain = {
      Keyword.keys(allowed),
      paths(allowed[:read]),
      paths(allowed[:write]),
      budgets(options[:budgets]),
      [output, errors | options[:grant]]
    }

    how = for option <- [:link, :monitor], options[option], do: option
    result = :erlang.spawn_opt(fn -> run(fun, output, errors) end, [{:domain, domain} | how])
    pid = if is_tuple(result), do: elem(result, 0), else: result
    for broker <- [output, errors], do: send(broker, {:serve, pid, :prim_domain.number(pid)})
    result
  end

  # `:read` and `read: true` allow all of it, `read: paths` a part.
  defp allowed(list) do
    for item <- list, {name, what} = pair(item), what != false do
      if name not in @authorities do
        raise ArgumentError,
              "expected what is allowed to be some of #{inspect(@authorities)}, got: #{inspect(name)}"
      end

      {name, what}
    end
  end

  defp pair({name, what}), do: {name, what}
  defp pair(name), do: {name, true}

  defp paths(nil), do: []
  defp paths(true), do: :all
  defp paths(paths), do: List.wrap(paths)

  # The two gateways are not what anybody means by processes.
  defp budgets(budgets) do
    for {name, number} <- budgets do
      if name not in @budgets or not is_integer(number) or number < 0 do
        raise ArgumentError,
              "expected budgets to be non-negative integers for #{inspect(@budgets)}, got: " <>
                inspect({name, number})
      end

      if name == :children, do: {name, number + 2}, else: {name, number}
    end
  end

  ## Inside

  defp run(fun, output, errors) do
    main = self()
    gateway = spawn(fn -> open_gateway(main, output, :user) end)
    errors = spawn(fn -> open_gateway(main, errors, :standard_error) end)

    for {pid, name} <- [{gateway, :user}, {errors, :standard_error}] do
      Process.register(pid, name)
      Process.group_leader(pid, gateway)
    end

    Process.group_leader(self(), gateway)
    fun.()
  end

  defp open_gateway(main, broker, name) do
    monitor = Process.monitor(main)

    serve_gateway(%{
      broker: broker,
      name: name,
      main: monitor,
      buffer: "",
      eof: false,
      binary: true
    })
  end

  # The first process's end is the end of its domain.
  defp serve_gateway(%{main: monitor} = state) do
    receive do
      {:io_request, from, tag, request} ->
        {reply, state} = handle(request, state)
        send(from, {:io_reply, tag, reply})
        serve_gateway(state)

      {:DOWN, ^monitor, _, _, _} ->
        if state.name == :user, do: end_domain()

      _stray ->
        serve_gateway(state)
    end
  end

  defp end_domain do
    others = Process.list() -- [self(), Process.whereis(:standard_error)]

    if others != [] do
      for pid <- others, do: Process.exit(pid, :kill)
      end_domain()
    end
  end

  defp handle({:put_chars, encoding, module, function, arguments}, state) do
    handle({:put_chars, encoding, apply(module, function, arguments)}, state)
  catch
    _kind, _reason -> {{:error, :put_chars}, state}
  end

  defp handle({:put_chars, encoding, chars}, state) do
    case :unicode.characters_to_binary(chars, encoding, :unicode) do
      text when is_binary(text) -> {ask(state.broker, {:put_chars, :unicode, text}), state}
      _not_text -> {{:error, :put_chars}, state}
    end
  rescue
    ArgumentError -> {{:error, :put_chars}, state}
  end

  defp handle({:requests, requests}, state) do
    Enum.reduce_while(requests, {:ok, state}, fn request, {_reply, state} ->
      case handle(request, state) do
        {{:error, _} = error, state} -> {:halt, {error, state}}
        answer -> {:cont, answer}
      end
    end)
  end

  defp handle({:setopts, options}, state) do
    case List.keyfind(options, :binary, 0) do
      {:binary, binary} -> {:ok, %{state | binary: binary}}
      nil -> {:ok, state}
    end
  end

  defp handle(:getopts, state),
    do: {[binary: state.binary, echo: true, encoding: :unicode], state}

  defp handle({:get_geometry, _kind} = request, state), do: {ask(state.broker, request), state}

  defp handle(request, state) do
    case :io_request.input(request) do
      {:ok, prompt, input} ->
        take(input, IO.chardata_to_string(:io_request.prompt(prompt)), state)

      :error ->
        {{:error, :request}, state}
    end
  end

  # Lines come from the broker, one at a time; what is left of one waits.
  defp take(input, prompt, state) do
    case :io_request.take(input, state.buffer, state.eof) do
      {:done, reply, rest} ->
        reply = if is_binary(reply) and not state.binary, do: to_charlist(reply), else: reply
        {reply, %{state | buffer: rest, eof: false}}

      {:more, input, rest} ->
        case ask(state.broker, {:get_line, :unicode, prompt}) do
          line when is_binary(line) -> take(input, "", %{state | buffer: rest <> line})
          :eof -> take(input, "", %{state | buffer: rest, eof: true})
          {:error, _reason} = error -> {error, state}
        end
    end
  end

  defp ask(broker, request) do
    monitor = Process.monitor(broker)
    send(broker, {:io_request, self(), monitor, request})

    receive do
      {:io_reply, ^monitor, reply} ->
        Process.demonitor(monitor, [:flush])
        reply

      {:DOWN, ^monitor, _, _, _} ->
        {:error, :terminated}
    end
  end

  ## Outside

  # Nothing that comes from a domain is called, and nobody but its processes is answered.
  defp serve_broker(device) do
    receive do
      {:serve, main, domain} -> serve_broker(device, domain, Process.monitor(main), nil)
    end
  end

  defp serve_broker(device, domain, main, gateway) do
    receive do
      {:io_request, from, tag, request} when is_pid(from) ->
        if :prim_domain.number(from) == domain do
          gateway = gateway || Process.monitor(from)
          reply = if plain?(request), do: forward(device, request), else: {:error, :request}
          send(from, {:io_reply, tag, reply})
          serve_broker(device, domain, main, gateway)
        else
          serve_broker(device, domain, main, gateway)
        end

      {:DOWN, ^main, _, _, _} ->
        # The gateway may still have something to say.
        if gateway, do: serve_broker(device, domain, nil, gateway)

      {:DOWN, ^gateway, _, _, _} ->
        :ok

      _stray ->
        serve_broker(device, domain, main, gateway)
    end
  end

  defp plain?({:put_chars, :unicode, text}), do: is_binary(text)
  defp plain?({:get_line, :unicode, prompt}), do: is_binary(prompt)
  defp plain?({:get_geometry, kind}), do: kind in [:columns, :rows]
  defp plain?(_other), do: false

  defp forward(device, request) do
    case :io.request(device, request) do
      line when is_list(line) -> IO.chardata_to_string(line)
      reply -> reply
    end
  end
end
