defmodule W do
  defmacro dd(name) do
    quote bind_quoted: [name: name] do
      def unquote(name)(input), do: input
    end
  end
  defmacro d2(name) do
    quote do
      def unquote(name)(input), do: input
    end
  end
end
defmodule W1 do
  import W
  def int(x), do: x
  dd :int
  def int2(x), do: x
  d2 :int2
  def int3(x), do: x
  def int3(y), do: y
end
