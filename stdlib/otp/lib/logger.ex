# OTP's logger: what programs call to log and to configure. The way of an event is `:logger_backend`'s, changes are
# `:logger_server`'s; Elixir's `Logger` stands on this module.

defmodule :logger do
  @moduledoc """
  The logger that all of the system shares.

  An event has a level, a message and metadata. It passes the primary level and filters, and then those of each handler;
  handlers write it somewhere, rendered by their formatter.
  """

  @config :logger_config
  @server :logger_server

  @type level ::
          :emergency | :alert | :critical | :error | :warning | :notice | :info | :debug
  @type report :: map | [{atom, term}]
  @type message :: {:string, :unicode.chardata()} | {:report, report} | {:io.format(), [term]}
  @type metadata :: map
  @type log_event :: %{level: level, msg: message, meta: metadata}
  @type filter_return :: :stop | :ignore | log_event
  @type filter :: {(log_event, term -> filter_return), term}
  @type handler_config :: map
  @type timestamp :: integer

  ## Logging

  for level <- [:emergency, :alert, :critical, :error, :warning, :notice, :info, :debug] do
    @doc "Logs a text or a report at the level `#{inspect(level)}`."
    def unquote(level)(string_or_report), do: log(unquote(level), string_or_report)

    @doc "Logs at the level `#{inspect(level)}`: see `log/3`."
    def unquote(level)(message, rest), do: log(unquote(level), message, rest)

    @doc "Logs at the level `#{inspect(level)}`: see `log/4`."
    def unquote(level)(fun_or_format, arguments, metadata),
      do: log(unquote(level), fun_or_format, arguments, metadata)
  end

  @doc "Logs a text or a report."
  @spec log(level, :unicode.chardata() | report) :: :ok
  def log(level, string_or_report) do
    if allow(level), do: log_message(%{}, level, string_or_report, %{})
    :ok
  end

  @doc """
  Logs a text or a report with metadata; or a format with its arguments; or what a function makes of its argument, which
  is called only if the level is logged.
  """
  def log(level, message, metadata) when is_map(metadata) and not is_function(message, 1) do
    if allow(level), do: log_message(%{}, level, message, metadata)
    :ok
  end

  def log(level, fun_or_format, arguments) do
    if allow(level), do: log_allowed(%{}, level, fun_or_format, arguments, %{})
    :ok
  end

  @doc "As `log/3` with a format or a function, and metadata."
  def log(level, fun_or_format, arguments, metadata) do
    if allow(level), do: log_allowed(%{}, level, fun_or_format, arguments, metadata)
    :ok
  end

  @doc "Whether an event of a level would be logged, apart from filters."
  def allow(level), do: @config.allow(level)

  @doc "Whether an event of a level would be logged for a module, apart from filters."
  def allow(level, module) when is_atom(module), do: @config.allow(level, module)

  @doc "Logs without asking `allow/2`; the location is metadata that everything else wins over."
  def macro_log(location, level, string_or_report),
    do: log_message(location, level, string_or_report, %{})

  def macro_log(location, level, message, metadata)
      when is_map(metadata) and not is_function(message, 1),
      do: log_message(location, level, message, metadata)

  def macro_log(location, level, fun_or_format, arguments),
    do: log_allowed(location, level, fun_or_format, arguments, %{})

  def macro_log(location, level, fun_or_format, arguments, metadata),
    do: log_allowed(location, level, fun_or_format, arguments, metadata)

  defp log_allowed(location, level, fun, argument, metadata) when is_function(fun, 1) do
    case lazy(fun, argument) do
      {message, more} when is_map(more) ->
        log_message(location, level, message, Map.merge(metadata, more))

      :ignore ->
        :ok

      message ->
        log_message(location, level, message, metadata)
    end
  end

  defp log_allowed(location, level, format, arguments, metadata),
    do: log_message(location, level, {format, arguments}, metadata)

  defp lazy(fun, argument) do
    fun.(argument)
  catch
    kind, reason ->
      {~c"LAZY_FUN CRASH: ~tp; Reason: ~tp", [{fun, argument}, {kind, reason}]}
  end

  # Later ones win: location, what is known of the process, what it has set, and what the call says.
  defp log_message(location, level, message, metadata) do
    primary = @config.primary()

    metadata =
      defaults(metadata)
      |> Map.merge(primary.metadata)
      |> Map.merge(location)
      |> Map.merge(process_metadata())
      |> Map.merge(metadata)

    do_log_allowed(level, message, metadata, primary)
  end

  defp defaults(%{pid: _, gl: _, time: _}), do: %{}
  defp defaults(_), do: %{pid: self(), gl: :erlang.group_leader(), time: timestamp()}

  defp do_log_allowed(level, {format, arguments}, metadata, primary) when is_list(arguments),
    do: backend(level, {format, arguments}, metadata, primary)

  defp do_log_allowed(level, report, metadata, primary)
       when is_map(report) or (is_list(report) and report != [] and is_tuple(hd(report))),
       do: backend(level, {:report, report}, metadata, primary)

  defp do_log_allowed(level, string, metadata, primary) when is_list(string) or is_binary(string),
    do: backend(level, {:string, string}, metadata, primary)

  defp backend(level, message, metadata, primary),
    do: :logger_backend.log_allowed(%{level: level, msg: message, meta: metadata}, primary)

  ## Texts of reports

  @doc """
  The format and arguments that a report is logged with if nothing else is said.

      iex> :logger.format_report(%{a: 1})
      {~c"    ~tp: ~tp", [:a, 1]}

  """
  @spec format_report(report) :: {:io.format(), [term]}
  def format_report(report) when is_map(report), do: format_report(:maps.to_list(report))

  def format_report(report) when is_list(report) do
    cond do
      report == [] -> {~c"~tp", [[]]}
      :io_lib.printable_unicode_list(report) -> {~c"~ts", [report]}
      true -> format_fields(report)
    end
  end

  def format_report(report), do: {~c"~tp", [report]}

  defp format_fields(report) do
    {formats, arguments} =
      :lists.mapfoldl(
        fn
          {key, value}, before -> {~c"    ~tp: ~tp", [value, key | before]}
          value, before -> {~c"    ~tp", [value | before]}
        end,
        [],
        report
      )

    {:lists.append(:lists.join(~c"\n", formats)), :lists.reverse(arguments)}
  end

  @doc "As `format_report/1`, for the reports of OTP's own modules: without their label."
  def format_otp_report(%{label: _, report: report}), do: format_report(report)
  def format_otp_report(report), do: format_report(report)

  ## Primary configuration

  @doc "Sets one key of the primary configuration: `:level`, `:filters`, `:filter_default` or `:metadata`."
  def set_primary_config(key, value), do: @server.call({:set_primary, key, value})

  @doc "Sets the primary configuration; what is not said gets its default."
  def set_primary_config(config), do: @server.call({:set_primary, config})

  @doc "Changes some keys of the primary configuration."
  def update_primary_config(config), do: @server.call({:update_primary, config})

  @doc "The primary configuration."
  def get_primary_config, do: Map.delete(@config.primary(), :handlers)

  @doc "Adds a filter that all events pass before any handler sees them."
  def add_primary_filter(name, filter),
    do: @server.call({:add_filter, :primary, {name, filter}})

  @doc "Removes a filter of the logger."
  def remove_primary_filter(name), do: @server.call({:remove_filter, :primary, name})

  ## Handlers

  @doc "Adds a handler: a module with `log/2`."
  def add_handler(id, module, config), do: @server.call({:add_handler, id, module, config})

  @doc "Removes a handler."
  def remove_handler(id), do: @server.call({:remove_handler, id})

  @doc "Adds the handlers, filters and levels of modules that an application's environment or a list names."
  def add_handlers(application) when is_atom(application),
    do: add_handlers(:application.get_env(application, :logger, []))

  def add_handlers(configuration) when is_list(configuration) do
    :lists.foldl(
      fn
        item, :ok -> apply_item(item)
        _item, error -> error
      end,
      :ok,
      configuration
    )
  end

  defp apply_item({:handler, id, module, config}), do: add_handler(id, module, config)
  defp apply_item({:handler, id, :undefined}), do: remove_handler(id)
  defp apply_item({:module_level, level, modules}), do: set_module_level(modules, level)

  defp apply_item({:filters, default, filters}),
    do: update_primary_config(%{filters: filters, filter_default: default})

  defp apply_item(other), do: {:error, {:bad_config, other}}

  @doc "Sets one key of a handler's configuration."
  def set_handler_config(id, key, value), do: @server.call({:set_handler, id, key, value})

  @doc "Sets a handler's configuration; what is not said gets its default."
  def set_handler_config(id, config), do: @server.call({:set_handler, id, config})

  @doc "Changes one key of a handler's configuration; of `:config` what is not said stays."
  def update_handler_config(id, key, value), do: @server.call({:update_handler, id, key, value})

  @doc "Changes some keys of a handler's configuration."
  def update_handler_config(id, config), do: @server.call({:update_handler, id, config})

  @doc "Changes the configuration of a handler's formatter."
  def update_formatter_config(id, config) when is_map(config),
    do: @server.call({:update_formatter, id, config})

  @doc "Changes one key of the configuration of a handler's formatter."
  def update_formatter_config(id, key, value), do: update_formatter_config(id, %{key => value})

  @doc "A handler's configuration: `{:ok, config}`, or an error."
  def get_handler_config(id) do
    with {:ok, config} <- @config.handler(id), do: {:ok, shown(config)}
  end

  @doc "The configurations of all handlers."
  def get_handler_config do
    for id <- get_handler_ids(), {:ok, config} <- [get_handler_config(id)], do: config
  end

  # A handler may keep what is nobody else's business.
  defp shown(%{module: module} = config) do
    if :erlang.function_exported(module, :filter_config, 1),
      do: module.filter_config(config),
      else: config
  end

  @doc "The names of the handlers."
  def get_handler_ids, do: :lists.sort(@config.handlers())

  @doc "Adds a filter to a handler."
  def add_handler_filter(id, name, filter),
    do: @server.call({:add_filter, id, {name, filter}})

  @doc "Removes a filter of a handler."
  def remove_handler_filter(id, name), do: @server.call({:remove_filter, id, name})

  ## What reports for the machine

  @doc "Sets how the machine's own reports are queued; what is not said gets its default."
  def set_proxy_config(config), do: @server.call({:set_proxy, config})

  @doc "Changes how the machine's own reports are queued."
  def update_proxy_config(config), do: @server.call({:update_proxy, config})

  @doc "How the machine's own reports are queued."
  def get_proxy_config, do: @config.proxy()

  ## Levels

  @doc "Sets the level of modules, which wins over the primary one."
  def set_module_level(module, level) when is_atom(module), do: set_module_level([module], level)
  def set_module_level(modules, level), do: @server.call({:set_module_levels, modules, level})

  @doc "Takes the level of modules away."
  def unset_module_level(module) when is_atom(module), do: unset_module_level([module])
  def unset_module_level(modules), do: @server.call({:unset_module_levels, modules})

  @doc "Takes the levels of all modules away."
  def unset_module_level, do: @server.call(:unset_module_levels)

  @doc "The levels of modules."
  def get_module_level(module) when is_atom(module), do: get_module_level([module])

  def get_module_level(modules) when is_list(modules),
    do: for({module, level} <- get_module_level(), module in modules, do: {module, level})

  @doc "The modules that have a level of their own."
  def get_module_level, do: @config.module_levels()

  @doc "Sets the level of all modules of an application."
  def set_application_level(application, level) do
    case :application.get_key(application, :modules) do
      {:ok, modules} -> set_module_level(modules, level)
      :undefined -> {:error, {:not_loaded, application}}
    end
  end

  @doc "Takes the level of all modules of an application away."
  def unset_application_level(application) do
    case :application.get_key(application, :modules) do
      {:ok, modules} -> unset_module_level(modules)
      :undefined -> {:error, {:not_loaded, application}}
    end
  end

  @doc """
  Whether a level is more (`:gt`), less (`:lt`) or as (`:eq`) severe as another.

      iex> :logger.compare_levels(:error, :info)
      :gt

  """
  @spec compare_levels(level | :all | :none, level | :all | :none) :: :gt | :lt | :eq
  def compare_levels(left, right) do
    if not (@config.level?(left) and @config.level?(right)),
      do: :erlang.error(:badarg, [left, right])

    case {@config.level_to_int(left), @config.level_to_int(right)} do
      {same, same} -> :eq
      {left, right} when left < right -> :gt
      _less -> :lt
    end
  end

  ## Metadata of processes

  @key :"$logger_metadata$"

  defp process_metadata do
    case :erlang.get(@key) do
      :undefined -> %{}
      metadata -> metadata
    end
  end

  @doc "Sets the metadata of all events of the calling process."
  def set_process_metadata(metadata) when is_map(metadata) do
    :erlang.put(@key, metadata)
    :ok
  end

  def set_process_metadata(metadata), do: :erlang.error(:badarg, [metadata])

  @doc "Adds to the metadata of the calling process."
  def update_process_metadata(metadata) when is_map(metadata),
    do: set_process_metadata(Map.merge(process_metadata(), metadata))

  def update_process_metadata(metadata), do: :erlang.error(:badarg, [metadata])

  @doc "The metadata of the calling process, or `:undefined`."
  def get_process_metadata, do: :erlang.get(@key)

  @doc "Takes the metadata of the calling process away."
  def unset_process_metadata do
    :erlang.erase(@key)
    :ok
  end

  ## All of it

  @doc "The whole configuration."
  def get_config do
    %{
      primary: get_primary_config(),
      handlers: get_handler_config(),
      proxy: get_proxy_config(),
      module_levels: get_module_level()
    }
  end

  @doc "Goes back to the configuration that the environment of the applications says."
  def reconfigure do
    for id <- get_handler_ids(), do: remove_handler(id)
    unset_module_level()
    {primary, handlers} = Logger.App.configuration()
    set_primary_config(primary)
    for {id, module, config} <- handlers, do: add_handler(id, module, config)
    :ok
  end

  @doc "Prints the whole configuration."
  def i, do: :logger_overview.print([:primary, :handlers, :proxy, :modules])

  @doc "Prints a part of the configuration: `:primary`, `:handlers`, `:proxy`, `:modules`, or one handler's."
  def i(part) when part in [:primary, :handlers, :proxy, :modules],
    do: :logger_overview.print([part])

  def i(id) when is_atom(id), do: :logger_overview.print([{:handler, id}])

  @doc "Now, as metadata has it: the system time in microseconds."
  @spec timestamp() :: timestamp
  def timestamp, do: :os.system_time(:microsecond)
end
