# What can be done with any exception, exit, throw and stack trace: read, normalize, explain and format them. The
# exceptions themselves are in exception/*.ex.

defmodule Exception do
  @moduledoc """
  Functions on exceptions, and on the other ways to end: exits and throws.

  An exception is a struct with the field `__exception__`, made by `defexception`. What Erlang code raises is any term;
  `normalize/3` turns it into an exception.

  The texts made here are for people and may change; they are not meant to be parsed.
  """

  @typedoc "Any exception."
  @type t :: %{
          required(:__struct__) => module,
          required(:__exception__) => true,
          optional(atom) => any
        }

  @typedoc "The kind that a `catch` sees."
  @type kind :: :error | non_error_kind
  @type non_error_kind :: :exit | :throw | {:EXIT, pid}

  @type stacktrace :: [stacktrace_entry]
  @type stacktrace_entry ::
          {module, atom, arity_or_args, location}
          | {(... -> any), arity_or_args, location}
  @type arity_or_args :: non_neg_integer | list
  @type location :: keyword

  @doc """
  Makes an exception from what `raise/2` is given.
  """
  @callback exception(term) :: t

  @doc """
  Returns the text of an exception.
  """
  @callback message(t) :: String.t()

  @doc """
  Adds to an exception, and to the stack trace, what helps to understand it.

  It is called when an exception is about to be shown, and may be slow.
  """
  @callback blame(t, stacktrace) :: {t, stacktrace}

  @optional_callbacks blame: 2

  @doc false
  @deprecated "Use Kernel.is_exception/1 instead"
  def exception?(term), do: is_exception(term)

  @doc """
  The text of an exception.

  It never raises: if the exception's own `message/1` does, the text tells so.

  ## Examples

      iex> Exception.message(%ArgumentError{message: "no"})
      "no"

  """
  @spec message(t) :: String.t()
  def message(%module{__exception__: true} = exception) do
    try do
      module.message(exception)
    rescue
      caught ->
        "got #{inspect(caught.__struct__)} with message #{inspect(message(caught))} " <>
          "while retrieving Exception.message/1 for #{inspect(exception)}. " <>
          "Stacktrace:\n#{format_stacktrace(__STACKTRACE__)}"
    else
      result when is_binary(result) ->
        result

      result ->
        "got #{inspect(result)} while retrieving Exception.message/1 for #{inspect(exception)} " <>
          "(expected a string)"
    end
  end

  @doc """
  Turns what was raised into an exception.

  Errors of Erlang and of the machine become the exceptions that stand for them; the stack trace, which must be that of
  the current `rescue` or `catch`, tells of some what was called. Exits and throws are returned unchanged.

  ## Examples

      iex> Exception.normalize(:error, :badarg)
      %ArgumentError{message: "argument error"}
      iex> Exception.normalize(:error, {:badmatch, 1})
      %MatchError{term: 1}
      iex> Exception.normalize(:throw, :badarg)
      :badarg

  """
  @spec normalize(:error, any, stacktrace) :: t
  @spec normalize(non_error_kind, payload, stacktrace) :: payload when payload: var
  def normalize(kind, payload, stacktrace \\ [])
  def normalize(:error, %_{__exception__: true} = exception, _stacktrace), do: exception
  def normalize(:error, payload, stacktrace), do: ErlangError.normalize(payload, stacktrace)
  def normalize(_kind, payload, _stacktrace), do: payload

  ## Explaining

  @doc """
  Adds to an exception what helps to understand it, for instance names that the caller may have meant.

  Arguments of the first function in the stack trace are used and then replaced by their number. It may be slow: call it
  where an exception is shown to a programmer.
  """
  @doc since: "1.5.0"
  @spec blame(:error, any, stacktrace) :: {t, stacktrace}
  @spec blame(non_error_kind, payload, stacktrace) :: {payload, stacktrace} when payload: var
  def blame(kind, error, stacktrace)

  def blame(:error, error, stacktrace) do
    %module{} = exception = normalize(:error, error, stacktrace)

    if Code.ensure_loaded?(module) and function_exported?(module, :blame, 2),
      do: module.blame(exception, stacktrace),
      else: {exception, stacktrace}
  end

  def blame(_kind, reason, stacktrace), do: {reason, stacktrace}

  @doc """
  Tells which parts of the clauses of a function do not match the given arguments.

  Returns `{:ok, kind, clauses}`, the clauses as `{arguments, guards}` in which each node is a map
  `%{match?: boolean, node: quoted}`, or `:error` if the definition of the function is not known.
  """
  @doc since: "1.5.0"
  @spec blame_mfa(module, function :: atom, args :: [term]) ::
          {:ok, :def | :defp | :defmacro | :defmacrop, [{args :: [term], guards :: [term]}]}
          | :error
  def blame_mfa(module, function, args)
      when is_atom(module) and is_atom(function) and is_list(args),
      do: Exception.Blame.mfa(module, function, args)

  ## Formatting

  @doc """
  The first line of what is shown of an error, exit or throw.

  ## Examples

      iex> Exception.format_banner(:error, %RuntimeError{message: "oops"})
      "** (RuntimeError) oops"
      iex> Exception.format_banner(:throw, :ball)
      "** (throw) :ball"

  """
  @spec format_banner(kind, any, stacktrace) :: String.t()
  def format_banner(kind, exception, stacktrace \\ [])

  def format_banner(:error, exception, stacktrace) do
    exception = normalize(:error, exception, stacktrace)
    "** (" <> inspect(exception.__struct__) <> ") " <> message(exception)
  end

  def format_banner(:throw, reason, _stacktrace), do: "** (throw) " <> inspect(reason)
  def format_banner(:exit, reason, _stacktrace), do: "** (exit) " <> format_exit(reason, "\n    ")

  def format_banner({:EXIT, pid}, reason, _stacktrace),
    do: "** (EXIT from #{inspect(pid)}) " <> format_exit(reason, "\n    ")

  @doc """
  An error, exit or throw with its stack trace.

  ## Examples

      iex> Exception.format(:error, %RuntimeError{message: "oops"}, [{Some, :fun, 1, []}])
      "** (RuntimeError) oops\\n    Some.fun/1\\n"

  """
  @spec format(kind, any, stacktrace) :: String.t()
  def format(kind, payload, stacktrace \\ [])
  def format({:EXIT, _pid} = kind, payload, _stacktrace), do: format_banner(kind, payload, [])

  def format(kind, payload, stacktrace) do
    banner = format_banner(kind, payload, stacktrace)
    if stacktrace == [], do: banner, else: banner <> "\n" <> format_stacktrace(stacktrace)
  end

  @doc """
  The reason of an exit in words.

  ## Examples

      iex> Exception.format_exit(:noconnection)
      "no connection"
      iex> Exception.format_exit({:shutdown, :done})
      "shutdown: :done"

  """
  @spec format_exit(any) :: String.t()
  def format_exit(reason), do: format_exit(reason, "\n    ")

  # `joiner` is the line break and the indentation of what is nested.
  defp format_exit({:shutdown, {:failed_to_start_child, child, {:EXIT, reason}}}, joiner),
    do: format_start_child(child, reason, joiner)

  defp format_exit({:shutdown, {:failed_to_start_child, child, reason}}, joiner),
    do: format_start_child(child, reason, joiner)

  defp format_exit({:bad_return, {module, :init, value}}, _joiner),
    do: format_mfa(module, :init, 1) <> " returned a bad value: " <> inspect(value)

  defp format_exit({:bad_return_value, value}, _joiner),
    do: "bad return value: " <> inspect(value)

  defp format_exit({:bad_call, request}, _joiner), do: "bad call: " <> inspect(request)
  defp format_exit({:bad_cast, request}, _joiner), do: "bad cast: " <> inspect(request)

  defp format_exit({:start_spec, reason}, _joiner),
    do: "bad child specification, " <> format_child_spec(reason)

  defp format_exit({:bad_start_spec, children}, _joiner),
    do: "bad child specification, invalid children: " <> inspect(children)

  defp format_exit({:supervisor_data, reason}, _joiner),
    do: "bad supervisor configuration, " <> format_supervisor_flags(reason)

  defp format_exit({:nodedown, node}, _joiner) when is_atom(node),
    do: "no connection to " <> Atom.to_string(node)

  defp format_exit({:already_started, pid}, _joiner), do: "already started: " <> inspect(pid)

  defp format_exit({reason, {module, function, args}}, joiner)
       when is_atom(module) and is_atom(function) and is_list(args) do
    "exited in: " <>
      format_mfa(module, function, args) <>
      joiner <> "** (EXIT) " <> format_exit(reason, joiner <> "    ")
  end

  defp format_exit({:shutdown, reason}, _joiner), do: "shutdown: " <> inspect(reason)

  defp format_exit({reason, [_ | _] = stacktrace} = exit, joiner) do
    if stacktrace?(stacktrace) do
      entries = for entry <- stacktrace, do: [joiner, "    ", format_stacktrace_entry(entry)]
      banner = format_banner(:error, reason, stacktrace)
      IO.iodata_to_binary(["an exception was raised:", joiner, banner, entries])
    else
      inspect(exit)
    end
  end

  defp format_exit(:normal, _joiner), do: "normal"
  defp format_exit(:shutdown, _joiner), do: "shutdown"
  defp format_exit(:calling_self, _joiner), do: "process attempted to call itself"
  defp format_exit(:timeout, _joiner), do: "time out"
  defp format_exit(:killed, _joiner), do: "killed"
  defp format_exit(:noconnection, _joiner), do: "no connection"

  defp format_exit(:noproc, _joiner) do
    "no process: the process is not alive or there's no process currently associated with the " <>
      "given name, possibly because its application isn't started"
  end

  defp format_exit(reason, _joiner), do: inspect(reason)

  defp stacktrace?(stacktrace) do
    is_list(stacktrace) and
      Enum.all?(stacktrace, fn
        {module, function, arity, location} ->
          is_atom(module) and is_atom(function) and (is_integer(arity) or is_list(arity)) and
            is_list(location)

        {function, arity, location} ->
          is_function(function) and (is_integer(arity) or is_list(arity)) and is_list(location)

        _other ->
          false
      end)
  rescue
    # An improper list.
    _error -> false
  end

  defp format_start_child(child, reason, joiner) do
    "shutdown: failed to start child: " <>
      inspect(child) <> joiner <> "** (EXIT) " <> format_exit(reason, joiner <> "    ")
  end

  defp format_supervisor_flags({:invalid_type, type}), do: "invalid type: " <> inspect(type)

  defp format_supervisor_flags({:invalid_strategy, strategy}),
    do: "invalid strategy: " <> inspect(strategy)

  defp format_supervisor_flags({:invalid_intensity, intensity}),
    do: "invalid max_restarts (intensity): " <> inspect(intensity)

  defp format_supervisor_flags({:invalid_period, period}),
    do: "invalid max_seconds (period): " <> inspect(period)

  defp format_supervisor_flags({:invalid_max_children, max}),
    do: "invalid max_children: " <> inspect(max)

  defp format_supervisor_flags(other), do: "got: " <> inspect(other)

  defp format_child_spec({:duplicate_child_name, id}) do
    """
    more than one child specification has the id: #{inspect(id)}.
    If using maps as child specifications, make sure the :id keys are unique.
    If using a module or {module, arg} as child, use Supervisor.child_spec/2 to change the :id, for example:

        children = [
          Supervisor.child_spec({MyWorker, arg}, id: :my_worker_1),
          Supervisor.child_spec({MyWorker, arg}, id: :my_worker_2)
        ]
    """
  end

  defp format_child_spec({:invalid_child_spec, spec}),
    do: "invalid child specification: #{inspect(spec)}"

  defp format_child_spec({:invalid_child_type, type}),
    do: "invalid child type: #{inspect(type)}. Must be :worker or :supervisor."

  defp format_child_spec({:invalid_mfa, mfa}), do: "invalid mfa: #{inspect(mfa)}"

  defp format_child_spec({:invalid_restart_type, restart}) do
    "invalid restart type: #{inspect(restart)}. " <>
      "Must be :permanent, :transient or :temporary."
  end

  defp format_child_spec({:invalid_shutdown, shutdown}) do
    "invalid shutdown: #{inspect(shutdown)}. " <>
      "Must be an integer >= 0, :infinity or :brutal_kill."
  end

  defp format_child_spec({:invalid_modules, modules}),
    do: "invalid modules: #{inspect(modules)}. Must be a list of atoms or :dynamic."

  defp format_child_spec(other), do: "got: #{inspect(other)}"

  @doc """
  A stack trace, a line for each entry.

  Without an argument it is that of the current process, up to the caller.

  ## Examples

      iex> Exception.format_stacktrace([{Some, :fun, 1, [file: ~c"some.ex", line: 3]}])
      "    some.ex:3: Some.fun/1\\n"

  """
  @spec format_stacktrace(stacktrace | nil) :: String.t()
  def format_stacktrace(trace \\ nil) do
    trace =
      with nil <- trace do
        {:current_stacktrace, trace} = :erlang.process_info(self(), :current_stacktrace)
        Enum.drop(trace, 3)
      end

    case trace do
      [] ->
        "\n"

      trace ->
        IO.iodata_to_binary(for entry <- trace, do: ["    ", format_stacktrace_entry(entry), ?\n])
    end
  end

  @doc """
  An entry of a stack trace.

  ## Examples

      iex> Exception.format_stacktrace_entry({Some, :fun, [1, :two], []})
      "Some.fun(1, :two)"
      iex> Exception.format_stacktrace_entry({Some, :"-fun/1-fun-0-", 2, [file: ~c"some.ex", line: 3]})
      "some.ex:3: anonymous fn/2 in Some.fun/1"

  """
  @spec format_stacktrace_entry(stacktrace_entry) :: String.t()
  def format_stacktrace_entry(entry)

  def format_stacktrace_entry({module, :__MODULE__, 0, location}),
    do: format_location(location) <> inspect(module) <> " (module)"

  def format_stacktrace_entry({_module, :__MODULE__, 1, location}),
    do: format_location(location) <> "(module)"

  def format_stacktrace_entry({_module, :__FILE__, 1, location}),
    do: format_location(location) <> "(file)"

  def format_stacktrace_entry({module, function, arity, location}),
    do:
      format_application(module) <>
        format_location(location) <> format_mfa(module, function, arity)

  def format_stacktrace_entry({function, arity, location}),
    do: format_location(location) <> format_fa(function, arity)

  defp format_application(module) do
    with {:ok, application} <- :application.get_application(module),
         {:ok, version} when is_list(version) <- :application.get_key(application, :vsn) do
      "(" <> Atom.to_string(application) <> " " <> List.to_string(version) <> ") "
    else
      _unknown -> ""
    end
  rescue
    # Errors are shown even while the library is not complete, as when it is built.
    UndefinedFunctionError -> ""
  end

  defp format_location(location) when is_list(location) do
    file = Keyword.get(location, :file)
    line = Keyword.get(location, :line)
    format_file_line_column(file, line, Keyword.get(location, :column), " ")
  end

  @doc """
  An anonymous function with its arity or arguments.

  ## Examples

      Exception.format_fa(fn -> nil end, 0)
      #=> "#Function<...>/0"

  """
  @spec format_fa((... -> any), arity_or_args) :: String.t()
  def format_fa(fun, arity) when is_function(fun), do: inspect(fun) <> format_arity(arity)

  @doc """
  A function with its arity or arguments.

  ## Examples

      iex> Exception.format_mfa(Some, :fun, 1)
      "Some.fun/1"
      iex> Exception.format_mfa(Some, :fun, [1, 2])
      "Some.fun(1, 2)"
      iex> Exception.format_mfa(Some, :"-fun/1-fun-0-", 2)
      "anonymous fn/2 in Some.fun/1"

  """
  @spec format_mfa(module, atom, arity_or_args) :: String.t()
  def format_mfa(module, function, arity) when is_atom(module) and is_atom(function) do
    case Code.Identifier.extract_anonymous_fun_parent(function) do
      {outer, outer_arity} ->
        outer = Code.Identifier.inspect(:remote_call, String.to_atom(outer))
        "anonymous fn#{format_arity(arity)} in #{inspect(module)}.#{outer}/#{outer_arity}"

      :error ->
        name = Code.Identifier.inspect(:remote_call, function)
        inspect(module) <> "." <> name <> format_arity(arity)
    end
  end

  defp format_arity(arity) when is_list(arity),
    do: "(" <> Enum.map_join(arity, ", ", &inspect/1) <> ")"

  defp format_arity(arity) when is_integer(arity), do: "/" <> Integer.to_string(arity)

  @doc """
  A file and a line, as in stack traces. Without a file it is empty.

  ## Examples

      iex> Exception.format_file_line("foo", 1)
      "foo:1:"
      iex> Exception.format_file_line("foo", nil)
      "foo:"
      iex> Exception.format_file_line(nil, nil)
      ""

  """
  @spec format_file_line(String.t() | nil, non_neg_integer | nil, String.t()) :: String.t()
  def format_file_line(file, line, suffix \\ ""),
    do: format_file_line_column(file, line, nil, suffix)

  @doc """
  A file, a line and a column.

  ## Examples

      iex> Exception.format_file_line_column("foo", 1, 2)
      "foo:1:2:"
      iex> Exception.format_file_line_column("foo", 1, nil)
      "foo:1:"

  """
  @spec format_file_line_column(
          String.t() | nil,
          non_neg_integer | nil,
          non_neg_integer | nil,
          String.t()
        ) :: String.t()
  def format_file_line_column(file, line, column, suffix \\ "")
  def format_file_line_column(nil, _line, _column, _suffix), do: ""

  def format_file_line_column(file, line, column, suffix) do
    cond do
      line in [nil, 0] -> "#{file}:#{suffix}"
      column in [nil, 0] -> "#{file}:#{line}:#{suffix}"
      true -> "#{file}:#{line}:#{column}:#{suffix}"
    end
  end

  @doc false
  # A term below a message: on lines of its own, indented.
  def format_term(term) do
    text = inspect(term, pretty: true, limit: 200)
    # Empty lines stay empty.
    "\n\n    " <> indented(text) <> "\n"
  end

  defp indented("\n\n" <> rest), do: "\n" <> indented("\n" <> rest)
  defp indented("\n" <> rest), do: "\n    " <> indented(rest)
  defp indented(<<byte, rest::binary>>), do: <<byte, indented(rest)::binary>>
  defp indented(""), do: ""
end
