# Ranges: the struct, its functions, and its protocols. The syntax `..` is in kernel.ex.

defmodule Range do
  @moduledoc """
  Integer ranges, written `first..last` or `first..last//step`.

  A range is a struct of three integers, whatever its length, and counts up or down to `last`
  inclusively:

      iex> Enum.to_list(1..4)
      [1, 2, 3, 4]
      iex> Enum.to_list(1..10//3)
      [1, 4, 7, 10]
      iex> Enum.to_list(3..1//-1)
      [3, 2, 1]

  Without a step a range counts upwards; it is empty if `last` lies behind `first` in the
  direction of the step. In patterns `first..last//step` takes a range apart:

      iex> first..last//step = 1..10//3
      iex> {first, last, step}
      {1, 10, 3}

  Size, membership and access to a position take constant time.
  """

  @enforce_keys [:first, :last, :step]
  defstruct first: nil, last: nil, step: nil

  @type limit :: integer
  @type step :: pos_integer | neg_integer
  @type t :: %__MODULE__{first: limit, last: limit, step: step}
  @type t(first, last) :: %__MODULE__{first: first, last: last, step: step}

  @doc """
  Makes the range from `first` to `last`, which counts down if `last` is smaller.

  That a range counts down on its own is deprecated: give a step of `-1`.

      iex> Range.new(1, 3)
      1..3
  """
  @spec new(limit, limit) :: t
  def new(first, last) when is_integer(first) and is_integer(last) and first <= last do
    %Range{first: first, last: last, step: 1}
  end

  def new(first, last) when is_integer(first) and is_integer(last) do
    IO.warn(
      "Range.new/2 and first..last default to a step of -1 when last < first. Use " <>
        "Range.new(first, last, -1) or first..last//-1, or pass 1 if that was your intention"
    )

    %Range{first: first, last: last, step: -1}
  end

  @doc """
  Makes the range from `first` to `last` with the given step.

      iex> Range.new(1, 10, 3)
      1..10//3
      iex> Range.new(3, 1, -1)
      3..1//-1
  """
  @doc since: "1.12.0"
  @spec new(limit, limit, step) :: t
  def new(first, last, step)
      when is_integer(first) and is_integer(last) and is_integer(step) and step != 0 do
    %Range{first: first, last: last, step: step}
  end

  def new(first, last, step) do
    raise ArgumentError,
          "ranges (first..last//step) expect both sides to be integers and the step to be a " <>
            "non-zero integer, got: #{inspect(first)}..#{inspect(last)}//#{inspect(step)}"
  end

  @doc """
  Returns the number of elements.

      iex> Range.size(1..10)
      10
      iex> Range.size(1..10//3)
      4
      iex> Range.size(1..0//1)
      0
  """
  @doc since: "1.12.0"
  @spec size(t) :: non_neg_integer
  def size(range)

  def size(first..last//step) when step > 0 and first > last, do: 0
  def size(first..last//step) when step < 0 and first < last, do: 0
  def size(first..last//step), do: abs(div(last - first, step)) + 1

  @doc """
  Moves both ends by `steps_to_shift` steps of the range.

      iex> Range.shift(0..10, 1)
      1..11
      iex> Range.shift(0..10//2, -2)
      -4..6//2
      iex> Range.shift(10..0//-1, 2)
      8..-2//-1
  """
  @doc since: "1.14.0"
  @spec shift(t, integer) :: t
  def shift(first..last//step, steps_to_shift) when is_integer(steps_to_shift) do
    new(first + steps_to_shift * step, last + steps_to_shift * step, step)
  end

  @doc """
  Splits into the range of the first `split` elements and that of the others.

  A negative number counts from the end.

      iex> Range.split(1..5, 2)
      {1..2, 3..5}
      iex> Range.split(1..5, -2)
      {1..3, 4..5}
      iex> Range.split(1..5, 10)
      {1..5, 6..5//1}
  """
  @doc since: "1.15.0"
  @spec split(t, integer) :: {t, t}
  def split(first..last//step = range, split) when is_integer(split) do
    size = size(range)
    cut = if split >= 0, do: split, else: size + split

    cond do
      size == 0 -> {new(first, first - step, step), new(last + step, last, step)}
      cut > size -> {range, new(last + step, last, step)}
      cut <= 0 -> {new(first, first - step, step), range}
      true -> split(first, first + step * cut, last, step)
    end
  end

  defp split(first, middle, last, step) do
    {new(first, middle - step, step), new(middle, last, step)}
  end

  @doc """
  Returns the elements as a list.

      iex> Range.to_list(0..5)
      [0, 1, 2, 3, 4, 5]
      iex> Range.to_list(-3..0//2)
      [-3, -1]
  """
  @doc since: "1.15.0"
  @spec to_list(t) :: [integer]
  def to_list(_.._//_ = range), do: Enum.to_list(range)

  @doc """
  Returns `true` if the ranges have no element in common. Constant time, steps included.

      iex> Range.disjoint?(1..5, 6..9)
      true
      iex> Range.disjoint?(1..10//2, 2..10//2)
      true
      iex> Range.disjoint?(1..10//2, 2..10//3)
      false
  """
  @doc since: "1.8.0"
  @spec disjoint?(t, t) :: boolean
  def disjoint?(first1..last1//step1 = range1, first2..last2//step2 = range2) do
    lone? = lone_downwards?(range1) or lone_downwards?(range2)

    # Elixir answers so for a single element with a step downwards, unless all steps are of one.
    if size(range1) == 0 or size(range2) == 0 or (lone? and abs(step1 * step2) != 1) do
      true
    else
      {first1, last1, step1} = upwards(first1, last1, step1)
      {first2, last2, step2} = upwards(first2, last2, step2)
      {gcd, coefficient, _} = Integer.extended_gcd(step1, step2)
      distance = first2 - first1

      # The progressions meet only if the distance is a sum of their steps; then they do so
      # every `lcm`, and the question is whether one such point lies within both.
      if rem(distance, gcd) != 0 do
        true
      else
        lcm = div(step1 * step2, gcd)
        meeting = first1 + step1 * (coefficient * div(distance, gcd))
        lower = Kernel.max(first1, first2)
        lower + Integer.mod(meeting - lower, lcm) > Kernel.min(last1, last2)
      end
    end
  end

  defp lone_downwards?(first..last//step), do: first == last and step < 0

  @doc false
  @deprecated "Pattern match on first..last//step instead"
  def range?(term)

  def range?(first..last//step)
      when is_integer(first) and is_integer(last) and is_integer(step) and step != 0,
      do: true

  def range?(_term), do: false

  defp upwards(first, last, step) when step > 0, do: {first, last, step}
  defp upwards(first, last, step), do: {last - rem(last - first, step), first, -step}
end

defimpl Enumerable, for: Range do
  def reduce(first..last//step, acc, fun), do: reduce(first, last, acc, fun, step)

  defp reduce(_first, _last, {:halt, acc}, _fun, _step), do: {:halted, acc}

  defp reduce(first, last, {:suspend, acc}, fun, step) do
    {:suspended, acc, &reduce(first, last, &1, fun, step)}
  end

  defp reduce(first, last, {:cont, acc}, fun, step)
       when (step > 0 and first <= last) or (step < 0 and first >= last) do
    reduce(first + step, last, fun.(first, acc), fun, step)
  end

  defp reduce(_first, _last, {:cont, acc}, _fun, _step), do: {:done, acc}

  def member?(first..last//step, value) when is_integer(value) do
    within? =
      if step > 0,
        do: first <= value and value <= last,
        else: last <= value and value <= first

    {:ok, within? and rem(value - first, step) == 0}
  end

  def member?(_range, _value), do: {:ok, false}

  def count(range), do: {:ok, Range.size(range)}

  def slice(first.._//step = range) do
    {:ok, Range.size(range),
     fn start, length, every -> progression(first + start * step, step * every, length) end}
  end

  defp progression(_current, _step, 0), do: []

  defp progression(current, step, left),
    do: [current | progression(current + step, step, left - 1)]
end

defimpl Inspect, for: Range do
  import Inspect.Algebra

  def inspect(first..last//1, opts) when last >= first do
    concat([to_doc(first, opts), "..", to_doc(last, opts)])
  end

  def inspect(first..last//step, opts) do
    concat([to_doc(first, opts), "..", to_doc(last, opts), "//", to_doc(step, opts)])
  end
end
