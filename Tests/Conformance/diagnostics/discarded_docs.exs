# Docs of what is private, written by hand and by macros; docs that are set again.
defmodule Maker do
  defmacro private(name) do
    quote do
      @doc "hidden"
      defp unquote(name)(x), do: x
      def unquote(:"#{name}_public")(x), do: unquote(name)(x)
    end
  end

  defmacro bound(name) do
    quote bind_quoted: [name: name] do
      @doc """
      hidden
      """
      defp unquote(name)(x), do: x
      def unquote(:"#{name}_public")(x), do: unquote(name)(x)
    end
  end

  defmacro again do
    quote do
      @doc "again"
      def foo(2), do: 1
    end
  end
end

defmodule Private do
  require Maker
  Maker.private(:one)
  Maker.bound(:two)
  @doc "hidden"
  defp three(x), do: x
  def four(x), do: three(x)
end

defmodule Again do
  require Maker
  @doc "first"
  def foo(1), do: 1
  Maker.again()
end

defmodule AfterMacro do
  require Maker
  Maker.again()
  @doc "second"
  def foo(1), do: 1
end
