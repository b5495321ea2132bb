defmodule Sorting do
  def quick([]), do: []

  def quick([p | rest]) do
    {lo, hi} = Enum.split_with(rest, &(&1 < p))
    quick(lo) ++ [p] ++ quick(hi)
  end

  def merge([], r), do: r
  def merge(l, []), do: l
  def merge([a | at], [b | _] = r) when a <= b, do: [a | merge(at, r)]
  def merge(l, [b | bt]), do: [b | merge(l, bt)]

  def msort(l) when length(l) < 2, do: l

  def msort(l) do
    {a, b} = Enum.split(l, div(length(l), 2))
    merge(msort(a), msort(b))
  end

  def dates(list), do: Enum.sort(list, Date)
  def latest(list), do: Enum.max(list, Date, fn -> nil end)
  def before?(%Date{} = a, %Date{} = b), do: Date.compare(a, b) == :lt
  def same?(%Date{} = a, b), do: a == b

  def order(a, b) do
    case Date.compare(a, b) do
      :lt -> -1
      :eq -> 0
      :gt -> 1
    end
  end

  def mixed(x) when is_integer(x), do: x == 1.0
  def mixed(x) when is_float(x), do: x > 1
  def mixed(x), do: x in [nil, :a, "b"]

  def by(list, keys) when is_list(keys) do
    Enum.sort_by(list, fn item -> Enum.map(keys, &Map.get(item, &1)) end)
  end

  def uniq?(list), do: list == Enum.uniq(list)
  def version_ok?(v), do: Version.match?(v, "~> 1.0") and Version.compare(v, "1.5.0") != :lt
  def min_max([h | t]), do: Enum.reduce(t, {h, h}, fn x, {lo, hi} -> {min(x, lo), max(x, hi)} end)
end

IO.inspect({Sorting.quick([3, 1, 2]), Sorting.msort([3, 1, 2]), Sorting.min_max([2, 5, 1])})
IO.inspect(Sorting.dates([~D[2021-01-01], ~D[2020-05-05]]))
IO.inspect(Sorting.version_ok?("1.6.0"))
