defmodule M do
  raise CompileError, description: "my own", file: __ENV__.file, line: 3
end
