defmodule M do
  def f(a, b), do: a
  def g(x) do
    y = x
    z = 1
    x
  end
  def h(list) do
    for i <- list, do: :ok
    case list do
      [head | tail] -> head
      other -> nil
    end
  end
  def k(%{a: a} = map), do: fn p, q -> p end
  def overriding(x) do
    x = 1
    x = 2
    fn x -> 1 end
    x
  end
end
w = 1
