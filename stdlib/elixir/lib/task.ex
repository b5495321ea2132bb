# Tasks: processes that compute one thing, and whose result somebody may await. What runs in them is `Task.Supervised`'s.

defmodule Task do
  @moduledoc """
  Processes that do one thing and end.

      iex> task = Task.async(fn -> Enum.sum(1..100) end)
      iex> Task.await(task)
      5050

  ## Awaited or not

  `async/1` starts a task whose result its owner, the process that started it, has to receive, by `await/2`, `yield/2` or
  as the message `{task.ref, result}`. The task is linked to its owner: if either fails, so does the other.
  `Task.Supervisor.async_nolink/2` starts one without a link.

  `start_link/1` and `start/1` are for what has no result; under a supervisor, `Task.Supervisor.start_child/2`.

  `async_stream/3` runs a function for each element of an enumerable, at most so many at a time.

  ## Ancestors and callers

  A task has its ancestors, those who started it (a supervisor, perhaps), in its dictionary as `:"$ancestors"`, and its
  callers, those on whose behalf it runs, as `:"$callers"`.

  ## Under a supervisor

  `use Task` defines `child_spec/1`, whose options are those of `Supervisor.child_spec/2`; a task is not restarted unless
  `:restart` says so.
  """

  @doc """
  The task struct.

    * `:mfa` – the function that is called, with its arity
    * `:owner` – the pid of the process that may await the task
    * `:pid` – the pid of the task; `nil` if it has none, see `completed/1`
    * `:ref` – the reference of the monitor, which is in the messages of the task

  """
  @enforce_keys [:mfa, :owner, :pid, :ref]
  defstruct @enforce_keys

  @typedoc "A task, see `%Task{}`."
  @type t :: %__MODULE__{mfa: mfa, owner: pid, pid: pid | nil, ref: ref}

  @typedoc "The reference of a task."
  @opaque ref :: reference

  @typedoc "Options of `async_stream/3`."
  @typedoc since: "1.17.0"
  @type async_stream_option ::
          {:max_concurrency, pos_integer}
          | {:ordered, boolean}
          | {:timeout, timeout}
          | {:on_timeout, :exit | :kill_task}
          | {:zip_input_on_exit, boolean}

  defguardp is_timeout(timeout)
            when timeout == :infinity or (is_integer(timeout) and timeout >= 0)

  @doc """
  The specification of a task for a supervisor; the argument is the function.

      iex> %{id: Task, restart: :temporary} = Task.child_spec(fn -> :ok end)
  """
  @doc since: "1.5.0"
  @spec child_spec(term) :: Supervisor.child_spec()
  def child_spec(arg) do
    %{
      id: Task,
      start: {Task, :start_link, [arg]},
      restart: :temporary
    }
  end

  @doc false
  defmacro __using__(opts) do
    quote location: :keep, bind_quoted: [opts: opts] do
      unless Module.has_attribute?(__MODULE__, :doc) do
        @doc """
        Returns a specification to start this module under a supervisor.

        `arg` is passed as the argument to `Task.start_link/1` in the `:start` field
        of the spec.

        For more information, see the `Supervisor` module,
        the `Supervisor.child_spec/2` function and the `t:Supervisor.child_spec/0` type.
        """
      end

      def child_spec(arg) do
        default = %{
          id: __MODULE__,
          start: {__MODULE__, :start_link, [arg]},
          restart: :temporary
        }

        Supervisor.child_spec(default, unquote(Macro.escape(opts)))
      end

      defoverridable child_spec: 1
    end
  end

  ## Start

  @doc """
  Starts a task that is linked to the calling process, for what it does, not for its result.
  """
  @spec start_link((-> any)) :: {:ok, pid}
  def start_link(fun) when is_function(fun, 0) do
    start_link(:erlang, :apply, [fun, []])
  end

  @doc """
  Starts a linked task that calls a function of a module.
  """
  @spec start_link(module, function :: atom, args :: [term]) :: {:ok, pid}
  def start_link(module, function, args)
      when is_atom(module) and is_atom(function) and is_list(args) do
    Task.Supervised.start_link(owner(self()), callers(self()), {module, function, args})
  end

  @doc """
  Starts a task that is not linked to anybody. It goes unnoticed if it fails, but for what is logged.
  """
  @spec start((-> any)) :: {:ok, pid}
  def start(fun) when is_function(fun, 0) do
    start(:erlang, :apply, [fun, []])
  end

  @doc """
  Starts a task, not linked, that calls a function of a module.
  """
  @spec start(module, atom, args :: [term]) :: {:ok, pid}
  def start(module, function_name, args)
      when is_atom(module) and is_atom(function_name) and is_list(args) do
    Task.Supervised.start(owner(self()), callers(self()), {module, function_name, args})
  end

  @doc """
  Starts a task that is linked to the calling process, which has to await its result.

  The result comes as `{ref, result}`, followed by the monitor's message, if it is not awaited by `await/2` or `yield/2`.
  """
  @spec async((-> any)) :: t
  def async(fun) when is_function(fun, 0) do
    async(:erlang, :apply, [fun, []])
  end

  @doc """
  Starts a task that calls a function of a module, to be awaited.
  """
  @spec async(module, atom, args :: [term]) :: t
  def async(module, function_name, args)
      when is_atom(module) and is_atom(function_name) and is_list(args) do
    owner = self()
    {:ok, pid} = Task.Supervised.start_link(owner(owner), :nomonitor)
    __began__(pid, owner, {module, function_name, args})
  end

  # Tells a task that waits for it what to do. Its result goes to the monitor, which is an alias as long as it is there.
  @doc false
  def __began__(pid, owner, {module, function_name, args} = mfargs) do
    alias = :erlang.monitor(:process, pid, alias: :demonitor)
    send(pid, {owner, alias, alias, callers(owner), mfargs})
    %Task{pid: pid, ref: alias, owner: owner, mfa: {module, function_name, length(args)}}
  end

  # What tells of the owner: its node, its name or pid, its pid.
  @doc false
  def owner(pid) do
    name =
      case :erlang.process_info(pid, :registered_name) do
        {:registered_name, name} when is_atom(name) -> name
        _ -> pid
      end

    {node(), name, pid}
  end

  @doc false
  def callers(owner) do
    case :erlang.get(:"$callers") do
      [_ | _] = list -> [owner | list]
      _ -> [owner]
    end
  end

  @doc """
  A task that has ended already, with the given result; it has no process.

  Useful where a task is expected but the result is at hand.

      iex> Task.completed(:cached) |> Task.await()
      :cached
  """
  @doc since: "1.13.0"
  @spec completed(any) :: t
  def completed(result) do
    ref = make_ref()
    owner = self()

    # As if it had been sent by the task.
    send(owner, {ref, result})
    %Task{ref: ref, pid: nil, owner: owner, mfa: {Task, :completed, 1}}
  end

  ## Streams

  @doc """
  A stream that calls a function of a module for each element of an enumerable, in a task each. The element is the first
  argument. See `async_stream/3`.
  """
  @doc since: "1.4.0"
  @spec async_stream(Enumerable.t(), module, atom, [term], [async_stream_option]) ::
          Enumerable.t()
  def async_stream(enumerable, module, function_name, args, options \\ [])
      when is_atom(module) and is_atom(function_name) and is_list(args) do
    build_stream(enumerable, {module, function_name, args}, options)
  end

  @doc """
  A stream that calls a function for each element of an enumerable, in a task each.

  It emits `{:ok, value}` for each element, or, if the calling process traps exits, `{:exit, reason}` for a task that
  failed; if it does not, it fails, too. The tasks are linked to a process in between, which is linked to the caller.

  ## Options

    * `:max_concurrency` – how many tasks run at a time at most; as many as there are schedulers by default
    * `:ordered` – whether the results come in the order of the elements; if not, as they are there. `true` by default
    * `:timeout` – how many milliseconds a task may take, 5000 by default
    * `:on_timeout` – `:exit`, the caller exits, the default; or `:kill_task`, the task is killed and the stream emits
      `{:exit, :timeout}` for it
    * `:zip_input_on_exit` – whether `{:exit, {element, reason}}` is emitted instead of `{:exit, reason}`

  ## Examples

      iex> 1..4 |> Task.async_stream(&(&1 * 2)) |> Enum.to_list()
      [ok: 2, ok: 4, ok: 6, ok: 8]
      iex> 1..4 |> Task.async_stream(&(&1 * 2), max_concurrency: 1) |> Enum.take(2)
      [ok: 2, ok: 4]

  """
  @doc since: "1.4.0"
  @spec async_stream(Enumerable.t(), (term -> term), [async_stream_option]) :: Enumerable.t()
  def async_stream(enumerable, fun, options \\ [])
      when is_function(fun, 1) and is_list(options) do
    build_stream(enumerable, fun, options)
  end

  defp build_stream(enumerable, fun, options) do
    options = Task.Supervised.validate_stream_options(options)

    fn acc, acc_fun ->
      Task.Supervised.stream(enumerable, acc, acc_fun, callers(self()), fun, options, :link)
    end
  end

  ## Await

  @doc """
  Waits for the result of a task and returns it.

  Exits if the task fails or the time, 5 seconds by default, is over. Only the owner can await a task, and only once.
  """
  @spec await(t, timeout) :: term
  def await(%Task{ref: ref, owner: owner} = task, timeout \\ 5000) when is_timeout(timeout) do
    if owner == self() do
      receive do
        {^ref, reply} ->
          demonitor(ref)
          reply

        {:DOWN, ^ref, _, proc, reason} ->
          exit({reason(reason, proc), {__MODULE__, :await, [task, timeout]}})
      after
        timeout ->
          demonitor(ref)
          exit({:timeout, {__MODULE__, :await, [task, timeout]}})
      end
    else
      raise ArgumentError, invalid_owner_error(task)
    end
  end

  @doc """
  Waits for the results of some tasks and returns them, in the order of the tasks.

  Exits if one of them fails or the time, which is for all of them together, is over.

      iex> tasks = [Task.async(fn -> 1 + 1 end), Task.async(fn -> 2 + 3 end)]
      iex> Task.await_many(tasks)
      [2, 5]
  """
  @doc since: "1.11.0"
  @spec await_many([t], timeout) :: [term]
  def await_many(tasks, timeout \\ 5000) when is_timeout(timeout) do
    awaiting =
      Map.new(tasks, fn %Task{ref: ref, owner: owner} = task ->
        if owner != self() do
          raise ArgumentError, invalid_owner_error(task)
        end

        {ref, true}
      end)

    timeout_ref = make_ref()

    timer_ref =
      if timeout != :infinity do
        Process.send_after(self(), timeout_ref, timeout)
      end

    try do
      await_many(tasks, timeout, awaiting, %{}, timeout_ref)
    after
      timer_ref && Process.cancel_timer(timer_ref)
      receive do: (^timeout_ref -> :ok), after: (0 -> :ok)
    end
  end

  defp await_many(tasks, _timeout, awaiting, replies, _timeout_ref)
       when map_size(awaiting) == 0 do
    for %{ref: ref} <- tasks, do: Map.fetch!(replies, ref)
  end

  defp await_many(tasks, timeout, awaiting, replies, timeout_ref) do
    receive do
      ^timeout_ref ->
        demonitor_all(awaiting)
        exit({:timeout, {__MODULE__, :await_many, [tasks, timeout]}})

      {:DOWN, ref, _, proc, reason} when is_map_key(awaiting, ref) ->
        demonitor_all(awaiting)
        exit({reason(reason, proc), {__MODULE__, :await_many, [tasks, timeout]}})

      {ref, reply} when is_map_key(awaiting, ref) ->
        demonitor(ref)

        await_many(
          tasks,
          timeout,
          Map.delete(awaiting, ref),
          Map.put(replies, ref, reply),
          timeout_ref
        )
    end
  end

  defp demonitor_all(awaiting), do: Enum.each(awaiting, fn {ref, _} -> demonitor(ref) end)

  @doc """
  Waits for the result of a task for some time: `{:ok, result}`, `{:exit, reason}` if it failed, or `nil` if it goes on.

  After `nil` the task can be asked again, or be ended by `shutdown/2`.

      iex> task = Task.async(fn -> 1 + 1 end)
      iex> Task.yield(task)
      {:ok, 2}
  """
  @spec yield(t, timeout) :: {:ok, term} | {:exit, term} | nil
  def yield(task, timeout \\ 5000)

  def yield(%Task{ref: ref, owner: owner} = task, timeout) when is_timeout(timeout) do
    if owner == self() do
      receive do
        {^ref, reply} ->
          demonitor(ref)
          {:ok, reply}

        {:DOWN, ^ref, _, proc, :noconnection} ->
          exit({reason(:noconnection, proc), {__MODULE__, :yield, [task, timeout]}})

        {:DOWN, ^ref, _, _, reason} ->
          {:exit, reason}
      after
        timeout -> nil
      end
    else
      raise ArgumentError, invalid_owner_error(task)
    end
  end

  @doc """
  Waits for the results of some tasks for some time: pairs of each task and what `yield/2` returns for it.

  ## Options

    * `:limit` – how many results to wait for; the number of tasks by default
    * `:timeout` – for all tasks together, 5000 milliseconds by default
    * `:on_timeout` – what becomes of tasks that go on: `:nothing`, the default; `:ignore`, see `ignore/1`; or
      `:kill_task`

  """
  @spec yield_many([t], timeout) :: [{t, {:ok, term} | {:exit, term} | nil}]
  @spec yield_many([t],
          limit: pos_integer(),
          timeout: timeout,
          on_timeout: :nothing | :ignore | :kill_task
        ) :: [{t, {:ok, term} | {:exit, term} | nil}]
  def yield_many(tasks, opts \\ [])

  def yield_many(tasks, timeout) when is_timeout(timeout) do
    yield_many(tasks, timeout: timeout)
  end

  def yield_many(tasks, opts) when is_list(opts) do
    refs =
      Map.new(tasks, fn %Task{ref: ref, owner: owner} = task ->
        if owner != self() do
          raise ArgumentError, invalid_owner_error(task)
        end

        {ref, nil}
      end)

    on_timeout = Keyword.get(opts, :on_timeout, :nothing)
    timeout = Keyword.get(opts, :timeout, 5_000)
    limit = Keyword.get(opts, :limit, map_size(refs))
    timeout_ref = make_ref()

    timer_ref =
      if timeout != :infinity do
        Process.send_after(self(), timeout_ref, timeout)
      end

    try do
      yield_many(limit, refs, timeout_ref, timer_ref)
    catch
      {:noconnection, reason} ->
        exit({reason, {__MODULE__, :yield_many, [tasks, timeout]}})
    else
      {timed_out?, results} ->
        for %{ref: ref} = task <- tasks,
            do: {task, yielded(Map.fetch!(results, ref), timed_out?, on_timeout, task)}
    end
  end

  defp yield_many(0, refs, timeout_ref, timer_ref) do
    timer_ref && Process.cancel_timer(timer_ref)
    receive do: (^timeout_ref -> :ok), after: (0 -> :ok)
    {false, refs}
  end

  defp yield_many(limit, refs, timeout_ref, timer_ref) do
    receive do
      {ref, reply} when is_map_key(refs, ref) ->
        demonitor(ref)
        yield_many(limit - 1, %{refs | ref => {:ok, reply}}, timeout_ref, timer_ref)

      {:DOWN, ref, _, proc, reason} when is_map_key(refs, ref) ->
        if reason == :noconnection do
          throw({:noconnection, reason(:noconnection, proc)})
        else
          yield_many(limit - 1, %{refs | ref => {:exit, reason}}, timeout_ref, timer_ref)
        end

      ^timeout_ref ->
        {true, refs}
    end
  end

  defp yielded(nil, true, :kill_task, task), do: shutdown(task, :brutal_kill)
  defp yielded(nil, true, :ignore, task), do: ignore(task)

  defp yielded(nil, _timed_out?, on_timeout, _task)
       when on_timeout in [:nothing, :ignore, :kill_task], do: nil

  defp yielded(result, _timed_out?, _on_timeout, _task) when result != nil, do: result

  defp yielded(nil, _timed_out?, on_timeout, _task) do
    :erlang.error({:case_clause, on_timeout})
  end

  ## End

  @doc """
  Makes a task no longer matter: it goes on, without a link, and its messages do not come anymore.

  Returns what `yield/2` with a timeout of 0 would.
  """
  @doc since: "1.13.0"
  @spec ignore(t) :: {:ok, term} | {:exit, term} | nil
  def ignore(%Task{ref: ref, pid: pid, owner: owner} = task) do
    cond do
      owner != self() ->
        raise ArgumentError, invalid_owner_error(task)

      true ->
        receive do
          {^ref, reply} ->
            if pid, do: demonitor(ref)
            {:ok, reply}

          {:DOWN, ^ref, _, proc, :noconnection} ->
            exit({reason(:noconnection, proc), {__MODULE__, :ignore, [task]}})

          {:DOWN, ^ref, _, _, reason} ->
            {:exit, reason}
        after
          0 ->
            if pid, do: Process.unlink(pid)
            demonitor(ref)
            nil
        end
    end
  end

  @doc """
  Ends a task: asks it to shut down and, if it does not within the time, kills it; `:brutal_kill` kills it at once.

  Returns `{:ok, result}` if the task had a result in the meantime, `{:exit, reason}` if it failed, and `nil` if it has
  been ended.
  """
  @spec shutdown(t, timeout | :brutal_kill) :: {:ok, term} | {:exit, term} | nil
  def shutdown(task, timeout \\ 5000)

  def shutdown(%Task{owner: owner} = task, _) when owner != self() do
    raise ArgumentError, invalid_owner_error(task)
  end

  # There is nothing to end, only a result that may be there.
  def shutdown(%Task{pid: nil, ref: ref}, _) do
    receive do: ({^ref, reply} -> {:ok, reply}), after: (0 -> nil)
  end

  def shutdown(%Task{pid: pid} = task, :brutal_kill) do
    monitor = Process.monitor(pid)
    Process.unlink(pid)
    Process.exit(pid, :kill)

    receive do
      {:DOWN, ^monitor, _, proc, reason} -> shut_down(task, :brutal_kill, [:killed], proc, reason)
    end
  end

  def shutdown(%Task{pid: pid} = task, timeout) when is_timeout(timeout) do
    monitor = Process.monitor(pid)
    Process.unlink(pid)
    Process.exit(pid, :shutdown)

    receive do
      {:DOWN, ^monitor, _, proc, reason} -> shut_down(task, timeout, [:shutdown], proc, reason)
    after
      timeout ->
        Process.exit(pid, :kill)

        receive do
          {:DOWN, ^monitor, _, proc, reason} ->
            shut_down(task, timeout, [:shutdown], proc, reason)
        end
    end
  end

  # The task is gone. `wanted` are the reasons by which it obeyed.
  defp shut_down(%{ref: ref} = task, timeout, wanted, proc, reason) do
    # Of one that had ended before, the monitor of the task knows why, unless its message has been received.
    reason =
      if reason == :noproc do
        receive do: ({:DOWN, ^ref, _, _, reason} -> reason), after: (0 -> :noproc)
      else
        reason
      end

    demonitor(ref)

    receive do
      {^ref, reply} -> {:ok, reply}
    after
      0 ->
        cond do
          reason == :noconnection ->
            exit({reason(reason, proc), {__MODULE__, :shutdown, [task, timeout]}})

          reason in wanted ->
            nil

          true ->
            {:exit, reason}
        end
    end
  end

  defp demonitor(ref) do
    Process.demonitor(ref, [:flush])
    :ok
  end

  defp reason(:noconnection, proc), do: {:nodedown, monitor_node(proc)}
  defp reason(reason, _), do: reason

  defp monitor_node(pid) when is_pid(pid), do: node(pid)
  defp monitor_node({_, node}), do: node

  defp invalid_owner_error(task) do
    "task #{inspect(task)} must be queried from the owner but was queried from #{inspect(self())}"
  end

  @doc false
  @deprecated "Pattern match directly on the message instead"
  def find(tasks, {ref, reply}) when is_reference(ref) do
    with %Task{} = task <- Enum.find(tasks, &(&1.ref == ref)) do
      Process.demonitor(ref, [:flush])
      {reply, task}
    end
  end

  def find(tasks, {:DOWN, ref, :process, _, reason} = message)
      when is_reference(ref) and reason != :normal do
    with %Task{} = task <- Enum.find(tasks, &(&1.ref == ref)) do
      exit({reason, {__MODULE__, :find, [task, message]}})
    end
  end

  def find(_tasks, _message), do: nil
end
