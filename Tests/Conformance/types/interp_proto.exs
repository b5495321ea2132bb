defmodule InterpProto do
  defstruct [:a]

  def a(x) when is_map(x), do: "map: #{x}"
  def b(x) when is_tuple(x), do: "tuple: #{x}"
  def c, do: "#{{1, 2}}"
  def d, do: "#{%{a: 1}}"
  def e(%__MODULE__{} = s), do: "struct #{s}"
  def f(%Date{} = d), do: "date #{d}"
  def g(x) when is_function(x), do: "f #{x}"
  def h(x) when is_pid(x), do: "pid #{x}"
  def i(x), do: "ok #{x} and #{String.length(x)}"
  def j(x) when is_list(x), do: "l #{x}"
  def k(%Range{} = r), do: "range #{r}"
  def l, do: "r #{1..2}"
  def m(%MapSet{} = r), do: to_string(r)
  def n(x) when is_tuple(x), do: to_string(x)
  def o(x) when is_map(x), do: IO.puts(x)
  def p(x) when is_integer(x), do: to_charlist(x)
  def q(x) when is_map(x), do: String.Chars.to_string(x)
  def r(f) when is_float(f), do: "#{f}" + 1

  def s(x) do
    y = {x, 1}
    "y is #{y} and x is #{inspect(x)}"
  end

  def t(x) do
    case x do
      {:error, reason} = e -> "err #{e} #{reason}"
      _ -> :ok
    end
  end
end
