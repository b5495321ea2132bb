defmodule TL do
  def a(f), do: (r = f.(); r)
  def b(f) do
    r = f.()
  end
  def c(f) do
    _ = f.()
  end
  def d(f) do
    case f do
      nil -> nil
      _ ->
        x = f.()
        x
    end
  end
  def e(f) do
    _r = f.()
  end
  def g(f) do
    {:ok, _} = f.()
  end
  def h(f) do
    with x <- f.() do
      y = x
      y
    end
  end
  def i(f) do
    x = y = f.()
    _ = y
    x
  end
  def j(f), do: (if true do r = f.(); r else 1 end)
  def k(f), do: f.() |> then(& &1)
  def l(f) do
    r = f.()
    s = r
    s
  end
  def m(f), do: tap(f, fn f -> f.() end)
  def o(f) do
    fn -> x = f.(); x end.()
  end
  def run(name, fun) do
    fun.(fn -> raise "x" end)
  rescue
    _ -> IO.inspect({name, for({m, n, a, _} <- __STACKTRACE__, m == TL, do: {n, a})})
  end
end
for n <- [:a, :b, :c, :d, :e, :g, :h, :i, :j, :k, :l, :m, :o] do
  TL.run(n, &apply(TL, n, [&1]))
end
