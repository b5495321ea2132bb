defmodule Letters do
  def count(text), do: text |> Words.split() |> Enum.map(&String.length/1) |> Enum.sum()
end
