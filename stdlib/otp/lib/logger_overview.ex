# Prints the logger's configuration as `:logger.i/0` shows it.

defmodule :logger_overview do
  @moduledoc false

  @doc "Prints parts of the configuration."
  def print(parts) do
    for part <- parts, do: :io.put_chars([part(part), ?\n])
    :ok
  end

  defp part(:primary) do
    config = :logger.get_primary_config()

    lines([
      {0, "Primary configuration: "},
      {1, ["Level: ", word(config.level)]},
      {1, ["Filter Default: ", word(config.filter_default)]},
      {1, "Filters: "}
      | filters(config.filters, 2)
    ])
  end

  defp part(:handlers) do
    case :logger.get_handler_config() do
      [] -> lines([{0, "Handler configuration: "}])
      configs -> lines([{0, "Handler configuration: "} | :lists.flatmap(&handler/1, configs)])
    end
  end

  defp part({:handler, id}) do
    case :logger.get_handler_config(id) do
      {:ok, config} -> lines([{0, "Handler configuration: "} | handler(config)])
      {:error, _not_found} -> lines([{0, "Handler configuration: "}])
    end
  end

  defp part(:proxy),
    do: lines([{0, "Proxy configuration: "} | fields(:logger.get_proxy_config(), 1)])

  defp part(:modules) do
    levels = for {module, level} <- :logger.get_module_level(), do: module(module, level)
    lines([{0, "Level set per module: "} | :lists.append(levels)])
  end

  defp module(module, level),
    do: [{1, ["Module: ", word(module)]}, {2, ["Level: ", word(level)]}]

  defp handler(config) do
    {formatter, formatter_config} = config.formatter
    own = Map.get(config, :config, %{})

    [
      {1, ["Id: ", word(config.id)]},
      {2, ["Module: ", word(config.module)]},
      {2, ["Level:  ", word(config.level)]},
      {2, "Formatter:"},
      {3, ["Module: ", word(formatter)]},
      {3, "Config:"}
    ] ++
      fields(formatter_config, 4) ++
      [{2, ["Filter Default: ", word(config.filter_default)]}, {2, "Filters:"}] ++
      filters(config.filters, 3) ++
      [{2, "Handler Config:"} | fields(own, 3)]
  end

  defp filters(filters, depth) do
    :lists.flatmap(
      fn {id, {fun, argument}} ->
        [
          {depth, ["Id: ", word(id)]},
          {depth + 1, field("Fun", fun, depth + 1)},
          {depth + 1, field("Arg", argument, depth + 1)}
        ]
      end,
      filters
    )
  end

  defp fields(map, depth) when is_map(map) do
    for {key, value} <- :lists.sort(:maps.to_list(map)),
        do: {depth, field(word(key), value, depth)}
  end

  defp fields(value, depth), do: [{depth, :io_lib.format(~c"~tp", [value])}]

  # A value that takes several lines goes on below itself.
  defp field(name, value, depth) do
    name = [name, ": "]
    column = depth * 4 + String.length(IO.chardata_to_string(name)) + 1
    [name, :io_lib.print(value, column, 80, -1)]
  end

  defp word(atom), do: :io_lib.format(~c"~tp", [atom])

  defp lines(lines) do
    :lists.join(?\n, for({depth, text} <- lines, do: [:lists.duplicate(depth * 4, ?\s), text]))
  end
end
