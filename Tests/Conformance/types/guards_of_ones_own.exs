defmodule G do
  defguard is_pos(x) when x > 0
  defguard is_doc(d) when d == :nil_doc or is_tuple(d) and elem(d, 0) == :x or is_binary(d)
  defmacro pos(x), do: quote(do: unquote(x) > 0)
end
defmodule A do
  import G
  def a, do: is_pos("a")
  def b do
    d = "text"
    is_doc(d)
  end
  def c do
    d = "text"
    pos(d)
  end
  def d, do: :maps.to_list(:maps.iterator(%{a: 1}))
  def e(x) do
    :maps.to_list(:maps.iterator(x, &>=/2))
  end
  def f(x) when is_binary(x) do
    if is_pos(x), do: 1, else: 2
  end
end
IO.inspect A.d()
