# Elixir's logger: macros that log, and the configuration of OTP's `:logger` in Elixir's words.

defmodule Logger do
  @moduledoc ~S"""
  Logs messages.

      require Logger
      Logger.info("started")
      Logger.debug(fn -> "costly: #{inspect(table)}" end)
      Logger.error("no such user", user: name)

  ## Levels

  From the most severe to the least: `:emergency`, `:alert`, `:critical`, `:error`, `:warning`, `:notice`, `:info`, `:debug`. A
  message is logged if its level is at least as severe as the primary level (`configure/1`), and as those of its module
  (`put_module_level/2`), its process (`put_process_level/2`) and the handler. `:all` and `:none` are levels to configure.

  ## Messages

  A message is a text, or a report: a keyword list or a map. It may be given as a function without arguments, which is called
  only if the message is logged, and which may return `{message, metadata}`.

  ## Metadata

  Each event has metadata: where it was logged (`:mfa`, `:file`, `:line`), by whom (`:pid`), when (`:time`), what the process has
  set with `metadata/1`, and what the call says. `Logger.Formatter` prints what it is told to.

  ## Handlers

  Where events go is up to handlers, which `:logger.add_handler/3` adds. The one that is there at the beginning, `:default`, prints
  on standard output. Crashes of processes, servers and supervisors are logged, too: `Logger.Translator` puts them into words.

  ## Configuration

  The environment of the application `:logger`, read when the first message is logged:

    * `:level` – the primary level, `:debug` by default
    * `:default_handler` – keys of the default handler's configuration, or `false` for none
    * `:default_formatter` – options of `Logger.Formatter.new/1` for it
    * `:handle_otp_reports` – whether crashes of OTP's processes are logged, `true` by default
    * `:handle_sasl_reports` – whether supervisors' reports and progress are logged, too; `false` by default
    * `:translator_inspect_opts` – options of `inspect/2` for terms in translated crashes

  Read when a module is compiled:

    * `:always_evaluate_messages` – whether messages are evaluated even if they are not logged, `false` by default
    * `:compile_time_purge_matching` – a list of keyword lists of metadata (`:application`, `:module`, `:function` as
      `"name/arity"`, `:level_lower_than`); calls that match all of one are left out of the code
  """

  @type level ::
          :emergency | :alert | :critical | :error | :warning | :warn | :notice | :info | :debug
  @type report :: map | keyword
  @type message :: :unicode.chardata() | String.Chars.t() | report
  @type metadata :: keyword
  @typedoc "Options of `configure/1`."
  @type configure_opts :: [
          level: level | :all | :none,
          translator_inspect_opts: Inspect.Opts.t(),
          sync_threshold: non_neg_integer,
          discard_threshold: pos_integer,
          truncate: non_neg_integer,
          utc_log: boolean
        ]
  @typedoc "Options of the default formatter."
  @type formatter_opts :: [Logger.Formatter.new_opts()]

  @levels [:emergency, :alert, :critical, :error, :warning, :notice, :info, :debug]

  ## Logging

  for level <- @levels do
    @doc """
    Logs a message at the level `#{inspect(level)}`.

    Returns `:ok`.

    ## Examples

        Logger.#{level}("text")
        Logger.#{level}(fn -> "evaluated if it is logged" end)
        Logger.#{level}([a: :report], user: 1)

    """
    defmacro unquote(level)(message_or_fun, metadata \\ []) do
      logging(unquote(level), message_or_fun, metadata, __CALLER__)
    end
  end

  @doc """
  Logs a warning.
  """
  @deprecated "Use Logger.warning/2 instead"
  defmacro warn(message_or_fun, metadata \\ []) do
    logging(:warning, message_or_fun, metadata, __CALLER__)
  end

  @doc """
  Logs a message at a level that may be known only when it runs.

  ## Examples

      Logger.log(level, "text")

  """
  defmacro log(level, message_or_fun, metadata \\ []) do
    logging(level, message_or_fun, metadata, __CALLER__)
  end

  @doc """
  Logs a message without the metadata of a place in the code: a function, where the others are macros.

  ## Examples

      Logger.bare_log(:info, "text", user: 1)

  """
  @spec bare_log(level, message | (-> message | {message, keyword}), keyword) :: :ok
  def bare_log(level, message_or_fun, metadata \\ []) do
    case __should_log__(level, nil) do
      nil -> :ok
      level -> __do_log__(level, message_or_fun, %{}, metadata)
    end
  end

  # The code of a call: nothing if it is purged, else a question and what to do if the answer is yes.
  defp logging(level, message, metadata, caller) do
    location = location(caller)

    cond do
      purged?(level, location, metadata) ->
        unlogged(message, metadata)

      Application.get_env(:logger, :always_evaluate_messages, false) ->
        quote do
          Logger.__evaluate_log__(unquote(message), fn message, evaluated ->
            case Logger.__should_log__(unquote(level), __MODULE__) do
              nil ->
                :ok

              level ->
                Logger.__do_log__(
                  level,
                  message,
                  unquote(Macro.escape(location)),
                  evaluated ++ unquote(metadata)
                )
            end
          end)
        end

      true ->
        quote do
          case Logger.__should_log__(unquote(level), __MODULE__) do
            nil ->
              :ok

            level ->
              Logger.__do_log__(
                level,
                unquote(message),
                unquote(Macro.escape(location)),
                unquote(metadata)
              )
          end
        end
    end
  end

  # Variables of a call that was left out count as used.
  defp unlogged(message, metadata) do
    quote do
      _ = fn -> {unquote(message), unquote(metadata)} end
      :ok
    end
  end

  # Where there is no function there is no place to speak of.
  defp location(%{function: nil} = caller), do: application(caller)

  defp location(%{module: module, function: {name, arity}} = caller) do
    Map.merge(application(caller), %{
      mfa: {module, name, arity},
      file: caller.file |> relative() |> String.to_charlist(),
      line: caller.line
    })
  end

  defp application(_caller) do
    case Application.get_env(:logger, :compile_time_application) do
      nil -> %{}
      application -> %{application: application}
    end
  end

  # Files of a project are named from its folder.
  defp relative(file) do
    if Application.get_env(:logger, :compile_time_application),
      do: Path.relative_to_cwd(file),
      else: file
  end

  defp purged?(level, location, metadata) do
    level = if is_atom(level), do: level

    known =
      if Keyword.keyword?(metadata),
        do: for({key, value} <- metadata, not is_tuple(value), into: location, do: {key, value}),
        else: location

    known =
      case known do
        %{mfa: {module, name, arity}} ->
          Map.merge(known, %{module: module, function: "#{name}/#{arity}"})

        _no_function ->
          known
      end

    :logger
    |> Application.get_env(:compile_time_purge_matching, [])
    |> Enum.any?(&purges?(&1, level, known))
  end

  defp purges?(matching, level, known) do
    Enum.all?(matching, fn
      {:level_lower_than, limit} -> level != nil and compare_levels(level, limit) == :lt
      {key, value} -> Map.fetch(known, key) == {:ok, value}
    end)
  end

  @doc false
  def __should_log__(level, module) do
    level = to_erlang(level)

    if enabled_level?(level, Process.get(:logger_level)) and :logger.allow(level, module),
      do: level
  end

  defp enabled_level?(_level, nil), do: true
  defp enabled_level?(level, limit), do: :logger.compare_levels(level, limit) != :lt

  @doc false
  def __evaluate_log__(fun, log) when is_function(fun, 0) do
    case fun.() do
      {message, metadata} when is_list(metadata) -> log.(message, metadata)
      message -> log.(message, [])
    end
  end

  def __evaluate_log__(message, log), do: log.(message, [])

  @doc false
  def __do_log__(level, fun, location, metadata) when is_function(fun, 0) do
    case fun.() do
      {message, more} -> __do_log__(level, message, location, Enum.concat(metadata, more))
      message -> __do_log__(level, message, location, metadata)
    end
  end

  def __do_log__(level, message, location, metadata)
      when is_binary(message) or is_list(message) or is_map(message) do
    :logger.macro_log(location, level, message, domained(metadata))
  end

  def __do_log__(level, other, location, metadata) do
    IO.warn(
      "passing #{inspect(other)} to Logger is deprecated, expected a map, a keyword list, " <>
        "a string, a list of strings, or a zero-arity anonymous function"
    )

    __do_log__(level, to_string(other), location, metadata)
  end

  # A place in the code is not taken away.
  defp domained(metadata) do
    metadata = Map.new(metadata)
    metadata = if metadata[:mfa] == nil, do: Map.delete(metadata, :mfa), else: metadata

    case metadata do
      %{domain: domain} = metadata when is_list(domain) ->
        %{metadata | domain: [:elixir | domain]}

      metadata ->
        Map.put(metadata, :domain, [:elixir])
    end
  end

  ## Metadata

  @doc """
  The metadata of the calling process.

  ## Examples

      iex> Logger.metadata(user: "ann")
      iex> Logger.metadata()
      [user: "ann"]

  """
  @spec metadata() :: metadata
  def metadata do
    case :logger.get_process_metadata() do
      :undefined -> []
      metadata -> Map.to_list(metadata)
    end
  end

  @doc """
  Adds to the metadata of the calling process; `nil` takes a key away.

  ## Examples

      iex> Logger.metadata(user: "ann", id: 1)
      iex> Logger.metadata(user: nil)
      iex> Logger.metadata()
      [id: 1]

  """
  @spec metadata(metadata) :: :ok
  def metadata(keyword) do
    metadata = Map.new(metadata())
    :logger.set_process_metadata(changed(metadata, keyword))
  end

  @doc """
  Sets the metadata of the calling process, in place of what was there.

  ## Examples

      iex> Logger.metadata(user: "ann")
      iex> Logger.reset_metadata(id: 1)
      iex> Logger.metadata()
      [id: 1]

  """
  @spec reset_metadata(metadata) :: :ok
  def reset_metadata(keyword \\ []), do: :logger.set_process_metadata(changed(%{}, keyword))

  defp changed(metadata, keyword) do
    Enum.reduce(keyword, metadata, fn
      {key, nil}, metadata -> Map.delete(metadata, key)
      {key, value}, metadata -> Map.put(metadata, key, value)
    end)
  end

  ## Levels

  @doc """
  The primary level.
  """
  @spec level() :: level | :all | :none
  def level, do: :logger.get_primary_config().level

  @doc """
  All levels.

  ## Examples

      iex> :warning in Logger.levels()
      true

  """
  @spec levels() :: [level, ...]
  def levels, do: [:error, :info, :debug, :emergency, :alert, :critical, :warning, :notice]

  @doc """
  Whether a level is more (`:gt`), less (`:lt`) or as (`:eq`) severe as another.

  ## Examples

      iex> Logger.compare_levels(:error, :info)
      :gt
      iex> Logger.compare_levels(:debug, :warning)
      :lt

  """
  @spec compare_levels(level, level) :: :eq | :lt | :gt
  def compare_levels(left, right), do: :logger.compare_levels(to_erlang(left), to_erlang(right))

  defp to_erlang(:warn) do
    IO.warn("the log level :warn is deprecated, use :warning instead")
    :warning
  end

  defp to_erlang(level), do: level

  @doc """
  Sets the level of one or several modules, which wins over the primary one.

  ## Examples

      iex> Logger.put_module_level(Some.Module, :error)
      iex> Logger.get_module_level(Some.Module)
      [{Some.Module, :error}]
      iex> Logger.delete_module_level(Some.Module)
      :ok

  """
  @spec put_module_level(module | [module], level | :all | :none) :: :ok | {:error, term}
  def put_module_level(modules, level), do: :logger.set_module_level(modules, to_erlang(level))

  @doc """
  The levels of those of the modules that have one of their own.
  """
  @spec get_module_level(module | [module]) :: [{module, level | :all | :none}]
  def get_module_level(modules), do: :logger.get_module_level(modules)

  @doc """
  Takes the level of one or several modules away.
  """
  @spec delete_module_level(module | [module]) :: :ok
  def delete_module_level(modules), do: :logger.unset_module_level(modules)

  @doc """
  Takes the levels of all modules away.
  """
  @spec delete_all_module_levels() :: :ok
  def delete_all_module_levels, do: :logger.unset_module_level()

  @doc """
  Sets the level of all modules of an application.
  """
  @spec put_application_level(atom, level | :all | :none) :: :ok | {:error, {:not_loaded, atom}}
  def put_application_level(application, level),
    do: :logger.set_application_level(application, to_erlang(level))

  @doc """
  Takes the level of all modules of an application away.
  """
  @spec delete_application_level(atom) :: :ok | {:error, {:not_loaded, atom}}
  def delete_application_level(application), do: :logger.unset_application_level(application)

  @doc """
  Sets the level of the calling process.

  ## Examples

      iex> Logger.put_process_level(self(), :error)
      iex> Logger.get_process_level(self())
      :error
      iex> Logger.delete_process_level(self())
      :ok

  """
  @spec put_process_level(pid, level | :all | :none) :: :ok
  def put_process_level(pid, level) when pid == self() do
    Process.put(:logger_level, level)
    :ok
  end

  @doc """
  The level of the calling process, or `nil`.
  """
  @spec get_process_level(pid) :: level | :all | :none | nil
  def get_process_level(pid) when pid == self(), do: Process.get(:logger_level)

  @doc """
  Takes the level of the calling process away.
  """
  @spec delete_process_level(pid) :: :ok
  def delete_process_level(pid) when pid == self() do
    Process.delete(:logger_level)
    :ok
  end

  @doc """
  Lets the calling process log again.
  """
  @deprecated "Use Logger.delete_process_level(pid) instead"
  @spec enable(pid) :: :ok
  def enable(pid) when pid == self(), do: delete_process_level(pid)

  @doc """
  Lets the calling process log nothing.
  """
  @deprecated "Use Logger.put_process_level(pid, :none) instead"
  @spec disable(pid) :: :ok
  def disable(pid) when pid == self(), do: put_process_level(pid, :none)

  @doc """
  Whether the calling process logs anything.
  """
  @deprecated "Use Logger.get_process_level(pid) instead"
  @spec enabled?(pid) :: boolean
  def enabled?(pid) when pid == self(), do: get_process_level(pid) != :none

  ## Configuration

  @doc """
  Changes the configuration: `:level`, `:translator_inspect_opts`. Which reports of OTP are handled is decided as the logger
  starts: it reads `:handle_otp_reports` and `:handle_sasl_reports` of its environment once.

  ## Examples

      Logger.configure(level: :warning)

  """
  @spec configure(configure_opts) :: :ok
  def configure(options) do
    Enum.each(options, fn {key, value} -> configure(key, value) end)
  end

  defp configure(:level, level) do
    :ok = :logger.set_primary_config(:level, to_erlang(level))
    Application.put_env(:logger, :level, level)
  end

  @configurable [
    :compile_time_application,
    :compile_time_purge_matching,
    :metadata,
    :always_evaluate_messages,
    :translator_inspect_opts
  ]

  defp configure(key, value) when key in @configurable,
    do: Application.put_env(:logger, key, value)

  @of_backends [
    :sync_threshold,
    :discard_threshold,
    :discard_threshold_periodic_check,
    :truncate,
    :utc_log
  ]

  defp configure(key, value) when key in @of_backends do
    IO.warn(
      "setting #{inspect(key)} in Logger.configure/1 is deprecated, add the :logger_backends " <>
        "dependency and configure it instead"
    )

    Application.put_env(:logger, key, value)
  end

  defp configure(_unknown, _value), do: :ok

  @doc """
  Returns when everything that has been logged so far is written.
  """
  @spec flush() :: :ok
  def flush do
    :logger_proxy.flush()

    for %{id: id, module: :logger_std_h} <- :logger.get_handler_config(),
        do: :logger_std_h.filesync(id)

    :ok
  end

  @doc """
  Adds the handlers that the environment of an application names under the key `:logger`, as
  `{:handler, id, module, config}`.
  """
  @spec add_handlers(atom) :: :ok | {:error, term}
  def add_handlers(application) when is_atom(application),
    do: :logger.add_handlers(Application.get_env(application, :logger, []))

  @doc """
  The formatter that the environment of the application `:logger` configures, with some options replaced.

  ## Examples

      iex> {Logger.Formatter, config} = Logger.default_formatter(metadata: [:user])
      iex> config.metadata
      [:user]

  """
  @spec default_formatter(formatter_opts) :: {module, term}
  def default_formatter(overrides \\ []) when is_list(overrides) do
    :logger
    |> Application.get_env(:default_formatter, [])
    |> Keyword.merge(overrides)
    |> Logger.Formatter.new()
  end

  @doc """
  Adds a translator of crash reports, which is asked before the others.
  """
  @spec add_translator({module, function :: atom}) :: :ok
  def add_translator({module, function} = translator)
      when is_atom(module) and is_atom(function),
      do: update_translators(&[translator | List.delete(&1, translator)])

  @doc """
  Removes a translator.
  """
  @spec remove_translator({module, function :: atom}) :: :ok
  def remove_translator({module, function} = translator)
      when is_atom(module) and is_atom(function),
      do: update_translators(&List.delete(&1, translator))

  defp update_translators(change) do
    %{translators: translators} = Logger.App.translator_options()
    Application.put_env(:logger, :translators, change.(translators))
    options = Logger.App.translator_options()
    :logger.remove_primary_filter(:logger_translator)

    :ok =
      :logger.add_primary_filter(
        :logger_translator,
        {&Logger.Utils.translator/2, options}
      )
  end

  ## Backends

  @doc """
  Adds a backend: a handler of `:gen_event` that hears every event.
  """
  @deprecated "Use LoggerBackends.add/2 from :logger_backends dependency"
  @spec add_backend(backend, keyword) :: :ok | {:ok, pid} | {:error, term}
        when backend: module | {module, term}
  def add_backend(backend, options \\ []), do: Logger.Backends.Internal.add(backend, options)

  @doc """
  Removes a backend.
  """
  @deprecated "Use LoggerBackends.remove/2 from :logger_backends dependency"
  @spec remove_backend(module | {module, term}, keyword) :: :ok | {:error, term}
  def remove_backend(backend, options \\ []),
    do: Logger.Backends.Internal.remove(backend, options)

  @doc """
  Configures a backend.
  """
  @deprecated "Use LoggerBackends.configure/2 from :logger_backends dependency"
  @spec configure_backend(module | {module, term}, keyword) :: term
  def configure_backend(backend, options) when is_list(options),
    do: Logger.Backends.Internal.configure(backend, options)
end
