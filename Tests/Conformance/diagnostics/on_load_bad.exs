defmodule M do
  @on_load :nope
end
