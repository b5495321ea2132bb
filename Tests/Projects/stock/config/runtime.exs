import Config
config :stock, started_by: System.get_env("WHO", "nobody")
