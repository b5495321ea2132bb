defmodule B do
  @callback foo(integer) :: integer
  @callback bar() :: atom
  @macrocallback mac(term) :: Macro.t
  @callback opt() :: :ok
  @optional_callbacks opt: 0
end
defmodule M do
  @behaviour B
  def bar, do: :a
end
