defmodule M do
  alias Enum, as: :foo
end
