# Processes of the kind that behaviours are: they know who started them, start synchronously and report their crashes.
# How a crash report reads is `:proc_lib_report`'s.

defmodule :proc_lib do
  @moduledoc """
  Processes that know their ancestors, can be started synchronously, and report when they crash.

  Such a process keeps its ancestors and the function that it began with in its dictionary (`:"$ancestors"`,
  `:"$initial_call"`). If it ends for another reason than `:normal`, `:shutdown` or `{:shutdown, term}`, a crash report
  goes to the logger.
  """

  @type spawn_option :: term
  @type exception :: {:error | :exit | :throw, term} | {:error | :exit | :throw, term, list}

  ## Spawn

  @doc "Spawns a process that calls a fun."
  @spec spawn((-> term)) :: pid
  def spawn(fun) when is_function(fun, 0),
    do: :erlang.spawn(:proc_lib, :init_p, [own_name(), own_ancestors(), fun])

  @doc "Spawns a process on a node that calls a fun."
  @spec spawn(node, (-> term)) :: pid
  def spawn(node, fun) when is_function(fun, 0),
    do: :erlang.spawn(node, :proc_lib, :init_p, [own_name(), own_ancestors(), fun])

  @doc "Spawns a process that calls a function."
  @spec spawn(module, atom, [term]) :: pid
  def spawn(module, function, arguments)
      when is_atom(module) and is_atom(function) and is_list(arguments),
      do:
        :erlang.spawn(:proc_lib, :init_p, [
          own_name(),
          own_ancestors(),
          module,
          function,
          arguments
        ])

  @doc "Spawns a process on a node that calls a function."
  @spec spawn(node, module, atom, [term]) :: pid
  def spawn(node, module, function, arguments),
    do:
      :erlang.spawn(node, :proc_lib, :init_p, [
        own_name(),
        own_ancestors(),
        module,
        function,
        arguments
      ])

  @doc "Spawns a linked process that calls a fun."
  @spec spawn_link((-> term)) :: pid
  def spawn_link(fun) when is_function(fun, 0),
    do: :erlang.spawn_link(:proc_lib, :init_p, [own_name(), own_ancestors(), fun])

  @doc "Spawns a linked process on a node that calls a fun."
  @spec spawn_link(node, (-> term)) :: pid
  def spawn_link(node, fun) when is_function(fun, 0),
    do: :erlang.spawn_link(node, :proc_lib, :init_p, [own_name(), own_ancestors(), fun])

  @doc "Spawns a linked process that calls a function."
  @spec spawn_link(module, atom, [term]) :: pid
  def spawn_link(module, function, arguments)
      when is_atom(module) and is_atom(function) and is_list(arguments),
      do:
        :erlang.spawn_link(:proc_lib, :init_p, [
          own_name(),
          own_ancestors(),
          module,
          function,
          arguments
        ])

  @doc "Spawns a linked process on a node that calls a function."
  @spec spawn_link(node, module, atom, [term]) :: pid
  def spawn_link(node, module, function, arguments),
    do:
      :erlang.spawn_link(node, :proc_lib, :init_p, [
        own_name(),
        own_ancestors(),
        module,
        function,
        arguments
      ])

  @doc "Spawns a process that calls a fun, with the options of `:erlang.spawn_opt/2`."
  @spec spawn_opt((-> term), [spawn_option]) :: pid | {pid, reference}
  def spawn_opt(fun, options) when is_function(fun, 0),
    do: :erlang.spawn_opt(:proc_lib, :init_p, [own_name(), own_ancestors(), fun], options)

  @doc "Spawns a process on a node that calls a fun, with options."
  @spec spawn_opt(node, (-> term), [spawn_option]) :: pid | {pid, reference}
  def spawn_opt(node, fun, options) when is_function(fun, 0),
    do: :erlang.spawn_opt(node, :proc_lib, :init_p, [own_name(), own_ancestors(), fun], options)

  @doc "Spawns a process that calls a function, with options."
  @spec spawn_opt(module, atom, [term], [spawn_option]) :: pid | {pid, reference}
  def spawn_opt(module, function, arguments, options),
    do:
      :erlang.spawn_opt(
        :proc_lib,
        :init_p,
        [own_name(), own_ancestors(), module, function, arguments],
        options
      )

  @doc "Spawns a process on a node that calls a function, with options."
  @spec spawn_opt(node, module, atom, [term], [spawn_option]) :: pid | {pid, reference}
  def spawn_opt(node, module, function, arguments, options),
    do:
      :erlang.spawn_opt(
        node,
        :proc_lib,
        :init_p,
        [own_name(), own_ancestors(), module, function, arguments],
        options
      )

  defp own_name do
    case :erlang.process_info(self(), :registered_name) do
      {:registered_name, name} -> name
      _ -> self()
    end
  end

  defp own_ancestors do
    case :erlang.get(:"$ancestors") do
      ancestors when is_list(ancestors) -> ancestors
      _ -> []
    end
  end

  ## In the new process

  @doc false
  def init_p(parent, ancestors, fun) when is_function(fun, 0) do
    :erlang.put(:"$ancestors", [parent | ancestors])
    {:module, module} = :erlang.fun_info(fun, :module)
    {:name, name} = :erlang.fun_info(fun, :name)
    :erlang.put(:"$initial_call", {module, name, 0})

    try do
      fun.()
    catch
      class, reason -> crash(class, reason, __STACKTRACE__)
    end
  end

  @doc false
  def init_p(parent, ancestors, module, function, arguments) do
    :erlang.put(:"$ancestors", [parent | ancestors])
    :erlang.put(:"$initial_call", translate(module, function, arguments))
    init_p_do_apply(module, function, arguments)
  end

  defp init_p_do_apply(module, function, arguments) do
    apply(module, function, arguments)
  catch
    class, reason -> crash(class, reason, __STACKTRACE__)
  end

  @doc """
  Hibernates, and on the next message calls a function; a crash in it is reported as in any process of this module.
  """
  @spec hibernate(module, atom, [term]) :: no_return
  def hibernate(module, function, arguments),
    do: :erlang.hibernate(:proc_lib, :wake_up, [module, function, arguments])

  @doc false
  def wake_up(module, function, arguments) do
    apply(module, function, arguments)
  catch
    class, reason -> crash(class, reason, __STACKTRACE__)
  end

  defp crash(class, reason, stacktrace) do
    if not (class == :exit and quiet?(reason)),
      do: :proc_lib_report.crash(class, reason, stacktrace)

    :erlang.raise(:exit, exit_reason(class, reason, stacktrace), stacktrace)
  end

  defp quiet?(:normal), do: true
  defp quiet?(:shutdown), do: true
  defp quiet?({:shutdown, _}), do: true
  defp quiet?(_), do: false

  defp exit_reason(:exit, reason, _stacktrace), do: reason
  defp exit_reason(:error, reason, stacktrace), do: {reason, stacktrace}
  defp exit_reason(:throw, value, stacktrace), do: {{:nocatch, value}, stacktrace}

  ## Synchronous start

  @doc "As `start/5`, without a timeout."
  @spec start(module, atom, [term]) :: term
  def start(module, function, arguments), do: start(module, function, arguments, :infinity, [])

  @doc "As `start/5`."
  @spec start(module, atom, [term], timeout) :: term
  def start(module, function, arguments, timeout),
    do: start(module, function, arguments, timeout, [])

  @doc """
  Starts a process and waits until it calls `init_ack/2` or `init_fail/3`, whose argument is returned.

  If it ends before, `{:error, reason}` is returned; if it takes too long it is killed, and `{:error, :timeout}` is.
  """
  @spec start(module, atom, [term], timeout, [spawn_option]) :: term
  def start(module, function, arguments, timeout, options) do
    {pid, monitor} = spawn_opt(module, function, arguments, [:monitor | refuse_monitor(options)])

    case await_start(pid, monitor, timeout) do
      {:started, result} ->
        :erlang.demonitor(monitor, [:flush])
        result

      {:failed, result, _down} ->
        result
    end
  end

  @doc "As `start_link/5`, without a timeout."
  @spec start_link(module, atom, [term]) :: term
  def start_link(module, function, arguments),
    do: start_link(module, function, arguments, :infinity, [])

  @doc "As `start_link/5`."
  @spec start_link(module, atom, [term], timeout) :: term
  def start_link(module, function, arguments, timeout),
    do: start_link(module, function, arguments, timeout, [])

  @doc """
  As `start/5`, with a link between the two processes.
  """
  @spec start_link(module, atom, [term], timeout, [spawn_option]) :: term
  def start_link(module, function, arguments, timeout, options) do
    {pid, monitor} =
      spawn_opt(module, function, arguments, [:link, :monitor | refuse_monitor(options)])

    case await_start(pid, monitor, timeout) do
      {:started, result} ->
        :erlang.demonitor(monitor, [:flush])
        result

      {:failed, result, _down} ->
        # The signal of the link has come before that of the monitor.
        receive do
          {:EXIT, ^pid, _} -> result
        after
          0 -> result
        end
    end
  end

  @doc "As `start_monitor/5`, without a timeout."
  @spec start_monitor(module, atom, [term]) :: {term, reference}
  def start_monitor(module, function, arguments),
    do: start_monitor(module, function, arguments, :infinity, [])

  @doc "As `start_monitor/5`."
  @spec start_monitor(module, atom, [term], timeout) :: {term, reference}
  def start_monitor(module, function, arguments, timeout),
    do: start_monitor(module, function, arguments, timeout, [])

  @doc """
  As `start/5`, with a monitor: returns `{result, reference}`. The monitor's message comes in case of a failure, too.
  """
  @spec start_monitor(module, atom, [term], timeout, [spawn_option]) :: {term, reference}
  def start_monitor(module, function, arguments, timeout, options) do
    {pid, monitor} = spawn_opt(module, function, arguments, [:monitor | refuse_monitor(options)])

    case await_start(pid, monitor, timeout) do
      {:started, result} ->
        {result, monitor}

      {:failed, result, down} ->
        send(self(), down)
        {result, monitor}
    end
  end

  # A monitor is made anyway.
  defp refuse_monitor(options) do
    if :lists.member(:monitor, options) or :lists.keymember(:monitor, 1, options),
      do: :erlang.error(:badarg, [options]),
      else: options
  end

  defp await_start(pid, monitor, timeout) do
    receive do
      {:ack, ^pid, result} ->
        {:started, result}

      {:nack, ^pid, result} ->
        receive do: ({:DOWN, ^monitor, _, _, _} = down -> {:failed, result, down})

      {:DOWN, ^monitor, _, _, reason} = down ->
        {:failed, {:error, reason}, down}
    after
      timeout ->
        :erlang.unlink(pid)
        :erlang.exit(pid, :kill)

        receive do
          {:DOWN, ^monitor, _, _, _} = down ->
            # What the process may have said in its last moment is not wanted anymore.
            receive do
              {answer, ^pid, _} when answer == :ack or answer == :nack -> :ok
            after
              0 -> :ok
            end

            {:failed, {:error, :timeout}, down}
        end
    end
  end

  @doc """
  Tells the process that started this one to go on: `start/5` returns `result`.
  """
  @spec init_ack(term) :: :ok
  def init_ack(result) do
    [parent | _] = :erlang.get(:"$ancestors")
    init_ack(parent, result)
  end

  @doc """
  As `init_ack/1`, to the given process.
  """
  @spec init_ack(pid | atom, term) :: :ok
  def init_ack(parent, result) do
    send(parent, {:ack, self(), result})
    :ok
  end

  @doc """
  Ends this process by an exception, whereupon `start/5` of the process that started it returns `result`.
  """
  @spec init_fail(term, exception) :: no_return
  def init_fail(result, exception) do
    [parent | _] = :erlang.get(:"$ancestors")
    init_fail(parent, result, exception)
  end

  @doc """
  As `init_fail/2`, to the given process.
  """
  @spec init_fail(pid | atom, term, exception) :: no_return
  def init_fail(parent, result, exception) do
    case exception do
      {class, reason} ->
        send(parent, {:nack, self(), result})
        raise_exception(class, reason)

      {class, reason, stacktrace} ->
        send(parent, {:nack, self(), result})
        :erlang.raise(class, reason, stacktrace)
    end
  end

  defp raise_exception(:error, reason), do: :erlang.error(reason)
  defp raise_exception(:exit, reason), do: exit(reason)
  defp raise_exception(:throw, value), do: throw(value)

  ## Stop

  @doc """
  Stops a process with the reason `:normal`; see `stop/3`.
  """
  @spec stop(pid | atom | {atom, node}) :: :ok
  def stop(process), do: stop(process, :normal, :infinity)

  @doc """
  Asks a process to terminate and waits until it is gone.

  The process must understand system messages. Exits if there is none, if it ends for another reason than the given one,
  or if it takes too long.
  """
  @spec stop(pid | atom | {atom, node}, term, timeout) :: :ok
  def stop(process, reason, timeout) do
    asked = {:sys, :terminate, [process, reason, timeout]}
    if process == self(), do: exit({:calling_self, asked})
    monitor = :erlang.monitor(:process, process, alias: :explicit_unalias)

    try do
      :erlang.send(process, {:system, {self(), [:alias | monitor]}, {:terminate, reason}}, [
        :noconnect
      ])
    catch
      :error, _ -> :ok
    end

    result =
      receive do
        {:DOWN, ^monitor, _, _, end_reason} -> end_reason
      after
        timeout -> :timeout
      end

    :erlang.demonitor(monitor, [:flush])
    :erlang.unalias(monitor)

    # It answers before it ends, unless it ends by itself.
    answered? =
      receive do
        {[:alias | ^monitor], _} -> true
      after
        0 -> false
      end

    case result do
      ^reason -> :ok
      other when answered? or other in [:noproc, :timeout] -> exit(other)
      other -> exit({other, asked})
    end
  end

  ## What a process is

  @doc """
  The function that a process began with, with placeholders for its arguments, or `false`.
  """
  @spec initial_call(pid | {integer, integer, integer} | [{atom, term}]) ::
          {module, atom, [atom]} | false
  def initial_call(process) do
    case raw_initial_call(process) do
      {module, function, arity} -> {module, function, placeholders(arity)}
      false -> false
    end
  end

  @doc """
  The function that a process began with; for a behaviour, the callback that is its first.
  """
  @spec translate_initial_call(pid | [{atom, term}]) :: {module, atom, arity}
  def translate_initial_call(process) do
    case raw_initial_call(process) do
      false -> {:proc_lib, :init_p, 5}
      call -> call
    end
  end

  defp raw_initial_call(pid) when is_pid(pid) do
    if pid == self() do
      known_call(:erlang.get(:"$initial_call"))
    else
      case :erlang.process_info(pid, {:dictionary, :"$initial_call"}) do
        {_, call} -> known_call(call)
        _ -> false
      end
    end
  end

  defp raw_initial_call(information) when is_list(information) do
    case :lists.keyfind(:dictionary, 1, information) do
      {:dictionary, dictionary} ->
        case :lists.keyfind(:"$initial_call", 1, dictionary) do
          {_, call} -> known_call(call)
          false -> false
        end

      false ->
        false
    end
  end

  defp known_call({module, function, arity}) when is_integer(arity), do: {module, function, arity}
  defp known_call(_), do: false

  @doc false
  def placeholders(arity),
    do:
      :lists.map(
        &:erlang.list_to_atom(~c"Argument__" ++ :erlang.integer_to_list(&1)),
        :lists.seq(1, arity)
      )

  # A behaviour begins with its module's init/1.
  defp translate(:gen, :init_it, arguments), do: behaviour_call(arguments)
  defp translate(module, function, arguments), do: {module, function, length(arguments)}

  # [behaviour, starter, parent, module, argument, options], or with a name in front of the module
  defp behaviour_call([:gen_event | _]), do: {:gen_event, :init_it, 6}

  defp behaviour_call([_behaviour, _starter, _parent, module, argument, _options]),
    do: behaviour_call(module, argument)

  defp behaviour_call([_behaviour, _starter, _parent, _name, module, argument, _options]),
    do: behaviour_call(module, argument)

  defp behaviour_call(:supervisor, {_name, module, _argument}), do: {:supervisor, module, 1}
  defp behaviour_call(module, _argument), do: {module, :init, 1}

  @doc """
  Gives this process a label, for tools that show processes.
  """
  @spec set_label(term) :: :ok
  def set_label(label) do
    :erlang.put(:"$process_label", label)
    :ok
  end

  @doc """
  The label of a process, or `:undefined`.
  """
  @spec get_label(pid) :: term
  def get_label(pid) do
    if pid == self() do
      :erlang.get(:"$process_label")
    else
      case :erlang.process_info(pid, {:dictionary, :"$process_label"}) do
        {_, label} -> label
        _ -> :undefined
      end
    end
  end

  ## Crash reports as text

  @doc "The text of a crash report."
  @spec format(term) :: charlist
  def format(report), do: :proc_lib_report.format(report, :unlimited)

  @doc "The text of a crash report. The encoding is of no consequence: a text is a list of code points."
  @spec format(term, atom) :: charlist
  def format(report, _encoding), do: :proc_lib_report.format(report, :unlimited)

  @doc "The text of a crash report whose terms are printed no deeper than `depth`."
  @spec format(term, atom, pos_integer | :unlimited) :: charlist
  def format(report, _encoding, depth), do: :proc_lib_report.format(report, depth)

  @doc false
  def report_cb(report, configuration), do: :proc_lib_report.text(report, configuration)
end
