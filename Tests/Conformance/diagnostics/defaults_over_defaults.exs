# Defaults of one arity that would stand for another that has defaults itself.
defmodule Fine do
  def f(a, b), do: {a, b}
  def f(a, b \\ 2, c), do: {a, b, c}
end

defmodule Defaults do
  defmacro m(x \\ 1), do: x
  defmacro m(x, y \\ 2), do: {x, y}
end
