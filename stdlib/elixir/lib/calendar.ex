# What all calendars have in common: the types, the behaviour of a calendar, time zone databases, and formatting.

defmodule Calendar do
  @moduledoc """
  The types and callbacks of calendars, and what works on the dates and times of any of them.

  `Date`, `Time`, `NaiveDateTime` and `DateTime` are structs that name their calendar. `Calendar.ISO` is the one that
  comes with the language, and the default everywhere. A module that implements the callbacks of this one is
  another: its dates are written `~D[… MyCalendar]`.

  Calendars meet in *ISO days*: the count of days since 0000-01-01, and the passed fraction of the day that follows.
  """

  @type year :: integer
  @type month :: pos_integer
  @type day :: pos_integer
  @type week :: pos_integer
  @type day_of_week :: non_neg_integer
  @type era :: non_neg_integer

  @typedoc """
  The day of an era, and the era.
  """
  @type day_of_era :: {day :: non_neg_integer, era}

  @type hour :: non_neg_integer
  @type minute :: non_neg_integer
  @type second :: non_neg_integer

  @typedoc """
  What has passed of a day: so many parts, of how many that make the day.
  """
  @type day_fraction :: {parts_in_day :: non_neg_integer, parts_per_day :: pos_integer}

  @typedoc """
  A moment that all calendars understand: days since 0000-01-01, and the fraction of the day.
  """
  @type iso_days :: {days :: integer, day_fraction}

  @typedoc """
  Microseconds with the number of digits that count, 0 to 6.

  `{0, 0}` is shown as nothing, `{0, 3}` as `.000`. The value is in microseconds whatever the digits.
  """
  @type microsecond :: {value :: non_neg_integer, precision :: non_neg_integer}

  @typedoc "A module that implements this behaviour."
  @type calendar :: module

  @typedoc "The name of a time zone, such as `Europe/Zurich`."
  @type time_zone :: String.t()

  @typedoc "The short name of an offset, such as `CET`."
  @type zone_abbr :: String.t()

  @typedoc "The seconds that a zone is ahead of UTC, without summer time."
  @type utc_offset :: integer

  @typedoc "The seconds that summer time adds."
  @type std_offset :: integer

  @typedoc "Anything with the fields of a date."
  @type date :: %{optional(any) => any, calendar: calendar, year: year, month: month, day: day}

  @typedoc "Anything with the fields of a time."
  @type time :: %{
          optional(any) => any,
          hour: hour,
          minute: minute,
          second: second,
          microsecond: microsecond
        }

  @typedoc "Anything with the fields of a date and a time."
  @type naive_datetime :: %{
          optional(any) => any,
          calendar: calendar,
          year: year,
          month: month,
          day: day,
          hour: hour,
          minute: minute,
          second: second,
          microsecond: microsecond
        }

  @typedoc "Anything with the fields of a date, a time, and a zone."
  @type datetime :: %{
          optional(any) => any,
          calendar: calendar,
          year: year,
          month: month,
          day: day,
          hour: hour,
          minute: minute,
          second: second,
          microsecond: microsecond,
          time_zone: time_zone,
          zone_abbr: zone_abbr,
          utc_offset: utc_offset,
          std_offset: std_offset
        }

  @typedoc """
  A module that implements `Calendar.TimeZoneDatabase`.
  """
  @type time_zone_database :: module

  @typedoc """
  The options of `strftime/3`.
  """
  @type strftime_opts :: [
          preferred_datetime: String.t(),
          preferred_date: String.t(),
          preferred_time: String.t(),
          am_pm_names: (:am | :pm -> String.t()) | (:am | :pm, map -> String.t()),
          month_names: (pos_integer -> String.t()) | (pos_integer, map -> String.t()),
          abbreviated_month_names: (pos_integer -> String.t()) | (pos_integer, map -> String.t()),
          day_of_week_names: (pos_integer -> String.t()) | (pos_integer, map -> String.t()),
          abbreviated_day_of_week_names:
            (pos_integer -> String.t()) | (pos_integer, map -> String.t())
        ]

  @doc "How many days a month has."
  @callback days_in_month(year, month) :: day

  @doc "How many months a year has."
  @callback months_in_year(year) :: month

  @doc "Whether a year is longer than others."
  @callback leap_year?(year) :: boolean

  @doc """
  The position of a date in its week, and those of the first and the last day of a week.

  `starting_on` names the day on which weeks begin, or is `:default`.
  """
  @callback day_of_week(year, month, day, starting_on :: :default | atom) ::
              {day_of_week, first_day_of_week :: non_neg_integer,
               last_day_of_week :: non_neg_integer}

  @doc "The position of a date in its year."
  @callback day_of_year(year, month, day) :: non_neg_integer

  @doc "The quarter of the year in which a date lies."
  @callback quarter_of_year(year, month, day) :: non_neg_integer

  @doc "The year within its era, and the era."
  @callback year_of_era(year, month, day) :: {year, era}

  @doc "The day within its era, and the era."
  @callback day_of_era(year, month, day) :: day_of_era

  @doc "The text of a date."
  @callback date_to_string(year, month, day) :: String.t()

  @doc "The text of a date with a time."
  @callback naive_datetime_to_string(year, month, day, hour, minute, second, microsecond) ::
              String.t()

  @doc "The text of a date with a time in a zone."
  @callback datetime_to_string(
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
              std_offset
            ) :: String.t()

  @doc "The text of a time."
  @callback time_to_string(hour, minute, second, microsecond) :: String.t()

  @doc "Where a date with a time lies among the ISO days."
  @callback naive_datetime_to_iso_days(year, month, day, hour, minute, second, microsecond) ::
              iso_days

  @doc "The date with the time that ISO days stand for."
  @callback naive_datetime_from_iso_days(iso_days) ::
              {year, month, day, hour, minute, second, microsecond}

  @doc "The fraction of the day that has passed at a time."
  @callback time_to_day_fraction(hour, minute, second, microsecond) :: day_fraction

  @doc "The time at which a fraction of the day has passed."
  @callback time_from_day_fraction(day_fraction) :: {hour, minute, second, microsecond}

  @doc """
  When a day begins, as the fraction of a day that has passed since midnight UTC.

  Dates convert only between calendars whose days begin together.
  """
  @callback day_rollover_relative_to_midnight_utc() :: day_fraction

  @doc "Whether there is such a date."
  @callback valid_date?(year, month, day) :: boolean

  @doc "Whether there is such a time."
  @callback valid_time?(hour, minute, second, microsecond) :: boolean

  @doc "Parses what `c:time_to_string/4` gives."
  @doc since: "1.10.0"
  @callback parse_time(String.t()) ::
              {:ok, {hour, minute, second, microsecond}} | {:error, atom}

  @doc "Parses what `c:date_to_string/3` gives."
  @doc since: "1.10.0"
  @callback parse_date(String.t()) :: {:ok, {year, month, day}} | {:error, atom}

  @doc "Parses what `c:naive_datetime_to_string/7` gives."
  @doc since: "1.10.0"
  @callback parse_naive_datetime(String.t()) ::
              {:ok, {year, month, day, hour, minute, second, microsecond}} | {:error, atom}

  @doc """
  Parses what `c:datetime_to_string/11` gives, into universal time and the offset that the text had.
  """
  @doc since: "1.10.0"
  @callback parse_utc_datetime(String.t()) ::
              {:ok, {year, month, day, hour, minute, second, microsecond}, utc_offset}
              | {:error, atom}

  @doc "The first moment of a day."
  @doc since: "1.15.0"
  @callback iso_days_to_beginning_of_day(iso_days) :: iso_days

  @doc "The last moment of a day."
  @doc since: "1.15.0"
  @callback iso_days_to_end_of_day(iso_days) :: iso_days

  @doc "The date that lies a duration behind a date."
  @doc since: "1.17.0"
  @callback shift_date(year, month, day, Duration.t()) :: {year, month, day}

  @doc "The date with time that lies a duration behind another."
  @doc since: "1.17.0"
  @callback shift_naive_datetime(
              year,
              month,
              day,
              hour,
              minute,
              second,
              microsecond,
              Duration.t()
            ) :: {year, month, day, hour, minute, second, microsecond}

  @doc "The time that lies a duration behind a time."
  @doc since: "1.17.0"
  @callback shift_time(hour, minute, second, microsecond, Duration.t()) ::
              {hour, minute, second, microsecond}

  @doc """
  Whether the days of two calendars begin at the same moment, so that dates convert between them.

  ## Examples

      iex> Calendar.compatible_calendars?(Calendar.ISO, Calendar.ISO)
      true

  """
  @doc since: "1.5.0"
  @spec compatible_calendars?(calendar, calendar) :: boolean
  def compatible_calendars?(calendar, calendar), do: true

  def compatible_calendars?(calendar1, calendar2) do
    {parts1, whole1} = calendar1.day_rollover_relative_to_midnight_utc()
    {parts2, whole2} = calendar2.day_rollover_relative_to_midnight_utc()
    parts1 * whole2 == parts2 * whole1
  end

  @doc """
  Cuts microseconds to `:second`, `:millisecond` or `:microsecond`.

  ## Examples

      iex> Calendar.truncate({123456, 6}, :millisecond)
      {123000, 3}
      iex> Calendar.truncate({123456, 6}, :second)
      {0, 0}
      iex> Calendar.truncate({120000, 2}, :millisecond)
      {120000, 2}

  """
  @doc since: "1.6.0"
  @spec truncate(microsecond, :microsecond | :millisecond | :second) :: microsecond
  def truncate({_value, _precision} = microsecond, :microsecond), do: microsecond

  def truncate({value, precision}, :millisecond),
    do: {div(value, 1000) * 1000, min(precision, 3)}

  def truncate({_value, _precision}, :second), do: {0, 0}

  @doc """
  Sets the database that functions take when they are given none.

  It counts for the whole machine.
  """
  @doc since: "1.8.0"
  @spec put_time_zone_database(time_zone_database) :: :ok
  def put_time_zone_database(database) when is_atom(database) do
    Application.put_env(:elixir, :time_zone_database, database)
  end

  @doc """
  Returns the database that functions take when they are given none.

  ## Examples

      iex> Calendar.get_time_zone_database()
      Calendar.UTCOnlyTimeZoneDatabase

  """
  @doc since: "1.8.0"
  @spec get_time_zone_database() :: time_zone_database
  def get_time_zone_database do
    Application.get_env(:elixir, :time_zone_database, Calendar.UTCOnlyTimeZoneDatabase)
  end

  @doc ~S"""
  Formats a date, a time or both after a pattern.

  A directive is a percent sign, perhaps `-` (no padding), `_` (padding with blanks) or `0` (padding with zeros),
  perhaps a width, and a letter:

  | letter | stands for                                   | example               |
  |--------|----------------------------------------------|-----------------------|
  | `a`    | day of the week, short                       | `Mon`                 |
  | `A`    | day of the week                              | `Monday`              |
  | `b`    | month, short                                 | `Jan`                 |
  | `B`    | month                                        | `January`             |
  | `c`    | preferred date and time                      | `2018-10-17 12:34:56` |
  | `d`    | day of the month                             | `01`, `31`            |
  | `f`    | microseconds, with the digits that count     | `000000`, `999999`    |
  | `H`    | hour of 24                                   | `00`, `23`            |
  | `I`    | hour of 12                                   | `01`, `12`            |
  | `j`    | day of the year                              | `001`, `366`          |
  | `m`    | month in digits                              | `01`, `12`            |
  | `M`    | minute                                       | `00`, `59`            |
  | `p`    | half of the day, capital letters             | `AM`, `PM`            |
  | `P`    | half of the day                              | `am`, `pm`            |
  | `q`    | quarter of the year                          | `1`, `4`              |
  | `s`    | seconds since 1970-01-01 00:00:00 UTC        | `1565888877`          |
  | `S`    | second                                       | `00`, `59`            |
  | `u`    | day of the week in digits                    | `1` is Monday         |
  | `x`    | preferred date                               | `2018-10-17`          |
  | `X`    | preferred time                               | `12:34:56`            |
  | `y`    | year, two digits                             | `01`, `86`            |
  | `Y`    | year                                         | `-0001`, `2024`       |
  | `z`    | offset from UTC, nothing without a zone      | `+0300`, `-0330`      |
  | `Z`    | short name of the zone, nothing without one  | `CET`                 |
  | `%`    | a percent sign                               | `%`                   |

  ## Options

    * `:preferred_datetime`, `:preferred_date`, `:preferred_time` - patterns of `%c`, `%x` and `%X`

    * `:am_pm_names` - a function of `:am` or `:pm`

    * `:month_names`, `:abbreviated_month_names` - functions of a month from 1

    * `:day_of_week_names`, `:abbreviated_day_of_week_names` - functions of a day of the week, 1 being Monday

  A function of two arguments also gets what is formatted.

  ## Examples

      iex> Calendar.strftime(~U[2019-08-26 13:52:06.0Z], "%y-%m-%d %I:%M:%S %p")
      "19-08-26 01:52:06 PM"
      iex> Calendar.strftime(~D[2019-08-26], "%a, %B %-d %Y")
      "Mon, August 26 2019"
      iex> Calendar.strftime(~T[08:05:00], "%_I o'clock and %-M minutes")
      " 8 o'clock and 5 minutes"
      iex> Calendar.strftime(~D[2019-08-26], "%B", month_names: fn month -> "month #{month}" end)
      "month 8"

  """
  @doc since: "1.11.0"
  @spec strftime(map, String.t(), strftime_opts) :: String.t()
  def strftime(date_or_time_or_datetime, string_format, user_options \\ [])
      when is_map(date_or_time_or_datetime) and is_binary(string_format) do
    Calendar.Format.format(date_or_time_or_datetime, string_format, user_options)
  end
end
