defprotocol Shop.Work do
  def work(value)
end

defmodule Shop.Behaviour do
  @callback start() :: term
end
