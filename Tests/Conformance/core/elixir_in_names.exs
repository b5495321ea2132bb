# `Elixir` is nothing special behind the first part of a module's name.
defmodule Compilers.Elixir do
  def name, do: __MODULE__

  defmodule Source do
    def name, do: __MODULE__
  end
end

IO.inspect(Compilers.Elixir.name())
IO.inspect(Compilers.Elixir.Source.name())
alias Compilers.Elixir.Source
IO.inspect(Source.name())
IO.inspect(Elixir.Compilers.Elixir == Compilers.Elixir)

IO.inspect([
  Module.concat([Foo, "Elixir", "Bar"]),
  Module.concat(["Elixir", "Foo"]),
  Module.concat(Foo, Elixir),
  Module.concat([Elixir, Elixir, Foo]),
  Module.concat([nil, Foo]),
  Module.concat([]),
  Module.concat([Elixir])
])
