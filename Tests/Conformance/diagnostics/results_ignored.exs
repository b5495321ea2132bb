defmodule Ign do
  def a do
    Map.fetch!(%{abc: 1, abd: 2}, :abe)
    :ok
  end
  def b(x) do
    Map.fetch!(x, :abe)
    :ok
  end
  def c(x) do
    length(x)
    tuple_size(x)
    Map.has_key?(x, 1)
    Map.keys(x)
    String.length("a")
    Enum.count(x)
    x == 1
    :ok
  end
  defmacro m(b) do
    quote do
      unquote(b)
      :ok
    end
  end
  def d, do: Map.get(%{}, :a)
  def e(x) do
    Atom.to_string(x)
    Integer.to_string(x)
    :maps.get(:a, x)
    elem(x, 1)
    hd(x)
    x.a
    x[:b]
    Tuple.to_list(x)
    List.to_tuple(x)
    String.to_atom(x)
    rem(x, 2)
    {x, 1}
    [x]
    %{a: x}
    "a#{x}"
    fn -> x end
    &length/1
    :ok
  end
end
