# Elixir's formatter of log events.

defmodule Logger.Formatter do
  import Kernel, except: [inspect: 2]

  @moduledoc ~S"""
  Renders log events as text.

  ## Formats

  A format is a text in which names that begin with `$` are replaced:

    * `$time` – the time of day, with milliseconds
    * `$date` – the date
    * `$message` – the message
    * `$level` – the level
    * `$node` – the node
    * `$metadata` – keys and values of the metadata, as `user=ann id=3 `

  The default is `"\n$time $metadata[$level] $message\n"`. Instead of a text it may be `{module, function}`: the function
  is called with the level, the message, the time as `{date, {hour, minute, second, millisecond}}` and the metadata, and
  returns chardata.

  ## Metadata

  By default no metadata is printed. `metadata: [:user, :file]` prints these keys in this order, `metadata: :all` prints
  all of it. Values print if they have an evident text: texts, atoms, numbers, pids, references, and whatever
  implements `String.Chars`.

  `config :logger, :default_formatter, format: "[$level] $message\n", metadata: [:user]` configures the formatter of
  the default handler.
  """

  @type time_ms :: {0..23, 0..59, 0..59, 0..999}
  @type date :: {1970..10000, 1..12, 1..31}
  @type date_time_ms :: {date, time_ms}

  @typedoc "A compiled format."
  @type pattern :: :date | :level | :levelpad | :message | :metadata | :node | :time

  @typedoc "An option of `new/1`."
  @type new_opts :: [
          colors: keyword,
          format: String.t() | nil | {module, atom},
          metadata: :all | [atom],
          truncate: pos_integer | :infinity,
          utc_log: boolean
        ]

  defstruct [:template, :truncate, :metadata, :colors, :utc_log?]

  @default_pattern "\n$time $metadata[$level] $message\n"
  @replacement "\uFFFD"

  ## Configuration

  @doc """
  The formatter of a handler: a tuple for the key `:formatter` of its configuration.

  ## Options

    * `:format` – see above
    * `:metadata` – the keys to print, or `:all`
    * `:colors` – a keyword list of `enabled: boolean` and of colours by level
    * `:truncate` – the longest message, in bytes; 8096 unless configured, or `:infinity`
    * `:utc_log` – whether times are in UTC rather than local

  ## Examples

      iex> {module, config} = Logger.Formatter.new(format: "[$level] $message")
      iex> event = %{level: :info, msg: {:string, "hi"}, meta: %{time: 0}}
      iex> IO.chardata_to_string(module.format(event, config))
      "[info] hi"

  """
  @spec new([new_opts]) :: {module, term}
  def new(options \\ []) do
    {__MODULE__,
     %__MODULE__{
       template: compile(options[:format]),
       metadata: Keyword.get(options, :metadata, []),
       colors: colors(options[:colors] || []),
       truncate: option(options, :truncate, 8096),
       utc_log?: option(options, :utc_log, false)
     }}
  end

  defp option(options, key, default) do
    Keyword.get_lazy(options, key, fn -> Application.get_env(:logger, key, default) end)
  end

  defp colors(options) do
    warning = Keyword.get(options, :warning, Keyword.get(options, :warn, :yellow))
    error = Keyword.get(options, :error, :red)
    info = Keyword.get(options, :info, :normal)

    %{
      emergency: Keyword.get(options, :emergency, error),
      alert: Keyword.get(options, :alert, error),
      critical: Keyword.get(options, :critical, error),
      error: error,
      warning: warning,
      notice: Keyword.get(options, :notice, info),
      info: info,
      debug: Keyword.get(options, :debug, :cyan),
      enabled: Keyword.get(options, :enabled, &IO.ANSI.enabled?/0)
    }
  end

  @doc ~S"""
  Compiles a format: `nil` is the default one, and `{module, function}` stays.

  ## Examples

      iex> Logger.Formatter.compile("$time [$level] $message\n")
      [:time, " [", :level, "] ", :message, "\n"]

  """
  @spec compile(binary | nil) :: [pattern | binary]
  @spec compile(pattern) :: pattern when pattern: {module, function :: atom}
  def compile(pattern)
  def compile(nil), do: compile(@default_pattern)

  def compile({module, function}) when is_atom(module) and is_atom(function),
    do: {module, function}

  def compile(pattern) when is_binary(pattern) do
    for part <- Regex.split(~r/\$[a-z]*/, pattern, include_captures: true),
        part != "",
        do: compile_part(part)
  end

  defp compile_part("$level"), do: :level
  defp compile_part("$message"), do: :message
  defp compile_part("$metadata"), do: :metadata
  defp compile_part("$node"), do: :node
  defp compile_part("$date"), do: :date
  defp compile_part("$time"), do: :time

  defp compile_part("$levelpad") do
    IO.warn("$levelpad in Logger message format is deprecated, please remove it")
    :levelpad
  end

  defp compile_part("$" <> _ = part),
    do: raise(ArgumentError, "#{part} is an invalid format pattern")

  defp compile_part(text), do: text

  ## Events

  @doc false
  @spec format(:logger.log_event(), term) :: IO.chardata()
  def format(%{level: level, msg: message, meta: meta}, %__MODULE__{} = config) do
    metadata = selected(config.metadata, meta)
    message = message_text(message, meta, config.truncate)

    time =
      if needs_time?(config.template),
        do: system_time_to_date_time_ms(meta.time, config.utc_log?)

    config.template
    |> render(level, message, time, metadata)
    |> colored(level, meta, config.colors)
  end

  defp needs_time?({_module, _function}), do: true
  defp needs_time?(template), do: :time in template or :date in template

  defp selected(:all, meta), do: Map.to_list(meta)

  defp selected(keys, meta) do
    for key <- keys, {:ok, value} <- [fetch(key, meta)], do: {key, value}
  end

  # Module and function are not in the metadata by themselves.
  defp fetch(key, meta) when is_map_key(meta, key), do: {:ok, Map.fetch!(meta, key)}
  defp fetch(:module, %{mfa: {module, _, _}}), do: {:ok, module}
  defp fetch(:function, %{mfa: {_, function, arity}}), do: {:ok, "#{function}/#{arity}"}
  defp fetch(_key, _meta), do: :error

  # The colour ends before the line does.
  defp colored(text, level, meta, %{enabled: enabled} = colors) do
    if enabled?(enabled) do
      color = Map.get(meta, :ansi_color, Map.fetch!(colors, level))
      IO.ANSI.format_fragment([color, uncolored_end(text)], true)
    else
      text
    end
  end

  defp enabled?(enabled) when is_function(enabled, 0), do: enabled.()
  defp enabled?(enabled), do: enabled

  defp uncolored_end(text) when is_list(text) do
    case List.pop_at(text, -1) do
      {last, before} when is_binary(last) and before != [] ->
        size = byte_size(last) - 1

        case last do
          <<last::binary-size(^size), ?\n>> -> before ++ [last, IO.ANSI.reset(), ?\n]
          _same_line -> text ++ [IO.ANSI.reset()]
        end

      _other ->
        text ++ [IO.ANSI.reset()]
    end
  end

  defp uncolored_end(text), do: [text, IO.ANSI.reset()]

  @doc """
  The text of an event's message, cut to so many bytes.

  ## Examples

      iex> event = %{level: :info, msg: {"~p", [%{a: 1}]}, meta: %{}}
      iex> IO.chardata_to_string(Logger.Formatter.format_event(event, :infinity))
      "%{a: 1}"

  """
  @spec format_event(:logger.log_event(), pos_integer | :infinity) :: IO.chardata()
  def format_event(%{msg: message, meta: meta}, truncate),
    do: message_text(message, meta, truncate)

  defp message_text({:string, string}, _meta, truncate), do: truncate(string, truncate)

  defp message_text({:report, report}, %{report_cb: callback} = meta, truncate)
       when is_function(callback, 1) do
    # What it makes of a report is no more than what that says by itself.
    if callback == (&:logger.format_otp_report/1) do
      message_text({:report, report}, Map.delete(meta, :report_cb), truncate)
    else
      {format, args} = callback.(report)
      message_text({format, args}, %{}, truncate)
    end
  end

  defp message_text({:report, report}, %{report_cb: callback}, truncate)
       when is_function(callback, 2) do
    options = %{depth: :unlimited, chars_limit: limit(truncate), single_line: false}
    report |> callback.(options) |> truncate(truncate)
  end

  defp message_text({:report, %{} = report}, _meta, truncate),
    do: report |> Map.to_list() |> inspect(truncate) |> truncate(truncate)

  defp message_text({:report, report}, _meta, truncate),
    do: report |> inspect(truncate) |> truncate(truncate)

  defp message_text({format, args}, _meta, truncate) do
    format
    |> Logger.Utils.scan_inspect(args, truncate)
    |> :io_lib.build_text()
    |> truncate(truncate)
  end

  defp limit(:infinity), do: :unlimited
  defp limit(truncate), do: truncate

  # On one line, with the options that texts of crashes are inspected with.
  defp inspect(report, truncate) do
    options = Application.get_env(:logger, :translator_inspect_opts, [])
    printable = if truncate == :infinity, do: 4096, else: min(truncate, 4096)

    Kernel.inspect(
      report,
      [limit: 200, width: :infinity, printable_limit: printable] ++ options
    )
  end

  ## Formats

  @doc """
  Renders a compiled format.

  ## Examples

      iex> pattern = Logger.Formatter.compile("[$level] $message")
      iex> timestamp = {{1977, 1, 28}, {13, 29, 0, 0}}
      iex> chardata = Logger.Formatter.format(pattern, :warning, "hi", timestamp, [])
      iex> IO.chardata_to_string(chardata)
      "[warning] hi"

  """
  @spec format(
          {atom, atom} | [pattern | binary],
          Logger.level(),
          Logger.message(),
          date_time_ms,
          keyword
        ) :: IO.chardata()
  def format(template, level, message, timestamp, metadata),
    do: render(template, level, message, timestamp, metadata)

  defp render({module, function}, level, message, time, metadata),
    do: apply(module, function, [level, message, time, metadata])

  defp render(template, level, message, time, metadata) do
    for part <- template, do: part(part, level, message, time, metadata)
  end

  defp part(:level, level, _message, _time, _metadata), do: Atom.to_string(level)
  defp part(:message, _level, message, _time, _metadata), do: message
  defp part(:date, _level, _message, {date, _time}, _metadata), do: format_date(date)
  defp part(:time, _level, _message, {_date, time}, _metadata), do: format_time(time)
  defp part(:node, _level, _message, _time, _metadata), do: Atom.to_string(node())
  defp part(:metadata, _level, _message, _time, metadata), do: metadata_text(metadata)
  defp part(:levelpad, level, _, _, _), do: if(level in [:info, :warn], do: " ", else: "")
  defp part(text, _level, _message, _time, _metadata), do: text

  defp metadata_text([{key, value} | metadata]) do
    if text = value(key, value),
      do: [Atom.to_string(key), ?=, text, ?\s | metadata_text(metadata)],
      else: metadata_text(metadata)
  end

  defp metadata_text([]), do: []

  # What takes too much room, or says nothing to a reader, is left out.
  defp value(:time, _), do: nil
  defp value(:gl, _), do: nil
  defp value(:report_cb, _), do: nil
  defp value(_key, nil), do: nil
  defp value(_key, text) when is_binary(text), do: text
  defp value(_key, integer) when is_integer(integer), do: Integer.to_string(integer)
  defp value(_key, float) when is_float(float), do: Float.to_string(float)
  defp value(_key, pid) when is_pid(pid), do: :erlang.pid_to_list(pid)

  defp value(_key, reference) when is_reference(reference) do
    ~c"#Ref" ++ rest = :erlang.ref_to_list(reference)
    rest
  end

  defp value(_key, atom) when is_atom(atom) do
    case Atom.to_string(atom) do
      "Elixir." <> name -> name
      name -> name
    end
  end

  defp value(:domain, [head | tail]) when is_atom(head) do
    for atom <- tail, reduce: [Atom.to_string(head)] do
      text -> text ++ [?., Atom.to_string(atom)]
    end
  end

  defp value(key, {module, function, arity})
       when key in [:mfa, :initial_call] and is_atom(module) and is_atom(function) and
              is_integer(arity),
       do: Exception.format_mfa(module, function, arity)

  defp value(:file, file) when is_list(file), do: file
  defp value(_key, list) when is_list(list), do: nil

  defp value(_key, other) do
    if String.Chars.impl_for(other), do: to_string(other)
  end

  @doc """
  The text of a time of day.

  ## Examples

      iex> {12, 30, 5, 1} |> Logger.Formatter.format_time() |> IO.chardata_to_string()
      "12:30:05.001"

  """
  @spec format_time(time_ms) :: IO.chardata()
  def format_time({hour, minute, second, millisecond}) do
    [two(hour), ?:, two(minute), ?:, two(second), ?., three(millisecond)]
  end

  @doc """
  The text of a date.

  ## Examples

      iex> {2026, 1, 2} |> Logger.Formatter.format_date() |> IO.chardata_to_string()
      "2026-01-02"

  """
  @spec format_date(date) :: IO.chardata()
  def format_date({year, month, day}),
    do: [Integer.to_string(year), ?-, two(month), ?-, two(day)]

  defp three(number) when number < 10, do: [?0, ?0, Integer.to_string(number)]
  defp three(number) when number < 100, do: [?0, Integer.to_string(number)]
  defp three(number), do: Integer.to_string(number)

  defp two(number) when number < 10, do: [?0, Integer.to_string(number)]
  defp two(number), do: Integer.to_string(number)

  @doc """
  Turns a system time in microseconds into a date and a time, in UTC or local.

  ## Examples

      iex> Logger.Formatter.system_time_to_date_time_ms(1_500_000, true)
      {{1970, 1, 1}, {0, 0, 1, 500}}

  """
  @spec system_time_to_date_time_ms(integer, boolean) :: date_time_ms
  def system_time_to_date_time_ms(system_time, utc? \\ false) do
    seconds = Integer.floor_div(system_time, 1_000_000)
    millisecond = system_time |> Integer.mod(1_000_000) |> div(1000)

    {date, {hour, minute, second}} =
      if utc?,
        do: :calendar.system_time_to_universal_time(seconds, :second),
        else: :calendar.system_time_to_local_time(seconds, :second)

    {date, {hour, minute, second, millisecond}}
  end

  ## Chardata

  @doc """
  Replaces what is no valid text by the replacement character.

  ## Examples

      iex> Logger.Formatter.prune(["a", <<"b", 255>>])
      ["a", "b\uFFFD"]

  """
  @spec prune(IO.chardata()) :: IO.chardata()
  def prune(text) when is_binary(text), do: prune_binary(text, "")

  def prune([head | tail]) when head in 0..0x10FFFF, do: [head | prune(tail)]

  def prune([head | tail]), do: [prune(head) | prune(tail)]
  def prune([]), do: []
  def prune(_other), do: @replacement

  defp prune_binary(<<char::utf8, rest::binary>>, text),
    do: prune_binary(rest, <<text::binary, char::utf8>>)

  defp prune_binary(<<_, rest::binary>>, text), do: prune_binary(rest, text <> @replacement)
  defp prune_binary(<<>>, text), do: text

  @doc """
  Cuts chardata to so many bytes, and says so.

  ## Examples

      iex> "hello" |> Logger.Formatter.truncate(2) |> IO.chardata_to_string()
      "he (truncated)"

  """
  @spec truncate(IO.chardata(), non_neg_integer | :infinity) :: IO.chardata()
  def truncate(text, :infinity), do: text

  def truncate(text, limit) do
    {text, left} = cut(text, limit)
    if left < 0, do: [text, " (truncated)"], else: text
  catch
    {:invalid, part} ->
      "cannot truncate chardata because it contains something that is not valid chardata: " <>
        Kernel.inspect(part)
  end

  # What is left of the limit; -1 when more was there.
  defp cut(_text, left) when left < 0, do: {"", left}

  defp cut(text, left) when is_binary(text) do
    size = byte_size(text)

    if size <= left,
      do: {text, left - size},
      else: {binary_part(text, 0, character_start(text, left)), -1}
  end

  # A character may be the one too many.
  defp cut(char, left) when is_integer(char),
    do: {char, max(left - byte_size(<<char::utf8>>), -1)}

  defp cut(list, left) when is_list(list), do: cut_list(list, left, [])

  defp cut(other, _left), do: throw({:invalid, other})

  defp cut_list([head | tail], left, done) do
    case cut(head, left) do
      {head, -1} -> {:lists.reverse([head | done]), -1}
      {head, left} -> cut_list(tail, left, [head | done])
    end
  end

  defp cut_list([], left, done), do: {:lists.reverse(done), left}

  defp cut_list(tail, left, done) do
    {tail, left} = cut(tail, left)
    {:lists.reverse(done, tail), left}
  end

  # Bytes 10xxxxxx go on with a character.
  defp character_start(_text, 0), do: 0

  defp character_start(text, at) do
    if Bitwise.band(:binary.at(text, at), 0b11000000) == 0b10000000,
      do: character_start(text, at - 1),
      else: at
  end
end
