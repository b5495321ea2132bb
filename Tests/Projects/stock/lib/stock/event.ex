defmodule Stock.Event do
  @callback kind() :: atom
  defmacro __using__(opts) do
    fields = Keyword.fetch!(opts, :fields)
    quote do
      @behaviour Stock.Event
      @before_compile Stock.Event
      defstruct unquote(fields)
      @impl true
      def kind, do: Stock.Event.kind_of(__MODULE__)
      defoverridable kind: 0
    end
  end
  defmacro __before_compile__(env) do
    count = env.module |> Module.get_attribute(:extra, []) |> length()
    quote do
      def extra_count, do: unquote(count)
    end
  end
  def kind_of(module), do: module |> Module.split() |> List.last() |> Macro.underscore() |> String.to_atom()
end
