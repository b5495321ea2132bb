# Arithmetic of the Gregorian calendar with ISO days. Arguments are valid: Calendar.ISO sees to it.

defmodule Calendar.ISO.Days do
  @moduledoc false

  @microseconds_per_day 86_400_000_000
  @days_in_400_years 146_097

  # A year that begins in March has its leap day at the end, and months of (153 m + 2) / 5 days in all.
  @doc "The days from 0000-01-01 to a date."
  @spec from_date(integer, 1..12, 1..31) :: integer
  def from_date(year, month, day) do
    year = if month <= 2, do: year - 1, else: year
    month = if month <= 2, do: month + 9, else: month - 3

    365 * year + floor_div(year, 4) - floor_div(year, 100) +
      floor_div(year, 400) + div(153 * month + 2, 5) + day + 59
  end

  @doc "The date that lies so many days behind 0000-01-01."
  @spec to_date(integer) :: {integer, 1..12, 1..31}
  def to_date(days) do
    days = days - 60
    cycle = floor_div(days, @days_in_400_years)
    of_cycle = days - cycle * @days_in_400_years

    # Takes out the leap days of the cycle, so that all years have 365 days.
    leap_days = div(of_cycle, 1460) - div(of_cycle, 36_524) + div(of_cycle, 146_096)
    year = div(of_cycle - leap_days, 365)
    of_year = of_cycle - 365 * year - div(year, 4) + div(year, 100)
    month = div(5 * of_year + 2, 153)
    day = of_year - div(153 * month + 2, 5) + 1
    year = year + cycle * 400

    if month < 10, do: {year, month + 3, day}, else: {year + 1, month - 9, day}
  end

  @doc "Adds a fraction of a day."
  @spec add(Calendar.iso_days(), integer, pos_integer) :: Calendar.iso_days()
  def add({days, {parts, parts_per_day}}, add, parts_per_day) do
    parts = parts + add
    passed = floor_div(parts, parts_per_day)
    {days + passed, {parts - passed * parts_per_day, parts_per_day}}
  end

  def add({days, {parts, parts_per_day}}, add, add_per_day) do
    common = div(parts_per_day * add_per_day, Integer.gcd(parts_per_day, add_per_day))
    parts = parts * div(common, parts_per_day)
    add({days, {parts, common}}, add * div(common, add_per_day), common)
  end

  @doc "The whole units since 0000-01-01."
  @spec to_unit(Calendar.iso_days(), System.time_unit()) :: integer
  def to_unit({days, {parts, parts_per_day}}, unit) do
    units_per_day = System.convert_time_unit(86_400, :second, unit)
    days * units_per_day + div(parts * units_per_day, parts_per_day)
  end

  @doc "The ISO days of seconds since 0000-01-01."
  @spec from_seconds(integer, 0..999_999) :: Calendar.iso_days()
  def from_seconds(seconds, microseconds) do
    days = floor_div(seconds, 86_400)
    {days, {(seconds - days * 86_400) * 1_000_000 + microseconds, @microseconds_per_day}}
  end

  defp floor_div(integer, divisor) when integer < 0, do: div(integer - divisor + 1, divisor)
  defp floor_div(integer, divisor), do: div(integer, divisor)
end
