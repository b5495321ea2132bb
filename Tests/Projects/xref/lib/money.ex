defmodule Shop.Money do
  def currency, do: :eur
  def quoted(order), do: order
end
