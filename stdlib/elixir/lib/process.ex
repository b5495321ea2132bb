# Processes: their life, dictionary, names, messages and the links between them. What runs inside is up to `GenServer`,
# `Task` and others.

defmodule Process do
  @moduledoc """
  Functions on processes, the units of concurrency.

  A process is started with `spawn/1` and its relatives of `Kernel`, shares nothing with others, and talks to them by
  messages. Most programs start processes under a supervisor, by way of `GenServer`, `Agent` or `Task`; this module is
  what these are made of.

  ## Aliases

  An alias is a reference that messages can be sent to instead of a pid, and that can be taken back: what is sent to it
  afterwards is dropped. It is made by `alias/1`, or along with a monitor by `monitor/2`.
  """

  @typedoc "What a message can be sent to."
  @type dest :: pid | port | (registered_name :: atom) | {registered_name :: atom, node}

  @type alias :: reference

  @typedoc "When an alias ceases to exist."
  @type alias_opt :: :explicit_unalias | :reply

  @type spawn_opt ::
          :link
          | :monitor
          | {:monitor, :erlang.monitor_option()}
          | {:priority, :low | :normal | :high}
          | {:fullsweep_after, non_neg_integer}
          | {:min_heap_size, non_neg_integer}
          | {:min_bin_vheap_size, non_neg_integer}
          | {:max_heap_size, heap_size}
          | {:message_queue_data, :off_heap | :on_heap}

  @type spawn_opts :: [spawn_opt]

  @type process_info_item :: atom | {:dictionary, term}
  @type process_info_result_item :: {process_info_item, term}

  @typep heap_size ::
           non_neg_integer
           | %{size: non_neg_integer, kill: boolean, error_logger: boolean}

  @typep priority_level :: :low | :normal | :high | :max

  ## The dictionary

  @doc """
  Whether a process of this node is alive.

  A process that is on its way to exit counts as dead.
  """
  @spec alive?(pid) :: boolean
  def alive?(pid), do: :erlang.is_process_alive(pid)

  @doc """
  All keys and values of the dictionary of the calling process.
  """
  @spec get() :: [{term, term}]
  def get, do: :erlang.get()

  @doc """
  The value of a key in the dictionary of the calling process, or a default.

  ## Examples

      iex> Process.put(:locale, "pt")
      iex> Process.get(:locale)
      "pt"
      iex> Process.get(:unknown, "en")
      "en"

  """
  @spec get(term, default :: term) :: term
  def get(key, default \\ nil) do
    case :erlang.get(key) do
      :undefined -> default
      value -> value
    end
  end

  @doc """
  All keys of the dictionary of the calling process.
  """
  @spec get_keys() :: [term]
  def get_keys, do: :erlang.get_keys()

  @doc """
  The keys that have the given value in the dictionary of the calling process.
  """
  @spec get_keys(term) :: [term]
  def get_keys(value), do: :erlang.get_keys(value)

  @doc """
  Puts a value into the dictionary of the calling process and returns what was there, or `nil`.
  """
  @spec put(term, term) :: term | nil
  def put(key, value), do: nillify(:erlang.put(key, value))

  @doc """
  Deletes a key from the dictionary of the calling process and returns its value, or `nil`.
  """
  @spec delete(term) :: term | nil
  def delete(key), do: nillify(:erlang.erase(key))

  ## Ends

  @doc """
  Sends an exit signal to a process.

    * `:normal` – ignored, unless the process traps exits or sends it to itself
    * `:kill` – the process exits with the reason `:killed`, whatever it does
    * any other reason – the process exits with it, or gets `{:EXIT, from, reason}` as a message if it traps exits

  """
  @spec exit(pid, term) :: true
  def exit(pid, reason), do: :erlang.exit(pid, reason)

  @doc """
  Lets the calling process wait, for milliseconds or `:infinity`.

  Seldom what is wanted: to wait for something, `receive` a message about it.
  """
  @spec sleep(timeout) :: :ok
  def sleep(timeout)
      when is_integer(timeout) and timeout >= 0
      when timeout == :infinity do
    receive after: (timeout -> :ok)
  end

  ## Messages and timers

  @doc """
  Sends a message to a process.

  ## Options

    * `:noconnect` – returns `:noconnect` rather than connecting to another node
    * `:nosuspend` – returns `:nosuspend` rather than waiting for a busy connection

  ## Examples

      iex> Process.send(self(), :hi, [])
      :ok

  """
  @spec send(dest, msg, [option]) :: :ok | :noconnect | :nosuspend
        when option: :noconnect | :nosuspend, msg: any
  def send(dest, msg, options), do: :erlang.send(dest, msg, options)

  @doc """
  Sends a message to a process after so many milliseconds, and returns a reference for `cancel_timer/2`.

  With `abs: true` the time is a point in `System.monotonic_time/1`.

  ## Examples

      iex> reference = Process.send_after(self(), :hi, 60_000)
      iex> is_integer(Process.cancel_timer(reference))
      true

  """
  @spec send_after(pid | atom, term, non_neg_integer, [option]) :: reference
        when option: {:abs, boolean}
  def send_after(dest, msg, time, opts \\ []), do: :erlang.send_after(time, dest, msg, opts)

  @doc """
  Cancels a timer and returns the milliseconds that were left, or `false` if it has gone off.

  ## Options

    * `:async` – `true` to return `:ok` at once
    * `:info` – `false` to return `:ok` in place of the time

  """
  @spec cancel_timer(reference, options) :: non_neg_integer | false | :ok
        when options: [async: boolean, info: boolean]
  def cancel_timer(timer_ref, options \\ []), do: :erlang.cancel_timer(timer_ref, options)

  @doc """
  The milliseconds that are left of a timer, or `false` if it has gone off.
  """
  @spec read_timer(reference) :: non_neg_integer | false
  def read_timer(timer_ref), do: :erlang.read_timer(timer_ref)

  ## Starting

  @doc """
  Starts a process that calls a function.

  The result depends on the options: a pid, or `{pid, reference}` with `:monitor`.
  """
  @spec spawn((-> any), spawn_opts) :: pid | {pid, reference}
  def spawn(fun, opts), do: :erlang.spawn_opt(fun, opts)

  @doc """
  Starts a process that calls a function of a module.
  """
  @spec spawn(module, atom, list, spawn_opts) :: pid | {pid, reference}
  def spawn(mod, fun, args, opts), do: :erlang.spawn_opt(mod, fun, args, opts)

  ## Monitors and links

  @doc """
  Monitors a process or port from the calling process.

  When it ends, or if it does not exist, the message `{:DOWN, reference, :process, object, reason}` is delivered.

  ## Examples

      iex> pid = spawn(fn -> :ok end)
      iex> reference = Process.monitor(pid)
      iex> receive do
      ...>   {:DOWN, ^reference, :process, ^pid, _reason} -> :down
      ...> end
      :down

  """
  @spec monitor(pid | {name, node} | name | port) :: reference when name: atom
  def monitor(item), do: :erlang.monitor(monitor_type(item), item)

  @doc """
  Monitors a process or port as `monitor/1`, with options.

    * `:alias` – the reference is an alias too: `:explicit_unalias`, `:demonitor` or `:reply_demonitor` say until when
    * `:tag` – what stands in the message in place of `:DOWN`

  """
  @doc since: "1.15.0"
  @spec monitor(pid | {name, node} | name | port, options) :: reference
        when name: atom,
             options: [{:alias, :explicit_unalias | :demonitor | :reply_demonitor} | {:tag, term}]
  def monitor(item, options), do: :erlang.monitor(monitor_type(item), item, options)

  defp monitor_type(item) when is_port(item), do: :port
  defp monitor_type(_item), do: :process

  @doc """
  Ends a monitor.

  ## Options

    * `:flush` – removes the message of the monitor from the mailbox, if it is there
    * `:info` – returns whether there was a monitor, rather than `true`

  """
  @spec demonitor(reference, [option]) :: boolean when option: :flush | :info
  def demonitor(monitor_ref, options \\ []), do: :erlang.demonitor(monitor_ref, options)

  @doc """
  The pids of all processes of this node.
  """
  @spec list() :: [pid]
  def list, do: :erlang.processes()

  @doc """
  Links the calling process with another, or a port: if one ends with a reason other than `:normal`, so does the other.
  """
  @spec link(pid | port) :: true
  def link(pid_or_port), do: :erlang.link(pid_or_port)

  @doc """
  Removes the link between the calling process and another, or a port.
  """
  @spec unlink(pid | port) :: true
  def unlink(pid_or_port), do: :erlang.unlink(pid_or_port)

  ## Names

  @doc """
  Gives a process or port of this node a name, which messages can be sent to.

  Raises `ArgumentError` if that is not possible.

  ## Examples

      iex> Process.register(self(), :process_doctest)
      true
      iex> send(:process_doctest, :hi)
      :hi
      iex> Process.unregister(:process_doctest)
      true

  """
  @spec register(pid | port, atom) :: true
  def register(pid_or_port, name)
      when is_atom(name) and name not in [nil, false, true, :undefined] do
    :erlang.register(name, pid_or_port)
  catch
    :error, :badarg when node(pid_or_port) != node() ->
      raise ArgumentError,
            "could not register #{inspect(pid_or_port)} because it belongs to another node"

    :error, :badarg ->
      raise ArgumentError,
            "could not register #{inspect(pid_or_port)} with name #{inspect(name)} because it is " <>
              "not alive, the name is already taken, or it has already been given another name"
  end

  @doc """
  Takes a name away from the process or port that has it.
  """
  @spec unregister(atom) :: true
  def unregister(name), do: :erlang.unregister(name)

  @doc """
  The process or port with a name, or `nil`.
  """
  @spec whereis(atom) :: pid | port | nil
  def whereis(name), do: nillify(:erlang.whereis(name))

  @doc """
  The names that are taken.
  """
  @spec registered() :: [atom]
  def registered, do: :erlang.registered()

  @doc """
  The group leader of the calling process: the device of its standard input and output.
  """
  @spec group_leader() :: pid
  def group_leader, do: :erlang.group_leader()

  @doc """
  Makes `leader` the group leader of a process.
  """
  @spec group_leader(pid, leader :: pid) :: true
  def group_leader(pid, leader), do: :erlang.group_leader(leader, pid)

  @doc """
  Gives the calling process a label, for tools that show processes.
  """
  @doc since: "1.17.0"
  @spec set_label(term) :: :ok
  def set_label(label) do
    :erlang.put(:"$process_label", label)
    :ok
  end

  @doc """
  The label of a process, or `nil`.

  ## Examples

      iex> Process.set_label({:worker, 1})
      iex> Process.get_label()
      {:worker, 1}

  """
  @doc since: "1.20.0"
  @spec get_label(pid | atom) :: term
  def get_label(pid \\ self())

  def get_label(name) when is_atom(name) do
    if pid = whereis(name), do: get_label(pid)
  end

  def get_label(pid) do
    if pid == self() do
      nillify(:erlang.get(:"$process_label"))
    else
      case :erlang.process_info(pid, {:dictionary, :"$process_label"}) do
        {{:dictionary, :"$process_label"}, label} -> nillify(label)
        :undefined -> nil
      end
    end
  end

  ## Flags and information

  @doc """
  Sets a flag of the calling process and returns what it was.

    * `:trap_exit` – whether exit signals arrive as messages
    * `:priority`, `:min_heap_size`, `:min_bin_vheap_size`, `:max_heap_size`, `:message_queue_data`, `:save_calls`,
      `:sensitive`, `:error_handler` – as Erlang's `process_flag/2` documents them

  """
  @spec flag(:error_handler, module) :: module
  @spec flag(:max_heap_size, heap_size) :: heap_size
  @spec flag(:message_queue_data, :off_heap | :on_heap) :: :off_heap | :on_heap
  @spec flag(:min_bin_vheap_size, non_neg_integer) :: non_neg_integer
  @spec flag(:min_heap_size, non_neg_integer) :: non_neg_integer
  @spec flag(:priority, priority_level) :: priority_level
  @spec flag(:save_calls, 0..10000) :: 0..10000
  @spec flag(:sensitive, boolean) :: boolean
  @spec flag(:trap_exit, boolean) :: boolean
  def flag(flag, value), do: :erlang.process_flag(flag, value)

  @doc """
  Sets a flag of another process; only `:save_calls` can be.
  """
  @spec flag(pid, :save_calls, 0..10000) :: 0..10000
  def flag(pid, flag, value), do: :erlang.process_flag(pid, flag, value)

  @doc """
  Facts about a process, for debugging, or `nil` if it is not alive.
  """
  @spec info(pid) :: keyword | nil
  def info(pid), do: nillify(:erlang.process_info(pid))

  @doc """
  Certain facts about a process, or `nil` if it is not alive.

  ## Examples

      iex> Process.info(self(), :trap_exit)
      {:trap_exit, false}

  """
  @spec info(pid, process_info_item) :: process_info_result_item | nil
  @spec info(pid, [process_info_item]) :: [process_info_result_item] | nil
  def info(pid, spec)

  # A process without a name has no entry at all, which is not what a caller expects.
  def info(pid, :registered_name) do
    case :erlang.process_info(pid, :registered_name) do
      :undefined -> nil
      [] -> {:registered_name, []}
      other -> other
    end
  end

  def info(pid, spec) when is_atom(spec) or is_tuple(spec) or is_list(spec),
    do: nillify(:erlang.process_info(pid, spec))

  @doc """
  Lets the calling process give up its stack and most of its memory until a message arrives, and then call a function.

  It does not return.
  """
  @spec hibernate(module, atom, list) :: no_return
  def hibernate(mod, fun_name, args), do: :erlang.hibernate(mod, fun_name, args)

  ## Aliases

  @doc """
  Makes an alias of the calling process that lasts until `unalias/1`.
  """
  @doc since: "1.15.0"
  @spec alias() :: alias
  def alias, do: :erlang.alias()

  @doc """
  Makes an alias of the calling process.

    * `:explicit_unalias` – it lasts until `unalias/1`
    * `:reply` – it lasts until the first message has been sent to it

  ## Examples

      iex> alias = Process.alias([:reply])
      iex> send(alias, :hello)
      iex> send(alias, :again)
      iex> receive do
      ...>   message -> message
      ...> end
      :hello

  """
  @doc since: "1.15.0"
  @spec alias([alias_opt]) :: alias
  def alias(options), do: :erlang.alias(options)

  @doc """
  Takes an alias of the calling process back. Returns whether it existed.
  """
  @doc since: "1.15.0"
  @spec unalias(alias) :: boolean
  def unalias(alias), do: :erlang.unalias(alias)

  ## Confinement

  @typedoc "What a confined process may do."
  @type authority ::
          :read | :write | :network | :environment | :run | :code | :streams | :machine | :halt

  @doc """
  Starts a process that may do only what it is allowed, within budgets: a place for code that is not trusted.

  The process, and all that it starts, make up a domain. A domain has its own registered names, named tables and persistent terms;
  processes outside do not exist for it, but those that it is granted, which it may send data to (no funs, no maps). What natives of
  the host it may call is up to `:allow`; what it calls otherwise fails: file functions with `{:error, :eacces}`, others with
  the error `{:denied, module, function}`. When the process ends, so do the others of its domain.

  Returns as `spawn/2` does.

  ## Options

    * `:allow` – a list of authorities, none by default. `:read` and `:write` are those of files, and may name paths: `read: ["data"]`.
      `:network`, `:environment` (variables), `:run` (programs of the host), `:halt` and `:machine` (flags, working directory) speak for
      themselves. `:code` allows to define modules that do not exist yet; these are everybody's, so it is for code that is trusted
      not to guess what others will look for
    * `:budgets` – a keyword list of what the domain may use up together: `:heap` (words of heaps, tables and binaries),
      `:reductions`, `:children` (processes at the same time); and `:mailbox` (messages that wait for one process). Who
      overdraws one exits with `{:budget, name}`
    * `:grant` – pids outside that the domain may send to
    * `:io` – the device behind the group leader of the domain; the caller's group leader by default
    * `:link`, `:monitor` – whether to link to the process, or to monitor it

  ## Examples

      iex> {_pid, monitor} =
      ...>   Process.confine(fn -> exit(File.read("/etc/passwd")) end, monitor: true)
      iex> receive do
      ...>   {:DOWN, ^monitor, :process, _, reason} -> reason
      ...> end
      {:error, :eacces}

      iex> {_pid, monitor} =
      ...>   Process.confine(fn -> Enum.count(Stream.cycle([1])) end,
      ...>     monitor: true,
      ...>     budgets: [reductions: 100_000]
      ...>   )
      iex> receive do
      ...>   {:DOWN, ^monitor, :process, _, reason} -> reason
      ...> end
      {:budget, :reductions}

  """
  @spec confine((-> any), [option]) :: pid | {pid, reference}
        when option:
               {:allow, [authority | {:read | :write, [Path.t()]}]}
               | {:budgets, [{:heap | :reductions | :children | :mailbox, non_neg_integer}]}
               | {:grant, [pid]}
               | {:io, IO.device()}
               | {:link, boolean}
               | {:monitor, boolean}
  def confine(fun, options \\ []), do: Process.Confined.spawn(fun, options)

  defp nillify(:undefined), do: nil
  defp nillify(other), do: other
end
