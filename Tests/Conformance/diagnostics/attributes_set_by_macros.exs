defmodule M do
  defmacro m, do: quote(do: @a 1)
  defmacro n, do: quote(do: @a [1 | @a])
  defmacro o(x), do: quote(do: (@s 1; unquote(x); @s 2))
  defmacro __using__(_), do: quote(do: @a [])
  defmacro k(do: b), do: quote(do: (unquote(b); @k [2 | @k]))
end
defmodule A do
  require M
  M.m()
end
defmodule B do
  use M
  require M
  M.n()
end
defmodule C do
  require M
  M.o(1)
end
defmodule D do
  require M
  @s 1
  M.o(@s)
end
defmodule E do
  require M
  @k []
  M.k do
    def f, do: @k
  end
end
defmodule F do
  require M
  @k []
  M.k do
    @k 4
  end
end
defmodule G do
  require M
  @k []
  M.k do
    M.k do
    1
    end
  end
end
defmodule N do
  defmacro d, do: quote(do: @doc "x")
  defmacro i, do: quote(do: @impl true)
  defmacro dep, do: quote(do: @deprecated "x")
  defmacro t, do: quote(do: @typedoc "x")
end
defmodule A2 do
  require N
  N.d()
end
defmodule B2 do
  require N
  N.i()
end
defmodule C2 do
  require N
  N.dep()
end
defmodule D2 do
  require N
  N.t()
end
