# Dates with a time of day in a time zone: moments.

defmodule DateTime do
  @moduledoc """
  Dates with a time in a time zone.

  Literals in UTC are written with the sigil `~U`. For others, a `Calendar.TimeZoneDatabase` says which offset holds
  when; without one, only the zone `Etc/UTC` is known. Functions take the database as their last argument, and else that of
  `Calendar.put_time_zone_database/1`.

      iex> datetime = ~U[2016-05-24 13:26:08.003Z]
      iex> {datetime.hour, datetime.time_zone, datetime.utc_offset}
      {13, "Etc/UTC", 0}

  The fields show what a clock of the zone shows. `utc_offset` are the seconds that the zone is ahead of UTC,
  `std_offset` those that summer time adds.

  `<` compares field by field: use `compare/2`, `before?/2`, `after?/2`, or give this module to `Enum.sort/2`. They compare
  moments, whatever the zones.

  ## When clocks are changed

  When clocks are put forward, some times do not exist; when they are set back, some come twice. `new/4` and
  `from_naive/3` then return `{:gap, before, after}` and `{:ambiguous, first, second}`. `add/4` counts the seconds that
  pass.
  """

  @enforce_keys [:year, :month, :day, :hour, :minute, :second] ++
                  [:time_zone, :zone_abbr, :utc_offset, :std_offset]

  defstruct [
    :year,
    :month,
    :day,
    :hour,
    :minute,
    :second,
    :time_zone,
    :zone_abbr,
    :utc_offset,
    :std_offset,
    microsecond: {0, 0},
    calendar: Calendar.ISO
  ]

  @type t :: %__MODULE__{
          year: Calendar.year(),
          month: Calendar.month(),
          day: Calendar.day(),
          calendar: Calendar.calendar(),
          hour: Calendar.hour(),
          minute: Calendar.minute(),
          second: Calendar.second(),
          microsecond: Calendar.microsecond(),
          time_zone: Calendar.time_zone(),
          zone_abbr: Calendar.zone_abbr(),
          utc_offset: Calendar.utc_offset(),
          std_offset: Calendar.std_offset()
        }

  @unix_days 719_528
  @utc %{zone_abbr: "UTC", utc_offset: 0, std_offset: 0}
  @precisions [:native, :microsecond, :millisecond, :second]
  @units [:second, :millisecond, :microsecond, :nanosecond]

  @doc """
  Returns the current moment in UTC, in the calendar, or cut to `:second`, `:millisecond` or `:microsecond`.

  ## Examples

      iex> datetime = DateTime.utc_now()
      iex> datetime.time_zone
      "Etc/UTC"
      iex> DateTime.utc_now(:second).microsecond
      {0, 0}

  """
  @spec utc_now(Calendar.calendar() | :native | :microsecond | :millisecond | :second) :: t
  def utc_now(calendar_or_time_unit \\ Calendar.ISO)

  def utc_now(time_unit) when time_unit in @precisions, do: utc_now(time_unit, Calendar.ISO)
  def utc_now(calendar), do: utc_now(:native, calendar)

  @doc """
  Returns the current moment in UTC, cut to a unit, in the calendar.

  ## Examples

      iex> DateTime.utc_now(:second, Calendar.ISO).microsecond
      {0, 0}

  """
  @doc since: "1.15.0"
  @spec utc_now(:native | :microsecond | :millisecond | :second, Calendar.calendar()) :: t
  def utc_now(time_unit, calendar) when time_unit in @precisions,
    do: time_unit |> System.os_time() |> from_unix!(time_unit, calendar)

  @doc """
  Joins a date and a time in a zone.

  See "When clocks are changed" in the documentation of the module for the answers other than `:ok`.

  ## Examples

      iex> DateTime.new(~D[2016-05-24], ~T[13:26:08.003])
      {:ok, ~U[2016-05-24 13:26:08.003Z]}
      iex> DateTime.new(~D[2016-05-24], ~T[13:26:08], "Mars/Olympus")
      {:error, :utc_only_time_zone_database}

  """
  @doc since: "1.11.0"
  @spec new(Date.t(), Time.t(), Calendar.time_zone(), Calendar.time_zone_database()) ::
          {:ok, t}
          | {:ambiguous, first_datetime :: t, second_datetime :: t}
          | {:gap, t, t}
          | {:error,
             :incompatible_calendars | :time_zone_not_found | :utc_only_time_zone_database}
  def new(
        date,
        time,
        time_zone \\ "Etc/UTC",
        time_zone_database \\ Calendar.get_time_zone_database()
      ) do
    with {:ok, naive_datetime} <- NaiveDateTime.new(date, time),
         do: from_naive(naive_datetime, time_zone, time_zone_database)
  end

  @doc """
  Joins a date and a time in a zone; raises unless there is exactly one such moment.

  ## Examples

      iex> DateTime.new!(~D[2016-05-24], ~T[13:26:08.003])
      ~U[2016-05-24 13:26:08.003Z]

  """
  @doc since: "1.11.0"
  @spec new!(Date.t(), Time.t(), Calendar.time_zone(), Calendar.time_zone_database()) :: t
  def new!(
        date,
        time,
        time_zone \\ "Etc/UTC",
        time_zone_database \\ Calendar.get_time_zone_database()
      ) do
    case new(date, time, time_zone, time_zone_database) do
      {:ok, datetime} ->
        datetime

      other ->
        attempt = "build datetime with #{inspect(date)} and #{inspect(time)}"
        raise ArgumentError, not_one(other, attempt, time_zone)
    end
  end

  @doc """
  Makes a moment of Unix time: the time since 1970-01-01 00:00:00 UTC in a unit.

  The unit is `:second` (the default), `:millisecond`, `:microsecond`, `:nanosecond`, `:native`, or the number of parts
  of a second. Years beyond 9999 are refused.

  ## Examples

      iex> DateTime.from_unix(1_464_096_368)
      {:ok, ~U[2016-05-24 13:26:08Z]}
      iex> DateTime.from_unix(1_432_560_368_868_569, :microsecond)
      {:ok, ~U[2015-05-25 13:26:08.868569Z]}
      iex> DateTime.from_unix(253_402_300_800)
      {:error, :invalid_unix_time}

  """
  @spec from_unix(integer, :native | System.time_unit(), Calendar.calendar()) ::
          {:ok, t} | {:error, atom}
  def from_unix(integer, unit \\ :second, calendar \\ Calendar.ISO) when is_integer(integer) do
    check_unix_unit!(unit)

    microseconds = System.convert_time_unit(integer, unit, :microsecond)
    seconds = Integer.floor_div(microseconds, 1_000_000)

    datetime =
      (seconds + @unix_days * 86_400)
      |> Calendar.ISO.gregorian_seconds_to_iso_days(microseconds - seconds * 1_000_000)
      |> from_iso_days(unix_precision(unit), Calendar.ISO, "Etc/UTC", @utc)

    if datetime.year in -9999..9999,
      do: convert(datetime, calendar),
      else: {:error, :invalid_unix_time}
  end

  defp unix_precision(parts) when is_integer(parts),
    do: Enum.find_index([1, 10, 100, 1000, 10_000, 100_000], &(&1 == parts)) || 6

  defp unix_precision(:native), do: 6
  defp unix_precision(unit), do: Calendar.ISO.time_unit_to_precision(unit)

  defp check_unix_unit!(unit) do
    if unit not in @units and unit != :native and not (is_integer(unit) and unit > 0) do
      raise ArgumentError,
            "unsupported time unit. Expected :second, :millisecond, " <>
              ":microsecond, :nanosecond, or a positive integer, got #{inspect(unit)}"
    end
  end

  @doc """
  Makes a moment of Unix time; raises if its year is beyond 9999.

  ## Examples

      iex> DateTime.from_unix!(1_464_096_368)
      ~U[2016-05-24 13:26:08Z]
      iex> DateTime.from_unix!(-1)
      ~U[1969-12-31 23:59:59Z]

  """
  @spec from_unix!(integer, :native | System.time_unit(), Calendar.calendar()) :: t
  def from_unix!(integer, unit \\ :second, calendar \\ Calendar.ISO) do
    case from_unix(integer, unit, calendar) do
      {:ok, datetime} -> datetime
      {:error, :invalid_unix_time} -> raise ArgumentError, "invalid Unix time #{integer}"
    end
  end

  @doc """
  Says in which zone a naive date with a time is meant.

  See "When clocks are changed" in the documentation of the module for the answers other than `:ok`.

  ## Examples

      iex> DateTime.from_naive(~N[2016-05-24 13:26:08.003], "Etc/UTC")
      {:ok, ~U[2016-05-24 13:26:08.003Z]}

  """
  @doc since: "1.4.0"
  @spec from_naive(
          Calendar.naive_datetime(),
          Calendar.time_zone(),
          Calendar.time_zone_database()
        ) ::
          {:ok, t}
          | {:ambiguous, first_datetime :: t, second_datetime :: t}
          | {:gap, t, t}
          | {:error,
             :incompatible_calendars | :time_zone_not_found | :utc_only_time_zone_database}
  def from_naive(
        naive_datetime,
        time_zone,
        time_zone_database \\ Calendar.get_time_zone_database()
      )

  def from_naive(naive_datetime, "Etc/UTC", _time_zone_database),
    do: {:ok, in_period(naive_datetime, "Etc/UTC", @utc)}

  def from_naive(%{calendar: calendar} = naive_datetime, time_zone, time_zone_database) do
    with {:ok, wall} <- NaiveDateTime.convert(naive_datetime, Calendar.ISO) do
      case time_zone_database.time_zone_periods_from_wall_datetime(wall, time_zone) do
        {:ok, period} ->
          {:ok, in_period(naive_datetime, time_zone, period)}

        {:ambiguous, first, second} ->
          {:ambiguous, in_period(naive_datetime, time_zone, first),
           in_period(naive_datetime, time_zone, second)}

        {:gap, {before, limit_before}, {afterwards, limit_after}} ->
          last = NaiveDateTime.add(limit_before, -1, :microsecond)

          {:gap, in_period(NaiveDateTime.convert!(last, calendar), time_zone, before),
           in_period(NaiveDateTime.convert!(limit_after, calendar), time_zone, afterwards)}

        {:error, reason} ->
          {:error, reason}
      end
    end
  end

  @doc """
  Says in which zone a naive date with a time is meant; raises unless there is exactly one such moment.

  ## Examples

      iex> DateTime.from_naive!(~N[2016-05-24 13:26:08.003], "Etc/UTC")
      ~U[2016-05-24 13:26:08.003Z]

  """
  @doc since: "1.4.0"
  @spec from_naive!(
          NaiveDateTime.t(),
          Calendar.time_zone(),
          Calendar.time_zone_database()
        ) :: t
  def from_naive!(
        naive_datetime,
        time_zone,
        time_zone_database \\ Calendar.get_time_zone_database()
      ) do
    case from_naive(naive_datetime, time_zone, time_zone_database) do
      {:ok, datetime} ->
        datetime

      other ->
        attempt = "convert #{inspect(naive_datetime)} to datetime"
        raise ArgumentError, not_one(other, attempt, time_zone)
    end
  end

  # Why what was attempted does not give one moment.
  defp not_one({:ambiguous, first, second}, attempt, time_zone) do
    "cannot #{attempt} because such instant is ambiguous in time zone #{time_zone} " <>
      "as there is an overlap between #{inspect(first)} and #{inspect(second)}"
  end

  defp not_one({:gap, before, afterwards}, attempt, time_zone) do
    "cannot #{attempt} because such instant does not exist in time zone #{time_zone} " <>
      "as there is a gap between #{inspect(before)} and #{inspect(afterwards)}"
  end

  defp not_one({:error, reason}, attempt, _time_zone),
    do: "cannot #{attempt}, reason: #{inspect(reason)}"

  defp in_period(naive_datetime, time_zone, period) do
    %{year: year, month: month, day: day, calendar: calendar} = naive_datetime
    %{hour: hour, minute: minute, second: second, microsecond: microsecond} = naive_datetime

    %DateTime{
      calendar: calendar,
      year: year,
      month: month,
      day: day,
      hour: hour,
      minute: minute,
      second: second,
      microsecond: microsecond,
      time_zone: time_zone,
      zone_abbr: period.zone_abbr,
      utc_offset: period.utc_offset,
      std_offset: period.std_offset
    }
  end

  @doc """
  Returns the same moment in another zone.

  ## Examples

      iex> DateTime.shift_zone(~U[2018-07-16 10:00:00Z], "Etc/UTC")
      {:ok, ~U[2018-07-16 10:00:00Z]}
      iex> DateTime.shift_zone(~U[2018-07-16 10:00:00Z], "Mars/Olympus")
      {:error, :utc_only_time_zone_database}

  """
  @doc since: "1.8.0"
  @spec shift_zone(t, Calendar.time_zone(), Calendar.time_zone_database()) ::
          {:ok, t} | {:error, :time_zone_not_found | :utc_only_time_zone_database}
  def shift_zone(datetime, time_zone, time_zone_database \\ Calendar.get_time_zone_database())

  def shift_zone(%{time_zone: time_zone} = datetime, time_zone, _time_zone_database),
    do: {:ok, datetime}

  def shift_zone(
        %{calendar: calendar, microsecond: {_, precision}} = datetime,
        time_zone,
        time_zone_database
      ) do
    datetime
    |> to_iso_days()
    |> at_zone(precision, calendar, time_zone, time_zone_database)
  end

  defp at_zone(iso_days, precision, calendar, time_zone, time_zone_database) do
    with {:ok, period} <-
           time_zone_database.time_zone_period_from_utc_iso_days(iso_days, time_zone) do
      {:ok, from_iso_days(iso_days, precision, calendar, time_zone, period)}
    end
  end

  # The moment of these ISO days in UTC, as the clocks of a period show it.
  defp from_iso_days(iso_days, precision, calendar, time_zone, period) do
    {year, month, day, hour, minute, second, {value, _}} =
      iso_days
      |> Calendar.ISO.add_day_fraction_to_iso_days(period.utc_offset + period.std_offset, 86_400)
      |> calendar.naive_datetime_from_iso_days()

    %DateTime{
      calendar: calendar,
      year: year,
      month: month,
      day: day,
      hour: hour,
      minute: minute,
      second: second,
      microsecond: {value, precision},
      time_zone: time_zone,
      zone_abbr: period.zone_abbr,
      utc_offset: period.utc_offset,
      std_offset: period.std_offset
    }
  end

  @doc """
  Returns the same moment in another zone; raises if the zone is not known.

  ## Examples

      iex> DateTime.shift_zone!(~U[2018-07-16 10:00:00Z], "Etc/UTC")
      ~U[2018-07-16 10:00:00Z]

  """
  @doc since: "1.10.0"
  @spec shift_zone!(t, Calendar.time_zone(), Calendar.time_zone_database()) :: t
  def shift_zone!(datetime, time_zone, time_zone_database \\ Calendar.get_time_zone_database()) do
    case shift_zone(datetime, time_zone, time_zone_database) do
      {:ok, datetime} ->
        datetime

      {:error, reason} ->
        raise ArgumentError,
              "cannot shift #{inspect(datetime)} to #{inspect(time_zone)} time zone, " <>
                "reason: #{inspect(reason)}"
    end
  end

  @doc """
  Returns the current moment in a zone.

  ## Examples

      iex> {:ok, datetime} = DateTime.now("Etc/UTC")
      iex> datetime.time_zone
      "Etc/UTC"

  """
  @doc since: "1.8.0"
  @spec now(Calendar.time_zone(), Calendar.time_zone_database()) ::
          {:ok, t} | {:error, :time_zone_not_found | :utc_only_time_zone_database}
  def now(time_zone, time_zone_database \\ Calendar.get_time_zone_database()),
    do: shift_zone(utc_now(), time_zone, time_zone_database)

  @doc """
  Returns the current moment in a zone; raises if the zone is not known.

  ## Examples

      iex> DateTime.now!("Etc/UTC").zone_abbr
      "UTC"

  """
  @doc since: "1.10.0"
  @spec now!(Calendar.time_zone(), Calendar.time_zone_database()) :: t
  def now!(time_zone, time_zone_database \\ Calendar.get_time_zone_database()) do
    case now(time_zone, time_zone_database) do
      {:ok, datetime} ->
        datetime

      {:error, reason} ->
        raise ArgumentError,
              "cannot get current datetime in #{inspect(time_zone)} time zone, " <>
                "reason: #{inspect(reason)}"
    end
  end

  @doc """
  Returns Unix time: the time since 1970-01-01 00:00:00 UTC in a unit, rounded down.

  ## Examples

      iex> DateTime.to_unix(~U[2015-05-25 13:26:08Z])
      1432560368
      iex> DateTime.to_unix(~U[1969-12-31 23:59:59.250Z], :millisecond)
      -750

  """
  @spec to_unix(Calendar.datetime(), System.time_unit()) :: integer
  def to_unix(datetime, unit \\ :second)

  def to_unix(%{utc_offset: _, std_offset: _} = datetime, unit) do
    check_unix_unit!(unit)
    {days, day_fraction} = to_iso_days(datetime)
    Calendar.ISO.iso_days_to_unit({days - @unix_days, day_fraction}, unit)
  end

  @doc """
  Returns what the clock shows, without the zone.

  ## Examples

      iex> DateTime.to_naive(~U[2016-05-24 13:26:08.003Z])
      ~N[2016-05-24 13:26:08.003]

  """
  @spec to_naive(Calendar.datetime()) :: NaiveDateTime.t()
  def to_naive(%{calendar: calendar, time_zone: _} = datetime) do
    %NaiveDateTime{
      calendar: calendar,
      year: datetime.year,
      month: datetime.month,
      day: datetime.day,
      hour: datetime.hour,
      minute: datetime.minute,
      second: datetime.second,
      microsecond: datetime.microsecond
    }
  end

  @doc """
  Returns the date.

  ## Examples

      iex> DateTime.to_date(~U[2016-05-24 13:26:08.003Z])
      ~D[2016-05-24]

  """
  @spec to_date(Calendar.datetime()) :: Date.t()
  def to_date(%{time_zone: _} = datetime), do: NaiveDateTime.to_date(datetime)

  @doc """
  Returns the time.

  ## Examples

      iex> DateTime.to_time(~U[2016-05-24 13:26:08.003Z])
      ~T[13:26:08.003]

  """
  @spec to_time(Calendar.datetime()) :: Time.t()
  def to_time(%{time_zone: _} = datetime), do: NaiveDateTime.to_time(datetime)

  @doc """
  Returns the text of ISO 8601, `:extended` or `:basic`, perhaps at another offset in seconds.

  ## Examples

      iex> DateTime.to_iso8601(~U[2000-02-28 23:00:13Z])
      "2000-02-28T23:00:13Z"
      iex> DateTime.to_iso8601(~U[2000-02-28 23:00:13Z], :basic)
      "20000228T230013Z"
      iex> DateTime.to_iso8601(~U[2000-02-28 23:00:13Z], :extended, 3600)
      "2000-02-29T00:00:13+01:00"

  """
  @spec to_iso8601(Calendar.datetime(), :basic | :extended, nil | integer) :: String.t()
  def to_iso8601(datetime, format \\ :extended, offset \\ nil)

  def to_iso8601(
        %{calendar: Calendar.ISO, utc_offset: utc_offset, std_offset: std_offset} = datetime,
        format,
        offset
      )
      when format in [:extended, :basic] do
    own = utc_offset + std_offset
    offset = offset || own

    wall =
      if offset == own,
        do: to_naive(datetime),
        else: datetime |> to_naive() |> NaiveDateTime.add(offset - own)

    suffix = Calendar.ISO.Writer.offset(offset, datetime.time_zone, format)
    IO.iodata_to_binary([NaiveDateTime.to_iso8601(wall, format), suffix])
  end

  def to_iso8601(%{calendar: _} = datetime, format, offset) when format in [:extended, :basic],
    do: datetime |> convert!(Calendar.ISO) |> to_iso8601(format, offset)

  @doc """
  Parses the text of ISO 8601 with an offset, `2024-02-29T23:50:07+01:00`, into UTC and the offset in seconds.

  The second argument is a calendar or a format, `:extended` (the default) or `:basic`.

  ## Examples

      iex> DateTime.from_iso8601("2015-01-23T23:50:07Z")
      {:ok, ~U[2015-01-23 23:50:07Z], 0}
      iex> DateTime.from_iso8601("2015-01-23T23:50:07.123+02:30")
      {:ok, ~U[2015-01-23 21:20:07.123Z], 9000}
      iex> DateTime.from_iso8601("20150123T235007Z", :basic)
      {:ok, ~U[2015-01-23 23:50:07Z], 0}
      iex> DateTime.from_iso8601("2015-01-23T23:50:07")
      {:error, :missing_offset}

  """
  @doc since: "1.4.0"
  @spec from_iso8601(String.t(), Calendar.calendar() | :extended | :basic) ::
          {:ok, t, Calendar.utc_offset()} | {:error, atom}
  def from_iso8601(string, format_or_calendar \\ Calendar.ISO)

  def from_iso8601(string, format) when format in [:basic, :extended],
    do: from_iso8601(string, Calendar.ISO, format)

  def from_iso8601(string, calendar) when is_atom(calendar),
    do: from_iso8601(string, calendar, :extended)

  @doc """
  Parses the text of ISO 8601 with an offset, in a format, into the calendar.

  ## Examples

      iex> DateTime.from_iso8601("20150123T235007.123+0230", Calendar.ISO, :basic)
      {:ok, ~U[2015-01-23 21:20:07.123Z], 9000}

  """
  @spec from_iso8601(String.t(), Calendar.calendar(), :extended | :basic) ::
          {:ok, t, Calendar.utc_offset()} | {:error, atom}
  def from_iso8601(string, calendar, format) do
    with {:ok, {year, month, day, hour, minute, second, microsecond}, offset} <-
           Calendar.ISO.parse_utc_datetime(string, format),
         {:ok, datetime} <-
           convert(
             %DateTime{
               year: year,
               month: month,
               day: day,
               hour: hour,
               minute: minute,
               second: second,
               microsecond: microsecond,
               time_zone: "Etc/UTC",
               zone_abbr: "UTC",
               utc_offset: 0,
               std_offset: 0
             },
             calendar
           ) do
      {:ok, datetime, offset}
    end
  end

  @doc """
  Makes a moment of the seconds from 0000-01-01 00:00:00 UTC.

  ## Examples

      iex> DateTime.from_gregorian_seconds(63_755_511_991, {5000, 3})
      ~U[2020-05-01 00:26:31.005Z]

  """
  @doc since: "1.11.0"
  @spec from_gregorian_seconds(integer, Calendar.microsecond(), Calendar.calendar()) :: t
  def from_gregorian_seconds(seconds, microsecond \\ {0, 0}, calendar \\ Calendar.ISO)

  def from_gregorian_seconds(seconds, {value, precision}, calendar) when is_integer(seconds) do
    seconds
    |> Calendar.ISO.gregorian_seconds_to_iso_days(value)
    |> from_iso_days(precision, calendar, "Etc/UTC", @utc)
  end

  @doc """
  Returns the seconds from 0000-01-01 00:00:00 UTC, and the microseconds.

  ## Examples

      iex> DateTime.to_gregorian_seconds(~U[2020-05-01 00:26:31.005Z])
      {63755511991, 5000}

  """
  @doc since: "1.11.0"
  @spec to_gregorian_seconds(Calendar.datetime()) :: {integer, non_neg_integer}
  def to_gregorian_seconds(%{microsecond: {value, _precision}} = datetime),
    do: {datetime |> to_iso_days() |> Calendar.ISO.iso_days_to_unit(:second), value}

  @doc """
  Returns the text, as the calendar writes it.

  ## Examples

      iex> DateTime.to_string(~U[2000-02-28 23:00:13.01Z])
      "2000-02-28 23:00:13.01Z"

  """
  @spec to_string(Calendar.datetime()) :: String.t()
  def to_string(%{calendar: calendar, time_zone: _} = datetime) do
    calendar.datetime_to_string(
      datetime.year,
      datetime.month,
      datetime.day,
      datetime.hour,
      datetime.minute,
      datetime.second,
      datetime.microsecond,
      datetime.time_zone,
      datetime.zone_abbr,
      datetime.utc_offset,
      datetime.std_offset
    )
  end

  @doc """
  Compares two moments: `:gt` if the first is the later one, `:lt` if the earlier, `:eq` if they are the same.

  ## Examples

      iex> DateTime.compare(~U[2016-05-24 13:26:08Z], ~U[2016-05-24 13:26:08.5Z])
      :lt

  """
  @doc since: "1.4.0"
  @spec compare(Calendar.datetime(), Calendar.datetime()) :: :lt | :eq | :gt
  def compare(
        %{utc_offset: _, std_offset: _} = datetime1,
        %{utc_offset: _, std_offset: _} = datetime2
      ) do
    {days1, {parts1, whole1}} = to_iso_days(datetime1)
    {days2, {parts2, whole2}} = to_iso_days(datetime2)
    order({days1, parts1 * whole2}, {days2, parts2 * whole1})
  end

  defp order(value1, value2) when value1 < value2, do: :lt
  defp order(value1, value2) when value1 > value2, do: :gt
  defp order(_value1, _value2), do: :eq

  @doc """
  Whether the first moment is earlier than the second.

  ## Examples

      iex> DateTime.before?(~U[2021-01-01 11:00:00Z], ~U[2022-02-02 11:00:00Z])
      true

  """
  @doc since: "1.15.0"
  @spec before?(Calendar.datetime(), Calendar.datetime()) :: boolean
  def before?(datetime1, datetime2), do: compare(datetime1, datetime2) == :lt

  @doc """
  Whether the first moment is later than the second.

  ## Examples

      iex> DateTime.after?(~U[2022-02-02 11:00:00Z], ~U[2021-01-01 11:00:00Z])
      true

  """
  @doc since: "1.15.0"
  @spec after?(Calendar.datetime(), Calendar.datetime()) :: boolean
  def after?(datetime1, datetime2), do: compare(datetime1, datetime2) == :gt

  @doc """
  Returns the time that passed from the second moment to the first, in a unit, rounded down.

  The unit is `:day` (of 24 hours), `:hour`, `:minute`, `:second` (the default), `:millisecond`, `:microsecond`,
  `:nanosecond`, or the number of parts of a second. Of days, hours and minutes, only whole ones count.

  ## Examples

      iex> DateTime.diff(~U[2018-07-16 10:00:02Z], ~U[2018-07-16 10:00:00Z])
      2
      iex> DateTime.diff(~U[2018-07-16 10:00:00Z], ~U[2018-07-18 12:00:00Z], :day)
      -2

  """
  @doc since: "1.5.0"
  @spec diff(
          Calendar.datetime(),
          Calendar.datetime(),
          :day | :hour | :minute | System.time_unit()
        ) :: integer
  def diff(datetime1, datetime2, unit \\ :second)

  def diff(datetime1, datetime2, :day),
    do: datetime1 |> diff(datetime2, :second) |> div(86_400)

  def diff(datetime1, datetime2, :hour), do: datetime1 |> diff(datetime2, :second) |> div(3600)
  def diff(datetime1, datetime2, :minute), do: datetime1 |> diff(datetime2, :second) |> div(60)

  def diff(
        %{utc_offset: _, std_offset: _} = datetime1,
        %{utc_offset: _, std_offset: _} = datetime2,
        unit
      ) do
    check_unit!(unit)

    System.convert_time_unit(
      to_microseconds(datetime1) - to_microseconds(datetime2),
      :microsecond,
      unit
    )
  end

  defp to_microseconds(datetime),
    do: datetime |> to_iso_days() |> Calendar.ISO.iso_days_to_unit(:microsecond)

  defp check_unit!(unit) do
    if unit not in @units and not (is_integer(unit) and unit > 0) do
      raise ArgumentError,
            "unsupported time unit. Expected :day, :hour, :minute, :second, :millisecond, " <>
              ":microsecond, :nanosecond, or a positive integer, got #{inspect(unit)}"
    end
  end

  @doc """
  Returns the moment an amount of time later, in the same zone.

  The unit is `:day` (of 24 hours), `:hour`, `:minute`, `:second` (the default), `:millisecond`, `:microsecond`,
  `:nanosecond`, or the number of parts of a second. The result has at least the precision of the unit.

  ## Examples

      iex> DateTime.add(~U[2018-11-15 10:00:00Z], 3600)
      ~U[2018-11-15 11:00:00Z]
      iex> DateTime.add(~U[2018-11-15 10:00:00Z], -3, :day)
      ~U[2018-11-12 10:00:00Z]
      iex> DateTime.add(~U[2018-11-15 10:00:00Z], 5, :millisecond)
      ~U[2018-11-15 10:00:00.005Z]

  """
  @doc since: "1.8.0"
  @spec add(
          Calendar.datetime(),
          integer,
          :day | :hour | :minute | System.time_unit(),
          Calendar.time_zone_database()
        ) :: t
  def add(
        datetime,
        amount_to_add,
        unit \\ :second,
        time_zone_database \\ Calendar.get_time_zone_database()
      )

  def add(datetime, amount_to_add, :day, time_zone_database) when is_integer(amount_to_add),
    do: add(datetime, amount_to_add * 86_400, :second, time_zone_database)

  def add(datetime, amount_to_add, :hour, time_zone_database) when is_integer(amount_to_add),
    do: add(datetime, amount_to_add * 3600, :second, time_zone_database)

  def add(datetime, amount_to_add, :minute, time_zone_database) when is_integer(amount_to_add),
    do: add(datetime, amount_to_add * 60, :second, time_zone_database)

  def add(
        %{utc_offset: _, std_offset: _, microsecond: {_, precision}} = datetime,
        amount_to_add,
        unit,
        time_zone_database
      )
      when is_integer(amount_to_add) do
    check_unit!(unit)
    precision = max(Calendar.ISO.time_unit_to_precision(unit), precision)
    microseconds = System.convert_time_unit(amount_to_add, unit, :microsecond)

    moved =
      datetime
      |> to_iso_days()
      |> Calendar.ISO.add_day_fraction_to_iso_days(microseconds, 86_400_000_000)
      |> at_zone(precision, datetime.calendar, datetime.time_zone, time_zone_database)

    case moved do
      {:ok, datetime} ->
        datetime

      {:error, reason} ->
        attempt = "add #{amount_to_add} #{unit} to #{inspect(datetime)}"
        raise ArgumentError, no_zone(attempt, time_zone_database, reason)
    end
  end

  defp no_zone(attempt, time_zone_database, reason) do
    "cannot #{attempt} (with time zone database #{inspect(time_zone_database)}), " <>
      "reason: #{inspect(reason)}"
  end

  @doc """
  Shifts by a duration, in the same zone.

  Years and months are added first, to what the clock shows; if the month that they lead to has no such day, its last day is
  taken. Then the rest is added. If clocks were changed in between, they are taken to have gone on as before, and the result
  is shown as they show it now.

  ## Examples

      iex> DateTime.shift(~U[2016-01-31 00:00:00Z], month: 1)
      ~U[2016-02-29 00:00:00Z]
      iex> DateTime.shift(~U[2016-01-31 00:00:00Z], year: 4, day: 1, second: -1)
      ~U[2020-01-31 23:59:59Z]

  """
  @doc since: "1.17.0"
  @spec shift(Calendar.datetime(), Duration.duration(), Calendar.time_zone_database()) :: t
  def shift(datetime, duration, time_zone_database \\ Calendar.get_time_zone_database())

  def shift(
        %{calendar: calendar, utc_offset: utc_offset, std_offset: std_offset} = datetime,
        duration,
        time_zone_database
      ) do
    duration = Duration.for_shift!(duration, :datetime)
    wall = datetime |> to_naive() |> NaiveDateTime.shift(duration)

    if datetime.time_zone == "Etc/UTC" do
      in_period(wall, "Etc/UTC", @utc)
    else
      {_, precision} = wall.microsecond

      moved =
        wall
        |> NaiveDateTime.to_iso_days()
        |> Calendar.ISO.add_day_fraction_to_iso_days(-(utc_offset + std_offset), 86_400)
        |> at_zone(precision, calendar, datetime.time_zone, time_zone_database)

      case moved do
        {:ok, datetime} ->
          datetime

        {:error, reason} ->
          attempt = "shift #{inspect(datetime)} to #{inspect(duration)}"
          raise ArgumentError, no_zone(attempt, time_zone_database, reason)
      end
    end
  end

  @doc """
  Cuts to `:second`, `:millisecond` or `:microsecond`.

  ## Examples

      iex> DateTime.truncate(~U[2018-11-15 10:00:00.123456Z], :millisecond)
      ~U[2018-11-15 10:00:00.123Z]

  """
  @doc since: "1.6.0"
  @spec truncate(Calendar.datetime(), :microsecond | :millisecond | :second) :: t
  def truncate(%DateTime{microsecond: microsecond} = datetime, precision),
    do: %{datetime | microsecond: Calendar.truncate(microsecond, precision)}

  def truncate(%{time_zone: _, microsecond: microsecond} = datetime, precision),
    do: %{
      in_period(datetime, datetime.time_zone, datetime)
      | microsecond: Calendar.truncate(microsecond, precision)
    }

  @doc """
  Converts to another calendar, if the days of both begin at the same time.

  ## Examples

      iex> DateTime.convert(~U[2024-02-29 10:00:00Z], Calendar.ISO)
      {:ok, ~U[2024-02-29 10:00:00Z]}

  """
  @doc since: "1.5.0"
  @spec convert(Calendar.datetime(), Calendar.calendar()) ::
          {:ok, t} | {:error, :incompatible_calendars}
  def convert(%DateTime{calendar: calendar} = datetime, calendar), do: {:ok, datetime}

  def convert(%{time_zone: time_zone} = datetime, calendar) do
    with {:ok, wall} <- datetime |> to_naive() |> NaiveDateTime.convert(calendar),
         do: {:ok, in_period(wall, time_zone, datetime)}
  end

  @doc """
  Converts to another calendar; raises if it cannot be.

  ## Examples

      iex> DateTime.convert!(~U[2024-02-29 10:00:00Z], Calendar.ISO)
      ~U[2024-02-29 10:00:00Z]

  """
  @doc since: "1.5.0"
  @spec convert!(Calendar.datetime(), Calendar.calendar()) :: t
  def convert!(datetime, calendar) do
    case convert(datetime, calendar) do
      {:ok, datetime} ->
        datetime

      {:error, :incompatible_calendars} ->
        raise ArgumentError,
              "cannot convert #{inspect(datetime)} to target calendar #{inspect(calendar)}, " <>
                "reason: #{inspect(datetime.calendar)} and #{inspect(calendar)} have " <>
                "different day rollover moments, making this conversion ambiguous"
    end
  end

  # The moment in UTC.
  defp to_iso_days(%{utc_offset: utc_offset, std_offset: std_offset} = datetime) do
    iso_days = NaiveDateTime.to_iso_days(datetime)

    case utc_offset + std_offset do
      0 -> iso_days
      offset -> Calendar.ISO.add_day_fraction_to_iso_days(iso_days, -offset, 86_400)
    end
  end

  defimpl String.Chars do
    defdelegate to_string(datetime), to: DateTime
  end

  defimpl Inspect do
    def inspect(%{calendar: calendar} = datetime, _opts) do
      text =
        if calendar == Calendar.ISO,
          do: DateTime.to_string(datetime),
          else: "#{DateTime.to_string(datetime)} #{Kernel.inspect(calendar)}"

      if literal?(datetime), do: "~U[#{text}]", else: "#DateTime<#{text}>"
    end

    defp literal?(%{time_zone: "Etc/UTC", zone_abbr: "UTC", utc_offset: 0, std_offset: 0} = utc),
      do: utc.calendar != Calendar.ISO or utc.year in -9999..9999//1

    defp literal?(_datetime), do: false
  end
end
