defmodule M do
  alias foo
end
