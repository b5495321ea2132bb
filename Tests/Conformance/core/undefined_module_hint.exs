# A module that is not there may be the end of another's name, if that one has the function.
defmodule Long.Name.Target do
  def run(x), do: x
end

defmodule Other.Target do
  def run(x), do: x
  def run(x, y), do: {x, y}
end

for {module, arguments} <- [
      {:"Elixir.Target", [1]},
      {:"Elixir.Target", [1, 2]},
      {:"Elixir.Target", [1, 2, 3]},
      {:"Elixir.Name.Target", [1]},
      {:"Elixir.target", [1]},
      {:"Elixir.Long.name.target", [1]},
      {:Target, [1]},
      {:target, [1]}
    ] do
  try do
    apply(module, :run, arguments)
  rescue
    error ->
      {error, _} = Exception.blame(:error, error, __STACKTRACE__)
      IO.puts(Exception.message(error))
  end
end

IO.inspect(:io_lib_format.fwrite_g(1.0e-10))
IO.inspect(:elixir_interpolation.unescape_string("a\\n\\x41"))
