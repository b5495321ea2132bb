defmodule M do
  @foo 1
  @bar 2
  def f, do: @bar
end
