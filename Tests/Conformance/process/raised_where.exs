# The first entry of a stack: what raise says about itself, what errors with options do, and operators that leave none.
defmodule Raising do
  def text, do: raise("x")
  def module, do: raise(ArgumentError)
  def struct, do: raise(%ArgumentError{message: "s"})
  def with_message, do: raise(ArgumentError, "m")
  def info, do: :erlang.error(:x, :none, error_info: %{module: Foo})
  def arguments(x), do: :erlang.error(:x, [x], error_info: %{module: Foo})
  def quotient(x), do: 1 / x
  def whole(x), do: div(1, x)
end

for {name, arguments} <- [text: [], module: [], struct: [], with_message: [], info: [], arguments: [1], quotient: [0], whole: [0]] do
  try do
    apply(Raising, name, arguments)
  catch
    _, _ ->
      {module, function, arity, location} = hd(__STACKTRACE__)
      IO.inspect({name, module, function, arity, Keyword.keys(location), location[:error_info]})
  end
end
