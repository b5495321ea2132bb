defmodule M do
  defmacro m(x) when is_integer(x), do: x
end
require M
M.m("a")
