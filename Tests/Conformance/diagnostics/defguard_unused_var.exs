defmodule M do
  defguard is_foo(x, y) when x > 1
  defguardp is_bar(x) when x
end
