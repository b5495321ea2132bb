k = 1
r = case %{{1, 2} => 3} do %{{^k, 2} => v} -> v end
IO.inspect r
m = %{[1, 2] => :l, {1, %{a: 1}} => :t, "x1" => :b, <<1, 2>> => :bits}
%{[^k, 2] => l} = m
IO.inspect l
%{[^k | [2]] => l} = m
IO.inspect l
%{{^k, %{a: ^k}} => t} = m
IO.inspect t
%{<<^k, 2>> => b} = m
IO.inspect b
defmodule P do
  def f(key, m) do
    g = fn %{{:k, ^key} => v} -> {:ok, v}; %{} -> :none end
    g.(m)
  end
  def h(list, a) do
    for %{{^a, :x} => v} <- list, do: v
  end
  def w(a, m), do: (with %{{^a, %{b: ^a}} => v} <- m do v else _ -> :else end)
end
IO.inspect P.f(1, %{{:k, 1} => 2})
IO.inspect P.f(2, %{{:k, 1} => 2})
IO.inspect P.h([%{{1, :x} => 5}, %{{2, :x} => 6}], 2)
IO.inspect P.w(2, %{{2, %{b: 2}} => 6})
IO.inspect P.w(3, %{{2, %{b: 2}} => 6})
