defmodule U do
  def a do
    x1 + x2
    x3
  end
  def b do
    y1
    y2
  end
  defp check(_), do: 1
  defmacro m(block), do: block
end
