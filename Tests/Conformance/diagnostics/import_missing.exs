defmodule M do
  import Nope
end
