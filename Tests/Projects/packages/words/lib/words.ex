defmodule Words do
  def split(text), do: String.split(text)
end
