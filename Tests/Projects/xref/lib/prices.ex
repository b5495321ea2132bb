defmodule Shop.Prices do
  defmacro of(order), do: Shop.Money.quoted(order)
end
