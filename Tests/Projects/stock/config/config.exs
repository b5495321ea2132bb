import Config
config :stock, warehouses: [:north, :south], backend: Stock.Memory
config :stock, Stock.Server, capacity: 10
config :logger, :default_formatter, format: "$level $message\n"
import_config "#{config_env()}.exs"
