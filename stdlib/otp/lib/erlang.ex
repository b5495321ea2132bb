# Erlang's `erlang` but for what is native.

defmodule :erlang do
  @moduledoc """
  What is built into Erlang: most of it is the machine's own, and much of it is better called through `Kernel`.
  """

  # The texts of errors are those of the module that explains natives.
  @explained [error_info: %{module: :erl_erts_errors}]

  @doc """
  Takes one packet of a type off the front of received bytes.

  Returns `{:ok, packet, rest}`, `{:more, size}` with how many bytes there must be, `:undefined` if that is not known, or
  `{:error, :invalid}`.

  Types are `:raw` (or `0`), `1`, `2` and `4` (so many bytes with the length go before it), `:line`, `:asn1`, `:cdr`, `:sunrm`,
  `:fcgi`, `:tpkt`, `:ssl_tls`, and for the lines of HTTP `:http` and then `:httph`, or `:http_bin` and `:httph_bin` with texts as
  binaries. Options are `:packet_size`, the most that a packet may have, `:line_length`, behind which lines are cut, and
  `:line_delimiter`.

      iex> :erlang.decode_packet(2, <<0, 3, "abcd">>, [])
      {:ok, "abc", "d"}
      iex> :erlang.decode_packet(:line, "no end", [])
      {:more, :undefined}
      iex> :erlang.decode_packet(:http_bin, "GET /index.html HTTP/1.1\\r\\n", [])
      {:ok, {:http_request, :GET, {:abs_path, "/index.html"}, {1, 1}}, ""}
  """
  @spec decode_packet(atom | 0 | 1 | 2 | 4, binary, [
          {:packet_size | :line_length | :line_delimiter, non_neg_integer}
        ]) ::
          {:ok, term, binary} | {:more, pos_integer | :undefined} | {:error, term}
  def decode_packet(type, bytes, options) do
    with true <- :packet_decoder.type?(type) and is_binary(bytes),
         %{} = read <- :packet_decoder.options(options, type) do
      :packet_decoder.decode(type, bytes, read)
    else
      _ -> :erlang.error(:badarg, [type, bytes, options], @explained)
    end
  end

  @doc """
  Returns `true` if `term` is a tuple whose first element is an atom: a record of some kind.

      iex> :erlang.is_record({:user, "Ann"})
      true
      iex> :erlang.is_record({"user", "Ann"})
      false
  """
  @spec is_record(term) :: boolean
  def is_record(term),
    do: is_tuple(term) and tuple_size(term) > 0 and is_atom(:erlang.element(1, term))

  @doc """
  Tries a match specification on a tuple (`:table`), as `:ets` does, or on a list of arguments (`:trace`).

  Returns `{:ok, result, [], warnings}`, where the result is `false` if nothing matches, or `{:error, reasons}`.

      iex> :erlang.match_spec_test({1, 2}, [{{:"$1", :"$2"}, [{:<, :"$1", :"$2"}], [:"$2"]}], :table)
      {:ok, 2, [], []}
  """
  @spec match_spec_test(tuple | list, [tuple], :table | :trace) ::
          {:ok, term, [atom], [{:error | :warning, charlist}]}
          | {:error, [{:error | :warning, charlist}]}
  def match_spec_test(tuple, spec, :table) do
    with {:ok, result} <- :ets.test_ms(tuple, spec), do: {:ok, result, [], []}
  end

  def match_spec_test(term, spec, type),
    do: :erlang.error(:badarg, [term, spec, type], @explained)

  @doc """
  Writes a term and a line feed to the standard output. For looking into programs that do not get as far as to print.
  """
  @spec display(term) :: true
  def display(term) do
    :prim_io.write(1, :unicode.characters_to_binary(:io_lib.format(~c"~0tp~n", [term])))
    true
  end

  @doc """
  Returns the modules that are there before any is loaded.
  """
  @spec pre_loaded() :: [module]
  def pre_loaded, do: [:erlang, :erts_internal, :init, :prim_file, :prim_zip, :zlib]

  @doc """
  Returns the cookie for a node: `:nocookie`, since nodes are not connected.

      iex> :erlang.get_cookie(:other@host)
      :nocookie
  """
  @spec get_cookie(node) :: atom
  def get_cookie(node) when is_atom(node), do: :erlang.get_cookie()

  @doc """
  Returns the nodes that `:erlang.nodes/1` returns, each with a map of what the options ask for: `:connection_id` and
  `:node_type`.

      iex> :erlang.nodes(:connected, %{})
      []
  """
  @spec nodes(atom | [atom], %{optional(:connection_id | :node_type) => boolean}) :: [{node, map}]
  def nodes(which, options) when is_map(options) do
    for node <- :erlang.nodes(which),
        do:
          {node,
           :maps.filtermap(fn key, wanted -> wanted and {true, node_info(key)} end, options)}
  end

  defp node_info(:connection_id), do: :undefined
  defp node_info(:node_type), do: :this

  @doc """
  Monitors a node. Nodes are not connected, so that this is an error.
  """
  @spec monitor_node(node, boolean, [:allow_passive_connect]) :: true
  def monitor_node(node, flag, options)
      when is_atom(node) and is_boolean(flag) and is_list(options),
      do: :erlang.monitor_node(node, flag)

  @doc """
  Sets the cookie of this node, which has none as long as it is not distributed.
  """
  @spec set_cookie(atom) :: true
  def set_cookie(cookie), do: :erlang.set_cookie(:erlang.node(), cookie)

  @doc """
  Sets the cookie for a node, which needs this one to be distributed.
  """
  @spec set_cookie(node, atom) :: true
  def set_cookie(node, cookie) when is_atom(node) and is_atom(cookie),
    do: :erlang.error(:distribution_not_started)

  @doc """
  Switches the trace flags of a process, or of `:all`, `:existing` or `:new` ones, on or off.

  What happens to a traced process is told to the tracer, the caller or `{:tracer, pid}` among the flags, as
  `{:trace, pid, event, …}`. The flags are `:send`, `:receive`, `:procs` (spawning, ends, links, names), `:call` (of functions that
  `trace_pattern/3` has chosen), `:arity`, `:silent`, `:set_on_spawn`, `:set_on_first_spawn`, and `:timestamp`,
  `:monotonic_timestamp`, `:strict_monotonic_timestamp`. Others of OTP's raise `{:not_supported, {:trace, flag}}`.

      iex> child = spawn(fn -> receive do: (:stop -> exit(:over)) end)
      iex> :erlang.trace(child, true, [:receive, :procs])
      1
      iex> send(child, :stop)
      iex> receive do: ({:trace, ^child, :receive, message} -> message)
      :stop
      iex> receive do: ({:trace, ^child, :exit, reason} -> reason)
      :over
  """
  @spec trace(pid | atom, boolean, [atom | {:tracer, pid}]) :: non_neg_integer
  def trace(item, how, flags), do: :erl_trace.trace(item, how, flags)

  @doc """
  As `trace_pattern/3`, of calls from outside of the module.
  """
  @spec trace_pattern({module, atom, arity | :_}, boolean | list) :: non_neg_integer
  def trace_pattern(mfa, match), do: :erl_trace.trace_pattern(mfa, match, [])

  @doc """
  Says which calls are told of processes that are traced with the flag `:call`, and counts the functions.

  A function is `{module, function, arity}`, with `:_` for any. `match` is `true`, `false` to end it, or a match specification of
  the list of arguments, whose body may hold `{:return_trace}`, `{:exception_trace}`, `{:message, term}`, `{:caller}`,
  `{:caller_line}` and `{:silent, boolean}`. With `:local` among the flags calls from the module itself count, too. A new version of
  the module is not traced.

      iex> :erlang.trace_pattern({:lists, :nothing, 7}, true, [:local])
      0
  """
  @spec trace_pattern({module, atom, arity | :_}, boolean | list, [atom]) :: non_neg_integer
  def trace_pattern(mfa, match, flags), do: :erl_trace.trace_pattern(mfa, match, flags)

  @doc """
  What is traced of a process (`:flags`, `:tracer`) or of a function (`:traced`, `:match_spec`, `:all` …).

      iex> :erlang.trace_info(self(), :flags)
      {:flags, []}
      iex> :erlang.trace_info({:lists, :map, 2}, :traced)
      {:traced, false}
  """
  @spec trace_info(pid | atom | mfa, atom) :: {atom, term} | :undefined
  def trace_info(item, what), do: :erl_trace.trace_info(item, what)

  @doc """
  Sends `{:trace_delivered, pid, reference}` to the caller behind all that the process (or `:all`) has told so far.

      iex> reference = :erlang.trace_delivered(self())
      iex> receive do: ({:trace_delivered, _, ^reference} -> :delivered)
      :delivered
  """
  @spec trace_delivered(pid | :all) :: reference
  def trace_delivered(item), do: :erl_trace.trace_delivered(item)

  @doc """
  Prints the stack of a process to standard error.
  """
  @spec process_display(pid, :backtrace) :: true
  def process_display(pid, :backtrace) do
    case :erlang.process_info(pid, :backtrace) do
      {:backtrace, text} ->
        :io.put_chars(:standard_error, text)
        true

      :undefined ->
        :erlang.error(:badarg, [pid, :backtrace], @explained)
    end
  end
end
