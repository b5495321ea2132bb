# Erlang's `timer`: things to do later or again and again, and units of time. Messages to processes are the machine's own timers;
# everything else is done by one process, `:timer_server`, which the first such timer starts.

defmodule :timer do
  @moduledoc """
  Does things later, and again and again.

  Functions return `{:ok, timer}`, for `cancel/1`, or `{:error, :badarg}`. What is done is done in a process of its own.
  """

  @typedoc "A timer, for `cancel/1`."
  @type tref :: {:instant | :once | :interval | :send_local, reference}
  @typedoc "Milliseconds."
  @type time :: non_neg_integer

  @server :timer_server

  defguardp is_time(time) when is_integer(time) and time >= 0

  defguardp is_destination(to)
            when is_pid(to) or is_atom(to) or (is_tuple(to) and tuple_size(to) == 2)

  ## Once

  @doc "Calls a function after a time."
  @spec apply_after(time, (-> term)) :: {:ok, tref} | {:error, term}
  def apply_after(time, fun), do: apply_after(time, fun, [])

  @doc "Calls a function with arguments after a time."
  @spec apply_after(time, fun, [term]) :: {:ok, tref} | {:error, term}
  def apply_after(time, fun, arguments), do: once(time, call(fun, arguments))

  @doc "Calls a module's function with arguments after a time."
  @spec apply_after(time, module, atom, [term]) :: {:ok, tref} | {:error, term}
  def apply_after(time, module, function, arguments),
    do: once(time, call(module, function, arguments))

  defp once(time, call) when not is_time(time) or call == :badarg, do: {:error, :badarg}

  defp once(0, call) do
    run(call)
    {:ok, {:instant, make_ref()}}
  end

  defp once(time, call), do: {:ok, {:once, ask({:once, time, call})}}

  @doc "Sends a message to the calling process after a time."
  @spec send_after(time, term) :: {:ok, tref} | {:error, term}
  def send_after(time, message), do: send_after(time, self(), message)

  @doc """
  Sends a message after a time.

      iex> {:ok, timer} = :timer.send_after(60_000, self(), :late)
      iex> :timer.cancel(timer)
      {:ok, :cancel}

  """
  @spec send_after(time, pid | atom | {atom, node}, term) :: {:ok, tref} | {:error, term}
  def send_after(0, pid, message) when is_pid(pid) do
    send(pid, message)
    {:ok, {:instant, make_ref()}}
  end

  def send_after(time, pid, message) when is_time(time) and is_pid(pid) and node(pid) == node(),
    do: {:ok, {:send_local, :erlang.send_after(time, pid, message)}}

  def send_after(time, to, message) when is_destination(to),
    do: once(time, {:send, to, message})

  def send_after(_time, _to, _message), do: {:error, :badarg}

  @doc "Sends the calling process an exit signal after a time."
  @spec exit_after(time, term) :: {:ok, tref} | {:error, term}
  def exit_after(time, reason), do: exit_after(time, self(), reason)

  @doc "Sends a process an exit signal after a time."
  @spec exit_after(time, pid | atom, term) :: {:ok, tref} | {:error, term}
  def exit_after(time, target, reason) when is_destination(target),
    do: once(time, {:exit, target, reason})

  def exit_after(_time, _target, _reason), do: {:error, :badarg}

  @doc "Kills the calling process after a time."
  @spec kill_after(time) :: {:ok, tref} | {:error, term}
  def kill_after(time), do: exit_after(time, self(), :kill)

  @doc "Kills a process after a time."
  @spec kill_after(time, pid | atom) :: {:ok, tref} | {:error, term}
  def kill_after(time, target), do: exit_after(time, target, :kill)

  ## Again and again

  @doc "Calls a function every so many milliseconds, until the calling process ends."
  @spec apply_interval(time, (-> term)) :: {:ok, tref} | {:error, term}
  def apply_interval(time, fun), do: apply_interval(time, fun, [])

  @doc "Calls a function with arguments every so many milliseconds."
  @spec apply_interval(time, fun, [term]) :: {:ok, tref} | {:error, term}
  def apply_interval(time, fun, arguments), do: interval(time, self(), call(fun, arguments))

  @doc "Calls a module's function every so many milliseconds."
  @spec apply_interval(time, module, atom, [term]) :: {:ok, tref} | {:error, term}
  def apply_interval(time, module, function, arguments),
    do: interval(time, self(), call(module, function, arguments))

  @doc "As `apply_interval/2`, but a call waits for the end of the one before."
  @spec apply_repeatedly(time, (-> term)) :: {:ok, tref} | {:error, term}
  def apply_repeatedly(time, fun), do: apply_repeatedly(time, fun, [])

  @doc "As `apply_interval/3`, but a call waits for the end of the one before."
  @spec apply_repeatedly(time, fun, [term]) :: {:ok, tref} | {:error, term}
  def apply_repeatedly(time, fun, arguments),
    do: interval(time, self(), one(call(fun, arguments)))

  @doc "As `apply_interval/4`, but a call waits for the end of the one before."
  @spec apply_repeatedly(time, module, atom, [term]) :: {:ok, tref} | {:error, term}
  def apply_repeatedly(time, module, function, arguments),
    do: interval(time, self(), one(call(module, function, arguments)))

  defp one(:badarg), do: :badarg
  defp one(call), do: {:one, call}

  @doc "Sends the calling process a message every so many milliseconds."
  @spec send_interval(time, term) :: {:ok, tref} | {:error, term}
  def send_interval(time, message), do: send_interval(time, self(), message)

  @doc "Sends a message every so many milliseconds, until the receiver ends."
  @spec send_interval(time, pid | atom | {atom, node}, term) :: {:ok, tref} | {:error, term}
  def send_interval(time, to, message) when is_destination(to),
    do: interval(time, to, {:send, to, message})

  def send_interval(_time, _to, _message), do: {:error, :badarg}

  defp interval(time, _owner, call) when not is_time(time) or call == :badarg,
    do: {:error, :badarg}

  defp interval(time, owner, call), do: {:ok, {:interval, ask({:interval, time, owner, call})}}

  @doc "Cancels a timer. That it has gone off already is no error."
  @spec cancel(tref) :: {:ok, :cancel} | {:error, term}
  def cancel({:instant, reference}) when is_reference(reference), do: {:ok, :cancel}

  def cancel({:send_local, reference}) when is_reference(reference) do
    :erlang.cancel_timer(reference)
    {:ok, :cancel}
  end

  def cancel({kind, reference}) when kind in [:once, :interval] and is_reference(reference) do
    ask({:cancel, reference})
    {:ok, :cancel}
  end

  def cancel(_other), do: {:error, :badarg}

  ## Calls

  defp call(fun, arguments) when is_list(arguments) do
    if is_function(fun, length(arguments)), do: {:apply, fun, arguments}, else: :badarg
  end

  defp call(_fun, _arguments), do: :badarg

  defp call(module, function, arguments)
       when is_atom(module) and is_atom(function) and is_list(arguments),
       do: {:apply, module, function, arguments}

  defp call(_module, _function, _arguments), do: :badarg

  @doc false
  def run({:send, to, message}) do
    send(to, message)
  catch
    :error, :badarg -> :ok
  end

  def run({:exit, pid, reason}) when is_pid(pid), do: Process.exit(pid, reason)

  def run({:exit, name, reason}) when is_atom(name) do
    with pid when is_pid(pid) <- Process.whereis(name), do: Process.exit(pid, reason)
  end

  def run({:exit, {name, node}, reason}) when node == node(), do: run({:exit, name, reason})
  def run({:exit, _elsewhere, _reason}), do: :ok
  def run({:apply, fun, arguments}), do: spawn(fn -> apply(fun, arguments) end)

  def run({:apply, module, function, arguments}), do: spawn(module, function, arguments)

  ## The server

  @doc "Starts the server, which the first timer does, too."
  @spec start() :: :ok
  def start do
    :vial_lazy_server.server(@server, &serve/1)
    :ok
  end

  defp ask(request), do: :vial_lazy_server.ask(@server, &serve/1, request)

  defp serve(ready) do
    ready.()
    loop(%{}, %{})
  end

  # Timers by their reference: `{machine timer, time due, call, interval, monitor}`; references by what is monitored: the owner of
  # an interval, or the process that runs a call which the next one waits for.
  defp loop(timers, monitors) do
    receive do
      {{:once, time, call}, from, tag} ->
        reference = make_ref()
        send(from, {tag, reference})
        due = now() + time
        timer = set(reference, due)
        loop(Map.put(timers, reference, {timer, due, call, nil, nil}), monitors)

      {{:interval, time, owner, call}, from, tag} ->
        reference = make_ref()
        send(from, {tag, reference})
        due = now() + time
        monitor = Process.monitor(owner)
        timer = set(reference, due)

        loop(
          Map.put(timers, reference, {timer, due, call, time, monitor}),
          Map.put(monitors, monitor, {:owner, reference})
        )

      {{:cancel, reference}, from, tag} ->
        {timers, monitors} = drop(reference, timers, monitors)
        send(from, {tag, :ok})
        loop(timers, monitors)

      {:due, reference} when is_map_key(timers, reference) ->
        {timers, monitors} = due(reference, Map.fetch!(timers, reference), timers, monitors)
        loop(timers, monitors)

      {:DOWN, monitor, _, _, _} when is_map_key(monitors, monitor) ->
        {timers, monitors} = down(Map.pop!(monitors, monitor), timers)
        loop(timers, monitors)

      _stray ->
        loop(timers, monitors)
    end
  end

  defp now, do: :erlang.monotonic_time(:millisecond)
  defp set(reference, due), do: :erlang.send_after(due, self(), {:due, reference}, abs: true)

  defp due(reference, {_timer, _due, call, nil, _monitor}, timers, monitors) do
    run(call)
    {Map.delete(timers, reference), monitors}
  end

  defp due(reference, {_timer, due, {:one, call}, time, owner}, timers, monitors) do
    monitor = call |> run() |> Process.monitor()

    {Map.put(timers, reference, {:running, due, {:one, call}, time, owner}),
     Map.put(monitors, monitor, {:running, reference})}
  end

  defp due(reference, {_timer, due, call, time, owner}, timers, monitors) do
    run(call)
    due = due + time
    {Map.put(timers, reference, {set(reference, due), due, call, time, owner}), monitors}
  end

  defp down({{:owner, reference}, monitors}, timers), do: drop(reference, timers, monitors)

  # What is overdue by now comes at once.
  defp down({{:running, reference}, monitors}, timers) do
    case timers do
      %{^reference => {_running, due, call, time, owner}} ->
        due = max(due + time, now())
        {Map.put(timers, reference, {set(reference, due), due, call, time, owner}), monitors}

      _cancelled ->
        {timers, monitors}
    end
  end

  defp drop(reference, timers, monitors) do
    case Map.pop(timers, reference) do
      {nil, timers} ->
        {timers, monitors}

      {{timer, _due, _call, _time, monitor}, timers} ->
        if is_reference(timer), do: :erlang.cancel_timer(timer)
        if monitor, do: Process.demonitor(monitor, [:flush])
        {timers, Map.delete(monitors, monitor)}
    end
  end

  ## Waiting and measuring

  @doc "Waits for milliseconds, or forever."
  @spec sleep(timeout) :: :ok
  def sleep(time) do
    receive do
    after
      time -> :ok
    end
  end

  @doc """
  Calls a function: `{microseconds, result}`.

      iex> {time, 3} = :timer.tc(fn -> 1 + 2 end)
      iex> is_integer(time)
      true

  """
  @spec tc((-> term)) :: {integer, term}
  def tc(fun), do: measure(fn -> fun.() end, :microsecond)

  @doc "Calls a function with arguments, or measures in another unit."
  @spec tc(fun, [term] | System.time_unit()) :: {integer, term}
  def tc(fun, arguments) when is_list(arguments), do: tc(fun, arguments, :microsecond)
  def tc(fun, unit), do: measure(fn -> fun.() end, unit)

  @doc "Calls a function with arguments and measures in a unit; or calls a module's function."
  @spec tc(module, atom, [term]) :: {integer, term}
  def tc(fun, arguments, unit) when is_function(fun) and is_list(arguments),
    do: measure(fn -> apply(fun, arguments) end, unit)

  def tc(module, function, arguments), do: tc(module, function, arguments, :microsecond)

  @doc "Calls a module's function and measures in a unit."
  @spec tc(module, atom, [term], System.time_unit()) :: {integer, term}
  def tc(module, function, arguments, unit),
    do: measure(fn -> apply(module, function, arguments) end, unit)

  defp measure(call, unit) do
    start = :erlang.monotonic_time()
    result = call.()
    stop = :erlang.monotonic_time()
    {:erlang.convert_time_unit(stop - start, :native, unit), result}
  end

  @doc """
  The microseconds between two results of `:erlang.timestamp/0`, the later one first.

      iex> :timer.now_diff({0, 2, 500}, {0, 1, 0})
      1000500

  """
  @spec now_diff(:erlang.timestamp(), :erlang.timestamp()) :: integer
  def now_diff({mega2, second2, micro2}, {mega1, second1, micro1}),
    do: ((mega2 - mega1) * 1_000_000 + second2 - second1) * 1_000_000 + micro2 - micro1

  @doc """
  Milliseconds of seconds.

      iex> :timer.seconds(5)
      5000

  """
  @spec seconds(non_neg_integer) :: non_neg_integer
  def seconds(seconds), do: 1000 * seconds

  @doc """
  Milliseconds of minutes.

      iex> :timer.minutes(5)
      300000

  """
  @spec minutes(non_neg_integer) :: non_neg_integer
  def minutes(minutes), do: 60_000 * minutes

  @doc """
  Milliseconds of hours.

      iex> :timer.hours(1)
      3600000

  """
  @spec hours(non_neg_integer) :: non_neg_integer
  def hours(hours), do: 3_600_000 * hours

  @doc """
  Milliseconds of hours, minutes and seconds.

      iex> :timer.hms(1, 1, 1)
      3661000

  """
  @spec hms(non_neg_integer, non_neg_integer, non_neg_integer) :: non_neg_integer
  def hms(hours, minutes, seconds), do: hours(hours) + minutes(minutes) + seconds(seconds)
end
