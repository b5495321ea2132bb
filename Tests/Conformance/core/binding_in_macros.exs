defmodule M do
  defmacro m(a, b) do
    IO.inspect(Keyword.keys(binding()))
    {a, b}
  end
  defmacro n(a, _b, [c | _] = _d) do
    IO.inspect(Keyword.keys(binding()))
    a + c
  end
  defmacro p(a) do
    IO.inspect(Keyword.keys(binding()))
    IO.inspect __CALLER__.line
    IO.inspect(Keyword.keys(binding()))
    a
  end
end
defmodule N do
  require M
  M.m(1, 2)
  M.n(1, 2, [3])
  M.p(1)
end
