# Nodes: this machine, and those it is connected to.

defmodule Node do
  @moduledoc """
  The machine as one of several that are connected.

  A machine that was not given a name is alone: `self/0` is `:nonode@nohost`, `list/0` is empty.
  """

  import Kernel,
    except: [
      self: 0,
      spawn: 1,
      spawn: 3,
      spawn_link: 1,
      spawn_link: 3,
      spawn_monitor: 1,
      spawn_monitor: 3
    ]

  @typedoc "A node's name."
  @type t :: node

  @typedoc "Which nodes `list/1` is to name."
  @type state :: :visible | :hidden | :connected | :this | :known

  @doc """
  Returns the name of this node.

      iex> Node.self()
      :nonode@nohost

  """
  @spec self() :: t
  def self, do: :erlang.node()

  @doc """
  Returns whether this node can be connected with others.

      iex> Node.alive?()
      false

  """
  @spec alive?() :: boolean
  def alive?, do: :erlang.node() != :nonode@nohost

  @doc """
  Returns the visible nodes that this one is connected with.

      iex> Node.list()
      []

  """
  @spec list() :: [t]
  def list, do: :erlang.nodes()

  @doc """
  Returns nodes by their state, or several of them.

      iex> Node.list(:this)
      [:nonode@nohost]

  """
  @spec list(state | [state]) :: [t]
  def list(states), do: :erlang.nodes(states)

  @doc """
  Tries to connect with a node: `:pong` if it answers, else `:pang`.

      iex> Node.ping(:nobody@nowhere)
      :pang

  """
  @spec ping(t) :: :pong | :pang
  def ping(node) when is_atom(node), do: if(node == self(), do: :pong, else: :pang)

  @doc """
  Connects with a node: `true`, `false`, or `:ignored` if this one has no name.

      iex> Node.connect(:nobody@nowhere)
      :ignored

  """
  @spec connect(t) :: boolean | :ignored
  def connect(node) when is_atom(node), do: if(node == self(), do: true, else: :ignored)

  @doc """
  Gives up the connection with a node.

      iex> Node.disconnect(:nobody@nowhere)
      :ignored

  """
  @spec disconnect(t) :: boolean | :ignored
  def disconnect(node) when is_atom(node), do: :ignored

  @doc """
  Turns the messages `{:nodedown, node}` on or off. Raises `ArgumentError` for a node that cannot be watched.

      iex> Node.monitor(Node.self(), true)
      true

  """
  @spec monitor(t, boolean) :: true
  def monitor(node, flag), do: monitor(node, flag, [])

  @doc """
  As `monitor/2`; there are no options that change anything.
  """
  @spec monitor(t, boolean, [:allow_passive_connect]) :: true
  def monitor(node, flag, options) when is_atom(node) and is_boolean(flag) and is_list(options) do
    :erlang.monitor_node(node, flag)
  end

  @doc """
  Spawns a function on a node.

      iex> Node.spawn(Node.self(), fn -> :ok end) |> is_pid()
      true

  """
  @spec spawn(t, (-> any)) :: pid
  def spawn(node, fun), do: local(node, fn -> :erlang.spawn(fun) end)

  @doc "Spawns a function on a node, with the options of `Process.spawn/2`."
  @spec spawn(t, (-> any), Process.spawn_opts()) :: pid | {pid, reference}
  def spawn(node, fun, options), do: local(node, fn -> :erlang.spawn_opt(fun, options) end)

  @doc "Spawns `module.function(arguments)` on a node."
  @spec spawn(t, module, atom, [any]) :: pid
  def spawn(node, module, function, arguments),
    do: local(node, fn -> :erlang.spawn(module, function, arguments) end)

  @doc "Spawns `module.function(arguments)` on a node, with options."
  @spec spawn(t, module, atom, [any], Process.spawn_opts()) :: pid | {pid, reference}
  def spawn(node, module, function, arguments, options),
    do: local(node, fn -> :erlang.spawn_opt(module, function, arguments, options) end)

  @doc "Spawns a function on a node, linked to the caller."
  @spec spawn_link(t, (-> any)) :: pid
  def spawn_link(node, fun), do: local(node, fn -> :erlang.spawn_link(fun) end)

  @doc "Spawns `module.function(arguments)` on a node, linked to the caller."
  @spec spawn_link(t, module, atom, [any]) :: pid
  def spawn_link(node, module, function, arguments),
    do: local(node, fn -> :erlang.spawn_link(module, function, arguments) end)

  @doc "Spawns a function on a node, monitored by the caller."
  @spec spawn_monitor(t, (-> any)) :: {pid, reference}
  def spawn_monitor(node, fun), do: local(node, fn -> :erlang.spawn_opt(fun, [:monitor]) end)

  @doc "Spawns `module.function(arguments)` on a node, monitored by the caller."
  @spec spawn_monitor(t, module, atom, [any]) :: {pid, reference}
  def spawn_monitor(node, module, function, arguments),
    do: local(node, fn -> :erlang.spawn_opt(module, function, arguments, [:monitor]) end)

  # Nothing runs on a node that this one has no connection with.
  defp local(node, fun) when is_atom(node) do
    if node == self(),
      do: fun.(),
      else: raise(ArgumentError, "not connected with the node #{node}")
  end

  @doc """
  Returns what nodes must have in common to connect; `:nocookie` where nodes do not connect.

      iex> Node.get_cookie()
      :nocookie

  """
  @spec get_cookie() :: atom
  def get_cookie, do: :erlang.get_cookie()
end
