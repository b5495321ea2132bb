defmodule OpArgs do
  def total(price) do
    "Total: " + price
  end

  def half(x) when is_binary(x), do: x / 2

  def neg(:none), do: -:none

  def sum(list) when is_list(list) do
    list + 1
  end

  def shout(x) do
    y = String.upcase(x)
    y * 2
  end

  def rem_it(x) do
    rem(x, 2.0)
  end

  def append(xs) when is_map(xs), do: xs ++ [1]

  def joined(n) when is_integer(n), do: "n: " <> n
end
