defmodule U1 do
  def a(ast) do
    Macro.prewalk(ast, [], fn n, acc -> {n, [(case n do {f, _, _} when is_atom(f) -> f; {:., _, _} -> :dot end) | acc]} end) |> elem(1)
  end
  def b(ast) do
    Macro.prewalk(ast, [], fn n, acc -> {n, [(case n do {f, _, _} when is_atom(f) -> f; {:., _, _} -> :dot end) | acc]} end) |> Enum.reverse()
  end
  def c(ast) do
    IO.inspect(Macro.prewalk(ast, [], fn n, acc -> {n, [(case n do {f, _, _} when is_atom(f) -> f; {:., _, _} -> :dot end) | acc]} end))
  end
  def d(ast) do
    IO.inspect(Macro.prewalk(ast, [], fn n, acc -> {n, [(case n do {f, _, _} when is_atom(f) -> f; {:., _, _} -> :dot; x when is_atom(x) or is_number(x) -> x; {k, _} -> {:pair, k}; l when is_list(l) -> :list; _ -> :call end) | acc]} end) |> elem(1) |> Enum.reverse())
  end
  def e do
    ast = quote(do: a + b)
    Macro.prewalk(ast, [], fn n, acc -> {n, [(case n do {f, _, _} when is_atom(f) -> f; {:., _, _} -> :dot end) | acc]} end)
  end
  def f(x) when is_map(x) do
    is_map(x) and self()
    String.length(1)
  end
  def g(x) do
    case x do
      {f, _, _} when is_atom(f) -> f
      {:., _, _} -> :dot
    end
    String.length(1)
  end
  def h(x) do
    cond do
      is_atom(:a) -> 1
      true -> 2
    end
    String.length(1)
  end
  def i(x) when is_list(x) do
    if is_list(x), do: 1
    String.length(1)
  end
  def j(x) when is_list(x) do
    y = [x]
    y && 1
    String.length(1)
  end
end
