defmodule M do
  defmacro mk(n) do
    quote do
      defp unquote(n)(x), do: x
    end
  end
  defmacro mk2(n) do
    quote bind_quoted: [n: n] do
      defp unquote(n)(x), do: x
    end
  end
  defmacro mk4() do
    quote do
      defp qq(x), do: x
      defp qr(x \\ 1), do: x
      def qs, do: qr(2)
    end
  end
  defmacro mk5(d), do: d
end
defmodule B do
  require M
  M.mk(:a)
  M.mk2(:b)
  M.mk4()
  M.mk5(defp lala(x \\ 1), do: x)
end
defmodule AA do
  defmacrop data(x \\ []), do: x
  def f, do: data(1)
  defp g(x \\ 1), do: x
  def h, do: g(2)
end
defmodule MM do
  defmacro mk(n) do
    quote do
      defp unquote(n)(x \\ 1), do: x
    end
  end
  defmacro mk2(n) do
    quote bind_quoted: [n: n] do
      defp unquote(n)(x \\ 1), do: x
    end
  end
  defmacro mk3(n) do
    quote do
      defmacrop unquote(n)(x \\ 1), do: x
    end
  end
end
defmodule BB do
  require MM
  MM.mk(:a)
  MM.mk2(:b)
  MM.mk3(:c)
  def f, do: {a(1), b(1), c(1)}
end
