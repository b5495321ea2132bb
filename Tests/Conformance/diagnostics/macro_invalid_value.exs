defmodule M do
  defmacro m, do: %{a: 1}
end
require M
IO.inspect(M.m())
