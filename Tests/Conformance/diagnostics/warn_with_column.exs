# `IO.warn` with a column: the excerpt points at it, the place names the line.
IO.warn("file", file: __ENV__.file, line: 1, column: 3)
IO.warn("function", file: __ENV__.file, line: 2, column: 1, module: Foo, function: {:bar, 1})
IO.warn("line", file: __ENV__.file, line: 3)
IO.warn("no file", file: "none.exs", line: 2, column: 3)
