defmodule Front do
  def a, do: Back.twice("x")
  def b, do: Back.twice(2) <> "x"
  def c, do: Back.get(%{id: 1}).name
  def d, do: Back.get(%{idd: 1})
  def e, do: Back.nope(1)
  def f(x), do: Back.label(x) + 1

  def g(x) do
    case Back.fetch(x) do
      {:ok, v} -> v
      nil -> :none
    end
  end
end

defmodule Back do
  def twice(x) when is_integer(x), do: x * 2
  def get(%{id: id}), do: %{key: id}
  def label(x) when is_atom(x), do: Atom.to_string(x)

  def fetch(x) do
    if x, do: {:ok, x}, else: :error
  end
end
