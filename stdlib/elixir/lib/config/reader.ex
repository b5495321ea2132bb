# Reads files of configuration.

defmodule Config.Reader do
  @moduledoc """
  Evaluates files of configuration (`Config`) and returns what they set. It is a `Config.Provider`, too.
  """

  @behaviour Config.Provider

  @typedoc "The environment and the target that `config_env/0` and `config_target/0` give, and whether files may be imported."
  @type config_opts :: [imports: [Path.t()] | :disabled, env: atom, target: atom]

  @impl true
  def init(opts) when is_list(opts) do
    {path, opts} = Keyword.pop!(opts, :path)
    Config.Provider.validate_config_path!(path)
    {path, opts}
  end

  def init(path), do: init(path: path)

  @impl true
  def load(config, {path, opts}) do
    merge(config, path |> Config.Provider.resolve_config_path!() |> read!(opts))
  end

  @doc """
  Evaluates text as the contents of a file.

      iex> Config.Reader.eval!("shop.exs", "import Config; config :shop, open: config_env() == :dev", env: :dev)
      [shop: [open: true]]

  """
  @doc since: "1.11.0"
  @spec eval!(Path.t(), binary, config_opts) :: keyword
  def eval!(file, contents, opts \\ []) when is_binary(file) and is_binary(contents) do
    {config, _} = Config.__eval__!(Path.expand(file), contents, opts)
    config
  end

  @doc """
  Reads a file.
  """
  @doc since: "1.9.0"
  @spec read!(Path.t(), config_opts) :: keyword
  def read!(file, opts \\ []) when is_binary(file) do
    {config, _} = read_file!(file, opts)
    config
  end

  @doc """
  Reads a file, and returns the files that it consists of besides.
  """
  @doc since: "1.9.0"
  @spec read_imports!(Path.t(), config_opts) :: {keyword, [Path.t()] | :disabled}
  def read_imports!(file, opts \\ []) when is_binary(file), do: read_file!(file, opts)

  defp read_file!(file, opts) do
    file = Path.expand(file)
    Config.__eval__!(file, File.read!(file), opts)
  end

  @doc """
  Merges two configurations: the second one wins, but keyword lists of the same key are merged.

      iex> Config.Reader.merge([shop: [open: true, stock: [limit: 1]]], [shop: [stock: [warn: 2]]])
      [shop: [open: true, stock: [limit: 1, warn: 2]]]

  """
  @doc since: "1.9.0"
  @spec merge(keyword, keyword) :: keyword
  def merge(config1, config2) when is_list(config1) and is_list(config2) do
    Config.__merge__(config1, config2)
  end
end
