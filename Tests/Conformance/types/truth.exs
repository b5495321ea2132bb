defmodule Truth do
  def a(x) do
    if String.length(x) do
      1
    else
      2
    end
  end

  def b(x) when is_binary(x) do
    x || "default"
  end

  def c(x) do
    y = x + 1
    y && y * 2
  end

  def d do
    unless :ok do
      1
    end
  end

  def e(x) when is_map(x) do
    cond do
      x -> 1
      true -> 2
    end
  end

  def f(x) when is_atom(x) do
    not String.length("a")
  end

  def g(x) do
    String.length(x) and true
  end

  def h(x) do
    nil || x
  end

  def i(x) do
    !String.upcase(x)
  end
end
