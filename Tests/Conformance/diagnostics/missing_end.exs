defmodule M do
  def f do
    if true do
      1
  end
end
