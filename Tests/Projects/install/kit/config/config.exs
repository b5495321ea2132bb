import Config
config :kit, colour: :red, env: config_env()
