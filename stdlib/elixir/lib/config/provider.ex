# What finds configuration elsewhere when a release starts.

defmodule Config.Provider do
  @moduledoc """
  A source of configuration: a module that adds to what is configured already.

  `c:init/1` gets what the provider was configured with and returns its state; `c:load/2` gets the configuration and that state,
  and returns the configuration with its own merged into it (`Config.Reader.merge/2`).

      defmodule Shop.JSONConfig do
        @behaviour Config.Provider

        @impl true
        def init(path) when is_binary(path), do: path

        @impl true
        def load(config, path) do
          settings = path |> File.read!() |> JSON.decode!()
          Config.Reader.merge(config, shop: [currency: settings["currency"]])
        end
      end
  """

  @typedoc "What applications are configured with."
  @type config :: keyword

  @typedoc "What `c:init/1` returned."
  @type state :: term

  @typedoc "An absolute path, or one below the folder that a variable of the environment names."
  @type config_path :: {:system, binary, binary} | binary

  @typedoc "Options of the start of a release."
  @type init_opts :: [
          extra_config: config,
          prune_runtime_sys_config_after_boot: boolean,
          reboot_system_after_config: boolean,
          validate_compile_env: [{atom, [atom], term}]
        ]

  @doc "Makes the provider's state out of what it was configured with."
  @callback init(term) :: state

  @doc "Adds to the configuration."
  @callback load(config, state) :: config

  @doc false
  defstruct [
    :providers,
    :config_path,
    extra_config: [],
    prune_runtime_sys_config_after_boot: false,
    reboot_system_after_config: false,
    validate_compile_env: false
  ]

  @doc """
  Checks that a value is a `t:config_path/0`.
  """
  @doc since: "1.9.0"
  @spec validate_config_path!(config_path) :: :ok
  def validate_config_path!({:system, name, path}) when is_binary(name) and is_binary(path),
    do: :ok

  def validate_config_path!(path) do
    if is_binary(path) and Path.type(path) != :relative do
      :ok
    else
      raise ArgumentError, """
      expected configuration path to be:

        * a binary representing an absolute path
        * a tuple {:system, system_var, path} where the config is the concatenation of the `system_var` with the given `path`

      Got: #{inspect(path)}
      """
    end
  end

  @doc """
  Returns the path that is meant.

      iex> Config.Provider.resolve_config_path!("/etc/shop.exs")
      "/etc/shop.exs"

  """
  @doc since: "1.9.0"
  @spec resolve_config_path!(config_path) :: binary
  def resolve_config_path!(path) when is_binary(path), do: path
  def resolve_config_path!({:system, name, path}), do: System.fetch_env!(name) <> path
end
