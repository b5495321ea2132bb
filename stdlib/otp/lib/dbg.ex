# The text interface to tracing. What is traced is `:erlang.trace/3`'s business (erl_trace.ex); here is the server that keeps a
# tracer, the short names for flags and match specifications, and how events look when they are printed.

defmodule :dbg do
  @moduledoc """
  Tracing by hand: what processes send, receive and do, and which functions they call.

      :dbg.tracer()
      :dbg.p(pid, [:m, :procs])
      :dbg.p(:all, :c)
      :dbg.tpl(Module, :function, :x)
      …
      :dbg.stop()

  A tracer that `tracer/0` has started prints events on `:user`; `tracer/2` takes a function instead. Tracers that are ports,
  files or native modules, sessions and other nodes are not supported.
  """

  @too_late [:function, :called, :with, :real, :fun, :should, :be, :transformed, :with] ++
              [:parse_transform, :or, :called, :with, :a, :fun, :generated, :in, :the, :shell]

  @type match_spec :: list | atom | pos_integer
  @type result :: {:ok, [{:matched, node, non_neg_integer} | {:saved, term}]} | {:error, term}

  ## The server

  @doc """
  Starts a tracer that prints events.
  """
  @spec tracer() :: {:ok, pid} | {:error, :already_started}
  def tracer, do: tracer(:process, {&print/2, :user})

  @doc """
  Starts a tracer that calls `fun` with each event and what the last call has returned, first `initial`.
  """
  @spec tracer(:process, {(term, term -> term), term}) ::
          {:ok, pid} | {:error, :already_started | {:not_supported, term}}
  def tracer(:process, {fun, initial}) when is_function(fun, 2) do
    case :erlang.whereis(:dbg) do
      :undefined ->
        parent = self()
        server = :erlang.spawn(fn -> start(parent, fun, initial) end)
        monitor = :erlang.monitor(:process, server)

        receive do
          {^server, result} ->
            :erlang.demonitor(monitor, [:flush])
            result

          {:DOWN, ^monitor, _, _, reason} ->
            {:error, reason}
        end

      _ ->
        {:error, :already_started}
    end
  end

  def tracer(type, _) when type in [:port, :module, :file],
    do: {:error, {:not_supported, {:tracer, type}}}

  defp start(parent, fun, initial) do
    true = :erlang.register(:dbg, self())
    :erlang.process_flag(:trap_exit, true)
    tracer = :erlang.spawn_link(fn -> receive_events(fun, initial) end)
    :erlang.send(parent, {self(), {:ok, self()}})
    serve(tracer, %{})
  catch
    :error, :badarg -> :erlang.send(parent, {self(), {:error, :already_started}})
  end

  defp receive_events(fun, state) do
    receive do
      {:dbg_stop, from, reference} ->
        :erlang.send(from, {:dbg_stopped, reference})

      event when elem(event, 0) in [:trace, :trace_ts, :seq_trace, :drop] ->
        receive_events(fun, fun.(event, state))

      _ ->
        receive_events(fun, state)
    end
  end

  defp serve(tracer, saved) do
    receive do
      {from, :get_tracer} ->
        reply(from, {:ok, tracer})
        serve(tracer, saved)

      {from, {:trace, item, how, flags}} ->
        reply(from, set(item, how, [{:tracer, tracer} | flags]))
        serve(tracer, saved)

      {from, {:pattern, function, match, flags}} ->
        {result, saved} = pattern(function, match, flags, saved)
        reply(from, result)
        serve(tracer, saved)

      {from, :saved} ->
        reply(from, saved)
        serve(tracer, saved)

      {from, {:forget, keys}} ->
        reply(from, :ok)
        serve(tracer, if(keys == :all, do: %{}, else: :maps.without(keys, saved)))

      {from, :stop} ->
        :erlang.trace(:all, false, [:all, {:tracer, tracer}])
        for scope <- [:local, :global], do: :erlang.trace_pattern({:_, :_, :_}, false, [scope])
        reference = make_ref()
        :erlang.send(tracer, {:dbg_stop, self(), reference})

        receive do
          {:dbg_stopped, ^reference} -> :ok
          {:EXIT, ^tracer, _} -> :ok
        end

        :erlang.unregister(:dbg)
        reply(from, :ok)

      {:EXIT, ^tracer, reason} ->
        :erlang.exit(reason)

      _ ->
        serve(tracer, saved)
    end
  end

  defp reply({pid, reference}, result), do: :erlang.send(pid, {:dbg, reference, result})

  defp ask(question) do
    case :erlang.whereis(:dbg) do
      :undefined ->
        {:error, {:no_tracer_on_node, :erlang.node()}}

      server ->
        monitor = :erlang.monitor(:process, server)
        :erlang.send(server, {{self(), monitor}, question})

        receive do
          {:dbg, ^monitor, result} ->
            :erlang.demonitor(monitor, [:flush])
            result

          {:DOWN, ^monitor, _, _, reason} ->
            {:error, reason}
        end
    end
  end

  @doc """
  The process that events are sent to.
  """
  @spec get_tracer() :: {:ok, pid} | {:error, term}
  def get_tracer, do: ask(:get_tracer)

  @doc """
  As `get_tracer/0`; there is no other node.
  """
  @spec get_tracer(node) :: {:ok, pid} | {:error, term}
  def get_tracer(node), do: if(node == :erlang.node(), do: get_tracer(), else: down(node))

  @doc """
  Ends all tracing and the tracer, once it has seen all events.
  """
  @spec stop() :: :ok
  def stop do
    ask(:stop)
    :ok
  end

  ## Processes

  @doc """
  As `p/2` with the flag `:m`: messages that are sent and received.
  """
  @spec p(term) :: result
  def p(item), do: p(item, [:m])

  @doc """
  Traces a process, a registered name, `:all`, `:new` or `:existing` ones.

  Flags are those of `:erlang.trace/3` and, shorter, `:s` (send), `:r` (receive), `:m` (both), `:c` (call), `:p` (procs), `:sos`
  (set_on_spawn), `:sofs` (set_on_first_spawn). `:clear` ends it.
  """
  @spec p(term, atom | [atom]) :: result
  def p(item, flags) when is_atom(flags), do: p(item, [flags])

  def p(item, flags) when is_list(flags) do
    case {process(item), expand(flags, [])} do
      {_, {:error, _} = error} -> error
      {{:ok, nobody}, _} when is_list(nobody) -> {:ok, nobody}
      {{:ok, process}, {:ok, :clear}} -> ask({:trace, process, false, [:all]})
      {{:ok, process}, {:ok, flags}} -> ask({:trace, process, true, flags})
      {error, _} -> error
    end
  end

  defp process(pid) when is_pid(pid), do: {:ok, pid}

  defp process(item)
       when item in [:all, :processes, :new, :new_processes, :existing, :existing_processes] or
              item in [:ports, :new_ports, :existing_ports],
       do: {:ok, item}

  defp process(name) when is_atom(name) do
    case :erlang.whereis(name) do
      :undefined -> {:ok, [{:matched, :erlang.node(), 0, {:no_proc, name}}]}
      pid -> {:ok, pid}
    end
  end

  defp process(number) when is_integer(number), do: process({0, number, 0})

  defp process({a, b, c}),
    do: process(:erlang.binary_to_list("<#{a}.#{b}.#{c}>"))

  defp process([?< | _] = text) do
    {:ok, :erlang.list_to_pid(text)}
  catch
    :error, :badarg -> {:error, {:not_a_pid, text}}
  end

  defp process(text) when is_list(text), do: process([?< | text] ++ [?>])
  defp process(other), do: {:error, {:bad_process, other}}

  @short [
           s: :send,
           r: :receive,
           c: :call,
           p: :procs,
           sos: :set_on_spawn,
           sofs: :set_on_first_spawn
         ] ++
           [sol: :set_on_link, sofl: :set_on_first_link]

  @flags [:send, :receive, :call, :procs, :ports, :arity, :return_to, :silent, :running, :exiting] ++
           [:garbage_collection, :timestamp, :monotonic_timestamp, :strict_monotonic_timestamp] ++
           [:set_on_spawn, :set_on_first_spawn, :set_on_link, :set_on_first_link, :all]

  defp expand([], flags), do: {:ok, flags}
  defp expand([:clear | _], _), do: {:ok, :clear}
  defp expand([:m | rest], flags), do: expand(rest, [:send, :receive | flags])
  defp expand([flag | rest], flags) when flag in @flags, do: expand(rest, [flag | flags])

  defp expand([flag | rest], flags) do
    case :lists.keyfind(flag, 1, @short) do
      {_, long} -> expand(rest, [long | flags])
      false -> {:error, {:bad_flags, [flag]}}
    end
  end

  defp set(item, how, flags) do
    {:ok, [{:matched, :erlang.node(), :erlang.trace(item, how, flags)}]}
  catch
    :error, {:not_supported, _} = reason -> {:error, reason}
    :error, _ -> {:ok, [{:matched, :erlang.node(), 0}]}
  end

  ## Functions

  @doc """
  Traces calls of functions from outside of their module: `{module, function, arity}` with `:_` for any, or a module.

  The match specification is one of `:erlang.trace_pattern/3`, `[]`, the number under which one has been saved, or `:x`
  (returns and exceptions, too), `:c` (the caller), `:cx` (all of it).
  """
  @spec tp(module | tuple, match_spec) :: result
  def tp(function, match), do: pattern(function, match, [:global])

  @doc "Traces calls of all functions of a module with that name, or of that arity."
  @spec tp(module, atom, match_spec) :: result
  def tp(module, function, match), do: tp({module, function, :_}, match)

  @doc "Traces calls of a function."
  @spec tp(module, atom, arity | :_, match_spec) :: result
  def tp(module, function, arity, match), do: tp({module, function, arity}, match)

  @doc "As `tp/2`; calls from the module itself and of private functions count, too."
  @spec tpl(module | tuple, match_spec) :: result
  def tpl(function, match), do: pattern(function, match, [:local])

  @doc "As `tp/3`, for all calls."
  @spec tpl(module, atom, match_spec) :: result
  def tpl(module, function, match), do: tpl({module, function, :_}, match)

  @doc "As `tp/4`, for all calls."
  @spec tpl(module, atom, arity | :_, match_spec) :: result
  def tpl(module, function, arity, match), do: tpl({module, function, arity}, match)

  @doc "Message events have no patterns here: an error, unless it is `[]`, which is what holds."
  @spec tpe(:send | :receive, match_spec) :: result
  def tpe(event, []) when event in [:send, :receive],
    do: {:ok, [{:matched, :erlang.node(), 1}]}

  def tpe(event, _), do: {:error, {:not_supported, {:tpe, event}}}

  @doc "Ends patterns of message events, which there are none of."
  @spec ctpe(:send | :receive) :: result
  def ctpe(event) when event in [:send, :receive], do: {:ok, [{:matched, :erlang.node(), 1}]}

  for {name, scopes, what} <- [
        {:ctp, [:local, :global], "Ends the tracing of calls"},
        {:ctpl, [:local], "Ends what `tpl/2` has begun"},
        {:ctpg, [:global], "Ends what `tp/2` has begun"}
      ] do
    @doc "#{what}, of all functions."
    @spec unquote(name)() :: result
    def unquote(name)(), do: clear({:_, :_, :_}, unquote(scopes))

    @doc "#{what}, of a module's functions or those that `{module, function, arity}` names."
    @spec unquote(name)(module | tuple) :: result
    def unquote(name)(function), do: clear(function(function), unquote(scopes))

    @doc "#{what}, of functions with that name."
    @spec unquote(name)(module, atom) :: result
    def unquote(name)(module, function), do: clear({module, function, :_}, unquote(scopes))

    @doc "#{what}, of a function."
    @spec unquote(name)(module, atom, arity | :_) :: result
    def unquote(name)(module, function, arity),
      do: clear({module, function, arity}, unquote(scopes))
  end

  defp function({_, _, _} = function), do: function
  defp function({module, function}), do: {module, function, :_}
  defp function(module) when is_atom(module), do: {module, :_, :_}

  defp pattern(function, match, flags), do: ask({:pattern, function(function), match, flags})

  # What is traced in another scope stays.
  defp clear(function, [scope]), do: ask({:pattern, function, {:clear, scope}, [scope]})
  defp clear(function, _both), do: ask({:pattern, function, false, [:local]})

  defp pattern(function, {:clear, scope}, flags, saved) do
    for one <- traced(function, scope), do: :erlang.trace_pattern(one, false, flags)
    {count(function, true), saved}
  end

  defp pattern(function, false, flags, saved) do
    count = :erlang.trace_pattern(function, false, flags)
    {{:ok, [{:matched, :erlang.node(), count}]}, saved}
  end

  defp pattern(function, match, flags, saved) do
    case specification(match, saved) do
      {:ok, specification, key, saved} ->
        count = :erlang.trace_pattern(function, specification, flags)
        key = if key == nil, do: [], else: [{:saved, key}]
        {{:ok, [{:matched, :erlang.node(), count} | key]}, saved}

      error ->
        {error, saved}
    end
  catch
    :error, _ -> {{:error, :badarg}, saved}
  end

  defp traced({module, function, arity}, scope) do
    for {name, _} <- :code.all_loaded(),
        module in [:_, name],
        {other, number} <- name.module_info(:functions),
        function in [:_, other] and arity in [:_, number],
        :erlang.trace_info({name, other, number}, :traced) == {:traced, scope},
        do: {name, other, number}
  end

  defp count({module, function, arity}, _) do
    found =
      for {name, _} <- :code.all_loaded(),
          module in [:_, name],
          {other, number} <- name.module_info(:functions),
          function in [:_, other] and arity in [:_, number],
          do: 1

    {:ok, [{:matched, :erlang.node(), length(found)}]}
  end

  defp specification([], saved), do: {:ok, [], nil, saved}

  defp specification(match, saved) when is_list(match) do
    case for {number, ^match} when is_integer(number) <- :maps.to_list(saved), do: number do
      [number | _] -> {:ok, match, number, saved}
      [] -> {:ok, match, map_size(saved) + 1, :maps.put(map_size(saved) + 1, match, saved)}
    end
  end

  defp specification(key, saved) do
    case built_in(key) || :maps.get(key, saved, nil) do
      nil -> {:error, :bad_match_spec}
      match -> {:ok, match, key, saved}
    end
  end

  defp built_in(key) when key in [:x, :exception_trace], do: [{:_, [], [{:exception_trace}]}]

  defp built_in(key) when key in [:c, :caller_trace],
    do: [{:_, [], [{:message, {:caller_line}}]}]

  defp built_in(key) when key in [:cx, :caller_exception_trace],
    do: [{:_, [], [{:exception_trace}, {:message, {:caller_line}}]}]

  defp built_in(_), do: nil

  @doc """
  Functions become match specifications where Erlang's compiler sees them; as they run, that is too late.
  """
  @spec fun2ms((list -> term)) :: no_return
  def fun2ms(fun) when is_function(fun), do: :erlang.exit({:badarg, {:dbg, :fun2ms, @too_late}})

  @doc "Prints the match specifications that have names or numbers."
  @spec ltp() :: :ok
  def ltp do
    saved =
      case ask(:saved) do
        %{} = saved -> :lists.sort(:maps.to_list(saved))
        _ -> []
      end

    built_in = for key <- [:x, :c, :cx], do: {key, built_in(key)}
    for {key, match} <- saved ++ built_in, do: :io.format(~c"~w: ~tp~n", [key, match])
    :ok
  end

  @doc "Forgets all match specifications that have numbers."
  @spec dtp() :: :ok
  def dtp, do: forget(:all)

  @doc "Forgets a match specification that has a number."
  @spec dtp(pos_integer) :: :ok
  def dtp(number), do: forget([number])

  defp forget(keys) do
    ask({:forget, keys})
    :ok
  end

  ## One call

  @doc "As `c/4` with the flag `:all`."
  @spec c(module, atom, [term]) :: term
  def c(module, function, arguments),
    do: c(module, function, arguments, [:send, :receive, :procs, :call, :set_on_spawn])

  @doc """
  Applies a function in a process of its own that is traced, prints what happens, and returns the result.
  """
  @spec c(module, atom, [term], atom | [atom]) :: term
  def c(module, function, arguments, flags) do
    tracer()
    parent = self()

    {pid, monitor} =
      :erlang.spawn_monitor(fn ->
        receive do: (:go -> :ok)
        :erlang.send(parent, {self(), apply(module, function, arguments)})
      end)

    case p(pid, flags) do
      {:ok, _} ->
        :erlang.send(pid, :go)

        result =
          receive do
            {^pid, result} -> result
            {:DOWN, ^monitor, _, _, reason} -> {:EXIT, reason}
          end

        :erlang.demonitor(monitor, [:flush])
        stop()
        result

      error ->
        :erlang.exit(pid, :kill)
        :erlang.demonitor(monitor, [:flush])
        stop()
        error
    end
  end

  ## Nodes and help

  @doc "Other nodes are not traced."
  @spec n(node) :: {:ok, node} | {:error, term}
  def n(node),
    do: if(node == :erlang.node(), do: {:error, :cant_add_local_node}, else: down(node))

  @doc "Traces a node no longer."
  @spec cn(node) :: :ok
  def cn(node) when is_atom(node), do: :ok

  @doc "Prints the nodes that are traced: this one."
  @spec ln() :: :ok
  def ln do
    :io.format(~c"~p~n", [:erlang.node()])
    :ok
  end

  defp down(node), do: {:error, {:nodedown, node}}

  @doc "Prints which processes are traced, and how."
  @spec i() :: :ok
  def i do
    :lists.foreach(
      fn pid ->
        case :erlang.trace_info(pid, :flags) do
          {:flags, [_ | _] = flags} -> :io.format(~c"~p: ~p~n", [pid, flags])
          _ -> :ok
        end
      end,
      :erlang.processes()
    )
  end

  ## Printing

  defp print({:trace, who, event, part}, device),
    do: line(device, who, event(event, [part]), ~c"")

  defp print({:trace, who, event, first, second}, device),
    do: line(device, who, event(event, [first, second]), ~c"")

  defp print(event, device) when elem(event, 0) == :trace_ts do
    last = tuple_size(event)

    [:trace_ts, who, event_name | parts] =
      :erlang.tuple_to_list(:erlang.delete_element(last, event))

    stamp = :io_lib.format(~c" (Timestamp: ~p)", [:erlang.element(last, event)])
    line(device, who, event(event_name, parts), stamp)
  end

  defp print(event, device) do
    :io.format(device, ~c"~tp~n", [event])
    device
  end

  defp line(device, who, {format, values}, stamp) do
    :io.format(device, :lists.flatten([~c"(~p) ", format, stamp, ~c"~n"]), [who | values])
    device
  end

  defp event(:call, [function]), do: call(~c"call ", function)

  defp event(:call, [function, message]) do
    {format, values} = call(~c"call ", function)
    {[format, ~c" (~tp)"], values ++ [message]}
  end

  defp event(:return_from, [{module, function, arity}, value]),
    do: {~c"returned from ~tw:~tw/~w -> ~tp", [module, function, arity, value]}

  defp event(:return_to, [{module, function, arity}]),
    do: {~c"returning to ~tw:~tw/~w", [module, function, arity]}

  defp event(:exception_from, [{module, function, arity}, value]),
    do: {~c"exception_from ~tp ~tp", [{module, function, arity}, value]}

  defp event(:receive, [message]), do: {~c"<< ~tp", [message]}
  defp event(:send, [message, to]), do: {~c"~tp ! ~tp", [to, message]}

  defp event(:send_to_non_existing_process, [message, to]),
    do: {~c"~tp ! ~tp (Non-existing process)", [to, message]}

  defp event(:spawn, [pid, function]), do: call(~c"spawn ~p as ", [pid], function)
  defp event(:spawned, [pid, function]), do: call(~c"spawned by ~p as ", [pid], function)
  defp event(name, [part]), do: {~c"~w ~tp", [name, part]}
  defp event(name, parts), do: {~c"~w ~tp", [name, parts]}

  defp call(prefix, values \\ [], function)

  defp call(prefix, values, {module, function, arity}) when is_integer(arity),
    do: {[prefix, ~c"~tw:~tw/~w"], values ++ [module, function, arity]}

  defp call(prefix, values, {module, function, arguments}) do
    commas = :lists.join(?,, for(_ <- arguments, do: ~c"~tp"))
    {[prefix, ~c"~tw:~tw(", commas, ?)], values ++ [module, function | arguments]}
  end
end
