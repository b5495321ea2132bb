defmodule M do
  @callback f() :: 1
  @optional_callbacks g: 1
end
