# A local, scalable store of keys for processes. Keys are in tables that everybody reads and writes; a partition's process, to which
# whoever registers is linked, deletes the keys of those that end.

defmodule Registry do
  @moduledoc ~S"""
  A store of keys for processes: names, topics, whatever processes want to be found by.

  A registry is started under a supervisor:

      children = [{Registry, keys: :unique, name: MyApp.Registry}]

  With `keys: :unique` a key belongs to one process; with `keys: :duplicate` to any number of them. A key goes away when its process
  ends, or calls `unregister/2`.

  ## Names

  A key of a unique registry is a name, wherever processes take one:

      name = {:via, Registry, {MyApp.Registry, "agent"}}
      {:ok, _} = Agent.start_link(fn -> 0 end, name: name)
      Agent.get(name, & &1)

  `{:via, Registry, {MyApp.Registry, "agent", value}}` registers with a value.

  ## Publishing

  Processes register in a duplicate registry under a topic, and `dispatch/3` calls a function with all of them:

      Registry.dispatch(MyApp.PubSub, "topic", fn entries ->
        for {pid, _value} <- entries, do: send(pid, :news)
      end)

  ## Partitions

  `partitions: System.schedulers_online()` divides a registry that is written to often. Keys of a unique registry are divided by key;
  those of a duplicate one by process, so that looking up visits all partitions, unless it is started with `keys: {:duplicate, :key}`.

  ## Listeners

  `listeners: [name]` names processes that are sent `{:register, registry, key, pid, value}` and `{:unregister, registry, key, pid}`. A
  listener that wants to hear of the end of processes monitors them.
  """

  @typedoc "The name of a registry."
  @type registry :: atom
  @typedoc "How many processes a key may belong to, and what keys are divided by."
  @type keys :: :unique | :duplicate | {:duplicate, :key} | {:duplicate, :pid}
  @type key :: term
  @type value :: term
  @type meta_key :: atom | tuple
  @type meta_value :: term
  @typedoc "A pattern of a match specification."
  @type match_pattern :: atom | term
  @typedoc "A guard of a match specification."
  @type guard :: atom | tuple
  @type guards :: [guard]
  @typedoc "The result of a match specification."
  @type body :: [term]
  @typedoc "A match specification."
  @type spec :: [{match_pattern, guards, body}]
  @typedoc "What listeners are sent."
  @type listener_message ::
          {:register, registry, key, registry_partition :: pid, value}
          | {:unregister, registry, key, registry_partition :: pid}
  @typedoc "An option of `start_link/1`."
  @type start_option ::
          {:keys, keys}
          | {:name, registry}
          | {:partitions, pos_integer}
          | {:listeners, [atom]}
          | {:meta, [{meta_key, meta_value}]}
          | {:compressed, boolean}
  @typedoc "Options of `dispatch/4`."
  @type dispatch_opts :: [parallel: boolean]

  ## Start

  @doc """
  The specification of a registry for a supervisor.

  ## Examples

      iex> Registry.child_spec(keys: :unique, name: MyApp.Registry).type
      :supervisor

  """
  @spec child_spec([start_option]) :: Supervisor.child_spec()
  def child_spec(options) do
    %{
      id: Keyword.get(options, :name, Registry),
      start: {Registry, :start_link, [options]},
      type: :supervisor
    }
  end

  @doc """
  Starts a registry, which is a supervisor.

  ## Options

    * `:keys` – required: `:unique`, `:duplicate`, `{:duplicate, :key}` or `{:duplicate, :pid}`
    * `:name` – required: the name of the registry and of its table
    * `:partitions` – how many, 1 by default
    * `:listeners` – names of processes to tell of what is registered
    * `:meta` – a keyword list for `meta/2`
    * `:compressed` – whether the tables are compressed

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.Start)
      iex> {:ok, _} = Registry.register(Registry.Doc.Start, "key", :value)
      iex> Registry.lookup(Registry.Doc.Start, "key")
      [{self(), :value}]

  """
  @spec start_link([start_option]) :: {:ok, pid} | {:error, term}
  def start_link(options) do
    kind = check_keys(Keyword.get(options, :keys))

    name =
      case Keyword.fetch(options, :name) do
        {:ok, name} when is_atom(name) ->
          name

        {:ok, other} ->
          raise ArgumentError, "expected :name to be an atom, got: #{inspect(other)}"

        :error ->
          raise ArgumentError, "expected :name option to be present"
      end

    meta = Keyword.get(options, :meta, [])
    partitions = Keyword.get(options, :partitions, 1)
    listeners = Keyword.get(options, :listeners, [])
    compressed = Keyword.get(options, :compressed, false)

    expect(Keyword.keyword?(meta), :meta, "a keyword list", meta)

    expect(
      is_integer(partitions) and partitions >= 1,
      :partitions,
      "a positive integer",
      partitions
    )

    expect(
      is_list(listeners) and Enum.all?(listeners, &is_atom/1),
      :listeners,
      "a list of named processes",
      listeners
    )

    expect(is_boolean(compressed), :compressed, "a boolean", compressed)

    # The table of the registry: keys -1 and -2 say what it is, numbers from 0 are partitions, the rest is metadata.
    entries = [
      {-1, {kind, partitions, nil}},
      {-2, {kind, partitions, listeners}} | Enum.map(meta, &meta_row/1)
    ]

    Registry.Supervisor.start_link(kind, name, partitions, entries, compressed)
  end

  @doc false
  @deprecated "Use Registry.start_link/1 instead"
  def start_link(keys, name, options \\ []),
    do: start_link([keys: keys, name: name] ++ options)

  defp check_keys(:unique), do: :unique
  defp check_keys(:duplicate), do: {:duplicate, :pid}
  defp check_keys({:duplicate, by}) when by in [:key, :pid], do: {:duplicate, by}

  defp check_keys(other) do
    raise ArgumentError,
          "expected :keys to be given and be one of :unique, :duplicate, {:duplicate, :key}, " <>
            "or {:duplicate, :pid}, got: #{inspect(other)}"
  end

  defp expect(true, _option, _expected, _given), do: :ok

  defp expect(false, option, expected, given) do
    raise ArgumentError, "expected #{inspect(option)} to be #{expected}, got: #{inspect(given)}"
  end

  defp meta_row({key, value}), do: {key, value}

  ## Names

  @doc false
  def whereis_name({registry, key}), do: whereis(registry, key)
  def whereis_name({registry, key, _value}), do: whereis(registry, key)

  defp whereis(registry, key) do
    case info!(registry) do
      {:unique, partitions, key_table} ->
        key_table = key_table || key_table!(registry, partition(key, partitions))

        case lookup_second(key_table, key) do
          {pid, _value} -> if Process.alive?(pid), do: pid, else: :undefined
          nil -> :undefined
        end

      {_duplicate, _partitions, _key_table} ->
        raise ArgumentError, ":via is not supported for duplicate registries"
    end
  end

  @doc false
  def register_name({registry, key}, pid), do: register_name(registry, key, nil, pid)
  def register_name({registry, key, value}, pid), do: register_name(registry, key, value, pid)

  defp register_name(registry, key, value, pid) when pid == self() do
    case register(registry, key, value) do
      {:ok, _partition} -> :yes
      {:error, {:already_registered, _pid}} -> :no
    end
  end

  @doc false
  def send({registry, key}, message) do
    case whereis(registry, key) do
      :undefined -> :erlang.error(:badarg, [{registry, key}, message])
      pid -> Kernel.send(pid, message)
    end
  end

  def send({registry, key, _value}, message), do: Registry.send({registry, key}, message)

  @doc false
  def unregister_name({registry, key}), do: unregister(registry, key)
  def unregister_name({registry, key, _value}), do: unregister(registry, key)

  ## Writing

  @doc """
  Registers the calling process under a key, with a value.

  Returns `{:ok, partition}`, or `{:error, {:already_registered, pid}}` from a unique registry whose key is taken.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.Register)
      iex> {:ok, _} = Registry.register(Registry.Doc.Register, "key", :value)
      iex> {:error, {:already_registered, pid}} =
      ...>   Registry.register(Registry.Doc.Register, "key", :other)
      iex> pid == self()
      true

  """
  @spec register(registry, key, value) :: {:ok, pid} | {:error, {:already_registered, pid}}
  def register(registry, key, value) when is_atom(registry) do
    pid = self()
    {kind, partitions, key_table} = info!(registry)
    {key_partition, pid_partition} = partitions(kind, key, pid, partitions)
    key_table = key_table || key_table!(registry, key_partition)
    {server, pid_table} = pid_table!(registry, pid_partition)

    # Linked before anything is written: the server must hear of this process's end.
    Process.link(server)

    case register_key(kind, server, key_table, key, {key, {pid, value}}) do
      {:ok, _server} = ok ->
        :ets.insert(pid_table, {pid, key, key_table})

        for listener <- listeners!(registry),
            do: Kernel.send(listener, {:register, registry, key, pid, value})

        ok

      {:error, {:already_registered, ^pid}} = error ->
        error

      {:error, _taken} = error ->
        unlink_if_unregistered(server, pid_table, pid)
        error
    end
  end

  defp register_key(:unique, server, key_table, key, entry) do
    if :ets.insert_new(key_table, entry) do
      {:ok, server}
    else
      case :ets.lookup(key_table, key) do
        [{^key, {pid, _value}} = taken] ->
          if Process.alive?(pid) do
            {:error, {:already_registered, pid}}
          else
            # It has ended, but the partition's process has not come to it.
            :ets.delete_object(key_table, taken)
            register_key(:unique, server, key_table, key, entry)
          end

        [] ->
          register_key(:unique, server, key_table, key, entry)
      end
    end
  end

  defp register_key(_duplicate, server, key_table, _key, entry) do
    true = :ets.insert(key_table, entry)
    {:ok, server}
  end

  @doc """
  Takes a key away from the calling process; all of its entries under it, in a duplicate registry.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.Unregister)
      iex> {:ok, _} = Registry.register(Registry.Doc.Unregister, "key", :value)
      iex> Registry.unregister(Registry.Doc.Unregister, "key")
      :ok
      iex> Registry.lookup(Registry.Doc.Unregister, "key")
      []

  """
  @spec unregister(registry, key) :: :ok
  def unregister(registry, key) when is_atom(registry) do
    pid = self()
    {kind, partitions, key_table} = info!(registry)
    {key_partition, pid_partition} = partitions(kind, key, pid, partitions)
    key_table = key_table || key_table!(registry, key_partition)
    {server, pid_table} = pid_table!(registry, pid_partition)

    # First from the table of keys: should this process end in between, its row leads the server there.
    row = {pid, key, key_table}

    :ets.select_delete(key_table, value_spec(key, :_, [own_entry(pid)], [true]))
    :ets.delete_object(pid_table, row)
    unlink_if_unregistered(server, pid_table, pid)
    told_unregistered(registry, key, pid)
    :ok
  end

  defp own_entry(pid), do: {:"=:=", {:element, 1, {:element, 2, :"$_"}}, pid}

  # A key may contain what a pattern would understand otherwise.
  defp pattern?(:_), do: true

  defp pattern?(atom) when is_atom(atom) do
    case Atom.to_string(atom) do
      "$" <> rest -> match?({_number, ""}, Integer.parse(rest))
      _other -> false
    end
  end

  defp pattern?([head | tail]), do: pattern?(head) or pattern?(tail)
  defp pattern?(tuple) when is_tuple(tuple), do: pattern?(Tuple.to_list(tuple))
  defp pattern?(map) when is_map(map), do: pattern?(:maps.values(map))
  defp pattern?(_other), do: false

  defp told_unregistered(registry, key, pid) do
    for listener <- listeners!(registry),
        do: Kernel.send(listener, {:unregister, registry, key, pid})
  end

  defp unlink_if_unregistered(server, pid_table, pid) do
    if not :ets.member(pid_table, pid), do: Process.unlink(server)
  end

  @doc """
  Takes those entries of the calling process under a key away whose value matches a pattern and guards.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :duplicate, name: Registry.Doc.Match)
      iex> {:ok, _} = Registry.register(Registry.Doc.Match, "key", {1, :a})
      iex> {:ok, _} = Registry.register(Registry.Doc.Match, "key", {2, :b})
      iex> Registry.unregister_match(Registry.Doc.Match, "key", {1, :_})
      iex> Registry.lookup(Registry.Doc.Match, "key")
      [{self(), {2, :b}}]

  """
  @spec unregister_match(registry, key, match_pattern, guards) :: :ok
  def unregister_match(registry, key, pattern, guards \\ []) when is_list(guards) do
    pid = self()
    {kind, partitions, key_table} = info!(registry)
    {key_partition, pid_partition} = partitions(kind, key, pid, partitions)
    key_table = key_table || key_table!(registry, key_partition)
    {server, pid_table} = pid_table!(registry, pid_partition)

    # Remove first from the table of keys: what is left there says how many entries the process keeps.
    spec = value_spec(key, pattern, [own_entry(pid) | guards], [true])
    deleted = :ets.select_delete(key_table, spec)

    left =
      for {^pid, _value} <- List.wrap(lookup_all(key_table, key)), do: {pid, key, key_table}

    if deleted > 0 do
      :ets.delete_object(pid_table, {pid, key, key_table})
      :ets.insert(pid_table, left)
      unlink_if_unregistered(server, pid_table, pid)
    end

    # Listeners hear of it once, when nothing is left under the key.
    if left == [], do: told_unregistered(registry, key, pid)
    :ok
  end

  @doc """
  Changes the value of a key of the calling process in a unique registry: `{new, old}`, or `:error` if the key is not its own.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.Update)
      iex> {:ok, _} = Registry.register(Registry.Doc.Update, "key", 1)
      iex> Registry.update_value(Registry.Doc.Update, "key", &(&1 + 1))
      {2, 1}

  """
  @spec update_value(registry, key, (value -> value)) :: {value, value} | :error
  def update_value(registry, key, callback) when is_atom(registry) and is_function(callback, 1) do
    case info!(registry) do
      {:unique, partitions, key_table} ->
        key_table = key_table || key_table!(registry, partition(key, partitions))

        case lookup_second(key_table, key) do
          {pid, old} when pid == self() ->
            new = callback.(old)
            :ets.insert(key_table, {key, {pid, new}})
            {new, old}

          _other ->
            :error
        end

      {kind, _partitions, _key_table} ->
        raise ArgumentError,
              "Registry.update_value/3 is not supported for #{inspect(kind)} registries"
    end
  end

  @doc """
  Calls a function while nobody else calls one with the same key of this registry.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.Lock)
      iex> Registry.lock(Registry.Doc.Lock, "key", fn -> :done end)
      :done

  """
  @spec lock(registry, lock_key :: term, (-> result)) :: result when result: var
  def lock(registry, lock_key, function)
      when is_atom(registry) and is_function(function, 0) do
    {_kind, partitions, _key_table} = info!(registry)
    {server, _pid_table} = pid_table!(registry, partition(lock_key, partitions))
    Registry.Partition.lock(server, lock_key, function)
  end

  ## Reading

  @doc """
  The processes under a key, with their values: `{pid, value}`.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :duplicate, name: Registry.Doc.Lookup)
      iex> {:ok, _} = Registry.register(Registry.Doc.Lookup, "key", :value)
      iex> Registry.lookup(Registry.Doc.Lookup, "key")
      [{self(), :value}]
      iex> Registry.lookup(Registry.Doc.Lookup, "other")
      []

  """
  @spec lookup(registry, key) :: [{pid, value}]
  def lookup(registry, key) when is_atom(registry) do
    case info!(registry) do
      {:unique, partitions, key_table} ->
        key_table = key_table || key_table!(registry, partition(key, partitions))

        case lookup_second(key_table, key) do
          {pid, _value} = pair -> if Process.alive?(pid), do: [pair], else: []
          nil -> []
        end

      info ->
        registry |> key_tables(info, key) |> Enum.flat_map(&lookup_all(&1, key))
    end
  end

  @doc """
  Calls a function with the entries under a key, once for each partition that has some; not at all if there are none.

  With `parallel: true` the partitions are dispatched to at the same time.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :duplicate, name: Registry.Doc.Dispatch)
      iex> {:ok, _} = Registry.register(Registry.Doc.Dispatch, "topic", :value)
      iex> Registry.dispatch(Registry.Doc.Dispatch, "topic", fn entries ->
      ...>   for {pid, value} <- entries, do: send(pid, {:news, value})
      ...> end)
      :ok

  """
  @spec dispatch(registry, key, dispatcher, dispatch_opts) :: :ok
        when dispatcher: (entries :: [{pid, value}] -> term) | {module, atom, [term]}
  def dispatch(registry, key, mfa_or_fun, opts \\ [])
      when is_atom(registry) and (is_function(mfa_or_fun, 1) or tuple_size(mfa_or_fun) == 3) do
    case info!(registry) do
      {:unique, _partitions, _key_table} ->
        dispatch_entries(mfa_or_fun, lookup(registry, key))

      info ->
        tables = key_tables(registry, info, key)

        if Keyword.get(opts, :parallel, false) and length(tables) > 1 do
          parent = self()

          tables
          |> Enum.map(fn table ->
            Task.async(fn ->
              Process.put(:"$registry_dispatcher", parent)
              dispatch_entries(mfa_or_fun, lookup_all(table, key))
            end)
          end)
          |> Enum.each(&Task.await(&1, :infinity))
        else
          Enum.each(tables, &dispatch_entries(mfa_or_fun, lookup_all(&1, key)))
        end
    end

    :ok
  end

  defp dispatch_entries(_mfa_or_fun, []), do: :ok

  defp dispatch_entries({module, function, arguments}, entries),
    do: apply(module, function, [entries | arguments])

  defp dispatch_entries(fun, entries), do: fun.(entries)

  @doc """
  The keys of a process, in no order; several times those that it has several entries of.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.Keys)
      iex> {:ok, _} = Registry.register(Registry.Doc.Keys, "key", :value)
      iex> Registry.keys(Registry.Doc.Keys, self())
      ["key"]

  """
  @spec keys(registry, pid) :: [key]
  def keys(registry, pid) when is_atom(registry) and is_pid(pid) do
    {_kind, partitions, _key_table} = info!(registry)
    {_server, pid_table} = pid_table!(registry, partition(pid, partitions))
    for {_pid, key, _key_table} <- :ets.lookup(pid_table, pid), do: key
  end

  @doc """
  The values that a process has under a key.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.Values)
      iex> {:ok, _} = Registry.register(Registry.Doc.Values, "key", :value)
      iex> Registry.values(Registry.Doc.Values, "key", self())
      [:value]

  """
  @spec values(registry, key, pid) :: [value]
  def values(registry, key, pid) when is_atom(registry) and is_pid(pid) do
    for {^pid, value} <- lookup(registry, key), do: value
  end

  @doc """
  The entries under a key whose value matches a pattern and guards, as in match specifications.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :duplicate, name: Registry.Doc.MatchValue)
      iex> {:ok, _} = Registry.register(Registry.Doc.MatchValue, "key", {1, :a})
      iex> Registry.match(Registry.Doc.MatchValue, "key", {:"$1", :_}, [{:>, :"$1", 5}])
      []

  """
  @spec match(registry, key, match_pattern, guards) :: [{pid, term}]
  def match(registry, key, pattern, guards \\ []) when is_atom(registry) and is_list(guards) do
    spec = value_spec(key, pattern, guards, [{:element, 2, :"$_"}])
    info = info!(registry)

    for table <- key_tables(registry, info, key), entry <- :ets.select(table, spec), do: entry
  end

  @doc """
  How many entries under a key `match/4` would return.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :duplicate, name: Registry.Doc.CountMatch)
      iex> {:ok, _} = Registry.register(Registry.Doc.CountMatch, "key", {1, :a})
      iex> Registry.count_match(Registry.Doc.CountMatch, "key", {1, :_})
      1

  """
  @spec count_match(registry, key, match_pattern, guards) :: non_neg_integer
  def count_match(registry, key, pattern, guards \\ [])
      when is_atom(registry) and is_list(guards) do
    spec = value_spec(key, pattern, guards, [true])
    info = info!(registry)
    registry |> key_tables(info, key) |> Enum.sum_by(&:ets.select_count(&1, spec))
  end

  # A key without variables is in the pattern, so that it is looked up rather than searched for.
  defp value_spec(key, pattern, guards, body) do
    if pattern?(key),
      do: [{{:_, {:_, pattern}}, [{:"=:=", {:element, 1, :"$_"}, {:const, key}} | guards], body}],
      else: [{{key, {:_, pattern}}, guards, body}]
  end

  @doc """
  Results of a match specification on all entries, as `{key, pid, value}`.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.Select)
      iex> {:ok, _} = Registry.register(Registry.Doc.Select, "key", :value)
      iex> Registry.select(Registry.Doc.Select, [
      ...>   {{:"$1", :_, :"$2"}, [], [{{:"$1", :"$2"}}]}
      ...> ])
      [{"key", :value}]

  """
  @spec select(registry, spec) :: [term]
  def select(registry, spec) when is_atom(registry) and is_list(spec) do
    spec = entry_spec(spec, "select/2")
    for table <- all_key_tables(registry), result <- :ets.select(table, spec), do: result
  end

  @doc """
  How many entries a match specification, whose body is `[true]`, is true for.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.CountSelect)
      iex> {:ok, _} = Registry.register(Registry.Doc.CountSelect, "key", :value)
      iex> Registry.count_select(Registry.Doc.CountSelect, [{{:_, :_, :value}, [], [true]}])
      1

  """
  @spec count_select(registry, spec) :: non_neg_integer
  def count_select(registry, spec) when is_atom(registry) and is_list(spec) do
    spec = entry_spec(spec, "count_select/2")
    registry |> all_key_tables() |> Enum.sum_by(&:ets.select_count(&1, spec))
  end

  defp entry_spec(spec, function) do
    for part <- spec do
      case part do
        {{key, pid, value}, guards, body} ->
          {{key, {pid, value}}, guards, body}

        _other ->
          raise ArgumentError,
                "invalid match specification in Registry.#{function}: #{inspect(spec)}"
      end
    end
  end

  @doc """
  How many entries there are.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.Count)
      iex> {:ok, _} = Registry.register(Registry.Doc.Count, "key", :value)
      iex> Registry.count(Registry.Doc.Count)
      1

  """
  @spec count(registry) :: non_neg_integer
  def count(registry) when is_atom(registry),
    do: registry |> all_key_tables() |> Enum.sum_by(&table_size/1)

  defp table_size(table) do
    case :ets.info(table, :size) do
      size when is_integer(size) -> size
      :undefined -> 0
    end
  end

  ## Metadata

  @doc """
  The metadata of a registry under a key: `{:ok, value}` or `:error`.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.Meta, meta: [a: 1])
      iex> Registry.meta(Registry.Doc.Meta, :a)
      {:ok, 1}

  """
  @spec meta(registry, meta_key) :: {:ok, meta_value} | :error
  def meta(registry, key) when is_atom(registry) and (is_atom(key) or is_tuple(key)) do
    case :ets.lookup(registry, key) do
      [{^key, value}] -> {:ok, value}
      [] -> :error
    end
  rescue
    ArgumentError -> raise ArgumentError, unknown_running(registry)
  end

  defp unknown_running(registry) do
    "unknown registry: #{inspect(registry)}. Either the registry name is invalid or the registry " <>
      "is not running, possibly because its application isn't started"
  end

  @doc """
  Sets metadata of a registry.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.PutMeta)
      iex> Registry.put_meta(Registry.Doc.PutMeta, :a, 1)
      :ok

  """
  @spec put_meta(registry, meta_key, meta_value) :: :ok
  def put_meta(registry, key, value)
      when is_atom(registry) and (is_atom(key) or is_tuple(key)) do
    true = :ets.insert(registry, {key, value})
    :ok
  rescue
    ArgumentError -> raise ArgumentError, "unknown registry: #{inspect(registry)}"
  end

  @doc """
  Deletes metadata of a registry.

  ## Examples

      iex> {:ok, _} = Registry.start_link(keys: :unique, name: Registry.Doc.DeleteMeta, meta: [a: 1])
      iex> Registry.delete_meta(Registry.Doc.DeleteMeta, :a)
      :ok

  """
  @spec delete_meta(registry, meta_key) :: :ok
  def delete_meta(registry, key) when is_atom(registry) and (is_atom(key) or is_tuple(key)) do
    true = :ets.delete(registry, key)
    :ok
  rescue
    ArgumentError -> raise ArgumentError, "unknown registry: #{inspect(registry)}"
  end

  ## Tables

  # {kind, partitions, table of keys}; the last is known only if there is one.
  defp info!(registry) do
    :ets.lookup_element(registry, -1, 2)
  rescue
    ArgumentError -> raise ArgumentError, "unknown registry: #{inspect(registry)}"
  end

  defp listeners!(registry), do: :ets.lookup_element(registry, -2, 2) |> elem(2)

  defp key_table!(registry, partition),
    do: :ets.lookup_element(registry, partition, 2) |> elem(0)

  defp pid_table!(registry, partition),
    do: :ets.lookup_element(registry, partition, 2) |> elem(1)

  # The tables in which entries of a key may be.
  defp key_tables(registry, {{:duplicate, :pid}, partitions, nil}, _key),
    do: for(partition <- 0..(partitions - 1)//1, do: key_table!(registry, partition))

  defp key_tables(registry, {_kind, partitions, nil}, key),
    do: [key_table!(registry, partition(key, partitions))]

  defp key_tables(_registry, {_kind, _partitions, key_table}, _key), do: [key_table]

  defp all_key_tables(registry) do
    {_kind, partitions, _key_table} = info!(registry)
    for partition <- 0..(partitions - 1)//1, do: key_table!(registry, partition)
  end

  defp partition(_term, 1), do: 0
  defp partition(term, partitions), do: :erlang.phash2(term, partitions)

  # {of the key, of the process}
  defp partitions({:duplicate, :pid}, _key, pid, partitions) do
    partition = partition(pid, partitions)
    {partition, partition}
  end

  defp partitions(_kind, key, pid, partitions),
    do: {partition(key, partitions), partition(pid, partitions)}

  # A registry that is being stopped may have no table any more.
  defp lookup_second(table, key) do
    :ets.lookup_element(table, key, 2, nil)
  rescue
    ArgumentError -> nil
  end

  defp lookup_all(table, key) do
    :ets.lookup_element(table, key, 2, [])
  rescue
    ArgumentError -> []
  end
end
