defmodule M do
  @foo 1, 2
end
