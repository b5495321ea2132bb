defmodule AlwaysFail do
  def fail!(msg), do: raise(msg)
  def quit(_), do: exit(:normal)
  def thrower(x), do: throw({:found, x})

  def a(x) do
    fail!("no")
    x + 1
  end

  def b(x) do
    case x do
      1 -> fail!("one")
      2 -> quit(:x)
      _ -> thrower(x)
    end
  end

  def c(x), do: b(x) + 1
  def d(x), do: [b(x)]
  def e(x), do: if(b(x), do: 1)
  def f(x), do: b(x) == 1
  def g(x), do: {b(x), 2}
  def h(x), do: %{a: b(x)}
  def i(x), do: "#{b(x)}"
  def j(x), do: b(x) <> "a"
  def k(x), do: String.upcase(b(x))
  def l(x), do: b(x).foo

  def m(x) do
    case b(x) do
      1 -> 2
      _ -> 3
    end
  end

  def n(x), do: b(x) || 2
  def o(x), do: x || fail!("no x")
  def p(x), do: x && quit(x)
  def q(x), do: Enum.map(x, &fail!/1)
  def r(x), do: Enum.map(b(x), & &1)
  def s(x), do: b(x).(1)
  def t(x), do: [1 | b(x)]
end
