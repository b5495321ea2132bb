# How `to_timeout/1` counts milliseconds.

defmodule Kernel.Timeout do
  @moduledoc false

  @doc "The milliseconds of a keyword list of units."
  def from_components(components), do: sum(components, [], 0)

  defp sum([], _, total), do: total

  defp sum([{unit, count} | rest], seen, total) do
    if unit in seen do
      raise ArgumentError, "timeout component #{inspect(unit)} is duplicated"
    end

    sum(rest, [unit | seen], total + milliseconds(unit, count) * counted(unit, count))
  end

  defp milliseconds(:week, _), do: 604_800_000
  defp milliseconds(:day, _), do: 86_400_000
  defp milliseconds(:hour, _), do: 3_600_000
  defp milliseconds(:minute, _), do: 60_000
  defp milliseconds(:second, _), do: 1_000
  defp milliseconds(:millisecond, _), do: 1

  defp milliseconds(unit, _) do
    raise ArgumentError,
          "timeout component #{inspect(unit)} is not a valid timeout component, valid values are: " <>
            ":week, :day, :hour, :minute, :second, :millisecond"
  end

  defp counted(_, count) when is_integer(count) and count >= 0, do: count

  defp counted(unit, count) do
    raise ArgumentError,
          "timeout component #{inspect(unit)} must be a non-negative integer, got: #{inspect(count)}"
  end

  @doc "The milliseconds of a `Duration`."
  def from_duration(%{year: year}) when year != 0, do: unreliable("year")
  def from_duration(%{month: month}) when month != 0, do: unreliable("month")

  def from_duration(duration) do
    {microsecond, _precision} = duration.microsecond

    total =
      duration.week * 604_800_000 + duration.day * 86_400_000 + duration.hour * 3_600_000 +
        duration.minute * 60_000 + duration.second * 1_000 + Integer.floor_div(microsecond, 1_000)

    if total < 0 do
      raise ArgumentError,
            "duration must be positive, got: " <> inspect(duration)
    end

    total
  end

  defp unreliable(unit) do
    raise ArgumentError,
          "duration with a non-zero #{unit} cannot be reliably converted to timeouts"
  end
end
