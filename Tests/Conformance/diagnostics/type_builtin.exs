defmodule M do
  @type integer :: atom
end
