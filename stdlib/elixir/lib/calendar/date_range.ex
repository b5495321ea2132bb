# Ranges of dates: the struct and its protocols. Date.range/2 makes them.

defmodule Date.Range do
  @moduledoc """
  A range of dates, made by `Date.range/2` and `Date.range/3`.

  It is enumerable; its size, membership and access to a position take constant time. `first`, `last` and `step` (in days)
  may be read, and must not be changed: the other fields follow from them.

      iex> range = Date.range(~D[2024-02-27], ~D[2024-03-01])
      iex> Enum.count(range)
      4
      iex> ~D[2024-02-29] in range
      true
      iex> Enum.map(range, & &1.day)
      [27, 28, 29, 1]

  """

  @type t :: %__MODULE__{
          first: Date.t(),
          last: Date.t(),
          first_in_iso_days: days,
          last_in_iso_days: days,
          step: step
        }

  @typep days :: integer
  @typep step :: pos_integer | neg_integer

  defstruct [:first, :last, :first_in_iso_days, :last_in_iso_days, :step]

  defimpl Enumerable do
    def count(range), do: {:ok, Range.size(days(range))}

    # Date compiles after this module, and its struct is not known yet.
    def member?(
          %{first: %{calendar: calendar}} = range,
          %{__struct__: Date, calendar: calendar} = date
        ),
        do: {:ok, Date.to_gregorian_days(date) in days(range)}

    def member?(_range, _other), do: {:ok, false}

    def slice(range) do
      {:ok, size, slicer} = Enumerable.slice(days(range))
      calendar = range.first.calendar
      dates = fn start, length, step -> dates(slicer.(start, length, step), calendar) end
      {:ok, size, dates}
    end

    def reduce(range, acc, fun) do
      calendar = range.first.calendar
      Enumerable.reduce(days(range), acc, &fun.(Date.from_gregorian_days(&1, calendar), &2))
    end

    defp days(range), do: range.first_in_iso_days..range.last_in_iso_days//range.step

    defp dates(days, calendar), do: for(day <- days, do: Date.from_gregorian_days(day, calendar))
  end

  defimpl Inspect do
    import Inspect.Algebra

    def inspect(%{first: first, last: last, step: 1}, opts),
      do: call([to_doc(first, opts), to_doc(last, opts)])

    def inspect(%{first: first, last: last, step: step}, opts),
      do: call([to_doc(first, opts), to_doc(last, opts), Integer.to_string(step)])

    defp call(arguments),
      do: concat(["Date.range(", concat(Enum.intersperse(arguments, ", ")), ")"])
  end
end
