defmodule M do
  def f do
    def g, do: 1
  end
end
M.f()
