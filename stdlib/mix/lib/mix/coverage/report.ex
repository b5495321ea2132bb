# What was covered: a table, pages of the modules, and files that other runs add to.

defmodule Mix.Coverage.Report do
  @moduledoc false

  @typedoc "A module, its source file, and its lines with how often they ran."
  @type result :: {module, Path.t(), [{line :: pos_integer, count :: non_neg_integer}]}

  @threshold 90

  @doc "Shows the table, writes the pages, and lets the command fail if too little was covered."
  @spec tell([result], keyword) :: :ok
  def tell(results, coverage) do
    results = Enum.reject(results, fn {module, _, _} -> ignored?(module, coverage) end)
    summary = Keyword.get(coverage, :summary, true)

    if summary do
      threshold = if is_list(summary), do: summary[:threshold] || @threshold, else: @threshold
      summarize(results, threshold)
    end

    write_pages(results, coverage[:output])
  end

  defp ignored?(module, coverage) do
    Enum.any?(coverage[:ignore_modules] || [], fn
      %Regex{} = regex -> inspect(module) =~ regex
      name -> name == module
    end)
  end

  ## The table

  defp summarize(results, threshold) do
    rows =
      for {module, _, lines} <- results, do: {percentage(lines), inspect(module)}

    total = percentage(for {_, _, lines} <- results, line <- lines, do: line)
    width = rows |> Enum.map(&String.length(elem(&1, 1))) |> Enum.max(fn -> 0 end) |> max(10)
    rule = "|------------|-#{String.duplicate("-", width)}-|"

    Mix.shell().info("| Percentage | #{String.pad_trailing("Module", width)} |")
    Mix.shell().info(rule)
    for row <- Enum.sort(rows), do: show(row, width, threshold)
    Mix.shell().info(rule)
    show({total, "Total"}, width, threshold)
    Mix.shell().info("")
    if total < threshold, do: fail(total, threshold)
  end

  defp percentage([]), do: 100.0

  defp percentage(lines),
    do: Enum.count(lines, fn {_, count} -> count > 0 end) / length(lines) * 100

  defp show({percentage, name}, width, threshold) do
    color = if percentage >= threshold, do: :green, else: :red

    Mix.shell().info([
      "| ",
      color,
      String.pad_leading(percent(percentage), 10),
      :reset,
      " | ",
      String.pad_trailing(name, width),
      " |"
    ])
  end

  defp percent(number), do: :erlang.float_to_binary(number / 1, decimals: 2) <> "%"

  defp fail(total, threshold) do
    Mix.shell().info([:red, "Coverage test failed, threshold not met:\n", :reset])
    Mix.shell().info("    Coverage:  #{String.pad_leading(percent(total), 7)}")
    Mix.shell().info("    Threshold: #{String.pad_leading(percent(threshold), 7)}\n")
    System.at_exit(fn _ -> exit({:shutdown, 3}) end)
  end

  ## Pages

  defp write_pages(results, folder) do
    File.mkdir_p!(folder)

    for {module, source, lines} <- results, File.regular?(source) do
      File.write!(Path.join(folder, "#{module}.html"), page(module, source, Map.new(lines)))
    end

    Mix.shell().info("Generated HTML coverage results in #{inspect(folder)} directory")
  end

  defp page(module, source, lines) do
    rows =
      for {text, line} <- source |> File.read!() |> String.split("\n") |> Enum.with_index(1) do
        {kind, count} =
          case lines do
            %{^line => 0} -> {"missed", "0"}
            %{^line => count} -> {"ran", Integer.to_string(count)}
            _ -> {"", ""}
          end

        "<tr class=\"#{kind}\"><td>#{line}</td><td>#{count}</td><td><pre>#{escape(text)}</pre></td></tr>\n"
      end

    """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <title>#{escape(inspect(module))}</title>
    <style>
    table { border-spacing: 0; font-family: monospace }
    td { padding: 0 0.8em; color: #777; text-align: right }
    td:last-child { color: #000; text-align: left }
    pre { margin: 0 }
    .ran { background: #dfd }
    .missed { background: #fdd }
    </style>
    <h1>#{escape(inspect(module))}</h1>
    <p>#{percent(percentage(Map.to_list(lines)))} of #{map_size(lines)} lines in #{escape(Path.relative_to_cwd(source))}</p>
    <table>
    #{rows}</table>
    </html>
    """
  end

  defp escape(text) do
    text
    |> String.replace("&", "&amp;")
    |> String.replace("<", "&lt;")
    |> String.replace(">", "&gt;")
  end

  ## Files of results

  @doc "Writes the results into a file."
  @spec export([result], Path.t()) :: :ok
  def export(results, path) do
    File.mkdir_p!(Path.dirname(path))
    File.write!(path, :erlang.term_to_binary(results))
  end

  @doc "Reads files of results, and adds them up."
  @spec import([Path.t()]) :: [result]
  def import(paths) do
    paths
    |> Enum.flat_map(&(&1 |> File.read!() |> :erlang.binary_to_term()))
    |> Enum.group_by(fn {module, source, _} -> {module, source} end, &elem(&1, 2))
    |> Enum.map(fn {{module, source}, counts} -> {module, source, add(counts)} end)
    |> Enum.sort()
  end

  defp add(counts) do
    counts
    |> Enum.reduce(%{}, fn lines, sum ->
      Map.merge(sum, Map.new(lines), fn _, one, other -> one + other end)
    end)
    |> Enum.sort()
  end
end
