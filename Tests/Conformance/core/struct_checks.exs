defmodule ST do
  def a(x) when is_struct(x), do: 1
  def a(x) when is_exception(x, ArgumentError), do: 2
  def a(x) when is_non_struct_map(x), do: 3
  def a(_), do: 4
  def b(x) when is_exception(x), do: 1
  def b(_), do: 2
  def c(x, n) when is_struct(x, n), do: 1
  def c(_, _), do: 2
  def d(x, n) when is_exception(x, n), do: 1
  def d(_, _), do: 2
end
for x <- [%{}, 1..2, %ArgumentError{}, %{__struct__: 1}, %{__struct__: Foo}, %{__struct__: Foo, __exception__: false}, 1, nil, [], {}] do
  IO.inspect {is_struct(x), is_struct(x, Range), is_exception(x), is_exception(x, ArgumentError), is_exception(x, Foo), is_non_struct_map(x), ST.a(x), ST.b(x), ST.c(x, Range), ST.c(x, 1), ST.d(x, Foo), ST.d(x, "a")}
end
for n <- [1, "a", :a] do
  try do IO.inspect is_struct(%{}, n) rescue e -> IO.inspect e end
  try do IO.inspect is_exception(1, n) rescue e -> IO.inspect e end
end
