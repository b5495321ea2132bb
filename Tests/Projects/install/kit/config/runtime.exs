import Config
config :util, size: 3
