# What `:erlang.trace/3`, `trace_pattern/3` and their relatives do; the machine's part is `:prim_trace`: flags of single
# processes and breakpoints of functions (Sources/Machine/Tracing).

defmodule :erl_trace do
  @moduledoc false

  @explained [error_info: %{module: :erl_erts_errors}]

  # In the order in which `trace_info/2` shows them.
  @bits [
    silent: 1024,
    arity: 16,
    set_on_first_spawn: 512,
    procs: 4,
    call: 8,
    set_on_spawn: 256,
    receive: 2,
    send: 1,
    monotonic_timestamp: 64,
    strict_monotonic_timestamp: 128,
    timestamp: 32
  ]

  # Flags of OTP that would tell of what this machine does not have, or does not tell yet. To switch them on is an error.
  @untold [
    :cpu_timestamp,
    :exiting,
    :garbage_collection,
    :ports,
    :return_to,
    :running,
    :running_ports,
    :running_procs,
    :scheduler_id,
    :set_on_first_link,
    :set_on_link
  ]

  @processes [:all, :processes, :existing, :existing_processes]
  @new [:all, :processes, :new, :new_processes]
  @ports [:ports, :existing_ports, :new_ports]

  @doc """
  Switches trace flags of processes on or off; returns how many processes there were.
  """
  @spec trace(pid | atom, boolean, [atom | {:tracer, pid}]) :: non_neg_integer
  def trace(item, how, flags) when is_boolean(how) and is_list(flags) do
    with {:ok, bits, tracer} <- read(flags, how, 0, self()),
         true <- not how or tracer == self() or :erlang.is_process_alive(tracer),
         count when is_integer(count) <- set(item, how, bits, tracer) do
      count
    else
      {:untold, flag} -> :erlang.error({:not_supported, {:trace, flag}})
      _ -> :erlang.error(:badarg, [item, how, flags], @explained)
    end
  end

  def trace(item, how, flags), do: :erlang.error(:badarg, [item, how, flags], @explained)

  defp read([], _how, bits, tracer), do: {:ok, bits, tracer}

  defp read([{:tracer, tracer} | rest], how, bits, _) when is_pid(tracer),
    do: read(rest, how, bits, tracer)

  defp read([:all | rest], how, bits, tracer),
    do: read(rest, how, :erlang.bor(bits, if(how, do: 1023, else: 2047)), tracer)

  defp read([flag | rest], how, bits, tracer) do
    case :lists.keyfind(flag, 1, @bits) do
      {_, bit} -> read(rest, how, :erlang.bor(bits, bit), tracer)
      false when flag in @untold and how -> {:untold, flag}
      false when flag in @untold -> read(rest, how, bits, tracer)
      false -> :error
    end
  end

  defp read(_, _, _, _), do: :error

  defp set(pid, how, bits, tracer) when is_pid(pid), do: set_one(pid, how, bits, tracer)

  defp set(item, _, _, _) when item in @ports, do: 0

  defp set(item, how, bits, tracer) when item in @processes or item in @new do
    if item in @new, do: :prim_trace.set_new(how, bits, tracer)

    if item in @processes do
      set_all(:erlang.processes(), how, bits, tracer, 0)
    else
      0
    end
  end

  defp set(_, _, _, _), do: :error

  defp set_one(pid, how, bits, tracer) do
    case :prim_trace.set(pid, how, bits, tracer) do
      true -> 1
      _ -> :error
    end
  end

  defp set_all([], _, _, _, count), do: count

  defp set_all([pid | pids], how, bits, tracer, count) do
    case pid != tracer and set_one(pid, how, bits, tracer) do
      1 -> set_all(pids, how, bits, tracer, count + 1)
      _ -> set_all(pids, how, bits, tracer, count)
    end
  end

  @doc """
  Says what is to be told of calls of functions: everything (`true`), nothing (`false`), or what a match specification says.
  Returns how many functions there are.
  """
  @spec trace_pattern(tuple | :on_load, boolean | list | :restart | :pause, [atom]) ::
          non_neg_integer
  def trace_pattern({module, function, arity} = mfa, match, flags) when is_list(flags) do
    with true <- valid?(module, function, arity),
         true <- is_boolean(match) or is_list(match),
         {:ok, global?} <- scope(flags, true),
         count when is_integer(count) <- pattern(module, function, arity, match, global?) do
      count
    else
      {:untold, flag} -> :erlang.error({:not_supported, {:trace_pattern, flag}})
      _ -> :erlang.error(:badarg, [mfa, match, flags], @explained)
    end
  end

  def trace_pattern(:on_load, match, flags) when is_boolean(match) or is_list(match) do
    if match, do: :erlang.error({:not_supported, {:trace_pattern, :on_load}})
    _ = flags
    0
  end

  def trace_pattern(mfa, match, flags),
    do: :erlang.error(:badarg, [mfa, match, flags], @explained)

  defp pattern(module, function, arity, match, global?) do
    :prim_trace.pattern(module, function, arity, match, global?)
  catch
    :error, :badarg -> :error
  end

  defp valid?(module, function, arity) do
    is_atom(module) and is_atom(function) and
      (arity == :_ or (is_integer(arity) and arity in 0..255)) and
      (module != :_ or (function == :_ and arity == :_)) and (function != :_ or arity == :_)
  end

  defp scope([], global?), do: {:ok, global?}
  defp scope([:global | rest], _), do: scope(rest, true)
  defp scope([:local | rest], _), do: scope(rest, false)

  defp scope([flag | _], _) when flag in [:meta, :call_count, :call_time, :call_memory],
    do: {:untold, flag}

  defp scope(_, _), do: :error

  @doc """
  What is traced of a process or of a function: an item of `trace/3` and `trace_pattern/3`.
  """
  @spec trace_info(pid | :new | :new_processes | :new_ports | tuple, atom) :: tuple | :undefined
  def trace_info(item, what) when what in [:flags, :tracer] do
    case state(item) do
      {bits, tracer} when what == :flags and is_integer(bits) ->
        _ = tracer
        {:flags, for({flag, bit} <- @bits, :erlang.band(bits, bit) != 0, do: flag)}

      {bits, tracer} when is_integer(bits) ->
        {:tracer, tracer}

      :undefined ->
        :undefined

      :error ->
        :erlang.error(:badarg, [item, what], @explained)
    end
  end

  def trace_info({module, function, arity} = mfa, what) do
    with true <- is_atom(module) and is_atom(function) and is_integer(arity),
         {:ok, value} <- item(:prim_trace.function(module, function, arity), what) do
      {what, value}
    else
      _ -> :erlang.error(:badarg, [mfa, what], @explained)
    end
  end

  def trace_info(item, what), do: :erlang.error(:badarg, [item, what], @explained)

  defp state(pid) when is_pid(pid) do
    case :erlang.process_info(pid, [:trace, :tracer]) do
      [trace: bits, tracer: tracer] -> {bits, tracer}
      :undefined -> :undefined
    end
  end

  defp state(item) when item in [:new, :new_processes], do: :prim_trace.new()
  defp state(:new_ports), do: {0, []}
  defp state(_), do: :error

  @items [
    :traced,
    :match_spec,
    :meta,
    :meta_match_spec,
    :call_memory,
    :call_time,
    :call_count
  ]

  defp item(:undefined, what) when what in @items or what == :all, do: {:ok, :undefined}
  defp item(false, :all), do: {:ok, false}
  defp item(state, :all), do: {:ok, for(what <- @items, do: {what, elem(item(state, what), 1)})}
  defp item({scope, _}, :traced), do: {:ok, scope}
  defp item({_, match}, :match_spec), do: {:ok, match}
  defp item(_, what) when what in @items, do: {:ok, false}
  defp item(_, _), do: :error

  @doc """
  Sends the caller `{:trace_delivered, pid, reference}` when all that has been traced of a process (or of all) has arrived.
  """
  @spec trace_delivered(pid | :all) :: reference
  def trace_delivered(item) when is_pid(item) or item == :all do
    reference = make_ref()
    # A process answers behind what it has told its tracer.
    pids = if item == :all, do: :erlang.processes(), else: [item]
    for pid <- pids, do: :erlang.process_info(pid, :status)
    :erlang.send(self(), {:trace_delivered, item, reference})
    reference
  end

  def trace_delivered(item), do: :erlang.error(:badarg, [item], @explained)
end
