defmodule M do
  @callback f
end
