defmodule M do
  def f(_x), do: _x
  def g(_a, _a), do: 1
  def h do
    _y = 1
    _y + 1
  end
end
