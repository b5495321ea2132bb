defmodule M do
  defmacro m, do: quote(do: x + 1)
end
defmodule N do
  require M
  def f do
    x = 1
    M.m() + x
  end
end
