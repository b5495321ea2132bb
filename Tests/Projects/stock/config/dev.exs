import Config
config :stock, env_name: "dev"
