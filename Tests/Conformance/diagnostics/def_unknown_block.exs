defmodule M do
  def f(x) do
    x
  foo
    1
  end
end
