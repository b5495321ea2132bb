# The texts of ISO 8601, as iodata. Arguments are valid: Calendar.ISO sees to it.

defmodule Calendar.ISO.Writer do
  @moduledoc false

  @doc "A date. Years have at least four digits."
  @spec date(integer, integer, integer, Calendar.ISO.format()) :: iodata
  def date(year, month, day, :extended), do: [year(year), ?-, two(month), ?-, two(day)]
  def date(year, month, day, :basic), do: [year(year), two(month), two(day)]

  defp year(year) when year < 0, do: [?- | year(-year)]
  defp year(year) when year < 10_000, do: [two(div(year, 100)), two(rem(year, 100))]
  defp year(year), do: [Integer.to_string(year)]

  @doc "A time, with as many digits of the microseconds as count."
  @spec time(0..23, 0..59, 0..59, Calendar.microsecond(), Calendar.ISO.format()) :: iodata
  def time(hour, minute, second, microsecond, :extended),
    do: [two(hour), ?:, two(minute), ?:, two(second) | fraction(microsecond)]

  def time(hour, minute, second, microsecond, :basic),
    do: [two(hour), two(minute), two(second) | fraction(microsecond)]

  defp fraction({_value, 0}), do: []

  defp fraction({value, precision}) do
    digits = value |> Integer.to_string() |> String.pad_leading(6, "0")
    [?., binary_part(digits, 0, precision)]
  end

  @doc "An offset in seconds, `Z` in the zone of UTC."
  @spec offset(integer, Calendar.time_zone() | nil, Calendar.ISO.format()) :: iodata
  def offset(0, "Etc/UTC", _format), do: "Z"

  def offset(seconds, _time_zone, format) do
    minutes = div(abs(seconds), 60)
    sign = if seconds < 0, do: ?-, else: ?+
    colon = if format == :extended, do: ":", else: ""
    [sign, two(div(minutes, 60)), colon, two(rem(minutes, 60))]
  end

  @doc "The names of a zone; nothing for that of UTC."
  @spec zone(Calendar.time_zone(), Calendar.zone_abbr()) :: iodata
  def zone("Etc/UTC", "UTC"), do: []
  def zone(time_zone, zone_abbr), do: [?\s, zone_abbr, ?\s, time_zone]

  defp two(number) when number < 10, do: [?0, ?0 + number]
  defp two(number) when number < 100, do: [?0 + div(number, 10), ?0 + rem(number, 10)]
  defp two(number), do: Integer.to_string(number)
end
