# Erlang's `calendar`: dates and times as tuples.

defmodule :calendar do
  @moduledoc """
  Dates and times as tuples: `{year, month, day}`, `{hour, minute, second}`, and pairs of both.

  The calendar is the Gregorian one, also before its introduction. Gregorian days and seconds count from the beginning of
  the year 0.
  """

  alias Calendar.ISO.Days

  @type year :: integer
  @type month :: 1..12
  @type day :: 1..31
  @type date :: {year, month, day}
  @type hour :: 0..23
  @type minute :: 0..59
  @type second :: 0..59
  @type time :: {hour, minute, second}
  @type datetime :: {date, time}
  @type datetime1970 :: datetime
  @type daynum :: 1..7
  @type yearweeknum :: {year, 1..53}
  @type time_unit :: :erlang.time_unit()
  @type rfc3339_string :: charlist | binary
  @type rfc3339_time_unit :: :native | :nanosecond | :microsecond | :millisecond | :second

  @seconds_per_day 86_400
  @unix_epoch 719_528 * @seconds_per_day

  defguardp is_time(hour, minute, second)
            when hour in 0..23 and minute in 0..59 and second in 0..59

  @doc """
  Returns the number of days from the beginning of the year 0 to a date.

      iex> :calendar.date_to_gregorian_days({2024, 1, 31})
      739281
  """
  @spec date_to_gregorian_days(date) :: integer
  def date_to_gregorian_days({year, month, day}), do: date_to_gregorian_days(year, month, day)

  @doc """
  Returns the number of days from the beginning of the year 0 to a date.

      iex> :calendar.date_to_gregorian_days(0, 1, 1)
      0
  """
  @spec date_to_gregorian_days(year, month, day) :: integer
  def date_to_gregorian_days(year, month, day) when is_integer(day) and day > 0 do
    last = last_day_of_the_month(year, month)
    # Days behind the last one count on.
    if day <= last,
      do: Days.from_date(year, month, day),
      else: Days.from_date(year, month, last) + day - last
  end

  @doc """
  Returns the number of seconds from the beginning of the year 0.

      iex> :calendar.datetime_to_gregorian_seconds({{0, 1, 2}, {0, 0, 1}})
      86401
  """
  @spec datetime_to_gregorian_seconds(datetime) :: integer
  def datetime_to_gregorian_seconds({date, time}),
    do: @seconds_per_day * date_to_gregorian_days(date) + time_to_seconds(time)

  @doc """
  Returns the day of the week of a date, 1 being Monday.

      iex> :calendar.day_of_the_week({2024, 2, 29})
      4
  """
  @spec day_of_the_week(date) :: daynum
  def day_of_the_week({year, month, day}), do: day_of_the_week(year, month, day)

  @doc """
  Returns the day of the week of a date, 1 being Monday.

      iex> :calendar.day_of_the_week(2024, 1, 7)
      7
  """
  @spec day_of_the_week(year, month, day) :: daynum
  def day_of_the_week(year, month, day),
    do: Integer.mod(date_to_gregorian_days(year, month, day) + 5, 7) + 1

  @doc """
  Returns the date that lies so many days behind the beginning of the year 0.

      iex> :calendar.gregorian_days_to_date(739_281)
      {2024, 1, 31}
  """
  @spec gregorian_days_to_date(integer) :: date
  def gregorian_days_to_date(days) when is_integer(days), do: Days.to_date(days)

  @doc """
  Returns the date and time so many seconds behind the beginning of the year 0.

      iex> :calendar.gregorian_seconds_to_datetime(86_401)
      {{0, 1, 2}, {0, 0, 1}}
  """
  @spec gregorian_seconds_to_datetime(integer) :: datetime
  def gregorian_seconds_to_datetime(seconds) when is_integer(seconds) do
    {days, time} = seconds_to_daystime(seconds)
    {gregorian_days_to_date(days), time}
  end

  @doc """
  Returns `true` if a year has a 29th of February.

      iex> :calendar.is_leap_year(2000)
      true
  """
  @spec is_leap_year(year) :: boolean
  def is_leap_year(year) when is_integer(year), do: Calendar.ISO.leap_year?(year)

  @doc """
  Returns the ISO week of today, and the year that it counts for.
  """
  @spec iso_week_number() :: yearweeknum
  def iso_week_number do
    {date, _time} = local_time()
    iso_week_number(date)
  end

  @doc """
  Returns the ISO week of a date, and the year that it counts for: that of the week's Thursday.

      iex> :calendar.iso_week_number({2005, 1, 1})
      {2004, 53}
      iex> :calendar.iso_week_number({2008, 12, 31})
      {2009, 1}
  """
  @spec iso_week_number(date) :: yearweeknum
  def iso_week_number({year, month, day}) do
    days = date_to_gregorian_days(year, month, day)
    thursday = days - day_of_the_week(year, month, day) + 4
    {year, _, _} = gregorian_days_to_date(thursday)
    {year, div(thursday - Days.from_date(year, 1, 1), 7) + 1}
  end

  @doc """
  Returns the number of days of a month.

      iex> :calendar.last_day_of_the_month(2024, 2)
      29
  """
  @spec last_day_of_the_month(year, month) :: 28..31
  def last_day_of_the_month(year, month) when is_integer(year),
    do: last_day_of_the_month1(year, month)

  defp last_day_of_the_month1(year, month) when month in 1..12,
    do: Calendar.ISO.days_in_month(year, month)

  @doc """
  Returns the date and time of the machine's own zone.
  """
  @spec local_time() :: datetime
  def local_time, do: :erlang.localtime()

  @doc """
  Returns the date and time in UTC.
  """
  @spec universal_time() :: datetime
  def universal_time, do: :erlang.universaltime()

  @doc """
  Converts a local time to system time in seconds.
  """
  @spec local_time_to_system_time(datetime1970) :: pos_integer
  def local_time_to_system_time(datetime), do: local_time_to_system_time(datetime, [])

  @doc """
  Converts a local time to system time in the option `unit`.
  """
  @spec local_time_to_system_time(datetime1970, [{:unit, time_unit}]) :: pos_integer
  def local_time_to_system_time(datetime, options) do
    datetime |> :erlang.localtime_to_universaltime() |> universal_time_to_system_time(options)
  end

  @doc """
  Converts a local time to UTC. Deprecated: it may not exist, or twice; see `local_time_to_universal_time_dst/1`.
  """
  @spec local_time_to_universal_time(datetime1970) :: datetime1970
  def local_time_to_universal_time(datetime), do: :erlang.localtime_to_universaltime(datetime)

  @doc """
  Returns the times in UTC that a local time stands for: one, none when clocks are put forward, or two when they are set back.
  """
  @spec local_time_to_universal_time_dst(datetime1970) :: [datetime1970]
  def local_time_to_universal_time_dst(datetime) do
    [true, false]
    |> Enum.map(&:erlang.localtime_to_universaltime(datetime, &1))
    |> Enum.uniq()
    |> Enum.filter(&(:erlang.universaltime_to_localtime(&1) == datetime))
  end

  @doc """
  Converts a time in UTC to that of the machine's own zone.
  """
  @spec universal_time_to_local_time(datetime1970) :: datetime
  def universal_time_to_local_time(datetime), do: :erlang.universaltime_to_localtime(datetime)

  @doc """
  Converts what `:erlang.timestamp/0` returns to UTC.

      iex> :calendar.now_to_datetime({1700, 0, 0})
      {{2023, 11, 14}, {22, 13, 20}}
  """
  @spec now_to_datetime(:erlang.timestamp()) :: datetime1970
  def now_to_datetime({megaseconds, seconds, _microseconds}),
    do: system_time_to_universal_time(megaseconds * 1_000_000 + seconds, :second)

  @doc """
  Converts what `:erlang.timestamp/0` returns to UTC.

      iex> :calendar.now_to_universal_time({1700, 1, 999})
      {{2023, 11, 14}, {22, 13, 21}}
  """
  @spec now_to_universal_time(:erlang.timestamp()) :: datetime1970
  def now_to_universal_time(now), do: now_to_datetime(now)

  @doc """
  Converts what `:erlang.timestamp/0` returns to the time of the machine's own zone.
  """
  @spec now_to_local_time(:erlang.timestamp()) :: datetime1970
  def now_to_local_time(now),
    do: now |> now_to_universal_time() |> :erlang.universaltime_to_localtime()

  @doc """
  Returns how many days a number of seconds makes, and the time of day that is left.

      iex> :calendar.seconds_to_daystime(86_405)
      {1, {0, 0, 5}}
      iex> :calendar.seconds_to_daystime(-1)
      {-1, {23, 59, 59}}
  """
  @spec seconds_to_daystime(integer) :: {integer, time}
  def seconds_to_daystime(seconds) when is_integer(seconds) do
    {Integer.floor_div(seconds, @seconds_per_day),
     seconds_to_time(Integer.mod(seconds, @seconds_per_day))}
  end

  @doc """
  Returns the time of day so many seconds after midnight.

      iex> :calendar.seconds_to_time(3661)
      {1, 1, 1}
  """
  @spec seconds_to_time(0..86_399) :: time
  def seconds_to_time(seconds) when seconds in 0..86_399//1,
    do: {div(seconds, 3600), rem(div(seconds, 60), 60), rem(seconds, 60)}

  @doc """
  Returns the seconds since midnight.

      iex> :calendar.time_to_seconds({1, 1, 1})
      3661
  """
  @spec time_to_seconds(time) :: 0..86_399
  def time_to_seconds({hour, minute, second}) when is_time(hour, minute, second),
    do: hour * 3600 + minute * 60 + second

  @doc """
  Returns the days and the time of day from the first time to the second.

      iex> :calendar.time_difference({{2024, 1, 1}, {0, 0, 0}}, {{2024, 1, 2}, {1, 2, 3}})
      {1, {1, 2, 3}}
  """
  @spec time_difference(datetime, datetime) :: {integer, time}
  def time_difference(time1, time2) do
    seconds_to_daystime(
      datetime_to_gregorian_seconds(time2) - datetime_to_gregorian_seconds(time1)
    )
  end

  @doc """
  Converts system time in a unit to UTC.

      iex> :calendar.system_time_to_universal_time(1_700_000_000_500, :millisecond)
      {{2023, 11, 14}, {22, 13, 20}}
  """
  @spec system_time_to_universal_time(integer, time_unit) :: datetime
  def system_time_to_universal_time(time, unit) do
    gregorian_seconds_to_datetime(System.convert_time_unit(time, unit, :second) + @unix_epoch)
  end

  @doc """
  Converts system time in a unit to the time of the machine's own zone.
  """
  @spec system_time_to_local_time(integer, time_unit) :: datetime
  def system_time_to_local_time(time, unit),
    do: time |> system_time_to_universal_time(unit) |> :erlang.universaltime_to_localtime()

  @doc """
  Converts UTC to system time in seconds.

      iex> :calendar.universal_time_to_system_time({{1970, 1, 1}, {0, 0, 1}})
      1
  """
  @spec universal_time_to_system_time(datetime) :: integer
  def universal_time_to_system_time(datetime), do: universal_time_to_system_time(datetime, [])

  @doc """
  Converts UTC to system time in the option `unit`.

      iex> :calendar.universal_time_to_system_time({{1970, 1, 1}, {0, 0, 1}}, unit: :millisecond)
      1000
  """
  @spec universal_time_to_system_time(datetime, [{:unit, time_unit}]) :: integer
  def universal_time_to_system_time(datetime, options) do
    unit = :proplists.get_value(:unit, options, :second)
    seconds = datetime_to_gregorian_seconds(datetime) - @unix_epoch
    System.convert_time_unit(seconds, :second, unit)
  end

  @doc """
  Returns `true` if there is such a date.

      iex> :calendar.valid_date({2023, 2, 29})
      false
  """
  @spec valid_date({integer, integer, integer}) :: boolean
  def valid_date({year, month, day}), do: valid_date(year, month, day)

  @doc """
  Returns `true` if there is such a date.

      iex> :calendar.valid_date(2024, 2, 29)
      true
  """
  @spec valid_date(integer, integer, integer) :: boolean
  def valid_date(year, month, day)
      when is_integer(year) and is_integer(month) and is_integer(day) do
    month in 1..12 and day >= 1 and day <= last_day_of_the_month(year, month)
  end

  @doc """
  Writes system time in seconds as RFC 3339 has it, in the machine's own zone.
  """
  @spec system_time_to_rfc3339(integer) :: charlist
  def system_time_to_rfc3339(time), do: system_time_to_rfc3339(time, [])

  @doc """
  Writes system time as RFC 3339 has it.

  Options are `unit` (`second` by default), `offset` (seconds, or text such as `Z` or `+02:00`; that of the machine's zone
  by default), `time_designator` (the character between date and time) and `return` (`string` or `binary`).

      iex> :calendar.system_time_to_rfc3339(1_700_000_000_123, unit: :millisecond, offset: ~c"Z")
      ~c"2023-11-14T22:13:20.123Z"
      iex> :calendar.system_time_to_rfc3339(0, offset: 3600, return: :binary)
      "1970-01-01T01:00:00+01:00"
  """
  @spec system_time_to_rfc3339(integer, [
          {:offset, charlist | integer}
          | {:time_designator, byte}
          | {:unit, rfc3339_time_unit}
          | {:return, :string | :binary}
        ]) :: charlist | binary
  def system_time_to_rfc3339(time, options) do
    unit = :proplists.get_value(:unit, options, :second)
    per_second = parts_per_second(unit, [time, options])
    seconds = Integer.floor_div(time, per_second)
    {offset, suffix} = offset(:proplists.get_value(:offset, options, nil), seconds)
    {{year, _, _} = date, clock} = system_time_to_universal_time(seconds + offset, :second)
    if year not in 0..9999, do: :erlang.error({:badarg, [time, options]})

    text =
      [
        Calendar.ISO.date_to_iodata(year, elem(date, 1), elem(date, 2)),
        :proplists.get_value(:time_designator, options, ?T),
        clock |> Tuple.to_list() |> Enum.map_intersperse(?:, &digits(&1, 2)),
        fraction(Integer.mod(time, per_second), unit, per_second),
        suffix
      ]

    case :proplists.get_value(:return, options, :string) do
      :string -> text |> IO.iodata_to_binary() |> String.to_charlist()
      :binary -> IO.iodata_to_binary(text)
    end
  end

  defp parts_per_second(unit, arguments) do
    case unit do
      :second -> 1
      :millisecond -> 1000
      :microsecond -> 1_000_000
      unit when unit in [:nanosecond, :native] -> 1_000_000_000
      _ -> :erlang.error(:badarg, arguments)
    end
  end

  # Of native time, milliseconds are shown.
  defp fraction(_parts, :second, _per_second), do: ""
  defp fraction(parts, :native, per_second), do: [?., digits(div(parts * 1000, per_second), 3)]
  defp fraction(parts, :millisecond, _per_second), do: [?., digits(parts, 3)]
  defp fraction(parts, :microsecond, _per_second), do: [?., digits(parts, 6)]
  defp fraction(parts, :nanosecond, _per_second), do: [?., digits(parts, 9)]

  # The seconds that the time shown is ahead of UTC, and how the text says so.
  defp offset(nil, seconds) do
    local = system_time_to_local_time(seconds, :second)
    offset(datetime_to_gregorian_seconds(local) - @unix_epoch - seconds, seconds)
  end

  defp offset(offset, _seconds) when is_integer(offset) do
    sign = if offset < 0, do: ?-, else: ?+
    minutes = div(abs(offset), 60)
    {offset, [sign, digits(div(minutes, 60), 2), ?:, digits(rem(minutes, 60), 2)]}
  end

  defp offset([zulu], _seconds) when zulu in [?Z, ?z], do: {0, [zulu]}
  defp offset([sign | _] = text, _seconds) when sign in [?+, ?-], do: {seconds_of(text), text}

  defp seconds_of([sign, a, b, ?:, c, d]) when sign in [?+, ?-] do
    seconds = List.to_integer([a, b]) * 3600 + List.to_integer([c, d]) * 60
    if sign == ?-, do: -seconds, else: seconds
  end

  defp seconds_of([zulu]) when zulu in [?Z, ?z], do: 0

  defp digits(number, width),
    do: number |> Integer.to_string() |> String.pad_leading(width, "0")

  @doc """
  Reads a text of RFC 3339 into system time in seconds.

      iex> :calendar.rfc3339_to_system_time(~c"2018-02-01T15:18:02Z")
      1517498282
  """
  @spec rfc3339_to_system_time(rfc3339_string) :: integer
  def rfc3339_to_system_time(text), do: rfc3339_to_system_time(text, [])

  @doc """
  Reads a text of RFC 3339 into system time in the option `unit`. Fractions of the unit are rounded.

      iex> :calendar.rfc3339_to_system_time("2018-02-01T15:18:02.088+01:00", unit: :millisecond)
      1517494682088
  """
  @spec rfc3339_to_system_time(rfc3339_string, [{:unit, rfc3339_time_unit}]) :: integer
  def rfc3339_to_system_time(text, options) when is_binary(text),
    do: rfc3339_to_system_time(:erlang.binary_to_list(text), options)

  def rfc3339_to_system_time(
        [y1, y2, y3, y4, ?-, m1, m2, ?-, d1, d2, separator | time],
        options
      )
      when separator in [?T, ?t, ?\s] do
    [h1, h2, ?:, n1, n2, ?:, s1, s2 | rest] = time
    integer = &:erlang.list_to_integer/1
    date = {integer.([y1, y2, y3, y4]), integer.([m1, m2]), integer.([d1, d2])}
    clock = {integer.([h1, h2]), integer.([n1, n2]), integer.([s1, s2])}
    {fraction, offset} = split_fraction(rest)

    seconds =
      datetime_to_gregorian_seconds({date, clock}) - seconds_of(offset) - @unix_epoch

    case :proplists.get_value(:unit, options, :second) do
      :second ->
        seconds

      unit ->
        per_second = parts_per_second(unit, [[y1, y2, y3, y4, ?-, m1, m2, ?-, d1, d2], options])
        seconds * per_second + rounded(fraction, per_second)
    end
  end

  defp split_fraction([?. | rest]), do: Enum.split_while(rest, &(&1 in ?0..?9))
  defp split_fraction(rest), do: {[], rest}

  defp rounded([], _per_second), do: 0

  defp rounded(digits, per_second) do
    whole = Integer.pow(10, length(digits))
    div(2 * :erlang.list_to_integer(digits) * per_second + whole, 2 * whole)
  end
end
