defmodule M do
  def f, do: __CALLER__
end
