# The calendar of ISO 8601: proleptic Gregorian, with a year 0, without leap seconds.

defmodule Calendar.ISO do
  @moduledoc """
  The calendar of ISO 8601, which is the default.

  It is the Gregorian calendar, extended to the times before its introduction in 1582. The year 0 is the year 1 before the
  common era. Days have 86,400 seconds: there are no leap seconds.

  ## Formats

  Functions that parse take the `:extended` format (`2024-02-29T23:59:07`, the default) or the `:basic` one
  (`20240229T235907`). In both:

    * years have four digits and perhaps a sign
    * date and time are separated by `T` or a blank
    * seconds may have a fraction behind a point or a comma, of which six digits count
    * an offset is `Z`, `±hh`, `±hhmm` or `±hh:mm`, but not `-00:00`
    * ordinal dates and weeks are not understood

  Years of more digits can be computed and shown, but not parsed.
  """

  @behaviour Calendar

  alias Calendar.ISO.{Days, Parser, Writer}

  @type bce :: 0
  @type ce :: 1

  @typedoc "Before the common era, and the common era."
  @type era :: bce | ce
  @type year :: -9999..9999
  @type month :: 1..12
  @type day :: 1..31
  @type hour :: 0..23
  @type minute :: 0..59
  @type second :: 0..59

  @typedoc "Days of the week, 1 being the first of it."
  @type weekday ::
          :monday | :tuesday | :wednesday | :thursday | :friday | :saturday | :sunday
  @type day_of_week :: 1..7
  @type day_of_year :: 1..366
  @type quarter_of_year :: 1..4
  @type year_of_era :: {1..10000, era}

  @typedoc "Microseconds, and how many digits of them count."
  @type microsecond :: {0..999_999, 0..6}
  @type format :: :basic | :extended

  @typedoc "Seconds that the wall clock is ahead of UTC."
  @type utc_offset :: integer

  @microseconds_per_second 1_000_000
  @microseconds_per_day 86_400_000_000

  defguardp is_year_month_day(year, month, day)
            when is_integer(year) and is_integer(month) and is_integer(day)

  defguardp is_time(hour, minute, second, microsecond)
            when hour in 0..23 and minute in 0..59 and second in 0..59 and
                   elem(microsecond, 0) in 0..999_999 and elem(microsecond, 1) in 0..6

  @doc """
  Parses a time in the `:extended` format. An offset is allowed, and dropped.

  ## Examples

      iex> Calendar.ISO.parse_time("23:50:07.123")
      {:ok, {23, 50, 7, {123000, 3}}}
      iex> Calendar.ISO.parse_time("T23:50:07Z")
      {:ok, {23, 50, 7, {0, 0}}}
      iex> Calendar.ISO.parse_time("23:60:07")
      {:error, :invalid_time}

  """
  @impl true
  @doc since: "1.10.0"
  @spec parse_time(String.t()) ::
          {:ok, {hour, minute, second, microsecond}}
          | {:error, :invalid_time}
          | {:error, :invalid_format}
  def parse_time(string) when is_binary(string), do: parse_time(string, :extended)

  @doc """
  Parses a time in the given format.

  ## Examples

      iex> Calendar.ISO.parse_time("235007.123", :basic)
      {:ok, {23, 50, 7, {123000, 3}}}
      iex> Calendar.ISO.parse_time("23:50:07", :basic)
      {:error, :invalid_format}

  """
  @doc since: "1.12.0"
  @spec parse_time(String.t(), format) ::
          {:ok, {hour, minute, second, microsecond}}
          | {:error, :invalid_time}
          | {:error, :invalid_format}
  def parse_time("T" <> string, format) when format in [:basic, :extended],
    do: parse_bare_time(string, format)

  def parse_time(string, format) when is_binary(string) and format in [:basic, :extended],
    do: parse_bare_time(string, format)

  defp parse_bare_time(string, format) do
    with {:ok, time, rest} <- Parser.time(string, format),
         {:ok, _offset} <- Parser.offset(rest) do
      check_time(time)
    else
      :error -> {:error, :invalid_format}
    end
  end

  defp check_time({hour, minute, second, microsecond} = time)
       when is_time(hour, minute, second, microsecond),
       do: {:ok, time}

  defp check_time(_time), do: {:error, :invalid_time}

  @doc """
  Parses a date in the `:extended` format.

  ## Examples

      iex> Calendar.ISO.parse_date("2015-01-23")
      {:ok, {2015, 1, 23}}
      iex> Calendar.ISO.parse_date("2015-01-32")
      {:error, :invalid_date}
      iex> Calendar.ISO.parse_date("20150123")
      {:error, :invalid_format}

  """
  @impl true
  @doc since: "1.10.0"
  @spec parse_date(String.t()) ::
          {:ok, {year, month, day}} | {:error, :invalid_date} | {:error, :invalid_format}
  def parse_date(string) when is_binary(string), do: parse_date(string, :extended)

  @doc """
  Parses a date in the given format.

  ## Examples

      iex> Calendar.ISO.parse_date("20150123", :basic)
      {:ok, {2015, 1, 23}}

  """
  @doc since: "1.12.0"
  @spec parse_date(String.t(), format) ::
          {:ok, {year, month, day}} | {:error, :invalid_date} | {:error, :invalid_format}
  def parse_date(string, format) when is_binary(string) and format in [:basic, :extended] do
    case Parser.date(string, format) do
      {:ok, date, ""} -> check_date(date)
      _other -> {:error, :invalid_format}
    end
  end

  defp check_date({year, month, day} = date),
    do: if(valid_date?(year, month, day), do: {:ok, date}, else: {:error, :invalid_date})

  @doc """
  Parses a date with a time in the `:extended` format. An offset is allowed, and dropped.

  ## Examples

      iex> Calendar.ISO.parse_naive_datetime("2015-01-23 23:50:07")
      {:ok, {2015, 1, 23, 23, 50, 7, {0, 0}}}
      iex> Calendar.ISO.parse_naive_datetime("2015-01-23T23:50:07.0+02:30")
      {:ok, {2015, 1, 23, 23, 50, 7, {0, 1}}}
      iex> Calendar.ISO.parse_naive_datetime("2015-01-23")
      {:error, :invalid_format}

  """
  @impl true
  @doc since: "1.10.0"
  @spec parse_naive_datetime(String.t()) ::
          {:ok, {year, month, day, hour, minute, second, microsecond}}
          | {:error, :invalid_date}
          | {:error, :invalid_time}
          | {:error, :invalid_format}
  def parse_naive_datetime(string) when is_binary(string),
    do: parse_naive_datetime(string, :extended)

  @doc """
  Parses a date with a time in the given format.

  ## Examples

      iex> Calendar.ISO.parse_naive_datetime("20150123 235007.123", :basic)
      {:ok, {2015, 1, 23, 23, 50, 7, {123000, 3}}}

  """
  @doc since: "1.12.0"
  @spec parse_naive_datetime(String.t(), format) ::
          {:ok, {year, month, day, hour, minute, second, microsecond}}
          | {:error, :invalid_date}
          | {:error, :invalid_time}
          | {:error, :invalid_format}
  def parse_naive_datetime(string, format)
      when is_binary(string) and format in [:basic, :extended] do
    with {:ok, datetime, _offset} <- parse_date_and_time(string, format), do: {:ok, datetime}
  end

  @doc """
  Parses a date with a time and an offset in the `:extended` format, into universal time and the offset in seconds.

  ## Examples

      iex> Calendar.ISO.parse_utc_datetime("2015-01-23 23:50:07Z")
      {:ok, {2015, 1, 23, 23, 50, 7, {0, 0}}, 0}
      iex> Calendar.ISO.parse_utc_datetime("2015-01-23 23:50:07+02:30")
      {:ok, {2015, 1, 23, 21, 20, 7, {0, 0}}, 9000}
      iex> Calendar.ISO.parse_utc_datetime("2015-01-23 23:50:07")
      {:error, :missing_offset}

  """
  @impl true
  @doc since: "1.10.0"
  @spec parse_utc_datetime(String.t()) ::
          {:ok, {year, month, day, hour, minute, second, microsecond}, utc_offset}
          | {:error, :invalid_date}
          | {:error, :invalid_time}
          | {:error, :invalid_format}
          | {:error, :missing_offset}
  def parse_utc_datetime(string) when is_binary(string), do: parse_utc_datetime(string, :extended)

  @doc """
  Parses a date with a time and an offset in the given format.

  ## Examples

      iex> Calendar.ISO.parse_utc_datetime("20150123 235007.123+0230", :basic)
      {:ok, {2015, 1, 23, 21, 20, 7, {123000, 3}}, 9000}

  """
  @doc since: "1.12.0"
  @spec parse_utc_datetime(String.t(), format) ::
          {:ok, {year, month, day, hour, minute, second, microsecond}, utc_offset}
          | {:error, :invalid_date}
          | {:error, :invalid_time}
          | {:error, :invalid_format}
          | {:error, :missing_offset}
  def parse_utc_datetime(string, format)
      when is_binary(string) and format in [:basic, :extended] do
    case parse_date_and_time(string, format) do
      {:ok, _datetime, nil} ->
        {:error, :missing_offset}

      {:ok, datetime, 0} ->
        {:ok, datetime, 0}

      {:ok, {year, month, day, hour, minute, second, {_, precision} = microsecond}, offset} ->
        {year, month, day, hour, minute, second, {value, _}} =
          year
          |> naive_datetime_to_iso_days(month, day, hour, minute, second, microsecond)
          |> add_day_fraction_to_iso_days(-offset, 86_400)
          |> naive_datetime_from_iso_days()

        {:ok, {year, month, day, hour, minute, second, {value, precision}}, offset}

      {:error, reason} ->
        {:error, reason}
    end
  end

  defp parse_date_and_time(string, format) do
    with {:ok, date, <<separator, rest::binary>>} when separator in [?T, ?\s] <-
           Parser.date(string, format),
         {:ok, time, rest} <- Parser.time(rest, format),
         {:ok, offset} <- Parser.offset(rest),
         {:ok, {year, month, day}} <- check_date(date),
         {:ok, {hour, minute, second, microsecond}} <- check_time(time) do
      {:ok, {year, month, day, hour, minute, second, microsecond}, offset}
    else
      {:error, reason} -> {:error, reason}
      _other -> {:error, :invalid_format}
    end
  end

  @doc """
  Parses a duration: `P`, then years, months, weeks and days; then `T`, hours, minutes and seconds.

  Each is left out if it is zero, and may have a sign; a sign in front goes for all. Only seconds have a fraction. The last
  unit comes first in the result.

  ## Examples

      iex> Calendar.ISO.parse_duration("P3Y6M4DT12H30M5S")
      {:ok, [second: 5, minute: 30, hour: 12, day: 4, month: 6, year: 3]}
      iex> Calendar.ISO.parse_duration("-PT1.5S")
      {:ok, [second: -1, microsecond: {-500000, 1}]}
      iex> Calendar.ISO.parse_duration("P4Y2")
      {:error, :invalid_date_component}

  """
  @doc since: "1.17.0"
  @spec parse_duration(String.t()) :: {:ok, [Duration.unit_pair()]} | {:error, atom}
  def parse_duration(string) when is_binary(string), do: Parser.duration(string)

  @doc """
  Returns the number of digits of a second that a unit of time needs.

  ## Examples

      iex> Calendar.ISO.time_unit_to_precision(:millisecond)
      3
      iex> Calendar.ISO.time_unit_to_precision(:nanosecond)
      6

  """
  @doc since: "1.15.0"
  @spec time_unit_to_precision(System.time_unit()) :: 0..6
  def time_unit_to_precision(:nanosecond), do: 6
  def time_unit_to_precision(:microsecond), do: 6
  def time_unit_to_precision(:millisecond), do: 3
  def time_unit_to_precision(:second), do: 0
  def time_unit_to_precision(unit) when is_integer(unit), do: 6

  @doc """
  Returns the days of a month.

  ## Examples

      iex> Calendar.ISO.days_in_month(2024, 2)
      29
      iex> Calendar.ISO.days_in_month(2023, 2)
      28

  """
  @impl true
  @doc since: "1.4.0"
  @spec days_in_month(year, month) :: 28..31
  def days_in_month(year, 2), do: if(leap_year?(year), do: 29, else: 28)
  def days_in_month(_year, month) when month in [4, 6, 9, 11], do: 30
  def days_in_month(_year, month) when month in 1..12, do: 31

  @doc """
  Returns the months of a year: 12.

  ## Examples

      iex> Calendar.ISO.months_in_year(2024)
      12

  """
  @impl true
  @doc since: "1.7.0"
  @spec months_in_year(year) :: 12
  def months_in_year(_year), do: 12

  @doc """
  Whether a year has a 29th of February.

  ## Examples

      iex> Calendar.ISO.leap_year?(2000)
      true
      iex> Calendar.ISO.leap_year?(1900)
      false

  """
  @impl true
  @doc since: "1.3.0"
  @spec leap_year?(year) :: boolean
  def leap_year?(year) when is_integer(year) and rem(year, 4) == 0,
    do: rem(year, 100) != 0 or rem(year, 400) == 0

  def leap_year?(year) when is_integer(year), do: false

  @doc """
  Whether there is such a date.

  ## Examples

      iex> Calendar.ISO.valid_date?(2024, 2, 29)
      true
      iex> Calendar.ISO.valid_date?(2023, 2, 29)
      false

  """
  @impl true
  @doc since: "1.5.0"
  @spec valid_date?(integer, integer, integer) :: boolean
  def valid_date?(year, month, day) when is_year_month_day(year, month, day),
    do: month in 1..12 and day >= 1 and (day <= 28 or day <= days_in_month(year, month))

  @doc """
  Whether there is such a time.

  ## Examples

      iex> Calendar.ISO.valid_time?(10, 50, 25, {3006, 6})
      true
      iex> Calendar.ISO.valid_time?(23, 59, 60, {0, 0})
      false

  """
  @impl true
  @doc since: "1.5.0"
  @spec valid_time?(integer, integer, integer, {integer, integer}) :: boolean
  def valid_time?(hour, minute, second, {value, precision})
      when is_integer(hour) and is_integer(minute) and is_integer(second) and is_integer(value) and
             is_integer(precision) do
    is_time(hour, minute, second, {value, precision})
  end

  @doc """
  Returns the position of a date in its week, and those of the first and last day of weeks: 1 and 7.

  Weeks start on `starting_on`, a name such as `:sunday`; by default on Monday.

  ## Examples

      iex> Calendar.ISO.day_of_week(2016, 10, 31, :default)
      {1, 1, 7}
      iex> Calendar.ISO.day_of_week(2016, 10, 31, :sunday)
      {2, 1, 7}

  """
  @impl true
  @doc since: "1.11.0"
  @spec day_of_week(year, month, day, :default | weekday) :: {day_of_week, 1, 7}
  def day_of_week(year, month, day, starting_on) do
    days = date_to_iso_days(year, month, day)
    {iso_days_to_day_of_week(days, starting_on), 1, 7}
  end

  @doc false
  def iso_days_to_day_of_week(days, starting_on),
    do: Integer.mod(days + day_of_week_offset(starting_on), 7) + 1

  # 0000-01-01 was a Saturday.
  defp day_of_week_offset(:default), do: 5
  defp day_of_week_offset(:monday), do: 5
  defp day_of_week_offset(:tuesday), do: 4
  defp day_of_week_offset(:wednesday), do: 3
  defp day_of_week_offset(:thursday), do: 2
  defp day_of_week_offset(:friday), do: 1
  defp day_of_week_offset(:saturday), do: 0
  defp day_of_week_offset(:sunday), do: 6

  @doc """
  Returns the position of a date in its year, from 1.

  ## Examples

      iex> Calendar.ISO.day_of_year(2016, 1, 31)
      31
      iex> Calendar.ISO.day_of_year(2024, 12, 31)
      366

  """
  @impl true
  @doc since: "1.8.0"
  @spec day_of_year(year, month, day) :: day_of_year
  def day_of_year(year, month, day),
    do: date_to_iso_days(year, month, day) - date_to_iso_days(year, 1, 1) + 1

  @doc """
  Returns the quarter in which a date lies.

  ## Examples

      iex> Calendar.ISO.quarter_of_year(2016, 4, 30)
      2

  """
  @impl true
  @doc since: "1.8.0"
  @spec quarter_of_year(year, month, day) :: quarter_of_year
  def quarter_of_year(year, month, day)
      when is_year_month_day(year, month, day) and month in 1..12,
      do: div(month + 2, 3)

  @doc """
  Returns the year within its era, and the era.

  ## Examples

      iex> Calendar.ISO.year_of_era(2024)
      {2024, 1}
      iex> Calendar.ISO.year_of_era(0)
      {1, 0}

  """
  @doc since: "1.8.0"
  @spec year_of_era(year) :: year_of_era
  def year_of_era(year) when is_integer(year) and year > 0, do: {year, 1}
  def year_of_era(year) when is_integer(year), do: {1 - year, 0}

  @doc """
  Returns the year within its era, and the era, of a date.

  ## Examples

      iex> Calendar.ISO.year_of_era(-1, 12, 31)
      {2, 0}

  """
  @impl true
  @doc since: "1.13.0"
  @spec year_of_era(year, month, day) :: year_of_era
  def year_of_era(year, _month, _day), do: year_of_era(year)

  @doc """
  Returns the day within its era, and the era. Days before the common era count backwards.

  ## Examples

      iex> Calendar.ISO.day_of_era(1, 1, 1)
      {1, 1}
      iex> Calendar.ISO.day_of_era(0, 12, 31)
      {1, 0}

  """
  @impl true
  @doc since: "1.8.0"
  @spec day_of_era(year, month, day) :: Calendar.day_of_era()
  def day_of_era(year, month, day) do
    case date_to_iso_days(year, month, day) - 365 do
      day when day > 0 -> {day, 1}
      day -> {1 - day, 0}
    end
  end

  @doc """
  Returns the text of a date.

  ## Examples

      iex> Calendar.ISO.date_to_string(2015, 2, 28)
      "2015-02-28"
      iex> Calendar.ISO.date_to_string(-1, 2, 28, :basic)
      "-00010228"

  """
  @impl true
  @doc since: "1.4.0"
  @spec date_to_string(year, month, day, format) :: String.t()
  def date_to_string(year, month, day, format \\ :extended),
    do: IO.iodata_to_binary(date_to_iodata(year, month, day, format))

  @doc """
  Returns the text of a date as iodata.

  ## Examples

      iex> IO.iodata_to_binary(Calendar.ISO.date_to_iodata(2015, 2, 28))
      "2015-02-28"

  """
  @doc since: "1.19.0"
  @spec date_to_iodata(year, month, day, format) :: iodata
  def date_to_iodata(year, month, day, format \\ :extended)
      when is_year_month_day(year, month, day) and format in [:basic, :extended],
      do: Writer.date(year, month, day, format)

  @doc """
  Returns the text of a time.

  ## Examples

      iex> Calendar.ISO.time_to_string(2, 2, 2, {2000, 3})
      "02:02:02.002"
      iex> Calendar.ISO.time_to_string(2, 2, 2, {2, 6}, :basic)
      "020202.000002"

  """
  @impl true
  @doc since: "1.5.0"
  @spec time_to_string(hour, minute, second, microsecond, format) :: String.t()
  def time_to_string(hour, minute, second, microsecond, format \\ :extended),
    do: IO.iodata_to_binary(time_to_iodata(hour, minute, second, microsecond, format))

  @doc """
  Returns the text of a time as iodata.

  ## Examples

      iex> IO.iodata_to_binary(Calendar.ISO.time_to_iodata(2, 2, 2, {0, 0}))
      "02:02:02"

  """
  @doc since: "1.19.0"
  @spec time_to_iodata(hour, minute, second, microsecond, format) :: iodata
  def time_to_iodata(hour, minute, second, microsecond, format \\ :extended)
      when is_time(hour, minute, second, microsecond) and format in [:basic, :extended],
      do: Writer.time(hour, minute, second, microsecond, format)

  @doc """
  Returns the text of a date with a time.

  ## Examples

      iex> Calendar.ISO.naive_datetime_to_string(2015, 2, 28, 1, 2, 3, {4, 6})
      "2015-02-28 01:02:03.000004"
      iex> Calendar.ISO.naive_datetime_to_string(2015, 2, 28, 1, 2, 3, {0, 0}, :basic)
      "20150228 010203"

  """
  @impl true
  @doc since: "1.4.0"
  @spec naive_datetime_to_string(
          year,
          month,
          day,
          Calendar.hour(),
          Calendar.minute(),
          Calendar.second(),
          Calendar.microsecond(),
          format
        ) :: String.t()
  def naive_datetime_to_string(
        year,
        month,
        day,
        hour,
        minute,
        second,
        microsecond,
        format \\ :extended
      ) do
    year
    |> naive_datetime_to_iodata(month, day, hour, minute, second, microsecond, format)
    |> IO.iodata_to_binary()
  end

  @doc """
  Returns the text of a date with a time as iodata.

  ## Examples

      iex> Calendar.ISO.naive_datetime_to_iodata(2015, 2, 28, 1, 2, 3, {0, 0}) |> IO.iodata_to_binary()
      "2015-02-28 01:02:03"

  """
  @doc since: "1.19.0"
  @spec naive_datetime_to_iodata(
          year,
          month,
          day,
          Calendar.hour(),
          Calendar.minute(),
          Calendar.second(),
          Calendar.microsecond(),
          format
        ) :: iodata
  def naive_datetime_to_iodata(
        year,
        month,
        day,
        hour,
        minute,
        second,
        microsecond,
        format \\ :extended
      ) do
    [
      date_to_iodata(year, month, day, format),
      ?\s,
      time_to_iodata(hour, minute, second, microsecond, format)
    ]
  end

  @doc """
  Returns the text of a date with a time in a zone.

  ## Examples

      iex> Calendar.ISO.datetime_to_string(2017, 8, 1, 1, 2, 3, {4, 5}, "Europe/Berlin", "CET", 3600, 0)
      "2017-08-01 01:02:03.00000+01:00 CET Europe/Berlin"
      iex> Calendar.ISO.datetime_to_string(2017, 8, 1, 1, 2, 3, {0, 0}, "Etc/UTC", "UTC", 0, 0, :basic)
      "20170801 010203Z"

  """
  @impl true
  @doc since: "1.4.0"
  @spec datetime_to_string(
          year,
          month,
          day,
          Calendar.hour(),
          Calendar.minute(),
          Calendar.second(),
          Calendar.microsecond(),
          Calendar.time_zone(),
          Calendar.zone_abbr(),
          Calendar.utc_offset(),
          Calendar.std_offset(),
          format
        ) :: String.t()
  def datetime_to_string(
        year,
        month,
        day,
        hour,
        minute,
        second,
        microsecond,
        time_zone,
        zone_abbr,
        utc_offset,
        std_offset,
        format \\ :extended
      ) do
    year
    |> datetime_to_iodata(
      month,
      day,
      hour,
      minute,
      second,
      microsecond,
      time_zone,
      zone_abbr,
      utc_offset,
      std_offset,
      format
    )
    |> IO.iodata_to_binary()
  end

  @doc """
  Returns the text of a date with a time in a zone as iodata.

  ## Examples

      iex> Calendar.ISO.datetime_to_iodata(2017, 8, 1, 1, 2, 3, {0, 0}, "Etc/UTC", "UTC", 0, 0)
      ...> |> IO.iodata_to_binary()
      "2017-08-01 01:02:03Z"

  """
  @doc since: "1.19.0"
  @spec datetime_to_iodata(
          year,
          month,
          day,
          Calendar.hour(),
          Calendar.minute(),
          Calendar.second(),
          Calendar.microsecond(),
          Calendar.time_zone(),
          Calendar.zone_abbr(),
          Calendar.utc_offset(),
          Calendar.std_offset(),
          format
        ) :: iodata
  def datetime_to_iodata(
        year,
        month,
        day,
        hour,
        minute,
        second,
        microsecond,
        time_zone,
        zone_abbr,
        utc_offset,
        std_offset,
        format \\ :extended
      ) do
    [
      naive_datetime_to_iodata(year, month, day, hour, minute, second, microsecond, format),
      Writer.offset(utc_offset + std_offset, time_zone, format),
      Writer.zone(time_zone, zone_abbr)
    ]
  end

  @doc """
  Returns where a date with a time lies among the ISO days: days since 0000-01-01, and microseconds of the day.

  ## Examples

      iex> Calendar.ISO.naive_datetime_to_iso_days(2000, 1, 1, 12, 0, 0, {0, 6})
      {730485, {43200000000, 86400000000}}

  """
  @impl true
  @doc since: "1.5.0"
  @spec naive_datetime_to_iso_days(
          Calendar.year(),
          Calendar.month(),
          Calendar.day(),
          Calendar.hour(),
          Calendar.minute(),
          Calendar.second(),
          Calendar.microsecond()
        ) :: Calendar.iso_days()
  def naive_datetime_to_iso_days(year, month, day, hour, minute, second, microsecond) do
    {date_to_iso_days(year, month, day), time_to_day_fraction(hour, minute, second, microsecond)}
  end

  @doc """
  Returns the date with the time that ISO days stand for.

  ## Examples

      iex> Calendar.ISO.naive_datetime_from_iso_days({730_485, {43_200, 86_400}})
      {2000, 1, 1, 12, 0, 0, {0, 6}}

  """
  @impl true
  @doc since: "1.5.0"
  @spec naive_datetime_from_iso_days(Calendar.iso_days()) ::
          {Calendar.year(), Calendar.month(), Calendar.day(), Calendar.hour(), Calendar.minute(),
           Calendar.second(), Calendar.microsecond()}
  def naive_datetime_from_iso_days({days, day_fraction}) do
    {year, month, day} = date_from_iso_days(days)
    {hour, minute, second, microsecond} = time_from_day_fraction(day_fraction)
    {year, month, day, hour, minute, second, microsecond}
  end

  @doc false
  def date_to_iso_days(year, month, day) when is_year_month_day(year, month, day) do
    if not valid_date?(year, month, day) do
      raise ArgumentError, "invalid date: #{date_to_string(year, month, day)}"
    end

    Days.from_date(year, month, day)
  end

  @doc false
  defdelegate date_from_iso_days(days), to: Days, as: :to_date

  @doc """
  Returns the fraction of the day that has passed at a time, in microseconds.

  ## Examples

      iex> Calendar.ISO.time_to_day_fraction(12, 30, 15, {123, 6})
      {45015000123, 86400000000}

  """
  @impl true
  @doc since: "1.5.0"
  @spec time_to_day_fraction(
          Calendar.hour(),
          Calendar.minute(),
          Calendar.second(),
          Calendar.microsecond()
        ) :: Calendar.day_fraction()
  def time_to_day_fraction(hour, minute, second, {value, _precision})
      when hour in 0..23 and minute in 0..59 and second in 0..59 and value in 0..999_999 do
    seconds = hour * 3600 + minute * 60 + second
    {seconds * @microseconds_per_second + value, @microseconds_per_day}
  end

  @doc """
  Returns the time at which a fraction of the day has passed.

  ## Examples

      iex> Calendar.ISO.time_from_day_fraction({13, 24})
      {13, 0, 0, {0, 6}}

  """
  @impl true
  @doc since: "1.5.0"
  @spec time_from_day_fraction(Calendar.day_fraction()) ::
          {hour(), minute(), second(), microsecond}
  def time_from_day_fraction({parts, @microseconds_per_day})
      when is_integer(parts) and parts >= 0 and parts < @microseconds_per_day do
    seconds = div(parts, @microseconds_per_second)

    {div(seconds, 3600), rem(div(seconds, 60), 60), rem(seconds, 60),
     {rem(parts, @microseconds_per_second), 6}}
  end

  def time_from_day_fraction({parts, parts_per_day})
      when is_integer(parts) and parts >= 0 and parts < parts_per_day do
    time_from_day_fraction(
      {div(parts * @microseconds_per_day, parts_per_day), @microseconds_per_day}
    )
  end

  @doc """
  Returns when a day begins: at midnight UTC.

  ## Examples

      iex> Calendar.ISO.day_rollover_relative_to_midnight_utc()
      {0, 1}

  """
  @impl true
  @doc since: "1.5.0"
  @spec day_rollover_relative_to_midnight_utc() :: {0, 1}
  def day_rollover_relative_to_midnight_utc, do: {0, 1}

  @doc """
  Returns the first moment of a day.

  ## Examples

      iex> Calendar.ISO.iso_days_to_beginning_of_day({739_000, {1, 2}})
      {739000, {0, 86400000000}}

  """
  @impl true
  @doc since: "1.15.0"
  @spec iso_days_to_beginning_of_day(Calendar.iso_days()) :: Calendar.iso_days()
  def iso_days_to_beginning_of_day({days, _day_fraction}), do: {days, {0, @microseconds_per_day}}

  @doc """
  Returns the last moment of a day.

  ## Examples

      iex> Calendar.ISO.iso_days_to_end_of_day({739_000, {1, 2}})
      {739000, {86399999999, 86400000000}}

  """
  @impl true
  @doc since: "1.15.0"
  @spec iso_days_to_end_of_day(Calendar.iso_days()) :: Calendar.iso_days()
  def iso_days_to_end_of_day({days, _day_fraction}),
    do: {days, {@microseconds_per_day - 1, @microseconds_per_day}}

  @doc false
  defdelegate add_day_fraction_to_iso_days(iso_days, add, add_per_day), to: Days, as: :add

  @doc false
  defdelegate gregorian_seconds_to_iso_days(seconds, microseconds), to: Days, as: :from_seconds

  @doc false
  defdelegate iso_days_to_unit(iso_days, unit), to: Days, as: :to_unit

  @doc """
  Shifts a date by a duration: first by its years and months, then by its weeks and days.

  A day that the month does not have becomes the last one of it. A duration with units of time raises.

  ## Examples

      iex> Calendar.ISO.shift_date(2016, 1, 31, Duration.new!(month: 1))
      {2016, 2, 29}
      iex> Calendar.ISO.shift_date(2016, 1, 31, Duration.new!(month: 1, day: 1))
      {2016, 3, 1}

  """
  @impl true
  @spec shift_date(year, month, day, Duration.t()) :: {year, month, day}
  def shift_date(year, month, day, %Duration{hour: 0, minute: 0, second: 0} = duration)
      when elem(duration.microsecond, 0) == 0 do
    {year, month, day} = shift_months(year, month, day, duration.year * 12 + duration.month)
    shift_days(year, month, day, duration.week * 7 + duration.day)
  end

  def shift_date(_year, _month, _day, %Duration{}) do
    raise ArgumentError,
          "cannot shift date by time scale unit. Expected :year, :month, :week, :day"
  end

  @doc """
  Shifts a date with a time by a duration: first by its years and months, then by the rest.

  ## Examples

      iex> Calendar.ISO.shift_naive_datetime(2016, 1, 3, 0, 0, 0, {0, 0}, Duration.new!(hour: -1))
      {2016, 1, 2, 23, 0, 0, {0, 0}}
      iex> Calendar.ISO.shift_naive_datetime(2016, 1, 31, 23, 0, 0, {0, 0}, Duration.new!(month: 1, hour: 1))
      {2016, 3, 1, 0, 0, 0, {0, 0}}

  """
  @impl true
  @spec shift_naive_datetime(
          year,
          month,
          day,
          hour,
          minute,
          second,
          microsecond,
          Duration.t()
        ) :: {year, month, day, hour, minute, second, microsecond}
  def shift_naive_datetime(year, month, day, hour, minute, second, microsecond, duration) do
    {year, month, day} = shift_months(year, month, day, duration.year * 12 + duration.month)

    {year, month, day, hour, minute, second, {value, _}} =
      year
      |> naive_datetime_to_iso_days(month, day, hour, minute, second, microsecond)
      |> add_day_fraction_to_iso_days(
        (duration.week * 7 + duration.day) * @microseconds_per_day + time_of_duration(duration),
        @microseconds_per_day
      )
      |> naive_datetime_from_iso_days()

    {year, month, day, hour, minute, second, with_precision(value, microsecond, duration)}
  end

  @doc """
  Shifts a time by a duration, around midnight if need be. A duration with units of dates raises.

  ## Examples

      iex> Calendar.ISO.shift_time(13, 0, 0, {0, 0}, Duration.new!(hour: 2, second: -1))
      {14, 59, 59, {0, 0}}

  """
  @impl true
  @spec shift_time(hour, minute, second, microsecond, Duration.t()) ::
          {hour, minute, second, microsecond}
  def shift_time(
        hour,
        minute,
        second,
        microsecond,
        %Duration{year: 0, month: 0, week: 0, day: 0} = duration
      ) do
    {parts, _} = time_to_day_fraction(hour, minute, second, microsecond)
    parts = Integer.mod(parts + time_of_duration(duration), @microseconds_per_day)

    {hour, minute, second, {value, _}} = time_from_day_fraction({parts, @microseconds_per_day})
    {hour, minute, second, with_precision(value, microsecond, duration)}
  end

  def shift_time(_hour, _minute, _second, _microsecond, %Duration{}) do
    raise ArgumentError,
          "cannot shift time by date scale unit. Expected :hour, :minute, :second, :microsecond"
  end

  defp shift_months(year, month, day, 0), do: {year, month, day}

  defp shift_months(year, month, day, months) do
    months = year * 12 + month - 1 + months
    year = Integer.floor_div(months, 12)
    month = Integer.mod(months, 12) + 1
    {year, month, min(day, days_in_month(year, month))}
  end

  defp shift_days(year, month, day, 0), do: {year, month, day}

  defp shift_days(year, month, day, days),
    do: date_from_iso_days(date_to_iso_days(year, month, day) + days)

  defp time_of_duration(%{microsecond: {value, _}} = duration) do
    seconds = duration.hour * 3600 + duration.minute * 60 + duration.second
    seconds * @microseconds_per_second + value
  end

  # Microseconds that are given say how many digits count.
  defp with_precision(value, {_, precision}, %{microsecond: {0, _}}), do: {value, precision}
  defp with_precision(value, _microsecond, %{microsecond: {_, precision}}), do: {value, precision}

  @doc false
  @deprecated "Use Calendar.ISO.day_of_week/4 instead"
  def day_of_week(year, month, day) do
    {day, _, _} = day_of_week(year, month, day, :default)
    day
  end
end
