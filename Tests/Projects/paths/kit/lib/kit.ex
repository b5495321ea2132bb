defmodule Kit do
  defmacro rule(name, do: block) do
    quote do
      @rules unquote(name)
      def apply_rule(unquote(name), var!(x)), do: unquote(block)
    end
  end
  defmacro __using__(_) do
    quote do
      import Kit
      Module.register_attribute(__MODULE__, :rules, accumulate: true)
      @before_compile Kit
    end
  end
  defmacro __before_compile__(_) do
    quote do
      def rules, do: Enum.sort(@rules)
    end
  end
  def level, do: Application.fetch_env!(:kit, :level)
end
defprotocol Kit.Size do
  @undefined_impl_description "only sized things"
  def size(x)
end
