defmodule M do
  @type foo
end
