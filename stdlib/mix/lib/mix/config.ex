# How files of configuration were written before `Config`: kept for old projects.

defmodule Mix.Config do
  @moduledoc """
  The former way to write files of configuration: `use Mix.Config` instead of `import Config`.

  Deprecated: write `import Config`, and read files with `Config.Reader`.
  """
  @moduledoc deprecated: "Use Config and Config.Reader instead"

  @doc false
  @deprecated "Use the Config module instead"
  defmacro __using__(_) do
    quote do
      import Mix.Config, only: [config: 2, config: 3, import_config: 1]
    end
  end

  @doc false
  @deprecated "Use the Config module instead"
  defdelegate config(app, opts), to: Config

  @doc false
  @deprecated "Use the Config module instead"
  defdelegate config(app, key, opts), to: Config

  @doc false
  @deprecated "Use the Config module instead"
  defmacro import_config(path_or_wildcard) do
    quote do
      Mix.Config.__import__!(unquote(path_or_wildcard), __DIR__)
    end
  end

  # A path with wildcards may match no file; one without has to be there.
  @doc false
  def __import__!(path_or_wildcard, directory) do
    path = Path.expand(path_or_wildcard, directory)

    case Path.wildcard(path) do
      [] -> if not wildcard?(path), do: Config.__import__!(path)
      paths -> for path <- paths, do: Config.__import__!(path)
    end

    :ok
  end

  defp wildcard?(path), do: String.contains?(path, ["?", "*", "{", "["])

  @doc false
  @deprecated "Use Config.Reader.read_imports!/2 instead"
  def eval!(file, imports \\ []) do
    Config.Reader.read_imports!(file,
      imports: imports,
      env: Mix.env(),
      target: Mix.target()
    )
  end

  @doc false
  @deprecated "Use Config.Reader.read!/2 instead"
  def read!(file, imports \\ []) do
    Config.Reader.read!(file, imports: imports, env: Mix.env(), target: Mix.target())
  end

  @doc false
  @deprecated "Use the Config.Reader module instead"
  def read_wildcard!(path, imports \\ []) do
    paths = if wildcard?(path), do: Path.wildcard(path), else: [path]

    for path <- paths, reduce: [] do
      config ->
        read = Config.Reader.read!(path, imports: imports, env: Mix.env(), target: Mix.target())
        Config.Reader.merge(config, read)
    end
  end

  @doc false
  @deprecated "Manually validate the data instead"
  def validate!(config) do
    valid? =
      Keyword.keyword?(config) and Enum.all?(config, fn {_, value} -> Keyword.keyword?(value) end)

    if valid? do
      true
    else
      raise ArgumentError,
            "expected config to be a keyword list of keyword lists, got: #{inspect(config)}"
    end
  end

  @doc false
  @deprecated "Use Application.put_all_env/2 instead"
  def persist(config) do
    Application.put_all_env(config, persistent: true)
    for {app, _} <- config, do: app
  end

  @doc false
  @deprecated "Use Config.Reader.merge/2 instead"
  def merge(config1, config2), do: Config.Reader.merge(config1, config2)
end
