# Servers: processes that keep a state and answer requests. The loop itself is Erlang's `:gen_server`.

defmodule GenServer do
  @moduledoc """
  A behaviour of servers: processes that keep a state, and answer requests one after the other.

  A module with `use GenServer` says by callbacks what its servers do; this module starts them and talks to them.

      defmodule Stack do
        use GenServer

        def start_link(elements), do: GenServer.start_link(__MODULE__, elements, name: __MODULE__)
        def push(element), do: GenServer.cast(__MODULE__, {:push, element})
        def pop, do: GenServer.call(__MODULE__, :pop)

        @impl true
        def init(elements), do: {:ok, elements}

        @impl true
        def handle_call(:pop, _from, [head | tail]), do: {:reply, head, tail}

        @impl true
        def handle_cast({:push, element}, elements), do: {:noreply, [element | elements]}
      end

  ## Requests

  `call/3` waits for an answer and so holds its caller back if the server is busy; `cast/2` does not wait, and cannot know
  whether the request ever arrived. Any other message is handed to `c:handle_info/2`.

  ## Names

  Wherever a server is expected, a pid or a name will do:

    * an atom, registered for this node
    * `{:global, term}`, registered by `:global` for all connected nodes
    * `{:via, module, term}`, registered by a module such as `Registry`, that has `register_name/2`, `unregister_name/1`,
      `whereis_name/1` and `send/2`
    * `{name, node}`, a name of another node

  ## Timeouts and more

  Callbacks may return, besides a new state, what is to happen before the next message is received: milliseconds, after
  which `c:handle_info/2` gets `:timeout` unless a message arrives before; `:hibernate`, to wait in as little memory as
  possible; `{:continue, term}`, to have `c:handle_continue/2` called at once.

  ## Options of `use GenServer`

  They change the child specification, `child_spec/1`: `:id`, `:restart`, `:shutdown`, and the others that
  `Supervisor.child_spec/2` knows.

  ## Under a supervisor

  `use GenServer` defines `child_spec/1`, so that the module, or `{module, argument}`, is a child specification that calls
  `start_link/1`.
  """

  @typedoc "What callbacks may ask for besides a new state."
  @type action :: timeout | :hibernate | {:continue, continue_arg :: term}

  @typedoc "Return values of `start*` functions."
  @type on_start :: {:ok, pid} | :ignore | {:error, {:already_started, pid} | term}

  @typedoc "A name of a server."
  @type name :: atom | {:global, term} | {:via, module, term}

  @typedoc "Options of the `start*` functions."
  @type options :: [option]

  @type option ::
          {:debug, debug}
          | {:name, name}
          | {:timeout, timeout}
          | {:spawn_opt, [Process.spawn_opt()]}
          | {:hibernate_after, timeout}

  @typedoc "Debug options, see `:sys`."
  @type debug :: [:trace | :log | :statistics | {:log_to_file, Path.t()}]

  @typedoc "A server: pid, name, or name and node."
  @type server :: pid | name | {atom, node}

  @typedoc "The client of a request, to which `reply/2` answers."
  @type from :: {pid, tag :: term}

  @doc """
  Called in the new process; `start_link/3` waits until it returns.

  `:ignore` ends the process normally and counts as no failure for a supervisor; `{:stop, reason}` ends it with that
  reason, which `start_link/3` returns as `{:error, reason}`; `{:error, reason}` does so without an exit signal to whoever
  is linked.
  """
  @callback init(init_arg :: term) ::
              {:ok, state}
              | {:ok, state, action}
              | :ignore
              | {:stop, reason :: term}
              | {:error, reason :: term}
            when state: term

  @doc """
  Handles a request of `call/3`.

  The caller waits until the reply is returned or sent by `reply/2`.
  """
  @callback handle_call(request :: term, from, state :: term) ::
              {:reply, reply, new_state}
              | {:reply, reply, new_state, action}
              | {:noreply, new_state}
              | {:noreply, new_state, action}
              | {:stop, reason, reply, new_state}
              | {:stop, reason, new_state}
            when reply: term, new_state: term, reason: term

  @doc """
  Handles a request of `cast/2`.
  """
  @callback handle_cast(request :: term, state :: term) ::
              {:noreply, new_state}
              | {:noreply, new_state, action}
              | {:stop, reason :: term, new_state}
            when new_state: term

  @doc """
  Handles any other message.
  """
  @callback handle_info(msg :: :timeout | term, state :: term) ::
              {:noreply, new_state}
              | {:noreply, new_state, action}
              | {:stop, reason :: term, new_state}
            when new_state: term

  @doc """
  Called when a callback has returned `{:continue, term}`, before any message is received.
  """
  @callback handle_continue(continue_arg :: term, state :: term) ::
              {:noreply, new_state}
              | {:noreply, new_state, action}
              | {:stop, reason :: term, new_state}
            when new_state: term

  @doc """
  Called when the server is about to end, if a callback stopped it or crashed, or if its parent ended or asked it to and
  it traps exits. Not called if it is killed, or ended by an exit signal that it does not trap.
  """
  @callback terminate(reason, state :: term) :: term
            when reason: :normal | :shutdown | {:shutdown, term} | term

  @doc """
  Called with the old state when the code of the module is changed.
  """
  @callback code_change(old_vsn, state :: term, extra :: term) ::
              {:ok, new_state :: term} | {:error, reason :: term}
            when old_vsn: term | {:down, term}

  @doc """
  Called to render the state for `:sys.get_status/1` and crash reports; see `c:format_status/1`.
  """
  @doc deprecated: "Use format_status/1 callback instead"
  @callback format_status(reason, pdict_and_state :: list) :: term
            when reason: :normal | :terminate

  @doc """
  Called to render the status for `:sys.get_status/1` and crash reports, so that what is private can be left out.

  The map has some of `:state`, `:message`, `:reason` and `:log`; the callback returns a map with the same keys.
  """
  @doc since: "1.17.0"
  @callback format_status(status :: :gen_server.format_status()) ::
              new_status :: :gen_server.format_status()

  @optional_callbacks code_change: 3,
                      terminate: 2,
                      handle_info: 2,
                      handle_cast: 2,
                      handle_call: 3,
                      format_status: 1,
                      format_status: 2,
                      handle_continue: 2

  @doc false
  defmacro __using__(opts) do
    quote location: :keep, bind_quoted: [opts: opts] do
      @behaviour GenServer

      unless Module.has_attribute?(__MODULE__, :doc) do
        @doc """
        Returns a specification to start this module under a supervisor.

        See `Supervisor`.
        """
      end

      def child_spec(init_arg) do
        default = %{
          id: __MODULE__,
          start: {__MODULE__, :start_link, [init_arg]}
        }

        Supervisor.child_spec(default, unquote(Macro.escape(opts)))
      end

      defoverridable child_spec: 1

      @before_compile GenServer

      @doc false
      def handle_call(request, _from, _state) do
        raise "attempted to call GenServer #{GenServer.__shown_name__()} but no handle_call/3 clause was provided"
      end

      @doc false
      def handle_info(message, state) do
        GenServer.__unexpected_message__(message, __MODULE__)
        {:noreply, state}
      end

      @doc false
      def handle_cast(request, _state) do
        raise "attempted to cast GenServer #{GenServer.__shown_name__()} but no handle_cast/2 clause was provided"
      end

      @doc false
      def terminate(_reason, _state), do: :ok

      @doc false
      def code_change(_old, state, _extra), do: {:ok, state}

      defoverridable code_change: 3, terminate: 2, handle_info: 2, handle_cast: 2, handle_call: 3
    end
  end

  @doc false
  defmacro __before_compile__(env) do
    unless Module.defines?(env.module, {:init, 1}) do
      message = """
      function init/1 required by behaviour GenServer is not implemented \
      (in module #{inspect(env.module)}).

      We will inject a default implementation for now:

          def init(init_arg) do
            {:ok, init_arg}
          end

      You can copy the implementation above or define your own that converts \
      the arguments given to GenServer.start_link/3 to the server state.
      """

      IO.warn(message, env)

      quote do
        @doc false
        def init(init_arg) do
          {:ok, init_arg}
        end

        defoverridable init: 1
      end
    end
  end

  @doc false
  def __shown_name__ do
    case Process.info(self(), :registered_name) do
      {_, []} -> inspect(self())
      {_, name} -> inspect(name)
    end
  end

  @doc false
  def __unexpected_message__(message, module) do
    name =
      case Process.info(self(), :registered_name) do
        {_, []} -> self()
        {_, name} -> name
      end

    :logger.error(
      %{
        label: {GenServer, :no_handle_info},
        report: %{module: module, message: message, name: name}
      },
      %{
        domain: [:otp, :elixir],
        error_logger: %{tag: :error_msg},
        report_cb: &GenServer.format_report/1
      }
    )
  end

  @doc false
  def format_report(%{
        label: {GenServer, :no_handle_info},
        report: %{module: module, message: message, name: name}
      }),
      do: {~c"~p ~p received unexpected message in handle_info/2: ~p~n", [module, name, message]}

  ## Start and stop

  @doc """
  Starts a server that is linked to the calling process, as a supervisor does it.

  Returns when `c:init/1` has returned: `{:ok, pid}`, `:ignore` or `{:error, reason}`, which is
  `{:error, {:already_started, pid}}` if the name is taken.

  ## Options

    * `:name` – a name, as the module's documentation describes them
    * `:timeout` – milliseconds that `c:init/1` may take; then the process is killed and `{:error, :timeout}` returned
    * `:debug` – debug options of `:sys`
    * `:spawn_opt` – options of the process, as for `Process.spawn/2`
    * `:hibernate_after` – milliseconds without a message after which the server hibernates

  """
  @spec start_link(module, term, options) :: on_start
  def start_link(module, init_arg, options \\ [])
      when is_atom(module) and is_list(options) do
    do_start(:link, module, init_arg, options)
  end

  @doc """
  Starts a server that is not linked to the calling process; see `start_link/3`.
  """
  @spec start(module, term, options) :: on_start
  def start(module, init_arg, options \\ []) when is_atom(module) and is_list(options) do
    do_start(:nolink, module, init_arg, options)
  end

  defp do_start(link, module, init_arg, options) do
    case Keyword.pop(options, :name) do
      {nil, opts} ->
        :gen.start(:gen_server, link, module, init_arg, opts)

      {atom, opts} when is_atom(atom) ->
        :gen.start(:gen_server, link, {:local, atom}, module, init_arg, opts)

      {{:global, _term} = tuple, opts} ->
        :gen.start(:gen_server, link, tuple, module, init_arg, opts)

      {{:via, via_module, _term} = tuple, opts} when is_atom(via_module) ->
        :gen.start(:gen_server, link, tuple, module, init_arg, opts)

      {other, _} ->
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
  Stops a server and waits until it is gone; `c:terminate/2` is called with the reason.

  Exits if there is no such server, if it ends for another reason, or if it takes too long.
  """
  @spec stop(server, reason :: term, timeout) :: :ok
  def stop(server, reason \\ :normal, timeout \\ :infinity) do
    case whereis(server) do
      nil ->
        exit({:noproc, {__MODULE__, :stop, [server, reason, timeout]}})

      pid when pid == self() ->
        exit({:calling_self, {__MODULE__, :stop, [server, reason, timeout]}})

      pid ->
        try do
          :proc_lib.stop(pid, reason, timeout)
        catch
          :exit, err ->
            exit({err, {__MODULE__, :stop, [server, reason, timeout]}})
        end
    end
  end

  ## Requests

  @doc """
  Sends a request and waits for the reply.

  Exits if the server is not there, ends before it replies, or does not reply within `timeout` milliseconds. A reply that
  comes later is dropped.
  """
  @spec call(server, term, timeout) :: term
  def call(server, request, timeout \\ 5000)
      when (is_integer(timeout) and timeout >= 0) or timeout == :infinity do
    case whereis(server) do
      nil ->
        exit({:noproc, {__MODULE__, :call, [server, request, timeout]}})

      pid when pid == self() ->
        exit({:calling_self, {__MODULE__, :call, [server, request, timeout]}})

      pid ->
        try do
          :gen.call(pid, :"$gen_call", request, timeout)
        catch
          :exit, reason ->
            exit({reason, {__MODULE__, :call, [server, request, timeout]}})
        else
          {:ok, reply} -> reply
        end
    end
  end

  @doc """
  Sends a request without waiting for anything. Always returns `:ok`, whether there is such a server or not.
  """
  @spec cast(server, term) :: :ok
  def cast(server, request)

  def cast({:global, name}, request) do
    :global.send(name, cast_msg(request))
    :ok
  catch
    _, _ -> :ok
  end

  def cast({:via, mod, name}, request) do
    mod.send(name, cast_msg(request))
    :ok
  catch
    _, _ -> :ok
  end

  def cast({name, node}, request) when is_atom(name) and is_atom(node),
    do: do_send({name, node}, cast_msg(request))

  def cast(dest, request) when is_atom(dest) or is_pid(dest), do: do_send(dest, cast_msg(request))

  @doc """
  Sends a request without a reply to the servers with a name on some nodes, all connected ones by default.
  """
  @spec abcast([node], name :: atom, term) :: :abcast
  def abcast(nodes \\ [node() | Node.list()], name, request)
      when is_list(nodes) and is_atom(name) do
    msg = cast_msg(request)
    for node <- nodes, do: do_send({name, node}, msg)
    :abcast
  end

  defp cast_msg(req) do
    {:"$gen_cast", req}
  end

  defp do_send(dest, msg) do
    send(dest, msg)
    :ok
  catch
    _, _ -> :ok
  end

  @doc """
  Calls the servers with a name on some nodes, all connected ones by default.

  Returns the replies by node, and the nodes that did not reply.
  """
  @spec multi_call([node], name :: atom, term, timeout) ::
          {replies :: [{node, term}], bad_nodes :: [node]}
  def multi_call(nodes \\ [node() | Node.list()], name, request, timeout \\ :infinity) do
    :gen_server.multi_call(nodes, name, request, timeout)
  end

  @doc """
  Answers a request. `client` is what `c:handle_call/3` got as its second argument; any process may answer.
  """
  @spec reply(from, term) :: :ok
  def reply(client, reply) do
    :gen.reply(client, reply)
  end

  @doc """
  The pid of a server, `{name, node}` if it is on another node, or `nil` if there is none.

      iex> GenServer.whereis(self()) == self()
      true
      iex> GenServer.whereis(:no_such_server)
      nil
  """
  @spec whereis(server) :: pid | {atom, node} | nil
  def whereis(server)

  def whereis(pid) when is_pid(pid), do: pid

  def whereis(name) when is_atom(name) do
    Process.whereis(name)
  end

  def whereis({:global, name}) do
    case :global.whereis_name(name) do
      pid when is_pid(pid) -> pid
      :undefined -> nil
    end
  end

  def whereis({:via, mod, name}) do
    case apply(mod, :whereis_name, [name]) do
      pid when is_pid(pid) -> pid
      :undefined -> nil
    end
  end

  def whereis({name, local}) when is_atom(name) and local == node() do
    Process.whereis(name)
  end

  def whereis({name, node} = server) when is_atom(name) and is_atom(node) do
    server
  end
end
