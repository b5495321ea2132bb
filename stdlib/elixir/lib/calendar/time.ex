# Times of day: hour, minute, second and microseconds in a calendar.

defmodule Time do
  @moduledoc """
  Times of day: hour, minute, second, microseconds, and the calendar that they are of.

  Literals are written with the sigil `~T`. Microseconds come with the number of digits that count, 0 to 6.

      iex> time = ~T[23:00:07.001]
      iex> {time.hour, time.minute, time.second, time.microsecond}
      {23, 0, 7, {1000, 3}}

  Times that differ in precision are not equal for `==`, and `<` compares field by field: use `compare/2`, `before?/2`,
  `after?/2`, or give this module to `Enum.sort/2`.

      iex> ~T[10:00:00] == ~T[10:00:00.0]
      false
      iex> Time.compare(~T[10:00:00], ~T[10:00:00.0])
      :eq

  All functions but those that make times also take a `NaiveDateTime`, a `DateTime`, or a map with the fields of a time.
  """

  @enforce_keys [:hour, :minute, :second]
  defstruct [:hour, :minute, :second, microsecond: {0, 0}, calendar: Calendar.ISO]

  @type t :: %__MODULE__{
          hour: Calendar.hour(),
          minute: Calendar.minute(),
          second: Calendar.second(),
          microsecond: Calendar.microsecond(),
          calendar: Calendar.calendar()
        }

  @microseconds_per_second 1_000_000
  @microseconds_per_day 86_400_000_000

  @doc """
  Returns the current time in UTC, in the calendar, or cut to `:second`, `:millisecond` or `:microsecond`.

  ## Examples

      iex> time = Time.utc_now()
      iex> time.hour in 0..23
      true
      iex> Time.utc_now(:second).microsecond
      {0, 0}

  """
  @doc since: "1.4.0"
  @spec utc_now(Calendar.calendar() | :native | :microsecond | :millisecond | :second) :: t
  def utc_now(calendar_or_time_unit \\ Calendar.ISO)

  def utc_now(time_unit) when time_unit in [:native, :microsecond, :millisecond, :second],
    do: utc_now(time_unit, Calendar.ISO)

  def utc_now(calendar), do: utc_now(:native, calendar)

  @doc """
  Returns the current time in UTC, cut to a unit, in the calendar.

  ## Examples

      iex> Time.utc_now(:second, Calendar.ISO).microsecond
      {0, 0}

  """
  @doc since: "1.19.0"
  @spec utc_now(:native | :microsecond | :millisecond | :second, Calendar.calendar()) :: t
  def utc_now(time_unit, calendar)
      when time_unit in [:native, :microsecond, :millisecond, :second] do
    microseconds = System.os_time(:microsecond)
    day_fraction = {Integer.mod(microseconds, @microseconds_per_day), @microseconds_per_day}
    time = from_day_fraction(day_fraction, 6, calendar)
    if time_unit == :native, do: time, else: truncate(time, time_unit)
  end

  @doc """
  Makes a time, if there is such a one. Microseconds are an integer, which counts with six digits, or a pair.

  ## Examples

      iex> Time.new(0, 0, 0, 0)
      {:ok, ~T[00:00:00.000000]}
      iex> Time.new(23, 59, 59, {4000, 3})
      {:ok, ~T[23:59:59.004]}
      iex> Time.new(24, 59, 59)
      {:error, :invalid_time}

  """
  @spec new(
          Calendar.hour(),
          Calendar.minute(),
          Calendar.second(),
          Calendar.microsecond() | non_neg_integer,
          Calendar.calendar()
        ) :: {:ok, t} | {:error, atom}
  def new(hour, minute, second, microsecond \\ {0, 0}, calendar \\ Calendar.ISO)

  def new(hour, minute, second, microsecond, calendar) when is_integer(microsecond),
    do: new(hour, minute, second, {microsecond, 6}, calendar)

  def new(hour, minute, second, {value, precision}, calendar)
      when is_integer(hour) and is_integer(minute) and is_integer(second) and is_integer(value) and
             is_integer(precision) do
    if calendar.valid_time?(hour, minute, second, {value, precision}) do
      {:ok,
       %Time{
         hour: hour,
         minute: minute,
         second: second,
         microsecond: {value, precision},
         calendar: calendar
       }}
    else
      {:error, :invalid_time}
    end
  end

  @doc """
  Makes a time; raises if there is none.

  ## Examples

      iex> Time.new!(23, 59, 59)
      ~T[23:59:59]
      iex> Time.new!(24, 0, 0)
      ** (ArgumentError) cannot build time, reason: :invalid_time

  """
  @doc since: "1.11.0"
  @spec new!(
          Calendar.hour(),
          Calendar.minute(),
          Calendar.second(),
          Calendar.microsecond() | non_neg_integer,
          Calendar.calendar()
        ) :: t
  def new!(hour, minute, second, microsecond \\ {0, 0}, calendar \\ Calendar.ISO) do
    case new(hour, minute, second, microsecond, calendar) do
      {:ok, time} -> time
      {:error, reason} -> raise ArgumentError, "cannot build time, reason: #{inspect(reason)}"
    end
  end

  @doc """
  Returns the text of a time, as its calendar writes it.

  ## Examples

      iex> Time.to_string(~T[23:00:00.001])
      "23:00:00.001"
      iex> Time.to_string(~N[2015-01-01 23:00:00])
      "23:00:00"

  """
  @spec to_string(Calendar.time()) :: String.t()
  def to_string(time)

  def to_string(%{
        hour: hour,
        minute: minute,
        second: second,
        microsecond: microsecond,
        calendar: calendar
      }) do
    calendar.time_to_string(hour, minute, second, microsecond)
  end

  @doc """
  Parses the text of ISO 8601, `23:50:07.123`, into a time of the calendar. An offset is allowed, and dropped.

  ## Examples

      iex> Time.from_iso8601("23:50:07")
      {:ok, ~T[23:50:07]}
      iex> Time.from_iso8601("T23:50:07,5Z")
      {:ok, ~T[23:50:07.5]}
      iex> Time.from_iso8601("23:60:07")
      {:error, :invalid_time}
      iex> Time.from_iso8601("2015:01:23 23-50-07")
      {:error, :invalid_format}

  """
  @spec from_iso8601(String.t(), Calendar.calendar()) :: {:ok, t} | {:error, atom}
  def from_iso8601(string, calendar \\ Calendar.ISO) do
    with {:ok, {hour, minute, second, microsecond}} <- Calendar.ISO.parse_time(string) do
      convert(
        %Time{hour: hour, minute: minute, second: second, microsecond: microsecond},
        calendar
      )
    end
  end

  @doc """
  Parses the text of ISO 8601; raises if it is none.

  ## Examples

      iex> Time.from_iso8601!("23:50:07.123")
      ~T[23:50:07.123]
      iex> Time.from_iso8601!("noon")
      ** (ArgumentError) cannot parse "noon" as time, reason: :invalid_format

  """
  @spec from_iso8601!(String.t(), Calendar.calendar()) :: t
  def from_iso8601!(string, calendar \\ Calendar.ISO) do
    case from_iso8601(string, calendar) do
      {:ok, time} ->
        time

      {:error, reason} ->
        raise ArgumentError,
              "cannot parse #{inspect(string)} as time, reason: #{inspect(reason)}"
    end
  end

  @doc """
  Returns the text of ISO 8601, `:extended` or `:basic`.

  ## Examples

      iex> Time.to_iso8601(~T[23:00:13.001])
      "23:00:13.001"
      iex> Time.to_iso8601(~T[23:00:13], :basic)
      "230013"

  """
  @spec to_iso8601(Calendar.time(), :extended | :basic) :: String.t()
  def to_iso8601(time, format \\ :extended)

  def to_iso8601(%{calendar: Calendar.ISO} = time, format) when format in [:extended, :basic] do
    Calendar.ISO.time_to_string(time.hour, time.minute, time.second, time.microsecond, format)
  end

  def to_iso8601(%{calendar: _} = time, format) when format in [:extended, :basic],
    do: time |> convert!(Calendar.ISO) |> to_iso8601(format)

  @doc """
  Returns a time as Erlang has it, in the ISO calendar, without microseconds.

  ## Examples

      iex> Time.to_erl(~T[23:30:15.999])
      {23, 30, 15}

  """
  @spec to_erl(Calendar.time()) :: :calendar.time()
  def to_erl(time) do
    %{hour: hour, minute: minute, second: second} = convert!(time, Calendar.ISO)
    {hour, minute, second}
  end

  @doc """
  Makes a time of the calendar from one as Erlang has it.

  ## Examples

      iex> Time.from_erl({23, 30, 15}, {5000, 3})
      {:ok, ~T[23:30:15.005]}
      iex> Time.from_erl({24, 30, 15})
      {:error, :invalid_time}

  """
  @spec from_erl(
          :calendar.time(),
          Calendar.microsecond() | non_neg_integer,
          Calendar.calendar()
        ) :: {:ok, t} | {:error, atom}
  def from_erl(tuple, microsecond \\ {0, 0}, calendar \\ Calendar.ISO)

  def from_erl({hour, minute, second}, microsecond, calendar) do
    with {:ok, time} <- new(hour, minute, second, microsecond), do: convert(time, calendar)
  end

  @doc """
  Makes a time from one as Erlang has it; raises if there is none.

  ## Examples

      iex> Time.from_erl!({23, 30, 15})
      ~T[23:30:15]
      iex> Time.from_erl!({24, 30, 15})
      ** (ArgumentError) cannot convert {24, 30, 15} to time, reason: :invalid_time

  """
  @spec from_erl!(
          :calendar.time(),
          Calendar.microsecond() | non_neg_integer,
          Calendar.calendar()
        ) :: t
  def from_erl!(tuple, microsecond \\ {0, 0}, calendar \\ Calendar.ISO) do
    case from_erl(tuple, microsecond, calendar) do
      {:ok, time} ->
        time

      {:error, reason} ->
        raise ArgumentError,
              "cannot convert #{inspect(tuple)} to time, reason: #{inspect(reason)}"
    end
  end

  @doc """
  Makes a time from the seconds since midnight. More than a day begins anew.

  ## Examples

      iex> Time.from_seconds_after_midnight(10_000)
      ~T[02:46:40]
      iex> Time.from_seconds_after_midnight(-1, {500_000, 1})
      ~T[23:59:59.5]

  """
  @doc since: "1.11.0"
  @spec from_seconds_after_midnight(integer, Calendar.microsecond(), Calendar.calendar()) :: t
  def from_seconds_after_midnight(seconds, microsecond \\ {0, 0}, calendar \\ Calendar.ISO)

  def from_seconds_after_midnight(seconds, {value, precision}, calendar)
      when is_integer(seconds) do
    parts = Integer.mod(seconds, 86_400) * @microseconds_per_second + value
    from_day_fraction({parts, @microseconds_per_day}, precision, calendar)
  end

  @doc """
  Returns the seconds since midnight, and the microseconds.

  ## Examples

      iex> Time.to_seconds_after_midnight(~T[23:30:15])
      {84615, 0}
      iex> Time.to_seconds_after_midnight(~N[2010-04-17 23:30:15.999])
      {84615, 999000}

  """
  @doc since: "1.11.0"
  @spec to_seconds_after_midnight(Calendar.time()) ::
          {non_neg_integer, microsecond :: non_neg_integer}
  def to_seconds_after_midnight(%{microsecond: {value, _precision}} = time),
    do: {div(to_microseconds(time), @microseconds_per_second), value}

  @doc """
  Adds an amount of time, around midnight if need be.

  The unit is `:hour`, `:minute`, `:second` (the default), `:millisecond`, `:microsecond`, `:nanosecond`, or the number of
  parts of a second. The result has at least the precision of the unit.

  ## Examples

      iex> Time.add(~T[10:00:00], 27000)
      ~T[17:30:00]
      iex> Time.add(~T[23:59:59], 1, :minute)
      ~T[00:00:59]
      iex> Time.add(~T[11:00:00.005], 2400, :millisecond)
      ~T[11:00:02.405]

  """
  @doc since: "1.6.0"
  @spec add(Calendar.time(), integer, :hour | :minute | System.time_unit()) :: t
  def add(time, amount_to_add, unit \\ :second)

  def add(time, amount_to_add, :hour) when is_integer(amount_to_add),
    do: add(time, amount_to_add * 3600, :second)

  def add(time, amount_to_add, :minute) when is_integer(amount_to_add),
    do: add(time, amount_to_add * 60, :second)

  def add(%{calendar: calendar, microsecond: {_, precision}} = time, amount_to_add, unit)
      when is_integer(amount_to_add) do
    if not time_unit?(unit) do
      raise ArgumentError,
            "unsupported time unit. Expected :hour, :minute, :second, :millisecond, " <>
              ":microsecond, :nanosecond, or a positive integer, got #{inspect(unit)}"
    end

    precision = max(Calendar.ISO.time_unit_to_precision(unit), precision)
    microseconds = System.convert_time_unit(amount_to_add, unit, :microsecond)
    parts = Integer.mod(to_microseconds(time) + microseconds, @microseconds_per_day)
    from_day_fraction({parts, @microseconds_per_day}, precision, calendar)
  end

  @doc """
  Shifts a time by a duration of hours, minutes, seconds and microseconds, around midnight if need be.

  ## Examples

      iex> Time.shift(~T[01:00:15], hour: 12)
      ~T[13:00:15]
      iex> Time.shift(~T[01:00:00], hour: 6, minute: -10)
      ~T[06:50:00]
      iex> Time.shift(~T[01:15:00], second: 125, microsecond: {100, 6})
      ~T[01:17:05.000100]
      iex> Time.shift(~T[01:00:00], day: 1)
      ** (ArgumentError) unsupported unit :day. Expected :hour, :minute, :second, :microsecond

  """
  @doc since: "1.17.0"
  @spec shift(Calendar.time(), Duration.t() | [unit_pair]) :: t
        when unit_pair:
               {:hour, integer}
               | {:minute, integer}
               | {:second, integer}
               | {:microsecond, {integer, 0..6}}
  def shift(%{calendar: calendar} = time, duration) do
    %{hour: hour, minute: minute, second: second, microsecond: microsecond} = time
    duration = Duration.for_shift!(duration, :time)

    {hour, minute, second, microsecond} =
      calendar.shift_time(hour, minute, second, microsecond, duration)

    %Time{
      calendar: calendar,
      hour: hour,
      minute: minute,
      second: second,
      microsecond: microsecond
    }
  end

  @doc """
  Compares two times: `:gt` if the first is the later one, `:lt` if the earlier, `:eq` if they are the same.

  ## Examples

      iex> Time.compare(~T[16:04:16], ~T[16:04:28])
      :lt
      iex> Time.compare(~T[16:04:16.01], ~T[16:04:16.001])
      :gt
      iex> Time.compare(~N[2015-01-01 16:04:16], ~T[16:04:16])
      :eq

  """
  @doc since: "1.4.0"
  @spec compare(Calendar.time(), Calendar.time()) :: :lt | :eq | :gt
  def compare(%{calendar: calendar} = time1, %{calendar: calendar} = time2) do
    {value1, _} = time1.microsecond
    {value2, _} = time2.microsecond

    order(
      {time1.hour, time1.minute, time1.second, value1},
      {time2.hour, time2.minute, time2.second, value2}
    )
  end

  def compare(time1, time2) do
    {parts1, whole1} = to_day_fraction(time1)
    {parts2, whole2} = to_day_fraction(time2)
    order(parts1 * whole2, parts2 * whole1)
  end

  defp order(value1, value2) when value1 < value2, do: :lt
  defp order(value1, value2) when value1 > value2, do: :gt
  defp order(_value1, _value2), do: :eq

  @doc """
  Whether the first time is earlier than the second.

  ## Examples

      iex> Time.before?(~T[16:04:16], ~T[16:04:28])
      true

  """
  @doc since: "1.15.0"
  @spec before?(Calendar.time(), Calendar.time()) :: boolean
  def before?(time1, time2), do: compare(time1, time2) == :lt

  @doc """
  Whether the first time is later than the second.

  ## Examples

      iex> Time.after?(~T[16:04:28], ~T[16:04:16])
      true

  """
  @doc since: "1.15.0"
  @spec after?(Calendar.time(), Calendar.time()) :: boolean
  def after?(time1, time2), do: compare(time1, time2) == :gt

  @doc """
  Converts a time to another calendar.

  ## Examples

      iex> Time.convert(~N[2024-02-29 13:30:15], Calendar.ISO)
      {:ok, ~T[13:30:15]}

  """
  @doc since: "1.5.0"
  @spec convert(Calendar.time(), Calendar.calendar()) :: {:ok, t} | {:error, atom}
  def convert(%Time{calendar: calendar} = time, calendar), do: {:ok, time}

  def convert(%{microsecond: {_, precision}} = time, calendar),
    do: {:ok, time |> to_day_fraction() |> from_day_fraction(precision, calendar)}

  @doc """
  Converts a time to another calendar; raises if it cannot be.

  ## Examples

      iex> Time.convert!(~T[13:30:15], Calendar.ISO)
      ~T[13:30:15]

  """
  @doc since: "1.5.0"
  @spec convert!(Calendar.time(), Calendar.calendar()) :: t
  def convert!(time, calendar) do
    {:ok, time} = convert(time, calendar)
    time
  end

  @doc """
  Returns the time from the second to the first, in a unit, rounded down.

  The unit is `:hour`, `:minute`, `:second` (the default), `:millisecond`, `:microsecond`, `:nanosecond`, or the number of
  parts of a second. Of hours and minutes, only whole ones count.

  ## Examples

      iex> Time.diff(~T[00:29:12], ~T[00:29:10])
      2
      iex> Time.diff(~T[00:29:10.042], ~T[00:29:10], :millisecond)
      42
      iex> Time.diff(~T[10:00:00], ~T[12:30:00], :hour)
      -2

  """
  @doc since: "1.5.0"
  @spec diff(Calendar.time(), Calendar.time(), :hour | :minute | System.time_unit()) :: integer
  def diff(time1, time2, unit \\ :second)
  def diff(time1, time2, :hour), do: time1 |> diff(time2, :second) |> div(3600)
  def diff(time1, time2, :minute), do: time1 |> diff(time2, :second) |> div(60)

  def diff(time1, time2, unit) do
    if not time_unit?(unit) do
      raise ArgumentError,
            "unsupported time unit. Expected :second, :millisecond, " <>
              ":microsecond, :nanosecond, or a positive integer, got #{inspect(unit)}"
    end

    System.convert_time_unit(to_microseconds(time1) - to_microseconds(time2), :microsecond, unit)
  end

  defp time_unit?(unit) when is_integer(unit), do: unit > 0
  defp time_unit?(unit), do: unit in [:second, :millisecond, :microsecond, :nanosecond]

  @doc """
  Cuts a time to `:second`, `:millisecond` or `:microsecond`.

  ## Examples

      iex> Time.truncate(~T[01:01:01.123456], :millisecond)
      ~T[01:01:01.123]
      iex> Time.truncate(~T[01:01:01.123456], :second)
      ~T[01:01:01]

  """
  @doc since: "1.6.0"
  @spec truncate(t, :microsecond | :millisecond | :second) :: t
  def truncate(%Time{microsecond: microsecond} = time, precision),
    do: %{time | microsecond: Calendar.truncate(microsecond, precision)}

  defp to_microseconds(time) do
    {parts, whole} = to_day_fraction(time)
    div(parts * @microseconds_per_day, whole)
  end

  defp to_day_fraction(%{
         hour: hour,
         minute: minute,
         second: second,
         microsecond: {_, _} = microsecond,
         calendar: calendar
       }) do
    calendar.time_to_day_fraction(hour, minute, second, microsecond)
  end

  defp from_day_fraction(day_fraction, precision, calendar) do
    {hour, minute, second, {value, _}} = calendar.time_from_day_fraction(day_fraction)

    %Time{
      hour: hour,
      minute: minute,
      second: second,
      microsecond: {value, precision},
      calendar: calendar
    }
  end

  defimpl String.Chars do
    defdelegate to_string(time), to: Time
  end

  defimpl Inspect do
    def inspect(%{calendar: Calendar.ISO} = time, _opts), do: "~T[#{Time.to_string(time)}]"

    def inspect(%{calendar: calendar} = time, _opts),
      do: "~T[#{Time.to_string(time)} #{Kernel.inspect(calendar)}]"
  end
end
