defmodule A do
  def f do
    if 1 do
      2
  end

  def g do
    3
  end
end
