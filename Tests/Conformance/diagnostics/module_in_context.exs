defmodule A do
  defmodule B do
    defmacro __using__(_), do: nil
  end
  use B
end
defmodule C do
  defmacro m, do: 1
  require C
  def f, do: C.m()
end
