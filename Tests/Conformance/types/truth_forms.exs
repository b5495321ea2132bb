defmodule G2 do
  defguard both(x, y) when x > 0 and is_integer(x)
  defguard none() when true
  defguard two(x, y) when x > y
end
defmodule T1 do
  def a(x) do
    y = unless(x, do: "a", else: "b")
    div(unless(x, do: "a", else: "b"), 2)
  end
  def b(x), do: div(x && "a", 2)
  def c(x), do: div(!x, 2)
  def d(x), do: div(!!x, 2)
  def e(x), do: div(if(x, do: "a", else: "b"), 2)
  def f(x), do: div(x || "b", 2)
  def g(), do: :maps.to_list(1)
  def h(f), do: :maps.map(f, 1)
  def i(f), do: :maps.next(1)
  def j(f), do: :maps.fold(f, 1, :x)
  def k(f), do: :maps.filter(f, "x")
  def l(x) do
    y = String.length(x)
    if(y, do: false, else: true)
  end
  def m(x) do
    y = String.length(x)
    unless(y, do: false, else: true)
  end
  def n(x) do
    y = String.length(x)
    {!!y}
  end
  def o(x) do
    y = String.length(x)
    !!!y
  end
  def p(x), do: div(x and true, 2)
  def q(x), do: div(match?({:ok, _}, x), 2)
  def r(x), do: div(is_struct(x), 2)
end
