# What `@dialyzer` takes: options, options of functions, and lists of both.
values = [
  ":no_improper_lists",
  "[:no_match, {:nowarn_function, f: 1}]",
  "{:nowarn_function, f: 1}",
  "{:no_opaque, [f: 1, g: 2]}",
  "[]",
  ":nowarn_function",
  "1",
  "{:nowarn_function, 1}",
  "[:unknown, 5]",
  "{[:no_return], f: 1}",
  "[[:no_match]]"
]

for value <- values do
  code = "defmodule D do\n @dialyzer #{value}\n def f(x), do: x\n def g(x, y), do: {x, y}\nend"

  try do
    Code.eval_string(code)
    IO.puts("#{value} is taken")
  rescue
    error in ArgumentError -> IO.puts(error.message)
  end

  :code.purge(D)
  :code.delete(D)
end
