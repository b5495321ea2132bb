defmodule M do
  @compile {:inline, foo: 1}
  def f, do: 1
end
