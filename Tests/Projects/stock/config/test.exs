import Config
config :stock, env_name: "test"
