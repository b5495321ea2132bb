# The system that the program runs on: its environment, time, other programs, and the end of the program.

defmodule System do
  @moduledoc """
  The environment of the program: variables, arguments, time, programs to run, and how to stop.

  ## Time

  *System time* is the clock of the machine as corrected by the runtime; it may jump. *Monotonic time* never goes back and
  is what durations are measured with; its zero is arbitrary. The native unit is what the runtime counts in:
  `convert_time_unit/3` converts.
  """

  defmodule EnvError do
    @moduledoc """
    Raised when an environment variable that must be set is not.
    """

    defexception [:env]

    @impl true
    def message(%{env: env}),
      do: "could not fetch environment variable #{inspect(env)} because it is not set"
  end

  defmodule SignalHandler do
    @moduledoc false
    # Runs a function when a signal of the operating system arrives.

    @behaviour :gen_event

    @impl true
    def init({event, fun}), do: {:ok, {event, fun}}

    @impl true
    def handle_call(_message, state), do: {:ok, :ok, state}

    @impl true
    def handle_event(event, {event, fun}) do
      :ok = fun.()
      {:ok, {event, fun}}
    end

    def handle_event(_event, {event, fun}), do: {:ok, {event, fun}}

    @impl true
    def handle_info(_message, state), do: {:ok, state}

    @impl true
    def terminate(_reason, _state), do: :ok
  end

  @typedoc "A unit of time; an integer is so many parts of a second."
  @type time_unit ::
          :second
          | :millisecond
          | :microsecond
          | :nanosecond
          | pos_integer

  @type signal ::
          :sigabrt
          | :sigalrm
          | :sigchld
          | :sighup
          | :sigquit
          | :sigstop
          | :sigterm
          | :sigtstp
          | :sigusr1
          | :sigusr2

  @type cmd_opts :: [
          into: Collectable.t(),
          lines: pos_integer,
          cd: Path.t(),
          env: [{binary, binary | nil}],
          arg0: binary,
          stderr_to_stdout: boolean,
          use_stdio: boolean,
          parallelism: boolean
        ]

  @type shell_opts :: [
          into: Collectable.t(),
          lines: pos_integer,
          close_stdin: boolean,
          cd: Path.t(),
          env: [{binary, binary | nil}],
          stderr_to_stdout: boolean,
          use_stdio: boolean,
          parallelism: boolean
        ]

  @signals [
    :sigabrt,
    :sigalrm,
    :sigchld,
    :sighup,
    :sigquit,
    :sigstop,
    :sigterm,
    :sigtstp,
    :sigusr1,
    :sigusr2
  ]

  # The level of the language, and what the library tells of itself.
  @version "1.20.4"

  @doc """
  The version of the language.

  ## Examples

      iex> System.version() =~ "1.20"
      true

  """
  @spec version() :: String.t()
  def version, do: @version

  @doc """
  What this is built from: a map with `:version`, `:build`, `:date`, `:revision` and `:otp_release`.
  """
  @spec build_info() :: %{
          build: String.t(),
          date: String.t(),
          revision: String.t(),
          version: String.t(),
          otp_release: String.t()
        }
  def build_info do
    %{
      build: "#{@version} (Vial)",
      date: "",
      revision: "",
      version: @version,
      otp_release: otp_release()
    }
  end

  @doc """
  The release of OTP whose functions are there, as a string.
  """
  @doc since: "1.3.0"
  @spec otp_release() :: String.t()
  def otp_release, do: :erlang.list_to_binary(:erlang.system_info(:otp_release))

  @doc """
  How many schedulers there are.
  """
  @doc since: "1.3.0"
  @spec schedulers() :: pos_integer
  def schedulers, do: :erlang.system_info(:schedulers)

  @doc """
  How many schedulers are at work.
  """
  @doc since: "1.3.0"
  @spec schedulers_online() :: pos_integer
  def schedulers_online, do: :erlang.system_info(:schedulers_online)

  @doc """
  The byte order of this machine, `:little` or `:big`.
  """
  @spec endianness() :: :little | :big
  def endianness do
    case <<1::16-native>> do
      <<1, 0>> -> :little
      <<0, 1>> -> :big
    end
  end

  @doc """
  The byte order of the machine that this was compiled on.
  """
  @spec compiled_endianness() :: :little | :big
  def compiled_endianness, do: endianness()

  ## Arguments and the end of the program

  @doc """
  The arguments of the program, without those of the runtime.
  """
  @spec argv() :: [String.t()]
  def argv, do: :persistent_term.get({System, :argv}, [])

  @doc """
  Sets the arguments of the program.
  """
  @spec argv([String.t()]) :: :ok
  def argv(args), do: :persistent_term.put({System, :argv}, args)

  @doc """
  Whether the runtime goes on once the program has been run.
  """
  @doc since: "1.9.0"
  @spec no_halt() :: boolean
  def no_halt, do: :persistent_term.get({System, :no_halt}, false)

  @doc """
  Sets whether the runtime goes on once the program has been run.
  """
  @doc since: "1.9.0"
  @spec no_halt(boolean) :: :ok
  def no_halt(boolean) when is_boolean(boolean),
    do: :persistent_term.put({System, :no_halt}, boolean)

  @doc """
  Registers a function to be called when the program has come to its end. It is given the exit status.

  What was registered last is called first. `halt/1` and `stop/1` call none of them.
  """
  @spec at_exit((non_neg_integer -> any)) :: :ok
  def at_exit(fun) when is_function(fun, 1) do
    # Each has an entry of its own: two processes may register at the same time.
    :persistent_term.put({System, :at_exit, :erlang.unique_integer([:monotonic])}, fun)
    :ok
  end

  @doc false
  # The functions registered by `at_exit/1`, last first; they are registered no longer.
  @spec take_at_exit() :: [(non_neg_integer -> any)]
  def take_at_exit do
    entries = for {{System, :at_exit, _order}, _fun} = entry <- :persistent_term.get(), do: entry

    for {key, fun} <- Enum.sort_by(entries, &elem(&1, 0), :desc) do
      :persistent_term.erase(key)
      fun
    end
  end

  @doc """
  Stops the runtime at once, with an exit status. `:abort` produces a core dump, a string a crash dump.
  """
  @spec halt(non_neg_integer | binary | :abort) :: no_return
  def halt(status \\ 0)

  def halt(status) when is_integer(status) or status == :abort, do: :erlang.halt(status)
  def halt(status) when is_binary(status), do: :erlang.halt(String.to_charlist(status))

  @doc """
  Stops the runtime in order: applications are stopped first. It returns before that is done.
  """
  @doc since: "1.5.0"
  @spec stop(non_neg_integer | binary) :: :ok
  def stop(status \\ 0)
  def stop(status) when is_integer(status), do: :init.stop(status)
  def stop(status) when is_binary(status), do: :init.stop(String.to_charlist(status))

  @doc """
  Stops all applications and starts them again, without leaving the operating system's process.
  """
  @doc since: "1.9.0"
  @spec restart() :: :ok
  defdelegate restart(), to: :init

  ## Directories and programs

  @doc false
  @deprecated "Use File.cwd/0 instead"
  def cwd do
    case File.cwd() do
      {:ok, cwd} -> cwd
      _error -> nil
    end
  end

  @doc false
  @deprecated "Use File.cwd!/0 instead"
  def cwd!, do: File.cwd!()

  @doc """
  The home directory of the user, or `nil`.
  """
  @spec user_home() :: String.t() | nil
  def user_home, do: get_env("HOME")

  @doc """
  The home directory of the user; raises if there is none.
  """
  @spec user_home!() :: String.t()
  def user_home! do
    user_home() || raise "could not find the user home, please set the HOME environment variable"
  end

  @doc """
  A directory for temporary files that can be written to, or `nil`.

  It is that of the variable `TMPDIR`, `TEMP` or `TMP`, `/tmp`, or the current directory.
  """
  @spec tmp_dir() :: String.t() | nil
  def tmp_dir do
    candidates = [get_env("TMPDIR"), get_env("TEMP"), get_env("TMP"), "/tmp"]
    Enum.find_value(candidates, &writable_dir/1) || writable_dir(File.cwd!())
  end

  @doc """
  A directory for temporary files that can be written to; raises if there is none.
  """
  @spec tmp_dir!() :: String.t()
  def tmp_dir! do
    tmp_dir() ||
      raise "could not get a writable temporary directory, please set the TMPDIR environment variable"
  end

  defp writable_dir(nil), do: nil

  defp writable_dir(dir) do
    case File.stat(dir) do
      {:ok, %{type: :directory, access: access}} when access in [:read_write, :write] -> dir
      _other -> nil
    end
  end

  @doc """
  The path of a program that is looked for as a shell does, or `nil`.
  """
  @spec find_executable(binary) :: binary | nil
  def find_executable(program) when is_binary(program) do
    case :os.find_executable(String.to_charlist(program)) do
      false -> nil
      path -> List.to_string(path)
    end
  end

  @doc """
  The number of the operating system's process, as a string.
  """
  @doc since: "1.9.0"
  @spec pid() :: String.t()
  def pid, do: List.to_string(:os.getpid())

  @doc false
  @deprecated "Use System.pid/0 instead"
  def get_pid, do: pid()

  ## Environment variables

  @doc """
  All environment variables.
  """
  @spec get_env() :: %{optional(String.t()) => String.t()}
  def get_env do
    for entry <- :os.getenv(), into: %{} do
      # Names of the form "=C:" exist on some systems.
      [name, value] = entry |> IO.chardata_to_string() |> String.split("=", parts: 2)
      {name, value}
    end
  end

  @doc """
  The value of an environment variable, or a default.

  ## Examples

      iex> System.put_env("VIAL_DOCTEST", "on")
      iex> System.get_env("VIAL_DOCTEST")
      "on"
      iex> System.get_env("VIAL_DOCTEST_UNSET", "off")
      "off"

  """
  @doc since: "1.9.0"
  @spec get_env(String.t(), String.t() | nil) :: String.t() | nil
  def get_env(varname, default \\ nil)
      when is_binary(varname) and (is_binary(default) or is_nil(default)) do
    case :os.getenv(String.to_charlist(varname)) do
      false -> default
      value -> List.to_string(value)
    end
  end

  @doc """
  The value of an environment variable as `{:ok, value}`, or `:error`.

  ## Examples

      iex> System.fetch_env("VIAL_DOCTEST_UNSET")
      :error

  """
  @doc since: "1.9.0"
  @spec fetch_env(String.t()) :: {:ok, String.t()} | :error
  def fetch_env(varname) when is_binary(varname) do
    case :os.getenv(String.to_charlist(varname)) do
      false -> :error
      value -> {:ok, List.to_string(value)}
    end
  end

  @doc """
  The value of an environment variable; raises `System.EnvError` if it is not set.
  """
  @doc since: "1.9.0"
  @spec fetch_env!(String.t()) :: String.t()
  def fetch_env!(varname) when is_binary(varname),
    do: get_env(varname) || raise(EnvError, env: varname)

  @doc """
  Sets an environment variable.
  """
  @spec put_env(binary, binary) :: :ok
  def put_env(varname, value) when is_binary(varname) and is_binary(value) do
    if :binary.match(varname, "=") != :nomatch do
      raise ArgumentError,
            "cannot execute System.put_env/2 for key with \"=\", got: #{inspect(varname)}"
    end

    :os.putenv(String.to_charlist(varname), String.to_charlist(value))
    :ok
  end

  @doc """
  Sets several environment variables. A value of `nil` deletes one.
  """
  @spec put_env(Enumerable.t({binary, binary | nil})) :: :ok
  def put_env(enum) do
    Enum.each(enum, fn
      {name, nil} -> delete_env(name)
      {name, value} -> put_env(name, value)
    end)
  end

  @doc """
  Deletes an environment variable.
  """
  @spec delete_env(String.t()) :: :ok
  def delete_env(varname) do
    :os.unsetenv(String.to_charlist(varname))
    :ok
  end

  ## Other programs

  @doc """
  Runs a command line in the system's shell, and returns its output and exit status.

  Never put text from outside into a command line: `cmd/3` passes arguments as they are.

  ## Options

  Those of `cmd/3`, without `:arg0`, and:

    * `:close_stdin` – whether the command finds its input at the end; `false` by default

  ## Examples

      iex> System.shell("echo hello")
      {"hello\\n", 0}

  """
  @doc since: "1.12.0"
  @spec shell(binary, shell_opts) :: {Collectable.t(), exit_status :: non_neg_integer}
  def shell(command, opts \\ []) when is_binary(command) do
    refuse_null_byte(command, "System.shell/2", "program")

    # An empty command line is none at all for the shell.
    if String.trim(command) == "" do
      {Keyword.get(opts, :into, ""), 0}
    else
      {close_stdin?, opts} = Keyword.pop(opts, :close_stdin, false)
      command = if close_stdin?, do: ["(", command, "\n) </dev/null"], else: command
      shell = String.to_charlist(find_executable("sh") || "/bin/sh")

      run(
        {:spawn_executable, shell},
        ["-c", IO.iodata_to_binary(command)],
        opts,
        "System.shell/2"
      )
    end
  end

  @doc ~S"""
  Runs a program with arguments, and returns its output and exit status.

  The program is a path, or a name that is looked for as a shell does; if it is not found, an `ErlangError` with the
  reason `:enoent` is raised. Nothing is expanded: there is no shell.

  ## Options

    * `:into` – what the output is collected into; `""` by default
    * `:lines` – collects the output line by line, of at most so many bytes each, without line breaks
    * `:cd` – the directory to run in
    * `:env` – environment variables, as pairs of strings; `nil` deletes one
    * `:arg0` – the name that the program sees as its own
    * `:stderr_to_stdout` – whether what is written to standard error is part of the output; `false` by default
    * `:use_stdio` – whether the program's standard input and output are ours; `true` by default
    * `:parallelism` – a hint to the scheduler

  ## Examples

      iex> System.cmd("echo", ["hello"])
      {"hello\n", 0}
      iex> System.cmd("sh", ["-c", "echo $GREETING"], env: [{"GREETING", "hi"}])
      {"hi\n", 0}
      iex> System.cmd("printf", ["a\nb"], into: [], lines: 1024)
      {["a", "b"], 0}

  """
  @spec cmd(binary, [binary], cmd_opts) :: {Collectable.t(), exit_status :: non_neg_integer}
  def cmd(command, args, opts \\ []) when is_binary(command) and is_list(args) do
    refuse_null_byte(command, "System.cmd/3", "program")

    if not Enum.all?(args, &is_binary/1) do
      raise ArgumentError, "all arguments for System.cmd/3 must be binaries"
    end

    charlist = String.to_charlist(command)

    program =
      if Path.type(command) == :absolute,
        do: charlist,
        else: :os.find_executable(charlist) || :erlang.error(:enoent, [command, args, opts])

    run({:spawn_executable, program}, args, opts, "System.cmd/3")
  end

  defp refuse_null_byte(command, function, what) do
    if :binary.match(command, "\0") != :nomatch do
      raise ArgumentError,
            "cannot execute #{function} for #{what} with null byte, got: #{inspect(command)}"
    end
  end

  defp run(spawn, args, opts, function) do
    {into, line, port_opts} =
      cmd_opts(opts, [:use_stdio, :exit_status, :binary, :hide, args: args], "", false, function)

    {initial, collector} = Collectable.into(into)
    port_opts = if line, do: [{:line, line} | port_opts], else: port_opts

    try do
      receive_output(:erlang.open_port(spawn, port_opts), initial, collector, "")
    catch
      kind, reason ->
        collector.(initial, :halt)
        :erlang.raise(kind, reason, __STACKTRACE__)
    else
      {collected, status} -> {collector.(collected, :done), status}
    end
  end

  # `part` is the beginning of a line that has not ended yet.
  defp receive_output(port, collected, collector, part) do
    receive do
      {^port, {:data, {:eol, data}}} ->
        receive_output(port, collector.(collected, {:cont, part <> data}), collector, "")

      {^port, {:data, {:noeol, data}}} ->
        receive_output(port, collected, collector, part <> data)

      {^port, {:data, data}} ->
        receive_output(port, collector.(collected, {:cont, data}), collector, "")

      {^port, {:exit_status, status}} ->
        {receive_rest(port, collected, collector, part), status}
    end
  end

  # The end of a line that is never finished may come behind the exit status.
  defp receive_rest(port, collected, collector, part) do
    receive do
      {^port, {:data, {_ending, data}}} -> collector.(collected, {:cont, part <> data})
    after
      0 -> if part == "", do: collected, else: collector.(collected, {:cont, part})
    end
  end

  defp cmd_opts([{:into, into} | rest], opts, _into, line, function),
    do: cmd_opts(rest, opts, into, line, function)

  defp cmd_opts([{:cd, cd} | rest], opts, into, line, function) when is_binary(cd),
    do: cmd_opts(rest, [{:cd, cd} | opts], into, line, function)

  defp cmd_opts([{:arg0, arg0} | rest], opts, into, line, "System.cmd/3" = function)
       when is_binary(arg0),
       do: cmd_opts(rest, [{:arg0, arg0} | opts], into, line, function)

  defp cmd_opts([{:stderr_to_stdout, true} | rest], opts, into, line, function),
    do: cmd_opts(rest, [:stderr_to_stdout | opts], into, line, function)

  defp cmd_opts([{:stderr_to_stdout, false} | rest], opts, into, line, function),
    do: cmd_opts(rest, opts, into, line, function)

  defp cmd_opts([{:use_stdio, true} | rest], opts, into, line, function),
    do: cmd_opts(rest, opts, into, line, function)

  defp cmd_opts([{:use_stdio, false} | rest], opts, into, line, function),
    do: cmd_opts(rest, [:nouse_stdio | List.delete(opts, :use_stdio)], into, line, function)

  defp cmd_opts([{:parallelism, parallelism} | rest], opts, into, line, function)
       when is_boolean(parallelism),
       do: cmd_opts(rest, [{:parallelism, parallelism} | opts], into, line, function)

  defp cmd_opts([{:env, env} | rest], opts, into, line, function),
    do: cmd_opts(rest, [{:env, Enum.map(env, &port_env/1)} | opts], into, line, function)

  defp cmd_opts([{:lines, size} | rest], opts, into, _line, function)
       when is_integer(size) and size > 0,
       do: cmd_opts(rest, opts, into, size, function)

  defp cmd_opts([{key, value} | _rest], _opts, _into, _line, _function),
    do: raise(ArgumentError, "invalid option #{inspect(key)} with value #{inspect(value)}")

  defp cmd_opts([], opts, into, line, _function), do: {into, line, opts}

  defp port_env({name, nil}) when is_binary(name), do: {String.to_charlist(name), false}

  defp port_env({name, value}) when is_binary(name) and is_binary(value),
    do: {String.to_charlist(name), String.to_charlist(value)}

  ## Signals

  @doc """
  Calls a function whenever a signal of the operating system arrives.

  Returns `{:ok, id}`, where the id is a new reference if none is given, `{:error, :already_registered}`, or
  `{:error, :not_sup}` if signals are not supported. The function must return `:ok`. All functions for a signal run in one
  process, after each other.
  """
  @doc since: "1.12.0"
  @spec trap_signal(signal, (-> :ok)) :: {:ok, reference} | {:error, :not_sup}
  @spec trap_signal(signal, id, (-> :ok)) ::
          {:ok, id} | {:error, :already_registered} | {:error, :not_sup}
        when id: term
  def trap_signal(signal, id \\ make_ref(), fun)
      when signal in @signals and is_function(fun, 0) do
    handler = {SignalHandler, {signal, id}}
    server = :erl_signal_handler.server()

    if handler in :gen_event.which_handlers(server) do
      {:error, :already_registered}
    else
      :ok = :gen_event.add_handler(server, handler, {signal, fun})
      :os.set_signal(signal, :handle)
      {:ok, id}
    end
  end

  @doc """
  Takes back what `trap_signal/3` did under an id.
  """
  @doc since: "1.12.0"
  @spec untrap_signal(signal, id) :: :ok | {:error, :not_found} when id: term
  def untrap_signal(signal, id) when signal in @signals do
    server = :erl_signal_handler.server()

    case :gen_event.delete_handler(server, {SignalHandler, {signal, id}}, :untrap) do
      :ok ->
        ours? = &match?({SignalHandler, {^signal, _id}}, &1)

        if not Enum.any?(:gen_event.which_handlers(server), ours?) do
          :os.set_signal(signal, :default)
        end

        :ok

      {:error, :module_not_found} ->
        {:error, :not_found}
    end
  end

  ## Time

  @doc """
  The monotonic time in the native unit.
  """
  @spec monotonic_time() :: integer
  def monotonic_time, do: :erlang.monotonic_time()

  @doc """
  The monotonic time in the given unit.
  """
  @spec monotonic_time(time_unit | :native) :: integer
  def monotonic_time(unit), do: :erlang.monotonic_time(normalize_time_unit(unit))

  @doc """
  The system time in the native unit.
  """
  @spec system_time() :: integer
  def system_time, do: :erlang.system_time()

  @doc """
  The system time in the given unit.
  """
  @spec system_time(time_unit | :native) :: integer
  def system_time(unit), do: :erlang.system_time(normalize_time_unit(unit))

  @doc """
  Converts a time from one unit to another, rounding down.

  ## Examples

      iex> System.convert_time_unit(1, :second, :millisecond)
      1000
      iex> System.convert_time_unit(-1500, :millisecond, :second)
      -2

  """
  @spec convert_time_unit(integer, time_unit | :native, time_unit | :native) :: integer
  def convert_time_unit(time, from_unit, to_unit) do
    from = from_unit |> normalize_time_unit() |> parts_per_second()
    to = to_unit |> normalize_time_unit() |> parts_per_second()
    product = time * to
    if product < 0, do: div(product - from + 1, from), else: div(product, from)
  end

  defp parts_per_second(:second), do: 1
  defp parts_per_second(:millisecond), do: 1000
  defp parts_per_second(:microsecond), do: 1_000_000
  defp parts_per_second(parts) when is_integer(parts), do: parts
  defp parts_per_second(_native_or_nanosecond), do: 1_000_000_000

  @doc """
  What must be added to the monotonic time to get the system time, in the native unit.
  """
  @spec time_offset() :: integer
  def time_offset, do: :erlang.time_offset()

  @doc """
  What must be added to the monotonic time to get the system time, in the given unit.
  """
  @spec time_offset(time_unit | :native) :: integer
  def time_offset(unit), do: :erlang.time_offset(normalize_time_unit(unit))

  @doc """
  The time of the operating system in the native unit, without corrections.
  """
  @doc since: "1.3.0"
  @spec os_time() :: integer
  def os_time, do: :os.system_time()

  @doc """
  The time of the operating system in the given unit, without corrections.
  """
  @doc since: "1.3.0"
  @spec os_time(time_unit | :native) :: integer
  def os_time(unit), do: :os.system_time(normalize_time_unit(unit))

  @doc """
  An integer that no other call in this runtime returns.

  With `:positive` it is positive, with `:monotonic` greater than all before it.

  ## Examples

      iex> System.unique_integer() != System.unique_integer()
      true

  """
  @spec unique_integer([:positive | :monotonic]) :: integer
  def unique_integer(modifiers \\ []), do: :erlang.unique_integer(modifiers)

  @doc false
  @deprecated "Use __STACKTRACE__ instead"
  def stacktrace do
    {:current_stacktrace, [_info | stacktrace]} =
      :erlang.process_info(self(), :current_stacktrace)

    stacktrace
  end

  @units [:native, :second, :millisecond, :microsecond, :nanosecond]

  defp normalize_time_unit(unit) when unit in @units, do: unit
  defp normalize_time_unit(unit) when is_integer(unit) and unit > 0, do: unit

  # Names of former versions.
  defp normalize_time_unit(unit) when unit in [:seconds, :sec], do: :second
  defp normalize_time_unit(unit) when unit in [:milliseconds, :milli_seconds], do: :millisecond
  defp normalize_time_unit(unit) when unit in [:microseconds, :micro_seconds], do: :microsecond
  defp normalize_time_unit(unit) when unit in [:nanoseconds, :nano_seconds], do: :nanosecond

  defp normalize_time_unit(other) do
    raise ArgumentError,
          "unsupported time unit. Expected :second, :millisecond, :microsecond, :nanosecond, " <>
            "or a positive integer, got #{inspect(other)}"
  end
end
