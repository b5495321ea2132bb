defmodule Deriving.Shelf do
  def first, do: Deriving.Size.size(%Deriving.Box{content: 1})
end

defmodule Deriving.Failure do
  defexception [:message]
end
