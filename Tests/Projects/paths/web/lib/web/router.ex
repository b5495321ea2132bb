defmodule Web.Router do
  use Agent
  def start_link(_), do: Agent.start_link(fn -> Web.routes() end, name: __MODULE__)
  def count, do: Agent.get(__MODULE__, &length/1)
end
