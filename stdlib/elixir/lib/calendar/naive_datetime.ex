# Dates with a time of day, but without a zone.

defmodule NaiveDateTime do
  @moduledoc """
  Dates with a time: what a calendar and a clock on the wall show, without saying where the wall is.

  Literals are written with the sigil `~N`.

      iex> naive = ~N[2000-01-01 23:00:07]
      iex> {naive.year, naive.hour, naive.microsecond}
      {2000, 23, {0, 0}}

  Without a zone it is unknown how far apart two of them are if clocks were changed in between: arithmetic counts
  days of 24 hours. `DateTime` has a zone.

  `<` compares field by field: use `compare/2`, `before?/2`, `after?/2`, or give this module to `Enum.sort/2`.

  All functions but those that make such structs also take a `DateTime`, or a map with the fields.
  """

  @enforce_keys [:year, :month, :day, :hour, :minute, :second]
  defstruct [
    :year,
    :month,
    :day,
    :hour,
    :minute,
    :second,
    microsecond: {0, 0},
    calendar: Calendar.ISO
  ]

  @type t :: %NaiveDateTime{
          year: Calendar.year(),
          month: Calendar.month(),
          day: Calendar.day(),
          calendar: Calendar.calendar(),
          hour: Calendar.hour(),
          minute: Calendar.minute(),
          second: Calendar.second(),
          microsecond: Calendar.microsecond()
        }

  @units_with_days [:second, :millisecond, :microsecond, :nanosecond]

  @doc """
  Returns the current date and time in UTC, in the calendar, or cut to `:second`, `:millisecond` or `:microsecond`.

  ## Examples

      iex> naive = NaiveDateTime.utc_now()
      iex> naive.year >= 2024
      true
      iex> NaiveDateTime.utc_now(:second).microsecond
      {0, 0}

  """
  @doc since: "1.4.0"
  @spec utc_now(Calendar.calendar() | :native | :microsecond | :millisecond | :second) :: t
  def utc_now(calendar_or_time_unit \\ Calendar.ISO),
    do: calendar_or_time_unit |> DateTime.utc_now() |> from_fields()

  @doc """
  Returns the current date and time in UTC, cut to a unit, in the calendar.

  ## Examples

      iex> NaiveDateTime.utc_now(:second, Calendar.ISO).microsecond
      {0, 0}

  """
  @doc since: "1.15.0"
  @spec utc_now(:native | :microsecond | :millisecond | :second, Calendar.calendar()) :: t
  def utc_now(time_unit, calendar),
    do: time_unit |> DateTime.utc_now(calendar) |> from_fields()

  @doc """
  Returns the current date and time of the machine's own zone, to the second.

  To record when something happened, prefer `DateTime.utc_now/0`.

  ## Examples

      iex> naive = NaiveDateTime.local_now()
      iex> naive.microsecond
      {0, 0}

  """
  @doc since: "1.10.0"
  @spec local_now(Calendar.calendar()) :: t
  def local_now(calendar \\ Calendar.ISO),
    do: :erlang.localtime() |> from_erl!() |> convert!(calendar)

  @doc """
  Makes a date with a time, if there is such a one. Microseconds are an integer, which counts with six digits, or a pair.

  ## Examples

      iex> NaiveDateTime.new(2000, 1, 1, 0, 0, 0)
      {:ok, ~N[2000-01-01 00:00:00]}
      iex> NaiveDateTime.new(2000, 1, 1, 23, 59, 59, {0, 1})
      {:ok, ~N[2000-01-01 23:59:59.0]}
      iex> NaiveDateTime.new(2000, 13, 1, 0, 0, 0)
      {:error, :invalid_date}
      iex> NaiveDateTime.new(2000, 1, 1, 24, 59, 59)
      {:error, :invalid_time}

  """
  @spec new(
          Calendar.year(),
          Calendar.month(),
          Calendar.day(),
          Calendar.hour(),
          Calendar.minute(),
          Calendar.second(),
          Calendar.microsecond() | non_neg_integer,
          Calendar.calendar()
        ) :: {:ok, t} | {:error, atom}
  def new(
        year,
        month,
        day,
        hour,
        minute,
        second,
        microsecond \\ {0, 0},
        calendar \\ Calendar.ISO
      ) do
    with {:ok, date} <- Date.new(year, month, day, calendar),
         {:ok, time} <- Time.new(hour, minute, second, microsecond, calendar),
         do: new(date, time)
  end

  @doc """
  Makes a date with a time; raises if there is none.

  ## Examples

      iex> NaiveDateTime.new!(2000, 1, 1, 23, 59, 59, {0, 1})
      ~N[2000-01-01 23:59:59.0]
      iex> NaiveDateTime.new!(2000, 1, 1, 24, 59, 59)
      ** (ArgumentError) cannot build naive datetime, reason: :invalid_time

  """
  @doc since: "1.11.0"
  @spec new!(
          Calendar.year(),
          Calendar.month(),
          Calendar.day(),
          Calendar.hour(),
          Calendar.minute(),
          Calendar.second(),
          Calendar.microsecond() | non_neg_integer,
          Calendar.calendar()
        ) :: t
  def new!(
        year,
        month,
        day,
        hour,
        minute,
        second,
        microsecond \\ {0, 0},
        calendar \\ Calendar.ISO
      ) do
    case new(year, month, day, hour, minute, second, microsecond, calendar) do
      {:ok, naive_datetime} ->
        naive_datetime

      {:error, reason} ->
        raise ArgumentError, "cannot build naive datetime, reason: #{inspect(reason)}"
    end
  end

  @doc """
  Joins a date and a time of the same calendar.

  ## Examples

      iex> NaiveDateTime.new(~D[2010-01-13], ~T[23:00:07.005])
      {:ok, ~N[2010-01-13 23:00:07.005]}

  """
  @spec new(Date.t(), Time.t()) :: {:ok, t}
  def new(date, time)

  def new(%Date{calendar: calendar} = date, %Time{calendar: calendar} = time) do
    {:ok,
     %NaiveDateTime{
       calendar: calendar,
       year: date.year,
       month: date.month,
       day: date.day,
       hour: time.hour,
       minute: time.minute,
       second: time.second,
       microsecond: time.microsecond
     }}
  end

  @doc """
  Joins a date and a time of the same calendar.

  ## Examples

      iex> NaiveDateTime.new!(~D[2010-01-13], ~T[23:00:07.005])
      ~N[2010-01-13 23:00:07.005]

  """
  @doc since: "1.11.0"
  @spec new!(Date.t(), Time.t()) :: t
  def new!(date, time)

  def new!(%Date{calendar: calendar} = date, %Time{calendar: calendar} = time) do
    {:ok, naive_datetime} = new(date, time)
    naive_datetime
  end

  @doc """
  Adds an amount of time.

  The unit is `:day`, `:hour`, `:minute`, `:second` (the default), `:millisecond`, `:microsecond`, `:nanosecond`, or the
  number of parts of a second. The result has at least the precision of the unit.

  ## Examples

      iex> NaiveDateTime.add(~N[2014-10-02 00:29:10], 2)
      ~N[2014-10-02 00:29:12]
      iex> NaiveDateTime.add(~N[2014-10-02 00:29:10.042], -2, :day)
      ~N[2014-09-30 00:29:10.042]
      iex> NaiveDateTime.add(~N[2014-10-02 00:29:10], 2_000, :millisecond)
      ~N[2014-10-02 00:29:12.000]

  """
  @doc since: "1.4.0"
  @spec add(Calendar.naive_datetime(), integer, :day | :hour | :minute | System.time_unit()) :: t
  def add(naive_datetime, amount_to_add, unit \\ :second)

  def add(naive_datetime, amount_to_add, :day) when is_integer(amount_to_add),
    do: add(naive_datetime, amount_to_add * 86_400, :second)

  def add(naive_datetime, amount_to_add, :hour) when is_integer(amount_to_add),
    do: add(naive_datetime, amount_to_add * 3600, :second)

  def add(naive_datetime, amount_to_add, :minute) when is_integer(amount_to_add),
    do: add(naive_datetime, amount_to_add * 60, :second)

  def add(
        %{microsecond: {_, precision}, calendar: calendar} = naive_datetime,
        amount_to_add,
        unit
      )
      when is_integer(amount_to_add) do
    check_unit!(unit)
    precision = max(Calendar.ISO.time_unit_to_precision(unit), precision)
    microseconds = System.convert_time_unit(amount_to_add, unit, :microsecond)

    naive_datetime
    |> to_iso_days()
    |> Calendar.ISO.add_day_fraction_to_iso_days(microseconds, 86_400_000_000)
    |> from_iso_days(calendar, precision)
  end

  defp check_unit!(unit) do
    if unit not in @units_with_days and not (is_integer(unit) and unit > 0) do
      raise ArgumentError,
            "unsupported time unit. Expected :day, :hour, :minute, :second, :millisecond, " <>
              ":microsecond, :nanosecond, or a positive integer, got #{inspect(unit)}"
    end
  end

  @doc """
  Returns the time from the second to the first, in a unit.

  The unit is `:day`, `:hour`, `:minute`, `:second` (the default), `:millisecond`, `:microsecond`, `:nanosecond`, or the
  number of parts of a second. Of days, hours and minutes, only whole ones count.

  ## Examples

      iex> NaiveDateTime.diff(~N[2014-10-02 00:29:12], ~N[2014-10-02 00:29:10])
      2
      iex> NaiveDateTime.diff(~N[2014-10-02 00:29:10.042], ~N[2014-10-02 00:29:10], :millisecond)
      42
      iex> NaiveDateTime.diff(~N[2014-10-02 00:00:00], ~N[2014-10-04 12:00:00], :day)
      -2

  """
  @doc since: "1.4.0"
  @spec diff(
          Calendar.naive_datetime(),
          Calendar.naive_datetime(),
          :day | :hour | :minute | System.time_unit()
        ) :: integer
  def diff(naive_datetime1, naive_datetime2, unit \\ :second)

  def diff(naive_datetime1, naive_datetime2, :day),
    do: naive_datetime1 |> diff(naive_datetime2, :second) |> div(86_400)

  def diff(naive_datetime1, naive_datetime2, :hour),
    do: naive_datetime1 |> diff(naive_datetime2, :second) |> div(3600)

  def diff(naive_datetime1, naive_datetime2, :minute),
    do: naive_datetime1 |> diff(naive_datetime2, :second) |> div(60)

  def diff(
        %{calendar: calendar1} = naive_datetime1,
        %{calendar: calendar2} = naive_datetime2,
        unit
      ) do
    if not Calendar.compatible_calendars?(calendar1, calendar2) do
      raise ArgumentError,
            "cannot calculate the difference between #{inspect(naive_datetime1)} and " <>
              "#{inspect(naive_datetime2)} because their calendars are not compatible " <>
              "and thus the result would be ambiguous"
    end

    check_unit!(unit)

    Calendar.ISO.iso_days_to_unit(to_iso_days(naive_datetime1), unit) -
      Calendar.ISO.iso_days_to_unit(to_iso_days(naive_datetime2), unit)
  end

  @doc """
  Shifts by a duration.

  Years and months are added first; if the month that they lead to has no such day, its last day is taken. Then the rest
  is added.

  ## Examples

      iex> NaiveDateTime.shift(~N[2016-01-31 00:00:00], month: 1)
      ~N[2016-02-29 00:00:00]
      iex> NaiveDateTime.shift(~N[2016-01-31 00:00:00], year: 4, day: 1)
      ~N[2020-02-01 00:00:00]
      iex> NaiveDateTime.shift(~N[2016-01-31 00:00:00], minute: -5, microsecond: {500, 4})
      ~N[2016-01-30 23:55:00.0005]

  """
  @doc since: "1.17.0"
  @spec shift(Calendar.naive_datetime(), Duration.duration()) :: t
  def shift(%{calendar: calendar} = naive_datetime, duration) do
    {year, month, day, hour, minute, second, microsecond} =
      calendar.shift_naive_datetime(
        naive_datetime.year,
        naive_datetime.month,
        naive_datetime.day,
        naive_datetime.hour,
        naive_datetime.minute,
        naive_datetime.second,
        naive_datetime.microsecond,
        Duration.for_shift!(duration, :datetime)
      )

    %NaiveDateTime{
      calendar: calendar,
      year: year,
      month: month,
      day: day,
      hour: hour,
      minute: minute,
      second: second,
      microsecond: microsecond
    }
  end

  @doc """
  Cuts to `:second`, `:millisecond` or `:microsecond`.

  ## Examples

      iex> NaiveDateTime.truncate(~N[2017-11-06 00:23:51.123456], :millisecond)
      ~N[2017-11-06 00:23:51.123]

  """
  @doc since: "1.6.0"
  @spec truncate(Calendar.naive_datetime(), :microsecond | :millisecond | :second) :: t
  def truncate(%NaiveDateTime{microsecond: microsecond} = naive_datetime, precision),
    do: %{naive_datetime | microsecond: Calendar.truncate(microsecond, precision)}

  def truncate(%{calendar: _} = naive_datetime, precision),
    do: naive_datetime |> from_fields() |> truncate(precision)

  @doc """
  Returns the date.

  ## Examples

      iex> NaiveDateTime.to_date(~N[2002-01-13 23:00:07])
      ~D[2002-01-13]

  """
  @spec to_date(Calendar.naive_datetime()) :: Date.t()
  def to_date(%{
        year: year,
        month: month,
        day: day,
        calendar: calendar,
        hour: _,
        minute: _,
        second: _,
        microsecond: _
      }) do
    %Date{year: year, month: month, day: day, calendar: calendar}
  end

  @doc """
  Returns the time.

  ## Examples

      iex> NaiveDateTime.to_time(~N[2002-01-13 23:00:07])
      ~T[23:00:07]

  """
  @spec to_time(Calendar.naive_datetime()) :: Time.t()
  def to_time(%{
        year: _,
        month: _,
        day: _,
        calendar: calendar,
        hour: hour,
        minute: minute,
        second: second,
        microsecond: microsecond
      }) do
    %Time{
      hour: hour,
      minute: minute,
      second: second,
      microsecond: microsecond,
      calendar: calendar
    }
  end

  @doc """
  Returns the text, as the calendar writes it.

  ## Examples

      iex> NaiveDateTime.to_string(~N[2000-02-28 23:00:13.001])
      "2000-02-28 23:00:13.001"

  """
  @spec to_string(Calendar.naive_datetime()) :: String.t()
  def to_string(%{calendar: calendar} = naive_datetime) do
    %{year: year, month: month, day: day} = naive_datetime
    %{hour: hour, minute: minute, second: second, microsecond: microsecond} = naive_datetime
    calendar.naive_datetime_to_string(year, month, day, hour, minute, second, microsecond)
  end

  @doc """
  Parses the text of ISO 8601, `2024-02-29T23:50:07.123`. An offset is allowed, and dropped.

  ## Examples

      iex> NaiveDateTime.from_iso8601("2015-01-23 23:50:07")
      {:ok, ~N[2015-01-23 23:50:07]}
      iex> NaiveDateTime.from_iso8601("2015-01-23T23:50:07.0123456-01:00")
      {:ok, ~N[2015-01-23 23:50:07.012345]}
      iex> NaiveDateTime.from_iso8601("2015-01-23P23:50:07")
      {:error, :invalid_format}

  """
  @spec from_iso8601(String.t(), Calendar.calendar()) :: {:ok, t} | {:error, atom}
  def from_iso8601(string, calendar \\ Calendar.ISO) do
    with {:ok, {year, month, day, hour, minute, second, microsecond}} <-
           Calendar.ISO.parse_naive_datetime(string) do
      convert(
        %NaiveDateTime{
          year: year,
          month: month,
          day: day,
          hour: hour,
          minute: minute,
          second: second,
          microsecond: microsecond
        },
        calendar
      )
    end
  end

  @doc """
  Parses the text of ISO 8601; raises if it is none.

  ## Examples

      iex> NaiveDateTime.from_iso8601!("2015-01-23T23:50:07.123Z")
      ~N[2015-01-23 23:50:07.123]
      iex> NaiveDateTime.from_iso8601!("2015-01-23P23:50:07")
      ** (ArgumentError) cannot parse "2015-01-23P23:50:07" as naive datetime, reason: :invalid_format

  """
  @spec from_iso8601!(String.t(), Calendar.calendar()) :: t
  def from_iso8601!(string, calendar \\ Calendar.ISO) do
    case from_iso8601(string, calendar) do
      {:ok, naive_datetime} ->
        naive_datetime

      {:error, reason} ->
        raise ArgumentError,
              "cannot parse #{inspect(string)} as naive datetime, reason: #{inspect(reason)}"
    end
  end

  @doc """
  Returns the text of ISO 8601, `:extended` or `:basic`.

  ## Examples

      iex> NaiveDateTime.to_iso8601(~N[2000-02-28 23:00:13.001])
      "2000-02-28T23:00:13.001"
      iex> NaiveDateTime.to_iso8601(~N[2000-02-28 23:00:13.001], :basic)
      "20000228T230013.001"

  """
  @spec to_iso8601(Calendar.naive_datetime(), :basic | :extended) :: String.t()
  def to_iso8601(naive_datetime, format \\ :extended)

  def to_iso8601(%{calendar: Calendar.ISO} = naive_datetime, format)
      when format in [:extended, :basic] do
    %{year: year, month: month, day: day} = naive_datetime
    %{hour: hour, minute: minute, second: second, microsecond: microsecond} = naive_datetime

    Calendar.ISO.date_to_string(year, month, day, format) <>
      "T" <> Calendar.ISO.time_to_string(hour, minute, second, microsecond, format)
  end

  def to_iso8601(%{calendar: _} = naive_datetime, format) when format in [:extended, :basic],
    do: naive_datetime |> convert!(Calendar.ISO) |> to_iso8601(format)

  @doc """
  Returns a date with a time as Erlang has it, in the ISO calendar, without microseconds.

  ## Examples

      iex> NaiveDateTime.to_erl(~N[2000-01-01 13:30:15])
      {{2000, 1, 1}, {13, 30, 15}}

  """
  @spec to_erl(Calendar.naive_datetime()) :: :calendar.datetime()
  def to_erl(naive_datetime) do
    naive_datetime = convert!(naive_datetime, Calendar.ISO)

    {{naive_datetime.year, naive_datetime.month, naive_datetime.day},
     {naive_datetime.hour, naive_datetime.minute, naive_datetime.second}}
  end

  @doc """
  Makes a date with a time of the calendar from one as Erlang has it.

  ## Examples

      iex> NaiveDateTime.from_erl({{2000, 1, 1}, {13, 30, 15}}, {5000, 3})
      {:ok, ~N[2000-01-01 13:30:15.005]}
      iex> NaiveDateTime.from_erl({{2000, 13, 1}, {13, 30, 15}})
      {:error, :invalid_date}

  """
  @spec from_erl(
          :calendar.datetime(),
          Calendar.microsecond() | non_neg_integer,
          Calendar.calendar()
        ) :: {:ok, t} | {:error, atom}
  def from_erl(tuple, microsecond \\ {0, 0}, calendar \\ Calendar.ISO)

  def from_erl({{year, month, day}, {hour, minute, second}}, microsecond, calendar) do
    with {:ok, naive_datetime} <- new(year, month, day, hour, minute, second, microsecond),
         do: convert(naive_datetime, calendar)
  end

  @doc """
  Makes a date with a time from one as Erlang has it; raises if there is none.

  ## Examples

      iex> NaiveDateTime.from_erl!({{2000, 1, 1}, {13, 30, 15}})
      ~N[2000-01-01 13:30:15]

  """
  @spec from_erl!(
          :calendar.datetime(),
          Calendar.microsecond() | non_neg_integer,
          Calendar.calendar()
        ) :: t
  def from_erl!(tuple, microsecond \\ {0, 0}, calendar \\ Calendar.ISO) do
    case from_erl(tuple, microsecond, calendar) do
      {:ok, naive_datetime} ->
        naive_datetime

      {:error, reason} ->
        raise ArgumentError,
              "cannot convert #{inspect(tuple)} to naive datetime, reason: #{inspect(reason)}"
    end
  end

  @doc """
  Makes a date with a time from the seconds since 0000-01-01 00:00:00.

  ## Examples

      iex> NaiveDateTime.from_gregorian_seconds(63_755_511_991, {5000, 3})
      ~N[2020-05-01 00:26:31.005]
      iex> NaiveDateTime.from_gregorian_seconds(-1)
      ~N[-0001-12-31 23:59:59]

  """
  @doc since: "1.11.0"
  @spec from_gregorian_seconds(integer, Calendar.microsecond(), Calendar.calendar()) :: t
  def from_gregorian_seconds(seconds, microsecond \\ {0, 0}, calendar \\ Calendar.ISO)

  def from_gregorian_seconds(seconds, {value, precision}, calendar) when is_integer(seconds) do
    seconds
    |> Calendar.ISO.gregorian_seconds_to_iso_days(value)
    |> from_iso_days(calendar, precision)
  end

  @doc """
  Returns the seconds since 0000-01-01 00:00:00, and the microseconds.

  ## Examples

      iex> NaiveDateTime.to_gregorian_seconds(~N[2020-05-01 00:26:31.005])
      {63755511991, 5000}

  """
  @doc since: "1.11.0"
  @spec to_gregorian_seconds(Calendar.naive_datetime()) :: {integer, non_neg_integer}
  def to_gregorian_seconds(%{microsecond: {value, _precision}} = naive_datetime) do
    seconds = naive_datetime |> to_iso_days() |> Calendar.ISO.iso_days_to_unit(:second)
    {seconds, value}
  end

  @doc """
  Compares two: `:gt` if the first is the later one, `:lt` if the earlier, `:eq` if they are the same moment.

  ## Examples

      iex> NaiveDateTime.compare(~N[2016-04-16 13:30:15], ~N[2016-04-28 16:19:25])
      :lt
      iex> NaiveDateTime.compare(~N[2016-04-16 13:30:15.1], ~N[2016-04-16 13:30:15.01])
      :gt

  """
  @doc since: "1.4.0"
  @spec compare(Calendar.naive_datetime(), Calendar.naive_datetime()) :: :lt | :eq | :gt
  def compare(%{calendar: calendar1} = naive_datetime1, %{calendar: calendar2} = naive_datetime2) do
    if Calendar.compatible_calendars?(calendar1, calendar2) do
      {days1, {parts1, whole1}} = to_iso_days(naive_datetime1)
      {days2, {parts2, whole2}} = to_iso_days(naive_datetime2)
      order({days1, parts1 * whole2}, {days2, parts2 * whole1})
    else
      raise ArgumentError, """
      cannot compare #{inspect(naive_datetime1)} with #{inspect(naive_datetime2)}.

      This comparison would be ambiguous as their calendars have incompatible day rollover moments.
      Specify an exact time of day (using DateTime) to resolve this ambiguity
      """
    end
  end

  defp order(value1, value2) when value1 < value2, do: :lt
  defp order(value1, value2) when value1 > value2, do: :gt
  defp order(_value1, _value2), do: :eq

  @doc """
  Whether the first is earlier than the second.

  ## Examples

      iex> NaiveDateTime.before?(~N[2021-01-01 11:00:00], ~N[2022-02-02 11:00:00])
      true

  """
  @doc since: "1.15.0"
  @spec before?(Calendar.naive_datetime(), Calendar.naive_datetime()) :: boolean
  def before?(naive_datetime1, naive_datetime2),
    do: compare(naive_datetime1, naive_datetime2) == :lt

  @doc """
  Whether the first is later than the second.

  ## Examples

      iex> NaiveDateTime.after?(~N[2022-02-02 11:00:00], ~N[2021-01-01 11:00:00])
      true

  """
  @doc since: "1.15.0"
  @spec after?(Calendar.naive_datetime(), Calendar.naive_datetime()) :: boolean
  def after?(naive_datetime1, naive_datetime2),
    do: compare(naive_datetime1, naive_datetime2) == :gt

  @doc """
  Converts to another calendar, if the days of both begin at the same time.

  ## Examples

      iex> NaiveDateTime.convert(~U[2024-02-29 10:00:00Z], Calendar.ISO)
      {:ok, ~N[2024-02-29 10:00:00]}

  """
  @doc since: "1.5.0"
  @spec convert(Calendar.naive_datetime(), Calendar.calendar()) ::
          {:ok, t} | {:error, :incompatible_calendars}
  def convert(%{calendar: calendar} = naive_datetime, calendar),
    do: {:ok, from_fields(naive_datetime)}

  def convert(%{calendar: from, microsecond: {_, precision}} = naive_datetime, calendar) do
    if Calendar.compatible_calendars?(from, calendar),
      do: {:ok, naive_datetime |> to_iso_days() |> from_iso_days(calendar, precision)},
      else: {:error, :incompatible_calendars}
  end

  @doc """
  Converts to another calendar; raises if it cannot be.

  ## Examples

      iex> NaiveDateTime.convert!(~N[2024-02-29 10:00:00], Calendar.ISO)
      ~N[2024-02-29 10:00:00]

  """
  @doc since: "1.5.0"
  @spec convert!(Calendar.naive_datetime(), Calendar.calendar()) :: t
  def convert!(naive_datetime, calendar) do
    case convert(naive_datetime, calendar) do
      {:ok, naive_datetime} ->
        naive_datetime

      {:error, :incompatible_calendars} ->
        raise ArgumentError,
              "cannot convert #{inspect(naive_datetime)} to target calendar " <>
                "#{inspect(calendar)}, reason: #{inspect(naive_datetime.calendar)} and " <>
                "#{inspect(calendar)} have different day rollover moments, " <>
                "making this conversion ambiguous"
    end
  end

  @doc """
  Returns the first moment of the day.

  ## Examples

      iex> NaiveDateTime.beginning_of_day(~N[2000-01-01 23:00:07.123456])
      ~N[2000-01-01 00:00:00.000000]

  """
  @doc since: "1.15.0"
  @spec beginning_of_day(Calendar.naive_datetime()) :: t
  def beginning_of_day(%{calendar: calendar, microsecond: {_, precision}} = naive_datetime) do
    naive_datetime
    |> to_iso_days()
    |> calendar.iso_days_to_beginning_of_day()
    |> from_iso_days(calendar, precision)
  end

  @doc """
  Returns the last moment of the day, to the precision that is given.

  ## Examples

      iex> NaiveDateTime.end_of_day(~N[2000-01-01 23:00:07.123456])
      ~N[2000-01-01 23:59:59.999999]
      iex> NaiveDateTime.end_of_day(~N[2000-01-01 23:00:07])
      ~N[2000-01-01 23:59:59]

  """
  @doc since: "1.15.0"
  @spec end_of_day(Calendar.naive_datetime()) :: t
  def end_of_day(%{calendar: calendar, microsecond: {_, precision}} = naive_datetime) do
    naive_datetime
    |> to_iso_days()
    |> calendar.iso_days_to_end_of_day()
    |> from_iso_days(calendar, precision)
    |> Map.update!(:microsecond, &cut(&1, precision))
  end

  # Digits that do not count are zero.
  defp cut({value, precision}, precision) do
    unit = elem({1_000_000, 100_000, 10_000, 1000, 100, 10, 1}, precision)
    {div(value, unit) * unit, precision}
  end

  @doc false
  def to_iso_days(%{
        calendar: calendar,
        year: year,
        month: month,
        day: day,
        hour: hour,
        minute: minute,
        second: second,
        microsecond: microsecond
      }) do
    calendar.naive_datetime_to_iso_days(year, month, day, hour, minute, second, microsecond)
  end

  defp from_iso_days(iso_days, calendar, precision) do
    {year, month, day, hour, minute, second, {value, _}} =
      calendar.naive_datetime_from_iso_days(iso_days)

    %NaiveDateTime{
      calendar: calendar,
      year: year,
      month: month,
      day: day,
      hour: hour,
      minute: minute,
      second: second,
      microsecond: {value, precision}
    }
  end

  defp from_fields(%NaiveDateTime{} = naive_datetime), do: naive_datetime

  defp from_fields(%{
         calendar: calendar,
         year: year,
         month: month,
         day: day,
         hour: hour,
         minute: minute,
         second: second,
         microsecond: microsecond
       }) do
    %NaiveDateTime{
      calendar: calendar,
      year: year,
      month: month,
      day: day,
      hour: hour,
      minute: minute,
      second: second,
      microsecond: microsecond
    }
  end

  defimpl String.Chars do
    defdelegate to_string(naive_datetime), to: NaiveDateTime
  end

  defimpl Inspect do
    def inspect(%{calendar: Calendar.ISO, year: year} = naive_datetime, _opts)
        when year in -9999..9999//1,
        do: "~N[#{NaiveDateTime.to_string(naive_datetime)}]"

    def inspect(%{calendar: Calendar.ISO} = naive_datetime, _opts) do
      fields = [:year, :month, :day, :hour, :minute, :second, :microsecond]
      values = Enum.map_join(fields, ", ", &Kernel.inspect(Map.fetch!(naive_datetime, &1)))
      "NaiveDateTime.new!(#{values})"
    end

    def inspect(%{calendar: calendar} = naive_datetime, _opts),
      do: "~N[#{NaiveDateTime.to_string(naive_datetime)} #{Kernel.inspect(calendar)}]"
  end
end
