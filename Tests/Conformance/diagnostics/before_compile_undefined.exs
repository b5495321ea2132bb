defmodule M do
  defmacro __before_compile__(_env) do
    quote do
      def f, do: undefined_here
    end
  end
end

defmodule B do
  @before_compile M
end
