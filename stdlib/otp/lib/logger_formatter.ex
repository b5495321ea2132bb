# OTP's formatter of log events: a template, and texts that Erlang would print. Elixir's own is `Logger.Formatter`.

defmodule :logger_formatter do
  @moduledoc """
  Renders log events as lines, for handlers that are configured with `{:logger_formatter, config}`.

  A template is a list of texts, of keys of the metadata (`:level` and `:msg` too), of paths into it (lists of keys), and of
  `{key, then, else}`, which renders one of two templates. `single_line: true`, which is the default, joins lines of the
  message; `chars_limit`, `depth` and `max_size` bound it; `time_offset` and `time_designator` say how times look.
  """

  @type config :: map

  @single [:time, ~c" ", :level, ~c": ", :msg, ~c"\n"]
  @several [:time, ~c" ", :level, ~c":\n", :msg, ~c"\n"]
  @legacy [[:logger_formatter, :header], ~c"\n", :msg, ~c"\n"]

  ## Configuration

  @doc """
  Checks a configuration.

      iex> :logger_formatter.check_config(%{depth: 10})
      :ok
      iex> :logger_formatter.check_config(%{depth: 0})
      {:error, {:invalid_formatter_config, :logger_formatter, {:depth, 0}}}

  """
  @spec check_config(config) :: :ok | {:error, term}
  def check_config(config) when is_map(config) do
    :maps.fold(
      fn
        key, value, :ok -> check(key, value)
        _key, _value, error -> error
      end,
      :ok,
      config
    )
  end

  def check_config(config),
    do: {:error, {:invalid_formatter_config, :logger_formatter, config}}

  defp check(:template, template) do
    if template?(template),
      do: :ok,
      else: {:error, {:invalid_formatter_template, :logger_formatter, template}}
  end

  defp check(key, value) do
    if valid?(key, value),
      do: :ok,
      else: {:error, {:invalid_formatter_config, :logger_formatter, {key, value}}}
  end

  defp valid?(key, value) when key in [:chars_limit, :max_size],
    do: value == :unlimited or (is_integer(value) and value > 0)

  defp valid?(:depth, value), do: value == :unlimited or (is_integer(value) and value > 0)
  defp valid?(key, value) when key in [:legacy_header, :single_line], do: is_boolean(value)

  defp valid?(:report_cb, value),
    do: value == :undefined or is_function(value, 1) or is_function(value, 2)

  defp valid?(:time_designator, value), do: is_integer(value) and value in 0..255
  defp valid?(:time_offset, value) when is_integer(value), do: true
  defp valid?(:time_offset, value), do: offset?(value)
  defp valid?(_key, _value), do: false

  defp offset?(zone) when zone in ["", ~c"", "Z", "z", ~c"Z", ~c"z"], do: true

  defp offset?(zone) do
    match?(
      [sign, h1, h2, ?:, m1, m2]
      when sign in [?+, ?-] and h1 in ?0..?9 and h2 in ?0..?9 and m1 in ?0..?9 and m2 in ?0..?9,
      :unicode.characters_to_list(zone)
    )
  catch
    _kind, _reason -> false
  end

  defp template?([key | rest]) when is_atom(key), do: template?(rest)

  defp template?([{key, then, otherwise} | rest]),
    do: key?(key) and template?(then) and template?(otherwise) and template?(rest)

  defp template?([text | rest]), do: (key?(text) or text?(text)) and template?(rest)
  defp template?(rest), do: rest == []

  defp key?(key) when is_atom(key), do: true
  defp key?([_ | _] = path), do: :lists.all(&is_atom/1, path)
  defp key?(_other), do: false

  defp text?(text) when is_list(text) or is_binary(text),
    do: :io_lib.printable_unicode_list(:unicode.characters_to_list(text))

  defp text?(_other), do: false

  ## Rendering

  @doc "Renders an event."
  @spec format(:logger.log_event(), config) :: :unicode.chardata()
  def format(%{level: level, msg: message, meta: metadata}, config) when is_map(config) do
    config = defaults(config)
    metadata = headed(metadata, level, config)
    {before, rest} = :lists.splitwith(&(&1 != :msg), config.template)
    before = render(before, level, metadata, config)

    case rest do
      [:msg | behind] ->
        behind = render(behind, level, metadata, config)

        config = bounded(config, [before, behind])

        limit([before, text(message, metadata, config), behind], config.max_size)

      [] ->
        limit(before, config.max_size)
    end
  end

  # What surrounds the message takes part of the characters.
  defp bounded(%{chars_limit: limit} = config, around) when is_integer(limit),
    do: %{config | chars_limit: max(limit - String.length(IO.chardata_to_string(around)), 0)}

  defp bounded(config, _around), do: config

  defp defaults(config) do
    base = %{
      chars_limit: :unlimited,
      depth: :unlimited,
      max_size: :unlimited,
      legacy_header: false,
      single_line: true,
      report_cb: :undefined,
      time_offset: :undefined,
      time_designator: ?T
    }

    config = Map.merge(base, config)
    single_line? = config.single_line and not config.legacy_header

    template =
      cond do
        config.legacy_header -> @legacy
        single_line? -> @single
        true -> @several
      end

    Map.put_new(config, :template, template)
  end

  defp headed(metadata, level, %{legacy_header: true} = config) do
    own = Map.get(metadata, :logger_formatter, %{})
    text = :unicode.characters_to_list(header(level, metadata, config))
    header = Map.put(own, :header, text)
    Map.put(metadata, :logger_formatter, header)
  end

  defp headed(metadata, _level, _config), do: metadata

  @months {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

  defp header(level, metadata, config) do
    {{year, month, day}, {hour, minute, second}} = civil(metadata.time, config)
    micro = Integer.mod(metadata.time, 1_000_000)

    [
      [
        "=",
        title(level, metadata, config),
        "==== ",
        Integer.to_string(day),
        "-",
        elem(@months, month - 1),
        "-"
      ],
      [Integer.to_string(year), "::", digits(hour, 2), ":", digits(minute, 2), ":"],
      [digits(second, 2), ".", digits(micro, 6), " ==="]
    ]
  end

  # Who has a better title says so in the metadata.
  defp title(_level, %{logger_formatter: %{title: title}}, _config), do: title

  defp title(:notice, %{error_logger: _}, config),
    do: title(Map.get(config, :error_logger_notice_header, :info), %{}, config)

  defp title(level, _metadata, _config), do: [String.upcase(Atom.to_string(level)), " REPORT"]

  defp digits(number, width),
    do: number |> Integer.to_string() |> String.pad_leading(width, "0")

  # Local time, unless an offset says otherwise.
  defp civil(time, config) do
    seconds = Integer.floor_div(time, 1_000_000)

    case zone(config.time_offset) do
      :local -> :calendar.system_time_to_local_time(seconds, :second)
      {_text, offset} -> :calendar.system_time_to_universal_time(seconds + offset, :second)
    end
  end

  # The text of a zone and its seconds.
  defp zone(zone) when zone in [:undefined, "", ~c""], do: :local
  defp zone(zone) when zone in ["Z", "z", ~c"Z", ~c"z"], do: {"Z", 0}

  defp zone(microseconds) when is_integer(microseconds) do
    minutes = div(microseconds, 60_000_000)
    {zone_text(minutes), minutes * 60}
  end

  defp zone(text) do
    text = :unicode.characters_to_binary(text)
    <<sign, hours::binary-2, ?:, minutes::binary-2>> = text
    seconds = (String.to_integer(hours) * 60 + String.to_integer(minutes)) * 60
    {text, if(sign == ?-, do: -seconds, else: seconds)}
  end

  defp zone_text(minutes) do
    sign = if minutes < 0, do: "-", else: "+"
    minutes = abs(minutes)
    IO.iodata_to_binary([sign, digits(div(minutes, 60), 2), ":", digits(rem(minutes, 60), 2)])
  end

  defp time(time, config) when is_integer(time) do
    {{year, month, day}, {hour, minute, second}} = civil(time, config)
    seconds = Integer.floor_div(time, 1_000_000)

    zone =
      case zone(config.time_offset) do
        {text, _offset} ->
          text

        :local ->
          local = :calendar.datetime_to_gregorian_seconds(civil(time, config))
          universal = :calendar.system_time_to_universal_time(seconds, :second)
          zone_text(div(local - :calendar.datetime_to_gregorian_seconds(universal), 60))
      end

    [
      [digits(year, 4), "-", digits(month, 2), "-", digits(day, 2), config.time_designator],
      [digits(hour, 2), ":", digits(minute, 2), ":", digits(second, 2), "."],
      [digits(Integer.mod(time, 1_000_000), 6), zone]
    ]
  end

  defp time(time, config), do: value(time, config)

  defp render([:level | rest], level, metadata, config),
    do: [Atom.to_string(level) | render(rest, level, metadata, config)]

  defp render([{key, then, otherwise} | rest], level, metadata, config) do
    branch = if find(key, metadata) == :error, do: otherwise, else: then
    [render(branch, level, metadata, config) | render(rest, level, metadata, config)]
  end

  defp render([item | rest], level, metadata, config) do
    text =
      if key?(item) do
        case find(item, metadata) do
          {:ok, value} when item == :time -> time(value, config)
          {:ok, value} -> value(item, value, config)
          :error -> ""
        end
      else
        item
      end

    [text | render(rest, level, metadata, config)]
  end

  defp render([], _level, _metadata, _config), do: []

  defp find(key, metadata) when is_atom(key), do: Map.fetch(metadata, key)
  defp find([key], metadata) when is_map(metadata), do: Map.fetch(metadata, key)

  defp find([key | path], metadata) when is_map(metadata) do
    with {:ok, inner} <- Map.fetch(metadata, key), do: find(path, inner)
  end

  defp find(_path, _metadata), do: :error

  defp value(:mfa, {module, function, arity}, config) when is_integer(arity),
    do: [value(module, config), ":", value(function, config), "/", Integer.to_string(arity)]

  defp value(_key, value, config), do: value(value, config)

  defp value(value, _config) when is_pid(value) or is_reference(value) or is_atom(value),
    do: :io_lib.format(~c"~tp", [value])

  defp value(value, config) do
    cond do
      text_list?(value) -> value
      config.single_line -> :io_lib.format(~c"~0tp", [value])
      true -> :io_lib.format(~c"~tp", [value])
    end
  end

  defp text_list?(value), do: is_list(value) and :io_lib.printable_unicode_list(value)

  ## Messages

  defp text(message, metadata, config) do
    text = message_text(message, metadata, config)
    text = text |> :unicode.characters_to_list() |> trim()

    if config.single_line,
      do: Regex.replace(~r/,?\r?\n\s*/u, IO.chardata_to_string(text), ", "),
      else: text
  end

  # Blanks at both ends of a message are nobody's.
  defp trim(text), do: text |> IO.chardata_to_string() |> String.trim()

  defp message_text({:string, string}, _metadata, config) do
    case chardata(string) do
      {:ok, text} -> text
      :error -> formatted({~c"FORMAT ERROR: ~0tp - ~0tp", [~c"~ts", [string]]}, config)
    end
  end

  defp message_text({:report, report}, metadata, config) do
    callback = if config.report_cb == :undefined, do: metadata[:report_cb], else: config.report_cb
    report_text(callback || (&:logger.format_report/1), report, config)
  end

  defp message_text({format, arguments}, _metadata, config),
    do: formatted({format, arguments}, config)

  defp chardata(string) do
    case :unicode.characters_to_binary(string) do
      text when is_binary(text) -> {:ok, text}
      _broken -> :error
    end
  catch
    :error, _reason -> :error
  end

  defp report_text(callback, report, config) when is_function(callback, 1) do
    case callback.(report) do
      {format, arguments} when is_list(format) and is_list(arguments) ->
        formatted({format, arguments}, config)

      other ->
        formatted({~c"REPORT_CB/1 ERROR: ~0tp; Returned: ~0tp", [report, other]}, config)
    end
  catch
    kind, reason ->
      arguments = [report, {kind, reason, own_frames(__STACKTRACE__)}]
      formatted({~c"REPORT_CB/1 CRASH: ~0tp; Reason: ~0tp", arguments}, config)
  end

  defp report_text(callback, report, config) when is_function(callback, 2) do
    text = callback.(report, Map.take(config, [:chars_limit, :depth, :single_line]))

    case chardata(text) do
      {:ok, text} ->
        text

      :error ->
        formatted({~c"REPORT_CB/2 ERROR: ~0tp; Returned: ~0tp", [report, text]}, config)
    end
  catch
    kind, reason ->
      arguments = [report, {kind, reason, own_frames(__STACKTRACE__)}]
      formatted({~c"REPORT_CB/2 CRASH: ~0tp; Reason: ~0tp", arguments}, config)
  end

  defp own_frames(trace),
    do: :lists.takewhile(fn {module, _, _, _} -> module != __MODULE__ end, trace)

  defp formatted({format, arguments}, config) do
    options = if is_integer(config.chars_limit), do: [chars_limit: config.chars_limit], else: []

    {bounded_format, bounded_arguments} =
      format
      |> :io_lib.scan_format(arguments)
      |> Enum.map(&directive(&1, config))
      |> :io_lib.unscan_format()

    :io_lib.format(bounded_format, bounded_arguments, options)
  catch
    :error, _reason ->
      formatted({~c"FORMAT ERROR: ~0tp - ~0tp", [format, arguments]}, config)
  end

  # One line means no line breaks within terms, a depth ~P for ~p.
  defp directive(%{control_char: char, args: arguments} = part, config) when char in [?p, ?w] do
    width = if config.single_line, do: 0, else: part.width
    part = if char == ?p, do: %{part | width: width}, else: part

    case config.depth do
      :unlimited -> part
      depth -> %{part | control_char: char - 32, args: arguments ++ [depth]}
    end
  end

  defp directive(%{control_char: ?P} = part, %{single_line: true}), do: %{part | width: 0}
  defp directive(part, _config), do: part

  defp limit(text, :unlimited), do: text

  defp limit(text, size) do
    string = IO.chardata_to_string(text)

    if String.length(string) > size do
      kept = String.slice(string, 0, max(size - 4, 0))
      if String.ends_with?(string, "\n"), do: [kept, "...\n"], else: [kept, "..."]
    else
      text
    end
  end
end
