defmodule Settings do
  @defaults %{host: "localhost", port: 4000, ssl: false, tags: []}
  @required [:host, :port]

  def load(overrides) when is_list(overrides), do: overrides |> Map.new() |> load()

  def load(overrides) when is_map(overrides) do
    cfg = Map.merge(@defaults, overrides)

    case Enum.reject(@required, &Map.has_key?(cfg, &1)) do
      [] -> validate(cfg)
      missing -> {:error, {:missing, missing}}
    end
  end

  defp validate(%{port: p}) when not is_integer(p), do: {:error, {:bad_port, p}}
  defp validate(%{port: p}) when p < 1 or p > 65_535, do: {:error, {:port_range, p}}
  defp validate(%{host: h} = cfg) when is_binary(h) and h != "", do: {:ok, normalize(cfg)}
  defp validate(%{host: h}), do: {:error, {:bad_host, h}}

  defp normalize(cfg) do
    cfg
    |> Map.update!(:tags, fn
      nil -> []
      t when is_list(t) -> Enum.map(t, &to_string/1)
      t -> [to_string(t)]
    end)
    |> Map.put_new(:env, :prod)
    |> Map.update(:retries, 3, &max(&1, 1))
  end

  def url(%{ssl: true} = c), do: "https://" <> authority(c)
  def url(c), do: "http://" <> authority(c)

  defp authority(%{host: h, port: p}) when p in [80, 443], do: h
  defp authority(%{host: h, port: p}), do: "#{h}:#{p}"

  def fetch(cfg, [k]), do: Map.fetch(cfg, k)

  def fetch(cfg, [k | rest]) do
    with {:ok, sub} when is_map(sub) <- Map.fetch(cfg, k) do
      fetch(sub, rest)
    else
      {:ok, _} -> :error
      :error -> :error
    end
  end

  def get_in_or(cfg, path, default) do
    case fetch(cfg, path) do
      {:ok, nil} -> default
      {:ok, v} -> v
      :error -> default
    end
  end
end

{:ok, c} = Settings.load(port: 80, tags: :a)
IO.puts(Settings.url(c))
IO.inspect(Settings.load(%{port: "x"}))
IO.inspect(Settings.get_in_or(%{a: %{b: 1}}, [:a, :b], 0))
