defmodule M do
  use Nope
end
