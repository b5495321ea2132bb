# Dates: year, month and day in a calendar.

defmodule Date do
  @moduledoc """
  Dates: a year, a month, a day, and the calendar that they are of.

  Literals are written with the sigil `~D`; whether there is such a date is checked when the program is compiled.

      iex> date = ~D[2024-02-29]
      iex> {date.year, date.month, date.day}
      {2024, 2, 29}

  Dates of the same calendar are equal for `==` if they are the same day, but `<`, `Enum.sort/1` and `Enum.max/1` compare
  structs field by field: give them this module.

      iex> Enum.sort([~D[2024-03-01], ~D[2023-12-31]], Date)
      [~D[2023-12-31], ~D[2024-03-01]]
      iex> Date.before?(~D[2023-12-31], ~D[2024-03-01])
      true

  All functions but those that make dates also take a `NaiveDateTime`, a `DateTime`, or a map with the fields of a date.
  """

  @enforce_keys [:year, :month, :day]
  defstruct [:year, :month, :day, calendar: Calendar.ISO]

  @type t :: %__MODULE__{
          year: Calendar.year(),
          month: Calendar.month(),
          day: Calendar.day(),
          calendar: Calendar.calendar()
        }

  @midnight {0, 86_400_000_000}

  @doc """
  Returns the dates from `first` to `last`, both included, counting backwards if `last` is earlier.

  That a range counts backwards on its own is deprecated: give a step of -1.

  ## Examples

      iex> Date.range(~D[1999-01-01], ~D[2000-01-01])
      Date.range(~D[1999-01-01], ~D[2000-01-01])
      iex> Date.range(~D[2024-02-28], ~D[2024-03-01]) |> Enum.map(&Date.to_string/1)
      ["2024-02-28", "2024-02-29", "2024-03-01"]

  """
  @doc since: "1.5.0"
  @spec range(Calendar.date(), Calendar.date()) :: Date.Range.t()
  def range(%{calendar: calendar} = first, %{calendar: calendar} = last) do
    if to_gregorian_days(first) <= to_gregorian_days(last) do
      range(first, last, 1)
    else
      IO.warn(
        "a negative range was inferred for Date.range/2, call Date.range/3 instead with -1 " <>
          "as third argument"
      )

      range(first, last, -1)
    end
  end

  def range(%{calendar: _, year: _, month: _, day: _}, %{calendar: _, year: _, month: _, day: _}) do
    raise ArgumentError, "both dates must have matching calendars"
  end

  @doc """
  Returns the dates from `first` to `last`, `step` days apart.

  ## Examples

      iex> Date.range(~D[2024-01-01], ~D[2024-01-31], 7) |> Enum.map(& &1.day)
      [1, 8, 15, 22, 29]
      iex> Date.range(~D[2024-01-03], ~D[2024-01-01], -1) |> Enum.to_list()
      [~D[2024-01-03], ~D[2024-01-02], ~D[2024-01-01]]

  """
  @doc since: "1.12.0"
  @spec range(Calendar.date(), Calendar.date(), step :: pos_integer | neg_integer) ::
          Date.Range.t()
  def range(%{calendar: calendar} = first, %{calendar: calendar} = last, step)
      when is_integer(step) and step != 0 do
    %Date.Range{
      first: from_fields(first),
      last: from_fields(last),
      first_in_iso_days: to_gregorian_days(first),
      last_in_iso_days: to_gregorian_days(last),
      step: step
    }
  end

  def range(
        %{calendar: _, year: _, month: _, day: _} = first,
        %{calendar: _, year: _, month: _, day: _} = last,
        step
      ) do
    raise ArgumentError,
          "both dates must have matching calendar and the step must be a non-zero integer, " <>
            "got: #{inspect(first)}, #{inspect(last)}, #{inspect(step)}"
  end

  defp from_fields(%Date{} = date), do: date

  defp from_fields(%{calendar: calendar, year: year, month: month, day: day}),
    do: %Date{calendar: calendar, year: year, month: month, day: day}

  @doc """
  Returns today's date in UTC.

  ## Examples

      iex> date = Date.utc_today()
      iex> date.year >= 2024
      true

  """
  @doc since: "1.4.0"
  @spec utc_today(Calendar.calendar()) :: t
  def utc_today(calendar \\ Calendar.ISO), do: calendar |> DateTime.utc_now() |> from_fields()

  @doc """
  Whether the year of a date is longer than others.

  ## Examples

      iex> Date.leap_year?(~D[2000-01-01])
      true
      iex> Date.leap_year?(~D[2001-01-01])
      false

  """
  @doc since: "1.4.0"
  @spec leap_year?(Calendar.date()) :: boolean
  def leap_year?(date)
  def leap_year?(%{calendar: calendar, year: year}), do: calendar.leap_year?(year)

  @doc """
  Returns how many days the month of a date has.

  ## Examples

      iex> Date.days_in_month(~D[1900-02-15])
      28

  """
  @doc since: "1.4.0"
  @spec days_in_month(Calendar.date()) :: Calendar.day()
  def days_in_month(date)

  def days_in_month(%{calendar: calendar, year: year, month: month}),
    do: calendar.days_in_month(year, month)

  @doc """
  Returns how many months the year of a date has.

  ## Examples

      iex> Date.months_in_year(~D[1900-01-13])
      12

  """
  @doc since: "1.7.0"
  @spec months_in_year(Calendar.date()) :: Calendar.month()
  def months_in_year(date)
  def months_in_year(%{calendar: calendar, year: year}), do: calendar.months_in_year(year)

  @doc """
  Makes a date, if there is such a one.

  ## Examples

      iex> Date.new(2024, 2, 29)
      {:ok, ~D[2024-02-29]}
      iex> Date.new(2023, 2, 29)
      {:error, :invalid_date}

  """
  @spec new(Calendar.year(), Calendar.month(), Calendar.day(), Calendar.calendar()) ::
          {:ok, t} | {:error, atom}
  def new(year, month, day, calendar \\ Calendar.ISO) do
    if calendar.valid_date?(year, month, day),
      do: {:ok, %Date{year: year, month: month, day: day, calendar: calendar}},
      else: {:error, :invalid_date}
  end

  @doc """
  Makes a date; raises if there is none.

  ## Examples

      iex> Date.new!(2024, 2, 29)
      ~D[2024-02-29]
      iex> Date.new!(2023, 2, 29)
      ** (ArgumentError) cannot build date, reason: :invalid_date

  """
  @doc since: "1.11.0"
  @spec new!(Calendar.year(), Calendar.month(), Calendar.day(), Calendar.calendar()) :: t
  def new!(year, month, day, calendar \\ Calendar.ISO) do
    case new(year, month, day, calendar) do
      {:ok, date} -> date
      {:error, reason} -> raise ArgumentError, "cannot build date, reason: #{inspect(reason)}"
    end
  end

  @doc """
  Returns the text of a date, as its calendar writes it.

  ## Examples

      iex> Date.to_string(~D[2000-02-28])
      "2000-02-28"
      iex> Date.to_string(~N[2000-02-28 01:23:45])
      "2000-02-28"

  """
  @spec to_string(Calendar.date()) :: String.t()
  def to_string(date)

  def to_string(%{calendar: calendar, year: year, month: month, day: day}),
    do: calendar.date_to_string(year, month, day)

  @doc """
  Parses the text of ISO 8601, `2024-02-29`, into a date of the calendar.

  ## Examples

      iex> Date.from_iso8601("2015-01-23")
      {:ok, ~D[2015-01-23]}
      iex> Date.from_iso8601("2015-13-23")
      {:error, :invalid_date}
      iex> Date.from_iso8601("2015:01:23")
      {:error, :invalid_format}

  """
  @spec from_iso8601(String.t(), Calendar.calendar()) :: {:ok, t} | {:error, atom}
  def from_iso8601(string, calendar \\ Calendar.ISO) do
    with {:ok, {year, month, day}} <- Calendar.ISO.parse_date(string),
         do: convert(%Date{year: year, month: month, day: day}, calendar)
  end

  @doc """
  Parses the text of ISO 8601; raises if it is none.

  ## Examples

      iex> Date.from_iso8601!("2015-01-23")
      ~D[2015-01-23]
      iex> Date.from_iso8601!("2015:01:23")
      ** (ArgumentError) cannot parse "2015:01:23" as date, reason: :invalid_format

  """
  @spec from_iso8601!(String.t(), Calendar.calendar()) :: t
  def from_iso8601!(string, calendar \\ Calendar.ISO) do
    case from_iso8601(string, calendar) do
      {:ok, date} ->
        date

      {:error, reason} ->
        raise ArgumentError,
              "cannot parse #{inspect(string)} as date, reason: #{inspect(reason)}"
    end
  end

  @doc """
  Returns the text of ISO 8601, `:extended` or `:basic`.

  ## Examples

      iex> Date.to_iso8601(~D[2000-02-28])
      "2000-02-28"
      iex> Date.to_iso8601(~D[2000-02-28], :basic)
      "20000228"

  """
  @spec to_iso8601(Calendar.date(), :extended | :basic) :: String.t()
  def to_iso8601(date, format \\ :extended)

  def to_iso8601(%{calendar: Calendar.ISO} = date, format) when format in [:basic, :extended],
    do: Calendar.ISO.date_to_string(date.year, date.month, date.day, format)

  def to_iso8601(%{calendar: _} = date, format) when format in [:basic, :extended],
    do: date |> convert!(Calendar.ISO) |> to_iso8601(format)

  @doc """
  Returns a date as Erlang has it, in the ISO calendar.

  ## Examples

      iex> Date.to_erl(~D[2000-01-01])
      {2000, 1, 1}

  """
  @spec to_erl(Calendar.date()) :: :calendar.date()
  def to_erl(date) do
    %{year: year, month: month, day: day} = convert!(date, Calendar.ISO)
    {year, month, day}
  end

  @doc """
  Makes a date of the calendar from one as Erlang has it.

  ## Examples

      iex> Date.from_erl({2000, 1, 1})
      {:ok, ~D[2000-01-01]}
      iex> Date.from_erl({2000, 13, 1})
      {:error, :invalid_date}

  """
  @spec from_erl(:calendar.date(), Calendar.calendar()) :: {:ok, t} | {:error, atom}
  def from_erl(tuple, calendar \\ Calendar.ISO)

  def from_erl({year, month, day}, calendar) do
    with {:ok, date} <- new(year, month, day), do: convert(date, calendar)
  end

  @doc """
  Makes a date from one as Erlang has it; raises if there is none.

  ## Examples

      iex> Date.from_erl!({2000, 1, 1})
      ~D[2000-01-01]

  """
  @spec from_erl!(:calendar.date(), Calendar.calendar()) :: t
  def from_erl!(tuple, calendar \\ Calendar.ISO) do
    case from_erl(tuple, calendar) do
      {:ok, date} ->
        date

      {:error, reason} ->
        raise ArgumentError,
              "cannot convert #{inspect(tuple)} to date, reason: #{inspect(reason)}"
    end
  end

  @doc """
  Makes a date from the number of days since 0000-01-01.

  ## Examples

      iex> Date.from_gregorian_days(1)
      ~D[0000-01-02]
      iex> Date.from_gregorian_days(-1)
      ~D[-0001-12-31]

  """
  @doc since: "1.11.0"
  @spec from_gregorian_days(integer, Calendar.calendar()) :: t
  def from_gregorian_days(days, calendar \\ Calendar.ISO)

  def from_gregorian_days(days, Calendar.ISO) do
    {year, month, day} = Calendar.ISO.date_from_iso_days(days)
    %Date{year: year, month: month, day: day}
  end

  def from_gregorian_days(days, calendar) when is_integer(days) do
    {year, month, day, _, _, _, _} = calendar.naive_datetime_from_iso_days({days, @midnight})
    %Date{calendar: calendar, year: year, month: month, day: day}
  end

  @doc """
  Returns the number of days since 0000-01-01.

  ## Examples

      iex> Date.to_gregorian_days(~D[0000-01-02])
      1
      iex> Date.to_gregorian_days(~U[2000-01-01 00:00:00Z])
      730485

  """
  @doc since: "1.11.0"
  @spec to_gregorian_days(Calendar.date()) :: integer
  def to_gregorian_days(date)

  def to_gregorian_days(%{calendar: Calendar.ISO, year: year, month: month, day: day}),
    do: Calendar.ISO.date_to_iso_days(year, month, day)

  def to_gregorian_days(%{calendar: calendar, year: year, month: month, day: day}) do
    {days, _} = calendar.naive_datetime_to_iso_days(year, month, day, 0, 0, 0, {0, 0})
    days
  end

  @doc """
  Compares two dates: `:gt` if the first is the later one, `:lt` if the earlier, `:eq` if they are the same day.

  ## Examples

      iex> Date.compare(~D[2016-04-16], ~D[2016-04-28])
      :lt
      iex> Date.compare(~D[2016-04-16], ~N[2016-04-16 01:23:45])
      :eq

  """
  @doc since: "1.4.0"
  @spec compare(Calendar.date(), Calendar.date()) :: :lt | :eq | :gt
  def compare(
        %{calendar: calendar, year: year1, month: month1, day: day1},
        %{calendar: calendar, year: year2, month: month2, day: day2}
      ) do
    order({year1, month1, day1}, {year2, month2, day2})
  end

  def compare(%{calendar: calendar1} = date1, %{calendar: calendar2} = date2) do
    if Calendar.compatible_calendars?(calendar1, calendar2) do
      order(to_gregorian_days(date1), to_gregorian_days(date2))
    else
      raise ArgumentError, """
      cannot compare #{inspect(date1)} with #{inspect(date2)}.

      This comparison would be ambiguous as their calendars have incompatible day rollover moments.
      Specify an exact time of day (using DateTime) to resolve this ambiguity
      """
    end
  end

  defp order(value1, value2) when value1 < value2, do: :lt
  defp order(value1, value2) when value1 > value2, do: :gt
  defp order(_value1, _value2), do: :eq

  @doc """
  Whether the first date is earlier than the second.

  ## Examples

      iex> Date.before?(~D[2021-01-01], ~D[2022-02-02])
      true

  """
  @doc since: "1.15.0"
  @spec before?(Calendar.date(), Calendar.date()) :: boolean
  def before?(date1, date2), do: compare(date1, date2) == :lt

  @doc """
  Whether the first date is later than the second.

  ## Examples

      iex> Date.after?(~D[2022-02-02], ~D[2021-01-01])
      true

  """
  @doc since: "1.15.0"
  @spec after?(Calendar.date(), Calendar.date()) :: boolean
  def after?(date1, date2), do: compare(date1, date2) == :gt

  @doc """
  Converts a date to another calendar, if the days of both begin at the same time.

  ## Examples

      iex> Date.convert(~N[2024-02-29 10:00:00], Calendar.ISO)
      {:ok, ~D[2024-02-29]}

  """
  @doc since: "1.5.0"
  @spec convert(Calendar.date(), Calendar.calendar()) ::
          {:ok, t} | {:error, :incompatible_calendars}
  def convert(%{calendar: calendar} = date, calendar), do: {:ok, from_fields(date)}

  def convert(%{calendar: calendar} = date, target_calendar) do
    if Calendar.compatible_calendars?(calendar, target_calendar),
      do: {:ok, date |> to_gregorian_days() |> from_gregorian_days(target_calendar)},
      else: {:error, :incompatible_calendars}
  end

  @doc """
  Converts a date to another calendar; raises if it cannot be.

  ## Examples

      iex> Date.convert!(~D[2024-02-29], Calendar.ISO)
      ~D[2024-02-29]

  """
  @doc since: "1.5.0"
  @spec convert!(Calendar.date(), Calendar.calendar()) :: t
  def convert!(date, calendar) do
    case convert(date, calendar) do
      {:ok, date} ->
        date

      {:error, reason} ->
        raise ArgumentError,
              "cannot convert #{inspect(date)} to target calendar #{inspect(calendar)}, " <>
                "reason: #{inspect(reason)}"
    end
  end

  @doc """
  Adds days to a date.

  ## Examples

      iex> Date.add(~D[2000-01-03], -2)
      ~D[2000-01-01]
      iex> Date.add(~D[2000-02-28], 1)
      ~D[2000-02-29]

  """
  @doc since: "1.5.0"
  @spec add(Calendar.date(), integer) :: t
  def add(%{calendar: calendar} = date, days),
    do: from_gregorian_days(to_gregorian_days(date) + days, calendar)

  @doc """
  Returns the days from the second date to the first.

  ## Examples

      iex> Date.diff(~D[2000-01-03], ~D[2000-01-01])
      2
      iex> Date.diff(~D[2000-01-01], ~D[2000-03-01])
      -60

  """
  @doc since: "1.5.0"
  @spec diff(Calendar.date(), Calendar.date()) :: integer
  def diff(%{calendar: calendar1} = date1, %{calendar: calendar2} = date2) do
    if Calendar.compatible_calendars?(calendar1, calendar2) do
      to_gregorian_days(date1) - to_gregorian_days(date2)
    else
      raise ArgumentError,
            "cannot calculate the difference between #{inspect(date1)} and #{inspect(date2)} " <>
              "because their calendars are not compatible and thus the result would be ambiguous"
    end
  end

  @doc """
  Shifts a date by a duration of years, months, weeks and days.

  Years and months are added first; if the month that they lead to has no such day, its last day is taken. Then weeks and
  days are added.

  ## Examples

      iex> Date.shift(~D[2016-01-03], month: 2)
      ~D[2016-03-03]
      iex> Date.shift(~D[2016-01-31], month: 1)
      ~D[2016-02-29]
      iex> Date.shift(~D[2016-01-30], month: -1, day: 1)
      ~D[2015-12-31]
      iex> Date.shift(~D[2016-01-30], hour: 1)
      ** (ArgumentError) unsupported unit :hour. Expected :year, :month, :week, :day

  """
  @doc since: "1.17.0"
  @spec shift(Calendar.date(), Duration.duration()) :: t
  def shift(%{calendar: calendar, year: year, month: month, day: day}, duration) do
    {year, month, day} =
      calendar.shift_date(year, month, day, Duration.for_shift!(duration, :date))

    %Date{calendar: calendar, year: year, month: month, day: day}
  end

  @doc false
  def to_iso_days(date), do: {to_gregorian_days(date), @midnight}

  @doc """
  Returns the position of a date in its week, 1 being Monday, or else the day on which weeks are said to start.

  ## Examples

      iex> Date.day_of_week(~D[2016-10-31])
      1
      iex> Date.day_of_week(~D[2016-10-31], :sunday)
      2

  """
  @doc since: "1.4.0"
  @spec day_of_week(Calendar.date(), starting_on :: :default | atom) :: Calendar.day_of_week()
  def day_of_week(date, starting_on \\ :default)

  def day_of_week(%{calendar: calendar, year: year, month: month, day: day}, starting_on) do
    {day_of_week, _, _} = calendar.day_of_week(year, month, day, starting_on)
    day_of_week
  end

  @doc """
  Returns the first day of the week of a date.

  ## Examples

      iex> Date.beginning_of_week(~D[2020-07-11])
      ~D[2020-07-06]
      iex> Date.beginning_of_week(~D[2020-07-11], :saturday)
      ~D[2020-07-11]

  """
  @doc since: "1.11.0"
  @spec beginning_of_week(Calendar.date(), starting_on :: :default | atom) :: t
  def beginning_of_week(date, starting_on \\ :default)

  def beginning_of_week(%{calendar: calendar} = date, starting_on) do
    {day, first, _} = calendar.day_of_week(date.year, date.month, date.day, starting_on)
    add(date, first - day)
  end

  @doc """
  Returns the last day of the week of a date.

  ## Examples

      iex> Date.end_of_week(~D[2020-07-11])
      ~D[2020-07-12]
      iex> Date.end_of_week(~D[2020-07-11], :sunday)
      ~D[2020-07-11]

  """
  @doc since: "1.11.0"
  @spec end_of_week(Calendar.date(), starting_on :: :default | atom) :: t
  def end_of_week(date, starting_on \\ :default)

  def end_of_week(%{calendar: calendar} = date, starting_on) do
    {day, _, last} = calendar.day_of_week(date.year, date.month, date.day, starting_on)
    add(date, last - day)
  end

  @doc """
  Returns the position of a date in its year, from 1.

  ## Examples

      iex> Date.day_of_year(~D[2016-01-31])
      31

  """
  @doc since: "1.8.0"
  @spec day_of_year(Calendar.date()) :: Calendar.day()
  def day_of_year(date)

  def day_of_year(%{calendar: calendar, year: year, month: month, day: day}),
    do: calendar.day_of_year(year, month, day)

  @doc """
  Returns the quarter of the year in which a date lies.

  ## Examples

      iex> Date.quarter_of_year(~D[2016-10-31])
      4

  """
  @doc since: "1.8.0"
  @spec quarter_of_year(Calendar.date()) :: non_neg_integer
  def quarter_of_year(date)

  def quarter_of_year(%{calendar: calendar, year: year, month: month, day: day}),
    do: calendar.quarter_of_year(year, month, day)

  @doc """
  Returns the year within its era, and the era.

  ## Examples

      iex> Date.year_of_era(~D[0001-01-01])
      {1, 1}
      iex> Date.year_of_era(~D[0000-12-31])
      {1, 0}

  """
  @doc since: "1.8.0"
  @spec year_of_era(Calendar.date()) :: {Calendar.year(), Calendar.era()}
  def year_of_era(date)

  def year_of_era(%{calendar: calendar, year: year, month: month, day: day}),
    do: calendar.year_of_era(year, month, day)

  @doc """
  Returns the day within its era, and the era.

  ## Examples

      iex> Date.day_of_era(~D[0001-01-01])
      {1, 1}

  """
  @doc since: "1.8.0"
  @spec day_of_era(Calendar.date()) :: Calendar.day_of_era()
  def day_of_era(date)

  def day_of_era(%{calendar: calendar, year: year, month: month, day: day}),
    do: calendar.day_of_era(year, month, day)

  @doc """
  Returns the first day of the month of a date.

  ## Examples

      iex> Date.beginning_of_month(~D[2000-01-31])
      ~D[2000-01-01]

  """
  @doc since: "1.11.0"
  @spec beginning_of_month(Calendar.date()) :: t
  def beginning_of_month(date)

  def beginning_of_month(%{calendar: calendar, year: year, month: month}),
    do: %Date{calendar: calendar, year: year, month: month, day: 1}

  @doc """
  Returns the last day of the month of a date.

  ## Examples

      iex> Date.end_of_month(~D[2000-02-03])
      ~D[2000-02-29]

  """
  @doc since: "1.11.0"
  @spec end_of_month(Calendar.date()) :: t
  def end_of_month(date)

  def end_of_month(%{calendar: calendar, year: year, month: month}) do
    day = calendar.days_in_month(year, month)
    %Date{calendar: calendar, year: year, month: month, day: day}
  end

  defimpl String.Chars do
    defdelegate to_string(date), to: Date
  end

  defimpl Inspect do
    def inspect(%{calendar: Calendar.ISO, year: year} = date, _opts)
        when year in -9999..9999//1,
        do: "~D[#{Date.to_string(date)}]"

    def inspect(%{calendar: Calendar.ISO} = date, _opts) do
      fields = [date.year, date.month, date.day]
      "Date.new!(#{Enum.map_join(fields, ", ", &Integer.to_string/1)})"
    end

    def inspect(%{calendar: calendar} = date, _opts),
      do: "~D[#{Date.to_string(date)} #{Kernel.inspect(calendar)}]"
  end
end
