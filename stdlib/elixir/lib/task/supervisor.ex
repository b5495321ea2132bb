# Supervisors of tasks: dynamic supervisors that know how tasks start.

defmodule Task.Supervisor do
  @moduledoc """
  A supervisor whose children are tasks.

      children = [{Task.Supervisor, name: Jobs}]
      Supervisor.start_link(children, strategy: :one_for_one)

      Task.Supervisor.start_child(Jobs, fn -> send_mail() end)
      task = Task.Supervisor.async_nolink(Jobs, fn -> fetch(url) end)
      Task.await(task)

  When the supervisor ends, so do its tasks. A task of `async_nolink/2` may fail without its owner.

  It is a `DynamicSupervisor`; if there are very many short tasks, a `PartitionSupervisor` of several of them scales
  better.
  """

  @typedoc "Options of `start_link/1`."
  @type option ::
          DynamicSupervisor.option()
          | DynamicSupervisor.init_option()

  @typedoc "Options of `start_child/3`."
  @type start_child_opts :: [
          {:restart, Supervisor.restart()}
          | {:shutdown, Supervisor.shutdown()}
        ]

  @typedoc "Options of `async/3` and `async_nolink/3`."
  @type async_opts :: [
          {:shutdown, Supervisor.shutdown()}
        ]

  @typedoc "Options of `async_stream/4` and `async_stream_nolink/4`."
  @typedoc since: "1.17.0"
  @type async_stream_option ::
          Task.async_stream_option()
          | {:shutdown, Supervisor.shutdown()}

  @doc false
  def child_spec(opts) when is_list(opts) do
    id =
      case Keyword.get(opts, :name, Task.Supervisor) do
        name when is_atom(name) -> name
        {:global, name} -> name
        {:via, _module, name} -> name
      end

    %{
      id: id,
      start: {Task.Supervisor, :start_link, [opts]},
      type: :supervisor
    }
  end

  @doc """
  Starts a supervisor.

  ## Options

    * `:name` – a name, as for `GenServer.start_link/3`
    * `:max_children`, `:max_restarts`, `:max_seconds` – as for `DynamicSupervisor.init/1`

  """
  @spec start_link([option]) :: Supervisor.on_start()
  def start_link(options \\ []) do
    {restart, options} = Keyword.pop(options, :restart)
    {shutdown, options} = Keyword.pop(options, :shutdown)

    if restart || shutdown do
      IO.warn(
        ":restart and :shutdown options in Task.Supervisor.start_link/1 are deprecated. " <>
          "Please pass those options on start_child/3 instead"
      )
    end

    keys = [:max_children, :max_seconds, :max_restarts]
    {sup_opts, start_opts} = Keyword.split(options, keys)
    restart_and_shutdown = {restart || :temporary, shutdown || 5000}
    DynamicSupervisor.start_link(__MODULE__, {restart_and_shutdown, sup_opts}, start_opts)
  end

  @doc false
  def init({{_restart, _shutdown} = arg, options}) do
    Process.put(__MODULE__, arg)
    DynamicSupervisor.init([strategy: :one_for_one] ++ options)
  end

  ## Tasks that are awaited

  @doc """
  Starts a task that is linked to the calling process, which has to await its result; see `Task.async/1`.

  Raises if the supervisor has as many children as it may. `:shutdown` says how the supervisor ends the task, 5000
  milliseconds by default.

  ## Examples

      iex> {:ok, supervisor} = Task.Supervisor.start_link()
      iex> Task.Supervisor.async(supervisor, fn -> 1 + 1 end) |> Task.await()
      2

  """
  @spec async(Supervisor.supervisor(), (-> any), async_opts) :: Task.t()
  def async(supervisor, fun, options \\ []) do
    begin(supervisor, :link, :erlang, :apply, [fun, []], options)
  end

  @doc """
  As `async/3`, with a function of a module.
  """
  @spec async(Supervisor.supervisor(), module, atom, [term], async_opts) :: Task.t()
  def async(supervisor, module, fun, args, options \\ []) do
    begin(supervisor, :link, module, fun, args, options)
  end

  @doc """
  Starts a task that is not linked to the calling process, which may await its result all the same.

  If the task fails, `Task.await/2` exits, `Task.yield/2` returns `{:exit, reason}`, and otherwise the message
  `{:DOWN, task.ref, :process, task.pid, reason}` comes.
  """
  @spec async_nolink(Supervisor.supervisor(), (-> any), async_opts) :: Task.t()
  def async_nolink(supervisor, fun, options \\ []) do
    begin(supervisor, :nolink, :erlang, :apply, [fun, []], options)
  end

  @doc """
  As `async_nolink/3`, with a function of a module.
  """
  @spec async_nolink(Supervisor.supervisor(), module, atom, [term], async_opts) :: Task.t()
  def async_nolink(supervisor, module, fun, args, options \\ []) do
    begin(supervisor, :nolink, module, fun, args, options)
  end

  defp begin(supervisor, link_type, module, fun, args, options) do
    owner = self()
    shutdown = options[:shutdown]

    case start_child_with_spec(supervisor, [Task.owner(owner), :monitor], :temporary, shutdown) do
      {:ok, pid} ->
        if link_type == :link, do: Process.link(pid)
        Task.__began__(pid, owner, {module, fun, args})

      {:error, :max_children} ->
        raise """
        reached the maximum number of tasks for this task supervisor. The maximum number \
        of tasks that are allowed to run at the same time under this supervisor can be \
        configured with the :max_children option passed to Task.Supervisor.start_link/1\
        """
    end
  end

  ## Streams

  @doc """
  A stream that calls a function of a module for each element of an enumerable, in a supervised task each. The element is
  the first argument. See `async_stream/4`.
  """
  @doc since: "1.4.0"
  @spec async_stream(Supervisor.supervisor(), Enumerable.t(), module, atom, [term], [
          async_stream_option
        ]) ::
          Enumerable.t()
  def async_stream(supervisor, enumerable, module, function, args, options \\ [])
      when is_atom(module) and is_atom(function) and is_list(args) do
    build_stream(supervisor, :link, enumerable, {module, function, args}, options)
  end

  @doc """
  A stream that calls a function for each element of an enumerable, in a supervised task each, as `Task.async_stream/3`
  does. Besides its options there is `:shutdown`.

  ## Examples

      iex> {:ok, supervisor} = Task.Supervisor.start_link()
      iex> Task.Supervisor.async_stream(supervisor, [1, 2], &(&1 + 1)) |> Enum.to_list()
      [ok: 2, ok: 3]

  """
  @doc since: "1.4.0"
  @spec async_stream(Supervisor.supervisor(), Enumerable.t(), (term -> term), [
          async_stream_option
        ]) ::
          Enumerable.t()
  def async_stream(supervisor, enumerable, fun, options \\ []) when is_function(fun, 1) do
    build_stream(supervisor, :link, enumerable, fun, options)
  end

  @doc """
  As `async_stream/6`, but the tasks are not linked to the caller.
  """
  @doc since: "1.4.0"
  @spec async_stream_nolink(Supervisor.supervisor(), Enumerable.t(), module, atom, [term], [
          async_stream_option
        ]) ::
          Enumerable.t()
  def async_stream_nolink(supervisor, enumerable, module, function, args, options \\ [])
      when is_atom(module) and is_atom(function) and is_list(args) do
    build_stream(supervisor, :nolink, enumerable, {module, function, args}, options)
  end

  @doc """
  As `async_stream/4`, but the tasks are not linked to the caller: the stream emits `{:exit, reason}` for those that fail.
  """
  @doc since: "1.4.0"
  @spec async_stream_nolink(Supervisor.supervisor(), Enumerable.t(), (term -> term), [
          async_stream_option
        ]) ::
          Enumerable.t()
  def async_stream_nolink(supervisor, enumerable, fun, options \\ []) when is_function(fun, 1) do
    build_stream(supervisor, :nolink, enumerable, fun, options)
  end

  defp build_stream(supervisor, link_type, enumerable, fun, options) do
    shutdown = Keyword.get(options, :shutdown, 5000)
    options = Task.Supervised.validate_stream_options(options)

    start = fn owner ->
      with {:ok, pid} <-
             start_child_with_spec(supervisor, [owner, :monitor], :temporary, shutdown) do
        {:ok, link_type, pid}
      end
    end

    fn acc, acc_fun ->
      Task.Supervised.stream(enumerable, acc, acc_fun, Task.callers(self()), fun, options, start)
    end
  end

  ## Tasks without a result, and children

  @doc """
  Ends a task by its pid.
  """
  @spec terminate_child(Supervisor.supervisor(), pid) :: :ok | {:error, :not_found}
  def terminate_child(supervisor, pid) when is_pid(pid) do
    DynamicSupervisor.terminate_child(supervisor, pid)
  end

  @doc """
  The pids of all tasks that run.
  """
  @spec children(Supervisor.supervisor()) :: [pid]
  def children(supervisor) do
    for {_, pid, _, _} when is_pid(pid) <- DynamicSupervisor.which_children(supervisor), do: pid
  end

  @doc """
  Starts a task for what it does, not for its result.

  ## Options

    * `:restart` – `:temporary`, the default; `:transient` or `:permanent` have it started again if it fails, or ends
    * `:shutdown` – how the supervisor ends it, 5000 milliseconds by default

  """
  @spec start_child(Supervisor.supervisor(), (-> any), start_child_opts) ::
          DynamicSupervisor.on_start_child()
  def start_child(supervisor, fun, options \\ []) do
    start_child(supervisor, :erlang, :apply, [fun, []], options)
  end

  @doc """
  As `start_child/3`, with a function of a module.
  """
  @spec start_child(Supervisor.supervisor(), module, atom, [term], start_child_opts) ::
          DynamicSupervisor.on_start_child()
  def start_child(supervisor, module, fun, args, options \\ [])
      when is_atom(fun) and is_list(args) do
    restart = options[:restart]
    shutdown = options[:shutdown]
    owner = self()
    args = [Task.owner(owner), Task.callers(owner), {module, fun, args}]
    start_child_with_spec(supervisor, args, restart, shutdown)
  end

  defp start_child_with_spec(supervisor, args, restart, shutdown) do
    GenServer.call(supervisor, {:start_task, args, restart, shutdown}, :infinity)
  end
end
