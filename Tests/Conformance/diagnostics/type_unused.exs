defmodule M do
  @typep foo :: integer
  @type bar(x) :: integer
  def f, do: 1
end
