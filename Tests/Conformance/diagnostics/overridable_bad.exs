defmodule M do
  defoverridable f: 1
end
