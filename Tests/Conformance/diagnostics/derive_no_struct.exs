defmodule S do
  @derive Inspect
end
