# What stands between OTP's logger and Elixir's: the filters that ask a process for its level and that translate reports, and
# texts of formats in Elixir's syntax.

defmodule Logger.Utils do
  @moduledoc false

  @doc """
  Filters by the level that a process has set for itself.
  """
  def process_level(%{level: level}, _options) do
    case Process.get(:logger_level) do
      nil -> :ignore
      limit -> if :logger.compare_levels(level, limit) == :lt, do: :stop, else: :ignore
    end
  end

  @doc """
  Filters out what nobody wants to hear and puts the rest into Elixir's words.
  """
  def translator(%{meta: %{domain: [:otp, :sasl | _]}}, %{sasl: false}), do: :stop
  def translator(%{meta: %{domain: [:supervisor_report | _]}}, %{sasl: false}), do: :stop
  def translator(%{meta: %{domain: [:otp | _]}}, %{otp: false}), do: :stop
  def translator(%{msg: {:string, _}}, _options), do: :ignore

  def translator(event, %{translators: translators}) do
    {kind, message} = translatable(event.msg)
    %{level: limit} = :logger.get_primary_config()

    case translate(translators, limit, event.level, kind, message) do
      :none -> :ignore
      :skip -> :stop
      {:ok, chardata} -> translated(event, chardata, [])
      {:ok, chardata, metadata} -> translated(event, chardata, metadata)
    end
  end

  defp translatable({:report, %{label: label, report: report} = complete})
       when map_size(complete) == 2,
       do: {:report, {label, report}}

  defp translatable({:report, %{label: {:error_logger, _}, format: format, args: args}}),
    do: {:format, {format, args}}

  defp translatable({:report, report}), do: {:report, {:logger, report}}
  defp translatable({format, args}), do: {:format, {format, args}}

  defp translate([{module, function} | translators], limit, level, kind, message) do
    case apply(module, function, [limit, level, kind, message]) do
      :none -> translate(translators, limit, level, kind, message)
      translation -> translation
    end
  end

  defp translate([], _limit, _level, _kind, _message), do: :none

  # A report stays one, for handlers that want its parts.
  defp translated(%{msg: {:report, report}, meta: meta} = event, chardata, metadata) do
    report =
      if is_map(report),
        do: Map.put(report, :elixir_translation, chardata),
        else: [{:elixir_translation, chardata} | report]

    meta = metadata |> Enum.into(meta) |> Map.put(:report_cb, &__MODULE__.translated_cb/1)
    %{event | msg: {:report, report}, meta: meta}
  end

  defp translated(event, chardata, metadata),
    do: %{event | msg: {:string, chardata}, meta: Enum.into(metadata, event.meta)}

  @doc """
  The text of a translated report.
  """
  def translated_cb(%{elixir_translation: chardata}), do: {"~ts", [chardata]}
  def translated_cb([{:elixir_translation, chardata} | _report]), do: {"~ts", [chardata]}

  @doc """
  Scans a format as `:io_lib.scan_format/2` does; terms that it would print in Erlang's syntax are inspected.
  """
  def scan_inspect(format, args, truncate, options \\ %Inspect.Opts{limit: 200}) do
    for part <- :io_lib.scan_format(format, args), do: inspected(part, truncate, options)
  end

  defp inspected(%{control_char: char} = directive, truncate, options) when char in ~c"pPwW" do
    {term, options} = depth(directive.args, options)

    options = %{
      options
      | width: if(char in ~c"pP", do: width(directive.width), else: :infinity),
        pretty: char in ~c"pP",
        charlists: if(directive.strings, do: options.charlists, else: :as_lists),
        printable_limit: printable_limit(truncate, options)
    }

    text = term |> Inspect.Algebra.to_doc(options) |> Inspect.Algebra.format(options.width)

    %{
      directive
      | control_char: ?s,
        args: [text |> IO.iodata_to_binary() |> String.to_charlist()],
        width: :none,
        encoding: :unicode
    }
  end

  defp inspected(part, _truncate, _options), do: part

  defp depth([term], options), do: {term, options}
  defp depth([term, depth], options), do: {term, %{options | limit: depth}}

  defp width(:none), do: 80
  defp width(width), do: width

  defp printable_limit(:infinity, options), do: options.printable_limit
  defp printable_limit(truncate, options), do: min(truncate, options.printable_limit)
end
