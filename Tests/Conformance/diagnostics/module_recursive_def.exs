defmodule M do
  defmodule M do
  end
  IO.inspect(__MODULE__)
end
