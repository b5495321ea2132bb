defmodule M do
  defmacro m, do: {1, 2, 3, 4}
end
require M
M.m()
