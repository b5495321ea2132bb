# Ports: programs of the host as partners of processes. Opening and talking to them is built into the machine.

defmodule Port do
  @moduledoc ~S"""
  Ports: programs of the host, with which a process exchanges messages.

      iex> port = Port.open({:spawn, "cat"}, [:binary])
      iex> send(port, {self(), {:command, "hello"}})
      iex> receive do
      ...>   {^port, {:data, data}} -> data
      ...> end
      "hello"
      iex> Port.close(port)
      true

  The process that opens a port is its owner. It sends

    * `{self(), {:command, data}}` - writes data to the program
    * `{self(), :close}` - closes the port; `{port, :closed}` is the answer
    * `{self(), {:connect, pid}}` - makes another process the owner; `{port, :connected}` is the answer

  and receives

    * `{port, {:data, data}}` - what the program writes
    * `{port, {:exit_status, status}}` - that it has ended, if the option `:exit_status` was given
    * `{:EXIT, port, reason}` - that the port is closed, if it traps exits: ports are linked to their owners

  The functions of this module do the same without messages, and for any process.

  ## What is opened

    * `{:spawn, command}` - a program with arguments, in one text that a shell reads
    * `{:spawn_executable, path}` - a program; its arguments are in the option `:args`
    * `{:fd, in, out}` - descriptors that are open already

  Options are those of `:erlang.open_port/2`, among them `:binary` (data is binaries rather than lists), `:exit_status`,
  `:stderr_to_stdout`, `{:args, args}`, `{:cd, directory}`, `{:env, [{name, value}]}`, `{:line, length}` (data comes in lines, as
  `{:eol, line}` and `{:noeol, part}`), and `{:packet, bytes}` (each message has its size before it).

  A program whose port is closed finds its standard input at its end. One that does not look there has to be killed some
  other way. To run a program until it ends, use `System.cmd/3`.
  """

  @type name ::
          {:spawn, charlist | binary}
          | {:spawn_driver, charlist | binary}
          | {:spawn_executable, :file.name_all()}
          | {:fd, non_neg_integer, non_neg_integer}

  @doc """
  Opens a port.

  Raises if the program is not there.
  """
  @spec open(name, list) :: port
  def open(name, options), do: :erlang.open_port(name, options)

  @doc """
  Closes a port. The program is not waited for.
  """
  @spec close(port) :: true
  def close(port), do: :erlang.port_close(port)

  @doc """
  Writes data to the program, and waits while the port is busy.

  With `:nosuspend` it returns `false` rather than wait; with `:force` it writes all the same.
  """
  @spec command(port, iodata, [:force | :nosuspend]) :: boolean
  def command(port, data, options \\ []), do: :erlang.port_command(port, data, options)

  @doc """
  Makes another process the owner of a port. Links stay as they are.
  """
  @spec connect(port, pid) :: true
  def connect(port, pid), do: :erlang.port_connect(port, pid)

  @doc """
  Returns what is known about a port, or `nil` if it is closed.
  """
  @spec info(port) :: keyword | nil
  def info(port), do: nillify(:erlang.port_info(port))

  @doc """
  Returns an item of what is known about a port, as `{item, value}`, or `nil` if it is closed.

  Items are `:connected`, `:id`, `:input`, `:links`, `:name`, `:os_pid`, `:output` and `:registered_name`, which is `nil` for a port
  without one.
  """
  @spec info(port, atom) :: {atom, term} | nil
  def info(port, :registered_name) do
    case :erlang.port_info(port, :registered_name) do
      :undefined -> nil
      [] -> {:registered_name, []}
      other -> other
    end
  end

  def info(port, item), do: nillify(:erlang.port_info(port, item))

  @doc """
  Monitors a port, given by itself or by its registered name.

  When it closes, `{:DOWN, reference, :port, object, reason}` comes; at once with the reason `:noproc` if there is no such port.
  """
  @doc since: "1.6.0"
  @spec monitor(port | {name :: atom, node} | (name :: atom)) :: reference
  def monitor(port), do: :erlang.monitor(:port, port)

  @doc """
  Ends a monitor. With `:flush`, a message that has come already is dropped.
  """
  @doc since: "1.6.0"
  @spec demonitor(reference, [:flush | :info]) :: boolean
  def demonitor(monitor_ref, options \\ []) when is_reference(monitor_ref),
    do: :erlang.demonitor(monitor_ref, options)

  @doc """
  Returns all ports.
  """
  @spec list() :: [port]
  def list, do: :erlang.ports()

  defp nillify(:undefined), do: nil
  defp nillify(other), do: other
end
