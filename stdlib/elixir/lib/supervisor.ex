# Supervisors: processes that start others and restart those that fail. The work is done by Erlang's `:supervisor`.

defmodule Supervisor do
  @moduledoc """
  A behaviour of supervisors: processes that start children, restart those that fail, and end them in order.

      children = [
        {Counter, 0},
        %{id: :cache, start: {Cache, :start_link, [[size: 100]]}, restart: :transient}
      ]

      Supervisor.start_link(children, strategy: :one_for_one)

  ## Children

  A child is given as a module, as `{module, argument}`, or as a map. `child_spec/1` of a module, which
  `use GenServer`, `use Agent` and the like define, makes the map:

    * `:id` – any term that tells the child from others
    * `:start` – `{module, function, arguments}` of what starts a linked process and returns `{:ok, pid}`
    * `:restart` – `:permanent`, always restarted, the default; `:temporary`, never; `:transient`, only if it ends for
      another reason than `:normal`, `:shutdown` or `{:shutdown, term}`
    * `:shutdown` – how it is ended: milliseconds that it has after an exit signal with the reason `:shutdown` before it is
      killed, `:infinity`, or `:brutal_kill`. 5000 by default, `:infinity` for supervisors
    * `:type` – `:worker` or `:supervisor`
    * `:modules` – for tools: the modules of the child, or `:dynamic`
    * `:significant` – whether its end may end the supervisor, see `:auto_shutdown`

  `child_spec/2` changes some of it.

  ## Strategies

    * `:one_for_one` – if a child fails, it alone is restarted
    * `:one_for_all` – all are ended and started anew
    * `:rest_for_one` – those that were started after it are, too

  ## Options

    * `:strategy` – as above; required
    * `:max_restarts`, `:max_seconds` – how many restarts within how many seconds are tolerated; 3 and 5 by default.
      Beyond that the supervisor ends all children and itself
    * `:auto_shutdown` – `:never`; `:any_significant` or `:all_significant`: whether the supervisor ends when one or all of
      its significant children have ended by themselves
    * `:name` – a name, as for `GenServer.start_link/3`

  ## Start and end

  Children are started in order, each one when the one before has been; they are ended in reverse order.

  ## Modules

  A module with `use Supervisor` has `c:init/1` return what `init/2` returns:

      defmodule Shop.Supervisor do
        use Supervisor

        def start_link(options), do: Supervisor.start_link(__MODULE__, options, name: __MODULE__)

        @impl true
        def init(_options), do: Supervisor.init([Shop.Cart, Shop.Stock], strategy: :rest_for_one)
      end

  The options of `use Supervisor` change its `child_spec/1`.
  """

  @typedoc "Return values of `start_link/2` and `start_link/3`."
  @type on_start ::
          {:ok, pid}
          | :ignore
          | {:error, {:already_started, pid} | {:shutdown, term} | term}

  @typedoc "Return values of `start_child/2`."
  @type on_start_child ::
          {:ok, child}
          | {:ok, child, info :: term}
          | {:error, {:already_started, child} | :already_present | term}

  @typedoc "A child process; `:undefined` if it does not run."
  @type child :: pid | :undefined

  @typedoc "A name of a supervisor."
  @type name :: atom | {:global, term} | {:via, module, term}

  @typedoc "Options of `start_link/2` and `start_link/3`."
  @type option :: {:name, name}

  @typedoc "The flags of a supervisor, as `init/2` returns them."
  @type sup_flags() :: %{
          strategy: strategy,
          intensity: non_neg_integer,
          period: pos_integer,
          auto_shutdown: auto_shutdown
        }

  @typedoc "A supervisor: pid, name, or name and node."
  @type supervisor :: pid | name | {atom, node}

  @typedoc "Options of `start_link/2` and `init/2`."
  @type init_option ::
          {:strategy, strategy}
          | {:max_restarts, non_neg_integer}
          | {:max_seconds, pos_integer}
          | {:auto_shutdown, auto_shutdown}

  @typedoc "When a child is restarted."
  @type restart :: :permanent | :transient | :temporary

  @typedoc "How a child is ended."
  @type shutdown :: timeout() | :brutal_kill

  @typedoc "Which children are restarted along with one that failed."
  @type strategy :: :one_for_one | :one_for_all | :rest_for_one

  @typedoc "Whether the end of significant children ends the supervisor."
  @type auto_shutdown :: :never | :any_significant | :all_significant

  @typedoc "Whether a child is a supervisor."
  @type type :: :worker | :supervisor

  @typedoc "A child given by its module, and perhaps an argument."
  @typedoc since: "1.16.0"
  @type module_spec :: {module(), args :: term()} | module()

  @typedoc "A child specification."
  @type child_spec :: %{
          required(:id) => atom() | term(),
          required(:start) => {module(), function_name :: atom(), args :: [term()]},
          optional(:restart) => restart(),
          optional(:shutdown) => shutdown(),
          optional(:type) => type(),
          optional(:modules) => [module()] | :dynamic,
          optional(:significant) => boolean()
        }

  @typedoc "What `child_spec/2` may change."
  @type child_spec_overrides :: [
          restart: restart(),
          shutdown: shutdown(),
          start: {module(), atom(), [term()]},
          id: atom() | term(),
          modules: [module()] | :dynamic,
          type: type(),
          significant: boolean()
        ]

  @doc """
  Called when a supervisor starts, and when its code changes, to tell its flags and children; see `init/2`.
  """
  @callback init(init_arg :: term) ::
              {:ok, {sup_flags(), [child_spec() | :supervisor.child_spec()]}} | :ignore

  @doc false
  defmacro __using__(opts) do
    quote location: :keep, bind_quoted: [opts: opts] do
      @behaviour Supervisor

      unless Module.has_attribute?(__MODULE__, :doc) do
        @doc """
        Returns a specification to start this module under a supervisor.

        See `Supervisor`.
        """
      end

      def child_spec(init_arg) do
        default = %{
          id: __MODULE__,
          start: {__MODULE__, :start_link, [init_arg]},
          type: :supervisor
        }

        Supervisor.child_spec(default, unquote(Macro.escape(opts)))
      end

      defoverridable child_spec: 1
    end
  end

  ## Start

  @doc """
  Starts a supervisor with some children, or one whose module is given, with an argument.

  Returns when all children have been started. If one fails, those before it are ended, and
  `{:error, {:shutdown, {:failed_to_start_child, id, reason}}}` is returned.

  ## Examples

      iex> children = [Supervisor.child_spec({Agent, fn -> 0 end}, id: :counter)]
      iex> {:ok, supervisor} = Supervisor.start_link(children, strategy: :one_for_one)
      iex> [{:counter, pid, :worker, [Agent]}] = Supervisor.which_children(supervisor)
      iex> Agent.get(pid, & &1)
      0
      iex> Supervisor.stop(supervisor)
      :ok

  """
  @spec start_link(
          [
            :supervisor.child_spec() | child_spec | module_spec | (old_erlang_child_spec :: tuple)
          ],
          [
            option | init_option
          ]
        ) ::
          {:ok, pid}
          | {:error, {:already_started, pid} | {:shutdown, term} | term}
  @spec start_link(module, term) :: on_start
  def start_link(children, options) when is_list(children) do
    {sup_opts, start_opts} =
      Keyword.split(options, [:strategy, :max_seconds, :max_restarts, :auto_shutdown])

    start_link(Supervisor.Default, init(children, sup_opts), start_opts)
  end

  def start_link(module, init_arg) when is_atom(module) do
    start_link(module, init_arg, [])
  end

  @doc """
  Starts a supervisor whose module is given, with an argument for its `c:init/1` and options.
  """
  @spec start_link(module, term, [option]) :: on_start
  def start_link(module, init_arg, options) when is_atom(module) and is_list(options) do
    case Keyword.get(options, :name) do
      nil ->
        :supervisor.start_link(module, init_arg)

      atom when is_atom(atom) ->
        :supervisor.start_link({:local, atom}, module, init_arg)

      {:global, _term} = tuple ->
        :supervisor.start_link(tuple, module, init_arg)

      {:via, via_module, _term} = tuple when is_atom(via_module) ->
        :supervisor.start_link(tuple, module, init_arg)

      other ->
        raise ArgumentError, """
        expected :name option to be one of the following:

          * nil
          * atom
          * {:global, term}
          * {:via, module, term}

        Got: #{inspect(other)}
        """
    end
  end

  @doc """
  What `c:init/1` returns: the flags of the options and the specifications of the children.

  ## Examples

      iex> {:ok, {flags, []}} = Supervisor.init([], strategy: :one_for_all, max_restarts: 1)
      iex> {flags.strategy, flags.intensity, flags.period}
      {:one_for_all, 1, 5}

  """
  @doc since: "1.5.0"
  @spec init(
          [
            :supervisor.child_spec() | child_spec | module_spec | (old_erlang_child_spec :: tuple)
          ],
          [init_option]
        ) ::
          {:ok, {sup_flags(), [child_spec() | :supervisor.child_spec()]}}
  def init(children, options) when is_list(children) and is_list(options) do
    strategy =
      case options[:strategy] do
        nil -> raise ArgumentError, "expected :strategy option to be given"
        strategy -> strategy
      end

    if strategy == :simple_one_for_one do
      IO.warn(":simple_one_for_one strategy is deprecated, please use DynamicSupervisor instead")
    end

    flags = %{
      strategy: strategy,
      intensity: Keyword.get(options, :max_restarts, 3),
      period: Keyword.get(options, :max_seconds, 5),
      auto_shutdown: Keyword.get(options, :auto_shutdown, :never)
    }

    {:ok, {flags, Enum.map(children, &init_child/1)}}
  end

  defp init_child(module) when is_atom(module) do
    init_child({module, []})
  end

  defp init_child({module, arg}) when is_atom(module) do
    module.child_spec(arg)
  catch
    :error, :undef -> undefined_child_spec(module, __STACKTRACE__)
  end

  defp init_child(map) when is_map(map), do: map
  defp init_child({_, _, _, _, _, _} = tuple), do: tuple
  defp init_child(other), do: raise(ArgumentError, child_spec_error(other))

  # The module itself is what is missing, or something that its child_spec/1 calls.
  defp undefined_child_spec(module, [{module, :child_spec, [_], _} | _]),
    do: raise(ArgumentError, child_spec_error(module))

  defp undefined_child_spec(_module, stacktrace), do: :erlang.raise(:error, :undef, stacktrace)

  defp child_spec_error(module) when is_atom(module) do
    if Code.ensure_loaded?(module) do
      """
      The module #{inspect(module)} was given as a child to a supervisor
      but it does not implement child_spec/1.

      If you own the given module, please define a child_spec/1 function
      that receives an argument and returns a child specification as a map.
      For example:

          def child_spec(opts) do
            %{
              id: __MODULE__,
              start: {__MODULE__, :start_link, [opts]},
              type: :worker,
              restart: :permanent,
              shutdown: 500
            }
          end

      Note that "use Agent", "use GenServer" and so on automatically define
      this function for you.

      However, if you don't own the given module and it doesn't implement
      child_spec/1, instead of passing the module name directly as a supervisor
      child, you will have to pass a child specification as a map:

          %{
            id: #{inspect(module)},
            start: {#{inspect(module)}, :start_link, [arg1, arg2]}
          }

      See the Supervisor documentation for more information
      """
    else
      "The module #{inspect(module)} was given as a child to a supervisor but it does not exist"
    end
  end

  defp child_spec_error(other) do
    """
    supervisors expect each child to be one of the following:

      * a module
      * a {module, arg} tuple
      * a child specification as a map with at least the :id and :start fields
      * or a tuple with 6 elements generated by Supervisor.Spec (deprecated)

    Got: #{inspect(other)}
    """
  end

  @doc """
  Makes a child specification of a module, `{module, argument}` or a map, and changes some of it.

  ## Examples

      iex> spec = Supervisor.child_spec({Task, fn -> :ok end}, id: :first, restart: :transient)
      iex> {spec.id, spec.restart}
      {:first, :transient}
      iex> Supervisor.child_spec(%{id: :a, start: {M, :start_link, []}}, shutdown: 100)
      %{id: :a, start: {M, :start_link, []}, shutdown: 100}

  """
  @spec child_spec(child_spec() | module_spec(), child_spec_overrides()) :: child_spec()
  def child_spec(module_or_map, overrides)

  def child_spec({_, _, _, _, _, _} = tuple, _overrides) do
    raise ArgumentError,
          "old tuple-based child specification #{inspect(tuple)} " <>
            "is not supported in Supervisor.child_spec/2"
  end

  def child_spec(module_or_map, overrides) do
    Enum.reduce(overrides, init_child(module_or_map), fn
      {key, value}, acc
      when key in [:id, :start, :restart, :shutdown, :type, :modules, :significant] ->
        Map.put(acc, key, value)

      {key, _value}, _acc ->
        raise ArgumentError, "unknown key #{inspect(key)} in child specification override"
    end)
  end

  ## Children

  @doc """
  Starts a child of a running supervisor, as its last one.

  Returns what the child's start function returns, `{:error, {:already_started, pid}}` if the id is taken, or
  `{:error, :already_present}` if it is by a child that does not run.
  """
  @spec start_child(
          supervisor,
          :supervisor.child_spec() | child_spec | module_spec | (old_erlang_child_spec :: tuple)
        ) ::
          on_start_child
  def start_child(supervisor, {_, _, _, _, _, _} = child_spec) do
    call(supervisor, {:start_child, child_spec})
  end

  def start_child(supervisor, args) when is_list(args) do
    IO.warn(
      "Supervisor.start_child/2 with a list of args is deprecated, please use DynamicSupervisor instead"
    )

    call(supervisor, {:start_child, args})
  end

  def start_child(supervisor, child_spec) do
    call(supervisor, {:start_child, Supervisor.child_spec(child_spec, [])})
  end

  @doc """
  Ends a child by its id. The supervisor keeps its specification, unless it is temporary: `restart_child/2` starts it anew.
  """
  @spec terminate_child(supervisor, term()) :: :ok | {:error, :not_found}
  def terminate_child(supervisor, child_id)

  def terminate_child(supervisor, pid) when is_pid(pid) do
    IO.warn(
      "Supervisor.terminate_child/2 with a PID is deprecated, please use DynamicSupervisor instead"
    )

    call(supervisor, {:terminate_child, pid})
  end

  def terminate_child(supervisor, child_id) do
    call(supervisor, {:terminate_child, child_id})
  end

  @doc """
  Forgets a child that does not run, by its id.
  """
  @spec delete_child(supervisor, term()) :: :ok | {:error, :not_found | :running | :restarting}
  def delete_child(supervisor, child_id) do
    call(supervisor, {:delete_child, child_id})
  end

  @doc """
  Starts a child that has been ended, by its id.
  """
  @spec restart_child(supervisor, term()) ::
          {:ok, child}
          | {:ok, child, term}
          | {:error, :not_found | :running | :restarting | term}
  def restart_child(supervisor, child_id) do
    call(supervisor, {:restart_child, child_id})
  end

  @doc """
  All children as `{id, pid | :restarting | :undefined, type, modules}`, the last one first.

  Takes time and memory in proportion to their number.
  """
  @spec which_children(supervisor) :: [
          # inlining module() | :dynamic here because :supervisor.modules() is not exported
          {term() | :undefined, child | :restarting, :worker | :supervisor, [module()] | :dynamic}
        ]
  def which_children(supervisor) do
    call(supervisor, :which_children)
  end

  @doc """
  How many children there are (`:specs`), how many of them run (`:active`), and how many are `:supervisors` and
  `:workers`.
  """
  @spec count_children(supervisor) :: %{
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
  @spec stop(supervisor, reason :: term, timeout) :: :ok
  def stop(supervisor, reason \\ :normal, timeout \\ :infinity) do
    GenServer.stop(supervisor, reason, timeout)
  end

  @compile {:inline, call: 2}

  defp call(supervisor, req) do
    GenServer.call(supervisor, req, :infinity)
  end
end
