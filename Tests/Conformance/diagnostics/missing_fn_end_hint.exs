defmodule A do
  def f do
    Enum.map([1], fn x ->
      x
    )
  end
end
