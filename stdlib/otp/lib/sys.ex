# System messages: what every process of a behaviour understands besides its own messages, to be looked at, suspended,
# traced and changed while it runs.

defmodule :sys do
  @moduledoc """
  Inspects and controls processes that understand system messages: all those of OTP's behaviours, and special processes.

  A special process handles a message `{:system, from, request}` by `handle_system_msg/6`, which answers and then calls
  `system_continue/3` or `system_terminate/4` of its module. `system_code_change/4`, `system_get_state/1` and
  `system_replace_state/2` of the module are called if they are needed.
  """

  @type name :: pid | atom | {:global, term} | {:via, module, term} | {atom, node}
  @type system_event :: term
  @type dbg_fun :: (term, system_event, term -> :done | term)
  @type format_fun :: (device :: term, system_event, extra :: term -> term)
  @opaque dbg_opt :: {term, term}
  @type debug_option ::
          :trace
          | :log
          | {:log, pos_integer}
          | :statistics
          | {:log_to_file, Path.t()}
          | {:install, {dbg_fun, term} | {term, dbg_fun, term}}

  # Events that a log keeps unless told otherwise.
  @log_length 10

  ## Status and state

  @doc "Suspends a process: it handles nothing but system messages until it is resumed."
  @spec suspend(name, timeout) :: :ok
  def suspend(name), do: request(name, :suspend, {:suspend, [name]})
  def suspend(name, timeout), do: request(name, :suspend, timeout, {:suspend, [name, timeout]})

  @doc "Resumes a suspended process."
  @spec resume(name, timeout) :: :ok
  def resume(name), do: request(name, :resume, {:resume, [name]})
  def resume(name, timeout), do: request(name, :resume, timeout, {:resume, [name, timeout]})

  @doc """
  The status of a process: `{:status, pid, {:module, module}, [dictionary, :running | :suspended, parent, debug, misc]}`.
  """
  @spec get_status(name, timeout) :: {:status, pid, {:module, module}, list}
  def get_status(name), do: request(name, :get_status, {:get_status, [name]})

  def get_status(name, timeout),
    do: request(name, :get_status, timeout, {:get_status, [name, timeout]})

  @doc "The state of a process of a behaviour, for debugging."
  @spec get_state(name, timeout) :: term
  def get_state(name), do: name |> request(:get_state, {:get_state, [name]}) |> state_or_error()

  def get_state(name, timeout),
    do: name |> request(:get_state, timeout, {:get_state, [name, timeout]}) |> state_or_error()

  @doc """
  Replaces the state of a process by what `fun` returns for it, for debugging; returns the new state.

  If `fun` raises, the state stays as it is and the caller gets the error.
  """
  @spec replace_state(name, (term -> term), timeout) :: term
  def replace_state(name, fun),
    do: name |> request({:replace_state, fun}, {:replace_state, [name, fun]}) |> state_or_error()

  def replace_state(name, fun, timeout),
    do:
      name
      |> request({:replace_state, fun}, timeout, {:replace_state, [name, fun, timeout]})
      |> state_or_error()

  defp state_or_error({:ok, state}), do: state
  defp state_or_error({:error, reason}), do: :erlang.error(reason)

  @doc "Tells a suspended process that its module has changed."
  @spec change_code(name, module, term, term, timeout) :: :ok | {:error, term}
  def change_code(name, module, old_version, extra) do
    request(
      name,
      {:change_code, module, old_version, extra},
      {:change_code, [name, module, old_version, extra]}
    )
  end

  def change_code(name, module, old_version, extra, timeout) do
    request(
      name,
      {:change_code, module, old_version, extra},
      timeout,
      {:change_code, [name, module, old_version, extra, timeout]}
    )
  end

  @doc "Tells a process to terminate; does not wait until it is gone."
  @spec terminate(name, term, timeout) :: :ok
  def terminate(name, reason),
    do: request(name, {:terminate, reason}, {:terminate, [name, reason]})

  def terminate(name, reason, timeout),
    do: request(name, {:terminate, reason}, timeout, {:terminate, [name, reason, timeout]})

  ## Debugging

  @doc """
  Keeps the last events of a process: `true` or `{true, length}` starts, `false` ends, `:get` returns `{:ok, events}` and
  `:print` prints them.
  """
  @spec log(name, true | {true, pos_integer} | false | :get | :print, timeout) ::
          :ok | {:ok, [system_event]}
  def log(name, flag), do: request(name, {:debug, {:log, flag}}, {:log, [name, flag]})

  def log(name, flag, timeout),
    do: request(name, {:debug, {:log, flag}}, timeout, {:log, [name, flag, timeout]})

  @doc "Prints the events of a process as they happen, or no longer does."
  @spec trace(name, boolean, timeout) :: :ok
  def trace(name, flag), do: request(name, {:debug, {:trace, flag}}, {:trace, [name, flag]})

  def trace(name, flag, timeout),
    do: request(name, {:debug, {:trace, flag}}, timeout, {:trace, [name, flag, timeout]})

  @doc "Writes the events of a process to a file, or with `false` no longer does."
  @spec log_to_file(name, Path.t() | false, timeout) :: :ok | {:error, :open_file}
  def log_to_file(name, file),
    do: request(name, {:debug, {:log_to_file, file}}, {:log_to_file, [name, file]})

  def log_to_file(name, file, timeout),
    do:
      request(
        name,
        {:debug, {:log_to_file, file}},
        timeout,
        {:log_to_file, [name, file, timeout]}
      )

  @doc """
  Counts the messages of a process: `true` starts, `false` ends, and `:get` returns `{:ok, counts}`.
  """
  @spec statistics(name, true | false | :get, timeout) ::
          :ok | {:ok, [{atom, term}] | :no_statistics}
  def statistics(name, flag),
    do: request(name, {:debug, {:statistics, flag}}, {:statistics, [name, flag]})

  def statistics(name, flag, timeout),
    do:
      request(name, {:debug, {:statistics, flag}}, timeout, {:statistics, [name, flag, timeout]})

  @doc """
  Installs a function that is called with its state, each event and the name of the process; it returns its new state,
  or `:done` to be removed.
  """
  @spec install(name, {dbg_fun, term} | {term, dbg_fun, term}, timeout) :: :ok
  def install(name, fun_and_state),
    do: request(name, {:debug, {:install, fun_and_state}}, {:install, [name, fun_and_state]})

  def install(name, fun_and_state, timeout),
    do:
      request(
        name,
        {:debug, {:install, fun_and_state}},
        timeout,
        {:install, [name, fun_and_state, timeout]}
      )

  @doc "Removes an installed function, named by itself or its id."
  @spec remove(name, dbg_fun | term, timeout) :: :ok
  def remove(name, fun), do: request(name, {:debug, {:remove, fun}}, {:remove, [name, fun]})

  def remove(name, fun, timeout),
    do: request(name, {:debug, {:remove, fun}}, timeout, {:remove, [name, fun, timeout]})

  @doc "Ends all debugging of a process."
  @spec no_debug(name, timeout) :: :ok
  def no_debug(name), do: request(name, {:debug, :no_debug}, {:no_debug, [name]})

  def no_debug(name, timeout),
    do: request(name, {:debug, :no_debug}, timeout, {:no_debug, [name, timeout]})

  defp request(name, request, caller), do: request(name, request, 5000, caller)

  defp request(name, request, timeout, {function, arguments}) do
    {:ok, reply} = :gen.call(name, :system, request, timeout)
    reply
  catch
    :exit, reason -> exit({reason, {:sys, function, arguments}})
  end

  ## For those who implement processes

  @doc """
  Handles a system message: answers it, and continues by `module.system_continue/3` or ends by
  `module.system_terminate/4`. Never returns.
  """
  @spec handle_system_msg(term, :gen.from(), pid, module, [dbg_opt], term) :: no_return
  def handle_system_msg(request, from, parent, module, debug, misc),
    do: handle(:running, request, from, parent, module, debug, misc, false)

  @doc false
  def handle_system_msg(request, from, parent, module, debug, misc, hibernate?),
    do: handle(:running, request, from, parent, module, debug, misc, hibernate?)

  defp handle(status, request, from, parent, module, debug, misc, hibernate?) do
    case answer(status, request, parent, module, debug, misc) do
      {:suspended, reply, debug, misc} ->
        :gen.reply(from, reply)
        suspended(parent, module, debug, misc, hibernate?)

      {:running, reply, debug, misc} ->
        :gen.reply(from, reply)
        module.system_continue(parent, debug, misc)

      {{:terminating, reason}, reply, debug, misc} ->
        :gen.reply(from, reply)
        module.system_terminate(reason, parent, debug, misc)
    end
  end

  defp suspended(parent, module, debug, misc, true),
    do: :proc_lib.hibernate(:sys, :suspend_loop, [parent, module, debug, misc, true])

  defp suspended(parent, module, debug, misc, false),
    do: suspend_loop(parent, module, debug, misc, false)

  @doc false
  def suspend_loop(parent, module, debug, misc, hibernate?) do
    receive do
      {:system, from, request} ->
        handle(:suspended, request, from, parent, module, debug, misc, hibernate?)

      {:EXIT, ^parent, reason} ->
        module.system_terminate(reason, parent, debug, misc)
    end
  end

  # {next status, reply, debug, misc}
  defp answer(_status, :suspend, _parent, _module, debug, misc),
    do: {:suspended, :ok, debug, misc}

  defp answer(_status, :resume, _parent, _module, debug, misc), do: {:running, :ok, debug, misc}

  defp answer(_status, {:terminate, reason}, _parent, _module, debug, misc),
    do: {{:terminating, reason}, :ok, debug, misc}

  defp answer(status, :get_status, parent, module, debug, misc) do
    dictionary = :erlang.get()

    shown =
      if :erlang.function_exported(module, :format_status, 2),
        do: module.format_status(:normal, [dictionary, status, parent, debug, misc]),
        else: misc

    {status, {:status, self(), {:module, module}, [dictionary, status, parent, debug, shown]},
     debug, misc}
  end

  defp answer(status, :get_state, _parent, module, debug, misc),
    do: {status, get_state_of(module, misc), debug, misc}

  defp answer(status, {:replace_state, fun}, _parent, module, debug, misc) do
    {reply, misc} = replace_state_of(module, fun, misc)
    {status, reply, debug, misc}
  end

  defp answer(status, {:debug, request}, _parent, _module, debug, misc) do
    {reply, debug} = change_debug(request, debug)
    {status, reply, debug, misc}
  end

  defp answer(
         :suspended,
         {:change_code, changed, old_version, extra},
         _parent,
         module,
         debug,
         misc
       ) do
    case attempt(fn -> module.system_code_change(misc, changed, old_version, extra) end) do
      {:ok, {:ok, new_misc}} -> {:suspended, :ok, debug, new_misc}
      {:ok, other} -> {:suspended, {:error, other}, debug, misc}
      {:EXIT, _} = exit -> {:suspended, {:error, exit}, debug, misc}
    end
  end

  defp answer(status, other, _parent, _module, debug, misc),
    do: {status, {:error, {:unknown_system_msg, other}}, debug, misc}

  # As `catch` of Erlang sees it: a thrown value is a result.
  defp attempt(fun) do
    {:ok, fun.()}
  catch
    :throw, value -> {:ok, value}
    :exit, reason -> {:EXIT, reason}
    :error, reason -> {:EXIT, {reason, __STACKTRACE__}}
  end

  defp get_state_of(module, misc) do
    if :erlang.function_exported(module, :system_get_state, 1) do
      {:ok, _state} = module.system_get_state(misc)
    else
      {:ok, misc}
    end
  catch
    class, reason -> {:error, {:callback_failed, {module, :system_get_state}, {class, reason}}}
  end

  defp replace_state_of(module, fun, misc) do
    if :erlang.function_exported(module, :system_replace_state, 2) do
      {:ok, state, new_misc} = module.system_replace_state(fun, misc)
      {{:ok, state}, new_misc}
    else
      try do
        fun.(misc)
      catch
        class, reason -> {{:error, {:callback_failed, :replace_state, {class, reason}}}, misc}
      else
        state -> {{:ok, state}, state}
      end
    end
  catch
    class, reason ->
      {{:error, {:callback_failed, {module, :system_replace_state}, {class, reason}}}, misc}
  end

  ## The state of debugging: a list of {kind, data}

  @doc """
  The state of debugging that a list of options stands for.

      iex> :sys.debug_options([:trace])
      [trace: true]
  """
  @spec debug_options([debug_option]) :: [dbg_opt]
  def debug_options(options) do
    :lists.foldl(
      fn option, debug ->
        {_, debug} = change_debug(option_request(option), debug)
        debug
      end,
      [],
      options
    )
  end

  defp option_request(:trace), do: {:trace, true}
  defp option_request(:log), do: {:log, true}

  defp option_request({:log, length}) when is_integer(length) and length > 0,
    do: {:log, {true, length}}

  defp option_request(:statistics), do: {:statistics, true}
  defp option_request({:log_to_file, file}), do: {:log_to_file, file}
  defp option_request({:install, what}), do: {:install, what}
  defp option_request(_), do: :unknown

  # {reply, debug}
  defp change_debug(:no_debug, debug) do
    close_file(debug)
    {:ok, []}
  end

  defp change_debug({:trace, true}, debug),
    do: {:ok, :lists.keystore(:trace, 1, debug, {:trace, true})}

  defp change_debug({:trace, false}, debug), do: {:ok, :lists.keydelete(:trace, 1, debug)}

  defp change_debug({:log, true}, debug), do: change_debug({:log, {true, @log_length}}, debug)

  # A log that is kept already goes on as it is, however long it was to be.
  defp change_debug({:log, {true, length}}, debug) do
    if :lists.keymember(:log, 1, debug),
      do: {:ok, debug},
      else: {:ok, [{:log, {length, []}} | debug]}
  end

  defp change_debug({:log, false}, debug), do: {:ok, :lists.keydelete(:log, 1, debug)}
  defp change_debug({:log, :get}, debug), do: {{:ok, get_log(debug)}, debug}

  defp change_debug({:log, :print}, debug) do
    print_log(debug)
    {:ok, debug}
  end

  defp change_debug({:statistics, true}, debug) do
    start = {:erlang.localtime(), reductions(), 0, 0}
    {:ok, :lists.keystore(:statistics, 1, debug, {:statistics, start})}
  end

  defp change_debug({:statistics, false}, debug),
    do: {:ok, :lists.keydelete(:statistics, 1, debug)}

  defp change_debug({:statistics, :get}, debug) do
    case :lists.keyfind(:statistics, 1, debug) do
      {:statistics, {start_time, start_reductions, received, sent}} ->
        counts = [
          start_time: start_time,
          current_time: :erlang.localtime(),
          reductions: reductions() - start_reductions,
          messages_in: received,
          messages_out: sent
        ]

        {{:ok, counts}, debug}

      false ->
        {{:ok, :no_statistics}, debug}
    end
  end

  defp change_debug({:log_to_file, false}, debug) do
    close_file(debug)
    {:ok, :lists.keydelete(:log_to_file, 1, debug)}
  end

  defp change_debug({:log_to_file, file}, debug) do
    close_file(debug)
    debug = :lists.keydelete(:log_to_file, 1, debug)

    case File.open(file, [:write, :utf8]) do
      {:ok, device} -> {:ok, [{:log_to_file, device} | debug]}
      {:error, _} -> {{:error, :open_file}, debug}
    end
  end

  defp change_debug({:install, {fun, state}}, debug),
    do: change_debug({:install, {fun, fun, state}}, debug)

  defp change_debug({:install, {id, fun, state}}, debug),
    do: {:ok, :lists.keystore(id, 1, debug, {id, {fun, state}})}

  defp change_debug({:remove, id}, debug), do: {:ok, :lists.keydelete(id, 1, debug)}

  defp change_debug(_other, debug), do: {:unknown_debug, debug}

  defp reductions do
    {:reductions, reductions} = :erlang.process_info(self(), :reductions)
    reductions
  end

  defp close_file(debug) do
    case :lists.keyfind(:log_to_file, 1, debug) do
      {:log_to_file, device} -> File.close(device)
      false -> :ok
    end
  end

  @doc """
  Tells the state of debugging of an event: it is printed, logged, counted and handed to installed functions.

  `format_fun` prints an event: it gets a device, the event and `extra`, the name of the process.
  """
  @spec handle_debug([dbg_opt], format_fun, term, system_event) :: [dbg_opt]
  def handle_debug([], _format_fun, _extra, _event), do: []

  def handle_debug([{kind, data} | rest], format_fun, extra, event) do
    case debug_step(kind, data, format_fun, extra, event) do
      :done -> handle_debug(rest, format_fun, extra, event)
      step -> [step | handle_debug(rest, format_fun, extra, event)]
    end
  end

  defp debug_step(:trace, true, format_fun, extra, event) do
    print(:standard_io, format_fun, event, extra)
    {:trace, true}
  end

  defp debug_step(:log, {length, events}, format_fun, extra, event),
    do: {:log, {length, :lists.sublist([{event, extra, format_fun} | events], length)}}

  defp debug_step(:log_to_file, device, format_fun, extra, event) do
    print(device, format_fun, event, extra)
    {:log_to_file, device}
  end

  defp debug_step(:statistics, {time, reductions, received, sent}, _format_fun, _extra, event) do
    case event do
      {:in, _} -> {:statistics, {time, reductions, received + 1, sent}}
      {:in, _, _} -> {:statistics, {time, reductions, received + 1, sent}}
      {:out, _, _} -> {:statistics, {time, reductions, received, sent + 1}}
      {:out, _, _, _} -> {:statistics, {time, reductions, received, sent + 1}}
      _ -> {:statistics, {time, reductions, received, sent}}
    end
  end

  # A function that raises is removed.
  defp debug_step(id, {fun, state}, _format_fun, extra, event) do
    case attempt(fn -> fun.(state, event, extra) end) do
      {:ok, :done} -> :done
      {:ok, state} -> {id, {fun, state}}
      {:EXIT, _} -> :done
    end
  end

  defp print(device, format_fun, event, extra) do
    attempt(fn -> format_fun.(device, event, extra) end)
    :ok
  end

  @doc "Prints the logged events."
  @spec print_log([dbg_opt]) :: :ok
  def print_log(debug) do
    case :lists.keyfind(:log, 1, debug) do
      {:log, {_, events}} ->
        for {event, extra, format_fun} <- :lists.reverse(events),
            do: print(:standard_io, format_fun, event, extra)

        :ok

      false ->
        :ok
    end
  end

  @doc "The logged events, the oldest first."
  @spec get_log([dbg_opt]) :: [system_event]
  def get_log(debug) do
    case :lists.keyfind(:log, 1, debug) do
      {:log, {_, events}} -> :lists.reverse(:lists.map(&:erlang.element(1, &1), events))
      false -> []
    end
  end

  @doc "The data of one kind of debugging, or a default."
  @deprecated "Use get_log/1 instead"
  @spec get_debug(atom, [dbg_opt], term) :: term
  def get_debug(kind, debug, default) do
    case :lists.keyfind(kind, 1, debug) do
      {^kind, data} -> data
      false -> default
    end
  end
end
