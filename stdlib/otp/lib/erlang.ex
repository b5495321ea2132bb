# Erlang's `erlang`: what is written in the language, and, without bodies, what the machine itself implements.

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
  Writes a term and a line feed to the standard output, past its process: for looking into programs that do not get as
  far as to print.

      iex> is_function(&:erlang.display/1)
      true
  """
  @spec display(term) :: true
  def display(term) do
    :prim_io.write(1, :unicode.characters_to_binary(:io_lib.format(~c"~0tp~n", [term])))
    true
  end

  @doc """
  Returns the modules that are there before any is loaded.

      iex> :erlang in :erlang.pre_loaded()
      true
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
  Monitors a node. Nodes are not connected, so that another one is down at once.

      iex> :erlang.monitor_node(:other@host, true, [])
      true
      iex> receive do: (message -> message)
      {:nodedown, :other@host}
  """
  @spec monitor_node(node, boolean, [:allow_passive_connect]) :: true
  def monitor_node(node, flag, options)
      when is_atom(node) and is_boolean(flag) and is_list(options),
      do: :erlang.monitor_node(node, flag)

  @doc """
  Sets the cookie of this node, which has none as long as it is not distributed.

      iex> :erlang.set_cookie(:secret)
      ** (ErlangError) Erlang error: :distribution_not_started
  """
  @spec set_cookie(atom) :: true
  def set_cookie(cookie), do: :erlang.set_cookie(:erlang.node(), cookie)

  @doc """
  Sets the cookie for a node, which needs this one to be distributed.

      iex> :erlang.set_cookie(:other@host, :secret)
      ** (ErlangError) Erlang error: :distribution_not_started
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
  Takes the current code of a module away: it becomes old, and calls of it fail. `:undefined` if there is none.

  Fails while there is older code still, see `purge_module/1`.

      iex> :erlang.delete_module(:no_such_module)
      :undefined
  """
  @spec delete_module(module) :: true | :undefined
  def delete_module(module) do
    if not is_atom(module) or :erlang.check_old_code(module),
      do: :erlang.error(:badarg, [module], @explained)

    if :prim_code.delete_module(module), do: true, else: :undefined
  end

  @doc """
  Loads the binary of a module, as `Module.create/3` and `defmodule` return it. The current code of the module becomes old.

  Returns `{:error, :badfile}` if it is not the binary of that module, and `{:error, :not_purged}` while there is old code.

      iex> :erlang.load_module(:no_such_module, "no code")
      {:error, :badfile}
  """
  @spec load_module(module, binary) :: {:module, module} | {:error, :badfile | :not_purged}
  def load_module(module, binary) when is_atom(module) and is_binary(binary) do
    if :erlang.check_old_code(module),
      do: {:error, :not_purged},
      else: :code.load_binary(module, "", binary)
  end

  def load_module(module, binary), do: :erlang.error(:badarg, [module, binary], @explained)

  @doc """
  Tells that native code cannot be loaded: the machine runs no code but its own.

      iex> {:error, {:load_failed, text}} = :erlang.load_nif(~c"/no/such/library", 0)
      iex> :erlang.list_to_binary(text)
      "Failed to load NIF library: '/no/such/library.so: cannot open shared object file: No such file or directory'"
  """
  @spec load_nif(charlist | binary, term) :: {:error, {:load_failed | :bad_lib, charlist}}
  def load_nif(path, info) do
    file = :erlang.iolist_to_binary([path, ".so"])

    if :filelib.is_regular(file) do
      {:error, {:bad_lib, ~c"Vial runs no native code: there is no loader for NIF libraries"}}
    else
      text = [
        "Failed to load NIF library: '",
        file,
        ": cannot open shared object file: No such file or directory'"
      ]

      {:error, {:load_failed, :unicode.characters_to_list(text)}}
    end
  catch
    :error, :badarg -> :erlang.error(:badarg, [path, info], @explained)
  end

  @doc """
  Calls the driver of a port. Ports lead to programs here, which have none: fails as a driver without calls does.

      iex> :erlang.port_call(:no_port, 1, :term)
      ** (ArgumentError) argument error
  """
  @spec port_call(port | atom, non_neg_integer, term) :: no_return
  def port_call(port, operation, data), do: :erlang.error(:badarg, [port, operation, data])

  @doc """
  Controls the driver of a port. Ports lead to programs here, which have none: fails as a driver without controls does.

      iex> :erlang.port_control(:no_port, 1, "data")
      ** (ArgumentError) argument error
  """
  @spec port_control(port | atom, non_neg_integer, iodata) :: no_return
  def port_control(port, operation, data),
    do: :erlang.error(:badarg, [port, operation, data], @explained)

  @doc """
  What a distribution controller would send next. There is no distribution: fails with `:notsup`.

      iex> :erlang.dist_ctrl_get_data(:handle)
      ** (ErlangError) Erlang error: :notsup
  """
  @spec dist_ctrl_get_data(term) :: no_return
  def dist_ctrl_get_data(handle), do: :erlang.error(:notsup, [handle])

  @doc """
  Asks to be told of data for a distribution controller. There is no distribution: fails with `:notsup`.

      iex> :erlang.dist_ctrl_get_data_notification(:handle)
      ** (ErlangError) Erlang error: :notsup
  """
  @spec dist_ctrl_get_data_notification(term) :: no_return
  def dist_ctrl_get_data_notification(handle), do: :erlang.error(:notsup, [handle])

  @doc """
  An option of a distribution controller. There is no distribution: fails with `:notsup`.

      iex> :erlang.dist_ctrl_get_opt(:handle, :get_size)
      ** (ErlangError) Erlang error: :notsup
  """
  @spec dist_ctrl_get_opt(term, atom) :: no_return
  def dist_ctrl_get_opt(handle, option), do: :erlang.error(:notsup, [handle, option])

  @doc """
  Sets an option of a distribution controller. There is no distribution: fails with `:notsup`.

      iex> :erlang.dist_ctrl_set_opt(:handle, :get_size, true)
      ** (ErlangError) Erlang error: :notsup
  """
  @spec dist_ctrl_set_opt(term, atom, term) :: no_return
  def dist_ctrl_set_opt(handle, option, value),
    do: :erlang.error(:notsup, [handle, option, value])

  @doc """
  Names the process that takes a distribution controller's input. There is no distribution: fails with `:notsup`.

      iex> :erlang.dist_ctrl_input_handler(:handle, self())
      ** (ErlangError) Erlang error: :notsup
  """
  @spec dist_ctrl_input_handler(term, pid) :: no_return
  def dist_ctrl_input_handler(handle, pid), do: :erlang.error(:notsup, [handle, pid])

  @doc """
  Hands received data to a distribution controller. There is no distribution, so nothing is a handle of one.

      iex> :erlang.dist_ctrl_put_data(:handle, "data")
      ** (ArgumentError) argument error
  """
  @spec dist_ctrl_put_data(term, iodata) :: no_return
  def dist_ctrl_put_data(handle, data), do: :erlang.error(:badarg, [handle, data])

  @doc """
  Who is told of what the machine does too long or too large, `{pid, options}`, or `:undefined`.

      iex> :erlang.system_monitor()
      :undefined
  """
  @spec system_monitor :: {pid, list} | :undefined
  def system_monitor, do: :erl_system_monitor.get()

  @doc """
  As `system_monitor/2`, of a pair; `:undefined` ends it.

      iex> :erlang.system_monitor({self(), [large_heap: 10_000_000]})
      :undefined
      iex> {pid, [large_heap: 10_000_000]} = :erlang.system_monitor(:undefined)
      iex> pid == self()
      true
  """
  @spec system_monitor({pid, list} | :undefined) :: {pid, list} | :undefined
  def system_monitor({pid, options}), do: :erlang.system_monitor(pid, options)
  def system_monitor(:undefined), do: :erlang.system_monitor(:undefined, [])
  def system_monitor(settings), do: :erlang.error(:badarg, [settings])

  @doc """
  Has a process told of heaps from so many words on (`:large_heap`) and collections from so many milliseconds on (`:long_gc`), by
  messages `{:monitor, pid, what, sizes}`. Returns what was set before.

  `:busy_port`, `:busy_dist_port`, `{:long_schedule, milliseconds}` and `{:long_message_queue, {low, high}}` are taken, too; nothing
  is told of them.

      iex> :erlang.system_monitor(self(), long_gc: 60_000)
      :undefined
      iex> :erlang.system_monitor(self(), [])
      {self(), [long_gc: 60_000]}
  """
  @spec system_monitor(pid | :undefined, list) :: {pid, list} | :undefined
  def system_monitor(pid, options) do
    case :erl_system_monitor.set(pid, options) do
      :error -> :erlang.error(:badarg, [pid, options], @explained)
      before -> before
    end
  end

  @doc """
  Who is told when processes become runnable: nobody, see `system_profile/2`.

      iex> :erlang.system_profile()
      :undefined
  """
  @spec system_profile :: :undefined
  def system_profile, do: :undefined

  @doc """
  Ends profiling for `:undefined`. There is none that could be begun: anything else fails with `:notsup`.

      iex> :erlang.system_profile(:undefined, [])
      :undefined
      iex> :erlang.system_profile(self(), [:scheduler])
      ** (ErlangError) Erlang error: :notsup
  """
  @spec system_profile(:undefined, list) :: :undefined
  def system_profile(:undefined, options) when is_list(options), do: :undefined
  def system_profile(pid, options), do: :erlang.error(:notsup, [pid, options])

  @doc """
  As `trace_pattern/3`, of calls from outside of the module.

      iex> :erlang.trace_pattern({:lists, :nothing, 7}, true)
      0
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

      iex> is_function(&:erlang.process_display/2)
      true
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

  ## What the machine itself has

  @doc """
  Sends a message and returns it.

      iex> :erlang.!(self(), :hello)
      :hello
      iex> receive(do: (message -> message))
      :hello
  """
  @spec unquote(:!)(term, term) :: term
  def unquote(:!)(destination, message)

  @doc """
  Product.

      iex> :erlang.*(2, 1.5)
      3.0
  """
  @spec unquote(:*)(number, number) :: number
  def unquote(:*)(left, right)

  @doc """
  The elements of a list before another term.

      iex> :erlang.++([1], [2])
      [1, 2]
      iex> :erlang.++([1], 2)
      [1 | 2]
  """
  @spec unquote(:++)(list, term) :: term
  def unquote(:++)(list, tail)

  @doc """
  The number itself.

      iex> :erlang.+(5)
      5
  """
  @spec unquote(:+)(number) :: number
  def unquote(:+)(number)

  @doc """
  Sum.

      iex> :erlang.+(2 ** 62, 2 ** 62)
      9223372036854775808
  """
  @spec unquote(:+)(number, number) :: number
  def unquote(:+)(left, right)

  @doc """
  A list without the first occurrence of each element of another.

      iex> :erlang.--([1, 2, 1, 3], [1, 3])
      [2, 1]
  """
  @spec unquote(:--)(list, list) :: list
  def unquote(:--)(list, removed)

  @doc """
  Negation.

      iex> :erlang.-(5)
      -5
  """
  @spec unquote(:-)(number) :: number
  def unquote(:-)(number)

  @doc """
  Difference.

      iex> :erlang.-(1, 1.5)
      -0.5
  """
  @spec unquote(:-)(number, number) :: number
  def unquote(:-)(left, right)

  @doc """
  Quotient, a float.

      iex> :erlang./(6, 3)
      2.0
  """
  @spec unquote(:/)(number, number) :: float
  def unquote(:/)(left, right)

  @doc """
  Inequality, with 1 == 1.0.

      iex> :erlang."/="(1, 1.0)
      false
  """
  @spec unquote(:"/=")(term, term) :: boolean
  def unquote(:"/=")(left, right)

  @doc """
  Does the first come before the second in the order of terms?

      iex> :erlang.<(1, :a)
      true
  """
  @spec unquote(:<)(term, term) :: boolean
  def unquote(:<)(left, right)

  @doc """
  Exact inequality.

      iex> :erlang."=/="(1, 1.0)
      true
  """
  @spec unquote(:"=/=")(term, term) :: boolean
  def unquote(:"=/=")(left, right)

  @doc """
  Exact equality.

      iex> :erlang."=:="(1, 1.0)
      false
  """
  @spec unquote(:"=:=")(term, term) :: boolean
  def unquote(:"=:=")(left, right)

  @doc """
  Is the first before the second in the order of terms, or equal?

      iex> :erlang."=<"(1, 1.0)
      true
  """
  @spec unquote(:"=<")(term, term) :: boolean
  def unquote(:"=<")(left, right)

  @doc """
  Equality, with 1 == 1.0.

      iex> :erlang.==(1, 1.0)
      true
  """
  @spec unquote(:==)(term, term) :: boolean
  def unquote(:==)(left, right)

  @doc """
  Does the first come after the second in the order of terms?

      iex> :erlang.>([], {})
      true
  """
  @spec unquote(:>)(term, term) :: boolean
  def unquote(:>)(left, right)

  @doc """
  Is the first after the second in the order of terms, or equal?

      iex> :erlang.>=("b", "a")
      true
  """
  @spec unquote(:>=)(term, term) :: boolean
  def unquote(:>=)(left, right)

  @doc """
  The magnitude of a number.

      iex> :erlang.abs(-5.0)
      5.0
  """
  @spec abs(number) :: number
  def abs(number)

  @doc """
  The Adler-32 checksum of iodata.

      iex> :erlang.adler32("Wikipedia")
      300286872
  """
  @spec adler32(iodata) :: non_neg_integer
  def adler32(data)

  @doc """
  An Adler-32 checksum continued over iodata.

      iex> :erlang.adler32(:erlang.adler32("Wiki"), "pedia")
      300286872
  """
  @spec adler32(non_neg_integer, iodata) :: non_neg_integer
  def adler32(checksum, data)

  @doc """
  The Adler-32 checksum of two pieces from theirs and the second's size.

      iex> :erlang.adler32_combine(:erlang.adler32("Wiki"), :erlang.adler32("pedia"), 5)
      300286872
  """
  @spec adler32_combine(non_neg_integer, non_neg_integer, non_neg_integer) :: non_neg_integer
  def adler32_combine(first, second, second_size)

  @doc """
  A reference to which messages for the calling process can be sent.

      iex> alias = :erlang.alias()
      iex> send(alias, :hello)
      iex> receive(do: (message -> message))
      :hello
  """
  @spec alias() :: reference
  def alias()

  @doc """
  An alias that lasts until `unalias/1`, or with reply until the first message.

      iex> alias = :erlang.alias([:reply])
      iex> send(alias, :first)
      iex> send(alias, :lost)
      iex> {receive(do: (message -> message)), receive(do: (message -> message), after: (0 -> :none))}
      {:first, :none}
  """
  @spec alias([:explicit_unalias | :reply | :priority]) :: reference
  def alias(options)

  @doc """
  Are both booleans true?

      iex> :erlang.and(true, false)
      false
  """
  @spec unquote(:and)(boolean, boolean) :: boolean
  def unquote(:and)(left, right)

  @doc """
  A tuple with one more element at the end.

      iex> :erlang.append_element({1}, 2)
      {1, 2}
  """
  @spec append_element(tuple, term) :: tuple
  def append_element(tuple, term)

  @doc """
  Calls a fun with a list of arguments.

      iex> :erlang.apply(&+/2, [1, 2])
      3
  """
  @spec apply(fun, [term]) :: term
  def apply(fun, args)

  @doc """
  Calls a function with a list of arguments.

      iex> :erlang.apply(Enum, :sum, [[1, 2]])
      3
  """
  @spec apply(module, atom, [term]) :: term
  def apply(module, function, args)

  @doc """
  The text of an atom, in UTF-8.

      iex> :erlang.atom_to_binary(Enum)
      "Elixir.Enum"
  """
  @spec atom_to_binary(atom) :: binary
  def atom_to_binary(atom)

  @doc """
  The text of an atom in an encoding.

      iex> :erlang.atom_to_binary(:é, :latin1)
      <<233>>
  """
  @spec atom_to_binary(atom, :latin1 | :utf8 | :unicode) :: binary
  def atom_to_binary(atom, encoding)

  @doc """
  The text of an atom as a list of code points.

      iex> :erlang.atom_to_list(:ok)
      ~c"ok"
  """
  @spec atom_to_list(atom) :: charlist
  def atom_to_list(atom)

  @doc """
  Bitwise and.

      iex> :erlang.band(0b1100, 0b1010)
      8
  """
  @spec band(integer, integer) :: integer
  def band(left, right)

  @doc """
  The part of a binary that {start, length} gives.

      iex> :erlang.binary_part("hello", {1, 3})
      "ell"
  """
  @spec binary_part(binary, {non_neg_integer, integer}) :: binary
  def binary_part(subject, position_length)

  @doc """
  The part of a binary from a position on, backwards if the length is negative.

      iex> :erlang.binary_part("hello", 5, -2)
      "lo"
  """
  @spec binary_part(binary, non_neg_integer, integer) :: binary
  def binary_part(subject, position, length)

  @doc """
  The atom with a text in UTF-8.

      iex> :erlang.binary_to_atom("ok")
      :ok
  """
  @spec binary_to_atom(binary) :: atom
  def binary_to_atom(text)

  @doc """
  The atom with a text in an encoding.

      iex> :erlang.binary_to_atom(<<233>>, :latin1)
      :é
  """
  @spec binary_to_atom(binary, :latin1 | :utf8 | :unicode) :: atom
  def binary_to_atom(text, encoding)

  @doc """
  The atom with a text, if there is one already.

      iex> :erlang.binary_to_existing_atom("ok")
      :ok
  """
  @spec binary_to_existing_atom(binary) :: atom
  def binary_to_existing_atom(text)

  @doc """
  The atom with a text in an encoding, if there is one already.

      iex> :erlang.binary_to_existing_atom("error", :utf8)
      :error
  """
  @spec binary_to_existing_atom(binary, :latin1 | :utf8 | :unicode) :: atom
  def binary_to_existing_atom(text, encoding)

  @doc """
  The float that a text is.

      iex> :erlang.binary_to_float("1.5e3")
      1500.0
  """
  @spec binary_to_float(binary) :: float
  def binary_to_float(text)

  @doc """
  The integer that a text is.

      iex> :erlang.binary_to_integer("-12")
      -12
  """
  @spec binary_to_integer(binary) :: integer
  def binary_to_integer(text)

  @doc """
  The integer that a text is in a base.

      iex> :erlang.binary_to_integer("zz", 36)
      1295
  """
  @spec binary_to_integer(binary, 2..36) :: integer
  def binary_to_integer(text, base)

  @doc """
  The bytes of a binary as a list.

      iex> :erlang.binary_to_list(<<1, 2, 255>>)
      [1, 2, 255]
  """
  @spec binary_to_list(binary) :: [byte]
  def binary_to_list(binary)

  @doc """
  Bytes of a binary, from one position to another (from 1), as a list.

      iex> :erlang.binary_to_list(<<1, 2, 3>>, 2, 3)
      [2, 3]
  """
  @spec binary_to_list(binary, pos_integer, pos_integer) :: [byte]
  def binary_to_list(binary, start, stop)

  @doc """
  The term that bytes in the external format are.

      iex> :erlang.binary_to_term(<<131, 104, 1, 97, 5>>)
      {5}
  """
  @spec binary_to_term(binary) :: term
  def binary_to_term(bytes)

  @doc """
  The term that bytes in the external format are, with options.

      iex> :erlang.binary_to_term(<<131, 97, 5, 0, 0>>, [:used])
      {5, 3}
  """
  @spec binary_to_term(binary, [:safe | :used]) :: term
  def binary_to_term(bytes, options)

  @doc """
  The bits of a bitstring.

      iex> :erlang.bit_size(<<1::3, 0>>)
      11
  """
  @spec bit_size(bitstring) :: non_neg_integer
  def bit_size(bitstring)

  @doc """
  The bytes of a bitstring as a list, what is left over as a bitstring.

      iex> :erlang.bitstring_to_list(<<1, 5::3>>)
      [1, <<5::size(3)>>]
  """
  @spec bitstring_to_list(bitstring) :: [byte | bitstring]
  def bitstring_to_list(bitstring)

  @doc """
  Bitwise not.

      iex> :erlang.bnot(5)
      -6
  """
  @spec bnot(integer) :: integer
  def bnot(integer)

  @doc """
  Bitwise or.

      iex> :erlang.bor(0b1100, 0b1010)
      14
  """
  @spec bor(integer, integer) :: integer
  def bor(left, right)

  @doc """
  Shift to the left.

      iex> :erlang.bsl(1, 70)
      1180591620717411303424
  """
  @spec bsl(integer, integer) :: integer
  def bsl(integer, count)

  @doc """
  Shift to the right, towards minus infinity.

      iex> :erlang.bsr(-5, 1)
      -3
  """
  @spec bsr(integer, integer) :: integer
  def bsr(integer, count)

  @doc """
  Uses up reductions of the time slice.

      iex> :erlang.bump_reductions(100)
      true
  """
  @spec bump_reductions(pos_integer) :: true
  def bump_reductions(count)

  @doc """
  Bitwise exclusive or.

      iex> :erlang.bxor(0b1100, 0b1010)
      6
  """
  @spec bxor(integer, integer) :: integer
  def bxor(left, right)

  @doc """
  The bytes that hold a bitstring.

      iex> :erlang.byte_size(<<1::3, 0>>)
      2
  """
  @spec byte_size(bitstring) :: non_neg_integer
  def byte_size(bitstring)

  @doc """
  Cancels a timer and gives the milliseconds that were left, or false.

      iex> left = :erlang.cancel_timer(:erlang.send_after(60_000, self(), :late))
      iex> left in 1..60_000
      true
      iex> :erlang.cancel_timer(make_ref())
      false
  """
  @spec cancel_timer(reference) :: non_neg_integer | false
  def cancel_timer(timer)

  @doc """
  Cancels a timer, with the options async and info.

      iex> :erlang.cancel_timer(make_ref(), info: false)
      :ok
  """
  @spec cancel_timer(reference, [{:async | :info, boolean}]) :: non_neg_integer | false | :ok
  def cancel_timer(timer, options)

  @doc """
  The smallest integer that is not below a number.

      iex> :erlang.ceil(1.2)
      2
  """
  @spec ceil(number) :: integer
  def ceil(number)

  @doc """
  Does a process run old code of a module?

      iex> :erlang.check_process_code(self(), Enum)
      false
  """
  @spec check_process_code(pid, module) :: boolean
  def check_process_code(pid, module)

  @doc """
  Does a process run old code of a module? With the options async and allow_gc.

      iex> :erlang.check_process_code(self(), Enum, allow_gc: false)
      false
  """
  @spec check_process_code(pid, module, keyword) :: boolean | :async
  def check_process_code(pid, module, options)

  @doc """
  Is there code of a module that a newer version or `delete_module/1` has made old, and that was not purged?

      iex> :erlang.check_old_code(:no_such_module)
      false
  """
  @spec check_old_code(module) :: boolean
  def check_old_code(module)

  @doc """
  Gives up the old code of a module; fails if there is none. Processes that still run it may go on, `:code.purge/1` ends them first.

      iex> :erlang.purge_module(:no_such_module)
      ** (ArgumentError) argument error
  """
  @spec purge_module(module) :: true
  def purge_module(module)

  @doc """
  A time in another unit, rounded down.

      iex> :erlang.convert_time_unit(-1, :millisecond, :second)
      -1
  """
  @spec convert_time_unit(integer, term, term) :: integer
  def convert_time_unit(time, from, to)

  @doc """
  The CRC-32 checksum of iodata.

      iex> :erlang.crc32("123456789")
      3421780262
  """
  @spec crc32(iodata) :: non_neg_integer
  def crc32(data)

  @doc """
  A CRC-32 checksum continued over iodata.

      iex> :erlang.crc32(:erlang.crc32("12345"), "6789")
      3421780262
  """
  @spec crc32(non_neg_integer, iodata) :: non_neg_integer
  def crc32(checksum, data)

  @doc """
  The CRC-32 checksum of two pieces from theirs and the second's size.

      iex> :erlang.crc32_combine(:erlang.crc32("12345"), :erlang.crc32("6789"), 4)
      3421780262
  """
  @spec crc32_combine(non_neg_integer, non_neg_integer, non_neg_integer) :: non_neg_integer
  def crc32_combine(first, second, second_size)

  @doc """
  The local date.

      iex> {_year, month, _day} = :erlang.date()
      iex> month in 1..12
      true
  """
  @spec date() :: {integer, 1..12, 1..31}
  def date()

  @doc """
  A tuple without the element at a position from 1.

      iex> :erlang.delete_element(1, {:a, :b})
      {:b}
  """
  @spec delete_element(pos_integer, tuple) :: tuple
  def delete_element(position, tuple)

  @doc """
  Ends a monitor.

      iex> :erlang.demonitor(:erlang.monitor(:process, self()))
      true
  """
  @spec demonitor(reference) :: true
  def demonitor(monitor)

  @doc """
  Ends a monitor, with the options flush and info.

      iex> :erlang.demonitor(make_ref(), [:info])
      false
  """
  @spec demonitor(reference, [:flush | :info]) :: boolean
  def demonitor(monitor, options)

  @doc """
  Ends the connection to a node: there is none.

      iex> :erlang.disconnect_node(:other@host)
      :ignored
  """
  @spec disconnect_node(node) :: boolean | :ignored
  def disconnect_node(node)

  @doc """
  Quotient of integers, towards zero.

      iex> :erlang.div(-7, 2)
      -3
  """
  @spec div(integer, integer) :: integer
  def div(left, right)

  @doc """
  The n-th element of a tuple, from 1.

      iex> :erlang.element(1, {:a, :b})
      :a
  """
  @spec element(pos_integer, tuple) :: term
  def element(position, tuple)

  @doc """
  Empties the process dictionary and gives its pairs.

      iex> Process.put(:key, 1)
      iex> pairs = :erlang.erase()
      iex> {{:key, 1} in pairs, :erlang.get()}
      {true, []}
  """
  @spec erase() :: [{term, term}]
  def erase()

  @doc """
  Deletes a key of the process dictionary and gives its value.

      iex> Process.put(:key, 1)
      iex> {:erlang.erase(:key), :erlang.erase(:key)}
      {1, :undefined}
  """
  @spec erase(term) :: term
  def erase(key)

  @doc """
  Raises an error.

      iex> :erlang.error(:badarg)
      ** (ArgumentError) argument error
  """
  @spec error(term) :: no_return
  def error(reason)

  @doc """
  Raises an error, with the arguments of the function.

      iex> :erlang.error(:oops, [1])
      ** (ErlangError) Erlang error: :oops
  """
  @spec error(term, [term] | :none) :: no_return
  def error(reason, args)

  @doc """
  Raises an error, with the arguments of the function and options.

      iex> :erlang.error(:badarith, :none, [])
      ** (ArithmeticError) bad argument in arithmetic expression
  """
  @spec error(term, [term] | :none, keyword) :: no_return
  def error(reason, args, options)

  @doc """
  Raises an exception of the class exit.

      iex> try(do: :erlang.exit(:bye), catch: (:exit, reason -> reason))
      :bye
  """
  @spec exit(term) :: no_return
  def exit(reason)

  @doc """
  Sends an exit signal to a process.

      iex> pid = spawn(Process, :sleep, [:infinity])
      iex> :erlang.exit(pid, :kill)
      true
  """
  @spec exit(pid | port | reference, term) :: true
  def exit(target, reason)

  @doc """
  Sends an exit signal to a process, with options.

      iex> pid = spawn(Process, :sleep, [:infinity])
      iex> :erlang.exit(pid, :kill, [])
      true
  """
  @spec exit(pid | port | reference, term, [:priority]) :: true
  def exit(target, reason, options)

  @doc """
  Sends an exit signal to a process.

      iex> pid = spawn(Process, :sleep, [:infinity])
      iex> :erlang.exit_signal(pid, :kill)
      true
  """
  @spec exit_signal(pid | reference, term) :: true
  def exit_signal(target, reason)

  @doc """
  Sends an exit signal to a process, with options.

      iex> pid = spawn(Process, :sleep, [:infinity])
      iex> :erlang.exit_signal(pid, :kill, [])
      true
  """
  @spec exit_signal(pid | reference, term, [:priority]) :: true
  def exit_signal(target, reason, options)

  @doc """
  The bytes of a term in the external format.

      iex> :erlang.external_size({:a, 1})
      8
  """
  @spec external_size(term) :: non_neg_integer
  def external_size(term)

  @doc """
  The bytes of a term in the external format, with options.

      iex> :erlang.external_size(1.5, minor_version: 0)
      33
  """
  @spec external_size(term, keyword) :: non_neg_integer
  def external_size(term, options)

  @doc """
  A number as a float.

      iex> :erlang.float(1)
      1.0
  """
  @spec float(number) :: float
  def float(number)

  @doc """
  A float in scientific notation with 20 digits.

      iex> :erlang.float_to_binary(0.1)
      "1.00000000000000005551e-01"
  """
  @spec float_to_binary(float) :: binary
  def float_to_binary(float)

  @doc """
  A float in the form that options give.

      iex> :erlang.float_to_binary(3.14159, decimals: 2)
      "3.14"
  """
  @spec float_to_binary(float, list) :: binary
  def float_to_binary(float, options)

  @doc """
  A float in scientific notation with 20 digits, as a list.

      iex> :erlang.float_to_list(1.0)
      ~c"1.00000000000000000000e+00"
  """
  @spec float_to_list(float) :: charlist
  def float_to_list(float)

  @doc """
  A float in the form that options give, as a list.

      iex> :erlang.float_to_list(1.5, [:short])
      ~c"1.5"
  """
  @spec float_to_list(float, list) :: charlist
  def float_to_list(float, options)

  @doc """
  The largest integer that is not above a number.

      iex> :erlang.floor(-1.2)
      -2
  """
  @spec floor(number) :: integer
  def floor(number)

  @doc """
  What there is to know of a fun.

      iex> :erlang.fun_info(&Enum.map/2)[:arity]
      2
  """
  @spec fun_info(fun) :: [{atom, term}]
  def fun_info(fun)

  @doc """
  One item of what there is to know of a fun.

      iex> :erlang.fun_info(&Enum.map/2, :module)
      {:module, Enum}
  """
  @spec fun_info(fun, atom) :: {atom, term}
  def fun_info(fun, item)

  @doc """
  A fun as text.

      iex> :erlang.fun_to_list(&Enum.map/2)
      ~c"fun 'Elixir.Enum':map/2"
  """
  @spec fun_to_list(fun) :: charlist
  def fun_to_list(fun)

  @doc """
  Does a loaded module export that function?

      iex> :erlang.function_exported(:lists, :map, 2)
      true
  """
  @spec function_exported(module, atom, arity) :: boolean
  def function_exported(module, function, arity)

  @doc """
  Collects the garbage of the calling process.

      iex> :erlang.garbage_collect()
      true
  """
  @spec garbage_collect() :: true
  def garbage_collect()

  @doc """
  Collects the garbage of a process.

      iex> :erlang.garbage_collect(self())
      true
  """
  @spec garbage_collect(pid) :: boolean
  def garbage_collect(pid)

  @doc """
  Collects the garbage of a process, with the options type and async.

      iex> :erlang.garbage_collect(self(), type: :minor)
      true
  """
  @spec garbage_collect(pid, keyword) :: boolean | :async
  def garbage_collect(pid, options)

  @doc """
  The process dictionary as a list of pairs.

      iex> Process.put(:key, 1)
      iex> {:key, 1} in :erlang.get()
      true
  """
  @spec get() :: [{term, term}]
  def get()

  @doc """
  The value of a key of the process dictionary, or undefined.

      iex> :erlang.get(:no_such_key)
      :undefined
  """
  @spec get(term) :: term
  def get(key)

  @doc """
  The cookie of this node: none.

      iex> :erlang.get_cookie()
      :nocookie
  """
  @spec get_cookie() :: atom
  def get_cookie()

  @doc """
  The keys of the process dictionary.

      iex> Process.put(:key, 1)
      iex> :key in :erlang.get_keys()
      true
  """
  @spec get_keys() :: [term]
  def get_keys()

  @doc """
  The keys of the process dictionary with that value.

      iex> Process.put(:key, :only_here)
      iex> :erlang.get_keys(:only_here)
      [:key]
  """
  @spec get_keys(term) :: [term]
  def get_keys(value)

  @doc """
  What a module says of itself.

      iex> :erlang.get_module_info(Enum)[:module]
      Enum
  """
  @spec get_module_info(module) :: keyword
  def get_module_info(module)

  @doc """
  One item of what a module says of itself.

      iex> :erlang.get_module_info(Enum, :module)
      Enum
  """
  @spec get_module_info(module, atom) :: term
  def get_module_info(module, item)

  @doc """
  The group leader of the calling process.

      iex> is_pid(:erlang.group_leader())
      true
  """
  @spec group_leader() :: pid
  def group_leader()

  @doc """
  Makes a process the group leader of another one.

      iex> :erlang.group_leader(:erlang.group_leader(), self())
      true
  """
  @spec group_leader(pid, pid) :: true
  def group_leader(leader, pid)

  @doc """
  The head of a list.

      iex> :erlang.hd([1 | 2])
      1
  """
  @spec hd(nonempty_maybe_improper_list) :: term
  def hd(list)

  @doc """
  Waits for a message with as little memory as possible.

      iex> send(self(), :awake)
      iex> :erlang.hibernate()
      :ok
  """
  @spec hibernate() :: :ok
  def hibernate()

  @doc """
  Throws the stack away, waits for a message, and calls a function.

      iex> pid = spawn(:erlang, :hibernate, [Kernel, :exit, [:bye]])
      iex> ref = Process.monitor(pid)
      iex> send(pid, :wake)
      iex> receive(do: ({:DOWN, ^ref, _, _, reason} -> reason))
      :bye
  """
  @spec hibernate(module, atom, [term]) :: no_return
  def hibernate(module, function, args)

  @doc """
  A tuple with one more element at a position from 1.

      iex> :erlang.insert_element(1, {:b}, :a)
      {:a, :b}
  """
  @spec insert_element(pos_integer, tuple, term) :: tuple
  def insert_element(position, tuple, term)

  @doc """
  The decimal digits of an integer.

      iex> :erlang.integer_to_binary(-12)
      "-12"
  """
  @spec integer_to_binary(integer) :: binary
  def integer_to_binary(integer)

  @doc """
  The digits of an integer in a base.

      iex> :erlang.integer_to_binary(255, 16)
      "FF"
  """
  @spec integer_to_binary(integer, 2..36) :: binary
  def integer_to_binary(integer, base)

  @doc """
  The decimal digits of an integer as a list.

      iex> :erlang.integer_to_list(-12)
      ~c"-12"
  """
  @spec integer_to_list(integer) :: charlist
  def integer_to_list(integer)

  @doc """
  The digits of an integer in a base as a list.

      iex> :erlang.integer_to_list(5, 2)
      ~c"101"
  """
  @spec integer_to_list(integer, 2..36) :: charlist
  def integer_to_list(integer, base)

  @doc """
  The bytes of iodata.

      iex> :erlang.iolist_size([1, "abc", [2 | "d"]])
      6
  """
  @spec iolist_size(iodata) :: non_neg_integer
  def iolist_size(data)

  @doc """
  Iodata as one binary.

      iex> :erlang.iolist_to_binary([?a, "bc", [?d | "e"]])
      "abcde"
  """
  @spec iolist_to_binary(iodata) :: binary
  def iolist_to_binary(data)

  @doc """
  Iodata as a list of binaries.

      iex> :erlang.iolist_to_iovec([?a, "bc"])
      ["abc"]
  """
  @spec iolist_to_iovec(iodata) :: [binary]
  def iolist_to_iovec(data)

  @doc """
  Is this node part of a network? It never is.

      iex> :erlang.is_alive()
      false
  """
  @spec is_alive() :: boolean
  def is_alive()

  @doc """
  Is this an atom?

      iex> :erlang.is_atom(nil)
      true
  """
  @spec is_atom(term) :: boolean
  def is_atom(term)

  @doc """
  Is this a bitstring of whole bytes?

      iex> :erlang.is_binary(<<1::3>>)
      false
  """
  @spec is_binary(term) :: boolean
  def is_binary(term)

  @doc """
  Is this a bitstring?

      iex> :erlang.is_bitstring(<<1::3>>)
      true
  """
  @spec is_bitstring(term) :: boolean
  def is_bitstring(term)

  @doc """
  Is this true or false?

      iex> :erlang.is_boolean(nil)
      false
  """
  @spec is_boolean(term) :: boolean
  def is_boolean(term)

  @doc """
  Is that function written in the machine?

      iex> :erlang.is_builtin(:erlang, :+, 2)
      true
  """
  @spec is_builtin(module, atom, arity) :: boolean
  def is_builtin(module, function, arity)

  @doc """
  Is this a float?

      iex> :erlang.is_float(1)
      false
  """
  @spec is_float(term) :: boolean
  def is_float(term)

  @doc """
  Is this a function?

      iex> :erlang.is_function(&hd/1)
      true
  """
  @spec is_function(term) :: boolean
  def is_function(term)

  @doc """
  Is this a function of that arity?

      iex> :erlang.is_function(&hd/1, 2)
      false
  """
  @spec is_function(term, arity) :: boolean
  def is_function(term, arity)

  @doc """
  Is this an integer?

      iex> :erlang.is_integer(1.0)
      false
  """
  @spec is_integer(term) :: boolean
  def is_integer(term)

  @doc """
  Is this an integer between two?

      iex> {:erlang.is_integer(5, 1, 5), :erlang.is_integer(1.0, 1, 5)}
      {true, false}
  """
  @spec is_integer(term, integer, integer) :: boolean
  def is_integer(term, lowest, highest)

  @doc """
  Is this [] or a cons cell?

      iex> :erlang.is_list([1 | 2])
      true
  """
  @spec is_list(term) :: boolean
  def is_list(term)

  @doc """
  Is this a map?

      iex> :erlang.is_map(1..2)
      true
  """
  @spec is_map(term) :: boolean
  def is_map(term)

  @doc """
  Has a map that key?

      iex> :erlang.is_map_key(:a, %{a: nil})
      true
  """
  @spec is_map_key(term, map) :: boolean
  def is_map_key(key, map)

  @doc """
  Is this a number?

      iex> :erlang.is_number(1.5)
      true
  """
  @spec is_number(term) :: boolean
  def is_number(term)

  @doc """
  Is this a process identifier?

      iex> :erlang.is_pid(self())
      true
  """
  @spec is_pid(term) :: boolean
  def is_pid(term)

  @doc """
  Is this a port identifier?

      iex> :erlang.is_port(self())
      false
  """
  @spec is_port(term) :: boolean
  def is_port(term)

  @doc """
  Is the process there, and not ending?

      iex> :erlang.is_process_alive(self())
      true
  """
  @spec is_process_alive(pid) :: boolean
  def is_process_alive(pid)

  @doc """
  Is this a tuple whose first element is that atom?

      iex> :erlang.is_record({:user, "Ann"}, :user)
      true
  """
  @spec is_record(term, atom) :: boolean
  def is_record(term, tag)

  @doc """
  Is this a tuple of that size whose first element is that atom?

      iex> :erlang.is_record({:user, "Ann"}, :user, 3)
      false
  """
  @spec is_record(term, atom, non_neg_integer) :: boolean
  def is_record(term, tag, size)

  @doc """
  Is this a reference?

      iex> :erlang.is_reference(make_ref())
      true
  """
  @spec is_reference(term) :: boolean
  def is_reference(term)

  @doc """
  Is this a tuple?

      iex> :erlang.is_tuple({})
      true
  """
  @spec is_tuple(term) :: boolean
  def is_tuple(term)

  @doc """
  The number of elements of a proper list.

      iex> :erlang.length([1, [2, 3]])
      2
  """
  @spec length(list) :: non_neg_integer
  def length(list)

  @doc """
  Links the calling process to another one.

      iex> :erlang.link(self())
      true
  """
  @spec link(pid | port) :: true
  def link(target)

  @doc """
  Links the calling process to another one, with options.

      iex> :erlang.link(self(), [])
      true
  """
  @spec link(pid | port, [:priority]) :: true
  def link(target, options)

  @doc """
  The atom with a text given as code points.

      iex> :erlang.list_to_atom(~c"ok")
      :ok
  """
  @spec list_to_atom(charlist) :: atom
  def list_to_atom(text)

  @doc """
  An iolist as one binary.

      iex> :erlang.list_to_binary([?a, "b"])
      "ab"
  """
  @spec list_to_binary(iolist) :: binary
  def list_to_binary(list)

  @doc """
  A list of bytes, bitstrings and such lists as one bitstring.

      iex> :erlang.list_to_bitstring([1, <<5::3>>])
      <<1, 5::size(3)>>
  """
  @spec list_to_bitstring(list) :: bitstring
  def list_to_bitstring(list)

  @doc """
  The atom with a text given as code points, if there is one already.

      iex> :erlang.list_to_existing_atom(~c"ok")
      :ok
  """
  @spec list_to_existing_atom(charlist) :: atom
  def list_to_existing_atom(text)

  @doc """
  The float that a list of characters is.

      iex> :erlang.list_to_float(~c"-0.5")
      -0.5
  """
  @spec list_to_float(charlist) :: float
  def list_to_float(text)

  @doc """
  The integer that a list of characters is.

      iex> :erlang.list_to_integer(~c"+7")
      7
  """
  @spec list_to_integer(charlist) :: integer
  def list_to_integer(text)

  @doc """
  The integer that a list of characters is in a base.

      iex> :erlang.list_to_integer(~c"FF", 16)
      255
  """
  @spec list_to_integer(charlist, 2..36) :: integer
  def list_to_integer(text, base)

  @doc """
  The pid with that text.

      iex> :erlang.list_to_pid(:erlang.pid_to_list(self())) == self()
      true
  """
  @spec list_to_pid(charlist) :: pid
  def list_to_pid(text)

  @doc """
  The port with that text.

      iex> is_port(:erlang.list_to_port(~c"#Port<0.1>"))
      true
  """
  @spec list_to_port(charlist) :: port
  def list_to_port(text)

  @doc """
  The reference with that text.

      iex> ref = make_ref()
      iex> :erlang.list_to_ref(:erlang.ref_to_list(ref)) == ref
      true
  """
  @spec list_to_ref(charlist) :: reference
  def list_to_ref(text)

  @doc """
  A tuple of the elements of a list.

      iex> :erlang.list_to_tuple([1, 2])
      {1, 2}
  """
  @spec list_to_tuple(list) :: tuple
  def list_to_tuple(list)

  @doc """
  The modules that are loaded.

      iex> :erlang in :erlang.loaded()
      true
  """
  @spec loaded() :: [module]
  def loaded()

  @doc """
  The local date and time of day.

      iex> {{_, month, _}, {hour, _, _}} = :erlang.localtime()
      iex> month in 1..12 and hour in 0..23
      true
  """
  @spec localtime() :: {{integer, 1..12, 1..31}, {0..23, 0..59, 0..59}}
  def localtime()

  @doc """
  A local time as a universal one.

      iex> time = {{2024, 1, 31}, {12, 0, 0}}
      iex> :erlang.localtime_to_universaltime(:erlang.universaltime_to_localtime(time)) == time
      true
  """
  @spec localtime_to_universaltime(tuple) :: tuple
  def localtime_to_universaltime(local)

  @doc """
  A local time as a universal one; is it summer time?

      iex> time = {{2024, 1, 31}, {12, 0, 0}}
      iex> :erlang.localtime_to_universaltime(time, :undefined) == :erlang.localtime_to_universaltime(time)
      true
  """
  @spec localtime_to_universaltime(tuple, boolean | :undefined) :: tuple
  def localtime_to_universaltime(local, summer)

  @doc """
  The fun that calls an exported function.

      iex> :erlang.make_fun(Enum, :map, 2)
      &Enum.map/2
  """
  @spec make_fun(module, atom, arity) :: function
  def make_fun(module, function, arity)

  @doc """
  A unique reference.

      iex> :erlang.make_ref() == :erlang.make_ref()
      false
  """
  @spec make_ref() :: reference
  def make_ref()

  @doc """
  A tuple of equal elements.

      iex> :erlang.make_tuple(3, :a)
      {:a, :a, :a}
  """
  @spec make_tuple(non_neg_integer, term) :: tuple
  def make_tuple(size, value)

  @doc """
  A tuple of equal elements but for those that {position, term} pairs give.

      iex> :erlang.make_tuple(3, :a, [{2, :b}])
      {:a, :b, :a}
  """
  @spec make_tuple(non_neg_integer, term, [{pos_integer, term}]) :: tuple
  def make_tuple(size, value, exceptions)

  @doc """
  The value of a key that the map has.

      iex> :erlang.map_get(:a, %{a: 1})
      1
  """
  @spec map_get(term, map) :: term
  def map_get(key, map)

  @doc """
  The number of keys of a map.

      iex> :erlang.map_size(%{a: 1})
      1
  """
  @spec map_size(map) :: non_neg_integer
  def map_size(map)

  @doc """
  The larger of two terms.

      iex> {:erlang.max(1, 1.0), :erlang.max(:a, 5)}
      {1, :a}
  """
  @spec max(term, term) :: term
  def max(left, right)

  @doc """
  The MD5 digest of iodata.

      iex> Base.encode16(:erlang.md5("abc"), case: :lower)
      "900150983cd24fb0d6963f7d28e17f72"
  """
  @spec md5(iodata) :: binary
  def md5(data)

  @doc """
  The digest of a state.

      iex> :erlang.md5_final(:erlang.md5_update(:erlang.md5_init(), "abc")) == :erlang.md5("abc")
      true
  """
  @spec md5_final(binary) :: binary
  def md5_final(state)

  @doc """
  The state of a digest that begins.

      iex> is_binary(:erlang.md5_init())
      true
  """
  @spec md5_init() :: binary
  def md5_init()

  @doc """
  The state of a digest after more iodata.

      iex> state = :erlang.md5_update(:erlang.md5_init(), "ab")
      iex> :erlang.md5_final(:erlang.md5_update(state, [?c])) == :erlang.md5("abc")
      true
  """
  @spec md5_update(binary, iodata) :: binary
  def md5_update(state, data)

  @doc """
  Bytes of memory in use, by kind.

      iex> :erlang.memory()[:total] > 0
      true
  """
  @spec memory() :: keyword
  def memory()

  @doc """
  Bytes of memory in use of a kind, or of a list of kinds.

      iex> :erlang.memory(:processes) > 0
      true
  """
  @spec memory(atom | [atom]) :: non_neg_integer | keyword
  def memory(kind)

  @doc """
  The smaller of two terms.

      iex> {:erlang.min(1, 1.0), :erlang.min(:a, 5)}
      {1, 5}
  """
  @spec min(term, term) :: term
  def min(left, right)

  @doc """
  Is there current code of a module?

      iex> :erlang.module_loaded(:no_such_module)
      false
  """
  @spec module_loaded(module) :: boolean
  def module_loaded(module)

  @doc """
  Watches a process; its end is told by a message.

      iex> ref = :erlang.monitor(:process, spawn(fn -> exit(:bye) end))
      iex> receive(do: ({:DOWN, ^ref, :process, _, _} -> :down))
      :down
  """
  @spec monitor(:process | :port | :time_offset, term) :: reference
  def monitor(kind, target)

  @doc """
  Watches a process, with the options alias and tag.

      iex> ref = :erlang.monitor(:process, spawn(fn -> :ok end), tag: :gone)
      iex> receive(do: ({:gone, ^ref, :process, _, _} -> :down))
      :down
  """
  @spec monitor(:process | :port | :time_offset, term, keyword) :: reference
  def monitor(kind, target, options)

  @doc """
  Watches a node; one that does not answer is down at once.

      iex> :erlang.monitor_node(node(), true)
      true
      iex> :erlang.monitor_node(node(), false)
      true
  """
  @spec monitor_node(node, boolean) :: true
  def monitor_node(node, flag)

  @doc """
  A time that never goes back, in nanoseconds.

      iex> :erlang.monotonic_time() <= :erlang.monotonic_time()
      true
  """
  @spec monotonic_time() :: integer
  def monotonic_time()

  @doc """
  A time that never goes back, in a unit.

      iex> is_integer(:erlang.monotonic_time(:millisecond))
      true
  """
  @spec monotonic_time(term) :: integer
  def monotonic_time(unit)

  @doc """
  Raises an error.

      iex> :erlang.nif_error(:badarg)
      ** (ArgumentError) argument error
  """
  @spec nif_error(term) :: no_return
  def nif_error(reason)

  @doc """
  Raises an error, with the arguments of the function.

      iex> :erlang.nif_error(:badarith, [])
      ** (ArithmeticError) bad argument in arithmetic expression
  """
  @spec nif_error(term, [term]) :: no_return
  def nif_error(reason, args)

  @doc """
  The name of this node.

      iex> :erlang.node() == node()
      true
  """
  @spec node() :: node
  def node()

  @doc """
  The node of a pid, port or reference.

      iex> :erlang.node(self()) == node()
      true
  """
  @spec node(pid | port | reference) :: node
  def node(subject)

  @doc """
  The other nodes: none.

      iex> :erlang.nodes()
      []
  """
  @spec nodes() :: [node]
  def nodes()

  @doc """
  The nodes of some kinds.

      iex> :erlang.nodes(:this) == [node()]
      true
  """
  @spec nodes(atom | [atom]) :: [node]
  def nodes(kinds)

  @doc """
  The other boolean.

      iex> :erlang.not(true)
      false
  """
  @spec unquote(:not)(boolean) :: boolean
  def unquote(:not)(boolean)

  @doc """
  A unique time as megaseconds, seconds and microseconds.

      iex> :erlang.now() < :erlang.now()
      true
  """
  @spec now() :: {non_neg_integer, non_neg_integer, non_neg_integer}
  def now()

  @doc """
  Is one of both booleans true?

      iex> :erlang.or(false, true)
      true
  """
  @spec unquote(:or)(boolean, boolean) :: boolean
  def unquote(:or)(left, right)

  @doc """
  A portable hash below 2^27.

      iex> :erlang.phash2({:a, "b", 3.0})
      126246495
  """
  @spec phash2(term) :: non_neg_integer
  def phash2(term)

  @doc """
  A portable hash below a range of at most 2^32.

      iex> :erlang.phash2("abc", 100)
      27
  """
  @spec phash2(term, pos_integer) :: non_neg_integer
  def phash2(term, range)

  @doc """
  The text of a pid, as characters.

      iex> ~c"<0." ++ _ = :erlang.pid_to_list(self())
      iex> is_list(:erlang.pid_to_list(self()))
      true
  """
  @spec pid_to_list(pid) :: charlist
  def pid_to_list(pid)

  @doc """
  The text of a port, as characters.

      iex> ~c"#Port<0.1>" |> :erlang.list_to_port() |> :erlang.port_to_list()
      ~c"#Port<0.1>"
  """
  @spec port_to_list(port) :: charlist
  def port_to_list(port)

  @doc """
  Sets a flag of the calling process and gives its old value.

      iex> old = :erlang.process_flag(:trap_exit, true)
      iex> {old, :erlang.process_flag(:trap_exit, old)}
      {false, true}
  """
  @spec process_flag(atom, term) :: term
  def process_flag(flag, value)

  @doc """
  Sets the flag save_calls or sensitive of a process.

      iex> :erlang.process_flag(self(), :save_calls, 0)
      0
  """
  @spec process_flag(pid, atom, term) :: term
  def process_flag(pid, flag, value)

  @doc """
  What there is to know of a process, as a list of pairs, or undefined.

      iex> :erlang.process_info(self())[:trap_exit]
      false
  """
  @spec process_info(pid) :: keyword | :undefined
  def process_info(pid)

  @doc """
  An item, or a list of items, of what there is to know of a process.

      iex> :erlang.process_info(self(), :trap_exit)
      {:trap_exit, false}
  """
  @spec process_info(pid, atom | [atom]) :: term
  def process_info(pid, items)

  @doc """
  The pids of all processes.

      iex> self() in :erlang.processes()
      true
  """
  @spec processes() :: [pid]
  def processes()

  @doc """
  An iterator over the pids of all processes.

      iex> {pid, _rest} = :erlang.processes_next(:erlang.processes_iterator())
      iex> is_pid(pid)
      true
  """
  @spec processes_iterator() :: term
  def processes_iterator()

  @doc """
  The next pid and the iterator behind it, or none.

      iex> {pid, _rest} = :erlang.processes_next(:erlang.processes_iterator())
      iex> is_pid(pid)
      true
  """
  @spec processes_next(term) :: {pid, term} | :none
  def processes_next(iterator)

  @doc """
  Puts a value under a key of the process dictionary and gives the old one.

      iex> {:erlang.put(:fresh, 1), :erlang.put(:fresh, 2)}
      {:undefined, 1}
  """
  @spec put(term, term) :: term
  def put(key, value)

  @doc """
  Raises an exception with a class, a reason and a stack trace.

      iex> try(do: :erlang.raise(:throw, :ball, []), catch: (value -> value))
      :ball
  """
  @spec raise(:error | :exit | :throw, term, list) :: no_return
  def raise(class, reason, stacktrace)

  @doc """
  The milliseconds that are left of a timer, or false.

      iex> :erlang.read_timer(make_ref())
      false
  """
  @spec read_timer(reference) :: non_neg_integer | false
  def read_timer(timer)

  @doc """
  The milliseconds that are left of a timer, with the option async.

      iex> :erlang.read_timer(make_ref(), async: false)
      false
  """
  @spec read_timer(reference, keyword) :: non_neg_integer | false | :ok
  def read_timer(timer, options)

  @doc """
  The text of a reference, as characters.

      iex> ~c"#Ref<" ++ _ = :erlang.ref_to_list(make_ref())
      iex> is_list(:erlang.ref_to_list(make_ref()))
      true
  """
  @spec ref_to_list(reference) :: charlist
  def ref_to_list(reference)

  @doc """
  Gives a process a name.

      iex> :erlang.register(:erlang_doc_name, self())
      true
      iex> :erlang.unregister(:erlang_doc_name)
      true
  """
  @spec register(atom, pid | port) :: true
  def register(name, pid)

  @doc """
  All names in use.

      iex> :erlang.register(:erlang_doc_registered, self())
      iex> :erlang_doc_registered in :erlang.registered()
      true
  """
  @spec registered() :: [atom]
  def registered()

  @doc """
  Remainder of integers, with the sign of the first.

      iex> :erlang.rem(-7, 2)
      -1
  """
  @spec rem(integer, integer) :: integer
  def rem(left, right)

  @doc """
  Ends a suspension by the calling process.

      iex> pid = spawn(Process, :sleep, [:infinity])
      iex> :erlang.suspend_process(pid)
      true
      iex> :erlang.resume_process(pid)
      true
  """
  @spec resume_process(pid) :: true
  def resume_process(pid)

  @doc """
  The nearest integer, halves away from zero.

      iex> {:erlang.round(2.5), :erlang.round(-2.5)}
      {3, -3}
  """
  @spec round(number) :: integer
  def round(number)

  @doc """
  The pid of the calling process.

      iex> is_pid(:erlang.self())
      true
  """
  @spec self() :: pid
  def self()

  @doc """
  Sends a message and returns it.

      iex> :erlang.send(self(), :hello)
      :hello
  """
  @spec send(term, term) :: term
  def send(destination, message)

  @doc """
  Sends a message with options and returns ok.

      iex> :erlang.send(self(), :hello, [])
      :ok
  """
  @spec send(term, term, [:nosuspend | :noconnect]) :: :ok | :nosuspend | :noconnect
  def send(destination, message, options)

  @doc """
  Sends a message after some milliseconds.

      iex> :erlang.send_after(1, self(), :late) |> is_reference()
      true
      iex> receive(do: (message -> message))
      :late
  """
  @spec send_after(non_neg_integer, pid | atom, term) :: reference
  def send_after(milliseconds, destination, message)

  @doc """
  Sends a message after some milliseconds, or with abs at a time.

      iex> now = :erlang.monotonic_time(:millisecond)
      iex> :erlang.send_after(now + 1, self(), :late, abs: true) |> is_reference()
      true
      iex> receive(do: (message -> message))
      :late
  """
  @spec send_after(integer, pid | atom, term, [{:abs, boolean}]) :: reference
  def send_after(time, destination, message, options)

  @doc """
  Sends a message without ever being suspended.

      iex> :erlang.send_nosuspend(self(), :hello)
      true
  """
  @spec send_nosuspend(term, term) :: boolean
  def send_nosuspend(destination, message)

  @doc """
  Sends a message without ever being suspended.

      iex> :erlang.send_nosuspend(self(), :hello, [])
      true
  """
  @spec send_nosuspend(term, term, [:noconnect]) :: boolean
  def send_nosuspend(destination, message, options)

  @doc """
  A tuple with its n-th element, from 1, replaced.

      iex> :erlang.setelement(2, {:a, :b}, :c)
      {:a, :c}
  """
  @spec setelement(pos_integer, tuple, term) :: tuple
  def setelement(position, tuple, term)

  @doc """
  The size of a tuple or of a binary in bytes.

      iex> {:erlang.size({:a, :b}), :erlang.size("abc")}
      {2, 3}
  """
  @spec size(tuple | binary) :: non_neg_integer
  def size(subject)

  @doc """
  Spawns a process that calls a fun.

      iex> :erlang.spawn(fn -> :ok end) |> is_pid()
      true
  """
  @spec spawn(fun) :: pid
  def spawn(fun)

  @doc """
  Spawns a process on a node that calls a fun.

      iex> :erlang.spawn(node(), fn -> :ok end) |> is_pid()
      true
  """
  @spec spawn(node, fun) :: pid
  def spawn(node, fun)

  @doc """
  Spawns a process that calls a function.

      iex> :erlang.spawn(:erlang, :send, [self(), :hello]) |> is_pid()
      true
      iex> receive(do: (message -> message))
      :hello
  """
  @spec spawn(module, atom, [term]) :: pid
  def spawn(module, function, args)

  @doc """
  Spawns a process on a node that calls a function.

      iex> :erlang.spawn(node(), :erlang, :send, [self(), :hello]) |> is_pid()
      true
      iex> receive(do: (message -> message))
      :hello
  """
  @spec spawn(node, module, atom, [term]) :: pid
  def spawn(node, module, function, args)

  @doc """
  Spawns a linked process that calls a fun.

      iex> :erlang.spawn_link(fn -> :ok end) |> is_pid()
      true
  """
  @spec spawn_link(fun) :: pid
  def spawn_link(fun)

  @doc """
  Spawns a linked process on a node that calls a fun.

      iex> :erlang.spawn_link(node(), fn -> :ok end) |> is_pid()
      true
  """
  @spec spawn_link(node, fun) :: pid
  def spawn_link(node, fun)

  @doc """
  Spawns a linked process that calls a function.

      iex> :erlang.spawn_link(:erlang, :self, []) |> is_pid()
      true
  """
  @spec spawn_link(module, atom, [term]) :: pid
  def spawn_link(module, function, args)

  @doc """
  Spawns a linked process on a node that calls a function.

      iex> :erlang.spawn_link(node(), :erlang, :self, []) |> is_pid()
      true
  """
  @spec spawn_link(node, module, atom, [term]) :: pid
  def spawn_link(node, module, function, args)

  @doc """
  Spawns a monitored process that calls a fun.

      iex> {_pid, ref} = :erlang.spawn_monitor(fn -> exit(:bye) end)
      iex> receive(do: ({:DOWN, ^ref, _, _, reason} -> reason))
      :bye
  """
  @spec spawn_monitor(fun) :: {pid, reference}
  def spawn_monitor(fun)

  @doc """
  Spawns a monitored process on a node that calls a fun.

      iex> {_pid, ref} = :erlang.spawn_monitor(node(), fn -> exit(:bye) end)
      iex> receive(do: ({:DOWN, ^ref, _, _, reason} -> reason))
      :bye
  """
  @spec spawn_monitor(node, fun) :: {pid, reference}
  def spawn_monitor(node, fun)

  @doc """
  Spawns a monitored process that calls a function.

      iex> {_pid, ref} = :erlang.spawn_monitor(:erlang, :exit, [:bye])
      iex> receive(do: ({:DOWN, ^ref, _, _, reason} -> reason))
      :bye
  """
  @spec spawn_monitor(module, atom, [term]) :: {pid, reference}
  def spawn_monitor(module, function, args)

  @doc """
  Spawns a monitored process on a node that calls a function.

      iex> {_pid, ref} = :erlang.spawn_monitor(node(), :erlang, :exit, [:bye])
      iex> receive(do: ({:DOWN, ^ref, _, _, reason} -> reason))
      :bye
  """
  @spec spawn_monitor(node, module, atom, [term]) :: {pid, reference}
  def spawn_monitor(node, module, function, args)

  @doc """
  Spawns a process that calls a fun, with options.

      iex> {_pid, ref} = :erlang.spawn_opt(fn -> exit(:bye) end, [:monitor])
      iex> receive(do: ({:DOWN, ^ref, _, _, reason} -> reason))
      :bye
  """
  @spec spawn_opt(fun, list) :: pid | {pid, reference}
  def spawn_opt(fun, options)

  @doc """
  Spawns a process on a node that calls a fun, with options.

      iex> :erlang.spawn_opt(node(), fn -> :ok end, [:link]) |> is_pid()
      true
  """
  @spec spawn_opt(node, fun, list) :: pid | {pid, reference}
  def spawn_opt(node, fun, options)

  @doc """
  Spawns a process that calls a function, with options.

      iex> :erlang.spawn_opt(:erlang, :self, [], priority: :low) |> is_pid()
      true
  """
  @spec spawn_opt(module, atom, [term], list) :: pid | {pid, reference}
  def spawn_opt(module, function, args, options)

  @doc """
  Spawns a process on a node that calls a function, with options.

      iex> :erlang.spawn_opt(node(), :erlang, :self, [], []) |> is_pid()
      true
  """
  @spec spawn_opt(node, module, atom, [term], list) :: pid | {pid, reference}
  def spawn_opt(node, module, function, args, options)

  @doc """
  Spawns a process that calls a fun; a message tells its pid.

      iex> request = :erlang.spawn_request(fn -> :ok end)
      iex> receive(do: ({:spawn_reply, ^request, :ok, pid} -> is_pid(pid)))
      true
  """
  @spec spawn_request(fun) :: reference
  def spawn_request(fun)

  @doc """
  Spawns a process that calls a fun, with options; a message tells its pid.

      iex> request = :erlang.spawn_request(fn -> :ok end, reply_tag: :started)
      iex> receive(do: ({:started, ^request, :ok, pid} -> is_pid(pid)))
      true
  """
  @spec spawn_request(fun, list) :: reference
  def spawn_request(fun, options)

  @doc """
  Spawns a process that calls a function; a message tells its pid.

      iex> request = :erlang.spawn_request(:erlang, :self, [])
      iex> receive(do: ({:spawn_reply, ^request, :ok, pid} -> is_pid(pid)))
      true
  """
  @spec spawn_request(module, atom, [term]) :: reference
  def spawn_request(module, function, args)

  @doc """
  Spawns a process that calls a function, with options; a message tells its pid.

      iex> request = :erlang.spawn_request(:erlang, :self, [], [:link])
      iex> receive(do: ({:spawn_reply, ^request, :ok, pid} -> is_pid(pid)))
      true
  """
  @spec spawn_request(module, atom, [term], list) :: reference
  def spawn_request(module, function, args, options)

  @doc """
  Spawns a process on a node that calls a function, with options; a message tells its pid.

      iex> request = :erlang.spawn_request(node(), :erlang, :self, [], [])
      iex> receive(do: ({:spawn_reply, ^request, :ok, pid} -> is_pid(pid)))
      true
  """
  @spec spawn_request(node, module, atom, [term], list) :: reference
  def spawn_request(node, module, function, args, options)

  @doc """
  Gives a request up; false, since it has been served when it returns.

      iex> :erlang.spawn_request_abandon(make_ref())
      false
  """
  @spec spawn_request_abandon(reference) :: boolean
  def spawn_request_abandon(request)

  @doc """
  A binary in two, the first of that many bytes.

      iex> :erlang.split_binary("hello", 2)
      {"he", "llo"}
  """
  @spec split_binary(binary, non_neg_integer) :: {binary, binary}
  def split_binary(binary, size)

  @doc """
  Sends {timeout, Reference, Message} after some milliseconds.

      iex> timer = :erlang.start_timer(1, self(), :late)
      iex> receive(do: ({:timeout, ^timer, message} -> message))
      :late
  """
  @spec start_timer(non_neg_integer, pid | atom, term) :: reference
  def start_timer(milliseconds, destination, message)

  @doc """
  Sends {timeout, Reference, Message} after some milliseconds, or with abs at a time.

      iex> timer = :erlang.start_timer(1, self(), :late, [])
      iex> receive(do: ({:timeout, ^timer, message} -> message))
      :late
  """
  @spec start_timer(integer, pid | atom, term, [{:abs, boolean}]) :: reference
  def start_timer(time, destination, message, options)

  @doc """
  Counts and times of the machine.

      iex> {total, _since} = :erlang.statistics(:reductions)
      iex> total > 0
      true
  """
  @spec statistics(atom) :: term
  def statistics(item)

  @doc """
  Suspends a process.

      iex> pid = spawn(Process, :sleep, [:infinity])
      iex> :erlang.suspend_process(pid)
      true
      iex> Process.info(pid, :status)
      {:status, :suspended}
  """
  @spec suspend_process(pid) :: true
  def suspend_process(pid)

  @doc """
  Suspends a process, with options.

      iex> pid = spawn(Process, :sleep, [:infinity])
      iex> :erlang.suspend_process(pid, [])
      true
      iex> :erlang.suspend_process(pid, [:unless_suspending])
      false
  """
  @spec suspend_process(pid, [term]) :: boolean
  def suspend_process(pid, options)

  @doc """
  What there is to know of the machine.

      iex> :erlang.system_info(:schedulers) >= 1
      true
  """
  @spec system_info(term) :: term
  def system_info(item)

  @doc """
  The time since 1970, in nanoseconds.

      iex> :erlang.system_time() > 0
      true
  """
  @spec system_time() :: integer
  def system_time()

  @doc """
  The time since 1970, in a unit.

      iex> :erlang.system_time(:second) > 1_700_000_000
      true
  """
  @spec system_time(term) :: integer
  def system_time(unit)

  @doc """
  A term in the external format.

      iex> :erlang.term_to_binary({5})
      <<131, 104, 1, 97, 5>>
  """
  @spec term_to_binary(term) :: binary
  def term_to_binary(term)

  @doc """
  A term in the external format, with options.

      iex> :erlang.term_to_binary(1.5, minor_version: 1)
      <<131, 70, 63, 248, 0, 0, 0, 0, 0, 0>>
  """
  @spec term_to_binary(term, list) :: binary
  def term_to_binary(term, options)

  @doc """
  A term in the external format, as a list of binaries.

      iex> IO.iodata_to_binary(:erlang.term_to_iovec({5})) == :erlang.term_to_binary({5})
      true
  """
  @spec term_to_iovec(term) :: [binary]
  def term_to_iovec(term)

  @doc """
  A term in the external format, as a list of binaries, with options.

      iex> IO.iodata_to_binary(:erlang.term_to_iovec({5}, [])) == :erlang.term_to_binary({5})
      true
  """
  @spec term_to_iovec(term, list) :: [binary]
  def term_to_iovec(term, options)

  @doc """
  Raises an exception of the class throw.

      iex> try(do: :erlang.throw(:ball), catch: (value -> value))
      :ball
  """
  @spec throw(term) :: no_return
  def throw(value)

  @doc """
  The local time of day.

      iex> {hour, _minute, _second} = :erlang.time()
      iex> hour in 0..23
      true
  """
  @spec time() :: {0..23, 0..59, 0..59}
  def time()

  @doc """
  What the system time is ahead of the monotonic time, in nanoseconds.

      iex> is_integer(:erlang.time_offset())
      true
  """
  @spec time_offset() :: integer
  def time_offset()

  @doc """
  What the system time is ahead of the monotonic time, in a unit.

      iex> is_integer(:erlang.time_offset(:second))
      true
  """
  @spec time_offset(term) :: integer
  def time_offset(unit)

  @doc """
  The system time as megaseconds, seconds and microseconds.

      iex> {mega, _seconds, micro} = :erlang.timestamp()
      iex> mega > 1_000 and micro < 1_000_000
      true
  """
  @spec timestamp() :: {non_neg_integer, non_neg_integer, non_neg_integer}
  def timestamp()

  @doc """
  The tail of a list.

      iex> {:erlang.tl([1, 2]), :erlang.tl([1 | 2])}
      {[2], 2}
  """
  @spec tl(nonempty_maybe_improper_list) :: term
  def tl(list)

  @doc """
  A number without its fraction.

      iex> {:erlang.trunc(2.9), :erlang.trunc(-2.9)}
      {2, -2}
  """
  @spec trunc(number) :: integer
  def trunc(number)

  @doc """
  The number of elements of a tuple.

      iex> :erlang.tuple_size({:a, :b})
      2
  """
  @spec tuple_size(tuple) :: non_neg_integer
  def tuple_size(tuple)

  @doc """
  The elements of a tuple as a list.

      iex> :erlang.tuple_to_list({:a, :b})
      [:a, :b]
  """
  @spec tuple_to_list(tuple) :: list
  def tuple_to_list(tuple)

  @doc """
  Ends an alias of the calling process.

      iex> alias = :erlang.alias()
      iex> {:erlang.unalias(alias), :erlang.unalias(alias)}
      {true, false}
  """
  @spec unalias(reference) :: boolean
  def unalias(alias)

  @doc """
  An integer that no other call gives.

      iex> :erlang.unique_integer() == :erlang.unique_integer()
      false
  """
  @spec unique_integer() :: integer
  def unique_integer()

  @doc """
  An integer that no other call gives, with the modifiers positive and monotonic.

      iex> :erlang.unique_integer([:monotonic]) < :erlang.unique_integer([:monotonic])
      true
  """
  @spec unique_integer([:positive | :monotonic]) :: integer
  def unique_integer(modifiers)

  @doc """
  The universal date and time of day.

      iex> {{_, month, _}, _} = :erlang.universaltime()
      iex> month in 1..12
      true
  """
  @spec universaltime() :: {{integer, 1..12, 1..31}, {0..23, 0..59, 0..59}}
  def universaltime()

  @doc """
  A universal time as a local one.

      iex> {{_, _, _}, {_, minute, second}} = :erlang.universaltime_to_localtime({{2024, 1, 31}, {12, 0, 7}})
      iex> {minute in 0..59, second}
      {true, 7}
  """
  @spec universaltime_to_localtime(tuple) :: tuple
  def universaltime_to_localtime(time)

  @doc """
  Removes the link to a process: its exit has no effect from then on.

      iex> :erlang.unlink(self())
      true
  """
  @spec unlink(pid | port) :: true
  def unlink(target)

  @doc """
  Takes a name away.

      iex> :erlang.register(:erlang_doc_name, self())
      true
      iex> :erlang.unregister(:erlang_doc_name)
      true
  """
  @spec unregister(atom) :: true
  def unregister(name)

  @doc """
  The pid with that name, or undefined.

      iex> :erlang.whereis(:no_such_name)
      :undefined
  """
  @spec whereis(atom) :: pid | port | :undefined
  def whereis(name)

  @doc """
  Do two booleans differ?

      iex> :erlang.xor(true, false)
      true
  """
  @spec xor(boolean, boolean) :: boolean
  def xor(left, right)

  @doc """
  Lets other processes run.

      iex> :erlang.yield()
      true
  """
  @spec yield() :: true
  def yield()

  @doc """
  Starts a program of the host whose output comes as messages.

      iex> port = :erlang.open_port({:spawn_executable, ~c"/bin/cat"}, [:binary])
      iex> is_port(port)
      true
  """
  @spec open_port(term, list) :: port
  def open_port(name, options)

  @doc """
  Closes a port.

      iex> port = :erlang.open_port({:spawn_executable, ~c"/bin/cat"}, [:binary])
      iex> :erlang.port_close(port)
      true
  """
  @spec port_close(port | atom) :: true
  def port_close(port)

  @doc """
  Sends data to the program behind a port.

      iex> port = :erlang.open_port({:spawn_executable, ~c"/bin/cat"}, [:binary])
      iex> :erlang.port_command(port, "a")
      true
  """
  @spec port_command(port | atom, iodata) :: true
  def port_command(port, data)

  @doc """
  Sends data to the program behind a port, with options.

      iex> port = :erlang.open_port({:spawn_executable, ~c"/bin/cat"}, [:binary])
      iex> :erlang.port_command(port, "a", [])
      true
  """
  @spec port_command(port | atom, iodata, [:force | :nosuspend]) :: boolean
  def port_command(port, data, options)

  @doc """
  Makes a process the owner of a port.

      iex> port = :erlang.open_port({:spawn_executable, ~c"/bin/cat"}, [:binary])
      iex> :erlang.port_connect(port, self())
      true
  """
  @spec port_connect(port | atom, pid) :: true
  def port_connect(port, pid)

  @doc """
  What there is to know of a port.

      iex> port = :erlang.open_port({:spawn_executable, ~c"/bin/cat"}, [:binary])
      iex> is_list(:erlang.port_info(port))
      true
  """
  @spec port_info(port | atom) :: keyword | :undefined
  def port_info(port)

  @doc """
  One item of what there is to know of a port.

      iex> port = :erlang.open_port({:spawn_executable, ~c"/bin/cat"}, [:binary])
      iex> :erlang.port_info(port, :connected) == {:connected, self()}
      true
  """
  @spec port_info(port | atom, atom) :: {atom, term} | :undefined
  def port_info(port, item)

  @doc """
  The ports that are open.

      iex> port = :erlang.open_port({:spawn_executable, ~c"/bin/cat"}, [:binary])
      iex> port in :erlang.ports()
      true
  """
  @spec ports() :: [port]
  def ports()

  @doc """
  Ends the machine with status 0.

      iex> is_function(&:erlang.halt/0)
      true
  """
  @spec halt() :: no_return
  def halt()

  @doc """
  Ends the machine with a status.

      iex> is_function(&:erlang.halt/1)
      true
  """
  @spec halt(non_neg_integer | :abort | charlist) :: no_return
  def halt(status)

  @doc """
  Ends the machine with a status; `flush: false` does not wait for output.

      iex> is_function(&:erlang.halt/2)
      true
  """
  @spec halt(non_neg_integer | :abort | charlist, keyword) :: no_return
  def halt(status, options)

  @doc """
  Sets a flag of the machine and gives its old value.

      iex> old = :erlang.system_flag(:backtrace_depth, 12)
      iex> :erlang.system_flag(:backtrace_depth, old)
      12
  """
  @spec system_flag(atom, term) :: term
  def system_flag(flag, value)
end
