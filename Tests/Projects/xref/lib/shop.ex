defmodule Shop do
  require Shop.Prices
  import Shop.Orders, only: [open: 1]

  @currency Shop.Money.currency()

  def run(%Shop.Order{} = order), do: {open(order), Shop.Prices.of(order), @currency}
  def workers, do: [Shop.Worker, String]
end
