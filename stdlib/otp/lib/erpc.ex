# Calls on nodes. There is one node, this one; every other has no connection.

defmodule :erpc do
  @moduledoc """
  Calls of functions on other nodes, with exceptions as the function raised them.

  `call/2` returns what the function returned. If it threw, the value is thrown; if it exited, the exit is `{:exception, reason}`; if it
  raised, the error is `{:exception, reason, stacktrace}`. What goes wrong with the call itself is an error `{:erpc, reason}`: the
  reason is `:noconnection` for every node but this one.
  """

  @type request_id :: {reference, reference}
  @type collection :: map

  defguardp is_timeout(timeout)
            when timeout == :infinity or (is_integer(timeout) and timeout >= 0) or
                   (is_tuple(timeout) and elem(timeout, 0) == :abs)

  ## Calls

  @doc "Calls a function on a node."
  @spec call(node, (-> term)) :: term
  def call(node, fun), do: call(node, fun, :infinity)

  @doc "As `call/2`, for a time."
  @spec call(node, (-> term), timeout) :: term
  def call(node, fun, timeout) when is_function(fun, 0),
    do: call(node, :erlang, :apply, [fun, []], timeout)

  def call(_node, _fun, _timeout), do: badarg()

  @doc "Calls a module's function on a node."
  @spec call(node, module, atom, [term]) :: term
  def call(node, module, function, arguments),
    do: call(node, module, function, arguments, :infinity)

  @doc "As `call/4`, for a time."
  @spec call(node, module, atom, [term], timeout) :: term
  def call(node, module, function, arguments, :infinity)
      when node == node() and is_atom(module) and is_atom(function) and is_list(arguments),
      do: result(outcome(module, function, arguments))

  def call(node, module, function, arguments, timeout) when is_timeout(timeout),
    do: receive_response(send_request(node, module, function, arguments), timeout)

  def call(_node, _module, _function, _arguments, _timeout), do: badarg()

  @doc "Calls a function on several nodes: `{:ok, result}`, `{:throw, value}`, `{:exit, reason}` or `{:error, reason}` for each."
  @spec multicall([node], (-> term)) :: [tuple]
  def multicall(nodes, fun), do: multicall(nodes, fun, :infinity)

  @doc "As `multicall/2`, for a time."
  @spec multicall([node], (-> term), timeout) :: [tuple]
  def multicall(nodes, fun, timeout) when is_function(fun, 0),
    do: multicall(nodes, :erlang, :apply, [fun, []], timeout)

  def multicall(_nodes, _fun, _timeout), do: badarg()

  @doc "Calls a module's function on several nodes."
  @spec multicall([node], module, atom, [term]) :: [tuple]
  def multicall(nodes, module, function, arguments),
    do: multicall(nodes, module, function, arguments, :infinity)

  @doc "As `multicall/4`, for a time."
  @spec multicall([node], module, atom, [term], timeout) :: [tuple]
  def multicall(nodes, module, function, arguments, timeout)
      when is_list(nodes) and is_timeout(timeout) do
    deadline = deadline(timeout)
    requests = for node <- nodes, do: send_request(node, module, function, arguments)

    for request <- requests do
      try do
        {:ok, receive_response(request, deadline)}
      catch
        kind, reason -> {kind, reason}
      end
    end
  end

  def multicall(_nodes, _module, _function, _arguments, _timeout), do: badarg()

  @doc "Calls a function on a node, and does not care for the result."
  @spec cast(node, (-> term)) :: :ok
  def cast(node, fun) when is_function(fun, 0), do: cast(node, :erlang, :apply, [fun, []])
  def cast(_node, _fun), do: badarg()

  @doc "Calls a module's function on a node, and does not care for the result."
  @spec cast(node, module, atom, [term]) :: :ok
  def cast(node, module, function, arguments)
      when is_atom(node) and is_atom(module) and is_atom(function) and is_list(arguments) do
    if node == node(), do: :erlang.spawn(module, function, arguments)
    :ok
  end

  def cast(_node, _module, _function, _arguments), do: badarg()

  @doc "Calls a function on several nodes, and does not care for the results."
  @spec multicast([node], (-> term)) :: :ok
  def multicast(nodes, fun) when is_function(fun, 0),
    do: multicast(nodes, :erlang, :apply, [fun, []])

  def multicast(_nodes, _fun), do: badarg()

  @doc "Calls a module's function on several nodes, and does not care for the results."
  @spec multicast([node], module, atom, [term]) :: :ok
  def multicast(nodes, module, function, arguments) when is_list(nodes),
    do: :lists.foreach(&cast(&1, module, function, arguments), nodes)

  def multicast(_nodes, _module, _function, _arguments), do: badarg()

  defp badarg, do: :erlang.error({:erpc, :badarg})

  ## Requests

  @doc "Begins a call; the id of the request is for `receive_response/2` and its kin."
  @spec send_request(node, (-> term)) :: request_id
  def send_request(node, fun) when is_function(fun, 0),
    do: send_request(node, :erlang, :apply, [fun, []])

  def send_request(_node, _fun), do: badarg()

  @doc "Begins a call of a module's function, or of a function whose request goes into a collection under a label."
  @spec send_request(node, module | fun, atom | term, [term] | collection) ::
          request_id | collection
  def send_request(node, fun, label, collection) when is_function(fun, 0) and is_map(collection),
    do: reqids_add(send_request(node, fun), label, collection)

  # The result is the reason that the process exits with.
  def send_request(node, module, function, arguments)
      when is_atom(node) and is_atom(module) and is_atom(function) and is_list(arguments) do
    id = make_ref()

    if node == node() do
      run = fn -> exit({id, outcome(module, function, arguments)}) end
      {_pid, monitor} = spawn_monitor(run)
      {id, monitor}
    else
      monitor = make_ref()
      send(self(), {:DOWN, monitor, :process, self(), :noconnection})
      {id, monitor}
    end
  end

  def send_request(_node, _module, _function, _arguments), do: badarg()

  @doc "Begins a call of a module's function; the request goes into a collection under a label."
  @spec send_request(node, module, atom, [term], term, collection) :: collection
  def send_request(node, module, function, arguments, label, collection),
    do: reqids_add(send_request(node, module, function, arguments), label, collection)

  # What a function does, as a term.
  defp outcome(module, function, arguments) do
    {:return, apply(module, function, arguments)}
  catch
    :throw, value -> {:throw, value}
    :exit, reason -> {:exit, {:exception, reason}}
    :error, reason -> {:error, {:exception, reason, own_frames(__STACKTRACE__)}}
  end

  defp own_frames(stack), do: :lists.takewhile(&(elem(&1, 0) != __MODULE__), stack)

  # And as what the caller does.
  defp result({:return, value}), do: value
  defp result({:throw, value}), do: throw(value)
  defp result({:exit, reason}), do: exit(reason)
  defp result({:error, reason}), do: :erlang.error(reason)

  defp ended(id, {id, outcome}), do: result(outcome)
  defp ended(_id, :noconnection), do: :erlang.error({:erpc, :noconnection})
  defp ended(_id, reason), do: exit({:signal, reason})

  @doc "Waits for the result of a request."
  @spec receive_response(request_id) :: term
  def receive_response(request), do: receive_response(request, :infinity)

  @doc "As `receive_response/1`, for a time; then the request is given up, with the error `{:erpc, :timeout}`."
  @spec receive_response(request_id, timeout | {:abs, integer}) :: term
  def receive_response({id, monitor}, timeout)
      when is_reference(monitor) and is_timeout(timeout) do
    receive do
      {:DOWN, ^monitor, _, _, reason} -> ended(id, reason)
    after
      milliseconds(timeout) ->
        Process.demonitor(monitor, [:flush])
        :erlang.error({:erpc, :timeout})
    end
  end

  def receive_response(_request, _timeout), do: badarg()

  @doc "Waits for a result of a request of a collection: `{result, label, collection}` or `:no_request`."
  @spec receive_response(collection, timeout | {:abs, integer}, boolean) ::
          {term, term, collection} | :no_request
  def receive_response(collection, timeout, delete?) do
    case wait(collection, timeout, delete?) do
      :no_response ->
        for {_monitor, {{_, monitor}, _label}} <- collection,
            do: Process.demonitor(monitor, [:flush])

        :erlang.error({:erpc, :timeout})

      other ->
        other
    end
  end

  @doc "Waits for the result of a request: `{:response, result}` or `:no_response`."
  @spec wait_response(request_id) :: {:response, term} | :no_response
  def wait_response(request), do: wait_response(request, 0)

  @doc "As `wait_response/1`, for a time; then it may be waited for again."
  @spec wait_response(request_id, timeout | {:abs, integer}) :: {:response, term} | :no_response
  def wait_response({id, monitor}, timeout) when is_reference(monitor) and is_timeout(timeout) do
    receive do
      {:DOWN, ^monitor, _, _, reason} -> {:response, ended(id, reason)}
    after
      milliseconds(timeout) -> :no_response
    end
  end

  def wait_response(_request, _timeout), do: badarg()

  @doc "As `receive_response/3`, but after the time it is `:no_response`."
  @spec wait_response(collection, timeout | {:abs, integer}, boolean) ::
          {{:response, term}, term, collection} | :no_response | :no_request
  def wait_response(collection, timeout, delete?) do
    with {result, label, collection} <- wait(collection, timeout, delete?),
         do: {{:response, result}, label, collection}
  end

  defp wait(collection, timeout, delete?)
       when is_map(collection) and is_timeout(timeout) and is_boolean(delete?) do
    if collection == %{} do
      :no_request
    else
      receive do
        {:DOWN, monitor, _, _, reason} when is_map_key(collection, monitor) ->
          response(monitor, reason, collection, delete?)
      after
        milliseconds(timeout) -> :no_response
      end
    end
  end

  defp wait(_collection, _timeout, _delete?), do: badarg()

  # Without the label nobody would know whose exception it is.
  defp response(monitor, reason, collection, delete?) do
    {{id, _monitor}, label} = Map.fetch!(collection, monitor)
    left = if delete?, do: Map.delete(collection, monitor), else: collection

    try do
      {ended(id, reason), label, left}
    catch
      kind, reason -> :erlang.raise(kind, {reason, label, left}, __STACKTRACE__)
    end
  end

  @doc "Whether a message is the result of a request: `{:response, result}` or `:no_response`."
  @spec check_response(term, request_id) :: {:response, term} | :no_response
  def check_response({:DOWN, monitor, _, _, reason}, {id, monitor}),
    do: {:response, ended(id, reason)}

  def check_response(_message, {_id, _monitor}), do: :no_response
  def check_response(_message, _request), do: badarg()

  @doc "Whether a message is the result of a request of a collection."
  @spec check_response(term, collection, boolean) ::
          {{:response, term}, term, collection} | :no_response | :no_request
  def check_response({:DOWN, monitor, _, _, reason}, collection, delete?)
      when is_map_key(collection, monitor) do
    {result, label, collection} = response(monitor, reason, collection, delete?)
    {{:response, result}, label, collection}
  end

  def check_response(_message, collection, _delete?) when collection == %{}, do: :no_request
  def check_response(_message, _collection, _delete?), do: :no_response

  defp deadline(:infinity), do: :infinity
  defp deadline({:abs, _time} = deadline), do: deadline
  defp deadline(timeout), do: {:abs, :erlang.monotonic_time(:millisecond) + timeout}

  defp milliseconds({:abs, time}), do: max(time - :erlang.monotonic_time(:millisecond), 0)
  defp milliseconds(timeout), do: timeout

  @doc "An empty collection of requests."
  @spec reqids_new() :: collection
  def reqids_new, do: %{}

  @doc "How many requests a collection has."
  @spec reqids_size(collection) :: non_neg_integer
  def reqids_size(collection), do: map_size(collection)

  @doc "Adds a request to a collection, under a label."
  @spec reqids_add(request_id, term, collection) :: collection
  def reqids_add({_id, monitor} = request, label, collection)
      when not is_map_key(collection, monitor),
      do: Map.put(collection, monitor, {request, label})

  def reqids_add(_request, _label, _collection), do: badarg()

  @doc "The requests of a collection with their labels."
  @spec reqids_to_list(collection) :: [{request_id, term}]
  def reqids_to_list(collection), do: Map.values(collection)
end
