defmodule Shop.Orders do
  def open(%Shop.Order{} = order), do: %{order | state: :open}
  def again(order), do: Shop.run(order)
end
