defmodule M do
  import List, only: [nope: 1, flatten: 1]
  def f(x), do: flatten(x)
end
