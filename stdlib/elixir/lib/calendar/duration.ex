# Durations: how far apart two dates or times are, unit by unit.

defmodule Duration do
  @moduledoc """
  A duration in years, months, weeks, days, hours, minutes, seconds and microseconds.

  Each unit is an integer of its own, of either sign: a month is not a number of days, and 90 minutes stay 90 minutes.
  Microseconds are a pair, as in times: `{value, digits that count}`.

  A duration is made by `new!/1` or from the text of ISO 8601, and is for the functions `shift` of `Date`, `Time`,
  `NaiveDateTime` and `DateTime`, which take a keyword list just as well.

      iex> Date.shift(~D[2024-01-31], Duration.new!(month: 1))
      ~D[2024-02-29]
      iex> Duration.new!(hour: 1) |> Duration.add(Duration.new!(minute: 30)) |> Duration.to_iso8601()
      "PT1H30M"

  """

  @derive {Inspect, optional: [:year, :month, :week, :day, :hour, :minute, :second, :microsecond]}
  defstruct year: 0,
            month: 0,
            week: 0,
            day: 0,
            hour: 0,
            minute: 0,
            second: 0,
            microsecond: {0, 0}

  @typedoc "A duration."
  @type t :: %Duration{
          year: integer,
          month: integer,
          week: integer,
          day: integer,
          hour: integer,
          minute: integer,
          second: integer,
          microsecond: {integer, 0..6}
        }

  @typedoc "A unit with its value."
  @type unit_pair ::
          {:year, integer}
          | {:month, integer}
          | {:week, integer}
          | {:day, integer}
          | {:hour, integer}
          | {:minute, integer}
          | {:second, integer}
          | {:microsecond, {integer, 0..6}}

  @typedoc "A duration, or what makes one."
  @type duration :: t | [unit_pair]

  @typedoc "The options of `to_string/2`."
  @type to_string_opts :: [
          units: [
            year: String.t(),
            month: String.t(),
            week: String.t(),
            day: String.t(),
            hour: String.t(),
            minute: String.t(),
            second: String.t()
          ],
          separator: String.t()
        ]

  @units [:year, :month, :week, :day, :hour, :minute, :second, :microsecond]
  @date_units [:year, :month, :week, :day]
  @time_units [:hour, :minute, :second, :microsecond]

  @microseconds_per_second 1_000_000

  @doc """
  Makes a duration of units with their values. A duration is returned as it is.

  ## Examples

      iex> Duration.new!(year: 1, week: 3, hour: 4, second: 1)
      %Duration{year: 1, week: 3, hour: 4, second: 1}
      iex> Duration.new!(second: 1, microsecond: {1000, 6})
      %Duration{second: 1, microsecond: {1000, 6}}
      iex> Duration.new!(month: "2")
      ** (ArgumentError) unsupported value "2" for :month. Expected an integer

  """
  @spec new!(duration) :: t
  def new!(%Duration{} = duration), do: duration
  def new!(unit_pairs), do: new!(unit_pairs, @units)

  # What shifts a date or a time has to do with the units that these have; a duration is checked by the calendar.
  @doc false
  @spec for_shift!(duration, :date | :time | :datetime) :: t
  def for_shift!(%Duration{} = duration, _kind), do: duration
  def for_shift!(unit_pairs, :date), do: new!(unit_pairs, @date_units)
  def for_shift!(unit_pairs, :time), do: new!(unit_pairs, @time_units)
  def for_shift!(unit_pairs, :datetime), do: new!(unit_pairs, @units)

  defp new!(unit_pairs, units) do
    Enum.each(unit_pairs, &validate_unit!(&1, units))
    struct!(Duration, unit_pairs)
  end

  defp validate_unit!({unit, value}, units) do
    cond do
      unit not in @units ->
        raise ArgumentError, "unknown unit #{inspect(unit)}. Expected #{names(units)}"

      unit not in units ->
        raise ArgumentError, "unsupported unit #{inspect(unit)}. Expected #{names(units)}"

      unit == :microsecond ->
        validate_microsecond!(value)

      not is_integer(value) ->
        raise ArgumentError,
              "unsupported value #{inspect(value)} for #{inspect(unit)}. Expected an integer"

      true ->
        :ok
    end
  end

  defp validate_microsecond!({value, precision}) when is_integer(value) and precision in 0..6,
    do: :ok

  defp validate_microsecond!(value) do
    raise ArgumentError,
          "unsupported value #{inspect(value)} for :microsecond. Expected a tuple " <>
            "{ms, precision} where precision is an integer from 0 to 6"
  end

  defp names(units), do: Enum.map_join(units, ", ", &inspect/1)

  @doc """
  Adds two durations, unit by unit. The greater precision of microseconds holds.

  ## Examples

      iex> Duration.add(Duration.new!(week: 2, day: 1), Duration.new!(day: 2))
      %Duration{week: 2, day: 3}
      iex> Duration.add(Duration.new!(microsecond: {400, 3}), Duration.new!(microsecond: {600, 6}))
      %Duration{microsecond: {1000, 6}}

  """
  @spec add(t, t) :: t
  def add(%Duration{} = d1, %Duration{} = d2), do: combine(d1, d2, &+/2)

  @doc """
  Subtracts the second duration from the first, unit by unit.

  ## Examples

      iex> Duration.subtract(Duration.new!(week: 2, day: 1), Duration.new!(day: 2))
      %Duration{week: 2, day: -1}

  """
  @spec subtract(t, t) :: t
  def subtract(%Duration{} = d1, %Duration{} = d2), do: combine(d1, d2, &-/2)

  defp combine(duration1, duration2, operation) do
    {value1, precision1} = duration1.microsecond
    {value2, precision2} = duration2.microsecond

    %Duration{
      year: operation.(duration1.year, duration2.year),
      month: operation.(duration1.month, duration2.month),
      week: operation.(duration1.week, duration2.week),
      day: operation.(duration1.day, duration2.day),
      hour: operation.(duration1.hour, duration2.hour),
      minute: operation.(duration1.minute, duration2.minute),
      second: operation.(duration1.second, duration2.second),
      microsecond: {operation.(value1, value2), max(precision1, precision2)}
    }
  end

  @doc """
  Multiplies each unit by an integer.

  ## Examples

      iex> Duration.multiply(Duration.new!(day: 1, minute: 15, second: -10), 3)
      %Duration{day: 3, minute: 45, second: -30}

  """
  @spec multiply(t, integer) :: t
  def multiply(%Duration{microsecond: {value, precision}} = duration, integer)
      when is_integer(integer) do
    %Duration{
      year: duration.year * integer,
      month: duration.month * integer,
      week: duration.week * integer,
      day: duration.day * integer,
      hour: duration.hour * integer,
      minute: duration.minute * integer,
      second: duration.second * integer,
      microsecond: {value * integer, precision}
    }
  end

  @doc """
  Changes the sign of each unit.

  ## Examples

      iex> Duration.negate(Duration.new!(day: 1, minute: -15))
      %Duration{day: -1, minute: 15}

  """
  @spec negate(t) :: t
  def negate(%Duration{} = duration), do: multiply(duration, -1)

  @doc """
  Parses the text of ISO 8601: see `Calendar.ISO.parse_duration/1`.

  ## Examples

      iex> Duration.from_iso8601("P1Y2DT5H")
      {:ok, %Duration{year: 1, day: 2, hour: 5}}
      iex> Duration.from_iso8601("PT-1.5S")
      {:ok, %Duration{second: -1, microsecond: {-500000, 1}}}
      iex> Duration.from_iso8601("invalid")
      {:error, :invalid_duration}

  """
  @spec from_iso8601(String.t()) :: {:ok, t} | {:error, atom}
  def from_iso8601(string) when is_binary(string) do
    with {:ok, unit_pairs} <- Calendar.ISO.parse_duration(string),
         do: {:ok, struct!(Duration, unit_pairs)}
  end

  @doc """
  Parses the text of ISO 8601; raises if it is none.

  ## Examples

      iex> Duration.from_iso8601!("P1W").week
      1

  """
  @spec from_iso8601!(String.t()) :: t
  def from_iso8601!(string) when is_binary(string) do
    case from_iso8601(string) do
      {:ok, duration} ->
        duration

      {:error, reason} ->
        raise ArgumentError,
              "failed to parse duration #{inspect(string)}. reason: #{inspect(reason)}"
    end
  end

  @doc """
  Returns the text of ISO 8601.

  Signs stand before values, so that other programs may not understand durations that have any.

  ## Examples

      iex> Duration.to_iso8601(Duration.new!(year: 3, minute: 30, microsecond: {1500, 6}))
      "P3YT30M0.001500S"
      iex> Duration.to_iso8601(Duration.new!([]))
      "PT0S"

  """
  @spec to_iso8601(t) :: String.t()
  def to_iso8601(%Duration{} = duration) do
    date = parts(duration, year: "Y", month: "M", week: "W", day: "D")
    time = parts(duration, hour: "H", minute: "M") ++ seconds(duration, "S")

    case {date, time} do
      {[], []} -> "PT0S"
      {date, []} -> IO.iodata_to_binary(["P" | date])
      {date, time} -> IO.iodata_to_binary(["P", date, "T" | time])
    end
  end

  @doc """
  Returns a short text for people.

  ## Options

    * `:units` - what stands behind the values, for any of `:year`, `:month`, `:week`, `:day`, `:hour`, `:minute` and
      `:second`; the symbols of the international system of units if not given (`a` is a year, `mo` a month)

    * `:separator` - what stands between the units, a blank by default

  ## Examples

      iex> Duration.to_string(Duration.new!(hour: 2, minute: 1, second: 3))
      "2h 1min 3s"
      iex> Duration.to_string(Duration.new!([]))
      "0s"
      iex> Duration.to_string(Duration.new!(day: 2, second: 1), units: [day: " days"], separator: ", ")
      "2 days, 1s"

  """
  @doc since: "1.18.0"
  @spec to_string(t, to_string_opts) :: String.t()
  def to_string(%Duration{} = duration, opts \\ []) do
    symbols = Keyword.get(opts, :units, [])
    symbol = fn unit, default -> Keyword.get(symbols, unit, default) end

    shown =
      parts(duration,
        year: symbol.(:year, "a"),
        month: symbol.(:month, "mo"),
        week: symbol.(:week, "wk"),
        day: symbol.(:day, "d"),
        hour: symbol.(:hour, "h"),
        minute: symbol.(:minute, "min")
      ) ++ seconds(duration, symbol.(:second, "s"))

    case shown do
      [] -> "0" <> symbol.(:second, "s")
      shown -> Enum.join(shown, Keyword.get(opts, :separator, " "))
    end
  end

  defp parts(duration, symbols) do
    for {unit, symbol} <- symbols, (value = Map.fetch!(duration, unit)) != 0 do
      Integer.to_string(value) <> symbol
    end
  end

  defp seconds(%{second: 0, microsecond: {0, _}}, _symbol), do: []

  defp seconds(%{second: second, microsecond: {_, 0}}, symbol),
    do: [Integer.to_string(second) <> symbol]

  # Seconds and microseconds may differ in sign: only their sum has one to show.
  defp seconds(%{second: second, microsecond: {value, precision}}, symbol) do
    microseconds = second * @microseconds_per_second + value
    sign = if microseconds < 0, do: "-", else: ""
    whole = div(abs(microseconds), @microseconds_per_second)

    fraction =
      abs(microseconds)
      |> rem(@microseconds_per_second)
      |> Integer.to_string()
      |> String.pad_leading(6, "0")
      |> binary_part(0, precision)

    ["#{sign}#{whole}.#{fraction}#{symbol}"]
  end
end
