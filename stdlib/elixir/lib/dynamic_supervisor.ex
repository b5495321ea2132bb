# Supervisors whose children are all started while they run.

defmodule DynamicSupervisor do
  @moduledoc """
  A supervisor for children that come and go.

  It starts without children; `start_child/2` adds them, any number of any kind. Children have no ids and no order, and
  all of them end at the same time when the supervisor ends.

      children = [{DynamicSupervisor, name: Sessions}]
      Supervisor.start_link(children, strategy: :one_for_one)

      {:ok, pid} = DynamicSupervisor.start_child(Sessions, {Session, user})
      :ok = DynamicSupervisor.terminate_child(Sessions, pid)

  Child specifications are those of `Supervisor`. The ids in them are ignored.

  A module with `use DynamicSupervisor` has `c:init/1` return what `init/1` returns.
  """

  @behaviour GenServer

  @doc """
  Called when a supervisor starts, to tell its flags; see `init/1`.
  """
  @callback init(init_arg :: term) :: {:ok, sup_flags()} | :ignore

  @typedoc "The flags of a supervisor, as `init/1` returns them."
  @type sup_flags() :: %{
          strategy: strategy(),
          intensity: non_neg_integer(),
          period: pos_integer(),
          max_children: non_neg_integer() | :infinity,
          extra_arguments: [term()]
        }

  @typedoc "Options of `start_link/1`, besides those of `init/1`."
  @type option :: GenServer.option()

  @typedoc "Options of `start_link/1` and `init/1`."
  @type init_option ::
          {:strategy, strategy()}
          | {:max_restarts, non_neg_integer()}
          | {:max_seconds, pos_integer()}
          | {:max_children, non_neg_integer() | :infinity}
          | {:extra_arguments, [term()]}

  @typedoc "The only strategy: a child that fails is restarted alone."
  @type strategy :: :one_for_one

  @typedoc "Return values of `start_child/2`."
  @type on_start_child ::
          {:ok, pid}
          | {:ok, pid, info :: term}
          | :ignore
          | {:error, {:already_started, pid} | :max_children | term}

  # `children` is a map of pids, and of {:restarting, reference} for those that could not be restarted yet, to
  # {{module, function, arguments}, restart, shutdown, type, modules}.
  defstruct [
    :args,
    :extra_arguments,
    :mod,
    :name,
    :strategy,
    :max_children,
    :max_restarts,
    :max_seconds,
    children: %{},
    restarts: []
  ]

  @doc """
  The specification of a dynamic supervisor for another supervisor. Its id is its name, if it has one.

  ## Examples

      iex> DynamicSupervisor.child_spec(name: Sessions)
      %{id: Sessions, start: {DynamicSupervisor, :start_link, [[name: Sessions]]}, type: :supervisor}

  """
  @doc since: "1.6.1"
  @spec child_spec([init_option | option]) :: Supervisor.child_spec()
  def child_spec(options) when is_list(options) do
    id =
      case Keyword.get(options, :name, DynamicSupervisor) do
        name when is_atom(name) -> name
        {:global, name} -> name
        {:via, _module, name} -> name
      end

    %{
      id: id,
      start: {DynamicSupervisor, :start_link, [options]},
      type: :supervisor
    }
  end

  @doc false
  defmacro __using__(opts) do
    quote location: :keep, bind_quoted: [opts: opts] do
      @behaviour DynamicSupervisor

      unless Module.has_attribute?(__MODULE__, :doc) do
        @doc """
        Returns a specification to start this module under a supervisor.

        See `Supervisor`.
        """
      end

      def child_spec(arg) do
        default = %{
          id: __MODULE__,
          start: {__MODULE__, :start_link, [arg]},
          type: :supervisor
        }

        Supervisor.child_spec(default, unquote(Macro.escape(opts)))
      end

      defoverridable child_spec: 1
    end
  end

  ## Start

  @doc """
  Starts a supervisor. Options are those of `init/1`, and `:name` and the others of `GenServer.start_link/3`.

  ## Examples

      iex> {:ok, supervisor} = DynamicSupervisor.start_link(strategy: :one_for_one)
      iex> {:ok, agent} = DynamicSupervisor.start_child(supervisor, {Agent, fn -> 42 end})
      iex> Agent.get(agent, & &1)
      42
      iex> DynamicSupervisor.stop(supervisor)
      :ok

  """
  @doc since: "1.6.0"
  @spec start_link([option | init_option]) :: Supervisor.on_start()
  def start_link(options) when is_list(options) do
    keys = [:extra_arguments, :max_children, :max_seconds, :max_restarts, :strategy]
    {sup_opts, start_opts} = Keyword.split(options, keys)
    start_link(Supervisor.Default, init(sup_opts), start_opts)
  end

  @doc """
  Starts a supervisor whose module is given, with an argument for its `c:init/1` and options of
  `GenServer.start_link/3`.
  """
  @doc since: "1.6.0"
  @spec start_link(module, term, [option]) :: Supervisor.on_start()
  def start_link(module, init_arg, opts \\ []) do
    GenServer.start_link(__MODULE__, {module, init_arg, opts[:name]}, opts)
  end

  @doc """
  Starts a child.

  Returns what the child's start function returns, or `{:error, :max_children}` if there are as many children as may be.
  A child whose start function returns `:ignore` or an error is not kept.
  """
  @doc since: "1.6.0"
  @spec start_child(
          Supervisor.supervisor(),
          Supervisor.child_spec() | {module, term} | module | (old_erlang_child_spec :: tuple)
        ) ::
          on_start_child()
  def start_child(supervisor, {_, {_, _, _}, restart, shutdown, type, modules} = specification) do
    start_child(supervisor, %{
      id: elem(specification, 0),
      start: elem(specification, 1),
      restart: restart,
      shutdown: shutdown,
      type: type,
      modules: modules
    })
  end

  def start_child(supervisor, child_spec) do
    case validate_child(Supervisor.child_spec(child_spec, [])) do
      {:ok, child} -> call(supervisor, {:start_child, child})
      error -> {:error, error}
    end
  end

  defp validate_child(%{id: _, start: {mod, _, _} = start} = child) do
    restart = Map.get(child, :restart, :permanent)
    type = Map.get(child, :type, :worker)
    modules = Map.get(child, :modules, [mod])
    significant = Map.get(child, :significant, false)

    shutdown =
      case type do
        :worker -> Map.get(child, :shutdown, 5_000)
        :supervisor -> Map.get(child, :shutdown, :infinity)
      end

    validate_child(start, restart, shutdown, type, modules, significant)
  catch
    :error, {:case_clause, _} = reason -> reason
  end

  defp validate_child(other), do: {:invalid_child_spec, other}

  defp validate_child(start, restart, shutdown, type, modules, significant) do
    with :ok <- validate_start(start),
         :ok <- validate_restart(restart),
         :ok <- validate_shutdown(shutdown),
         :ok <- validate_modules(modules),
         :ok <- validate_significant(significant) do
      {:ok, {start, restart, shutdown, type, modules}}
    end
  end

  defp validate_start({m, f, args}) when is_atom(m) and is_atom(f) and is_list(args), do: :ok
  defp validate_start(mfa), do: {:invalid_mfa, mfa}

  defp validate_restart(restart) when restart in [:permanent, :temporary, :transient], do: :ok
  defp validate_restart(restart), do: {:invalid_restart_type, restart}

  defp validate_shutdown(shutdown) when is_integer(shutdown) and shutdown >= 0, do: :ok
  defp validate_shutdown(shutdown) when shutdown in [:infinity, :brutal_kill], do: :ok
  defp validate_shutdown(shutdown), do: {:invalid_shutdown, shutdown}

  defp validate_significant(false), do: :ok
  defp validate_significant(significant), do: {:invalid_significant, significant}

  defp validate_modules(:dynamic), do: :ok

  defp validate_modules(mods) do
    if is_list(mods) and Enum.all?(mods, &is_atom/1),
      do: :ok,
      else: {:invalid_modules, mods}
  end

  @doc """
  Ends a child by its pid.
  """
  @doc since: "1.6.0"
  @spec terminate_child(Supervisor.supervisor(), pid) :: :ok | {:error, :not_found}
  def terminate_child(supervisor, pid) when is_pid(pid) do
    call(supervisor, {:terminate_child, pid})
  end

  @doc """
  All children as `{:undefined, pid | :restarting, type, modules}`.
  """
  @doc since: "1.6.0"
  @spec which_children(Supervisor.supervisor()) :: [
          {:undefined, pid | :restarting, :worker | :supervisor, [module()] | :dynamic}
        ]
  def which_children(supervisor) do
    call(supervisor, :which_children)
  end

  @doc """
  How many children there are (`:specs`), how many of them run (`:active`), and how many are `:supervisors` and
  `:workers`.
  """
  @doc since: "1.6.0"
  @spec count_children(Supervisor.supervisor()) :: %{
          specs: non_neg_integer,
          active: non_neg_integer,
          supervisors: non_neg_integer,
          workers: non_neg_integer
        }
  def count_children(supervisor) do
    call(supervisor, :count_children) |> :maps.from_list()
  end

  @doc """
  Stops a supervisor with all its children and waits until it is gone; see `GenServer.stop/3`.
  """
  @doc since: "1.7.0"
  @spec stop(Supervisor.supervisor(), reason :: term, timeout) :: :ok
  def stop(supervisor, reason \\ :normal, timeout \\ :infinity) do
    GenServer.stop(supervisor, reason, timeout)
  end

  @doc """
  What `c:init/1` returns: the flags of the options.

  ## Options

    * `:strategy` – `:one_for_one`, the only one
    * `:max_restarts`, `:max_seconds` – how many restarts within how many seconds are tolerated; 3 and 5 by default
    * `:max_children` – how many children there may be; `:infinity` by default
    * `:extra_arguments` – arguments that are put in front of those of each child specification

  ## Examples

      iex> {:ok, flags} = DynamicSupervisor.init(max_children: 10)
      iex> {flags.strategy, flags.max_children}
      {:one_for_one, 10}

  """
  @doc since: "1.6.0"
  @spec init([init_option]) :: {:ok, sup_flags()}
  def init(options) when is_list(options) do
    {:ok,
     %{
       strategy: Keyword.get(options, :strategy, :one_for_one),
       intensity: Keyword.get(options, :max_restarts, 3),
       period: Keyword.get(options, :max_seconds, 5),
       max_children: Keyword.get(options, :max_children, :infinity),
       extra_arguments: Keyword.get(options, :extra_arguments, [])
     }}
  end

  ## The server

  @impl true
  def init({mod, init_arg, name}) do
    Process.flag(:trap_exit, true)

    case mod.init(init_arg) do
      {:ok, flags} when is_map(flags) ->
        name =
          cond do
            is_nil(name) -> {self(), mod}
            is_atom(name) -> {:local, name}
            is_tuple(name) -> name
          end

        state = %DynamicSupervisor{mod: mod, args: init_arg, name: name}

        case init(state, flags) do
          {:ok, state} -> {:ok, state}
          {:error, reason} -> {:stop, {:supervisor_data, reason}}
        end

      :ignore ->
        :ignore

      other ->
        {:stop, {:bad_return, {mod, :init, other}}}
    end
  end

  defp init(state, flags) do
    extra_arguments = Map.get(flags, :extra_arguments, [])
    max_children = Map.get(flags, :max_children, :infinity)
    max_restarts = Map.get(flags, :intensity, 1)
    max_seconds = Map.get(flags, :period, 5)
    strategy = Map.get(flags, :strategy, :one_for_one)

    with :ok <- validate_strategy(strategy),
         :ok <- validate_restarts(max_restarts),
         :ok <- validate_seconds(max_seconds),
         :ok <- validate_dynamic(max_children),
         :ok <- validate_extra_arguments(extra_arguments) do
      {:ok,
       %{
         state
         | extra_arguments: extra_arguments,
           max_children: max_children,
           max_restarts: max_restarts,
           max_seconds: max_seconds,
           strategy: strategy
       }}
    end
  end

  defp validate_strategy(strategy) when strategy in [:one_for_one], do: :ok
  defp validate_strategy(strategy), do: {:error, {:invalid_strategy, strategy}}

  defp validate_restarts(restart) when is_integer(restart) and restart >= 0, do: :ok
  defp validate_restarts(restart), do: {:error, {:invalid_intensity, restart}}

  defp validate_seconds(seconds) when is_integer(seconds) and seconds > 0, do: :ok
  defp validate_seconds(seconds), do: {:error, {:invalid_period, seconds}}

  defp validate_dynamic(:infinity), do: :ok
  defp validate_dynamic(dynamic) when is_integer(dynamic) and dynamic >= 0, do: :ok
  defp validate_dynamic(dynamic), do: {:error, {:invalid_max_children, dynamic}}

  defp validate_extra_arguments(list) when is_list(list), do: :ok
  defp validate_extra_arguments(extra), do: {:error, {:invalid_extra_arguments, extra}}

  @impl true
  def handle_call(:which_children, _from, state) do
    %{children: children} = state

    reply =
      for {pid, {_mfa, _restart, _shutdown, type, modules}} <- children do
        {:undefined, if(is_pid(pid), do: pid, else: :restarting), type, modules}
      end

    {:reply, reply, state}
  end

  def handle_call(:count_children, _from, state) do
    %{children: children} = state

    {active, workers, supervisors} =
      Enum.reduce(children, {0, 0, 0}, fn {pid, {_, _, _, type, _}},
                                          {active, workers, supervisors} ->
        active = if is_pid(pid), do: active + 1, else: active

        if type == :worker,
          do: {active, workers + 1, supervisors},
          else: {active, workers, supervisors + 1}
      end)

    reply = [
      specs: map_size(children),
      active: active,
      supervisors: supervisors,
      workers: workers
    ]

    {:reply, reply, state}
  end

  def handle_call({:terminate_child, pid}, _from, %{children: children} = state) do
    case children do
      %{^pid => info} ->
        DynamicSupervisor.Shutdown.terminate(%{pid => info}, state.name)
        {:reply, :ok, delete_child(pid, state)}

      %{} ->
        {:reply, {:error, :not_found}, state}
    end
  end

  # Of `Task.Supervisor`, which leaves to the server what it does not say.
  def handle_call({:start_task, args, restart, shutdown}, from, state) do
    {init_restart, init_shutdown} = Process.get(Task.Supervisor)
    restart = restart || init_restart
    shutdown = shutdown || init_shutdown
    child = {{Task.Supervised, :start_link, args}, restart, shutdown, :worker, [Task.Supervised]}
    handle_call({:start_child, child}, from, state)
  end

  def handle_call({:start_child, _child}, _from, %{children: children, max_children: max} = state)
      when map_size(children) >= max do
    {:reply, {:error, :max_children}, state}
  end

  def handle_call(
        {:start_child, {{m, f, args} = mfa, restart, shutdown, type, modules}},
        _from,
        state
      ) do
    %{extra_arguments: extra} = state

    case reply = start_child(m, f, extra ++ args) do
      {:ok, pid, _} ->
        {:reply, reply, save_child(pid, mfa, restart, shutdown, type, modules, state)}

      {:ok, pid} ->
        {:reply, reply, save_child(pid, mfa, restart, shutdown, type, modules, state)}

      _ ->
        {:reply, reply, state}
    end
  end

  defp start_child(m, f, a) do
    apply(m, f, a)
  catch
    kind, reason -> {:error, exit_reason(kind, reason, __STACKTRACE__)}
  else
    {:ok, pid, extra} when is_pid(pid) -> {:ok, pid, extra}
    {:ok, pid} when is_pid(pid) -> {:ok, pid}
    :ignore -> :ignore
    {:error, error} -> {:error, error}
    other -> {:error, other}
  end

  defp exit_reason(:exit, reason, _), do: reason
  defp exit_reason(:error, reason, stack), do: {reason, stack}
  defp exit_reason(:throw, value, stack), do: {{:nocatch, value}, stack}

  # The arguments of what is never restarted need not be kept.
  defp save_child(pid, {m, f, _}, :temporary, shutdown, type, modules, state),
    do: put_in(state.children[pid], {{m, f, :undefined}, :temporary, shutdown, type, modules})

  defp save_child(pid, mfa, restart, shutdown, type, modules, state),
    do: put_in(state.children[pid], {mfa, restart, shutdown, type, modules})

  defp delete_child(pid, %{children: children} = state),
    do: %{state | children: Map.delete(children, pid)}

  @impl true
  def handle_cast(_msg, state) do
    {:noreply, state}
  end

  @impl true
  def handle_info({:EXIT, pid, reason}, %{children: children} = state) do
    case children do
      %{^pid => {_, restart, _, _, _} = child} -> ended(restart, reason, pid, child, state)
      %{} -> {:noreply, state}
    end
  end

  def handle_info({:"$gen_restart", key}, %{children: children} = state) do
    case children do
      %{^key => child} -> restart(key, child, state)
      # It has been terminated in the meantime.
      %{} -> {:noreply, state}
    end
  end

  def handle_info(msg, state) do
    :logger.error(
      %{
        label: {DynamicSupervisor, :unexpected_msg},
        report: %{msg: msg}
      },
      %{
        domain: [:otp, :elixir],
        error_logger: %{tag: :error_msg},
        report_cb: &__MODULE__.format_report/1
      }
    )

    {:noreply, state}
  end

  @doc false
  def format_report(%{label: {__MODULE__, :unexpected_msg}, report: %{msg: msg}}) do
    {~c"DynamicSupervisor received unexpected message: ~p~n", [msg]}
  end

  @impl true
  def code_change(_, %{mod: mod, args: init_arg} = state, _) do
    case mod.init(init_arg) do
      {:ok, flags} when is_map(flags) ->
        case init(state, flags) do
          {:ok, state} -> {:ok, state}
          {:error, reason} -> {:error, {:supervisor_data, reason}}
        end

      :ignore ->
        {:ok, state}

      error ->
        error
    end
  end

  @impl true
  def terminate(_, %{children: children, name: name}) do
    DynamicSupervisor.Shutdown.terminate(children, name)
  end

  ## What follows from the end of a child

  defp ended(:permanent, reason, pid, child, state) do
    report_error(:child_terminated, reason, pid, child, state)
    restart(pid, child, state)
  end

  defp ended(_, :normal, pid, _child, state), do: {:noreply, delete_child(pid, state)}
  defp ended(_, :shutdown, pid, _child, state), do: {:noreply, delete_child(pid, state)}
  defp ended(_, {:shutdown, _}, pid, _child, state), do: {:noreply, delete_child(pid, state)}

  defp ended(:transient, reason, pid, child, state) do
    report_error(:child_terminated, reason, pid, child, state)
    restart(pid, child, state)
  end

  defp ended(:temporary, reason, pid, child, state) do
    report_error(:child_terminated, reason, pid, child, state)
    {:noreply, delete_child(pid, state)}
  end

  defp restart(pid, child, state) do
    case add_restart(state) do
      {:ok, state} ->
        restart_child(pid, child, state)

      {:shutdown, state} ->
        report_error(:shutdown, :reached_max_restart_intensity, pid, child, state)
        {:stop, :shutdown, delete_child(pid, state)}
    end
  end

  # Times are looked at only if there have been as many restarts as are allowed.
  defp add_restart(
         %{restarts: restarts, max_restarts: max_restarts, max_seconds: max_seconds} = state
       ) do
    now = :erlang.monotonic_time(1)
    restarts = [now | Enum.take_while(restarts, &(now <= &1 + max_seconds))]
    state = %{state | restarts: restarts}
    if length(restarts) <= max_restarts, do: {:ok, state}, else: {:shutdown, state}
  end

  defp restart_child(
         current_pid,
         {{m, f, args} = mfa, restart, shutdown, type, modules} = child,
         state
       ) do
    %{extra_arguments: extra} = state

    case start_child(m, f, extra ++ args) do
      {:ok, pid, _} ->
        {:noreply,
         save_child(pid, mfa, restart, shutdown, type, modules, delete_child(current_pid, state))}

      {:ok, pid} ->
        {:noreply,
         save_child(pid, mfa, restart, shutdown, type, modules, delete_child(current_pid, state))}

      :ignore ->
        {:noreply, delete_child(current_pid, state)}

      {:error, reason} ->
        report_error(:start_error, reason, {:restarting, current_pid}, child, state)
        state = delete_child(current_pid, state)
        key = if is_pid(current_pid), do: {:restarting, make_ref()}, else: current_pid
        # Tried again as a restart of its own; messages that have come are handled before.
        send(self(), {:"$gen_restart", key})
        {:noreply, put_in(state.children[key], child)}
    end
  end

  defp report_error(error, reason, pid, child, %{name: name, extra_arguments: extra}) do
    DynamicSupervisor.Shutdown.report_error(error, reason, pid, child, name, extra)
  end

  @compile {:inline, call: 2}

  defp call(supervisor, req) do
    GenServer.call(supervisor, req, :infinity)
  end
end
