# What the logger is configured with: a table that everybody reads and `:logger_server` alone writes. The first look at it
# starts the server, so a program that never logs has neither.
#
#     {:"$primary_config$", level, config}     level is the number of config.level
#     {{:"$handler_config$", id}, config}
#     {:"$proxy_config$", config}
#     {module, level}                          modules with a level of their own

defmodule :logger_config do
  @moduledoc false

  @table :logger
  @primary :"$primary_config$"
  @proxy :"$proxy_config$"

  @doc "The table; starts the server that owns it if there is none."
  def table do
    if :ets.whereis(@table) == :undefined, do: :logger_server.start()
    @table
  end

  @doc "Makes the table, with the levels and handlers that a configuration of the logger begins with."
  def new(primary, proxy) do
    :ets.new(@table, [:named_table, :protected, read_concurrency: true])
    put_primary(primary)
    put_proxy(proxy)
  end

  @doc "Whether an event of a level passes the level of its module, or the primary one."
  def allow(level, module) do
    table = table()

    case :ets.lookup_element(table, module, 2, :none) do
      :none -> less_or_equal_level(level, :ets.lookup_element(table, @primary, 2))
      limit -> less_or_equal_level(level, limit)
    end
  end

  @doc "Whether an event of a level passes the primary level."
  def allow(level), do: less_or_equal_level(level, :ets.lookup_element(table(), @primary, 2))

  @levels [
    emergency: 0,
    alert: 1,
    critical: 2,
    error: 3,
    warning: 4,
    notice: 5,
    info: 6,
    debug: 7
  ]

  @doc "Whether a level is at least as severe as the level of a number."
  for {level, number} <- @levels do
    def less_or_equal_level(unquote(level), limit), do: unquote(number) <= limit
  end

  @doc "The number of a level: the more severe, the smaller."
  def level_to_int(:none), do: -1
  def level_to_int(:all), do: 10

  for {level, number} <- @levels do
    def level_to_int(unquote(level)), do: unquote(number)
  end

  @doc "The level of a number."
  def int_to_level(-1), do: :none
  def int_to_level(10), do: :all

  for {level, number} <- @levels do
    def int_to_level(unquote(number)), do: unquote(level)
  end

  @doc "Whether a term is a level, `:all` and `:none` included."
  def level?(level),
    do: level in [:none, :all] or :lists.keymember(level, 1, @levels)

  @doc "The primary configuration."
  def primary, do: :ets.lookup_element(table(), @primary, 3)

  def put_primary(config),
    do: :ets.insert(@table, {@primary, level_to_int(config.level), config})

  @doc "The configuration of what reports for the machine."
  def proxy, do: :ets.lookup_element(table(), @proxy, 2)

  def put_proxy(config), do: :ets.insert(@table, {@proxy, config})

  @doc "The configuration of a handler: `{:ok, config}`, or an error."
  def handler(id) do
    case :ets.lookup(table(), {:"$handler_config$", id}) do
      [{_key, config}] -> {:ok, config}
      [] -> {:error, {:not_found, id}}
    end
  end

  def put_handler(id, config), do: :ets.insert(@table, {{:"$handler_config$", id}, config})
  def delete_handler(id), do: :ets.delete(@table, {:"$handler_config$", id})

  @doc "The names of the handlers, the one that was added last first."
  def handlers, do: primary().handlers

  @doc "The level of a module, or the primary one."
  def module_level(module) do
    case :ets.lookup_element(table(), module, 2, :none) do
      :none -> primary().level
      level -> int_to_level(level)
    end
  end

  @doc "The modules that have a level of their own."
  def module_levels do
    for {module, level} <- :lists.sort(:ets.tab2list(table())),
        is_atom(module) and is_integer(level),
        do: {module, int_to_level(level)}
  end

  def put_module_level(module, level), do: :ets.insert(@table, {module, level_to_int(level)})
  def delete_module_level(module), do: :ets.delete(@table, module)
end
