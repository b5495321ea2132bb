defmodule Stock do
  @moduledoc "Keeps goods."
  alias Stock.{Item, Server}
  defdelegate add(item), to: Server
  defdelegate all, to: Server
  def total, do: all() |> Enum.map(&Item.worth/1) |> Enum.sum()
  def report do
    for %Item{} = item <- all() do
      "#{item}: #{Stock.Describe.describe(item)}"
    end
  end
end
