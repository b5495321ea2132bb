# The older calls on nodes, on `:erpc`: what goes wrong is `{:badrpc, reason}`.

defmodule :rpc do
  @moduledoc """
  Calls of functions on other nodes; an error is the result `{:badrpc, reason}`. There is one node, this one.
  """

  @type badrpc :: {:badrpc, term}

  @doc "Calls a module's function on a node."
  @spec call(node, module, atom, [term]) :: term | badrpc
  def call(node, module, function, arguments),
    do: call(node, module, function, arguments, :infinity)

  @doc "As `call/4`, for a time."
  @spec call(node, module, atom, [term], timeout) :: term | badrpc
  def call(node, module, function, arguments, timeout) do
    :erpc.call(node, module, function, arguments, timeout)
  catch
    kind, reason -> badrpc(kind, reason)
  end

  defp badrpc(:throw, value), do: value
  defp badrpc(:exit, {:exception, reason}), do: {:badrpc, {:EXIT, reason}}
  defp badrpc(:exit, {:signal, reason}), do: {:badrpc, {:EXIT, reason}}
  defp badrpc(:error, {:exception, reason, stack}), do: {:badrpc, {:EXIT, {reason, stack}}}
  defp badrpc(:error, {:erpc, :noconnection}), do: {:badrpc, :nodedown}
  defp badrpc(:error, {:erpc, :timeout}), do: {:badrpc, :timeout}
  defp badrpc(:error, {:erpc, :badarg}), do: :erlang.error(:badarg)

  @doc "The same as `call/4`."
  @spec block_call(node, module, atom, [term]) :: term | badrpc
  def block_call(node, module, function, arguments), do: call(node, module, function, arguments)

  @doc "The same as `call/5`."
  @spec block_call(node, module, atom, [term], timeout) :: term | badrpc
  def block_call(node, module, function, arguments, timeout),
    do: call(node, module, function, arguments, timeout)

  @doc "Calls a module's function on a server of the node, registered as `name`."
  @spec server_call(node, atom, term, term) :: term | {:error, :nodedown}
  def server_call(node, name, reply_wrapper, message) when is_atom(node) and is_atom(name) do
    if node == node() do
      monitor = Process.monitor(name)
      send(name, {self(), message})

      receive do
        {:DOWN, ^monitor, _, _, _} ->
          {:error, :nodedown}

        {^reply_wrapper, ^node, reply} ->
          Process.demonitor(monitor, [:flush])
          reply
      end
    else
      {:error, :nodedown}
    end
  end

  @doc "Begins a call; the key is for `yield/1` and `nb_yield/2`, in the same process."
  @spec async_call(node, module, atom, [term]) :: term
  def async_call(node, module, function, arguments),
    do: :erpc.send_request(node, module, function, arguments)

  @doc "Waits for the result of a call that `async_call/4` began."
  @spec yield(term) :: term | badrpc
  def yield(key) do
    :erpc.receive_response(key)
  catch
    kind, reason -> badrpc(kind, reason)
  end

  @doc "The result of a call that `async_call/4` began if it is there: `{:value, result}` or `:timeout`."
  @spec nb_yield(term) :: {:value, term | badrpc} | :timeout
  def nb_yield(key), do: nb_yield(key, 0)

  @doc "As `nb_yield/1`, for a time."
  @spec nb_yield(term, timeout) :: {:value, term | badrpc} | :timeout
  def nb_yield(key, timeout) do
    case :erpc.wait_response(key, timeout) do
      {:response, value} -> {:value, value}
      :no_response -> :timeout
    end
  catch
    kind, reason -> {:value, badrpc(kind, reason)}
  end

  @doc "Calls a module's function, and does not care for the result."
  @spec cast(node, module, atom, [term]) :: true
  def cast(node, module, function, arguments) do
    :erpc.cast(node, module, function, arguments)
    true
  end

  @doc "Sends a message to the processes of a name on all nodes."
  @spec abcast(atom, term) :: :abcast
  def abcast(name, message), do: abcast([node() | :erlang.nodes()], name, message)

  @doc "As `abcast/2`, on some nodes."
  @spec abcast([node], atom, term) :: :abcast
  def abcast(nodes, name, message) do
    for node <- nodes, do: send({name, node}, message)
    :abcast
  end

  @doc "As `abcast/2`; says which nodes have such a process."
  @spec sbcast(atom, term) :: {[node], [node]}
  def sbcast(name, message), do: sbcast([node() | :erlang.nodes()], name, message)

  @doc "As `sbcast/2`, on some nodes."
  @spec sbcast([node], atom, term) :: {[node], [node]}
  def sbcast(nodes, name, message) do
    :lists.partition(
      fn node ->
        there? = node == node() and :erlang.whereis(name) != :undefined
        if there?, do: send(name, message)
        there?
      end,
      nodes
    )
  end

  @doc "Calls a module's function on all nodes, and does not care for the results."
  @spec eval_everywhere(module, atom, [term]) :: :abcast
  def eval_everywhere(module, function, arguments),
    do: eval_everywhere([node() | :erlang.nodes()], module, function, arguments)

  @doc "As `eval_everywhere/3`, on some nodes."
  @spec eval_everywhere([node], module, atom, [term]) :: :abcast
  def eval_everywhere(nodes, module, function, arguments) do
    :erpc.multicast(nodes, module, function, arguments)
    :abcast
  end

  @doc "Asks a server of a name on all nodes: the replies, and the nodes that have none."
  @spec multi_server_call(atom, term) :: {[term], [node]}
  def multi_server_call(name, message),
    do: multi_server_call([node() | :erlang.nodes()], name, message)

  @doc "As `multi_server_call/2`, on some nodes."
  @spec multi_server_call([node], atom, term) :: {[term], [node]}
  def multi_server_call(nodes, name, message) do
    results = for node <- nodes, do: {node, server_call(node, name, name, message)}
    {bad, good} = :lists.partition(fn {_, reply} -> reply == {:error, :nodedown} end, results)
    {for({_, reply} <- good, do: reply), for({node, _} <- bad, do: node)}
  end

  @doc "Calls a module's function on all nodes: the results, and the nodes that failed."
  @spec multicall(module, atom, [term]) :: {[term], [node]}
  def multicall(module, function, arguments),
    do: multicall([node() | :erlang.nodes()], module, function, arguments, :infinity)

  @doc "As `multicall/3`, on some nodes or for a time."
  def multicall(nodes, module, function, arguments) when is_list(nodes) and is_atom(module),
    do: multicall(nodes, module, function, arguments, :infinity)

  def multicall(module, function, arguments, timeout),
    do: multicall([node() | :erlang.nodes()], module, function, arguments, timeout)

  @doc "As `multicall/3`, on some nodes and for a time."
  @spec multicall([node], module, atom, [term], timeout) :: {[term], [node]}
  def multicall(nodes, module, function, arguments, timeout) do
    results = :erpc.multicall(nodes, module, function, arguments, timeout)

    {good, bad} =
      :lists.foldl(
        fn
          {_node, {:ok, value}}, {good, bad} ->
            {[value | good], bad}

          {node, {:error, {:erpc, reason}}}, {good, bad}
          when reason in [:noconnection, :timeout] ->
            {good, [node | bad]}

          {_node, {kind, reason}}, {good, bad} ->
            {[badrpc(kind, reason) | good], bad}
        end,
        {[], []},
        :lists.zip(nodes, results)
      )

    {:lists.reverse(good), :lists.reverse(bad)}
  end

  @doc "Calls functions at the same time, one on each node in turn: the results in order."
  @spec parallel_eval([{module, atom, [term]}]) :: [term]
  def parallel_eval(calls) do
    keys =
      for {module, function, arguments} <- calls,
          do: async_call(node(), module, function, arguments)

    for key <- keys, do: yield(key)
  end

  @doc "Calls `module.function(element, …extra)` for each element of a list, at the same time."
  @spec pmap({module, atom}, [term], [term]) :: [term]
  def pmap({module, function}, extra, list) do
    results = parallel_eval(for element <- list, do: {module, function, [element | extra]})

    if :lists.any(&match?({:badrpc, _}, &1), results), do: exit(:badrpc), else: results
  end

  @doc "Information on a process of any node."
  @spec pinfo(pid) :: term
  def pinfo(pid), do: call(node(pid), :erlang, :process_info, [pid])

  @doc "An item of information on a process of any node."
  @spec pinfo(pid, term) :: term
  def pinfo(pid, item), do: call(node(pid), :erlang, :process_info, [pid, item])
end
