# What a database of time zones answers, and the one that knows only UTC.

defmodule Calendar.TimeZoneDatabase do
  @moduledoc """
  What a database of time zones answers.

  A database is a module. It is given to the functions of `DateTime`, or set once by
  `Calendar.put_time_zone_database/1`.
  """

  @typedoc """
  What holds in a zone for some time: its offset from UTC, what summer time adds to it, and the abbreviation.
  """
  @type time_zone_period :: %{
          optional(any) => any,
          utc_offset: Calendar.utc_offset(),
          std_offset: Calendar.std_offset(),
          zone_abbr: Calendar.zone_abbr()
        }

  @typedoc """
  The wall clock at which a period begins or ends.
  """
  @type time_zone_period_limit :: Calendar.naive_datetime()

  @doc """
  The period in which a moment of universal time lies.
  """
  @doc since: "1.8.0"
  @callback time_zone_period_from_utc_iso_days(Calendar.iso_days(), Calendar.time_zone()) ::
              {:ok, time_zone_period}
              | {:error, :time_zone_not_found | :utc_only_time_zone_database}

  @doc """
  The periods in which the wall clock of a zone shows a date with a time.

  One, as a rule. When clocks are set back, an hour comes twice: `{:ambiguous, first, second}`. When they are put forward,
  an hour is missing: `{:gap, {before, its end}, {after, its begin}}`.
  """
  @doc since: "1.8.0"
  @callback time_zone_periods_from_wall_datetime(
              Calendar.naive_datetime(),
              Calendar.time_zone()
            ) ::
              {:ok, time_zone_period}
              | {:ambiguous, time_zone_period, time_zone_period}
              | {:gap, {time_zone_period, time_zone_period_limit},
                 {time_zone_period, time_zone_period_limit}}
              | {:error, :time_zone_not_found | :utc_only_time_zone_database}
end

defmodule Calendar.UTCOnlyTimeZoneDatabase do
  @moduledoc """
  The database that knows only the zone `Etc/UTC`; the default.

  For any other zone it answers `{:error, :utc_only_time_zone_database}`.
  """

  @behaviour Calendar.TimeZoneDatabase

  @utc %{utc_offset: 0, std_offset: 0, zone_abbr: "UTC"}

  @impl true
  def time_zone_period_from_utc_iso_days(_iso_days, "Etc/UTC"), do: {:ok, @utc}
  def time_zone_period_from_utc_iso_days(_, _), do: {:error, :utc_only_time_zone_database}

  @impl true
  def time_zone_periods_from_wall_datetime(_naive_datetime, "Etc/UTC"), do: {:ok, @utc}
  def time_zone_periods_from_wall_datetime(_, _), do: {:error, :utc_only_time_zone_database}
end
