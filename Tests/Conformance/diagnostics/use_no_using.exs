defmodule A do
end
defmodule M do
  use A
end
