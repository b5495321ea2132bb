# What runs in the processes of tasks, and the streams of them.

defmodule Task.Supervised do
  @moduledoc false

  # How long a task waits to be told what to do.
  @order_timeout 5000

  ## Start

  @doc "Starts a task without a link; `callers` are those on whose behalf it runs."
  def start(owner, callers, mfargs) do
    {:ok, spawn(__MODULE__, :noreply, [owner, ancestors(), callers, mfargs])}
  end

  @doc "Starts a task that waits for its owner to say what to do; `:monitor` if it is not linked to it."
  def start_link(owner, monitor) do
    {:ok, spawn_link(__MODULE__, :reply, [owner, ancestors(), monitor])}
  end

  @doc "Starts a linked task."
  def start_link(owner, callers, mfargs) do
    {:ok, spawn_link(__MODULE__, :noreply, [owner, ancestors(), callers, mfargs])}
  end

  # As processes of `:proc_lib` have them.
  defp ancestors do
    parent =
      case :erlang.process_info(self(), :registered_name) do
        {:registered_name, name} when is_atom(name) -> name
        _ -> self()
      end

    case :erlang.get(:"$ancestors") do
      ancestors when is_list(ancestors) -> [parent | ancestors]
      _ -> [parent]
    end
  end

  ## In the task

  @doc false
  def noreply(owner, ancestors, callers, mfargs) do
    put_origin(ancestors, callers, mfargs)
    invoke_mfa(owner, mfargs)
  end

  @doc false
  def reply({_, _, owner_pid} = owner, ancestors, :nomonitor) do
    reply(owner, ancestors, await_order(owner_pid, nil, :infinity))
  end

  def reply({_, _, owner_pid} = owner, ancestors, :monitor) do
    monitor = :erlang.monitor(:process, owner_pid)
    reply(owner, ancestors, await_order(owner_pid, monitor, @order_timeout))
  end

  def reply(owner, ancestors, {tag, reply_to, callers, mfargs}) do
    put_origin(ancestors, callers, mfargs)
    send(reply_to, {tag, invoke_mfa(owner, mfargs)})
  end

  defp await_order(owner_pid, monitor, timeout) do
    receive do
      {^owner_pid, tag, reply_to, callers, mfargs} ->
        if monitor, do: :erlang.demonitor(monitor, [:flush])
        {tag, reply_to, callers, mfargs}

      {:DOWN, ^monitor, _, _, reason} ->
        exit({:shutdown, reason})
    after
      # The owner went away between its call of the supervisor and its order.
      timeout -> exit(:timeout)
    end
  end

  defp put_origin(ancestors, callers, mfargs) do
    :erlang.put(:"$ancestors", ancestors)
    :erlang.put(:"$initial_call", initial_call(mfargs))
    :erlang.put(:"$callers", callers)
  end

  defp initial_call({:erlang, :apply, [fun, []]}) when is_function(fun, 0) do
    {:module, module} = :erlang.fun_info(fun, :module)
    {:name, name} = :erlang.fun_info(fun, :name)
    {module, name, 0}
  end

  defp initial_call({module, function, arguments}), do: {module, function, length(arguments)}

  defp invoke_mfa(owner, {module, function, arguments} = mfargs) do
    apply(module, function, arguments)
  catch
    :exit, value
    when value == :normal or value == :shutdown or
           (tuple_size(value) == 2 and elem(value, 0) == :shutdown) ->
      :erlang.raise(:exit, value, __STACKTRACE__)

    kind, value ->
      stacktrace = __STACKTRACE__
      value = if kind == :throw, do: {:nocatch, value}, else: value
      log(owner, mfargs, {value, stacktrace})
      :erlang.raise(:exit, if(kind == :exit, do: value, else: {value, stacktrace}), stacktrace)
  end

  defp log(owner, mfargs, reason) do
    {fun, arguments} = shown_call(mfargs)

    :logger.error(
      %{
        label: {Task.Supervisor, :terminating},
        report: %{
          name: shown_name(),
          starter: shown_owner(owner),
          function: fun,
          args: arguments,
          reason: reason,
          process_label: :proc_lib.get_label(self())
        }
      },
      %{
        domain: [:otp, :elixir],
        error_logger: %{tag: :error_msg},
        report_cb: &__MODULE__.format_report/1,
        callers: :erlang.get(:"$callers")
      }
    )
  end

  defp shown_call({:erlang, :apply, [fun, arguments]}) when is_function(fun, length(arguments)),
    do: {fun, arguments}

  defp shown_call({module, function, arguments}),
    do: {Function.capture(module, function, length(arguments)), arguments}

  defp shown_name do
    case :erlang.process_info(self(), :registered_name) do
      {:registered_name, name} when is_atom(name) -> name
      _ -> self()
    end
  end

  defp shown_owner({node, name, _pid}) when node == node(), do: name
  defp shown_owner({node, name, _pid}) when is_atom(name), do: {name, node}
  defp shown_owner({_node, _name, pid}), do: pid

  @doc false
  def format_report(%{label: {Task.Supervisor, :terminating}, report: report}) do
    {label_format, label_arguments} =
      case report.process_label do
        :undefined -> {~c"", []}
        label -> {~c"** Process Label == ~p~n", [label]}
      end

    {~c"** Task ~p terminating~n" ++
       label_format ++
       ~c"** Started from ~p~n** When function  == ~p~n**      arguments == ~p~n" ++
       ~c"** Reason for termination == ~n** ~p~n",
     [report.name | label_arguments] ++
       [report.starter, report.function, report.args, report.reason]}
  end

  ## Streams
  #
  # The process that enumerates the stream asks another one, the spawner, for each task. The spawner is linked to it and
  # to the tasks, so that its own links stay as they are; it ends tasks that take too long, and tells of the end of each
  # by {:down, {stream, position}, reason}. A task sends its result by itself: {{stream, position}, result}. `stream` is the
  # monitor of the spawner, and an alias.

  @default_timeout 5000

  @doc """
  The options of a stream, checked, as a map.
  """
  def validate_stream_options(options) do
    max_concurrency = Keyword.get_lazy(options, :max_concurrency, &System.schedulers_online/0)
    on_timeout = Keyword.get(options, :on_timeout, :exit)
    timeout = Keyword.get(options, :timeout, @default_timeout)
    ordered = Keyword.get(options, :ordered, true)
    zip_input_on_exit = Keyword.get(options, :zip_input_on_exit, false)

    unless is_integer(max_concurrency) and max_concurrency > 0 do
      raise ArgumentError, ":max_concurrency must be an integer greater than zero"
    end

    unless on_timeout in [:exit, :kill_task] do
      raise ArgumentError, ":on_timeout must be either :exit or :kill_task"
    end

    unless (is_integer(timeout) and timeout >= 0) or timeout == :infinity do
      raise ArgumentError, ":timeout must be either a positive integer or :infinity"
    end

    %{
      max_concurrency: max_concurrency,
      on_timeout: on_timeout,
      timeout: timeout,
      ordered: ordered,
      zip_input_on_exit: zip_input_on_exit
    }
  end

  @doc """
  Reduces a stream of tasks. `start` says how a task starts: `:link`, linked to the spawner, or a function of the owner
  that returns `{:ok, :link | :nolink, pid}` of a task that waits for its order.
  """
  def stream(enumerable, acc, reducer, callers, mfa, options, start) do
    next = &Enumerable.reduce(enumerable, &1, fn element, _ -> {:suspend, [element]} end)
    parent = self()
    {:trap_exit, trap_exit?} = Process.info(parent, :trap_exit)

    spawner =
      spawn_link(fn -> spawner(parent, trap_exit?, start, callers, mfa, options) end)

    stream = :erlang.monitor(:process, spawner, alias: :demonitor)
    send(spawner, {parent, stream})

    reduce(acc, options.max_concurrency, 0, 0, %{}, next, %{
      options: options,
      reducer: reducer,
      spawner: spawner,
      stream: stream
    })
  end

  # `free` tasks may still be started; `spawned` have been; those up to `delivered` have been emitted, and `waiting` holds
  # what is known of the others: {:running, element}, {:ok, value}, {:exit, reason}.
  defp reduce({:halt, acc}, _free, _spawned, _delivered, _waiting, next, config) do
    close(config)
    halt(next)
    {:halted, acc}
  end

  defp reduce({:suspend, acc}, free, spawned, delivered, waiting, next, config) do
    {:suspended, acc, &reduce(&1, free, spawned, delivered, waiting, next, config)}
  end

  # All has been started and emitted.
  defp reduce({:cont, acc}, _free, spawned, spawned, _waiting, :done, config) do
    close(config)
    {:done, acc}
  end

  defp reduce({:cont, acc}, free, spawned, delivered, waiting, next, config)
       when free == 0 or next == :done,
       do: await(acc, free, spawned, delivered, waiting, next, config)

  defp reduce({:cont, acc}, free, spawned, delivered, waiting, next, config) do
    case pull(next, config) do
      {:suspended, [element], next} ->
        waiting = order(element, spawned, waiting, config)
        reduce({:cont, acc}, free - 1, spawned + 1, delivered, waiting, next, config)

      # An enumerable that ends along with its last element.
      {_, [element]} ->
        waiting = order(element, spawned, waiting, config)
        reduce({:cont, acc}, free - 1, spawned + 1, delivered, waiting, :done, config)

      {_, []} ->
        reduce({:cont, acc}, free, spawned, delivered, waiting, :done, config)
    end
  end

  defp pull(next, config) do
    next.({:cont, []})
  catch
    kind, reason ->
      stacktrace = __STACKTRACE__
      close(config)
      :erlang.raise(kind, reason, stacktrace)
  end

  defp order(element, position, waiting, %{spawner: spawner, stream: stream, options: options}) do
    send(spawner, {stream, position, element})
    # The element is kept only if it is to be emitted.
    kept = if options.zip_input_on_exit, do: element
    Map.put(waiting, position, {:running, kept})
  end

  defp await(acc, free, spawned, delivered, waiting, next, %{stream: stream} = config) do
    receive do
      {{^stream, position}, value} ->
        case waiting do
          %{^position => {:running, _}} ->
            waiting = %{waiting | position => {:ok, value}}
            await(acc, free, spawned, delivered, waiting, next, config)

          # It has been given up.
          %{} ->
            await(acc, free, spawned, delivered, waiting, next, config)
        end

      {:down, {^stream, position}, reason} ->
        waiting =
          case waiting do
            %{^position => {:running, element}} ->
              %{waiting | position => failed(reason, element, config)}

            %{} ->
              waiting
          end

        emit({:cont, acc}, free + 1, position, spawned, delivered, waiting, next, config)

      {:timeout, ^stream} ->
        close(config)
        halt(next)
        exit({:timeout, {__MODULE__, :stream, [config.options.timeout]}})

      {:raise, ^stream, exception} ->
        close(config)
        halt(next)
        raise exception

      {:DOWN, ^stream, _, _, reason} ->
        # Whoever does not trap exits ends by the link.
        flush_exit(config.spawner)
        halt(next)
        exit({reason, {__MODULE__, :stream, [config.options.timeout]}})
    end
  end

  defp failed(reason, element, %{options: %{zip_input_on_exit: true}}),
    do: {:exit, {element, reason}}

  defp failed(reason, _element, _config), do: {:exit, reason}

  defp emit(
         acc,
         free,
         _position,
         spawned,
         delivered,
         waiting,
         next,
         %{options: %{ordered: true}} = config
       ),
       do: emit_in_order(acc, free, spawned, delivered, waiting, next, config)

  defp emit({:cont, acc}, free, position, spawned, delivered, waiting, next, config) do
    {result, waiting} = Map.pop!(waiting, position)

    acc
    |> reduce_result(result, config, next)
    |> reduce(free, spawned, delivered + 1, waiting, next, config)
  end

  # Emits what has ended of those that are next.
  defp emit_in_order({:cont, acc}, free, spawned, delivered, waiting, next, config) do
    case waiting do
      %{^delivered => {kind, _} = result} when kind != :running ->
        waiting = Map.delete(waiting, delivered)

        acc
        |> reduce_result(result, config, next)
        |> emit_in_order(free, spawned, delivered + 1, waiting, next, config)

      %{} ->
        reduce({:cont, acc}, free, spawned, delivered, waiting, next, config)
    end
  end

  defp emit_in_order({:suspend, acc}, free, spawned, delivered, waiting, next, config),
    do: {:suspended, acc, &emit_in_order(&1, free, spawned, delivered, waiting, next, config)}

  defp emit_in_order({:halt, _} = acc, free, spawned, delivered, waiting, next, config),
    do: reduce(acc, free, spawned, delivered, waiting, next, config)

  defp reduce_result(acc, result, config, next) do
    config.reducer.(result, acc)
  catch
    kind, reason ->
      stacktrace = __STACKTRACE__
      close(config)
      halt(next)
      :erlang.raise(kind, reason, stacktrace)
  end

  defp halt(:done), do: :ok
  defp halt(next), do: next.({:halt, []})

  # Ends the spawner with what runs yet. Nothing of the stream is left among the messages.
  defp close(%{spawner: spawner, stream: stream}) do
    send(spawner, {:stop, stream})

    receive do
      {:DOWN, ^stream, _, _, _} -> :ok
    end

    flush_exit(spawner)
    flush(stream)
  end

  defp flush_exit(spawner) do
    Process.unlink(spawner)
    receive do: ({:EXIT, ^spawner, _} -> :ok), after: (0 -> :ok)
  end

  defp flush(stream) do
    receive do
      {{^stream, _}, _} -> flush(stream)
      {:down, {^stream, _}, _} -> flush(stream)
      {:timeout, ^stream} -> flush(stream)
      {:raise, ^stream, _} -> flush(stream)
    after
      0 -> :ok
    end
  end

  ## The spawner

  defp spawner(parent, trap_exit?, start, callers, mfa, options) do
    Process.flag(:trap_exit, trap_exit?)
    monitor = Process.monitor(parent)

    receive do
      {^parent, stream} ->
        spawner_loop(%{}, %{
          parent: parent,
          monitor: monitor,
          stream: stream,
          start: start,
          owner: Task.owner(parent),
          callers: callers,
          mfa: mfa,
          options: options
        })

      {:DOWN, ^monitor, _, _, reason} ->
        exit(reason)
    end
  end

  # `running`: by the monitor of a task, its position, pid and timer.
  defp spawner_loop(running, %{parent: parent, monitor: monitor, stream: stream} = config) do
    receive do
      {^stream, position, element} ->
        case start_task(element, position, config) do
          {:ok, pid, task_monitor} ->
            timer = start_timer(config.options.timeout, task_monitor)
            running |> Map.put(task_monitor, {position, pid, timer}) |> spawner_loop(config)

          {:error, exception} ->
            send(stream, {:raise, stream, exception})
            spawner_loop(running, config)
        end

      {:DOWN, ^monitor, _, _, reason} ->
        stop_tasks(running)
        exit(reason)

      {:DOWN, task_monitor, _, _, reason} ->
        {{position, _pid, timer}, running} = Map.pop!(running, task_monitor)
        stop_timer(timer)
        reason = if timer == :timed_out and reason == :killed, do: :timeout, else: reason
        send(stream, {:down, {stream, position}, reason})
        spawner_loop(running, config)

      {:timeout, timer, task_monitor} ->
        case running do
          %{^task_monitor => {position, pid, ^timer}} ->
            running |> timed_out(task_monitor, position, pid, config) |> spawner_loop(config)

          %{} ->
            spawner_loop(running, config)
        end

      {:stop, ^stream} ->
        stop_tasks(running)

      # Of a task, whose monitor is about to tell, or of the parent.
      {:EXIT, pid, reason} ->
        if pid == parent do
          stop_tasks(running)
          exit(reason)
        end

        spawner_loop(running, config)
    end
  end

  defp start_task(element, position, %{start: :link} = config) do
    %{owner: owner, stream: stream, callers: callers, mfa: mfa} = config
    order = {{stream, position}, stream, callers, call(mfa, element)}

    {pid, monitor} =
      :erlang.spawn_opt(__MODULE__, :reply, [owner, ancestors(), order], [:link, :monitor])

    {:ok, pid, monitor}
  end

  defp start_task(element, position, config) do
    %{owner: owner, parent: parent, stream: stream, callers: callers, mfa: mfa} = config

    case config.start.(owner) do
      {:ok, link, pid} ->
        if link == :link, do: Process.link(pid)
        monitor = Process.monitor(pid)
        send(pid, {parent, {stream, position}, stream, callers, call(mfa, element)})
        {:ok, pid, monitor}

      {:error, :max_children} ->
        {:error, %RuntimeError{message: too_many_children()}}

      {:error, reason} ->
        exit(reason)
    end
  end

  defp too_many_children do
    "reached the maximum number of tasks for this task supervisor. The maximum number " <>
      "of tasks that are allowed to run at the same time under this supervisor can be " <>
      "configured with the :max_children option passed to Task.Supervisor.start_link/1. When " <>
      "using async_stream or async_stream_nolink, make sure to configure :max_concurrency to " <>
      "be lower or equal to :max_children and pay attention to whether other tasks are also " <>
      "spawned under the same task supervisor."
  end

  defp call({module, function, arguments}, element), do: {module, function, [element | arguments]}
  defp call(fun, element), do: {:erlang, :apply, [fun, [element]]}

  defp start_timer(:infinity, _task_monitor), do: nil
  defp start_timer(timeout, task_monitor), do: :erlang.start_timer(timeout, self(), task_monitor)

  defp stop_timer(timer) when is_reference(timer),
    do: :erlang.cancel_timer(timer, async: true, info: false)

  defp stop_timer(_), do: :ok

  defp timed_out(running, _task_monitor, _position, _pid, %{
         options: %{on_timeout: :exit},
         stream: stream
       }) do
    send(stream, {:timeout, stream})
    running
  end

  defp timed_out(running, task_monitor, position, pid, %{options: %{on_timeout: :kill_task}}) do
    Process.unlink(pid)
    Process.exit(pid, :kill)
    %{running | task_monitor => {position, pid, :timed_out}}
  end

  # Kills all and waits until they are gone.
  defp stop_tasks(running) do
    for {_monitor, {_position, pid, _timer}} <- running do
      Process.unlink(pid)
      Process.exit(pid, :kill)
    end

    for {monitor, _} <- running do
      receive do: ({:DOWN, ^monitor, _, _, _} -> :ok)
    end

    :ok
  end
end
