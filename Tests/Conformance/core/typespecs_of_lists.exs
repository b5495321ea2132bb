# Which lists are types, and how the others are refused.
for t <- ["[?=]", "[?=] | [?/] | []", "[1..3]", "~c\"ab\"", "[1, 2]", "[1, ...]", "[a: 1]", "[{:a, 1}]", "[:a | :b]", "\"x\"", "1.0", "{1, [?a]}", "[]", "(... -> [?a])", "[...]"] do
  try do
    Code.eval_string("defmodule T#{System.unique_integer([:positive])} do @type t :: #{t}; @spec f(#{t}) :: #{t}; def f(x), do: x; def go, do: Kernel.Typespec end")
    IO.puts("#{t}: ok")
  rescue e -> IO.puts("#{t}: #{Exception.message(e)}")
  end
end
