defmodule M do
  @type foo :: integer
  @type foo :: atom
end
