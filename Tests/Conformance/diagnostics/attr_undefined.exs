defmodule M do
  def f, do: @foo
  @bar
end
