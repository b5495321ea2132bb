# Agents: processes that keep a state, which functions of the caller's read and change.

defmodule Agent do
  @moduledoc """
  A process that keeps a state for others.

      iex> {:ok, counter} = Agent.start_link(fn -> 0 end)
      iex> Agent.update(counter, &(&1 + 1))
      :ok
      iex> Agent.get(counter, & &1)
      1
      iex> Agent.stop(counter)
      :ok

  The functions run in the agent's process, one after the other: what takes long in there keeps everybody else waiting,
  what takes long outside does not. An agent is a `GenServer`, and an agent's name is what `GenServer` documents as such.

  `use Agent` defines `child_spec/1`, whose options are those of `Supervisor.child_spec/2`, so that a module with
  `start_link/1` can be put under a supervisor.
  """

  @typedoc "Return values of `start*` functions."
  @type on_start :: {:ok, pid} | {:error, {:already_started, pid} | term}

  @typedoc "A name of an agent."
  @type name :: atom | {:global, term} | {:via, module, term}

  @typedoc "An agent: pid, name, or name and node."
  @type agent :: pid | {atom, node} | name

  @typedoc "What an agent keeps."
  @type state :: term

  @doc false
  defmacro __using__(opts) do
    quote location: :keep, bind_quoted: [opts: opts] do
      unless Module.has_attribute?(__MODULE__, :doc) do
        @doc """
        Returns a specification to start this module under a supervisor.

        See `Supervisor`.
        """
      end

      def child_spec(arg) do
        default = %{
          id: __MODULE__,
          start: {__MODULE__, :start_link, [arg]}
        }

        Supervisor.child_spec(default, unquote(Macro.escape(opts)))
      end

      defoverridable child_spec: 1
    end
  end

  @doc """
  The specification of an agent for a supervisor; the argument is the function that makes the state.

  ## Examples

      iex> %{id: Agent, start: {Agent, :start_link, [fun]}} = Agent.child_spec(fn -> 0 end)
      iex> is_function(fun, 0)
      true
  """
  @doc since: "1.5.0"
  @spec child_spec(term) :: Supervisor.child_spec()
  def child_spec(arg) do
    %{
      id: Agent,
      start: {Agent, :start_link, [arg]}
    }
  end

  ## Start and stop

  @doc """
  Starts an agent that is linked to the calling process. Its state is what the function returns.

  Options are those of `GenServer.start_link/3`. If the function raises, `{:error, {exception, stacktrace}}` is returned,
  and the exit signal goes to the caller.
  """
  @spec start_link((-> term), GenServer.options()) :: on_start
  def start_link(fun, options \\ []) when is_function(fun, 0) do
    GenServer.start_link(Agent.Server, fun, options)
  end

  @doc """
  Starts a linked agent whose state a function of a module makes.
  """
  @spec start_link(module, atom, [any], GenServer.options()) :: on_start
  def start_link(module, fun, args, options \\ []) do
    GenServer.start_link(Agent.Server, {module, fun, args}, options)
  end

  @doc """
  Starts an agent that is not linked to the calling process; see `start_link/2`.
  """
  @spec start((-> term), GenServer.options()) :: on_start
  def start(fun, options \\ []) when is_function(fun, 0) do
    GenServer.start(Agent.Server, fun, options)
  end

  @doc """
  Starts an agent, not linked, whose state a function of a module makes.
  """
  @spec start(module, atom, [any], GenServer.options()) :: on_start
  def start(module, fun, args, options \\ []) do
    GenServer.start(Agent.Server, {module, fun, args}, options)
  end

  @doc """
  Stops an agent and waits until it is gone; see `GenServer.stop/3`.
  """
  @spec stop(agent, reason :: term, timeout) :: :ok
  def stop(agent, reason \\ :normal, timeout \\ :infinity) do
    GenServer.stop(agent, reason, timeout)
  end

  ## The state

  @doc """
  What a function returns for the state.

  ## Examples

      iex> {:ok, agent} = Agent.start_link(fn -> %{a: 1} end)
      iex> Agent.get(agent, & &1.a)
      1

  """
  @spec get(agent, (state -> a), timeout) :: a when a: var
  def get(agent, fun, timeout \\ 5000) when is_function(fun, 1) do
    GenServer.call(agent, {:get, fun}, timeout)
  end

  @doc """
  What a function of a module returns for the state, which is put in front of the arguments.
  """
  @spec get(agent, module, atom, [term], timeout) :: any
  def get(agent, module, fun, args, timeout \\ 5000) do
    GenServer.call(agent, {:get, {module, fun, args}}, timeout)
  end

  @doc """
  Gets and changes the state at once: the function returns `{value, new_state}`.

  ## Examples

      iex> {:ok, agent} = Agent.start_link(fn -> 42 end)
      iex> Agent.get_and_update(agent, &{&1, &1 + 1})
      42
      iex> Agent.get(agent, & &1)
      43

  """
  @spec get_and_update(agent, (state -> {a, state}), timeout) :: a when a: var
  def get_and_update(agent, fun, timeout \\ 5000) when is_function(fun, 1) do
    GenServer.call(agent, {:get_and_update, fun}, timeout)
  end

  @doc """
  As `get_and_update/3`, by a function of a module.
  """
  @spec get_and_update(agent, module, atom, [term], timeout) :: any
  def get_and_update(agent, module, fun, args, timeout \\ 5000) do
    GenServer.call(agent, {:get_and_update, {module, fun, args}}, timeout)
  end

  @doc """
  Changes the state to what a function returns for it, and waits until that is done.

  ## Examples

      iex> {:ok, agent} = Agent.start_link(fn -> 42 end)
      iex> Agent.update(agent, &(&1 + 1))
      :ok
      iex> Agent.get(agent, & &1)
      43

  """
  @spec update(agent, (state -> state), timeout) :: :ok
  def update(agent, fun, timeout \\ 5000) when is_function(fun, 1) do
    GenServer.call(agent, {:update, fun}, timeout)
  end

  @doc """
  As `update/3`, by a function of a module.

  ## Examples

      iex> {:ok, agent} = Agent.start_link(fn -> 42 end)
      iex> Agent.update(agent, Kernel, :+, [12])
      :ok
      iex> Agent.get(agent, & &1)
      54

  """
  @spec update(agent, module, atom, [term], timeout) :: :ok
  def update(agent, module, fun, args, timeout \\ 5000) do
    GenServer.call(agent, {:update, {module, fun, args}}, timeout)
  end

  @doc """
  Changes the state without waiting for it.

  ## Examples

      iex> {:ok, agent} = Agent.start_link(fn -> 42 end)
      iex> Agent.cast(agent, &(&1 + 1))
      :ok
      iex> Agent.get(agent, & &1)
      43

  """
  @spec cast(agent, (state -> state)) :: :ok
  def cast(agent, fun) when is_function(fun, 1) do
    GenServer.cast(agent, {:cast, fun})
  end

  @doc """
  As `cast/2`, by a function of a module.
  """
  @spec cast(agent, module, atom, [term]) :: :ok
  def cast(agent, module, fun, args) do
    GenServer.cast(agent, {:cast, {module, fun, args}})
  end
end
