defmodule Foo do
  defstruct [:a, :b]
  defimpl Inspect do
    def inspect(s, _), do: "foo #{map_size(s)}"
  end
end
defmodule Bar do
  defstruct [:a, :b]
  defimpl Inspect do
    def inspect(%{a: a}, _), do: "bar #{a}"
  end
end
defmodule Baz do
  defimpl Inspect do
    def inspect(%{a: a}, _), do: "baz #{a}"
  end
end
defmodule Ex do
  defexception [:message, :y]
end
for x <- [%{__struct__: Foo}, %{__struct__: Foo, a: 1}, %{__struct__: Foo, a: 1, b: 2, c: 3}, %{__struct__: Bar}, %{__struct__: Bar, b: 1}, %{__struct__: Bar, a: 1}, %{__struct__: Bar, a: 1, b: 2, c: 3},
 %{__struct__: Baz, a: 1}, %{__struct__: Baz},
 %{__struct__: Ex}, %{__struct__: Ex, __exception__: true}, %{__struct__: Ex, __exception__: true, message: "a"},
 %{__struct__: URI}, %{__struct__: MapSet}, %{__struct__: Regex}, %{__struct__: DateTime, year: 1}, %{__struct__: Version}, %{__struct__: ArgumentError}, %{__struct__: File.Stat, a: 1}] do
  IO.puts(try do inspect(x) rescue e -> "raised #{inspect e.__struct__}" end)
end
