defmodule M do
  use 1
end
