# What a stack trace and a blamed exception tell of arithmetic that fails.
defmodule A do
  def add(x, y), do: x + y
  def divide(x, y), do: x / y
  def integers(x, y), do: div(x, y)
  def constant_first(y), do: 2 + y
  def doubled(y), do: 2 * y
  def masked(y), do: Bitwise.band(7, y)
  def difference(y), do: 2 - y
  def in_function(y), do: Enum.map([1], fn x -> x / y end)
  def raise_text, do: raise("text")
  def raise_module, do: raise(ArgumentError)
  def raise_arguments, do: raise(ArgumentError, "text")
  def a ~> b when is_integer(a), do: b
end

for {name, arguments} <- [add: [1, :a], divide: [1, 0], divide: [:a, 1], integers: [1, 0], constant_first: [:a], doubled: ["x"], masked: [nil],
                          difference: [:a], in_function: [0], raise_text: [], raise_module: [], raise_arguments: [], ~>: [:a, 1]] do
  try do
    apply(A, name, arguments)
  rescue
    error ->
      {blamed, _} = Exception.blame(:error, error, __STACKTRACE__)
      {_, function, _, location} = hd(__STACKTRACE__)
      IO.inspect({name, Exception.message(blamed), function, location[:error_info]}, width: 150)
  end
end

for text <- ["1 / x", "2 + :a", "(fn 1 -> x end).(2)"] do
  try do
    Code.eval_string(text, x: 0)
  rescue
    error ->
      {blamed, _} = Exception.blame(:error, error, __STACKTRACE__)
      IO.puts(Exception.message(blamed))
  end
end
